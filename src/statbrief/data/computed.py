"""What is known of a dataset that an engine computed: how far each of its numbers may lie, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from statbrief.record.record_types import QueryRecord

LOW, HIGH, ROWS = "low", "high", "rows"
"""What stands beside each number there: the ends of its range, and how many rows it is made of."""


@dataclass(frozen=True)
class ComputedCell:
    """How far a number may lie to either side, what it is a multiple of (None of a mean), and of how many rows it is.

    The half is that of a sum of as many rounded numbers, or of one of them.
    """

    half: Fraction
    step: Fraction | None
    rows: int


@dataclass(frozen=True)
class Computed:
    """The cells of such a dataset, by column and place, and what the record says of the query."""

    cells: Mapping[tuple[str, int], ComputedCell]
    query: QueryRecord

    def half(self, column: str, place: int) -> Fraction:
        """How far a number may lie to either side."""
        return self.cells[column, place].half

    def largest_half(self, column: str) -> Fraction:
        """How far a number of a column may lie at most."""
        return max((each.half for (name, _), each in self.cells.items() if name == column), default=Fraction(0))
