"""What a brief's functions ask of periods: the latest, the one before, since when, how often in a row."""

from statbrief.data.pandas_periods import latest, period, previous, year_earlier
from statbrief.figures.in_a_row import in_a_row, run, since_when

__all__ = ["in_a_row", "latest", "period", "previous", "run", "since_when", "year_earlier"]
