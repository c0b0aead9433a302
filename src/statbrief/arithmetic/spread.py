"""Shares from 0 to 1 in no proportion to each other: numbers that are moved by them do not cancel each other out."""

from functools import cache
from random import Random


@cache
def spread(*place: int) -> float:
    """A share for each place, always the same one.

    Multiples of one number, such as the golden ratio, would not do: four of them in a row, of which the outer two are
    added and the inner two taken away, come to nothing, as in (a - b) - (c - d).

    >>> spread(0) - spread(1) - (spread(2) - spread(3)) != 0
    True
    """
    seed = 0
    for each in place:
        seed = seed * 1_000_003 + each
    return Random(seed).random()  # noqa: S311 -- the same each time
