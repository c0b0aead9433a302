"""What the steps of a preview make of a brief: what a build makes, but for the record inside."""

import re
from io import BytesIO
from pathlib import Path
from typing import NoReturn

import pytest
from pypdf import PdfReader

from open_briefs import open_brief
from previewed import laid
from small_briefs import brief
from statbrief.errors import Place, ProseError
from statbrief.preview import made as module
from statbrief.preview.folder import lay
from statbrief.preview.made import (
    Job,
    Made,
    analysed,
    as_in_brief,
    done,
    is_analysed,
    printed,
    still_analysed,
    web_page,
)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A brief of prose alone, laid for a preview."""
    return laid(brief(tmp_path / "brief", "\nPears."))


def test_prose_alone_has_pages_and_no_analysis(job: Job) -> None:
    """Each is made by itself, and nothing is published."""
    assert is_analysed(job)
    assert done(still_analysed, job) == Made()
    page, print_ = done(web_page, job), done(printed, job)
    assert b"<p>Pears.</p>" in page.content
    assert "Pears." in PdfReader(BytesIO(print_.content)).pages[0].extract_text()
    assert not (job.folder / "_output").exists()
    assert not (job.folder.parent.parent.parent / "_output").exists()


def test_a_brief_with_data_has_its_numbers_and_its_open_questions(tmp_path: Path) -> None:
    """The page is finished: numbers say where they come from, and the data can be taken from it; it is a draft."""
    job = laid(open_brief(tmp_path / "brief"))
    assert not is_analysed(job)
    found = done(analysed, job)
    assert not found.faults
    assert len(found.questions) == 7
    assert is_analysed(job)
    page = done(web_page, job)
    assert not page.faults
    text = page.content.decode()
    assert "data-origin=" in text
    assert 'download="visits.csv"' in text
    assert "Draft" in text
    assert re.search(r"<script[^>]*application/json[^>]*></script>", text)


def test_a_build_finds_nothing_of_a_preview(tmp_path: Path) -> None:
    """Nothing that it might take for made stands where it looks: all is in the preview's own folder."""
    folder = open_brief(tmp_path / "brief")
    before = {path.name for path in folder.iterdir()}
    job = laid(folder)
    done(analysed, job)
    assert {path.name for path in folder.iterdir()} == {*before, "_generated"}
    assert [path.name for path in (folder / "_generated").iterdir()] == ["preview"]
    assert (job.folder / "_variables.yml").is_file()


def test_what_is_wrong_with_the_prose_is_told_at_its_line(tmp_path: Path) -> None:
    """And no page is made of it."""
    found = done(web_page, laid(brief(tmp_path / "brief", "\n{{< var rain.value >}}")))
    assert not found.content
    assert [str(each) for each in found.faults] == [
        "brief.qmd:5:1: var: no variable is called rain.value; _variables.yml is missing or empty"
    ]


def test_what_was_saved_meanwhile_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is of two saves then, and says so."""
    job = laid(open_brief(tmp_path / "brief"))
    done(analysed, job)
    real = module._rendered  # noqa: SLF001

    def saved_meanwhile(*arguments: object) -> object:
        prose = job.folder / "brief.qmd"
        prose.write_text(prose.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
        return real(*arguments)  # type: ignore[arg-type]

    assert not done(web_page, job).is_overtaken
    monkeypatch.setattr(module, "_rendered", saved_meanwhile)
    assert done(web_page, job).is_overtaken


@pytest.mark.parametrize(("name", "step"), [("html", printed), ("typst", web_page)])
def test_a_format_that_a_brief_does_not_list_is_not_made(tmp_path: Path, name: str, step: object) -> None:
    """Neither is it a fault."""
    folder = brief(tmp_path / "brief", "\nPears.", config=f"format: {name}\n")
    assert callable(step)
    assert done(step, laid(folder)) == Made()


def test_data_that_are_made_anew_are_told_of(tmp_path: Path) -> None:
    """The brief's own file is not what is shown: who has edited it by hand would look for it in vain."""
    folder = open_brief(tmp_path / "brief")
    job = laid(folder)
    done(analysed, job)
    (folder / "analysis/prepare.py").write_text("", encoding="utf-8")
    lay(folder, job.folder, {})
    (job.folder / "data/visits.csv").write_text("year,count\n2024,1\n", encoding="utf-8")
    assert [str(each) for each in still_analysed(job).warnings] == [
        "data/visits.csv: file: is not what analysis/prepare.py makes, which is shown; run `statbrief prepare`, or make"
    ]


def test_files_that_were_generated_are_told_of_where_they_are() -> None:
    """In the preview's folder, not in the brief's."""
    fault = Place("_generated/a.md", 1).fault("PDF", "Typst says no", "its source is _generated/brief.typ")
    told = as_in_brief(Made(faults=(fault,)), "_generated/preview/brief").faults[0]
    assert str(told) == (
        "_generated/preview/brief/_generated/a.md:1: PDF: Typst says no;"
        " its source is _generated/preview/brief/_generated/brief.typ"
    )


def fail(problem: Exception) -> NoReturn:
    """A step that goes wrong."""
    raise problem


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (
            PermissionError(13, "Permission denied", "/a/b/data.csv"),
            "data.csv: file: cannot be read (Permission denied)",
        ),
        (ZeroDivisionError("by\nzero"), "brief.qmd: preview: ZeroDivisionError: by zero; this is a fault of statbrief"),
    ],
)
def test_whatever_goes_wrong_is_told_and_the_next_save_is_followed(job: Job, problem: Exception, said: str) -> None:
    """A file that goes away in the middle, and a fault of ours."""
    assert [str(each) for each in done(lambda _: fail(problem), job).faults] == [said]
    assert done(lambda _: fail(ProseError.at("a.md", "b", "c")), job).faults[0].file == "a.md"
