"""A chart while it is drawn: it starts from nothing, its texts are set as they should read, and all is taken down.

What one chart leaves in pyplot, the settings or the random numbers must not reach the next one. What matplotlib says on
the way, and where each text comes to stand, is kept for whoever judges the picture.
"""

from __future__ import annotations

import logging
import random
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from statbrief.languages.quantities import MARKED

if TYPE_CHECKING:
    from types import ModuleType

    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

Box = tuple[float, float, float, float]
"""Left, low, right and high."""

_HYPHEN = re.compile(r"(?<![\w)\]%.\-])-(?=(?:[A-Z]{2,3})?[$€£¥₱₽₹]?\s?\d|\.\d)")
OWN_FORMULA = r"\mathdefault{"
"""What only matplotlib itself writes, around the powers on an axis."""
_OF_NO_READER = (DeprecationWarning, PendingDeprecationWarning, FutureWarning, ImportWarning, ResourceWarning)
_OPAQUE = 0.99


@dataclass(frozen=True, kw_only=True)
class Lettering:
    """A text as it came to stand: its `box` upright, in pixels from the lower left, and the turn of its lines.

    `extent` is how long and high it is along its lines; `clip` is the box that it is cut to, and `order` when it was
    drawn, among everything that was.
    """

    artist: Text
    text: str
    box: Box
    extent: tuple[float, float]
    angle: float
    size: float
    clip: Box | None
    order: int


@dataclass(frozen=True, kw_only=True)
class Cover:
    """An area without gaps that was filled after texts: `holds` tells which points lie in it."""

    box: Box
    holds: Callable[[float, float], bool]
    order: int


@dataclass(kw_only=True)
class Easel:
    """What was seen: texts by where they stand, those left out, areas filled, marks taken off, and what was said.

    `said` are the warnings on the way; `canvas` is width and height in pixels.
    """

    texts: dict[int, Lettering] = field(default_factory=dict)
    covers: list[Cover] = field(default_factory=list)
    meant: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    canvas: tuple[float, float] = (0, 0)
    order: int = 0


_IN_USE: ContextVar[Easel | None] = ContextVar("easel", default=None)


def unmarked(text: str) -> str:
    """The text as it is drawn: without marks of what is meant to be typed, and with a minus for a minus.

    A chart that is being drawn takes note of what is meant.

    >>> unmarked("Route [66]{.literal}: -5% in 2019-20")
    'Route 66: −5% in 2019-20'
    """
    if easel := _IN_USE.get():
        easel.meant += [_HYPHEN.sub("−", each) for each in MARKED.findall(text)]
    return _HYPHEN.sub("−", MARKED.sub(r"\1", text))


@contextmanager
def at_easel() -> Iterator[Easel]:
    """Easel one chart from its function's first line to its finished picture."""
    easel = Easel()
    in_use = _IN_USE.set(easel)
    _close_all()
    with _own_chance(), _texts_set(), _texts_seen(easel), _fills_seen(easel), _noting_warnings(easel):
        try:
            yield easel
        finally:
            _close_all()
            _IN_USE.reset(in_use)


def _close_all() -> None:
    """Forget pyplot's pictures: what it has open is where a chart's `plt.bar` would draw, and is never freed."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


@contextmanager
def _own_chance() -> Iterator[None]:
    """The same random numbers for each chart, whatever was drawn before."""
    import numpy as np

    before, plainly = np.random.get_state(), random.getstate()  # noqa: NPY002 -- what charts' code uses
    np.random.seed(0)  # noqa: NPY002
    random.seed(0)
    try:
        yield
    finally:
        np.random.set_state(before)  # noqa: NPY002
        random.setstate(plainly)


@contextmanager
def replaced(
    owner: type | ModuleType, name: str, made: Callable[[Callable[..., Any]], Callable[..., Any]]
) -> Iterator[None]:
    """A method or function of matplotlib's put through one of ours; it has no other place where one could look on."""
    method = getattr(owner, name)
    setattr(owner, name, made(method))
    try:
        yield
    finally:
        setattr(owner, name, method)


def _texts_set() -> Any:  # noqa: ANN401 -- a context manager
    """Let each text be set as it is to be drawn, before anything is measured."""
    from matplotlib.text import Text

    def made(method: Callable[..., Any]) -> Callable[..., Any]:
        def set_text(artist: Text, text: object) -> None:
            said = "" if text is None else str(text)
            if OWN_FORMULA in said:
                artist.set_parse_math(True)
            method(artist, said if OWN_FORMULA in said else unmarked(said))

        return set_text

    return replaced(Text, "set_text", made)


def _texts_seen(easel: Easel) -> Any:  # noqa: ANN401 -- a context manager
    from matplotlib.text import Text

    def made(method: Callable[..., Any]) -> Callable[..., Any]:
        def draw(artist: Text, renderer: Any, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
            method(artist, renderer, *arguments, **named)
            if artist.get_visible() and artist.get_text().strip():
                easel.order += 1
                easel.canvas = renderer.get_canvas_width_height()
                easel.texts.pop(id(artist), None)  # what is laid out is drawn twice: the last time counts
                easel.texts[id(artist)] = _lettering(artist, renderer, easel.order)

        return draw

    return replaced(Text, "draw", made)


def _lettering(artist: Text, renderer: Any, order: int) -> Lettering:  # noqa: ANN401 -- any of matplotlib's
    extent, angle = artist.get_window_extent(renderer), artist.get_rotation() % 360
    size = renderer.points_to_pixels(artist.get_fontsize())
    length, height = (extent.height, extent.width) if angle in {90, 270} else (extent.width, extent.height)
    if angle % 90:
        lines = artist.get_text().split("\n")
        length = max(_width(artist, each, renderer) for each in lines)
        height = size * (1 + 1.2 * (len(lines) - 1))
    clip = artist.get_clip_box() if artist.get_clip_on() else None
    return Lettering(
        artist=artist,
        text=artist.get_text(),
        box=_box(extent),
        extent=(length, height),
        angle=angle,
        size=size,
        clip=None if clip is None else _box(clip),
        order=order,
    )


def _box(bounds: Bbox) -> Box:
    left, low, right, high = bounds.extents
    return (float(left), float(low), float(right), float(high))


def _width(artist: Text, line: str, renderer: Any) -> float:  # noqa: ANN401
    return float(renderer.get_text_width_height_descent(line, artist.get_fontproperties(), ismath=False)[0])


def _fills_seen(easel: Easel) -> Any:  # noqa: ANN401 -- a context manager
    from matplotlib.backends.backend_svg import RendererSVG

    def made(method: Callable[..., Any]) -> Callable[..., Any]:
        def draw_path(renderer: Any, gc: Any, path: Any, transform: Any, fill: Any = None) -> None:  # noqa: ANN401
            method(renderer, gc, path, transform, fill)
            if fill is None or not easel.texts or _opacity(gc, fill) < _OPAQUE:
                return
            easel.order += 1
            shape, clip = path.transformed(transform), gc.get_clip_rectangle()

            def holds(across: float, up: float) -> bool:
                return bool(shape.contains_point((across, up)) and (clip is None or clip.contains(across, up)))

            easel.covers.append(Cover(box=_box(shape.get_extents()), holds=holds, order=easel.order))

        return draw_path

    return replaced(RendererSVG, "draw_path", made)


def _opacity(gc: Any, fill: Sequence[float]) -> float:  # noqa: ANN401 -- matplotlib's
    red_green_blue_alpha = [*fill, 1][:4]
    return float(gc.get_alpha() if gc.get_forced_alpha() else red_green_blue_alpha[3])


@contextmanager
def _noting_warnings(easel: Easel) -> Iterator[None]:
    """Take down what matplotlib, and what the chart calls, warn of; what speaks to programmers alone is let go."""
    logger, noted = logging.getLogger("matplotlib"), _Noted(easel)
    passes_on, logger.propagate = logger.propagate, False
    logger.addHandler(noted)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield
    finally:
        logger.removeHandler(noted)
        logger.propagate = passes_on
        for each in caught:
            if not issubclass(each.category, _OF_NO_READER):
                easel.said.append(" ".join(str(each.message).split()))


class _Noted(logging.Handler):
    def __init__(self, easel: Easel) -> None:
        super().__init__(logging.WARNING)
        self.easel = easel

    def emit(self, record: logging.LogRecord) -> None:
        if not record.getMessage().startswith("findfont"):  # said once for all charts; each is asked by itself
            self.easel.said.append(" ".join(record.getMessage().split()))
