"""What the bulletin of payroll employment must say of a month: pandas, Babel and fractions, and nothing of statbrief.

The numbers are those of the file that came, up to the month, in whole thousands: each may be off by half of one. What
the page says is in `rolling/employment.en.txt` and `rolling/employment.es.txt`, line by line, with names in braces for
what the month says; that is worked out here: verbs, periods, names, numbers and how far rounding lets them be told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import pandas as pd
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

from employment_numbers import Reach, is_about, only, outward, rounded, step_of, to
from employment_words import ENGLISH, SPANISH, SUPERSECTORS, Texts

FIRST, LAST = pd.Period("2007-01"), pd.Period("2015-12")
MONTHS = tuple(pd.period_range(FIRST, LAST))
"""Those that have a bulletin: there is a month a year before each of them."""
PAGES = Path(__file__).resolve().parent.parent / "rolling"  # where the texts of the page stand
LANGUAGES = {"en": (Locale("en"), ENGLISH), "es": (Locale("es", "US"), SPANISH)}
_SHOWN_IN_WORDS = 4
"""Digits of a number that is told in millions; one of more of them is written out."""


def read_wide(path: Path) -> pd.DataFrame:
    """The file that came, by month."""
    table = pd.read_csv(path)
    return table.set_index(pd.PeriodIndex(table["month"], freq="M"))


@dataclass(frozen=True)
class Bulletin:
    """The bulletin of a month in a language: `lines` are all that it says, in the order of the page."""

    wide: pd.DataFrame
    month: pd.Period
    lang: str

    @cached_property
    def totals(self) -> dict[pd.Period, int]:
        """The payrolls of each month up to this one."""
        series = self.wide.loc[: self.month, "nonfarm"]
        return dict(zip(pd.PeriodIndex(series.index), map(int, series), strict=True))

    @cached_property
    def changes(self) -> list[tuple[str, int]]:
        """The change of each supersector on the month, as published, in the order of the file."""
        last = self.wide.loc[: self.month, list(SUPERSECTORS)].diff().iloc[-1]
        return [(str(name), int(change)) for name, change in last.items()]

    @property
    def texts(self) -> Texts:
        """What the bulletin says, with places for what the month says."""
        return LANGUAGES[self.lang][1]

    @property
    def locale(self) -> Locale:
        """How the language writes months and numbers."""
        return LANGUAGES[self.lang][0]

    # -- numbers and months ---------------------------------------------------------------------------------------
    def named(self, month: pd.Period, skeleton: str = "yMMMM") -> str:
        """A month with its year."""
        return str(format_skeleton(skeleton, month.to_timestamp().date(), locale=self.locale))

    def plain(self, number: Decimal) -> str:
        """A number in digits, with the minus of printers."""
        return str(format_decimal(number, format="#,##0.##########", locale=self.locale)).replace("-", "−")

    def count(self, thousands: Fraction | int) -> str:
        """A number of jobs: in millions from one million on, where that takes few digits."""
        jobs = Decimal(int(Fraction(thousands) * 1000))
        digits = len(str(abs(jobs)).rstrip("0"))
        if abs(jobs) < 1_000_000 or digits > _SHOWN_IN_WORDS:
            return self.plain(jobs)
        millions = jobs / 1_000_000
        return self.texts.millions(self.plain(millions), is_one=abs(millions) == 1)

    def percent(self, number: Fraction, step: Fraction) -> str:
        """A percentage, with the decimals of `step`."""
        decimals = max(0, len(str(int(1 / step))) - 1)
        share = Decimal(number.numerator) / Decimal(number.denominator) / 100
        form = f"#,##0.{'0' * decimals}%" if decimals else "#,##0%"
        return str(format_percent(share, format=form, locale=self.locale)).replace("-", "−")

    # -- what is said of a number ---------------------------------------------------------------------------------
    def jobs_of(self, thousands: int) -> str:
        """A change of totals: whole thousands, each off by one at most, so it is always about."""
        assert abs(thousands) > 1, "a change that rounding could make none"
        return self.texts.rose_by(self.count(abs(thousands)), is_rise=thousands > 0, is_about=True)

    def about(self, text: str, *, is_about: bool = True) -> str:
        """A number with the word that its range demands."""
        return f"{self.texts.about} {text}" if is_about else text

    def range(self, low: str, high: str) -> str:
        """Both ends of a range."""
        joined = f"{low} {self.texts.to} {high}"
        return joined.replace(" millones a ", " a ") if high.endswith(" millones") else joined

    # -- what the month says --------------------------------------------------------------------------------------
    @property
    def now(self) -> int:
        """The payrolls of the month."""
        return self.totals[self.month]

    def change(self, month: pd.Period, back: int = 1) -> int:
        """By how many thousands a month differs from an earlier one."""
        return self.totals[month] - self.totals[month - back]

    @property
    def growth(self) -> Reach:
        """The change of the year in percent; both months are rounded."""
        half, now, then = Fraction(1, 2), Fraction(self.now), Fraction(self.totals[self.month - 12])
        ratios = (now / then, (now - half) / (then + half), (now + half) / (then - half))
        return Reach(*((each - 1) * 100 for each in ratios))

    @cached_property
    def highest(self) -> pd.Period:
        """The month of the most jobs; no two are as high."""
        return only(self.totals, max(self.totals.values()))

    @cached_property
    def lowest(self) -> pd.Period:
        """The month of the fewest."""
        return only(self.totals, min(self.totals.values()))

    @cached_property
    def runs(self) -> list[tuple[bool, int]]:
        """The runs of months that went one way: whether up, and how many."""
        signs = pd.Series(self.totals).diff().dropna().gt(0)
        groups = signs.groupby(signs.ne(signs.shift()).cumsum())
        return [(bool(each.iloc[0]), len(each)) for _, each in groups]

    def months(self, number: int) -> str:
        """So many months."""
        one, several = self.texts.months
        return f"{number} {one if number == 1 else several}"

    def ranked(self, *, is_best: bool) -> str:
        """The supersectors that may be among the three that gained most, or lost most.

        A change is off by one at most, so one is greater than another for certain if it is so by more than two. Who
        has three such above it is not among the three. They are said in the order of the file, which is no rank.
        """
        sizes = {name: number if is_best else -number for name, number in self.changes}
        moved = {name: size for name, size in sizes.items() if size > 0}
        named = {name for name, size in moved.items() if sum(each > size + 2 for each in moved.values()) < 3}
        return self.texts.names([self.texts.supersectors[each] for each in SUPERSECTORS if each in named])

    @property
    def ranked_changes(self) -> list[tuple[str, int]]:
        """The supersectors with their changes, the largest gain first; of equal changes, the first in the file."""
        return sorted(self.changes, key=lambda each: -each[1])

    @property
    def since(self) -> pd.Period:
        """The last month before that was at least as high; after a fall, as low; where none was, the first of all."""
        is_fall = self.change(self.month) < 0
        before = [month for month in self.totals if month < self.month]
        beyond = [
            each for each in before if (self.totals[each] <= self.now if is_fall else self.totals[each] >= self.now)
        ]
        return max(beyond, default=min(self.totals))

    @property
    def next_release(self) -> str:
        """The first Friday of the month after the one in which this bulletin comes out."""
        (day,) = pd.date_range((self.month + 2).start_time, periods=1, freq="WOM-1FRI")
        return str(format_date(day.date(), "long", locale=self.locale))

    # -- the page -------------------------------------------------------------------------------------------------
    @cached_property
    def said(self) -> dict[str, str]:
        """What stands in the places of the page."""
        counts = {
            "jobs": self.now,
            "first": self.totals[min(self.totals)],
            "high": self.totals[self.highest],
            "low": self.totals[self.lowest],
        }
        named = {"month": self.month, "before": self.month - 1, "year": self.month - 12, "first": min(self.totals)}
        named |= {"after": self.month + 1, "since": self.since}
        named |= {"highest": self.highest, "lowest": self.lowest}
        return {
            "month_short": self.named(self.month, "yMMM"),
            **{name: self.count(number) for name, number in counts.items()},
            **{f"{name}_told": self.texts.amount(self.count(number)) for name, number in counts.items()},
            **{name: self.named(month) for name, month in named.items()},
            "jobs_short": self.count(to(Fraction(self.now), Fraction(10) ** (len(str(self.now)) - _SHOWN_IN_WORDS))),
            "gained": str(sum(each > 0 for _, each in self.changes)),
            "lost": str(sum(each < 0 for _, each in self.changes)),
            "all": str(len(SUPERSECTORS)),
            "best": self.ranked(is_best=True),
            "worst": self.ranked(is_best=False),
            "next_release": self.next_release,
            **self._movement(),
            **self._runs_told(),
            **self._ranges(),
        }

    def _movement(self) -> dict[str, str]:
        """The changes, with their verbs."""
        growth, step = rounded(self.growth).value, step_of(self.growth)
        year = self.change(self.month, 12)
        return {
            "change": self.count(self.change(self.month)),
            "change_of_year": self.count(year),
            "growth": self.percent(growth, step),
            "rose": self.jobs_of(self.change(self.month)),
            "rose_before": self.jobs_of(self.change(self.month - 1)),
            "rose_in_year": self.jobs_of(year),
        }

    def _runs_told(self) -> dict[str, str]:
        """The run of months that goes on, of which it is not known how long it is where all months are in it."""
        is_rise, times = self.runs[-1]
        longest = {way: max((length for up, length in self.runs if up == way), default=0) for way in (True, False)}
        return {
            "in_a_row": self.texts.in_a_row(times, is_rise=is_rise, is_least=len(self.runs) == 1),
            "longest_rise": self.months(longest[True]),
            "longest_fall": self.months(longest[False]),
        }

    def _ranges(self) -> dict[str, str]:
        half = Fraction(1, 2)
        ends: dict[str, tuple[Fraction | int, Fraction | int]] = {
            "range": (self.now - half, self.now + half),
            "range_of_change": (self.change(self.month) - 1, self.change(self.month) + 1),
            "range_of_year": (self.change(self.month, 12) - 1, self.change(self.month, 12) + 1),
        }
        return {name: self.range(self.count(low), self.count(high)) for name, (low, high) in ends.items()}

    @cached_property
    def lines(self) -> list[str]:
        """All that the page says, but for the numbers along the axes of charts."""
        places = self.said | self._of_charts()
        lines: list[str] = []
        for line in (PAGES / f"employment.{self.lang}.txt").read_text(encoding="utf-8").splitlines():
            several = {
                "@data_of_level": self.data_of_level,
                "@figures_of_bars": self.figures_of_bars,
                "@changes": self.table,
                "@figures": self.figures,
            }
            lines += several[line]() if line in several else [line.format(**places)]
        return lines

    def _of_charts(self) -> dict[str, str]:
        """What the line chart finds, the words of the bar chart as they are drawn, and what captions list."""
        said, texts = self.said, self.texts
        is_fall, ranked = self.change(self.month) < 0, self.ranked_changes
        is_of_all = self.month == (self.lowest if is_fall else self.highest)
        found = (texts.of_all if is_of_all else texts.since)[is_fall]
        bars = [*(texts.supersectors[name] for name, _ in ranked), *(self._signed(each) for _, each in ranked)]
        return {
            "finding": found.format(**said),
            "bars": " ".join(bars),
        }

    def table(self) -> Iterator[str]:
        """The rows of the table of supersectors, and that of the total as it is published."""
        for name in [*(name for name, _ in self.ranked_changes), "nonfarm"]:
            now, before, year = (int(self.wide[name].loc[str(self.month - back)]) for back in (0, 1, 12))
            called = self.texts.supersectors[name]
            yield " | ".join([called, self.plain(Decimal(now)), self._signed(now - before), self._signed(now - year)])

    def _signed(self, number: int) -> str:
        return f"{'+' if number > 0 else ''}{self.plain(Decimal(number))}"

    def data_of_level(self) -> Iterator[str]:
        """The numbers that the line is drawn from."""
        for month, number in self.totals.items():
            yield self._cell(str(month), number)
        for name in ("jobs", "highest", "lowest"):
            yield " | ".join(self.row(name)[:3])

    def figures_of_bars(self) -> Iterator[str]:
        """The numbers that the words for the bars say, beside the table that they are drawn from."""
        for name in ("change", "gaining", "losing", "supersectors"):
            yield " | ".join(self.row(name)[:3])

    def _cell(self, row: str, number: int) -> str:
        value, low, high = (self.plain(Decimal(number) + Decimal(each)) for each in ("0", "-0.5", "0.5"))
        return f"{self.texts.column}, {row} | {value} {self.texts.thousand} | {self.range(low, high)}"

    # -- the table of figures -------------------------------------------------------------------------------------
    def figures(self) -> Iterator[str]:
        """The rows of the table of where the numbers come from: all that functions find in the data, then the table."""
        computed = [name for name in self.texts.labels if name != "changes"]
        for group, names in zip(self.texts.groups, (computed, ["changes"]), strict=True):
            yield group
            for name in names:
                label, value, _, origin = self.row(name)
                yield " | ".join([label, value, *self._ends(name), origin])

    def _ends(self, name: str) -> list[str]:
        """Both ends of a range, or in one cell what there is to say instead."""
        value, reach = self._value_and_range(name)
        if reach in {"", self.texts.exact, self.texts.as_stated}:
            return [reach]
        if value.startswith(self.texts.at_least[0].format("")):
            return [self.texts.least]
        low, *others = reach.split(f" {self.texts.to} ")
        is_shared = bool(others) and others[0].endswith(" millones") and not low.endswith(" millones")
        return [f"{low} millones" if is_shared else low, *others] if others else [reach, reach]

    def row(self, name: str) -> tuple[str, str, str, str]:
        """A figure's label, value, range and origin."""
        return (self.texts.labels[name].format(**self.said), *self._value_and_range(name), self._origin(name))

    def _value_and_range(self, name: str) -> tuple[str, str]:
        half = Fraction(1, 2)
        levels = {"jobs": self.month, "first": min(self.totals), "highest": self.highest, "lowest": self.lowest}
        differences = {
            "change": self.change(self.month),
            "change_before": self.change(self.month - 1),
            "change_of_year": self.change(self.month, 12),
        }
        if name in levels:
            number = self.totals[levels[name]]
            ends = self.count(number - half), self.count(number + half)
            return self.about(self.count(number)), self.range(*ends)
        if name in differences:
            number = differences[name]
            return self.about(self.count(number)), self.range(self.count(number - 1), self.count(number + 1))
        if name == "growth_of_year":
            return self._of_quotient(self.growth, self.percent, is_about=is_about(self.growth))
        return self._other_value(name)

    def _other_value(self, name: str) -> tuple[str, str]:
        """The same of names, periods, runs, counts, and of the table as a whole."""
        said, counts = self.said, {"gaining": "gained", "losing": "lost", "supersectors": "all"}
        named = {"gained_most": "best", "lost_most": "worst", "since": "since"}
        if name in named:
            return said[named[name]], self.texts.as_stated
        if name == "in_a_row":
            return self._run_in_digits()
        if name == "changes":
            return self.texts.size.format(len(SUPERSECTORS) + 1), ""
        if name in {"first_published", "next_release"}:
            return said["after" if name == "first_published" else name], ""
        return (said[counts.get(name, name)], self.texts.exact)

    def _run_in_digits(self) -> tuple[str, str]:
        is_rise, times = self.runs[-1]
        if len(self.runs) == 1:  # always a rise here: the first months of the data are
            low, reach = self.texts.at_least
            return low.format(times), reach.format(times)
        return self.plain(Decimal(times if is_rise else -times)), self.texts.exact

    def _of_quotient(
        self, reach: Reach, write: Callable[[Fraction, Fraction], str], *, is_about: bool
    ) -> tuple[str, str]:
        number, step = rounded(reach).value, step_of(reach)
        text = self.about(write(number, step), is_about=is_about)
        if all(to(end, step) == number for end in (reach.low, reach.high)):
            return text, write(number, step)
        low, high, place = outward(reach, number, step)
        return text, self.range(write(low, place), write(high, place))

    def _origin(self, name: str) -> str:
        at = {
            "jobs": [self.month],
            "change": [self.month - 1, self.month],
            "change_before": [self.month - 2, self.month - 1],
            "change_of_year": [self.month - 12, self.month],
            "growth_of_year": [self.month - 12, self.month],
            "first": [min(self.totals)],
            "highest": [self.highest],
            "lowest": [self.lowest],
        }
        if name in {"gained_most", "lost_most"}:
            return f"{name}, {self.texts.source}, {self.texts.row[1]} {self._rows(self.month - 1, self.month)}"
        if name == "changes":
            of_total = f"{self.texts.row[1]} " + ", ".join(str(self.month - back) for back in (12, 1, 0))
            parts = f"{self._rows(self.month - 12, self.month - 12)}, {self._rows(self.month - 1, self.month)}"
            return f"{name}, {self.texts.source}, {self.texts.row[1]} {parts}; BLS 2018, {of_total}"
        rows = at.get(name, [])
        named = f"{self.texts.row[len(rows) > 1]} {', '.join(map(str, rows))}" if rows else ""
        return ", ".join(filter(None, [f"{name}, {self.texts.source}", named]))

    def _rows(self, month: pd.Period, last: pd.Period) -> str:
        """The rows of supersectors from a month to another, by the first and the last."""
        called = self.texts.supersectors
        return f"{month} {called[SUPERSECTORS[0]]} – {last} {called[SUPERSECTORS[-1]]}"
