"""The words beneath a chart and in its place: its caption and its text alternative, with the figures they name."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from statbrief.arithmetic.kinds import ANSWERS, TELLS_BACKWARD, why_not, why_not_bare
from statbrief.errors import ChartingError, Fault, near_miss, with_article
from statbrief.figures.forms import Sayings, hides_bound
from statbrief.figures.functions import (
    Function,
)
from statbrief.figures.markdown import escape
from statbrief.languages import pairing
from statbrief.languages.labels import Labels
from statbrief.languages.quantities import MARKED


@dataclass(frozen=True)
class Text:
    """A text of a chart that figures are to be written into; `fault` says what is wrong with it, in its `place`."""

    template: str
    place: str
    fault: Callable[[str, str], Fault]

    def written(self, sayings: Sayings, *, linked: bool) -> str:
        """The text with its figures; as Markdown when `linked`. Raises `ChartingError`."""
        made, forms = "", sayings.forms
        try:
            parsed = list(string.Formatter().parse(self.template))
        except ValueError as error:
            raise ChartingError(self.fault(f"a brace in {self.place} is not closed ({error})", "")) from error
        for literal, name, specified, _ in parsed:
            made += escape(literal) if linked else literal
            if name is None:
                continue
            if name not in forms:
                wanted = near_miss(name, forms) or "name a figure"
                raise ChartingError(self.fault(f"{self.place}'s {{{name}}} names no figure", wanted))
            form = specified or _usual(forms[name]["kind"].plain)
            if hides_bound(forms[name], form):
                raise ChartingError(self.fault(f"{name} has no form '{form}'", f"it {why_not_bare(form)}"))
            if form not in forms[name]:
                kind = forms[name]["kind"].plain
                known = {"is_as_stated": "as_stated" in forms[name], "has_period": "period" in forms[name]}
                known["is_backward"] = [each in forms[name] for each in TELLS_BACKWARD] == [True, False]
                reason = why_not(kind, form, **known)
                wanted = reason or near_miss(form, forms[name]) or f"its forms are {', '.join(forms[name])}"
                is_of_kind = f"{name} is {with_article(kind)} and has" if reason else f"{name} has"
                raise ChartingError(self.fault(f"{is_of_kind} no form '{form}'", wanted))
            said = sayings.say(name, form)
            made = sayings.following(made, said.linked(name) if linked else said.plain)
        for found, wanted in pairing.problems(self.template, forms):
            raise ChartingError(self.fault(f"in {self.place}, {found}", wanted))
        return made


def _usual(kind: str) -> str:
    """The form that stands for all of a figure or an answer."""
    return kind if kind in ANSWERS else "value"


def texts_of(function: Function, labels: Labels) -> list[Text]:
    """The caption and the text alternative: the labels', else the docstring's. Raises `ChartingError` without one."""
    paragraphs = [" ".join(part.split()) for part in function.doc.split("\n\n")]
    wanted = "the docstring's first paragraph is the caption, its second the text alternative"
    if not paragraphs[0]:
        raise ChartingError(function.fault("has no docstring", wanted))
    if not "".join(paragraphs[1:]):
        raise ChartingError(function.fault("has no text alternative", wanted))
    texts = []
    for kind, own in zip(("caption", "alternative"), paragraphs, strict=False):
        said, name = labels.text(kind, function.name, ""), function.name
        place, fault = ("the label", partial(labels.fault, kind, name)) if said else ("the docstring", function.fault)
        texts.append(Text(MARKED.sub(r"\1", said or own), place, fault))
    return texts
