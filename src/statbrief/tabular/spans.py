"""Spans: a period, or from one to another, as data write them with a slash between."""

from __future__ import annotations

from dataclasses import dataclass

from statbrief.tabular.periods import Period, parse


@dataclass(frozen=True)
class Span:
    """From one period to another; one period alone is its own `first` and `last`."""

    first: Period
    last: Period

    @property
    def is_single(self) -> bool:
        """Whether it is one period."""
        return self.first == self.last

    @property
    def year(self) -> int | None:
        """The calendar year that all of it lies in; None of more than one."""
        year = self.first.first.year
        return year if year == self.last.last.year else None

    @property
    def month(self) -> int | None:
        """The month that all of it lies in, from 1; None of more than one."""
        month = self.first.first.month
        return month if self.year is not None and month == self.last.last.month else None


def parse_span(text: str) -> Span:
    """A period, or two with a slash between, of which one that holds the other is said alone.

    Raises `ValueError` for a part that is none, more than two, and an end before the start.

    >>> parse_span("2019-05/2022-05").last.text, parse_span("2022/2022-05").last.text
    ('2022-05', '2022')
    >>> parse_span("2021-10/FY2022").is_single
    True
    """
    ends = [parse(text)] if "/" not in text or "/FY" in text else [parse(part) for part in text.split("/")]
    if len(ends) > 2:  # noqa: PLR2004 -- a period has a start and an end
        raise ValueError(f"'{text}' has more than two ends")
    first, last = ends[0], ends[-1]
    if first.first > last.first:
        raise ValueError(f"'{text}' ends before it starts")
    if first.last >= last.last:
        return Span(first, first)
    return Span(last, last) if first.first == last.first else Span(first, last)
