"""A brief's settings: `_quarto.yml` and the front matter of its document, merged as Quarto merges them.

The document's own settings win over the project's, also over those that stand under `format:` there, and take their
place whole: a map or list of the project's is gone where the document has one of that name. Only what Quarto itself
reads, such as style sheets and filters, is joined. Within a file, what stands under `format: html:` or `format: typst:`
wins over the top level for that format. (So a Quarto 1.10.18 was seen to do.) Every setting remembers where it was
written, so that a message can name file, line and column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from statbrief.errors import Fault, Place, ProjectError, near_miss
from statbrief.files.inside_folder import leaves, links_outside
from statbrief.files.paths import DOCUMENT, GENERATED, OUTPUT_DIR, PARTS, PROJECT_FILE, Generated
from statbrief.files.read import read_text
from statbrief.project.brand import with_brand
from statbrief.project.edition import edition_document, edition_of
from statbrief.project.settings import merge, parse_settings, split_front_matter

BUILD = "build"
"""The setting that holds the mark of a build."""
DRAFT = "draft-word"
"""The setting that holds the word by which pages say that they are a draft."""
FORMATS = {"html": "html", "pdf": "typst"}  # what we write -> what Quarto calls the way to it

_JOINED = frozenset(
    {
        "css", "execute", "filters", "font-paths", "format", "include-after-body", "include-before-body",
        "include-in-header", "language", "project", "template-partials",
    }
)  # fmt: skip
"""The settings of which a document's own are added to the project's."""
_WHOLE = ("masthead", "release")
"""Those of several fields, all of which a document's own replace."""


@dataclass(frozen=True, kw_only=True)
class Project:
    """A brief's folder, its document's text and its settings.

    `text` is the document as it stands, its lines ending in a newline; its body starts at line `body_line`.
    `metadata` holds all settings merged, `format` among them as format -> its own settings. `has_said_date` tells that
    a variable says the date there, of a project whose prose was read, and `released` are the main points and the
    section about the release, as its prose has them.
    """

    folder: Path
    document: str
    text: str
    body_line: int
    metadata: Mapping[str, Any]
    places: Mapping[tuple[str, ...], Place]
    listed: tuple[str, ...] = field(default=())
    has_said_date: bool = False
    released: tuple[str, str] = ("", "")

    @property
    def stem(self) -> str:
        """The name of the pages, without what says their kind."""
        return self.document.rpartition(".")[0]

    @property
    def published(self) -> str:
        """What its record is called beside its pages."""
        return f"{self.stem}.json"

    @property
    def generated(self) -> Generated:
        """Where the analysis of this edition stands."""
        return Generated(edition_of(self.document))

    @property
    def output_dir(self) -> str:
        """Where the pages belong, relative to the folder."""
        return str((self.metadata.get("project") or {}).get("output-dir") or OUTPUT_DIR)

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that the brief lists (`html`, `pdf`), both when it lists neither."""
        wanted = tuple(ours for ours, theirs in FORMATS.items() if theirs in self.listed)
        return wanted or tuple(FORMATS)

    def settings(self, pandoc_format: str) -> dict[str, Any]:
        """The settings for `html` or `typst`: its own ones over those at the top level."""
        own = self.metadata["format"].get(pandoc_format) or {}
        top = {key: value for key, value in self.metadata.items() if key not in {"format", "project"}}
        return merge(top, own)

    def place(self, *keys: str) -> Place:
        """Where a setting was written; of a setting inside a list, where the list stands."""
        for length in range(len(keys), 0, -1):
            if keys[:length] in self.places:
                return self.places[keys[:length]]
        return Place(PROJECT_FILE, 1, 1)

    def place_of(self, text: str, place: Place) -> Place:
        """Where a text stands in the front matter, from the setting at `place` on; that place where it does not."""
        lines = self.text.split("\n")[place.line - 1 : self.body_line - 1] if place.file == self.document else []
        for number, line in enumerate(lines, start=place.line):
            if text in line:
                return Place(place.file, number, line.index(text) + 1)
        return place

    def place_for(self, pandoc_format: str, key: str) -> Place:
        """Where the setting of that name which holds for `pandoc_format` was written."""
        own = ("format", pandoc_format, key)
        return self.places[own] if own in self.places else self.place(key)


def document_of(folder: Path, edition: str = "") -> str:
    """The document of an edition: `brief.es.qmd` for ``es``, and `brief.qmd` for none.

    Raises ProjectError when there is no such edition.
    """
    if not edition:
        return DOCUMENT
    name = edition_document(edition)
    known = sorted(tag for path in folder.glob(edition_document("*")) if (tag := edition_of(path.name)))
    if edition not in known:
        wanted = near_miss(edition, known) or (f"the editions are {', '.join(known)}" if known else f"write {name}")
        raise ProjectError.at(name, "edition", f"there is none called '{edition}'", wanted)
    return name


def read_project(folder: Path, document: str = DOCUMENT) -> Project:
    """The settings of the brief in `folder`.

    Raises ProjectError when a file is missing, is not UTF-8 or is not YAML.
    """
    for name in (PROJECT_FILE, document):
        if not (folder / name).is_file():
            wanted = f"a brief's folder has {PROJECT_FILE} and {document}"
            raise ProjectError.at(name, "file", "missing", wanted)
    places: dict[tuple[str, ...], Place] = {}
    config = read_text(folder / PROJECT_FILE, PROJECT_FILE)
    project = parse_settings(config, PROJECT_FILE, 1, places)
    text = read_text(folder / document, document)
    front, body_line = split_front_matter(text, document)
    own = parse_settings(front, document, 2, places)
    for settings in (project, own):
        settings["format"] = _format_settings(settings.get("format"))
    listed = tuple(own["format"] or project["format"])
    metadata = with_brand(folder, merge(_left_by(own, project), own), places)
    faults = [*_leading_out(folder, document), *_project_faults(folder, metadata.get("project"), places)]
    faults += _unread(own, project, document, places)
    if faults:
        raise ProjectError(faults)
    return Project(
        folder=folder,
        document=document,
        text=text,
        body_line=body_line,
        metadata=metadata,
        places=places,
        listed=listed,
    )


def _leading_out(folder: Path, document: str) -> Iterator[Fault]:
    """What a brief is made of whatever its prose says, and lies elsewhere."""
    links = [f"{part}/{link}" for part in PARTS if not leaves(folder, part) for link in links_outside(folder / part)]
    named = [name for name in (PROJECT_FILE, document, *PARTS) if leaves(folder, name)]
    for name in (*named, *(link for link in links if leaves(folder, link))):
        found = "leads out of the brief's folder by a symbolic link"
        yield Place(name).fault("file", found, "put there what it leads to")


def _project_faults(folder: Path, project: object, places: Mapping[tuple[str, ...], Place]) -> Iterator[Fault]:
    """What is wrong with the settings under `project:`, whichever renderer reads them."""
    if project is None:
        return
    place = places.get(("project",), Place(PROJECT_FILE, 1, 1))
    if not isinstance(project, dict):
        yield place.fault("project", "not a mapping", "write project: and its settings below it, indented")
        return
    named = str(project.get("output-dir") or OUTPUT_DIR)
    base = folder.resolve()
    output = (base / named).resolve()
    kept = {base, *(base / name for name in (*PARTS, GENERATED))}
    if base not in output.parents or output in kept:
        place = places.get(("project", "output-dir"), place)
        wanted = f"name a folder of the brief's own for them, such as {OUTPUT_DIR}"
        yield place.fault("output-dir", f"{named} is no place for pages", wanted)


def _unread(
    own: Mapping[str, Any], project: Mapping[str, Any], document: str, places: Mapping[tuple[str, ...], Place]
) -> Iterator[Fault]:
    """Fields of the project that no page would show, since the document has such fields, if others, of its own."""
    for name in _WHOLE:
        ours, others = own.get(name), project.get(name)
        if name in own and isinstance(others, dict):
            for key in others.keys() - (ours.keys() if isinstance(ours, dict) else ()):
                wanted = "write it there, or leave it empty there to have none"
                yield places[name, key].fault(name, f"{key} is not read: {document} has {name}: of its own", wanted)


def _format_settings(value: object) -> dict[str, dict[str, Any]]:
    """`format: html`, `format: [html, typst]` and `html: default` say the same as mappings."""
    if isinstance(value, str):
        return {value: {}}
    if isinstance(value, list):
        return {str(name): {} for name in value}
    if not isinstance(value, dict):
        return {}
    return {name: dict(own) if isinstance(own, dict) else {} for name, own in value.items()}


def _left_by(own: Mapping[str, Any], project: Mapping[str, Any]) -> dict[str, Any]:
    """Of a project's settings, those that a document's own do not replace."""
    replaced = own.keys() - _JOINED
    formats = project["format"].items()
    left = {name: {key: value for key, value in each.items() if key not in replaced} for name, each in formats}
    return {**{key: value for key, value in project.items() if key not in replaced}, "format": left}
