"""The highest since when, and how often in a row: against plain pandas where all is exact, and as rounding allows."""

import itertools
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefs import analysed
from statbrief.data.datasets import Dataset
from statbrief.errors import CheckingError, DerivingError
from statbrief.figures.compared import UndecidedError
from statbrief.figures.in_a_row import UnendedRun
from statbrief.periods import in_a_row, latest, previous, run, since_when, year_earlier

IMPORT = "from statbrief.periods import in_a_row, latest, run, since_when\n\n\n"


def package(step: object, *, gaps: bool = False) -> str:
    """A data package of one monthly table, rounded to a step."""
    fields = [
        {"name": "month", "type": "yearmonth"},
        {"name": "n", "type": "number", "unit": "visa", "rounded_to": step},
    ]
    schema = {"primaryKey": "month", "fields": fields}
    table = {"name": "t", "path": "table.csv", "source": "agency", "period": "{month}", "schema": schema, "gaps": gaps}
    return json.dumps({"resources": [table]})


def rows(numbers: list[float]) -> str:
    """A month for each number."""
    months = pd.period_range("2020-01", periods=len(numbers), freq="M")
    return "month,n\n" + "".join(f"{month},{number}\n" for month, number in zip(months, numbers, strict=True))


def table_of(folder: Path, numbers: list[float], step: object = "exact") -> pd.DataFrame:
    """That table, as functions are given it."""
    dataset: Dataset = analysed(folder, figures="", package=package(step), dataset=rows(numbers)).datasets["t"]
    return dataset.with_cells({})


@pytest.mark.thorough
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 6), min_size=2, max_size=12))
def test_exact_numbers_are_as_in_plain_pandas(tmp_path: Path, numbers: list[float]) -> None:
    """Since when, by the last that is not below; how often, by the sign of each change."""
    table = table_of(tmp_path, numbers)
    plain = pd.Series(numbers, index=pd.period_range("2020-01", periods=len(numbers), freq="M"))
    earlier = plain.iloc[:-1]
    highest, lowest = earlier[earlier >= plain.iloc[-1]], earlier[earlier <= plain.iloc[-1]]
    assert since_when(table, "n") == (highest.index[-1] if len(highest) else None)
    assert since_when(table, "n", lowest=True) == (lowest.index[-1] if len(lowest) else None)
    changes = list(plain.diff().dropna())[::-1]
    for fell in (False, True):
        goes_on = [(each < 0) if fell else (each > 0) for each in changes]
        times = sum(1 for _ in itertools.takewhile(bool, goes_on))
        if times == len(changes):
            with pytest.raises(UndecidedError, match="in every period since 2020-01, where the table begins"):
                in_a_row(table, "n", fell=fell)
        else:
            assert in_a_row(table, "n", fell=fell) == times
    signs = [(each > 0) - (each < 0) for each in changes]
    length = sum(1 for _ in itertools.takewhile(lambda each: each == signs[0], signs)) * signs[0]
    counted = run(table, "n")
    if signs[0] and abs(length) == len(changes):
        assert isinstance(counted, UnendedRun)
        assert counted.times == length
    else:
        assert counted == length


def test_rounding_may_leave_it_open(tmp_path: Path) -> None:
    """To the nearest ten, 110 may be 105 and 100 may be 105; 120 and 100 are apart."""
    apart, touching = (table_of(tmp_path / str(last), [150, 90, 100, last], 10) for last in (120, 110))
    assert since_when(apart, "n") == pd.Period("2020-01")
    found = (
        r"whether n of 2020-04 \(110 ± 5\) is above n of 2020-03 \(100 ± 5\) cannot be told within the rounding; to c"
    )
    with pytest.raises(UndecidedError, match=found):
        since_when(touching, "n")
    with pytest.raises(UndecidedError, match=found):
        in_a_row(touching, "n")
    assert since_when(touching, "n", as_stated=True) == pd.Period("2020-01")
    assert in_a_row(touching, "n", as_stated=True) == 2


def test_what_is_equal_as_rounded_is_not_told(tmp_path: Path) -> None:
    """100 and 100 to the nearest ten: which is higher nobody knows; exactly, it is as high."""
    with pytest.raises(UndecidedError, match="cannot be told within the rounding"):
        since_when(table_of(tmp_path / "a", [90, 100, 100], 10), "n")
    assert since_when(table_of(tmp_path / "b", [90, 100, 100]), "n") == pd.Period("2020-02")


def test_another_period_may_be_asked_of(tmp_path: Path) -> None:
    """As of any month, with what came before it."""
    table = table_of(tmp_path, [9, 1, 2, 3, 0])
    assert in_a_row(table, "n", previous(latest(table))) == 2
    assert since_when(table, "n", pd.Period("2020-04")) == pd.Period("2020-01")
    assert year_earlier(latest(table)) == pd.Period("2019-05")


def test_a_figure_may_count_them(tmp_path: Path) -> None:
    """Its cells are moved within their rounding, and what was decided stays so."""
    code = IMPORT + 'def run(t):\n    """Run"""\n    return in_a_row(t, "n")\n\n\n'
    code += 'def then(t):\n    """Then"""\n    return t.loc[since_when(t, "n"), "n"]\n'
    made = analysed(tmp_path, figures="", package=package(10), dataset=rows([150, 90, 110, 130]), derived=code).figures
    assert (made["run"].value, made["run"].range.width) == (2, 0)
    assert (made["then"].value, made["then"].period) == (150, "2020-01")
    assert (made["then"].range.low, made["then"].range.high) == (145, 155)


REFUSED = {
    'in_a_row(t, "n")': "whether n of 2020-04 (110 ± 5) is above n of 2020-03 (100 ± 5) cannot be told",
    'in_a_row(t, "m")': "'m' is no column of the table; there are n",
    'in_a_row(t["n"], "n")': "is given a Series; give the table, and the column's name",
    'in_a_row(t.reset_index(), "n")': "is given a table whose rows are not told apart by periods alone; choose",
    'in_a_row(t.assign(n=t["n"] * 2), "n")': "how n is rounded is not known, for its numbers are not those of a file",
    'in_a_row(t.drop(latest(t) - 1), "n")': "asks for n of 2020-03, which is missing; add its row",
    'in_a_row(t, "n", latest(t) + 1)': "asks for n of 2020-05, which is missing; add its row",
}


@pytest.mark.parametrize(("result", "message"), REFUSED.items(), ids=REFUSED.keys())
def test_what_cannot_be_told_stops_the_build(tmp_path: Path, result: str, message: str) -> None:
    """With the line that asks, of figures as of checks."""
    known = {"figures": "", "package": package(10), "dataset": rows([150, 90, 100, 110])}
    with pytest.raises(DerivingError) as raised:
        analysed(tmp_path, derived=f'{IMPORT}def it(t):\n    """It"""\n    return {result}\n', **known)
    assert str(raised.value).startswith(f"analysis/derived.py:6: it: {message}")
    with pytest.raises(CheckingError) as checked:
        analysed(tmp_path, checks=f'{IMPORT}def it(t):\n    """It"""\n    return {result} > 0\n', **known)
    assert str(checked.value).startswith(f"analysis/checks.py:6: it: {message}")


AND_MORE = "since {} table begins, and perhaps more"
UNDECLARED = f'it: returns a run of 3 periods, all {AND_MORE.format("its")}; declare -> "run", which says "at least"'
NO_NUMBER = f'it: is a run of 3 periods, all {AND_MORE.format("the")}; return run(…) as it is, and declare -> "run"'
UNENDED = {
    "as it is": ('run(t, "n")', f"analysis/derived.py:4: {UNDECLARED}"),
    "a sum": ('run(t, "n") + 1', f"analysis/derived.py:6: {NO_NUMBER}"),
    "a size": ('abs(run(t, "n"))', f"analysis/derived.py:6: {NO_NUMBER}"),
    "a comparison": ('int(run(t, "n") > 2)', f"analysis/derived.py:6: {NO_NUMBER}"),
    "a cell": ('pd.Series([run(t, "n")]).astype(float).sum()', f"analysis/derived.py:6: {NO_NUMBER}"),
    "a choice": ('1 if run(t, "n") else 2', f"analysis/derived.py:6: {NO_NUMBER}"),
}


@pytest.mark.parametrize(("result", "message"), UNENDED.values(), ids=UNENDED.keys())
def test_a_run_since_the_table_begins_is_no_number(tmp_path: Path, result: str, message: str) -> None:
    """How long it is nobody knows, so nothing is computed from it, and its function says what it returns."""
    known = {"figures": "", "package": package("exact"), "dataset": rows([90, 100, 110, 120])}
    with pytest.raises(DerivingError) as raised:
        analysed(
            tmp_path,
            derived=f'import pandas as pd\n{IMPORT[:-1]}def it(t):\n    """It"""\n    return {result}\n',
            **known,
        )
    assert str(raised.value) == message


def test_a_gap_is_not_passed_over(tmp_path: Path) -> None:
    """What is missing between might have been higher, or the end of the row."""
    code = f'{IMPORT}def it(t):\n    """It"""\n    return t.loc[since_when(t, "n"), "n"]\n'
    cells = "month,n\n2020-01,9\n2020-03,5\n2020-04,7\n"
    with pytest.raises(DerivingError, match="it: asks for n of 2020-02, which is missing; add its row"):
        analysed(tmp_path, figures="", package=package("exact", gaps=True), dataset=cells, derived=code)


def test_a_cell_without_a_number_is_told(tmp_path: Path) -> None:
    """As wherever else a result would rest on it."""
    code = f'{IMPORT}def it(t):\n    """It"""\n    return in_a_row(t, "n")\n'
    cells = "month,n\n2020-01,9\n2020-02,\n2020-03,5\n2020-04,7\n"
    with pytest.raises(
        DerivingError, match=r"it: (rests on t\[2020-02, n\], which is missing|n of 2020-02 is missing)"
    ):
        analysed(tmp_path, figures="", package=package("exact"), dataset=cells, derived=code)


@pytest.mark.parametrize("lowest", [False, True])
def test_what_is_the_highest_since_the_table_begins_says_what_to_return(tmp_path: Path, *, lowest: bool) -> None:
    """There is no period to tell then, and that no function returned one would not say why."""
    code = f'def since(t):\n    """Since"""\n    return since_when(t, "n", lowest={lowest})\n'
    numbers = [3.0, 2.0, 1.0] if lowest else [1.0, 2.0, 3.0]
    with pytest.raises(DerivingError) as caught:
        analysed(tmp_path, figures="", derived=IMPORT + code, package=package("exact"), dataset=rows(numbers))
    assert str(caught.value) == (
        "analysis/derived.py:4: since: returns None; since_when finds no such period in the table, which begins too "
        "late to tell since when: add earlier rows, or return table.index.min() there, and let prose say that the "
        "table begins then"
    )
