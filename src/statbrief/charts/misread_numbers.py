"""Numbers that a chart's code wrote with its own signs, and that readers of the brief's language take for others.

``f"{12500:,.0f}"`` is 12,500 wherever it is drawn: in Spanish that is twelve and a half. What formatters of matplotlib
write along an axis has the language's signs (`ticks`); all else is as its code has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from statbrief.charts.drawing_context import Lettering
from statbrief.charts.drawn_numbers import Typed, Writable, around, spans_in, spelled
from statbrief.languages.quantities import amount, find_quantities
from statbrief.languages.registry import OF_CODE

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

_SCALES = (1, 100)
"""A share is a percentage, too."""


def misread_numbers(picture: Picture, texts: Iterable[Lettering], given: Writable) -> Iterator[Typed]:
    """The numbers in a picture's texts that are right as code has them, and wrong as the language has."""
    places, values = _places_of_ticks(picture), [Fraction(each) for each in given.values if abs(each) < float("inf")]
    for each in texts:
        known = [places[id(each.artist)]] if id(each.artist) in places else values
        spared = list(spans_in(each.text, [*given.labels, *given.periods]))
        for start, end in find_quantities(each.text, given.lang, given.nouns):
            is_spared = any(first <= start and end <= last for first, last in spared)
            number = each.text[start:end]
            is_written = spelled(" ".join(number.split())) in given.numbers  # by a figure, a table or `words`
            if not (is_spared or is_written) and _is_misread(spelled(number), known, given.lang):
                yield Typed(number=number, around=around(each.text, start, end))


def _is_misread(number: str, known: Iterable[Fraction], lang: str) -> bool:
    """Whether a number is one of those known as code writes it, and none of them as the language does."""
    here, in_code = amount(number, lang), amount(number, OF_CODE)
    if in_code is None or here is None or here == in_code:  # what the language cannot read is told elsewhere
        return False
    half = Fraction(1, 2 * 10 ** len(re.sub(r"\D", "", number.partition(".")[2])))
    near = [abs(each) * scale for each in known for scale in _SCALES]
    return any(abs(each - in_code[1]) <= half for each in near) and not any(
        abs(each - here[1]) <= half for each in near
    )


def _places_of_ticks(picture: Picture) -> dict[int, Fraction]:
    """Where the labels of ticks stand on their axis."""
    from matplotlib.axis import Axis

    ticks = [tick for axis in picture.findobj(Axis) for tick in (*axis.majorTicks, *axis.minorTicks)]
    placed = [(tick, Fraction(float(tick.get_loc()))) for tick in ticks if tick.get_loc() is not None]
    return {id(label): place for tick, place in placed for label in (tick.label1, tick.label2)}
