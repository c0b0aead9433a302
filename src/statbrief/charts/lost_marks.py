"""Marks that readers miss: bars and points that the limits of their axes cut off, and bars that have no number.

Limits that somebody typed fit the numbers of that day; a month that is added is drawn beyond them, where nobody sees
it. A bar's foot is cut off, too, where its axis does not begin at zero: nobody can compare two of them then. And a
missing cell, which parts a line, is read as nothing where there is a place for its bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer, ErrorbarContainer
    from matplotlib.figure import Figure as Picture

_NEAR = 1e-9
"""Of an axis, what numbers may lie beyond its ends."""
_BAR, _POINT, _AREA = "bar", "point", "area"
Places: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
"""Pairs of numbers, across and up."""
Ends = tuple[float, float]


class Marks(NamedTuple):
    """Where marks of one kind are drawn, in the numbers of their axes, and along which axis they say how much: 0 or 1.

    In the other direction they may be left out: of a line of ten years axes may show the last.
    """

    kind: str
    along: int
    places: Places


@dataclass(frozen=True)
class CutOff:
    """Marks of one kind that an axis leaves out: how many, and the number that is furthest beyond its ends."""

    kind: str
    count: int
    furthest: float
    ends: Ends

    @property
    def is_lost(self) -> bool:
        """Whether readers miss a number; an area may be a background."""
        return self.kind != _AREA

    @property
    def wanted(self) -> str:
        """What to do about it."""
        if self.kind == _BAR and self.furthest == 0:
            return "let the axis reach zero, where bars begin, or draw points"
        return "let the limits follow what is drawn (set_ylim(0, 1.1 * max(…))), or draw no more than they reach"

    @property
    def found(self) -> str:
        """What is wrong, in words."""
        low, high = self.ends
        is_one = self.count == 1
        if self.kind == _POINT:
            begun = (
                "a point is not shown: it lies" if is_one else f"{self.count} points are not shown, of which one lies"
            )
            return f"{begun} at {self.furthest:g}, and the axis goes from {low:g} to {high:g}"
        several = f"{self.count} {self.kind}s are cut off, of which one goes"
        begun = f"{'an' if self.kind == _AREA else 'a'} {self.kind} is cut off: it goes" if is_one else several
        return f"{begun} to {self.furthest:g}, and the axis from {low:g} to {high:g}"


def cut_off(picture: Picture) -> Iterator[CutOff]:
    """What is drawn outside of its axes, and in no others of the picture."""
    drawn = {axes: list(_marks(axes)) for axes in picture.axes if axes.get_visible() and axes.name == "rectilinear"}
    for axes, all_marks in drawn.items():
        lost: dict[tuple[str, int], set[tuple[float, ...]]] = {}
        for marks in all_marks:
            places = map(tuple, marks.places[_are_lost(marks, axes)].tolist())
            lost.setdefault((marks.kind, marks.along), set()).update(places)
        others = {other: drawn[other] for other in drawn if other is not axes}
        for (kind, along), places_of in lost.items():
            if numbers := [place[along] for place in places_of - _shown(kind, along, others)]:
                low, high = _ends(axes, along)
                furthest = max(numbers, key=lambda number: max(low - number, number - high))
                yield CutOff(kind, len(numbers), furthest, (low, high))


def without_number(picture: Picture) -> int:
    """How many bars have a place and no number, and no text there that says so."""
    from matplotlib.container import BarContainer

    return sum(
        not np.isfinite(each.get_bbox().get_points()).all() and not _is_told(each, along, axes)
        for axes in picture.axes
        if axes.get_visible()
        for container in axes.containers
        if isinstance(container, BarContainer)
        for along in [_along(container)]
        for each in container.patches
        if each.get_visible()
    )


def _is_told(bar: Any, along: int, axes: Axes) -> bool:  # noqa: ANN401 -- of matplotlib, whose types are loose
    """Whether a text stands where a bar would."""
    ends = sorted(bar.get_bbox().get_points()[:, 1 - along])
    convert: Any = (axes.yaxis if along == 0 else axes.xaxis).convert_units  # of matplotlib, which tells no types of it
    places = [float(convert(getattr(each, "xy", each.get_position())[1 - along])) for each in axes.texts]
    return any(ends[0] <= place <= ends[1] for place in places)


def _are_lost(marks: Marks, axes: Axes) -> Any:  # noqa: ANN401 -- an array of truths
    """Which marks axes leave out that they reach in the other direction."""
    how_much, across = _are_beyond(marks, axes, marks.along), _are_beyond(marks, axes, 1 - marks.along)
    return how_much & ~across


def _are_beyond(marks: Marks, axes: Axes, along: int) -> Any:  # noqa: ANN401 -- as above
    low, high = _ends(axes, along)
    numbers, room = marks.places[:, along], _NEAR * (high - low)
    return (numbers < low - room) | (numbers > high + room)


def _shown(kind: str, along: int, others: Mapping[Axes, list[Marks]]) -> set[tuple[float, ...]]:
    """The places of marks that other axes show: an axis that is broken is two of them."""
    return {
        tuple(place)
        for axes, all_marks in others.items()
        for marks in all_marks
        if (marks.kind, marks.along) == (kind, along)
        for place in marks.places[~_are_beyond(marks, axes, 0) & ~_are_beyond(marks, axes, 1)].tolist()
    }


def _ends(axes: Axes, along: int) -> Ends:
    low, high = sorted(axes.get_ylim() if along else axes.get_xlim())
    return float(low), float(high)


# -- what stands for numbers ---------------------------------------------------------------------------------------


def _marks(axes: Axes) -> Iterator[Marks]:
    from matplotlib.collections import PathCollection, PolyCollection
    from matplotlib.container import BarContainer, ErrorbarContainer
    from matplotlib.lines import AxLine

    for container in axes.containers:
        if isinstance(container, BarContainer):
            yield _of_bars(container, axes)
        elif isinstance(container, ErrorbarContainer):
            yield from _of_error_bars(container, axes)
    for line in axes.lines:
        if not isinstance(line, AxLine) and _is_seen(line, line.get_transform(), axes):
            yield Marks(_POINT, 1, _finite(line.get_xydata()))
    for each in axes.collections:
        if isinstance(each, PathCollection) and _is_seen(each, each.get_offset_transform(), axes):
            yield Marks(_POINT, 1, _finite(each.get_offsets()))
        elif isinstance(each, PolyCollection) and _is_seen(each, each.get_transform(), axes):
            yield from (Marks(_AREA, 1, _finite(path.vertices)) for path in each.get_paths())


def _of_bars(container: BarContainer, axes: Axes) -> Marks:
    """Both ends of each bar, at its middle; the upper one alone where there is no zero, as on a scale of powers."""
    along = _along(container)
    has_zero = (axes.yaxis if along else axes.xaxis).get_scale() != "log"
    ends = []
    for bar in container.patches:
        box = bar.get_bbox().get_points()
        if (box[0] != box[1]).all() and _is_seen(bar, bar.get_transform(), axes):
            box[:, 1 - along] = box[:, 1 - along].mean()
            ends.append(box if has_zero else box[box[:, along] > 0])
    return Marks(_BAR, along, _finite(np.concatenate([np.zeros((0, 2)), *ends])))


def _along(container: BarContainer) -> int:
    return 0 if container.orientation == "horizontal" else 1


def _of_error_bars(container: ErrorbarContainer, axes: Axes) -> Iterator[Marks]:
    """Both ends of each range, which are drawn across first."""
    directions = [axis for axis, is_there in ((0, container.has_xerr), (1, container.has_yerr)) if is_there]
    for along, ranges in zip(directions, container.lines[2], strict=False):
        if _is_seen(ranges, ranges.get_transform(), axes):
            yield Marks(_POINT, along, _finite(np.concatenate([np.zeros((0, 2)), *ranges.get_segments()])))


def _is_seen(artist: Any, transform: Any, axes: Axes) -> bool:  # noqa: ANN401 -- as above
    """Whether axes show something in their own numbers, and cut it off at their edges."""
    is_of_both = all(transform.contains_branch_seperately(axes.transData))
    return bool(is_of_both and artist.get_visible() and artist.get_clip_on())


def _finite(places: Any) -> Places:  # noqa: ANN401 -- an array, which may have cells that are masked
    found: Places = np.ma.masked_invalid(np.ma.asarray(places, dtype=float)).filled(np.nan).reshape(-1, 2)
    return found[np.isfinite(found).all(axis=1)]
