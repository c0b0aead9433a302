"""What can go wrong, said in one line each: where, what was found, what was wanted.

Every stage raises one child of `StatbriefError`, which carries all the faults of a file at once. Only the
command line turns them into printed lines and exit codes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self, TypeVar

from statbrief.characters import printable, printable_name

Thing = TypeVar("Thing")

_TRIED = 50
"""Names that have letters in common with one, of which the nearest is looked for."""
_SHORT, _FEW = 3, 20
"""Letters of a name in which another letter makes another name, where there are more than a few to choose from."""
_CODE = 2
"""Letters of a name that a slip makes another, such as a language or a unit."""
_PART, _AROUND = re.compile(r"[._-]+"), re.compile(r"^[^\w%]+|[^\w%]+$")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong, at one place.

    `file` is relative to the brief's folder where it lies inside it; `line` and `column` count from 1.
    Reads as ``file:line:column: what: found; wanted``, without the parts that are not known.
    """

    file: str
    what: str
    found: str
    wanted: str = ""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        message = "; ".join(part for part in (self.found, self.wanted) if part)
        return f"{printable_name(place)}: {printable(f'{self.what}: {message}')}"


class Place(NamedTuple):
    """Where something stands: a file relative to the brief's folder, line and column from 1; 0 where not known."""

    file: str
    line: int = 0
    column: int = 0

    def fault(self, what: str, found: str, wanted: str = "") -> Fault:
        """What is wrong here: with which thing, what it is, and what it should be.

        >>> print(Place("data/reported.csv", 3).fault("unit", "nothing", "name a unit"))
        data/reported.csv:3: unit: nothing; name a unit
        """
        line, column = self.line or None, self.column or None
        return Fault(file=self.file, line=line, column=column, what=what, found=found, wanted=wanted)

    def refused(self, what: str, error: RefusedError) -> Fault:
        """The fault of a value that stands here and was refused."""
        return self.fault(what, error.found, error.wanted)


OURS = "this is a fault of statbrief"
"""What is wanted where the program has gone wrong, and no brief: nothing that its author could do."""


def unforeseen(file: str, what: str, problem: Exception) -> Fault:
    """The fault of an error that is none of a brief's."""
    return Place(file).fault(what, f"{type(problem).__name__}: {' '.join(str(problem).split())}", OURS)


class RefusedError(ValueError):
    """Raised for a value that may not be so, by who reads values and does not know where they stand.

    `found` is what it is, `wanted` what it should be; who knows the place makes a `Fault` of them.
    """

    def __init__(self, found: str, wanted: str = "") -> None:
        self.found = found
        self.wanted = wanted
        super().__init__("; ".join(part for part in (found, wanted) if part))


class StatbriefError(Exception):
    """The base of every error that a brief's author can mend; its text is one line per fault."""

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)  # pickled, as another process tells it

    @classmethod
    def at(cls, place: Place | str, what: str, found: str, wanted: str = "") -> Self:
        """An error of one fault, in a file as a whole or at a place in it."""
        return cls((place if isinstance(place, Place) else Place(place)).fault(what, found, wanted))


class ProjectError(StatbriefError):
    """Raised when the brief's folder, its `_quarto.yml` or its front matter cannot be understood."""


class ReadingError(StatbriefError):
    """Raised when a data file does not say what it must."""


class PreparingError(StatbriefError):
    """Raised when a file of `data/` is not what its preparation makes, or cannot be made."""


class DerivingError(StatbriefError):
    """Raised when a derived figure cannot be computed from the functions and figures at hand."""


class CheckingError(StatbriefError):
    """Raised when a check does not hold, or cannot be evaluated."""


class ChartingError(StatbriefError):
    """Raised when a chart cannot be drawn."""


class ProseError(StatbriefError):
    """Raised when the prose names what does not exist, or uses what the renderer does not speak."""


class RenderingError(StatbriefError):
    """Raised when a renderer fails or is missing."""


class CopyError(StatbriefError):
    """Raised when a file is no published copy of a brief, or one that cannot be read safely."""


class WritingError(StatbriefError):
    """Raised when a result cannot be written where it belongs."""


def raise_all(errors: Sequence[StatbriefError]) -> None:
    """Raise the faults of all of these errors as one, of the first one's kind; nothing where there are none."""
    if errors:
        raise type(errors[0])(dict.fromkeys(fault for error in errors for fault in error.faults))


def raise_by_line(failure: type[StatbriefError], faults: Iterable[Fault]) -> None:
    """Raise the faults of one file from top to bottom; nothing where there are none."""
    if found := by_line(faults):
        raise failure(found)


def by_line(faults: Iterable[Fault]) -> list[Fault]:
    """The faults of one file from top to bottom."""
    return sorted(faults, key=lambda fault: fault.line or 0)


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once, file by file as they first come, and from top to bottom in each."""
    each = dict.fromkeys(faults)
    order = {name: place for place, name in enumerate(dict.fromkeys(fault.file for fault in each))}
    return sorted(each, key=lambda fault: (order[fault.file], fault.line or 0, fault.column or 0))


def for_each(things: Iterable[Thing], act: Callable[[Thing], object]) -> None:
    """Do it to each, whatever is wrong with others; raises all that is wrong as one."""
    errors: list[StatbriefError] = []
    for thing in things:
        try:
            act(thing)
        except StatbriefError as error:
            errors.append(error)
    raise_all(errors)


def with_article(noun: str) -> str:
    """A noun in a message.

    >>> with_article("integer"), with_article("level")
    ('an integer', 'a level')
    """
    return f"{'an' if noun[:1] in set('aeiou') else 'a'} {noun}"


def near_miss(name: str, known: Iterable[str]) -> str:
    """A question that names what was probably meant, or nothing.

    >>> near_miss("school_2019", ["schools_2019", "pupils"])
    'did you mean schools_2019?'
    >>> near_miss("rain", ["schools_2019", "pupils"])
    ''
    """
    close = closest(name, known)
    return f"did you mean {close[0]}?" if close else ""


def closest(name: str, known: Iterable[str]) -> list[str]:
    """What was probably meant, or nothing: letters in another order, one more or one less, a few others in a long name.

    >>> closest("dya", ["day", "dyn", "dyne"]), closest("dri", ["dry", "wet"]), closest("VISA", ["visa"])
    (['day'], ['dry'], ['visa'])
    >>> closest("dyx", ["day", *(f"d{letter}n" for letter in "abcdefghijklmnopqrstuvwxyz")])
    []
    >>> closest("share", ["share_2022"]), closest("births", ["deaths"]), closest("latest", ["largest"])
    (['share_2022'], [], ['largest'])
    """
    from difflib import get_close_matches  # loaded only when something is wrong

    folded: dict[str, str] = {}  # capital letters are no slip
    for each in sorted(known):
        folded.setdefault(each.casefold(), each)
    wanted = _AROUND.sub("", name.casefold())
    found = get_close_matches(wanted, folded, n=_TRIED) or [each for each in folded if sorted(each) == sorted(wanted)]
    is_one_of_many = len(folded) > _FEW
    told = ((_slips(wanted, each, is_one_of_many=is_one_of_many), place) for place, each in enumerate(found))
    likely = [(slips, place) for slips, place in told if slips is not None]
    return [folded[found[min(likely)[1]]]] if likely else []


def _slips(one: str, other: str, *, is_one_of_many: bool) -> float | None:
    """How many slips lead from one to the other; None of too many for names so short: of two letters, of any."""
    length = min(len(one), len(other))
    slips = distance(one, other)
    if slips and length <= _CODE:
        return None
    is_turned = sorted(one) == sorted(other)
    is_near = slips <= max(1, 2 * length // 5)
    if length <= _SHORT and is_one_of_many:
        is_near = is_near and (slips == 0 or is_turned or len(one) != len(other))
    parts, its = (set(filter(None, _PART.split(each))) for each in (one, other))
    return slips - is_turned / 2 if is_near or parts <= its or its <= parts else None


def distance(one: str, other: str) -> int:
    """How many letters are put in, left out, taken for another, or turned round with the next.

    >>> distance("dya", "day"), distance("dya", "dyn"), distance("kitten", "sitting"), distance("", "ab")
    (1, 1, 3, 2)
    """
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for place, its in enumerate(other, start=1):
            least = min(above[place] + 1, line[place - 1] + 1, above[place - 1] + (letter != its))
            if row > 1 < place and letter == other[place - 2] and one[row - 2] == its:
                least = min(least, before[place - 2] + 1)
            line.append(least)
        before, above = above, line
    return above[-1]
