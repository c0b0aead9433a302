"""The blocks of a Markdown document as far as a reader of its prose needs them: what is text, and what is not.

`read_document` goes over the lines once, keeping the block quotes, list items, notes and divs that are open, and
finds the stretches that hold inline text: paragraphs, headings, rows of tables, captions. Markers in front of lines
are blanked out in them; code, raw blocks, comments and link definitions are left out. The rules are pandoc's; where
a line may be code or text, it is text, because a number must not be missed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from statbrief.typed_by_hand.attributes import attributes_at
from statbrief.typed_by_hand.containers import CODE_INDENT, QUOTE_INDENT, RULE, Containers, indent_at
from statbrief.typed_by_hand.inlines import GONE, LITERAL, Backticks, Passage, Seen, label_of, read_inlines

_HEADING = re.compile(r"#{1,6}(?=[ \t]|\Z)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_CAPTION = re.compile(r"[Tt]able:(?=[ \t])")
_FENCE = re.compile(r"(?P<fence>`{3,}+|~{3,}+)(?P<info>[^`]*+)\Z|(?P<tildes>~{3,}+)")
_DIV = re.compile(r":{3,}+[ \t]*+")
_DIV_CLASS = re.compile(r"[^\s{}:]++[ \t]*+")
_LINK = re.compile(
    r"\[(?!\^)(?P<label>(?:[^\[\]\\]|\\.)++)\]:\s*+(?:<[^<>]*+>|[^\s<\[\]]++)?+"
    r"(?:(?:\s++|(?<=:))(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'))?+\s*+(?:\{[^{}\"']*+\}\s*+)?\Z"
)
_VERBATIM = re.compile(r"<(script|style|pre|textarea)(?=[\s>])", re.IGNORECASE)
_COMMENT_OR_CODE = re.compile(r"<!--|\\[`<\\]|`++")
_PLAIN = "ends with a blank line"
_RULED = "ends with a rule before a blank line"
_ATTRIBUTE_LINES = 20  # lines over which the attributes of a div may run


@dataclass
class _Stretch:
    """Lines `first` to `last` of text, from character `start` of the first on; some end in attributes."""

    first: int
    last: int
    start: int
    attributed: bool = False


@dataclass
class Blocks:
    """What `read_document` gathers; offsets count in the lines joined by newlines."""

    stretches: list[_Stretch] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    seen: Seen = field(default_factory=Seen)


def read_document(lines: Sequence[str], skipped: Sequence[bool]) -> Seen:
    """What is seen of a document: its passages, and what is marked as literal; lines that are `skipped` are blank."""
    reader = _Reader(lines, skipped)
    reader.read()
    seen, labels = reader.blocks.seen, reader.blocks.labels
    for stretch in reader.blocks.stretches:
        text = "\n".join(reader.lines[stretch.first : stretch.last + 1])[stretch.start :]
        origin = reader.offsets[stretch.first] + stretch.start
        end = _take_attributes(text, origin, seen) if stretch.attributed else len(text)
        found = read_inlines(text[:end], origin, labels)
        seen.passages += found.passages
        seen.literal += found.literal
        seen.cited += found.cited
    return seen


def _take_attributes(text: str, origin: int, seen: Seen) -> int:
    """Where the text ends that a heading's or caption's attributes follow."""
    last = len(text.rstrip().rstrip("# \t")) if text.rstrip().endswith("#") else len(text.rstrip())
    if not text.endswith("}", 0, last):
        return len(text)
    at = text.find("{")
    while at >= 0:
        found = attributes_at(text, at)
        if found is not None and found.end == last:
            seen.add_values(text, origin, found)
            if LITERAL in found.classes:
                seen.literal.append((origin, origin + last))
            return at
        at = text.find("{", at + 1)
    return len(text)


class _Reader:
    """Reads the lines of one document."""

    def __init__(self, lines: Sequence[str], skipped: Sequence[bool]) -> None:
        self.lines = list(lines)
        self.skipped = skipped
        self.offsets = list(accumulate((len(line) + 1 for line in lines), initial=0))
        self.blocks = Blocks()
        self.containers = Containers()
        self.first_of_code = True  # the line above is blank or code: an indented line is code
        self.divs: list[int | None] = []  # of each open div, where it starts if it is literal
        self.paragraph: _Stretch | None = None
        self.fence = ""
        self.fence_before = (0, 0)  # the signs of quotes before it, and how far in its end may stand
        self.content = 0  # where the text of a line starts, after the containers that it is in
        self.verbatim = ""  # the tag that ends the raw block we are in
        self.commenting = False
        self.last_comment_end = max((n for n, line in enumerate(lines) if "-->" in line), default=-1)
        self.table = ""  # the kind of table without frames that we are in: its rows may be indented as code is
        self.unclosed: set[str] = set()  # tags known not to end
        self.attributes_until = -1  # the line on which the attributes of a div end

    def read(self) -> None:
        """Fill `blocks`."""
        for number in range(len(self.lines)):
            if self.skipped[number]:
                self._end_paragraph()
            elif self.fence:
                self._read_code(number)
            elif self.verbatim:
                self._read_verbatim(number)
            elif number > self.attributes_until:
                self._read_line(number)
        self._end_paragraph()
        for start in self.divs:
            self._end_div(start, self.offsets[-1])

    def _end_paragraph(self) -> None:
        if self.paragraph is not None:
            self.blocks.stretches.append(self.paragraph)
            self.paragraph = None

    def _alone(self, number: int, start: int, *, attributed: bool = False) -> None:
        self._end_paragraph()
        self.blocks.stretches.append(_Stretch(number, number, start, attributed))

    # -- lines that are not text ------------------------------------------

    def _read_code(self, number: int) -> None:
        line = self.lines[number]
        mark = line.lstrip("> \t")
        before, mark = line[: len(line) - len(mark)], mark.rstrip()
        quotes, indent = self.fence_before
        if len(mark) < len(self.fence) or mark.strip(self.fence[0]):
            return
        if before.count(">") == quotes and len(before) <= indent:
            self.fence = ""

    def _read_verbatim(self, number: int) -> None:
        if self.verbatim in self.lines[number].lower():
            self.verbatim = ""

    def _without_comments(self, number: int) -> None:
        line, position, end = self.lines[number], 0, 0
        if self.commenting:
            end = line.find("-->") + 3
            self.commenting = end < len("-->")
            end = len(line) if self.commenting else end
            self._blank(number, 0, end)
            position = end
        if "<!--" not in line:
            return
        backticks = Backticks(line)
        while found := _COMMENT_OR_CODE.search(line, position):
            position = found.end()
            if found[0].startswith("`"):
                closing = backticks.closing(position, len(found[0]))
                position = position if closing is None else closing + len(found[0])
            elif found[0] == "<!--":
                end = line.find("-->", position)
                if end < 0 and number >= self.last_comment_end:
                    return
                self.commenting = end < 0
                position = len(line) if end < 0 else end + 3
                self._blank(number, found.start(), position)

    def _blank(self, number: int, start: int, end: int) -> None:
        line = self.lines[number]
        self.lines[number] = f"{line[:start]}{GONE * (end - start)}{line[end:]}"

    # -- lines of text ----------------------------------------------------

    def _read_line(self, number: int) -> None:
        if self.commenting or "<!--" in self.lines[number]:
            self._without_comments(number)
        line = self.lines[number]
        first = self.first_of_code
        self.first_of_code = False
        entry = self.containers.enter(line, reading=self.paragraph is not None)
        if entry.blank:
            self._end_paragraph()
            self.table = _RULED if self.table == _RULED else ""
            self.first_of_code = True
            return
        if entry.opened:
            self._end_paragraph()
        indent, text = indent_at(line, entry.start)
        code = indent >= CODE_INDENT and first and not (self.paragraph or self.table or entry.opened or entry.left_item)
        if code and not self._above_rule(number):
            self.first_of_code = True
            return
        self.content = entry.start
        if text < len(line):
            self._read_leaf(number, text, caption=entry.caption)

    def _above_rule(self, number: int) -> bool:
        below = self.lines[number + 1].strip() if number + 1 < len(self.lines) else ""
        return RULE.fullmatch(below) is not None

    # -- leaves -----------------------------------------------------------

    def _read_leaf(self, number: int, start: int, *, caption: bool) -> None:
        line = self.lines[number]
        fresh = self.paragraph is None
        if line[start] in "`~" and self._opens_code(line, start, fresh=fresh):
            self._end_paragraph()
            self.fence_before = (line.count(">", 0, start), self.content + QUOTE_INDENT)
        elif line[start] == ":" and self._is_div(number, start, fresh=fresh):
            self._end_paragraph()
        elif line[start] == "<" and fresh and self._opens_verbatim(number, start):
            pass
        elif line[start] in "-=+:|" and RULE.fullmatch(line, start):
            self._read_rule(number, start)
        elif line[start] in "|+":
            self._alone(number, start)
        elif fresh and (heading := _HEADING.match(line, start)):
            self._alone(number, heading.end(), attributed=True)
        elif line[start] == "[" and fresh and (link := _LINK.match(line, start)):
            self._define_link(number, link)
        elif self.paragraph is None:
            self.paragraph = _Stretch(number, number, start, caption or _CAPTION.match(line, start) is not None)
        else:
            self._blank(number, 0, start)
            self.paragraph.last = number

    def _opens_code(self, line: str, start: int, *, fresh: bool) -> bool:
        fence = _FENCE.match(line, start)
        if fence is None or (line[start] == "~" and not fresh):
            return False
        self.fence = fence["fence"] or fence["tildes"]
        return True

    def _opens_verbatim(self, number: int, start: int) -> bool:
        tag = _VERBATIM.match(self.lines[number], start)
        if tag is None:
            return False
        closing = f"</{tag[1].lower()}"
        if closing in self.unclosed or not any(closing in line.lower() for line in self.lines[number:]):
            self.unclosed.add(closing)
            return False
        self.verbatim = closing
        self._read_verbatim(number)
        return True

    def _read_rule(self, number: int, start: int) -> None:
        """A line under a heading, between rows, or across the page."""
        line = self.lines[number]
        if self.paragraph is None and not self.table:
            self.table = _RULED
        elif not self.table:
            self.table = _PLAIN
        if self.paragraph is not None:
            single = self.paragraph.first == self.paragraph.last
            self.paragraph.attributed = single and _UNDERLINE.fullmatch(line, start) is not None
        self._end_paragraph()
        below = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        if not below.strip() or "|" in line or "+" in line:
            self.table = ""

    def _define_link(self, number: int, link: re.Match[str]) -> None:
        self.blocks.labels.add(label_of(link["label"]))
        for kind in ("double", "single"):
            if link[kind]:
                origin = self.offsets[number] + link.start(kind)
                self.blocks.seen.passages.append(Passage(link[kind], origin, plain=True))

    # -- divs -------------------------------------------------------------

    def _is_div(self, number: int, start: int, *, fresh: bool) -> bool:
        line = self.lines[number]
        fence = _DIV.match(line, start)
        if fence is None:
            return False
        if fence.end() == len(line):
            if self.divs:
                self._end_div(self.divs.pop(), self.offsets[number])
                return True
            return False
        return fresh and self._starts_div(number, fence.end())

    def _starts_div(self, number: int, start: int) -> bool:
        last = min(len(self.lines), number + _ATTRIBUTE_LINES)
        text = "\n".join(self.lines[number:last])
        name = _DIV_CLASS.match(text, start)
        found = attributes_at(text, name.end() if name else start)
        if found is None and name is None:
            return False
        end = found.end if found else name.end() if name else start
        rest = text[end:].partition("\n")[0]
        if rest.strip(": \t"):
            return False
        classes = {name[0].strip()} if name else set()
        if found:
            self.blocks.seen.add_values(text, self.offsets[number], found)
            self.attributes_until = number + text.count("\n", 0, found.end)
            classes |= found.classes
        self.divs.append(self.offsets[number] if LITERAL in classes else None)
        return True

    def _end_div(self, start: int | None, end: int) -> None:
        if start is not None:
            self.blocks.seen.literal.append((start, end))
