"""A call that would ask its tables the same as one before, and hear the same, is not made; all others come out as made.

What is right is what the function itself gives, called with pandas' own table.
"""

import functools
import random
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from named_briefs import HEAD, named
from statbrief.data.bibliography import read_sources
from statbrief.data.blocks import WHOLE_ROW
from statbrief.data.datasets import Dataset
from statbrief.data.followed_calls import FollowedCall, NotFollowedError
from statbrief.data.followed_tables import followed
from statbrief.data.no_rows import refusing_no_rows
from statbrief.data.period_keys import strict_periods
from statbrief.data.questions import Elsewhere
from statbrief.data.read_datasets import read_datasets
from statbrief.data.units import load_units
from statbrief.deriving.evaluation import Evaluation
from statbrief.errors import DerivingError, StatbriefError
from statbrief.figures.followed import Followed
from statbrief.figures.functions import load_callables, read_functions

PLACES = ("Ayutla", "Bacalar", "Cuautla", "Dolores")
BODIES = {
    "cell": "table.loc[(latest(table), 'Bacalar'), 'arrests']",
    "change": "table.loc[(latest(table), 'Ayutla'), 'arrests'] - table.loc[(latest(table) - 1, 'Ayutla'), 'arrests']",
    "total": "table.loc[latest(table), 'arrests'].sum()",
    "of_code": "table.loc[latest(table), 'arrests'].pint.magnitude.gt(20).sum()",
    "rows": "len(table.loc[latest(table)])",
    "of_all": "table['arrests'].sum()",
    "place_of_largest": "table.loc[table['arrests'].pint.magnitude.idxmax(), 'arrests']",
    "by_place": "table['arrests'].iloc[-1] + table.iloc[0]['arrests']",
    "gains": "sum(1 for one, two in pairwise(table['arrests'].pint.magnitude) if two > one)",
    "above": "len([each for each in table['arrests'].pint.magnitude if each > 20])",
    "rank": "sorted(table['arrests'].pint.magnitude).index(max(table['arrests'].pint.magnitude))",
    "in_a_row": "run(table.xs('Cuautla', level='country'), 'arrests')",
    "largest": "table.loc[latest(table), 'arrests'].pint.magnitude.idxmax()",
    "places": "list(table.loc[latest(table), 'arrests'].sort_values().index[:2])",
    "caught": "caught(table)",
    "months": "len(table.index.get_level_values('month').unique())",
    "slice": "table.loc[latest(table) - 1:, 'arrests'].sum()",
    "kept": "table.loc[[(latest(table), 'Ayutla'), (latest(table), 'Dolores')], 'arrests'].max()",
    "written_to": "written_to(table)",
    "first_fall": "next((n for n, (one, two) in enumerate(pairwise(table['arrests'].pint.magnitude)) if two < one), 0)",
    "of_slice": "table.loc['2024-01':'2024-02']['arrests'].max()",
    "of_month": "table.loc[latest(table)]['arrests'].sum()",
    "above_in_slice": "int((table.loc['2024-02':]['arrests'].pint.magnitude > 20).sum())",
    "bare": "table['arrests'].pint.magnitude.loc[latest(table)].sum()",
    "bare_cell": "table['arrests'].pint.magnitude.loc[(latest(table), 'Bacalar')] * 2",
    "bare_change": "float((bare(table, 0) - bare(table, 1)).max())",
    "bare_written_to": "bare_written_to(table)",
    "stepped": "table.iloc[1::2]['arrests'].sum()",
    "of_last_group": "table.groupby(level='month')['arrests'].sum().iloc[-1]",
    "of_groups": "means(table).iloc[0] - means(table).loc['Cuautla']",
    "of_median": "table.groupby('country', sort=False)['arrests'].median().loc['Bacalar']",
    "of_pair": "table.groupby(['country', 'month'])['arrests'].max().loc['Ayutla'].sum()",
    "of_largest_group": "table.groupby(level='month')['arrests'].sum().max()",
    "group_of_largest": "table.groupby(level='country')['arrests'].min().pint.magnitude.idxmax()",
    "groups": "len(table.groupby(level='country')['arrests'].sum())",
    "group_called": "str(table.groupby(level='country')['arrests'].sum().index[-1])",
    "gains_of_groups": "int((table.groupby('month')['arrests'].sum().pint.magnitude.diff() > 0).sum())",
    "medians": "float(table.groupby('country')['arrests'].median().pint.magnitude.std())",
    "ranked_groups": "list(table.groupby('country')['arrests'].max().sort_values(ascending=False).index)[0]",
    "of_changed_groups": "changed(table.groupby(level='month')['arrests'].sum())",
    "wide_gains": "int((wide(table).iloc[:, -1] > wide(table).iloc[:, -2]).sum())",
    "wide_cell": "table['arrests'].unstack(0)[latest(table)].loc['Bacalar']",
    "wide_bare": "table['arrests'].pint.magnitude.unstack().loc[latest(table)].idxmax()",
    "wide_turned": "wide(table).T['Cuautla'].max()",
    "wide_of_two": "table['arrests'].unstack('country')[['Ayutla', 'Dolores']].iloc[-1].sum()",
    "wide_row": "wide(table).loc['Dolores'].iloc[-1]",
    "wide_labels": "f'{wide(table).columns[-1]} {wide(table).index[0]} {wide(table).shape} {len(wide(table).T)}'",
    "wide_written_to": "wide_written_to(table)",
    "wide_of_all": "wide(table).sum().iloc[-1]",
    "column_of_part": "table['arrests'].xs('Cuautla', level='country').iloc[-1]",
    "bare_of_part": "float(table['arrests'].pint.magnitude.xs(latest(table), level='month').max())",
    "column_in_groups": "table['arrests'].groupby(level='month').sum().iloc[-1]",
    "bare_in_groups": "float(table['arrests'].pint.magnitude.groupby(level='month').mean().iloc[0])",
}
CODE = """from itertools import pairwise

from statbrief.periods import latest, run


def caught(table):
    try:
        return table["arrests"].mean()
    except:
        return 1


def written_to(table):
    row = table.loc[latest(table), "arrests"]
    row.iloc[0] = row.iloc[1]
    row.index.name = "other"
    return row.sum() + table.loc[latest(table), "arrests"].iloc[0]


def wide(table):
    return table["arrests"].unstack("month")


def wide_written_to(table):
    column = wide(table).iloc[:, -1]
    column.iloc[0] = column.iloc[1]
    column.index.name = "other"
    return column.sum() + wide(table).iloc[:, -1].iloc[0]


def means(table):
    return table.groupby(level="country")["arrests"].mean()


def changed(months):
    try:
        months.iloc[0] = months.iloc[1]
        return months.sum()
    except TypeError:
        return 1


def bare(table, before):
    return table["arrests"].pint.magnitude.loc[latest(table) - before]


def bare_written_to(table):
    row = bare(table, 0)
    row.iloc[0] = row.iloc[1]
    row.index.name = "other"
    return float(row.sum() + bare(table, 0).iloc[0])

"""


@pytest.fixture(scope="module")
def in_files(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The functions above, of a table of three months and four places, as they are read; nothing is evaluated."""
    chance = random.Random(7)  # noqa: S311 -- the same each time
    rows = [f"2024-{month:02},{place},{chance.randint(1, 40)}" for month in (1, 2, 3) for place in PLACES]
    bodies = "".join(f'\n\ndef it_{name}(table):\n    """It"""\n    return {body}\n' for name, body in BODIES.items())
    folder = tmp_path_factory.mktemp("followed") / "brief"
    return evaluated(named(folder, CODE + bodies, counts=HEAD + "\n".join(rows) + "\n", rounded_to=1))


def evaluated(brief: Path) -> Evaluation:
    """The functions of a brief as they are read, and its tables."""
    registry = load_units(brief / "data/units.txt")
    datasets = read_datasets(brief, registry, read_sources(brief))
    functions = {each.name: each for each in read_functions(brief, "analysis/derived.py", DerivingError)}
    callables = load_callables(brief, functions.values(), DerivingError)
    return Evaluation(brief / "analysis/derived.py", {}, datasets, functions, callables, registry)


@pytest.fixture
def evaluation(in_files: Evaluation) -> Evaluation:
    """The same, of which no other test has evaluated anything."""
    read = in_files
    return Evaluation(read.path, {}, read.datasets, read.functions, dict(read.callables), read.registry)


def moves_of(table: Dataset, chance: random.Random) -> dict[Hashable, Any]:
    """Some cells moved a little or far, to where others are too; or some rows left out."""
    cells = table.cells()
    some = chance.sample(cells, chance.randint(1, len(cells)))
    if chance.random() < 0.2:
        return {("table", WHOLE_ROW, place): None for place in chance.sample(range(len(cells)), chance.randint(1, 9))}
    return {each.key: each.value + chance.choice((-100, -2, -0.5, 0, 0.25, 0.5, 3, 100)) for each in some}


def outcome(called: Callable[[], object]) -> object:
    """A result, or what is said of none."""
    try:
        return called()
    except StatbriefError as error:
        return str(error)


def given_by(evaluation: Evaluation, name: str, moves: dict[Hashable, Any]) -> object:
    """What the function itself gives, of pandas' own table."""
    evaluation.followed[name] = Followed(is_followed=False)
    return outcome(lambda: evaluation.again(evaluation.functions[name], moves))


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(
    ("seed", "moves"), [(0, 20), *(pytest.param(seed, 60, marks=pytest.mark.every_seed) for seed in range(3))]
)
def test_what_is_followed_gives_what_the_function_gives(
    evaluation: Evaluation, body: str, seed: int, moves: int
) -> None:
    """Wherever its table's cells are moved, and whatever rows are left out; and the same errors."""
    chance = random.Random(f"{body}{seed}")  # noqa: S311 -- the same ones each time
    name, folder = f"it_{body}", evaluation.path.parent.parent
    tried = [moves_of(evaluation.datasets["table"], chance) for _ in range(moves)]
    tried += tried[::-1]
    with refusing_no_rows(folder), strict_periods(folder):
        real = [given_by(evaluation, name, each) for each in tried]
        del evaluation.followed[name]
        for each, expected in zip(tried, real, strict=True):
            assert outcome(functools.partial(evaluation.again, evaluation.functions[name], each)) == expected
            assert outcome(functools.partial(evaluation.result, name, each)) == expected


@pytest.mark.parametrize(
    ("name", "most"),
    [
        *(("cell", 14), ("change", 24), ("gains", 4), ("rows", 44), ("above", 2), ("largest", 44), ("in_a_row", 34)),
        *(("first_fall", 4), ("of_slice", 84), ("of_month", 44), ("of_last_group", 14), ("of_median", 34)),
        *(("wide_gains", 84), ("wide_cell", 44), ("wide_row", 34), ("wide_labels", 4), ("column_of_part", 34)),
        *(("column_in_groups", 44), ("gains_of_groups", 124), ("medians", 94)),
    ],
)
def test_what_code_does_not_look_at_costs_no_call(evaluation: Evaluation, name: str, most: int) -> None:
    """Each of 12 cells moved to ten places: only those that it looks at, or that change an order, are tried."""
    function, table = evaluation.functions[f"it_{name}"], evaluation.datasets["table"]
    calls, own = 0, evaluation.callables[function.name]

    def counting(table: pd.DataFrame) -> object:
        nonlocal calls
        calls += 1
        return own(table)

    evaluation.callables[function.name] = counting
    with strict_periods(evaluation.path.parent.parent):
        for each in table.cells():
            for step in range(1, 11):
                evaluation.again(function, {each.key: each.value + step / 8})
    assert 0 < calls <= most


def test_a_slice_of_a_table_is_cut_once(evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often code asks for it, and wherever its numbers are moved: pandas takes longest to find its ends."""
    function, table = evaluation.functions["it_of_slice"], evaluation.datasets["table"]
    ends: list[object] = []

    with strict_periods(evaluation.path.parent.parent):
        first = table.cells()[0]
        for step in range(1, 6):
            evaluation.again(function, {first.key: first.value + step / 8})
        monkeypatch.setattr(pd.MultiIndex, "slice_locs", lambda *asked, **_: ends.append(asked))
        evaluation.again(function, {first.key: 100.0})
    assert ends == []


def test_what_code_asks_by_chance_is_not_followed(evaluation: Evaluation) -> None:
    """Of the same answers it asks now this and now that: what it gave before says nothing of what it gives."""
    function, chance = evaluation.functions["it_gains"], random.Random(3)  # noqa: S311 -- the same each time
    first = evaluation.datasets["table"].cells()[0]

    def strange(table: pd.DataFrame) -> int:
        numbers = list(table["arrests"].pint.magnitude)
        return sum(one > 20 for one in chance.sample(numbers, 5))

    evaluation.callables[function.name] = strange
    with strict_periods(evaluation.path.parent.parent):
        for step in range(1, 40):
            evaluation.again(function, {first.key: first.value + step * 5})
    assert not evaluation.followed[function.name].one_by_one


def test_groups_of_the_same_cells_are_not_each_other_s(tmp_path: Path) -> None:
    """Code that takes now the sums of months, now those of countries, is told by the sums that it takes."""
    by = '"month" if table.loc[("2024-01", "A"), "arrests"].magnitude > 10.5 else "country"'
    largest = f'table.groupby(level={by})["arrests"].sum().pint.magnitude.max()'
    square = HEAD + "2024-01,A,10\n2024-01,B,20\n2024-02,A,20\n2024-02,B,40\n"  # sums of both are 30 and 60
    it = evaluated(
        named(tmp_path, f'def it(table):\n    """It"""\n    return {largest}\n', counts=square, rounded_to=2)
    )
    first, second, third, _ = (each.key for each in it.datasets["table"].cells())
    with strict_periods(tmp_path):
        found = [
            it.again(it.functions["it"], {key: number}) for key, number in ((first, 11), (second, 21), (third, 21))
        ]
    assert [each[0] for each in found if isinstance(each, tuple)] == [
        max(31, 60),
        max(10 + 20, 21 + 40),
        max(10 + 21, 20 + 40),
    ]


def of(table: Any) -> Any:  # noqa: ANN401 -- as pandas
    """A column's numbers without their unit."""
    return table["arrests"].pint.magnitude


def wide(table: Any, level: object = "month", **how: object) -> Any:  # noqa: ANN401 -- as pandas
    """A column with a part of the key as columns."""
    return table["arrests"].unstack(level, **how)  # noqa: PD010 -- what code writes


@pytest.mark.parametrize(
    "asks",
    [
        lambda table: table["arrests"].sum(),
        lambda table: table.groupby("arrests"),
        lambda table: table.groupby(table["arrests"]),
        lambda table: table.groupby("country", as_index=False),
        lambda table: len(table.groupby("country")),
        lambda table: list(table.groupby("country")),
        lambda table: table.groupby("country").sum(),
        lambda table: table.groupby("country")["country"],
        lambda table: table.groupby("country")["arrests"].std(),
        lambda table: table.groupby("country")["arrests"].sum(min_count=1),
        lambda table: list(table.groupby("country")["arrests"]),
        lambda table: table.groupby("country")["arrests"].sum() * 2,
        lambda table: table.groupby("country")["arrests"].sum().max(),
        lambda table: table.groupby("country")["arrests"].sum().iloc[1:],
        lambda table: table.groupby("country")["arrests"].sum().iloc.__setitem__(0, 1),
        lambda table: list(table.groupby("country")["arrests"].sum()),
        lambda table: pd.concat([table, table]),
        np.asarray,
        lambda table: np.asarray(of(table)),
        lambda table: pd.Series(of(table)),
        lambda table: table + table,
        lambda table: of(table) > 3,
        bool,
        list,
        iter,
        lambda table: hash(of(table).tolist()[0]),
        lambda table: float(of(table).tolist()[0]),
        lambda table: int(of(table).tolist()[0]),
        lambda table: of(table).tolist()[0] + 1,
        lambda table: 1 - of(table).tolist()[0],
        lambda table: sum(of(table)),
        lambda table: f"{of(table).tolist()[0]}",
        lambda table: str(of(table).tolist()[0]),
        lambda table: bool(of(table).tolist()[0]),
        lambda table: of(table).tolist()[0] > np.float64(3),
        lambda table: {*of(table)},
        vars,
        lambda table: table.loc[lambda frame: frame["arrests"] > 3],
        lambda table: setattr(table, "name", "x"),
        lambda table: table.__setitem__("arrests", 1),
        lambda table: table.loc.__setitem__("2024-01", 1),
        lambda table: "arrests" in table,
        lambda table: table[["arrests"]],
        lambda table: list(table["arrests"]),
        lambda table: wide(table, ["month"]),
        lambda table: wide(table, fill_value=0),
        lambda table: wide(table).sum(),
        lambda table: wide(table) * 2,
        lambda table: list(wide(table)),
        lambda table: wide(table).iloc.__setitem__((0, 0), 1),
        lambda table: wide(table).__setitem__("a", 1),
        lambda table: table["arrests"].xs(("2024-01", "Ayutla")),
        lambda table: of(table).groupby("country"),
    ],
)
def test_what_is_not_followed_is_lost(evaluation: Evaluation, asks: Callable[[Any], object]) -> None:
    """Whatever else code asks ends the call, and is known to have been asked where code catches that."""
    call = FollowedCall(Elsewhere.of({}), one_by_one=True)
    with pytest.raises(NotFollowedError):
        asks(followed(call, evaluation.datasets["table"]))
    assert call.is_lost


def test_a_table_that_is_followed_passes_for_one(evaluation: Evaluation) -> None:
    """To what asks of which kind a table, a column or a number is."""
    table = followed(FollowedCall(Elsewhere.of({}), one_by_one=True), evaluation.datasets["table"])
    column = table["arrests"]
    assert isinstance(table, pd.DataFrame)
    assert isinstance(column, pd.Series)
    assert isinstance(of(table).tolist()[0], float)
    assert len(table) == len(column) == 12


@pytest.mark.parametrize("moves", [{}, {("table", "arrests", 9): 7.0}], ids=["as they are", "moved"])
def test_what_is_told_of_a_followed_table_is_what_pandas_tells(evaluation: Evaluation, moves: dict[Any, float]) -> None:
    """Where cells are missing, what is kept with the table, what its columns are called, and which rows they have."""
    dataset, month = evaluation.datasets["table"], pd.Period("2024-03", "M")
    table: Any = followed(FollowedCall(Elsewhere.of(moves), one_by_one=True), dataset)
    own = dataset.with_cells(moves)
    assert table.attrs == own.attrs
    for told, expected in ((of(table), of(own)), (table["arrests"], own["arrests"])):
        pd.testing.assert_series_equal(told.isna(), expected.isna())
        assert (told.name, told.dtype) == (expected.name, expected.dtype)
    with strict_periods(evaluation.path.parent.parent):
        pd.testing.assert_series_equal(of(table).loc[month], of(own).loc[month])
