"""What the edition of an industry must say of a month: pandas, Babel and fractions, and nothing of statbrief.

It is written as `employment_oracle` is, of one column of the file that came; the page's lines stand in
`each/industries.en.txt` and `each/industries.es.txt`.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import pandas as pd

from employment_numbers import Reach, rounded, step_of, to
from employment_oracle import Bulletin
from employment_words import SUPERSECTORS

TEXTS = Path(__file__).resolve().parent.parent / "each"
_NO_CLEAR_CHANGE = {"en": "showed no clear change", "es": "no mostró un cambio claro"}
_FOUND = {
    "en": {
        "most of all": "{name}: more jobs than in any month before, {jobs}",
        "fewest of all": "{name}: fewer jobs than in any month before, {jobs}",
        "most": "{name}: the most jobs since {since}, {jobs}",
        "fewest": "{name}: the fewest jobs since {since}, {jobs}",
        "same": "{name}: as many jobs as in the month before, {jobs}",
    },
    "es": {
        "most of all": "{name}: más empleos que en cualquier mes anterior, {jobs}",
        "fewest of all": "{name}: menos empleos que en cualquier mes anterior, {jobs}",
        "most": "{name}: el mayor número de empleos desde {since}, {jobs}",
        "fewest": "{name}: el menor número de empleos desde {since}, {jobs}",
        "same": "{name}: tantos empleos como en el mes anterior, {jobs}",
    },
}
_JOINTS = {"en": (" and in ", ", in ", ", and in "), "es": (" y en ", ", en ", " y en ")}
"""What stands between two months, between several and before the last of these."""


@dataclass(frozen=True)
class OfIndustry(Bulletin):
    """The edition of an industry; `column` is what the file calls it."""

    column: str

    @cached_property
    def totals(self) -> dict[pd.Period, int]:
        """Its payrolls of each month up to this one."""
        series = self.wide.loc[: self.month, self.column]
        return dict(zip(pd.PeriodIndex(series.index), map(int, series), strict=True))

    @property
    def rank(self) -> int:
        """How many industries have more jobs in the month, and one."""
        rows = self.wide.loc[: self.month, list(SUPERSECTORS)].rank(axis="columns", ascending=False, method="min")
        return int(rows[self.column].iloc[-1])

    @property
    def share(self) -> Reach:
        """Its part of the total in percent; both are rounded."""
        total = int(self.wide.loc[: self.month, "nonfarm"].iloc[-1])
        half, own, whole = Fraction(1, 2), Fraction(self.now), Fraction(total)
        ratios = own / whole, (own - half) / (whole + half), (own + half) / (whole - half)
        return Reach(*(each * 100 for each in ratios))

    def jobs_of(self, thousands: int) -> str:
        """A change: one of a thousand either way may be none, for each month may be off by half of one."""
        if abs(thousands) <= 1:
            return _NO_CLEAR_CHANGE[self.lang]
        return super().jobs_of(thousands)

    def months_of(self, number: int) -> str:
        """All months of a number."""
        found = [self.named(month) for month, jobs in self.totals.items() if jobs == number]
        of_two, between, last = _JOINTS[self.lang]
        if len(found) <= 2:
            return of_two.join(found)
        return f"{between.join(found[:-1])}{last}{found[-1]}"

    @property
    def found(self) -> str:
        """What the line's end is, of the numbers as they are published."""
        change, others = self.change(self.month), [each for month, each in self.totals.items() if month != self.month]
        if change == 0:
            return "same"
        way = "most" if change > 0 else "fewest"
        is_of_all = self.now > max(others) if change > 0 else self.now < min(others)
        return f"{way} of all" if is_of_all else way

    @cached_property
    def lines(self) -> list[str]:
        """All that the page says down to the chart's numbers."""
        most, fewest = max(self.totals.values()), min(self.totals.values())
        places = {
            **{name: self.named(self.month + shift) for name, shift in _MONTHS.items()},
            "name": self.texts.supersectors[self.column],
            "month_short": self.named(self.month, "yMMM"),
            "since": self.named(self.since),
            "first": self.named(min(self.totals)),
            "jobs": self.count(self.now),
            "jobs_told": self.texts.amount(self.count(self.now)),
            "jobs_short": self._beside_the_line(),
            "change": self.count(self.change(self.month)),
            "change_of_year": self.count(self.change(self.month, 12)),
            "rose": self.jobs_of(self.change(self.month)),
            "rose_in_year": self.jobs_of(self.change(self.month, 12)),
            "range": self._reach(self.now, Fraction(1, 2)),
            "range_of_change": self._reach(self.change(self.month), Fraction(1)),
            "range_of_year": self._reach(self.change(self.month, 12), Fraction(1)),
            "growth": self._percent(self.growth),
            "share": self._percent(self.share),
            "rank": str(self.rank),
            "all": str(len(SUPERSECTORS)),
            "highest": self.months_of(most),
            "high": self.count(most),
            "lowest": self.months_of(fewest),
            "low": self.count(fewest),
        }
        places["finding"] = _FOUND[self.lang][self.found].format(**places)
        text = (TEXTS / f"industries.{self.lang}.txt").read_text(encoding="utf-8")
        return [line.format(**places) for line in text.splitlines()]

    def _beside_the_line(self) -> str:
        """The number at the line's end, and a space; what has digits alone is taken for one along the axes."""
        digits = max(0, len(str(self.now)) - 4)
        text = self.count(to(Fraction(self.now), Fraction(10) ** digits))
        return "" if text.replace(",", "").isdigit() else f"{text} "

    def _reach(self, number: int, off: Fraction) -> str:
        return self.range(self.count(number - off), self.count(number + off))

    def _percent(self, reach: Reach) -> str:
        return self.percent(rounded(reach).value, step_of(reach))


_MONTHS = {"month": 0, "before": -1, "year": -12, "after": 1}
