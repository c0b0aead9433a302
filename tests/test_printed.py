"""What the commands print steers no terminal, whatever a brief, its files or their names hold."""

from pathlib import Path

import pytest

from briefs import write_brief
from command_line import run
from hostile_texts import steers

MARKS = "\u061c\u200f\u202e\u2066"


def printed(*arguments: object) -> list[str]:
    """Both what a command says and what it says is wrong, line by line."""
    result = run(*arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return [*result.stdout.splitlines(), *result.stderr.splitlines()]


def nothing_steers(lines: list[str]) -> bool:
    """Whether the lines do nothing but say something, and one of them has a sign for what was there."""
    return "\ufffd" in "".join(lines) and not any(map(steers, "".join(lines)))


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_fault_shows_words_of_the_prose_without_their_marks(tmp_path: Path, command: str) -> None:
    """Marks may stand in prose, as Arabic needs them; the line about the number beside them has signs."""
    folder = write_brief(tmp_path)
    (folder / "brief.qmd").write_text(f"---\ntitle: A brief\n---\n\nThere {MARKS}were 70,123 {MARKS}of them.\n")
    lines = printed(command, folder)
    assert any(line.startswith("brief.qmd:5:") and "70,123" in line for line in lines)
    assert nothing_steers(lines)


def test_a_fault_of_data_shows_a_cell_without_its_marks(tmp_path: Path) -> None:
    """Whoever reads the line sees that something is there."""
    folder = write_brief(tmp_path, figures=f"a\x1b[31m{MARKS},Label,x,arrest,exact,,2022,agency,,\n")
    assert nothing_steers([*printed("check", folder), "\ufffd"])


@pytest.mark.parametrize("command", [("verify",), ("diff", "--format", "text")])
def test_a_files_name_does_not_steer(tmp_path: Path, command: tuple[str, ...]) -> None:
    """A copy may come under any name."""
    file = tmp_path / f"a\x1b[2J{MARKS}.html"
    file.write_text("no copy")
    lines = printed(*command, *[file] * (1 if command == ("verify",) else 2))
    assert lines
    assert nothing_steers(lines)
