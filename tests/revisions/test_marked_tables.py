"""Cells of tables that the last edition had otherwise are marked, and the mark is proved."""

import json
import re
from pathlib import Path

import pytest

from command_line import run
from revised_bulletins import LABELS, PROSE, SPANISH, build, bulletin, count, released
from statbrief.copies.read import read_copy

pytestmark = [pytest.mark.usefixtures("derived_once"), pytest.mark.thorough]

TABLES = '''import pandas as pd


def by_month(ferry):
    """Trips by month

    month: Month
    north: North line
    south: South line
    both: Both lines
    """
    table = ferry["trips"].unstack("line")
    return pd.DataFrame({"north": table["North"], "south": table["South"], "both": table["North"] + table["South"]})
'''
IN_SPANISH = """caption,by_month,Viajes por mes
table,by_month.month,Mes
table,by_month.north,Línea norte
table,by_month.south,Línea sur
table,by_month.both,Ambas líneas
"""
SHOWN = "::: {#tbl-months}\n{{< table by_month >}}\n\n{{< caption by_month >}}\n:::\n\n"
NOTES = {
    "en": "r Revised since the last edition (March 2024).",
    "es": "r Dato revisado desde la edición anterior (marzo de 2024).",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """March released, and April with a number of February corrected; a table has all months."""
    prose, spanish = (text.replace("{{< revisions >}}", SHOWN) for text in (PROSE, SPANISH))
    place = tmp_path_factory.mktemp("bulletin")
    made = bulletin(place, LABELS=LABELS + IN_SPANISH, PROSE=prose, SPANISH=spanish)
    (made / "analysis/tables.py").write_text(TABLES, encoding="utf-8")
    count(made, "2024-03")
    released(made)
    count(made, "2024-04", {("2024-02", "South"): 588})
    build(made)
    return made


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_differs_from_the_last_edition_is_marked(folder: Path, lang: str) -> None:
    """The number of the data, and the sum that was another in the same row; none else, and no new month."""
    copy = read_copy(folder / f"_output/brief{'' if lang == 'en' else '.es'}.html")
    rows = [piece.split(" | ") for piece in copy.text if piece.count(" | ") == 3]
    marked = [cell for row in rows for cell in row if cell.startswith("r ")]
    assert [each.replace(",", "").replace(".", "") for each in marked] == ["r 588", "r 1008"]
    assert NOTES[lang] in copy.text


def test_the_copies_hold_and_a_mark_that_is_taken_away_is_found(folder: Path, tmp_path: Path) -> None:
    """In the page."""
    pages = [folder / f"_output/{name}" for name in ("brief.html", "brief.pdf", "brief.es.html", "brief.es.pdf")]
    made = run("verify", "--quiet", *map(str, pages))
    assert made.exit_code == 0, made.output
    record = json.loads((folder / "_output/brief.json").read_bytes())
    assert record["revisions"]["marked"] == ["by_month._2024_02.both", "by_month._2024_02.south"]
    text = pages[0].read_text(encoding="utf-8")
    forged = tmp_path / "brief.html"
    without = re.sub(r">r (<span[^>]*><a [^>]*>588<)", r">\1", text)
    assert len(without) == len(text) - len("r ")
    forged.write_text(without, encoding="utf-8")
    found = run("verify", "--quiet", str(forged))
    assert found.exit_code == 1
    assert "“" in found.stderr
