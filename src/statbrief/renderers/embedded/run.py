"""One format's run of pandoc: its template, its arguments and the text that it reads."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from statbrief.errors import Fault, Place, near_miss
from statbrief.files.inside_folder import links_outside
from statbrief.files.kept import KeptFiles
from statbrief.files.paths import EXTENSION, STYLES, THEME
from statbrief.files.read import read_text
from statbrief.files.theme import theme_file
from statbrief.languages.page_words import crossref_words
from statbrief.prose.document import Prose
from statbrief.prose.shortcodes import AS_WRITTEN
from statbrief.renderers.address_in_print import address_in_print
from statbrief.renderers.embedded.abridged import Template
from statbrief.renderers.embedded.citation_style import default_style
from statbrief.renderers.embedded.metadata import metadata_of
from statbrief.renderers.embedded.options import standards, texts
from statbrief.renderers.embedded.styles import missing, with_files
from statbrief.renderers.for_extension import told_at_head

HERE = Path(__file__).parent
# Of the Typst document's metadata, what may differ from the page's while one run of pandoc serves both.
TYPST_ALONE = frozenset({"fontsize", "lang", "mainfont", "margin", "papersize", "region", "section-numbering", "toc"})
FIRST_LINE = 9  # of the prose, in what pandoc reads: the front matter and the filters' settings come first
PARTIALS = {
    "html": ("metadata.html", "toc.html"),
    "typst": ("definitions.typ", "typst-template.typ", "page.typ", "typst-show.typ"),
}
SHARED_PARTIALS = {"html": (), "typst": ("fit-table.typ", "lines.typ")}
"""Those that Quarto's documents have too, by way of the extension."""
OF_THEME = {"html": ("title-block.html",), "typst": ("typst-template.typ", "typst-show.typ")}
"""Those of the theme; a brief that names one of print has no other of print from there."""
STYLE_SHEET, PRINT_FILTER = "brief.css", "brief.lua"
"""What else of the theme makes a page, and the print that its Typst template sets."""
MARGIN = {"x": "0.55in", "top": "0.55in", "bottom": "0.7in"}
"""Of a page that the theme sets, unless a brief says otherwise."""
TEMPLATES = {"html": "template.html", "typst": "template.typ"}
_PARTIAL = re.compile(r"^\$([\w.-]+)\(\)\$$", re.MULTILINE)
_KINDS = {AS_WRITTEN: "as written", "pagebreak": "pagebreak"}
"""What the filters make of a shortcode, by its name; of all others they show the value."""
SUSPECT = re.compile(
    r"panel-|aside|hidden|column|layout|profile|cap-location|margin-caption|full-width|landscape|grid|g-col|incremental"
    r"|fragment|r-stack|lightbox|proof|remark|solution|callout-|lst-cap|filename|code-|startFrom|collapse|subcap|fig-link"
    r"|group|list-table|#(?:thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau)-"
)
"""Texts in which the filter `faults.lua` looks for what is not spoken; a test holds its names against this."""
_ANNOTATED = re.compile(r"<[0-9]+>[ \t*/]*$", re.MULTILINE)
_INCLUDES = {
    "include-in-header": "--include-in-header",
    "include-before-body": "--include-before-body",
    "include-after-body": "--include-after-body",
}


@dataclass(frozen=True, kw_only=True)
class Run:
    """What pandoc is to do for one format, with the brief's folder as its working directory."""

    arguments: Sequence[str]
    text: str
    files: Sequence[str]  # what it reads, relative to the folder


def relative(folder: Path, path: Path) -> str:
    """The path as seen from a folder; as it is where there is no such way, as between two drives."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:
        return str(path)


class Assembler:
    """Puts the run of one format together; gathers faults."""

    def __init__(self, prose: Prose, pandoc_format: str, work: Path, day: date | None) -> None:
        self.prose = prose
        self.project = prose.project
        self.format = pandoc_format
        self.settings = {"date-format": "long", **self.project.settings(pandoc_format)}
        self.work = work
        self.day = day
        self.metadata = metadata_of(pandoc_format, self.settings, day, self.project.stem)
        if pandoc_format == "typst" and self._is_set_by_theme():
            self.metadata.setdefault("margin", MARGIN)
        self.faults: list[Fault] = []
        self.files: list[str] = []
        self.styles = list(self._styles()) if pandoc_format == "html" else []

    def run(self, typst: Assembler | None = None) -> Run:
        """The run, and with `typst` one that makes the Typst source too; look at `faults` before using it."""
        arguments = self._arguments()
        text = self._text(typst.job(self.metadata) if typst is not None else None)
        return Run(arguments=arguments, text=text, files=tuple(dict.fromkeys(self.files)))

    def can_serve(self, typst: Assembler) -> bool:
        """Whether the two formats differ in nothing that they would share."""
        ours, theirs = self._for_filters(), typst._for_filters()
        return (
            not ours["conditional"]
            and ours == theirs | {"ua": False, "styles": self.styles}
            and typst._alone(self.metadata) is not None
        )

    def _alone(self, shared: Mapping[str, Any]) -> dict[str, Any] | None:
        """The metadata that is this format's alone; None when a text would differ."""
        alone = {key: value for key, value in self.metadata.items() if shared.get(key) != value}
        return alone if TYPST_ALONE.issuperset(alone) else None

    def job(self, shared: Mapping[str, Any]) -> dict[str, Any]:
        """What a run for the page needs to know to write the Typst source as well."""
        variables = {
            option.removeprefix("--").replace("include-in-header", "header-includes").removesuffix("-body"): [
                read_text(self.project.folder / name, name) for name in self._included(key)
            ]
            for key, option in _INCLUDES.items()
        }
        return {
            "metadata": self._alone(shared),
            "output": str(self.work / "pdf.out"),
            "template": self.template.text,
            "variables": {name: texts for name, texts in variables.items() if texts},
        }

    def relative(self, path: Path) -> str:
        """The path from the brief's folder, where pandoc works: it takes %20 in a path for a space."""
        return relative(self.project.folder, path)

    # -- arguments --------------------------------------------------------

    def _arguments(self) -> list[str]:
        settings = self.settings
        html = self.format == "html"
        template = self.work / TEMPLATES[self.format]
        template.write_text(self.template.text, encoding="utf-8")
        # within a sandbox pandoc reads what the command line names, and else nothing: no file, no address
        arguments = ["--sandbox", "--from=markdown", "--standalone", "--wrap=preserve"]
        arguments.append(f"--template={self.relative(template)}")
        arguments.append("--to=html5" if html else "--to=typst-citations-smart")
        arguments.append(f"--lua-filter={self.relative(HERE / 'filters' / 'main.lua')}")
        for key, option in _INCLUDES.items():
            arguments += [f"{option}={name}" for name in self._included(key)]
        if html:
            arguments += ["--section-divs", "--embed-resources", "--syntax-highlighting=none"]
            arguments += ["--mathml"] if settings.get("html-math-method") != "plain" else []
            arguments += [f"--css={each['name']}" for each in self.styles]
            arguments += ["--toc", f"--toc-depth={self._depth('toc-depth')}"] if settings.get("toc") else []
        return arguments

    def _depth(self, key: str) -> int:
        return int(self.settings.get(key) or (3 if key == "toc-depth" else 6))

    def _filters(self) -> Iterator[str]:
        for name in self._named("filters"):
            if name in {"quarto", "citeproc", EXTENSION}:  # what this renderer does itself
                continue
            if not name.endswith(".lua"):
                found = f"{name} is not a Lua filter"
                self._fault("filters", found, "the embedded renderer runs filters written in Lua")
            elif self._exists("filters", name):
                read_text(self.project.folder / name, name)  # Lua's own message names files of the program
                yield name
        if self._is_set_by_theme() and not any(Path(str(each)).name == PRINT_FILTER for each in self._named("filters")):
            yield self._of_theme(PRINT_FILTER)

    def _named(self, key: str) -> list[str]:
        """The paths that a setting of paths, or of mappings with a path each, names."""
        value = self.settings.get(key) or []
        items = value if isinstance(value, list) else [value]
        return [str(item.get("path") if isinstance(item, dict) else item) for item in items]

    def _styles(self) -> Iterator[dict[str, str]]:
        names = list(self._existing("css"))
        if not self.settings.get("css"):
            names = [self._of_theme(STYLE_SHEET)]
        for number, name in enumerate(names):
            folder = self.project.folder
            text = read_text(folder / name, name)
            for place, named in missing(folder, name, text):
                line = text.count("\n", 0, place) + 1
                wanted = "paths are relative to the style sheet"
                self.faults.append(Place(name, line, 1).fault("style", f"{named} does not exist", wanted))
            written = self.work / f"style-{number}.css"  # beside the prose, whose letters pandoc reads one by one
            written.write_bytes(with_files(folder, name, text).encode())
            yield {"name": name, "file": self.relative(written)}

    def _included(self, key: str) -> Iterator[str]:
        value = self.settings.get(key)
        for number, item in enumerate(value if isinstance(value, list) else [value] if value else []):
            if isinstance(item, dict) and "text" in item:
                written = self.work / f"{key}-{number}.{self.format}"
                written.write_text(f"{item['text']}\n", encoding="utf-8")
                yield self.relative(written)
                continue
            name = str(item.get("file") if isinstance(item, dict) else item)
            if self._exists(key, name):
                yield name

    # -- files ------------------------------------------------------------

    def _existing(self, key: str) -> Iterator[str]:
        for name in texts(self.settings.get(key)):
            if self._exists(key, name):
                yield name

    def _exists(self, key: str, name: str) -> bool:
        if (self.project.folder / name).is_file():
            self.files.append(name)
            return True
        is_houses = name == f"{THEME}/{Path(name).name}" and theme_file(self.project.folder, Path(name).name).is_file()
        wanted = "leave it out: the house's is the default" if is_houses else "paths are relative to the brief's folder"
        self._fault(key, f"{name} does not exist", wanted)
        return False

    def _fault(self, key: str, found: str, wanted: str) -> None:
        self.faults.append(self.project.place_for(self.format, key).fault(key, found, wanted))

    @cached_property
    def template(self) -> Template:
        """The template; of a page, which nobody else fills in, as it is."""
        text = self._template()
        return Template.of(text) if self.format == "typst" else Template(text, ())

    def _template(self) -> str:
        """The template with its partials in place, the brief's own before the built-in ones."""
        partials = {name: HERE / "templates" / name for name in PARTIALS[self.format]}
        partials |= {name: HERE.parent / "filters" / name for name in SHARED_PARTIALS[self.format]}
        if self.format == "html" or self._is_set_by_theme():
            partials |= {name: self.project.folder / self._of_theme(name) for name in OF_THEME[self.format]}
        for name in self._existing("template-partials"):
            short = Path(name).name
            if short in partials:
                partials[short] = self.project.folder / name
            else:
                found = f"{name} is no partial of the embedded renderer's {self.format} template"
                wanted = near_miss(short, partials) or f"it has {', '.join(partials)}"
                self._fault("template-partials", found, wanted)

        def partial(match: re.Match[str]) -> str:
            path = partials.get(match[1])
            return read_text(path, self.relative(path)).rstrip("\n") if path else match[0]

        return _PARTIAL.sub(partial, (HERE / "templates" / TEMPLATES[self.format]).read_text(encoding="utf-8"))

    def _is_set_by_theme(self) -> bool:
        """Whether print is set by the theme, as the brief names no template of its own."""
        named = texts(self.project.settings("typst").get("template-partials"))
        return not any(Path(name).name in OF_THEME["typst"] for name in named)

    def _of_theme(self, name: str) -> str:
        """The path of a file of the theme from the brief's folder; what is the brief's own is one of its files."""
        path = theme_file(self.project.folder, name)
        if path.is_relative_to(self.project.folder):
            self.files.append(path.relative_to(self.project.folder).as_posix())
        return self.relative(path)

    # -- text -------------------------------------------------------------

    def _text(self, typst: dict[str, Any] | None) -> str:
        """The front matter and the filters' settings, one line of JSON each, then the prose."""
        prose = self.prose
        values = prose.values({**self.settings, "date": self.metadata.get("date", "")})
        kinds = [_KINDS.get(code.name, "value") for code in prose.shortcodes]
        parsed = [value if kind == "value" else "" for kind, value in zip(kinds, values, strict=True)]
        head = json.dumps(self.metadata | {"statbrief-values": parsed}, ensure_ascii=False)
        settings = self._for_filters() | {"shortcodes": {"kinds": kinds, "written": values}}
        if typst is not None:
            settings |= {"typst": typst, "ua": self._is_accessible(self.project.settings("typst"))}
        return f"---\n{head}\n---\n\n```{{=statbrief}}\n{json.dumps(settings)}\n```\n\n{prose.text}\n"

    def _for_filters(self) -> dict[str, Any]:
        settings, text = self.settings, self.prose.text
        citing = settings.get("citeproc") is not False
        return {
            "bibliography": list(self._existing("bibliography")) if citing else [],
            "outside": list(links_outside(self.project.folder)),
            "styles": self.styles,
            "csl": next(self._existing("csl"), "") or self._default_style,
            "citing": bool(texts(settings.get("bibliography"))) or not citing,
            "filters": list(self._filters()),
            # what the filters need not look for, since each look at a whole document takes its time
            "conditional": "content-visible" in text or "content-hidden" in text,
            "formulas": "$$" in text,
            "suspect": SUSPECT.search(text) is not None,
            "widths": "tbl-colwidths" in text,
            "grids": "+-" in text or "+=" in text,
            "linked": "[![" in text,
            "annotated": _ANNOTATED.search(text) is not None,
            "words": crossref_words(settings),
            "address": address_in_print(self.project),
            "number-sections": bool(settings.get("number-sections")),
            "number-depth": self._depth("number-depth"),
            "section-numbering": str(self.project.settings("typst").get("section-numbering") or ""),
            "toc-depth": self._depth("toc-depth"),
            "main-points": bool(self.project.released[0]),
            "head": told_at_head(self.project),
            "callout-appearance": settings.get("callout-appearance") or "default",
            "fig-align": _alignment(settings),
            "ua": self.format == "typst" and self._is_accessible(settings),
        }

    @cached_property
    def _default_style(self) -> str:
        """The path of pandoc's own style of citations, where there are some to set."""
        if self.settings.get("citeproc") is False or not texts(self.settings.get("bibliography")):
            return ""
        style = self.work / "citations.csl"
        if not style.exists():
            style.write_bytes(default_style(KeptFiles(self.project.folder / STYLES)))
        return self.relative(style)

    @staticmethod
    def _is_accessible(settings: Mapping[str, Any]) -> bool:
        return any(name.startswith("ua-") for name in standards(settings))


def _alignment(settings: Mapping[str, Any]) -> str:
    chosen = str(settings.get("fig-align") or "center")
    return "center" if chosen == "default" else chosen
