"""Links from the top of a page: to what belongs to it, and never to what may not be there."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from statbrief.errors import RenderingError
from statbrief.pages.render import render
from statbrief.pages.seal.ways import Way, ways_to_others, with_ways, without_place
from statbrief.project.project import Project, read_project

SETTINGS = "lang: en\nproject: {render: [brief.qmd, brief.es.qmd, brief.fr.qmd, notes.qmd]}\n"
AT = "https://example.org/may/brief.html"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brief in English, and in the Spanish of Mexico."""
    (tmp_path / "_quarto.yml").write_text(SETTINGS, encoding="utf-8")
    for name, front in {"brief.qmd": "title: A", "brief.es.qmd": "lang: es-MX", "notes.qmd": "title: B"}.items():
        (tmp_path / name).write_text(f"---\n{front}\n---\n", encoding="utf-8")
    return tmp_path


def ways(project: Project, address: str) -> list[Way]:
    """The links of a page at the address."""
    return list(ways_to_others(project, address, "As a PDF"))


def test_print_and_other_editions_are_linked_to_beside_the_page(folder: Path) -> None:
    """By their whole addresses, a language by its own name; what is no edition, or not there, is none."""
    spanish = ("Español", "https://example.org/may/brief.es.html", "es-MX")
    assert ways(read_project(folder), AT) == [("As a PDF", "https://example.org/may/brief.pdf", ""), spanish]
    assert ways(read_project(folder), "https://example.org/may/")[1] == spanish
    assert ways(read_project(folder, "brief.es.qmd"), "https://example.org/may/brief.es.html") == [
        ("As a PDF", "https://example.org/may/brief.es.pdf", ""),
        ("English", "https://example.org/may/brief.html", "en"),
    ]


def test_an_edition_with_an_address_of_its_own_is_there(folder: Path) -> None:
    """Wherever that is."""
    (folder / "brief.es.qmd").write_text("---\naddress: https://example.mx/mayo\n---\n", encoding="utf-8")
    assert ways(read_project(folder), AT)[1] == ("English", "https://example.mx/mayo", "en")


def test_where_nothing_is_known_to_lie_beside_the_page_nothing_is_linked_to(folder: Path) -> None:
    """Without an address, and with one that names neither the page's file nor its folder: a dead link helps nobody."""
    assert ways(read_project(folder), "") == []
    assert ways(read_project(folder), "https://example.org/may") == []


def test_an_address_that_says_no_place_is_told(folder: Path) -> None:
    """With its line, what the page does not lead to, and how to write it; nothing where it says one or is none."""
    text = (folder / "brief.qmd").read_text(encoding="utf-8")
    told = {}
    for address in ("https://example.org/may?of=b#c", "https://example.org/may/", AT, ""):
        line = f"address: {address}\n" if address else ""
        (folder / "brief.qmd").write_text(text.replace("title: A\n", f"title: A\n{line}"), encoding="utf-8")
        told[address] = [*map(str, without_place(read_project(folder)))]
    (line,) = told.pop("https://example.org/may?of=b#c")
    found, wanted = line.split("; ")
    assert found == (
        "brief.qmd:3:1: address: 'https://example.org/may?of=b#c' ends neither in / nor in .html, "
        "so the page leads to nothing that lies beside it"
    )
    assert wanted == (
        "for PDF, Español, write https://example.org/may/ or https://example.org/may/brief.html if it is there"
    )
    assert set(map(len, told.values())) == {0}


def test_an_address_of_a_page_alone_needs_no_place(tmp_path: Path) -> None:
    """There is nothing beside it; but for a picture for sharing."""
    (tmp_path / "_quarto.yml").write_text("format: html\n", encoding="utf-8")
    (tmp_path / "brief.qmd").write_text("---\naddress: https://example.org/may\n---\n", encoding="utf-8")
    assert not list(without_place(read_project(tmp_path)))
    (tmp_path / "_quarto.yml").write_text("format: html\ncompanions: [picture]\n", encoding="utf-8")
    (told,) = without_place(read_project(tmp_path))
    assert "; for picture, write https://example.org/may/ or" in str(told)


def test_the_build_tells_it(folder: Path) -> None:
    """As a warning, which may be made an error."""
    (folder / "brief.qmd").write_text("---\ntitle: A\naddress: https://example.org/may\n---\nB\n", encoding="utf-8")
    (warning,) = render(folder, ("html",), "embedded").warnings
    assert warning.what == "address"
    with pytest.raises(RenderingError, match=r"ends neither in / nor in \.html"):
        render(folder, ("html",), "embedded", strict=True)


def test_a_brief_without_a_print_links_to_none(folder: Path) -> None:
    """It lists the formats that it has."""
    (folder / "brief.qmd").write_text("---\nformat: html\n---\n", encoding="utf-8")
    assert [text for text, _, _ in ways(read_project(folder), AT)] == ["Español"]


@pytest.mark.parametrize("title", ['<header id="title-block-header" class="x"><h1>A</h1></header>', ""])
def test_links_stand_beneath_the_title(title: str) -> None:
    """Or at the start of the text, in a part of the page that says what it is for."""
    page = f'<body><main id="m">{title}<p>Text</p></main></body>'
    made = LexborHTMLParser(with_ways(page, [Way("Español", "https://x.org/a?b&c", "es")], "This <brief>"))
    nav = made.css_first("nav")
    assert nav is not None
    assert nav.attributes == {"class": "ways", "aria-label": "This <brief>"}
    (link,) = nav.css("a")
    assert link.attributes == {"href": "https://x.org/a?b&c", "lang": "es", "hreflang": "es"}
    assert [each.tag for each in made.css("main > *")] == [*(["header"] if title else []), "nav", "p"]
    assert with_ways(page, [], "This brief") == page
