"""Ways from the top of a page to what belongs to it: its print, the brief in other languages, the data inside it.

A page is also sent alone, where a link to a file beside it would be dead. So what is not within the page is linked to
by its whole address, which is known where the brief says that of its page, or of the folder that its pages are in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from babel import Locale, UnknownLocaleError

from statbrief.companions.asked import companions_asked
from statbrief.companions.registry import PICTURE
from statbrief.errors import Fault
from statbrief.files.paths import DOCUMENT
from statbrief.languages.tags import DEFAULT_LANGUAGE, base_language
from statbrief.project.address import ADDRESS, address_of, names_place, place_of_address
from statbrief.project.edition import edition_of
from statbrief.project.project import Project, read_project

_TITLE_BLOCK = re.compile(r"<header id=\"title-block-header\".*?</header>", re.DOTALL)
_MAIN = re.compile(r"<main\b[^>]*>")


class Way(NamedTuple):
    """A link: its text, where it leads, and the language there if that is another one."""

    text: str
    address: str
    lang: str = ""


def ways_to_others(project: Project, address: str, as_pdf: str) -> Iterator[Way]:
    """The print, if the brief has one, and the pages of its other editions; `address` is the page's or its folder's.

    Raises `ProjectError` for an edition whose settings cannot be read.
    """
    if not names_place(address):
        return
    if as_pdf and "pdf" in project.formats:
        yield Way(as_pdf, urljoin(address, f"{project.stem}.pdf"))
    for document in (project.metadata.get("project") or {}).get("render") or ():
        if _is_other_edition(project, document):
            other = read_project(project.folder, document)
            lang = str(other.metadata.get("lang") or edition_of(document) or DEFAULT_LANGUAGE)
            own = address_of(other.settings("html"))
            elsewhere = own if own != address else urljoin(address, f"{other.stem}.html")
            yield Way(_name(lang), elsewhere or urljoin(address, f"{other.stem}.html"), lang)


def without_place(project: Project) -> Iterator[Fault]:
    """That the page leads to nothing beside it, as its address does not say where that lies, if there is anything.

    Raises `ProjectError` for an edition whose settings cannot be read.
    """
    address = address_of(project.settings("html"))
    if not address or names_place(address):
        return
    folder = urlsplit(address)._replace(path=f"{urlsplit(address).path}/", query="", fragment="").geturl()
    beside = [each.text for each in ways_to_others(project, folder, "PDF")]
    if PICTURE in companions_asked(project):
        beside.append(PICTURE)
    if beside:
        found = f"{address!r} ends neither in / nor in .html, so the page leads to nothing that lies beside it"
        wanted = f"for {', '.join(beside)}, write {folder} or {folder}{project.stem}.html if it is there"
        yield place_of_address(project).fault(ADDRESS, found, wanted)


def with_ways(page: str, ways: Sequence[Way], label: str) -> str:
    """The page with these links beneath its title, or at the start of its text where it has none."""
    found = _TITLE_BLOCK.search(page) or _MAIN.search(page)
    if not ways or not found:
        return page
    links = "".join(f"<li>{_link(each)}</li>" for each in ways)
    nav = f'\n<nav class="ways" aria-label="{escape(label)}"><ul>{links}</ul></nav>'
    return page[: found.end()] + nav + page[found.end() :]


def _link(way: Way) -> str:
    lang = f' lang="{escape(way.lang)}" hreflang="{escape(way.lang)}"' if way.lang else ""
    return f'<a href="{escape(way.address)}"{lang}>{escape(way.text, quote=False)}</a>'


def _is_other_edition(project: Project, document: object) -> bool:
    """Whether it is a document of the same brief, in another language."""
    is_edition = isinstance(document, str) and (document == DOCUMENT or bool(edition_of(document)))
    return is_edition and document != project.document and (project.folder / str(document)).is_file()


def _name(lang: str) -> str:
    """What a language calls itself, as a title.

    >>> _name("es-MX"), _name("xx")
    ('Español', 'xx')
    """
    try:
        name = Locale(base_language(lang)).get_display_name() or lang
    except (UnknownLocaleError, ValueError):
        return lang
    return name[:1].upper() + name[1:]
