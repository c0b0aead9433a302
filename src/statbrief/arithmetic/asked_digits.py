"""The digits that prose asks for: ``value_4`` (significant), ``value_to_2`` (decimals), ``value_full`` (all known)."""

from __future__ import annotations

import re
from dataclasses import dataclass

BETWEEN = {"between": "range", "percent_between": "percent_range"}
"""Ranges as a sentence says where something lies, between one end and the other, and as they are said by themselves."""
FORMS = ("value", "times", "percent", "change", "by", "range", "percent_range", *BETWEEN)
"""The forms that can be written with other digits; bare ones also with the word for about before them."""
CLAUSES = ("rose_by", "it_rose_by", "rise_of", "higher_by", "they_higher_by")
"""Those whose amount can be written with other digits, always with the word that its range demands."""
MOST = 15
"""Significant digits or decimals: more than any source states."""
FULL = "full"
ASKED = rf"(?P<about>about_)?(?P<form>{'|'.join((*FORMS, *CLAUSES))})_(?P<digits>{FULL}|(?:to_)?(?:0|[1-9][0-9]?))"
"""The name of a form that asks for digits, as a pattern."""
_PATTERN = re.compile(ASKED)


@dataclass(frozen=True)
class Asked:
    """A form, and the digits that it is to have: ``7``, ``to_2`` or ``full``."""

    form: str
    digits: str
    is_about: bool = False


def exceeded(name: str) -> str:
    """The form with the most digits that can be asked for, where its name asks for more; nothing of others."""
    found = re.fullmatch(rf"(?P<form>(?:about_)?(?:{'|'.join((*FORMS, *CLAUSES))})_(?:to_)?)(?P<count>[0-9]+)", name)
    return f"{found['form']}{MOST}" if found and int(found["count"][:9]) > MOST else ""


def digits_of(name: str) -> Asked | None:
    """What the name of a form asks for; None where it asks for no digits, or for none that can be."""
    found = _PATTERN.fullmatch(name)
    if found is None:
        return None
    digits = found["digits"]
    count = digits.removeprefix("to_")
    if count != FULL and (int(count) > MOST or digits == "0"):
        return None
    is_range = BETWEEN.get(found["form"], found["form"]).endswith("range")
    has_no_about = is_range or found["form"] in CLAUSES
    return None if has_no_about and found["about"] else Asked(found["form"], digits, is_about=bool(found["about"]))
