"""The tables that the brief includes: all figures with range and source, and the checks with their outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from statbrief.checking import Check
from statbrief.datasets import Dataset
from statbrief.figures import Derived, Figure, Reported
from statbrief.formulas import parse, written
from statbrief.rounding import exactly
from statbrief.wording import Form, anchor, escape
from statbrief.words import Words

Forms = Mapping[str, Mapping[str, Form]]


def figures_table(figures: Iterable[Figure], forms: Forms, datasets: Mapping[str, Dataset], words: Words) -> str:
    """A Markdown table of all figures: label, value, range and where it comes from.

    A figure's value carries the identifier that every number in the brief links to.
    """
    title = words.phrases.table
    rows = []
    for figure in figures:
        made = forms[figure.id]
        value, reach = ("about_percent", "percent_range") if _is_share(figure) else ("about", "range")
        value = f"[{escape(made[value].plain)}]{{#{anchor(figure.id)} .origin}}"
        reach = title["exact"] if figure.range.is_exact else escape(made[reach].plain)
        rows.append((escape(figure.label), value, reach, _origin(figure, forms, datasets, words)))
    head = (title["figure"], title["value"], title["range"], title["source"])
    return markdown_table(head, (31, 18, 20, 31), rows, right=(1,))


def checks_table(checks: Iterable[Check], forms: Forms, words: Words) -> str:
    """A Markdown table of the checks: what is stated, the figures compared, the outcome."""
    title = words.phrases.table
    rows = []
    for check in checks:
        compared = " · ".join(forms[figure.id]["about"].linked(figure.id) for figure in check.outcome.figures)
        rows.append((escape(check.title), compared, words.phrases.holds[0 if check.outcome.holds else 1]))
    return markdown_table((title["check"], title["compared"], title["outcome"]), (54, 34, 12), rows)


def markdown_table(
    head: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()
) -> str:
    """A pipe table; `widths` are relative, the columns in `right` are set flush right."""
    rule = [("-" * (width - 1) + ":") if place in right else "-" * width for place, width in enumerate(widths)]
    lines = [head, rule, *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _is_share(figure: Figure) -> bool:
    """Whether it is a part of a whole, which people read as a percentage."""
    return figure.unit == "1" and figure.range.low >= 0 and figure.range.high <= 1


def _origin(figure: Figure, forms: Forms, datasets: Mapping[str, Dataset], words: Words) -> str:
    origin = figure.origin
    if isinstance(origin, Reported):
        return f"[@{origin.source}]" + (f", {escape(origin.locator)}" if origin.locator else "")
    assert isinstance(origin, Derived)  # noqa: S101 -- a figure in a table has one of the two origins
    if origin.formula:
        return _formula(origin, forms, words)
    inputs = [forms[name]["value"].linked(name) for name in origin.inputs if name in forms]
    for name in origin.inputs:
        if name in datasets:
            rows = origin.rows.get(name, ())
            shown = ", ".join(rows) if len(rows) <= _FEW_ROWS else f"{rows[0]}–{rows[-1]}"
            source = datasets[name].description.source
            inputs.append(f"[@{source}] {escape(shown)}" if source else escape(shown))
    return f"{words.phrases.table['computed']} {', '.join(inputs)}"


def _formula(origin: Derived, forms: Forms, words: Words) -> str:
    """The formula with its inputs' values filled in, each linked to its own row: 70,000 ÷ 18,000."""

    def number(value: float) -> str:
        stated = exactly(value).normalize()
        return escape(words.digits(stated, Decimal(1).scaleb(min(int(stated.as_tuple().exponent), 0))))

    texts = {name: forms[name]["value"].linked(name) for name in origin.inputs if name in forms}
    for name, constant in origin.constants.items():
        unit = "" if constant.unitless else f" {escape(str(constant.units))}"
        texts[name] = number(float(constant.magnitude)) + unit
    return written(parse(origin.formula), texts, number).replace("^", r"\^")


_FEW_ROWS = 4
