"""What a terminal shows: colours for who reads, none in a pipe or where NO_COLOR asks; completion of names."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefs import write_brief
from statbrief.cli import main

BOLD = "\x1b["
FAULT = '"12" is typed by hand in “Of 12 visas.”'
PROGRAM = [sys.executable, "-m", "statbrief"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brief with a number that is typed by hand."""
    folder = write_brief(tmp_path)
    (folder / "brief.qmd").write_text("---\ntitle: A brief\n---\n\nOf 12 visas.\n", encoding="utf-8")
    return folder


def on_terminal(*arguments: str, **environment: str) -> str:
    """What a command writes to a terminal, on either stream."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen([*PROGRAM, *arguments], stdout=theirs, stderr=theirs, env={**kept, **environment})
    os.close(theirs)
    parts = []
    try:
        while part := os.read(ours, 65536):
            parts.append(part)
    except OSError:  # so Linux tells that nobody writes any more
        pass
    process.wait()
    os.close(ours)
    return b"".join(parts).decode("utf-8")


@pytest.mark.thorough
def test_a_fault_stands_out_on_a_terminal(folder: Path) -> None:
    """Its place, and no more of it: the rest can be copied as it is."""
    said = on_terminal("check", str(folder))
    assert "\x1b[31m\x1b[1mbrief.qmd:5:4:\x1b[0m number: " in said
    assert FAULT in said


def test_no_color_is_obeyed(folder: Path) -> None:
    """Whatever it is set to, unless to nothing, as no-color.org has it."""
    assert BOLD not in on_terminal("check", str(folder), NO_COLOR="1")
    assert BOLD in on_terminal("check", str(folder), NO_COLOR="")


@pytest.mark.thorough
def test_a_pipe_gets_plain_lines(folder: Path) -> None:
    """On both streams."""
    done = subprocess.run([*PROGRAM, "check", folder], capture_output=True, text=True, check=False)
    assert FAULT in done.stderr
    assert BOLD not in done.stdout + done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(shell: str) -> None:
    """With the code that click writes for it."""
    result = CliRunner(env={"_STATBRIEF_COMPLETE": f"{shell}_source"}).invoke(main, prog_name="statbrief")
    assert "_STATBRIEF_COMPLETE" in result.stdout


@pytest.mark.parametrize(
    ("begun", "completed"), [("arr", ["arrests_2022", "arrests_2019"]), ("v", ["visas"]), ("q", [])]
)
def test_names_of_figures_are_completed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, begun: str, completed: list[str]
) -> None:
    """Those of the last analysis of the brief here; none where there was none."""
    monkeypatch.chdir(folder)
    asked = {"COMP_WORDS": f"statbrief explain {begun}", "COMP_CWORD": "2"}
    environment = {"_STATBRIEF_COMPLETE": "bash_complete", **asked}
    before = CliRunner(env=environment).invoke(main, prog_name="statbrief")
    assert before.stdout.split() == []
    CliRunner().invoke(main, ["analyse"])
    result = CliRunner(env=environment).invoke(main, prog_name="statbrief")
    assert [line.partition(",")[2] for line in result.stdout.split()] == completed


@pytest.mark.parametrize("command", [["check"], ["build"], ["analyse"], ["explain", "arrests"], ["new", "brief"]])
def test_a_folder_that_was_deleted_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    """In one line, as other faults are, also by what would find nothing to do there."""
    (gone := tmp_path / "gone").mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = CliRunner().invoke(main, command)
    told = ".: folder: was deleted, or moved away; change to one that is there, as with cd\n"
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", told)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_what_finds_no_room_is_not_said_to_be_unreadable(folder: Path) -> None:
    """As a disk that is full has none for what is printed."""
    (folder / "brief.qmd").write_text("---\ntitle: A brief\n---\n\nWords.\n", encoding="utf-8")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([*PROGRAM, "check", folder], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "statbrief: file: cannot be written (No space left on device)\n")
