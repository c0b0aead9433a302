"""Numbers that a chart's code wrote with its own signs, and that readers of the brief's language take for others.

``f"{12500:,.0f}"`` is 12,500 wherever it is drawn: in Spanish that is twelve and a half. What formatters of matplotlib
write along an axis has the language's signs (`ticks`); all else is as its code has it. Along an axis code may write
numbers of another scale than the axis has, thousands as 2.5: there it is seen of all labels together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from statbrief.charts.drawing_context import Lettering
from statbrief.charts.drawn_numbers import Typed, Writable, around, spans_in, spelled
from statbrief.languages.language import words_for
from statbrief.languages.numbers import MINUS
from statbrief.languages.quantities import amount, find_quantities
from statbrief.languages.registry import OF_CODE

if TYPE_CHECKING:
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure as Picture

_SCALES = (1, 100)
"""A share is a percentage, too."""
_OF_CODE = re.compile(rf"(?<![\w.,])([-{MINUS}+]?)((?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)(?![\d.,]*\d)")
_IN_THREES = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_IN_HUNDREDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})*,\d00")
"""What nobody writes of 12.5: all three decimals, two of them nothing."""
_FEW = 3
"""Labels of an axis; of two anything lies on a line."""


def misread_numbers(picture: Picture, texts: Iterable[Lettering], given: Writable) -> Iterator[Typed]:
    """The numbers in a picture's texts that are right as code has them, and wrong as the language has."""
    places, values = _places_of_ticks(picture), [Fraction(each) for each in given.values if abs(each) < float("inf")]
    texts, told = list(texts), set[int]()
    for each in texts:
        known = [places[id(each.artist)]] if id(each.artist) in places else values
        spared = list(spans_in(each.text, [*given.labels, *given.periods]))
        for start, end in find_quantities(each.text, given.lang, given.nouns):
            is_spared = any(first <= start and end <= last for first, last in spared)
            number = each.text[start:end]
            is_written = spelled(" ".join(number.split())) in given.numbers  # by a figure, a table or `words`
            if not (is_spared or is_written) and _is_misread(spelled(number), known, given.lang):
                yield Typed(number=number, around=around(each.text, start, end))
                told.add(id(each.artist))
    yield from _misread_along(
        picture, {id(each.artist): each.text for each in texts if id(each.artist) not in told}, given
    )


def _is_misread(number: str, known: Iterable[Fraction], lang: str) -> bool:
    """Whether a number is one of those known as code writes it, and none of them as the language does."""
    here, in_code = amount(number, lang), amount(number, OF_CODE)
    if in_code is None or here is None or here == in_code:  # what the language cannot read is told elsewhere
        return False
    half = Fraction(1, 2 * 10 ** len(re.sub(r"\D", "", number.partition(".")[2])))
    near = [abs(each) * scale for each in known for scale in _SCALES]
    is_so_here = _is_written_here(number) and any(abs(each - here[1]) <= half for each in near)
    return any(abs(each - in_code[1]) <= half for each in near) and not is_so_here


def _is_written_here(number: str) -> bool:
    """Whether a language whose decimals have a comma writes such a number: with points it has groups of three, no 1.25.

    Read without its point, 1.25 would be a hundred times 1.25, and so a percentage of it.
    """
    found = _OF_CODE.search(number)
    return found is None or "." not in found[2] or _IN_THREES.fullmatch(found[2]) is not None


@dataclass(frozen=True)
class _Label:
    """A label with one number, at `place` along its axis: what it is in code, and in the language, if it is one."""

    place: Fraction
    number: str
    text: str
    in_code: Fraction
    here: Fraction | None
    half: Fraction


def _misread_along(picture: Picture, texts: Mapping[int, str], given: Writable) -> Iterator[Typed]:
    """The labels of axes that go on evenly as code has them, and not as the language does: -2.0, -1.0, 0.0, 1.0."""
    from matplotlib.axis import Axis

    if words_for(given.lang).digits(Decimal("0.5"), Decimal("0.1")) == "0.5":  # with the signs of code
        return
    for axis in filter(_has_its_own_say, picture.findobj(Axis)):
        shown = [
            (tick, label) for tick in axis.majorTicks for label in (tick.label1, tick.label2) if id(label) in texts
        ]
        read = [_read(Fraction(float(tick.get_loc())), texts[id(label)], given.lang) for tick, label in shown]
        labels = [each for each in read if each is not None and each.number not in given.numbers]  # as `words` write it
        if _are_even([(each.place, each.in_code, each.half) for each in labels]) and not _are_even(
            [(each.place, each.here, each.half) for each in labels]
        ):
            found = (each for each in labels if each.here != each.in_code)
            yield from (Typed(number=each.number, around=each.text) for each in found)


def _has_its_own_say(axis: Axis) -> bool:
    """Whether code writes an axis's labels: a list of them, a function, a formatter of the brief's own."""
    from matplotlib.ticker import FixedFormatter, FuncFormatter

    formatter = axis.get_major_formatter()
    return isinstance(formatter, FixedFormatter | FuncFormatter) or not type(formatter).__module__.startswith(
        "matplotlib."
    )


def _read(place: Fraction, text: str, lang: str) -> _Label | None:
    """A label with one number that code may have written; None of any other."""
    found = _OF_CODE.findall(text)
    if len(found) != 1:
        return None
    sign, number = found[0]
    decimals = number.partition(".")[2]
    is_decimal = "," in number and not decimals and not _IN_HUNDREDS.fullmatch(number)
    is_number = number.isdecimal() or is_decimal or ("." in number and _is_written_here(number))
    read = amount(number, lang) if is_number else None
    by = -1 if sign in ("-", MINUS) else 1
    return _Label(
        place=place,
        number=number,
        text=text,
        in_code=by * Fraction(number.replace(",", "")),
        here=by * read[1] if read else None,
        half=Fraction(1, 2 * 10 ** len(decimals)),
    )


def _are_even(labels: Sequence[tuple[Fraction, Fraction | None, Fraction]]) -> bool:
    """Whether numbers, each with half of its last digit, grow evenly with their places, as far as they are rounded."""
    known = sorted((place, number, half) for place, number, half in labels if number is not None)
    if len(known) < max(len(labels), _FEW) or known[0][0] == known[-1][0]:
        return False
    (start, first, _), (end, last, _) = known[0], known[-1]
    slope = (last - first) / (end - start)
    return bool(slope) and all(abs(first + slope * (at - start) - each) <= 2 * half for at, each, half in known)


def _places_of_ticks(picture: Picture) -> dict[int, Fraction]:
    """Where the labels of ticks stand on their axis."""
    from matplotlib.axis import Axis

    ticks = [tick for axis in picture.findobj(Axis) for tick in (*axis.majorTicks, *axis.minorTicks)]
    placed = [(tick, Fraction(float(tick.get_loc()))) for tick in ticks if tick.get_loc() is not None]
    return {id(label): place for tick, place in placed for label in (tick.label1, tick.label2)}
