"""What `verify` holds of numbers that an engine computed: they stand in the file inside, and lie as far as they may."""

import base64
import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine_briefs import HEADS, engine_brief, trips
from forged_pages import SCRIPT, faults, sealed_again, verified
from published_records import Record
from sealed_briefs import CONFIG
from statbrief.cli import main

PROSE = """---
title: Trips
date: 2023-01-05
---

Fares came to {{< var by_region.norte.fares.value >}} ({{< var by_region.norte.fares.range >}}) in
{{< var by_region.norte.name >}}, {{< var share.about_percent >}} of all.

::: {#tbl-regions}
{{< table by_region >}}

{{< caption by_region >}}
:::

{{< figures >}}
"""
SPANISH = PROSE.replace("Fares came to", "Las tarifas fueron").replace("of all", "de todas").replace(
    "---\n\n", "lang: es\n---\n\n", 1
)  # fmt: skip
LABELS = (
    "kind,id,text\nfigure,share,Parte\ncaption,by_region,Una tabla\n"
    "unit,trip,viaje|viajes\nunit,rider,pasajero|pasajeros\n"
    + "".join(f"table,by_region.{each},{each.title()}\n" for each in HEADS)
    + "".join(f"name,{each},{each}\n" for each in ("Centro", "Norte", "Ñuble"))
)
SHARE = (
    'def share(by_region) -> "1, share":\n    """Share"""\n'
    '    return by_region.loc["Norte", "fares"] / by_region["fares"].sum()\n'
)


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a brief whose table an engine computed, built in two languages."""
    folder = engine_brief(tmp_path_factory.mktemp("engine") / "brief", data=trips(400))
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "analysis/derived.py").write_text(SHARE, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    (folder / "brief.es.qmd").write_text(SPANISH, encoding="utf-8")
    (folder / "data/labels.es.csv").write_text(LABELS, encoding="utf-8")
    for more in ([], ["--edition", "es"]):
        made = CliRunner().invoke(main, ["build", str(folder), "--renderer", "embedded", *more])
        assert (made.exit_code, made.stderr) == (0, "")
    return folder


def record_of(page: bytes) -> Record:
    """The record inside a page."""
    found = SCRIPT.search(page)
    assert found
    known: Record = json.loads(found[2])
    return known


@pytest.mark.parametrize("page", ["brief.html", "brief.pdf", "brief.es.html", "brief.es.pdf"])
def test_pages_with_what_an_engine_computed_hold(built: Path, page: str) -> None:
    """Page and print, in both languages, prove themselves: each number stands in the file inside."""
    result = verified(built / "_output" / page)
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.search(
        r"by_region\.norte\.fares: .* cell Norte of by_region-computed\.csv, computed by 'DuckDB 1\.", result.stdout
    )


def test_the_table_of_origins_says_which_engine_and_of_what(built: Path) -> None:
    """It names the engine with its version, the file and its rows, in the language of the page."""
    for name, said in (("brief", "computed by DuckDB 1"), ("brief.es", "calculado por DuckDB 1")):
        text = re.sub(r"<[^>]+>", "", (built / f"_output/{name}.html").read_text(encoding="utf-8"))
        assert said in text
        assert "trips.parquet, 400" in text


def test_the_record_says_what_was_asked_of_which_files(built: Path) -> None:
    """The question, the engine, the files with their hashes and rows, and how each column was computed."""
    dataset = record_of((built / "_output/brief.html").read_bytes())["datasets"]["by_region"]
    query = dataset["query"]
    assert query["engine"].startswith("DuckDB 1.")
    assert 'FROM "trips"' in query["sql"]
    digest = sha256((built / "data/trips.parquet").read_bytes()).hexdigest()
    assert query["sources"] == {
        "trips": {
            "title": "Trips",
            "source": "city",
            "path": "data/trips.parquet",
            "files": {"data/trips.parquet": digest},
            "rows": 400,
        }
    }
    assert query["measures"]["fares"] == {"by": "sum", "of": "trips.fare", "rounded_to": "0.25"}
    assert query["measures"]["trips"] == {"by": "count", "of": "rows", "rounded_to": ""}


def test_large_data_do_not_travel(built: Path) -> None:
    """What the engine read is named by its hash, and not inside; what it computed is."""
    known = record_of((built / "_output/brief.html").read_bytes())
    inside = {each["file"] for each in known["attached"].values()}
    assert "data/trips.parquet" in known["files"]
    assert "data/trips.parquet" not in inside
    assert "_generated/queries/by_region-computed.csv" in inside


def _other_file(change: Callable[[str], str]) -> Callable[[Record], None]:
    """A record whose file of computed numbers has another hash."""

    def forge(known: Record) -> None:
        [name] = [each for each, said in known["attached"].items() if said["file"].startswith("_generated/")]
        digest = sha256(change("").encode()).hexdigest()
        known["attached"][name]["sha256"] = known["datasets"]["by_region"]["sha256"] = digest
        known["files"][known["attached"][name]["file"]] = digest

    return forge


def _forged(built: Path, file: Path, change: Callable[[str], str]) -> list[str]:
    """What is wrong with the page whose file of computed numbers was changed, sealed again with its hash."""
    page = (built / "_output/brief.html").read_text(encoding="utf-8")
    text = (built / "_generated/queries/by_region-computed.csv").read_text(encoding="utf-8")
    new = change(text)
    assert new != text
    old = base64.b64encode(text.encode()).decode()
    assert page.count(old) == 1
    page = page.replace(old, base64.b64encode(new.encode()).decode())
    file.write_bytes(sealed_again(page.encode(), _other_file(lambda _: new)))
    return faults(file)


def _cell(text: str, column: str) -> str:
    head, row = text.splitlines()[0].split(","), text.splitlines()[2].split(",")
    return row[head.index(column)]


@pytest.mark.parametrize("number", ["1e99999999", "9" * 800, "NaN", "١", "", "-", "1/3"])
@pytest.mark.parametrize("column", ["fares.low", "fares.rows"])
def test_what_is_no_number_in_the_file_is_told(built: Path, tmp_path: Path, number: str, column: str) -> None:
    """Whatever a forger writes there is told in a moment, and breaks nothing."""

    def change(text: str) -> str:
        head, *rows = text.splitlines()
        cells = rows[1].split(",")
        cells[head.split(",").index(column)] = number
        return "\n".join([head, rows[0], ",".join(cells), *rows[2:], ""])

    told = _forged(built, tmp_path / "forged.html", change)
    assert any("by_region-computed.csv: line 3: fares is " in each for each in told)


@pytest.mark.parametrize("column", ["fares", "fares.low", "fares.high", "fares.rows", "middle.high", "trips.low"])
def test_another_number_in_the_file_is_told(built: Path, tmp_path: Path, column: str) -> None:
    """A value, an end of its range, or of how many rows it is: each has to fit the others, and the figures."""

    def change(text: str) -> str:
        head, *rows = text.splitlines()
        cells = rows[1].split(",")
        cells[head.split(",").index(column)] = "77"
        return "\n".join([head, rows[0], ",".join(cells), *rows[2:], ""])

    told = _forged(built, tmp_path / "forged.html", change)
    assert any("by_region-computed.csv: line 3" in each or "is in by_region-computed.csv:3" in each for each in told)


def test_a_wider_range_in_file_and_record_is_told(built: Path, tmp_path: Path) -> None:
    """A range that is not half a step for each row is told, whatever the record says."""
    told = _forged(
        built, tmp_path / "forged.html", lambda text: text.replace(_cell(text, "fares.low"), "1").replace(
            _cell(text, "fares.high"), "99999"))  # fmt: skip
    assert any("fares is" in each and "its range is what rounding allows" in each for each in told)


FORGED: dict[str, tuple[Callable[[Record], object], str]] = {
    "another file": (
        lambda known: known["datasets"]["by_region"]["query"]["sources"]["trips"]["files"].update(
            {"data/trips.parquet": "0" * 64}
        ),
        f"dataset by_region: was computed from 'data/trips.parquet', SHA-256 '{'0' * 64}'",
    ),
    "another rounding": (
        lambda known: known["datasets"]["by_region"]["query"]["measures"]["fares"].update(rounded_to="0.5"),
        "dataset by_region: its column 'fares' has two roundings",
    ),
    "another means": (
        lambda known: known["datasets"]["by_region"]["query"]["measures"]["fares"].update(by="mean"),
        "its range is what rounding allows",
    ),
    "another range": (
        lambda known: known["figures"]["by_region.norte.fares"].update(range=[0.0, 99999.0]),
        "figure by_region.norte.fares: its range ends at '0.0'",
    ),
    "a number that is said to be stated": (
        lambda known: known["figures"]["by_region.norte.fares"].pop("is_computed"),
        "figure by_region.norte.fares: it says wrongly whether an engine computed it",
    ),
    "a rounding without end": (
        lambda known: (
            known["datasets"]["by_region"]["query"]["measures"]["fares"].update(rounded_to="1e99999999"),
            known["datasets"]["by_region"]["columns"]["fares"].update(rounded_to="1e99999999"),
        ),
        "by_region-computed.csv: line 2: fares is ",
    ),
    "a column less": (
        lambda known: known["datasets"]["by_region"]["query"]["measures"].pop("fares"),
        "dataset by_region: its column 'fares' is measured, or computed, and not both",
    ),
    "no table": (
        lambda known: known["tables"].pop("by_region"),
        "dataset by_region: was computed by an engine, and is no table of the record",
    ),
}


@pytest.mark.parametrize("case", FORGED)
def test_a_forged_record_is_told(built: Path, tmp_path: Path, case: str) -> None:
    """What is told of an engine has to fit what the record and the files say elsewhere."""
    forge, message = FORGED[case]
    file = tmp_path / "forged.html"

    def forged(known: Record) -> None:
        forge(known)

    file.write_bytes(sealed_again((built / "_output/brief.html").read_bytes(), forged))
    assert any(message in each for each in faults(file)), faults(file)[:4]


@pytest.mark.thorough
def test_the_same_data_give_the_same_bytes(built: Path) -> None:
    """Asked again, by other threads in another order, the engine's numbers are the same to the last bit."""
    kept = built / "_generated/queries/by_region-computed.csv"
    before, page = kept.read_bytes(), (built / "_output/brief.html").read_bytes()
    shutil.rmtree(built / "_generated")
    made = CliRunner().invoke(main, ["build", str(built), "--renderer", "embedded"])
    assert (made.exit_code, made.stderr) == (0, "")
    assert kept.read_bytes() == before
    assert (built / "_output/brief.html").read_bytes() == page


@pytest.mark.thorough
def test_what_an_engine_computed_anew_is_revised(built: Path, tmp_path: Path) -> None:
    """Of two builds, diff tells the numbers that are others, and not the ends of their ranges one by one."""
    folder = tmp_path / "brief"
    shutil.copytree(built, folder)
    trips(500).to_parquet(folder / "data/trips.parquet")
    made = CliRunner().invoke(main, ["build", str(folder), "--renderer", "embedded", "--to", "html"])
    assert (made.exit_code, made.stderr) == (0, "")
    told = CliRunner().invoke(main, ["diff", str(built / "_output/brief.html"), str(folder / "_output/brief.html")])
    assert told.exit_code == 1
    assert "by_region, fares\n    Norte: " in told.stdout
    assert not re.search(r"\.(low|high|rows)\n", told.stdout)
