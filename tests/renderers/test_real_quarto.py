"""A real Quarto and the embedded renderer, side by side: the same pages, the same faults, the same proof.

These tests say more than any stand-in can; they are skipped, with the reason, where no Quarto of the right age is on
the PATH. What was seen with which version is told in CONTRIBUTING.md.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from both_renderers import SINGLE, both
from conftest import ROOT
from pages import copy_brief
from quarto_cases.reading import reading
from quarto_runs import companions, files, path_with
from small_briefs import brief
from statbrief.copies.read import read_copy
from statbrief.diff.difference import difference, record_of
from statbrief.pages.render import render
from statbrief.verify.verify import verify

pytestmark = pytest.mark.quarto

CASES = ROOT / "tests/quarto_cases/cases"
STEMS = ("brief", "brief.es")
FILES = sorted(f"{stem}.{ending}" for stem in STEMS for ending in ("html", "json", "pdf"))
COMPANIONS = [name for stem in STEMS for name in companions(stem)]


def quarto(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A plain `quarto`, with `statbrief` on its PATH as the README says."""
    given = {**os.environ, "PATH": path_with(os.environ["PATH"]), **environment}
    return subprocess.run(["quarto", *arguments], cwd=folder, env=given, capture_output=True, text=True, check=False)


def statbrief(folder: Path, *arguments: str) -> str:
    """What a command of ours says; it must not fail."""
    command = [sys.executable, "-m", "statbrief", *arguments, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def record(folder: Path, stem: str) -> dict[str, Any]:
    """The record of a build."""
    found: dict[str, Any] = json.loads((folder / f"_output/{stem}.json").read_bytes())
    return found


@pytest.fixture(scope="module")
def rendered(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief in a clean checkout, in a folder with a space and an accent, after a plain `quarto render`."""
    folder = copy_brief(root, tmp_path_factory.mktemp("a día") / "the brief", "es")
    shutil.copy(root / ".gitignore", folder)
    done = quarto(folder, "render")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both editions, built by each renderer."""
    folders = {}
    for renderer in ("quarto", "embedded"):
        folders[renderer] = copy_brief(root, tmp_path_factory.mktemp(renderer) / "brief", "es")
        for edition in ([], ["--edition", "es"]):
            statbrief(folders[renderer], "build", *edition, "--renderer", renderer, "--strict")
    return folders


# -- a plain quarto render ---------------------------------------------------------------------------------------


def test_a_clean_checkout_renders(rendered: Path) -> None:
    """Both editions in both formats, sealed, with their companions and nothing else beside them."""
    assert sorted(files(rendered)) == sorted([*FILES, *COMPANIONS])
    for name in FILES:
        assert verify(read_copy(rendered / "_output" / name)).holds


def test_again_it_gives_the_same_bytes(rendered: Path) -> None:
    """An hour, a time zone and a language later as well; and where somebody has removed a copy of the typeface."""
    before = files(rendered)
    (rendered / "_generated/fonts/FiraSans-Regular.ttf").unlink()
    assert quarto(rendered, "render", TZ="Asia/Tokyo", LANG="de_DE.UTF-8").returncode == 0
    assert files(rendered) == before


def test_it_gives_what_make_gives(rendered: Path, built: dict[str, Path]) -> None:
    """Whoever calls Quarto, the pages are the same."""
    assert files(rendered) == files(built["quarto"])


def test_it_leaves_the_checkout_as_it_was(rendered: Path, root: Path) -> None:
    """Nothing is written beside the sources but what is ignored."""
    ignored = {"_generated", "_output", "_variables.yml", ".quarto"}
    there = {path.name for path in rendered.iterdir()} - ignored
    assert there == {
        ".gitignore",
        "_extensions",
        "_quarto.yml",
        "analysis",
        "brief.es.qmd",
        "brief.qmd",
        "data",
        "theme",
    }
    assert (rendered / ".gitignore").read_bytes() == (root / ".gitignore").read_bytes()


def test_one_edition_can_be_rendered_alone(rendered: Path, tmp_path: Path) -> None:
    """`quarto render brief.es.qmd` writes Spanish numbers, and leaves the other pages alone."""
    folder = Path(shutil.copytree(rendered, tmp_path / "brief"))
    before = files(folder)
    assert quarto(folder, "render", "brief.es.qmd").returncode == 0
    assert files(folder) == before


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ("\n{{< var nope.value >}}\n", "var: no variable is called nope.value"),
        ("\nAbout 12 of them.\n", 'number: "12" is typed by hand'),
        ("\nAs @fig-nope shows.\n", "reference: @fig-nope refers to nothing"),
    ],
    ids=["variable", "number", "reference"],
)
def test_faulty_prose_makes_nothing(rendered: Path, tmp_path: Path, spoilt: str, said: str) -> None:
    """Quarto stops before it renders, and the last good pages stay."""
    folder = Path(shutil.copytree(rendered, tmp_path / "brief"))
    before = files(folder)
    with (folder / "brief.qmd").open("a", encoding="utf-8") as prose:
        prose.write(spoilt)
    done = quarto(folder, "render")
    assert done.returncode == 1
    assert said in done.stdout + done.stderr
    assert files(folder) == before


def test_a_preview_follows_prose_and_data(rendered: Path, tmp_path: Path) -> None:
    """What is saved while `quarto preview` runs is checked, rendered and sealed when the page is asked for again."""
    folder = Path(shutil.copytree(rendered, tmp_path / "brief"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PATH": path_with(os.environ["PATH"])}
    command = ["quarto", "preview", "--no-browser", "--port", str(port)]
    with (tmp_path / "said").open("wb") as said:
        preview = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=said, stderr=said, start_new_session=True
        )
        try:
            shown_when(preview, port, "statbrief-record")
            (folder / "brief.qmd").write_text(
                (folder / "brief.qmd").read_text(encoding="utf-8").replace("high on their list", "first on their list"),
                encoding="utf-8",
            )
            shown_when(preview, port, "first on their list")
            assert verify(read_copy(folder / "_output/brief.html")).holds
            figures = folder / "data/reported.csv"
            figures.write_text(figures.read_text(encoding="utf-8").replace(",300000,", ",320000,"), encoding="utf-8")
            shown_when(preview, port, ">320,000</a>")
            assert verify(read_copy(folder / "_output/brief.html")).holds
        finally:
            os.killpg(preview.pid, signal.SIGTERM)
            preview.wait()


def shown_when(preview: subprocess.Popen[bytes], port: int, text: str) -> None:
    """Ask the preview for the page, as a browser does, until it has the text; fails when the preview ends."""
    while preview.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/brief.html") as answer:
            if text in answer.read().decode():
                return
        time.sleep(0.2)
    pytest.fail(f"the preview ended before the page had {text!r}")


def test_an_editor_may_start_it_with_another_path(rendered: Path, tmp_path: Path) -> None:
    """Started with a PATH of its own, `statbrief build` finds its own program for the project's steps."""
    folder = Path(shutil.copytree(rendered, tmp_path / "brief"))
    before = files(folder)
    program = Path(shutil.which("quarto") or "")
    environment = {"PATH": os.pathsep.join([str(program.parent), "/usr/bin", "/bin"]), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "statbrief", "build", "--renderer", "quarto"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert files(folder) == before


# -- both renderers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_nothing_tells_them_apart_but_their_names(built: dict[str, Path], stem: str, ending: str) -> None:
    """`diff` finds no figure, check, chart or sentence that is another one."""
    copies = [record_of(read_copy(folder / f"_output/{stem}.{ending}")) for folder in built.values()]
    assert not difference(*copies)


@pytest.mark.parametrize("stem", STEMS)
def test_both_say_the_same_words_in_the_same_order(built: dict[str, Path], stem: str) -> None:
    """On screen and in print, on two pages."""
    pages = [record(folder, stem)["pages"] for folder in built.values()]
    assert pages[0]["html"]["text"] == pages[1]["html"]["text"]
    printed = [[text for text in page["pdf"]["text"] if not text.startswith("[note] ")] for page in pages]
    assert printed[0] == printed[1]
    assert [len(PdfReader(folder / f"_output/{stem}.pdf").pages) for folder in built.values()] == [2, 2]


@pytest.mark.parametrize("stem", STEMS)
def test_both_have_the_same_ways_around(built: dict[str, Path], stem: str) -> None:
    """The same landmarks in the same order, and the same identifiers to link to."""
    outlines, names = [], []
    for folder in built.values():
        page = LexborHTMLParser((folder / f"_output/{stem}.html").read_text(encoding="utf-8"))
        marks = page.css("main, header, footer, nav, h1, h2, a.skip-link, .kind")
        outlines.append([(node.tag, " ".join(node.text().split())) for node in marks])
        found = [node.attributes["id"] or "" for node in page.css("[id]")]
        names.append({name for name in found if "-caption-" not in name})  # what Quarto describes pictures by
    assert outlines[0] == outlines[1]
    assert names[0] == names[1]


def test_what_is_a_picture_is_looked_up_alike(built: dict[str, Path]) -> None:
    """Charts and tables are numbered, and a reference leads to each."""
    for folder in built.values():
        page = LexborHTMLParser((folder / "_output/brief.html").read_text(encoding="utf-8"))
        heads = [" ".join(node.text().split()) for node in page.css("figcaption, caption")]
        assert [head.split(".")[0] for head in heads] == ["Chart 1", "Chart 2", "Chart 3", "Table 1", "Table 2"]
        assert len(page.css('a[href="#fig-may-arrests"]')) == 1


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_what_the_embedded_renderer_promises_is_what_quarto_does(tmp_path: Path, name: str) -> None:
    """Each document of the corpus reads as it was noted down, when a real Quarto renders it through us."""
    folder = Path(shutil.copytree(CASES / name, tmp_path / name))
    (folder / "_quarto.yml").write_text(SINGLE, encoding="utf-8")
    render(folder, ("html",), "quarto")
    page = (folder / "_output/brief.html").read_text(encoding="utf-8")
    assert reading(page) == json.loads((folder / "expected.json").read_text(encoding="utf-8"))


# -- settings, quotation marks, headings -------------------------------------------------------------------------


SETTINGS = (
    "project: {render: [brief.qmd]}\nlang: en\nfilters: [statbrief]\ncrossref: {fig-title: Chart, title-delim: '.'}\n"
    "css: a.css\ntoc: false\nbibliography: none.bib\nciteproc: true\n"
    "format:\n  html: {theme: none, minimal: true, embed-resources: true, toc: true, section-divs: true}\n"
    "  typst: default\n"
)
OWN = "title: El “uno” y l’autre\nlang: es\ncrossref: {fig-prefix: gráfica}\ncss: b.css\nbibliography: sources.bib\n"
BODY = (
    '## In {{< var a >}}\n\nDijo “hola” y "adiós", d’une vez [@bureau2024]; ver @fig-x.\n\n'
    "## In {{< var b >}}\n\n## In\n\n## {{< var a >}}\n\n![Cosecha](chart.svg){#fig-x fig-alt=x}\n"
)


@pytest.fixture
def odd(root: Path, tmp_path: Path) -> Path:
    """A brief whose settings meet, with marks and headings that are easily lost."""
    folder = brief(tmp_path / "odd", BODY, config=SETTINGS, front=OWN)
    shutil.copytree(root / "_extensions", folder / "_extensions")
    (folder / "_variables.yml").write_text("a: May\nb: June\n", encoding="utf-8")
    for name in ("a", "b"):
        (folder / f"{name}.css").write_text(f".{name} {{ color: red; }}\n", encoding="utf-8")
    return folder


def test_settings_meet_in_the_same_way(odd: Path) -> None:
    """A document's own maps and lists take the place of the project's, style sheets are joined."""
    for page in (pages["html"].decode() for pages in both(odd, "html")):
        said = " ".join(re.sub(r"<[^>]+>", " ", page.split("<body", 1)[1]).split())
        assert "Figura 1: Cosecha" in said.replace("\u00a0", " ")
        assert "ver gráfica 1" in said.replace("\u00a0", " ")
        assert "Bureau" in said
        assert (".a {" in page, ".b {" in page) == (True, True)
        assert 'id="TOC"' in page


def test_headings_have_the_same_identifiers(odd: Path) -> None:
    """What stands for a shortcode leaves no trace, and no two are the same."""
    for page in (pages["html"].decode() for pages in both(odd, "html")):
        assert re.findall(r'<section id="([^"]+)"', page)[:4] == ["in", "in-1", "in-2", "section"]


def test_marks_are_printed_as_they_are_written(odd: Path) -> None:
    """Typst would choose quotation marks by language, and leave a straight apostrophe in the title."""
    for pages in both(odd, "pdf"):
        (odd / "_output/brief.pdf").write_bytes(pages["pdf"])
        printed = PdfReader(odd / "_output/brief.pdf")
        assert "Dijo “hola” y “adiós”, d’une vez" in " ".join(printed.pages[0].extract_text().split())
        assert str(printed.metadata and printed.metadata.title) == "El “uno” y l’autre"


def test_callouts_say_what_they_are(odd: Path) -> None:
    """A kind, a role and a title in the brief's language, also where the brief gives none."""
    (odd / "brief.qmd").write_text(f"---\n{OWN}---\n::: {{.callout-warning}}\nOjo.\n:::\n", encoding="utf-8")
    for page in (pages["html"].decode() for pages in both(odd, "html")):
        (callout,) = LexborHTMLParser(page).css(".callout")
        assert {"callout-warning", "callout-style-default"} <= set((callout.attributes["class"] or "").split())
        assert callout.attributes["role"] == "note"
        assert callout.text().split() == ["Advertencia", "Ojo."]


def test_a_page_of_python_says_what_it_needs(tmp_path: Path) -> None:
    """A cell that nobody can run is a line, not a traceback."""
    folder = brief(tmp_path / "cells", "```{python}\n1 + 1\n```\n", config=SINGLE)
    done = subprocess.run(
        [sys.executable, "-m", "statbrief", "render", str(folder), "--renderer", "quarto"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode == 0:
        pytest.skip("Jupyter is there, and ran it")
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_the_brief_s_date_may_come_from_its_data(root: Path, tmp_path: Path) -> None:
    """Quarto alone would print an invalid date; both formats show the day, and files and record have it."""
    folder = copy_brief(root, tmp_path / "brief", "es")
    reported = folder / "data/reported.csv"
    reported.write_text(reported.read_text(encoding="utf-8").replace(",2022-07,", ",2022-06,"), encoding="utf-8")
    for stem in STEMS:
        path = folder / f"{stem}.qmd"
        said = 'date: "{{< var visas.period >}}"'
        path.write_text(path.read_text(encoding="utf-8").replace("date: 2022-07-12", said), encoding="utf-8")
    done = quarto(folder, "render")
    assert done.returncode == 0, done.stderr
    for stem, text in zip(STEMS, ("June 22, 2022", "22 de junio de 2022"), strict=True):
        page = (folder / f"_output/{stem}.html").read_text(encoding="utf-8")
        assert f'<p class="date">{text}</p>' in page
        assert '<meta name="dcterms.date" content="2022-06-22">' in page
        print_ = PdfReader(folder / f"_output/{stem}.pdf")
        assert text in print_.pages[0].extract_text()
        assert print_.metadata is not None
        assert str(print_.metadata.get("/CreationDate")).startswith("D:20220622")
        assert record(folder, stem)["date"] == "2022-06-22"


@pytest.mark.parametrize(
    ("date", "day"), [("November 2018", "20181101"), ("2018-Q4", "20181001"), ("To come", "19700101")]
)
def test_print_of_a_month_or_quarter_is_of_its_first_day(tmp_path: Path, date: str, day: str) -> None:
    """By both renderers, so that their files do not say that they are older than what they tell of."""
    folder = brief(tmp_path / "dated", "Text.\n", config=SINGLE, front=f'title: A\ndate: "{date}"')
    for made in both(folder, "pdf"):
        (folder / "print.pdf").write_bytes(made["pdf"])
        told = PdfReader(folder / "print.pdf").metadata
        assert str(told and told.get("/CreationDate")).startswith(f"D:{day}")
