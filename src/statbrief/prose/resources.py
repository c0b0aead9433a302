"""What the pages of a brief would load, found in its prose, its settings and its styles before any program runs.

Each is a file of the brief's own. Renderers look for pictures and styles in their own ways, and this looks in all of
them: a picture in Markdown, an attribute of a tag, an address in a style, a path in Typst.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from statbrief.errors import Fault, Place, StatbriefError, in_order
from statbrief.files.inside_folder import is_address, is_held, leaves
from statbrief.files.prose_lines import Passage
from statbrief.files.read import read_text
from statbrief.project.project import FORMATS, Project
from statbrief.prose.document import Prose
from statbrief.prose.shortcodes import find_shortcodes
from statbrief.prose.styles_of_sources import faults_of_styles
from statbrief.prose.variables import look_up, text_of

HTML, TYPST, CSS, MARKDOWN = "html", "typst", "css", "markdown"
FILES = ("bibliography", "brand", "citation-abbreviations", "csl", "css", "filters", "font-paths", "include-after-body",
         "include-before-body", "include-in-header", "metadata-files", "reference-doc", "shortcodes",
         "syntax-definition", "syntax-definitions", "template", "template-partials", "theme")  # fmt: skip
"""Settings that name files."""
TEXTS = ("header-includes", "include-after", "include-before")
"""Settings that hold what goes into the pages as it is."""

_INNER = r"(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.|\[[^\[\]]*+\])*+\])*+"
_TARGET = r"(?:<(?P<angled>[^<>\n]*+)>|(?P<bare>(?:\{\{<[^<>]*+>\}\}|[^\s()\\]|\\.|\([^\s()]*+\))++))"
_PICTURE = re.compile(rf"!\[(?P<label>{_INNER})\](?:\(\s*+{_TARGET}|(?P<reference>\[{_INNER}\])?)")
_DEFINITION = re.compile(rf"^[ >]{{0,12}}\[(?P<label>{_INNER})\]:\s*+{_TARGET}", re.MULTILINE)
_TAG = re.compile(r"<(?P<name>[A-Za-z][\w:-]*+)(?P<rest>(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)")
_BRACES = re.compile(r"\{(?P<rest>(?:[^{}\"']|\"[^\"]*+\"|'[^']*+')*+)\}")
_ATTRIBUTE = re.compile(
    r"(?P<key>[A-Za-z][\w:.-]*+)\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<plain>[^\s\"'>}]++))"
)
_LOADING = re.compile(
    r"src|srcset|data-src|data-srcset|poster|background|data|data-background.*|formaction|action|manifest"
)
_REFERRING = frozenset({"link", "image", "use", "base", "feimage", "pattern", "script"})
_STYLE = re.compile(r"<style\b[^>]*+>(?P<text>.*?)(?:</style|\Z)", re.DOTALL | re.IGNORECASE)
_CSS_NOTE = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CSS_CODE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n]?|(.))", re.DOTALL)
_CSS_LOADS = re.compile(
    r"(?P<word>@import|image-set(?=\()|src(?=\())[^;}\n]*+"
    r"|url\(\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<plain>[^)\"']*+))",
    re.IGNORECASE,
)
_TYPST = re.compile(
    r"(?<![\w-])(?:read|image|include|import|csv|json|toml|yaml|cbor|xml|bibliography|plugin)\b[\s(]*+"
    r"(?:path\s*+:\s*+)?\"(?P<path>(?:[^\"\\]|\\.)*+)\""
)
_PACKAGE = re.compile(r"\"(@[\w-]+/[^\"]*+)\"")
_LONGEST_SHOWN = 60
_ELSEWHERE = "a brief is one file that loads nothing"
_OUTSIDE = "copy the file into the brief's folder"


class Named(NamedTuple):
    """What a text names: where, its path or address, what names it, and whether it may be a path at all."""

    start: int
    name: str
    what: str
    is_path: bool = True


def faults(prose: Prose) -> list[Fault]:
    """Everything that would be loaded from outside the brief's folder, and a style of citations that is none."""
    project = prose.project
    return in_order([*_in_settings(project), *_in_files(project), *faults_of_styles(project), *_in_prose(prose)])


def named_in(kind: str, text: str) -> Iterator[Named]:
    """What a text of a kind (`html`, `markdown`, `css`, `typst`) names.

    >>> [named.name for named in named_in("html", '<img src="a.png"> <a href="b.html">')]
    ['a.png']
    """
    if kind == CSS:
        yield from _in_css(text)
    elif kind == TYPST:
        yield from (Named(found.start("path"), found["path"].lstrip("/"), "Typst") for found in _TYPST.finditer(text))
        yield from (Named(found.start(), found[1], "Typst", is_path=False) for found in _PACKAGE.finditer(text))
    else:
        yield from _in_tags(text)
        if kind == MARKDOWN:
            yield from _in_pictures(text)
            for found in _BRACES.finditer(text):
                yield from _in_attributes(found, "", "attribute")


def _in_tags(text: str) -> Iterator[Named]:
    for tag in _TAG.finditer(text):
        yield from _in_attributes(tag, tag["name"].lower(), "raw HTML")
    for style in _STYLE.finditer(text):
        yield from (each._replace(start=style.start("text") + each.start) for each in _in_css(style["text"]))


def _in_attributes(found: re.Match[str], tag: str, what: str) -> Iterator[Named]:
    for attribute in _ATTRIBUTE.finditer(found["rest"]):
        key = attribute["key"].lower().rpartition(":")[2]
        value = unescape(attribute["double"] or attribute["single"] or attribute["plain"] or "")
        start = found.start("rest") + max(attribute.start(each) for each in ("double", "single", "plain"))
        if key == "style":
            yield from (each._replace(start=start) for each in _in_css(value))
        elif "srcset" in key:
            yield from (Named(start, each.split()[0], what) for each in value.split(",") if each.split())
        elif (_LOADING.fullmatch(key) or (key == "href" and tag in _REFERRING)) and not value.startswith("#"):
            yield Named(start, value, what)


def _in_pictures(text: str) -> Iterator[Named]:
    defined = {_label(found["label"]): found for found in _DEFINITION.finditer(text)}
    for picture in _PICTURE.finditer(text):
        found: re.Match[str] | None = picture
        if (picture["angled"] or picture["bare"]) is None:
            reference = picture["reference"]
            found = defined.get(_label(reference[1:-1] if reference and reference != "[]" else picture["label"]))
        target = found and (found["angled"] or found["bare"])
        if found and target:
            plain = re.sub(r"\\([^\w\s])", r"\1", unescape(target))
            start = max(found.start("angled"), found.start("bare"))
            yield Named(start, plain if is_address(plain) else plain.lstrip("/"), "picture")


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _in_css(text: str) -> Iterator[Named]:
    """What a style loads, also where its words are written in codes."""
    plain = _CSS_NOTE.sub(lambda note: re.sub(r"[^\n]", " ", note[0]), text)
    known = {found[0]: found for found in _CSS_LOADS.finditer(plain)}
    yield from (named for found in known.values() for named in _loaded(found, found.start()))
    decoded = _CSS_CODE.sub(lambda code: chr(min(int(code[1], 16), 0xFFFD)) if code[1] else code[2], plain)
    for found in _CSS_LOADS.finditer(decoded):
        if found[0] not in known:
            yield from _loaded(found, plain.find("\\"))


def _loaded(found: re.Match[str], start: int) -> Iterator[Named]:
    named = found["double"] or found["single"] or (found["plain"] or "").strip()
    if found["word"]:
        yield Named(start, found["word"], "style", is_path=False)
    elif not named.startswith("#"):
        yield Named(start, named, "style")


def _problem(folder: Path, named: Named) -> tuple[str, str] | None:
    """What is wrong with loading this, and what would be right."""
    name = named.name
    shown = name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"
    if not named.is_path or is_address(name):
        return f"{shown} loads from elsewhere", _ELSEWHERE
    path = unquote(re.split(r"[?#]", name, maxsplit=1)[0])
    if path and not is_held(name) and (leaves(folder, path) or leaves(folder, name)):
        return f"{shown} leads out of the brief's folder", _OUTSIDE
    return None


# -- settings and files ------------------------------------------------------------------------------------------------


def _in_settings(project: Project) -> Iterator[Fault]:
    """Paths that settings name, and what they hold that goes into the pages."""
    for path, value in _leaves(project.metadata, ()):
        keys = [key for key in path if not key.isdigit()]
        place = project.place(*keys)
        if any(key in FILES for key in keys) and keys[-1] != "text":
            if found := _problem(project.folder, Named(0, value, "")):
                yield place.fault(keys[-1] if keys[-1] in FILES else keys[-2], *found)
            continue
        kind = HTML if set(keys) & {*FILES, *TEXTS} else MARKDOWN
        kinds = [TYPST, HTML] if kind == HTML and "html" not in keys else [kind]
        for named in (each for one in kinds for each in named_in(one, value)):
            if found := _problem(project.folder, named):
                yield place.fault(next((key for key in keys if key in {*FILES, *TEXTS}), keys[0]), *found)


def _leaves(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each text in a setting, with the keys that lead to it."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, (*path, str(key)))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _leaves(each, (*path, str(number)))
    elif isinstance(value, str):
        yield path, value


def _in_files(project: Project) -> Iterator[Fault]:
    """What the files load that settings bring into the pages: style sheets, parts of templates, includes."""
    for name, kind in dict.fromkeys(_brought_in(project)):
        if leaves(project.folder, name) or not (project.folder / name).is_file():
            continue
        try:
            text = read_text(project.folder / name, name)
        except StatbriefError as error:
            yield from error.faults
            continue
        for named in named_in(kind, text):
            beside = kind == CSS and not is_address(named.name) and not is_held(named.name)
            inside = named._replace(name=str(Path(name).parent / named.name)) if beside and named.is_path else named
            if found := _problem(project.folder, inside):
                line, start = text.count("\n", 0, named.start) + 1, text.rfind("\n", 0, named.start) + 1
                yield Place(name, line, named.start - start + 1).fault(named.what, *found)


def _brought_in(project: Project) -> Iterator[tuple[str, str]]:
    for pandoc_format in FORMATS.values():
        settings = project.settings(pandoc_format)
        for key in FILES:
            value = settings.get(key)
            for item in value if isinstance(value, list) else [value]:
                name = item.get("file") if isinstance(item, dict) else item
                if not isinstance(name, str):
                    continue
                if key == "css":
                    yield name, CSS
                elif key.startswith("include-") or key in {"template-partials", "template"}:
                    yield name, TYPST if pandoc_format == "typst" or name.endswith(".typ") else HTML


# -- prose -------------------------------------------------------------------------------------------------------------


def _in_prose(prose: Prose) -> Iterator[Fault]:
    lines = _Lines(prose.passages)
    for kind, text, start in lines.texts():
        for named in named_in(kind, text):
            if found := _problem(prose.project.folder, named._replace(name=_spoken(named.name, prose))):
                yield lines.place(start + named.start).fault(named.what, *found)


def _spoken(text: str, prose: Prose) -> str:
    """The text with what shortcodes stand for, where that is an address or a path."""
    if "{{<" not in text:
        return text
    parts, done = [], 0
    for code in find_shortcodes(text):
        source: Mapping[str, Any] = prose.variables if code.name == "var" else prose.project.metadata
        known = text_of(look_up(source, code.arguments[0])) if code.name in {"var", "meta"} and code.arguments else ""
        parts += [text[done : code.start], known if _is_plain(known) else code.source.replace(" ", "")]
        done = code.end
    return "".join([*parts, text[done:]])


def _is_plain(known: str) -> bool:
    return bool(known) and re.search(r"[\s\[\](){}<>]", known) is None


class _Lines:
    """Passages of one kind on lines one after the other, joined, and where each place in them was written."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = list(passages)
        self.starts: list[int] = []
        length = 0
        for passage in self.passages:
            self.starts.append(length)
            length += len(passage.text) + 1

    def texts(self) -> Iterator[tuple[str, str, int]]:
        """Kind, text and start of each run of passages of a kind."""
        first = 0
        for number in range(1, len(self.passages) + 1):
            if number == len(self.passages) or self.passages[number].kind != self.passages[first].kind:
                run = self.passages[first:number]
                yield run[0].kind, "\n".join(passage.text for passage in run), self.starts[first]
                first = number

    def place(self, offset: int) -> Place:
        """Where it was written: line and column."""
        number = max(0, bisect_right(self.starts, offset) - 1)
        passage = self.passages[number]
        return Place(passage.file, passage.line, offset - self.starts[number] + 1)
