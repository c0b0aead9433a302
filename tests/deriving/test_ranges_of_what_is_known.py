"""What is of what is known has its range too: a rate of 10.6%, stated to tenths, is 10.55% to 10.65% of it."""

import re
import shutil
from pathlib import Path

import pytest

from briefs import write_brief
from command_line import run
from forged_pages import faults, verified, with_its_text
from sealed_briefs import CONFIG
from statbrief.analysis.write import write_analysis

PACKAGE = (
    '{"resources": [{"name": "table", "path": "table.csv", "title": "Rates", "source": "agency", "period": "2024",'
    ' "schema": {"primaryKey": ["region"], "fields": [{"name": "region", "type": "string"},'
    ' {"name": "rate", "type": "number", "unit": "percent", "rounded_to": 0.1},'
    ' {"name": "people", "type": "integer", "unit": "visa", "rounded_to": "exact"}]}}]}'
)
ROWS = "region,rate,people\nNorth,10.6,5\nSouth,4.2,7\nEast,,\n"
DERIVED = '''def highest(table):
    """Highest rate"""
    return table["rate"].max(skipna=True)


def people(table):
    """People"""
    return table["people"].sum(skipna=True)
'''
KNOWN = {
    "en": ("10.55%", "10.65%", "of what is known", "exact"),
    "es": ("10,55 %", "10,65 %", "de lo que se sabe", "exacto"),
}


@pytest.mark.parametrize("lang", KNOWN)
def test_a_range_stands_beside_what_it_is_of(tmp_path: Path, lang: str) -> None:
    """Half a step of what is stated to either side; of exact numbers nothing but what they are of."""
    low, high, known, exact = KNOWN[lang]
    folder = write_brief(tmp_path, package=PACKAGE, dataset=ROWS, derived=DERIVED)
    (folder / "_quarto.yml").write_text(f"lang: {lang}\n", encoding="utf-8")
    write_analysis(folder, lang)
    lines = (folder / "_generated/figures.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip().replace("\u00a0", " ") for cell in line.strip("|").split(" | ")] for line in lines]
    rows = {label: tuple(rest) for label, *rest in cells}
    assert rows["Highest rate"][1:3] == (low, high)
    assert rows["Highest rate"][3].endswith(f"; {known}")
    assert rows["People"][1:3] == (f"[{known}]{{.across}}", "")
    assert exact not in str((rows["Highest rate"], rows["People"]))


@pytest.fixture(scope="module")
def page(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of such a brief."""
    folder = write_brief(
        tmp_path_factory.mktemp("known") / "brief", package=PACKAGE, dataset=ROWS, derived=DERIVED, figures=""
    )
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    (folder / "brief.qmd").write_text("---\ntitle: Rates\n---\n\n{{< figures >}}\n", encoding="utf-8")
    result = run("build", folder, "--renderer", "embedded")
    assert (result.exit_code, result.stderr) == (0, "")
    return (folder / "_output/brief.html").read_text(encoding="utf-8")


LOW, HIGH, NOTE = "<td[^>]*>10.55%</td>", "<td[^>]*>10.65%</td>", "; of what is known</td>"
ENDS, ACROSS = rf"{LOW}\s*{HIGH}", "<td[^>]*>of what is known</td>"
LACKS = "rows behind it have no value, and it would say that: of what is known"
UNKNOWN = "no more of its range is known, and it would say that: of what is known"
ORIGIN = "highest, from What the Agency Says, n.d., North, no value for East"


def across(text: str) -> str:
    """One cell in the place of both ends."""
    return f'<td colspan="2">{text}</td>'


def forged(page: str, file: Path, *changes: tuple[str, str]) -> Path:
    """A copy with other cells, that is sealed again."""
    shown, record, rest = page.partition('<script type="application/json"')
    for old, new in changes:
        shown, count = re.subn(old, new, shown)
        assert count == 1
    file.write_bytes(with_its_text((shown + record + rest).encode(), file))
    return file


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (NOTE, "</td>", f"highest: its row ends with '{ORIGIN}'; {UNKNOWN}"),
        (NOTE, "; exact</td>", f"highest: its row ends with 'exact'; {UNKNOWN}"),
        (NOTE, "; range as far as is known</td>", f"highest: its row ends with 'range as far as is known'; {UNKNOWN}"),
        (ENDS, across("exact"), f"highest: its row has the range 'exact'; {LACKS}"),
        (ENDS, across(""), f"highest: its row has the range ''; {LACKS}"),
        (ACROSS, across("exact"), f"people: its row has the range 'exact'; {LACKS}"),
        (ACROSS, across(""), f"people: its row has the range ''; {LACKS}"),
        (LOW, "<td></td>", f"highest: its row has the range '10.65%'; {LACKS}"),
        (HIGH, "<td></td>", f"highest: its row has the range '10.55%'; {LACKS}"),
        (LOW, "<td>10.60%</td>", "highest: its row has the range '10.60%', '10.65%'; none of its texts in the record"),
        (HIGH, "<td>10.60%</td>", "highest: its row has the range '10.55%', '10.60%'; none of its texts in the record"),
        (HIGH, "<td>open</td>", "highest: its row has the range '10.55%', 'open'; none of its texts in the record"),
    ],
)
def test_a_note_or_an_end_that_is_taken_away_is_told(tmp_path: Path, page: str, old: str, new: str, fault: str) -> None:
    """In a copy that is sealed again."""
    (told,) = [each for each in faults(forged(page, tmp_path / "brief.html", (old, new))) if "its row" in each]
    assert told.startswith(f"brief.html: figure {fault}")


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        ("10.55% to 10.65%; of what is known", False),
        ("of what is known", False),
        ("10.55% to 10.65%", True),
        ("10.55% to 10.60%; of what is known", True),
    ],
)
def test_copies_of_before_have_it_in_one_cell(tmp_path: Path, page: str, cell: str, *, wrong: bool) -> None:
    """The range and the note, or the note alone."""
    file = forged(page, tmp_path / "brief.html", (NOTE, "</td>"), (ENDS, across(cell)))
    if not wrong:
        assert verified(file).exit_code == 0
        return
    assert f"brief.html: figure highest: its row has the range '{cell}'; {LACKS}" in faults(file)
