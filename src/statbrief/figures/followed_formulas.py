"""How many digits the numbers of a formula need, so that who computes it with these comes to its result.

About 1,060 less about 1,060 is about 5 to nobody who has but these: 1,060.5 less 1,055.3 is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from statbrief.arithmetic.asked_digits import MOST
from statbrief.arithmetic.formulas import FormulaError, evaluate, parse
from statbrief.figures.figure import Derived, Figure
from statbrief.figures.forms import AllForms, Forms

_NOISE = Fraction(1, 10**9)
_FEWEST = 4
"""Significant digits: one more than what goes on has without being asked."""


def form_to_follow(
    figure: Figure, origin: Derived, figures: Mapping[str, Figure], forms: Mapping[str, AllForms]
) -> str:
    """The form of the inputs that are not written in full, by which a formula comes to what its figure says.

    That is `value`, or the first with more digits; `value` too where none does, or a bound has no number by itself.
    """
    own, inputs = forms[figure.id], [each for each in origin.inputs if each in figures]
    if not isinstance(own, Forms) or not all(figures[each].known.is_bounded for each in (*inputs, figure.id)):
        return "value"
    made = {each: known for each in inputs if isinstance(known := forms[each], Forms)}
    cut = {each: known for each, known in made.items() if is_cut(figures[each], known)}
    wanted, step = map(Fraction, own.number("value"))
    for form in _forms(cut) if cut else ():
        shown = {each: Fraction(known.number(form if each in cut else "value")[0]) for each, known in made.items()}
        result = _result(origin, shown)
        if result is not None and abs(result - wanted) <= step * (Fraction(1, 2) + _NOISE):
            return form
    return "value"


def _forms(cut: Mapping[str, Forms]) -> Iterator[str]:
    yield "value"
    if any(made.is_in_coins for made in cut.values()):
        yield from ("value_to_0", "value_to_2")
        return
    yield from (f"value_{digits}" for digits in range(_FEWEST, MOST + 1))


def is_cut(figure: Figure, made: AllForms) -> bool:
    """Whether the number that a figure is written with is not all of it."""
    return isinstance(made, Forms) and Fraction(made.number("value")[0]) != figure.known.value


def _result(origin: Derived, shown: Mapping[str, Fraction]) -> Fraction | None:
    """What the formula comes to with the numbers that are shown; None where it comes to none with them."""
    factors, scale = origin.scales.factors, origin.scales.scale
    values = {name: float(number) * factors.get(name, 1) for name, number in shown.items()}
    values |= {name: float(each.magnitude) * factors.get(name, 1) for name, each in origin.constants.items()}
    try:
        return Fraction(Decimal(repr(evaluate(parse(origin.formula), values) * scale)))
    except (FormulaError, ArithmeticError, ValueError):
        return None
