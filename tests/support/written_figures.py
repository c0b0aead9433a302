"""Figures that forms write: as a source states them, as a function computed them, and their forms as plain text."""

from decimal import Decimal

from statbrief.arithmetic import kinds
from statbrief.arithmetic.bounds import stated_range
from statbrief.arithmetic.ranges import Range
from statbrief.data.units import load_units, parse_unit
from statbrief.figures.figure import Derived, Figure, Reported
from statbrief.figures.forms import forms
from statbrief.languages.language import words_for

REGISTRY = load_units()
REGISTRY.define("arrest = [arrest]")
REGISTRY.define("USD = [currency]")
REGISTRY.define("GDP = [product]")
ORIGIN = Derived(function="f", file="f", line=1, inputs=(), reported=(), rows={}, sources=())


def reported(value: str, step: str = "exact", bound: str = "", unit: str = "arrest") -> Figure:
    """A figure as a source states it."""
    stated, rounded = Decimal(value), None if step == "exact" else Decimal(step)
    return Figure(
        id="it",
        label="It",
        quantity=REGISTRY.Quantity(float(stated), parse_unit(REGISTRY, unit)),
        range=stated_range(stated, rounded, bound),
        period="2022-05",
        origin=Reported(
            stated=stated, unit=unit, rounded_to=rounded, bound=bound, source="s", locator="", note="", file="f", line=2
        ),
    )


def derived(value: float, low: float, high: float, unit: str = "1", kind: str = "") -> Figure:
    """A figure that a function computed; of a plain number, a ratio over time."""
    quantity = REGISTRY.Quantity(float(value), parse_unit(REGISTRY, unit))
    kind = kind or (kinds.RATIO if unit in {"1", "percent"} else kinds.LEVEL)
    reach = Range(low, high)
    return Figure(id="it", label="It", quantity=quantity, range=reach, period="2022", origin=ORIGIN, kind=kind)


def plain(figure: Figure, lang: str = "en") -> dict[str, str]:
    """Its forms as plain text."""
    return {name: form.plain for name, form in forms(figure, words_for(lang)).items()}


RISE = derived(70_000 / 18_000, 65_000 / 18_500, 75_000 / 17_500)
FALL = derived(9_000 / 18_000, 4_000 / 18_500, 14_000 / 17_500)
