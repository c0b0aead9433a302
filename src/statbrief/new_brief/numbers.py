"""Numbers as files write them: with a point or a comma, thousands parted or not, signs of money or per cents around."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from statbrief.new_brief.currencies import SIGNS

MISSING = frozenset(
    (
        *("", "NA", "N/A", "n/a", "#N/A", "n.a.", "NaN", "nan", "null", "NULL", "None", "ND", "nd", "s/d"),
        *("-", "\u2013", "\u2014", ".", "..", "...", "\u2026", ":", "?"),
    )
)
"""What stands for no value in columns of numbers and times."""
MISSING_IN_TEXTS = frozenset(("", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL"))
_SPACES = "\u00a0\u202f "
_MARKS = ((".", ""), (",", ""), (".", ","), (",", "."), *((mark, each) for mark in ".," for each in (*_SPACES, "'")))
_LOOSE = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_AROUND = re.compile(r"(?P<before>[^-0-9.,]*)(?P<number>.*?[0-9])(?P<after>[^0-9]*)")
_SIGNS = {"%": "percent", **SIGNS}
_ALWAYS_THREE = re.compile(r"-?[1-9][0-9]{0,2}([.,][0-9]{3})+")
_LONGEST = 60
_MOST_DIGITS = 15


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """How a column writes its numbers.

    `sign` is what stands around each of them, `unit` what that says; `is_loose` is of numbers with powers of ten,
    without a digit before or after their point or with too many of them, which have to be written otherwise.
    `guess` says what could be otherwise.
    """

    decimal: str = "."
    group: str = ""
    is_whole: bool = False
    sign: str = ""
    unit: str = ""
    is_loose: bool = False
    guess: str = ""

    def plain(self, text: str) -> str:
        """One of its numbers as Python reads it.

        >>> Numbers(decimal=",", group=".", sign="%").plain("1.234,5 %")
        '1234.5'
        """
        bare = _AROUND.fullmatch(text) if self.sign else None
        number = bare["number"] if bare else text
        return (number.replace(self.group, "") if self.group else number).replace(self.decimal, ".")

    @property
    def declared(self) -> dict[str, object]:
        """As a field of `datapackage.json` declares it."""
        said: dict[str, object] = {"type": "integer" if self.is_whole else "number"}
        if self.decimal != "." and not self.is_whole:
            said["decimalChar"] = self.decimal
        if self.group:
            said["groupChar"] = self.group
        if self.sign:
            said["bareNumber"] = False
        return said


def numbers_in(cells: Collection[str], delimiter: str) -> Numbers | None:
    """How these texts are numbers, missing values left out; None where one of them is none."""
    texts = list(dict.fromkeys(cells))
    if not texts or any(len(each) > _LONGEST for each in texts):
        return None
    bare, sign = _without_signs(texts)
    if bare is None:
        return None
    unit = _SIGNS.get(sign, "")
    said = f"{sign} is said beside its numbers" if sign and not unit else ""
    for decimal, group in _in_turn(bare, delimiter):
        if all(_written(decimal, group).fullmatch(each) for each in bare):
            if (decimal, group) == (".", "") and any(map(_is_long, bare)):
                return None if sign else Numbers(is_loose=True)
            is_whole = not any(decimal in each for each in bare)
            guess = said or _ambiguous(bare, decimal, group)
            return Numbers(decimal=decimal, group=group, is_whole=is_whole, sign=sign, unit=unit, guess=guess)
    if not sign and all(_LOOSE.fullmatch(each) for each in bare):
        return Numbers(is_loose=True)
    return None


def _is_long(text: str) -> bool:
    """Whether a number has more digits than are read of one."""
    return len(re.sub(r"[^0-9]", "", text).lstrip("0")) > _MOST_DIGITS


def _in_turn(texts: Sequence[str], delimiter: str) -> Sequence[tuple[str, str]]:
    """The marks to be tried. What is parted by threes everywhere has no decimals, but in a file with decimal commas."""
    if all(_ALWAYS_THREE.fullmatch(each) for each in texts) and len({*"".join(texts)} & {".", ","}) == 1:
        mark = next(each for each in ".," if each in texts[0])
        if mark == "," and delimiter != ";":
            return ((".", ","),)
        if mark == "." and delimiter == ";":
            return ((",", "."),)
    return _MARKS


def _ambiguous(texts: Sequence[str], decimal: str, group: str) -> str:
    """What may be read in two ways: all of 1,234 have three digits after their one mark."""
    mark = group or decimal
    parted = [each for each in texts if mark in each]
    if not parted or not all(_ALWAYS_THREE.fullmatch(each) for each in texts):
        return ""
    if any(each.count(mark) > 1 for each in texts):  # which no decimals have
        return ""
    return f"{parted[0]} is {'in thousands' if group else 'with three decimals'}"


def _written(decimal: str, group: str) -> re.Pattern[str]:
    whole = rf"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})*|[0-9]+" if group else r"[0-9]+"
    return re.compile(rf"-?(?:{whole})(?:{re.escape(decimal)}[0-9]+)?")


def _without_signs(texts: Sequence[str]) -> tuple[list[str] | None, str]:
    """The numbers alone, and the one sign that stands around each of them; None where there are others."""
    if all(each[0] in "-+.0123456789" and each[-1] in ".0123456789" for each in texts):
        return list(texts), ""
    parts = [_AROUND.fullmatch(each) for each in texts]
    found = {((each["before"] + each["after"]).strip(), bool(each["before"])) for each in parts if each}
    if None in parts or len(found) != 1:
        return None, ""
    ((sign, _),) = found
    is_money = sign in _SIGNS or (len(sign) == 1 and not sign.isalnum())
    return ([each["number"] for each in parts if each], sign) if is_money else (None, "")
