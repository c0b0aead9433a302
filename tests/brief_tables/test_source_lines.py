"""What stands beneath a table of its numbers: who states them, and what of them no source does."""

from pathlib import Path

import pytest

from camps import brief
from statbrief.analysis.analysis import analyse

TABLE = '''
import pandas as pd


def it(camps){returns}:
    """Camps

    camp: Camp
    shown: Shown
    """
    return pd.DataFrame({{"shown": {column}}}).rename_axis("camp")
'''


CHART = '''
from matplotlib.figure import Figure


def drawn(it):
    """Caption

    Text.
    """
    return Figure()
'''


@pytest.mark.parametrize(
    ("column", "returns", "calculated"),
    [
        ('camps["share"].dropna()', "", ""),
        ('camps["people"]', "", ""),
        (
            'camps["people"] - camps["people"].min()',
            ' -> "shown: person, difference"',
            "; differences: our calculation",
        ),
        ('camps["people"] / camps["people"].sum()', ' -> "shown: 1, share"', "; shares: our calculation"),
        (
            '(camps["people"] - camps["people"].min()).iloc[:1]',
            ' -> "shown: person, difference"',
            "; difference: our calculation",
        ),
        ('camps["people"] + camps["people"].sum()', "", "; amounts: our calculation"),
        ('(camps["people"] + camps["people"].sum()).iloc[:1]', "", "; amount: our calculation"),
        ('0 * camps["people"] + camps["people"].max()', "", ""),
        ('100 * camps["people"] / camps["people"].iloc[0]', ' -> "shown: 1"', "; numbers: our calculation"),
        ('(camps["people"] > camps["people"].min()).astype(int)', "", "; counts: our calculation"),
        ('camps["people"].pint.magnitude.rank()', ' -> "as stated"', "; ranks: our calculation"),
        ('camps["people"].pint.magnitude.rank() + camps["people"].count()', "", "; numbers: our calculation"),
    ],
    ids=[
        "shares that are stated",
        "counts that are",
        "differences",
        "shares",
        "one of them",
        "sums",
        "a sum",
        "largest",
        "indices, of which one is whole",
        "whole numbers alone",
        "ranks",
        "ranks or counts",
    ],
)
def test_what_no_source_states_is_ours(tmp_path: Path, column: str, returns: str, calculated: str) -> None:
    """Beneath the table, and beneath a chart that is given it."""
    folder = brief(tmp_path, charts=CHART)
    (folder / "analysis/tables.py").write_text(TABLE.format(column=column, returns=returns), encoding="utf-8")
    found = analyse(folder, "en")
    line = f"Source: [@bureau]{{.credit}}{calculated}."
    assert found.shown["it"].markdown.split("{.table-notes}\n")[1].split("\n:::")[0] == line
    assert [each.credit for each in found.charts] == [line]
