"""The command `statbrief preview`: what it is told, what it prints, how it ends."""

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

import pytest

from command_line import run
from small_briefs import brief
from statbrief.errors import Fault, Place
from statbrief.preview import run as module
from statbrief.preview.made import Made
from statbrief.preview.told import Picture, Save, Shown

TYPED = Place("brief.qmd", 12).fault("number", '"5" is typed by hand')
GUESS = Place("brief.qmd", 2).fault("lang", "is a guess")


def refused(*arguments: object) -> tuple[int, str]:
    """The exit code and what was printed to say no."""
    result = run("preview", "--no-browser", *arguments)
    return result.exit_code, result.stderr


def test_where_there_is_no_brief_one_line_says_so(tmp_path: Path) -> None:
    """And of which edition there is none."""
    said = "_quarto.yml: file: missing; a brief's folder has _quarto.yml and brief.qmd\n"
    assert refused(tmp_path) == (1, said)
    folder = brief(tmp_path / "brief", "Pears.")
    said = "brief.es.qmd: edition: there is none called 'es'; write brief.es.qmd\n"
    assert refused(folder, "--edition", "es") == (1, said)


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    """With what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = refused(brief(tmp_path / "brief", "Pears."), "--port", port)
    assert code == 1
    assert re.fullmatch(rf"--port: {port}: cannot be listened at \(.*\); name another by --port, or none .*\n", said)


def test_an_editor_that_nobody_knows_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the environment names it."""
    monkeypatch.setenv("STATBRIEF_EDITOR", "vscod")
    code, said = refused(brief(tmp_path / "brief", "Pears."))
    assert code == 2
    assert "'vscod' is no editor that is known; did you mean vscode?" in said


def printed(shown: Shown, *news: dict[str, Made], capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """What is printed while these come of the steps, one after the other."""
    report = module._Report(shown)  # noqa: SLF001
    for made in news:
        for step, each in made.items():
            shown.take(step, each)
        report.tell()
    captured = capsys.readouterr()
    return captured.out, captured.err


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    """A preview that shows a page of its second save."""
    shown = Shown(folder=tmp_path, name="rain", editor="")
    shown.pictures["page"] = Picture(Save(2, "11:02:33"), b"<html>", 0.41)
    return shown


def test_each_page_and_what_is_wrong_is_told_once(shown: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    """And that it is mended; a warning that a fault has hidden is not told again."""
    warned, wrong = {"page": Made(warnings=(GUESS,))}, {"page": Made(faults=(TYPED,))}
    out, err = printed(shown, warned, warned, wrong, wrong, warned, capsys=capsys)
    assert out == "11:02:33: web page in 0.4 s\nnothing is wrong any more\n"
    assert err == f"warning: {GUESS}\n{TYPED}\n"


def test_of_several_faults_the_new_ones_are_told(shown: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    """Those that stay stand above."""
    other: Fault = Place("brief.qmd", 14).fault("number", '"6" is typed by hand')
    _, err = printed(shown, {"page": Made(faults=(TYPED,))}, {"page": Made(faults=(TYPED, other))}, capsys=capsys)
    assert err == f"{TYPED}\n{other}\n"


@pytest.mark.parametrize("kind", ["none", "refuses", "in the terminal"])
def test_where_no_browser_opens_it_is_said(
    kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that would take the terminal's place is not opened."""

    class Refusing(webbrowser.BaseBrowser):
        def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:  # noqa: FBT001, FBT002, ARG002
            return False

    def found() -> webbrowser.BaseBrowser:
        if kind == "none":
            raise webbrowser.Error
        return Refusing() if kind == "refuses" else webbrowser.GenericBrowser("false")

    monkeypatch.setattr(webbrowser, "get", found)
    module._open("http://127.0.0.1:4200/")  # noqa: SLF001
    assert capsys.readouterr().err == "no browser was opened: open the address yourself\n"


@pytest.mark.thorough
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_its_page_until_it_is_interrupted(tmp_path: Path, end: signal.Signals) -> None:
    """Ctrl-C is a good end, also while pages are made."""
    command = [sys.executable, "-m", "statbrief", "preview", "--no-browser", str(brief(tmp_path / "brief", "Pears."))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().removeprefix("preview: ").strip()
        with urllib.request.urlopen(address) as answer:  # noqa: S310 -- of this machine
            assert b"shell.js" in answer.read()
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(address.partition("?")[0])  # noqa: S310 -- of this machine
        process.send_signal(end)
        out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    assert out.endswith("preview: ended\n")
