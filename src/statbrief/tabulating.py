"""The tables that the brief includes: all figures with range and source, and the checks with their outcome."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from statbrief.checking import Check
from statbrief.datasets import Dataset
from statbrief.figures import Derived, Figure, Reported
from statbrief.formulas import parse, written
from statbrief.rounding import exactly
from statbrief.wording import Form, anchor, escape
from statbrief.words import Words

Forms = Mapping[str, Mapping[str, Form]]

_FEW_ROWS = 4  # of a dataset, that a row of the table names one by one


def figures_table(figures: Mapping[str, Figure], forms: Forms, datasets: Mapping[str, Dataset], words: Words) -> str:
    """A Markdown table of all figures: label, value, range and where it comes from.

    A figure's value carries the identifier that every number in the brief links to.
    """
    title = words.phrases.table
    origins = _Origins(figures, forms, datasets, words)
    rows = []
    for figure in figures.values():
        value = f"[{escape(_form(figure, forms, 'about').plain)}]{{#{anchor(figure.id)} .origin}}{_unit(figure)}"
        reach = title["exact"] if figure.range.is_exact else escape(_form(figure, forms, "range").plain)
        rows.append((escape(figure.label), value, reach, origins.of(figure)))
    head = (title["figure"], title["value"], title["range"], title["source"])
    return markdown_table(head, (31, 18, 20, 31), rows, right=(1,))


def checks_table(checks: Iterable[Check], forms: Forms, words: Words) -> str:
    """A Markdown table of the checks: what is stated, the figures compared with their ranges, the outcome."""
    title = words.phrases.table
    rows = []
    for check in checks:
        compared = "; ".join(_with_range(figure, forms) for figure in check.outcome.figures)
        rows.append((escape(check.title), compared, words.phrases.holds[0 if check.outcome.holds else 1]))
    return markdown_table((title["check"], title["compared"], title["outcome"]), (43, 48, 9), rows)


def markdown_table(
    head: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()
) -> str:
    """A pipe table; `widths` are relative, the columns in `right` are set flush right."""
    rule = [("-" * (width - 1) + ":") if place in right else "-" * width for place, width in enumerate(widths)]
    lines = [head, rule, *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _form(figure: Figure, forms: Forms, name: str) -> Form:
    """One of `value`, `about` and `range`; of a part of a whole as a percentage, which is how people read it."""
    made = forms[figure.id]
    if figure.unit == "1" and figure.range.low >= 0 and figure.range.high <= 1:
        return made[{"value": "percent", "about": "about_percent", "range": "percent_range"}[name]]
    return made[name]


def _unit(figure: Figure) -> str:
    """The unit after a value, unless the number says it or its label does: money, percentages, things counted."""
    unit = figure.unit
    if unit in {"1", "percent"} or re.fullmatch(r"[A-Z]{3}", unit):
        return ""
    if dict(figure.quantity.dimensionality) == {f"[{unit}]": 1}:
        return ""
    return f" {escape(f'{figure.quantity.units:P}')}"


def _with_range(figure: Figure, forms: Forms) -> str:
    value = _form(figure, forms, "about").linked(figure.id)
    return value if figure.range.is_exact else f"{value} ({escape(_form(figure, forms, 'range').plain)})"


@dataclass(frozen=True)
class _Origins:
    """Where each figure comes from, in a table's cell: its source and place, its formula, or its dataset's rows."""

    figures: Mapping[str, Figure]
    forms: Forms
    datasets: Mapping[str, Dataset]
    words: Words

    def of(self, figure: Figure) -> str:
        """The cell of one figure."""
        origin = figure.origin
        if isinstance(origin, Reported):
            return f"[@{origin.source}]" + (f", {escape(origin.locator)}" if origin.locator else "")
        assert isinstance(origin, Derived)  # noqa: S101 -- a figure in a table has one of the two origins
        if origin.formula:
            return self._formula(origin)
        inputs = [self._value(name) for name in origin.inputs if name in self.figures]
        rows = [self._rows(name, origin) for name in origin.inputs if name in self.datasets]
        if not inputs:
            return "; ".join(rows)
        return f"{self.words.phrases.table['computed']} {'; '.join([', '.join(inputs), *rows])}"

    def _value(self, name: str) -> str:
        return _form(self.figures[name], self.forms, "value").linked(name)

    def _rows(self, name: str, origin: Derived) -> str:
        """The dataset's source and the rows of it that were used."""
        rows = origin.rows.get(name, ())
        shown = ", ".join(rows) if len(rows) <= _FEW_ROWS else f"{rows[0]}–{rows[-1]}"
        source = self.datasets[name].description.source
        return f"[@{source}], {escape(shown)}" if source else escape(shown)

    def _formula(self, origin: Derived) -> str:
        """The formula with its inputs' values filled in, each linked to its own row: 70,000 ÷ 18,000."""
        texts = {name: self._value(name) for name in origin.inputs if name in self.figures}
        for name, constant in origin.constants.items():
            unit = "" if constant.unitless else f" {escape(f'{constant.units:P}')}"
            texts[name] = self._number(float(constant.magnitude)) + unit
        return written(parse(origin.formula), texts, self._number).replace("^", r"\^")

    def _number(self, value: float) -> str:
        stated = exactly(value).normalize()
        return escape(self.words.digits(stated, Decimal(1).scaleb(min(int(stated.as_tuple().exponent), 0))))
