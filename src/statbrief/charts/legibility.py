"""Whether a drawn chart can be read: its letters whole and apart, its marks within axes that are more than a sliver.

What is lost to the reader (cut off, covered, without a letter to draw it) is a fault; what may be meant (texts over
each other or one word with the next, labels left out, whatever else matplotlib warns of) a warning.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from statbrief.charts.column import COLUMN, column
from statbrief.charts.drawing_context import Box, Easel, Lettering
from statbrief.charts.lost_marks import cut_off, without_number

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

Point = tuple[float, float]

_SLIVER = 0.1
"""Inches: no axes that are narrower show anything, whatever their labels need."""
_NARROW_SLIVER = 0.6
"""The same of a picture for phones, in whose stead there is another."""
_PAGE = 9.0
"""Inches of a printed page, less its margins and a caption: what is higher ends outside of it."""
_SIDE, _ABOVE = 0.1, 0.3
"""Parts of the size of type that a text's box has around its letters: beside them, and above and below."""
_OVER = 0.1  # of the size of type: texts of two lines that only touch can be read
_APART = 0.25  # of the size of type: nearer than the words of a text, those of two beside each other are read as one
_GLYPH = re.compile(r"Glyph (\d+) \(.*\) missing from font\(s\) (.+?)\.?$")
_COLLAPSED = "axes sizes collapsed to zero"  # so constrained layout says that it gave up
_SHOWN = 40  # characters of a text that a message quotes
_MAKE_ROOM = "enlarge it (figsize; of headed height, left, right, below), or have shorter or fewer texts (set_xticks)"


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something wrong with a picture; a fault where something is lost to the reader."""

    found: str
    wanted: str = ""
    is_fault: bool = False


def remarks(picture: Picture, easel: Easel) -> list[Remark]:
    """All that a reader of the picture would stumble over."""
    texts = list(easel.texts.values())
    found = [
        *_missing_letters(easel),
        *_collapsed(picture, easel),
        *_too_high(picture),
        *_cut_off(texts, easel.canvas),
        *_covered(texts, easel),
        *_left_out(picture, easel),
        *_lost_marks(picture),
        *_over_each_other(texts),
        *_unknown_typefaces(texts),
        *_said(easel),
    ]
    return list(dict.fromkeys(found))


def quoted(text: str) -> str:
    """A text of the picture as messages name it."""
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[: _SHOWN - 1]}…”"


def _missing_letters(easel: Easel) -> Iterator[Remark]:
    missing: dict[str, list[str]] = {}
    for text in easel.said:
        if glyph := _GLYPH.match(text):
            letters = missing.setdefault(glyph[2], [])
            letters += [] if chr(int(glyph[1])) in letters else [chr(int(glyph[1]))]
    for fonts, letters in missing.items():
        in_text = next((each.text for each in easel.texts.values() if set(letters) & set(each.text)), "")
        where = f" in {quoted(in_text)}" if in_text else ""
        yield Remark(
            found=f"{fonts} has no {' '.join(letters)}{where}",
            wanted="write it in letters that the font has",
            is_fault=True,
        )


def _collapsed(picture: Picture, easel: Easel) -> Iterator[Remark]:
    width, height = picture.get_size_inches()
    least = _SLIVER if column() == COLUMN else _NARROW_SLIVER
    collapsed = any(_COLLAPSED in text for text in easel.said)
    for axes in picture.axes:
        box = axes.get_position()
        sides = (box.width * width, box.height * height)
        shown = axes.get_visible() and axes.axison and not hasattr(axes, "_colorbar")
        collapsed = collapsed or (shown and (min(sides) < _SLIVER or sides[0] < least))
    if collapsed:
        yield Remark(found="its labels leave no room for the axes", wanted=_MAKE_ROOM, is_fault=True)


def _too_high(picture: Picture) -> Iterator[Remark]:
    """A picture that is higher than a page, as wide as a column at most; a phone scrolls."""
    width, height = picture.get_size_inches()
    shown = height * min(1, COLUMN / width)
    if column() == COLUMN and shown > _PAGE:
        found = f"it is {shown:.1f} inches high in print, and a page has room for {_PAGE:g}"
        yield Remark(found=found, wanted="draw fewer rows, or let them stand closer", is_fault=True)


# -- where texts stand ---------------------------------------------------------------------------------------------


def _corners(text: Lettering) -> list[Point]:
    """The corners of the letters' box, turned as they are."""
    left, low, right, high = text.box
    across, up = (left + right) / 2, (low + high) / 2
    length = max(text.extent[0] / 2 - _SIDE * text.size, 0)
    height = max(text.extent[1] / 2 - _ABOVE * text.size, 0)
    cosine, sine = math.cos(math.radians(text.angle)), math.sin(math.radians(text.angle))
    turned = [(-length, -height), (length, -height), (length, height), (-length, height)]
    return [(across + x * cosine - y * sine, up + x * sine + y * cosine) for x, y in turned]


def _cut_off(texts: Iterable[Lettering], canvas: Point) -> Iterator[Remark]:
    for each in texts:
        if not all(map(math.isfinite, each.box)):
            wanted = "leave missing cells out, as by .dropna()"
            yield Remark(found=f"{quoted(each.text)} stands at a missing number", wanted=wanted, is_fault=True)
            continue
        limits = [(0.0, 0.0, *canvas), *([each.clip] if each.clip is not None else [])]
        for left, low, right, high in limits:
            if not all(left <= x <= right and low <= y <= high for x, y in _corners(each)):
                found = f"{quoted(each.text)} is cut off at the picture's edge"
                if each.clip is not None and (left, low, right, high) == each.clip:
                    found = f"{quoted(each.text)} is cut off at the edge of its axes"
                yield Remark(found=found, wanted=_MAKE_ROOM, is_fault=True)
                break


def _covered(texts: Iterable[Lettering], easel: Easel) -> Iterator[Remark]:
    for each in texts:
        corners = _corners(each)
        middle = (sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4)
        points = [middle, *(((x + middle[0]) / 2, (y + middle[1]) / 2) for x, y in corners)]
        for cover in easel.covers:
            is_later = cover.order > each.order and all(_within(cover.box, *point) for point in points)
            if is_later and all(cover.holds(*point) for point in points):
                wanted = "draw it last (a higher zorder), or beside what covers it"
                yield Remark(found=f"{quoted(each.text)} is covered", wanted=wanted, is_fault=True)
                break


def _within(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _left_out(picture: Picture, easel: Easel) -> Iterator[Remark]:
    """Labels of points that the axes do not reach: matplotlib leaves them out."""
    from matplotlib.text import Annotation

    for each in picture.findobj(Annotation):
        is_shown = each.get_visible() and each.axes is not None and each.axes.get_visible()
        if is_shown and each.get_text().strip() and id(each) not in easel.texts:
            wanted = "set the limits so that they reach it, or leave the label out"
            yield Remark(
                found=f"{quoted(each.get_text())} is not shown: its point lies outside the axes", wanted=wanted
            )


def _lost_marks(picture: Picture) -> Iterator[Remark]:
    for each in cut_off(picture):
        yield Remark(found=each.found, wanted=each.wanted, is_fault=each.is_lost)
    if count := without_number(picture):
        has, is_read = ("a bar has", "is") if count == 1 else (f"{count} bars have", "are")
        found = f"{has} no number, and {is_read} read as nothing"
        wanted = "leave missing cells out, as by .dropna(), or write in its place that there is none"
        yield Remark(found=found, wanted=wanted)


def _over_each_other(texts: list[Lettering]) -> Iterator[Remark]:
    for one, other in combinations(texts, 2):
        if one.text == other.text and one.box == other.box:
            continue
        both = f"{quoted(one.text)} and {quoted(other.text)}"
        if _depth(_corners(one), _corners(other)) > _OVER * min(one.size, other.size):
            yield Remark(found=f"{both} stand over each other", wanted=_MAKE_ROOM)
        elif _run_together(one, other):
            yield Remark(found=f"{both} run into each other", wanted=_MAKE_ROOM)


def _run_together(one: Lettering, other: Lettering) -> bool:
    """Whether two level texts stand in one line with less between them than between words."""
    if one.angle or other.angle or one.extent[1] != other.extent[1] or abs(one.box[1] - other.box[1]) > 1:
        return False
    first, second = sorted((one, other), key=lambda each: each.box[0])
    return second.box[0] - first.box[2] < _APART * min(one.size, other.size)


def _depth(one: list[Point], other: list[Point]) -> float:
    """How far two boxes reach into each other; not above zero where a line can be drawn between them.

    By the separating axis theorem: boxes are apart exactly when they are so along a normal of one of their sides.
    """
    depth = math.inf
    for (x0, y0), (x1, y1) in [*pairwise([*one, one[0]]), *pairwise([*other, other[0]])]:
        length = math.hypot(x1 - x0, y1 - y0)
        if length == 0:
            return 0
        normal = ((y1 - y0) / length, (x0 - x1) / length)
        ours, theirs = ([x * normal[0] + y * normal[1] for x, y in each] for each in (one, other))
        depth = min(depth, min(max(ours), max(theirs)) - max(min(ours), min(theirs)))
    return depth


# -- what was said -------------------------------------------------------------------------------------------------


def _unknown_typefaces(texts: Iterable[Lettering]) -> Iterator[Remark]:
    import matplotlib as mpl
    from matplotlib import font_manager

    known = {each.name for each in font_manager.fontManager.ttflist}
    settings: dict[str, object] = {str(key): value for key, value in mpl.rcParams.items()}
    for each in texts:
        wanted = [
            name
            for family in each.artist.get_fontfamily()
            for name in _families(family, settings.get(f"font.{family.lower()}"))
        ]
        if not known.intersection(wanted) and each.artist.get_fontproperties().get_file() is None:
            yield Remark(found=f"there is no typeface {' or '.join(wanted)} for {quoted(each.text)}")


def _families(name: str, generic: object) -> list[str]:
    return list(generic) if isinstance(generic, list) else [name]


def _said(easel: Easel) -> Iterator[Remark]:
    for text in easel.said:
        if not _GLYPH.match(text) and _COLLAPSED not in text:
            yield Remark(found=text)
