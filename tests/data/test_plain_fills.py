"""A plain number is put into no column that has a unit: with its unit, it is as much as that says."""

import math
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
from statbrief.errors import DerivingError

COUNTS = HEAD + "".join(f"2024-0{month},Mexico,{number}\n" for month, number in enumerate((70, 30, 10, 50), 1))
ROWS = list("abcd")
PLAIN = pd.DataFrame({"kind": list("xyxy"), "one": [3.5, math.nan, 4.0, 9.0], "other": [1.0, 2.0, math.nan, math.nan]})

FILLS = {
    "fillna": "one.fillna({})",
    "fillna of some": 'one.fillna({{"b": {}}})',
    "fillna of a table": "columns.fillna({})['one']",
    "fillna by column": "columns.fillna({{'one': {}}})['one']",
    "fillna in groups": 'one.groupby(table["kind"]).transform(lambda each: each.fillna({}))',
    "where": "one.where(one.notna(), {})",
    "mask": "one.mask(one.isna(), {})",
    "mask of a table": "columns.mask(columns.isna(), {})['one']",
    "replace": "one.replace(np.nan, {})",
    "clip": "one.clip(upper={})",
    "reindex": "one.reindex(list('abcde'), fill_value={})",
    "reindex of a table": "columns.reindex(list('abcde'), fill_value={})['one']",
    "shift": "one.shift(fill_value={})",
    "shift in groups": "one.groupby(table['kind']).shift(fill_value={})",
    "unstack": "table.set_index('kind', append=True)['one'].unstack(fill_value={})['x']",
    "pivot_table": "table.reset_index().pivot_table(values='one', index='index', columns='kind', fill_value={})['x']",
    "add": "one.add(other, fill_value={})",
    "sub": "one.sub(other, fill_value={})",
    "combine": "one.combine(other.iloc[1:], lambda one, other: other, fill_value={})",
    "map": "one.map(lambda each: {} if np.isnan(getattr(each, 'magnitude', each)) else each)",
    "loc": "put(one, 'loc', 'b', {})",
    "iloc": "put(one, 'iloc', 1, {})",
    "at": "put(one, 'at', 'b', {})",
    "loc of a table": "put(columns, 'loc', ('b', 'one'), {})['one']",
    "rows of a table": "put(columns, 'loc', (columns['one'].isna(), 'one'), {})['one']",
}


def put(table: Any, how: str, key: object, value: object) -> Any:  # noqa: ANN401 -- of pandas
    """A copy of a column or a table in which a cell was set."""
    copy = table.copy()
    getattr(copy, how)[key] = value
    return copy


def measured(numbers: list[float], unit: str) -> Any:  # noqa: ANN401 -- with a kind that pandas has no name for
    """A column of numbers in a unit."""
    array = pint_pandas.PintArray(pd.array(numbers, dtype="Float64"), dtype=f"pint[{unit}]")
    return pd.Series(array, index=ROWS)


def computed(code: str, value: object, unit: str = "") -> Any:  # noqa: ANN401 -- of pandas
    """What code makes of the table, in a unit or with plain numbers, and a value."""
    table: Any = PLAIN.set_axis(ROWS)
    if unit:
        table = table.assign(**{each: measured(list(PLAIN[each]), unit) for each in ("one", "other")})
    known = {"np": np, "put": put, "value": value, "table": table, "columns": table[["one", "other"]]}
    with running_apart():
        return eval(code.format("value"), known | {"one": table["one"], "other": table["other"]})  # noqa: S307 -- of this test


@pytest.mark.parametrize(("unit", "number"), [("ton", 5), ("kiloton", 5), ("percent", 0.05), ("degC", 5)])
@pytest.mark.parametrize("code", FILLS.values(), ids=FILLS.keys())
def test_a_plain_number_is_refused(code: str, unit: str, number: float) -> None:
    """It was so many thousands in a column of thousands; in a column of percentages it is compared as a share."""
    with pytest.raises((TypeError, pint.DimensionalityError, pint.OffsetUnitCalculusError)):
        computed(code, number, unit)


@pytest.mark.parametrize("code", FILLS.values(), ids=FILLS.keys())
def test_a_quantity_is_as_much_as_it_says(code: str) -> None:
    """In the unit of the column, or in another: the numbers are those of pandas with plain numbers in tons."""
    found = computed(code, pint_pandas.PintType.ureg.Quantity(5000, "ton"), "kiloton")
    pd.testing.assert_series_equal(
        found.pint.to("kiloton").pint.magnitude.astype(float), computed(code, 5.0), check_names=False
    )


@pytest.mark.parametrize("code", FILLS.values(), ids=FILLS.keys())
def test_nothing_is_nothing_in_any_unit(code: str) -> None:
    """But for a temperature: no degree is one of them."""
    found = computed(code, 0, "ton")
    pd.testing.assert_series_equal(found.pint.magnitude.astype(float), computed(code, 0.0), check_names=False)
    with pytest.raises((TypeError, pint.DimensionalityError, pint.OffsetUnitCalculusError)):
        computed(code, 0, "degC")


@pytest.mark.parametrize(
    ("value", "is_refused"),
    [
        (None, False),
        (math.nan, False),
        (np.float64(5), True),
        ([0, 0, 0, 0.0], False),
        ([0, 5, 0, 0.0], True),
        (np.array([0, 5, 0, 0]), True),
        (pd.Series([0.0, 5, 0, 0], index=ROWS), True),
        (pd.Series([0.0, math.nan, 0, 0], index=ROWS), False),
    ],
    ids=str,
)
def test_what_is_put_may_be_several(value: object, is_refused: bool) -> None:  # noqa: FBT001 -- a case
    """One plain number among them is enough; what is missing is missing."""
    if is_refused:
        with pytest.raises(
            TypeError, match=r"puts a plain number, 5, among numbers in ton; write pint\.Quantity\(5, 'ton'\)"
        ):
            computed(FILLS["where"], value, "ton")
    else:
        assert f"{computed(FILLS['where'], value, 'ton').pint.units}" == "ton"


def test_a_share_in_one_may_be_a_plain_number() -> None:
    """It is one."""
    assert computed("one.fillna({})", 5, "dimensionless").sum() == 3.5 + 5 + 4 + 9


def test_a_share_among_percentages_says_which_of_both_it_is() -> None:
    """What is over 5% was written over with 0.05%."""
    wanted = r"write pint\.Quantity\(0\.05, 'percent'\), or of a share of 1 pint\.Quantity\(0\.05, 'dimensionless'\)"
    with pytest.raises(TypeError, match=wanted):
        computed("one.clip(upper={})", 0.05, "percent")
    share = pint_pandas.PintType.ureg.Quantity(0.05, "dimensionless")
    assert computed("one.clip(upper={})", share, "percent").max().to("percent").magnitude == pytest.approx(5)


@pytest.mark.parametrize(
    "put",
    [
        'it["arrests"] = it["arrests"].shift(fill_value=50)',
        'it.loc[:, "arrests"] = 50',
        'it.loc[:, "arrests"] = [50] * len(it)',
        "it.iloc[:, 0] = 50.0",
        'it.loc[:, ["arrests"]] = 50',
        'it.loc["2024-01", "arrests"] = 50',
        "it.iat[0, 0] = 50",
    ],
)
def test_the_fault_says_what_to_write(tmp_path: Path, put: str) -> None:
    """In the unit of the column, with the line; also of a whole column, of which pandas has words of its own."""
    code = f'def it(table):\n    """It"""\n    it = table.copy()\n    {put}\n    return it["arrests"].sum()\n'
    with pytest.raises(DerivingError) as raised:
        analyse(named(tmp_path, code, counts=COUNTS, rounded_to=1), "en")
    told = "it: puts a plain number, 50, among numbers in arrest; write pint.Quantity(50, 'arrest')"
    assert str(raised.value) == f"analysis/derived.py:4: {told}"


@pytest.mark.parametrize("put", ['it.loc[:, "arrests"] = "many"', 'it.iat[0, 0] = "many"'])
def test_a_text_is_put_nowhere_among_numbers(tmp_path: Path, put: str) -> None:
    """Which pandas told of as of a value that is invalid."""
    code = f'def it(table):\n    """It"""\n    it = table.copy()\n    {put}\n    return it["arrests"].sum()\n'
    with pytest.raises(DerivingError) as raised:
        analyse(named(tmp_path, code, counts=COUNTS, rounded_to=1), "en")
    told = "it: puts a text, 'many', among numbers in arrest; write a number with its unit"
    assert str(raised.value) == f"analysis/derived.py:4: {told}"


def test_a_whole_column_may_be_put_with_its_unit(tmp_path: Path) -> None:
    """And nothing, without one: four rows of 50 are 200."""
    code = (
        'import pint\n\n\ndef it(table):\n    """It"""\n    put = table.copy()\n    put.loc[:, "arrests"] = 0\n'
        '    put.loc[:, "arrests"] = pint.Quantity(50, "arrest")\n    return put["arrests"].sum()\n'
    )
    assert analyse(named(tmp_path, code, counts=COUNTS, rounded_to="exact"), "en").figures["it"].value == 4 * 50
