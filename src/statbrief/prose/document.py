"""The prose of a brief: includes brought in, shortcodes found, everything wrong with it said at once.

What a renderer gets is one text. Each shortcode in it is replaced by a token of the same length, made of
private-use characters, so that grid and simple tables keep their alignment and pipe tables their widths;
the renderer puts the value in after parsing. Every line remembers the file and line it came from.

Source of the rules: Quarto's documentation of includes, variables and shortcodes, and its renders of the
documents in tests/quarto_cases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from statbrief.characters import CONTROL, TURNED
from statbrief.errors import Fault, Place, ProseError, near_miss
from statbrief.files.paths import EXTENSION, EXTENSIONS, SHORTCODES
from statbrief.files.prose_lines import Line, Passage
from statbrief.languages import pairing
from statbrief.project.language import language_of
from statbrief.project.project import Project
from statbrief.project.release_fields import publisher_of
from statbrief.project.settings import Respelt
from statbrief.prose import articles, millions
from statbrief.prose.dates import date_said, is_said
from statbrief.prose.formulas import spans
from statbrief.prose.includes import Includes, Shown
from statbrief.prose.notation import Notation, braces, commands
from statbrief.prose.release_text import about_release, main_points
from statbrief.prose.shortcodes import AS_WRITTEN, Shortcode, find_shortcodes, malformed, not_embedded, not_quartos
from statbrief.prose.variables import RESERVED, look_up, read_variables, reserved_fault, text_of, why_not

FILLER = "\U000f0000"
TOKEN_FIRST = 0xF1000

_TOKEN = re.compile(r"([\U000f1000-\U000ffffd])\U000f0000*")
_FENCE = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?(?P<fence>`{3,}|~{3,})\s*(?P<info>[^`]*)")
_SHOWN = frozenset({"abstract", "author", "date", "description", "subtitle", "title"})
"""Settings that the pages show."""
_CELL = re.compile(r"\{+\s*(?P<language>[A-Za-z][\w.-]*)\s*[,}\s]")
_INLINE_CELL = re.compile(r"`\{(?P<language>[A-Za-z]\w*)\}\s[^`]*`")
_UNRESOLVED_FENCE = re.compile(r"shortcodes\s*=\s*[\"']?false")
_CODE_OR_COMMENT = re.compile(r"(?<!`)(?P<ticks>`++).*?(?<!`)(?P=ticks)(?!`)|(?<![^\\]\\)(?<!^\\)<!--.*?(?:-->|$)")
_RAW = re.compile(r"\{=(\w+)\}")
_LABEL = re.compile(r"(?<![(\w])#((?:fig|tbl|sec|eq)-[\w:.-]*\w)")
_CELL_LABEL = re.compile(r"\s*#\|\s*label:\s*[\"']?([\w:.-]+)")
_REFERENCE = re.compile(r"(?<![\w\\@/.])@\{?((?:[Ff]ig|[Tt]bl|[Ss]ec|[Ee]q)-[\w:.-]*\w)")


@dataclass(frozen=True, kw_only=True)
class Prose:
    """The prose of a document, ready for a renderer.

    In `text` and in the project's metadata each shortcode is a token; `shortcodes` are in the order of
    their tokens. `files` are those that the prose was read from, relative to the folder, and the publisher's logo. The
    last lines are the fields of a release, `told` of them, as prose.
    """

    project: Project
    text: str
    lines: Sequence[Line]
    shortcodes: Sequence[Shortcode]
    files: Sequence[str]
    variables: Mapping[str, Any]
    shown: Sequence[Shown] = ()
    passages: Sequence[Passage] = ()
    told: int = 0

    def place_of(self, number: int, column: int) -> Place:
        """Where line `number` of `text` was written."""
        if 1 <= number <= len(self.lines):
            return Place(self.lines[number - 1].file, self.lines[number - 1].number, column)
        return Place(self.project.document, number, column)

    def find(self, pattern: re.Pattern[str]) -> Place:
        """Where the pattern first occurs; the document's start when it does not."""
        for line in self.lines:
            if match := pattern.search(line.text):
                return line.at(match.start())
        return Place(self.project.document, 1, 1)

    def codes_in(self, text: str) -> list[Shortcode]:
        """The shortcodes whose tokens stand in a text of the prose or of its settings, from left to right."""
        return [self.shortcodes[ord(match[1]) - TOKEN_FIRST] for match in _TOKEN.finditer(text)]

    def filled(self, text: str, values: Sequence[str]) -> str:
        """A text with what its tokens stand for; `values` are those of `values`."""
        return _TOKEN.sub(lambda match: values[ord(match[1]) - TOKEN_FIRST], text)

    def values(self, settings: Mapping[str, Any]) -> list[str]:
        """What each token stands for, as Markdown, under these settings of one format."""
        return [self._value(code, settings, ()) for code in self.shortcodes]

    def _value(self, code: Shortcode, settings: Mapping[str, Any], above: tuple[str, ...]) -> str:
        if code.name not in {"var", "meta"}:
            return code.arguments[0] if code.name == AS_WRITTEN else ""
        source = self.variables if code.name == "var" else settings
        value = text_of(look_up(source, code.arguments[0]))
        if code.source in above:
            chain = " → ".join([*above, code.source])
            raise ProseError.at(self.project.place(code.arguments[0]), "metadata", f"circle: {chain}")

        def inner(match: re.Match[str]) -> str:
            return self._value(self.shortcodes[ord(match[1]) - TOKEN_FIRST], settings, (*above, code.source))

        return _TOKEN.sub(inner, value)


def read_prose(project: Project, *, quarto: bool = False) -> Prose:
    """The prose of a brief.

    `quarto` tells that a real Quarto will render it: it runs executable cells and knows more shortcodes.
    Raises ProseError with every fault of the prose, and ProjectError when `_variables.yml` is not YAML.
    """
    prose, faults = scan_prose(project, quarto=quarto)
    if faults:
        raise ProseError(faults)
    return prose


def scan_prose(project: Project, *, quarto: bool = False) -> tuple[Prose, list[Fault]]:
    """The prose of a brief as far as it can be read, and every fault that it has in itself; else as `read_prose`."""
    return _Reader(project, quarto=quarto).read()


class _Reader:
    """Reads one document; gathers faults instead of stopping at the first."""

    def __init__(self, project: Project, *, quarto: bool) -> None:
        self.project = project
        self.quarto = quarto
        self.variables = read_variables(project.folder, project.generated.variables)
        self.tokens: dict[tuple[str, tuple[str, ...]], int] = {}
        self.shortcodes: list[Shortcode] = []
        self.lines: list[Line] = []
        self.includes = Includes(project, self.lines, self._is_apart, quarto=quarto)
        self.faults, self.files = self.includes.faults, self.includes.files
        self.labels: set[str] = set()
        self.references: list[tuple[str, Place]] = []
        self.fence = ""  # the fence that ends the code block we are in
        self.fence_place = Place(project.document, 1, 1)
        self.resolving = True  # a code block can ask to keep its shortcodes
        self.commenting = False
        self.in_formula = False
        self.raw = ""  # the format that the code block we are in is for
        self.passages: list[Passage] = []
        self.asides: list[Passage] = []  # raw code within lines
        self.notation = Notation(self.variables, prints="pdf" in project.formats)

    def read(self) -> tuple[Prose, list[Fault]]:
        """The prose, and its faults from top to bottom."""
        project, start = self.project, self.project.body_line
        body = project.text.split("\n")[start - 1 :]
        scanned = []
        for line in self.includes.expanded(body, project.document, start, (project.document,)):
            self.lines.append(line)
            scanned.append(self._scan(line))
        if self.fence:
            wanted = f"end it with a line that is {self.fence}"
            self.faults.append(self.fence_place.fault("code", "the block does not end", wanted))
        metadata = {key: self._tokens_in(value, (key,)) for key, value in project.metadata.items()}
        points, about = main_points(project), about_release(project)
        told = [Line("", project.document, start), *points, *about] if points or about else []
        scanned += self._told(told)
        for label, place in self.references:
            if label[0].lower() + label[1:] not in self.labels:
                found = f"@{label} refers to nothing"
                self.faults.append(place.fault("reference", found, near_miss(label, self.labels)))
        self.faults += [*self.notation.faults(), *pairing.faults(self.passages, self.variables)]
        for each in (articles, millions):
            self.faults += each.faults(self.passages, self.variables, language_of(project.metadata))
        files = [*self.files, project.generated.variables] if self.variables else self.files
        files = [*files, *filter(None, [publisher_of(project.metadata).logo])]
        prose = Prose(
            project=replace(
                project, metadata=metadata, has_said_date=is_said(project), released=(_joined(points), _joined(about))
            ),
            text="\n".join(scanned),
            lines=self.lines,
            shortcodes=self.shortcodes,
            files=files,
            variables=self.variables,
            shown=self.includes.shown,
            passages=[*self.passages, *self.asides],
            told=len(told),
        )
        return prose, sorted(self.faults, key=self._order)

    def _is_apart(self) -> bool:
        """Whether the line that comes next stands in code or in a comment."""
        return bool(self.fence) or self.commenting

    def _order(self, fault: Fault) -> tuple[int, int, int]:
        rank = self.files.index(fault.file) if fault.file in self.files else -1
        return rank, fault.line or 0, fault.column or 0

    # -- lines ------------------------------------------------------------

    def _scan(self, line: Line) -> str:
        if match := RESERVED.search(line.text):
            place = line.at(match.start())
            self.faults.append(reserved_fault(place, match[0]))
            return line.text
        if match := CONTROL.search(line.text):
            place = line.at(match.start())
            found = f"the control character U+{ord(match[0]):04X}"
            self.faults.append(place.fault("text", found, "delete it: no page can show it"))
        if match := TURNED.search(line.text):
            place = line.at(match.start())
            found = f"the mark U+{ord(match[0]):04X}, which turns letters and digits round"
            self.faults.append(place.fault("text", found, "delete it: a reader would read 21 of 12"))
        if self.fence:
            return self._scan_code(line)
        if not self.commenting and ("```" in line.text or "~~~" in line.text):
            opening = _FENCE.fullmatch(line.text)
            if opening is not None:
                self._open(opening, line)
                return self._with_tokens(line.text, line, ()) if self.resolving else line.text
        return self._scan_prose(line)

    def _scan_code(self, line: Line) -> str:
        mark = line.text.strip().lstrip("> ")
        if mark and not mark.strip(self.fence[0]) and len(mark) >= len(self.fence):
            self.fence, self.resolving, self.raw = "", True, ""
            return line.text
        if self.raw:
            self.passages.append(Passage(self.raw, line.text, line.file, line.number))
        if label := _CELL_LABEL.match(line.text):
            self.labels.add(label[1])
        return self._with_tokens(line.text, line, ()) if self.resolving else line.text

    def _open(self, opening: re.Match[str], line: Line) -> None:
        self.fence = opening["fence"]
        self.fence_place = line.at(opening.start("fence"))
        info = opening["info"].strip()
        self.resolving = _UNRESOLVED_FENCE.search(info) is None
        self.labels.update(_LABEL.findall(info))
        self.raw = raw[1].lower() if (raw := _RAW.match(info)) else ""
        if cell := _CELL.match(info):
            self._refuse_cell(cell["language"], self.fence_place)

    def _refuse_cell(self, language: str, place: Place) -> None:
        if not self.quarto:
            found = f"Quarto runs {{{language}}} cells; the embedded renderer does not"
            wanted = f"compute it in analysis/ and include the result, or write ```{language} to show the code"
            self.faults.append(place.fault("executable cell", found, wanted))

    def _scan_prose(self, line: Line) -> str:
        text, start = line.text, 0
        if self.commenting:
            end = text.find("-->")
            if end < 0:
                return text
            start, self.commenting = end + 3, False
        comments = [(0, start)]
        masked = " " * start + text[start:]
        for match in _CODE_OR_COMMENT.finditer(text, start):
            masked = f"{masked[: match.start()]}{' ' * len(match[0])}{masked[match.end() :]}"
            if raw := _RAW.match(text, match.end()):
                before = " " * match.start()
                self.asides.append(Passage(raw[1].lower(), f"{before}{match[0]}", line.file, line.number))
            if match[0].startswith("<!--"):
                comments.append(match.span())
                self.commenting = not match[0].endswith("-->")
            elif cell := _INLINE_CELL.match(match[0]):
                self._refuse_cell(cell["language"], line.at(match.start()))
        self.passages.append(Passage("markdown", masked, line.file, line.number))
        if "#" in masked:
            self.labels.update(_LABEL.findall(masked))
        self.notation.read(masked, line.file, line.number)
        self._look_for_formulas(masked, line)
        if "@" in masked:
            for match in _REFERENCE.finditer(masked):
                self.references.append((match[1], line.at(match.start())))
        return self._with_tokens(text, line, comments)

    def _look_for_formulas(self, text: str, line: Line) -> None:
        """What stands in a formula is filled in by the embedded renderer alone."""
        if not self.quarto or not (self.in_formula or "$" in text):
            return
        formulas, self.in_formula = spans(text, is_open=self.in_formula)
        for code in find_shortcodes(text) if formulas and "{{<" in text else ():
            if code.name != AS_WRITTEN and any(start <= code.start < end for start, end in formulas):
                place = line.at(code.start)
                found = "stands in a formula, where Quarto prints it as it is written"
                self.faults.append(
                    place.fault(code.name, found, "write it beside the formula, or take --renderer embedded")
                )

    def _told(self, lines: Sequence[Line]) -> list[str]:
        """The fields of a release as the renderer gets them; what is wrong in a field is told at its line.

        Their shortcodes have been held against what there is where they stand, among the settings.
        """
        notation, known = Notation(self.variables, prints="pdf" in self.project.formats), len(self.faults)
        scanned = [self._with_tokens(line.text, line, ()) for line in lines]
        del self.faults[known:]
        for line in lines:
            masked = _CODE_OR_COMMENT.sub(lambda found: " " * len(found[0]), line.text)
            notation.read(masked, line.file, line.number)
            self.references += [(found[1], Place(line.file, line.number)) for found in _REFERENCE.finditer(masked)]
        self.faults += [replace(each, column=None) for each in notation.faults() if each.what != "variable"]
        self.lines += lines
        return scanned

    # -- shortcodes -------------------------------------------------------

    def _with_tokens(self, text: str, line: Line, skipped: Sequence[tuple[int, int]]) -> str:
        if "{{<" not in text:
            return text
        parts, done = [], 0
        for code in find_shortcodes(text):
            if any(start <= code.start < end for start, end in skipped):
                continue
            place = line.at(code.start)
            parts += [text[done : code.start], self._token(code, place)]
            done = code.end
        return "".join([*parts, text[done:]])

    def _token(self, code: Shortcode, place: Place) -> str:
        fault = malformed(code, place) or (self._unknown(code, place) if self.quarto else not_embedded(code, place))
        fault = fault or self._misplaced(code, place)
        if fault is not None:
            self.faults.append(fault)
            return FILLER * len(code.source)  # which is looked at for other faults, and never rendered
        key = (code.name, code.arguments)
        if key not in self.tokens:
            self.tokens[key] = len(self.shortcodes)
            self.shortcodes.append(code)
        return chr(TOKEN_FIRST + self.tokens[key]) + FILLER * (len(code.source) - 1)

    def _unknown(self, code: Shortcode, place: Place) -> Fault | None:
        """A shortcode that no Quarto knows, where no other extension is there that might."""
        others = [each for each in (self.project.folder / EXTENSIONS).glob("**/_extension.yml")
                  if each.parent.name != EXTENSION]  # fmt: skip
        return None if others else not_quartos(code, place)

    def _misplaced(self, code: Shortcode, place: Place) -> Fault | None:
        if code.name == "include" or code.name in SHORTCODES:
            if self.fence:
                shown = f"{{{code.source}}}"
                return place.fault(code.name, "stands in code", f"write {shown} to show how it is written")
            return place.fault(code.name, "stands inside a line", "give it a line of its own")
        if code.name == "var":
            problem = why_not(self.variables, code.arguments[0], "variable")
        elif code.name == "meta":
            settings = (self.project.settings(name) for name in ("html", "typst"))
            problems = (_why_no_metadata(each, code.arguments[0]) for each in settings)
            problem = next((each for each in problems if each), None)
        else:
            problem = None
        return place.fault(code.name, *problem) if problem else None

    def _tokens_in(self, value: object, path: tuple[str, ...]) -> object:
        """A setting with its shortcodes replaced; faults are placed where the setting was written."""
        if isinstance(value, dict):
            return {key: self._tokens_in(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [self._tokens_in(item, path) for item in value]
        if isinstance(value, str) and "{{" in value:
            place = self.project.place(*path)
            passage = Passage("markdown", value, *place[:2])
            self.faults += pairing.faults([passage], self.variables)
            for each in (articles, millions):
                self.faults += each.faults([passage], self.variables, language_of(self.project.metadata))
            self.faults += (replace(each, column=place.column) for each in braces(value, *place[:2], self.variables))
        if isinstance(value, str) and "\\" in value and _SHOWN.intersection(path):
            self.faults += commands(value, self.project.place(*path))
        if not isinstance(value, str) or ("{{<" not in value and RESERVED.search(value) is None):
            return value
        place = self.project.place(*path)
        if match := RESERVED.search(value):
            self.faults.append(reserved_fault(place, match[0]))
            return value
        parts, done = [], 0
        for code in find_shortcodes(value):
            parts += [value[done : code.start], self._token(code, self.project.place_of(code.source, place))]
            done = code.end
        if path[-1] == "date" and (len(path) == 1 or path[0] == "format"):
            return date_said(value, self.project, self.variables)
        return "".join([*parts, value[done:]])


def _why_no_metadata(settings: Mapping[str, Any], name: str) -> tuple[str, str] | None:
    """What is wrong with metadata that the prose asks for, and what to do."""
    if isinstance(value := look_up(settings, name), Respelt):
        return f"{name} is {value}, a number that Quarto writes in its own way", f'put it in quotes: "{value}"'
    return why_not(settings, name, "metadata")


def _joined(lines: Sequence[Line]) -> str:
    return "".join(f"{line.text}\n" for line in lines)
