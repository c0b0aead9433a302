"""Sources that are named by themselves: with their day beneath charts and tables, and before a place in them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from small_briefs import brief, page, printed
from statbrief.errors import StatbriefError
from statbrief.figures.markdown import cited, credited, sources_named
from statbrief.pages.render import render

SOURCES = r"""
@online{day, author = {{Harbour Post}}, title = {Fish}, date = {2022-07-12}}
@online{month, author = {{Ministry of Fish}}, title = {Nets}, date = {2021-03}}
@report{year, author = {{Office of Nets}}, title = {Boats}, institution = {Office}, date = {2025}}
@misc{undated, author = {{Fishers' Union}}, title = {Hooks}}
@article{two, author = {Doe, Ann and Roe, Bob}, title = {Tides}, journaltitle = {Sea}, date = {2020-05-03}}
@article{three, author = {Poe, Ed and Loe, Bea and Moe, Cy}, title = {Winds}, journaltitle = {Sea}, date = {2019}}
@book{around, author = {Old, Al}, title = {Sails}, date = {1899~}}
@book{edited, editor = {Ship, Dan}, title = {Masts}, date = {1998}}
@misc{nameless, title = {{A notice on the quay}}, shorttitle = {{Notice}}, date = {2022-01-02}}
@online{first, author = {{Daily Net}}, title = {Aft}, date = {2023-02-01}}
@online{second, author = {{Daily Net}}, title = {Bow}, date = {2023-02-09}}
@report{third, author = {{Quay Board}}, title = {Crane}, institution = {Board}, date = {2024}}
@report{fourth, author = {{Quay Board}}, title = {Dock}, institution = {Board}, date = {2024}}
@online{fifth, author = {{Evening Net}}, title = {Cod}, date = {2023-04-05}}
@online{sixth, author = {{Evening Net}}, title = {Eel}, date = {2023-04-05}}
"""
ENGLISH = {
    "day": ("Harbour Post, July 12, 2022", "Harbour Post 2022"),
    "month": ("Ministry of Fish, March 2021", "Ministry of Fish 2021"),
    "year": ("Office of Nets, 2025", "Office of Nets 2025"),
    "undated": ("Fishers’ Union, n.d.", "Fishers’ Union, n.d."),
    "two": ("Doe and Roe, May 3, 2020", "Doe and Roe 2020"),
    "three": ("Poe et al., 2019", "Poe et al. 2019"),
    "around": ("Old, [1899?]", "Old [1899?]"),
    "edited": ("Ship, 1998", "Ship 1998"),
    "nameless": ("Notice, January 2, 2022", "Notice 2022"),
    "first": ("Daily Net, February 1, 2023", "Daily Net 2023a"),
    "second": ("Daily Net, February 9, 2023", "Daily Net 2023b"),
    "third": ("Quay Board, 2024a", "Quay Board 2024a"),
    "fourth": ("Quay Board, 2024b", "Quay Board 2024b"),
    "fifth": ("Evening Net, April 5, 2023a", "Evening Net 2023a"),
    "sixth": ("Evening Net, April 5, 2023b", "Evening Net 2023b"),
}
SPANISH = ENGLISH | {
    "day": ("Harbour Post, 12 de julio de 2022", "Harbour Post 2022"),
    "month": ("Ministry of Fish, marzo de 2021", "Ministry of Fish 2021"),
    "undated": ("Fishers’ Union, s/f", "Fishers’ Union, s/f"),
    "two": ("Doe y Roe, 3 de mayo de 2020", "Doe y Roe 2020"),
    "nameless": ("Notice, 2 de enero de 2022", "Notice 2022"),
    "first": ("Daily Net, 1 de febrero de 2023", "Daily Net 2023a"),
    "second": ("Daily Net, 9 de febrero de 2023", "Daily Net 2023b"),
    "fifth": ("Evening Net, 5 de abril de 2023a", "Evening Net 2023a"),
    "sixth": ("Evening Net, 5 de abril de 2023b", "Evening Net 2023b"),
}
REGIONS = {
    "en": ENGLISH,
    "en-GB": ENGLISH | {"day": ("Harbour Post, 12 July 2022", "Harbour Post 2022")},
    "es-MX": SPANISH,
    "es": SPANISH | {"undated": ("Fishers’ Union, s. f.", "Fishers’ Union, s. f.")},
}
OF_BOTH = """\
project: {pre-render: statbrief check, post-render: statbrief seal}
engine: markdown
filters: [statbrief]
citeproc: true
link-citations: true
format:
  html: {theme: none, minimal: true, section-divs: true, embed-resources: true}
  typst: {}
bibliography: sources.bib
"""
NUMBERED = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>By numbers</title><id>numbers</id><updated>2026-01-01T00:00:00Z</updated></info>
  <citation><layout prefix="[" suffix="]"><text variable="citation-number"/></layout></citation>
  <bibliography><layout><text variable="citation-number" suffix=" "/><text variable="title"/></layout></bibliography>
</style>
"""
NOTED = NUMBERED.replace('class="in-text"', 'class="note"').replace(
    '<layout prefix="[" suffix="]"><text variable="citation-number"/>', '<layout><text variable="title"/>'
)
QUARTO = pytest.mark.quarto
RENDERERS = ["embedded", pytest.param("quarto", marks=QUARTO)]
Written = Callable[..., Path]


@pytest.fixture
def written(root: Path, tmp_path: Path) -> Written:
    """A function that writes a brief which names sources as charts, tables and cells do."""

    def write(body: str, config: str = "") -> Path:
        made = brief(tmp_path / "made", f"{body}\n\n::: {{#refs}}\n:::", config=OF_BOTH + config)
        shutil.copytree(root / "_extensions", made / "_extensions")
        (made / "sources.bib").write_text(SOURCES, encoding="utf-8")
        for name, style in (("numbers.csl", NUMBERED), ("notes.csl", NOTED)):
            (made / name).write_text(style, encoding="utf-8")
        return made

    return write


def lines(folder: Path) -> dict[str, list[str]]:
    """What stands in the items of a page's lists, by what they begin with, in its parts."""
    items = LexborHTMLParser(page(folder)).css("main li")
    parts = (" ".join(each.text().split()).split(" | ") for each in items)
    return {name: rest for name, *rest in parts}


def naming(*keys: str) -> str:
    """A list that names each of the sources in both ways, and cites it as prose does."""
    return "\n".join(f"- {key} | {credited([key])} | {sources_named([key])}, page 3 | {cited([key])}" for key in keys)


@pytest.mark.always("en-embedded", "es-MX-embedded", "es-MX-quarto")
@pytest.mark.parametrize(
    ("lang", "renderer"), [*((each, "embedded") for each in REGIONS), pytest.param("es-MX", "quarto", marks=QUARTO)]
)
def test_sources_are_named_as_desks_name_them(written: Written, lang: str, renderer: str) -> None:
    """With the day where they have one, and without parentheses; prose cites them as ever."""
    expected = REGIONS[lang]
    keys = ENGLISH if lang != "en-GB" else ["day"]
    folder = written(naming(*keys), f"lang: {lang}\n")
    render(folder, ("html",), renderer)
    wanted = {key: [expected[key][0], f"{expected[key][1]}, page 3", f"({expected[key][1]})"] for key in keys}
    assert lines(folder) == wanted


@pytest.mark.parametrize("renderer", RENDERERS)
def test_a_source_that_is_only_named_is_listed(written: Written, renderer: str) -> None:
    """And its name leads to where it stands in the list, in print as well."""
    folder = written(f"Source: {credited(['day'])}.", "lang: en\n")
    render(folder, ("html", "pdf"), renderer)
    tree = LexborHTMLParser(page(folder))
    (link,) = tree.css("main p a[href='#ref-day']")
    assert link.text() == "Harbour Post, July 12, 2022"
    (entry,) = tree.css("#ref-day")
    assert "Harbour Post. 2022." in entry.text()
    (sheet,) = printed(folder).pages
    assert "Source: Harbour Post, July 12, 2022." in " ".join(sheet.extract_text().split())


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("style", ["numbers", "notes"])
def test_a_style_without_years_cites_as_it_does(written: Written, style: str, renderer: str) -> None:
    """A number or a note stands where the source is named, as elsewhere."""
    folder = written(naming("day", "month"), f"lang: en\ncsl: {style}.csl\n")
    render(folder, ("html",), renderer)
    if style == "numbers":
        assert lines(folder) == {"day": ["[1]", "[1], page 3", "[1]"], "month": ["[2]", "[2], page 3", "[2]"]}
    else:
        first, *_ = LexborHTMLParser(page(folder)).css("main li")
        assert "2022" not in first.text()
        assert first.css("[role=doc-noteref]")


def test_a_source_that_no_bibliography_has_is_still_a_fault(written: Written) -> None:
    """Whether it is named or cited."""
    folder = written(naming("dya"), "lang: en\n")
    with pytest.raises(StatbriefError, match=r"@dya is not in sources\.bib"):
        render(folder, ("html",), "embedded")


def test_two_of_one_day_have_the_letters_of_the_list(written: Written) -> None:
    """So that a reader finds the one that is meant."""
    folder = written(naming("fifth", "sixth"), "lang: en\n")
    render(folder, ("html",), "embedded")
    entries = {each.id: each.text() for each in LexborHTMLParser(page(folder)).css("#refs > div")}
    assert "2023a. “Cod" in entries["ref-fifth"]
    assert "2023b. “Eel" in entries["ref-sixth"]
