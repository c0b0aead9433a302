"""Periods that were typed by hand, and that the data have or had: which they are, and which variable says them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from statbrief.arithmetic.kinds import PERIODS
from statbrief.languages.data_periods import Form, Rows, Timeline
from statbrief.languages.lookalikes import Kind, mark_of, written
from statbrief.languages.registry import vocabulary
from statbrief.languages.typed_periods import Mention
from statbrief.languages.typed_spans import find_typed_periods
from statbrief.prose.articles import form_after
from statbrief.prose.variables import look_up
from statbrief.record.analysis_record import period_texts
from statbrief.record.record_types import AnalysisRecord
from statbrief.table_schema.periods import parse
from statbrief.table_schema.spans import parse_span

_NAMED = 3  # forms that a message names at most


def timeline_of(record: AnalysisRecord) -> Timeline:
    """When the figures and rows of an analysis are of."""
    rows = {
        name: Rows(parse(each["first"]), parse(each["last"]), each["is_series"])
        for name, each in record.get("times", {}).items()
    }
    return Timeline({name: parse_span(text) for name, text in period_texts(record).items()}, rows)


@dataclass(frozen=True)
class TypedPeriods:
    """The periods that a brief may not type: those that its data have, or had before they rolled on."""

    timeline: Timeline
    variables: Mapping[str, Any]
    lang: str

    def find(self, text: str, nouns: Collection[str]) -> Iterable[Mention]:
        """Those in a text."""
        return [each for each in find_typed_periods(text, self.lang, nouns) if self.timeline.covers(each)]

    def wanted(self, typed: Mention, text: str, kind: Kind, *, plain: bool, owner: str = "", word: str = "") -> str:
        """What to write instead: the variables that say it, or of what is near what it is of, or the mark.

        `word` is the one before it, which stays: an article is not to come twice.
        """
        mark = mark_of(text, kind, plain=plain)
        forms = self.timeline.forms(typed)
        if kind == "labels":
            own = [f"{{{each.name}}}" for each in forms if each.of == owner and not each.is_near]
            return f"write {' or '.join(own) or '{period} or another form of its own'}, or {mark}"
        if not forms:
            return f"let a function of analysis/derived.py return it, or {mark}"
        names = [written(self._variable(each, word if kind == "prose" else ""), kind) for each in forms[:_NAMED]]
        said = f"write {' or '.join(filter(None, [', '.join(names[:-1]), names[-1]]))}, or {mark}"
        return f"{self._nearest(forms[0])}: {said}" if forms[0].is_near else said

    def _variable(self, form: Form, word: str) -> str:
        """A variable that goes with the word before it; elsewhere than in prose two articles are run together."""
        spoken, said = vocabulary(self.lang), look_up(self.variables, f"{form.of}.{form.name}")
        if not word or spoken is None or form.name not in PERIODS or not isinstance(said, str):
            return f"{form.of}.{form.name}"
        return f"{form.of}.{form_after(word, form.name, said, spoken.contractions)}"

    def _nearest(self, form: Form) -> str:
        known = self.variables.get(form.of)
        said = known.get("period", "") if isinstance(known, Mapping) else ""
        return f"{form.of} is of {said}"
