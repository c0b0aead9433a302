"""The name of a form taken apart: what a text of that form says of a figure."""

from __future__ import annotations

from dataclasses import dataclass

from statbrief.arithmetic import asked_digits
from statbrief.arithmetic.kinds import RANGES_AS_STATED

_NUMBERS = (
    "value", "amount", "times", "percent", "change", "by", "fraction", "than_fraction", "range", "percent_range",
    *asked_digits.BETWEEN,
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A form taken apart: what it says, whether with the word that its range demands, and with which digits.

    A range between two ends is a range.
    """

    name: str
    is_hedged: bool
    digits: str = ""
    is_as_stated: bool = False
    is_between: bool = False

    @classmethod
    def of(cls, form: str, digits: str = "", *, is_hedged: bool = False, is_as_stated: bool = False) -> Asked:
        """What a form asks for that has no more to its name."""
        is_between = form in asked_digits.BETWEEN
        return cls(asked_digits.BETWEEN.get(form, form), is_hedged, digits, is_as_stated, is_between)


def taken_apart(form: str) -> Asked | None:
    """What a form says of a figure's number; None of one that says none, or that is not known."""
    if (asked := asked_digits.digits_of(form)) is not None and asked.form not in asked_digits.CLAUSES:
        return Asked.of(asked.form, asked.digits, is_hedged=asked.is_about)
    if form in RANGES_AS_STATED:
        return Asked.of(RANGES_AS_STATED[form], is_as_stated=True)
    name, is_hedged = ("value", True) if form == "about" else (form.removeprefix("about_"), form.startswith("about_"))
    if name not in _NUMBERS or form in {"about_value", "about_than_fraction"}:
        return None
    found = Asked.of(name, is_hedged=is_hedged)
    return None if is_hedged and found.name.endswith("range") else found
