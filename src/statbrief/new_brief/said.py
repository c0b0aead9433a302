"""What is said of one table, piece by piece, and what its columns are called there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from statbrief.new_brief.columns import Column


@dataclass(kw_only=True)
class Story:
    """What a draft says of one table: functions as Python, and Markdown."""

    figures: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    title: str = ""
    imports: set[str] = field(default_factory=set)


def numbered(measures: Sequence[Column]) -> dict[str, Column]:
    """The columns of a table by what its function calls them."""
    return {f"measure_{place}": each for place, each in enumerate(measures, start=1)}
