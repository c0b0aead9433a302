"""What a chart says in its picture: words of its docstring, or of the labels in the brief's language.

They stand in the docstring beneath the text alternative, each under the name that the chart's code asks for it by:
``title: Harvests {rise:rose} from {first} to {last}``. Figures that the chart is given are filled in by their names,
and what else stands in braces by its code, as in ``words.said("title", first=2019, last=2022)``.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from statbrief.charts.captions import Text
from statbrief.errors import ChartingError, near_miss
from statbrief.figures.answer import Answer
from statbrief.figures.figure import Figure
from statbrief.figures.functions import Function
from statbrief.languages.labels import Labels

KIND = "chart"
"""What its words are among the labels."""
_NAMED = re.compile(r"([a-z][a-z0-9_]*): +(\S.*)")
_MARK = "{.literal}"


def label_of(function: Function, name: str) -> str:
    """What the labels call one of a chart's words."""
    return f"{function.name}.{name}"


def own_words(function: Function, texts: int = 2) -> dict[str, str]:
    """The words that a chart's docstring has, by name. Raises `ChartingError` with what is wrong with them.

    A line that is further in goes on with the one before it; `texts` is the number of paragraphs that stand before.
    """
    found: dict[str, str] = {}
    for line in _lines(function.doc, texts):
        named = _NAMED.fullmatch(line)
        if named is None:
            wanted = "write name: words, and set lines further in that go on"
            raise ChartingError(function.fault(f"its docstring has words without a name: '{line}'", wanted))
        if named[1] in found:
            raise ChartingError(function.fault(f"its docstring says '{named[1]}' twice", "rename one"))
        found[named[1]] = named[2]
    return found


def is_of_words(paragraph: str) -> bool:
    """Whether a paragraph of a docstring begins with a name, and so has words by their names."""
    return bool(_NAMED.match(paragraph))


def _lines(doc: str, texts: int) -> Iterator[str]:
    """The lines of those paragraphs beneath the text alternative that begin with a name, each whole."""
    for paragraph in re.split(r"\n\s*\n", doc)[texts:]:
        if is_of_words(paragraph):
            yield from (" ".join(line.split()) for line in re.split(r"\n(?!\s)", paragraph.rstrip()))


def words_of(function: Function, labels: Labels) -> dict[str, Text]:
    """What a chart says, by name: the labels' words, else the docstring's. Raises `ChartingError`."""
    texts = {}
    for name, own in own_words(function).items():
        label = label_of(function, name)
        said = labels.text(KIND, label, "")
        fault = partial(labels.fault, KIND, label) if said else function.fault
        texts[name] = Text(said or own, "the label" if said else "the docstring", fault)
    return texts


@dataclass(frozen=True)
class Said:
    """A chart's words, filled with the figures, names and periods that it is given."""

    function: Function
    texts: Mapping[str, Text]
    figures: Mapping[str, Figure | Answer]

    def __call__(self, name: str, /, **more: object) -> str:
        """The words of a name; `more` are what they say beside figures. Raises `ChartingError`."""
        if name not in self.texts:
            wanted = near_miss(name, self.texts) or f"write it beneath the text alternative: {name}: …"
            raise ChartingError(self.function.fault(f"its docstring says no '{name}'", wanted))
        return "".join(_filled(self.texts[name], {**self.figures, **more}))


def _filled(text: Text, given: Mapping[str, Any]) -> Iterator[str]:
    """The pieces of a text; marks of what is meant to be typed stay, for the picture to take them off."""
    for literal, name, form, _ in _parsed(text):
        yield literal
        if name is None:
            continue
        if name not in given:
            wanted = near_miss(name, given) or f"name a figure that it is given, or fill it in: said(…, {name}=…)"
            raise ChartingError(text.fault(f"{text.place}'s {{{name}}} is nothing that the chart has", wanted))
        try:
            yield format(given[name], form or "")
        except (KeyError, TypeError, ValueError) as error:
            wanted = near_miss(form or "", getattr(given[name], "forms", ()))
            found = str(error.args[0]) if isinstance(error, KeyError) else f"{text.place}'s {{{name}:{form}}}: {error}"
            raise ChartingError(text.fault(found, wanted)) from error


def _parsed(text: Text) -> Iterable[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(string.Formatter().parse(text.template.replace(_MARK, f"{{{_MARK}}}")))
    except ValueError as error:
        raise ChartingError(text.fault(f"a brace in {text.place} is not closed ({error})", "")) from error
