"""What is in another language than the brief says so, on the page and in print, to be read aloud as what it is."""

import re
import shutil
import subprocess
from pathlib import Path

import pypandoc
import pytest
from selectolax.lexbor import LexborHTMLParser

from printed_words import text
from small_briefs import brief, page
from statbrief.pages.render import render

SOURCES = r"""
@article{rain, author = {Doe, Jane and Roe, Richard}, title = {The rain of {Spain}: a \emph{very} long history},
  journaltitle = {Journal of {Rain}}, volume = {3}, number = {2}, pages = {10--20}, date = {2001-03/2001-04},
  doi = {10.1000/182}, langid = {english}}
@incollection{snow, author = {{Office of Snow}}, title = {Snow, and what it does}, booktitle = {Weather of the World},
  editor = {Poe, Ann}, translator = {Loe, Bea}, publisher = {Press of Example}, location = {London}, date = {1999},
  langid = {british}, note = {Second printing}}
@book{nieve, author = {Pérez, Ana}, title = {La nieve y otras cosas}, date = {2003-05-06}, publisher = {Casa},
  langid = {spanish}, url = {https://example.org/nieve?a=1&b=2}, urldate = {2004-01-02}}
@online{neige, author = {Petit, Luc}, title = {Neige d'été}, date = {2010}, url = {https://example.org/neige},
  langid = {french}}
@misc{vent, title = {Viento}, date = {2011}}
"""
CITING = "Así @rain [p. 12] y [véase @snow; @nieve, cap. 3; @neige] y @vent.\n\n::: {#refs}\n:::\n"
OF_BOTH = """\
project: {pre-render: statbrief check, post-render: statbrief seal}
engine: markdown
filters: [statbrief]
format: {html: {theme: none, minimal: true, section-divs: true, embed-resources: true}}
"""
CONFIG = "lang: es-MX\nbibliography: sources.bib\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brief in Spanish that cites sources in three languages."""
    made = brief(tmp_path, CITING, config=CONFIG)
    (made / "sources.bib").write_text(SOURCES, encoding="utf-8")
    return made


def rendered(folder: Path) -> str:
    """The page of a brief, as it is now."""
    render(folder, ("html",), "embedded")
    return page(folder)


def marked(html: str) -> dict[str, str]:
    """The texts that are marked as of a language, and the language, on a page."""
    spans = LexborHTMLParser(html).css("main [lang]")
    return {" ".join(each.text().split()): str(each.attributes["lang"]) for each in spans}


@pytest.mark.parametrize("renderer", ["embedded", pytest.param("quarto", marks=pytest.mark.quarto)])
def test_titles_of_sources_say_their_language(root: Path, folder: Path, renderer: str) -> None:
    """Where it is another than the brief's: of what they stand in, too, and whatever markup they have."""
    shutil.copytree(root / "_extensions", folder / "_extensions")
    (folder / "_quarto.yml").write_text(f"{CONFIG}{OF_BOTH}", encoding="utf-8")
    render(folder, ("html",), renderer)
    assert marked(page(folder)) == {
        "The Rain of Spain: A Very Long History": "en",
        "Journal of Rain": "en",
        "Snow, and What It Does": "en",
        "Weather of the World": "en",
        "Neige d’été": "fr",
    }


def test_nothing_else_of_a_source_changes(folder: Path) -> None:
    """All words of the page are those that pandoc makes of the same sources by itself."""
    (folder / "plain.md").write_text(f"---\n{CONFIG}---\n\n{CITING}", encoding="utf-8")
    command = [pypandoc.get_pandoc_path(), "plain.md", "--citeproc", "--to=html", "--wrap=none"]
    plain = subprocess.run(command, cwd=folder, capture_output=True, check=True, encoding="utf-8").stdout
    (body,) = LexborHTMLParser(rendered(folder)).css("main")
    for title in body.css("header"):
        title.decompose()
    (expected,) = LexborHTMLParser(plain).css("body")
    assert body.text().split() == expected.text().split()


def test_a_brief_in_the_language_of_its_sources_marks_none(folder: Path) -> None:
    """British English is English."""
    (folder / "_quarto.yml").write_text(CONFIG.replace("es-MX", "en-US"), encoding="utf-8")
    assert set(marked(rendered(folder)).values()) == {"es", "fr"}


def test_print_says_the_language_of_what_is_marked(folder: Path) -> None:
    """Of titles, and of what the prose marks itself, with its region where that is given."""
    text = (folder / "brief.qmd").read_text(encoding="utf-8")
    (folder / "brief.qmd").write_text(f"{text}\n[Good day]{{lang=en-GB}} y [bon soir]{{lang=fr}}.\n", encoding="utf-8")
    (folder / "_quarto.yml").write_text(
        f"{CONFIG}format: {{html: default, typst: {{keep-typ: true}}}}\n", encoding="utf-8"
    )
    render(folder, ("html", "pdf"), "embedded")
    source = (folder / "_output/brief.typ").read_text(encoding="utf-8")
    found = re.findall(r'#text\(lang: "(\w+)" *, region: ("\w+"|none)\)\[', source)
    assert found.count(("en", "none")) == 4
    assert found.count(("en", '"GB"')) == 1
    assert found.count(("fr", "none")) == 2
    assert "typst:" not in (folder / "_output/brief.html").read_text(encoding="utf-8")


def test_print_alone_quotes_as_the_page_does(folder: Path) -> None:
    """In the way of the language's region: Mexico's, which is not Spain's, also where no page is made beside it."""
    (folder / "sources.bib").write_text(
        "@article{a, author = {Poe, Ann}, title = {Rain}, journaltitle = {Sky}, date = {1999}}\n", encoding="utf-8"
    )
    (folder / "brief.qmd").write_text("---\ntitle: A\n---\nAsí @a.\n\n::: {#refs}\n:::\n", encoding="utf-8")
    for formats in (("pdf",), ("html", "pdf")):
        render(folder, formats, "embedded")
        assert "“Rain”" in text(folder)
