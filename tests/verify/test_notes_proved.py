"""Notes beneath tables: a page that shows a table has them as the record says them, and its empty cells their marks."""

import shutil
from pathlib import Path

import pytest

from command_line import run
from forged_pages import faults, verified, with_its_text
from sealed_briefs import CONFIG
from withheld_briefs import declaring


@pytest.fixture(scope="module")
def page(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a brief whose table has cells that are empty for a reason."""
    folder = declaring(tmp_path_factory.mktemp("notes") / "brief")
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    result = run("build", folder, "--renderer", "embedded")
    assert (result.exit_code, result.stderr) == (0, "")
    return (folder / "_output/brief.html").read_text(encoding="utf-8")


def forged(tmp_path: Path, page: str, old: str, new: str) -> Path:
    """The page with another text, and a record that says what it shows."""
    shown, record, rest = page.partition('<script type="application/json"')
    assert old in shown
    file = tmp_path / "brief.html"
    file.write_bytes(with_its_text((shown.replace(old, new) + record + rest).encode(), file))
    return file


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("<p>c confidential</p>", "", "c confidential"),
        ("<p>c confidential</p>", "<p>c computed by code</p>", "c confidential"),
        ("<p>Of the last month.</p>", "<p>Of the last year.</p>", "Of the last month."),
        ("<p>– not asked; no value</p>", "<p>– not asked</p>", "– not asked; no value"),
    ],
)
def test_a_note_that_is_another_is_told(tmp_path: Path, page: str, old: str, new: str, note: str) -> None:
    """Also where the record was sealed again with the text of the page."""
    said = f"brief.html: table by_country: no text of the page is a note of it; the record has '{note}'"
    assert said in faults(forged(tmp_path, page, old, new))


@pytest.mark.thorough
def test_a_mark_that_became_a_dash_is_told(tmp_path: Path, page: str) -> None:
    """The record has the mark of the cell."""
    found = faults(forged(tmp_path, page, ">c</td>", ">–</td>"))
    assert "brief.html: answer by_country.mexico: its row in the table says '–'; the record has 'c'" in found


def test_the_page_as_it_is_holds(tmp_path: Path, page: str) -> None:
    """Sealed again with what it shows, nothing is wrong."""
    assert verified(forged(tmp_path, page, "confidential", "confidential")).exit_code == 0
