"""What a print gets for those who listen: links that say where they lead, headers of rows, a title that heads all."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import typst

from statbrief.pages.seal.print import finish_print
from tagged import Element, read_print

SETTINGS = """\
#set document(title: "A print", date: datetime(year: 2024, month: 2, day: 3))
#set text(lang: "en")
"""
Finish = Callable[..., pikepdf.Pdf]


@pytest.fixture
def finished(tmp_path: Path) -> Finish:
    """Makes a PDF of Typst's markup and finishes it, in a language; it also stands in `print.pdf`."""

    def finish(source: str, lang: str = "en", publisher: str = "") -> pikepdf.Pdf:
        made = typst.compile(f"{SETTINGS}\n{source}".encode(), pdf_standards=["a-3a", "ua-1"])
        (tmp_path / "print.pdf").write_bytes(finish_print(made, lang, publisher))
        return pikepdf.open(tmp_path / "print.pdf")

    return finish


def structure(folder: Path) -> Element:
    """What is read aloud of the PDF that was finished last."""
    return read_print(folder / "print.pdf").structure


def said(folder: Path) -> list[tuple[str, str]]:
    """The text of each link, and what it says of itself."""
    return [(each.text(), each.says["Contents"]) for each in structure(folder).all("Link")]


def test_a_link_to_a_section_says_its_heading(finished: Finish, tmp_path: Path) -> None:
    """By its own words first; in a table of contents these are the heading, which is not said twice."""
    finished("#outline(title: none)\n= Rain in spring <rain>\nSee #link(<rain>)[the first part].\n")
    assert said(tmp_path) == [
        ("Rain in spring 1", "Rain in spring 1: Rain in spring"),
        ("the first part", "the first part: Rain in spring"),
    ]


def test_a_link_to_a_chart_says_its_caption(finished: Finish, tmp_path: Path) -> None:
    """The caption has the chart's number, which is the link's own text; one that the chart lacks is not made up."""
    chart = '#figure(rect(width: 3cm, height: 2cm), alt: "A box", caption: [Rain by month]) <rain>'
    finished(f"= Rain\nAs @rain has it.\n\n{chart}\n")
    assert said(tmp_path) == [("Figure 1", "Figure 1: Rain by month")]


def test_the_mark_of_a_note_says_the_note(finished: Finish, tmp_path: Path) -> None:
    """And that in the note, what it is a note to, of which the note is no part."""
    finished("= A\nRain fell#footnote[100 *days*.] on land.\n")
    assert said(tmp_path) == [("1", "1: 100 days."), ("1", "1: Rain fell 1 on land.")]


def test_a_link_outside_says_its_address(finished: Finish, tmp_path: Path) -> None:
    """After its own words, unless these are the address, on however many lines it stands."""
    address = "https://example.org/" + "/".join(["a-long-way-to-the-place"] * 4)
    finished(f'= A\n#link("https://example.org/a")[the office] and #link("{address}")\n')
    assert said(tmp_path)[0] == ("the office", "the office: https://example.org/a")
    assert said(tmp_path)[1][1] == address


def test_a_link_in_two_parts_says_the_same_in_both(finished: Finish) -> None:
    """One that goes on in the next line or on the next page is one link."""
    pdf = finished(
        f'= A\n{"word " * 16}#link("https://example.org/a")[the office of statistics of the whole country]\n'
    )
    contents = [str(note.Contents) for page in pdf.pages for note in page.Annots]
    assert set(contents) == {"the office of statistics of the whole country: https://example.org/a"}


def test_a_picture_that_is_a_link_says_its_alternative(finished: Finish, tmp_path: Path) -> None:
    """It has no text of its own."""
    picture = bytes_of_picture()
    finished(f'= A\n#link("https://example.org/a", image(bytes({picture}), format: "svg", alt: "The office"))\n')
    assert said(tmp_path) == [("", "The office: https://example.org/a")]


def test_a_long_paragraph_is_cut_at_the_end_of_a_word(finished: Finish, tmp_path: Path) -> None:
    """A link to a note or a paragraph says how it begins."""
    finished(f"= A\nSee #link(<here>)[below].\n\n#[{'rainfall ' * 60}] <here>\n")
    ((_, contents),) = said(tmp_path)
    assert re.fullmatch(r"below: (rainfall )+…", contents)
    assert len(contents) < 260


def test_two_columns_are_told_apart(finished: Finish, tmp_path: Path) -> None:
    """What a link leads to is looked for across the page, too: rows beside each other are two."""
    tables = "\n".join(
        f"#table(columns: 2, table.header[Place][Rain], [Inland {column}], [#box[{column}00] <n{column}>])\n#colbreak()"
        for column in (1, 2)
    )
    finished(f"= A\n#link(<n1>)[first] #link(<n2>)[second]\n#columns(2)[\n{tables}\n]\n")
    assert said(tmp_path) == [("first", "first: Inland 1; 100"), ("second", "second: Inland 2; 200")]


def test_the_first_cell_of_a_row_heads_it(finished: Finish, tmp_path: Path) -> None:
    """The other cells name it as their header, beside that of their column; all headers are listed."""
    pdf = finished("= A\n#table(columns: 3, table.header[Place][May][June], [North], [1], [2], [South], [3], [4])\n")
    (body,) = structure(tmp_path).all("TBody")
    rows = [list(row.all("TH", "TD")) for row in body.all("TR")]
    assert [(cells[0].kind, cells[0].text(), cells[0].says["Scope"]) for cells in rows] == [
        ("TH", "North", "Row"),
        ("TH", "South", "Row"),
    ]
    heads = {head.says["ID"]: head.text() for head in structure(tmp_path).all("TH")}
    assert [[heads[each] for each in cell.says["Headers"].split()] for cells in rows for cell in cells[1:]] == [
        ["May", "North"],
        ["June", "North"],
        ["May", "South"],
        ["June", "South"],
    ]
    listed = pdf.Root.StructTreeRoot.IDTree.Names
    assert [str(name) for name in list(listed)[::2]] == sorted(heads)


def test_a_cell_over_several_rows_heads_them_all(finished: Finish, tmp_path: Path) -> None:
    """The cells of the rows that it reaches into name it too, and none of their own takes its place."""
    finished(
        "= A\n#table(columns: 2, table.header[Place][Rain], table.cell(rowspan: 2)[North], [1], [2], [South], [3])\n"
    )
    heads = {head.says["ID"]: head.text() for head in structure(tmp_path).all("TH")}
    cells = {
        cell.text(): [heads[each] for each in cell.says["Headers"].split()] for cell in structure(tmp_path).all("TD")
    }
    assert cells == {"1": ["Rain", "North"], "2": ["Rain", "North"], "3": ["Rain", "South"]}


def test_what_says_nothing_heads_nothing(finished: Finish, tmp_path: Path) -> None:
    """A row without a label has no header; a table of one column has rows of one cell, which none could head."""
    finished(
        "= A\n#table(columns: 2, table.header[Place][Rain], [], [1])\n#table(columns: 1, table.header[Rain], [2])\n"
    )
    assert [each.text() for body in structure(tmp_path).all("TBody") for each in body.all("TH")] == []


def test_the_title_is_the_first_heading(finished: Finish, tmp_path: Path) -> None:
    """The others stand one below, as they are nested; the sixth has nothing below it."""
    finished("#title()\n" + "".join(f"{'=' * level} Level {level}\n" for level in range(1, 7)))
    found = [(each.kind, each.text()) for each in structure(tmp_path).all() if re.fullmatch(r"H\d|Title", each.kind)]
    levels = [("H2", 1), ("H3", 2), ("H4", 3), ("H5", 4), ("H6", 5), ("H6", 6)]
    assert found == [("H1", "A print"), *((kind, f"Level {level}") for kind, level in levels)]


def test_a_title_that_a_template_sets_as_text_is_one_too(finished: Finish, tmp_path: Path) -> None:
    """By what the document says that it is called; a paragraph further down that says the same is none."""
    finished("Desk\n\n#text(size: 20pt)[A print]\n\nWords.\n= One\n== Two\nA print\n")
    found = [(each.kind, each.text()) for each in structure(tmp_path).all("P", "H1", "H2", "H3")]
    assert found == [("P", "Desk"), ("H1", "A print"), ("P", "Words."), ("H2", "One"), ("H3", "Two"), ("P", "A print")]


def test_without_a_title_the_headings_stay(finished: Finish, tmp_path: Path) -> None:
    """The first of them is the highest there is."""
    finished("= One\n== Two\nA print\n")
    assert [each.kind for each in structure(tmp_path).all("H1", "H2", "H3")] == ["H1", "H2"]


def test_an_empty_label_goes_and_others_stay(finished: Finish, tmp_path: Path) -> None:
    """An item without a mark has its text alone."""
    finished("= A\n#list(marker: none)[one]\n- two\n")
    assert [
        [each.kind for each in item.holds if isinstance(each, Element)] for item in structure(tmp_path).all("LI")
    ] == [
        ["LBody"],
        ["Lbl", "LBody"],
    ]


@pytest.mark.parametrize("held", ["- a\n- b", "#block[- a\n- b]"], ids=["beside", "in a block"])
def test_an_item_that_is_a_list_holds_it(finished: Finish, tmp_path: Path, held: str) -> None:
    """Its body is not left empty, with the list after it; one with a text before its list keeps both as they are."""
    finished(f"= A\n#terms(terms.item[One][text], terms.item[Two][{held}], terms.item[Three][text\n- c])\n")
    outer, *_ = structure(tmp_path).all("L")
    assert [each.text() for each in outer.all("LBody")] == ["text", "• a • b", "a", "b", "text", "c"]
    assert [each.kind for each in outer.holds if isinstance(each, Element)] == ["LI", "LI", "LI", "L"]


@pytest.mark.parametrize("lang", ["es-MX", "en-GB", "de"])
def test_the_language_has_its_region(finished: Finish, lang: str) -> None:
    """In the catalog and in the metadata, as the brief has it."""
    pdf = finished("= A\n", lang)
    assert str(pdf.Root.Lang) == lang
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert metadata["dc:language"] == {lang}


def test_one_without_tags_is_left_without(finished: Finish) -> None:
    """There is nothing in which its links could be told apart from other text."""
    pdf = finished('= A\n#link("https://example.org/a")[the office]\n')
    del pdf.Root.StructTreeRoot
    without = BytesIO()
    pdf.save(without)
    with pikepdf.open(BytesIO(finish_print(without.getvalue(), "es-MX"))) as again:
        assert "/StructTreeRoot" not in again.Root
        assert str(again.Root.Lang) == "es-MX"


def test_the_same_print_gives_the_same_bytes(finished: Finish, tmp_path: Path) -> None:
    """Whenever it is finished."""
    table = "#table(columns: 2, table.header[Place][Rain], [North], [1], [South], [2])"
    source = f"#title()\n= A\n{table}\n#link(<a>)[up] #[b] <a>\n"
    finished(source)
    once = (tmp_path / "print.pdf").read_bytes()
    finished(source)
    assert (tmp_path / "print.pdf").read_bytes() == once


def bytes_of_picture() -> str:
    """A square, as Typst writes text."""
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>"
    return f'"{svg}"'


def test_a_print_says_who_publishes_it(finished: Finish) -> None:
    """In the list that Dublin Core has for it; one without a publisher has none."""
    with finished("= Rain\n", publisher="Office of Rain & Snow").open_metadata() as metadata:
        assert metadata["dc:publisher"] == {"Office of Rain & Snow"}
    with finished("= Rain\n").open_metadata() as metadata:
        assert "dc:publisher" not in metadata
