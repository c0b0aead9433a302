"""What is written as markup and comes to nothing: other tools' braces, LaTeX, references to nothing, HTML for print.

Each of these passes for text, or is gone without a word, in one format or both: a note without a text, a link without
an address, a number in the braces of a template language, a command of LaTeX, an element that only browsers know. Lines
come as the prose has them, with code and comments blanked out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from statbrief.errors import Fault, Place, near_miss
from statbrief.prose.variables import look_up, names_of

TAG = re.compile(
    r"</?[A-Za-z][\w:-]*+(?:\s++[A-Za-z_:@][^\s\"'<>=/]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>=`]++))?+)*+\s*+/?>"
)
"""An HTML element's start or end, as pandoc reads it in Markdown."""
PRINTED_INLINES = frozenset(
    {
        "a", "abbr", "b", "bdi", "big", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark",
        "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
PRINTED_BLOCKS = frozenset(
    {
        "article", "blockquote", "caption", "center", "col", "colgroup", "dd", "div", "dl", "dt", "h1", "h2", "h3",
        "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "ul",
    }
)  # fmt: skip
"""The elements that print has words for; raw_html.lua makes them."""

_OPENING = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)(?=[\s/>]|$)")
_GOES_ON = re.compile(r"<[A-Za-z][\w-]*(?:\s[^<>=]*=[^<>]*)?$")
_BRACES = re.compile(r"(?<![{\\])\{\{(?![{<])\s*(?P<name>[A-Za-z_][\w. ]*?)\s*(?:\|[^{}]*)?\}\}(?!\})")
_NOTE = re.compile(r"(?<!\\)\[\^(?P<name>[^\s\[\]]+)\](?P<defined>:?)")
_REFERENCE = re.compile(r"(?<!\\)\[(?P<text>(?:[^\[\]\\]|\\.)*)\]\[(?P<label>(?:[^\[\]\\]|\\.)*)\]")
_END_OF_REFERENCE = re.compile(r"[^\[]*(?<!\\)\]\[(?P<label>(?:[^\[\]\\]|\\.)+)\]")
_DEFINITION = re.compile(r"[\s>]*\[(?P<label>(?:[^\[\]\\]|\\.)+)\]:(?=\s|$)")
_HEADING = re.compile(r"#+\s+(?P<text>.*?)\s*(?:#+\s*)?(?:\{[^{}]*\})?\s*$")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*$")
_FORMULA = re.compile(r"(?s)\$\$.*?\$\$|(?<![\\\w$])\$(?=\S)[^$]*?(?<=[^\s\\])\$(?!\d)")
_COMMAND = re.compile(r"(?<!\\)(?:\\\\)*(?P<name>\\[A-Za-z]+)")
_MACRO = re.compile(r"\\(?:(?:re)?new(?:command|environment)|providecommand|DeclareMathOperator|def|let)(?![A-Za-z])")
_ASIDE = re.compile(r"\]\([^()]*\)|(?<=[\])])\{[^{}]*\}")
_CODE = re.compile(r"(?s)(`+)(?!`).*?(?<!`)\1(?!`)")
_DIV = re.compile(r"[\s>]*:{3,}\s*(?P<attributes>.*?)\s*:*\s*$")
_ATTRIBUTES = re.compile(r"\)\{[^{}]*\}")
_SIZE = re.compile(r"(?<=[\s{])(?P<key>width|height)\s*=\s*(?P<quote>[\"']?)(?P<value>.*?)(?:(?P=quote)(?=[\s}]))")
_PRINTED_SIZE = re.compile(r"auto|\d*\.?\d+\s*(?:px|pt|mm|cm|in|em|%)?")
_GRID = re.compile(r"\+(?:[-=:]{2,}\+)+")
_WIDE = {"W": 2, "F": 2}
_INDENTED = re.compile(r" {4}|\t")
_PAGE_ALONE = "for the page alone, write `…`{=html}"


class Notation:
    """Reads the lines of a document one by one; then `faults` are all that comes to nothing."""

    def __init__(self, variables: Mapping[str, Any], *, prints: bool) -> None:
        self.variables = variables
        self.prints = prints
        self.found: list[Fault] = []
        self.notes: list[tuple[str, Place]] = []
        self.references: list[tuple[str, Place]] = []
        self.defined_notes: set[str] = set()
        self.labels: set[str] = set()
        self.before = ""
        self.divs: list[bool] = []  # of each open div, whether print leaves it out
        self.paragraph: list[tuple[str, Place]] = []
        self.grid = 0  # how wide the table is whose lines we are in, drawn with + and |; 0 outside of one

    def read(self, text: str, file: str, number: int) -> None:
        """Take in one line, its code and comments blanked out."""
        if ":::" in text and (div := _DIV.match(text)):
            self._enter(div["attributes"])
        plain = _FORMULA.sub(lambda formula: " " * len(formula[0]), text) if "$" in text else text
        if "{{" in plain:
            self.found += braces(plain, file, number, self.variables)
        if "[" in plain:
            self._define(plain)
        if "[" in plain and not _INDENTED.match(plain):
            self._refer(plain, file, number)
        if "<" in text and self.prints and True not in self.divs:
            self.found += _unprinted(text, file, number)
        if "){" in text and self.prints and ("width" in text or "height" in text):
            self.found += _unprinted_sizes(text, file, number)
        self._draw(text, file, number)
        if not text.strip(" >"):
            self._end_paragraph()
        self.paragraph.append((text, Place(file, number, 1)))
        if heading := _HEADING.match(text):
            self.labels.add(_label(heading["text"]))
        elif _UNDERLINE.match(text):
            self.labels.add(_label(self.before))
        self.before = text

    def faults(self) -> Iterator[Fault]:
        """All that was found, once every line was read."""
        self._end_paragraph()
        yield from self.found
        for name, place in self.notes:
            if name not in self.defined_notes:
                wanted = near_miss(name, self.defined_notes) or f"write its text below: [^{name}]: …"
                yield place.fault("note", f"[^{name}] has no text", wanted)
        for label, place in self.references:
            if _label(label) not in self.labels:
                wanted = near_miss(_label(label), self.labels) or f"write its address below: [{label}]: …"
                yield place.fault("link", f"[{label}] has no address", wanted)

    def _end_paragraph(self) -> None:
        """Look through what formulas may reach over, up to an empty line."""
        lines, self.paragraph = self.paragraph, []
        if any("\\" in text for text, _ in lines):
            whole = _without_formulas("\n".join(text for text, _ in lines))
            for text, (_, place) in zip(whole.split("\n"), lines, strict=True):
                self.found += _commands(text, place)

    def _draw(self, text: str, file: str, number: int) -> None:
        """Hold a line of a grid against the first: where one is shorter, pandoc loses what cells hold."""
        line = text.strip(" >")
        if line[:1] not in {"+", "|"} or not (self.grid or _GRID.fullmatch(line)):
            self.grid = 0
            return
        self.grid = self.grid or _width(line)
        if self.grid > 0 and (_width(line) < self.grid or line[-1] not in "+|"):
            found, wanted = "its lines do not line up", "let each + and | stand beneath the one above"
            self.found.append(Place(file, number, text.index(line) + 1).fault("table", found, wanted))
            self.grid = -1  # one fault for each table

    def _enter(self, attributes: str) -> None:
        if attributes:
            html_alone = "content-visible" in attributes and re.search(r"when-format\s*=\s*[\"']?html", attributes)
            no_print = "content-hidden" in attributes and re.search(r"when-format\s*=\s*[\"']?typst", attributes)
            self.divs.append(bool(html_alone or no_print))
        elif self.divs:
            self.divs.pop()

    def _define(self, text: str) -> None:
        if defined := _DEFINITION.match(text):
            label = defined["label"]
            if label.startswith("^"):
                self.defined_notes.add(label[1:])
            else:
                self.labels.add(_label(label))

    def _refer(self, text: str, file: str, number: int) -> None:
        for note in _NOTE.finditer(text):
            if not (note["defined"] and not text[: note.start()].strip(" >\t")):
                self.notes.append((note["name"], Place(file, number, note.start() + 1)))
        begun_above = _END_OF_REFERENCE.match(text)
        for match in [*_REFERENCE.finditer(text), *([begun_above] if begun_above else [])]:
            label = match["label"] or match["text"]
            if label and "@" not in label and not label.startswith("^"):
                start = match.start("label") if match["label"] else match.start() + 1
                self.references.append((label, Place(file, number, start)))


def braces(text: str, file: str, number: int, variables: Mapping[str, Any]) -> Iterator[Fault]:
    """Names in the double braces of template languages, which neither renderer fills in."""
    for match in _BRACES.finditer(text):
        words = match["name"].split()
        name = words[-1] if words[:-1] in ([], ["var"]) else ""
        if not name:
            continue
        wanted = f"write {{{{< var {name} >}}}}"
        if look_up(variables, name) is None and (known := near_miss(name, names_of(variables))):
            wanted = f"write {{{{< var … >}}}}; {known}"
        yield Place(file, number, match.start() + 1).fault("variable", f"{match[0]} is not filled in", wanted)


def commands(text: str, place: Place) -> Iterator[Fault]:
    """The commands of LaTeX in a text that is a setting, told at the place of the setting."""
    for line in _without_formulas(_CODE.sub("", text)).split("\n"):
        yield from (replace(each, column=place.column) for each in _commands(line, place))


def _without_formulas(text: str) -> str:
    """The text with formulas, tags and what is beside a text (addresses, attributes) blanked out."""
    for pattern in (_FORMULA, TAG, _ASIDE):
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return text


def _commands(text: str, place: Place) -> Iterator[Fault]:
    """Commands of LaTeX, gone from page and PDF with all that they hold; what defines one may be for formulas."""
    for match in _COMMAND.finditer(text):
        if _MACRO.match(text, match.start("name")):
            return
        wanted = "write it in Markdown; for a backslash, write two"
        found = f"{match['name']} is in neither the page nor the PDF"
        yield place._replace(column=match.start("name") + 1).fault("LaTeX", found, wanted)


def _unprinted(text: str, file: str, number: int) -> Iterator[Fault]:
    """Starts of elements that print has no words for; what is no element to pandoc is text, and stays it."""
    for match in _OPENING.finditer(text):
        is_one = TAG.match(text, match.start()) or _GOES_ON.match(text, match.start())
        is_known = match["name"].lower() in PRINTED_INLINES | PRINTED_BLOCKS
        if match["end"] or is_known or not is_one or text[: match.start()].endswith("\\"):
            continue
        found = f"<{match['name']}> has no place in the PDF"
        yield Place(file, number, match.start() + 1).fault("raw HTML", found, f"write it in Markdown; {_PAGE_ALONE}")


def _unprinted_sizes(text: str, file: str, number: int) -> Iterator[Fault]:
    """Sizes of pictures in units of screens, which print does not have."""
    for picture in _ATTRIBUTES.finditer(text):
        for size in _SIZE.finditer(text, *picture.span()):
            if not _PRINTED_SIZE.fullmatch(size["value"].strip()):
                place = Place(file, number, size.start() + 1)
                found = f"{size['key']} {size['value']}"
                yield place.fault("picture", found, "write cm, in, pt or %")


def _width(text: str) -> int:
    """How many columns a text takes where letters have one width, as pandoc counts: two for those of East Asia."""
    widths = (0 if unicodedata.combining(each) else _WIDE.get(unicodedata.east_asian_width(each), 1) for each in text)
    return sum(widths)


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()
