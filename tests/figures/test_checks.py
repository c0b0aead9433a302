"""Checks: when figures agree, when they add up, and what is said when they do not."""

import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from briefs import analysed, write_brief
from statbrief.analysis.analysis import analyse
from statbrief.errors import CheckingError, Fault
from statbrief.figures import checks
from statbrief.figures.checks import Check, Outcome, add_up, agree, agreements
from statbrief.figures.functions import Function, load_callables

FIGURES = (
    "a,A,100,visa,10,,2022,agency,,\n"
    "b,B,110,visa,10,,2022,agency,,\n"
    "c,C,112,visa,8,,2022,agency,,\n"
    "d,D,0.1,kilovisa,exact,,2022,agency,,\n"
    "e,E,90,visa,exact,at least,2022,agency,,\n"
    "f,F,10,visa,exact,,2022,agency,,\n"
    "g,G,10,arrest,exact,,2022,agency,,\n"
)


def check(folder: Path, body: str, parameters: str = "a, b") -> Check:
    """The check of a brief with such a function."""
    code = f'from statbrief.checking import Outcome, add_up, agree\n\n\ndef it({parameters}):\n    """They agree"""\n'
    [only] = analysed(folder, figures=FIGURES, checks=code + textwrap.indent(body, "    ")).checks
    return only


@pytest.mark.parametrize(
    ("body", "parameters"),
    [
        ("return agree(a, b)", "a, b"),  # 95 to 105, 105 to 115: they touch
        ("return agree(a, d)", "a, d"),  # in another unit
        ("return agree(c, e)", "c, e"),  # at least 90
        ("return agree(a, b, e)", "a, b, e"),
        ("return add_up([e, f], a)", "a, e, f"),
        ("return add_up((each for each in (e, f)), d)", "d, e, f"),
        ("return a.value < b.value", "a, b"),
        ("import numpy as np\nreturn np.bool_(True)", "a"),
    ],
)
def test_what_holds(tmp_path: Path, body: str, parameters: str) -> None:
    """Ranges that overlap, parts that sum to the whole, and whatever is True."""
    made = check(tmp_path, body, parameters)
    assert made.outcome.holds
    assert sorted(figure.id for figure in made.outcome.figures) == parameters.split(", ")


@pytest.mark.parametrize(
    ("body", "parameters", "message"),
    [
        ("return agree(a, c)", "a, c", '"They agree" does not hold: a 100 (95 to 105) and c 112 (108 to 116); correct'),
        (
            "return add_up([a], b)",
            "a, b",
            '"They agree" does not hold: a 100 (95 to 105) and b 110 (105 to 115); correct',
        ),
        ("return a.value > 100", "a", '"They agree" does not hold: a 100 (95 to 105); correct'),
        ("return False", "", '"They agree" does not hold; correct'),
        (
            "return agree(a, g)",
            "a, g",
            "Cannot convert from 'arrest' ([arrest]) to 'visa' ([visa]); compare figures of",
        ),
        ("return add_up([a], g)", "a, g", "Cannot convert from 'visa' ([visa]) to 'arrest' ([arrest]); compare"),
        ("agree(a, b)", "a, b", "returns nothing; return agree(…), add_up(…), True or False"),
        ("return 1", "", "returns a int; return agree(…), add_up(…), True or False"),
        ("return agree()", "", "raises IndexError: tuple index out of range"),
        ("return agree(a.value, b.value)", "a, b", "raises AttributeError: 'float' object has no attribute 'quantity'"),
        ("return Outcome(True, (1, 2))", "", "compares what is no figure of the brief; give agree(…) its parameters"),
        ("raise SystemExit(0)", "", "raises SystemExit: 0"),
    ],
)
def test_what_does_not_hold_says_why(tmp_path: Path, body: str, parameters: str, message: str) -> None:
    """The statement with its figures and their ranges, or what the function did instead."""
    with pytest.raises(CheckingError) as raised:
        check(tmp_path, body, parameters)
    [fault] = raised.value.faults
    assert (fault.file, fault.what) == ("analysis/checks.py", "it")
    assert str(fault).partition(": it: ")[2].startswith(message)


def test_all_that_fail_are_listed(tmp_path: Path) -> None:
    """One line for each check that does not hold."""
    code = "".join(f'def {name}(a):\n    """{name}"""\n    return False\n\n\n' for name in ("one", "two"))
    with pytest.raises(CheckingError) as raised:
        analysed(tmp_path, figures=FIGURES, checks=code)
    assert [fault.what for fault in raised.value.faults] == ["one", "two"]
    assert all(isinstance(fault, Fault) for fault in raised.value.faults)


def test_a_check_cannot_change_a_figure(tmp_path: Path) -> None:
    """Converting a figure's quantity in place converts a copy."""
    code = 'def it(a):\n    """It"""\n    a.quantity.ito("kilovisa")\n    return True\n'
    analysis = analysed(tmp_path, figures=FIGURES, checks=code)
    assert (analysis.figures["a"].value, analysis.figures["a"].unit) == (100, "visa")


def test_the_functions_say_what_they_compared(tmp_path: Path) -> None:
    """`agree` and `add_up` are functions of figures, which can be called anywhere."""
    figures = analysed(tmp_path, figures=FIGURES).figures
    assert agree(figures["a"], figures["c"]) == Outcome(holds=False, figures=(figures["a"], figures["c"]), kind="agree")
    assert add_up([figures["e"], figures["f"]], figures["a"]) == Outcome(
        holds=True, figures=(figures["e"], figures["f"], figures["a"]), kind="add up"
    )
    assert not add_up([figures["e"]], figures["a"]).holds


@pytest.mark.parametrize(
    ("body", "agreeing"),
    [
        ("return agree(a, h)", {"a": ("h",), "h": ("a",)}),
        ("return agree(a, b, h)", {"a": ("h",), "b": ("h",), "h": ("a", "b")}),
        ("return agree(a, b)", {}),  # one source that agrees with itself
        ("return add_up([a], h)", {}),
        ("return Outcome(True, (a, h))", {}),
    ],
)
def test_who_agrees_with_whom(tmp_path: Path, body: str, agreeing: dict[str, tuple[str, ...]]) -> None:
    """Figures of different sources that a check compared, each with the others."""
    code = f'from statbrief.checking import Outcome, add_up, agree\n\n\ndef it(a, b, h):\n    """It"""\n    {body}\n'
    folder = write_brief(tmp_path, figures=f"{FIGURES}h,H,100,visa,10,,2022,bureau,,\n", checks=code)
    (folder / "data/sources.bib").write_text("@misc{agency,\n}\n@misc{bureau,\n}\n", encoding="utf-8")
    assert agreements(analyse(folder, "en").checks) == agreeing


TOLD = [
    ("a < c", True),  # 95 to 105, 108 to 116
    ("c < a", False),
    ("a <= b", True),  # 105 at most, 105 at least
    ("b >= a", True),
    ("b < a", False),  # they may be equal, and no more
    ("a > b", False),
    ("f < a", True),
    ("d > f", True),  # a tenth of a kilovisa and ten visas
    ("d < pint.Quantity(101, 'visa')", True),
    ("f >= 0", True),
    ("f > 0", True),
    ("f < 0", False),
    ("e > 80 * pint.Quantity(1, 'visa')", True),  # at least 90
]


@pytest.mark.parametrize(("statement", "holds"), TOLD)
def test_figures_are_compared_by_their_ranges(tmp_path: Path, statement: str, holds: bool) -> None:  # noqa: FBT001
    """True where every value that rounding allows is on that side, False where none is."""
    names = sorted({each for each in "abcdef" if f"{each} " in f"{statement} "})
    assert check(tmp_path, f"import pint\nreturn ({statement}) is {holds}", ", ".join(names)).outcome.holds


UNTOLD = {
    "a < b": "whether a 100 (95 to 105) < b 110 (105 to 115) cannot be told within the rounding",
    "b > a": "whether b 110 (105 to 115) > a 100 (95 to 105) cannot be told within the rounding",
    "c <= b": "whether c 112 (108 to 116) <= b 110 (105 to 115) cannot be told within the rounding",
    "a >= d": "whether a 100 (95 to 105) >= d 0.1 cannot be told within the rounding",
}


@pytest.mark.parametrize(("statement", "message"), UNTOLD.items())
def test_what_the_ranges_leave_open_is_a_fault(tmp_path: Path, statement: str, message: str) -> None:
    """A check neither holds nor fails by chance; it says which two, and what to do."""
    with pytest.raises(CheckingError) as raised:
        check(tmp_path, f"return {statement}", ", ".join(sorted({statement[0], statement[-1]})))
    wanted = "derive their difference and compare it with 0, or compare what is further apart"
    assert str(raised.value).partition(": it: ")[2] == f"{message}; {wanted}"


@pytest.mark.parametrize(
    ("body", "parameters", "message"),
    [
        ("return a < g", "a, g", "Cannot convert from 'arrest' ([arrest]) to 'visa' ([visa]); compare figures of one"),
        (
            "return a < 5",
            "a",
            "Cannot convert from 'visa' ([visa]) to 'dimensionless' (dimensionless); compare figures",
        ),
        ("return a == b", "a, b", "asks whether a is equal to something; write agree(…) of two figures"),
        ("return a != b", "a, b", "asks whether a is equal to something; write agree(…) of two figures"),
        ("return a < 'b'", "a", "compares a with a str; compare it with a figure"),
    ],
)
def test_what_cannot_be_compared_says_so(tmp_path: Path, body: str, parameters: str, message: str) -> None:
    """Other units, bare numbers of something, and equality, which is what `agree` is for."""
    with pytest.raises(CheckingError) as raised:
        check(tmp_path, body, parameters)
    assert str(raised.value).partition(": it: ")[2].startswith(message)


PACKAGE = (
    '{"resources": [{"name": "table", "path": "table.csv", "source": "agency", "period": "{year}", "schema": '
    '{"primaryKey": "year", "fields": [{"name": "year", "type": "year"}, '
    '{"name": "n", "type": "number", "unit": "visa", "rounded_to": 10}]}}]}'
)
CELLS = "year,n\n2021,100\n2022,110\n"
DERIVED = '''def first(table):
    """First"""
    return table.loc["2021", "n"]


def last(table):
    """Last"""
    return table.loc["2022", "n"]
'''


def test_cells_of_a_dataset_are_compared_as_they_are_stated(tmp_path: Path) -> None:
    """100 and 110 to the nearest ten may both be 105: of the figures nobody can tell, of the cells it is said."""
    given = {"figures": "", "package": PACKAGE, "dataset": CELLS, "derived": DERIVED}
    cells = 'def it(table):\n    """It rises"""\n    return bool(table.loc["2021", "n"] < table.loc["2022", "n"])\n'
    (only,) = analysed(tmp_path / "cells", checks=cells, **given).checks
    assert only.outcome.holds
    figures = 'def it(first, last):\n    """It rises"""\n    return first < last\n'
    message = r"whether first 100 \(95 to 105\) < last 110 \(105 to 115\) cannot be told within the rounding"
    with pytest.raises(CheckingError, match=message):
        analysed(tmp_path / "figures", checks=figures, **given)


NOTED = PACKAGE.replace('"rounded_to": 10}', '"rounded_to": 10}, {"name": "note"}')
COUNTED = 'def it(table):\n    """It grows"""\n    return bool(table["n"].pint.magnitude.is_monotonic_increasing)\n'


@pytest.mark.parametrize("years", [10, 60])
def test_a_check_is_not_made_for_missing_cells_that_it_does_not_look_at(
    tmp_path: Path, years: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever may have stood there: three calls tell what it asks of its table, and three that it is sure."""
    made: list[str] = []

    def counting(folder: Path, functions: Sequence[Function], error: type[CheckingError]) -> dict[str, Any]:
        return {name: counted(each) for name, each in load_callables(folder, functions, error).items()}

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def noted(**given: object) -> object:
            made.append("it")
            return call(**given)

        return noted

    monkeypatch.setattr(checks, "load_callables", counting)
    cells = "year,n,note\n" + "".join(f"{1950 + each},{10 * each},{each % 9 or ''}\n" for each in range(years))
    (only,) = analysed(tmp_path, figures="", package=NOTED, dataset=cells, checks=COUNTED).checks
    assert only.outcome.holds
    assert len(made) <= 6
