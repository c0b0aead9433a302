"""The brief on paper: two pages that hold together, in one typeface, tagged for those who listen to them."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from selectolax.lexbor import LexborHTMLParser

from checked_prints import found_by_checkers
from pages import parsed, words
from tagged import Element, Piece, Print, closed, read_print

HEADINGS = tuple(f"H{level}" for level in range(1, 7))
SIZES = {"us-letter": (612, 792), "a4": (595.276, 841.89)}
SMALLEST = 6.5  # points: what a newspaper prints its tables in


@pytest.fixture(scope="module")
def file(built_brief: Path) -> Path:
    """The brief as PDF."""
    return built_brief / "_output/brief.pdf"


@pytest.fixture(scope="module")
def document(file: Path) -> Iterator[pikepdf.Pdf]:
    """The PDF's objects."""
    with pikepdf.open(file) as opened:
        yield opened


@pytest.fixture(scope="module")
def printed(file: Path) -> Print:
    """The PDF as it is read aloud."""
    return read_print(file)


@pytest.fixture(scope="module")
def page(built_brief: Path) -> LexborHTMLParser:
    """The same brief's web page, without what only a screen has."""
    page = parsed(built_brief)
    for only_on_screen in page.css("svg, details, nav, script, style, .downloads, .skip-link"):
        only_on_screen.decompose()
    return page


@pytest.fixture(scope="module", params=["us-letter", "a4"])
def paper(request: pytest.FixtureRequest) -> tuple[Path, tuple[float, float]]:
    """The PDF on each paper, with the paper's width and height in points."""
    folder = request.getfixturevalue("built_brief" if request.param == "us-letter" else "brief_on_a4")
    return folder / "_output/brief.pdf", SIZES[request.param]


# What stands on the pages


def test_the_brief_is_two_pages_on_either_paper(paper: tuple[Path, tuple[float, float]]) -> None:
    """US Letter by default, A4 by one setting: one sheet, printed on both sides."""
    file, size = paper
    with pikepdf.open(file) as document:
        boxes = [[float(side) for side in page.mediabox] for page in document.pages]
    assert boxes == [pytest.approx([0, 0, *size], abs=0.01)] * 2


def test_nothing_is_split_over_pages(paper: tuple[Path, tuple[float, float]]) -> None:
    """A row of a table, a chart, a caption, a heading or an item of a list stands on one page."""
    structure = read_print(paper[0]).structure
    whole = list(structure.all("TR", "Figure", "Caption", "LI", *HEADINGS))
    assert {each.kind for each in whole} >= {"TR", "Figure", "Caption", "LI", "H1"}
    assert [(each.kind, each.text()) for each in whole if len(each.pages()) != 1] == []


def test_no_caption_stands_alone(paper: tuple[Path, tuple[float, float]]) -> None:
    """A caption is on the page of its chart, or of the first rows of its table."""
    structure = read_print(paper[0]).structure
    holders = [each for each in structure.all() if any(_is(kid, "Caption") for kid in each.holds)]
    assert len(holders) == sum(1 for _ in structure.all("Caption"))
    for holder in holders:
        first = next(holder.all("Figure", "TBody"))
        row = next(first.all("Figure", "TR"))
        assert row.pages() == next(holder.all("Caption")).pages(), holder.text()


def test_no_heading_is_the_last_line_of_a_page(paper: tuple[Path, tuple[float, float]]) -> None:
    """After a heading, its page has at least two lines more of what it announces."""
    printed = read_print(paper[0])
    for heading in printed.structure.all(*HEADINGS):
        (number,) = heading.pages()
        end = min(piece.bottom for piece in heading.pieces())
        below = {round(piece.bottom) for piece in printed.drawn if piece.page == number and piece.top < end}
        assert len(below) >= 2, heading.text()


def test_nothing_leaves_the_margins(paper: tuple[Path, tuple[float, float]]) -> None:
    """Text and pictures keep half an inch from the paper's edges."""
    file, (width, height) = paper
    printed = read_print(file)
    for piece in printed.drawn:
        if piece.top:
            assert piece.left >= 36, piece
            assert piece.right <= width - 36, piece
            assert piece.bottom >= 36, piece
            assert piece.top <= height - 36, piece


def test_what_state_of_things_it_is_of_stands_and_is_read_before_the_title(
    printed: Print, page: LexborHTMLParser
) -> None:
    """In the masthead, of the page as of print."""
    as_of = words(page.css_first(".as-of"))
    assert as_of == "Situation of July 12, 2022; official series in its edition of 2025"
    heard = words(page.css_first("header")), printed.structure.text()
    for text in heard:
        places = [text.find(part) for part in ("Statistical brief", as_of, words(page.css_first("h1")))]
        assert places == sorted(places)
        assert -1 not in places


def test_each_page_has_its_foot(printed: Print, page: LexborHTMLParser) -> None:
    """Beneath each page stand title, date, page and number of pages; they are not read aloud as part of the text."""
    title, date = words(page.css_first("h1")), words(page.css_first(".date"))
    for number, foot in enumerate(printed.outside):
        for part in (title, date, f"Page {number + 1} of 2"):
            assert foot.text.count(part) == 1
    assert not re.search(r"Page \d of \d", printed.structure.text())


def test_no_text_is_too_small_to_read(printed: Print) -> None:
    """Notes, foot and charts are set in 6.5 points or more."""
    pieces = [piece for piece in (*printed.drawn, *printed.outside) if piece.text.strip()]
    assert len(pieces) > 300
    assert [piece for piece in pieces if piece.size < SMALLEST] == []


# Type


def test_every_font_is_embedded_as_a_subset_of_the_briefs_typeface(document: pikepdf.Pdf) -> None:
    """No reader's machine needs a font, and none carries letters that the brief does not use."""
    fonts = [font for font in document.objects if _is_dictionary(font, "/Font") and "/DescendantFonts" not in font]
    assert fonts
    for font in fonts:
        name = str(font["/BaseFont"])[1:]
        assert re.fullmatch(r"[A-Z]{6}\+FiraSans-\w+", name), name
        descriptor = font["/FontDescriptor"]
        assert any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")), name


def test_every_letter_can_be_copied(document: pikepdf.Pdf) -> None:
    """Each font says which characters its shapes stand for."""
    fonts = [font for font in document.objects if _is_dictionary(font, "/Font") and "/DescendantFonts" in font]
    assert fonts
    assert all("/ToUnicode" in font for font in fonts)


# What is read aloud


def test_the_document_says_what_it_is(document: pikepdf.Pdf, page: LexborHTMLParser) -> None:
    """Title, shown in the window's bar, author, subject and language are those of the web page."""
    title = words(page.css_first("h1"))
    assert page.root is not None
    assert document.Root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert str(document.Root["/Lang"]) == page.root.attributes["lang"]
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert metadata["dc:title"] == title
        assert metadata["dc:creator"] == [words(each) for each in page.css(".author")]
        assert metadata["dc:language"] == {"en"}
        assert metadata["dc:description"] == words(page.css_first(".subtitle"))
    assert str(document.trailer["/Info"]["/Subject"]) == words(page.css_first(".subtitle"))


def test_the_document_claims_both_standards(document: pikepdf.Pdf) -> None:
    """It is PDF/A-3a, for archives, and PDF/UA-1, for everyone; and it is marked as tagged, with nothing in doubt."""
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        claims = {name: metadata[name] for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")}
    assert claims == {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    assert document.Root["/MarkInfo"]["/Marked"]
    assert not document.Root["/MarkInfo"].get("/Suspects", False)


@pytest.mark.thorough
def test_checkers_of_accessible_documents_find_nothing(paper: tuple[Path, tuple[float, float]]) -> None:
    """Neither on US Letter nor on A4; of the briefs in other languages, other tests tell."""
    assert found_by_checkers(paper[0]) == []


def test_headings_are_those_of_the_web_page_without_gaps(printed: Print, page: LexborHTMLParser) -> None:
    """The title is the first, and each section's heading says and ranks what it does on screen."""
    found = [(int(each.kind[1]), each.text()) for each in printed.structure.all(*HEADINGS)]
    assert found == [(int(str(each.tag)[1]), words(each)) for each in page.css("h1, h2, h3, h4, h5, h6")]
    assert [level for level, _ in found].count(1) == 1
    assert found[0][0] == 1
    assert all(later - earlier <= 1 for (earlier, _), (later, _) in pairwise(found))


def test_the_bookmarks_are_the_headings(document: pikepdf.Pdf, printed: Print) -> None:
    """The outline beside the pages leads to each heading below the title, in order and nested as they are."""
    with document.open_outline() as outline:
        found = list(_outlined(outline.root))
    _, *below = printed.structure.all(*HEADINGS)
    said = [(level, text.replace("\xa0", " ")) for level, text in found]  # no line ends between a number and its unit
    assert said == [(int(each.kind[1]) - 1, each.text()) for each in below]


def test_lists_are_lists(printed: Print, page: LexborHTMLParser) -> None:
    """Each list has its items, of label and body, and each item says what it says on screen; no label is empty."""
    items = [
        [closed(item.text(without=("Lbl",))) for item in each.holds if isinstance(item, Element) and item.kind == "LI"]
        for each in printed.structure.all("L")
    ]
    assert items == [[closed(item.text()) for item in each.css("li")] for each in page.css("main ul, main ol")]
    for item in printed.structure.all("LI"):
        assert [each.kind for each in item.holds if isinstance(each, Element)] in (["Lbl", "LBody"], ["LBody"])
        assert all(label.text() for label in item.all("Lbl"))


def test_tables_have_header_cells(printed: Print, page: LexborHTMLParser) -> None:
    """Each cell belongs to the header of its column, its row and its group, and all say what they do on screen."""
    tables = list(printed.structure.all("Table"))
    assert len(tables) == len(page.css("table")) > 0
    for table, shown in zip(tables, page.css("table"), strict=True):
        assert [closed(row.text()) for row in table.all("TR")] == [closed(row.text()) for row in shown.css("tr")]
        columns = [each for head in table.all("THead") for each in head.all("TH")]
        assert [header.text() for header in columns] == [words(each) for each in shown.css("thead th")]
        assert {header.says["Scope"] for header in columns} == {"Column"}
        assert len({header.says["ID"] for header in table.all("TH")}) == len(list(table.all("TH")))
        for body in table.all("TBody"):
            group: list[str] = []
            for row in body.all("TR"):
                header, *cells = row.all("TH", "TD")
                if [cell.text() for cell in cells] == [""]:  # it heads the rows beneath it
                    assert (header.kind, header.says["Scope"], header.text() != "") == ("TH", "Column", True)
                    assert not group
                    group = [header.says["ID"]]
                    continue
                assert (header.kind, header.says["Scope"]) == ("TH", "Row")
                heads = [column.says["ID"] for column in columns[1:]]
                for cell in cells:
                    own, heads = heads[: int(cell.says.get("ColSpan", 1))], heads[int(cell.says.get("ColSpan", 1)) :]
                    assert cell.says["Headers"].split() == [*own, *group, header.says["ID"]]
                assert heads == []


def test_charts_say_what_they_show(built_brief: Path, printed: Print) -> None:
    """The text alternative of each picture is the one that its function computed."""
    record = json.loads((built_brief / "_generated/record.json").read_text(encoding="utf-8"))
    alternatives = [each.says.get("Alt") for each in printed.structure.all("Figure")]
    assert sorted(map(str, alternatives)) == sorted(chart["alternative"] for chart in record["charts"].values())


def test_links_say_where_they_go(document: pikepdf.Pdf) -> None:
    """Each link has words for where it leads, and a place or an address that it leads to."""
    links = [note for page in document.pages for note in page.get("/Annots", []) if note["/Subtype"] == "/Link"]
    assert len(links) > 50
    for link in links:
        assert str(link["/Contents"]).strip()
        assert "/StructParent" in link
        assert "/Dest" in link or "/A" in link


def test_links_to_numbers_say_the_row_that_they_lead_to(printed: Print, page: LexborHTMLParser) -> None:
    """As on screen: the number, as its row writes it where it can, the row's label, its range and its sources."""
    said = [(each.text(), each.says["Contents"]) for each in printed.structure.all("Link")]
    links = page.css("main a[href]")
    assert [closed(text) for text, _ in said] == [closed(words(link)) for link in links]
    rows = {f"#{named.id}": row for row in page.css("#tbl-figures tbody tr") for named in row.css("[id^=n-]")}
    assert len(rows) == 21
    numbers = 0
    for link, (own, contents) in zip(links, said, strict=True):
        if (row := rows.get(str(link.attributes["href"]))) is None:
            continue
        label, value, *others = [words(cell) for cell in row.css("td")]
        if len(others) == 3:  # both ends of a range, which are told in one, where the value does not say them
            low, high, origin = others
            others = [f"{low} to {high}", origin] if low != high else [origin]
        is_within = re.search(rf"(?<![\d.,]){re.escape(own)}(?![\d.,])", value) is not None
        parts = [label, *([] if is_within else [value]), *(each for each in others if each not in {own, value})]
        assert contents == f"{value if is_within else own}: {'; '.join(filter(None, parts))}"
        numbers += 1
    assert numbers >= 60


def test_other_links_say_their_source_chart_or_address(printed: Print, page: LexborHTMLParser) -> None:
    """A citation says its source, a chart's number its caption, and what leads outside its address."""
    said = {each.text(): each.says["Contents"] for each in printed.structure.all("Link")}
    assert said["Reuters 2022"] == f"Reuters 2022: {words(page.css_first('#ref-reuters2022'))}"
    assert said["Chart 1"] == words(page.css_first("#fig-may-arrests figcaption"))
    outside = [str(link.attributes["href"]) for link in page.css("main a[href^=https]")]
    assert outside
    assert [said.get(address) for address in outside] == outside


def test_the_order_of_reading_is_that_of_the_web_page(printed: Print, page: LexborHTMLParser) -> None:
    """Section by section, what assistive technology reads aloud are the words of the page in their order."""
    heard, seen = _read_sections(printed.structure), _shown_sections(page)
    assert list(heard) == list(seen)
    for heading, text in seen.items():
        assert closed(heard[heading]) == closed(text)


def test_what_is_drawn_is_drawn_in_the_order_of_reading(printed: Print) -> None:
    """Programs that know no tags, such as those that copy text, find the words in the same order."""
    in_charts = {id(piece) for chart in printed.structure.all("Figure") for piece in chart.pieces()}
    drawn = [piece for piece in printed.drawn if piece.text.strip() and id(piece) not in in_charts]
    assert len(drawn) > 300
    assert drawn == [piece for piece in printed.structure.pieces(without=("Figure",)) if piece.text.strip()]


def _is(each: Element | Piece, kind: str) -> bool:
    return isinstance(each, Element) and each.kind == kind


def _is_dictionary(value: pikepdf.Object, kind: str) -> bool:
    return isinstance(value, pikepdf.Dictionary) and value.get("/Type") == kind


def _outlined(items: Sequence[pikepdf.OutlineItem], level: int = 1) -> Iterator[tuple[int, str]]:
    for item in items:
        yield level, item.title
        yield from _outlined(item.children, level + 1)


def _read_sections(structure: Element) -> dict[str, str]:
    """What is read aloud, by the heading above it; the title heads what comes before all sections."""
    (document,) = structure.all("Document")
    sections: dict[str, list[Element]] = {"": []}
    for each in document.holds:
        assert isinstance(each, Element)
        if each.kind in HEADINGS[1:]:
            sections[each.text()] = []
        list(sections.values())[-1].append(each)
    return {name: Element("Sect", {}, list(parts)).text(without=("Figure", "Lbl")) for name, parts in sections.items()}


def _shown_sections(page: LexborHTMLParser) -> dict[str, str]:
    """What the web page shows, by the heading above it."""
    sections = {"": ""}
    for each in page.css("main > *"):
        if each.tag == "section":
            sections[words(each.css_first("h2"))] = words(each)
        else:
            sections[""] = f"{sections['']} {words(each)}".strip()
    return sections
