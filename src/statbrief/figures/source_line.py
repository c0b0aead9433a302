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
    counted = Counter(_CALLED.get(each.kind, "amount") for each in figures if _is_computed(each))
    called = [table[word].split("|")[0 if many == 1 else 1] for word, many in counted.items()]
    return table["calculated"].format(words.listed(called)) if called else ""


def _is_computed(figure: Figure) -> bool:
    """Whether no source states a figure; an amount that code finds among those of its sources, one does."""
    origin = figure.origin
    return isinstance(origin, Derived) and not origin.cell and (bool(origin.formula) or figure.kind in _CALLED)
