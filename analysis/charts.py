"""The brief's charts: from figures and datasets to pictures, as wide as a printed column."""

import datetime as dt

from babel.dates import format_skeleton
from matplotlib.ticker import MaxNLocator

from statbrief.drawing import COLUMN, PALETTE, break_line, headed, label, line, reach, scale, spaced, whisker, width

BLUE, OCHRE, _ = PALETTE  # blue for what is reported, ochre for what stands beside it
EXPULSIONS = dt.date(2020, 3, 1)  # from when on the official series counts them
MAY = 5
BAR, ROW, THIN = 0.2, 0.28, 0.1  # inches


def may_arrests(arrests_2019, arrests_2022, arrests_rise, words):
    """Arrests are events, not persons. A range is all that rounding allows.

    Bars of the arrests in {arrests_2022:period_month}: {arrests_2019:about} in {arrests_2019:period_year}
    ({arrests_2019:range}) and {arrests_2022:about} in {arrests_2022:period_year} ({arrests_2022:range}). The number
    {arrests_rise:it_rose_to_times} what it was.

    title: Border Patrol arrests of Mexicans in {arrests_2022:period_month}
    measure: As reported; each line shows what rounding allows
    range: range: {arrests_2022:range}
    """
    figures = [arrests_2019, arrests_2022]
    names = [f"{each:period}" for each in figures]
    picture, axes = headed(
        words.said("title"),
        words.said("measure"),
        height=ROW * len(figures),
        left=max(map(width, names)) + 0.08,
        right=max(width(f"{each:about}", weight="bold") for each in figures) + 0.1,
        below=0.15,
    )
    axes.set_xlim(0, reach(figures))
    axes.set_ylim(len(figures) - 0.5, -0.5)
    axes.barh(range(len(figures)), [each.value for each in figures], height=BAR / ROW, color=BLUE)
    for place, each in enumerate(figures):
        whisker(axes, each, place, upright=False)
        label(axes, f"{each:about}", (reach([each]), place), shift=(5, 0), weight="bold")
    _named_range(axes, words.said("range"), arrests_2022, len(figures) - 1 + BAR / ROW / 2)
    axes.set_yticks(range(len(figures)), labels=names)
    axes.set_xticks([])
    axes.spines["left"].set_visible(True)
    axes.spines["bottom"].set_visible(False)
    return picture


def official_series(
    mexican_may_arrests, official_arrests_2000, official_arrests_2019, official_arrests_2022, share_of_2000, words
):
    """Expulsions are those under Title [42]{.literal}.

    A line of the official count: {official_arrests_2000:value} {official_arrests_2000:in_period},
    {official_arrests_2019:value} {official_arrests_2019:in_period} and, now with expulsions,
    {official_arrests_2022:value} {official_arrests_2022:in_period}, which is {share_of_2000:than_fraction} of the count
    of {official_arrests_2000:period_year}.

    title: Even with expulsions, {share_of_2000:period_last} is {share_of_2000:than_fraction} of
        {share_of_2000:period_first}
    measure: Official count of arrests of Mexicans, May of each year
    expulsions: from {month} on, expulsions count too
    """
    series = mexican_may_arrests["arrests"].pint.magnitude
    years, counts = list(mexican_may_arrests.index.year), list(series)
    change = EXPULSIONS.year + (EXPULSIONS.month - MAY) / 12
    since = words.said("expulsions", month=_month(EXPULSIONS.isoformat(), words))
    first, before, last = official_arrests_2000, official_arrests_2019, official_arrests_2022
    picture, axes = headed(
        words.said("title"), words.said("measure"), height=1.15, right=max(map(width, since.split())) + 0.2, below=0.2
    )
    top = max(counts)
    ticks = [each for each in MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(0, top) if 0 <= each <= top]
    after = max((count for year, count in zip(years, counts, strict=True) if year > change), default=0)
    axes.set_ylim(0, max(top * 1.1, after * 2))  # the words at the break stand in the upper half
    axes.set_xlim(years[0] - 0.4, years[-1] + 0.4)
    scale(axes, ticks, [words.digits(int(each)) for each in ticks])
    named_years = [int(f"{each:period_year}") for each in (last, first, before)]
    year = axes.get_position().width * COLUMN / (years[-1] - years[0] + 0.8)  # inches
    apart = (max(map(width, map(str, years))) + 0.05) / year
    axes.set_xticks(spaced([*named_years, *(each for each in years if each % 10 == 0)], apart=apart))

    line(axes, years, counts, breaks=[change], color=OCHRE)
    break_line(axes, change, since, side="right")
    for each, shift, side in ((first, (4, 0), "left"), (before, (-2, 8), "right"), (last, (5, 0), "left")):
        place = (int(f"{each:period_year}"), each.value)
        label(axes, f"{each:value}", place, shift=shift, align=f"{side} center", weight="bold")
    return picture


def visas_split(visas, visas_mexicans, visas_central_americans, words):
    """On offer, not issued. How far {visas:value} is rounded is not known.

    A bar of {visas:value} visas in parts: {visas_mexicans:about} for Mexicans ({visas_mexicans:range_as_stated}) and
    {visas_central_americans:about} for Central Americans ({visas_central_americans:range_as_stated}).

    measure: US work visas on offer, by whom they are for
    range: range: {visas_mexicans:range_as_stated}
    mexicans: Mexicans
    central_americans: Central Americans
    """
    names = [f"{words.said('mexicans')}: {visas_mexicans:about}"]
    names += [f"{words.said('central_americans')}: {visas_central_americans:about}"]
    if sum(map(width, names)) + 0.1 > COLUMN:
        names = [each.replace(": ", ":\n") for each in names]
    height = 0.41 + 0.13 * len(names[0].split("\n"))  # inches
    picture, axes = headed("", words.said("measure"), height=height)
    split, gap = visas_mexicans.value, visas.value / 500  # so that the parts are two in any print
    axes.set_xlim(0, visas.value)
    axes.set_ylim(0, height)
    axes.barh([0.27], [split - gap], height=THIN, color=BLUE)
    axes.barh([0.27], [visas.value - split - gap], left=[split + gap], height=THIN, color=OCHRE)
    for name, place, side in zip(names, (0, visas.value), ("left", "right"), strict=True):
        label(axes, name, (place, 0.36), align=f"{side} bottom")
    whisker(axes, visas_mexicans, 0.27, upright=False)
    _named_range(axes, words.said("range"), visas_mexicans, 0.2)
    axes.set_axis_off()
    return picture


def _named_range(axes, text, figure, place):
    """Name a figure's range beneath it, towards the side where there is room."""
    low, high = (min(each, axes.get_xlim()[1]) for each in (figure.range.low, figure.range.high))
    is_left = low + high <= axes.get_xlim()[1]
    label(axes, text, (low if is_left else high, place), shift=(0, -3), align=f"{'left' if is_left else 'right'} top")


def _month(period, words):
    """A month as the language writes it, with its year."""
    return format_skeleton("yMMMM", dt.date(int(period[:4]), int(period[5:7]), 1), locale=words.locale)
