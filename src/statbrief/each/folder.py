"""The folder of an area's edition: a brief by itself, of its own data, and of links to all that is the same in each.

It stands in `_generated/each/` of the brief. `data/` and `analysis/` are files of their own, for a brief's code may
look nowhere else; those that no area changes are the very files of the brief (hard links). All else that there is to
include, to show and to obey is reached by symbolic links.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from shutil import rmtree

from statbrief.each.areas import Areas, Listed
from statbrief.each.content import Content
from statbrief.each.laid import OWN, shared
from statbrief.each.settings import Each
from statbrief.each.tables import Cut, cut_labels, label_names
from statbrief.files.own_files import files_in
from statbrief.files.paths import (
    DERIVED,
    DOCUMENT,
    EACH,
    EACH_CHECKS,
    KEPT,
    LABELS,
    PACKAGE,
    PREPARE,
    PROJECT_FILE,
)
from statbrief.files.plain_text import read_plain_text
from statbrief.files.read import is_absent, read_text
from statbrief.languages.registry import LANGUAGES, vocabulary
from statbrief.languages.tags import DEFAULT_LANGUAGE, base_language
from statbrief.project.edition import EDITION_OF, edition_document
from statbrief.project.language import language
from statbrief.project.project import document_of
from statbrief.record.released import kept_folder


@dataclass(frozen=True, kw_only=True)
class Folders:
    """The folders of all editions of the brief in `folder`; `edition` is the one of areas that name none."""

    folder: Path
    areas: Areas
    edition: str = ""
    _languages: dict[str, str] = field(default_factory=dict, repr=False)

    def edition_of(self, listed: Listed) -> str:
        """In which language's edition an area's is made: that of its row, else the one that is asked for."""
        return listed.edition or self.edition

    def name_of(self, listed: Listed) -> str:
        """What the folder of an area's edition is called, among all."""
        return ".".join(filter(None, (listed.area.slug, self.edition_of(listed))))

    def path(self, listed: Listed) -> Path:
        """Where an area's edition is made."""
        return self.folder / EACH / self.name_of(listed)

    def content(self, listed: Listed) -> Content:
        """What an area's edition is made of, beside what the prose names."""
        parts = {**self.areas.parts(listed.area), **self._labels(listed)}
        own = {PROJECT_FILE: self._settings(listed), DERIVED: self._derived(listed)}
        if package := self._package(parts):
            own[PACKAGE] = package
        documents = self._documents(self.edition_of(listed))
        spoken = self._spoken(listed)
        labels = {LABELS.format(tag) for tag in self._tags if tag not in spoken}
        same = [name for name in self._files if name not in {*own, *parts, *labels}]
        return Content(own=own, parts=parts, same=(*same, *documents))

    @cached_property
    def links(self) -> dict[str, Path]:
        """What else of the brief's folder an edition finds in its own, by name."""
        return shared(self.folder, self.areas.each.project.output_dir)

    def links_of(self, listed: Listed) -> dict[str, Path]:
        """The same of an area, with what was kept of its own earlier editions."""
        kept = self.folder / kept_folder(listed.area.slug)
        return {**self.links, KEPT: kept.resolve()} if kept.is_dir() else self.links

    # -- what an edition has of its own ---------------------------------------------------------------------------
    def _settings(self, listed: Listed) -> bytes:
        """The settings with the area that the edition is of, at their end: no line of theirs moves."""
        area = listed.area
        said = json.dumps({"code": area.code, "name": area.name, "slug": area.slug}, ensure_ascii=False)
        text = read_text(self.folder / PROJECT_FILE, PROJECT_FILE).rstrip("\n")
        return f"{text}\n{EDITION_OF}: {said}\n".encode()

    def _derived(self, listed: Listed) -> bytes:
        """The brief's own functions, and one that says the area of the edition, from its row."""
        path = self.folder / DERIVED
        text = "" if is_absent(path) else read_plain_text(path, DERIVED)
        spoken = vocabulary(self._language(DOCUMENT)) or LANGUAGES[DEFAULT_LANGUAGE]
        label = self.areas.each.label or spoken.companions["area"]
        return (text.rstrip("\r\n") + _area_function(self.areas.each, listed, label)).lstrip("\n").encode()

    def _package(self, parts: Mapping[str, Cut]) -> bytes | None:
        """The description of the data, where it tells the size of a file that is cut; None where it may stay."""
        text = read_plain_text(self.folder / PACKAGE, PACKAGE)
        package = json.loads(text)
        cut = {name.removeprefix("data/") for name in parts}
        told = [each for each in package["resources"] if each.get("path") in cut and each.keys() & {"bytes", "hash"}]
        for each in told:
            each.pop("bytes", None)
            each.pop("hash", None)
        return f"{json.dumps(package, ensure_ascii=False, indent=2)}\n".encode() if told else None

    def _labels(self, listed: Listed) -> dict[str, Cut]:
        """Labels without those of names that stand in other areas' rows alone."""
        found: dict[str, Cut] = {}
        for tag in self._spoken(listed):
            name = LABELS.format(tag)
            text, names = self._label_texts[name]
            if gone := self.areas.gone(listed.area, names):
                found[name] = cut_labels(text, name, gone)
        return found

    # -- what all have -------------------------------------------------------------------------------------------
    @cached_property
    def _files(self) -> tuple[str, ...]:
        """The files of the brief's data and code, but for what prepared the data."""
        paths = (path for part in OWN for path in files_in(self.folder / part))
        return tuple(
            name for path in paths if (name := path.relative_to(self.folder).as_posix()) not in {PREPARE, EACH_CHECKS}
        )

    @cached_property
    def _tags(self) -> tuple[str, ...]:
        """The languages that there are labels in."""
        head, tail = LABELS.split("{}")
        return tuple(
            each[len(head) : -len(tail)] for each in self._files if each.startswith(head) and each.endswith(tail)
        )

    @cached_property
    def _label_texts(self) -> dict[str, tuple[str, frozenset[str]]]:
        """The files of labels with the names that they are of."""
        names = [LABELS.format(tag) for tag in self._tags]
        texts = {name: read_plain_text(self.folder / name, name) for name in names}
        return {name: (text, label_names(text, name)) for name, text in texts.items()}

    def _spoken(self, listed: Listed) -> list[str]:
        """The languages in which an area's edition has labels: its own, and that of the data."""
        own = edition_document(edition) if (edition := self.edition_of(listed)) else DOCUMENT
        spoken = {base_language(self._language(each)) for each in (DOCUMENT, own)}
        return [each for each in self._tags if each in spoken]

    def _language(self, document: str) -> str:
        """The language of a document; that of the settings alone where none is named."""
        if document not in self._languages:
            self._languages[document] = language(self.folder, document)
        return self._languages[document]

    def _documents(self, edition: str) -> tuple[str, ...]:
        """The document of an edition; and that of the brief, where it alone says which language the data speak."""
        own = document_of(self.folder, edition)
        if own == DOCUMENT or is_absent(self.folder / DOCUMENT):
            return (own,)
        is_said_there = self._language(DOCUMENT) != self._language("")
        return (own, DOCUMENT) if is_said_there else (own,)


def remove_others(folder: Path, areas: Areas) -> None:
    """Take away what was made of areas that are no more."""
    known = {listed.area.slug for listed in areas.listed}
    for path in (folder / EACH).glob("*"):
        if not path.name.startswith(".") and path.name.partition(".")[0] not in known:
            if path.is_dir() and not path.is_symlink():
                rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _area_function(each: Each, listed: Listed, label: str) -> str:
    """Code that says of which area an edition is: a name, as it stands in the row of its code."""
    area = listed.area
    code, slug, column, name = (_literal(text) for text in (area.code, area.slug, each.code, each.name))
    label = label.replace("\\", "\\\\").replace('"', '\\"')
    return f'''


from statbrief.areas import Area


def area({each.dataset}):
    """{label}"""
    rows = {each.dataset}.reset_index()
    [name] = rows.loc[rows[{column}] == {code}, {name}]
    return Area(name, code={code}, slug={slug})
'''


def _literal(text: str) -> str:
    """A text as Python code writes it."""
    return json.dumps(text, ensure_ascii=False)
