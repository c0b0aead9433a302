"""What a table says beside its cells: caption, notes, the heads of its columns, what rows of its own are called.

They stand in its docstring: the first paragraph is the caption; others are notes, but for those that begin with a name,
which are words: ``change: Change on the month`` is the head of the column `change`, and ``others: All others`` what the
row `others` is called, which no dataset has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from statbrief.brief_tables.table import variable_name
from statbrief.charts.captions import Text
from statbrief.charts.picture_words import is_of_words, own_words
from statbrief.errors import ChartingError, DerivingError
from statbrief.figures.functions import Function
from statbrief.languages.labels import Labels
from statbrief.languages.quantities import MARKED

KIND, NOTE, CAPTION = "table", "note", "caption"
"""What its words, its notes and its caption are among the labels."""


def words_in(function: Function) -> dict[str, str]:
    """The words that a table's docstring has, by name. Raises `DerivingError`."""
    try:
        return own_words(function, texts=1)
    except ChartingError as error:
        raise DerivingError(error.faults) from error


_RATHER = {"ano": "anio", "anos": "anios"}
"""What Spanish writes without its ñ, and not as another word."""


def how_to_head(column: str, *, is_level: bool) -> str:
    """What to write for a column, or a level of the index, that has no head; another name where that cannot have one.

    >>> how_to_head("share", is_level=False), how_to_head("Año", is_level=True)[:41]
    ('write it beneath the caption: share: …', 'heads are of names in small letters a to ')
    """
    if is_of_words(f"{column}: …"):
        return f"write it beneath the caption: {column}: …"
    name = variable_name([column])
    name = _RATHER.get(name, name)
    call = f".rename_axis('{name}')" if is_level else f".rename(columns={{'{column}': '{name}'}})"
    return f"heads are of names in small letters a to z, digits and _: {call}, and write {name}: … beneath the caption"


def stand_in_the_way(function: Function, columns: Iterable[str]) -> list[str]:
    """Columns of a name that no head can have, in a paragraph that would be heads but for them."""
    heads = [re.findall(r"^\s*([^\s:]+): ", each, re.MULTILINE) for each in re.split(r"\n\s*\n", function.doc)[1:]]
    return [each for each in columns if not is_of_words(f"{each}: …") and any(each in names for names in heads)]


def notes_in(function: Function) -> list[str]:
    """The notes that a table's docstring has."""
    paragraphs = re.split(r"\n\s*\n", function.doc)[1:]
    return [" ".join(each.split()) for each in paragraphs if not is_of_words(each)]


def labels_of(function: Function) -> list[tuple[str, str]]:
    """All that has a label in another language: kind and id."""
    notes = [(NOTE, f"{function.name}.{place}") for place, _ in enumerate(notes_in(function), start=1)]
    return [(CAPTION, function.name), *notes, *((KIND, f"{function.name}.{each}") for each in words_in(function))]


@dataclass(frozen=True)
class TableWords:
    """A table's texts in the brief's language, which figures are to be written into."""

    caption: Text
    notes: tuple[Text, ...]
    words: dict[str, Text]


def table_words(function: Function, labels: Labels) -> TableWords:
    """What a table says: the labels' texts, else the docstring's. Raises `DerivingError` where it has no caption."""
    if not function.title:
        wanted = "the docstring's first paragraph is the caption"
        raise DerivingError(function.fault("has no docstring", wanted))
    said = [(KIND, f"{function.name}.{name}", own) for name, own in words_in(function).items()]
    notes = [(NOTE, f"{function.name}.{place}", own) for place, own in enumerate(notes_in(function), start=1)]
    words = dict(zip(words_in(function), _texts(function, labels, said), strict=True))
    caption = next(_texts(function, labels, [(CAPTION, function.name, function.title)]))
    return TableWords(caption, tuple(_texts(function, labels, notes)), words)


def _texts(function: Function, labels: Labels, said: Iterable[tuple[str, str, str]]) -> Iterator[Text]:
    for kind, name, own in said:
        label = labels.text(kind, name, "")
        fault = partial(labels.fault, kind, name) if label else function.fault
        yield Text(MARKED.sub(r"\1", label or own), "the label" if label else "the docstring", fault)
