"""What a function gave, by what it asked of its tables: a call that would ask the same, and hear the same, is not made.

What a function asks first is the same in every call, and what it asks next depends on what it was answered. So its
calls are a tree: at each branch a question, at each end a result. Which way other moved numbers lead through it is
found without calling the function.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from statbrief.data.datasets import CellKey
from statbrief.data.followed_calls import FollowedCall, NotFollowedError
from statbrief.data.questions import Elsewhere, Moves, Question, Ranges, Rows, Series
from statbrief.data.reduced import MadeOfEach
from statbrief.errors import StatbriefError

Result = TypeVar("Result")

_HELD = 3
"""Ends, the first ones, at which the function is called with pandas' own tables too."""
_FAILED = 20
"""Errors, after which most calls must have had none; for each is made again, to tell it."""
_ROWS_LOST = 5
"""Calls with rows left out that could not be followed, after which no more of these are."""
_TRIED, _WORTH = 50, 0.2
"""Calls, after which fewer than this share of them must have been new to go on; the tree costs more than it saves."""


@dataclass(slots=True)
class _Branch:
    """Questions that were asked one after the other in each call that came here, and where their answers lead."""

    asked: Series
    ways: dict[tuple[Hashable, ...], Any] = field(default_factory=dict)

    @property
    def unmoved(self) -> tuple[Hashable, ...] | None:
        """The answers where none of the cells is moved that they are asked of; none where those are not known.

        Whether others are is not asked of each dataset, once a few calls were made.
        """
        known = list(self.ways)
        for place, question in enumerate(self.asked.questions):
            own = question.unmoved
            known = [each for each in known if each[place] == own] or [each for each in known if each[place] is False]
        return known[0] if known else None

    def parted(self, length: int) -> _Branch:
        """The same in two: so many of the questions, and the others after them."""
        asked, rest = Series(self.asked.questions[:length]), Series(self.asked.questions[length:])
        first = _Branch(asked)
        for answers, place in self.ways.items():
            after = first.ways.setdefault(answers[:length], _Branch(rest))
            after.ways[answers[length:]] = place
        return first


@dataclass(slots=True)
class _End(Generic[Result]):
    result: Result


@dataclass
class Followed(Generic[Result]):
    """The calls of one function, as long as all that it asks can be followed; `tell` is what tells its results apart.

    At first a column's numbers are followed one by one; of a function that does more than compare them, as a whole.
    Where a call `spares` pandas to group a table anew, it is worth following, however seldom it asks the same again.
    """

    tell: Callable[[Result], object] = lambda result: result
    one_by_one: bool = True
    is_followed: bool = True
    rows_lost: int = 0
    roots: dict[Hashable, Any] = field(default_factory=dict)
    numbers: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    asked: int = 0
    made: int = 0
    failed: int = 0
    spares: bool = False

    def result(
        self, given: Hashable, moves: Moves, call: Callable[[FollowedCall], Result], real: Callable[[], Result]
    ) -> Result | None:
        """What the function gives with some numbers moved; None where it must be called to know.

        `given` is all that it is given beside tables, `call` calls it with tables that are followed, and `real` with
        pandas' own. Raises what `real` does.
        """
        where = Elsewhere.of(moves)
        while self.is_followed and not (where.gone and self.rows_lost >= _ROWS_LOST):
            self.asked, is_one_by_one = self.asked + 1, self.one_by_one
            end = self._known(given, where) or self._called(given, where, call, real)
            if end is not None:
                return end.result
            if self.one_by_one == is_one_by_one:
                return None
        return None

    def _known(self, given: Hashable, where: Elsewhere) -> _End[Result] | None:
        place = self.roots.get(given)
        while type(place) is _Branch:
            place = place.ways.get(place.asked.answers(where))
        return place

    def looked_at(self, given: Hashable) -> frozenset[CellKey]:
        """The cells that it is known to look at where none of these is moved; none where that is not known."""
        place, found = self.roots.get(given), set[CellKey]()
        while type(place) is _Branch:
            found.update(*(each.cells for each in place.asked.questions))
            place = None if place.unmoved is None else place.ways[place.unmoved]
        return frozenset(found if place is not None else ())

    def hanging(self, ranges: Ranges) -> frozenset[CellKey] | None:
        """The cells on which the answers to all that it is known to ask hang within their ranges; None if not known.

        The others may stand anywhere in theirs: of all calls so far, none gave anything else because of them.
        """
        if not (self.is_followed and self.roots) or self.failed:
            return None
        found, waiting = set[CellKey](), list(self.roots.values())
        while waiting:
            if type(place := waiting.pop()) is _Branch:
                found.update(*(each.hanging(ranges) for each in place.asked.questions))
                waiting += place.ways.values()
        return frozenset(found)

    def _called(
        self, given: Hashable, where: Elsewhere, call: Callable[[FollowedCall], Result], real: Callable[[], Result]
    ) -> _End[Result] | None:
        """The result of a call that asks, or hears, something new; None where it cannot be followed."""
        self.made += 1
        if not (self.one_by_one or self.spares) and self.asked > _TRIED and self.made > self.asked * (1 - _WORTH):
            self._give_up()
            return None
        root = self.roots.get(given)
        expected = root.asked.questions if type(root) is _Branch else ()
        followed = FollowedCall(where, self.one_by_one, expected, self.numbers)
        try:
            end = _End(call(followed))
        except NotFollowedError:
            followed.is_lost = True
        except StatbriefError:
            self.failed += 1
            self.is_followed = self.failed <= max(_FAILED, self.made // 2)
            return None
        if where.gone:  # what code asks of all rows is answered otherwise in each call
            is_of_all = any(isinstance(each, Rows) for each in followed.questions)
            self.rows_lost += _ROWS_LOST if is_of_all else followed.is_lost
            if followed.is_lost or is_of_all:
                return None if followed.is_lost else end
        if not followed.is_lost and self.made <= _HELD:
            followed.is_lost = self.tell(real()) != self.tell(end.result)
        if followed.is_lost or not self._note(given, followed, end):
            self._give_up()
            return None
        self.spares = self.spares or any(isinstance(each, MadeOfEach) for each in followed.questions)
        return end

    def _give_up(self) -> None:
        """Follow columns as a whole from here on; then nothing."""
        self.is_followed, self.one_by_one = self.one_by_one, False
        self.roots, self.asked, self.made = {}, 0, 0

    def _note(self, given: Hashable, call: FollowedCall, end: _End[Result]) -> bool:
        """Add a call to the tree; False where its questions are not those that there are, as by chance."""
        ways: dict[Any, Any] = self.roots
        way: Hashable = given
        questions, answers = tuple(call.questions), tuple(call.answers)
        while questions:
            place = ways.get(way)
            if place is None:
                ways[way] = _Branch(Series(questions), {answers: end})
                return True
            if type(place) is not _Branch:
                return False
            same = _in_common(place.asked.questions, questions)
            if same < len(place.asked.questions):
                if any(each[:same] == answers[:same] for each in place.ways):
                    return False
                ways[way] = place = place.parted(same)
            ways, way = place.ways, answers[:same]
            questions, answers = questions[same:], answers[same:]
        return ways.setdefault(way, end) is end


def _in_common(some: Sequence[Question], others: Sequence[Question]) -> int:
    """How many questions are the same, from the first on."""
    least, pairs = min(len(some), len(others)), enumerate(zip(some, others, strict=False))
    return next((place for place, (one, other) in pairs if one is not other and one != other), least)
