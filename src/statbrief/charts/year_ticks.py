"""Years along axes: ticks at whole ones, and which ticks are years.

Matplotlib divides an axis of three years into quarters of one, and nothing happens in 2021.25.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from statbrief.charts.drawing_context import replaced

if TYPE_CHECKING:
    from matplotlib.ticker import MaxNLocator

_FIRST, _LAST = 1000, 2199
_DIGITS = 9
"""To which the middle of a bar is known that is drawn from its edge."""


def whole_years() -> AbstractContextManager[None]:
    """While a chart is drawn, let an axis have no ticks between years where all that is drawn lies at whole ones.

    That is so of the places that matplotlib finds itself; a chart that says where its ticks are has them there.
    """
    from matplotlib.ticker import AutoLocator, MaxNLocator

    def places(method: Callable[..., Any]) -> Callable[..., Any]:
        def tick_values(locator: MaxNLocator, vmin: float, vmax: float) -> Any:  # noqa: ANN401 -- as matplotlib has it
            found = method(locator, vmin, vmax)
            if type(locator) is AutoLocator and not all(map(_is_whole, found)) and _lies_at_years(locator.axis):
                return MaxNLocator(nbins=max(1, len(found) - 1), integer=True).tick_values(vmin, vmax)
            return found

        return tick_values

    return replaced(MaxNLocator, "tick_values", places)


def are_years(formatter: Any) -> bool:  # noqa: ANN401 -- its locations have no types
    """Whether all ticks that are in view can be years."""
    if formatter.axis is None:
        return False
    low, high = sorted(formatter.axis.get_view_interval())
    seen = [float(each) for each in formatter.locs if low <= each <= high]
    return bool(seen) and all(map(_can_be_year, seen))


def _lies_at_years(axis: Any) -> bool:  # noqa: ANN401 -- an axis, or what stands in for one
    """Whether all that is drawn, of bars their middles, lies along it at whole numbers that can be years."""
    places = list(_places(axis))
    return bool(places) and all(_can_be_year(each) and _is_whole(each) for each in places)


def _places(axis: Any) -> Iterator[float]:  # noqa: ANN401 -- as above
    from matplotlib.patches import Rectangle

    axes = getattr(axis, "axes", None)
    if axes is None:
        return
    along = 0 if axis.axis_name == "x" else 1
    for line in axes.lines:
        if line.get_transform() == axes.transData:  # and not across all of the axes
            yield from map(float, line.get_data(orig=False)[along])
    for bar in axes.patches:
        if isinstance(bar, Rectangle):
            yield round(float(bar.get_center()[along]), _DIGITS)
    for those in axes.collections:  # areas and whiskers are paths, dots are one at several places
        if those.get_transform() == axes.transData:
            yield from (float(each[along]) for path in those.get_paths() for each in path.vertices)
        elif those.get_offset_transform() == axes.transData:
            yield from (float(each[along]) for each in those.get_offsets())


def _can_be_year(number: float) -> bool:
    return _FIRST <= number <= _LAST


def _is_whole(number: float) -> bool:
    return float(number).is_integer()
