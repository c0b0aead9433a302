"""Times as files write them: which of them are years, quarters, months, weeks or days, and how that is declared."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from statbrief.table_schema.periods import DAY, MONTH, QUARTER, WEEK, YEAR, Period, around, parse

MOMENT = "moment"
"""A day with a time of day: no period."""
_OF_DIGITS = "%Y%m%d"
_DAY_OF_DIGITS = re.compile(r"(?:1[6-9]|20|21)\d{6}")
_FORMATS = (
    *("%Y-%m-%d", "%Y-%m-%d 00:00:00", "%Y-%m-%dT00:00:00", "%Y/%m/%d", "%Y.%m.%d", _OF_DIGITS),
    *("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y"),
    *("%b %d %Y", "%b %d, %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%b-%d-%Y"),
    *("%m/%d/%y", "%d/%m/%y", "%d-%b-%y", "%b %d %y"),
)
_OTHER_ORDER = {"%d/%m/%Y": "%m/%d/%Y", "%d/%m/%y": "%m/%d/%y", "%d-%m-%Y": "%m-%d-%Y"}
_MONTHS = ("%b %Y", "%B %Y", "%Y/%m", "%m/%Y", "%YM%m", "%Ym%m", "%b-%y", "%Y %b", "%Y-%b", "%b-%Y")
_MOMENTS = (
    *("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M"),
    *("%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M:%SZ"),
)
_YEAR = re.compile(r"(?P<year>[12]\d{3})(?P<more>\.0+)?")
_QUARTERS = (
    re.compile(r"(?P<year>\d{4})[- :]?[QqTt](?P<quarter>[1-4])"),
    re.compile(r"[QqTt](?P<quarter>[1-4])[- /]?(?P<year>\d{4})"),
)
_SAYS_YEAR = re.compile(
    r"\b(?:year|years|yr|a\u00f1o|ano|anio|jahr|ann\u00e9e|date|time|period|fecha|periodo)\b", re.IGNORECASE
)
_ENDS = {YEAR: 12, QUARTER: 3, MONTH: 1}
_FEW = 3
_LIKE_A_TIME = re.compile(r"(?:[A-Za-z]{3,9}|\d{1,2})?[-/., :]*(?:\d{1,2})?[-/., :]*(?:1[6-9]|20)\d\d[-/.: \dTMWQ]*")
_NEARLY_ALL = 0.9


@dataclass(frozen=True, kw_only=True)
class Times:
    """A column of times: how long each is, and the periods that its cells stand for, by text.

    `declared` is what a field says of it where it can be read as it is; else the texts have to be written otherwise:
    `written` is then the pattern of months.
    """

    frequency: str
    periods: dict[str, Period]
    declared: dict[str, str] | None
    guess: str = ""
    written: str = ""


def times_in(cells: Collection[str], name: str) -> Times | None:
    """How these texts are times, missing values left out; None where one of them is none."""
    texts = list(dict.fromkeys(cells))
    if any(sign.isdigit() and not sign.isascii() for text in texts for sign in text):
        return None  # of digits of other scripts, which data are not read with
    for read in (_years, _quarters, _iso, _days, _months, _moments):
        if texts and (found := read(texts, name)) is not None:
            return found
    return None


def _years(texts: Sequence[str], name: str) -> Times | None:
    """Years: of numbers only those that are called so, for 1,950 may be an amount."""
    found = [_YEAR.fullmatch(each) for each in texts]
    if not all(found) or not _SAYS_YEAR.search(re.sub(r"[_\W]+", " ", name)):
        return None
    periods = {each[0]: parse(each["year"], YEAR) for each in found if each}
    return Times(frequency=YEAR, periods=periods, declared={"type": "year"})


def _quarters(texts: Sequence[str], _: str) -> Times | None:
    for pattern in _QUARTERS:
        found = [pattern.fullmatch(each) for each in texts]
        if all(found):
            periods = {each[0]: parse(f"{each['year']}-Q{each['quarter']}", QUARTER) for each in found if each}
            is_ours = all(text == each.text for text, each in periods.items())
            declared = {"type": "string", "frequency": "quarter"} if is_ours else None
            return Times(frequency=QUARTER, periods=periods, declared=declared)
    return None


def _iso(texts: Sequence[str], _: str) -> Times | None:
    for frequency, declared in ((MONTH, {"type": "yearmonth"}), (WEEK, {"type": "string", "frequency": "week"})):
        try:
            periods = {each: parse(each, frequency) for each in texts}
        except ValueError:
            continue
        return Times(frequency=frequency, periods=periods, declared=declared)
    return None


def _days(texts: Sequence[str], _: str) -> Times | None:
    for written in _FORMATS:
        if written == _OF_DIGITS and not all(_DAY_OF_DIGITS.fullmatch(each) for each in texts):
            continue  # Python reads 142156 as a day in May 1421
        if (days := _read(texts, written)) is None:
            continue
        other = _OTHER_ORDER.get(written, "")
        is_unsure = bool(other) and (swapped := _read(texts, other)) is not None and swapped != days
        guess = f"{texts[0]} is {written} and not {other}" if is_unsure else ""
        if "%y" in written:
            guess = guess or f"{texts[0]} is of {days[texts[0]].year}"
        frequency = _frequency({*days.values()})
        declared = {"type": "date"} | ({} if written == "%Y-%m-%d" else {"format": written})
        declared |= {} if frequency == DAY else {"frequency": frequency}
        periods = {text: _around(day, frequency) for text, day in days.items()}
        return Times(frequency=frequency, periods=periods, declared=declared, guess=guess)
    return None


def _around(day: dt.date, frequency: str) -> Period:
    return Period(day, DAY) if frequency == DAY else around(day, frequency)


def _frequency(days: set[dt.date]) -> str:
    """How long the times are that days stand for: the first of each, or the last; days where they are no such."""
    if len(days) < _FEW:
        return DAY
    following = {each + dt.timedelta(days=1) for each in days}
    for frequency, months in _ENDS.items():
        for ends in (days, following):
            if all(each.day == 1 and (each.month - 1) % months == 0 for each in ends):
                return frequency
    return DAY


def _months(texts: Sequence[str], _: str) -> Times | None:
    is_dotted = any(each.startswith("0") for each in texts)  # 01.2020 is a month, 1.2020 may be a number
    for written in (*_MONTHS, *(["%m.%Y"] if is_dotted else [])):
        if (days := _read(texts, written)) is not None:
            periods = {text: around(day, MONTH) for text, day in days.items()}
            guess = f"{texts[0]} is of {days[texts[0]].year}" if "%y" in written else ""
            return Times(frequency=MONTH, periods=periods, declared=None, guess=guess, written=written)
    return None


def _moments(texts: Sequence[str], _: str) -> Times | None:
    for written in _MOMENTS:
        if _read(texts, written) is not None:
            iso = "%Y-%m-%dT%H:%M:%S"
            declared = {"type": "datetime"} | ({} if written == iso else {"format": written})
            return Times(frequency=MOMENT, periods={}, declared=declared)
    return None


def _read(texts: Sequence[str], written: str) -> dict[str, dt.date] | None:
    """The day of each text, as a pattern has it; None where one does not fit."""
    if not any(each.isdigit() for each in texts[0]):
        return None
    try:
        return {each: dt.datetime.strptime(each, written).date() for each in texts}  # noqa: DTZ007 -- as files have it
    except ValueError:
        return None


def seem_times(texts: Collection[str]) -> bool:
    """Whether texts that are no times that can be read may be some: nearly all have a year, and nothing but months."""
    told = [each for each in {*texts} if _LIKE_A_TIME.fullmatch(each)]
    return len(told) > _NEARLY_ALL * len({*texts})


def by_year(years: Sequence[str], parts: Sequence[str]) -> tuple[str, list[Period]] | None:
    """The months or quarters of two columns, one of years; None where they are no such."""
    readers: dict[str, Callable[[str, str], Period]] = {
        MONTH: lambda year, part: parse(f"{year}-{int(part):02d}", MONTH),
        QUARTER: lambda year, part: parse(f"{year}-Q{int(part)}", QUARTER),
    }
    whole = [[re.sub(r"\.0+\Z", "", each) for each in column] for column in (years, parts)]
    if not all(_YEAR.fullmatch(each) for each in whole[0]) or not all(each.isdigit() for each in whole[1]):
        return None
    frequency = QUARTER if max(map(int, whole[1])) <= 4 else MONTH  # noqa: PLR2004 -- quarters of a year
    try:
        return frequency, [readers[frequency](*each) for each in zip(*whole, strict=True)]
    except ValueError:
        return None
