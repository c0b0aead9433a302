"""The last touches to a web page: charts as drawings, their data, where numbers come from, files to download.

A page comes from pandoc, by either renderer. It is changed at its tags and nowhere else; everything between them reads
as it did, but that no line ends within what `kept_whole` names.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import TYPE_CHECKING

from statbrief.charts.svg import within_page
from statbrief.copies.html import RECORD_ID
from statbrief.copies.markup import refuse_ill_nested, tags
from statbrief.errors import CopyError
from statbrief.files.paths import PUBLISHED
from statbrief.languages.origin_line import origin_line
from statbrief.pages.seal.kept_whole import kept_whole, whole_in

if TYPE_CHECKING:
    from statbrief.pages.seal.attachments import Attachment, Outside
    from statbrief.record.record_types import AnalysisRecord, ChartRecord, TableRecord

SECTION = "statbrief-files"
MAIN = "statbrief-main"

_SPACE = re.compile(r"\s+")
_SOURCE = re.compile(r"\ssrc=\"data:image/svg\+xml(;base64)?,([^\"]*)\"")
_ROW_OF = re.compile(r"\sid=\"n-([^\"]+)\"")
_LINK_TO = re.compile(r"\shref=\"#n-([^\"]+)\"")
_ID = re.compile(r"\sid=\"([^\"]+)\"")
_OPENING = re.compile(r"<svg(?=[\s>])")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOT_LAID_OUT = frozenset({"script", "style", "title", "svg", "math", "head"})
_NOTES = re.compile(r"\sclass=\"(?:[^\"]*\s)?table-notes[\s\"]")
_CODE = re.compile(r"`([^`]*)`")
_LOOKS = (  # what a page without a theme needs, before any style sheet, so that a theme's own rules win
    "\n<style>\n"
    "@media screen {\n"
    "a[data-origin]:is(:hover, :focus-visible)::after { content: attr(data-origin); position: fixed; inset: auto 0 0; "
    "padding: 0.6rem 1rem; background: Canvas; color: CanvasText; border-top: 2px solid; pointer-events: none; }\n"
    ".origin-line { display: none; }\n"
    ".skip-link:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }\n"
    "}\n"
    ".whole { white-space: nowrap; }\n"
    ".long-word { overflow-wrap: anywhere; }\n"
    ".chart.narrow { display: none; }\n"
    "@media print { .skip-link, .origin-line, .chart-data, .table-data, .downloads, .ways { display: none; } }\n"
    "</style>"
)
_RECORD_PLACE = f'<script type="application/json" id="{RECORD_ID}">'
_KILO = 1000


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a page gets inside: the analysis that it shows, and the files that travel with it."""

    analysis: AnalysisRecord
    attached: Sequence[Attachment]
    outside: Sequence[Outside] = ()
    build: str = ""
    narrow: Mapping[str, bytes] = field(default_factory=dict)  # pictures for phones, by chart

    def phrase(self, name: str) -> str:
        """What the brief's language says, as HTML; text in backticks is code."""
        said = self.analysis.get("phrases", {}).get(name, "")
        return _CODE.sub(r"<code>\1</code>", escape(said, quote=False))

    def filled(self, page: str, record: bytes) -> str:
        """The finished page with the record, and with the files in their links."""
        page = page.replace(f"{_RECORD_PLACE}</script>", f"{_RECORD_PLACE}{record.decode()}</script>")
        record_link = _download(PUBLISHED, "application/json")
        return page.replace(record_link, record_link + base64.b64encode(record).decode())


def finish(page: str, name: str, contents: Contents) -> str:
    """The page with all that needs no record yet; `name` is its file's, for messages.

    Raises `CopyError` where its markup is not well nested.
    """
    if f'id="{RECORD_ID}"' in page or f'id="{SECTION}"' in page:
        raise CopyError.at(name, "page", "it is sealed already, or uses names that sealing needs")
    refuse_ill_nested(name, page)
    finishing = _Finishing(page, contents)
    finishing.look(name)
    return finishing.finished()


@dataclass
class _Finishing:
    """Looks at each tag once, and notes what is to change where."""

    page: str
    contents: Contents
    changes: list[tuple[int, int, str]] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)
    links: list[tuple[int, str]] = field(default_factory=list)  # where a link's first attribute goes, its figure
    repeated: set[int] = field(default_factory=set)  # the places of links to what the section links to already

    def __post_init__(self) -> None:
        charts = self.contents.analysis.get("charts", {})
        self.charts = {chart["sha256"]: (key, chart) for key, chart in charts.items()}
        shown = self.contents.analysis.get("asked_of_tables", {}).get("shown", [])
        self.tables = {each.table: each for each in self.contents.attached if each.table in shown}
        self.downloads: dict[str, tuple[int, str]] = {}  # of each table that was met, where its link goes, and how
        self.table = ""  # whose cells are open, or whose notes are to come
        self.notes = 0  # elements of notes that are open
        self.holders: list[tuple[str, list[str]]] = []  # figures and paragraphs that are open, and what follows each
        self.cells: list[list[str]] = []  # of the row that is open
        self.rows: list[str] = []  # figures whose row it is
        self.body = 0  # where the page's body starts
        self.main = ""  # the identifier of its main part
        self.linked: set[str] = set()  # figures that the section links to
        self.not_laid_out: list[str] = []  # elements that are open whose text is set in no lines

    def look(self, name: str) -> None:
        """Look at the whole page."""
        done = 0
        for tag in tags(name, self.page):
            if self.cells:
                self.cells[-1].append(self.page[done : tag.start()])
            self._hold_together(done, tag.start())
            done = tag.end()
            element = tag["name"].lower()
            if element in _NOT_LAID_OUT and not tag["alone"]:
                self.not_laid_out = self.not_laid_out[:-1] if tag["end"] else [*self.not_laid_out, element]
            (self._end if tag["end"] else self._start)(element, tag)

    def _hold_together(self, start: int, end: int) -> None:
        """Keep on one line what is to be kept whole in a text of the body, and let long words break."""
        if self.body and not self.not_laid_out:
            self.changes += kept_whole(self.page, start, end)

    def _start(self, element: str, tag: re.Match[str]) -> None:
        if element in {"figure", "p"}:
            self.holders.append((element, []))
        elif element == "tr":
            self.cells, self.rows = [[]], []
        elif element in {"td", "th"} and self.cells:
            self.cells.append([])
        elif element == "img":
            self._chart(tag)
        elif element == "head":
            self.changes.append((tag.end(), tag.end(), _LOOKS))
        elif element == "body":
            self.body = tag.end()
        elif element == "main":
            self._main(tag)
        self._link(element, tag)
        self._start_of_table(element, tag)
        if self.cells and (row := _ROW_OF.search(tag[0])):
            self.rows.append(unescape(row[1]))
            self._cell(self.rows[-1])

    def _link(self, element: str, tag: re.Match[str]) -> None:
        """Of the links to one figure only a section's first is one that Tab leads to."""
        if element in _HEADINGS:
            self.linked = set()
        if element != "a" or not (link := _LINK_TO.search(tag[0])):
            return
        place, figure = tag.start() + len("<a"), unescape(link[1])
        self.links.append((place, figure))
        if figure in self.linked:
            self.repeated.add(place)
        self.linked.add(figure)

    def _end(self, element: str, tag: re.Match[str]) -> None:
        self._end_of_table(element, tag)
        if element in {"figure", "p"} and any(kind == element for kind, _ in self.holders):
            kind, waiting = self.holders.pop()
            while kind != element:
                kind, more = self.holders.pop()
                waiting += more
            self.changes += [(tag.end(), tag.end(), text) for text in waiting]
        elif element == "tr":
            cells = [_plain("".join(cell)) for cell in self.cells[1:]]
            for figure in self.rows:
                line = origin_line(cells, self.contents.analysis.get("lang", ""), is_of_table="." in figure)
                self.origins.setdefault(figure, line)
            self.cells = []
        elif element in {"main", "body"} and SECTION not in "".join(text for _, _, text in self.changes):
            self.changes.append((tag.start(), tag.start(), "".join(self._files())))
        if element == "body":
            self.changes.append((tag.start(), tag.start(), f"{_RECORD_PLACE}</script>\n"))

    # -- ways around ------------------------------------------------------

    def _main(self, tag: re.Match[str]) -> None:
        """Where the text starts needs an identifier, to be skipped to."""
        known = _ID.search(tag[0])
        self.main = known[1] if known else MAIN
        if not known:
            place = tag.start() + len("<main")
            self.changes.append((place, place, f' id="{MAIN}"'))

    def _ways(self) -> None:
        """A link to the text for who comes by keyboard, and a line at the window's foot that says what numbers do."""
        skip, hint = self.contents.phrase("skip"), self.contents.phrase("hint")
        if skip and self.main and self.body:
            link = f'\n<a class="skip-link" href="#{self.main}">{skip}</a>'
            self.changes.append((self.body, self.body, link))
        if hint and self.links:
            end = self.page.rindex("</body>")
            longest = max((self.origins.get(figure, "") for _, figure in self.links), key=len)
            room = f'<footer class="origin-line" data-longest="{escape(longest)}"><span>{hint}</span></footer>\n'
            self.changes.append((end, end, room))

    # -- charts -----------------------------------------------------------

    def _chart(self, tag: re.Match[str]) -> None:
        """A picture that is one of the brief's charts becomes a drawing within the page, its data beneath it."""
        source = _SOURCE.search(tag[0])
        picture = _decoded(source) if source else b""
        if hashlib.sha256(picture).hexdigest() not in self.charts:
            return
        key, chart = self.charts[hashlib.sha256(picture).hexdigest()]
        drawing = _drawing(within_page(picture.decode()), key, chart)
        if narrow := self.contents.narrow.get(key):
            drawing += _narrow(within_page(narrow.decode()), key)
        else:  # on a phone it is as large as elsewhere, and scrolls
            drawing = f'<span class="scrolls" role="group" tabindex="0" aria-labelledby="{key}.title">{drawing}</span>'
        self.changes.append((tag.start(), tag.end(), drawing))
        data = "".join(self._data(chart))
        figures = [waiting for kind, waiting in self.holders if kind == "figure"]
        holders = figures or [waiting for _, waiting in self.holders]
        if holders:
            holders[-1].append(data)
        else:
            self.changes.append((tag.end(), tag.end(), data))

    def _data(self, chart: ChartRecord) -> Iterator[str]:
        tables = [chart["data"], *filter(None, [chart.get("beside")])]
        if not any(each["rows"] for each in tables):
            return
        yield f'\n<details class="chart-data">\n<summary>{self.contents.phrase("data_of_chart")}</summary>\n'
        for each in tables:
            yield from _table(each)
        yield "</details>"

    # -- tables -----------------------------------------------------------

    def _start_of_table(self, element: str, tag: re.Match[str]) -> None:
        if element == "table":
            self.table = ""
        elif element == "div" and self.table and (self.notes or _NOTES.search(tag[0])):
            self.notes += 1

    def _cell(self, name: str) -> None:
        """A cell of a table of the brief's stands where that table is shown."""
        table = name.partition(".")[0]
        if "." in name and table in self.tables and table not in self.downloads:
            self.table = table

    def _end_of_table(self, element: str, tag: re.Match[str]) -> None:
        """Beneath a table, and what it says of its source, stands a link to its data."""
        if element == "table" and self.table:
            self.downloads[self.table] = (tag.end(), self._data_of_table(self.table))
        elif element == "div" and self.notes:
            self.notes -= 1
            if not self.notes:
                self.downloads[self.table] = (tag.start(), self._data_of_table(self.table))
                self.table = ""

    def _data_of_table(self, table: str) -> str:
        """A link to the data of a table."""
        each = self.tables[table]
        called = f"{self.contents.phrase('data_of_table')}: {escape(each.name)}"
        return f'<p class="table-data"><a {_held(each)}">{called}</a></p>\n'

    # -- files ------------------------------------------------------------

    def _files(self) -> Iterator[str]:
        phrase = self.contents.phrase
        yield f'<section id="{SECTION}" class="level2 downloads">\n<h2>{phrase("files")}</h2>\n'
        if phrase("files_intro"):
            yield f"<p>{phrase('files_intro')}</p>\n"
        yield "<ul>\n"
        record = phrase("record") or PUBLISHED
        build = f" ({self.contents.build})" if self.contents.build else ""
        yield f'<li><a {_download(PUBLISHED, "application/json")}">{record}</a>{build}</li>\n'
        for each in self.contents.attached:
            if each.table in self.downloads:
                continue
            yield f'<li><a {_held(each)}">{escape(each.file)}</a> ({_size(len(each.content))})</li>\n'
        for left_out in self.contents.outside:
            told = phrase("outside").format(_size(left_out.size), f"<code>{left_out.sha256}</code>")
            name = f"<code>{escape(left_out.file)}</code>"
            if left_out.address:
                name = f'<a href="{escape(left_out.address)}">{escape(left_out.file)}</a>'
            yield f"<li>{name}: {told}</li>\n"
        yield "</ul>\n</section>\n"

    def finished(self) -> str:
        """The page with all changes made."""
        self._ways()
        self.changes += [(place, place, text) for place, text in self.downloads.values()]
        for place, figure in self.links:
            skipped = ' tabindex="-1"' if place in self.repeated else ""
            if origin := self.origins.get(figure):
                self.changes.append((place, place, f'{skipped} data-origin="{escape(origin)}"'))
        parts, done = [], 0
        for start, end, text in sorted(self.changes, key=lambda change: change[0]):
            parts += [self.page[done:start], text]
            done = end
        return "".join([*parts, self.page[done:]])


def _download(name: str, kind: str) -> str:
    """The attributes of a link that holds a file, up to the file."""
    return f'download="{name}" href="data:{kind};base64,'


def _held(attached: Attachment) -> str:
    """The attributes of a link that holds a file, but for the last quotation mark."""
    return _download(attached.name, attached.type) + base64.b64encode(attached.content).decode()


def _decoded(source: re.Match[str]) -> bytes:
    if source[1]:
        try:
            return base64.b64decode(source[2], validate=True)
        except (binascii.Error, ValueError):
            return b""
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(unescape(source[2]))


def _drawing(svg: str, key: str, chart: ChartRecord) -> str:
    """The picture as part of the page, with the words that stand for it."""
    svg = svg[svg.index("<svg") :].strip()
    named = f'<svg class="chart" role="img" aria-labelledby="{key}.title" aria-describedby="{key}.desc"'
    words = f'<title id="{key}.title">{escape(chart["caption"], quote=False)}</title>'
    words += f'<desc id="{key}.desc">{escape(chart["alternative"], quote=False)}</desc>'
    start, _, rest = svg.partition(">")
    return f"{_OPENING.sub(named, start, count=1)}>{words}{rest}"


def _narrow(svg: str, key: str) -> str:
    """The picture for phones, with the same words: a style shows one of the two."""
    named = f'<svg class="chart narrow" role="img" aria-labelledby="{key}.title" aria-describedby="{key}.desc"'
    return _OPENING.sub(named, svg[svg.index("<svg") :].strip(), count=1)


def _table(data: TableRecord) -> Iterator[str]:
    """Texts as a table."""
    yield f"<table>\n<thead>\n<tr>{''.join(_head(cell) for cell in data['head'])}</tr>\n</thead>\n<tbody>\n"
    for first, *others in data["rows"]:
        cells = "".join(f"<td>{whole_in(escape(cell, quote=False))}</td>" for cell in others)
        yield f'<tr><th scope="row">{escape(first, quote=False)}</th>{cells}</tr>\n'
    yield "</tbody>\n</table>\n"


def _head(cell: str) -> str:
    return f'<th scope="col">{escape(cell, quote=False)}</th>' if cell else "<td></td>"


def _size(size: int) -> str:
    """The size of a file as people say it.

    >>> _size(999), _size(1400)
    ('999 bytes', '2 KB')
    """
    if size < _KILO:
        return f"{size} bytes"
    kilobytes = -(-size // _KILO)
    return f"{kilobytes} KB" if kilobytes < _KILO else f"{-(-kilobytes // _KILO)} MB"


def _plain(text: str) -> str:
    return _SPACE.sub(" ", unescape(text)).strip()
