"""The brief's charts: from figures and datasets to pictures, at the size they are printed."""

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

COLUMN, HALF = 6.8, 3.3  # inches: the text's width, and two pictures side by side
BLUE, OCHRE, GREY, INK = "#1f5a8c", "#b8662a", "#5f6b75", "#1b2126"
TITLE_42 = 2019.5  # expulsions count from March 2020 on, so between the Mays of 2019 and 2020


def may_arrests(arrests_2019, arrests_2022):
    """Border Patrol arrests of Mexicans in May, as reported; the whisker is the range that rounding allows.

    Bars: {arrests_2019:about} arrests in May 2019 ({arrests_2019:range}) and {arrests_2022:about} in May 2022
    ({arrests_2022:range}).
    """
    picture = Figure(figsize=(HALF, 1.7))
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
    """The official count of Mays since 2000; the diamonds are the reported figures, with their range.

    A line of the official count: {official_arrests_2000:value} in May 2000, {official_arrests_2019:value} in May 2019
    and {official_arrests_2022:value} in May 2022. The marks of the reported figures lie on it.
    """
    series = mexican_may_arrests["arrests"].pint.magnitude
    years = list(mexican_may_arrests.index)
    picture = Figure(figsize=(HALF, 1.7))
    axes = picture.add_subplot()
    axes.plot(years, list(series), color=BLUE, label="official count")
    for year, each in ((2019, arrests_2019), (2022, arrests_2022)):
        _whisker(axes, year, each, marker="D")
        axes.annotate(f"{each:about}", (year, each.value), (-4, 8), textcoords="offset points", ha="right", color=INK)
    axes.annotate("official count", (years[1], series.iloc[1]), (8, 2), textcoords="offset points", color=BLUE)
    axes.axvline(TITLE_42, ymin=0.6, color=GREY, linewidth=0.8, linestyle=(0, (3, 3)))
    axes.annotate(
        "expulsions\nfrom March 2020",
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

    A bar in parts: {visas_mexicans:about} visas for Mexicans ({visas_mexicans:range}) and
    {visas_central_americans:about} for Central Americans.
    """
    picture = Figure(figsize=(COLUMN, 0.8))
    axes = picture.add_subplot()
    start = 0.0
    parts = ((visas_mexicans, "Mexicans", BLUE), (visas_central_americans, "Central Americans", GREY))
    for each, name, colour in parts:
        axes.barh([0], [each.value], left=[start], height=1, color=colour)
        axes.annotate(f"{name}: {each:about}", (start + each.value / 2, 0), ha="center", va="center", color="white")
        start += each.value
    split, reach = visas_mexicans.value, visas_mexicans.range
    axes.errorbar([split], [-0.85], xerr=[[split - reach.low], [reach.high - split]], color=INK, linewidth=1)
    text = f"for Mexicans {visas_mexicans:range}"
    axes.annotate(text, (reach.high, -0.85), (6, 0), textcoords="offset points", va="center")
    axes.set_xlim(0, visas.value)
    axes.set_ylim(-1.2, 0.55)
    axes.set_axis_off()
    return picture


def _whisker(axes, place, figure, marker=""):
    """Mark a figure's range at its place, and its value with `marker`."""
    below, above = figure.value - figure.range.low, figure.range.high - figure.value
    colour = OCHRE if marker else INK
    whisker = {"x": [place], "y": [figure.value], "yerr": [[below], [above]]}
    axes.errorbar(**whisker, color="white", linestyle="none", elinewidth=3, capsize=4, capthick=3)  # seen on the bar
    axes.errorbar(**whisker, color=colour, marker=marker, linewidth=1, capsize=3)
