"""Cells of tables for which the data have a reason in the place of a number: they show its mark, and a note says it."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command_line import run
from forged_pages import faults, sealed_again, verified
from published_records import Record
from sealed_briefs import CONFIG
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.errors import ReadingError, StatbriefError
from statbrief.record.cells import mark_of
from tabled_briefs import LABELS
from withheld_briefs import MORE_LABELS, TABLE, declaring


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """The analysis of such a brief."""
    return analyse(declaring(tmp_path_factory.mktemp("withheld") / "brief"), "en")


def test_a_cell_shows_the_mark_of_its_reason(brief: Analysis) -> None:
    """So does what is computed from it; of two reasons the first that is declared. A mark is never a number."""
    assert brief.shown["by_country"].rows == (
        ("Mexico", "c", "c"),
        ("Guatemala", "c", "c"),
        ("El Salvador", "8,000", "c"),
        ("Honduras", "–", "–"),
        ("Peru", "–", "–"),
        ("Belize", "4,000", "+1,000"),
    )


def test_a_note_says_what_each_mark_stands_for(brief: Analysis) -> None:
    """In the order in which they come; what has no reason is said as ever."""
    assert brief.shown["by_country"].notes == ("Of the last month.", "c confidential", "– not asked; no value")


def test_the_reason_is_traced_to_a_cell_of_the_data(brief: Analysis) -> None:
    """To the one that is missing: here of the month before."""
    table = brief.tables["by_country"]
    dataset, column, place = table.withheld["by_country.el_salvador.change"].cell
    assert (dataset, column) == ("table", "arrests")
    assert brief.datasets["table"].row_name(place) == "2023-12 El Salvador"
    assert "by_country.honduras.arrests" not in table.withheld
    assert "2023-12 El Salvador" in table.used["table"]


def test_a_row_of_withheld_cells_alone_is_of_their_rows(brief: Analysis) -> None:
    """Its name stands in the row whose cell says why, as those of others do in rows with numbers."""
    guatemala = brief.answers["by_country.guatemala"]
    assert (guatemala.origin.cells[0].row, guatemala.period) == ("2024-01 Guatemala", "2024-01")
    salvador = brief.answers["by_country.el_salvador"]
    assert (salvador.origin.cells[0].row, salvador.period) == ("2024-01 El Salvador", "2024-01")


def test_texts_without_a_reason_are_as_ever(tmp_path: Path) -> None:
    """They stand for no value, and nobody says why."""
    shown = analyse(declaring(tmp_path, reasons=["", "c", "..", "-99"]), "en").shown["by_country"]
    assert shown.rows[0] == ("Mexico", "–", "–")
    assert shown.notes[1:] == ("– no value",)


@pytest.mark.thorough
def test_a_total_of_what_is_withheld_is_withheld(tmp_path: Path) -> None:
    """Where it is not said to be of what is known: that is a fault."""
    counted = TABLE.replace("return pd.DataFrame({", "return with_total(pd.DataFrame({").replace(
        "before})", "before}))"
    )
    with pytest.raises(StatbriefError) as caught:
        analyse(declaring(tmp_path / "silent", counted), "en")
    assert "which are missing; say what becomes of it" in str(caught.value)
    whole = counted.replace("before}))", "before}), skipna=False)")
    shown = analyse(declaring(tmp_path / "whole", whole), "en").shown["by_country"]
    assert shown.rows[-1] == ("Total", "c", "c")
    known = counted.replace("before}))", "before}), skipna=True)")
    brief = analyse(declaring(tmp_path / "known", known), "en")
    assert brief.shown["by_country"].rows[-1] == ("Total", "12,000", "+1,000")
    assert brief.figures["by_country.total.arrests"].missing["table"]


def test_prose_may_not_write_an_empty_cell(tmp_path: Path) -> None:
    """And is told why there is none."""
    folder = declaring(tmp_path)
    (folder / "brief.qmd").write_text(
        "{{< var by_country.mexico.arrests.value >}}\n{{< var by_country.honduras.change.rose >}}\n", encoding="utf-8"
    )
    result = run("check", folder)
    assert result.stderr.splitlines() == [
        f"brief.qmd:{line}:1: var: by_country.{found}; write another cell, or what is true without it"
        for line, found in ((1, "mexico.arrests is empty (c: confidential)"), (2, "honduras.change is empty"))
    ]


def test_two_that_stand_in_for_each_other_are_withheld_together(tmp_path: Path) -> None:
    """Neither of them alone leaves the cell empty."""
    body = "now.fillna(before)"
    tables = TABLE.replace("now - before", body).replace("difference", "level")
    shown = analyse(declaring(tmp_path, tables), "en").shown["by_country"]
    assert shown.rows[0] == ("Mexico", "c", "52,000")
    assert shown.rows[1] == ("Guatemala", "c", "c")


def test_reasons_are_said_in_the_briefs_language(tmp_path: Path) -> None:
    """A missing translation is a fault, whether or not a cell is empty for it yet."""
    folder = declaring(tmp_path)
    (folder / "data/labels.es.csv").write_text(LABELS + MORE_LABELS, encoding="utf-8")
    with pytest.raises(ReadingError) as caught:
        analyse(folder, "es")
    assert "there is no name 'Côte d’Ivoire, Rép.'" in str(caught.value)
    labels = re.sub("name,.Côte.*\n", "", LABELS + MORE_LABELS)
    (folder / "data/labels.es.csv").write_text(labels, encoding="utf-8")
    assert analyse(folder, "es").shown["by_country"].notes == (
        "Del último mes.",
        "c confidencial",
        "– no preguntado; sin valor",
    )
    (folder / "data/labels.es.csv").write_text(
        labels.replace("missing,not available,no disponible\n", ""), encoding="utf-8"
    )
    with pytest.raises(ReadingError) as caught:
        analyse(folder, "es")
    assert str(caught.value) == "data/labels.es.csv: missing not available: has no row; write its translation"


WRONG = {
    "no text": (
        [{"value": 3}],
        'write a list of texts, such as ["", "-99"], or of [{"value": "c", "label": "confidential"}]',
    ),
    "no list": ("c", 'missingValues "c"; write a list of texts'),
    "another property": ([{"value": "c", "lable": "confidential"}], "'lable' is not read here; did you mean label?"),
    "two reasons": (
        [{"value": "c", "label": "confidential"}, {"value": "c", "label": "counted"}],
        "missingValues has 'c' as 'confidential' and as 'counted'; keep one of them",
    ),
}


@pytest.mark.parametrize(("reasons", "wanted"), WRONG.values(), ids=WRONG.keys())
def test_reasons_that_cannot_be_read_are_refused(tmp_path: Path, reasons: list[Any], wanted: str) -> None:
    """With what can."""
    with pytest.raises(ReadingError) as caught:
        analyse(declaring(tmp_path, reasons=reasons), "en")
    assert wanted in str(caught.value)


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of such a brief, built in two languages."""
    folder = declaring(tmp_path_factory.mktemp("withheld") / "built")
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    spanish = (
        (folder / "brief.qmd").read_text(encoding="utf-8").replace("title: Arrests", "title: Detenciones\nlang: es")
    )
    (folder / "brief.es.qmd").write_text(spanish, encoding="utf-8")
    labels = re.sub("name,.Côte.*\n", "", LABELS + MORE_LABELS)
    (folder / "data/labels.es.csv").write_text(labels, encoding="utf-8")
    for edition in ([], ["--edition", "es"]):
        result = run("build", folder, "--renderer", "embedded", *edition)
        assert (result.exit_code, result.stderr) == (0, "")
    return folder


@pytest.mark.thorough
def test_a_copy_proves_why_cells_are_empty(built: Path) -> None:
    """From the data inside, in both languages, which are of the same numbers."""
    for name in ("brief.html", "brief.pdf", "brief.es.html", "brief.es.pdf"):
        assert verified(built / "_output" / name).exit_code == 0
    result = run("editions", built)
    assert (result.exit_code, result.stderr) == (0, "")
    spanish = json.loads((built / "_output/brief.es.json").read_text(encoding="utf-8"))
    assert spanish["tables"]["by_country"]["withheld"]["by_country.el_salvador.change"]["called"] == "confidencial"
    record = json.loads((built / "_output/brief.json").read_text(encoding="utf-8"))
    assert record["tables"]["by_country"]["withheld"]["by_country.el_salvador.change"] == {
        "text": "c",
        "label": "confidential",
        "cell": {"dataset": "table", "row": "2023-12 El Salvador", "column": "arrests"},
    }


@pytest.mark.thorough
def test_a_cell_may_be_empty_for_another_row(root: Path, tmp_path: Path) -> None:
    """Where the number of that would have stood in for its own, and has a reason that is declared before its own."""
    tables = TABLE.replace("{{", "{").replace(
        '"arrests": now', '"arrests": now.fillna(now.loc[["Mexico"]].reindex(now.index, method=None).ffill())'
    )
    folder = declaring(tmp_path / "brief", tables)
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    result = run("build", folder, "--renderer", "embedded")
    assert (result.exit_code, result.stderr) == (0, "")
    table = json.loads((folder / "_output/brief.json").read_text(encoding="utf-8"))["tables"]["by_country"]
    assert [row[1] for row in table["rows"]] == ["c", "c", "8,000", "c", "c", "4,000"]
    assert table["withheld"]["by_country.honduras.arrests"]["cell"]["row"] == "2024-01 Mexico"


def why(**changed: str) -> Callable[[Record], None]:
    """Forge why a cell is empty."""

    def forge(known: Record) -> None:
        known["tables"]["by_country"]["withheld"]["by_country.el_salvador.change"] |= changed

    return forge


def said(text: str) -> Callable[[Record], None]:
    """Forge what an empty cell says."""

    def forge(known: Record) -> None:
        known["tables"]["by_country"]["rows"][2][2] = text

    return forge


def elsewhere(known: Record) -> None:
    """Forge where its reason stands in the data."""
    known["tables"]["by_country"]["withheld"]["by_country.el_salvador.change"]["cell"]["row"] = "2024-01 El Salvador"


def empty_for(other: str, row: int, name: str) -> Callable[[Record], None]:
    """Forge a cell to be empty for what another cell is empty for, which stands in the row of another country."""

    def forge(known: Record) -> None:
        table, cell = known["tables"]["by_country"], f"by_country.{name}.arrests"
        known["figures"].pop(cell, None)
        table["withheld"][cell] = table["withheld"][f"by_country.{other}"]
        table["rows"][row][1] = mark_of(table["withheld"][cell]["text"])

    return forge


def unnamed(known: Record) -> None:
    """Forge a row that is called by a reason."""
    table = known["tables"]["by_country"]
    table["withheld"]["by_country.belize"] = table["withheld"]["by_country.el_salvador.change"]


CELL = "'by_country.el_salvador.change'"
FORGED = {
    "a number": (said("−1,000"), f"table by_country: its cell {CELL} says '−1,000'; it is withheld, 'c'"),
    "nothing": (said("–"), f"table by_country: its cell {CELL} says '–'; it is withheld, 'c'"),
    "another text": (
        why(text=".."),
        "table cell by_country.el_salvador.change: 'c' is in table.csv:4; the record has '..'",
    ),
    "another reason": (
        why(label="counted"),
        "table cell by_country.el_salvador.change: 'c' stands for 'confidential' in the data; the record has 'counted'",
    ),
    "another cell": (
        elsewhere,
        "table cell by_country.el_salvador.change: '8000' is in table.csv:10; the record has 'c'",
    ),
    "a number for what another row has": (
        empty_for("el_salvador.change", 5, "belize"),
        (
            "table cell by_country.belize.arrests: is empty for '2023-12 El Salvador', table.csv:4; "
            "its row of the table is 'Belize'"
        ),
    ),
    "a reason for what another row has": (
        empty_for("peru.arrests", 0, "mexico"),
        (
            "table cell by_country.mexico.arrests: is empty for '2024-01 Peru', table.csv:12; "
            "its row of the table is 'Mexico'"
        ),
    ),
    "a name": (unnamed, "table by_country: 'by_country.belize' is withheld, and no cell of it"),
}


@pytest.mark.thorough
@pytest.mark.parametrize(("forge", "wanted"), FORGED.values(), ids=FORGED.keys())
def test_another_reason_does_not_hold(
    built: Path, tmp_path: Path, forge: Callable[[Record], None], wanted: str
) -> None:
    """Whatever the record was made to say."""
    file = tmp_path / "copy.html"
    file.write_bytes(sealed_again((built / "_output/brief.html").read_bytes(), forge))
    assert f"copy.html: {wanted}" in faults(file)
