"""What pandas computes of a column with a unit is the same number as of plain ones, in the unit that it must have."""

import math
import statistics
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pint
import pint_pandas
import pytest

from named_briefs import HEAD, named
from statbrief.analysis.analysis import analyse
from statbrief.data.running import running_apart

NUMBERS = [3.5, 1.0, 4.0, 1.0, math.nan, 5.0, 9.0, 2.0, 6.0, 5.0]
PLAIN = pd.Series(NUMBERS, index=list("abcdefghij"), name="tons")
POWERS = dict.fromkeys(("sum", "mean", "median", "min", "max", "std", "sem", "first", "last"), 1) | {"var": 2}


def measured(numbers: "pd.Series[float]" = PLAIN) -> Any:  # noqa: ANN401 -- with a kind that pandas has no name for
    """Numbers in tons."""
    array = pint_pandas.PintArray(pd.array(list(numbers), dtype="float64"), dtype="pint[ton]")
    return pd.Series(array, index=numbers.index, name=numbers.name)


def assert_measured(found: Any, wanted: Any, power: int) -> None:  # noqa: ANN401 -- of pandas
    """That some numbers are those, in that power of the unit."""
    assert found.pint.units == pint.Unit("ton") ** power
    pd.testing.assert_series_equal(found.pint.magnitude.astype(float), wanted)


@pytest.mark.parametrize("made", POWERS)
@pytest.mark.parametrize("windows", ["rolling(3)", "rolling(3, min_periods=1)", "expanding()"])
def test_a_window_has_the_unit_of_its_rows(made: str, windows: str) -> None:
    """A deviation, too, and a variance the square of it."""
    with running_apart():
        found = eval(f"column.{windows}.{made}()", {"column": measured()})  # noqa: S307 -- of this test
    assert_measured(found, eval(f"column.{windows}.{made}()", {"column": PLAIN}), POWERS[made])  # noqa: S307 -- likewise


@pytest.mark.parametrize("made", ["mean", "sum", "std", "var"])
def test_weights_that_fade_leave_the_unit(made: str) -> None:
    """As of exponential smoothing."""
    with running_apart():
        found = getattr(measured().ewm(span=3), made)()
    assert_measured(found, getattr(PLAIN.ewm(span=3), made)(), POWERS[made])


def test_windows_of_groups_and_of_tables() -> None:
    """Column by column; what has no unit has none, and names may be of several parts."""
    groups = list("xyxyxyxyxy")
    with running_apart():
        grouped = measured().groupby(groups).rolling(2).mean()
        table = pd.DataFrame({("a", 1): measured(), ("b", 2): PLAIN}).rolling(2).sum()
    assert_measured(grouped, PLAIN.groupby(groups).rolling(2).mean(), 1)
    assert_measured(table["a", 1], PLAIN.rolling(2).sum().rename(("a", 1)), 1)
    pd.testing.assert_series_equal(table["b", 2], PLAIN.rolling(2).sum().rename(("b", 2)))


@pytest.mark.parametrize("made", ["count", "rank", "skew", "kurt"])
def test_what_no_unit_measures_is_a_number(made: str) -> None:
    """How many there are, and where each stands."""
    with running_apart():
        found = getattr(measured().rolling(4), made)()
    pd.testing.assert_series_equal(found, getattr(PLAIN.rolling(4), made)())


def test_a_covariance_is_in_both_units() -> None:
    """Or in one, where the other column has none."""
    with running_apart():
        own, other = measured().cov(measured()), measured().cov(PLAIN)
    assert (own.m, f"{own.u}") == (pytest.approx(PLAIN.var()), "ton ** 2")
    assert (other.m, f"{other.u}") == (pytest.approx(PLAIN.var()), "ton")


@pytest.mark.parametrize("n", [0, 1, 3, 7, 20])
@pytest.mark.parametrize("end", ["nlargest", "nsmallest"])
def test_the_largest_are_found(end: str, n: int) -> None:
    """Of equal ones the first, and missing ones last, as pandas does."""
    with running_apart():
        found = getattr(measured(), end)(n)
        table = getattr(measured().to_frame(), end)(n, "tons")
        groups = getattr(measured().groupby(list("xyxyxyxyxy")), end)(2)
    assert_measured(found, getattr(PLAIN, end)(n), 1)
    assert_measured(table["tons"], getattr(PLAIN.to_frame(), end)(n, "tons")["tons"], 1)
    assert_measured(groups, getattr(PLAIN.groupby(list("xyxyxyxyxy")), end)(2), 1)


WHOLE = PLAIN.dropna()
OF_ARRAYS = {
    "np.sum(column)": 1,
    "np.max(column)": 1,
    "np.min(column)": 1,
    "np.mean(column)": 1,
    "np.average(column)": 1,
    "np.average(column, weights=range(1, len(column) + 1))": 1,
    "np.average(column, weights=column)": 1,
    "np.median(column)": 1,
    "np.std(column)": 1,
    "np.var(column)": 2,
    "np.nanmean(column)": 1,
    "np.nanmedian(column)": 1,
    "np.nanstd(column)": 1,
    "np.nanvar(column)": 2,
    "np.percentile(column, 30)": 1,
    "np.quantile(column, q=0.3)": 1,
    "np.nanpercentile(column, 30)": 1,
    "np.nanquantile(column, 0.3)": 1,
    "np.corrcoef(column, range(len(column)))[0, 1]": 0,
    "statistics.median(column)": 1,
}


def computed(code: str, column: object) -> Any:  # noqa: ANN401 -- a number or a quantity
    """What code makes of a column."""
    return eval(code, {"np": np, "statistics": statistics, "column": column})  # noqa: S307 -- of this test


@pytest.mark.parametrize("form", ["column", "array", "list", "objects"])
@pytest.mark.parametrize("made", OF_ARRAYS)
def test_what_numpy_computes_of_a_column_is_in_its_unit(made: str, form: str) -> None:
    """Whether it is given the column, its values or a list of them."""
    column = measured(WHOLE)
    forms = {"column": column, "array": column.array, "list": [*column], "objects": column.to_numpy()}
    with running_apart():
        found = pint.Quantity(computed(made, forms[form]))
    assert found.u == pint.Unit("ton") ** OF_ARRAYS[made]
    assert found.m == pytest.approx(computed(made, WHOLE.to_numpy()))


@pytest.mark.parametrize("made", ["sum", "mean", "std", "max", "min"])
def test_what_numpy_asks_a_column_for_leaves_out_missing_cells(made: str) -> None:
    """As pandas does."""
    with running_apart():
        found = getattr(np, made)(measured())
    assert (found.m, found.u) == (pytest.approx(getattr(np, made)(PLAIN)), pint.Unit("ton"))


def test_what_numpy_computes_of_plain_numbers_is_a_plain_number() -> None:
    """As it always is."""
    with running_apart():
        found = [computed(made, WHOLE) for made in OF_ARRAYS]
    assert found == [computed(made, WHOLE) for made in OF_ARRAYS]
    assert not any(isinstance(each, pint.Quantity) for each in found)


@pytest.mark.parametrize("made", ["mean", "fmean", "stdev", "pstdev", "harmonic_mean", "geometric_mean"])
def test_what_statistics_would_take_for_plain_numbers_is_refused(made: str) -> None:
    """As pint refuses to make a plain number of a quantity; those of shares are plain."""
    with running_apart():
        with pytest.raises(pint.DimensionalityError):
            getattr(statistics, made)(measured(WHOLE))
        shares = measured(WHOLE) / measured(WHOLE).max()
        found = getattr(statistics, made)(shares)
    assert float(found) == pytest.approx(getattr(statistics, made)(WHOLE / WHOLE.max()))


@pytest.mark.parametrize(("code", "value"), [("np.median(column)", 40), ("np.average(column)", 40)])
def test_a_median_of_numpy_is_a_figure_with_its_unit_and_range(tmp_path: Path, code: str, value: float) -> None:
    """All of its rows lie half of a step to each side."""
    counts = HEAD + "".join(f"2024-0{month},Mexico,{number}\n" for month, number in enumerate((70, 30, 10, 50), 1))
    source = f'import numpy as np\n\n\ndef it(table):\n    """It"""\n    column = table["arrests"]\n    return {code}\n'
    found = analyse(named(tmp_path, source, counts=counts, rounded_to=10), "en").figures["it"]
    assert (found.value, found.range.low, found.range.high) == (value, value - 5, value + 5)
    assert f"{found.unit}" == "arrest"


def test_a_mean_of_three_months_is_a_figure(tmp_path: Path) -> None:
    """In arrests, as its annotation says: half of a step to each side, from the rows of the window."""
    counts = HEAD + "".join(f"2024-0{month},Mexico,{number}\n" for month, number in enumerate((70, 30, 10, 50), 1))
    code = 'def it(table) -> "arrest":\n    """It"""\n    return table["arrests"].rolling(3).mean().iloc[-1]\n'
    found = analyse(named(tmp_path, code, counts=counts, rounded_to=10), "en").figures["it"]
    assert (found.value, found.range.low, found.range.high) == (30, 25, 35)
    assert f"{found.unit}" == "arrest"
    assert found.period == "2024-02/2024-04"
