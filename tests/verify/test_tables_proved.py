"""Tables in a published copy: on its pages in two languages, proved cell by cell, and refused where one was forged."""

import base64
import io
import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pikepdf
import pytest
from click.testing import Result
from pypdf import PdfReader

from command_line import run
from forged_pages import faults, sealed_again, verified, with_its_text
from published_records import Record
from sealed_briefs import CONFIG
from tabled_briefs import COUNTS, LABELS, TABLES, tabled

PROSE = """---
title: Arrests in {{< var by_country.mexico.plain.name >}}
date: 2024-04-01
---

{{< var by_country.mexico.name >}} had {{< var by_country.mexico.arrests.about >}} arrests, which
{{< var by_country.mexico.change.rose_by >}} on the month; the first of all was
{{< var ordered.rank.1.name >}} with {{< var ordered.rank.1.arrests.value >}}.

::: {#tbl-countries}
{{< table by_country >}}

{{< caption by_country >}}
:::

{{< figures >}}
"""
MORE_LABELS = "caption,ordered,Una tabla\ntable,ordered.country,País\ntable,ordered.arrests,Detenciones\n"
HALF = 500
"""What a thousand that is rounded to may be off."""
ROWS = [
    ["Mexico", "47,000", "−5,000", "42.7%"],
    ["Côte d’Ivoire, Rép.", "55,000", "+15,000", "50.0%"],
    ["El Salvador", "8,000", "−1,000", "7.3%"],
]


def build(folder: Path, *more: str) -> None:
    """Build it with the embedded renderer."""
    result = run("build", folder, "--renderer", "embedded", *more)
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a brief that shows one table and writes cells of two, built in two languages."""
    folder = tabled(tmp_path_factory.mktemp("tabled") / "brief", TABLES)
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    spanish = PROSE.replace("---\n\n", "lang: es\n---\n\n", 1)
    for one, other in ((" had ", " tuvo "), ("arrests, which", "detenciones, que"), ("on the month", "en el mes")):
        spanish = spanish.replace(one, other)
    (folder / "brief.es.qmd").write_text(spanish, encoding="utf-8")
    (folder / "data/labels.es.csv").write_text(LABELS + MORE_LABELS, encoding="utf-8")
    build(folder)
    build(folder, "--edition", "es")
    return folder


def test_the_page_shows_the_table(built: Path) -> None:
    """Head and rows, its note and source, each number with an identifier and leading to where the table comes from."""
    page = (built / "_output/brief.html").read_text(encoding="utf-8")
    table = page[page.index('id="tbl-countries"') :]
    table = table[: table.index("</table>")]
    cells = [re.sub(r"<[^>]+>", "", each).strip() for each in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", table)]
    assert cells[:4] == ["Country", "Arrests", "Change on the month", "Share of all"]
    assert [cells[start : start + 4] for start in (4, 8, 12)] == ROWS
    assert 'id="n-by_country.el_salvador.share"' in table
    assert table.count('href="#n-by_country"') == 9
    after = re.sub(r"<[^>]+>", "", page[page.index("</table>") :])
    assert "Of the last month." in after
    assert "Source:" in after


def test_prose_leads_to_the_cell(built: Path) -> None:
    """Of a table that is shown; else to a row of the table of where the numbers come from."""
    page = (built / "_output/brief.html").read_text(encoding="utf-8")
    for name in ("by_country.mexico.arrests", "ordered.cote_d_ivoire_rep.arrests"):
        assert f'href="#n-{name}"' in page
        assert f'id="n-{name}"' in page
    assert "3 rows, 3 columns" in page
    assert 'id="n-ordered.mexico.arrests"' not in page


def test_the_print_has_the_same_cells(built: Path) -> None:
    """In the order of their rows."""
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(built / "_output/brief.pdf").pages).split())
    places = [text.index(each) for each in ("−5,000", "+15,000", "−1,000", "7.3%")]
    assert places == sorted(places)


def test_both_editions_hold(built: Path) -> None:
    """With their cells among the figures; the second in its language."""
    for name in ("brief.html", "brief.pdf", "brief.es.html", "brief.es.pdf"):
        assert verified(built / "_output" / name).exit_code == 0, name
    spanish = json.loads((built / "_output/brief.es.json").read_text(encoding="utf-8"))
    table = spanish["tables"]["by_country"]
    assert table["head"] == ["País", "Detenciones", "Variación en el mes", "Parte de todas"]
    assert [row[0] for row in table["rows"]] == ["México", "Costa de Marfil, Rep.", "El Salvador"]
    assert [row[2][0] for row in table["rows"]] == ["−", "+", "−"]
    assert spanish["figures"]["by_country.mexico.arrests"]["label"] == "Detenciones, México"
    result = run("editions", built)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "2 tables" in result.stdout


def test_a_table_without_its_labels_is_refused(built: Path, tmp_path: Path) -> None:
    """Caption, notes and heads are all wanted in the other language."""
    folder = tmp_path / "brief"
    shutil.copytree(built, folder)
    labels = LABELS.replace("note,by_country.1,Del último mes.\n", "").replace(
        "table,by_country.share", "table,by_country.shar"
    )
    (folder / "data/labels.es.csv").write_text(labels + MORE_LABELS, encoding="utf-8")
    result = run("check", folder, "--edition", "es")
    assert "data/labels.es.csv: note by_country.1: has no row; write its note" in result.stderr
    assert "there is no table 'by_country.shar'; did you mean by_country.share?" in result.stderr


def test_another_cell_on_the_page_is_found(built: Path, foreign_file: Path) -> None:
    """Also where the record was made to say that the page shows it."""
    page = (built / "_output/brief.html").read_bytes()
    cell = b'class="number">55,000</a></span>'
    assert page.count(cell) == 1
    foreign_file.write_bytes(with_its_text(page.replace(cell, b'class="number">65,000</a></span>'), foreign_file))
    told = faults(foreign_file)
    assert "copy.html: table by_country: '65,000' leads to it; none of its cells in the record says that" in told
    assert any("its row in the table says '65,000'; the record has '55,000'" in each for each in told)


def test_two_cells_that_were_swapped_are_found(built: Path, foreign_file: Path) -> None:
    """Each number is one of the table, and stands in the wrong place."""
    page = (built / "_output/brief.html").read_bytes()
    one, other = b'class="number">55,000</a></span>', b'class="number">8,000</a></span>'
    swapped = page.replace(one, b"@@").replace(other, one).replace(b"@@", other)
    foreign_file.write_bytes(with_its_text(swapped, foreign_file))
    assert any("its row in the table says" in each for each in faults(foreign_file))


def cell(row: int, column: int, text: str) -> Callable[[Record], None]:
    """Forge what a record says that a cell reads."""

    def forge(known: Record) -> None:
        known["tables"]["by_country"]["rows"][row][column] = text

    return forge


def table(**changed: object) -> Callable[[Record], None]:
    """Forge something else of a table."""

    def forge(known: Record) -> None:
        known["tables"]["by_country"] |= changed

    return forge


FORGED = {
    "another number": (
        cell(0, 1, "48,000"),
        (
            "table by_country: its cell 'by_country.mexico.arrests' says '48,000'; none of its texts in the "
            "record says that"
        ),
    ),
    "another sign": (
        cell(1, 2, "15,000"),
        "table by_country: its cell 'by_country.cote_d_ivoire_rep.change' says '15,000'; its sign is another",
    ),
    "another name": (
        cell(0, 0, "Peru"),
        "table by_country: its cell 'by_country.mexico' says 'Peru'; it is 'Mexico'",
    ),
    "an empty cell": (
        cell(0, 3, "–"),
        "table by_country: its cell 'by_country.mexico.share' says '–'; none of its texts in the record says that",
    ),
    "fewer rows": (
        table(rows=[["Mexico", "47,000", "−5,000", "42.7%"]]),
        "table by_country: has not one name for each row",
    ),
    "a narrow row": (
        table(rows=[["Mexico"]] * 3),
        "table by_country: has rows or a head of other than 4 cells",
    ),
    "other ranks": (
        table(ranked=["el_salvador", "mexico"]),
        "table by_country: has ranks of rows that it has not, or in another order",
    ),
    "other rows": (
        table(names=["mexico", "peru", "el_salvador"], ranked=["mexico"]),
        "figure 'by_country.cote_d_ivoire_rep.arrests': stands in no table of the record",
    ),
    "another head": (
        table(head=["Country", "Arrests (thousand)", "Change on the month", "Share of all"]),
        (
            "table by_country: no row of the page is its head; the record has "
            "'Country | Arrests (thousand) | Change on the month | Share of all'"
        ),
    ),
    "an input that is none": (
        table(inputs=["nothing"]),
        "table by_country: its input 'nothing' is nothing of the record",
    ),
    "another caption": (
        table(caption="Deaths by country"),
        "table by_country: its row is called 'Arrests by country'; the record has 'Deaths by country'",
    ),
}


@pytest.mark.parametrize(("forge", "wanted"), FORGED.values(), ids=FORGED.keys())
def test_a_record_that_was_forged_and_sealed_again_does_not_hold(
    built: Path, foreign_file: Path, forge: Callable[[Record], None], wanted: str
) -> None:
    """What it says of a table is held against the figures, and against the page."""
    foreign_file.write_bytes(sealed_again((built / "_output/brief.html").read_bytes(), forge))
    assert f"copy.html: {wanted}" in faults(foreign_file)


def data_of(page: str, name: str) -> bytes:
    """The file that a link of the page holds."""
    found = re.search(rf'download="{re.escape(name)}" href="data:text/csv;base64,([^"]*)"', page)
    assert found, name
    return base64.b64decode(found[1])


def test_a_tables_data_can_be_downloaded(built: Path) -> None:
    """From beneath its source; of one that is not shown, with the other files. The print carries the same files."""
    page = (built / "_output/brief.html").read_text(encoding="utf-8")
    notes = page[page.index('class="table-notes"') :].partition("</div>")[0]
    assert re.sub(r"<[^>]+>|\s+", " ", notes).split()[-4:] == ["The", "table’s", "data:", "by_country.csv"]
    assert ">tables/by_country.csv</a>" not in page
    assert ">tables/ordered.csv</a>" in page[page.index('id="statbrief-files"') :]
    with pikepdf.open(built / "_output/brief.pdf") as pdf:
        for name in ("by_country.csv", "ordered.csv"):
            assert pdf.attachments[name].get_file().read_bytes() == data_of(page, name)


def test_its_data_are_what_its_cells_are(built: Path) -> None:
    """Keys as the data write them, all digits, and the ends of what rounding allows, whatever the language."""
    page, spanish = ((built / f"_output/{name}.html").read_text(encoding="utf-8") for name in ("brief", "brief.es"))
    content = data_of(page, "by_country.csv")
    assert data_of(spanish, "by_country.csv") == content
    table = pd.read_csv(io.BytesIO(content), index_col="country")
    counts = pd.read_csv(io.StringIO(COUNTS)).pivot_table(index="country", columns="month", values="arrests")
    counts = counts.loc[list(table.index)]
    now, change = counts["2024-01"], counts["2024-01"] - counts["2023-12"]
    assert list(table.index) == ["Mexico", "Côte d’Ivoire, Rép.", "El Salvador"]
    assert (table["arrests"] == now).all()
    assert (table["arrests.low"] == now - HALF).all()
    assert (table["change"] == change).all()
    assert (table["change.high"] == change + 2 * HALF).all()
    others = now.sum() - now
    assert list(table["share"]) == pytest.approx(list(100 * now / now.sum()), rel=1e-14)
    assert list(table["share.low"]) == pytest.approx(list(100 * (now - HALF) / (now + others + HALF)), rel=1e-14)
    assert set(table["change.unit"]) == {"arrest"}
    assert set(table["change.period"]) == {"2023-12/2024-01"}


def with_data(page: bytes, known: Record, old: bytes, new: bytes) -> bytes:
    """The page with other data of its table, whose hash the record has."""
    content = data_of(page.decode(), "by_country.csv")
    assert content.count(old) == 1
    forged = content.replace(old, new)
    known["attached"]["by_country.csv"]["sha256"] = sha256(forged).hexdigest()
    return page.replace(base64.b64encode(content), base64.b64encode(forged))


def test_other_data_of_a_table_are_found(built: Path, foreign_file: Path) -> None:
    """Also where the record was made to have their hash."""
    page = (built / "_output/brief.html").read_bytes()
    known = json.loads(re.findall(rb'(?s)id="statbrief-record">(.*?)</script>', page)[0])
    forged = with_data(page, known, b"Mexico,47000,", b"Mexico,48000,")
    foreign_file.write_bytes(sealed_again(forged, lambda record: record.update(known)))
    (told,) = faults(foreign_file)
    assert told.startswith("copy.html: file by_country.csv: line 2 says 'Mexico,48000,46500,47500,arrest,2024-01,")
    assert "; its table has 'Mexico,47000,46500,47500,arrest,2024-01," in told


def test_data_of_no_table_are_found(built: Path, foreign_file: Path) -> None:
    """A file may not say to be what the record knows nothing of."""

    def forge(known: Record) -> None:
        known["attached"]["by_country.csv"]["table"] = "by_sector"

    foreign_file.write_bytes(sealed_again((built / "_output/brief.html").read_bytes(), forge))
    assert faults(foreign_file)[-1] == (
        "copy.html: file by_country.csv: is said to be the data of 'by_sector'; the record has no such table"
    )


def test_a_release_keeps_them(built: Path, tmp_path: Path) -> None:
    """Beside the record that names them, which proves them."""
    folder = tmp_path / "brief"
    shutil.copytree(built, folder)
    result = run("release", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [each.name.split(".")[0] for each in sorted((folder / "published/data").glob("*.csv"))] == [
        "by_country", "labels", "ordered", "reported", "table"
    ]  # fmt: skip
    assert verified(folder / "published/2024-01.json").exit_code == 0


@pytest.mark.thorough
def test_diff_tells_cells_by_table_row_and_column(built: Path, tmp_path: Path) -> None:
    """And not a second time as figures, names or sentences."""
    folder = tmp_path / "brief"
    shutil.copytree(built, folder)
    data = (folder / "data/table.csv").read_text(encoding="utf-8")
    (folder / "data/table.csv").write_text(data.replace("2024-01,El Salvador,8000", "2024-01,El Salvador,9000"))
    build(folder)
    result = run("diff", built / "_output/brief.html", folder / "_output/brief.html")
    assert result.exit_code == 1
    tables = result.stdout[result.stdout.index("\nTables\n") :].split("\n\n")[0].strip().splitlines()
    assert tables == [
        "Tables",
        "  by_country: Arrests by country",
        "    Mexico, Share of all: 42.7% → 42.3%",
        "    Côte d’Ivoire, Rép., Share of all: 50.0% → 49.5%",
        "    El Salvador, Arrests: 8,000 → 9,000",
        "    El Salvador, Change on the month: −1,000 → 0",
        "    El Salvador, Share of all: 7.3% → 8.1%",
        "  ordered: A table",
        "    El Salvador, Arrests: 8,000 → 9,000",
    ]
    assert "\nFigures\n" not in result.stdout
    assert "\nSentences\n" not in result.stdout


def test_another_size_in_the_row_of_a_table_is_found(built: Path, foreign_file: Path) -> None:
    """It is said in words; copies that were made earlier have it in digits alone, and hold."""
    page = (built / "_output/brief.html").read_bytes()
    in_row_and_hint = re.compile(rb"""(class="origin words">|data-origin="[^"]*: )3 rows, 3 columns""")

    def of_size(size: str) -> Result:
        forged, count = in_row_and_hint.subn(rb"\g<1>" + size.encode(), page)
        assert count > 1
        foreign_file.write_bytes(with_its_text(forged, foreign_file))
        return verified("-q", foreign_file)

    assert of_size("3 × 3").exit_code == 0
    result, wanted = of_size("4 rows, 3 columns"), "the record has 3 rows, 3 columns"
    assert result.exit_code == 1
    assert f"copy.html: table by_country: its row says '4 rows, 3 columns'; {wanted}" in result.stderr.splitlines()
