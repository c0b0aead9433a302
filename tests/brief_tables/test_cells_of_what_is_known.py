"""Cells behind whose numbers some rows have no value: a note beneath the table names them, and its data those rows."""

import csv
import io
import re
import shutil
from pathlib import Path

import pytest

from command_line import run
from forged_pages import verified
from sealed_briefs import CONFIG
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.record.analysis_record import read_record
from statbrief.record.table_data import table_data
from tabled_briefs import IMPORTS, LABELS
from withheld_briefs import MORE_LABELS, declaring

pytestmark = pytest.mark.thorough

KNOWN = f'''{IMPORTS}def by_country(table) -> "share: percent, share":
    """Arrests by country

    Of the last month.

    country: Country
    arrests: Arrests
    share: Share of all
    others: All others
    total: Total
    """
    now = table.loc[[latest(table)]].droplevel("month")[["arrests"]]
    both = with_total(top(now, "arrests", 1, others="others", skipna=True), "total", skipna=True)
    both["share"] = both["arrests"] / both["arrests"].iloc[-1]
    return both
'''
BY_MONTH = f'''{IMPORTS}def by_month(table):
    """Arrests by month

    month: Month
    arrests: Arrests
    """
    return table.groupby(level="month")[["arrests"]].sum(skipna=True)
'''
SPANISH = re.sub("name,.Côte.*\n|table,by_country.change.*\n", "", LABELS + MORE_LABELS) + (
    "table,by_country.others,Todos los demás\n"
)


def noted(analysis: Analysis) -> str:
    """The last note of the table of countries."""
    return analysis.shown["by_country"].notes[-1]


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a brief with a total of what is known, built in two languages."""
    folder = declaring(tmp_path_factory.mktemp("known") / "brief", KNOWN)
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    english = (folder / "brief.qmd").read_text(encoding="utf-8")
    (folder / "brief.es.qmd").write_text(english.replace("Arrests", "Detenciones\nlang: es"), encoding="utf-8")
    (folder / "data/labels.es.csv").write_text(SPANISH, encoding="utf-8")
    for edition in (["--edition", "es"], []):
        result = run("build", folder, "--renderer", "embedded", *edition)
        assert (result.exit_code, result.stderr) == (0, "")
    return folder


def test_a_note_names_the_cells_that_are_of_what_is_known(folder: Path) -> None:
    """By row and column: so is a share of such a total, but no whole count, nor a whole’s share of itself."""
    brief = analyse(folder, "en")
    assert brief.shown["by_country"].rows == (
        ("El Salvador", "8,000", "67%"),
        ("All others", "4,000", "33%"),
        ("Total", "12,000", "100%"),
    )
    assert noted(brief) == (
        "Of what is known, as some rows behind it have no value: El Salvador (Share of all); "
        "All others (Arrests, Share of all); Total (Arrests)."
    )


def test_the_note_is_in_the_briefs_language(folder: Path) -> None:
    """With the labels' words."""
    assert noted(analyse(folder, "es")) == (
        "De lo que se sabe, pues algunas filas de los datos no tienen valor: El Salvador (Parte de todas); "
        "Todos los demás (Detenciones, Parte de todas); Total (Detenciones)."
    )


def test_pages_show_it_and_hold(folder: Path) -> None:
    """In both languages and forms."""
    for name in ("brief.html", "brief.pdf", "brief.es.html", "brief.es.pdf"):
        assert verified(folder / "_output" / name).exit_code == 0
    assert "All others (Arrests, Share of all)" in (folder / "_output/brief.html").read_text(encoding="utf-8")


def test_the_tables_data_name_the_rows_that_are_left_out(folder: Path) -> None:
    """Beside the number; nothing beside one that is whole."""
    record = read_record(folder)
    text = table_data("by_country", record["tables"]["by_country"], record["figures"], record["answers"]).decode()
    rows = {each["country"]: each["arrests.missing"] for each in csv.DictReader(io.StringIO(text))}
    lacking = {f"table[2024-01 {each}]" for each in ("Mexico", "Guatemala", "Honduras", "Peru")}
    assert rows["El Salvador"] == ""
    assert {each for name in ("others", "total") for each in rows[name].split("; ")} == lacking


def test_a_row_of_a_period_is_named_by_it(tmp_path: Path) -> None:
    """As the table writes it."""
    folder = declaring(tmp_path, BY_MONTH)
    (folder / "brief.qmd").write_text("{{< table by_month >}}\n", encoding="utf-8")
    assert analyse(folder, "en").shown["by_month"].notes == (
        "Of what is known, as some rows behind it have no value: December 2023 (Arrests); January 2024 (Arrests).",
    )


def test_a_table_of_whole_numbers_has_no_such_note(tmp_path: Path) -> None:
    """Nor one whose cells are withheld: they have their mark."""
    whole = KNOWN.replace("skipna=True", "skipna=False")
    shown = analyse(declaring(tmp_path, whole), "en").shown["by_country"]
    assert shown.rows[1:] == (("All others", "c", "c"), ("Total", "c", "c"))
    assert shown.notes == ("Of the last month.", "c confidential")
