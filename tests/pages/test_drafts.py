"""A brief with open questions is built as a draft, which says so everywhere, and goes out nowhere."""

import json
import shutil
from pathlib import Path

import pytest

from command_line import done, run
from open_briefs import answered, open_brief
from small_briefs import page, printed

CONFIG = """lang: en
citeproc: true
filters: [statbrief, {path: theme/brief.lua, at: post-quarto}]
format:
  html: {theme: none, minimal: true, embed-resources: true, template-partials: [theme/title-block.html]}
  typst:
    pdf-standard: [a-3a, ua-1]
    template-partials: [theme/typst-template.typ, theme/typst-show.typ]
"""
FIRST = "open: data/datapackage.json:4: source of visits: not said yet; write a key of data/sources.bib"
REFUSED = "brief.qmd: draft: is a draft, with 7 open questions in the data; answer them, or leave --strict out"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft, built by the embedded renderer."""
    folder = open_brief(tmp_path / "draft")
    done("build", folder, "--renderer", "embedded")
    return folder


def test_the_build_goes_on_and_lists_them(tmp_path: Path) -> None:
    """After all else that it says, one a line, and then what follows."""
    folder = open_brief(tmp_path)
    for command in (("check", folder), ("build", folder, "--renderer", "embedded")):
        lines = run(*command).stdout.splitlines()
        assert [line for line in lines if line.startswith("open: ")] == lines[-8:-1]
        assert lines[-8] == FIRST
        assert lines[-1] == "draft: 7 open questions; --strict, release and verify refuse it until they are answered"


@pytest.mark.thorough
def test_the_pages_say_that_they_are_a_draft(draft: Path) -> None:
    """At the head of both, for everybody, and at the foot of each printed page."""
    assert '<p class="draft">Draft</p>' in page(draft)
    assert '@top-right { content: "Draft";' in page(draft)  # on each page that a browser prints
    texts = [each.extract_text() for each in printed(draft).pages]
    assert texts[0].startswith("DRAFT")
    assert all(text.count("DRAFT") == 1 + (place == 0) for place, text in enumerate(texts))


@pytest.mark.thorough
def test_they_say_it_in_the_language_of_the_brief(tmp_path: Path) -> None:
    """Borrador, in Spanish, and who the source is."""
    folder = open_brief(tmp_path, config="lang: es\n")
    done("build", folder, "--renderer", "embedded")
    assert '<p class="draft">Borrador</p>' in page(folder)
    assert "una fuente aún sin nombrar" in page(folder)


@pytest.mark.quarto
def test_quarto_makes_a_draft_that_says_so(root: Path, tmp_path: Path) -> None:
    """As the embedded renderer does, by the extension and the theme."""
    folder = open_brief(tmp_path / "draft", config=CONFIG)
    shutil.copytree(root / "_extensions", folder / "_extensions")
    shutil.copytree(root / "theme", folder / "theme")
    done("build", folder, "--renderer", "quarto")
    assert '<p class="draft">Draft</p>' in page(folder)
    assert all("DRAFT" in each.extract_text() for each in printed(folder).pages)


def test_a_source_that_nobody_said_is_named_as_such(draft: Path) -> None:
    """In the table of figures of both formats."""
    assert "a source not yet named, page 3" in page(draft)
    text = " ".join(" ".join(each.extract_text() for each in printed(draft).pages).split())
    assert "a source not yet named" in text


def test_the_record_has_the_questions(draft: Path) -> None:
    """With file, line, what is open, and what to write."""
    record = json.loads((draft / "_output/brief.json").read_text(encoding="utf-8"))
    assert record["open"][0] == {
        "file": "data/datapackage.json",
        "line": 4,
        "what": "source of visits",
        "found": "not said yet",
        "wanted": "write a key of data/sources.bib",
    }
    assert len(record["open"]) == 7


def test_a_draft_is_consistent_and_yet_refused_by_verify(draft: Path) -> None:
    """That it is a draft is the one thing that is wrong with it, in each of its files."""
    files = [draft / "_output" / f"brief.{each}" for each in ("html", "pdf", "json")]
    result = run("verify", "-q", *files)
    found = "draft: it has open questions: data/datapackage.json:4: source of visits: not said yet, and 6 more"
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{each.name}: {found}; answer them in the data, and build it again" for each in files
    ]


@pytest.mark.parametrize("command", ["check", "build", "render"])
def test_strict_refuses_a_draft(tmp_path: Path, command: str) -> None:
    """With all that is open, and makes no pages."""
    folder = open_brief(tmp_path)
    result = run(command, folder, "--strict")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[:2] == [REFUSED, FIRST]
    assert not (folder / "_output").exists()


def test_a_release_refuses_a_draft(draft: Path) -> None:
    """And keeps nothing."""
    result = run("release", draft)
    said = "_output/brief.json: release: is a draft: 7 open questions; answer them, and build it again"
    assert (result.exit_code, result.stderr.splitlines()[:2]) == (1, [said, FIRST])
    assert not (draft / "published").exists()


def test_machines_are_told_of_them_as_well(tmp_path: Path) -> None:
    """As notices at their lines, and in JSON beside what is wrong."""
    folder = open_brief(tmp_path)
    assert run("check", folder, "--format", "github").stdout.splitlines()[0].startswith("::notice file=")
    told = json.loads(run("check", folder, "--format", "json").stdout)
    assert (told["holds"], told["errors"], len(told["open"])) == (True, [], 7)


@pytest.mark.thorough
def test_once_all_is_answered_it_is_no_draft(draft: Path) -> None:
    """The pages, the record and the commands have forgotten it; verify holds."""
    open_brief(draft, **answered())
    result = done("build", draft, "--renderer", "embedded", "--strict")
    assert "draft" not in result.stdout
    assert "draft" not in page(draft).lower()
    assert "open" not in json.loads((draft / "_output/brief.json").read_text(encoding="utf-8"))
    done("verify", "-q", draft / "_output/brief.html")
