"""The row of a total is set apart from those that it is of."""

from pathlib import Path

import pytest

from named_briefs import COUNTS
from tabled_briefs import IMPORTS, analysed_tables, faults_of

TABLE = f'''{IMPORTS}def by_country(table):
    """Arrests by country

    country: Country
    arrests: Arrests
    others: All others
    {{name}}: All of them
    """
    now = table.loc[[latest(table)]].droplevel("month")[["arrests"]]
    return with_total(top(now, "arrests", 1, others="others"), "{{name}}")
'''


@pytest.mark.parametrize(
    ("name", "is_bold"), [("total", True), ("total_of_all", True), ("totals", False), ("sum", False)]
)
def test_a_row_that_is_called_total_is_bold(tmp_path: Path, name: str, *, is_bold: bool) -> None:
    """Its name and its number, 47,000 + 55,000 + 8,000; no other row is, and to a machine it is a row like them."""
    shown = analysed_tables(tmp_path, TABLE.format(name=name)).shown["by_country"]
    first, others, last = (line for line in shown.markdown.splitlines() if line.startswith("|") and "00" in line)
    assert "**" not in first + others
    name_cell, number = (each.strip() for each in last.strip("|").split("|"))
    assert (name_cell == "**All of them**") == is_bold
    assert (number.startswith("**") and number.endswith("**")) == is_bold
    assert shown.rows[-1] == ("All of them", "110,000")


def test_a_sum_is_ours_though_it_comes_to_one_of_its_parts(tmp_path: Path) -> None:
    """8,000 and 0: the source states the one, and not that all others are so many."""
    counts = COUNTS.replace("2024-01,Mexico,47000", "2024-01,Mexico,0")
    shown = analysed_tables(tmp_path, TABLE.format(name="total"), counts=counts).shown["by_country"]
    assert [row[1] for row in shown.rows] == ["55,000", "8,000", "63,000"]
    assert "; amounts: our calculation." in shown.markdown


RATES = f'''{IMPORTS}def by_country(table) -> "change: percent, change; pace: arrest / kilogram; part: percent, share":
    """Arrests by country

    country: Country
    arrests: Arrests
    change: Change on the month
    pace: For each kilogram
    part: Part of both months
    total: All of them
    """
    now, before = (table.loc[each, "arrests"] for each in (latest(table), latest(table) - 1))
    pace = (2 * now / before).pint.magnitude.astype("pint[arrest / kilogram]")
    made = pd.DataFrame({{"arrests": now, "change": now / before - 1, "pace": pace, "part": now / (now + before)}})
    made = with_total(made, "total"@OF)
    @AFTER
    return made
'''


def rates(of: str = "", after: str = "") -> str:
    """The table, of the columns `of`, and what is made of it after."""
    return RATES.replace("@OF", of).replace("@AFTER", after)


def test_what_adds_up_to_nothing_is_no_total(tmp_path: Path) -> None:
    """Of changes in per cent, of what is for each kilogram, of parts of three wholes; arrests do add up."""
    known = "name what adds up, of=['arrests'], and let {} be empty there, or compute it from what is"
    nothing = "by_country: its row total adds up the column {}, and {} add up to nothing; " + known
    assert faults_of(tmp_path, rates()) == [
        nothing.format("change", "changes in parts of what each starts from", "change"),
        nothing.format("pace", "rates", "pace"),
        nothing.format("part", "shares of more than one whole", "part"),
    ]


def test_a_total_is_of_the_columns_that_are_named(tmp_path: Path) -> None:
    """Others are empty there, which a note explains."""
    shown = analysed_tables(tmp_path, rates(of=", of=['arrests']")).shown["by_country"]
    assert shown.rows[-1] == ("All of them", "110,000", "–", "–", "–")
    assert "– no value" in shown.markdown


def test_a_rate_that_is_asked_for_is_added_up(tmp_path: Path) -> None:
    """As of emissions of each sector for each person, whose sum is that of all."""
    shown = analysed_tables(tmp_path, rates(of=", of=['arrests', 'pace']")).shown["by_country"]
    assert shown.rows[-1][3] not in {"–", ""}


def test_a_total_that_the_function_computes_is_its_own(tmp_path: Path) -> None:
    """In the place of the sum, which is seen no more."""
    after = "made.loc['total', ['change', 'pace', 'part']] = None"
    shown = analysed_tables(tmp_path, rates(after=after)).shown["by_country"]
    assert shown.rows[-1] == ("All of them", "110,000", "–", "–", "–")


ODD = f"""{IMPORTS}def _plain(numbers):
    return numbers.pint.magnitude


def by_country(table):
    '''Arrests by country

    country: Country
    arrests: Arrests
    made: Made
    total: All of them
    '''
    now = table.loc[latest(table), "arrests"]
    of_each = table["arrests"].groupby("country")
    grouped = table.groupby("country")[["arrests"]]
    shown = pd.DataFrame({{"arrests": now}})
    @CODE
    return with_total(ranked(shown, "arrests")@OF)
"""
NO_TOTALS = {
    "ranks": ('shown["made"] = _plain(now).rank(ascending=False).astype(int)', "ranks"),
    "ranks by a name": ("place = _plain(now).rank()\n    shown = shown.assign(made=place)", "ranks"),
    "ranks of pairs": ('a, b = now, _plain(now).rank(pct=True)\n    shown.loc[:, "made"] = b', "ranks"),
    "medians": ('shown["made"] = of_each.median().reindex(now.index)', "medians and quantiles"),
    "quantiles": ('shown["made"] = of_each.quantile(0.5).round(3)', "medians and quantiles"),
    "largest": ('shown["made"] = of_each.agg("max")', "largest or smallest numbers"),
    "largest of a table": ('shown["made"] = grouped.max()["arrests"]', "largest or smallest numbers"),
    "largest by a name": ('shown["made"] = grouped.agg(x=("arrests", "max"))["x"]', "largest or smallest numbers"),
    "spreads": ('shown["made"] = of_each.std()', "spreads"),
    "quotients": ('shown["made"] = _plain(now) / _plain(now - 1000 * now.iloc[0] / _plain(now).iloc[0])', "quotients"),
    "years": ('shown["made"] = (_plain(now) // 5000 + 2000).astype(int)', "years"),
}  # fmt: skip


@pytest.mark.parametrize(("code", "what"), NO_TOTALS.values(), ids=NO_TOTALS)
def test_what_only_its_code_tells_is_no_total(tmp_path: Path, code: str, what: str) -> None:
    """Ranks are whole numbers as counts are, and medians are in the unit of what they are of."""
    known = "name what adds up, of=['arrests'], and let made be empty there, or compute it from what is"
    told = [f"by_country: its row total adds up the column made, and {what} add up to nothing; {known}"]
    assert faults_of(tmp_path, ODD.replace("@CODE", code).replace("@OF", ""), rounded_to="exact") == told
    named = ODD.replace("@CODE", code).replace("@OF", ", of=['arrests']")
    assert faults_of(tmp_path / "named", named, rounded_to="exact") == []


TOTALS = {
    "sums": ('shown["made"] = of_each.sum()', "211,000"),
    "what there was so far": ('shown["made"] = of_each.cumsum().loc[latest(table)]', "211,000"),
    "shares": ('shown["made"] = now / now.sum()', "1.000"),
    "thousands": ('shown["made"] = now / 1000', "110"),
    "counts": ('shown["made"] = of_each.count()', "6"),
    "what is under the largest": ('shown["made"] = now.max() - now', "55,000"),
}


@pytest.mark.parametrize(("code", "said"), TOTALS.values(), ids=TOTALS)
def test_what_adds_up_is_a_total(tmp_path: Path, code: str, said: str) -> None:
    """Sums, what there was so far of each country, parts of one whole, counts, and what is left of something."""
    tables = ODD.replace("@CODE", code).replace("@OF", "")
    shown = analysed_tables(tmp_path, tables, rounded_to="exact").shown["by_country"]
    assert shown.rows[-1] == ("All of them", "110,000", said)


RUNNING = f"""{IMPORTS}def by_month(table):
    '''Arrests by month

    month: Month
    arrests: Arrests
    far: So far
    mean: Mean
    kinds: Countries
    total: All of them
    '''
    months = table["arrests"].groupby("month")
    shown = pd.DataFrame({{"arrests": months.sum(), "mean": months.mean()}})
    shown["far"] = shown["arrests"].cumsum()
    shown["kinds"] = table.reset_index("country")["country"].groupby("month").nunique()
    shown.index = [str(each) for each in shown.index]
    return with_total(shown)
"""


def test_what_runs_on_from_month_to_month_is_no_total(tmp_path: Path) -> None:
    """Nor do means add up, nor the countries that there were in each month."""
    of_times = RUNNING.replace("    shown.index = [str(each) for each in shown.index]\n", "")
    why = {
        "mean": "means add up to none, unless all are of the same times",
        "far": "sums that run on from row to row add up to nothing",
        "kinds": "what is counted in one of them may be counted in another, too",
    }
    known = "name what adds up, of=['arrests'], and let {0} be empty there, or compute it from what is"
    told = [f"by_month: its row total adds up the column {{0}}, and {each}; {known}" for each in why.values()]
    wanted = [text.format(name) for text, name in zip(told, why, strict=True)]
    assert faults_of(tmp_path, of_times, rounded_to="exact") == wanted
