"""Derived figures: what functions may return and do, and the ranges of figures that rest on others."""

import json
import math
import textwrap
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefs import FIGURES, analysed
from statbrief.arithmetic.ranges import Range
from statbrief.errors import DerivingError, StatbriefError
from statbrief.figures.figure import Derived, Figure


def derived_from(folder: Path, body: str, parameters: str = "arrests_2022, arrests_2019") -> Figure:
    """The figure `it`, computed by a function of this body."""
    body = body if "arrests" in body or "visas" in body else f"{parameters}\n{body}"  # each uses its inputs
    code = f'import math\nimport pint\n\n\ndef it({parameters}):\n    """It"""\n' + textwrap.indent(body, "    ")
    return analysed(folder, derived=code).figures["it"]


RIGHT = {
    "a quotient": ("return arrests_2022 / arrests_2019", 70_000 / 18_000, "1"),
    "a numpy scalar": ("import numpy as np\nreturn np.float64(2.5 if arrests_2019 < arrests_2022 else 3)", 2.5, "1"),
    "a numpy integer": ("import numpy as np\nreturn np.int64(2 if arrests_2019 < arrests_2022 else 3)", 2, "1"),
    "a fraction": (
        "from fractions import Fraction\nreturn Fraction(1, 4 if arrests_2019 < arrests_2022 else 3)",
        0.25,
        "1",
    ),
    "a whole number": ("return 7 if arrests_2019 < arrests_2022 else 3", 7, "1"),
    "a quantity of whole numbers": (
        "return pint.Quantity(7 if arrests_2019 < arrests_2022 else 3, 'arrest')",
        7,
        "arrest",
    ),
    "a ratio of units": ("return arrests_2022.to('kiloarrest') / arrests_2019", 70_000 / 18_000, "1"),
    "per cents": ("return pint.Quantity(50 if arrests_2019 < arrests_2022 else 3, 'percent')", 0.5, "1"),
    "nothing": ("return max(arrests_2019 - arrests_2022, 0 * arrests_2019)", 0, "arrest"),
    "below nothing": ("return arrests_2019 - arrests_2022", 18_000 - 70_000, "arrest"),
    "with an inner function": ("half = lambda x: x / 2\nreturn half(arrests_2022)", 35_000, "arrest"),
}


@pytest.mark.parametrize(("body", "value", "unit"), RIGHT.values(), ids=RIGHT.keys())
def test_a_function_may_return_any_number(tmp_path: Path, body: str, value: float, unit: str) -> None:
    """Whatever is one real number, with or without a unit, is a figure."""
    figure = derived_from(tmp_path, body)
    assert figure.value == pytest.approx(value)
    assert figure.unit == unit


WANTED = "return a number or a quantity, a period, or a text of a dataset"
WRONG = {
    "a decimal": ("from decimal import Decimal\nreturn Decimal(1)", f"returns a Decimal; {WANTED}"),
    "a complex number": ("return 1j", f"returns a complex; {WANTED}"),
    "a truth": ("return arrests_2022 > arrests_2019", f"returns a bool; {WANTED}"),
    "a list": ("return [1]", f"returns a list; {WANTED}"),
    "a generator": ("yield 1", f"returns a generator; {WANTED}"),
    "several quantities": (
        "return pint.Quantity([1, 2], 'day')",
        f"returns more than one number; {WANTED}",
    ),
    "a unit of another registry": (
        "other = pint.UnitRegistry()\nother.define('crossing = [crossing]')\nreturn other.Quantity(1, 'crossing')",
        "returns a unit of another registry, crossing",
    ),
    "a huge number": ("return 10**400", "returns a number that is too large; choose a larger unit"),
    "an exit": ("raise SystemExit", "raises SystemExit"),
    "an error without words": ("raise ValueError", "raises ValueError"),
    "an error of several lines": ("raise ValueError('one\\n  two')", "raises ValueError: one two"),
}


@pytest.mark.parametrize(("body", "message"), WRONG.values(), ids=WRONG.keys())
def test_what_is_no_number_is_named(tmp_path: Path, body: str, message: str) -> None:
    """One line that says what the function returned, or raised."""
    with pytest.raises(DerivingError) as raised:
        derived_from(tmp_path, body)
    assert str(raised.value).partition(": it: ")[2] == message
    assert str(raised.value).startswith("analysis/derived.py:")


def test_a_function_cannot_change_what_others_are_given(tmp_path: Path) -> None:
    """Converting an input in place, or writing into a table, changes a copy."""
    code = '''
    def first(arrests_2022, table):
        """Changes its inputs"""
        arrests_2022.ito("kiloarrest")
        table.loc[1, "arrests"] = table.loc[2, "arrests"]
        table["arrests"] *= 2
        return arrests_2022


    def second(arrests_2022, first, table):
        """Sees them as they are"""
        first.ito("arrest")
        return arrests_2022 + table.loc[1, "arrests"]


    def third(first):
        """A number of thousands"""
        return first.magnitude
    '''
    figures = analysed(
        tmp_path, derived=textwrap.dedent(code), package=TABLE, dataset="row,arrests\n1,5\n2,6\n"
    ).figures
    assert (figures["arrests_2022"].value, figures["arrests_2022"].unit) == (70_000, "arrest")
    assert (figures["second"].value, figures["second"].range) == (70_005, Range(65_005, 75_005))
    assert figures["third"].value == 70


TABLE = json.dumps(
    {
        "resources": [
            {
                "name": "table",
                "path": "table.csv",
                "source": "agency",
                "schema": {
                    "primaryKey": "row",
                    "fields": [
                        {"name": "row", "type": "integer"},
                        {"name": "arrests", "type": "number", "unit": "arrest", "rounded_to": "exact"},
                    ],
                },
            }
        ]
    }
)


def test_modules_beside_the_file_can_be_imported(tmp_path: Path) -> None:
    """A sibling is found, and leaves nothing behind: no bytecode, no name that another brief would see."""
    code = "from sibling import FACTOR\n\n\ndef it(visas):\n    '''It'''\n    return visas * FACTOR\n"
    for factor in (2, 3):  # as fast as that, and of the same length
        figures = analysed(tmp_path, derived=code, sibling=f"FACTOR = {factor}\n").figures
        assert figures["it"].value == 300_000 * factor
    assert not list(tmp_path.rglob("__pycache__"))


def test_an_edit_within_a_second_counts(tmp_path: Path) -> None:
    """Python's bytecode goes by seconds and sizes; the analysis goes by the text."""
    assert [
        derived_from(tmp_path, f"return {number} if arrests_2019 < arrests_2022 else 0").value for number in (1, 2, 3)
    ] == [1, 2, 3]


def test_a_decorated_function_is_a_function(tmp_path: Path) -> None:
    """A decorator of the standard library may stand above it."""
    code = "import functools\n\n\n@functools.wraps(len)\ndef it(visas):\n    '''It'''\n    return visas / 2\n"
    assert analysed(tmp_path, derived=code).figures["it"].value == 150_000


def test_a_decorator_that_takes_the_name_away_is_named(tmp_path: Path) -> None:
    """What is no function any more is said so, with its line."""
    code = "@property\ndef it(visas):\n    '''It'''\n    return visas\n"
    with pytest.raises(DerivingError, match=r"^analysis/derived.py:2: it: is no function once the file has run"):
        analysed(tmp_path, derived=code)


@pytest.mark.parametrize(
    ("parameters", "found"),
    [("", "has no inputs"), ("visas", "uses none of its inputs, visas")],
    ids=["none", "one for show"],
)
def test_a_number_that_rests_on_nothing_is_a_typed_one(tmp_path: Path, parameters: str, found: str) -> None:
    """It would be exact, and nobody would have said it: a row of reported.csv has a source."""
    code = f'def it({parameters}):\n    """It"""\n    return 12\n'
    wanted = "state a number in data/reported.csv, with who says so, and derive from that"
    with pytest.raises(DerivingError) as raised:
        analysed(tmp_path, derived=code)
    assert str(raised.value) == f"analysis/derived.py:1: it: {found}; {wanted}"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("visas\n    return 12", "12"),
        ("return visas * 0 + 12 * visas / visas * visas.units", "12"),
        ("return visas / visas", "1"),
        ("return visas - visas", "0"),
        ("return 3 * len([visas])", "3"),
    ],
)
def test_a_number_that_no_input_moves_is_a_typed_one(tmp_path: Path, body: str, shown: str) -> None:
    """Naming an input is not to depend on it."""
    found = (
        f"it: does not depend on its inputs, visas: it is {shown} whatever they are; state a number in data/reported"
    )
    with pytest.raises(DerivingError, match=found):
        analysed(tmp_path, derived=f'def it(visas):\n    """It"""\n    {body}\n')


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("return min(visas, visas.units * 5)", 5.0),
        ("return max(visas, visas.units * 4e8)", 4e8),
        ("return 1 if visas > 0 * visas.units else 2", 1.0),
        ("return round(visas / (1e7 * visas.units))", 0.0),
    ],
)
def test_what_is_cut_off_depends_on_where_its_inputs_are(tmp_path: Path, body: str, value: float) -> None:
    """It is the same near by, and another far away."""
    rows = 'visas,Visas on offer,300000,visa,exact,,2022-06-22,agency,"page 2",\n'
    made = analysed(tmp_path, figures=rows, derived=f'def it(visas):\n    """It"""\n    {body}\n')
    assert made.figures["it"].value == value


def test_a_default_is_no_input(tmp_path: Path) -> None:
    """Each parameter names an input: a default would be a number without an origin."""
    with pytest.raises(DerivingError, match=r"it: 'scale' names no figure or dataset; "):
        derived_from(tmp_path, "return visas * scale", "visas, scale=2")


def test_the_origin_names_all_that_a_figure_rests_on(tmp_path: Path) -> None:
    """Inputs as written; reported figures, sources and periods however far behind."""
    code = '''
    def rise(arrests_2022, arrests_2019):
        """Rise"""
        return arrests_2022 / arrests_2019


    def twice(rise) -> "percent":
        """Twice"""
        return 2 * rise
    '''
    figure = analysed(tmp_path, derived=textwrap.dedent(code)).figures["twice"]
    assert isinstance(figure.origin, Derived)
    assert figure.origin.inputs == ("rise",)
    assert figure.origin.reported == ("arrests_2022", "arrests_2019")
    assert (figure.sources, figure.period, figure.unit) == (("agency",), "2019-05/2022-05", "percent")
    assert figure.value == pytest.approx(200 * 70_000 / 18_000)
    assert figure.range.low == pytest.approx(200 * 65_000 / 18_500)
    assert figure.range.high == pytest.approx(200 * 75_000 / 17_500)


def test_an_input_that_comes_twice_by_different_ways_counts_once(tmp_path: Path) -> None:
    """The parts of a whole add up to it exactly, whatever the split: both rest on the same share."""
    code = '''
    def part(arrests_2022, arrests_2019):
        """Part"""
        return arrests_2022 * arrests_2019 / (arrests_2019 + arrests_2022)


    def rest(arrests_2022, part):
        """Rest"""
        return arrests_2022 - part


    def both(part, rest):
        """Both"""
        return part + rest
    '''
    figures = analysed(tmp_path, derived=textwrap.dedent(code)).figures
    assert figures["both"].range.low == pytest.approx(65_000)
    assert figures["both"].range.high == pytest.approx(75_000)


def test_a_bound_goes_through_formulas(tmp_path: Path) -> None:
    """At least 300,000 visas, per arrest, are at least 300,000 / 75,000; arrests per visa at most the inverse."""
    assert derived_from(tmp_path, "return visas.magnitude / arrests_2022.magnitude", "visas, arrests_2022").range == (
        Range(300_000 / 75_000, math.inf)
    )
    assert derived_from(tmp_path, "return arrests_2022.magnitude / visas.magnitude", "visas, arrests_2022").range == (
        Range(0, 75_000 / 300_000)
    )


def test_a_difference_of_two_bounds_says_nothing(tmp_path: Path) -> None:
    """Where the result could be any number there is no figure."""
    figures = FIGURES + "permits,Permits,300000,visa,exact,at least,2022,agency,,\n"
    code = 'def it(visas, permits):\n    """It"""\n    return visas - permits\n'
    with pytest.raises(DerivingError, match=r"could be any number|has no limit"):
        analysed(tmp_path, figures=figures, derived=code)


STEPS = st.sampled_from(["exact", "1", "100", "5000"])
OPERATIONS = st.lists(st.sampled_from(["{} + {}", "{} * {}", "{} / {}", "2 * {} + {} / 3"]), min_size=1, max_size=4)


@pytest.mark.thorough
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.tuples(st.integers(3, 90), STEPS), min_size=5, max_size=5), operations=OPERATIONS)
def test_ranges_through_chains_are_those_of_all_corners(
    tmp_path: Path, values: list[tuple[int, str]], operations: list[str]
) -> None:
    """Each figure is computed from the one before and a new number; its range is that of the whole formula."""
    rows = "".join(f"n{i},N,{value * 5}000,1,{step},,2022,agency,,\n" for i, (value, step) in enumerate(values))
    code, last = "", "n0"
    for place, operation in enumerate(operations, start=1):
        formula = operation.format(last, f"n{place}")
        code += f'def d{place}({last}, n{place}):\n    """D"""\n    return {formula}\n\n\n'
        last = f"d{place}"
    found = analysed(tmp_path, figures=rows, derived=code).figures[last]

    def result(corner: list[float]) -> float:
        numbers = {f"n{i}": number for i, number in enumerate(corner)}
        previous = "n0"
        for place, operation in enumerate(operations, start=1):
            numbers[f"d{place}"] = eval(operation.format(previous, f"n{place}"), {}, numbers)  # noqa: S307
            previous = f"d{place}"
        return numbers[previous]

    halves = [0 if step == "exact" else float(step) / 2 for _, step in values]
    ends = [(value * 5000 - half, value * 5000 + half) for (value, _), half in zip(values, halves, strict=True)]
    corners = [result([ends[i][bit >> i & 1] for i in range(5)]) for bit in range(32)]
    assert found.range.low == pytest.approx(min(corners), rel=1e-9)
    assert found.range.high == pytest.approx(max(corners), rel=1e-9)


@pytest.mark.thorough
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.integers(1, 50), min_size=2, max_size=5),
    step=st.sampled_from([1, 5, 20]),
    formula=st.sampled_from(["sum()", "max()", "min()", "mean()", "iloc[0]"]),
)
def test_ranges_through_datasets_are_those_of_all_corners(
    tmp_path: Path, rows: list[int], step: int, formula: str
) -> None:
    """Each rounded cell is an input of its own."""
    package = json.loads(TABLE)
    package["resources"][0]["schema"]["fields"][1]["rounded_to"] = step
    text = "row,arrests\n" + "".join(f"{row},{value * 20}\n" for row, value in enumerate(rows, start=1))
    code = 'def it(table):\n    """It"""\n    return table["arrests"].pint.quantity.magnitude.astype(float)\n'
    code = code.replace("table[", "__import__('pandas').Series(table[").replace(
        "astype(float)", f"astype(float)).{formula}"
    )
    found = analysed(tmp_path, derived=code, package=json.dumps(package), dataset=text).figures["it"]
    lows = pd.Series([value * 20 - step / 2 for value in rows])
    highs = pd.Series([value * 20 + step / 2 for value in rows])
    low, high = (eval(f"series.{formula}", {"series": series}) for series in (lows, highs))  # noqa: S307
    assert found.range.low == pytest.approx(low)
    assert found.range.high == pytest.approx(high)


def test_every_error_is_one_of_ours(tmp_path: Path) -> None:
    """Whatever a function does, the command line has one kind of error to print."""
    assert issubclass(DerivingError, StatbriefError)
    with pytest.raises(StatbriefError, match="calls itself without end"):
        derived_from(tmp_path, "return it(arrests_2022, arrests_2019)")


def test_what_is_wrong_with_functions_is_told_at_once(tmp_path: Path) -> None:
    """One names nothing, one has no label, one goes wrong when called: none hides another but what needs it."""
    code = (
        'def a(nothing):\n    """A"""\n    return nothing\n\n\n'
        "def b(visas):\n    return visas\n\n\n"
        'def c(visas):\n    """C"""\n    return visas / 0\n\n\n'
        'def d(a):\n    """D"""\n    return a / 0\n\n\n'
        'def e(visas):\n    """E"""\n    return "visas"\n'
    )
    with pytest.raises(DerivingError) as raised:
        analysed(tmp_path, derived=code)
    assert [(fault.line, fault.what) for fault in raised.value.faults] == [(1, "a"), (6, "b"), (12, "c"), (20, "e")]


@pytest.mark.parametrize(
    ("before", "kind", "said"),
    [("0.041", "difference of shares", "rose by 2.1 percentage points"), ("4.1", "difference", "")],
)
def test_cells_that_are_parts_of_a_whole_differ_by_points(tmp_path: Path, before: str, kind: str, said: str) -> None:
    """0.062 less 0.041 is 2.1 points, as if each were a figure of its own; 4.1 is no part of a whole."""
    fields = [
        {"name": "row", "type": "integer"},
        {"name": "rate", "type": "number", "unit": "1", "rounded_to": "exact"},
    ]
    schema = {"fields": fields, "primaryKey": "row"}
    resource = {"name": "table", "path": "table.csv", "source": "agency", "period": "2024", "schema": schema}
    code = 'def it(table):\n    """It"""\n    return table.loc[2, "rate"] - table.loc[1, "rate"]\n'
    text = f"row,rate\n1,{before}\n2,0.062\n"
    made = analysed(tmp_path, derived=code, package=json.dumps({"resources": [resource]}), dataset=text).figures["it"]
    assert made.kind == kind
    assert made.forms["rose_by"] == (said or made.forms["rose_by"])
