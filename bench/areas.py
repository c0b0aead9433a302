"""Editions by area: what each takes, against its tools alone and a build, in processes that are as warm as can be.

python bench/areas.py 200            the same for so many areas, made up
python bench/areas.py --warm FOLDER     builds editions of FOLDER one after the other; prints seconds of each
python bench/areas.py --floor FOLDER    what their tools take, once they are built: the chart, pandoc, Typst; the same
"""

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

from plain import plain_brief

AREAS = (20,)
"""How many there are by default."""
_AIM, _MOST, _CHANGED, _WARM = 1.3, 200, 10, 8
_YEARS, _KINDS = range(2010, 2023), ("private", "public")
_FILES = {
    "_quarto.yml": """\
lang: en
bibliography: data/sources.bib
citeproc: true
each: {dataset: regions, code: code, name: name, slug: slug, rows: {regions: code, pupils: region}}
format: {html: {}, typst: {pdf-standard: [a-3a, ua-1]}}
""",
    "brief.qmd": """\
---
title: "Pupils in {{< var area.name >}} {{< var growth.rose >}}"
date: 2023-01-05
---

In {{< var area.name >}} there were {{< var now.value >}} pupils, {{< var share.percent >}} of them in public schools.

{{< chart trend >}}

## Where the numbers come from

{{< figures >}}
""",
    "analysis/derived.py": '''\
def now(pupils) -> "pupil, level":
    """Pupils in {area:name}, {period}"""
    return pupils.groupby(level="year")["pupils"].sum().iloc[-1]


def public(pupils) -> "pupil, level":
    """Pupils of public schools, {period}"""
    return pupils.xs("public", level="kind").iloc[-1]["pupils"]


def share(public, now):
    """Share of public schools, {period}"""
    return public / now


def growth(pupils) -> "percent, change":
    """Growth of the number of pupils"""
    years = pupils.groupby(level="year")["pupils"].sum()
    return years.iloc[-1] / years.iloc[0] - 1
''',
    "analysis/charts.py": '''\
from statbrief.drawing import PALETTE, headed, line, scale


def trend(pupils, area, words):
    """Pupils year by year

    A line of the pupils of {area:name} in each year.

    title: Pupils in {area:name}
    measure: Public and private schools
    """
    years = pupils.groupby(level="year")["pupils"].sum()
    counts = [int(each) for each in years.pint.magnitude]
    picture, axes = headed(words.said("title"), words.said("measure"), height=1, left=0.6, below=0.25)
    axes.set_ylim(0, max(counts) * 1.1)
    scale(axes, [0, counts[-1]], [words.digits(0), words.digits(counts[-1])])
    ends = [0, len(counts) - 1]
    axes.set_xticks(ends, labels=[str(years.index[each].year) for each in ends])
    line(axes, range(len(counts)), counts, color=PALETTE[0])
    return picture
''',
    "data/units.txt": "pupil = [pupil] = _ = pupils\n",
    "data/sources.bib": "@online{office2022, author = {{Office}}, title = {Schools}, date = {2022}}\n",
}


def main(counts: Sequence[int] = AREAS) -> None:
    """Print what so many editions take."""
    for count in counts:
        with tempfile.TemporaryDirectory() as scratch:
            _measured(brief(Path(scratch) / "brief", count), count)


def brief(folder: Path, count: int) -> Path:
    """A made-up brief of so many areas."""
    chance, texts = random.Random(count), ("code", "name", "slug")  # noqa: S311 -- numbers of a made-up brief
    codes = [f"{each:04}" for each in range(1, count + 1)]
    areas = ["code,name,slug", *(f"{each},Region {each},region-{each}" for each in codes)]
    pupils = ["region,year,kind,pupils"] + [
        f"{code},{year},{kind},{100 * chance.randrange(100, 900)}"
        for code in codes
        for year in _YEARS
        for kind in _KINDS
    ]
    fields = [{"name": each, "type": "string"} for each in texts]
    of_pupils = [
        {"name": "region", "type": "string"},
        {"name": "year", "type": "year"},
        {"name": "kind", "type": "string"},
        {"name": "pupils", "type": "integer", "unit": "pupil", "rounded_to": 100},
    ]
    resources = [
        {"name": "regions", "path": "regions.csv", "source": "office2022"}
        | {"schema": {"primaryKey": ["code"], "fields": fields}},
        {"name": "pupils", "path": "pupils.csv", "source": "office2022", "period": "{year}"}
        | {"schema": {"primaryKey": ["region", "year", "kind"], "fields": of_pupils}},
    ]
    files = _FILES | {
        "data/regions.csv": "\n".join(areas) + "\n",
        "data/pupils.csv": "\n".join(pupils) + "\n",
        "data/datapackage.json": json.dumps({"resources": resources}),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _measured(folder: Path, count: int) -> None:
    """All editions from nothing made, against some by one warm process; then ten that have changed."""
    alone, floor = (_median(folder, what) for what in ("--warm", "--floor"))
    _run(["rm", "-rf", str(folder / "_generated")])
    build = [sys.executable, "-m", "statbrief", "build", "--each", str(folder)]
    all_made = _run_of(build)
    each = all_made.processor / count
    sizes = [path.stat().st_size for path in (folder / "_output").glob("*/brief.*")]
    print(
        f"{count} areas, each edition: {each:.3f} s of a processor = {each / floor:.2f} × {floor:.3f} s of its tools"
        f" alone, warm (aim: {_AIM} ×, {_verdict(each / floor <= _AIM)}), {each / alone:.2f} × {alone:.3f} s of a warm"
        f" build; all of them: {all_made.clock:.1f} s"
    )
    print(f"{count} sealed editions: {sum(sizes) / 1e6:.1f} MB; {sum(sizes) / count / 1e3:.0f} kB each")
    own, share = all_made.own / 1e6, all_made.share / 1e6
    print(
        f"peak memory of a process: {share:.0f} MB (aim: {_MOST} MB), {own:.0f} MB of them its own and the rest its"
        f" part of what it shares with others; with all of that: {all_made.memory / 1e6:.0f} MB"
    )
    changed = min(_CHANGED, count)
    text = (folder / "data/pupils.csv").read_text(encoding="utf-8").splitlines()
    span = len(_YEARS) * len(_KINDS)
    for place in range(changed):
        text[1 + place * span] = text[1 + place * span][:-2] + "700"
    (folder / "data/pupils.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
    again, nothing = _run_of(build), _run_of(build)
    print(f"{changed} areas changed: {again.processor:.1f} s of a processor; none: {nothing.processor:.1f} s")


def _verdict(is_met: bool) -> str:  # noqa: FBT001 -- one caller
    return "met" if is_met else "missed"


def _median(folder: Path, what: str) -> float:
    """The seconds that each of some editions takes."""
    command = [sys.executable, str(Path(__file__).resolve()), what, str(folder)]
    taken = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return statistics.median(map(float, taken))


class _Taken(NamedTuple):
    """What a program and all that it ran took: seconds by the clock and of processors, bytes of the largest.

    `share` and `own` are the largest of its workers': with its part of what is shared, and without any of that.
    """

    clock: float
    processor: float
    memory: int
    share: int
    own: int


def _run_of(command: list[str]) -> _Taken:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    share = own = 0
    while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
        for each in _workers_of(process.pid):
            share, own = max(share, each[0]), max(own, each[1])
        time.sleep(0.5)
    _, status, used = ended
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} left with {process.returncode}")
    memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return _Taken(time.perf_counter() - start, used.ru_utime + used.ru_stime, memory, share, own)


def _workers_of(process: int) -> Iterator[tuple[int, int]]:
    """The memory of those that a process has begun, in bytes: each one's share, and what it has for itself alone."""
    with suppress(OSError):
        for child in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split():
            lines = Path(f"/proc/{child}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
            sizes = {line.split()[0]: int(line.split()[1]) << 10 for line in lines}
            yield sizes.get("Pss:", 0), sum(size for name, size in sizes.items() if name.startswith("Private_"))


def _processor() -> float:
    """The seconds of processors that this process and those that it ran have had."""
    used = [resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True)


def warm_builds(folder: Path) -> list[float]:
    """Seconds of a processor that builds take in this process, on one processor, once it has done two."""
    from statbrief.each.areas import read_areas
    from statbrief.each.edition import Editions
    from statbrief.each.folder import Folders
    from statbrief.each.making import Wanted, warm
    from statbrief.each.settings import read_each
    from statbrief.project.project import read_project

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    areas = read_areas(folder, read_each(read_project(folder)))
    editions = Editions(Folders(folder=folder, areas=areas), Wanted())
    warm(folder)
    seconds = []
    for listed in areas.listed[: _WARM + 2]:
        start = _processor()
        if made := editions.build(listed).faults:
            raise SystemExit(str(made[0]))
        seconds.append(_processor() - start)
    return seconds[2:]


def floor_builds(folder: Path) -> list[float]:
    """Seconds of a processor that the tools of the same builds take, the chart included, and nothing else."""
    import pandas as pd
    import typst  # noqa: F401 -- so that its import is not timed

    import floor

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    floor.prepare(folder / "data/units.txt", folder / "_generated/fonts")
    drawn, program = floor.load(folder / "analysis/charts.py"), floor.pandoc()
    seconds = []
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(1, _WARM + 3):
            own = folder / f"_generated/each/region-{number:04}"
            plain = plain_brief(Path(scratch) / own.name, own)
            start = _processor()
            pupils = floor.with_unit(pd.read_csv(own / "data/pupils.csv"), "year", "pupils", "pupil")
            words = SimpleNamespace(digits="{:,}".format, said=lambda _: "Pupils in the region")
            picture = drawn.trend(pupils.set_index("year"), "Region", words)
            picture.savefig(plain / "charts/trend.svg", format="svg")
            floor.pages(plain, program)
            seconds.append(_processor() - start)
    return seconds[2:]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--warm"]:
        print(*warm_builds(Path(sys.argv[2]).resolve()))
    elif sys.argv[1:2] == ["--floor"]:
        print(*floor_builds(Path(sys.argv[2]).resolve()))
    else:
        main([*map(int, sys.argv[1:])] or AREAS)
