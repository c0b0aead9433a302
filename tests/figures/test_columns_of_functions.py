"""Which columns of a table a function may look at is read from its code, where that tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.errors import DerivingError
from statbrief.figures.functions import read_functions

TOLD: dict[str, tuple[str, set[str]]] = {
    "rows": ("    return len(claims)", set()),
    "a condition": ('    return (claims["region"] == "North").sum()', {"region"}),
    "two columns": ('    return claims["cost"].sum() / claims["visits"].sum() + len(claims)', {"cost", "visits"}),
    "within a function": ('    return sum(each > 5 for each in claims["rank"])', {"rank"}),
}
OPEN: dict[str, str] = {
    "some rows": '    return len(claims[claims["region"] == "North"])',
    "an attribute": "    return claims.shape[1]",
    "a place": "    return claims.iloc[0, 1]",
    "another name": '    table = claims\n    return table["cost"].sum()',
    "a column by a variable": '    return sum(claims[each].sum() for each in ["cost", "visits"])',
    "several columns": '    return claims[["cost", "visits"]].sum().sum()',
    "another function": "    return _all(claims)",
    "written to": '    claims["cost"] = 5\n    return claims["cost"].sum()',
    "by its name": '    return locals()["claims"].size + claims["cost"].sum()',
    "a len of its own": "    len = sum\n    return len(claims)",
}


def columns(folder: Path, body: str) -> frozenset[str] | None:
    """What is read of such a function."""
    code = f'def _all(table):\n    return table.size\n\n\ndef it(claims):\n    """It"""\n{body}\n'
    write_brief(folder, derived=code)
    return read_functions(folder, "analysis/derived.py", DerivingError)[0].columns["claims"]


@pytest.mark.parametrize(("body", "expected"), TOLD.values(), ids=TOLD)
def test_columns_that_are_named_and_rows_that_are_counted_tell_it(
    tmp_path: Path, body: str, expected: set[str]
) -> None:
    """Where nothing else is done with the table."""
    found = columns(tmp_path, body)
    assert found is not None
    assert {*found} == expected


@pytest.mark.parametrize("body", OPEN.values(), ids=OPEN)
def test_whatever_else_is_done_with_the_table_leaves_it_open(tmp_path: Path, body: str) -> None:
    """Then it may look at any column."""
    assert columns(tmp_path, body) is None
