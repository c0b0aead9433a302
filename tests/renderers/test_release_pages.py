"""How pages show the fields of a release: both formats, both languages, and both renderers where there is a Quarto."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from both_renderers import SINGLE, both
from checked_prints import found_by_checkers
from conftest import ROOT
from pages import copy_brief
from small_briefs import brief, page, printed
from statbrief.pages.render import render
from statbrief.pages.seal.print import finish_print

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>\n'
RELEASE = """
release:
  main-points:
    - A **first** point
    - A second one, as @fig-one shows
  publisher: {name: Smith & "Sons", logo: my_logo--1.svg}
  contact: "Desk, [a@example.org](mailto:a@example.org)"
  next: In March
  licence: Free to use
  quality: |
    Provisional [@bureau2024].

    A second paragraph.
  notes: [A job is no person, A person may have several jobs]
  address: https://example.org/~desk/a_b_c
"""
BODY = """
::: {.key-figures}
- **One** thing
- **Two** things
:::

The text begins.

## A section

![A chart](chart.svg){#fig-one fig-alt="A bar"}
"""
TOLD = [
    ("Next release", "In March"),
    ("Contact", "Desk, a@example.org"),
    ("How to cite", "Smith & “Sons” (July 12, 2022). What came. https://example.org/~desk/a_b_c"),
    ("License", "Free to use"),
    ("Quality", "Provisional (Bureau 2024). A second paragraph."),
    ("Notes and definitions", "A job is no person A person may have several jobs"),
]


def release(folder: Path, extra: str = "", *, lang: str = "en", fields: str = RELEASE, body: str = BODY) -> Path:
    """A brief that is a release, without an analysis."""
    front = (
        f"title: What came\ndate: 2022-07-12\ndate-format: long\nlang: {lang}\nbibliography: sources.bib{fields}{extra}"
    )
    made = brief(folder, body, config=f"citeproc: true\n{SINGLE}", front=front)
    (made / "my_logo--1.svg").write_text(LOGO, encoding="utf-8")
    return made


def text(node: object) -> str:
    """The words of an element."""
    return " ".join(node.text().split())  # type: ignore[attr-defined]


def terms(html: str) -> list[tuple[str, str]]:
    """What the page tells of the release."""
    found = LexborHTMLParser(html).css_first(".release dl")
    assert found is not None
    return [(text(term), text(said)) for term, said in zip(found.css("dt"), found.css("dd"), strict=True)]


def plain(told: str) -> str:
    """A text with the quotation marks of a keyboard."""
    return told.replace("“", '"').replace("”", '"')


def look_right(html: str) -> None:
    """Hold a page of the release against what its fields say."""
    tree = LexborHTMLParser(html)
    assert [(term, plain(said)) for term, said in terms(html)] == [(term, plain(said)) for term, said in TOLD]
    points = tree.css_first(".key-figures + .main-points")
    assert points is not None
    assert text(points) == "Main points A first point A second one, as Figure 1 shows"
    (logo,) = tree.css("#title-block-header img.logo")
    assert str(logo.attributes["src"]).startswith("data:image/svg+xml")
    assert plain(str(logo.attributes.get("alt") or logo.attributes.get("aria-label"))) == 'Smith & "Sons"'
    assert plain(text(tree.css_first("p.publisher"))) == 'Smith & "Sons"'
    assert [text(each) for each in tree.css("h2")][-1] == "About this release"
    (address,) = [each for each in tree.css(".release a") if "example.org/~" in str(each.attributes["href"])]
    assert address.attributes["href"] == "https://example.org/~desk/a_b_c"
    (known,) = tree.css('meta[name="dcterms.publisher"]')
    assert plain(str(known.attributes["content"])) == 'Smith & "Sons"'


def test_a_page_tells_all_of_a_release(tmp_path: Path) -> None:
    """Main points beneath the key figures, publisher and logo at the head, the rest as a list of terms at the end."""
    render(release(tmp_path), renderer="embedded")
    look_right(page(tmp_path))


def words(pdf: PdfReader) -> str:
    """The words of a print in the order in which it is read."""
    return " ".join(" ".join(each.extract_text() for each in pdf.pages).split())


def test_print_tells_the_same(tmp_path: Path) -> None:
    """In the same order, with the logo's text alternative in the tree that screen readers follow."""
    render(release(tmp_path), renderer="embedded")
    said = words(printed(tmp_path))
    told = ["Main points", "A second one", "The text begins", "About this release", *(term for term, _ in TOLD)]
    places = [said.index(each) for each in told]
    assert places == sorted(places)
    with pikepdf.open(tmp_path / "_output/brief.pdf") as pdf:
        alternatives = [
            str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
        ]
    assert any(plain(each) == 'Smith & "Sons"' for each in alternatives)


@pytest.mark.parametrize("quality", ["Provisional", "Provisional. " * 6], ids=["a line", "two lines"])
def test_a_term_stands_above_its_list(tmp_path: Path, quality: str) -> None:
    """In the same column, also where the first of two would end with the term; and no item of the list is empty."""
    fields = re.sub(r"quality: \|\n(?:    .*\n|\n)+", f"quality: {quality}\n", RELEASE)
    render(release(tmp_path, fields=fields, body=f"{BODY}\n## Another {{.wide}}\n\nText.\n"), ("pdf",), "embedded")
    made = tmp_path / "_output/brief.pdf"
    made.write_bytes(finish_print(made.read_bytes(), "en", ""))
    assert not found_by_checkers(made)
    text = pypdfium2.PdfDocument(made)[0].get_textpage()
    boxes = [text.get_rect(each) for each in range(text.count_rects())]
    places = {text.get_text_bounded(*box).strip(): box for box in boxes}
    term, first = places["Notes and definitions"], places["A job is no person"]
    assert 0 < first[0] - term[0] < 20
    assert 0 < term[1] - first[3] < 12


def test_a_release_in_spanish_has_spanish_words(tmp_path: Path) -> None:
    """The fields' names, and how the date is cited."""
    render(release(tmp_path, lang="es"), renderer="embedded")
    html = page(tmp_path)
    names = ["Próxima publicación", "Contacto", "Cómo citar", "Licencia", "Calidad", "Notas y definiciones"]
    assert [term for term, _ in terms(html)] == names
    assert "(12 de julio de 2022)" in dict(terms(html))["Cómo citar"]
    assert "<strong>Puntos principales</strong>" in html
    assert "Acerca de esta publicación</h2>" in html


def test_what_is_to_be_cited_may_be_told(tmp_path: Path) -> None:
    """Then nothing is put together."""
    render(release(tmp_path, '  cite: "As *told*."\n'), ("html",), renderer="embedded")
    assert dict(terms(page(tmp_path)))["How to cite"] == "As told."


@pytest.mark.parametrize(
    ("front", "cited"),
    [
        ("title: Whose is it?\nauthor: Ana Ruiz\ndate: 2022-07-12", "Ana Ruiz (July 12, 2022). Whose is it?"),
        ("title: B\nauthor:\n  - name: Ana Ruiz\n  - name: {given: Leo, family: Sá}", "Ana Ruiz, Leo Sá. B."),
        ("title: The *Origin*", "The Origin."),
        ("title: B\naddress: https://example.org", "B. https://example.org"),
    ],
)
def test_how_to_cite_is_put_together_of_what_is_there(tmp_path: Path, front: str, cited: str) -> None:
    """By whom, when, what and where, as far as the brief says; here of a release that lacks its other fields."""
    from statbrief.project.project import read_project
    from statbrief.prose.release_text import about_release

    made = brief(tmp_path, "Text.", front=f"{front}\nrelease:")
    lines = [line.text for line in about_release(read_project(made))]
    said = lines[lines.index("How to cite") + 2].removeprefix(":   ")
    assert re.sub(r"[*<>]", "", said) == cited


@pytest.mark.thorough
def test_properties_name_the_publisher_and_what_it_is_about(tmp_path: Path) -> None:
    """The subtitle describes a release that is not described otherwise, in both formats."""
    render(release(tmp_path, "subtitle: What it is about\n"), renderer="embedded")
    assert '<meta name="description" content="What it is about">' in page(tmp_path)
    described = release(tmp_path / "described", "subtitle: What it is about\ndescription: Described\n")
    render(described, renderer="embedded")
    assert '<meta name="description" content="Described">' in page(described)


def test_a_brief_that_is_no_release_may_have_a_publisher(tmp_path: Path) -> None:
    """Named in the project's settings, with a logo or without."""
    made = brief(tmp_path, "Text.", config="publisher: Example Office\n")
    render(made, renderer="embedded")
    assert '<p class="publisher">Example Office</p>' in page(made)
    assert '<img class="logo"' not in page(made)
    assert "About this release" not in page(made)
    assert "Example Office" in words(printed(made))


def test_main_points_of_a_brief_without_key_figures_come_first(tmp_path: Path) -> None:
    """Before all other text."""
    render(
        release(tmp_path, body='The text begins.\n\n![A](chart.svg){#fig-one fig-alt="A"}'),
        ("html",),
        renderer="embedded",
    )
    html = page(tmp_path)
    assert html.index("A <strong>first</strong> point") < html.index("The text begins")


def test_a_fault_that_a_renderer_finds_in_a_field_is_told_at_its_line(tmp_path: Path) -> None:
    """A link within the page that leads nowhere."""
    from statbrief.errors import ProseError

    made = release(tmp_path, fields=RELEASE.replace("In March", '"[In March](#nowhere)"'))
    with pytest.raises(ProseError, match=r"^brief.qmd:13:\d+: link: nothing has the id nowhere"):
        render(made, ("html",), renderer="embedded")


@pytest.mark.quarto
def test_quarto_tells_the_same(tmp_path: Path) -> None:
    """The same fields in the same places, with the brief's extension and looks."""
    made = release(tmp_path)
    copy_looks(made)
    quarto, embedded = both(made)
    for pages in (quarto, embedded):
        look_right(pages["html"].decode())
        said = words(PdfReader(BytesIO(pages["pdf"])))
        assert said.index("Main points") < said.index("The text begins") < said.index("About this release")
        assert are_wide(pages["pdf"])


def are_wide(pdf: bytes) -> bool:
    """Whether all of the second column lies beneath the main points."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    boxes = [text.get_rect(each) for each in range(text.count_rects())]
    (point,) = [box[1] for box in boxes if "second one" in text.get_text_bounded(*box)]
    second = [top for left, _, _, top in boxes if 0.5 * 612 < left < 0.6 * 612 and top < 600]
    return bool(second) and max(second) < point


def copy_looks(folder: Path) -> None:
    """Give a brief what Quarto needs to know of briefs, and the looks of this repository's own."""
    copied = copy_brief(ROOT, folder / "whole")
    for name in ("_extensions", "theme"):
        (copied / name).rename(folder / name)
    text = (ROOT / "_quarto.yml").read_text(encoding="utf-8")
    (folder / "_quarto.yml").write_text(
        re.sub(
            r"(?m)^ {2}(?:render|post-render|resources).*\n"
            r"|^(?:bibliography|companions|crossref|  fig-|  title-delim).*\n",
            "",
            text,
        ),
        encoding="utf-8",
    )


@pytest.mark.parametrize("lines", range(30, 50, 4))
def test_the_address_stands_is_never_alone_on_a_page(tmp_path: Path, lines: int) -> None:
    """However much of the page the text before takes: what comes before it in the file is on that page, too."""
    text = "\\\n".join(f"Line {each}" for each in range(lines * 2))
    render(release(tmp_path, body=f"{BODY}\n{text}\n"), ("pdf",), "embedded")
    pages = [" ".join(each.extract_text().split()) for each in printed(tmp_path).pages]
    [with_address] = [each for each in pages if "This brief on the web" in each]
    assert "Harvest" in with_address
