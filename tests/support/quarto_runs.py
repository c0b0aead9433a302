"""Briefs rendered through Quarto: how a test runs it, what it was asked, and what it made."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

BOTH = "format:\n  html: {embed-resources: true}\n  typst: {pdf-standard: [a-3a, ua-1]}\n"


def calls(folder: Path) -> list[dict[str, Any]]:
    """What Quarto was asked for in a folder."""
    called = folder / "called.jsonl"
    return [json.loads(line) for line in called.read_text(encoding="utf-8").splitlines()] if called.exists() else []


CHARTS = ("may_arrests", "official_series", "visas_split")
"""Of the first brief."""


def files(folder: Path) -> dict[str, bytes]:
    """What is in the output folder, and below it."""
    output = folder / "_output"
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def companions(stem: str, charts: Sequence[str] = CHARTS) -> list[str]:
    """The names of all companions of an edition that has these charts, and no table of its own."""
    ends = (".svg", "-600px.png", "-300dpi.png", ".txt")
    return [
        *(f"{stem}.{each}" for each in ("xlsx", "ods", "headlines.json", "picture.png", "docx")),
        *(f"{stem}-csv/{each}" for each in ("all-figures.csv", "all-checks.csv", "csv-metadata.json")),
        *(f"{stem}-charts/{chart}{end}" for chart in charts for end in ends),
    ]


def quarto(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a plain `quarto render` says."""
    return subprocess.run(["quarto", "render", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def path_with(programs: str | os.PathLike[str]) -> str:
    """A PATH with this Python's programs, then those that are named."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.fspath(programs)])
