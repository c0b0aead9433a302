"""Processes that stay warm: what becomes of work, of those that end, and of a run that is stopped."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from area_briefs import AREAS, area_brief, pages, rewrite


def run_alone(code: str) -> str:
    """What a program prints that has a process of its own, in which no thread runs."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def build(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """What comes of `statbrief build --each` in a process of its own."""
    command = [sys.executable, "-m", "statbrief", "build", str(folder), "--each", "--to", "html", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("workers", [1, 3, 9])
def test_all_work_is_done_once(workers: int) -> None:
    """However many copies there are, by others than the process that asks."""
    said = run_alone(
        "import os; from statbrief.each.workers import each_done\n"
        f"found = list(each_done(range(20), lambda piece: (piece ** 2, os.getpid()), {workers}))\n"
        "print(sorted((piece, square) for piece, (square, _) in found))\n"
        "print(len({process for _, (_, process) in found}) <= "
        f"{workers}, os.getpid() in {{process for _, (_, process) in found}})"
    )
    assert said == f"{[(each, each**2) for each in range(20)]}\nTrue False\n"


def test_a_copy_that_ends_loses_its_own_work_alone() -> None:
    """Killed or leaving, it is told how it ended, and the rest is done by another."""
    said = run_alone(
        "import os, signal; from statbrief.each.workers import each_done\n"
        "def do(piece):\n"
        "    if piece == 2: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    if piece == 4: os._exit(7)\n"
        "    return piece\n"
        "print(sorted((piece, str(found)) for piece, found in each_done(range(6), do, 2)))"
    )
    told = ["0", "1", "was ended by SIGKILL", "3", "ended with status 7", "5"]
    assert said == f"{list(enumerate(told))}\n"


def test_copies_end_with_who_stops_asking() -> None:
    """None goes on for itself."""
    said = run_alone(
        "import os, time; from statbrief.each.workers import each_done\n"
        "def do(piece):\n"
        "    time.sleep(60 * (piece > 0))\n"
        "    return os.getpid()\n"
        "work = each_done(range(4), do, 2)\n"
        "print(next(work)[0]); work.close()\n"
        "try: os.waitpid(-1, 0)\n"
        "except ChildProcessError: print('no copy is left')"
    )
    assert said == "0\nno copy is left\n"


def test_a_copy_that_has_grown_is_replaced() -> None:
    """What it keeps is of no use to the next piece."""
    said = run_alone(
        "import os; from statbrief.each.workers import each_done\n"
        "kept = []\n"
        "def do(piece):\n"
        "    kept.append(bytearray(os.urandom(1)) * (80 << 20))\n"
        "    return os.getpid(), len(kept)\n"
        "found = [result for _, result in each_done(range(4), do, 1)]\n"
        "print([count for _, count in found], len({process for process, _ in found}))"
    )
    assert said == "[1, 2, 1, 2] 2\n"


def test_where_threads_run_the_work_is_done_here() -> None:
    """One piece after the other: a copy could wait for threads that it has not."""
    said = run_alone(
        "import os, threading; from statbrief.each.workers import each_done\n"
        "stop = threading.Event(); threading.Thread(target=stop.wait).start()\n"
        "print([found == os.getpid() for _, found in each_done(range(3), lambda _: os.getpid(), 2)]); stop.set()"
    )
    assert said == "[True, True, True]\n"


@pytest.mark.thorough
def test_several_processes_make_the_same_bytes(tmp_path: Path) -> None:
    """As one does, the list of all and the page that leads to them too."""
    folder = area_brief(tmp_path / "brief")
    assert build(folder, "--workers", "1").returncode == 0
    alone = pages(folder)
    (folder / "_generated").rename(tmp_path / "generated")
    (folder / "_output").rename(tmp_path / "output")
    result = build(folder, "--workers", "4")
    assert (result.returncode, result.stderr) == (0, "")
    assert "editions: 5 made by 4 processes, 0 as they were\n" in result.stdout
    assert pages(folder) == alone
    assert len(alone) == 2 + 2 * len(AREAS)


@pytest.mark.thorough
def test_each_edition_is_told_of_in_a_line(tmp_path: Path) -> None:
    """Where nobody looks on, as in CI: what is made, how many of how many."""
    folder = area_brief(tmp_path / "brief")
    said = build(folder, "--area", "north", "--area", "west", "--workers", "1").stdout
    assert re.sub(r", \d+ s left", ", … left", said) == (
        "made: North, 1 of 2, … left\n"
        "made: West, 2 of 2\n"
        "editions: 2 made, 0 as they were\n"
        "note:     the checks of all areas together were not made, as not all of them were built\n"
        "files:    _output/index.html, _output/editions.json, 2 editions\n"
    )


@pytest.mark.thorough
def test_a_process_that_is_killed_loses_its_area_alone(tmp_path: Path) -> None:
    """The rest is published, the area is named, the exit code says so."""
    folder = area_brief(tmp_path / "brief")
    kill = '    if area.code == "03":\n        import signal\n\n        signal.raise_signal(signal.SIGKILL)\n'
    rewrite(folder / "analysis/charts.py", "    years =", f"{kill}    years =")
    result = build(folder, "--workers", "2")
    assert result.returncode == 1
    place = "_generated/each/cote-d-or"
    assert result.stderr == f"cote-d-or: {place}: build: its process was ended by SIGKILL; build it again\n"
    assert "editions: 4 made by 2 processes, 0 as they were, 1 failed\n" in result.stdout
    assert not (folder / "_output/cote-d-or").exists()
    assert (folder / "_output/west/brief.html").is_file()


@pytest.mark.thorough
def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was made by then is not made again, and comes to the same as a run in one go."""
    folder = area_brief(tmp_path / "brief")
    command = [sys.executable, "-m", "statbrief", "build", str(folder), "--each", "--to", "html", "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline().startswith("made: North, 1 of 5")
        run.send_signal(signal.SIGTERM)
        run.communicate()
    assert run.returncode == 128 + signal.SIGTERM
    assert not (folder / "_output").exists()
    result = build(folder)
    assert result.returncode == 0
    found = re.search(r"editions: (\d) made.*, (\d) as they were", result.stdout)
    assert found is not None
    assert int(found[1]) < len(AREAS)
    assert int(found[1]) + int(found[2]) == len(AREAS)
    whole = area_brief(tmp_path / "whole")
    assert build(whole).returncode == 0
    assert pages(folder) == pages(whole)
