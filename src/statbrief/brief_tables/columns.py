"""What a table declares of its columns, in its function's annotation: ``-> "change: job, difference; share: percent"``.

Of each column a unit, a kind, or both, as a figure's function does, and with how many digits its cells are written:
``to_1`` decimals, ``3`` significant digits, or ``full``, all that are known. A ``1`` by itself is the unit of what has
none, as functions of figures declare it; one significant digit of such a number is ``1, 1``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from statbrief.arithmetic.asked_digits import FULL, MOST, digits_of
from statbrief.arithmetic.bounds import AS_STATED
from statbrief.brief_tables.grid import unknown_column
from statbrief.errors import DerivingError
from statbrief.figures.functions import Function

NO_UNIT = "1"
_DIGITS = re.compile(r"(?:\bto_\w+|\b\d{2,})$")


@dataclass(frozen=True)
class Declared:
    """What is declared: by column the annotation that a figure would have, and the digits.

    `is_as_stated` is of a table whose order is that of the numbers as their sources state them.
    """

    returns: dict[str, str] = field(default_factory=dict)
    digits: dict[str, str] = field(default_factory=dict)
    is_as_stated: bool = False


def declared(function: Function, columns: Sequence[str]) -> Declared:
    """What a table's annotation says of its columns. Raises `DerivingError`."""
    found = Declared()
    parts = [part.strip() for part in (function.returns or "").split(";")]
    is_as_stated = AS_STATED in parts
    for part in filter(None, parts):
        if part == AS_STATED:
            continue
        name, colon, said = (each.strip() for each in part.partition(":"))
        if not colon or not said:
            wanted = 'write -> "column: unit, kind; other: unit, kind"'
            raise DerivingError(function.fault(f"declares '{part}', which says of no column what it is", wanted))
        if name not in columns:
            raise unknown_column(function, name, columns, "declares")
        if name in found.returns:
            raise DerivingError(function.fault(f"declares '{name}' twice", "keep one"))
        kept, digits = _without_digits(said)
        if not digits and (wrong := _DIGITS.search(said)):
            wanted = f"write 1 to {MOST} significant digits, to_0 to to_{MOST} decimals, or {FULL}"
            raise DerivingError(function.fault(f"declares '{name}' with the digits '{wrong[0]}'", wanted))
        found.returns[name] = kept
        if digits:
            found.digits[name] = digits
    return Declared(found.returns, found.digits, is_as_stated)


def _without_digits(said: str) -> tuple[str, str]:
    """What is declared beside the digits, and these."""
    parts = [part.strip() for part in said.split(",")]
    if parts == [NO_UNIT]:
        return said, ""
    if (parts[-1] == FULL or parts[-1].removeprefix("to_").isdigit()) and digits_of(f"value_{parts[-1]}") is not None:
        return ", ".join(parts[:-1]), parts[-1]
    return said, ""
