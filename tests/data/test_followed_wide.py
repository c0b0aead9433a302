"""A column set up wide is followed where all cells are there that code looks at, whatever gaps there are elsewhere."""

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from named_briefs import HEAD, named
from statbrief.data.bibliography import read_sources
from statbrief.data.datasets import Dataset
from statbrief.data.followed_calls import FollowedCall, NotFollowedError
from statbrief.data.followed_tables import followed
from statbrief.data.period_keys import strict_periods
from statbrief.data.questions import Elsewhere
from statbrief.data.read_datasets import read_datasets
from statbrief.data.units import load_units

COUNTS = HEAD + "2024-01,Ayutla,5\n2024-02,Ayutla,7\n2024-02,Bacalar,9\n2024-03,Ayutla,4\n2024-03,Bacalar,6\n"
"""Of Bacalar nothing is known in January."""
WHOLE: dict[str, Callable[[Any], Any]] = {
    "column": lambda wide: wide.iloc[:, -1],
    "row": lambda wide: wide.loc["Ayutla"],
    "cells": lambda wide: wide.loc["Bacalar", ["2024-02", "2024-03"]],
    "cell": lambda wide: wide["2024-03"].loc["Bacalar"],
    "turned": lambda wide: wide.T.iloc[1],
}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A table with a gap, where it is set up wide."""
    brief = named(tmp_path_factory.mktemp("wide"), counts=COUNTS, rounded_to=1)
    return read_datasets(brief, load_units(brief / "data/units.txt"), read_sources(brief))["table"]


@pytest.mark.parametrize("pick", WHOLE.values(), ids=list(WHOLE))
@pytest.mark.parametrize("moves", [{}, {("table", "arrests", 4): 8.5}, {("table", "arrests", 0): 1.0}], ids=str)
def test_what_is_whole_is_what_pandas_gives(
    dataset: Dataset, tmp_path: Path, pick: Callable[[Any], Any], moves: dict[Hashable, float]
) -> None:
    """Each of its cells is found where it stands, also where another is moved."""
    call = FollowedCall(Elsewhere.of(moves), one_by_one=True)
    with strict_periods(tmp_path):
        found = pick(followed(call, dataset)["arrests"].unstack("month"))  # noqa: PD010 -- what code writes
        expected = pick(dataset.with_cells(moves)["arrests"].unstack("month"))  # type: ignore[arg-type]  # noqa: PD010
    assert not call.is_lost
    if isinstance(expected, pd.Series):
        pd.testing.assert_series_equal(found, expected)
    else:
        assert found == expected


def test_what_has_a_gap_is_not_followed(dataset: Dataset) -> None:
    """Nobody can move what is not there."""
    call = FollowedCall(Elsewhere.of({}), one_by_one=True)
    with pytest.raises(NotFollowedError):
        followed(call, dataset)["arrests"].unstack("month").iloc[:, 0]  # noqa: PD010 -- what code writes
