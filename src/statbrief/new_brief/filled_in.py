"""What a table's first functions are filled in with: its name, columns and rows, as `code` has places for them."""

from __future__ import annotations

from statbrief.new_brief.columns import Column
from statbrief.new_brief.numbers_shown import MANY, is_index
from statbrief.new_brief.table import PANEL, Table


def filled_in(table: Table, prefix: str, counted: str) -> dict[str, str]:
    """What stands for each place; `prefix` is of the figures' names, `counted` the unit of what is counted."""
    measure, group, is_dated = table.measures[0] if table.measures else None, table.group, table.shape == PANEL
    return {
        "ds": table.name,
        "converted": f'.pint.to("{counted}")' if counted else "",
        "given": f"{table.name}, {prefix}latest_period" if is_dated else table.name,
        "column": repr(measure.name) if measure else "",
        "known": ".dropna()" if measure and measure.has_gaps else "",
        "group_column": repr(group.name) if group else "",
        "group_known": ".dropna()" if group and group.has_gaps else "",
        "rows": _rows(table, measure, prefix) if measure else "",
        "names": f"{table.name}.index" + (f".unique({group.name!r})" if group and is_dated else ""),
        "many": str(MANY),
        "index": group.name if group and is_index(group.name) else "name",
    }


def _rows(table: Table, measure: Column, prefix: str) -> str:
    """The numbers that are ranked: those of the latest period, where there are several."""
    if table.shape == PANEL:
        return f"{table.name}.loc[{prefix}latest_period, {measure.name!r}]"
    return f"{table.name}[{measure.name!r}]"
