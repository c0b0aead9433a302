"""Scales that are told beside a column of numbers: by another column, such as its units, or by the name of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from statbrief.new_brief.columns import CODE, MEASURE, NAME, Column
from statbrief.new_brief.heads import such_as
from statbrief.new_brief.scales import words_of_scale

_UNITS = frozenset(
    (
        *("unit", "units", "uom", "scale", "magnitude", "multiplier", "powercode", "einheit", "einheiten", "unidad"),
        *("unidades", "unit\u00e9", "unite", "unit\u00e0", "unita", "unidade", "eenheid", "enhet", "jednostka"),
    )
)
"""Words of heads of columns that say the unit of others."""
_MULTIPLIERS = frozenset(("mult", "multiplier", "powercode", "exponent", "scale", "magnitude"))
"""Those of columns of numbers that others are to be multiplied by."""


_LOOKED_AT = 60
_SHOWN = 3


def with_scales_told_elsewhere(columns: Sequence[Column], name: str) -> list[Column]:
    """The columns, those of numbers with an open unit where a scale may be told of them beside their own heads.

    What has a scale in its head keeps that where the name of the file is all that tells another.
    """
    beside = [told for told in (_told(each) for each in columns) if told]
    of_file = ", ".join(dict.fromkeys(words_of_scale(name)))
    if not beside and not of_file:
        return [*columns]
    return [_asked(each, beside, of_file) if each.kind == MEASURE else each for each in columns]


def _told(column: Column) -> tuple[str, str] | None:
    """What a column says of the scale of others: its name, and the words; None where it says nothing of that."""
    words = {*re.findall(r"[^\W\d_]+", column.name.casefold())}
    if column.kind in {MEASURE, CODE}:
        return (column.name, "by what numbers are to be multiplied") if words & _MULTIPLIERS else None
    if heads := words_of_scale(column.name):
        return column.name, ", ".join(heads)
    if column.kind != NAME:
        return None
    texts = [*dict.fromkeys(column.values)]
    if not words & _UNITS and not all(words_of_scale(each) for each in texts):
        return None
    told = [each for each in texts[:_LOOKED_AT] if words_of_scale(each)]
    return (column.name, ", ".join(told[:_SHOWN])) if told else None


def _asked(column: Column, beside: Sequence[tuple[str, str]], of_file: str) -> Column:
    if column.unit == "percent" or any(column.name == name for name, _ in beside):
        return column
    if not beside and column.head.is_scaled:
        return column
    told = [f"{name} says {said}" for name, said in beside]
    told += [f"the name of its file says {of_file}"] if of_file else []
    guess = f"{', and '.join(told)}; its unit has to say that, too, {such_as('mega', 'EUR')}"
    label = f"{column.label} ({beside[0][1]})" if len(beside) == 1 and "," not in beside[0][1] else column.label
    head = replace(column.head, unit="", definitions=(), label=label, is_scaled=True)
    return replace(column, head=head, guesses=(*column.guesses, guess))
