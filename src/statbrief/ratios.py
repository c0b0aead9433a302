"""Simple ratios in words: parts of a whole, such as a ninth, and multiples of what was, such as nearly quadrupled."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

LARGEST_PART = 10
"""What a whole is divided into at most: tenths."""
_FROM_TWO = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_DE_DOS = ("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
_FROM_HALF = (
    ("half", ""),
    ("a third", "thirds"),
    ("a quarter", "quarters"),
    ("a fifth", "fifths"),
    ("a sixth", "sixths"),
    ("a seventh", "sevenths"),
    ("an eighth", "eighths"),
    ("a ninth", "ninths"),
    ("a tenth", "tenths"),
)
_DE_LA_MITAD = (
    ("la mitad", ""),
    ("un tercio", "tercios"),
    *(
        (f"una {each} parte", f"{each}s partes")
        for each in ("cuarta", "quinta", "sexta", "séptima", "octava", "novena", "décima")
    ),
)


def _fractions(named: Sequence[tuple[str, str]], counted: Sequence[str]) -> dict[tuple[int, int], str]:
    """The name of each fraction under one in its lowest terms, from the halves to the tenths."""
    found = {}
    for whole, (one, several) in enumerate(named, start=2):
        found[1, whole] = one
        for part in range(2, whole):
            if math.gcd(part, whole) == 1:
                found[part, whole] = f"{counted[part - 2]} {several}"
    return found


ENGLISH_FRACTIONS: Mapping[tuple[int, int], str] = _fractions(_FROM_HALF, _FROM_TWO)
SPANISH_FRACTIONS: Mapping[tuple[int, int], str] = _fractions(_DE_LA_MITAD, _DE_DOS)


CLOSE_TO_FRACTION = Fraction(15, 1000)
"""How far a number may lie from the fraction that it is written as."""


def nearest_fraction(share: Fraction, *, within: Fraction = CLOSE_TO_FRACTION) -> tuple[int, int] | None:
    """The simple fraction nearest to a number, as its two parts; None where all are further than `within`.

    >>> nearest_fraction(Fraction("0.1145")), nearest_fraction(Fraction("0.02"))
    ((1, 9), None)
    """
    nearest = min(ENGLISH_FRACTIONS, key=lambda parts: abs(Fraction(*parts) - share))
    return nearest if abs(Fraction(*nearest) - share) <= within else None
