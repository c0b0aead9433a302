"""What stands elsewhere and is brought into the prose: included files, and what shortcodes such as chart show.

Include paths are relative to the document, also inside an included file.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from statbrief.errors import Fault, Place, ProseError, near_miss
from statbrief.files.extension import PLACE, extension_in
from statbrief.files.inside_folder import leaves
from statbrief.files.paths import SHORTCODES
from statbrief.files.prose_lines import Line
from statbrief.files.read import read_text
from statbrief.project.project import Project
from statbrief.prose.shortcodes import Shortcode, find_shortcodes, malformed

_GENERATED = re.compile(rf"(?P<margin>[\s>]*)\{{\{{<\s*(?:{'|'.join(SHORTCODES)})(?!\w)[^<>]*>\}}\}}\s*")
_INCLUDE = re.compile(r"(\s*)\{\{<\s*include\s+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))\s*>\}\}\s*")
_INSTEAD = (
    "write {{< chart name >}}, {{< table name >}}, {{< caption name >}}, {{< figures >}}, {{< checks >}}"
    " or {{< revisions >}}"
)


class Shown(NamedTuple):
    """A shortcode that stands for something generated, where it was written, and its lines: from `start` to `end`.

    `kind` is what a caption is of: a chart or a table.
    """

    code: Shortcode
    place: Place
    start: int
    end: int
    kind: str = ""


class Includes:
    """Brings into a document's lines what they name; `faults` and `files` grow with what is found.

    `lines` are those read so far, and `is_apart` tells whether the next one stands in code or in a comment.
    """

    def __init__(self, project: Project, lines: Sequence[Line], is_apart: Callable[[], bool], *, quarto: bool) -> None:
        self.project, self.quarto = project, quarto
        self.lines, self.is_apart = lines, is_apart
        self.faults: list[Fault] = []
        self.files: list[str] = [project.document]
        self.shown: list[Shown] = []

    def expanded(self, lines: list[str], file: str, first: int, above: tuple[str, ...]) -> Iterator[Line]:
        """The lines with what they include; `first` is the number of the first, `above` the files that include them."""
        for number, text in enumerate(lines, start=first):
            if "{{<" not in text:
                yield Line(text, file, number)
                continue
            if (shown := _GENERATED.fullmatch(text)) and not self.is_apart():
                yield from self._shown(shown, Line(text, file, number))
                continue
            match = _INCLUDE.fullmatch(text)
            if match is None:
                yield Line(text, file, number)
                continue
            path = posixpath.normpath((match[2] or match[3] or match[4] or "").lstrip("/"))
            place = Place(file, number, len(match[1]) + 1)
            path = self._of_edition(path, place)
            included = self._included(path, place, above)
            yield from self.expanded(included, path, 1, (*above, path))

    def _shown(self, match: re.Match[str], line: Line) -> Iterator[Line]:
        """What a shortcode that stands for something generated shows: each of its lines under the same margin."""
        code, margin = next(find_shortcodes(line.text)), match["margin"]
        place = line.at(len(margin))
        path = self.project.generated.shown(code.name, *code.arguments[:1])
        fault = malformed(code, place) or self._not_generated(code, path, place) or self._unknown_to_quarto(code, place)
        if fault is not None:
            self.faults.append(fault)
            return
        shown, start = self._included(path, place, ()), len(self.lines)
        self.shown.append(Shown(code, place, start, start + len(shown), self._kind(code)))
        for number, text in enumerate(shown, start=1):
            yield Line(f"{margin}{text}", path, number)

    def _not_generated(self, code: Shortcode, path: str, place: Place) -> Fault | None:
        if (self.project.folder / path).is_file():
            return None
        if not code.arguments:
            return place.fault(code.name, "there are none", "they are what an analysis of data/ and analysis/ finds")
        kind = "table" if code.name == "table" else "chart"
        made = [*self._made("chart"), *self._made("table")] if code.name == "caption" else self._made(kind)
        what = "chart or table" if code.name == "caption" and self._made("table") else kind
        return place.fault(code.name, f"no {what} is called {code.arguments[0]}", near_miss(code.arguments[0], made))

    def _made(self, kind: str) -> list[str]:
        """The names of all charts, or of all tables."""
        places = (self.project.folder / self.project.generated.charts).glob(f"*.{kind}.md")
        return sorted(path.name.partition(".")[0] for path in places)

    def _kind(self, code: Shortcode) -> str:
        if not code.arguments:
            return ""
        return "table" if code.arguments[0] in self._made("table") else "chart"

    def _unknown_to_quarto(self, code: Shortcode, place: Place) -> Fault | None:
        """Quarto shows a shortcode that it does not know as it is written."""
        if not self.quarto or extension_in(self.project.folder):
            return None
        found = f"the shortcode is that of {PLACE}, which is not there"
        return place.fault(code.name, found, "run statbrief extension, which puts it there")

    def _of_edition(self, path: str, place: Place) -> str:
        """The file that an edition includes where it names one that the brief's own edition generated."""
        own = self.project.generated.own(path)
        if own != path and self.quarto:
            found = f"{path} is that of another edition, and what Quarto would include"
            self.faults.append(place.fault("include", found, _INSTEAD))
        return own

    def _included(self, path: str, place: Place, above: tuple[str, ...]) -> list[str]:
        if path in above:
            chain = " → ".join([*above[above.index(path) :], path])
            self.faults.append(place.fault("include", f"{path} includes itself: {chain}"))
            return []
        target = self.project.folder / path
        if leaves(self.project.folder, path):
            found = f"{path} leads out of the brief's folder"
            self.faults.append(place.fault("include", found, "copy the file into it"))
            return []
        if not target.is_file():
            found = f"{path} does not exist"
            self.faults.append(place.fault("include", found, self._near_file(path)))
            return []
        if path not in self.files:
            self.files.append(path)
        try:
            text = read_text(target, path, ProseError)
        except ProseError as problem:
            self.faults.extend(problem.faults)
            return []
        return text.removesuffix("\n").split("\n")

    def _near_file(self, path: str) -> str:
        folder = self.project.folder
        try:
            beside = [found.relative_to(folder).as_posix() for found in (folder / path).parent.iterdir()]
        except (OSError, ValueError):
            beside = []
        return near_miss(path, beside) or "paths are relative to the document"
