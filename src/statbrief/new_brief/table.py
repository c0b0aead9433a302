"""What a table is about: a series in time, one for each of some groups, a list of names, or observations."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from statbrief.data.cells import RESERVED
from statbrief.errors import RefusedError
from statbrief.languages.registry import OF_MESSAGES
from statbrief.new_brief.columns import CODE, EMPTY, MEASURE, NAME, TIME, Column, is_short, read_columns
from statbrief.new_brief.scales_elsewhere import with_scales_told_elsewhere
from statbrief.new_brief.text import Text
from statbrief.new_brief.times import Times, by_year, seem_times
from statbrief.table_schema.periods import Period

SERIES, PANEL, NAMES, GROUPS, NUMBERS, ROWS = "series", "panel", "names", "groups", "numbers", "rows"
"""What tables are about: a number for each time; one for each time and group; one for each name; rows in groups; rows
with numbers; rows alone."""
_MOST_MEASURES = 3
"""Columns whose unit and rounding are asked for, and which the first figures are of."""
_FEWEST_TIMES = 3
_MOST_GROUPS = 60
_MOST_IN_ONE = 0.9
_FEWEST_NAMES = 4
_PARTS_OF_YEARS = re.compile(r"\b(?:month|quarter|mes|trimestre|qtr)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table, and what of it the first figures are of.

    `time` is the column that tells when a row is of, and `group` the one of names, where the shape has them.
    `renamed` are the column of times in the file and in the data, where its head cannot stand there.
    `periods` are the times of the rows where two columns of the file, `joined`, make one; `is_sorted` says whether the
    rows stand in the order of time already, and `is_whole` whether no period is missing.
    """

    name: str
    text: Text
    columns: tuple[Column, ...]
    shape: str
    time: Column | None = None
    group: Column | None = None
    measures: tuple[Column, ...] = ()
    periods: tuple[Period, ...] = ()
    joined: tuple[Column, ...] = ()
    renamed: tuple[str, str] | tuple[()] = ()

    @property
    def key(self) -> list[str]:
        """The columns that tell rows apart."""
        if self.shape == PANEL and self.time and self.group:
            return [self.time.name, self.group.name]
        if self.shape == SERIES and self.time:
            return [self.time.name]
        return [self.group.name] if self.shape == NAMES and self.group else []

    @property
    def kept(self) -> list[Column]:
        """The columns that the brief's data have: all but empty ones without a head, and those that make another."""
        found = [each for each in self.columns if each.name and each not in self.joined]
        return [self.time, *found] if self.time is not None and self.joined else found

    @property
    def is_sorted(self) -> bool:
        """Whether rows stand in the order of time, in each group."""
        return all(one.first <= other.first for rows in self._series() for one, other in pairwise(rows))

    @property
    def is_whole(self) -> bool:
        """Whether no period is missing, and all groups end when the last does."""
        series = [sorted(rows, key=lambda each: each.first) for rows in self._series()]
        latest = max((rows[-1] for rows in series), key=lambda each: each.first, default=None)
        return all(
            rows[-1] == latest and all(other.shifted(-1) == one for one, other in pairwise(rows)) for rows in series
        )

    @property
    def lacking(self) -> list[tuple[Period, str]]:
        """The periods that some groups have and others lack, each with one that does."""
        known = dict.fromkeys(self.periods)
        series = self._groups() if self.shape == PANEL else {}
        return [(period, name) for name, periods in series.items() for period in known if period not in periods]

    def _series(self) -> Iterable[list[Period]]:
        """The periods of the rows, of each group in its order."""
        return self._groups().values()

    def _groups(self) -> dict[str, list[Period]]:
        """The same by the groups' names; a series has one, without."""
        names = self.group.cells if self.shape == PANEL and self.group else [""] * len(self.periods)
        found: dict[str, list[Period]] = {}
        for name, period in zip(names, self.periods, strict=True):
            found.setdefault(name, []).append(period)
        return found

    @property
    def left_out(self) -> list[Column]:
        """Numbers that measure something and are in none of the first figures."""
        return [each for each in self.columns if each.kind == MEASURE and each not in self.measures]


def read_table(text: Text, name: str, taken: Collection[str] = (), lang: str = OF_MESSAGES) -> Table:
    """What a table is about; `taken` are names that its dataset may not have, `lang` is the draft's language.

    Raises `RefusedError`.
    """
    columns = with_scales_told_elsewhere(_named(read_columns(text, lang)), name)
    time, periods, joined = _time(columns)
    usable = [each for each in columns if each.kind == MEASURE and each not in joined]
    measures = tuple(
        sorted(usable, key=lambda each: each.has_gaps and len(each.values) < len(each.cells) / 2)[:_MOST_MEASURES]
    )
    shape, group = _shape(columns, periods, measures)
    if shape not in {SERIES, PANEL}:
        columns = [*columns]
        time, periods, joined = None, (), ()
    renamed: tuple[str, str] | tuple[()] = ()
    if time is not None and not re.fullmatch(r"\w+", time.name):
        name_of_time = plain(time.name) or "period"
        renamed, called = (time.name, name_of_time), replace(time, name=name_of_time)
        columns = [called if each is time else each for each in columns]
        time = called
    if shape in {PANEL, NAMES, NUMBERS, GROUPS}:
        measures = measures[:1]
    return Table(
        name=dataset_name(name, taken),
        text=text,
        columns=tuple(columns),
        shape=shape,
        time=time,
        group=group,
        measures=measures,
        periods=periods,
        joined=joined,
        renamed=renamed,
    )


def _named(columns: list[Column]) -> list[Column]:
    """The columns, each with a name of its own. Raises `RefusedError` where the head does not give them."""
    named = Counter(each.name for each in columns if each.name)
    if twice := [name for name, times in named.items() if times > 1]:
        raise RefusedError(f"has {len(twice)} column{'s' if twice[1:] else ''} twice: {', '.join(twice)}", "rename one")
    unnamed = [each for each in columns if not each.name and each.kind != EMPTY]
    if any(each.place for each in unnamed) or (unnamed and unnamed[0].kind not in {CODE, NAME, MEASURE}):
        raise RefusedError(f"column {unnamed[-1].place + 1} has no name", "name it in the first line")
    if not named:
        raise RefusedError("has no header", "name the columns in the first line")
    if headless := [name for name in named if _is_value(name)]:
        raise RefusedError(f"has no header: its first line has {', '.join(headless[:3])}", "name the columns there")
    return columns


def _is_value(name: str) -> bool:
    return re.fullmatch(r"[-+]?\d[\d.,]*%?|\d+[-/]\d+[-/]\d+", name) is not None


def _time(columns: Sequence[Column]) -> tuple[Column | None, tuple[Period, ...], tuple[Column, ...]]:
    """The column that tells when rows are of, their periods, and the two columns that make it where it is no one."""
    found = [each for each in columns if each.is_period]
    years = [each for each in found if each.times and each.times.declared == {"type": "year"}]
    parts = [each for each in columns if _PARTS_OF_YEARS.search(each.label) and not each.has_gaps]
    for year in years[:1]:
        for part in parts[:1]:
            if part is not year and (joined := by_year(year.cells, part.cells)) is not None:
                frequency, periods = joined
                times = Times(frequency=frequency, periods={}, declared=None)
                made = replace(part, kind=TIME, times=times, guesses=())
                return made, tuple(periods), (year, part)
    for each in found:
        assert each.times is not None  # noqa: S101 -- as a period has
        return each, tuple(each.times.periods[text] for text in each.cells), ()
    return None, (), ()


def _shape(
    columns: Sequence[Column], periods: Sequence[Period], measures: Sequence[Column]
) -> tuple[str, Column | None]:
    """What a table is about, and the column of names that it is about."""
    names = [each for each in columns if each.kind == NAME and each.name and is_short(each)]
    names = [each for each in names if not seem_times(each.values)]
    whole = [each for each in names if not each.has_gaps and _are_apart(each)]
    if measures and len({*periods}) > 1:
        is_of_one = len({*periods}) == len(periods) >= _FEWEST_TIMES
        if is_of_one and len(measures[0].values) > 1:
            return SERIES, None
        for each in whole:
            if _is_panel(periods, each):
                return PANEL, each
    if measures:
        for each in whole:
            if each.different == len(each.cells) >= _FEWEST_NAMES:
                return NAMES, each
    if groups := [each for each in names if _are_groups(each)]:
        return GROUPS, next((each for each in groups if _is_parted(each)), groups[0])
    return (NUMBERS if measures else ROWS), None


def _is_panel(periods: Sequence[Period], names: Column) -> bool:
    """Whether there is one row for each time and name, most names come again, and the latest time has several."""
    pairs = {*zip(periods, names.cells, strict=True)}
    latest = max(periods, key=lambda each: each.first)
    is_of_several = sum(each == latest for each in periods) > 1
    return len(pairs) == len(periods) and 2 * names.different <= len(periods) and is_of_several


def _are_groups(column: Column) -> bool:
    """Whether its texts come again and again, and not all as often."""
    times = Counter(column.values)
    is_grouped = 1 < len(times) <= _MOST_GROUPS and 2 * len(times) <= len(column.values)
    return is_grouped and len({*times.values()}) > 1 and _are_apart(column)


def _is_parted(column: Column) -> bool:
    """Whether there is more to tell of its groups than that nearly all rows are in one."""
    times = Counter(column.values)
    return max(times.values()) <= _MOST_IN_ONE * len(column.cells)


def _are_apart(column: Column) -> bool:
    """Whether its texts are apart also as names of rows, without accents and signs."""
    different = {*column.values}
    if any("{" in each or "}" in each for each in different):  # which labels take for something to fill in
        return False
    return len({plain(each) for each in different}) == len(different) and all(map(plain, different))


def plain(text: str) -> str:
    """A text in small letters without accents, with `_` for all that is no letter or digit."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"\W+", "_", "".join(each for each in parts if not unicodedata.combining(each))).strip("_")


def dataset_name(stem: str, taken: Collection[str] = ()) -> str:
    """A name for a dataset by its file's: one that Python can use, and that is not taken."""
    name = re.sub(r"[^a-z0-9_]+", "_", plain(stem)).strip("_") or "data"
    name = f"data_{name}" if name[0].isdigit() else name
    while keyword.iskeyword(name) or name in {*RESERVED, *taken}:
        name += "_data"
    return name
