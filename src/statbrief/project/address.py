"""Where a brief can be read on the web: `address: https://…` among its settings, or those of its release."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from statbrief.errors import Fault, Place
from statbrief.project.edition import EDITION_OF
from statbrief.project.project import Project

ADDRESS = "address"
_RELEASE = "release"
_PLAIN = re.compile(r"[!-~]+")  # no spaces, and what is not ASCII as browsers send it
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]+)?")


def address_of(settings: Mapping[str, Any]) -> str:
    """The address of a release, else the one beside it; nothing where none is told.

    An edition of an area lies in its folder there.
    """
    named = next((str(each[ADDRESS]) for _, each in _naming(settings) if each.get(ADDRESS)), "")
    of = settings.get(EDITION_OF)
    return within(named, str(of["slug"])) if named and isinstance(of, dict) and of.get("slug") else named


def within(address: str, folder: str) -> str:
    """The address of the same page in a folder beside it; of what may be no file's, the folder's own beneath it.

    >>> [within(f"https://example.org/{each}", "ohio") for each in ("may/", "may/brief.html", "may")]
    ['https://example.org/may/ohio/', 'https://example.org/may/ohio/brief.html', 'https://example.org/may/ohio']
    """
    parts = urlsplit(address)
    above, _, page = parts.path.rpartition("/")
    inner = f"{above}/{quote(folder)}/{page}" if names_place(address) else f"{parts.path}/{quote(folder)}"
    return parts._replace(path=inner).geturl()


def faults_of_address(project: Project) -> Iterator[Fault]:
    """What is wrong with an address: a reader could not go there."""
    for path, each in _naming(project.metadata):
        named = each.get(ADDRESS)
        if named not in (None, "") and not _is_of_web(named):
            found = f"{named!r} is not the address of a page" if isinstance(named, str) else "not a text"
            yield project.place(*path, ADDRESS).fault(ADDRESS, found, "write it as https://example.org/brief")


def names_place(address: str) -> bool:
    """Whether it is known what lies beside the page: the address names the page's file, or the folder that it is in.

    >>> [names_place(f"https://example.org/{each}") for each in ("may/", "may/brief.html", "may")]
    [True, True, False]
    """
    return urlsplit(address).path.endswith(("/", ".html"))


def place_of_address(project: Project) -> Place:
    """Where the brief says its address."""
    return next(
        (project.place(*path, ADDRESS) for path, each in _naming(project.metadata) if each.get(ADDRESS)),
        project.place(ADDRESS),
    )


def _naming(settings: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """The settings that may name an address, by the way to them."""
    release = settings.get(_RELEASE)
    if isinstance(release, dict):
        yield (_RELEASE,), release
    yield (), settings


def _is_of_web(address: object) -> bool:
    """Whether it is a whole address, of a page on the web.

    >>> _is_of_web("https://example.org/b?of=may"), _is_of_web("example.org/b"), _is_of_web("https://a b/")
    (True, False, False)
    """
    if not isinstance(address, str) or not _PLAIN.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and _HOST.fullmatch(parts.netloc) is not None
