"""What engines computed, kept by what it was computed of: an edit of the prose asks no engine again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from statbrief.data.computed import HIGH, LOW, ROWS, ComputedCell
from statbrief.data.datasets import Dataset
from statbrief.data.engine_files import kept_as
from statbrief.engine.results import Result, decimal_text
from statbrief.files.hashes import code_digest
from statbrief.files.write import replace_file
from statbrief.record.cells import PERIOD

_CODE = ("engine", "data")
"""The parts of this program that a result depends on."""


def key_of(sql: str, engine: str, sources: Mapping[str, object], columns: Iterable[object]) -> str:
    """What a result depends on, and on nothing else: `sources` are the hashes of files, `columns` how each is told."""
    parts = [sql, engine, dict(sources), [str(each) for each in columns], code_digest(_CODE)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def read_kept(folder: Path, name: str, key: str) -> tuple[Result, dict[str, int]] | None:
    """What was computed for a function before, and how many rows its sources had; None where it is of other things."""
    try:
        kept: Any = json.loads((folder / kept_as(name)).read_text(encoding="utf-8"))
        if kept["key"] != key:
            return None
        cells = {(column, int(place)): ComputedCell(Fraction(half), None if step is None else Fraction(step), int(rows))
                 for column, place, half, step, rows in kept["cells"]}  # fmt: skip
        return Result(tuple(kept["rows"]), cells, tuple(kept["periods"])), dict(kept["counts"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(folder: Path, name: str, key: str, result: Result, counts: Mapping[str, int]) -> None:
    """Keep what was computed for a function."""
    cells = [[column, place, str(each.half), None if each.step is None else str(each.step), each.rows]
             for (column, place), each in result.cells.items()]  # fmt: skip
    kept = {"key": key, "counts": dict(counts), "rows": result.rows, "periods": result.periods, "cells": cells}
    replace_file(folder / kept_as(name), json.dumps(kept, ensure_ascii=False) + "\n", kept_as(name))


def write_numbers(folder: Path, dataset: Dataset) -> None:
    """Write the numbers of a result as the file that travels inside the pages: with their ends, and rows."""
    assert dataset.computed is not None  # noqa: S101 -- it is asked of what engines computed
    text, cells = io.StringIO(), dataset.computed.cells
    writer = csv.writer(text, lineterminator="\n")
    names = [each.name for each in dataset.columns.values() if each.unit is None]
    names += [PERIOD] if _tells_more_times(dataset) else []
    measured = list(dataset.measured())
    beside = ("", f".{LOW}", f".{HIGH}", f".{ROWS}")
    writer.writerow([*names, *(f"{each}{part}" for each in measured for part in beside)])
    for place, row in enumerate(dataset.rows):
        numbers = [part for each in measured for part in _parts(row[each], cells.get((each, place)))]
        writer.writerow([*(row[each] for each in names), *numbers])
    replace_file(folder / dataset.description.path, text.getvalue(), dataset.description.path)


def _tells_more_times(dataset: Dataset) -> bool:
    """Whether rows are of other times than their key tells."""
    key = dataset.description.key
    return any(row[PERIOD] and row[PERIOD] not in {row[each] for each in key} for row in dataset.rows)


def _parts(text: str, cell: ComputedCell | None) -> list[str]:
    if cell is None:
        return ["", "", "", ""]
    number = Fraction(text)
    return [text, decimal_text(number - cell.half), decimal_text(number + cell.half), str(cell.rows)]
