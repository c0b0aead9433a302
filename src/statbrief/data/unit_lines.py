"""What a line of `data/units.txt` may say: pint's notation, as far as a brief needs it and nothing can go wrong.

pint evaluates whatever stands behind the equals sign, and lets a later definition replace its own units and dimensions
without a word. So each line is held against this grammar before pint sees it::

    birth = [birth] = _ = births        a unit with a dimension of its own, its symbol (_ for none), other names
    may = 31 * day                      a unit as a multiple of others
    lakh- = 1e5                         a prefix
    [rate] = [birth] / [time]           a dimension made of others
    @group count … @end                 between these two lines, units that count things
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from statbrief.errors import RefusedError, near_miss

COUNT = "count"
"""The group of units that count things: one of them cannot be had in part."""

_LONGEST = 200
_DEEPEST = 3
_NAME = re.compile(r"[^\W\d_]\w*")
_SYMBOL = re.compile(r"[^\s\d=#;,@\[\]()*/^+-][^\s=#;,@\[\]()*/^+-]*")
_NUMBER = r"(?:\d{1,25}(?:\.\d{0,25})?|\.\d{1,25})(?:[eE][+-]?\d{1,2})?"
_POWER = re.compile(r"(?:\*\*|\^)\s*-?\d{1,2}(?![\d.])(?!\s*(?:\*\*|\^))")
_ATOM = re.compile(rf"{_NUMBER}|%|°?[^\W\d]\w*")
_SIGN = re.compile(r"[*/]")
_DIMENSION = re.compile(r"\[[^\W\d_]\w*\]")
_DIMENSIONS = re.compile(r"\[\w+\](\s*\*\*\s*-?\d)?(\s*[*/]\s*\[\w+\](\s*\*\*\s*-?\d)?)*")
_OFFSET = re.compile(rf"\s*offset\s*:\s*-?{_NUMBER}\s*")
WRITE_DEFINITION = "write name = [dimension] or name = factor * unit"


class DefinitionError(RefusedError):
    """Raised for a line that is no definition, or one that pint must not be given."""


@dataclass
class Definitions:
    """The lines of a file taken in one by one.

    `means` says what unit of its own pint takes a name for, if any, a prefix before it; `dimensions` and `prefixes` are
    those that pint ships.
    """

    means: Callable[[str], str]
    dimensions: Collection[str]
    prefixes: Collection[str]
    known: dict[str, int] = field(default_factory=dict)
    group: int = 0  # the line that opened it

    def take(self, number: int, line: str) -> None:
        """Take in a line. Raises `DefinitionError`."""
        text = line.partition("#")[0].strip()
        if len(text) > _LONGEST:
            raise DefinitionError(f"a line of {len(text)} characters", f"write {_LONGEST} at most")
        if text.startswith("@"):
            self._directive(number, text)
        elif text:
            self._definition(number, text)

    def end(self) -> None:
        """Say that there are no more lines. Raises `DefinitionError` where a group is open."""
        if self.group:
            raise DefinitionError(f"the group of line {self.group} does not end", "write @end after its last unit")

    def _directive(self, number: int, text: str) -> None:
        if text.split() == ["@group", COUNT]:
            if self.group:
                raise DefinitionError(f"the group of line {self.group} does not end", "write @end after its last unit")
            self.group = number
        elif text == "@end":
            if not self.group:
                raise DefinitionError("'@end' ends nothing", f"write @group {COUNT} before the units that count things")
            self.group = 0
        else:
            hint = near_miss(text, [f"@group {COUNT}", "@end"])
            raise DefinitionError(f"'{text}' is not read here", hint or f"write @group {COUNT} or @end")

    def _definition(self, number: int, text: str) -> None:
        name, *parts = (part.strip() for part in text.split("="))
        if not parts or name.count("[") != name.count("]") or any(each.count("[") != each.count("]") for each in parts):
            raise DefinitionError(f"pint cannot read '{text}'", WRITE_DEFINITION)
        if name.startswith("["):
            self._dimension(number, text, name, parts)
        elif name.endswith("-"):
            self._prefix(number, text, name, parts)
        else:
            self._unit(number, text, name, parts)

    def _dimension(self, number: int, text: str, name: str, parts: list[str]) -> None:
        if not _DIMENSION.fullmatch(name) or len(parts) != 1 or not _DIMENSIONS.fullmatch(parts[0]):
            raise DefinitionError(f"pint cannot read '{text}'", "write [rate] = [birth] / [time]")
        self._claim_dimension(number, name)

    def _prefix(self, number: int, text: str, name: str, parts: list[str]) -> None:
        names = [each.removesuffix("-") for each in (name, *parts[1:]) if each != "_"]
        if not all(map(_NAME.fullmatch, names)) or not re.fullmatch(_NUMBER, parts[0]):
            raise DefinitionError(f"pint cannot read '{text}'", "write prefix- = number")
        for each in names:
            if each in self.prefixes:
                raise DefinitionError(f"'{each}-' is a prefix of pint's own", "give yours another name")
            self._claim(number, f"{each}-")

    def _unit(self, number: int, text: str, name: str, parts: list[str]) -> None:
        if not _NAME.fullmatch(name):
            raise DefinitionError(f"'{name}' is not a name", "use letters, digits and _, a letter first")
        value, names = parts[0], [each for each in parts[1:] if each != "_"]
        for each in names:
            if not _SYMBOL.fullmatch(each):
                raise DefinitionError(f"'{each}' is not a symbol or name", WRITE_DEFINITION)
        if value == "[]" or _DIMENSION.fullmatch(value):
            if value != "[]":
                self._claim_dimension(number, value)
        else:
            _refuse_hostile(value, text)
        for each in dict.fromkeys([name, *names]):
            if meant := self.means(each):
                raise DefinitionError(f"'{each}' is {meant} to pint", "give yours another name")
            self._claim(number, each)

    def _claim_dimension(self, number: int, name: str) -> None:
        if name in self.dimensions:
            raise DefinitionError(f"'{name}' is a dimension of pint's own", "write name = factor * unit")
        self._claim(number, name)

    def _claim(self, number: int, name: str) -> None:
        if name in self.known:
            raise DefinitionError(f"'{name}' is already defined in line {self.known[name]}", "keep one of them")
        self.known[name] = number


def _refuse_hostile(value: str, text: str) -> None:
    """Raise `DefinitionError` for what is no product of numbers and units with small powers, or one without end."""
    expression, *modifiers = value.split(";")
    if not all(map(_OFFSET.fullmatch, modifiers)) or len(modifiers) > 1:
        raise DefinitionError(f"pint cannot read '{text}'", WRITE_DEFINITION)
    if not _is_product(expression):
        raise DefinitionError(f"'{value}' is no product of numbers and units", WRITE_DEFINITION)


def _is_product(expression: str) -> bool:
    """Whether it is numbers and names, multiplied and divided, in few brackets, each with one power of two digits."""
    depth, place, expects = 0, 0, True
    while place < len(expression):
        if expression[place].isspace():
            place += 1
        elif expects and expression[place] == "(":
            depth, place = depth + 1, place + 1
            if depth > _DEEPEST:
                return False
        elif expects:
            atom = _ATOM.match(expression, place)
            if atom is None:
                return False
            place, expects = _after_power(expression, atom.end()), False
        elif expression[place] == ")" and depth:
            depth, place = depth - 1, _after_power(expression, place + 1)
        elif (sign := _SIGN.match(expression, place)) and not expression.startswith("**", place):
            place, expects = sign.end(), True
        elif _ATOM.match(expression, place) and expression[place - 1].isspace():
            expects = True  # a space multiplies
        else:
            return False
    return not depth and not expects


def _after_power(expression: str, place: int) -> int:
    power = _POWER.match(expression, place + len(expression[place:]) - len(expression[place:].lstrip()))
    return power.end() if power else place


def definition_faults(lines: Iterable[str], definitions: Definitions) -> Iterator[tuple[int, DefinitionError]]:
    """The number of each line that is refused, and why."""
    number = 0
    for number, line in enumerate(lines, start=1):
        try:
            definitions.take(number, line)
        except DefinitionError as error:
            yield number, error
    try:
        definitions.end()
    except DefinitionError as error:
        yield number, error
