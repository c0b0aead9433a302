"""Where the prose uses a figure, table or chart: each line that writes one of its forms, shows it or leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from statbrief.errors import Place
from statbrief.files.paths import GENERATED
from statbrief.prose.document import Prose
from statbrief.prose.shortcodes import Shortcode, find_shortcodes
from statbrief.record.cells import meant
from statbrief.record.record_types import TableShape


def uses(prose: Prose, tables: Mapping[str, TableShape], name: str, anchor: str = "") -> Iterator[str]:
    """The places of the forms of `name`, or of the table or chart that is called so, each with what is written there.

    `anchor` is what references to it name.

    The front matter counts as prose. A cell that is named by its rank is found under its key, too.
    """
    project = prose.project
    front = project.text.split("\n")[: project.body_line - 1]
    lines = [(project.document, number, text) for number, text in enumerate(front, start=1)]
    own = len(prose.lines) - prose.told  # after which come the fields of a release, which stand in the front matter
    lines += [(line.file, line.number, line.text) for line in prose.lines[:own] if not line.file.startswith(GENERATED)]
    found = [(Place(file, at, code.start + 1), code) for file, at, text in lines for code in find_shortcodes(text)]
    found += [(shown.place, shown.code) for shown in prose.shown]
    written = [(place, code.source) for place, code in found if name in _meant_by(code, tables)]
    if anchor:
        refers = re.compile(rf"(?<![\w@])@{re.escape(anchor)}(?![\w-])")
        written += [
            (Place(file, at, each.start() + 1), each[0]) for file, at, text in lines for each in refers.finditer(text)
        ]
    for place, source in sorted(written, key=lambda each: (each[0].file != project.document, each[0])):
        yield f"{place.file}:{place.line}:{place.column}: {source}"


def _meant_by(code: Shortcode, tables: Mapping[str, TableShape]) -> set[str]:
    """The figure of which a shortcode writes something, or the cell by its key, or the table or chart that it shows."""
    if not code.arguments or code.name not in {"var", "table", "chart", "caption"}:
        return set()
    variable = code.arguments[0].replace(".plain.", ".")
    cell = meant(tables, variable)
    return {cell.cell if cell else variable.rpartition(".")[0] if code.name == "var" else variable}
