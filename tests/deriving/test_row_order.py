"""Ranks, and what stands beside the largest: where two rows have the same number, their order decides nothing."""

import json
from pathlib import Path

import pandas as pd
import pytest

from briefs import analysed
from statbrief.errors import StatbriefError

TIED = {"Peru": (3, 50), "Chile": (3, 60), "Cuba": (1, 20)}
CLEAR = {**TIED, "Peru": (2, 50)}
HEAD = "import numpy as np\nimport pandas as pd\n"


def brief_of(expressions: dict[str, str], rows: dict[str, tuple[int, int]], month: str = "2023-01") -> dict[str, str]:
    """The files of a brief of two counts of countries in one month, with a function for each expression."""
    code = HEAD
    for place, expression in enumerate(expressions.values()):
        code += f'\n\ndef it_{place}(table):\n    """It"""\n    here = table["arrests"].pint.magnitude'
        code += f'.droplevel("month")\n    return {expression}\n'
    measured = [{"name": each, "type": "integer", "unit": "arrest", "rounded_to": "exact"}
                for each in ("arrests", "others")]  # fmt: skip
    fields = [{"name": "month", "type": "yearmonth"}, {"name": "country", "type": "string"}, *measured]
    known = {"name": "table", "path": "table.csv", "title": "Counts", "source": "agency", "period": "{month}"}
    package = {
        "name": "brief",
        "resources": [{**known, "schema": {"primaryKey": ["month", "country"], "fields": fields}}],
    }
    dataset = "month,country,arrests,others\n" + "".join(f"{month},{name},{a},{b}\n" for name, (a, b) in rows.items())
    return {"figures": "", "derived": code, "dataset": dataset, "package": json.dumps(package)}


def numbers(folder: Path, expressions: dict[str, str], rows: dict[str, tuple[int, int]]) -> dict[str, float]:
    """What each function comes to."""
    figures = analysed(folder, **brief_of(expressions, rows)).figures
    return {name: figures[f"it_{place}"].value for place, name in enumerate(expressions)}


BY_ROWS = {
    "rank": 'int(here.rank(ascending=False, method="first")["Chile"])',
    "place": 'list(here.sort_values(ascending=False).index).index("Chile") + 1',
    "location": 'here.sort_values(ascending=False).index.get_loc("Chile") + 1',
    "sorted": 'sorted(here.index, key=lambda name: -here[name]).index("Chile") + 1',
    "counted": 'next(n for n, name in enumerate(here.sort_values(ascending=False).index, 1) if name == "Chile")',
}
"""Ranks that the order of rows decides where two are the same."""
SHARED = {
    "least": 'int(here.rank(ascending=False, method="min")["Chile"])',
    "dense": 'int(here.rank(ascending=False, method="dense")["Chile"])',
    "above": 'int((here > here["Chile"]).sum()) + 1',
    "sorted": 'sorted(here, reverse=True).index(here["Chile"]) + 1',
    "searched": 'int(np.searchsorted(np.sort(-here.to_numpy()), -here["Chile"])) + 1',
}
"""Ranks that are the same for what is the same."""
UNMOVED = {
    "the largest": "here.max()",
    "of the two largest": "here.nlargest(2).sum()",
    "how many are the largest": "int((here == here.max()).sum())",
    "of all in their order": 'table["others"].pint.magnitude.sort_values().sum()',
}
"""What two that are the same add up to, or are, in any order."""


def fault(folder: Path, expression: str, rows: dict[str, tuple[int, int]]) -> str:
    """What is wrong with a function."""
    with pytest.raises(StatbriefError) as caught:
        analysed(folder, **brief_of({"it": expression}, rows))
    (only,) = caught.value.faults
    return f"{only.found}; {only.wanted}"


@pytest.mark.parametrize("name", BY_ROWS)
def test_a_rank_that_the_order_of_rows_decides_is_refused(tmp_path: Path, name: str) -> None:
    """Chile has as many as Peru, which stands before it."""
    assert fault(tmp_path, BY_ROWS[name], TIED) == (
        "returns 2, and 1 where rows of table with the same number change places; "
        'give what is the same one rank, as .rank(method="min") does, or return what is true of all of them'
    )


def test_a_rank_that_numbers_decide_is_told(tmp_path: Path) -> None:
    """Where nobody else has as many, by whatever way; where somebody has, by one that gives both the same."""
    ranked = pd.Series({name: row[0] for name, row in CLEAR.items()}).rank(ascending=False)["Chile"]
    assert numbers(tmp_path / "clear", BY_ROWS, CLEAR) == dict.fromkeys(BY_ROWS, ranked)
    assert numbers(tmp_path / "shared", SHARED, TIED) == dict.fromkeys(SHARED, 1)


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ('table["others"].pint.magnitude.droplevel("month")[here.idxmax()]', "returns 50, and 60 where"),
        ('table.sort_values("arrests", ascending=False)["others"].iloc[0].magnitude', "returns 50, and 60 where"),
        ('int(here.idxmax() == "Chile")', "returns 0, and 1 where"),
    ],
)
def test_what_stands_beside_one_of_two_largest_is_refused(tmp_path: Path, expression: str, found: str) -> None:
    """50 in Peru, and 60 in Chile, which has as many arrests; where Chile has more, it is 60."""
    assert fault(tmp_path / "tied", expression, TIED).startswith(found)
    clear = numbers(tmp_path / "clear", {"it": expression}, CLEAR)["it"]
    assert clear == (1 if "==" in expression else 60)


def test_the_middle_one_of_three_is_refused(tmp_path: Path) -> None:
    """It stays where it is when the three are turned about, and not when they move on."""
    rows = {"Peru": (3, 1), "Chile": (3, 2), "Cuba": (3, 3)}
    assert fault(tmp_path, BY_ROWS["rank"], rows).startswith("returns 2, and ")


def test_what_is_no_other_in_any_order_is_told(tmp_path: Path) -> None:
    """The largest number, a sum of the largest, how many they are."""
    assert numbers(tmp_path, UNMOVED, TIED) == {
        "the largest": 3,
        "of the two largest": 6,
        "how many are the largest": 2,
        "of all in their order": 130,
    }


def test_names_of_all_that_are_the_same_may_stand_in_any_order(tmp_path: Path) -> None:
    """As the rows do."""
    brief = analysed(tmp_path, **brief_of({"it": "list(here.index[here == here.max()])"}, TIED))
    assert brief.answers["it_0"].texts == ("Peru", "Chile")


def test_a_name_that_whole_numbers_hide_is_refused(tmp_path: Path) -> None:
    """Found by its number as a key, which no small move changes: the last of two that have it."""
    expression = "{int(number): name for name, number in here.items()}[int(here.max())]"
    assert fault(tmp_path, expression, TIED).startswith(
        "returns 'Chile', and 'Peru' where rows of table with the same "
    )


MANY = {f"C{place:04}": (1000 + place, place % 7) for place in range(1_100)} | {"Peru": (30, 5), "Chile": (30, 6)}
"""Countries of which two alone have as many arrests, and hundreds as many others."""


def test_the_order_of_rows_of_a_large_table_decides_no_more(tmp_path: Path) -> None:
    """Rows with the same number change places there as well, of the column that a rank is by."""
    rank = 'int(here.rank(method="first")["{}"])'
    with pytest.raises(StatbriefError, match="where rows of table with the same number change places"):
        numbers(tmp_path / "tied", {"rank": rank.format("Chile")}, MANY)
    assert numbers(tmp_path / "apart", {"rank": rank.format("C0003")}, MANY) == {"rank": 6}
