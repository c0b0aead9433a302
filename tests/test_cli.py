"""The command line: what a build says of itself, and what stops it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from briefs import write_brief
from command_line import run

DERIVED = 'def rise(arrests_2022, arrests_2019):\n    """Rise"""\n    return arrests_2022 / arrests_2019\n'
CHECKS = 'def more(rise):\n    """More than before"""\n    return rise.value > 1\n'
PAGES = "format: {html: {theme: none, minimal: true, embed-resources: true}, typst: default}\n"
BODY = (
    "Arrests {{< var rise.rose >}}; Boeing [737]{.literal}. {{< var visas.about >}}\n\n"
    "{{< include _generated/figures.md >}}\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small brief with an analysis and prose."""
    folder = write_brief(tmp_path, derived=DERIVED, checks=CHECKS)
    (folder / "_quarto.yml").write_text(f"lang: en\nbibliography: data/sources.bib\n{PAGES}", encoding="utf-8")
    return say(folder, BODY)


def say(folder: Path, body: str, front: str = "title: Arrests") -> Path:
    """The brief with this prose."""
    (folder / "brief.qmd").write_text(f"---\n{front}\n---\n\n{body}", encoding="utf-8")
    return folder


@pytest.mark.thorough
def test_a_build_says_what_it_made(folder: Path) -> None:
    """A few lines: figures, checks, numbers meant to be typed, the renderer, the files."""
    result = run("build", folder, "--to", "html", "--renderer", "embedded")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[:2] == [
        "analysis: 4 figures, 1 check passed, 0 charts",
        "numbers:  none typed by hand, 1 marked as meant",
    ]
    assert lines[2].startswith("renderer: the embedded renderer (pandoc ")
    assert lines[3].startswith("files:    _output/brief.html")


def test_a_build_of_prose_alone_speaks_of_no_analysis(tmp_path: Path) -> None:
    """Where nothing is analysed there are no figures to count, and numbers may be typed."""
    (tmp_path / "_quarto.yml").write_text("lang: en\n", encoding="utf-8")
    result = run("build", say(tmp_path, "All 12 of them."), "--to", "html", "--renderer", "embedded")
    assert (result.exit_code, [line.split(":")[0] for line in result.stdout.splitlines()]) == (0, ["renderer", "files"])


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        pytest.param(("build", "--renderer", "embedded"), marks=pytest.mark.thorough),
        pytest.param(("render", "--to", "html"), marks=pytest.mark.thorough),
    ],
)
def test_a_typed_number_stops_every_build(folder: Path, command: tuple[str, ...]) -> None:
    """Before anything is rendered, with the place, the words around it and the variable that reads the same."""
    say(folder, f"{BODY}\nAbout 70,000 arrests.\n")
    result = run(*command, folder)
    assert result.exit_code == 1
    assert result.stderr == (
        'brief.qmd:9:7: number: "70,000" is typed by hand in “About 70,000 arrests.”; '
        "write {{< var arrests_2022.value >}}\n"
    )
    assert not (folder / "_output").exists()


def test_all_typed_numbers_come_at_once(folder: Path) -> None:
    """Title and body, in the order of the file."""
    say(folder, f"{BODY}\nA third of 12.\n", front="title: The 7 arrests")
    lines = run("check", folder).stderr.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["brief.qmd:2:12", "brief.qmd:9:1", "brief.qmd:9:12"]


def test_figures_that_nothing_shows_are_a_note(folder: Path) -> None:
    """`check` names them; under --strict they are a fault."""
    say(folder, BODY.replace(" {{< var visas.about >}}", ""))
    result = run("check", folder)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "note: used nowhere: visas")
    result = run("check", folder, "--strict")
    wanted = "brief.qmd: figures: used nowhere: visas; write them, or take them out\n"
    assert (result.exit_code, result.stderr) == (1, wanted)


@pytest.mark.thorough
def test_a_warning_is_printed_and_strict_makes_it_an_error(folder: Path) -> None:
    """Nothing that pandoc or Typst says is swallowed."""
    (folder / "_quarto.yml").write_text("bibliography: data/sources.bib\nmainfont: Nope Sans\n", encoding="utf-8")
    result = run("build", folder, "--renderer", "embedded")
    assert (result.exit_code, result.stderr) == (0, "warning: brief.qmd: PDF: unknown font family: nope sans\n")
    result = run("build", folder, "--renderer", "embedded", "--strict")
    assert (result.exit_code, result.stderr) == (1, "brief.qmd: PDF: unknown font family: nope sans\n")


@pytest.mark.thorough
def test_who_has_read_enough_is_told_nothing_more(folder: Path) -> None:
    """As `head` has after its lines: what it does not take is no file that cannot be read."""
    command = [sys.executable, "-m", "statbrief", "check", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None  # noqa: PT018 -- pipes both
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (1, b"")


@pytest.mark.thorough
def test_a_function_that_is_ended_from_outside_is_no_fault_of_the_brief(tmp_path: Path) -> None:
    """As by a machine that shuts down: the status says which signal it was, and nothing else is said."""
    ending = 'import os\nimport signal\n\n\ndef it(visas):\n    """It"""\n    os.kill(os.getpid(), signal.SIGTERM)\n'
    folder = write_brief(tmp_path, derived=f"{ending}    return visas\n")
    command = [sys.executable, "-m", "statbrief", "analyse", str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (128 + signal.SIGTERM, "", "")
