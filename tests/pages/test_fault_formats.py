"""`statbrief check --format`: faults at their lines of a pull request, or for a machine."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from briefs import write_brief
from command_line import run
from statbrief.errors import Fault
from statbrief.pages.fault_formats import as_annotations

ODD = Fault(file="a,b:c.qmd", line=3, what="x: y,z", found="50% more\nthan\u202e before", wanted="write 10%")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A brief with a fault in its second paragraph, in a folder below the one where the command runs."""
    (tmp_path / "briefs").mkdir()
    monkeypatch.chdir(tmp_path)
    folder = write_brief(Path("briefs"))
    (folder / "brief.qmd").write_text("---\ntitle: A brief\n---\n\nRight.\n\nOf 12 visas.\n", encoding="utf-8")
    return folder


def check(*arguments: object) -> Result:
    """The command."""
    return run("check", *arguments)


def test_annotations_stand_at_the_place_in_the_repository(folder: Path) -> None:
    """A workflow command for each fault, with the path from where it runs; nothing on the other stream."""
    result = check(folder, "--format", "github")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        '::error file=briefs/brief.qmd,line=7,col=4,title=number::"12" is typed by hand in “Of 12 visas.”; '
        "derive it in analysis/, or mark it as meant: [12]{.literal}\n"
    )


def test_json_has_every_part_of_a_fault(folder: Path) -> None:
    """And says whether all holds."""
    result = check(folder, "--format", "json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["holds"], told["warnings"]) == (1, False, [])
    assert told["errors"] == [
        {
            "file": "briefs/brief.qmd",
            "line": 7,
            "column": 4,
            "what": "number",
            "found": '"12" is typed by hand in “Of 12 visas.”',
            "wanted": "derive it in analysis/, or mark it as meant: [12]{.literal}",
        }
    ]


@pytest.mark.parametrize(("written", "said"), [("github", ""), ("json", {"holds": True, "errors": [], "warnings": []})])
def test_a_brief_that_is_right_has_none(folder: Path, written: str, said: object) -> None:
    """The command succeeds, and says so."""
    (folder / "brief.qmd").write_text("---\ntitle: A brief\n---\n\nRight.\n", encoding="utf-8")
    result = check(folder, "--format", written)
    assert result.exit_code == 0
    assert (json.loads(result.stdout) if written == "json" else result.stdout) == said


def test_no_text_can_be_another_command() -> None:
    """Ends of lines, percent signs, and in properties colons and commas are escaped; nothing steers a terminal."""
    said = as_annotations([ODD], [ODD])
    first, second = said.splitlines()
    assert first.startswith("::error file=a%2Cb%3Ac.qmd,line=3,title=x%3A y%2Cz::50%25 more")
    assert second == first.replace("::error", "::warning", 1)
    assert "\u202e" not in said
    assert first.endswith("; write 10%25")
