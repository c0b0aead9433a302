"""What a page says of findings that are listed already: rows of generated tables, drawings, origins beside numbers.

A reviewer is not shown them again as sentences. Only what is about a listed finding is left out, so that nothing which
changed goes unsaid.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from statbrief.diff.sentences import of_pages, split
from statbrief.languages.origin_line import origin_line, sizes_told
from statbrief.languages.registry import vocabulary
from statbrief.record.record_types import CellsRecord, ChartRecord, CheckRecord, PublishedRecord

Part = TypeVar("Part", CellsRecord, CheckRecord, ChartRecord)

_CELLS = " | "  # between the cells of a table's row, as copies are read
_BETWEEN_CELLS = re.compile(r" \|(?= |\Z)")
_FIGURE_CELLS, _CHECK_CELLS = (4, 5), (2, 3)  # in the generated tables, today and as they were
_REVISED_CELLS = 6
_HEADS = (
    *("figure", "value", "low", "high", "range", "origin", "check", "outcome"),
    *("stated_by", "from_data", "computed_here", "tables"),
)
"""What stands at the head of generated tables, and of the groups of their rows."""
_OF_REVISIONS = (
    *("before", "others_revised", "none_revised"),
    *("first_edition", "rows_came", "rows_went", "not_compared"),
)
"""What is said of revisions, with what is told in it for ``{}``."""
_SAID = ("[alt] ", "[aria-label] ", "[desc] ", "[title] ")
_ORIGIN = "[data-origin] "
_SIZE = re.compile(r" \(\d+ (?:bytes|KB|MB)\)\Z")  # of a file to download
_MOST_IN_DRAWING = 400  # texts of a drawing
_BESIDE_PAGES = re.compile(r"\[(?:alt|text|in full|author|subject|keywords)\] .*\Z")
_NAVIGATION = re.compile(r"\[(?:note|title)\] .*\Z")
_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})
"""Signs that a renderer sets in the place of what was typed."""


class Repeats:
    """What the texts of two records may say again of their listed findings."""

    def __init__(self, *records: PublishedRecord) -> None:
        self._records = records
        self._figures: dict[str, set[str]] = defaultdict(set)
        self._checks: set[str] = set()
        self._charts: dict[str, str] = {}  # listed ones: the caption's last sentence, by the text alternative
        self._last: set[str] = set()  # these sentences
        self._captions = {_plain(each["caption"]) for record in records for each in record["charts"].values()}
        self._alternatives = {_plain(each["alternative"]) for record in records for each in record["charts"].values()}
        self._pieces: set[str] = set()
        self._revised: set[str] = set()
        self._said: dict[str, re.Pattern[str]] = {}
        self._downloads = {_plain(each["file"]) for record in records for each in record["attached"].values()}

    def add_texts(self, texts: Iterable[str]) -> None:
        """Take note of texts that are listed as they are."""
        self._pieces |= set(map(_plain, texts))

    def add_figures(self, names: Iterable[str]) -> None:
        """Take note of figures that are listed.

        They are said again in the rows of what is computed from them or agrees with them, and of their checks.
        """
        listed = set(names)
        for record in self._records:
            for name, figure in record["figures"].items():
                beside = figure["agrees"] if "stated" in figure else figure["inputs"]
                if name in listed or listed.intersection(beside):
                    texts = set(map(_plain, figure["texts"].values())) - {""}
                    self._figures[_plain(figure["label"])] |= texts
            checks = record["checks"].values()
            self._checks |= {_plain(check["title"]) for check in checks if listed.intersection(check["figures"])}

    def add_answers(self, names: Iterable[str]) -> None:
        """Take note of names and periods that are listed, and of those that are computed from them."""
        listed = set(names)
        for answers in (record.get("answers", {}) for record in self._records):
            for name, answer in answers.items():
                if name in listed or listed.intersection(answer["inputs"]):
                    self._figures[_plain(answer["label"])] |= set(map(_plain, answer["texts"].values())) - {""}

    def add_tables(self, names: Iterable[str]) -> None:
        """Take note of tables that are listed: their rows, and those that say of them where they come from."""
        langs = {each["lang"] for each in self._records}
        for table in _named([each.get("tables", {}) for each in self._records], names):
            self._pieces |= {_CELLS.join(map(_plain, row)) for row in (table["head"], *table["rows"])}
            for lang in langs:
                sizes = sizes_told(len(table["rows"]), len(table["columns"]), lang)
                self._figures[_plain(table["caption"])] |= set(map(_plain, sizes))

    def add_checks(self, names: Iterable[str]) -> None:
        """Take note of checks that are listed."""
        self._checks |= {_plain(check["title"]) for check in _named([each["checks"] for each in self._records], names)}

    def add_charts(self, names: Iterable[str]) -> None:
        """Take note of charts that are listed."""
        for chart in _named([each["charts"] for each in self._records], names):
            sentences = split(_plain(chart["caption"]))
            if sentences:
                self._charts[_plain(chart["alternative"])] = sentences[-1]
                self._last.add(sentences[-1])
            rows = [row for each in (chart["data"], chart.get("beside")) if each for row in each["rows"]]
            self._pieces |= {_CELLS.join(map(_plain, row)) for row in rows}

    def add_revisions(self) -> None:
        """Take note that what is revised is listed: the rows of its table, and what is said in its place."""
        for record in self._records:
            cells = record["revisions"]["cells"] if "revisions" in record else []
            self._revised |= {_CELLS.join(map(_plain, each["texts"])) for each in cells if "texts" in each}
            spoken = vocabulary(record["lang"])
            said = spoken.phrases.table if spoken else {}
            self._said |= {name: _pattern(said[name]) for name in _OF_REVISIONS if name in said}

    def heads(self) -> Iterator[str]:
        """What tables say again on each page of a print that they go on: heads of columns, headings of rows."""
        for record in self._records:
            spoken = vocabulary(record["lang"])
            said = spoken.phrases.table if spoken else {}
            yield from (said[name] for name in _HEADS if name in said)
            for table in record.get("tables", {}).values():
                yield from table["head"]

    def sentences(self, place: str, text: Sequence[str]) -> list[str]:
        """The sentences of a record's text in one format, without what is said again."""
        if place == "pdf":
            pages = [piece for piece in text if not (_BESIDE_PAGES.match(piece) or _NAVIGATION.match(piece))]
            beside = [piece for piece in text if _BESIDE_PAGES.match(piece)]
            return [
                *of_pages(pages),
                *(each for piece in beside if not self._is_told(_plain(piece)) for each in split(piece)),
            ]
        origins = {line for piece in text for line in self._origins(piece)}
        pieces = (piece for piece in self._without_drawings(text) if _plain(piece) not in origins)
        return [sentence for piece in pieces for sentence in self._kept(piece)]

    def _origins(self, piece: str) -> Iterator[str]:
        """What a number's link may say of its origin, where the piece is the row that the link leads to."""
        cells = _cells(_plain(piece))
        for lang in {record["lang"] for record in self._records} if len(cells) > 1 else ():
            for is_of_table in (False, True):
                yield f"{_ORIGIN}{origin_line(cells, lang, is_of_table=is_of_table)}"

    def _without_drawings(self, text: Sequence[str]) -> Iterator[str]:
        """The pieces but those of listed charts' pictures: their texts stand between text alternative and caption.

        A drawing's own title says what the caption says, just before the alternative.
        """
        place = 0
        while place < len(text):
            piece, following = text[place], text[place + 1 : place + 2]
            place += 1
            is_title = _said(_plain(piece)) in self._captions and any(self._is_alternative(each) for each in following)
            if not is_title:
                yield piece
            caption = self._charts.get(_said(_plain(piece)))
            if caption is not None:
                after = text[place : place + _MOST_IN_DRAWING]
                place += next((step for step, each in enumerate(after) if caption in _plain(each)), 0)

    def _kept(self, piece: str) -> list[str]:
        """The sentences of a piece, but those of what is listed already."""
        if self._is_told(_plain(piece)):
            return []
        sentences = split(piece)
        # What a chart is drawn from stands after its caption.
        if len(sentences) > 1 and _plain(sentences[-2]) in self._last:
            return sentences[:-1]
        return sentences

    def _is_told(self, piece: str) -> bool:
        """Whether the piece is listed, a row about what is, a chart's alternative, or the size of a download."""
        if piece in self._pieces or self._is_alternative(piece):
            return True
        if (size := _SIZE.search(piece)) and piece[: size.start()] in self._downloads:
            return True
        cells = _cells(piece)
        if len(cells) == _REVISED_CELLS and self._is_revised(cells):
            return True
        if any(each.fullmatch(piece) for each in self._said.values()):
            return True
        if len(cells) in _CHECK_CELLS and cells[0] in self._checks:
            return True
        return len(cells) in _FIGURE_CELLS and any(map(cells[1].startswith, self._figures.get(cells[0], ())))

    def _is_revised(self, cells: Sequence[str]) -> bool:
        """Whether the cells are a row of the table of revisions, or its head."""
        if not self._said:
            return False
        is_rest = not cells[2] and self._said["others_revised"].search(cells[0]) is not None
        return is_rest or _CELLS.join(cells[:-1]) in self._revised or bool(self._said["before"].fullmatch(cells[2]))

    def _is_alternative(self, piece: str) -> bool:
        return _said(_plain(piece)) in self._alternatives


def _pattern(said: str) -> re.Pattern[str]:
    before, place, after = _plain(said).partition("{}")
    return re.compile(f"{re.escape(before)}.*{re.escape(after)}" if place else re.escape(before))


def _named(parts: Iterable[Mapping[str, Part]], names: Iterable[str]) -> Iterator[Part]:
    """What has one of the names among the same part of several records."""
    known = list(parts)
    return (part[name] for name in names for part in known if name in part)


def _said(piece: str) -> str:
    """What the piece says, or the attribute or element that it tells of: it may be a chart's text alternative."""
    return next((piece.removeprefix(kind) for kind in _SAID if piece.startswith(kind)), piece)


def _cells(piece: str) -> list[str]:
    """The cells of a table's row, of which one may be empty."""
    return [cell.strip() for cell in _BETWEEN_CELLS.split(piece)]


def _plain(text: str) -> str:
    """The text without what renderers do to it: typographic signs and white space."""
    return " ".join(text.translate(_TYPOGRAPHY).split())
