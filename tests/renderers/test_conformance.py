"""The embedded renderer against real Quarto renders: what a reader meets in the page, and in print."""

import functools
import json
import re
import shutil
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from conftest import ROOT
from quarto_cases.reading import reading
from seeds import repeats
from statbrief.pages.render import render
from statbrief.project.project import read_project
from statbrief.prose.document import read_prose

CASES = ROOT / "tests/quarto_cases/cases"
NAMES = sorted(path.name for path in CASES.iterdir())
PLAIN = ROOT / "src/statbrief/renderers/embedded/templates/typst-template.typ"  # the theme says more than the cases do
PROJECT = """
date-format: iso
format:
  html:
    theme: none
    minimal: true
    embed-resources: true
  typst:
    template-partials: [page.typ, typst-template.typ]
"""
STANDARDS = "    pdf-standard: [a-3a, ua-1]\n"
NO_STANDARDS = "    pdf-standard: []\n"
WITHOUT_ALTERNATIVE = {"figures"}  # one of its pictures has no fig-alt, which PDF/UA forbids

# What print adds: numbers of lists and notes, which HTML leaves to the browser, and pages in a table of contents.
ADDED = {"spans": ["1", "2", "a"], "footnotes": ["1", "2"], "contents": ["1", "1", "1"]}
# What a brief says for one format only.
FOR_PRINT = {
    "conditional": "Content for one format Only in print Hidden from the web Anywhere but the web An inline print word",
    "raw": "Raw blocks Only in print Inline raw and var x shown as code plain code with 70 000 rise 70_000 18_000",
}

ALONE = ("conditional", "contents", "raw", "spanish", "title-block")
"""What the two formats share least: other contents, a list of them, another language, a title."""


@pytest.fixture(scope="module")
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of a case, in a project with both formats."""
    folder = tmp_path_factory.mktemp("case") / str(request.param)
    shutil.copytree(CASES / str(request.param), folder)
    standards = NO_STANDARDS if request.param in WITHOUT_ALTERNATIVE else STANDARDS
    (folder / "page.typ").write_text("#set page(numbering: none)\n", encoding="utf-8")
    shutil.copy(PLAIN, folder)
    (folder / "_quarto.yml").write_text(PROJECT + standards, encoding="utf-8")
    return folder


@functools.cache
def rendered(folder: Path) -> tuple[str, bytes]:
    """The page and the PDF of a brief, which must come without a warning; rendered once for all that ask."""
    made = render(folder, renderer="embedded")
    assert list(made.warnings) == []
    output = folder / "_output"
    return (output / "brief.html").read_text(encoding="utf-8"), (output / "brief.pdf").read_bytes()


def words(text: str) -> list[str]:
    """The words and numbers of a text; a ticked box is an x, letters of formulas and ligatures are ordinary ones."""
    return re.findall(r"[^\W\d_]+|\d+", unicodedata.normalize("NFKC", text.replace("☒", " x ")))


def words_in_print(pdf: bytes) -> list[str]:
    """The words of a PDF in the order of its content, which is the order of reading."""
    return words(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


@pytest.mark.always(
    "citations", "contents", "grid-table", "layout", "raw", "spanish", "tables", "title-block", "variables"
)
@pytest.mark.parametrize("case", NAMES, indirect=True)
def test_a_page_says_what_quartos_page_says(case: Path) -> None:
    """A reader meets the same things in the same order in our page and in Quarto's."""
    page, _ = rendered(case)
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert reading(page) == expected


@pytest.mark.parametrize("case", [name for name in NAMES if name not in FOR_PRINT], indirect=True)
def test_print_says_what_the_page_says(case: Path) -> None:
    """HTML and PDF say the same words in the same order, but for the numbers that print spells out."""
    page, pdf = rendered(case)
    said = [word for kind, text in reading(page) if kind not in {"link", "img"} for word in words(text)]
    printed = words_in_print(pdf)
    if case.name == "contents":
        printed = [word for word in printed if word not in words("In this brief")]  # the reader skips its heading
    added = []
    for word in printed:
        if said and word == said[0]:
            said.pop(0)
        else:
            added.append(word)
    assert said == []
    assert sorted(added) == sorted(ADDED.get(case.name, []))


@pytest.mark.parametrize("case", FOR_PRINT, indirect=True)
def test_print_says_what_is_meant_for_print(case: Path) -> None:
    """Conditional content and raw blocks reach the format that they are meant for."""
    assert words_in_print(rendered(case)[1]) == words(FOR_PRINT[case.name])


@pytest.mark.parametrize("case", NAMES, indirect=True)
def test_a_page_loads_nothing(case: Path) -> None:
    """A page is one file: everything that a browser would fetch is in it."""
    page, _ = rendered(case)
    sources = re.findall(r"<(?:img|script|iframe|source)[^>]+src=[\"']?([^\"'\s>]+)|url\(([^)]+)\)", page)
    assert all("".join(source).startswith("data:") for source in sources)
    assert re.search(r"<link|@import", page) is None


@pytest.mark.parametrize("case", ["spanish"], indirect=True)
def test_a_page_names_its_language(case: Path) -> None:
    """A Spanish brief says so to browsers and to PDF readers."""
    page, pdf = rendered(case)
    assert '<html xmlns="http://www.w3.org/1999/xhtml" lang="es"' in page
    assert str(PdfReader(BytesIO(pdf)).root_object["/Lang"]) == "es"


@pytest.mark.parametrize("case", ["title-block"], indirect=True)
def test_a_page_has_one_main_and_one_title(case: Path) -> None:
    """Screen readers find one `main` and one `h1`, phones their viewport."""
    page, _ = rendered(case)
    assert (page.count("<main>"), page.count("<h1")) == (1, 1)
    assert '<meta name="viewport"' in page


@pytest.mark.parametrize("case", NAMES, indirect=True)
def test_tokens_keep_the_length_of_their_shortcodes(case: Path) -> None:
    """Each line that a renderer gets is as long as the line that was written, so tables keep their columns."""
    prose = read_prose(read_project(case))
    assert [len(line) for line in prose.text.split("\n")] == [len(line.text) for line in prose.lines]


@pytest.mark.always("conditional", "title-block")
@pytest.mark.parametrize("case", repeats({name: name for name in NAMES}, ALONE), indirect=True)
def test_a_format_alone_is_the_same_as_with_the_other(case: Path) -> None:
    """Whether one run of pandoc serves both formats or each has its own changes no byte."""
    both = rendered(case)
    output = case / "_output"
    shutil.rmtree(output)
    for alone in ("html", "pdf"):
        render(case, (alone,), "embedded")
    assert ((output / "brief.html").read_text(encoding="utf-8"), (output / "brief.pdf").read_bytes()) == both
