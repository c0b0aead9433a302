"""The line of sources beneath a chart or a table: who states its numbers, and what of them this brief computes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from statbrief.arithmetic import kinds
from statbrief.figures.figure import Derived, Figure
from statbrief.figures.markdown import credited, escape
from statbrief.languages.language import Words

_CALLED = {
    **dict.fromkeys((kinds.RATIO, kinds.COMPARISON, kinds.SIGNED), "ratio"),
    **dict.fromkeys((kinds.DIFFERENCE, kinds.POINTS), "difference_of"),
    **dict.fromkeys((kinds.INDEX, kinds.NUMBER, kinds.RUN), "number"),
    kinds.SHARE: "share",
    kinds.CHANGE: "change",
    kinds.RATE: "rate",
}
"""What a line of sources calls what is computed, by its kind; an amount without one."""

_STATED = frozenset({kinds.LEVEL, kinds.RATE, kinds.SHARE, kinds.INDEX})
"""What sources state many of, among which code may look for one."""


def source_line(sources: Sequence[str], figures: Iterable[Figure], words: Words) -> str:
    """One sentence in Markdown: the sources, by key, and what of the figures none of them states; empty without any."""
    if not sources:
        return ""
    table = words.phrases.table
    named = escape(table["source" if len(sources) == 1 else "sources"])
    said = f"{named} {credited(sources, table['unnamed'])}"
    return f"{'; '.join(filter(None, [said, _calculated(figures, words)]))}."


def _calculated(figures: Iterable[Figure], words: Words) -> str:
    """What of the figures no source states, by what they are."""
    table = words.phrases.table
    computed = list(filter(_is_computed, figures))
    parts = {_column(each) for each in computed if not float(each.value).is_integer()}
    words_of = Counter(_word_for(each, is_of_wholes=_column(each) not in parts) for each in computed)
    called = [table[word].split("|")[0 if many == 1 else 1] for word, many in words_of.items()]
    return table["calculated"].format(words.listed(called)) if called else ""


def _column(figure: Figure) -> str:
    """The column of a table that a figure is a cell of; of another, the figure by itself."""
    table, _, cell = figure.id.partition(".")
    return f"{table}.{cell.rpartition('.')[2]}" if cell else table


def _word_for(figure: Figure, *, is_of_wholes: bool) -> str:
    """What a figure is called; a whole number of which no more is known, in a column of such, is a count or a rank."""
    if figure.kind == kinds.NUMBER and is_of_wholes and isinstance(figure.origin, Derived):
        return figure.origin.counts
    return _CALLED.get(figure.kind, "amount")


def _is_computed(figure: Figure) -> bool:
    """Whether no source states a figure; what code finds among the numbers of a source, as their largest, one does."""
    origin = figure.origin
    if not isinstance(origin, Derived):
        return False
    is_made = not origin.cell and (bool(origin.formula) or figure.kind not in _STATED)
    return is_made or not origin.is_among_stated
