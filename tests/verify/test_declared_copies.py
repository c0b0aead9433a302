"""Copies of a brief whose table is declared to be written in a way of its own: they prove themselves all the same."""

import json
from pathlib import Path

import pytest

from briefs import write_brief
from command_line import done

FIELDS = [
    {"name": "ort"},
    {"name": "tag", "type": "date", "format": "%d.%m.%Y"},
    {"name": "menge", "type": "number", "unit": "mm", "decimalChar": ",", "groupChar": ".", "rounded_to": 0.5},
]
PACKAGE = json.dumps(
    {
        "resources": [
            {
                "name": "rain",
                "path": "table.csv",
                "source": "agency",
                "period": "{tag}",
                "gaps": True,
                "dialect": {"delimiter": ";"},
                "encoding": "cp1252",
                "schema": {"primaryKey": ["ort", "tag"], "missingValues": ["", "k.A."], "fields": FIELDS},
            }
        ]
    }
)
ROWS = "ort;tag;menge\nKöln;05.01.2024;1.234,5\nMüllheim;31.12.2024;-0,5\nJülich;01.02.2024;k.A.\n"
DERIVED = '''
def koeln(rain):
    """Rain in Köln"""
    return rain.loc[("Köln", "2024-01-05"), "menge"]


def both(rain):
    """Rain in both places"""
    return rain["menge"].sum(skipna=True)
'''
PROSE = """---
title: Rain
date: 2025-01-01
---

{{< var koeln.value >}}, {{< var both.value >}}

{{< include _generated/figures.md >}}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief with its pages."""
    folder = write_brief(tmp_path_factory.mktemp("declared"), figures="", derived=DERIVED, package=PACKAGE)
    (folder / "data/table.csv").write_bytes(ROWS.encode("cp1252"))
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    (folder / "_quarto.yml").write_text("lang: en\nbibliography: data/sources.bib\n", encoding="utf-8")
    done("build", folder)
    return folder


def test_each_copy_holds(built: Path) -> None:
    """Its cell is found again in the table inside, which has its own separators, letters and days."""
    for name in ("brief.html", "brief.pdf"):
        result = done("verify", built / "_output" / name)
        assert "koeln: 1,234.5 (1,234" in result.stdout
        assert "cell Köln 2024-01-05 of table.csv" in result.stdout


def test_the_record_tells_of_missing_cells(built: Path) -> None:
    """So that whoever reads it knows that the sum is of what is known."""
    record = json.loads((built / "_output/brief.json").read_text(encoding="utf-8"))
    assert record["figures"]["both"]["missing"] == {"rain": ["Jülich 2024-02-01"]}
    assert record["figures"]["both"]["value"] == 1234.5 - 0.5
    assert "missing" not in record["figures"]["koeln"]


def test_what_rests_on_missing_cells_is_called_so(built: Path) -> None:
    """As on the page, and not exact: a row of 0.5 and 1,234.5 and one without a number."""
    [line] = [each for each in done("verify", built / "_output/brief.html").stdout.splitlines() if "both: " in each]
    assert "of what is known)" in line
    assert "exactly" not in line


def test_another_number_in_the_table_is_found(built: Path) -> None:
    """Read as it is declared, the cell says something else than the figure."""
    from statbrief.verify.attachments import mismatches

    record = json.loads((built / "_output/brief.json").read_text(encoding="utf-8"))
    files = {name: (built / each["file"]).read_bytes() for name, each in record["attached"].items()}
    assert list(mismatches(record, files, {})) == []
    forged = files | {"table.csv": files["table.csv"].replace(b"1.234,5", b"1.235,5")}
    told = [(what, found) for what, found, _ in mismatches(record, forged, {})]
    assert ("figure koeln", "'1.235,5' is in table.csv:2") in told
