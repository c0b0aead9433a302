"""Charts: each function of `analysis/charts.py`, from what it is given to a picture and the include that shows it.

A chart's docstring says the rest: its first paragraph is the caption, its second the text alternative. Both may
write figures, as in ``{births_2022:about}``, and so change with the data.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from statbrief.charts.captions import Text, texts_of
from statbrief.charts.credits import Credits, Table
from statbrief.charts.given import WORDS, seen
from statbrief.charts.legibility import Remark
from statbrief.charts.picture_words import words_of
from statbrief.errors import ChartingError, Fault
from statbrief.figures.forms import Sayings
from statbrief.figures.functions import (
    Function,
    ill_kept,
    read_functions,
    unknown_parameters,
)
from statbrief.files.hashes import code_digest
from statbrief.files.paths import CHARTS, STYLE
from statbrief.languages import pairing
from statbrief.languages.language import Words

_DRAWING = ("charts", "languages", "drawing.py")
"""The parts of this program that make a picture what it is."""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart that can be drawn: its caption as Markdown and plain, its text alternative, what it is drawn from.

    `credit` is the sentence beneath it that says so, as Markdown, and `data` the numbers it is given; `words` are what
    its picture says. `key` changes exactly when the picture may: with its code, its words, its inputs, the style or the
    language. `reads` are the files of `data/` that drawing it read, and the folders (ending in a slash) that it listed,
    with their hashes then; `remarks` are what a reader of the picture may stumble over, and it `is_narrow_too` where
    it has a second picture, for phones. All three are known once drawn.
    """

    name: str
    caption: str
    plain_caption: str
    credit: str
    data: Table
    beside: Table | None
    alternative: str
    inputs: tuple[str, ...]
    key: str
    function: Function
    words: Mapping[str, Text]
    folder: str
    reads: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    is_narrow_too: bool = False

    @property
    def picture(self) -> str:
        """Its file, relative to the brief's folder."""
        return f"{self.folder}/{self.name}.svg"

    @property
    def narrow_picture(self) -> str:
        """The file of its picture for phones, where there is one."""
        return f"{self.folder}/{self.name}.narrow.svg"

    @property
    def pictures(self) -> tuple[str, ...]:
        """The files of its pictures."""
        return (self.picture, self.narrow_picture) if self.is_narrow_too else (self.picture,)

    def warnings(self) -> list[Fault]:
        """What a reader of its picture may stumble over, at its function."""
        return [self.function.fault(each.found, each.wanted) for each in self.remarks]

    @property
    def identifier(self) -> str:
        """What prose refers to it by: `@fig-` and the name."""
        return f"fig-{self.name.replace('_', '-')}"

    @property
    def credited_caption(self) -> str:
        """Its caption with what it is drawn from, as Markdown."""
        return f"{self.caption} [{self.credit}]{{.drawn-from}}" if self.credit else self.caption

    def include(self) -> str:
        """The Markdown that shows it with number and caption."""
        return f"![{self.credited_caption}]({self.picture}){{#{self.identifier} {self._described}}}\n"

    def shown(self) -> str:
        """The Markdown that shows the picture alone."""
        return f"![]({self.picture}){{{self._described}}}\n"

    @property
    def _described(self) -> str:
        alternative = self.alternative.replace("&", "&amp;").replace("<", "&lt;")  # or it would be taken for a tag
        alternative = alternative.replace("\\", "\\\\").replace('"', r"\"")
        return f'fig-alt="{alternative}"'


def plan_charts(folder: Path, known: Credits, place: str) -> list[Chart]:
    """What there is to draw into the folder `place`, without drawing it.

    Raises `ChartingError` with all that is wrong.
    """
    functions = read_functions(folder, CHARTS, ChartingError)
    names = [*known.figures, *known.answers, *known.datasets, *known.tables, WORDS]
    faults = unknown_parameters(functions, names, "figure, dataset or table" if known.tables else "figure or dataset")
    faults += [fault for function in functions for fault in ill_kept(function)]
    faults += [fault for function in functions for fault in _paired(function, known.sayings)]
    planning = _Planning(known, place, _style_key(folder) if functions else "")
    plans = []
    for function in functions:
        try:
            plans.append(planning.plan(function))
        except ChartingError as error:
            faults += error.faults
    if faults:
        raise ChartingError(faults)
    return plans


@dataclass(frozen=True)
class _Planning:
    """What charts are drawn from and credited with, the folder that they are put in, and the key of their style."""

    known: Credits
    place: str
    style: str

    def plan(self, function: Function) -> Chart:
        """The chart that a function draws. Raises `ChartingError` for what its docstring says wrongly."""
        words = self.known.words
        texts = _texts(function, self.known.sayings, words)
        known = self.known.inputs
        inputs = tuple(each for each in function.parameters if each in known)
        said = [each.template for each in texts["words"].values()]
        return Chart(
            name=function.name,
            credit=self.known.line(inputs),
            data=self.known.table(inputs),
            beside=self.known.beside(inputs),
            inputs=inputs,
            key=_key(function, self.style, words, [*(seen(each, known[each]) for each in inputs), said]),
            function=function,
            folder=self.place,
            **texts,
        )


def _texts(function: Function, sayings: Sayings, words: Words) -> dict[str, Any]:
    """What is said beneath a chart, in its place and in its picture. Raises `ChartingError`."""
    caption, alternative = texts_of(function, words.labels)
    return {
        "caption": caption.written(sayings, linked=True),
        "plain_caption": caption.written(sayings, linked=False),
        "alternative": alternative.written(sayings, linked=False),
        "words": words_of(function, words.labels),
    }


def _paired(function: Function, sayings: Sayings) -> Iterator[Fault]:
    """Texts of a chart's code that write a direction and its amount in two forms, as ``f"{x:rose} by {x:change}"``."""
    for text in (each for node in function.used for each in ast.walk(node) if isinstance(each, ast.JoinedStr)):
        for problem in pairing.problems(ast.unparse(text), sayings.forms):
            yield function.fault(*problem, line=text.lineno)


def _key(function: Function, style: str, words: Words, inputs: list[list[Any]]) -> str:
    text = json.dumps([function.fingerprint, style, words.lang, inputs], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _library() -> str:
    """The version of the library that draws; to ask for it takes milliseconds."""
    from importlib.metadata import version

    return version("matplotlib")


def _style_key(folder: Path) -> str:
    """What all charts depend on: the style sheet, the library that draws, and the modules that do."""
    digest = hashlib.sha256(f"{_library()} {code_digest(_DRAWING)}".encode())
    if (folder / STYLE).exists():
        digest.update((folder / STYLE).read_bytes())
    return digest.hexdigest()
