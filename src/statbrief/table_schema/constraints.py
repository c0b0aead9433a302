"""Table Schema's constraints: what the cells of a column must be beyond their type.

Each is obeyed, or refused where it does not go with the column's type. Numbers, dates and the like are compared as what
they are, and texts by their letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from statbrief.errors import RefusedError, near_miss, with_article
from statbrief.table_schema.dialects import shown
from statbrief.table_schema.fields import TEXTS, Field, Value

_ORDERED = ("number", "integer", "year", "date", "datetime", "time", "yearmonth", "quarter", "week", "month")
_ALL = (*TEXTS, *_ORDERED, "boolean")
TYPES_OF_CONSTRAINTS = {
    "required": _ALL,
    "unique": _ALL,
    "enum": _ALL,
    "pattern": TEXTS,
    "minLength": TEXTS,
    "maxLength": TEXTS,
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _ORDERED),
}
SIDES: Mapping[str, tuple[str, Callable[[Any, Any], bool]]] = {
    "minimum": ("under the minimum of", lambda value, bound: bool(value < bound)),
    "maximum": ("over the maximum of", lambda value, bound: bool(value > bound)),
    "exclusiveMinimum": ("not over", lambda value, bound: bool(value <= bound)),
    "exclusiveMaximum": ("not under", lambda value, bound: bool(value >= bound)),
}
"""Those that hold of a column where they hold of its least and its largest value: their words, and what is beyond."""
_CORRECT = "correct the cell or the constraint"
_MOST_LISTED = 8


@dataclass(frozen=True)
class Constraint:
    """One constraint of a column; `problem` says what is wrong with a value (and its text), or nothing."""

    name: str
    problem: Callable[[Value, str], RefusedError | None]


@dataclass(frozen=True, kw_only=True)
class Constraints:
    """All that a column must be."""

    is_required: bool = False
    is_unique: bool = False
    others: tuple[Constraint, ...] = ()

    def problem(self, value: Value, text: str) -> RefusedError | None:
        """What is wrong with a cell's value; nothing when it may be so."""
        return next((found for each in self.others if (found := each.problem(value, text))), None)


def read_constraints(field: Field, said: object) -> Constraints:
    """The constraints that a field's description declares. Raises `RefusedError`."""
    if said is None:
        return Constraints()
    if not isinstance(said, dict):
        raise RefusedError(f"constraints {shown(said)}", 'write a mapping such as {"minimum": 0}')
    for name in said:
        if name not in TYPES_OF_CONSTRAINTS:
            hint = near_miss(name, TYPES_OF_CONSTRAINTS) or f"the constraints are {', '.join(TYPES_OF_CONSTRAINTS)}"
            raise RefusedError(f"constraint '{name}' is not read here", hint)
        if field.kind not in TYPES_OF_CONSTRAINTS[name]:
            found = f"constraint {name} is declared of {with_article(field.kind)}"
            raise RefusedError(found, f"it is for {', '.join(TYPES_OF_CONSTRAINTS[name])}")
    return Constraints(
        is_required=_truth(said, "required"),
        is_unique=_truth(said, "unique"),
        others=tuple(
            _constraint(field, name, bound) for name, bound in said.items() if name not in {"required", "unique"}
        ),
    )


def _truth(said: Mapping[str, Any], name: str) -> bool:
    value = said.get(name, False)
    if not isinstance(value, bool):
        raise RefusedError(f"constraint {name} {shown(value)}", "write true or false")
    return value


def _constraint(field: Field, name: str, bound: object) -> Constraint:
    if name in SIDES:
        return _side(field, name, bound)
    if name == "enum":
        return _one_of(field, bound)
    if name == "pattern":
        return _pattern(bound)
    if not isinstance(bound, int) or isinstance(bound, bool) or bound < 0:
        raise RefusedError(f"constraint {name} {shown(bound)}", "write a whole number")
    return _length(name, bound)


def _side(field: Field, name: str, bound: object) -> Constraint:
    words, is_beyond = SIDES[name]
    limit = _typed(field, name, bound)
    said = field.canonical(limit)

    def problem(value: Value, text: str) -> RefusedError | None:
        return RefusedError(f"{text} is {words} {said}", _CORRECT) if is_beyond(value, limit) else None

    return Constraint(name, problem)


def _one_of(field: Field, bound: object) -> Constraint:
    if not isinstance(bound, list) or not bound:
        raise RefusedError(f"constraint enum {shown(bound)}", "write a list of values")
    allowed = [_typed(field, "enum", each) for each in bound]
    names = [field.canonical(each) for each in allowed]

    def problem(value: Value, text: str) -> RefusedError | None:
        if value in allowed:
            return None
        listed = ", ".join(names[:_MOST_LISTED]) + (" …" if names[_MOST_LISTED:] else "")
        return RefusedError(f"'{text}' is not one of its enum", near_miss(text, names) or f"write {listed}")

    return Constraint("enum", problem)


def _typed(field: Field, name: str, said: object) -> Value:
    """A value that a constraint names: as JSON has it, or as a cell would. Raises `RefusedError`."""
    is_boolean, text = isinstance(said, bool), said
    if field.type == "boolean" and isinstance(said, bool):
        return said
    if isinstance(said, int | float) and not is_boolean and field.type in {"number", "integer", "year"}:
        number = Decimal(str(said))
        if number.is_finite() and field.type != "year" and (field.type == "number" or number == int(number)):
            return number
        if field.type == "year":  # one that the calendar has, as its cells are
            text = f"{number:04f}"
    try:
        value = field.read(text) if isinstance(text, str) else None
    except ValueError:
        value = None
    if value is None:
        raise RefusedError(f"constraint {name} {shown(said)} is no {field.kind}", "write it as its cells are written")
    return value


def _pattern(bound: object) -> Constraint:
    try:
        pattern = re.compile(bound if isinstance(bound, str) else "(")
    except re.error as error:
        raise RefusedError(f"constraint pattern {shown(bound)} is no regular expression", "correct it") from error

    def problem(_: Value, text: str) -> RefusedError | None:
        is_fit = pattern.fullmatch(text)
        return None if is_fit else RefusedError(f"'{text}' is not as its pattern says, {bound}", _CORRECT)

    return Constraint("pattern", problem)


def _length(name: str, bound: int) -> Constraint:
    def problem(_: Value, text: str) -> RefusedError | None:
        is_beyond = len(text) < bound if name == "minLength" else len(text) > bound
        words = "at least" if name == "minLength" else "at most"
        return RefusedError(f"'{text}' has {len(text)} characters", f"{words} {bound}") if is_beyond else None

    return Constraint(name, problem)
