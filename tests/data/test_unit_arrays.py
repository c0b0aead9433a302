"""Columns with a unit asked for what has none or another: the numbers are those of pandas, the unit is right."""

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pint
import pint_pandas
import pytest

from named_briefs import HEAD, named
from statbrief.analysis.analysis import analyse
from statbrief.data.running import running_apart
from statbrief.errors import DerivingError

PLAIN = pd.DataFrame(
    {"kind": list("xyxyxyxy"), "tons": [3.5, 1.0, 4.0, 1.0, 9.0, 2.0, 6.0, 5.0]}, index=list("abcdefgh")
)
COUNTS = HEAD + "".join(f"2024-0{month},Mexico,{number}\n" for month, number in enumerate((70, 30, 10, 50), 1))


def measured(unit: str = "ton") -> Any:  # noqa: ANN401 -- with a kind that pandas has no name for
    """The table, its numbers in a unit."""
    array = pint_pandas.PintArray(pd.array(list(PLAIN["tons"]), dtype="Float64"), dtype=f"pint[{unit}]")
    return PLAIN.assign(tons=pd.Series(array, index=PLAIN.index))


def computed(code: str, table: Any) -> Any:  # noqa: ANN401 -- of pandas
    """What code makes of the table's numbers in groups."""
    with running_apart():
        return eval(code, {"table": table, "groups": table.groupby("kind")["tons"]})  # noqa: S307 -- of this test


@pytest.mark.parametrize(
    "code",
    [
        "groups.rank()",
        "groups.rank(pct=True)",
        'groups.transform("rank")',
        "groups.skew()",
        "groups.idxmax()",
        "groups.idxmin()",
        "groups.any()",
        "groups.all()",
        'groups.agg(["rank"])["rank"]',
        'table.groupby("kind").idxmax()["tons"]',
        'table.groupby("kind").rank()["tons"]',
    ],
)
def test_what_has_no_unit_is_a_number_a_name_or_an_answer(code: str) -> None:
    """The third in rank is no three tons."""
    found, wanted = computed(code, measured()), computed(code, PLAIN)
    assert not isinstance(found.dtype, pint_pandas.PintType)
    pd.testing.assert_series_equal(found, wanted, check_dtype=False)


@pytest.mark.parametrize(
    "code",
    [
        "groups.quantile(0.3)",
        "groups.quantile([0.3, 0.6])",
        'groups.quantile(0.3, interpolation="lower")',
        'groups.agg("quantile")',
        'table.groupby("kind").quantile(0.3)["tons"]',
        'table.groupby("kind", as_index=False).quantile(0.3)["tons"]',
        'table.groupby("kind")[["tons"]].median()["tons"]',
    ],
)
def test_quantiles_of_groups_are_in_the_unit(code: str) -> None:
    """As medians are."""
    found, wanted = computed(code, measured()), computed(code, PLAIN)
    assert f"{found.pint.units}" == "ton"
    pd.testing.assert_series_equal(found.pint.magnitude.astype(float), wanted)


PRODUCTS = {
    "prod": "table['tons'].prod()",
    "product": "table['tons'].product()",
    "of a table": "table[['tons']].prod()['tons']",
    "of groups": "groups.prod().iloc[0]",
    "across": "table[['tons']].prod(axis=1).iloc[0]",
    "running": "table['tons'].cumprod().iloc[-1]",
    "running in groups": "groups.cumprod().iloc[-1]",
}


@pytest.mark.parametrize("code", PRODUCTS.values(), ids=PRODUCTS.keys())
@pytest.mark.parametrize(("unit", "scale"), [("dimensionless", 1.0), ("percent", 0.01)])
def test_a_product_of_shares_is_a_share(code: str, unit: str, scale: float) -> None:
    """Ten percent of ten percent is one percent."""
    found = computed(code, measured(unit))
    wanted = computed(code, PLAIN.assign(tons=PLAIN["tons"] * scale))
    assert found.to("dimensionless").magnitude == pytest.approx(wanted)


@pytest.mark.parametrize("code", PRODUCTS.values(), ids=PRODUCTS.keys())
def test_a_product_of_tons_is_refused(code: str) -> None:
    """It is in no tons, and in another unit for each number of them."""
    with pytest.raises(TypeError, match=r"multiplies numbers in ton, .*divide by one of that unit before"):
        computed(code, measured())


@pytest.mark.parametrize(
    "code",
    [
        "table['tons'] == 4",
        "table['tons'] != 4.0",
        "table['tons'].eq(4)",
        "table['tons'].isin([4, 5])",
        "table['tons'].iloc[0] == 3.5",
        "table['tons'].iloc[0] != 4",
        "table['tons'] == table['tons'].pint.magnitude.to_numpy(dtype=float)",
        "table['tons'].max() in [1, 9]",
        "table['tons'] > 4",
        "table['tons'].between(4, 5)",
        "table['tons'].iloc[0] <= 4",
    ],
)
def test_a_plain_number_is_not_compared_to_tons(code: str) -> None:
    """As pint refuses to say which is more; to it they are never the same, and no row would be found."""
    with pytest.raises(pint.DimensionalityError):
        computed(code, measured())
    computed(code, measured("percent"))


def test_what_may_be_compared_is() -> None:
    """Nothing at all is nothing in any unit, and so is what is missing; a text is none of the numbers."""
    table = measured()
    four = 4 * table["tons"].dtype.units
    with running_apart():
        assert (table["tons"] == four).sum() == (PLAIN["tons"] == 4).sum() == 1
        assert table["tons"].isin([four, table["tons"].max()]).sum() == 2
        assert (table["tons"] == 0).sum() == 0
        assert (table["tons"] != 0).sum() == len(table)
        assert four != "four"
        assert four is not None
        assert table["tons"].isin([four / 2 + four / 2, math.nan]).sum() == 1


def test_covariances_of_all_columns_are_refused() -> None:
    """Each is in a unit of its own; shares have none."""
    with running_apart():
        with pytest.raises(TypeError, match="ask one column for its cov"):
            measured()[["tons"]].cov()
        found = measured("dimensionless")[["tons"]].cov()
    assert found.iloc[0, 0] == pytest.approx(PLAIN["tons"].var())


def test_a_rank_in_a_group_is_a_figure_without_a_unit(tmp_path: Path) -> None:
    """It was said to be so many arrests."""
    code = 'def it(table):\n    """It"""\n    return table.groupby("country")["arrests"].rank().iloc[-1]\n'
    found = analyse(named(tmp_path, code, counts=COUNTS, rounded_to=1), "en").figures["it"]
    assert (found.value, f"{found.unit}") == (3, "1")


def test_rows_with_a_plain_number_are_not_counted_as_none(tmp_path: Path) -> None:
    """The fault says what does not go together."""
    code = 'def it(table):\n    """It"""\n    return int((table["arrests"] == 50).sum())\n'
    wanted = r"it: arrest and 1 do not go together \(.*; compare with pint\.Quantity\(50, 'arrest'\)\)"
    with pytest.raises(DerivingError, match=wanted):
        analyse(named(tmp_path, code, counts=COUNTS, rounded_to=1), "en")
