"""Runs and records of numbers that code made of a table's own: sums of areas, products, what a rounded figure is in."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import analysed
from statbrief.errors import DerivingError

IMPORT = "from statbrief.periods import in_a_row, run, since_when\n\n\n"
SUMS = 'def _sums(t):\n    return t.groupby(level="month")[["n"]].sum()\n\n\n'
NOT_KNOWN = "how n is rounded is not known, for its numbers are not those of a file"


def package(step: object) -> str:
    """A data package of months and areas, with a column for what is counted and one that may be empty."""
    fields = [
        {"name": "month", "type": "yearmonth"},
        {"name": "area", "type": "string"},
        {"name": "n", "type": "number", "unit": "visa", "rounded_to": step},
        {"name": "other", "type": "number", "unit": "visa", "rounded_to": "exact"},
    ]
    schema = {"primaryKey": ["month", "area"], "fields": fields}
    table = {"name": "t", "path": "table.csv", "source": "agency", "period": "{month}", "schema": schema}
    return json.dumps({"resources": [table]})


def rows(*months: tuple[float, ...]) -> str:
    """A row for each area of each month; of the first, nobody knows the other number."""
    lines = [
        f"2020-{month:02},{area},{number},{'' if (month, area) == (1, 0) else 1}\n"
        for month, numbers in enumerate(months, start=1)
        for area, number in enumerate(numbers)
    ]
    return "month,area,n,other\n" + "".join(lines)


def test_sums_of_exact_numbers_need_no_word_for_it(tmp_path: Path) -> None:
    """They are exact; whether another column lacks a number is all the same."""
    months = [(40, 30), (20, 30), (25, 28), (30, 29)]
    code = f'{IMPORT}{SUMS}def it(t) -> "run":\n    """Run"""\n    return run(_sums(t), "n")\n\n\n'
    code += 'def then(t):\n    """Since"""\n    return since_when(_sums(t), "n")\n'
    made = analysed(tmp_path, figures="", package=package("exact"), dataset=rows(*months), derived=code)
    totals = [sum(each) for each in months]
    assert totals[1] < totals[2] < totals[3] < totals[0]
    assert (made.figures["it"].value, made.figures["it"].range.width) == (2, 0)
    assert str(made.answers["then"].value) == "2020-01"


def test_a_sum_that_a_file_has_as_a_number_too_is_none_of_its_numbers(tmp_path: Path) -> None:
    """45 and 30, of three each, were said to be known to half a step: that is so of one number in tens alone."""
    code = f'{IMPORT}{SUMS}def it(t) -> "run":\n    """Run"""\n    return run(_sums(t), "n")\n'
    months = [(30, 20, 50), (10, 10, 10), (20, 20, 10)]
    with pytest.raises(DerivingError) as raised:
        analysed(tmp_path, figures="", package=package(10), dataset=rows(*months), derived=code)
    assert str(raised.value).startswith(
        f"analysis/derived.py:10: it: {NOT_KNOWN}; to compare the numbers as the source"
    )


def test_two_that_floating_point_alone_parts_are_alike(tmp_path: Path) -> None:
    """3 × 0.1 and 1 × 0.3 are 0.3, of which one is more in floating point: no rise, and one was as high before."""
    assert 3 * 0.1 > 0.3 == float(3 * Fraction("0.1"))
    code = f'{IMPORT}def _of(t):\n    rows = t.xs("0", level="area")\n'
    code += '    return rows.assign(n=rows["n"] * t.xs("1", level="area")["n"].pint.magnitude)\n\n\n'
    code += 'def it(t) -> "run":\n    """Run"""\n    return run(_of(t), "n", as_stated=True)\n\n\n'
    code += 'def then(t) -> "period, as stated":\n    """Since"""\n    return since_when(_of(t), "n", as_stated=True)\n'
    months = [(0.7, 1), (0.3, 1), (0.1, 3)]
    made = analysed(tmp_path, figures="", package=package("exact"), dataset=rows(*months), derived=code)
    assert made.figures["it"].value == 0
    assert str(made.answers["then"].value) == "2020-02"


MORE = """more,More,{more},visa,10,,2020-03,agency,1,
"""


@pytest.mark.parametrize("more", [50, 20])
def test_a_run_that_rounding_leaves_open_has_no_words(tmp_path: Path, more: int) -> None:
    """What is added to exact numbers is in tens: 60 more than 30 is a rise, and 30 beside 25 to 35 nobody knows."""
    code = f'{IMPORT}def it(t, more) -> "run":\n    """Run"""\n    rows = t.xs("0", level="area").copy()\n'
    code += '    rows.loc["2020-03", "n"] = rows.loc["2020-03", "n"] + more\n    return run(rows, "n"{as_stated})\n'
    known = {"figures": MORE.format(more=more), "package": package("exact"), "dataset": rows((50, 1), (30, 1), (10, 1))}
    ends = {10 + more + off > 30 for off in (-5, 5)}
    if len(ends) == 1:
        made = analysed(tmp_path / "a", derived=code.replace("{as_stated}", ""), **known).figures["it"]
        assert (made.value, made.range.width) == (1, 0)
        return
    with pytest.raises(DerivingError) as raised:
        analysed(tmp_path / "b", derived=code.replace("{as_stated}", ""), **known)
    wanted = (
        "it: is a run of -2 to 1 within the rounding, below zero of falls: it cannot be told; to compare the numbers"
    )
    assert wanted in str(raised.value)
    made = analysed(tmp_path / "c", derived=code.replace("{as_stated}", ", as_stated=True"), **known).figures["it"]
    assert (made.range.low, made.range.high) == (-2, 1)
