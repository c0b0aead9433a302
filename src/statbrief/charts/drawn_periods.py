"""Periods that a chart's code typed into its picture, and that the data have, or had before they rolled on.

As with numbers what is read is the picture. A period there that a text of the code has, in words, is typed; one of a
figure's forms or of a dataset's rows is not, nor is one that is marked as meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from statbrief.charts.drawn_numbers import Constant, Typed, around, spans_in
from statbrief.data.datasets import Dataset
from statbrief.figures.dataset_times import times_of_rows
from statbrief.languages.data_periods import Rows, Timeline
from statbrief.languages.lookalikes import mark_of, written
from statbrief.languages.tags import base_language
from statbrief.languages.typed_spans import find_typed_periods
from statbrief.table_schema.periods import parse
from statbrief.table_schema.spans import parse_span

if TYPE_CHECKING:
    from statbrief.charts.drawing_context import Lettering

_LETTER = re.compile(r"[^\W\d_]{2}")  # 2022-05 and 2025Q2 are keys of tables, as a rule
_NAMED = 3


def timeline_of(known: Mapping[str, object]) -> Timeline:
    """When figures, and whatever else rests on a period, and the rows of datasets are of."""
    datasets = {name: each for name, each in known.items() if isinstance(each, Dataset)}
    rows = times_of_rows(datasets).items()
    periods = {name: getattr(each, "period", "") for name, each in known.items() if name not in datasets}
    return Timeline(
        {name: parse_span(period) for name, period in periods.items() if period},
        {name: Rows(parse(each["first"]), parse(each["last"]), each["is_series"]) for name, each in rows},
    )


def typed_periods(
    texts: Iterable[Lettering], meant: Sequence[str], code: Sequence[Constant], timeline: Timeline, lang: str
) -> Iterator[tuple[Typed, str]]:
    """The periods in a picture's texts that its code typed, each with what to write instead."""
    own = [each for each in code if _LETTER.search(each.text)]
    for text in dict.fromkeys(each.text for each in texts):
        spared = list(spans_in(text, meant))
        for typed in find_typed_periods(text, base_language(lang)):
            if any(first <= typed.start and typed.end <= last for first, last in spared) or not timeline.covers(typed):
                continue
            said = " ".join(text[typed.start : typed.end].split())
            places = (each for each in own if _says(text, each, typed.start, typed.end))
            if constant := next(places, None):
                forms = [written(f"{each.of}.{each.name}", "docstrings") for each in timeline.forms(typed)[:_NAMED]]
                wanted = f"write {' or '.join(forms)}, or " if forms else ""
                mark = mark_of(said, "docstrings", plain=True)
                yield Typed(number=said, around=around(text, typed.start, typed.end), constant=constant), wanted + mark


def _says(text: str, constant: Constant, start: int, end: int) -> bool:
    """Whether it is that text of the code which stands there."""
    return any(first <= start and end <= last for first, last in spans_in(text, [constant.text]))
