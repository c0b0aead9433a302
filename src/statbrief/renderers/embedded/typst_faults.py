"""What Typst says is wrong, in our words and at the line of the brief that it comes from.

Typst knows the source that pandoc wrote, not the prose. So a fault is placed by what both have: a line of the brief's
own Typst as it stands, a setting's value, a label, else the words nearest to the place in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from statbrief.errors import Fault, Place
from statbrief.files.paths import GENERATED, PROJECT_FILE
from statbrief.files.prose_lines import Line
from statbrief.files.read import read_text
from statbrief.prose.document import Prose
from statbrief.renderers.embedded.options import texts

TOO_WIDE = "statbrief-too-wide"
WIDE_FORMULA = "statbrief-wide-formula"
WIDE_KEY_FIGURE = "statbrief-wide-key-figure"
MANY_KEY_FIGURES = "statbrief-many-key-figures"
MOST_KEY_FIGURES = 12
"""What the template's strip of key figures holds: three rows of four."""

_TWICE = re.compile(r"label `<(.+?)>` occurs multiple times")
_WIDE = re.compile(rf"{TOO_WIDE} (?P<words>[^\"]*)")
_WIDE_NUMBER = re.compile(rf"{WIDE_KEY_FIGURE} (?P<words>[^\"┌]*)")  # Quarto's Typst ends it with its place
_MANY = re.compile(rf"{MANY_KEY_FIGURES} (?P<count>[0-9]+)")
_STRIP = re.compile(r"\.key-figures\b")
_LONG = re.compile(rf"{WIDE_FORMULA} \\?\"(?P<text>[^\"]*)")
_NO_LETTER = re.compile(r"the text (?:`\"(?P<one>.*?)\"`|(?P<other>.*?)) could not be displayed")
_PLACE = re.compile(r"┌─ \S*?:(?P<line>\d+):(?P<column>\d+)")
_CARETS = re.compile(r"^\s*│ (?P<before> *)(?P<carets>\^+)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_BETWEEN_CELLS = re.compile(r"\||<[^<>]*>")
_LINES_ABOVE = 12  # in which words are looked for
_LONGEST = 200  # characters of what Typst says


def told(said: object) -> str:
    """What Typst says, with its hints."""
    hints = [str(hint) for hint in getattr(said, "hints", ())]
    message = str(getattr(said, "message", said))
    if len(message) > _LONGEST:
        message = f"{message[: _LONGEST - 1]}…"
    return f"{message} ({'; '.join(hints)})" if hints else message


def faults_of(prose: Prose, source: bytes, problem: Exception) -> list[Fault]:
    """All that Typst says is wrong with the source, each at its place.

    What only Typst understands comes in its words, and its source is kept in the brief's folder.
    """
    message, diagnostic = str(getattr(problem, "message", problem)), str(getattr(problem, "diagnostic", ""))
    if letters := list(letters_missing(prose, diagnostic)):
        return letters
    if label := _TWICE.search(message):
        place = prose.find(re.compile(rf"#{re.escape(label[1])}(?![\w-])"))
        return [place.fault("id", f"{label[1]} is used more than once", "give each its own")]
    if wide := wider_than_the_page(prose, message):
        return wide
    placed = _place(prose, source.decode(errors="replace").split("\n"), diagnostic)
    kept = prose.project.folder / GENERATED / f"{prose.project.stem}.typ"
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(source)
    found, where = f"Typst says {told(problem)}", f"its source is {GENERATED}/{prose.project.stem}.typ"
    if placed is None:
        return [Place(prose.project.document).fault("PDF", found, where)]
    return [Place(placed.file, placed.line).fault("PDF", found, where)]


def wider_than_the_page(prose: Prose, message: str) -> list[Fault]:
    """What our own Typst says does not fit; nothing where it says something else."""
    if wide := _WIDE.search(message):
        return [_too_wide(prose, wide["words"].split())]
    if long := _LONG.search(message):
        return [_long_formula(prose, long["text"].rstrip("\\"))]
    if number := _WIDE_NUMBER.search(message):
        return [_wide_key_figure(prose, number["words"].strip())]
    if many := _MANY.search(message):
        wanted = f"keep to {MOST_KEY_FIGURES}, and tell the others in the text or in a table"
        return [prose.find(_STRIP).fault("key figures", f"{many['count']} of them have no room in print", wanted)]
    return []


def _wide_key_figure(prose: Prose, number: str) -> Fault:
    found = f"“{number}” is wider than its column, in type that is hardly larger than that of the text too"
    return prose.find(_STRIP).fault("key figures", found, "shorten it, or round it: millions instead of digits")


def _too_wide(prose: Prose, words: list[str]) -> Fault:
    place = _with_words(prose, words) or Place(prose.project.document, 1, 1)
    found = f"the one of “{' '.join(words[:3])}…” is wider than the page, in type of six points too"
    return place.fault("table", found, "split it, turn rows and columns around, or shorten its longest words")


def _long_formula(prose: Prose, text: str) -> Fault:
    words = text.replace("\\\\", "\\").split()
    place = _with_words(prose, words) or Place(prose.project.document, 1, 1)
    found = f"{' '.join(words[:3])} … is wider than the page, in type of six points too"
    return place.fault("formula", found, r"break it into lines: \begin{aligned} … \\ … \end{aligned}")


def letters_missing(prose: Prose, diagnostic: str) -> Iterator[Fault]:
    """A fault for each letter that Typst says no font at hand has."""
    found = (match["one"] or match["other"] or "" for match in _NO_LETTER.finditer(diagnostic))
    for letter in dict.fromkeys(letter for text in found for letter in text if not letter.isspace()):
        wanted = "write it otherwise, or put a font that has it into font-paths"
        lacking = f"no font at hand has “{letter}” (U+{ord(letter):04X})"
        yield _letter_place(prose, letter).fault("letter", lacking, wanted)


def _letter_place(prose: Prose, letter: str) -> Place:
    project = prose.project
    front = project.text.split("\n")[: project.body_line - 1]
    for number, text in enumerate(front, start=1):
        if letter in text:
            return Place(project.document, number, text.index(letter) + 1)
    if any(letter in line.text for line in prose.lines):
        return prose.find(re.compile(re.escape(letter)))
    return _in_file(prose, PROJECT_FILE, letter) or Place(project.document, 1, 1)


def _place(prose: Prose, lines: list[str], diagnostic: str) -> Place | None:
    """Where in the brief a place in the source comes from; of several the last, which calls the others."""
    places = list(_PLACE.finditer(diagnostic))
    for number in dict.fromkeys(int(match["line"]) for match in reversed(places)):
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        if own := _own_typst(prose, line) or _setting(prose, line, diagnostic):
            return own
        for above in lines[max(0, number - _LINES_ABOVE) : number][::-1]:
            if near := _with_words(prose, _WORD.findall(above)):
                return near
    return None


def _own_typst(prose: Prose, line: str) -> Place | None:
    """The same line in the prose, or in one of the brief's own partials."""
    if not line.strip():
        return None
    for each in prose.lines:
        if each.text.strip() == line.strip():
            return Place(each.file, each.number, 1)
    for name in texts(prose.project.settings("typst").get("template-partials")):
        if place := _in_file(prose, name, line, whole=True):
            return place
    return None


def _setting(prose: Prose, line: str, diagnostic: str) -> Place | None:
    """The setting whose value Typst points at."""
    column, carets = _PLACE.search(diagnostic), _CARETS.search(diagnostic)
    if column is None or carets is None:
        return None
    start = int(column["column"])
    value = line[start : start + len(carets["carets"])].strip("\"'() ")
    found = re.compile(rf"(?<![\w.]){re.escape(value)}(?![\w.])") if value else None
    for name, first, last in ((prose.project.document, 0, prose.project.body_line - 1), (PROJECT_FILE, 0, None)):
        written = read_text(prose.project.folder / name, name).split("\n")[first:last]
        for number, text in enumerate(written, start=1):
            if found and ":" in text and found.search(text.partition(":")[2]):
                return Place(name, number, 1)
    return None


def _with_words(prose: Prose, words: list[str]) -> Place | None:
    """The line of the prose that has most of the words; nothing where none has any."""
    wanted = set(words)

    def known(line: Line) -> int:
        return len(wanted.intersection(_BETWEEN_CELLS.sub(" ", line.text).split()))

    best = max(prose.lines, key=known, default=None)
    return Place(best.file, best.number, 1) if best and known(best) else None


def _in_file(prose: Prose, name: str, text: str, *, whole: bool = False) -> Place | None:
    lines = read_text(prose.project.folder / name, name).split("\n")
    for number, line in enumerate(lines, start=1):
        if line.strip() == text.strip() if whole else text in line:
            return Place(name, number, 1)
    return None
