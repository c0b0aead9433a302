"""The guides in `docs/guides/`, done as a reader does them: files written, edited, commands run, in an empty folder.

Above a block a comment, which a page does not show, says what it is: `<!-- write a.csv -->` the whole of a file,
`<!-- add to a.py -->` what is put at its end, `<!-- edit a.yml -->` lines that go (`-`) and come (`+`). A block of
`console` has commands after `$`, and beneath each what it says; a line that is … stands for any number of lines.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

GUIDES = Path(__file__).resolve().parent.parent.parent / "docs/guides"
_BLOCK = re.compile(
    r"(?:^<!-- (?P<what>write|add to|edit) (?P<file>\S+) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
MORE = "…"


@dataclass(frozen=True)
class Block:
    """A block of a guide: what is to be done with which file, or, of a console, with its text."""

    what: str
    file: str
    text: str
    kind: str
    line: int


@dataclass(frozen=True)
class Command:
    """A command, and what the guide says that it prints."""

    run: str
    said: tuple[str, ...]


def blocks(guide: str) -> Iterator[Block]:
    """All that is done in a guide, in order."""
    for found in _BLOCK.finditer(guide):
        line = guide.count("\n", 0, found.start()) + 1
        yield Block(found["what"] or "", found["file"] or "", found["text"], found["kind"], line)


def commands(text: str) -> Iterator[Command]:
    """The commands of a console, each with the lines beneath it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        while lines[0].endswith("\\"):
            lines[:2] = [lines[0][:-1] + lines[1].lstrip()]
        yield Command(lines[0], tuple(lines[1:]))


def change(folder: Path, block: Block) -> None:
    """Do to a file what a block says."""
    file = folder / block.file
    file.parent.mkdir(parents=True, exist_ok=True)
    if block.what == "edit":
        lines = block.text.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line[0] in "- ")
        after = "".join(line[1:] for line in lines if line[0] in "+ ")
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"line {block.line}: {block.file} has {text.count(before)} times:\n{before}"
        file.write_text(text.replace(before, after), encoding="utf-8")
        return
    before = file.read_text(encoding="utf-8") if block.what == "add to" else ""
    file.write_text(before + block.text, encoding="utf-8")


def environment(programs: Path) -> dict[str, str]:
    """That of a reader who has the program on the PATH, and nothing else of ours."""
    programs.mkdir(exist_ok=True)
    program = programs / "statbrief"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m statbrief "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    path = os.pathsep.join([str(programs), "/usr/bin", "/bin"])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(GUIDES.parent.parent / "src"), "COLUMNS": "100"}


def printed(command: str, folder: Path, variables: dict[str, str]) -> list[str]:
    """What a command says, both ways, in the order in which a terminal shows it."""
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL, check=False, text=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def is_as_said(lines: list[str], said: tuple[str, ...]) -> bool:
    """Whether what was printed is what the guide shows.

    How many numbers a text has is one more where the mark of its build reads as one.
    """
    shown = [re.sub(r"\d+(?=\\ numbers\\ in)", r"\\d+", re.escape(each)).replace("…", ".*") + r"\n" for each in said]
    pattern = "".join(r"(?:.*\n)*?" if each == MORE else line for each, line in zip(said, shown, strict=True))
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)) is not None
