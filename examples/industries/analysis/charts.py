"""The chart of a supersector: its jobs since the series begins."""

from decimal import Decimal

from matplotlib.ticker import MaxNLocator

from statbrief.drawing import PALETTE, beneath, headed, line, named, scale, width

THOUSAND = 1000  # jobs, which the data count in


def level(employment, area, jobs, since, words):
    """The scale does not begin at zero.

    A line of the jobs in {area:name}, month by month to {jobs:period}, which ends at {jobs:value}.

    highest_of_all: {area:name}: more jobs than in any month before, {jobs:value}
    lowest_of_all: {area:name}: fewer jobs than in any month before, {jobs:value}
    highest: {area:name}: the most jobs since {since:period}, {jobs:value}
    lowest: {area:name}: the fewest jobs since {since:period}, {jobs:value}
    same: {area:name}: as many jobs as in the month before, {jobs:value}
    measure: Jobs, seasonally adjusted
    """
    months = employment.droplevel("industry")
    counts = [int(each) for each in months["employed"].pint.magnitude]
    picture, axes = headed(
        words.said(_found(counts)),
        words.said("measure"),
        height=1.15,
        right=max(width(f"{jobs:period_short}"), width(f"{jobs:value_4}", weight="bold")) + 0.15,
        below=0.2,
    )
    ticks = list(MaxNLocator(4, steps=[1, 2, 5, 10], integer=True).tick_values(min(counts), max(counts)))
    axes.set_ylim(ticks[0], ticks[-1])
    axes.set_xlim(-1, len(counts))
    scale(axes, ticks, [words.digits(Decimal(round(each) * THOUSAND)) for each in ticks])
    years = [place for place, month in enumerate(months.index) if month.month == 1]
    beneath(axes, years, [str(months.index[each].year) for each in years])
    line(axes, range(len(counts)), counts, color=PALETTE[0])
    last = len(counts) - 1
    axes.plot([last], [counts[-1]], marker="D", markersize=3, color=PALETTE[0], zorder=5)
    named(axes, f"{jobs:period_short}", f"{jobs:value_4}", (last, counts[-1]), shift=(5, 0), align="left center")
    return picture


def _found(counts):
    """What the line's end is, of the numbers as they are published."""
    if counts[-1] == counts[-2]:
        return "same"
    end, farthest = ("lowest", min) if counts[-1] < counts[-2] else ("highest", max)
    return f"{end}_of_all" if counts[-1] == farthest(counts) and counts.count(counts[-1]) == 1 else end
