"""Numbers as sources and spreadsheets write them: how to write one plainly, and what contradicts itself in one."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from statbrief.arithmetic.exactness import FLOAT_DIGITS
from statbrief.errors import RefusedError

LONGEST_NUMBER = 30
"""Characters: beyond what a count of anything needs."""
WRITE_DIGITS = "write digits, such as 70000 or 0.5"
"""What is said where a number cannot be told."""

_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_MARKED = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]*(?:[.,][0-9]*)*)")
_LIKE_THOUSANDS = re.compile(r"^-?[0-9]{1,3}(\.[0-9]{3})$")
_THOUSANDS = r"[0-9]{{1,3}}(?:{0}[0-9]{{2,3}})*{0}[0-9]{{3}}"  # groups of two as well: a crore is 1,00,00,000


class ContradictionError(RefusedError):
    """Raised for a number that is not as its unit or its step has it; `column` is the one to correct."""

    def __init__(self, column: str, found: str, wanted: str) -> None:
        super().__init__(found, wanted)
        self.column = column


def parse_number(text: str) -> Decimal:
    """A plain decimal number. Raises `RefusedError` with the way to write it, where that can be told."""
    if len(text) > LONGEST_NUMBER:
        raise RefusedError(f"a number of {len(text)} characters", f"write {LONGEST_NUMBER} at most")
    if _PLAIN_NUMBER.fullmatch(text):
        digits = len(re.sub(r"^-?[0.]*|\.", "", text).rstrip("0")) if len(text) > FLOAT_DIGITS else 0
        if digits > FLOAT_DIGITS:
            raise RefusedError(f"a number of {digits} significant digits", f"write {FLOAT_DIGITS} at most")
        return Decimal(text)
    if not text:
        raise RefusedError("nothing", "write the number, such as 70000")
    raise RefusedError(f'"{text}" is not a plain number', written_plainly(text))


def written_plainly(text: str) -> str:
    """How to write a number from elsewhere; where a comma may part thousands or decimals, both ways are told.

    >>> written_plainly("1.234,56"), written_plainly("12,5")
    ('write 1234.56', 'write 12.5')
    >>> written_plainly("1,234")
    'write 1234, or 1.234 where the comma is a decimal mark'
    """
    bare = re.sub(r"[_\s'’]", "", text).replace("\u2212", "-")
    marked = _MARKED.fullmatch(bare)
    readings = _readings(marked["whole"], is_grouped=bare != text.replace("\u2212", "-")) if marked else [bare]
    sign = "-" if marked and marked["sign"] == "-" else ""
    try:
        numbers = [Decimal(sign + each) for each in readings]
    except InvalidOperation:
        return WRITE_DIGITS
    if not numbers or any(not each.is_finite() or abs(each.adjusted()) > LONGEST_NUMBER // 2 for each in numbers):
        return WRITE_DIGITS
    first, *others = (f"{number:f}" for number in numbers)
    return f"write {first}" + "".join(f", or {other} where the comma is a decimal mark" for other in others)


def _readings(digits: str, *, is_grouped: bool) -> list[str]:
    """What digits with commas and points may mean; `is_grouped` when spaces or the like part the thousands already."""
    signs = [each for each in digits if each in ",."]
    if not signs:
        return [digits]
    last, other = signs[-1], "," if signs[-1] == "." else "."
    whole, _, decimals = digits.rpartition(last)
    if len(set(signs)) > 1:  # the last of two signs is the decimal mark
        return [f"{whole.replace(other, '')}.{decimals}"] if _is_grouped_by(other, whole) and not is_grouped else []
    if len(signs) > 1:
        return [digits.replace(last, "")] if _is_grouped_by(last, digits) and not is_grouped else []
    decimal = f"{whole or '0'}.{decimals}" if decimals else whole
    is_unsure = last == "," and not is_grouped and re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", digits)
    return [whole + decimals, decimal] if is_unsure else [decimal]


def _is_grouped_by(sign: str, digits: str) -> bool:
    return bool(re.fullmatch(_THOUSANDS.format(re.escape(sign)), digits))


def refuse_contradiction(stated: Decimal, step: Decimal | None, text: str, counted: str) -> None:
    """Raise `ContradictionError` where a stated number contradicts its unit or the step that it was rounded to.

    `text` is the number as written; `counted` names its unit where that counts things.
    """
    if counted and (stated != stated.to_integral_value() or _LIKE_THOUSANDS.search(text)):
        is_whole = stated == stated.to_integral_value()
        found = "has three decimals" if is_whole else "is no whole number"
        wanted = f"write {stated:.0f}, or {text.replace('.', '')}" if is_whole else "write a whole number"
        otherwise = f"(thousands are in kilo{counted}, a mean in {counted} / what it is a mean over)"
        raise ContradictionError("value", f"{text} {found}, and {counted} counts things", f"{wanted} {otherwise}")
    if counted and step is not None and step != step.to_integral_value():
        found = f"{step:f} is no whole number, and {counted} counts things"
        raise ContradictionError("rounded_to", found, "write a whole step, or exact")
    if step is not None and Fraction(stated) % Fraction(step):
        place = Decimal(1).scaleb(int(stated.normalize().as_tuple().exponent))
        wanted = f"write the step the source rounded to, such as {place:f}, or exact"
        raise ContradictionError("rounded_to", f"{stated:f} is no multiple of {step:f}", wanted)
