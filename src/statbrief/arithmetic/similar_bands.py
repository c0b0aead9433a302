"""Bands that a brief states, within which a change is called little: ``-> "difference, similar within 50"``.

A band is of what a figure says that something rose or fell by: with a per cent sign of what was, or in percentage
points; without one in the figure's unit.
"""

from __future__ import annotations

import re
from fractions import Fraction

from statbrief.arithmetic import kinds
from statbrief.errors import RefusedError

_SAYS = re.compile(r"(?:^|,)\s*similar within\b(?P<band>.*)$")
_BAND = re.compile(r"\s*(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<percent>%?)\s*")
_IN_PER_CENTS = (kinds.RATIO, kinds.COMPARISON, kinds.CHANGE, kinds.POINTS)


def parted(annotation: str) -> tuple[str, str | None]:
    """An annotation without its band, and that, if it has one.

    >>> parted("ratio over time, similar within 0.5%"), parted("birth / day")
    (('ratio over time', ' 0.5%'), ('birth / day', None))
    """
    found = _SAYS.search(annotation)
    return (annotation[: found.start()].strip(), found["band"]) if found else (annotation, None)


def band_of(text: str, kind: str) -> Fraction:
    """The band that a text is, for a figure of a kind; of per cents as a share. Raises `RefusedError`."""
    if kind not in (*_IN_PER_CENTS, kinds.DIFFERENCE):
        wanted = "derive a difference or a ratio over time"
        raise RefusedError(f"says what is similar, and a {kind} neither rises nor falls", wanted)
    example = "similar within 0.5%" if kind in _IN_PER_CENTS else "similar within 50, in the figure's unit"
    found = _BAND.fullmatch(text)
    if found is None or not Fraction(found["number"]):
        raise RefusedError(f"'similar within{text}' is no band", f"write {example}")
    if bool(found["percent"]) != (kind in _IN_PER_CENTS):
        raise RefusedError(f"'similar within{text}' is no band for a {kind}", f"write {example}")
    return Fraction(found["number"]) / (100 if found["percent"] else 1)
