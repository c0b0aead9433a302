"""An answer: a name or a period that a function returns. A figure says how many; an answer says which, or when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from statbrief.arithmetic import kinds
from statbrief.figures.area import Area
from statbrief.figures.figure import Cell, Returned
from statbrief.figures.writer import Form
from statbrief.languages.language import Words
from statbrief.languages.period_words import capital

Value = str | list[str] | pd.Period | list[pd.Period]
"""One name or several, one period or several."""


@dataclass(frozen=True, kw_only=True)
class Traced(Returned):
    """Origin of an answer: the function that returns it, and what of the data decides it.

    `cells` are where it stands, of several names one for each; none of a period that stands nowhere. `is_as_stated` is
    of one that the rounding of its inputs may not decide: it is of the numbers as their sources state them.
    """

    cells: tuple[Cell, ...] = ()
    is_as_stated: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """A name or a period, and all that a reader may ask of it.

    `value` is what functions are given: the text as it stands in the data, several of them, or a pandas period; an
    answer is equal to its value. `texts` are the same as data write them,
    `is_of_periods` is of what is a period, or none of them, `called` what the brief's language calls
    names, where it calls them otherwise. `period` is the time that it rests on, of a period itself; `forms` are the
    ways to write it, without markup: ``f"{largest:name}"``, ``f"{latest:period_short}"``.
    """

    id: str
    label: str
    value: Value
    texts: tuple[str, ...]
    period: str
    origin: Traced
    is_of_periods: bool = False
    called: tuple[str, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict, repr=False)
    stated_label: str = ""
    template: str = ""

    @property
    def kind(self) -> str:
        """Whether it is names or periods."""
        return kinds.PERIOD if self.is_of_periods else kinds.NAME

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of the sources it rests on."""
        return self.origin.sources

    def __eq__(self, other: object) -> bool:
        return bool(self.value == (other.value if isinstance(other, Answer) else other))

    def __hash__(self) -> int:
        return hash(self.value)

    def __format__(self, form: str) -> str:
        """The answer in one of its forms: the name or the period when none is named."""
        name = form or self.kind
        if name not in self.forms:
            raise KeyError(f"{self.id} has no form '{name}'")
        return self.forms[name]


class OfArea(Answer):
    """The name of the area that an edition is of, with its code and slug, for checks and charts."""

    @property
    def code(self) -> str:
        """What its rows have in the data."""
        return self._area.code

    @property
    def slug(self) -> str:
        """What its files are called."""
        return self._area.slug

    @property
    def name(self) -> str:
        """Its name, in the data's own language."""
        return self._area.name

    @property
    def _area(self) -> Area:
        assert isinstance(self.value, Area)  # noqa: S101 -- or it is an answer like any other
        return self.value


def answer_forms(answer: Answer, words: Words) -> dict[str, Form]:
    """All forms of an answer, by name: ``label``, ``kind``, and what it is.

    A name has ``name``, ``name_capital``, where a sentence begins, and says the period that it rests on as a figure
    does; a period has those forms of itself, which lead to where it comes from.
    """
    made = {"label": Form("", answer.label), "kind": Form("", answer.kind)}
    if answer.kind == kinds.PERIOD:
        return made | {name: Form(text) for name, text in words.periods(answer.texts, answer.period).items()}
    periods = words.period(answer.period)
    said = words.listed(answer.called or answer.texts)
    made |= {"name": Form(said), "name_capital": Form(capital(said))}
    return made | {name: Form("", text) for name, text in periods.items()}


def with_words(answer: Answer, made: Mapping[str, Form]) -> Answer:
    """The answer with its forms as plain text."""
    return replace(answer, forms={name: form.plain for name, form in made.items()})
