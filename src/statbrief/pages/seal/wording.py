"""What the front matter of a brief says, as its readers have it: filled in, and without markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from statbrief.companions.edition import FrontMatter
from statbrief.languages.dates import written_date
from statbrief.pages.seal.record import without_markup
from statbrief.project.date import brief_date
from statbrief.project.release_fields import fields_of, publisher_of
from statbrief.prose.document import Prose

_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
_TARGET = re.compile(r"\]\([^()]*\)")
_MARKS = re.compile(r"[\[\]*`]|\\(?=[^\w\s])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_APART = 0xE000
_HELD = re.compile(f"[{chr(_APART)}-{chr(_APART + 0x7F)}]")
"""Signs that are meant, while markup is taken off: in a part of Unicode that no text has."""
_OF_RELEASE = {
    "contact": (("masthead", "contact"), ("contact",)),
    "licence": (("licence",), ("license",)),
    "next": (("masthead", "next"), ("next-release",)),
}
"""Fields of a release, and where the front matter of a brief that is none may say them; the first that is there."""


def publisher_told(prose: Prose) -> str:
    """Who publishes the brief, as text; nothing where nobody is named."""
    return Wording(prose, []).publisher()


class Wording:
    """What the brief's Markdown reads like: as a page has it, where one shows the same letters and digits."""

    def __init__(self, prose: Prose, pieces: Iterable[str]) -> None:
        self.prose, self.settings = prose, prose.project.settings("html")
        self.values = prose.values(self.settings)
        self.pieces = {_letters(piece): piece for piece in pieces}

    def of(self, markdown: str) -> str:
        """The text of a line or a setting, without markup."""
        said = without_markup(_ESCAPED.sub(_held, self.prose.filled(markdown, self.values)))
        plain = " ".join(_MARKS.sub("", _TARGET.sub("]", _ATTRIBUTES.sub("", said))).split())
        plain = _HELD.sub(lambda sign: chr(ord(sign[0]) - _APART), plain)
        return self.pieces.get(_letters(plain), plain)

    def front(self) -> FrontMatter:
        """What the front matter says of the brief."""
        day = brief_date(self.settings, self.prose.project.place("date"))
        fields = fields_of(self.settings)
        said = {name: fields.get(name) or self._first(paths) for name, paths in _OF_RELEASE.items()}
        return FrontMatter(
            kind=self.of(
                " ".join(filter(None, (_flat(_at(self.settings, ("masthead", each))) for each in ("kind", "number"))))
            ),
            subtitle=self.of(str(self.settings.get("subtitle") or "")),
            author=self.of(_flat(self.settings.get("author"))),
            date=self.of(written_date(self.settings, day)),
            publisher=self.publisher(),
            **{name: self.of(_flat(value)) for name, value in said.items()},
        )

    def publisher(self) -> str:
        """Who publishes it, as its pages have it: the masthead's words before the name."""
        return self.of(_flat(_at(self.settings, ("masthead", "publisher"))) or publisher_of(self.settings).name)

    def _first(self, paths: Iterable[tuple[str, ...]]) -> object:
        return next(filter(None, (_at(self.settings, path) for path in paths)), None)


def _held(sign: re.Match[str]) -> str:
    return chr(_APART + ord(sign[1]))


def _letters(text: str) -> str:
    """Letters and digits alone: what a page's typography changes nothing of."""
    return "".join(each for each in text.casefold() if each.isalnum())


def _at(settings: Mapping[str, Any], path: tuple[str, ...]) -> object:
    value: object = settings
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _flat(value: object) -> str:
    """A setting in one line: a text, the name of who has one, or several with commas between.

    >>> _flat([{"name": "Ann Bell", "affiliation": "Office of Rain"}, "Roy Cole"]), _flat(["Ann Bell", "Roy Cole"])
    ('Ann Bell, Office of Rain; Roy Cole', 'Ann Bell, Roy Cole')
    """
    if isinstance(value, dict):
        return ", ".join(filter(None, (_flat(each) for each in value.values())))
    if isinstance(value, list):
        between = "; " if any(isinstance(each, dict) and len(each) > 1 for each in value) else ", "
        return between.join(filter(None, map(_flat, value)))
    return "" if value is None or isinstance(value, bool) else str(value)
