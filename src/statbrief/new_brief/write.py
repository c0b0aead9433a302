"""A new brief's folder: its data, their description, first functions, prose and settings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from statbrief.analysis.prepared import as_parameter
from statbrief.analysis.stale_steps import prepare
from statbrief.errors import Fault, Place, ProjectError, RefusedError, near_miss
from statbrief.files.extension import PLACE, lay_extension
from statbrief.files.paths import (
    CHARTS,
    DEFINITIONS,
    DERIVED,
    DOCUMENT,
    PACKAGE,
    PREPARE,
    PROJECT_FILE,
    REPORTED,
    SOURCE,
    SOURCES,
    TABLES,
)
from statbrief.files.read import read_bytes
from statbrief.files.write import replace_file
from statbrief.languages.numbers import locale_of
from statbrief.languages.registry import LANGUAGES, vocabulary
from statbrief.languages.tags import region
from statbrief.new_brief import code, preparation
from statbrief.new_brief.describe import description, package_text
from statbrief.new_brief.heads import currency_of
from statbrief.new_brief.project_files import GITIGNORE, MAKEFILE, PROJECT, PROSE, RESOURCES, STEPS
from statbrief.new_brief.said import Story
from statbrief.new_brief.story import Teller
from statbrief.new_brief.table import Table, plain, read_table
from statbrief.new_brief.text import read_text_table
from statbrief.new_brief.wide import narrowed
from statbrief.schemas.editors import REFERENCE, files_for_editors
from statbrief.table_schema.columns import REPORTED_COLUMNS

_NAMES = frozenset((*code.FIGURES, "recent", "ranking", "frequencies", "summary", "trend", "bars", "box", "top", "pd"))
"""Names that functions of a draft have."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file of a table: where it came from, its bytes, what it is about and what it is called."""

    file: Path
    content: bytes
    table: Table
    title: str


def new_brief(folder: Path, files: Sequence[Path], lang: str) -> list[str]:
    """Write a brief of these tables into a folder that is new or empty; the names of its files.

    Without tables it is one of a reported figure. Data that have to be prepared are. Raises `ProjectError` where the
    folder is not empty or a file cannot be used, and writes nothing then.
    """
    words = _drafts(lang)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        found = "is not empty" if folder.is_dir() else "is a file"
        raise ProjectError.at(folder.as_posix(), "folder", found, "name a folder that is new or empty")
    sources = _read(files, lang)
    texts = _of_tables(sources, lang) if sources else _of_a_figure(words, lang)
    for name, content in texts.items():
        replace_file(folder / name, content, name)
    lay_extension(folder)
    return [*texts, f"{PLACE}/", *(prepare(folder) or [])]


def _drafts(lang: str) -> Mapping[str, str]:
    """The words of drafts in a language, by its tag with a region or without.

    Raises `ProjectError` for a language that has none, and for a region in which nobody is known to speak it.
    """
    spoken = vocabulary(lang)
    if spoken is None or region(lang) != (locale_of(lang).territory or ""):
        known = f"the languages are {', '.join(LANGUAGES)}, or those of a region, such as en-GB and es-MX"
        wanted = near_miss(lang, LANGUAGES) or known
        raise ProjectError.at("--lang", "language", f"a draft cannot be written in {lang}", wanted)
    return spoken.drafts


def _read(files: Sequence[Path], lang: str) -> list[Source]:
    """The tables of the files, for a draft in a language.

    Raises `ProjectError` with all that cannot be used, and why.
    """
    sources: list[Source] = []
    faults: list[Fault] = []
    for file in files:
        try:
            content = read_bytes(file, file.name)
            taken = {*_NAMES, *(each.table.name for each in sources)}
            table = read_table(narrowed(read_text_table(content)), file.stem, taken, lang)
        except RefusedError as error:
            faults.append(Place(file.as_posix()).refused("data", error))
            continue
        sources.append(Source(file=file, content=content, table=table, title=_title(file.stem)))
    if faults:
        raise ProjectError(faults)
    return sources


def _title(stem: str) -> str:
    """A file's name in words."""
    text = " ".join(re.sub(r"[_\-.\s]+", " ", stem).split())
    return text[:1].upper() + text[1:]


def _of_tables(sources: Sequence[Source], lang: str) -> dict[str, str | bytes]:
    words, several = _drafts(lang), len(sources) > 1
    stories = [
        Teller(each.table, each.title, lang, f"{each.table.name}_" if several else "").told() for each in sources
    ]
    files: dict[str, str | bytes] = dict(_data(sources, words))
    resources = []
    for each in sources:
        title = Teller(each.table, each.title, lang).meant(each.title)
        resources.append(
            description(each.table, title.replace("{", "{{").replace("}", "}}") if "{" in each.title else title, words)
        )
    files[PACKAGE] = package_text(resources)
    key = plain(sources[0].table.name) or "source"
    files[SOURCES] = Template(words["sources"]).substitute(key=key)
    if definitions := _definitions(sources):
        files[DEFINITIONS] = definitions
    files |= _functions(stories)
    files |= _settings(lang, is_prepared=PREPARE in files)
    files[DOCUMENT] = _prose(stories, sources, lang)
    return files


def _data(sources: Sequence[Source], words: Mapping[str, str]) -> dict[str, str | bytes]:
    """The tables as they came, below `source/` where they have to be prepared, and what prepares them."""
    files: dict[str, str | bytes] = {}
    functions: list[str] = []
    needs: set[str] = set()
    for each in sources:
        if not preparation.is_prepared(each.table):
            files[f"data/{each.table.name}.csv"] = each.content
            continue
        name = f"{plain(each.file.stem) or 'data'}.csv"
        files[f"{SOURCE}/{name}"] = each.content
        said = Template(words["makes"]).substitute(title=each.title, file=name)
        function, needed = preparation.preparation(each.table, as_parameter(name), said)
        functions.append(function)
        needs |= needed
    if functions:
        is_plain = "_plain" in needs
        imports = ["from decimal import Context, Decimal\n"] if is_plain else []
        constants = ["DIGITS = Context(prec=15)\n"] if is_plain else []
        head = "\n".join([preparation.HEAD, *imports, "import pandas as pd\n", *constants])
        files[PREPARE] = "\n\n".join([head, *functions, *([preparation.PLAIN] if is_plain else [])])
    return files


def _definitions(sources: Sequence[Source]) -> str:
    """The lines of `data/units.txt` that the units of the measures need."""
    measures = [each for source in sources for each in source.table.measures]
    lines = [line for each in measures if each.unit == each.head.unit for line in each.head.definitions]
    money = dict.fromkeys(currency for each in measures if (currency := currency_of(each.unit)))
    for place, unit in enumerate(money):  # amounts in two of them cannot be added up
        lines.append(f"{unit} = [{f'{unit.lower()}_' if place else ''}currency]")
    named: dict[str, str] = {}
    for line in lines:  # what one head counts in persons, and another in people, is one unit
        named.setdefault(line.partition(" = ")[0], line)
    return "".join(f"{line}\n" for line in named.values())


def _functions(stories: Sequence[Story]) -> dict[str, str | bytes]:
    """The files of `analysis/`."""
    figures = [each for story in stories for each in story.figures]
    tables = [each for story in stories for each in story.tables]
    charts = [each for story in stories for each in story.charts]
    charts += [code.TICKS] if any("_ticks(" in each for each in charts) else []
    files: dict[str, str | bytes] = {DERIVED: _module(code.DERIVED_HEAD, figures)}
    if tables:
        files[TABLES] = _module(code.TABLES_HEAD, tables)
    if charts:
        files[CHARTS] = _module(code.CHARTS_HEAD, charts)
    return files


def _module(head: str, functions: Sequence[str]) -> str:
    """A file of functions, with the imports that they need."""
    body = "\n\n".join(functions)
    imports = [line for name, line in code.IMPORTS.items() if re.search(rf"\b{name}\b", body)]
    drawing = sorted(name for name in code.DRAWING if re.search(rf"\b{name}\b", body))
    if drawing:
        imports.append(f"from statbrief.drawing import {', '.join(drawing)}")
    constants = [line for name, line in code.CONSTANTS.items() if re.search(rf"\b{name}\b", body)]
    top = "\n".join(filter(None, [head, "\n".join(imports) + "\n" if imports else "", "\n".join(constants)]))
    return f"{top.rstrip()}\n\n\n{body}"


def _settings(lang: str, *, is_prepared: bool) -> dict[str, str | bytes]:
    which = 0 if is_prepared else 1
    known = {"lang": lang, "schema": REFERENCE, "steps": STEPS[which], "resources": RESOURCES[which]}
    return {
        PROJECT_FILE: Template(PROJECT).substitute(known),
        "Makefile": MAKEFILE,
        ".gitignore": GITIGNORE,
        **files_for_editors(),
    }


def _prose(stories: Sequence[Story], sources: Sequence[Source], lang: str) -> str:
    words, first = _drafts(lang), Teller(sources[0].table, sources[0].title, lang)
    keys = [key for story in stories for key in story.keys]
    known = {
        "title": first.meant(sources[0].title).replace("\\", "\\\\").replace('"', '\\"') + stories[0].title,
        "keys": "\n".join(keys[:4]),
        "text": "\n\n".join(text for story in stories for text in story.text),
    }
    return Template(PROSE).substitute(words, **known)


def _of_a_figure(words: Mapping[str, str], lang: str) -> dict[str, str | bytes]:
    """The files of a brief of one reported figure, about which all is to be said."""
    year = dt.datetime.now(tz=dt.UTC).year
    cells = ("first_figure", words["reported_label"], "100", "?", "?", "", str(year), "?", "", words["reported_note"])
    row = ",".join(f'"{each}"' if "," in each else each for each in cells)
    known = {
        "title": words["reported"],
        "keys": f"- **{{{{< var first_figure.value >}}}}** {words['reported_label'].lower()}"
        " [({{< var first_figure.range >}})]{.range}",
        "text": words["reported_text"].replace("<first_figure.value>", "{{< var first_figure.value >}}"),
    }
    return {
        REPORTED: f"{','.join(REPORTED_COLUMNS)}\n{row}\n",
        SOURCES: Template(words["sources"]).substitute(key="source"),
        **_settings(lang, is_prepared=False),
        DOCUMENT: Template(PROSE).substitute(words, **known),
    }
