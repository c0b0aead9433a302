"""Data larger than memory: a brief whose tables an engine computes, against bare DuckDB and a brief without an engine.

`python bench/larger_than_memory.py 100000000` does it with 100 million rows. The rows are made up, and the same each
time. Bare DuckDB computes value, low and high of each number in one scan, as whoever has no other way would.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROWS = 10_000_000
MOST_FOR_QUANTILES = 10_000_000
RUNS = 3
_AIM, _AIM_OF_MEMORY = 1.3, 500  # times, megabytes
_ROWS = """COPY (
    SELECT 'R' || (hash(i) % 20)::VARCHAR AS region, DATE '2022-01-01' + (hash(i + 1) % 365)::INTEGER AS day,
        ((hash(i + 2) % 400)::DOUBLE / 4) AS fare, ((hash(i + 3) % 500)::DOUBLE / 10) AS distance,
        (hash(i + 4) % 5)::INTEGER AS riders
    FROM range({rows}) AS t(i)
) TO '{file}' (FORMAT parquet, ROW_GROUP_SIZE 122880)"""
_BARE = "SELECT region, count(*), sum(riders), {parts} FROM read_parquet('{file}') GROUP BY region ORDER BY region"
_HALVES = {"fare": 0.125, "distance": 0.05}
_WAYS = {"sum": "fare", "avg": "fare", "min": "fare", "max": "distance"}
_FIELDS = [
    {"name": "region", "type": "string"},
    {"name": "day", "type": "date"},
    {"name": "fare", "type": "number", "unit": "USD", "rounded_to": 0.25},
    {"name": "distance", "type": "number", "unit": "km", "rounded_to": 0.1},
    {"name": "riders", "type": "integer", "unit": "person", "rounded_to": "exact"},
]
_WORDS = '''    """Trips by region

    region: Region
    trips: Trips
    riders: Riders
    fares: Fares
    mean: Mean fare
    least: Least fare
    longest: Longest
'''
_ASKED = """    return trips.group_by("region").agg(
        trips=_.count(), riders=_.riders.sum(), fares=_.fare.sum(), mean=_.fare.mean(), least=_.fare.min(),
        longest=_.distance.max(),
"""
_PROSE = """---
title: Trips
date: 2023-01-05
---

Fares in the first region came to {{< var by_region.r0.fares.about >}}.

::: {#tbl-regions}
{{< table by_region >}}

{{< caption by_region >}}
:::

{{< figures >}}
"""
_SETTINGS = """lang: en
bibliography: data/sources.bib
format: {html: {theme: none, minimal: true, embed-resources: true}, typst: default}
"""


def main(rows: int = ROWS) -> None:
    """Print how long such a build takes, and how much memory, with and without quantiles where there are any."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        file = folder / "large/data/trips.parquet"
        file.parent.mkdir(parents=True)
        _run("-c", "import duckdb, sys; duckdb.sql(sys.argv[1])", _ROWS.format(rows=rows, file=file))
        print(f"\n{rows:,} rows of Parquet, {file.stat().st_size / 1e6:.0f} MB")
        for with_quantiles in (False, True) if rows <= MOST_FOR_QUANTILES else (False,):
            _measure(folder, file, with_quantiles=with_quantiles)


def _measure(folder: Path, file: Path, *, with_quantiles: bool) -> None:
    large, small = folder / "large", folder / "small"
    _write(large, "trips.parquet", _large_table(with_quantiles=with_quantiles), {"engine": True, "period": "{day}"})
    _write(small, "by_region.csv", _small_table(), {})
    (small / "data/by_region.csv").write_text(
        "region,trips,riders,fares,mean,least,longest,middle\n"
        + "".join(f"R{each},500000,1000000,2500000.25,50.25,0,49.9,49.75\n" for each in range(20)),
        encoding="utf-8",
    )
    _run("-m", "statbrief", "check", str(small))  # bytecode, and what the system keeps of files
    ours = [_timed(lambda: _clean_build(large)) for _ in range(RUNS)]
    bare = [_timed(lambda: _run("-c", _bare(file, with_quantiles=with_quantiles))) for _ in range(RUNS)]
    brief = [_timed(lambda: _clean_build(small)) for _ in range(RUNS)]
    peak = _peak(lambda: _clean_build(large))
    floor = statistics.median(bare) + statistics.median(brief)
    ratio = statistics.median(ours) / floor
    what = "sums, counts, means, extremes" + (" and a quantile" if with_quantiles else "")
    told = f"{statistics.median(bare):.2f} s of bare DuckDB and {statistics.median(brief):.2f} s of a small brief"
    print(f"{what}: {statistics.median(ours):.2f} s, {ratio:.2f} × {told} (aim: {_AIM})")
    print(f"  peak memory of the largest process: {peak} MB (aim: {_AIM_OF_MEMORY} at most)")


def _large_table(*, with_quantiles: bool) -> str:
    middle = "        middle=_.fare.quantile(0.5),\n" if with_quantiles else ""
    words = _WORDS + ("    middle: Median\n" if with_quantiles else "")
    return f'from ibis import _\n\n\ndef by_region(trips):\n{words}    """\n{_ASKED}{middle}    )\n'


def _small_table() -> str:
    return f'def by_region(cells):\n{_WORDS}    middle: Median\n    """\n    return cells\n'


def _write(folder: Path, path: str, tables: str, said: dict[str, object]) -> None:
    """A brief of one table: of the engine, or of a file that is loaded."""
    for part in ("data", "analysis"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "_quarto.yml").write_text(_SETTINGS, encoding="utf-8")
    (folder / "brief.qmd").write_text(_PROSE, encoding="utf-8")
    (folder / "analysis/tables.py").write_text(tables, encoding="utf-8")
    (folder / "data/units.txt").write_text("person = [person]\nUSD = [currency]\n", encoding="utf-8")
    (folder / "data/sources.bib").write_text("@online{city, author={{City}}, title={Trips}, date={2022}}\n", "utf-8")
    fields = _FIELDS if said else [_FIELDS[0], *_numbers()]
    schema = {"fields": fields} if said else {"fields": fields, "primaryKey": ["region"]}
    name = "trips" if said else "cells"
    known = {"name": name, "path": path, "title": "Trips", "source": "city", "schema": schema, **said}
    (folder / "data/datapackage.json").write_text(json.dumps({"resources": [known]}), encoding="utf-8")


def _numbers() -> list[dict[str, object]]:
    steps = {
        "trips": "exact",
        "riders": "exact",
        "fares": 0.25,
        "mean": 0.25,
        "least": 0.25,
        "longest": 0.1,
        "middle": 0.25,
    }
    units = {"trips": "1", "riders": "person", "longest": "km"}
    return [
        {"name": name, "type": "number", "unit": units.get(name, "USD"), "rounded_to": step}
        for name, step in steps.items()
    ]


def _bare(file: Path, *, with_quantiles: bool) -> str:
    """A program that asks DuckDB alone for value, low and high."""
    parts = [
        f"{way}({column}{aside})"
        for way, column in _WAYS.items()
        for aside in ("", f" - {_HALVES[column]}", f" + {_HALVES[column]}")
    ]
    parts += [f"quantile_cont(fare{each}, 0.5)" for each in ("", " - 0.125", " + 0.125")] if with_quantiles else []
    asked = _BARE.format(parts=", ".join(parts), file=file)
    return f"import duckdb; print(len(duckdb.sql({asked!r}).fetchall()))"


def _clean_build(folder: Path) -> None:
    subprocess.run(["rm", "-rf", folder / "_generated", folder / "_output", folder / "_variables.yml"], check=True)
    _run("-m", "statbrief", "build", "--renderer", "embedded", str(folder))


def _run(*command: str) -> None:
    subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, check=True)


def _timed(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _peak(act: Callable[[], None]) -> int:
    """The memory of the largest process that it starts, in megabytes: of all that were started so far."""
    act()
    return round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else ROWS)
