"""Citations of what no bibliography of the brief has: told before anything is rendered, and by what pandoc says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from statbrief.data.bibliography import keys
from statbrief.errors import Fault, near_miss
from statbrief.files.read import read_text
from statbrief.prose.document import Prose

_ID = re.compile(r"(?:^|[{,])[\s{-]*[\"']?id[\"']?\s*:\s*[\"']?([^\"',}\s]+)", re.MULTILINE)
"""Of an entry in JSON or YAML."""
_READABLE = frozenset({".bib", ".json", ".yaml", ".yml"})
_REFERENCE = re.compile(
    r"(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau)-", re.IGNORECASE
)
"""What Quarto refers to within a document."""


def unknown_citations(cited: Iterable[str], prose: Prose) -> Iterator[Fault]:
    """A fault for each of the keys that is in no bibliography, where all of these can be read."""
    settings = prose.project.settings("html")
    names = _bibliographies(settings)
    paths = [prose.project.folder / Path(name) for name in names]
    if not names or not all(path.suffix in _READABLE and path.is_file() for path in paths):
        return
    known = {*_known(prose), *_listed(settings.get("references"))}
    for key in cited:
        if key not in known and not _REFERENCE.match(key):
            yield missing_citation(key, prose)


def missing_citation(key: str, prose: Prose) -> Fault:
    """The fault of a key that is in no bibliography, at its first place in the prose."""
    place = prose.find(re.compile(rf"@\{{?{re.escape(key)}(?![\w-])"))
    names = _bibliographies(prose.project.settings("html"))
    return place.fault("citation", f"@{key} is not in {', '.join(names)}", near_miss(key, _known(prose)))


def _bibliographies(settings: Mapping[str, object]) -> list[str]:
    value = settings.get("bibliography")
    return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value else []


def _known(prose: Prose) -> list[str]:
    found: list[str] = []
    for name in _bibliographies(prose.project.settings("html")):
        text = read_text(prose.project.folder / Path(name), name)
        found += [*(key for key, _ in keys(text)), *_ID.findall(text)]
    return found


def _listed(references: object) -> Iterator[str]:
    """The keys of references that the settings themselves have."""
    for each in references if isinstance(references, list) else []:
        if isinstance(each, Mapping):
            yield str(each.get("id"))
