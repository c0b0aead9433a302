"""What code may set for a whole process, though numbers and their words rest on it: a brief's code leaves it as it was.

Else numbers would be computed or written otherwise from there on, in other functions and in the editions of other
areas, so that they would depend on what was made before.
"""

from __future__ import annotations

import decimal
from typing import Any, NamedTuple

import pint


class SharedSettings(NamedTuple):
    """How decimals are computed here, and how pint writes units."""

    decimals: decimal.Context
    units: str

    @classmethod
    def now(cls) -> SharedSettings:
        """As they are."""
        return cls(decimal.getcontext().copy(), _formatter().default_format)

    def restore(self) -> tuple[str, str] | None:
        """Make them so again: what had been changed, and what to write instead; None where nothing had."""
        changed = None
        if _told(decimal.getcontext()) != _told(self.decimals):
            decimal.setcontext(self.decimals)
            changed = "sets how all decimals are computed", "set it within: with decimal.localcontext():"
        if _formatter().default_format != self.units:
            _formatter().default_format = self.units
            changed = "sets how all units are written", 'say it where one is written: f"{quantity:~P}"'
        return changed


def _told(context: decimal.Context) -> tuple[object, ...]:
    """What tells a way of computing from others; what happened meanwhile (its flags) does not."""
    limits = context.Emin, context.Emax, context.clamp, context.capitals
    return context.prec, context.rounding, limits, context.traps


def _formatter() -> Any:  # noqa: ANN401 -- pint's
    return pint.get_application_registry().formatter
