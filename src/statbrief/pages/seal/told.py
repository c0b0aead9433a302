"""An edition as its companions tell it: what front matter, key figures and lists of the finished pages say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, MutableMapping
from typing import TYPE_CHECKING

from statbrief.arithmetic.kinds import PERIODS
from statbrief.companions.edition import Edition, Headline, Looks, Page
from statbrief.pages.seal.seal import Sealed
from statbrief.pages.seal.wording import Wording
from statbrief.project.accent import accent_of
from statbrief.project.project import Project
from statbrief.prose.document import Prose
from statbrief.record.cells import meant
from statbrief.record.record_types import AnalysisRecord, PublishedRecord
from statbrief.renderers.fonts import typeface

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

KEY_FIGURES = "key-figures"
_DIV = re.compile(r"\s*:{3,}\s*(?P<says>.*?)\s*:*\s*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_HEADING = re.compile(r"#{1,6}\s+")
_LEAD = re.compile(r"\*\*(.+?)\*\*")
_FENCE = re.compile(r"\s*(?:```|~~~)")


def page_told(project: Project, analysis: AnalysisRecord, rendered: str, drawn: MutableMapping[str, bytes]) -> Page:
    """The web page as the renderer made it, with what a companion may make of it before there is a record.

    `drawn` are pictures in dots that were drawn before.
    """
    pictures, lang = _pictures(project, analysis.get("charts", {})), analysis["lang"]
    return Page(stem=project.stem, lang=lang, html=rendered, pictures=pictures, looks=_looks(project), drawn=drawn)


def edition_told(prose: Prose, sealed: Sealed, rendered: str = "") -> Edition:
    """The edition that was sealed; `rendered` is its web page as the renderer made it, if one was made."""
    page = sealed.shown.get("html")
    pieces = [text for text in page.text if not text.startswith("[")] if page else []
    wording = Wording(prose, pieces)
    project, html = prose.project, sealed.pages.get("html", b"").decode()
    return Edition(
        stem=project.stem,
        record=sealed.told,
        text=sealed.record,
        front=wording.front(),
        headlines=list(_headlines(wording, sealed.told)),
        origins=dict(page.rows) if page else {},
        references=_references(html),
        pictures=_pictures(project, sealed.told["charts"]),
        captions=_captions(html, sealed.told),
        looks=_looks(project),
        page=rendered,
    )


def _pictures(project: Project, charts: Iterable[str]) -> dict[str, bytes]:
    """The charts as their analysis drew them."""
    folder = project.folder / project.generated.charts
    return {name: (folder / f"{name}.svg").read_bytes() for name in charts}


def _captions(page: str, record: PublishedRecord) -> dict[str, str]:
    """What stands beneath the charts of a page, whatever they are called there."""
    from selectolax.lexbor import LexborHTMLParser

    tree, found = _without_notation(LexborHTMLParser(page)), dict[str, str]()
    for name in record["charts"]:
        around = tree.css_first(f'svg[aria-labelledby="{name}.title"]')
        while around is not None and around.tag != "figure":
            around = around.parent
        caption = around.css_first("figcaption") if around is not None else None
        if caption is not None:
            found[name] = " ".join(caption.text().split())
    return found


def _looks(project: Project) -> Looks:
    """The typeface of its print, its colour and its paper."""
    family, files = typeface(project)
    paper = str(project.settings("typst").get("papersize") or "")
    return Looks(family=family, files=files, accent=accent_of(project.metadata), paper=paper)


def _without_notation(tree: LexborHTMLParser) -> LexborHTMLParser:
    """A page without the TeX that its formulas carry beside what is read."""
    for each in tree.css("math annotation, math annotation-xml"):
        each.decompose()
    return tree


def _references(page: str) -> dict[str, str]:
    """The entries of a page's list of sources by their keys, as they read; without numbers that they may have."""
    from selectolax.lexbor import LexborHTMLParser

    entries = _without_notation(LexborHTMLParser(page)).css(".csl-entry[id^=ref-]")
    numbered = [(entry, entry.css_first(".csl-right-inline") or entry) for entry in entries]
    return {(entry.id or "").removeprefix("ref-"): " ".join(text.text().split()) for entry, text in numbered}


# -- key figures -------------------------------------------------------------------------------------------------------


def _headlines(wording: Wording, record: PublishedRecord) -> Iterator[Headline]:
    """The key figures; where there are none, title, subtitle and headings, as far as they tell a figure."""
    prose = wording.prose
    found = list(_told(_items(prose.text.split("\n")), wording, record))
    titles = (str(wording.settings.get(each) or "") for each in ("title", "subtitle"))
    yield from found or _told([*titles, *_headings(prose.text.split("\n"))], wording, record)


def _told(texts: Iterable[str], wording: Wording, record: PublishedRecord) -> Iterator[Headline]:
    for text in texts:
        codes = (code.arguments[0] for code in wording.prose.codes_in(text) if code.name == "var" and code.arguments)
        if named := list(dict.fromkeys(filter(None, (_identifier(each, record) for each in codes)))):
            lead = _LEAD.match(text)
            yield Headline(wording=wording.of(text), identifiers=named, lead=wording.of(lead[1]) if lead else "")


def _identifier(variable: str, record: PublishedRecord) -> str:
    """The figure, name or period that a variable writes; nothing of the period that a figure is about."""
    if (cell := meant(record.get("tables", {}), variable)) is not None:
        name, form = cell.cell, cell.form
    else:
        name, _, form = variable.partition(".")
    is_of_figure = name in record["figures"] and form.removeprefix("plain.") not in PERIODS
    return name if is_of_figure or name in record.get("answers", {}) else ""


def _items(lines: Iterable[str]) -> Iterator[str]:
    """The items of lists in divs of key figures, each in one line; a paragraph there is one, too."""
    depth, item = 0, list[str]()
    for line in lines:
        div = _DIV.fullmatch(line)
        if div is not None and (depth or KEY_FIGURES in div["says"]):
            depth += 1 if div["says"] else -1
        starts = not depth or not line.strip() or _ITEM.match(line)
        if starts and item:
            yield " ".join(item)
            item = []
        if depth and div is None and line.strip():
            item.append(_ITEM.sub("", line, count=1).strip() if starts else line.strip())


def _headings(lines: Iterable[str]) -> Iterator[str]:
    is_code = False
    for line in lines:
        is_code ^= bool(_FENCE.match(line))
        if not is_code and (heading := _HEADING.match(line)):
            yield line[heading.end() :]
