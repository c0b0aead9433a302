"""What a brief's tables are made with: rows in the order of a column, the first of them, all others, a total."""

from statbrief.brief_tables.ranking import at_rank, ranked, top, with_total

__all__ = ["at_rank", "ranked", "top", "with_total"]
