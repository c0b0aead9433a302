"""Which of Quarto's options the embedded renderer obeys, and what it says about all others.

An option under `format:` that is not known here stops the build: nothing is ever dropped in silence. At the
top level and in the front matter anything else is metadata, which `{{< meta … >}}` may read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from statbrief.errors import Fault, Place, near_miss
from statbrief.files.paths import PROJECT_FILE
from statbrief.project.project import FORMATS, Project
from statbrief.project.steps import faults_of_steps
from statbrief.renderers.unread import faults_of_unread

TEXT, TEXTS, FLAG, COUNT, MAP, ANY = "text", "texts", "true or false", "a whole number", "a mapping", "any"
Kind = str | tuple[str, ...]

IN_BOTH: Mapping[str, Kind] = {
    "abstract": TEXT,
    "author": ANY,
    "bibliography": TEXTS,
    "callout-appearance": ("default", "simple", "minimal"),
    "callout-icon": FLAG,
    "citeproc": FLAG,
    "crossref": MAP,
    "csl": TEXT,
    "date": TEXT,
    "date-format": ("iso", "short", "medium", "long", "full"),
    "description": TEXT,
    "engine": ("markdown",),
    "execute": ANY,
    "fig-align": ("default", "left", "center", "right"),
    "filters": ANY,
    "include-after-body": ANY,
    "include-before-body": ANY,
    "include-in-header": ANY,
    "keywords": TEXTS,
    "lang": TEXT,
    "language": MAP,
    "link-citations": FLAG,
    "number-depth": COUNT,
    "number-sections": FLAG,
    "reference-section-title": TEXT,
    "subtitle": TEXT,
    "template-partials": TEXTS,
    "title": TEXT,
    "toc": FLAG,
    "toc-depth": COUNT,
    "toc-title": TEXT,
}
IN_ONE: Mapping[str, Mapping[str, Kind]] = {
    "html": {
        "css": TEXTS,
        "embed-resources": (FLAG, "true"),
        "html-math-method": ("mathml", "plain"),
        "minimal": FLAG,
        "section-divs": ("true",),
        "theme": ("none",),
    },
    "typst": {
        "font-paths": TEXTS,
        "fontsize": TEXT,
        "keep-typ": FLAG,
        "mainfont": TEXT,
        "margin": MAP,
        "papersize": TEXT,
        "pdf-standard": TEXTS,
        "section-numbering": TEXT,
    },
}
PDF_STANDARDS = frozenset(
    {
        "1.4", "1.5", "1.6", "1.7", "2.0", "a-1a", "a-1b", "a-2a", "a-2b", "a-2u", "a-3a", "a-3b", "a-3u",
        "a-4", "a-4e", "a-4f", "ua-1",
    }
)  # fmt: skip
CROSSREF = frozenset(
    {
        "fig-title", "fig-prefix", "tbl-title", "tbl-prefix", "sec-prefix", "eq-prefix",
        "title-delim", "ref-delim", "ref-hyperlink",
    }
)  # fmt: skip
_REFUSED = {
    "from": "write what Quarto's own Markdown reads",
    "header-includes": "write include-in-header",
    "metadata-files": f"write the settings into {PROJECT_FILE}",
    "number-offset": "its sections begin with one",
    "output-file": "its pages are called as the document",
    "reader": "write what Quarto's own Markdown reads",
    "shift-heading-level-by": "write the headings at the level that they are to have",
    "thanks": "write a note behind the title's text",
    "website": "a brief is not a website",
    "book": "a brief is not a book",
}
_WAY_OUT = "leave it out, or render with Quarto"
OF_THE_BRIEF = ("accent", "brand", "companions", "large-print", "publisher")
"""What is said of the brief as a whole, whatever its formats."""


def faults_of_settings(project: Project) -> Iterator[Fault]:
    """Every setting that the embedded renderer cannot obey, with the way out."""
    metadata = project.metadata
    kind = (metadata.get("project") or {}).get("type", "default")
    if kind != "default":
        place = project.place("project", "type")
        yield place.fault("project type", f"{kind} is Quarto's alone", "write type: default")
    yield from faults_of_steps(project)
    yield from faults_of_unread(project)
    for key, wanted in _REFUSED.items():
        if key in metadata:
            yield project.place(key).fault(key, "the embedded renderer does not read it", wanted)
    for name, own in metadata["format"].items():
        yield from _faults_in_format(project, name, own)
    known = {**IN_BOTH, **IN_ONE["html"], **IN_ONE["typst"]}
    for key, value in metadata.items():
        if key in known:
            yield from _misfit(key, value, known[key], project.place(key))
    for name in FORMATS.values():
        yield from _faults_in_crossref(project, name)


def _faults_in_format(project: Project, name: str, own: Mapping[str, Any]) -> Iterator[Fault]:
    if name not in IN_ONE:
        found = f"{name} is not written by the embedded renderer (html, typst)"
        yield project.place("format", name).fault("format", found, _WAY_OUT)
        return
    known = {**IN_BOTH, **IN_ONE[name]}
    for key, value in own.items():
        place = project.place("format", name, key)
        if key in known:
            yield from _misfit(key, value, known[key], place)
        elif key in OF_THE_BRIEF:
            yield place.fault(key, f"is no option of {name} alone", f"write it at the top level of {PROJECT_FILE}")
        else:
            found = f"the embedded renderer does not know this option of {name}"
            yield place.fault(key, found, near_miss(key, known) or _WAY_OUT)


def _faults_in_crossref(project: Project, name: str) -> Iterator[Fault]:
    own = project.metadata["format"].get(name) or {}
    for path, words in (
        (("crossref",), project.metadata.get("crossref")),
        (("format", name, "crossref"), own.get("crossref")),
    ):
        if not isinstance(words, dict) or (len(path) == 1 and name != "html"):
            continue
        for key in words:
            if key not in CROSSREF:
                found = "the embedded renderer does not know this word of cross-references"
                yield project.place(*path, key).fault(key, found, near_miss(key, CROSSREF) or _WAY_OUT)


def _misfit(key: str, value: object, kind: Kind, place: Place) -> Iterator[Fault]:
    if value is None or (_fits(value, kind) and key != "pdf-standard"):
        return
    if key == "pdf-standard":
        for name in texts(value):
            if name not in PDF_STANDARDS:
                found = f"{name} is not a standard that Typst writes"
                yield place.fault(key, found, near_miss(name, PDF_STANDARDS) or "write a-3a or ua-1")
        return
    wanted = kind if isinstance(kind, str) else " or ".join(each for each in kind if each != FLAG)
    if kind == (FLAG, "true"):
        yield place.fault(key, "a brief is one file that loads nothing from elsewhere", "write true")
    elif isinstance(kind, tuple):
        found = f"{_shown(value)} is Quarto's alone"
        yield place.fault(key, found, f"the embedded renderer knows {wanted}")
    else:
        yield place.fault(key, f"{_shown(value)} is not {_PHRASES[kind]}")


_PHRASES = {TEXT: "a text", TEXTS: "a text or a list of texts", FLAG: FLAG, COUNT: COUNT, MAP: MAP}


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, str) else str(value)


def _fits(value: object, kind: Kind) -> bool:
    if isinstance(kind, tuple):
        text = str(value).lower() if isinstance(value, bool) else value
        return text in kind and text != FLAG
    plain = isinstance(value, (str, int)) and not isinstance(value, bool)
    fitting = {
        ANY: True,
        FLAG: isinstance(value, bool),
        COUNT: isinstance(value, int) and not isinstance(value, bool),
        MAP: isinstance(value, dict),
        TEXT: plain,
        TEXTS: plain or (isinstance(value, list) and all(isinstance(item, (str, int)) for item in value)),
    }
    return fitting[kind]


def standards(settings: Mapping[str, Any]) -> list[str]:
    """What a print is held to and says that it is: an accessible archive with its data, unless the brief says else.

    >>> standards({}), standards({"pdf-standard": "ua-1"}), standards({"pdf-standard": []})
    (['a-3a', 'ua-1'], ['ua-1'], [])
    """
    chosen = settings.get("pdf-standard")
    return ["a-3a", "ua-1"] if chosen is None else texts(chosen)


def texts(value: object) -> list[str]:
    """A text or a list of texts, as a list.

    >>> texts("a.css"), texts(["a.css", "b.css"]), texts(None)
    (['a.css'], ['a.css', 'b.css'], [])
    """
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
