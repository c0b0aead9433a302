"""How long somebody who writes waits for a preview: from a save to the page, to the print, and what new data take.

python bench/preview.py     on the first brief and on the bulletin in examples/

The times are those until the preview's own page is told that there is something new, which it then fetches.
"""

import http.client
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from copies import copy_of_project, run

_RUNS = 5
_AIMS = {"prose to page": 0.5, "prose to print": 1.0, "data to page and print": 1.5}  # seconds


def main() -> None:
    """Print each of the times with its aim."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = copy_of_project(Path(scratch))
        _measure(copy, "this brief", _with_other_visas)
        came = copy / "examples" / "employment" / "source" / "us-employment.csv"
        months = came.read_text(encoding="utf-8").splitlines(keepends=True)
        _measure(copy / "examples" / "employment", "the bulletin", partial(_with_other_month, months=months))


def _measure(folder: Path, label: str, change: Callable[[Path, int], None]) -> None:
    """Measure a brief, whose data `change` changes, the same way each second time."""
    run(["make", "--silent"], folder)  # which lays the theme that settings name
    command = [sys.executable, "-m", "statbrief", "preview", str(folder), "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        told = _told(_address(process))
        _until(told, 1, "page", "print")
        _save_prose(folder, 0)
        _until(told, 2, "page", "print")
        taken: dict[str, list[float]] = {name: [] for name in _AIMS}
        number = 2
        for turn in range(1, _RUNS + 1):
            number += 1
            start = time.perf_counter()
            _save_prose(folder, turn)
            taken["prose to page"].append(_until(told, number, "page") - start)
            taken["prose to print"].append(_until(told, number, "print") - start)
        for turn in range(_RUNS):
            number += 1
            start = time.perf_counter()
            change(folder, turn)
            taken["data to page and print"].append(_until(told, number, "page", "print") - start)
        for name, seconds in taken.items():
            found, aim = statistics.median(seconds), _AIMS[name]
            verdict = "met" if found <= aim else "missed"
            print(f"preview of {label}, {name}: {found:.2f} s (aim: {aim:g} s, {verdict})")
    finally:
        process.terminate()
        process.wait()


def _address(process: "subprocess.Popen[str]") -> "re.Match[str]":
    for line in process.stdout or ():
        if found := re.search(r"http://(?P<host>[\d.]+):(?P<port>\d+)/\?(?P<name>\w+)=(?P<token>\S+)", line):
            return found
    raise SystemExit("the preview has not begun")


def _told(address: "re.Match[str]") -> Iterator[dict[str, Any]]:
    """What the preview tells its page, each time that something is new."""
    asked = http.client.HTTPConnection(address["host"], int(address["port"]))
    asked.request("GET", f"/?{address['name']}={address['token']}")
    answer = asked.getresponse()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    answer.read()
    asked.request("GET", "/events", headers={"Cookie": cookie})
    for line in asked.getresponse():
        if line.startswith(b"data: {"):
            yield json.loads(line.removeprefix(b"data: "))


def _until(told: Iterator[dict[str, Any]], number: int, *formats: str) -> float:
    """When the formats of a save, or of a later one, are there."""
    for news in told:
        if news["faults"]:
            raise SystemExit(f"the preview says: {news['faults']}")
        if all(news[each] and news[each]["number"] >= number for each in formats):
            return time.perf_counter()
    raise SystemExit("the preview has ended")


def _save_prose(folder: Path, turn: int) -> None:
    brief = folder / "brief.qmd"
    text = brief.read_text(encoding="utf-8").rstrip(".\n").removesuffix("Edited").rstrip()
    brief.write_text(f"{text}\n\nEdited{'.' * (turn + 1)}\n", encoding="utf-8")


def _with_other_visas(folder: Path, turn: int) -> None:
    """Another value of one reported figure, which a chart draws."""
    path = folder / "data" / "reported.csv"
    old, new = (",300000,", ",320000,") if turn % 2 == 0 else (",320000,", ",300000,")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def _with_other_month(folder: Path, turn: int, months: list[str]) -> None:
    """The last month of the source taken away, and added again."""
    lines = months if turn % 2 else months[:-1]
    (folder / "source" / "us-employment.csv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
