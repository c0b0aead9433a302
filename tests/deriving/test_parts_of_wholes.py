"""A share is declared of parts of a whole alone: not of gains and losses together, nor of what is more than all."""

import json
from pathlib import Path

import pytest

from briefs import analysed
from statbrief.errors import DerivingError

SCHEMA = {
    "primaryKey": ["year", "area"],
    "fields": [
        {"name": "year", "type": "year"},
        {"name": "area", "type": "string"},
        {"name": "net", "type": "number", "unit": "visa", "rounded_to": "exact"},
    ],
}
PACKAGE = json.dumps(
    {"resources": [{"name": "t", "path": "table.csv", "source": "agency", "period": "{year}", "schema": SCHEMA}]}
)
OF_ALL = "t['net'].xs('{}', level='area').iloc[0] / t['net'].sum()"
WANTED = 'declare its unit alone, as in -> "percent", for a plain percentage, and let the words say of what it is'
MIXED = "rests on t[2022 a, net], which is negative, and on t[2022 c, net], which is not: they make no whole"
BEYOND = "is {}, and a part of a whole is from 0 to 100%"


def share(folder: Path, numbers: dict[str, int], returned: str, annotation: str = "share") -> tuple[str, float, str]:
    """What a figure is of one year's numbers by area: its kind, its number, and as a percentage."""
    cells = "year,area,net\n" + "".join(f"2022,{area},{number}\n" for area, number in numbers.items())
    derived = f'def it(t) -> "{annotation}":\n    """It"""\n    return {returned}\n'
    made = analysed(folder, figures="", derived=derived, package=PACKAGE, dataset=cells)
    return made.figures["it"].kind, made.figures["it"].value, made.forms["it"]["percent"].plain


@pytest.mark.parametrize(
    ("numbers", "of", "said", "found"),
    [
        ({"a": -2, "b": 3, "c": 4}, "a", "−40%", BEYOND.format("-40%")),
        ({"a": -2, "b": 3, "c": 4}, "b", "60%", MIXED),
        ({"a": -4, "b": 2, "c": 3}, "c", "300%", BEYOND.format("300%")),
    ],
)
def test_gains_and_losses_make_no_whole(
    tmp_path: Path, numbers: dict[str, int], of: str, said: str, found: str
) -> None:
    """Of a balance of 5 the 3 of one area are three fifths of nothing; the percentage is there where no share is."""
    with pytest.raises(DerivingError) as raised:
        share(tmp_path / "share", numbers, OF_ALL.format(of))
    assert str(raised.value) == f"analysis/derived.py:1: it: declares 'share', and {found}; {WANTED}"
    plain = numbers[of] / sum(numbers.values())
    kind, value, percent = share(tmp_path / "percent", numbers, OF_ALL.format(of), "percent")
    assert (kind, percent) == ("number", said)
    assert value == pytest.approx(100 * plain)


@pytest.mark.parametrize(
    ("numbers", "returned", "value"),
    [
        ({"a": -2, "b": -3, "c": 0}, OF_ALL.format("a"), 2 / 5),
        ({"a": 2, "b": 3, "c": 0}, OF_ALL.format("b"), 3 / 5),
        ({"a": -2, "b": 3, "c": 4}, "(t['net'].pint.magnitude > 0).mean()", 2 / 3),
    ],
    ids=["losses", "gains", "how many gain"],
)
def test_parts_of_a_whole_are_a_share(tmp_path: Path, numbers: dict[str, int], returned: str, value: float) -> None:
    """Of losses alone, too, and of how many there are of a kind."""
    kind, found, _ = share(tmp_path, numbers, returned)
    assert kind == "share"
    assert found == pytest.approx(value)


def test_a_share_may_be_over_all_within_its_rounding(tmp_path: Path) -> None:
    """Of 10.1 in tenths and 10.0 in tenths nobody knows that the one is more than the other."""
    rows = "part,Part,10.1,visa,0.1,,2022,agency,,\nwhole,Whole,{},visa,0.1,,2022,agency,,\n"
    derived = 'def it(part, whole) -> "share":\n    """It"""\n    return part / whole\n'
    assert analysed(tmp_path / "near", figures=rows.format("10.0"), derived=derived).figures["it"].kind == "share"
    with pytest.raises(DerivingError, match=r"declares 'share', and is 102%"):
        analysed(tmp_path / "beyond", figures=rows.format("9.9"), derived=derived)
