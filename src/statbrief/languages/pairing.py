"""A word for a direction beside an amount of the same thing: what would read "did not change by 0%" one day.

Prose that writes ``rose`` and then ``change`` reads well as long as the data move. So two such forms in one sentence
are a fault whatever the data say today, and the message names the form that says both, and the direction alone where
there is no amount. What stands in parentheses, in another cell of a table or in another sentence is read by itself.

So it is with a number and its range that have other digits in one sentence, parentheses included: 102 (101.80 to
101.90) reads as if the number lay outside its range.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from statbrief.arithmetic import kinds
from statbrief.arithmetic.asked_digits import BETWEEN, digits_of
from statbrief.errors import Fault, Place
from statbrief.files.prose_lines import Passage
from statbrief.languages.dotted_names import named_forms


class Said(Protocol):
    """A form as it is written."""

    @property
    def plain(self) -> str:
        """The text without markup."""


SHORTCODE = re.compile(
    r"\{\{<\s*var\s+[\"']?(?P<figure>[^\W\d]\w*(?:\.\w+){0,3}?)\.(?P<plain>plain\.)?(?P<form>\w+)[\"']?\s*>\}\}"
)
"""How prose writes a form."""
BRACES = re.compile(r"\{(?P<figure>[^\W\d]\w*(?:\.\w+)*):(?P<plain>)(?P<form>\w+)\}")
"""How captions and text alternatives do."""
_MOVES = (kinds.DIFFERENCE, kinds.POINTS, kinds.CHANGE)
_OF_MOVES = ("change", "by", "value", "about", "amount", "percent")
_MULTIPLES = ("times", "percent")
_REACH = {
    **dict.fromkeys(("value", "about", "amount", "times"), "range"),
    "percent": "percent_range",
}
"""What says how far a number may lie, of each form that says the number."""
_BREAK = re.compile(r"[.!?…][\"'”’»)\]*_]*\s+(?![a-zà-ÿ])|[;|]|\n\s*(?:\n|$|[-*+]\s|[#:|>]|\d+[.)]\s)")
_MARK = "\0"  # which prose cannot have: a form within a sentence
_MARKUP = r"[\s*_~,]"
_JOINS = re.compile(
    rf"{_MARKUP}*(?:(?:by|of|to|en|de|a|hasta|un|una|el|la|the|some|just|only|casi|solo|sólo){_MARKUP}+)*"
)
"""What may stand between a verb and the amount that belongs to it."""


class _Told(NamedTuple):
    """A form that a text writes: the figure, the form, and where the text of it starts and ends."""

    figure: str
    form: str
    plain: str
    start: int
    end: int


class Pair(NamedTuple):
    """A direction and an amount in one sentence; the amount is of a difference, or of a ratio."""

    direction: _Told
    amount: _Told
    is_of_a_move: bool

    @property
    def start(self) -> int:
        """Where the later of the two stands."""
        return max(self.direction.start, self.amount.start)

    def problem(self, shown: str, dot: str = ".") -> tuple[str, str]:
        """What was found and wanted; `shown` is how the text writes a form, with ``{}`` for its name."""
        one, other = self.direction, self.amount
        found = f"{one.figure}.{one.form} and {other.figure}.{other.form} stand in one sentence, which is none where "
        found += "nothing changed"
        return found, f"write {shown.format(f'{other.figure}{dot}{one.plain}{self._both()}')}, which says both"

    def _both(self) -> str:
        """The form that says both, with the digits that the amount has."""
        name = self.direction.form
        if _bare(self.amount.form) in _MULTIPLES and name in {"rose", "it_rose"} and not self.is_of_a_move:
            return f"{name}_to_times"
        digits = digits_of(self.amount.form)
        return f"{kinds.SAYS_BOTH[name]}_{digits.digits}" if digits else kinds.SAYS_BOTH[name]


class Uneven(NamedTuple):
    """A number and its range in one sentence, with other digits."""

    number: _Told
    reach: _Told

    @property
    def start(self) -> int:
        """Where the later of the two stands."""
        return max(self.number.start, self.reach.start)

    def problem(self, shown: str, dot: str = ".") -> tuple[str, str]:
        """What was found and wanted; `shown` is how the text writes a form, with ``{}`` for its name."""
        one, other = self.number, self.reach
        found = (
            f"{one.figure}.{one.form} and {other.figure}.{other.form} stand in one sentence with other digits, as if "
        )
        found += "the number lay outside its range"
        digits = _digits(one.form)
        if digits:
            form = f"{_bare(other.form)}_{digits}"
        else:
            name = _bare(one.form) if _bare(one.form) in _MULTIPLES else "value"
            form = f"{'about_' if one.form.startswith('about') else ''}{name}_{_digits(other.form)}"
        return found, f"write {shown.format(f'{one.figure}{dot}{one.plain}{form}')}, with the digits of the other"


@dataclass(frozen=True)
class _Sentence:
    """The forms of a sentence, and what stands before each of them."""

    told: Sequence[_Told]
    before: Sequence[str]

    def pairs(self, kind_of: Mapping[str, str]) -> Iterator[Pair]:
        """Its directions that have an amount."""
        for first, one in enumerate(self.told):
            for other_place, other in enumerate(self.told):
                if one.form not in kinds.SAYS_BOTH or not {one.figure, other.figure} <= kind_of.keys():
                    continue
                joined = abs(first - other_place) == 1 and bool(_JOINS.fullmatch(self.before[max(first, other_place)]))
                is_move = kind_of[other.figure] in _MOVES
                if _is_pair(one, other, is_joined=joined, is_move=is_move):
                    yield Pair(one, other, is_move)

    def uneven(self) -> Iterator[Uneven]:
        """Its numbers whose range has other digits."""
        for one, other in itertools.product(self.told, self.told):
            reach = _bare(other.form)
            is_its = one.figure == other.figure and _REACH.get(_bare(one.form)) == BETWEEN.get(reach, reach)
            if is_its and _digits(one.form) != _digits(other.form):
                yield Uneven(one, other)


def _is_pair(one: _Told, other: _Told, *, is_joined: bool, is_move: bool) -> bool:
    """Whether an amount says how much that is which a direction says; of a multiple, only right beside it.

    Another figure than the direction's may be of the same thing, so its amount is one if it is right beside it.
    """
    name = _bare(other.form)
    if name in {"change", "by"} or (is_move and name in _OF_MOVES):
        return is_joined or one.figure == other.figure
    return is_joined and one.figure == other.figure and name in _MULTIPLES


def pairs(text: str, pattern: re.Pattern[str], kind_of: Mapping[str, str]) -> Iterator[Pair]:
    """The directions of a text that have an amount in their sentence; `kind_of` are the kinds of the figures."""
    for sentence in _sentences(text, pattern):
        yield from sentence.pairs(kind_of)


def uneven(text: str, pattern: re.Pattern[str]) -> Iterator[Uneven]:
    """The numbers of a text whose range has other digits in the same sentence, be it in parentheses."""
    for sentence in _sentences(text, pattern, is_apart=False):
        yield from sentence.uneven()


def _digits(form: str) -> str:
    """The digits that a form asks for; nothing of one that has those which are known."""
    asked = digits_of(form)
    return asked.digits if asked else ""


def _bare(form: str) -> str:
    """A form without the word before it and the digits after it."""
    asked = digits_of(form)
    name = asked.form if asked else form
    return "about" if name == "about" else name.removeprefix("about_")


def _sentences(text: str, pattern: re.Pattern[str], *, is_apart: bool = True) -> Iterator[_Sentence]:
    """The sentences that write forms, what stands in parentheses by itself unless it is not to be apart."""
    told = [_Told(each["figure"], each["form"], each["plain"] or "", *each.span()) for each in pattern.finditer(text)]
    marked = list(text)
    for each in told:
        marked[each.start : each.end] = _MARK + " " * (each.end - each.start - 1)
    whole = "".join(marked)
    inner = [match.span() for match in re.finditer(r"\([^()]*\)", whole)]
    for start, end in (*(inner if is_apart else ()), *_ended(whole, inner)):
        hidden = [span for span in inner if span != (start, end)] if is_apart else []
        said = [each for each in told if start <= each.start < end and not _within(each.start, hidden)]
        if len(said) > 1:
            shown = "".join("·" if _within(place, hidden) else whole[place] for place in range(start, end))
            yield _Sentence(said, shown.split(_MARK))


def _within(place: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _ended(text: str, inner: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """From where to where sentences go; what ends one within parentheses ends no other."""
    start = 0
    for match in _BREAK.finditer(text):
        if not _within(match.start(), inner):
            yield start, match.end()
            start = match.end()
    yield start, len(text)


def sentence_around(text: str, place: int) -> str:
    """The sentence in which a place of a text stands, with what is in parentheses; in a table, the whole of it.

    >>> sentence_around("One. Two (2) or three. Four", 6)
    'Two (2) or three. '
    """
    first, last = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    if "|" in text[first : len(text) if last < 0 else last]:
        return text
    inner = [match.span() for match in re.finditer(r"\([^()]*\)", text)]
    return next(text[start:end] for start, end in _ended(text, inner) if start <= place < end)


def kinds_in(variables: Mapping[str, Any]) -> dict[str, str]:
    """Of each figure that has a direction, what it is."""
    known = {name: forms for name, forms in named_forms(variables) if isinstance(forms, Mapping)}
    return {name: str(forms["kind"]) for name, forms in known.items() if "kind" in forms and "higher" in forms}


def problems(text: str, forms: Mapping[str, Mapping[str, Said]]) -> Iterator[tuple[str, str]]:
    """What was found and wanted in a caption, a text alternative or a text of code, which write forms in braces."""
    known = {name: made["kind"].plain for name, made in forms.items() if "higher" in made}
    found: list[Pair | Uneven] = [*pairs(text, BRACES, known), *uneven(text, BRACES)]
    for each in found:
        yield each.problem("{{{}}}", ":")


def faults(passages: Iterable[Passage], variables: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong in prose, each at the later of two forms."""
    known = kinds_in(variables)
    for run in in_a_row(passages):
        yield from _of_run(run, known)


def in_a_row(passages: Iterable[Passage]) -> Iterator[Sequence[Passage]]:
    """The lines of prose that follow each other, with nothing else between them."""
    run: list[Passage] = []
    for each in passages:
        if run and (each.kind != "markdown" or each.file != run[-1].file or each.line != run[-1].line + 1):
            yield run
            run = []
        if each.kind == "markdown":
            run.append(each)
    yield run


def _of_run(run: Sequence[Passage], known: Mapping[str, str]) -> Iterator[Fault]:
    """Of lines that follow each other."""
    text = "\n".join(each.text for each in run)
    if "var" not in text:
        return
    found: list[Pair | Uneven] = [*pairs(text, SHORTCODE, known), *uneven(text, SHORTCODE)]
    for each in found:
        line = text.count("\n", 0, each.start)
        column = each.start - (text.rfind("\n", 0, each.start) + 1)
        yield Place(run[line].file, run[line].line, column + 1).fault("var", *each.problem("{{{{< var {} >}}}}"))
