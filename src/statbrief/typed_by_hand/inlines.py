"""What a reader sees of a paragraph of Markdown, each character still where it was written.

`read_inlines` returns passages of the same length as what they were read from. What is markup is `GONE` in them
(what stands on its two sides is read as one: ``7**0**`` is 70), and what shows, but is not prose, is `OTHER` (code,
citations): so an offset in a passage is an offset in the source. The rules are pandoc's Markdown; where a reading
is in doubt the text counts as seen, since a number that is shown twice does less harm than one that is missed.

One pass, no going back: every step is bounded by the next bracket, quote or backtick, so time grows with length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from statbrief.prose.notation import TAG
from statbrief.typed_by_hand.attributes import Attributes, attributes_at

GONE = "\0"
OTHER = "\ufffc"
LITERAL = "literal"  # the class of what is typed by hand and meant so

_MARKDOWN_VALUES = frozenset({"title", "fig-cap", "fig-scap", "tbl-cap", "lst-cap", "layout-cap"})
_PLAIN_VALUES = frozenset({"alt", "fig-alt", "aria-label"})

_SPECIAL = re.compile(r"[\\`\[\]<@&*_~^$]|\{[.,]\}|(?<!\w)(?:https?|ftp|file|mailto|doi):|(?<!\w)www\.", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>\"|\[\]{}`\\\ufffc]*+")
_ADDRESS_ENDS = ".,;:!?'’”*_"
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*+:[^\s<>]*+|[^\s<>@]++@[^\s<>@]++)>")
_RAISED = re.compile(r"(?:\^|<sup>)(?P<digits>[-−+]?\d++)(?:\^|</sup>)", re.IGNORECASE)
_ABOVE = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NOTE = re.compile(r"\[\^[^\s\[\]]++\]")
_KEY = re.compile(r"@(?:\{[^{}\s]++\}|[A-Za-z0-9_](?:\w|[:.#$%&\-+?<>~/](?=\w))*+)")
_EMAIL_BEFORE = re.compile(r"[\w.+%-]{1,64}\Z")
_EMAIL_AFTER = re.compile(r"@[\w-]++(?:\.[\w-]++)++")
_BEFORE = 64  # characters that the name in an e-mail address may have
_TARGET = re.compile(
    r"\(\s*+(?:<(?:[^<>\n\\]|\\.)*+>|(?:[^\s()<>\\]|\\.|\((?:[^\s()\\]|\\.)*+\)|\s++(?=[^\s()\"'<]))*+)"
    r"(?:\s++(?:\"(?P<double>(?:[^\"\\]|\\.)*+)\"|'(?P<single>(?:[^'\\]|\\.)*+)'))?+\s*+\)",
    re.DOTALL,
)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)*+)\]", re.DOTALL)
_BLANK = re.compile(r"\s*+")


class Passage(NamedTuple):
    """Text as it is seen, from offset `origin` of its source on; the value of an attribute or setting is `plain`.

    A label has an `owner`, which it is the label of.
    """

    text: str
    origin: int
    plain: bool = False
    owner: str = ""


@dataclass(kw_only=True)
class Seen:
    """The passages of a text, and from where to where its author marked it as literal.

    `cited` are the keys of sources that it cites, and where each is.
    """

    passages: list[Passage] = field(default_factory=list)
    literal: list[tuple[int, int]] = field(default_factory=list)
    cited: list[tuple[str, int]] = field(default_factory=list)

    def add_values(self, text: str, origin: int, found: Attributes) -> None:
        """Take in what the attributes of a thing say to the reader: its titles, captions and alternatives."""
        for key, start, end in found.values:
            if key in _MARKDOWN_VALUES:
                inner = read_inlines(text[start:end], origin + start, ())
                self.passages += [passage._replace(plain=True) for passage in inner.passages]
                self.literal += inner.literal
            elif key in _PLAIN_VALUES:
                self.passages.append(Passage(text[start:end], origin + start, plain=True))


class Backticks:
    """The runs of backticks in a text: where the one is that closes another."""

    def __init__(self, text: str) -> None:
        self._starts: dict[int, list[int]] = {}
        for run in re.finditer("`++", text):
            self._starts.setdefault(len(run[0]), []).append(run.start())

    def closing(self, after: int, length: int) -> int | None:
        """Where the next run of exactly that length starts, None when there is none."""
        starts = self._starts.get(length, [])
        index = bisect_left(starts, after)
        return starts[index] if index < len(starts) else None


def label_of(text: str) -> str:
    """A link's label as it is compared: case and white space do not count."""
    return " ".join(text.replace(GONE, " ").split()).casefold()


def read_inlines(text: str, origin: int, labels: Collection[str]) -> Seen:
    """What is seen of `text`, which starts at offset `origin`; `labels` are those that link definitions have."""
    return _Reader(text, origin, labels).read()


@dataclass
class _Bracket:
    """An open bracket: whether it is a note's or a citation's locator, and which of its parts name a source."""

    start: int
    note: bool = False
    locator: bool = False
    keyed: bool = False  # the part since the last semicolon names a source
    cites: bool = False  # some part does
    unkeyed: bool = False  # some earlier part does not
    part: int = 0


class _Reader:
    """Reads one paragraph."""

    def __init__(self, text: str, origin: int, labels: Collection[str]) -> None:
        self.text = text
        self.origin = origin
        self.labels = labels
        self.seen = Seen()
        self.shown = list(text)
        self.hidden: list[tuple[int, int, str]] = []
        self.open: list[_Bracket] = []
        self.key_end = -1  # where the last key ended, and the white space after it
        self.displaying = False  # between the signs of a displayed formula
        self.backticks: Backticks | None = None
        self.steps: dict[str, Callable[[int], int]] = {
            "\\": self._escape,
            "`": self._code,
            "[": self._bracket,
            "]": self._close,
            "<": self._tag,
            "@": self._key,
            "&": self._entity,
            "*": self._mark,
            "~": self._mark,
            "^": self._caret,
            "_": self._underscore,
            "$": self._dollars,
            "{": self._grouping,
        }

    def read(self) -> Seen:
        position = 0
        while found := _SPECIAL.search(self.text, position):
            step = self.steps.get(self.text[found.start()], self._address)
            position = step(found.start())
        self._hide_hidden()
        self.seen.passages.insert(0, Passage("".join(self.shown), self.origin))
        return self.seen

    def _hide_hidden(self) -> None:
        done = 0
        for start, end, sign in sorted(self.hidden, key=lambda span: (span[0], -span[1])):
            if end > done:
                first = max(start, done)
                self.shown[first:end] = sign * (end - first)
                done = end

    # -- single characters ------------------------------------------------

    def _escape(self, at: int) -> int:
        after = self.text[at + 1 : at + 2]
        if after == " ":
            self.shown[at + 1] = "\N{NO-BREAK SPACE}"
        elif not after or after.isalnum() or not after.isascii():
            return at + 1
        self.shown[at] = GONE
        return at + 2

    def _mark(self, at: int) -> int:
        self.shown[at] = GONE
        return at + 1

    def _caret(self, at: int) -> int:
        if raised := _RAISED.match(self.text, at):
            return self._raise(raised)
        self.shown[at] = GONE
        if self.text.startswith("[", at + 1):
            self.open.append(_Bracket(at + 1, note=True))
            self.shown[at + 1] = OTHER
            return at + 2
        return at + 1

    def _raise(self, exponent: re.Match[str]) -> int:
        """Digits that stand above the line are read as such: 10^6^ is ten to the sixth, not 106."""
        for place in range(*exponent.span()):
            inside = exponent.start("digits") <= place < exponent.end("digits")
            self.shown[place] = self.text[place].translate(_ABOVE) if inside else GONE
        return exponent.end()

    def _underscore(self, at: int) -> int:
        if not (at and self.text[at - 1].isalnum() and self.text[at + 1 : at + 2].isalnum()):
            self.shown[at] = GONE
        return at + 1

    def _grouping(self, at: int) -> int:
        """In formulas a comma inside a number stands in braces."""
        self.shown[at] = self.shown[at + 2] = GONE
        return at + 3

    def _entity(self, at: int) -> int:
        entity = _ENTITY.match(self.text, at)
        if entity is None:
            return at + 1
        from html import unescape  # few briefs write entities

        character = unescape(entity[0])
        if len(character) == 1:
            self.shown[at : entity.end()] = character.ljust(len(entity[0]), GONE)
        return entity.end()

    # -- what is not prose ------------------------------------------------

    def _code(self, at: int) -> int:
        if self.backticks is None:
            self.backticks = Backticks(self.text)
        length = 1
        while self.text.startswith("`", at + length):
            length += 1
        closing = self.backticks.closing(at + length, length)
        if closing is None:
            return at + length
        return self._hide_with_attributes(at, closing + length, closing + length)

    def _dollars(self, at: int) -> int:
        """Numbers in formulas are read as others are; the label after a displayed one is not."""
        if not self.text.startswith("$$", at):
            return at + 1
        self.displaying = not self.displaying
        if self.displaying:
            return at + 2
        after = _BLANK.match(self.text, at + 2)
        return self._hide_with_attributes(at + 2, at + 2, after.end() if after else at + 2)

    def _hide_with_attributes(self, start: int, end: int, attributes: int) -> int:
        found = attributes_at(self.text, attributes)
        if found is not None:
            end = found.end
            if LITERAL in found.classes:
                self.seen.literal.append((self.origin + start, self.origin + end))
        self.hidden.append((start, end, OTHER))
        return end

    def _address(self, at: int) -> int:
        found = _ADDRESS.match(self.text, at)
        address = found[0] if found else self.text[at]
        kept = address.rstrip(_ADDRESS_ENDS if "(" in address else f"{_ADDRESS_ENDS})")
        end = at + max(len(kept), 1)
        self.hidden.append((at, end, OTHER))
        return end

    def _tag(self, at: int) -> int:
        if link := _AUTOLINK.match(self.text, at):
            self.hidden.append((at, link.end(), OTHER))
            return link.end()
        if raised := _RAISED.match(self.text, at):
            return self._raise(raised)
        if tag := TAG.match(self.text, at):
            self.hidden.append((at, tag.end(), GONE))
            return tag.end()
        return at + 1

    def _key(self, at: int) -> int:
        before = _EMAIL_BEFORE.search(self.text, max(0, at - _BEFORE), at)
        if before is not None:
            email = _EMAIL_AFTER.match(self.text, at)
            if email is not None:
                self.hidden.append((before.start(), email.end(), OTHER))
                return email.end()
            if before[0][-1].isalnum():
                return at + 1
        key = _KEY.match(self.text, at)
        if key is None:
            return at + 1
        self.hidden.append((at, key.end(), OTHER))
        self.seen.cited.append((key[0][1:].strip("{}"), self.origin + at))
        if self.open:
            self._count_parts(self.open[-1], at)
            self.open[-1].keyed = self.open[-1].cites = True
        after = _BLANK.match(self.text, key.end())
        self.key_end = after.end() if after else key.end()
        return key.end()

    # -- brackets ---------------------------------------------------------

    def _bracket(self, at: int) -> int:
        if note := _NOTE.match(self.text, at):
            self.hidden.append((at, note.end(), OTHER))
            return note.end()
        self.open.append(_Bracket(at, locator=at == self.key_end, part=at))
        return at + 1

    def _close(self, at: int) -> int:
        if not self.open:
            return at + 1
        bracket = self.open.pop()
        if bracket.note:
            self.shown[at] = OTHER
            return at + 1
        after = self.text[at + 1 : at + 2]
        if after == "(" and (target := _TARGET.match(self.text, at + 1)):
            return self._link(bracket, at, target)
        if after == "{" and (found := attributes_at(self.text, at + 1)):
            return self._marked(bracket, at, at + 1, found)
        if after == "[" and (label := _LABEL.match(self.text, at + 1)):
            named = label_of(label[1] or self.text[bracket.start + 1 : at])
            if named in self.labels:
                self._hide_brackets(bracket, at, label.end())
                return self._attributes(bracket, at, label.end())
        self._count_parts(bracket, at)
        cited = bracket.cites and bracket.keyed and not bracket.unkeyed
        alone = after not in {"(", "["}
        if (cited and (alone or self.text.startswith("[^", at + 1))) or (bracket.locator and alone):
            self.hidden.append((bracket.start, at + 1, OTHER))
        elif self.open and bracket.cites:
            self.open[-1].keyed = self.open[-1].cites = True
        return at + 1

    def _count_parts(self, bracket: _Bracket, upto: int) -> None:
        """A bracket cites when each of its parts, between semicolons, names a source."""
        while (semicolon := self.text.find(";", bracket.part, upto)) >= 0:
            bracket.unkeyed = bracket.unkeyed or not bracket.keyed
            bracket.keyed = False
            bracket.part = semicolon + 1
        bracket.part = max(bracket.part, upto)

    def _link(self, bracket: _Bracket, at: int, target: re.Match[str]) -> int:
        self._hide_brackets(bracket, at, target.end())
        for kind in ("double", "single"):
            if target[kind]:
                self.seen.passages.append(Passage(target[kind], self.origin + target.start(kind), plain=True))
        return self._attributes(bracket, at, target.end())

    def _attributes(self, bracket: _Bracket, at: int, end: int) -> int:
        found = attributes_at(self.text, end)
        return self._marked(bracket, at, end, found) if found else end

    def _marked(self, bracket: _Bracket, at: int, start: int, found: Attributes) -> int:
        self._hide_brackets(bracket, at, start)
        self.hidden.append((start, found.end, GONE))
        self.seen.add_values(self.text, self.origin, found)
        if LITERAL in found.classes:
            self.seen.literal.append((self.origin + bracket.start, self.origin + found.end))
        return found.end

    def _hide_brackets(self, bracket: _Bracket, at: int, end: int) -> None:
        self.shown[bracket.start] = GONE
        self.hidden.append((at, end, GONE))
