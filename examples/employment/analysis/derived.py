"""What the bulletin says of the payrolls: one function a figure, its docstring the label.

A change is that of the published numbers, in whole thousands. Whether a supersector gained or lost jobs, and for how
many months in a row the total went one way, is told of them as published, and the bulletin says so.
"""

from itertools import groupby, pairwise

import pint

from statbrief.periods import latest

MONTH = pint.Quantity(1, "month")


def jobs(payrolls) -> "job, level":
    """Jobs on nonfarm payrolls"""
    return payrolls.loc[latest(payrolls), "employed"]


def change(payrolls) -> "job, difference":
    """Change on the month before"""
    month = latest(payrolls)
    return payrolls.loc[month, "employed"] - payrolls.loc[month - 1, "employed"]


def change_before(payrolls) -> "job, difference":
    """Change of the month before"""
    month = latest(payrolls) - 1
    return payrolls.loc[month, "employed"] - payrolls.loc[month - 1, "employed"]


def change_of_year(payrolls) -> "job, difference":
    """Change on the same month of the year before"""
    month = latest(payrolls)
    return payrolls.loc[month, "employed"] - payrolls.loc[month - 12, "employed"]


def growth_of_year(payrolls) -> "percent, change":
    """Growth on the same month of the year before"""
    month = latest(payrolls)
    return payrolls.loc[month, "employed"] / payrolls.loc[month - 12, "employed"] - 1


def average_change(change_of_year) -> "job, difference":
    """Average change of the last twelve months"""
    return change_of_year / 12


def gaining(employment):
    """Supersectors that gained jobs on the month, of eleven"""
    return int((employment.loc[latest(employment), "direction"] == "up").sum())


def losing(employment):
    """Supersectors that lost jobs on the month, of eleven"""
    return int((employment.loc[latest(employment), "direction"] == "down").sum())


def supersectors(employment):
    """Supersectors"""
    return len(employment.loc[latest(employment)])


def first(payrolls) -> "job, level":
    """Jobs of the first month of the series"""
    return payrolls.loc[payrolls.index[0], "employed"]


def highest(payrolls) -> "job, level":
    """Highest month of the series"""
    return payrolls.loc[payrolls["employed"].idxmax(), "employed"]


def below_highest(highest, jobs) -> "job, difference":
    """Jobs of the highest month, less those of now"""
    return highest - jobs


def lowest(payrolls) -> "job, level":
    """Lowest month of the series"""
    return payrolls.loc[payrolls["employed"].idxmin(), "employed"]


def above_lowest(jobs, lowest) -> "job, difference":
    """Jobs of now, less those of the lowest month"""
    return jobs - lowest


def run(payrolls):
    """Months in a row, up to the last one, with a change in its direction"""
    return _runs(payrolls)[-1][1] * MONTH


def longest_rise(payrolls):
    """Longest run of months with a gain, since the series begins"""
    return max(length for is_rise, length in _runs(payrolls) if is_rise) * MONTH


def longest_fall(payrolls):
    """Longest run of months with a loss, since the series begins"""
    return max((length for is_rise, length in _runs(payrolls) if not is_rise), default=0) * MONTH


def _runs(payrolls):
    """The runs of months with changes in one direction: whether they are gains, and how many months."""
    directions = [later > earlier for earlier, later in pairwise(payrolls["employed"].pint.magnitude)]
    return [(is_rise, len(list(months))) for is_rise, months in groupby(directions)]
