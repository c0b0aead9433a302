"""Ranks: rows in the order of a column, the first of them, and what prose may claim of their order."""

from pathlib import Path

import pandas as pd
import pint_pandas
import pytest

from named_briefs import DECEMBER, HEAD
from statbrief.tables import at_rank, ranked, top, with_total
from tabled_briefs import IMPORTS, analysed_tables, faults_of, returning

RANKED = returning("return ranked(here, 'arrests')")
CLAIM = "{{< var it.rank.2.name >}}"
COTE = '2024-01,"Côte d’Ivoire, Rép.",55000\n'
TIED = (
    "it: its rank 2 is Mexico, and as well could be El Salvador: their numbers are the same; write all that share a "
    "rank, by a function of derived.py: statbrief.tables.at_rank(table, by, rank)"
)
CLOSE = (
    'it: its rank 2 is El Salvador, and as well could be Mexico, as far as rounding tells; declare -> "as stated", '
    "and say so, or write the cell by its row's name"
)


def counts(mexico: int, el_salvador: int) -> str:
    """The month before, and one with these two behind a third."""
    return f"{HEAD}{DECEMBER}2024-01,Mexico,{mexico}\n2024-01,El Salvador,{el_salvador}\n{COTE}"


@pytest.fixture
def measured() -> pd.DataFrame:
    """Four rows with lengths and counts, two of them alike."""
    lengths = pint_pandas.PintArray([3.0, 1.0, 3.0, 8.0], dtype="pint[meter]")
    index = pd.Index(list("abcd"), name="letter")
    return pd.DataFrame({"length": lengths, "count": [1, 2, 3, 4], "word": list("wxyz")}, index=index)


def test_rows_are_ranked_by_a_column(measured: pd.DataFrame) -> None:
    """The largest first, those that are alike as they stood; or the smallest."""
    assert list(ranked(measured, "length").index) == ["d", "a", "c", "b"]
    assert list(ranked(measured, "count", ascending=True).index) == ["a", "b", "c", "d"]


def test_the_first_come_with_all_others(measured: pd.DataFrame) -> None:
    """Of which each column of numbers is added up, in its unit."""
    first = top(measured, "length", 1, others="others")
    assert list(first.index) == ["d", "others"]
    assert list(first["length"].pint.magnitude) == [8, 7]
    assert list(first["count"]) == [4, 6]
    assert first.loc["others", "word"] is None
    assert first["length"].dtype == measured["length"].dtype


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("ascending", [False, True])
def test_rows_that_tie_with_the_last_of_the_first_come_too(measured: pd.DataFrame, n: int, *, ascending: bool) -> None:
    """As pandas has them where it is to keep all; all others are what is left."""
    plain = measured.assign(length=measured["length"].pint.magnitude)
    kept = (plain.nsmallest if ascending else plain.nlargest)(n, "length", keep="all")
    first = top(measured, "length", n, ascending=ascending, others="others")
    assert list(first.index) == [*kept.index, *["others"] * (len(kept) < len(plain))]


def test_there_are_fewer_where_fewer_qualify(measured: pd.DataFrame) -> None:
    """Rows without a number never do; and nothing is left where all are among them."""
    assert list(top(measured, "length", 3, where=measured["count"] > 3).index) == ["d"]
    assert list(top(measured, "length", 9, others="others").index) == ["d", "a", "c", "b"]
    gap = measured.assign(length=pint_pandas.PintArray([3.0, None, 3.0, None], dtype="pint[meter]"))
    assert list(top(gap, "length", 3).index) == ["a", "c"]


def test_a_total_is_of_all_rows(measured: pd.DataFrame) -> None:
    """Added at the end."""
    table = with_total(measured)
    assert list(table.index) == [*"abcd", "total"]
    assert list(table["length"].pint.magnitude)[-1] == 15


def test_rows_share_a_rank_as_in_sports(measured: pd.DataFrame) -> None:
    """Of two that share the second there is no third."""
    assert [at_rank(measured, "length", rank) for rank in (1, 2, 3, 4)] == [["d"], ["a", "c"], [], ["b"]]
    assert at_rank(measured, "length", 1, ascending=True) == ["b"]


@pytest.mark.thorough
@pytest.mark.parametrize("annotation", ["", "as stated"])
@pytest.mark.parametrize("rounded_to", [1000, "exact"])
def test_a_rank_that_two_rows_share_is_not_claimed(tmp_path: Path, annotation: str, rounded_to: object) -> None:
    """Whatever is said of rounding."""
    tables = returning("return ranked(here, 'arrests')", annotation)
    assert faults_of(tmp_path, tables, counts=counts(47000, 47000), rounded_to=rounded_to, prose=CLAIM) == [TIED]


@pytest.mark.parametrize(
    ("annotation", "rounded_to", "wanted"),
    [("", 1000, [CLOSE]), ("as stated", 1000, []), ("", 100, []), ("", "exact", [])],
    ids=["within rounding", "as stated", "beyond rounding", "exact"],
)
def test_a_rank_that_rounding_could_turn_is_claimed_as_stated_only(
    tmp_path: Path, annotation: str, rounded_to: object, wanted: list[str]
) -> None:
    """Two numbers that are rounded to a thousand and lie a thousand apart may be the same."""
    tables = returning("return ranked(here, 'arrests')", annotation)
    assert faults_of(tmp_path, tables, counts=counts(47000, 48000), rounded_to=rounded_to, prose=CLAIM) == wanted


def test_the_order_by_a_change_is_that_of_its_numbers(tmp_path: Path) -> None:
    """A row goes down where what it is a change from goes up."""
    body = "change = here['arrests'] - table.loc[latest(table) - 1, 'arrests']\n"
    body += "return ranked(here.assign(change=change), 'change')"
    rows = '2024-01,Mexico,50000\n2024-01,El Salvador,8000\n2024-01,"Côte d’Ivoire, Rép.",55000\n'
    claim = "{{< var it.rank.3.change.value >}}"
    told = faults_of(tmp_path / "a", returning(body), counts=f"{HEAD}{DECEMBER}{rows}", prose=claim)
    assert told[0].startswith("it: its rank 3 is Mexico, and as well could be El Salvador, as far as rounding tells")
    assert not faults_of(tmp_path / "b", returning(body), counts=f"{HEAD}{DECEMBER}{rows}", prose=claim, rounded_to=10)


def test_what_prose_does_not_claim_is_not_held(tmp_path: Path) -> None:
    """A table may be shown in an order that rounding does not decide, and its cells be written by their rows' names."""
    assert not faults_of(tmp_path, RANKED, counts=counts(47000, 47000), prose="{{< var it.mexico.arrests.value >}}")


def test_the_first_rows_stay_while_their_numbers_move(tmp_path: Path) -> None:
    """So the third has its whole range, though the fourth may be as large, and the others are always the same rows."""
    words = "\n    country: Country\n    arrests: Arrests\n    others: All others"
    tables = returning("return top(here, 'arrests', 2, others='others')", words=words)
    brief = analysed_tables(tmp_path, tables, counts=counts(47000, 46000))
    reach = brief.figures["it.mexico.arrests"].range
    assert (reach.low, reach.high) == (46500, 47500)
    assert brief.figures["it.others.arrests"].label == "Arrests, All others"
    assert [row.name for row in brief.tables["it"].ranked] == ["cote_d_ivoire_rep", "mexico"]
    assert brief.shown["it"].rows[-1] == ("All others", "46,000")


def test_a_share_of_a_total_that_the_table_has(tmp_path: Path) -> None:
    """Rows of a table's own are in its words, and computed with."""
    tables = f'''{IMPORTS}def it(table) -> "share: percent, share":
    """A table

    country: Country
    arrests: Arrests
    share: Share
    others: All others
    total: All
    """
    made = with_total(top(table.loc[latest(table)], "arrests", 1, others="others"))
    return made.assign(share=made["arrests"] / made.loc["total", "arrests"])
'''
    brief = analysed_tables(tmp_path, tables)
    assert brief.shown["it"].rows == (
        ("Côte d’Ivoire, Rép.", "55,000", "50.0%"),
        ("All others", "55,000", "50.0%"),
        ("All", "110,000", "100.0%"),
    )
    assert brief.figures["it.total.share"].known.is_exact


@pytest.mark.parametrize(
    ("mexico", "el_salvador", "is_told"),
    [(48_000, 47_000, False), (47_000, 48_000, False), (49_000, 47_000, True), (47_000, 49_000, True)],
)
def test_numbers_that_meet_at_the_ends_of_their_ranges_have_no_order(
    tmp_path: Path, mexico: int, el_salvador: int, *, is_told: bool
) -> None:
    """Both may be 47,500, whichever row comes first in the data: as for runs, names and counts."""
    faults = faults_of(tmp_path, RANKED, counts=counts(mexico, el_salvador), rounded_to=1000, prose=CLAIM)
    assert (faults == []) is is_told
