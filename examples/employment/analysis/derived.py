"""What the bulletin says of the payrolls: one function a figure, its docstring the label.

A change is that of the published numbers, in whole thousands. Whether a supersector gained or lost jobs, and since when
the total was not as high or as low, is told of them as published, and the bulletin says so.
"""

from itertools import groupby, pairwise

import pandas as pd
import pint

from statbrief.periods import latest, run, since_when

NAMED = 3  # supersectors, and all that rounding lets be among them
OFF = 1  # thousand, that a change may be off by
FRIDAY = 4  # as pandas counts days from Monday; releases come out on the first of a month
MONTH = pint.Quantity(1, "month")


def jobs(payrolls) -> "job, level":
    """Jobs on nonfarm payrolls"""
    return payrolls.loc[latest(payrolls), "employed"]


def change(payrolls) -> "job, difference":
    """Change on the month"""
    month = latest(payrolls)
    return payrolls.loc[month, "employed"] - payrolls.loc[month - 1, "employed"]


def change_before(payrolls) -> "job, difference":
    """Change on the month, a month earlier"""
    month = latest(payrolls) - 1
    return payrolls.loc[month, "employed"] - payrolls.loc[month - 1, "employed"]


def change_of_year(payrolls) -> "job, difference":
    """Change on a year before"""
    month = latest(payrolls)
    return payrolls.loc[month, "employed"] - payrolls.loc[month - 12, "employed"]


def growth_of_year(payrolls) -> "percent, change":
    """Growth on a year before"""
    month = latest(payrolls)
    return payrolls.loc[month, "employed"] / payrolls.loc[month - 12, "employed"] - 1


def gaining(employment):
    """Supersectors that gained jobs"""
    return int((employment.loc[latest(employment), "direction"] == "up").sum())


def losing(employment):
    """Supersectors that lost jobs"""
    return int((employment.loc[latest(employment), "direction"] == "down").sum())


def gained_most(employment) -> "name, as stated, or none":
    """Largest gains"""
    changes = _changes(employment)
    return _first(changes, changes[changes > 0].sort_values(ascending=False))


def lost_most(employment) -> "name, as stated, or none":
    """Largest losses"""
    changes = _changes(employment)
    return _first(changes, changes[changes < 0].sort_values())


def supersectors(employment):
    """Supersectors"""
    return len(employment.loc[latest(employment)])


def first(payrolls) -> "job, level":
    """Jobs of the first month"""
    return payrolls.loc[payrolls.index[0], "employed"]


def highest(payrolls) -> "job, level":
    """Jobs of the highest month"""
    return payrolls.loc[payrolls["employed"].pint.magnitude.idxmax(), "employed"]


def lowest(payrolls) -> "job, level":
    """Jobs of the lowest month"""
    return payrolls.loc[payrolls["employed"].pint.magnitude.idxmin(), "employed"]


def in_a_row(payrolls) -> "run":
    """Gains in a row (losses: −)"""
    return run(payrolls, "employed")


def since(payrolls) -> "period, as stated":
    """Highest since (after a fall: lowest)"""
    month = latest(payrolls)
    fell = payrolls.loc[month, "employed"] < payrolls.loc[month - 1, "employed"]
    return since_when(payrolls, "employed", lowest=fell, as_stated=True) or payrolls.index[0]


def first_published(payrolls):
    """First publication"""
    return latest(payrolls) + 1


def next_release(payrolls):
    """Next release"""
    month = (latest(payrolls) + 2).start_time  # this one comes out in the month before that
    return month + pd.Timedelta(days=(FRIDAY - month.weekday()) % 7)


def longest_rise(payrolls):
    """Longest run of gains"""
    return max(length for is_rise, length in _runs(payrolls) if is_rise) * MONTH


def longest_fall(payrolls):
    """Longest run of losses"""
    return max((length for is_rise, length in _runs(payrolls) if not is_rise), default=0) * MONTH


def _changes(employment):
    """By how many thousand each supersector changed in the last month, as published."""
    month, jobs = latest(employment), employment["employed"].pint.magnitude
    return jobs.loc[month] - jobs.loc[month - 1]


def _first(changes, ranked):
    """The first three, and those after them that rounding cannot tell from the third, as each is off by one.

    They are named in the order of the data, which says nothing of ranks: some are equal.
    """
    end = min(NAMED, len(ranked))
    while end < len(ranked) and abs(ranked.iloc[end] - ranked.iloc[NAMED - 1]) <= 2 * OFF:
        end += 1
    return list(changes.index[changes.index.isin(ranked.index[:end])])


def _runs(payrolls):
    """The runs of months with changes in one direction: whether they are gains, and how many months."""
    directions = [later > earlier for earlier, later in pairwise(payrolls["employed"].pint.magnitude)]
    return [(is_rise, len(list(months))) for is_rise, months in groupby(directions)]
