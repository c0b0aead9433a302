"""What companions are made of: the published record of an edition, and how its pages put what the record knows."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from statbrief.errors import RefusedError
from statbrief.files.inside_folder import without_network
from statbrief.languages.registry import spelt, vocabulary
from statbrief.languages.vocabulary import Vocabulary
from statbrief.record import published
from statbrief.record.record_types import PublishedRecord
from statbrief.record.released import period_told
from statbrief.renderers.made_on import first_day_in
from statbrief.table_schema.periods import Period

Draft = TypeVar("Draft")
EARLIEST = dt.date(1980, 1, 1)
"""The first day that a file in an archive may be of."""


@dataclass(frozen=True, kw_only=True)
class Headline:
    """A key figure as the pages have it: their `wording`, and the figures, names and periods that it writes.

    `lead` is what the wording begins with in bold letters, such as its number; nothing where it begins otherwise.
    """

    wording: str
    identifiers: Sequence[str]
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class FrontMatter:
    """What the brief says of itself, as its pages have it; nothing of what it does not say."""

    kind: str = ""
    subtitle: str = ""
    author: str = ""
    date: str = ""
    publisher: str = ""
    contact: str = ""
    licence: str = ""
    next: str = ""


@dataclass(frozen=True, kw_only=True)
class Looks:
    """How an edition looks: the typeface of its print with its files, the colour of its structure, and its paper."""

    family: str = ""
    files: Sequence[Path] = ()
    accent: str = ""
    paper: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """An edition's web page as the renderer made it, before it was sealed: `html`, and what it is drawn with.

    It is there before the record is, and what is made of it alone can be begun then. `environment` is that of programs,
    `drawn` are pictures in dots that builds before drew, by what they are drawn of.
    """

    stem: str
    lang: str
    html: str
    pictures: Mapping[str, bytes]
    looks: Looks
    drawn: MutableMapping[str, bytes] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=lambda: without_network(os.environ))


@dataclass(frozen=True, kw_only=True, eq=False)  # hashed as itself, since what is known of one is kept by it
class Edition:
    """An edition that is published: its record, and what its pages say in words that the record does not have by name.

    `stem` begins the names of its files, and `text` is the record as it is published. `origins` are, of figures, names
    and periods, the cells of their row in the table of where the numbers come from, `references` the entries of the
    list of sources by their keys; both are empty where no page has them. `pictures` are the charts as SVG, and
    `captions` what stands beneath them in the pages, both by the charts' names. `page` is the web page as the renderer
    made it, before it was sealed; nothing where none was made. `drawn` are pictures in dots that builds before drew, by
    what they are drawn of. `begun` are the companions that were begun when there
    was a page and no record yet, by name: each waits for its draft.
    """

    stem: str
    record: PublishedRecord
    text: bytes
    front: FrontMatter = field(default_factory=FrontMatter)
    headlines: Sequence[Headline] = ()
    origins: Mapping[str, Sequence[str]] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    captions: Mapping[str, str] = field(default_factory=dict)
    looks: Looks = field(default_factory=Looks)
    page: str = ""
    drawn: MutableMapping[str, bytes] = field(default_factory=dict)
    begun: Mapping[str, Callable[[], Any]] = field(default_factory=dict)

    def draft(self, companion: str, made_of: Callable[[Page], Draft]) -> Draft:
        """What a companion makes of the page alone: as it was begun, or made now."""
        if companion in self.begun:
            begun: Draft = self.begun[companion]()
            return begun
        return made_of(self.as_rendered)

    @property
    def as_rendered(self) -> Page:
        """The web page as the renderer made it, as companions are drafted of it."""
        html, pictures = self.page, self.pictures
        return Page(stem=self.stem, lang=self.lang, html=html, pictures=pictures, looks=self.looks, drawn=self.drawn)

    @property
    def lang(self) -> str:
        """The language, a BCP 47 tag."""
        return self.record["lang"]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The language's words."""
        spoken = vocabulary(self.lang)
        assert spoken is not None  # noqa: S101 -- no analysis speaks any other
        return spoken

    def word(self, name: str, *filled: str) -> str:
        """What companions say in the edition's language, its ``{}`` filled in."""
        said = spelt(self.vocabulary.companions[name], self.lang)
        for each in filled:
            said = said.replace("{}", each, 1)
        return said

    def heading(self, name: str) -> str:
        """The heading of a column that generated tables have too, such as ``figure`` or ``value``."""
        return self.vocabulary.phrases.table[name]

    @cached_property
    def sha256(self) -> str:
        """The record's SHA-256, which names it."""
        return published.sha256(self.text)

    @cached_property
    def period(self) -> Period | None:
        """The period that the data reach; None where they are of no time."""
        try:
            return period_told(self.record["datasets"], self.record["figures"])
        except RefusedError:
            return None

    @cached_property
    def day(self) -> dt.date:
        """The day that files say they were made on: that of the print, else the last day of the brief's data."""
        dated = dt.date.fromisoformat(self.record["date"]) if self.record["date"] else None
        day = dated or first_day_in(self.front.date, self.lang) or (self.period and self.period.last)
        return max(day, EARLIEST) if day else EARLIEST
