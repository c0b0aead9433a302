"""The Word document, read back by python-docx and held against the page that it is made of."""

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import _Cell
from PIL import Image
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bulletins import copy_bulletin
from odd_companions import Built, build, odd_brief
from statbrief.companions import docx as word
from statbrief.companions import held_docx
from statbrief.companions.archive import packed, unpacked
from statbrief.companions.docx_page import body_of
from statbrief.companions.docx_styles import styles
from statbrief.companions.edition import Edition, FrontMatter, Looks
from statbrief.errors import RenderingError
from statbrief.project.project import read_project
from statbrief.renderers.fonts import typeface

OURS = "; this is a fault of statbrief"
MORE = """
Long: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft; =A1+B2.^[As *told*, in
{{< var told.value >}}.] Some $x + y$, `code()` and a [link](https://example.org/).
Where&shy;ver it breaks, and non&#8209;breaking; H~n~O, x^n^, ~~gone~~ and “quoted ‘inner’”.

```python
print("hello")
```

| Wide | Cells |
|------|------:|
| =SUM(A) | Rechtsschutzversicherungsgesellschaften |

Term
: What it is, =SUM(A1).

> Quoted words

## A part with {{< var part.value >}}

::: {.callout-note title="How to read"}
- One thing
:::

{{< checks >}}
"""


def opened(built: Built) -> Document:
    """The document."""
    return docx.Document(str(built.output / f"{built.stem}.docx"))


def page_of(built: Built) -> LexborHTMLParser:
    """The page, without what is for a screen alone."""
    return body_of((built.output / f"{built.stem}.html").read_text(encoding="utf-8"))


def words(text: str) -> str:
    """A text with one space between its words."""
    return " ".join(text.split())


def said(node: LexborNode) -> str:
    """The words of a part of the page."""
    return words(node.text())


def test_headings_are_headings_in_the_order_and_rank_of_the_page(written: Built) -> None:
    """The first rank is that of the page's sections; the title has a style of its own."""
    document, page = opened(written), page_of(written)
    found = [(each.style.name, words(each.text)) for each in document.paragraphs if each.style and each.style.name]
    headings = [(int(name[-1]), text) for name, text in found if name.startswith("Heading ")]
    assert headings == [(int(str(each.tag)[1]) - 1, said(each)) for each in page.css("h2, h3, h4, h5, h6")]
    assert [text for name, text in found if name == "Title"] == [words(written.record["title"])]
    assert headings


def test_tables_have_the_cells_of_the_page_and_heads_that_are_repeated(written: Built) -> None:
    """Cells reach over as many columns as theirs do, as those that head rows do over all; no row is torn."""
    document, page = opened(written), page_of(written)
    tables = [each for each in page.css("main table") if not each.css("svg")]
    tables = [each for each in tables if each.css_matches("table:not(details table)")]
    found = [
        [[(words(_Cell(each, table).text), each.grid_span) for each in row._tr.tc_lst] for row in table.rows]  # noqa: SLF001
        for table in document.tables
    ]
    shown = [
        [[(said(cell), int(cell.attributes.get("colspan") or 1)) for cell in row.css("th, td")]
         for row in table.css("tr")] for table in tables
    ]  # fmt: skip
    assert [each for each in shown if each in found] == found
    assert found
    for table in document.tables:
        first, *others = (row._tr.trPr for row in table.rows)  # noqa: SLF001 -- there is no other way to ask
        assert first is not None
        assert first.find(qn("w:tblHeader")) is not None
        assert all(each is not None and each.find(qn("w:cantSplit")) is not None for each in others)
        assert table.style is not None
        assert table.style.name == "Table"


def test_what_groups_of_rows_are_called_is_bold(written: Built) -> None:
    """As on the page, as the cells of a total are, and no other beneath the head of a table is so as a whole."""
    document, page = opened(written), page_of(written)
    groups = {said(each) for each in page.css("main tr.row-group") if not each.css_matches("details tr")}
    totals = {said(each) for each in page.css("main td:has(> strong)") if not each.css_matches("details td")}
    rows = [row for table in document.tables for row in table.rows[1:]]
    bold = {
        words(cell.text)
        for row in rows
        for cell in row.cells
        if (runs := [run for each in cell.paragraphs for run in each.runs if run.text.strip()])
        and all(run.bold for run in runs)
    }
    assert groups <= bold <= groups | totals  # a number that leads to its row is no run of the paragraph's own
    assert {each for each in totals if each.replace(" ", "").isalpha()} <= bold
    assert groups


def test_pictures_are_described_and_captioned_as_in_the_page(written: Built) -> None:
    """Each chart by its text alternative; its caption is in the paragraph beneath it."""
    document = opened(written)
    described = [each.get("descr") for each in document.element.iter(qn("wp:docPr"))]
    alternatives = [each["alternative"] for each in written.record["charts"].values()]
    assert sorted(each for each in described if each in alternatives) == sorted(alternatives)
    assert all(described)
    captions = [words(each.text) for each in document.paragraphs if each.style and each.style.name == "Image Caption"]
    page = page_of(written)
    shown = {said(figure) for each in written.record["charts"].values()
             for figure in page.css(f"[id='{each['identifier']}'] figcaption")}  # fmt: skip
    assert set(captions) == shown
    assert {each.partname.ext for each in document.part.package.image_parts} == {"png"}


def test_pictures_are_all_there_and_as_high_as_they_are_wide_in_the_page(written: Built) -> None:
    """Each with its own dots, in its own proportions; nowhere is told how pandoc was given them."""
    document = opened(written)
    drawings = list(document.element.iter(qn("wp:inline")))
    assert drawings
    for each in drawings:
        extent, blip = each.find(qn("wp:extent")), next(each.iter(qn("a:blip")))
        picture = Image.open(io.BytesIO(document.part.related_parts[blip.get(qn("r:embed"))].blob))
        assert len(picture.convert("L").getcolors() or []) > 1
        assert int(extent.get("cy")) / int(extent.get("cx")) == pytest.approx(picture.height / picture.width, rel=0.001)
    assert "data:" not in document.element.xml


def test_a_number_leads_to_its_row(written: Built) -> None:
    """Each link within the page is one in the document, whose end is there; what leads out is as it was."""
    document, page = opened(written), page_of(written)
    anchors = [each.get(qn("w:anchor")) for each in document.element.iter(qn("w:hyperlink"))]
    marks = {each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))}
    assert {each for each in anchors if each} <= marks
    within = Counter(said(each) for each in page.css("a[href^='#n-']") if said(each))
    links = list(document.element.iter(qn("w:hyperlink")))
    found = Counter(
        words("".join(text.text or "" for text in each.iter(qn("w:t")))) for each in links if each.get(qn("w:anchor"))
    )
    assert within <= found
    assert within


def test_it_says_of_what_whom_and_when_it_is_and_in_which_language(written: Built) -> None:
    """Title, author, the day that companions are of; what is in another language says so."""
    document = opened(written)
    properties = document.core_properties
    assert (properties.title, properties.language) == (written.record["title"], written.record["lang"])
    assert properties.author in {"Desk of statistics", "Statistics desk", "Redacción de estadística"}
    day = datetime.fromisoformat(written.record["date"] or "2016-01-01").replace(tzinfo=UTC)
    assert properties.created == properties.modified == day
    default = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert default.get(qn("w:val")) == written.record["lang"]
    if written.stem == "brief.es" and "BLS" in document.element.xpath("string(.)"):
        assert {each.get(qn("w:val")) for each in document.element.iter(qn("w:lang"))} == {"en"}


def test_its_parts_are_of_no_time_and_the_same_each_time(odd_twice: tuple[Path, Path]) -> None:
    """At another time, in another place."""
    before, again = (folder / "brief.es.docx" for folder in odd_twice)
    assert again.read_bytes() == before.read_bytes()
    with ZipFile(again) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.thorough
def test_notes_formulas_lists_and_code_come_along(tmp_path: Path) -> None:
    """With what looks like a formula as text; a print alone has its document, too, and the page stays away."""
    folder = odd_brief(tmp_path)
    prose = folder / "brief.qmd"
    prose.write_text(prose.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    build(folder, "--to", "pdf")
    assert {path.name for path in (folder / "_output").iterdir()} >= {"brief.pdf", "brief.docx"}
    assert not (folder / "_output/brief.html").exists()
    document = docx.Document(str(folder / "_output/brief.docx"))
    texts = [(each.style.name, each.text) for each in document.paragraphs if each.style]
    assert ("Heading 1", "A part with 12.5%") in texts
    assert ("Definition", "What it is, =SUM(A1).") in texts
    assert ("Block Text", "Quoted words") in texts
    assert ("Callout Title", "How to read") in texts
    assert len(list(document.element.iter(qn("m:oMath")))) == 1
    notes = unpacked((folder / "_output/brief.docx").read_bytes())["word/footnotes.xml"].decode()
    assert list(held_docx.texts_of(notes))[-1].strip() == "As told, in 300,000."


@pytest.mark.quarto
def test_quarto_and_the_embedded_renderer_give_the_same_document(tmp_path: Path) -> None:
    """Paragraph by paragraph, with the same styles; table by table."""
    from click.testing import CliRunner

    from statbrief.cli import main

    found = []
    for renderer in ("quarto", "embedded"):
        folder = copy_bulletin(tmp_path / renderer)
        made = CliRunner().invoke(main, ["build", "--renderer", renderer, str(folder)])
        assert made.exit_code == 0, made.output
        document = docx.Document(str(folder / "_output/brief.docx"))
        paragraphs = [(each.style.name, each.text) for each in document.paragraphs if each.style and each.text]
        found.append((paragraphs, [[cell.text for cell in row.cells] for each in document.tables for row in each.rows]))
    assert found[0] == found[1]


# -- held against the page and the record ------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def told(odd: Path) -> Edition:
    """An edition with its page."""
    text = (odd / "_output/brief.json").read_bytes()
    family, files = typeface(read_project(odd, "brief.qmd"))
    return Edition(
        stem="brief",
        record=json.loads(text),
        text=text,
        front=FrontMatter(author="Desk"),
        looks=Looks(family=family, files=files, paper="a4"),
        page='<main><header id="title-block-header"><p class="kind">Bulletin</p><h1 class="title">Jobs</h1></header>'
        '<section id="a"><h2>Of <a href="#n-sum">70,000</a></h2><p>Text<br>more</p><table><thead><tr><th>A</th></tr>'
        '</thead><tbody><tr><td><span id="n-sum">about 70,000</span></td></tr></tbody></table></section>'
        "<p>So <math><mi>sin</mi><mo>&#8289;</mo><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo>"
        "<mfrac><mn>1</mn><mn>70</mn></mfrac></math>.</p>"
        '<p><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" aria-label="A bar of 18,000">'
        '<rect width="9" height="9"/></svg></p></main>',
    )


def faults(made: dict[str, bytes], edition: Edition) -> Iterator[str]:
    """What is wrong with a document, as it is told."""
    return (str(each) for each in held_docx.faults(made, edition))


@pytest.mark.always("about 70,000-about 71,000-found0", "Text-Text 5-found1", ">70<->71<-found3")
@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "about 70,000",
            "about 71,000",
            ["text: says '71,000' more often than the page", "text: says '70,000' less often than the page"],
        ),
        ("Text", "Text 5", ["text: says '5' more often than the page"]),
        ("Bulletin", "", ["text: says 'Bulletin' less often than the page"]),
        (">70<", ">71<", ["formulas: have other digits than those of the page"]),
        ("of 18,000", "of 19,000", ["picture: is described with 19,000, which stands nowhere in the record"]),
    ],
)  # fmt: skip
def test_another_number_or_word_is_found(told: Edition, old: str, new: str, found: list[str]) -> None:
    """One too many, one that is missing; in what describes a picture, too."""
    ((name, content),) = word.files(told).items()
    assert list(faults({name: content}, told)) == []
    parts = unpacked(content)
    assert old in parts[word.DOCUMENT].decode()
    changed = parts[word.DOCUMENT].decode().replace(old, new).encode()
    made = packed({**parts, word.DOCUMENT: changed})
    assert list(faults({name: made}, told)) == [f"brief.docx: {each}{OURS}" for each in found]


def test_what_is_no_document_is_found(told: Edition) -> None:
    """Torn off, or without its text."""
    content = word.files(told)["brief.docx"]
    (torn,) = faults({"brief.docx": content[:50]}, told)
    assert torn == f"brief.docx: file: cannot be read back: File is not a zip file{OURS}"
    parts = {name: part for name, part in unpacked(content).items() if name != word.DOCUMENT}
    (empty,) = faults({"brief.docx": packed(parts)}, told)
    assert empty == f"brief.docx: file: cannot be read back: 'word/document.xml'{OURS}"


def test_a_brief_chooses_typeface_colour_and_paper(told: Edition) -> None:
    """A4 is 11906 twentieths of a point wide, and Letter 12240."""
    made = [word.files(each)["brief.docx"] for each in (told, replace(told, looks=Looks(accent="#aa0000")))]
    widths = [re.search(r'<w:pgSz w:w="(\d+)"', unpacked(each)[word.DOCUMENT].decode()) for each in made]
    assert [each and each[1] for each in widths] == ["11906", "12240"]
    assert 'w:val="AA0000"' in styles(Looks(accent="#aa0000"))
    assert 'w:ascii="Open Sans"' in styles(Looks(family="Open Sans"))


def test_where_there_is_no_page_there_is_no_document(told: Edition) -> None:
    """As after a render of print alone by who called Quarto."""
    assert word.files(replace(told, page="")) == {}


@pytest.mark.parametrize("kind", ["chart", "drawing"])
def test_no_picture_is_higher_than_a_page(told: Edition, kind: str) -> None:
    """What is twice as high is shown whole, and smaller: a page of A4 has some 29 centimeters, less its margins."""
    high = f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" width="200pt" height="1600pt"><circle r="9"/></svg>'
    made = word.files(replace(told, page=told.page.replace("</main>", f"<p>{high}</p></main>")))["brief.docx"]
    *_, extent = docx.Document(io.BytesIO(made)).element.iter(qn("wp:extent"))
    wide, height = (int(extent.get(each)) / 360000 for each in ("cx", "cy"))
    assert 15 < height < 29.7 - 2 * 1250 / 1440 * 2.54 - 1
    assert height / wide == pytest.approx(8, rel=0.01)


def test_a_picture_that_cannot_be_drawn_is_told(told: Edition) -> None:
    """By the words that describe it."""
    broken = told.page.replace("</main>", '<img src="data:image/svg+xml,<svg" alt="A broken one"></main>')
    with pytest.raises(RenderingError) as error:
        word.files(replace(told, page=broken))
    assert str(error.value).startswith("brief.docx: A broken one: Typst cannot draw it: ")


def test_what_pandoc_says_is_told(told: Edition, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where it cannot write the document."""
    (filter_ := tmp_path / "wrong.lua").write_text("error('no such thing')", encoding="utf-8")
    monkeypatch.setattr(word, "_FILTER", filter_)
    with pytest.raises(RenderingError) as error:
        word.files(told)
    assert str(error.value).startswith("brief.docx: docx: pandoc cannot write it: ")
    assert "no such thing" in str(error.value)
