"""What a bound leaves of a figure that is computed from it: where it ends, whether it gets there, and how it is said.

Expectations are the ends of the stated ranges, put through the formula by hand.
"""

from fractions import Fraction
from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.analysis import analyse
from statbrief.arithmetic import kinds
from statbrief.errors import DerivingError
from statbrief.figures.figure import Figure

UNITS = "person = [person] = _ = people\nUSD = [currency]\n"


def row(name: str, value: str, bound: str = "", *, unit: str = "person", step: str = "exact", year: int = 2024) -> str:
    """A line of `data/reported.csv`."""
    return f"{name},N,{value},{unit},{step},{bound},{year},agency,,\n"


def figure(folder: Path, rows: str, formula: str, inputs: str = "x, y", returns: str = "") -> Figure:
    """The derived figure of a brief with these rows."""
    said = f' -> "{returns}"' if returns else ""
    brief = write_brief(folder, figures=rows, derived=f'def d({inputs}){said}:\n    """D"""\n    return {formula}\n')
    (brief / "data/units.txt").write_text(UNITS, encoding="utf-8")
    return analyse(brief, "en").figures["d"]


@pytest.mark.parametrize(
    ("bound", "about", "reach"),
    [("at least", "at most 50", "50 or less"), ("more than", "less than 50", "less than 50")],
)
def test_a_quotient_by_a_bound_is_bounded_on_the_other_side(tmp_path: Path, bound: str, about: str, reach: str) -> None:
    """1,000 by at least 20 is 1000/20 or less, and nears nothing without being it."""
    made = figure(tmp_path, row("x", "1000") + row("y", "20", bound), "x / y", returns="comparison")
    assert (made.forms["about"], made.forms["range"], made.kind) == (about, reach, kinds.COMPARISON)
    assert (made.range.low, made.range.high) == (0.0, 1000 / 20)
    assert made.known.limit == 0
    assert 0 not in made.known


@pytest.mark.parametrize(
    ("unit", "value", "bound"),
    [("person", "20", "at most"), ("person", "20", "less than"), ("USD", "20", "at most"), ("USD", "-20", "at least")],
)
@pytest.mark.parametrize("formula", ["x / y", "x / (y * 3)", "1 / (y / x)", "(x / (y + y)) * 1.0"])
def test_what_may_divide_by_nothing_has_no_range(
    tmp_path: Path, unit: str, value: str, bound: str, formula: str
) -> None:
    """At most 20 may be nothing, and so may at least −20: 1,000 by that could be any number."""
    rows = row("x", "1000", unit=unit) + row("y", value, bound, unit=unit)
    with pytest.raises(DerivingError, match=f"leaps or turns where y, which is {bound} {value}, goes on without end"):
        figure(tmp_path, rows, formula)


def test_a_leap_on_the_way_is_found_wherever_it_is(tmp_path: Path) -> None:
    """At least 20, less 1,000, is nothing at 1,000, far from where it ends."""
    with pytest.raises(DerivingError, match="leaps or turns where y, which is at least 20, goes on without end"):
        figure(tmp_path, row("x", "7") + row("y", "20", "at least") + row("z", "1000"), "x / (y - z)", "x, y, z")


def test_a_fall_by_a_bound_is_said_with_it(tmp_path: Path) -> None:
    """2.5 by at least 20 is an eighth at most, and so 1 − 1/8 less at least."""
    rows = row("x", "2.5", unit="kg") + row("y", "20", "at least", unit="kg", year=2020)
    made = figure(tmp_path, rows, "x / y")
    assert made.kind == kinds.RATIO
    assert made.forms["about_fraction"] == "at most an eighth"
    assert made.forms["about_times"] == "at most 12.5% of"
    assert made.forms["rose_by"] == "fell by at least 87.5%"
    assert made.forms["rose_by_2"] == "fell by more than 87%"


@pytest.mark.parametrize(
    ("rows", "formula", "about"),
    [
        (row("x", "500", "at least", step="100") + row("y", "20000"), "x + y", "at least 20,450"),
        (row("x", "4321") + row("y", "20", "at most"), "x - y", "at least 4,301"),
        (row("x", "4321") + row("y", "100", "more than"), "x / y", "less than 43.21"),
        (row("x", "1234567") + row("y", "20", "less than"), "x - y", "more than 1,234,547"),
        (row("x", "20", "at least") + row("y", "7"), "x / y", "more than 2.85"),
        (row("x", "50") + row("y", "20", "at least"), "x / y", "at most 2.5"),
        (row("x", "5", unit="1") + row("y", "20", "at least", unit="1"), "x + x / y", "at most 5.25"),
    ],
)
def test_a_bound_is_written_to_its_last_digit(tmp_path: Path, rows: str, formula: str, about: str) -> None:
    """Where its decimals end, and with three digits where they go on: 20/7 is 2.857 and more."""
    assert figure(tmp_path, rows, formula).forms["about"] == about


@pytest.mark.parametrize(
    ("rows", "formula", "kind", "about"),
    [
        (row("x", "1000", "less than") + row("y", "100", "more than"), "x - y", kinds.DIFFERENCE, "less than 900"),
        (row("x", "100", "more than") + row("y", "4321"), "x - y", kinds.DIFFERENCE, "more than −4,221"),
        (row("x", "20", "at least") + row("y", "50", year=2020), "x / y", kinds.RATIO, "at least 0.4"),
        (row("x", "50") + row("y", "20", "at least", year=2020), "x / y", kinds.RATIO, "at most 2.5"),
    ],
)
def test_what_may_be_up_or_down_by_any_amount_has_none(
    tmp_path: Path, rows: str, formula: str, kind: str, about: str
) -> None:
    """No form says how much it changed, and the fault says why."""
    made = figure(tmp_path, rows, formula)
    assert (made.kind, made.forms["about"]) == (kind, about)
    assert made.forms["rose_by"] == made.forms["rose_by_3"] == "showed no clear change"
    names = [f"{about}{form}{digits}" for about in ("", "about_") for form in ("by", "change") for digits in ("", "_3")]
    assert not [name for name in names if name in made.forms]
    form = "by" if kind == kinds.DIFFERENCE else "change"
    with pytest.raises(KeyError, match="may be up or down, by any amount, as a bound behind it is open: write range"):
        format(made, form)


@pytest.mark.parametrize(
    ("formula", "about", "bound"),
    [
        ("max(x, y)", "at least 30", "more than"),
        ("max(x, z)", "more than 20", "more than"),
        ("min(x, y)", "at least 20", "at least"),
        ("min(x, y)", "more than 20", "more than"),
    ],
)
def test_the_larger_of_two_is_reached_where_it_is_the_other(
    tmp_path: Path, formula: str, about: str, bound: str
) -> None:
    """The larger of more than 20 and 30 is 30 or more, and of more than 20 and 10 more than 20."""
    rows = row("x", "20", bound) + row("y", "30") + row("z", "10")
    assert figure(tmp_path, rows, formula, "x, y, z").forms["about"] == about


def test_digits_that_leave_nothing_of_a_move_are_refused(tmp_path: Path) -> None:
    """4.9% less 5.1% is a fall of 0.2 points; with no decimals it would be a fall of nothing."""
    rows = row("x", "4.9", unit="percent", step="0.1") + row("y", "5.1", unit="percent", step="0.1", year=2023)
    made = figure(tmp_path, rows, "x - y")
    assert made.forms["rose_by_to_1"] == "fell by about 0.2 percentage points"
    refused = ["rose_by_to_0", "higher_by_to_0", "rise_of_to_0", "it_rose_by_to_0", "by_to_0", "about_by_to_0"]
    assert not [name for name in refused if name in made.forms]
    with pytest.raises(KeyError, match="would be of nothing with these digits, and it did change"):
        format(made, "rose_by_to_0")


@pytest.mark.parametrize(("value", "change", "about"), [("12345", "0.00%", "about 0.00%"), ("250", "0%", "0%")])
def test_a_change_of_nothing_has_no_digits_that_are_not_known(
    tmp_path: Path, value: str, change: str, about: str
) -> None:
    """12,344.5 to 12,345.5 by the same lies within ±0.0081% of one, which a third decimal would hide."""
    made = figure(tmp_path, row("x", value, step="1") + row("y", value, step="1", year=2023), "x / y")
    assert (made.forms["change"], made.forms["about_change"]) == (change, about)


@pytest.mark.parametrize(
    ("formula", "about", "limit"),
    [
        ("x / y", "at most 5", 0),
        ("1 - x / y", "at least −4", 1),
        ("-(x / y)", "at least −5", 0),
        ("x / y + 7", "at most 12", 7),
    ],
)
def test_a_limit_goes_with_what_is_computed_from_it(tmp_path: Path, formula: str, about: str, limit: int) -> None:
    """100 by at least 20 lies between nothing and 5, and what is left of one between −4 and one."""
    made = figure(tmp_path, row("x", "100", unit="1") + row("y", "20", "at least", unit="1"), formula)
    assert made.forms["about"] == about
    assert made.known.limit == limit
    assert limit not in made.known
    assert made.known.value in made.known


def test_what_has_no_limit_that_can_be_told_says_so(tmp_path: Path) -> None:
    """A root over a root is beyond what is known of numbers that grow; one over what nears nothing is not."""
    rows = row("x", "100", unit="1") + row("y", "20", "at least", unit="1")
    found = "d: has no limit where y = inf, which the rounding allows; a bound of its input is open: write it with"
    with pytest.raises(DerivingError, match=found):
        figure(tmp_path, rows, "y ** 0.5 / (y ** 0.5 + x)")
    assert figure(tmp_path, rows, "1 / (x / y)").forms["about"] == "at least 0.2"


@pytest.mark.filterwarnings("error")
def test_numpy_warns_of_nothing_that_nobody_asked_for(tmp_path: Path) -> None:
    """What is at least 20 is tried without end, too: there numpy would print that ∞ ÷ ∞ is invalid."""
    rows = row("x", "100", unit="1") + row("y", "20", "at least", unit="1")
    with pytest.raises(DerivingError, match="d: has no limit where y = inf"):
        figure(tmp_path, rows, "__import__('numpy').float64(y.magnitude) / (y.magnitude + x.magnitude)")


@pytest.mark.parametrize(
    ("formula", "ends", "about"),
    [
        ("y / (x + y)", (Fraction(1, 6), 1), "more than 0.166"),
        ("x / (x + y)", (0, Fraction(5, 6)), "less than 0.834"),
        ("y - 0.1 * y", (18, None), "at least 18"),
        ("0.1 * y - y", (None, -18), "at most −18"),
        ("(y - x) / (y + x)", (Fraction(-2, 3), 1), "more than −0.667"),
        ("(2 * y + 3) ** 2 / (y * (y + 1))", None, ""),
        ("y * y / (y + x) ** 2", (Fraction(1, 36), 1), "more than 0.0277"),
        ("max(y, x) / (max(y, x) + y)", (Fraction(1, 2), Fraction(5, 6)), "less than 0.834"),
        ("y / max(x, y)", (Fraction(1, 5), 1), "at least 0.2"),
    ],
)
def test_a_limit_is_that_of_the_highest_powers(
    tmp_path: Path, formula: str, ends: tuple[Fraction | None, Fraction | None] | None, about: str
) -> None:
    """With 100, and 20 at least: a part nears the whole, and nine tenths of what has no end have none."""
    rows = row("x", "100", unit="1") + row("y", "20", "at least", unit="1")
    made = figure(tmp_path, rows, formula)
    if ends is None:  # 43²/420 falls to four, as 4y² + 12y + 9 over y² + y does
        assert [made.known.floor, made.known.high] == [4, Fraction(43**2, 420)]
        return
    assert (made.known.floor, made.known.ceiling) == ends
    assert made.forms["about"] == about


def test_code_that_chooses_and_adds_up_has_its_limit_too(tmp_path: Path) -> None:
    """Whatever way it is written, and over figures derived before."""
    rows = row("x", "100") + row("y", "20", "more than")
    code = (
        'def whole(x, y):\n    """W"""\n    return x + y\n\n\n'
        'def d(y, whole):\n    """D"""\n    parts = [y, whole - y]\n    return max(parts) / whole\n\n\n'
        'def e(y, whole) -> "share":\n    """E"""\n    first = y\n    return first / whole\n'
    )
    brief = write_brief(tmp_path, figures=rows, derived=code)
    (brief / "data/units.txt").write_text(UNITS, encoding="utf-8")
    with pytest.raises(DerivingError, match=r"d: (both rises and falls|leaps or turns)"):  # half, where both are 100
        analyse(brief, "en")
    (brief / "analysis/derived.py").write_text(code.replace("max(parts)", "parts[0]"), encoding="utf-8")
    made = analyse(brief, "en").figures
    assert {made[name].forms["about"] for name in "de"} == {"more than 0.166"}


@pytest.mark.parametrize(
    ("formula", "about"),
    [
        ("min(x, z)", "about 70,000"),
        ("max(x, z - 50000)", "about 70,000"),
        ("sorted([x, z])[0]", "about 70,000"),
        ("x if x < z else z", "about 70,000"),
        ("x", "about 70,000"),
        ("x * 10", "about 700,000"),
        ("z - 98766", "1,234"),
    ],
)
def test_what_is_chosen_keeps_the_word_of_its_rounding(tmp_path: Path, formula: str, about: str) -> None:
    """70,000 to the nearest ten thousand is about that, whichever way it was chosen; 100,000 − 98,766 is exact."""
    rows = row("x", "70000", step="10000", unit="1") + row("z", "100000", unit="1")
    inputs = "x, z" if "z" in formula and "x" in formula else formula[0]
    assert figure(tmp_path, rows, formula, inputs).forms["about"] == about


def test_a_rate_that_ends_before_its_units_is_about(tmp_path: Path) -> None:
    """1,234 of 30,000 are 4,111.67 to 4,115 of 100,000: 4,110 is none of these."""
    rows = row("x", "1234", step="1", unit="person") + row("y", "30000", unit="person")
    made = figure(tmp_path, rows, "x / y * 100_000")
    low, high = Fraction(12335, 10) / 30_000 * 100_000, Fraction(12345, 10) / 30_000 * 100_000
    assert (made.known.low, made.known.high) == (low, high)
    assert made.forms["about"] == "about 4,110"
    assert made.forms["about_percent"] == "about 411,000%"


@pytest.mark.parametrize(
    ("formula", "about", "reach"),
    [
        ("x / y", "at least 216.05", "216.05 or more"),
        ("x / (2 * y)", "at least 108.025", "108.025 or more"),
        ("x - y", "at least 4,301", "4,301 to 4,321"),
        ("y * 2", "at most 40", "0 to 40"),
        ("x / (x + y)", "more than 0.995", "0.995 to 1.000"),
    ],
)
def test_what_is_counted_is_not_under_nothing(tmp_path: Path, formula: str, about: str, reach: str) -> None:
    """4,321 by at most 20 schools is 216.05 at least, as nobody divides by none; and less them, at most 4,321."""
    rows = row("x", "4321", unit="school") + row("y", "20", "at most", unit="school")
    inputs = "x, y" if "x" in formula else "y"
    brief = write_brief(tmp_path, figures=rows, derived=f'def d({inputs}):\n    """D"""\n    return {formula}\n')
    (brief / "data/units.txt").write_text("@group count\n    school = [school]\n@end\n", encoding="utf-8")
    figures = analyse(brief, "en").figures
    assert (figures["d"].forms["about"], figures["d"].forms["range"]) == (about, reach)
    assert (figures["y"].forms["about"], figures["y"].forms["range"]) == ("at most 20", "20 or less")


@pytest.mark.parametrize(
    ("lang", "about", "reach"), [("en", "more than 700", "700 to 900"), ("es", "más de 700", "700 a 900")]
)
@pytest.mark.parametrize("formula", ["min(x, z)", "sorted([x, z])[0]", "x if x < z else z"])
def test_a_bound_that_ends_is_one(tmp_path: Path, formula: str, lang: str, about: str, reach: str) -> None:
    """The smaller of more than 700 and 900 is more than 700, and 900 at most; about 700 is what it is not."""
    rows = row("x", "700", "more than") + row("z", "900")
    brief = write_brief(tmp_path, figures=rows, derived=f'def d(x, z):\n    """D"""\n    return {formula}\n')
    (brief / "data/units.txt").write_text(UNITS, encoding="utf-8")
    made = analyse(brief, lang).figures["d"]
    assert [made.forms[form] for form in ("about", "range")] == [about, reach]
    assert 700 not in made.known
    assert 900 in made.known


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        (
            "x / (x + y)",
            "d: lies anywhere between 0 and 1, as the bounds of its inputs are open; derive it without one",
        ),
        ("x / y", "d: could be any number above 0, as the bounds of its inputs are open; derive it without one"),
        ("x - y", "d: could be any number, as the bounds of its inputs are open; derive it without one"),
    ],
)
def test_what_bounds_leave_open_to_both_sides_is_refused(tmp_path: Path, formula: str, found: str) -> None:
    """At least 20 over itself and at least 30 is any part of all, and no number stands for it."""
    rows = row("x", "20", "at least") + row("y", "30", "at least")
    with pytest.raises(DerivingError, match=found):
        figure(tmp_path, rows, formula)


def test_two_open_numbers_among_several_rounded_ones_are_refused_too(tmp_path: Path) -> None:
    """One that goes on without end, less another that does, is any number, whatever is added to it."""
    rows = row("x", "20", "at least") + row("y", "30", "at least") + row("z", "900") + row("w", "800")
    with pytest.raises(DerivingError, match="d: could be any number, as the bounds of its inputs are open"):
        figure(tmp_path, rows, "x - y + z + w", "x, y, z, w")


@pytest.mark.parametrize(
    ("rows", "formula", "value", "about"),
    [
        (row("x", "20", "at least", unit="1"), "x * 6.25", "125", "at least 125"),
        (row("x", "20", "at least", unit="1"), "6.25 * x", "125", "at least 125"),
        (row("x", "700", "more than", unit="1"), "x - 0.1 * x", "630", "more than 630"),
        (row("x", "20", "at least", unit="1"), "x * 6.25 + 1.5", "127", "at least 126.5"),
        (row("x", "20", "at least", unit="1"), "x * 3", "60", "at least 60"),
        (row("x", "2.50", "at least", unit="1"), "x * 3", "7.50", "at least 7.5"),
    ],
)
def test_a_bound_is_no_whole_number_to_multiply_with(
    tmp_path: Path, rows: str, formula: str, value: str, about: str
) -> None:
    """20 at least is not 20: 6.25 times that has no decimals of 6.25's, and 125 of its own."""
    made = figure(tmp_path, rows, formula, "x")
    assert (made.forms["value"], made.forms["about"]) == (value, about)
