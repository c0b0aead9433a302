"""Tables with a column for each year, made into ones with a row for each name and year."""

from __future__ import annotations

import re
from dataclasses import replace

from statbrief.new_brief.numbers import MISSING
from statbrief.new_brief.text import Text

YEAR, VALUE = "year", "value"
"""What the two new columns are called."""
_IS_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_FEWEST_YEARS = 3
_MOST_NAMES = 4


def narrowed(text: Text) -> Text:
    """The table with a row for each of its years; as it is where its columns are no years after a few others.

    Cells without a value have a row as others do, so that none is missing between them or at the end; a row and a year
    without any value are left out.
    """
    names = [place for place, head in enumerate(text.header) if not _IS_YEAR.fullmatch(head)]
    years = [place for place in range(len(text.header)) if place not in names]
    heads = [text.header[place] for place in years]
    is_wide = len(years) >= _FEWEST_YEARS and 0 < len(names) <= _MOST_NAMES and names == [*range(len(names))]
    kept = tuple(text.header[place] for place in names)
    if not is_wide or heads != sorted({*heads}) or {YEAR, VALUE, ""} & {*kept}:
        return text
    told = [row for row in text.rows if any(row[year] not in MISSING for year in years)]
    rows = tuple(
        (*(row[place] for place in names), text.header[year], row[year])
        for year in years
        for row in told
        if any(each[year] not in MISSING for each in told)
    )
    return replace(text, header=(*kept, YEAR, VALUE), rows=rows, wide=kept) if rows else text


def step(text: Text) -> str:
    """What the preparation does for it, as Python."""
    missing = sorted({*MISSING})
    return (
        f"    names = {list(text.wide)!r}\n"
        f"    is_empty = table.drop(columns=names).isin({missing!r})\n"
        "    table = table[~is_empty.all(axis=1)].drop(columns=is_empty.columns[is_empty.all()])\n"
        f'    table = table.melt(id_vars=names, var_name="{YEAR}", value_name="{VALUE}")\n'
    )
