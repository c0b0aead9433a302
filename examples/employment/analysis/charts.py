"""The bulletin's charts: the total since the series begins, and what each supersector gained or lost in the month."""

from decimal import Decimal

from matplotlib.ticker import MaxNLocator

from statbrief.drawing import COLUMN, PALETTE, beneath, beyond, headed, line, named, scale, width, wrapped

BLUE, OCHRE, _ = PALETTE  # blue for gains and for the series itself, ochre for losses
BAR, ROW, LEADING = 0.12, 0.165, 0.12  # inches
BARS = 0.6  # inches that are left for them, beside names and numbers
MILLION = 1000  # of what the data count in


def level(payrolls, jobs, since, highest, lowest, words):
    """The scale does not begin at zero.

    A line of the jobs on nonfarm payrolls, month by month to {jobs:period}. It is highest
    {highest:in_period}, at {highest:value}, lowest {lowest:in_period}, at {lowest:value}, and ends at {jobs:value}.

    highest_of_all: Payroll employment is at its highest since at least {since:period}
    lowest_of_all: Payroll employment is at its lowest since at least {since:period}
    highest: Payroll employment is at its highest since {since:period}
    lowest: Payroll employment is at its lowest since {since:period}
    measure: [Millions]{.literal} of jobs outside farming, seasonally adjusted
    """
    months = payrolls.index
    counts = [each / MILLION for each in payrolls["employed"].pint.magnitude]
    end, farthest = ("lowest", min) if counts[-1] < counts[-2] else ("highest", max)
    is_of_all = counts[-1] == farthest(counts)
    picture, axes = headed(
        words.said(f"{end}_of_all" if is_of_all else end),
        words.said("measure"),
        height=1.15,
        right=max(width(f"{jobs:period_short}"), width(f"{jobs:value_4}", weight="bold")) + 0.15,
        below=0.2,
    )
    ticks = list(MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(min(counts), max(counts)))
    axes.set_ylim(ticks[0], ticks[-1])
    axes.set_xlim(-1, len(months))
    scale(axes, ticks, [words.digits(Decimal(str(round(float(each), 6)))) for each in ticks])
    years = [place for place, month in enumerate(months) if month.month == 1]
    beneath(axes, years, [str(months[each].year) for each in years])
    line(axes, range(len(months)), counts, color=BLUE)
    last = len(months) - 1
    axes.plot([last], [counts[-1]], marker="D", markersize=3, color=BLUE, zorder=5, clip_on=False)
    named(axes, f"{jobs:period_short}", f"{jobs:value_4}", (last, counts[-1]), shift=(5, 0), align="left center")
    return picture


def industries(changes, change, gaining, losing, supersectors, words):
    """A change may be off by [a thousand]{.literal}, as the numbers of both months are rounded.

    Bars of the change in each of the {supersectors:value} supersectors from {change:period_first} to
    {change:period_last}, the largest gain first: {gaining:value} gained jobs and {losing:value} lost some.

    title: How the supersectors changed in {change:period_last}
    measure: Change on the month before, [thousands]{.literal} of jobs, seasonally adjusted
    """
    bars = changes.drop(index="total")  # its bar would be longer than all others together
    numbers = bars["on_month"].pint.magnitude
    names, texts = words.cells(bars, "industry"), words.cells(bars, "on_month")
    aside = max(map(width, texts)) + 0.14
    parted = [wrapped(each, COLUMN - 2 * aside - BARS - 0.1) for each in names]
    row = ROW + (max(map(len, parted)) - 1) * LEADING
    picture, axes = headed(
        words.said("title"),
        words.said("measure"),
        height=row * len(bars),
        left=max(width(line) for lines in parted for line in lines) + aside + 0.1,
        right=aside,
    )
    axes.set_xlim(min(*numbers, 0), max(*numbers, 0))
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.barh(range(len(bars)), numbers, height=BAR / row, color=[OCHRE if each < 0 else BLUE for each in numbers])
    for place, (each, text) in enumerate(zip(numbers, texts, strict=True)):
        beyond(axes, text, each, place)
    axes.axvline(0, linewidth=0.6, color="0.4")
    axes.set_yticks(range(len(bars)), labels=["\n".join(lines) for lines in parted])
    axes.tick_params(axis="y", pad=aside * 72)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return picture
