"""What a style file cannot say of charts: title and subtitle, ranges, labels beside what they name, breaks.

A chart's code imports from here. Text is measured before it is placed, so that other words or another language make a
picture higher, not fuller. Lengths are in inches, sizes of type in points.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from statbrief.charts.column import column
from statbrief.charts.drawing_context import unmarked
from statbrief.charts.svg import INK, PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture

    from statbrief.figures.figure import Figure

__all__ = [
    "COLUMN",
    "INK",
    "PALETTE",
    "SMALL",
    "SUBTITLE",
    "TITLE",
    "balanced",
    "beneath",
    "beyond",
    "break_line",
    "headed",
    "label",
    "line",
    "named",
    "pieces",
    "reach",
    "scale",
    "spaced",
    "whisker",
    "width",
    "wrapped",
]

COLUMN: float
"""The width that a chart is to have: of a printed column, or of a phone's where it is drawn for one."""
PALETTE = ("#3670a4", "#a89218", "#d2516a")
"""Distinct with each of the three common colour-vision deficiencies and in grey, 3:1 on a light and on a dark page."""
TITLE = 9.0
"""The size of a chart's title."""
SUBTITLE = 8.0
"""The size of what a chart measures."""
SMALL = 7.5
"""The size of labels: nothing that is to be read is smaller."""
_POINTS = 72
_LEADING = 1.22
_STEPS = 24
_GAP = 0.06  # between two texts beside each other, at least
_TWO = 2
_PARTING = ":;,"
_FAIR = 4  # a line of two has a quarter of the text at least
_SPARE = 0.92  # of the width: where a screen has another typeface, the same words may be longer


def __getattr__(name: str) -> float:
    """`COLUMN`, which is another one where a chart is drawn for a phone."""
    if name == "COLUMN":
        return column()
    raise AttributeError(name)


def headed(
    title: str, subtitle: str, *, height: float, left: float = 0, right: float = 0, below: float = 0
) -> tuple[Picture, Axes]:
    """A picture as wide as a column: what it finds, what it measures, and axes of `height` beneath.

    `left`, `right` and `below` are the room for labels beside the axes.
    """
    from matplotlib.figure import Figure as Picture

    lines = [(each, TITLE, "bold") for each in balanced(title, column() * _SPARE, size=TITLE, weight="bold")]
    lines += [(each, SUBTITLE, "normal") for each in balanced(subtitle, column() * _SPARE, size=SUBTITLE)]
    head = (sum(size for _, size, _ in lines) * _LEADING + SMALL) / _POINTS
    whole = head + height + below
    # Every place is measured here. (An engine that is taken away later leaves one that has all drawn twice.)
    picture = Picture(figsize=(column(), whole), layout="none")  # type: ignore[arg-type]  # its stubs know fewer
    done = 0.0
    for text, size, weight in lines:
        done += size * _LEADING / _POINTS
        # A baseline is a fifth of the size above the line's foot.
        picture.text(0, 1 - (done - 0.2 * size / _POINTS) / whole, text, size=size, weight=weight, va="baseline")
    axes = picture.add_axes((left / column(), below / whole, (column() - left - right) / column(), height / whole))
    return picture, axes


@functools.lru_cache(maxsize=1024)
def width(text: str, *, size: float = SMALL, weight: str = "normal") -> float:
    """How wide the text is on one line."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    properties = FontProperties(size=size, weight=weight)
    return float(TextToPath().get_text_width_height_descent(unmarked(text), properties, ismath=False)[0]) / _POINTS


def wrapped(text: str, room: float, *, size: float = SMALL, weight: str = "normal") -> list[str]:
    """The text in lines that are no wider than `room`, broken between words."""
    lines: list[str] = []
    for word in unmarked(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size=size, weight=weight) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balanced(text: str, room: float, *, size: float = SMALL, weight: str = "normal") -> list[str]:
    """The text in as many lines as `wrapped` makes of it, and no word alone on the last.

    They end where a part of the sentence does, if one of two does; else they are about as long as each other.
    """
    lines = wrapped(text, room, size=size, weight=weight)
    if len(lines) <= 1:
        return lines
    for part in _parted(text) if len(lines) == _TWO else ():
        if max(width(each, size=size, weight=weight) for each in part) <= room:
            return part
    for step in range(_STEPS // 2, _STEPS):
        narrower = wrapped(text, room * step / _STEPS, size=size, weight=weight)
        if len(narrower) == len(lines) and max(width(each, size=size, weight=weight) for each in narrower) <= room:
            return narrower
    return lines


def _parted(text: str) -> Iterator[list[str]]:
    """The text in two, after each mark that parts a sentence; strongest first, then the one nearest the middle."""
    words = unmarked(text).split()
    halves = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    ending = [each for each in halves if each[0][-1] in _PARTING and min(map(len, each)) * _FAIR >= len(text)]
    ending.sort(key=lambda each: (_PARTING.index(each[0][-1]), abs(len(each[0]) - len(each[1]))))
    yield from map(list, ending)


def label(
    axes: Axes,
    text: str,
    at: tuple[float, float],
    *,
    shift: tuple[float, float] = (0, 0),
    align: str = "left center_baseline",
    weight: str = "normal",
) -> None:
    """Text beside what it names: `align` is the side of the text that touches, `shift` is in points."""
    across, along = align.split()
    axes.annotate(
        text,
        at,
        shift,
        textcoords="offset points",
        ha=across,
        va=along,
        size=SMALL,
        weight=weight,
        linespacing=_LEADING,
        annotation_clip=False,
    )


def beyond(axes: Axes, text: str, value: float, place: float, *, upright: bool = False, weight: str = "normal") -> None:
    """Text beyond the end of a bar from zero to `value`: on the side that it goes to, also where that is below zero."""
    away = 1 if value >= 0 else -1
    at, shift = ((place, value), (0, 3 * away)) if upright else ((value, place), (4 * away, 0))
    sides = ("bottom", "top") if upright else ("left", "right")
    side = sides[0] if away > 0 else sides[1]
    label(axes, text, at, shift=shift, align=f"center {side}" if upright else f"{side} center_baseline", weight=weight)


def named(
    axes: Axes,
    name: str,
    value: str,
    at: tuple[float, float],
    *,
    shift: tuple[float, float] = (0, 0),
    align: str = "left bottom",
) -> None:
    """A value in bold beneath its name, both beside what they name."""
    across, along = align.split()
    lines = [(name, "normal"), *((each, "bold") for each in value.split("\n"))]
    foot = {"bottom": 0.0, "center": 0.5, "top": 1.0}[along] * len(lines)
    for place, (text, weight) in enumerate(lines):
        up = (len(lines) - 1 - place - foot) * SMALL * _LEADING
        label(axes, text, at, shift=(shift[0], shift[1] + up), align=f"{across} bottom", weight=weight)


def whisker(axes: Axes, figure: Figure, place: float, *, upright: bool = True) -> None:
    """The figure's range as a line, closed where it ends and an arrow where it is open; set the limits before.

    It has a rim of paper, so that it is seen as well on a bar, whatever the colours of bar and page.
    """
    from matplotlib.patheffects import withStroke

    limits = sorted(axes.get_ylim() if upright else axes.get_xlim())
    known = (figure.range.low, figure.range.high)
    ends = [end if math.isfinite(end) else limit for end, limit in zip(known, limits, strict=True)]
    closed, arrows = ("_", "v^") if upright else ("|", "<>")
    markers = [closed if math.isfinite(end) else arrow for end, arrow in zip(known, arrows, strict=True)]
    for along, marker in [(ends, ""), *(([end], marker) for end, marker in zip(ends, markers, strict=True))]:
        across = [place] * len(along)
        axes.plot(
            *((across, along) if upright else (along, across)),
            color=INK,
            linewidth=1,
            marker=marker,
            markersize=5 if marker == closed else 3,
            markeredgewidth=1,
            clip_on=False,
            zorder=4,
            path_effects=[withStroke(linewidth=2.4, foreground=PAPER)],
        )


def reach(figures: Iterable[Figure]) -> float:
    """How far an axis must go to show the figures with their ranges; a little farther than one with an open end."""
    return max(each.range.high if math.isfinite(each.range.high) else each.value * 1.15 for each in figures)


def line(
    axes: Axes, xs: Sequence[float], ys: Sequence[float], *, color: str | None = None, breaks: Iterable[float] = ()
) -> None:
    """A line through points that are one apart, open where any are missing and at `breaks`; a lone point is a dot."""
    for piece in pieces(xs, breaks):
        marker = "o" if len(piece) == 1 else ""
        axes.plot(
            [xs[each] for each in piece], [ys[each] for each in piece], color=color, marker=marker, markersize=2.5
        )


def pieces(xs: Sequence[float], breaks: Iterable[float] = ()) -> Iterator[list[int]]:
    """The places of `xs`, in order, apart wherever more than one is between two or a break is.

    >>> list(pieces([2000, 2001, 2003, 2004, 2005], breaks=[2004.5]))
    [[0, 1], [2, 3], [4]]
    """
    marks = sorted(breaks)
    order = sorted(range(len(xs)), key=lambda each: xs[each])
    piece = order[:1]
    for before, each in pairwise(order):
        if xs[each] - xs[before] > 1 or any(xs[before] < mark <= xs[each] for mark in marks):
            yield piece
            piece = []
        piece.append(each)
    if piece:
        yield piece


def break_line(axes: Axes, place: float, text: str, *, side: str = "left") -> None:
    """A dashed line where the definition changes; what changes stands at its side, above. Set limits before.

    At its ``right`` the text may go on beyond the axes, to the picture's edge.
    """
    box, (start, end), top = axes.get_position(), axes.get_xlim(), axes.get_ylim()[1]
    before = box.x0 + box.width * (place - start) / (end - start)
    room, shift = (before, -4) if side == "left" else (1 - before, 4)
    axes.axvline(place, color=INK, linewidth=0.6, linestyle=(0, (3, 2)), zorder=1)
    lines = balanced(text, column() * room * _SPARE - abs(shift) / _POINTS)
    label(axes, "\n".join(lines), (place, top), shift=(shift, 0), align=f"{'right' if side == 'left' else 'left'} top")


def scale(axes: Axes, ticks: Sequence[float], texts: Sequence[str]) -> None:
    """Few values on a light grid, with room made at the left for their texts."""
    box, room = axes.get_position(), (max(map(width, texts)) + 4 / _POINTS) / column()
    axes.set_position((box.x0 + room, box.y0, box.width - room, box.height))
    axes.set_yticks(list(ticks), labels=list(texts))
    axes.grid(visible=True, axis="y")


def beneath(axes: Axes, places: Sequence[float], texts: Sequence[str], *, most: int = 8) -> None:
    """Texts beneath their places: all, else each second, third … fifth, tenth …, so that none runs into the next.

    So a chart that is drawn narrow has fewer of them. Set limits and `scale` before.
    """
    start, end = axes.get_xlim()
    inches = axes.get_position().width * column() / abs(end - start)
    apart = max((width(each) for each in texts), default=0) + _GAP
    for step in _every(len(places)):
        kept = places[::step]
        if len(kept) <= most and all((later - each) * inches >= apart for each, later in pairwise(kept)):
            break
    axes.set_xticks(list(kept), labels=list(texts[::step]))


def _every(count: int) -> Iterator[int]:
    """1 to 5, then these times ten, and so on, up to what leaves one of so many.

    >>> list(_every(12))
    [1, 2, 3, 4, 5, 10, 20]
    """
    for place in itertools.count():
        step = (1 + place % 5) * 10 ** (place // 5)
        yield step
        if step >= count:
            return


def spaced(places: Iterable[float], apart: float) -> list[float]:
    """Those of the places, the first ones first, that are at least so far from all before.

    >>> spaced([2022, 2019, 2000, 2010, 2020], apart=3)
    [2000, 2010, 2019, 2022]
    """
    kept: list[float] = []
    for place in places:
        if all(abs(place - other) >= apart for other in kept):
            kept.append(place)
    return sorted(kept)
