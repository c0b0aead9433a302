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
    from matplotlib.collections import PolyCollection
    from matplotlib.container import BarContainer, ErrorbarContainer
    from matplotlib.figure import Figure as Picture
    from matplotlib.patches import Rectangle

_NEAR = 1e-9
"""Of an axis, what numbers may lie beyond its ends."""
_PLACES = 9
"""Decimals of where bars stand, by which two are in one place."""
_BAR, _POINT, _AREA = "bar", "point", "area"
Places: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
"""Pairs of numbers, across and up."""
Place: TypeAlias = tuple[float, ...]
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
    is_of_powers: bool = False

    @property
    def is_lost(self) -> bool:
        """Whether readers miss a number; an area may be a background."""
        return self.kind != _AREA

    @property
    def wanted(self) -> str:
        """What to do about it."""
        if self.kind == _BAR and self.furthest == 0:
            return "let the axis reach zero, where bars begin, or draw points"
        if self.is_of_powers and self.furthest <= 0:
            return "a scale of powers has no place for it: take another (linear, symlog), or leave it out and say so"
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
        lost: dict[tuple[str, int], set[Place]] = {}
        others = {other: drawn[other] for other in drawn if other is not axes}
        for marks in all_marks:
            places = _as_set(marks.places[_are_lost(marks, axes)])
            places = places - _shown(marks, others) if places else places
            if marks.kind == _AREA and places:  # one, however many corners of it lie outside
                places = {max(places, key=lambda place: _beyond(place[1], _ends(axes, 1)))}
            lost.setdefault((marks.kind, marks.along), set()).update(places)
        for (kind, along), places_of in lost.items():
            if places_of:
                ends = _ends(axes, along)
                furthest = max((place[along] for place in places_of), key=lambda number: _beyond(number, ends))
                yield CutOff(kind, len(places_of), furthest, ends, is_of_powers=_is_of_powers(axes, along))


def _beyond(number: float, ends: Ends) -> float:
    """How far a number lies beyond an axis."""
    return max(ends[0] - number, number - ends[1])


def without_number(picture: Picture) -> int:
    """In how many places a bar has no number, no text there says so, and no other bar has it."""
    places = {
        (axes, bars.orientation, *bar.get_bbox().get_points()[:, 1 - _along(bars)].round(_PLACES).tolist())
        for axes in picture.axes
        if axes.get_visible()
        for bars in _of_containers(axes)
        for bar in bars.patches
        if bar.get_visible() and not _has_number(bar)
        if not (_is_told(bar, bars, axes) or _is_of_another(bar, bars, axes))
    }
    return len(places)


def _of_containers(axes: Axes) -> list[BarContainer]:
    from matplotlib.container import BarContainer

    return [each for each in axes.containers if isinstance(each, BarContainer)]


def _has_number(bar: Rectangle) -> bool:
    return bool(np.isfinite(bar.get_bbox().get_points()).all())


def _is_told(bar: Rectangle, bars: BarContainer, axes: Axes) -> bool:
    """Whether a text stands where a bar would; where another bar does, what has digits is the number of that one."""
    along = _along(bars)
    ends = sorted(bar.get_bbox().get_points()[:, 1 - along])
    convert: Any = (axes.yaxis if along == 0 else axes.xaxis).convert_units  # of matplotlib, which tells no types of it
    places = [
        (float(convert(getattr(each, "xy", each.get_position())[1 - along])), each.get_text())
        for each in axes.texts
        if each.get_visible()
    ]
    said = [text for place, text in places if ends[0] <= place <= ends[1] and text.strip()]
    is_shared = any(_at(bar, each, along) for other in _of_containers(axes) for each in other.patches)
    return any(not (is_shared and any(map(str.isdigit, text))) for text in said)


def _at(bar: Rectangle, other: Rectangle, along: int) -> bool:
    """Whether another bar, which has a number, begins where one would, and is as broad."""
    places = bar.get_bbox().get_points()[:, 1 - along], other.get_bbox().get_points()[:, 1 - along]
    return _has_number(other) and bool(np.allclose(*places, rtol=_NEAR))


def _is_of_another(bar: Rectangle, bars: BarContainer, axes: Axes) -> bool:
    """Whether bars of another colour have the numbers that these have not, as of what is provisional.

    Parts of a stack have theirs beside each other: there a part is missing.
    """
    along = _along(bars)
    return any(
        any(_at(bar, each, along) for each in others.patches)
        and not any(_has_number(each) and _at(each, one, along) for one in others.patches for each in bars.patches)
        for others in _of_containers(axes)
        if others is not bars
    )


def _are_lost(marks: Marks, axes: Axes) -> Any:  # noqa: ANN401 -- an array of truths
    """Which marks axes leave out that they reach in the other direction."""
    how_much, across = _are_beyond(marks, axes, marks.along), _are_beyond(marks, axes, 1 - marks.along)
    return how_much & ~across


def _are_beyond(marks: Marks, axes: Axes, along: int) -> Any:  # noqa: ANN401 -- as above
    low, high = _ends(axes, along)
    numbers, room = marks.places[:, along], _NEAR * (high - low)
    return (numbers < low - room) | (numbers > high + room)


def _shown(marks: Marks, others: Mapping[Axes, list[Marks]]) -> set[Place]:
    """Those of some marks that other axes show, which draw all of them, too: an axis that is broken is two of them.

    Small multiples draw others, of which some may lie at the same place by chance.
    """
    own, found = _as_set(marks.places), set()
    for axes, all_marks in others.items():
        for each in all_marks:
            if (each.kind, each.along) == (marks.kind, marks.along) and own <= _as_set(each.places):
                found |= _as_set(each.places[~_are_beyond(each, axes, 0) & ~_are_beyond(each, axes, 1)])
    return found


def _as_set(places: Places) -> set[Place]:
    return set(map(tuple, places.tolist()))


def _is_of_powers(axes: Axes, along: int) -> bool:
    return bool((axes.yaxis if along else axes.xaxis).get_scale() == "log")


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
        elif isinstance(each, PolyCollection) and _is_seen(each, each.get_transform(), axes) and _stands(each):
            yield from (Marks(_AREA, 1, _finite(path.vertices)) for path in each.get_paths())


def _stands(areas: PolyCollection) -> bool:
    """Whether areas are where their corners say, and none is drawn again elsewhere, as a hexagon is."""
    return not np.any(areas.get_offsets())


def _of_bars(container: BarContainer, axes: Axes) -> Marks:
    """Both ends of each bar, at its middle; the upper one alone where there is no zero, as on a scale of powers."""
    along = _along(container)
    has_zero = not _is_of_powers(axes, along)
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
