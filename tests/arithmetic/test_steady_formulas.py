"""Which way each number of a formula moves it, told from signs alone, against all corners of the box."""

import itertools
from fractions import Fraction

import pytest

from statbrief.arithmetic.formulas import parse
from statbrief.arithmetic.steady_formulas import NotSteadyError, stated, steady

BOX = {"a": (Fraction(2), Fraction(3)), "b": (Fraction(-5), Fraction(-4)), "c": (Fraction(1, 2), Fraction(9, 10))}
SPANNING = {**BOX, "d": (Fraction(-1), Fraction(1)), "e": (Fraction(0), Fraction(1))}


@pytest.mark.parametrize(
    ("formula", "ways"),
    [
        ("a + b", {"a": 1, "b": 1}),
        ("a - b", {"a": 1, "b": -1}),
        ("-a - -b", {"a": -1, "b": 1}),
        ("a * b", {"a": -1, "b": 1}),
        ("a / b", {"a": -1, "b": -1}),
        ("b / a", {"a": 1, "b": 1}),
        ("(a - b) / c", {"a": 1, "b": -1, "c": -1}),
        ("b ** 2 / a", {"a": -1, "b": -1}),
        ("b ** 3 * c", {"b": 1, "c": -1}),
        ("b ** -1 + a", {"a": 1, "b": -1}),
        ("1 / b ** -2", {"b": -1}),
        ("half * a / (c - 1)", {"a": -1, "c": -1}),
        ("a * (b - 3) / -c", {"a": 1, "b": -1, "c": -1}),
        ("d + a", {"a": 1, "d": 1}),
    ],
)
def test_a_formula_is_furthest_where_the_signs_say(formula: str, ways: dict[str, int]) -> None:
    """The corner that they name is the lowest of all corners, and the opposite one the highest."""
    box = {name: SPANNING[name] for name in ways}
    reaches = {name: stated(float(low), float(high)) for name, (low, high) in box.items()}
    reach, found = steady(parse(formula), reaches, {"half": 0.5})
    corners = [dict(zip(box, each, strict=True)) for each in itertools.product(*box.values())]
    results = [eval(formula, {"half": Fraction(1, 2)}, corner) for corner in corners]  # noqa: S307 -- with fractions
    assert found == ways
    assert (reach.low, reach.high) == pytest.approx((float(min(results)), float(max(results))))
    lowest = {name: box[name][way < 0] for name, way in ways.items()}
    highest = {name: box[name][way > 0] for name, way in ways.items()}
    assert (corners[results.index(min(results))], corners[results.index(max(results))]) == (lowest, highest)


@pytest.mark.parametrize(
    "formula",
    ["a - a", "a / d", "a / e", "a * d", "d ** 2", "a ** 0.5", "a ** c", "2 ** a", "max(a, c)", "abs(a)", "a + 1e30",
     "a / (c - 0.5)", "0 * a", "a * 1e300 * 1e300"],
)  # fmt: skip
def test_of_others_nothing_is_said(formula: str) -> None:
    """What uses a number twice, may divide by nothing or multiply with it, turns, or drowns a number in another."""
    used = [name for name in SPANNING if name in formula]
    reaches = {name: stated(*map(float, SPANNING[name])) for name in used}
    with pytest.raises(NotSteadyError):
        steady(parse(formula), reaches, {})


def test_what_is_exact_goes_no_way() -> None:
    """Of an exact number there is no end to go to."""
    reaches = {"a": stated(3.0, 3.0), "b": stated(1.0, 2.0)}
    assert steady(parse("a * b"), reaches, {})[1] == {"b": 1}
