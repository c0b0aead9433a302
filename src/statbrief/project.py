"""A brief's settings: `_quarto.yml` and the front matter of its document, merged as Quarto merges them.

The document's own settings win over the project's, also over those that stand under `format:` there, and take their
place whole: a map or list of the project's is gone where the document has one of that name. Only what Quarto itself
reads, such as style sheets and filters, is joined. Within a file, what stands under `format: html:` or `format: typst:`
wins over the top level for that format. (So a Quarto 1.10.18 was seen to do.) Every setting remembers where it was
written, so that a message can name file, line and column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from statbrief.boundaries import leaves, links_outside
from statbrief.errors import Fault, ProjectError, StatbriefError, near_miss
from statbrief.generated import Generated
from statbrief.unfolding import LOADER, UnfoldingError, refuse_endless

PROJECT_FILE = "_quarto.yml"
DOCUMENT = "brief.qmd"
OUTPUT_DIR = "_output"
DEFAULT_LANGUAGE = "en"
FORMATS = {"html": "html", "pdf": "typst"}  # what we write -> what Quarto calls the way to it

_JOINED = frozenset(
    {
        "css", "execute", "filters", "font-paths", "format", "include-after-body", "include-before-body",
        "include-in-header", "language", "project", "template-partials",
    }
)  # fmt: skip
"""The settings of which a document's own are added to the project's."""
_PARTS = ("data", "analysis", "theme", "_extensions")
"""The folders of which all files make the brief what it is: they are attached, or their hashes are."""
_EDITION = re.compile(r"brief\.([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\.qmd")
_NULL = "tag:yaml.org,2002:null"
_INT = "tag:yaml.org,2002:int"
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Place(NamedTuple):
    """Where something stands: a file relative to the brief's folder, line and column from 1."""

    file: str
    line: int
    column: int


def fault_at(place: Place, what: str, found: str, wanted: str = "") -> Fault:
    """A fault at that place."""
    return Fault(file=place.file, line=place.line, column=place.column, what=what, found=found, wanted=wanted)


@dataclass(frozen=True, kw_only=True)
class Project:
    """A brief's folder, its document's text and its settings.

    `text` is the document as it stands, its lines ending in a newline; its body starts at line `body_line`.
    `metadata` holds all settings merged, `format` among them as format -> its own settings.
    """

    folder: Path
    document: str
    text: str
    body_line: int
    metadata: Mapping[str, Any]
    places: Mapping[tuple[str, ...], Place]
    listed: tuple[str, ...] = field(default=())

    @property
    def stem(self) -> str:
        """The name of the pages, without what says their kind."""
        return self.document.rpartition(".")[0]

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
        raise ProjectError(Fault(file=name, what="edition", found=f"there is none called '{edition}'", wanted=wanted))
    return name


def edition_document(edition: str) -> str:
    """The name of an edition's document."""
    return f"brief.{edition}.qmd"


def edition_of(document: str) -> str:
    """The edition that a document is, by its name; nothing of `brief.qmd` and of other documents.

    >>> edition_of("brief.es.qmd"), edition_of("brief.qmd"), edition_of("notes.es.qmd")
    ('es', '', '')
    """
    found = _EDITION.fullmatch(document)
    return found[1] if found else ""


def read_project(folder: Path, document: str = DOCUMENT) -> Project:
    """The settings of the brief in `folder`.

    Raises ProjectError when a file is missing, is not UTF-8 or is not YAML.
    """
    for name in (PROJECT_FILE, document):
        if not (folder / name).is_file():
            wanted = f"a brief's folder has {PROJECT_FILE} and {document}"
            raise ProjectError(Fault(file=name, what="file", found="missing", wanted=wanted))
    places: dict[tuple[str, ...], Place] = {}
    config = read_text(folder / PROJECT_FILE, PROJECT_FILE)
    project = parse_settings(config, PROJECT_FILE, 1, places)
    text = read_text(folder / document, document)
    front, body_line = split_front_matter(text, document)
    own = parse_settings(front, document, 2, places)
    for settings in (project, own):
        settings["format"] = _format_settings(settings.get("format"))
    listed = tuple(own["format"] or project["format"])
    metadata = merge(_left_by(own, project), own)
    faults = [*_leading_out(folder, document), *_project_faults(folder, metadata.get("project"), places)]
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


def language(folder: Path, document: str = DOCUMENT) -> str:
    """The language that a document is written in: its own `lang`, else the project's, else English."""
    if not (folder / PROJECT_FILE).is_file():
        return DEFAULT_LANGUAGE
    if (folder / document).is_file():
        return language_of(read_project(folder, document).metadata)
    return language_of(parse_settings(read_text(folder / PROJECT_FILE, PROJECT_FILE), PROJECT_FILE, 1, {}))


def language_of(settings: Mapping[str, Any]) -> str:
    """The language that settings name, else English."""
    return str(settings.get("lang") or DEFAULT_LANGUAGE)


def _leading_out(folder: Path, document: str) -> Iterator[Fault]:
    """What a brief is made of whatever its prose says, and lies elsewhere."""
    links = [f"{part}/{link}" for part in _PARTS if not leaves(folder, part) for link in links_outside(folder / part)]
    named = [name for name in (PROJECT_FILE, document, *_PARTS) if leaves(folder, name)]
    for name in (*named, *(link for link in links if leaves(folder, link))):
        found = "leads out of the brief's folder by a symbolic link"
        yield Fault(file=name, what="file", found=found, wanted="put there what it leads to")


def _project_faults(folder: Path, project: object, places: Mapping[tuple[str, ...], Place]) -> Iterator[Fault]:
    """What is wrong with the settings under `project:`, whichever renderer reads them."""
    if project is None:
        return
    place = places.get(("project",), Place(PROJECT_FILE, 1, 1))
    if not isinstance(project, dict):
        yield fault_at(place, "project", "not a mapping", "write project: and its settings below it, indented")
        return
    named = str(project.get("output-dir") or OUTPUT_DIR)
    base = folder.resolve()
    output = (base / named).resolve()
    kept = {base, *(base / name for name in ("data", "analysis", "theme", "_generated"))}
    if base not in output.parents or output in kept:
        place = places.get(("project", "output-dir"), place)
        wanted = f"name a folder of the brief's own for them, such as {OUTPUT_DIR}"
        yield fault_at(place, "output-dir", f"{named} is no place for pages", wanted)


def read_text(path: Path, name: str, error: type[StatbriefError] = ProjectError) -> str:
    """The text of a UTF-8 file, without a byte order mark, its lines ending in a newline.

    Raises `error` for a file that cannot be read, or is in another encoding.
    """
    try:
        data = path.read_bytes()
    except OSError as problem:
        found = f"cannot be read ({problem.strerror or problem})"
        raise error(Fault(file=name, what="file", found=found)) from problem
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        before = data[: problem.start]
        line, column = before.count(b"\n") + 1, problem.start - before.rfind(b"\n")
        found = f"byte 0x{data[problem.start]:02x} is not UTF-8"
        wanted = "save the file as UTF-8"
        raise error(fault_at(Place(name, line, column), "encoding", found, wanted)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_front_matter(text: str, name: str) -> tuple[str, int]:
    r"""The YAML between the first two ``---`` lines, and the line on which the body starts.

    >>> split_front_matter("---\ntitle: A\n---\nBody", "brief.qmd")
    ('title: A', 4)
    >>> split_front_matter("Body", "brief.qmd")
    ('', 1)
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", 1
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in {"---", "..."}:
            return "\n".join(lines[1:number]), number + 2
    wanted = "end it with a line that is ---"
    raise ProjectError(Fault(file=name, line=1, what="front matter", found="does not end", wanted=wanted))


def parse_settings(text: str, name: str, first_line: int, places: dict[tuple[str, ...], Place]) -> dict[str, Any]:
    """The mapping that `text` writes in YAML; where its keys stand is added to `places`."""
    try:
        refuse_endless(text)
        root = yaml.compose(text, Loader=LOADER)
    except (yaml.YAMLError, UnfoldingError) as problem:
        raise ProjectError(yaml_fault(problem, name, first_line)) from None
    if root is None:
        return {}
    faults: list[Fault] = []

    def place(node: yaml.Node) -> Place:
        return Place(name, node.start_mark.line + first_line, node.start_mark.column + 1)

    value = _value(root, (), (), place, places, faults)
    if not isinstance(value, dict):
        raise ProjectError(fault_at(place(root), "YAML", "not a mapping", "write key: value lines"))
    if faults:
        raise ProjectError(faults)
    return value


def _value(
    node: yaml.Node,
    path: tuple[str, ...],
    above: tuple[int, ...],
    place: Callable[[yaml.Node], Place],
    places: dict[tuple[str, ...], Place],
    faults: list[Fault],
) -> object:
    """What a node of YAML says; text stays as written (a date, 1.50), all but true, false, null, integers."""
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    at = place(node)
    if id(node) in above:
        found = "an alias that contains itself"
        faults.append(fault_at(at, "YAML", found))
        return None
    above = (*above, id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, path, above, place, places, faults) for item in node.value]
    mapping: dict[str, object] = {}
    for key_node, value_node in node.value:
        key, at = str(key_node.value), place(key_node)
        if key in mapping:
            faults.append(fault_at(at, key, "written twice", "keep one of the two"))
        places[(*path, key)] = at
        mapping[key] = _value(value_node, (*path, key), above, place, places, faults)
    return mapping


def _scalar(node: yaml.ScalarNode) -> object:
    text = str(node.value)
    if not node.style:  # plain, neither quoted nor a block
        if node.tag == _NULL:
            return None
        if text in _BOOL:
            return _BOOL[text]
        if node.tag == _INT and text.lstrip("+-").isdecimal():
            return int(text)
    return text


def yaml_fault(problem: yaml.YAMLError | UnfoldingError, name: str, first_line: int) -> Fault:
    """What is wrong with a text that is not YAML, or comes to too much, and where."""
    if isinstance(problem, UnfoldingError):
        place = Place(name, problem.line + first_line, problem.column + 1)
        return fault_at(place, "YAML", problem.found, problem.wanted)
    mark = getattr(problem, "problem_mark", None)
    found = str(getattr(problem, "problem", None) or problem)
    if mark is None:
        return Fault(file=name, what="YAML", found=found)
    return Fault(file=name, line=mark.line + first_line, column=mark.column + 1, what="YAML", found=found)


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


def merge(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Both settings as one: mappings are merged, lists and style sheets joined without repeats, else `over` wins.

    >>> merge({"toc": True, "css": ["a.css"]}, {"toc": False, "css": "b.css"})
    {'toc': False, 'css': ['a.css', 'b.css']}
    """
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            merged[key] = merge(below, value)
        elif (
            below is not None
            and value is not None
            and (isinstance(below, list) or isinstance(value, list) or key == "css")
        ):
            joined = below if isinstance(below, list) else [below]
            added = value if isinstance(value, list) else [value]
            merged[key] = joined + [item for item in added if item not in joined]
        else:
            merged[key] = value
    return merged
