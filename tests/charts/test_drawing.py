"""What charts are drawn with: ink, measured text, ranges, gaps."""

import contextlib
import itertools
import math
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from coloraide import Color
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture
from numpy.typing import ArrayLike

from briefs import analysed
from statbrief.charts.column import narrow_column
from statbrief.charts.fonts import let_charts_use_fonts
from statbrief.charts.svg import INK, within_page
from statbrief.drawing import (
    COLUMN,
    PALETTE,
    balanced,
    beneath,
    beyond,
    break_line,
    headed,
    label,
    line,
    named,
    reach,
    scale,
    spaced,
    whisker,
    width,
    wrapped,
)
from statbrief.figures.figure import Figure
from statbrief.files.paths import STYLE

INKED = {"text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color", "grid.color"}
LONG = "Arrests of Mexicans in May rose from the year 2019 to the year 2022, and to about four times as many of them"


@pytest.fixture(autouse=True)
def style(root: Path) -> Iterator[None]:
    """The brief's own style and typeface."""
    let_charts_use_fonts()
    with mpl.rc_context(fname=root / STYLE):
        yield


@pytest.fixture
def axes() -> Axes:
    """Axes from 0 to 10 in both directions."""
    _, axes = headed("Finding", "Measure", height=1)
    axes.set_xlim(0, 10)
    axes.set_ylim(0, 10)
    return axes


@pytest.mark.parametrize("drawn_for", [contextlib.nullcontext, narrow_column], ids=["print", "phone"])
@pytest.mark.parametrize("first", [1, 8, 1960], ids=["digits", "both", "years"])
def test_texts_beneath_an_axis_stand_apart(drawn_for: Callable[[], AbstractContextManager[None]], first: int) -> None:
    """As many of them as find room, the first among them, evenly: a blank lies between two."""
    with drawn_for():
        picture, axes = headed("", "", height=1, right=0.5)
        axes.set_xlim(0, 41)
        beneath(axes, range(41), [str(first + year) for year in range(41)], most=40)
        picture.canvas.draw()
    shown = axes.get_xticklabels()
    boxes = [each.get_window_extent() for each in shown]
    step = int(shown[1].get_text()) - int(shown[0].get_text())
    assert [int(each.get_text()) for each in shown] == list(range(first, first + 41, step))
    assert step in {1, 2, 3, 4, 5, 10}
    assert min(later.x0 - each.x1 for each, later in itertools.pairwise(boxes)) >= 0.05 * picture.dpi
    smaller = 5 if step == 10 else step - 1
    widest = max(each.width for each in boxes)
    assert smaller * axes.bbox.width / 41 < widest + 0.07 * picture.dpi  # more would have had no room


def test_no_more_texts_stand_beneath_an_axis_than_wanted(axes: Axes) -> None:
    """Eight, unless a chart says otherwise; of none there are none."""
    beneath(axes, range(10), list("abcdefghij"))
    assert [each.get_text() for each in axes.get_xticklabels()] == list("acegi")
    beneath(axes, range(8), list("abcdefgh"))
    assert len(axes.get_xticklabels()) == 8
    beneath(axes, range(8), list("abcdefgh"), most=1)
    assert [each.get_text() for each in axes.get_xticklabels()] == ["a"]
    beneath(axes, [], [])
    assert list(axes.get_xticklabels()) == []


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figure]:
    """Three figures, one of which is a lower bound."""
    return dict(analysed(tmp_path_factory.mktemp("brief")).figures)


def test_ink_stands_out() -> None:
    """Letters do from paper, and a range's line from the bar that it is drawn over."""
    assert Color(INK).contrast("#ffffff") >= 7
    assert Color(INK).contrast(PALETTE[0]) >= 3


def test_the_style_has_these_colours() -> None:
    """All that is written or ruled is ink, all that is drawn of the palette."""
    assert [each["color"] for each in mpl.rcParams["axes.prop_cycle"]] == list(PALETTE)
    colors = {key: value for key, value in mpl.rcParams.items() if key in INKED}
    assert len(colors) == len(INKED)
    assert all(mpl.colors.same_color(value, INK) for value in colors.values())
    assert mpl.rcParams["xtick.labelcolor"] == mpl.rcParams["ytick.labelcolor"] == "inherit"


def test_within_a_page_ink_is_the_pages() -> None:
    """Light letters on a dark page; other colours stay."""
    svg = f'<g style="fill: {INK}; stroke: {INK}"/><g style="fill: {PALETTE[0]}"/>'
    page = f'<g style="fill: currentColor; stroke: currentColor"/><g style="fill: {PALETTE[0]}"/>'
    assert within_page(svg) == page


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_text_is_measured_as_it_is_drawn(weight: str) -> None:
    """To a hundredth of an inch."""
    picture = Picture(figsize=(8, 1), dpi=720)
    text = picture.text(0, 0, LONG[:60], size=9, weight=weight)
    assert width(LONG[:60], size=9, weight=weight) == pytest.approx(text.get_window_extent().width / 720, abs=0.01)


@pytest.mark.parametrize("room", [0.9, 1.7, 2.5, 9])
def test_lines_keep_to_their_room(room: float) -> None:
    """However long the text is, and no word is lost; balanced lines are as many, and none is much shorter."""
    for lines in (wrapped(LONG, room), balanced(LONG, room)):
        assert " ".join(lines) == LONG
        assert all(width(each) <= room for each in lines)
    assert len(balanced(LONG, room)) == len(wrapped(LONG, room))


def test_no_word_stands_alone_on_the_last_line() -> None:
    """Where wrapping as usual leaves one there."""
    room = width("Border Patrol arrests of Mexicans, May of each") + 0.01
    text = "Border Patrol arrests of Mexicans, May of each year"
    assert wrapped(text, room)[-1] == "year"
    assert len(balanced(text, room)[-1].split()) > 2


def test_a_word_that_is_too_long_stands_alone() -> None:
    """It is not broken."""
    assert wrapped("a Bevölkerungsstatistik of", 0.3) == ["a", "Bevölkerungsstatistik", "of"]


def test_a_long_title_makes_a_picture_higher() -> None:
    """The axes are as high as asked for, and nothing stands outside of the picture."""
    heights = []
    for title in ("Short", LONG, f"{LONG} {LONG}"):
        picture, axes = headed(title, LONG, height=1.25, left=0.5, right=0.25, below=0.2)
        box, whole = axes.get_window_extent(), picture.get_window_extent()
        heights.append(picture.get_figheight())
        assert (box.height / picture.dpi, box.width / picture.dpi) == pytest.approx((1.25, COLUMN - 0.75))
        for text in picture.texts:
            extent = text.get_window_extent()
            assert whole.x0 <= extent.x0 + 1
            assert extent.x1 <= whole.x1
            assert box.y1 < extent.y0
            assert extent.y1 <= whole.y1
    assert heights == sorted(set(heights))


def floats(values: ArrayLike) -> list[float]:
    """Numbers as Python has them."""
    return [float(each) for each in np.asarray(values, dtype=float)]


def drawn(axes: Axes) -> list[tuple[list[float], list[float], str]]:
    """Each line's points and marker."""
    return [(floats(each.get_xdata()), floats(each.get_ydata()), str(each.get_marker())) for each in axes.lines]


@pytest.mark.thorough
def test_a_range_is_a_line_with_closed_ends(axes: Axes, figures: dict[str, Figure]) -> None:
    """From its lowest value to its highest, upright or lying."""
    axes.set_ylim(0, 80_000)
    whisker(axes, figures["arrests_2022"], 3)
    assert drawn(axes) == [([3, 3], [65_000, 75_000], ""), ([3], [65_000], "_"), ([3], [75_000], "_")]
    whisker(axes, figures["arrests_2022"], 4, upright=False)
    assert drawn(axes)[3:] == [([65_000, 75_000], [4, 4], ""), ([65_000], [4], "|"), ([75_000], [4], "|")]


def test_an_open_end_is_an_arrow_at_the_edge(axes: Axes, figures: dict[str, Figure]) -> None:
    """What is at least so much has no highest value."""
    axes.set_xlim(0, 400_000)
    assert figures["visas"].range.high == math.inf
    whisker(axes, figures["visas"], 3, upright=False)
    assert drawn(axes) == [([300_000, 400_000], [3, 3], ""), ([300_000], [3], "|"), ([400_000], [3], ">")]


def test_axes_reach_as_far_as_ranges(figures: dict[str, Figure]) -> None:
    """And some way beyond the value where a range has no end."""
    assert reach([figures["arrests_2019"], figures["arrests_2022"]]) == 75_000
    assert reach([figures["visas"]]) == pytest.approx(300_000 * 1.15)


def test_a_line_is_open_where_years_are_missing(axes: Axes) -> None:
    """And where what it counts changes; a year alone is a dot. The order of the years is theirs."""
    line(axes, [1, 2, 4, 6, 8, 7, 9], [1, 2, 4, 6, 8, 7, 9], breaks=[8.5])
    assert [(xs, marker) for xs, _, marker in drawn(axes)] == [([1, 2], ""), ([4], "o"), ([6, 7, 8], ""), ([9], "o")]
    assert all(xs == ys for xs, ys, _ in drawn(axes))


def test_a_line_without_points_is_none(axes: Axes) -> None:
    """And no fault."""
    line(axes, [], [])
    assert drawn(axes) == []


def test_a_break_is_said_at_its_side(axes: Axes) -> None:
    """What changes ends at the left of the dashed line, in as many lines as its room needs."""
    break_line(axes, 6, LONG)
    [text] = axes.texts
    assert text.get_text().count("\n") >= 2
    assert text.get_text().split() == LONG.split()
    mark = axes.transData.transform((6, 10))
    assert text.get_window_extent().x0 >= 0
    assert mark[0] - 8 <= text.get_window_extent().x1 < mark[0]
    assert drawn(axes)[0][0] == [6, 6]


@pytest.mark.parametrize("align", ["left bottom", "left center", "left top", "right bottom"])
def test_a_value_stands_beneath_its_name(axes: Axes, align: str) -> None:
    """In bold, on the side that was asked for, without touching it."""
    named(axes, "Mexicans", "about\n150,000", (5, 5), align=align)
    name, *value = axes.texts
    assert [(each.get_text(), each.get_fontweight()) for each in value] == [("about", "bold"), ("150,000", "bold")]
    assert name.get_fontweight() == "normal"
    across, along = align.split()
    feet = [each.get_window_extent().y0 for each in axes.texts]
    leading = 7.5 * 1.22 / 72 * axes.figure.get_dpi()
    assert [above - below for above, below in itertools.pairwise(feet)] == pytest.approx([leading] * 2, abs=0.1)
    place = axes.transData.transform((5, 5))
    assert feet[-1] == pytest.approx(place[1] - {"bottom": 0, "center": 1.5, "top": 3}[along] * leading, abs=1)
    side = axes.texts[0].get_window_extent()
    assert (side.x0 if across == "left" else side.x1) == pytest.approx(place[0], abs=1)


def test_a_dollar_is_money(axes: Axes) -> None:
    """Two of them do not make a formula."""
    label(axes, "from $30 billion to $40 billion", (1, 1))
    assert axes.texts[0].get_window_extent().width == pytest.approx(
        width("from $30 billion to $40 billion") * axes.figure.get_dpi(), abs=2
    )


def test_a_scale_makes_room_for_its_numbers(axes: Axes) -> None:
    """They start at the picture's edge, beneath the title, and have light lines to read off."""
    scale(axes, [0, 5, 10], ["0", "500,000", "1,000,000"])
    assert min(each.get_window_extent().x0 for each in axes.get_yticklabels()) == pytest.approx(0, abs=2)
    assert axes.get_window_extent().x1 == pytest.approx(COLUMN * axes.figure.get_dpi())
    assert len([each for each in axes.get_ygridlines() if each.get_visible()]) == 3
    assert axes.get_ygridlines()[0].get_alpha() == mpl.rcParams["grid.alpha"] < 0.3


def test_ticks_keep_their_distance() -> None:
    """The first that are named stay."""
    assert spaced([2022, 2000, 2019, 2010, 2020, 2005], apart=4) == [2000, 2005, 2010, 2022]


@pytest.mark.parametrize("upright", [True, False])
@pytest.mark.parametrize("value", [-6, -0.01, 0, 0.01, 6])
def test_a_text_beyond_a_bar_is_not_on_it(axes: Axes, value: float, *, upright: bool) -> None:
    """It stands at its end on the side that the bar goes to, in the middle of its width, below zero as above."""
    axes.set_xlim(-10, 10)
    axes.set_ylim(-10, 10)
    (bar,) = (axes.bar if upright else axes.barh)([2], [value], 1)
    beyond(axes, "−1.2", value, 2, upright=upright)
    (text,) = axes.texts
    letters, drawn = text.get_window_extent(), bar.get_window_extent()
    start, end = ("y0", "y1") if upright else ("x0", "x1")
    if value >= 0:
        assert getattr(drawn, end) < getattr(letters, start) < getattr(drawn, end) + 12
    else:
        assert getattr(drawn, start) - 12 < getattr(letters, end) < getattr(drawn, start)
    across = slice(0, 1) if upright else slice(1, 2)
    middles = [(box.min[across] + box.max[across]) / 2 for box in (letters, drawn)]
    assert middles[0] == pytest.approx(middles[1], abs=3)
