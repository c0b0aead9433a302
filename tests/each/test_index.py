"""The page that leads to all editions: what it says, and how it is searched where it is read."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from area_briefs import area_brief, rewrite
from statbrief.each.index import index_page
from statbrief.each.settings import read_each
from statbrief.project.project import read_project
from statbrief.record.editions_list import Entry

TOWNS = ("Ávila", "Bilbao", "Cádiz", "Girona", "León", "Málaga", 'Palma & "Inca"', "Sevilla", "València", "Zamora")
SHOWN = "() => [...document.querySelectorAll('.areas li')].filter(each => each.getClientRects().length).length"


def entry(name: str, place: int, **others: Any) -> Entry:  # noqa: ANN401 -- what an entry has
    """An edition as it is listed."""
    edition = others.get("edition", "")
    stem = f"brief.{edition}" if edition else "brief"
    known: Entry = {
        "code": f"{place:02}",
        "name": name,
        "slug": f"town-{place}",
        "edition": edition,
        "lang": edition or "en",
        "title": f"Pupils in {name} rose",
        "is_kept": False,
        "files": {f"{stem}.html": "", f"{stem}.json": "", f"{stem}.pdf": "", f"{stem}.xlsx": ""},
    }
    return {**known, **others}  # type: ignore[typeddict-item]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brief with editions by area."""
    return area_brief(tmp_path / "brief")


def page_of(folder: Path, entries: list[Entry]) -> str:
    """The page that leads to these."""
    project = read_project(folder)
    return index_page(project, read_each(project), entries)


def test_each_edition_is_reached_by_its_name(folder: Path) -> None:
    """Its page first, then its print; data and record are no pages. Names are texts, whatever signs they have."""
    page = LexborHTMLParser(page_of(folder, [entry('Palma & "Inca"', 1), entry("Sevilla", 2, edition="es")]))
    links = [(each.text(), each.attributes["href"], each.attributes.get("hreflang")) for each in page.css("main a")]
    assert links == [
        ('Palma & "Inca"', "town-1/brief.html", None),
        ("PDF", "town-1/brief.pdf", None),
        ("Sevilla", "town-2/brief.es.html", "es"),
        ("PDF", "town-2/brief.es.pdf", "es"),
    ]
    assert [each.attributes["aria-label"] for each in page.css(".also a")] == ['Palma & "Inca", PDF', "Sevilla, PDF"]


def test_an_area_in_several_languages_is_listed_once(folder: Path) -> None:
    """In the language of the list first, whichever that is; the others by what these call themselves."""
    both = [entry("Sevilla", 1), entry("Sevilla", 1, edition="es", lang="es-US", title="Alumnos")]
    page = LexborHTMLParser(page_of(folder, both))
    [item] = page.css("li")
    assert " ".join(item.text().split()) == "Sevilla PDF, español, PDF"
    assert item.attributes["data-of"] == "Sevilla 01 town-1 Pupils in Sevilla rose Alumnos"
    links = [(each.attributes["href"], each.attributes.get("aria-label")) for each in page.css("main a")]
    assert links == [
        ("town-1/brief.html", None),
        ("town-1/brief.pdf", "Sevilla, PDF"),
        ("town-1/brief.es.html", "Sevilla, español"),
        ("town-1/brief.es.pdf", "Sevilla, español, PDF"),
    ]
    rewrite(folder / "_quarto.yml", "lang: en\n", "lang: es\n")
    [item] = LexborHTMLParser(page_of(folder, both)).css("li")
    assert " ".join(item.text().split()) == "Sevilla PDF, English, PDF"


def test_an_edition_that_was_built_before_says_so(folder: Path) -> None:
    """As its last build has failed."""
    page = LexborHTMLParser(page_of(folder, [entry("León", 1, is_kept=True), entry("Zamora", 2)]))
    assert [each.text().strip() for each in page.css("li")] == ["León PDF, as built before", "Zamora PDF"]


def test_the_page_has_the_looks_and_the_language_of_the_brief(folder: Path) -> None:
    """Its style sheet, its letters, its colour, its publisher; nothing is loaded from anywhere."""
    rewrite(folder / "_quarto.yml", "lang: en\n", 'lang: es\naccent: "#8a1c2b"\npublisher: Oficina <1>\n')
    rewrite(folder / "_quarto.yml", "  slug: slug\n", "  slug: slug\n  title: Las escuelas\n")
    text = page_of(folder, [entry(name, place) for place, name in enumerate(TOWNS)])
    page = LexborHTMLParser(text)
    assert page.css("html")[0].attributes["lang"] == "es"
    assert (page.css("h1")[0].text(), page.css("title")[0].text()) == ("Las escuelas", "Las escuelas")
    assert page.css("p.kind")[0].text() == "Oficina <1>"
    assert page.css("label")[0].text() == "Buscar una edición"
    assert "--accent: #8a1c2b;" in text
    assert "@font-face" in text
    assert not page.css("link, img, script[src]")


def test_few_editions_are_not_searched(folder: Path) -> None:
    """They are seen at one glance, and the page runs nothing."""
    assert not LexborHTMLParser(page_of(folder, [entry("León", 1)])).css("script, input")


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Page]:
    """The page of ten towns, in a window."""
    (folder / "_output").mkdir()
    path = folder / "_output/index.html"
    path.write_text(page_of(folder, [entry(name, place) for place, name in enumerate(TOWNS)]), encoding="utf-8")
    context = browser.new_context(viewport={"width": 800, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri())
    yield page
    context.close()


@pytest.mark.browser
def test_editions_are_found_by_what_they_are_called(opened: Page) -> None:
    """By any words of name, code or title, without accents too; how many is told to who cannot see."""
    assert opened.evaluate(SHOWN) == len(TOWNS)
    field = opened.get_by_role("searchbox", name="Find an edition")
    for typed, number in (("malaga", 1), ("in  VAL", 1), ("pupils", 10), ("05", 1), ("nowhere", 0), ('"inca"', 1)):
        field.fill(typed)
        assert (typed, opened.evaluate(SHOWN)) == (typed, number)
        assert opened.get_by_role("status").inner_text() == f"{number} of 10 shown"
    field.fill("")
    assert (opened.evaluate(SHOWN), opened.get_by_role("status").inner_text()) == (10, "")


@pytest.mark.thorough
@pytest.mark.browser
def test_axe_finds_nothing_in_the_list(opened: Page) -> None:
    """All rules of axe-core hold, and nothing scrolls sideways on a phone."""
    opened.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        opened.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = opened.evaluate("axe.run(document)")
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
        assert {"color-contrast", "label", "list"} <= {each["id"] for each in found["passes"]}
    opened.set_viewport_size({"width": 320, "height": 700})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320
