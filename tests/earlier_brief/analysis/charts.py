"""The brief's charts: from figures and datasets to pictures, at the size they are printed."""

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

COLUMN, HALF = 6.8, 3.3  # inches: the text's width, and two pictures side by side
BLUE, OCHRE, GREY, INK = "#1f5a8c", "#b8662a", "#5f6b75", "#1b2126"
TITLE_42 = 2019.5  # expulsions count from March 2020 on, so between the Mays of 2019 and 2020


def may_arrests(arrests_2019, arrests_2022):
    """Border Patrol arrests of Mexicans in May, as reported; the whisker is the range that rounding allows.

    Two bars: {arrests_2019:about} arrests in May 2019 ({arrests_2019:range}) and {arrests_2022:about} in May 2022
    ({arrests_2022:range}).
    """
    picture = Figure(figsize=(HALF, 2.1))
    axes = picture.add_subplot()
    figures = [arrests_2019, arrests_2022]
    axes.bar(["May 2019", "May 2022"], [each.value for each in figures], width=0.55, color=[GREY, BLUE])
    for place, each in enumerate(figures):
        _whisker(axes, place, each)
        axes.annotate(f"{each:about}", (place, each.range.high), (0, 4), textcoords="offset points", ha="center")
    axes.set_ylim(0, max(each.range.high for each in figures) * 1.12)
    axes.set_yticks([])
    axes.set_ylabel("arrests in the month")
    axes.tick_params(axis="x", length=0)
    return picture


def official_series(mexican_may_arrests, arrests_2019, arrests_2022, words):
    """The official count of Mays since 2000, and the two figures that were reported.

    A line of the official count: {official_arrests_2000:value} in May 2000, {official_arrests_2019:value} in May 2019
    and {official_arrests_2022:value} in May 2022. Two marks, the reported figures, lie on it.
    """
    series = mexican_may_arrests["arrests"].pint.magnitude
    years = list(mexican_may_arrests.index)
    picture = Figure(figsize=(COLUMN, 2.3))
    axes = picture.add_subplot()
    axes.plot(years, list(series), color=BLUE, label="official count")
    for year, each in ((2019, arrests_2019), (2022, arrests_2022)):
        _whisker(axes, year, each, marker="D")
        axes.annotate(
            f"reported: {each:about}", (year, each.value), (-8, 6), textcoords="offset points", ha="right", color=INK
        )
    axes.annotate("official count", (years[1], series.iloc[1]), (8, 2), textcoords="offset points", color=BLUE)
    axes.axvline(TITLE_42, ymin=0.56, color=GREY, linewidth=0.8, linestyle=(0, (3, 3)))
    axes.annotate(
        "expulsions counted\nfrom March 2020",
        (TITLE_42, max(series)),
        (-4, 0),
        textcoords="offset points",
        ha="right",
        va="top",
        color=GREY,
    )
    axes.set_ylim(bottom=0)
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.8)
    axes.set_ylabel("arrests in May")
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.digits(int(value))))
    axes.yaxis.grid(visible=True)
    return picture


def visas_split(visas, visas_mexicans, visas_central_americans):
    """The {visas:value} work visas on offer, by whom they are meant for; the whisker is the range of the split.

    One bar in two parts: {visas_mexicans:about} visas for Mexicans ({visas_mexicans:range}) and
    {visas_central_americans:about} for Central Americans.
    """
    picture = Figure(figsize=(HALF, 2.1))
    axes = picture.add_subplot()
    start = 0.0
    parts = ((visas_mexicans, "Mexicans", BLUE), (visas_central_americans, "Central Americans", GREY))
    for each, name, colour in parts:
        axes.barh([0], [each.value], left=[start], height=0.5, color=colour)
        middle = start + each.value / 2
        axes.annotate(f"{each:about}", (middle, 0), ha="center", va="center", color="white")
        axes.annotate(name, (middle, 0.25), (0, 5), textcoords="offset points", ha="center")
        start += each.value
    reach = visas_mexicans.range
    axes.errorbar(
        [visas_mexicans.value],
        [-0.4],
        xerr=[[visas_mexicans.value - reach.low], [reach.high - visas_mexicans.value]],
        color=INK,
        linewidth=1,
    )
    below = {"textcoords": "offset points", "ha": "center"}
    axes.annotate(f"split within {visas_mexicans:range}", (visas_mexicans.value, -0.4), (0, -11), **below)
    axes.set_xlim(0, visas.value)
    axes.set_ylim(-0.75, 0.6)
    axes.set_axis_off()
    return picture


def _whisker(axes, place, figure, marker=""):
    """Mark a figure's range at its place, and its value with `marker`."""
    below, above = figure.value - figure.range.low, figure.range.high - figure.value
    colour = OCHRE if marker else INK
    axes.errorbar([place], [figure.value], yerr=[[below], [above]], color=colour, marker=marker, linewidth=1)
