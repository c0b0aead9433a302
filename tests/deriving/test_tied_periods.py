"""Periods that a function chooses by numbers of which two are the same, and how to tell all of them."""

import json
from pathlib import Path

import pandas as pd
import pytest

from briefs import analysed, write_brief
from command_line import done, run
from sealed_briefs import CONFIG
from statbrief.analysis.analysis import Analysis
from statbrief.errors import StatbriefError

TIED, CLEAR = (1, 3, 3, 2), (1, 3, 4, 2)
CODE = '''import pandas as pd
from statbrief.periods import latest, previous, since_when


def it(table){annotation}:
    """It"""
    numbers = table["arrests"].pint.magnitude
    return {expression}
'''


def package(fields: list[dict[str, object]], key: list[str], rounded_to: object = "exact") -> str:
    """What describes a table of arrests."""
    arrests = {"name": "arrests", "type": "number", "unit": "arrest", "rounded_to": rounded_to}
    known = {"name": "table", "path": "table.csv", "title": "Counts", "source": "agency", "period": "{month}"}
    schema = {"primaryKey": key, "fields": [*fields, arrests]}
    return json.dumps({"name": "brief", "resources": [{**known, "schema": schema}]})


MONTH: dict[str, object] = {"name": "month", "type": "yearmonth"}


def by_month(
    numbers: tuple[float, ...], expression: str, annotation: str = "", step: object = "exact"
) -> dict[str, str]:
    """The files of a brief of the first months of 2023, whose function returns an expression of their numbers."""
    rows = "".join(f"2023-{month:02d},{number}\n" for month, number in enumerate(numbers, start=1))
    derived = CODE.format(annotation=f' -> "{annotation}"' if annotation else "", expression=expression)
    said = package([MONTH], ["month"], step)
    return {"figures": "", "derived": derived, "dataset": "month,arrests\n" + rows, "package": said}


def fault(folder: Path, files: dict[str, str]) -> str:
    """What is wrong with the only function of a brief."""
    with pytest.raises(StatbriefError) as caught:
        analysed(folder, **files)
    (only,) = caught.value.faults
    return f"{only.found}; {only.wanted}"


def answer(folder: Path, files: dict[str, str]) -> tuple[str, ...]:
    """What the only function of a brief returns, as data write it."""
    brief: Analysis = analysed(folder, **files)
    return brief.answers["it"].texts


HIGHEST = (
    "numbers.idxmax()",
    'table["arrests"].idxmax()',
    "(-numbers).idxmin()",
    "numbers.sort_values(ascending=False).index[0]",
    "numbers.nlargest(1).index[0]",
    "numbers.nlargest(1).index",
    "numbers[numbers == numbers.max()].index[0]",
    "max(table.index, key=numbers.get)",
    "numbers[numbers.rank(ascending=False) < 2].index[0]",
    'numbers.groupby("month").sum().idxmax()',
)


@pytest.mark.always(
    "exact--numbers.idxmax()",
    "exact--numbers.sort_values(ascending=False).index[0]",
    "exact--numbers.nlargest(1).index[0]",
    "exact--max(table.index, key=numbers.get)",
    '0.5-period, as stated-table["arrests"].idxmax()',
    "0.5-period, as stated-numbers.sort_values(ascending=False).index[0]",
    "0.5-period, as stated-max(table.index, key=numbers.get)",
)
@pytest.mark.parametrize("expression", HIGHEST)
@pytest.mark.parametrize(("step", "annotation"), [("exact", ""), (0.5, "period, as stated")])
def test_the_first_of_two_periods_that_are_the_same_is_refused(
    tmp_path: Path, expression: str, step: object, annotation: str
) -> None:
    """However it was chosen: February would be told where March is as high. Where one is higher, it is told."""
    assert fault(tmp_path / "tied", by_month(TIED, expression, annotation, step)) == (
        "returns 2023-02, and as well could return 2023-03: their numbers are the same; "
        "return all of them, as in list(table.index[numbers == numbers.max()])"
    )
    assert answer(tmp_path / "clear", by_month(CLEAR, expression, annotation, step)) == ("2023-03",)


def test_the_last_of_them_is_refused_as_well(tmp_path: Path) -> None:
    """Which of the two a program takes does not make it the only one."""
    found = fault(tmp_path, by_month(TIED, "numbers.sort_values().index[-1]"))
    assert found.startswith("returns 2023-03, and as well could return 2023-02: ")


def test_a_tie_below_the_largest_is_refused_where_it_is_told(tmp_path: Path) -> None:
    """The second highest of 4, 3 and 3; not of 4, 3 and 2."""
    expression = "numbers.nlargest(2).index[1]"
    found = fault(tmp_path / "tied", by_month((3, 4, 3, 1), expression))
    assert found.startswith("returns 2023-01, and as well could return 2023-03: ")
    assert answer(tmp_path / "clear", by_month((3, 4, 2, 1), expression)) == ("2023-01",)


STANDING = {
    "latest(table)": "2023-04",
    "previous(latest(table))": "2023-03",
    "latest(table) + 1": "2023-05",
    'since_when(table, "arrests")': "2023-03",
    "numbers[numbers > 1].index[0]": "2023-02",
    "numbers[numbers > 3].index.max() if (numbers > 3).any() else latest(table)": "2023-04",
    "numbers[numbers >= 3].index[-1]": "2023-03",
    "numbers.idxmin()": "2023-01",
}


@pytest.mark.parametrize("expression", STANDING)
def test_a_period_that_no_tie_decides_stands(tmp_path: Path, expression: str) -> None:
    """What is looked up or computed, and what is held against a number, though it is at it, is no tie."""
    assert answer(tmp_path, by_month(TIED, expression)) == (STANDING[expression],)


CONDITIONS: dict[str, tuple[tuple[float, ...], str]] = {
    "numbers[numbers.diff() > 0].index[-1]": ((1, 2, 3, 3), "2023-03"),
    "numbers[numbers.diff() < 0].index[-1]": ((3, 2, 1, 1), "2023-03"),
    "numbers[numbers.diff() >= 0].index[-1]": ((1, 2, 3, 3, 2), "2023-04"),
    "numbers[numbers.pct_change() > 0].index[-1]": ((1, 2, 3, 3), "2023-03"),
    "numbers[numbers.shift(1) < numbers].index.max()": ((1, 3, 3, 2), "2023-02"),
    "(numbers.diff() > 0)[::-1].idxmax()": ((1, 2, 3, 3), "2023-03"),
    "numbers.diff().ne(0).iloc[::-1].idxmax()": ((1, 2, 3, 3), "2023-03"),
    "[p for p in table.index if numbers[p] > numbers.iloc[0]][-1]": ((1, 3, 3, 1), "2023-03"),
    "next(p for p in table.index if numbers[p] > 2)": ((1, 3, 3, 2), "2023-02"),
    "numbers[numbers > numbers.iloc[-1]].index[-1]": ((2, 3, 2, 2), "2023-02"),
    "numbers[numbers > 3].idxmin()": ((1, 3, 4, 5), "2023-03"),
    "numbers[numbers.index.month > 3].idxmax()": ((3, 3, 3, 3, 2), "2023-04"),
}
"""What picks by a condition, or among some: numbers of which two are the same, and what is right of them."""


@pytest.mark.parametrize("expression", CONDITIONS)
def test_what_is_picked_by_a_condition_does_not_tie(tmp_path: Path, expression: str) -> None:
    """The month after the last rise has the same number, and is no rise; pandas says so too."""
    numbers, month = CONDITIONS[expression]
    index = pd.period_range("2023-01", periods=len(numbers), freq="M")
    table = pd.DataFrame({"arrests": numbers}, index=index)
    assert str(eval(expression, {"numbers": table["arrests"], "table": table})) == month  # noqa: S307 -- of this test
    assert answer(tmp_path, by_month(numbers, expression)) == (month,)


AFTER = {
    "numbers.idxmax() + 1": 1,
    "numbers.idxmax() - 12": -12,
    "numbers.nlargest(1).index[0] + 3": 3,
    "numbers.shift(1).idxmax()": 1,
    "{p: p + 1 for p in table.index}[numbers.idxmax()]": 1,
    "pd.Period(str(numbers.idxmax()), 'M') + 1": 1,
    "list(table.index)[list(numbers).index(max(numbers)) + 1]": 1,
    "table.index[numbers.to_numpy().argmax()] + 1": 1,
    "table.index[numbers.to_numpy().argsort()[-1]] + 1": 1,
    "max((n, p) for p, n in numbers.items())[1] + 1": 1,
    "table.index[numbers >= numbers.max()][0] + 1": 1,
}
"""What is counted from the highest month, and how far from it that is."""


@pytest.mark.always("numbers.idxmax() + 1", "numbers.nlargest(1).index[0] + 3", "numbers.shift(1).idxmax()")
@pytest.mark.parametrize("expression", AFTER)
def test_what_follows_from_a_tie_is_as_open(tmp_path: Path, expression: str) -> None:
    """The month after the highest, where two are: each of both would do. Where one is higher, it is told."""
    shift = AFTER[expression]
    tied = {str(each) for each in pd.PeriodIndex(["2023-02", "2023-03"], freq="M") + shift}
    found = fault(tmp_path / "tied", by_month(TIED, expression))
    assert "their numbers are the same; return all of them" in found
    one, other = found.removeprefix("returns ").split(":")[0].split(", and as well could return ")
    assert {one, other} == tied
    (clear,) = pd.PeriodIndex(["2023-03"], freq="M") + shift
    assert answer(tmp_path / "clear", by_month(CLEAR, expression)) == (str(clear),)


@pytest.mark.parametrize(
    ("numbers", "expression"),
    [
        ((0, 1, 0, 2), "numbers.abs().idxmin()"),
        ((-2, 1, 0, 2), "numbers.abs().idxmax()"),
        ((1, 1, 3, 2, 2), "numbers.diff().abs().idxmin()"),
        ((1, 3, 2, 2, 2, 2, 3), "numbers.idxmax().asfreq('Q') + 1"),
        ((1, 3, 1, 3, 1), "numbers.rolling(2).sum().idxmax() - 1"),
    ],
)
def test_ties_of_sizes_and_of_what_is_made_of_several_months_are_found(
    tmp_path: Path, numbers: tuple[float, ...], expression: str
) -> None:
    """No change twice, two months as far from nothing, a high in two quarters, two pairs of months."""
    assert "their numbers are the same" in fault(tmp_path, by_month(numbers, expression))


PANEL = [("Peru", "2023-01", 1), ("Peru", "2023-02", 4), ("Peru", "2023-03", 2), ("Chile", "2023-01", 1),
         ("Chile", "2023-02", 1), ("Chile", "2023-03", 3)]  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "changed", "found"),
    [
        ('numbers.groupby("month").sum().idxmax()', 3, "2023-02, and as well could return 2023-03"),
        ('numbers.groupby("month").sum().idxmax()', 2, "2023-02"),
        ("numbers.idxmax()[1]", 4, "2023-02, and as well could return 2023-03"),
        ("numbers.idxmax()[1]", 3, "2023-02"),
        ('numbers.groupby(numbers.index.get_level_values("month").asfreq("Q")).sum().idxmax()', 3, "2023-Q1"),
    ],
)
def test_ties_of_several_rows_a_period_are_found(tmp_path: Path, expression: str, changed: int, found: str) -> None:
    """Totals of months, and the month of the largest of all rows; pandas' own sums say which are the same."""
    rows = [*PANEL[:-1], ("Chile", "2023-03", changed)]
    totals = pd.DataFrame(rows, columns=["country", "month", "arrests"]).groupby("month")["arrests"].sum()
    assert (totals["2023-02"] == totals["2023-03"]) == (changed == 3)
    files = by_month((), expression) | {
        "dataset": "country,month,arrests\n" + "".join(f"{a},{b},{c}\n" for a, b, c in rows),
        "package": package([{"name": "country", "type": "string"}, MONTH], ["country", "month"]),
    }
    if "as well" in found:
        assert fault(tmp_path, files).startswith(f"returns {found}: their numbers are the same; ")
    else:
        assert answer(tmp_path, files) == (found,)


# -- all of them -----------------------------------------------------------------------------------------------------

ALL = "list(numbers.index[numbers == numbers.max()])"


def test_all_periods_of_a_tie_are_told(tmp_path: Path) -> None:
    """One after the other, within a sentence too; their span has two ends."""
    brief = analysed(tmp_path, **by_month(TIED, ALL))
    assert brief.answers["it"].value == [pd.Period("2023-02"), pd.Period("2023-03")]
    assert {name: form.plain for name, form in brief.forms["it"].items()} == {
        "label": "It",
        "kind": "period",
        "period": "February 2023 and March 2023",
        "period_capital": "February 2023 and March 2023",
        "period_name": "February 2023 and March 2023",
        "period_name_capital": "February 2023 and March 2023",
        "in_period": "in February 2023 and in March 2023",
        "in_period_capital": "In February 2023 and in March 2023",
        "period_short": "Feb 2023 and Mar 2023",
        "period_short_capital": "Feb 2023 and Mar 2023",
        "period_first": "February 2023",
        "period_first_capital": "February 2023",
        "period_first_name": "February 2023",
        "period_first_name_capital": "February 2023",
        "period_first_month": "February",
        "period_first_month_capital": "February",
        "period_first_year": "2023",
        "period_last": "March 2023",
        "period_last_capital": "March 2023",
        "period_last_name": "March 2023",
        "period_last_name_capital": "March 2023",
        "period_last_month": "March",
        "period_last_month_capital": "March",
        "period_last_year": "2023",
        "period_year": "2023",
    }


@pytest.mark.parametrize("expression", [ALL, "numbers[numbers == numbers.max()].index", f"tuple({ALL})"])
def test_several_periods_may_come_as_any_sequence(tmp_path: Path, expression: str) -> None:
    """A list, an index, a tuple; of one period, that one."""
    assert answer(tmp_path / "tied", by_month(TIED, expression)) == ("2023-02", "2023-03")
    assert answer(tmp_path / "one", by_month(CLEAR, expression)) == ("2023-03",)


def test_periods_of_two_lengths_are_refused(tmp_path: Path) -> None:
    """A month and its year are no list of times."""
    found = fault(tmp_path, by_month(CLEAR, '[numbers.idxmax(), numbers.idxmax().asfreq("Y")]'))
    assert found == (
        "returns periods of more than one length, 2023-03 and 2023; return years, quarters, months, weeks or days"
    )


def test_other_functions_are_given_all_of_them(tmp_path: Path) -> None:
    """As the list that was returned, with which rows are chosen: 3 and 3 make 6."""
    files = by_month(TIED, ALL)
    files["derived"] += '\n\ndef both(table, it):\n    """Both"""\n    return table.loc[it, "arrests"].sum()\n'
    assert analysed(tmp_path, **files).figures["both"].value == 3 + 3


def test_a_published_copy_proves_all_of_them(tmp_path: Path) -> None:
    """Each in its cell; the texts are read back."""
    folder = write_brief(tmp_path / "brief", **by_month(TIED, ALL))
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    prose = "---\ntitle: T\ndate: 2024-04-01\n---\n\nMost {{< var it.in_period >}}.\n\n{{< figures >}}\n"
    (folder / "brief.qmd").write_text(prose, encoding="utf-8")
    built = run("build", folder, "--to", "html", "--renderer", "embedded")
    assert (built.exit_code, built.stderr) == (0, "")
    page = folder / "_output/brief.html"
    assert "Most in February 2023 and in March 2023." in " ".join(page.read_text(encoding="utf-8").split()).replace(
        '<a href="#n-it" class="number">', ""
    ).replace("</a>", "")
    proved = done("verify", page)
    assert "it: February 2023 and March 2023 (period): month of 2023-02, 2023-03 in table.csv" in proved.stdout
