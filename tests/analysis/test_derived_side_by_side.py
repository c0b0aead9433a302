"""Figures, tables and charts that two processes make are those that one makes, byte by byte, fault by fault."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from bulletins import copy_bulletin
from claims import made
from conftest import ROOT
from named_briefs import DERIVED
from statbrief.analysis import derived_side_by_side
from statbrief.analysis.write import write_analysis
from statbrief.errors import StatbriefError
from statbrief.files import side_by_side
from tabled_briefs import BY_COUNTRY, tabled

CHARTS = '''from matplotlib.figure import Figure


def one(table):
    """One

    A line.
    """
    picture = Figure()
    axes = picture.subplots()
    axes.plot(table["arrests"].pint.magnitude.to_list())
    axes.set_ylabel("Arrests")
    return picture


def other(by_country, largest):
    """Another, of {largest:name}

    Bars.
    """
    picture = Figure()
    picture.subplots().bar(range(len(by_country)), by_country["arrests"].pint.magnitude.to_list())
    return picture
'''


@pytest.fixture
def share(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[int]]:
    """Lets all be made by one process, or all that can be by a copy of it; the list has one entry for each copy."""
    take, copied, here = vars(side_by_side)["_take"], vars(side_by_side)["_copied"], os.getpid()

    def of_copies_alone(tasks: Sequence[Any], waiting: int) -> None:
        if os.getpid() != here:
            take(tasks, waiting)

    def let(processors: int) -> list[int]:
        copies: list[int] = []

        def counted() -> int:
            copies.append(1)
            return int(copied())

        monkeypatch.setattr(side_by_side, "is_possible", lambda: processors > 1)
        monkeypatch.setattr(side_by_side, "_take", of_copies_alone)
        monkeypatch.setattr(side_by_side, "_copied", counted)
        monkeypatch.setattr(derived_side_by_side, "_WORTH", 0)
        return copies

    return let


def written(folder: Path) -> dict[str, bytes]:
    """What the analysis writes, made from nothing."""
    shutil.rmtree(folder / "_generated", ignore_errors=True)
    write_analysis(folder, "en")
    files = [path for path in (folder / "_generated").rglob("*") if path.is_file()]
    return {path.name: path.read_bytes() for path in (*files, folder / "_variables.yml")}


def first_brief(folder: Path) -> Path:
    """The brief of this repository."""
    parts = ("_quarto.yml", "brief.qmd", "data", "analysis", "theme")
    for name in parts:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        folder.mkdir(exist_ok=True)
        copy(ROOT / name, folder / name)
    return folder


def small_brief(folder: Path) -> Path:
    """One with names and periods, and a table of data."""
    return tabled(folder, derived=DERIVED, charts=CHARTS)


@pytest.mark.parametrize(
    "brief",
    [
        pytest.param(first_brief, marks=pytest.mark.thorough),
        pytest.param(copy_bulletin, marks=pytest.mark.thorough),
        small_brief,
    ],
)
def test_two_processes_make_what_one_makes(
    brief: Callable[[Path], Path], share: Callable[[int], list[int]], tmp_path: Path
) -> None:
    """Figures and tables with one copy, charts with another."""
    folder = brief(tmp_path / "brief")
    share(1)
    alone = written(folder)
    copies = share(2)
    assert written(folder) == alone
    assert len(copies) == 2


def test_a_few_figures_of_a_large_table_are_made_without_a_copy(
    share: Callable[[int], list[int]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Its cells are moved together; each of its functions counts for some of them, and more of a larger table."""
    worth = vars(derived_side_by_side)["_WORTH"]
    copies = share(2)
    monkeypatch.setattr(derived_side_by_side, "_WORTH", worth)
    code = "".join(
        f'def f{place}(claims):\n    """f"""\n    return claims["cost"].iloc[{place}:].sum()\n\n\n'
        for place in range(3)
    )
    made(tmp_path / "few", code)
    assert not copies
    monkeypatch.setattr(derived_side_by_side, "_TOGETHER", 1)
    made(tmp_path / "more", code)
    assert copies


FAULTS = {
    "figure": ("derived", DERIVED.replace('"arrests"]\n', '"arrest"]\n')),
    "figures": ("derived", DERIVED.replace('"arrests"', '"arrest"').replace("largest), ", "Largest), ")),
    "file": ("derived", DERIVED.replace("return (latest + 1)", "return open('data/table.csv')")),
    "circle": ("derived", DERIVED.replace("def latest(table)", "def latest(table, largest)")),
    "table": ("tables", BY_COUNTRY.replace("now - before", "[1, 2, 3]")),
    "table's form": ("tables", BY_COUNTRY.replace("    country: Country\n", "")),
    "chart": ("charts", CHARTS.replace("    return picture\n", "    return None\n")),
    "chart's text": ("charts", CHARTS.replace('"Arrests"', '"Arrests of 77 people"')),
}  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("name", FAULTS)
def test_two_processes_find_the_faults_that_one_finds(
    name: str, share: Callable[[int], list[int]], tmp_path: Path
) -> None:
    """The same, in the same order."""
    place, text = FAULTS[name]
    parts = {"tables": BY_COUNTRY, "derived": DERIVED, "charts": CHARTS} | {place: text}
    folder = tabled(tmp_path, **parts)
    told = []
    for processors in (1, 2):
        share(processors)
        with pytest.raises(StatbriefError) as caught:
            written(folder)
        told.append(str(caught.value))
    assert told[0] == told[1]
    assert f"analysis/{place}.py" in told[0]


NOTING = """

SEEN = []


def first(table):
    \"\"\"First month\"\"\"
    return table.index.get_level_values("month").min()


def seen(table, first) -> "arrest":
    \"\"\"Arrests of the first month, twice unless the latest was looked for\"\"\"
    return table.loc[first, "arrests"].sum() * (1 if SEEN else 2)
"""


@pytest.mark.thorough
def test_code_that_keeps_something_between_its_calls_is_run_in_one_process(
    share: Callable[[int], list[int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the copy makes one figure, it would not see what another has noted here."""
    noting = DERIVED.replace('    """Latest month"""\n', '    """Latest month"""\n    SEEN.append(1)\n')
    folder, here = tabled(tmp_path, derived=noting + NOTING), os.getpid()

    def take(tasks: Sequence[Any], _: int) -> None:
        for task in tasks:
            if ("seen" in task.args[0]) == (os.getpid() != here):
                task()

    share(1)
    alone = written(folder)
    share(2)
    monkeypatch.setattr(side_by_side, "_take", take)
    assert written(folder) == alone


@pytest.mark.thorough
@pytest.mark.skipif(len(os.sched_getaffinity(0)) == 1, reason="one processor makes everything alone")
def test_what_functions_print_and_warn_of_comes_as_it_does_on_one_processor(tmp_path: Path) -> None:
    """Once, and in the same order; and the pages' numbers are the same."""
    loud = DERIVED.replace("import pandas", "import warnings\n\nimport pandas")
    loud = loud.replace("    return table.loc[latest,", '    print("largest of")\n    return table.loc[latest,')
    loud = loud.replace("    return (latest + 1)", '    warnings.warn("soon")\n    return (latest + 1)')
    folder = tabled(tmp_path / "brief", derived=loud)
    said = []
    for processors in (1, None):
        shutil.rmtree(folder / "_generated", ignore_errors=True)
        run = subprocess.run(
            [sys.executable, "-c", _ANALYSE.format(processors=processors), str(folder)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        said.append((run.stdout, run.stderr, (folder / "_generated/record.json").read_bytes()))
    assert said[0] == said[1]
    assert "largest of" in said[0][0]
    assert "soon" in said[0][1]


_ANALYSE = """import os, sys
from statbrief.analysis import derived_side_by_side
from statbrief.cli import main
derived_side_by_side._WORTH = 0
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:{processors}])
main(["analyse", sys.argv[1]])
"""
