"""Texts that nobody can tell apart by looking are a fault where one column has both, in a table of any size."""

import json
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from statbrief.data.alike import are_alike, as_seen
from statbrief.data.datasets import Dataset
from statbrief.data.read_datasets import read_datasets
from statbrief.data.units import load_units
from statbrief.errors import ReadingError

FIELDS = [
    {"name": "month", "type": "yearmonth"},
    {"name": "town", "type": "string"},
    {"name": "visits", "type": "integer", "unit": "visit", "rounded_to": "exact"},
]
PAIRS = {
    "letters of one part and of two": ("Málaga", "Ma\u0301laga", "COMBINING ACUTE ACCENT"),
    "a blank that does not break": ("New York", "New\u00a0York", "NO-BREAK SPACE and SPACE"),
    "a mark without width": ("York", "Yo\u200brk", "ZERO WIDTH SPACE"),
    "a hyphen that is not seen": ("Málaga", "Mála\u00adga", "SOFT HYPHEN"),
    "two blanks": ("New York", "New  York", "SPACE"),
}


def read(folder: Path, towns: tuple[str, str], months: int = 4) -> Dataset:
    """A table of two towns, each of which some months are of."""
    (folder / "data").mkdir()
    (folder / "data/units.txt").write_text("visit = [visit] = _ = visits\n", encoding="utf-8")
    resource = {"name": "t", "path": "t.csv", "period": "{month}", "source": "s", "gaps": True}
    schema = {"primaryKey": ["month", "town"], "fields": FIELDS}
    package = json.dumps({"resources": [{**resource, "schema": schema}]})
    (folder / "data/datapackage.json").write_text(package, encoding="utf-8")
    named = pd.period_range("1900-01", periods=months, freq="M")
    rows = "".join(f"{each},{towns[place % 2]},{place}\n" for place, each in enumerate(named))
    (folder / "data/t.csv").write_text(f"month,town,visits\n{rows}", encoding="utf-8")
    return read_datasets(folder, load_units(folder / "data/units.txt"), {"s"})["t"]


@pytest.mark.parametrize("months", [4, 1_400], ids=["a small table", "a large one"])
@pytest.mark.parametrize("pair", PAIRS)
def test_two_towns_that_look_the_same_are_a_fault(tmp_path: Path, pair: str, months: int) -> None:
    """What is summed of the one would lack the other's months, without a word."""
    one, other, named = PAIRS[pair]
    with pytest.raises(ReadingError) as error:
        read(tmp_path, (one, other), months)
    [fault] = error.value.faults
    assert str(fault).startswith("data/t.csv:3: town: ")
    assert fault.found.endswith(f"looks like that of line 2, and differs by {named}")
    assert fault.wanted == "write both in the same characters"


@pytest.mark.parametrize("towns", [("Malaga", "Málaga"), ("york", "York"), ("York", "York-"), ("01", "1")])
@pytest.mark.parametrize("months", [4, 1_400], ids=["a small table", "a large one"])
def test_towns_that_look_different_are_different(tmp_path: Path, towns: tuple[str, str], months: int) -> None:
    """Of an accent, a capital or a zero anybody sees that they are there."""
    assert {row["town"] for row in read(tmp_path, towns, months).rows} == {*towns}


@pytest.mark.parametrize(
    "text", ["Ñuble", "Zürich  West", "Łódź", "東京", "a\u00a0b", "x\u200b", "\ufeffx", "e\u0301e"]
)
def test_what_is_seen_is_the_same_in_all_forms_of_a_text(text: str) -> None:
    """A text in Unicode's composed form and in its other one is seen alike, and so is what is seen of it."""
    forms = [unicodedata.normalize(each, text) for each in ("NFC", "NFD")]
    assert len({*map(as_seen, forms)}) == 1
    assert as_seen(as_seen(text)) == as_seen(text)
    assert are_alike({text, *forms, as_seen(text)}) == (len({text, *forms, as_seen(text)}) > 1)
