"""Table Schema's fields: what a cell of a table means, by what `data/datapackage.json` declares of its column.

Needs neither pint nor pandas, for a published copy's tables are read again by whoever verifies it. A type, a format or
a property that is not read here is refused by name: a cell is never taken for something else than what is declared.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

from statbrief.errors import RefusedError, near_miss, with_article
from statbrief.files.paths import PACKAGE
from statbrief.table_schema import periods
from statbrief.table_schema.dialects import shown
from statbrief.table_schema.open_questions import refuse_wordless
from statbrief.table_schema.plain_numbers import LONGEST_NUMBER, parse_number

Json = Mapping[str, Any]
Value: TypeAlias = str | Decimal | bool | dt.date | dt.datetime | dt.time
"""What a cell holds; of a month, a quarter or a week, its first day."""

Missing: TypeAlias = Mapping[str, str]
"""The texts that stand for no value, in the order of their declaration, and why there is none; nothing of most."""
EMPTY: Missing = {"": ""}
"""What stands for no value where nothing is declared: an empty text."""

NUMBERS = ("number", "integer", "year")
TEXTS = ("string", "any")
TYPES = (*TEXTS, *NUMBERS, "boolean", "date", "datetime", "time", "yearmonth")
_UNREAD = ("object", "array", "list", "duration", "geopoint", "geojson")
TRUE, FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
PROPERTIES = (
    *("name", "title", "description", "example", "rdfType", "type", "format", "constraints", "unit", "rounded_to"),
    *("missingValues", "trueValues", "falseValues", "decimalChar", "groupChar", "bareNumber"),
    *("frequency", "fiscal_year", "open"),
)
FREQUENCIES = {
    "string": (periods.QUARTER, periods.WEEK),
    "date": (periods.MONTH, periods.QUARTER, periods.YEAR),
}
"""What texts may be declared to be, as Table Schema has no types for it, and which periods dates may stand for."""
OF_TYPES = {
    "frequency": tuple(FREQUENCIES),
    "fiscal_year": ("year",),
    "trueValues": ("boolean",),
    "falseValues": ("boolean",),
    "decimalChar": ("number",),
    "groupChar": ("number", "integer"),
    "bareNumber": ("number", "integer"),
}
_LONGEST = 2 * LONGEST_NUMBER
_LONGEST_FORMAT = 40
_YEAR = re.compile(r"[0-9]{4}(?:\.0+)?")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?Z?")
_RUN_TOGETHER = re.compile(r"%[A-Za-z]%[A-Za-z]")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}")
_AROUND = re.compile(r"^[^-\d]*|\D*$")  # a currency's sign, a unit


@dataclass(frozen=True, kw_only=True)
class Field:
    """A column's type and how its cells are written; `missing` are the texts that stand for no value, and why.

    `frequency` is that of a text which is a quarter or a week, or of a date which stands for the month, quarter or year
    that it lies in; `starts` is the month with which a year starts.
    """

    name: str
    type: str = "string"
    format: str = "default"
    missing: Missing = field(default_factory=lambda: dict(EMPTY))
    true: tuple[str, ...] = TRUE
    false: tuple[str, ...] = FALSE
    decimal: str = "."
    group: str = ""
    is_bare: bool = True
    frequency: str = ""
    starts: int = 1

    @property
    def kind(self) -> str:
        """What its cells are: a quarter, a week or the like, else what its type says."""
        return self.frequency or self.type

    @cached_property
    def period(self) -> str:
        """The frequency of the periods that its cells are; nothing where they are none."""
        if self.type == "year" and self.starts > 1:
            return periods.FISCAL
        return self.frequency or _PERIODS.get(self.type, "")

    def period_of(self, value: Value) -> periods.Period:
        """The period that a cell's value stands for, in a column of periods; the same one each time."""
        known = self._periods.get(value)
        if known is None:
            known = self._periods[value] = self._period_of(value)
        return known

    @cached_property
    def _periods(self) -> dict[Value, periods.Period]:
        return {}

    def _period_of(self, value: Value) -> periods.Period:
        if isinstance(value, Decimal):
            year = int(value)
            return (
                periods.fiscal_year(year, self.starts)
                if self.starts > 1
                else periods.Period(dt.date(year, 1, 1), periods.YEAR)
            )
        assert isinstance(value, dt.date)  # noqa: S101 -- by the column's type
        return periods.Period(value, self.period)

    def read(self, text: str) -> Value | None:
        """What a cell means; None where it holds no value. Raises `RefusedError`."""
        if text in self.missing:
            return None
        if self.kind in TEXTS:
            return text
        if not text:
            raise RefusedError("nothing", "fill it in, or declare the empty text among missingValues")
        if self.type in NUMBERS:
            return self._number(text)
        if self.type == "boolean":
            return self._truth(text)
        if self.type == "string":
            return periods.parse(text, self.frequency).first
        value = self._time(text)
        return periods.around(value, self.frequency).first if self.frequency and isinstance(value, dt.date) else value

    def canonical(self, value: Value | None) -> str:
        """The one way to write a value here, whatever the file's: plain numbers, ISO 8601, true and false."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if self.period and not isinstance(value, str):
            return self.period_of(value).text
        if isinstance(value, Decimal):
            return self._digits(value)
        return value if isinstance(value, str) else value.isoformat()

    def _digits(self, value: Decimal) -> str:
        return f"{int(value)}" if self.type == "integer" else f"{value:f}"

    def _number(self, text: str) -> Decimal:
        if len(text) > _LONGEST:
            raise RefusedError(f"a number of {len(text)} characters", f"write {LONGEST_NUMBER} at most")
        plain = text if self.is_bare else _AROUND.sub("", text)
        if (self.decimal, self.group) != (".", ""):
            plain = self._without_marks(plain, text)
        try:
            number = parse_number(plain)
        except RefusedError as error:
            if self.starts > 1:
                wanted = "write the year in which it ends, such as 2022"
                raise RefusedError(f"'{text}' is no fiscal year", wanted) from None
            may_be_declared = self.decimal == "." and "," in text and self.type == "number"
            otherwise = f', or declare "decimalChar": "," in {PACKAGE}' if may_be_declared else ""
            if not any(each.isdigit() for each in text):
                otherwise = f", or declare it among the column's missingValues in {PACKAGE} if it stands for no value"
            raise RefusedError(error.found, error.wanted + otherwise) from None
        least = 1 if self.starts == 1 else 2  # the year in which the first one starts
        if self.type == "year" and not (_YEAR.fullmatch(plain) and number >= least):
            raise RefusedError(f"{text} is no year", "write four digits, such as 2022")
        if self.type != "number" and number != number.to_integral_value():
            raise RefusedError(f"{text} is not a whole number", f"{self.name} holds whole numbers")
        return number

    def _without_marks(self, plain: str, text: str) -> str:
        """The number with a point, without what parts its thousands: which stands before three digits alone."""
        whole, mark, decimals = plain.partition(self.decimal)
        if self.group and self.group in whole:
            parted = rf"-?[0-9]{{1,3}}({re.escape(self.group)}[0-9]{{2,3}})*{re.escape(self.group)}[0-9]{{3}}"
            whole = whole.replace(self.group, "") if re.fullmatch(parted, whole) else ""
        if not re.fullmatch(r"-?[0-9]+", whole) or not re.fullmatch(r"[0-9]+" if mark else "", decimals):
            thousands = f' and "{self.group}" for thousands' if self.group else ""
            wanted = "correct the cell, or what is declared"
            raise RefusedError(f'"{text}" is no number with "{self.decimal}" for decimals{thousands}', wanted)
        return f"{whole}.{decimals}" if mark else whole

    def _truth(self, text: str) -> bool:
        if text in self.true or text in self.false:
            return text in self.true
        raise RefusedError(f"'{text}' is neither true nor false", f"write {self.true[0]} or {self.false[0]}")

    def _time(self, text: str) -> Value:
        what, wanted = _WORDS[self.type]
        try:
            if self.format != "default":
                wanted = f"write it as {self.format}"
                return _of(self.type, _moment(text, self.format))
            if _PATTERNS[self.type].fullmatch(text):
                return _iso(self.type, text)
        except ValueError:
            pass
        raise RefusedError(f"'{text}' is no {what}", wanted)


_PATTERNS = {"date": _DAY, "yearmonth": _MONTH, "datetime": _MOMENT, "time": _TIME}
_PERIODS = {"year": periods.YEAR, "yearmonth": periods.MONTH, "date": periods.DAY}
_WORDS = {
    "date": ("day of the calendar", "write 2022-05-12"),
    "yearmonth": ("month", "write 2022-05"),
    "datetime": ("day and time", "write 2022-05-12T16:30:00"),
    "time": ("time of day", "write 16:30:00"),
}


def _moment(text: str, written: str) -> dt.datetime:
    """The time that a text is by a pattern. Raises `ValueError`.

    Where nothing parts the pattern's numbers each has all its digits: Python reads 142156 as a day in May 1421.
    """
    moment = dt.datetime.strptime(text, written)  # noqa: DTZ007 -- as the column says
    if _RUN_TOGETHER.search(written) and moment.strftime(written).casefold() != text.casefold():
        raise ValueError(text)
    return moment


def _iso(kind: str, text: str) -> Value:
    if kind == "datetime":
        return dt.datetime.fromisoformat(text.removesuffix("Z"))
    if kind == "time":
        return dt.time.fromisoformat(text)
    return dt.date.fromisoformat(text if kind == "date" else f"{text}-01")


def _of(kind: str, moment: dt.datetime) -> Value:
    if kind == "datetime":
        return moment
    return moment.time() if kind == "time" else moment.date()


def read_field(said: Json, missing: Missing = EMPTY) -> Field:
    """A field from its description; `missing` are the missing values of its table. Raises `RefusedError`."""
    name, kind = said.get("name"), said.get("type", "string")
    if name is None:
        raise RefusedError("has no name", "write the column's name")
    if not isinstance(name, str) or not name.strip() or name != name.strip():
        raise RefusedError(f"name {_said(said, 'name')} is not a column", "write the column's name")
    if kind in _UNREAD:
        raise RefusedError(f"type {shown(kind)} is not read here", "write string, and take it apart in analysis/")
    if not isinstance(kind, str) or kind not in TYPES:
        hint = near_miss(str(kind), TYPES) or f"the types are {', '.join(TYPES)}"
        raise RefusedError(f"type {shown(kind)} is not one of Table Schema's", hint)
    refuse_unknown(said, PROPERTIES)
    refuse_wordless(said)
    for each, types in OF_TYPES.items():
        if each in said and kind not in types:
            raise RefusedError(f"{each} is declared of {with_article(kind)}", f"it is for {' and '.join(types)}")
    true, false = _texts(said, "trueValues", TRUE), _texts(said, "falseValues", FALSE)
    if both := [each for each in true if each in false]:
        raise RefusedError(f"'{both[0]}' is among trueValues and falseValues", "take it out of one")
    return Field(
        name=name,
        type=kind,
        format=_format(said, kind),
        missing=missing_values(said, missing),
        true=true,
        false=false,
        **_marks(said, kind),
        is_bare=_truth(said, "bareNumber", default=True),
        frequency=_frequency(said),
        starts=_starts(said),
    )


def _frequency(said: Json) -> str:
    """What texts are declared to be. Raises `RefusedError`."""
    frequency = said.get("frequency", "")
    allowed = FREQUENCIES.get(said.get("type", "string"), ())
    if "frequency" in said and frequency not in allowed:
        hint = near_miss(str(frequency), allowed) or f"write {', '.join(allowed[:-1])} or {allowed[-1]}"
        raise RefusedError(f"frequency {shown(frequency)} is not read here", hint)
    return str(frequency)


def _starts(said: Json) -> int:
    """The month with which a column's years start, from one of them as an example. Raises `RefusedError`."""
    example = said.get("fiscal_year")
    if example is None:
        return 1
    try:
        return periods.parse(example if isinstance(example, str) else "", periods.FISCAL).first.month
    except ValueError:
        wanted = f"write one of them, with the month in which it starts: {periods.EXAMPLES[periods.FISCAL]}"
        called = re.fullmatch(r"([0-9]{4})-[0-9]{2}/FY\1", str(example))
        if called and not str(example)[4:].startswith("-01"):
            wanted = "a year that is called after the one in which it starts cannot be had: declare type integer"
        raise RefusedError(f"fiscal_year {shown(example)}", wanted) from None


def missing_values(said: Json, default: Missing) -> Missing:
    """The texts that stand for no value, of a table or a field, each with its label. Raises `RefusedError`."""
    values = said.get("missingValues")
    if values is None:
        return default
    wanted = 'write a list of texts, such as ["", "-99"], or of [{"value": "c", "label": "confidential"}]'
    if not _is_list(values):
        raise RefusedError(f"missingValues {shown(values)}", wanted)
    found: dict[str, str] = {}
    for each in values:
        labelled = each if isinstance(each, dict) else {"value": each}
        text, label = labelled.get("value"), labelled.get("label", "")
        if not isinstance(text, str) or not isinstance(label, str):
            raise RefusedError(f"missingValues {shown(values)}", wanted)
        refuse_unknown(labelled, ("value", "label"))
        text, label = text.strip(), " ".join(label.split())
        if found.get(text, label) != label:
            raise RefusedError(f"missingValues has '{text}' as '{found[text]}' and as '{label}'", "keep one of them")
        found[text] = label
    return found


def refuse_unknown(said: Json, known: tuple[str, ...]) -> None:
    """Raise `RefusedError` for a property that would be read past; what begins with _ is anybody's own."""
    for name in said:
        if name not in known and not name.startswith("_"):
            hint = near_miss(name, known) or "delete it, or name it with _ in front"
            raise RefusedError(f"'{name}' is not read here", hint)


def _format(said: Json, kind: str) -> str:
    written = said.get("format", "default")
    if written == "default":
        return "default"
    if kind not in {"date", "datetime", "time"}:
        raise RefusedError(f"format {shown(written)} is not read here", "leave it out")
    if not isinstance(written, str) or "%" not in written[:_LONGEST_FORMAT] or not _is_pattern(written):
        raise RefusedError(f"format {shown(written)} is not read here", "write default, or a pattern such as %d/%m/%Y")
    return written


def _is_pattern(written: str) -> bool:
    """Whether Python reads times by it: it says nothing twice, and nothing that is not known."""
    try:
        moment = dt.datetime(2022, 5, 12, 16, 30)  # noqa: DTZ001 -- any will do
        dt.datetime.strptime(moment.strftime(written), written)  # noqa: DTZ007 -- as above
    except (ValueError, re.error):
        return False
    return True


def _marks(said: Json, kind: str) -> dict[str, str]:
    marks = {"decimal": said.get("decimalChar", "."), "group": said.get("groupChar", "")}
    for name, mark in (("decimalChar", marks["decimal"]), ("groupChar", marks["group"])):
        is_mark = isinstance(mark, str) and len(mark) == 1 and not mark.isalnum() and mark != "-"
        if not is_mark and not (name == "groupChar" and mark == ""):
            raise RefusedError(f"{name} {shown(mark)}", "write one character, such as a comma")
    if kind == "integer" and marks["group"] == ".":  # whole numbers have no decimals that the mark could be of
        marks["decimal"] = ","
    if marks["decimal"] == marks["group"]:
        raise RefusedError(f"groupChar {shown(marks['group'])} is the decimal mark too", "declare decimalChar as well")
    return marks


def _texts(said: Json, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    values = said.get(name, list(default))
    if not _is_list(values) or not values or not all(isinstance(each, str) for each in values):
        raise RefusedError(f"{name} {shown(values)}", f'write a list of texts, such as ["{default[0]}"]')
    return tuple(values)


def _truth(said: Json, name: str, *, default: bool) -> bool:
    value = said.get(name, default)
    if not isinstance(value, bool):
        raise RefusedError(f"{name} {shown(value)}", "write true or false")
    return value


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _said(said: Json, name: str) -> str:
    return shown(said[name]) if name in said else "there is none"
