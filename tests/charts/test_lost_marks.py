"""A chart whose marks are lost: bars of another length than their number or of none, points that nobody sees."""

from pathlib import Path

import pytest

from drawn_charts import chart, drawn, faults, warnings

DRAW = "let the limits follow what is drawn (set_ylim(0, 1.1 * max(…))), or draw no more than they reach"
POWERS = "a scale of powers has no place for it: take another (linear, symlog), or leave it out and say so"
ZERO = "let the axis reach zero, where bars begin, or draw points"
LEFT = "left.bar([0, 1], [2, 5])\nleft.set_ylim(0, 4)"
CUT = {
    "a bar above": (
        'axes.bar(["a", "b", "c"], [3, 5, 9])\naxes.set_ylim(0, 4)',
        f"2 bars are cut off, of which one goes to 9, and the axis from 0 to 4; {DRAW}",
    ),
    "a bar below": (
        'axes.bar(["a", "b"], [3, -2])\naxes.set_ylim(bottom=0, top=5)',
        f"a bar is cut off: it goes to -2, and the axis from 0 to 5; {DRAW}",
    ),
    "bars' feet": (
        'axes.bar(["a", "b"], [52, 55])\naxes.set_ylim(50, 60)',
        f"2 bars are cut off, of which one goes to 0, and the axis from 50 to 60; {ZERO}",
    ),
    "bars that lie": (
        'axes.barh(["a", "b"], [52, 55])\naxes.set_xlim(60, 50)',
        f"2 bars are cut off, of which one goes to 0, and the axis from 50 to 60; {ZERO}",
    ),
    "bars on bars": (
        'axes.bar(["a", "b"], [3, 4])\naxes.bar(["a", "b"], [2, 9], bottom=[3, 4])\naxes.set_ylim(0, 12)',
        f"a bar is cut off: it goes to 13, and the axis from 0 to 12; {DRAW}",
    ),
    "a month that came": (
        'axes.plot(["May", "June", "July"], [3, 4, 12])\naxes.set_ylim(0, 10)',
        f"a point is not shown: it lies at 12, and the axis goes from 0 to 10; {DRAW}",
    ),
    "points": (
        "axes.scatter([1, 2, 3], [1, 20, 30])\naxes.set_ylim(0, 10)",
        f"2 points are not shown, of which one lies at 30, and the axis goes from 0 to 10; {DRAW}",
    ),
    "nothing on a scale of powers": (
        'axes.plot([1, 2, 3], [0, 10, 100])\naxes.set_yscale("log")\naxes.set_ylim(1, 1000)',
        f"a point is not shown: it lies at 0, and the axis goes from 1 to 1000; {POWERS}",
    ),
    "a range": (
        "axes.errorbar([1, 2], [3, 4], yerr=[1, 7], linestyle='')\naxes.set_ylim(-5, 10)",
        f"a point is not shown: it lies at 11, and the axis goes from -5 to 10; {DRAW}",
    ),
    "a range that lies": (
        "axes.errorbar([3, 4], [1, 2], xerr=[1, 7], linestyle='')\naxes.set_xlim(-5, 10)",
        f"a point is not shown: it lies at 11, and the axis goes from -5 to 10; {DRAW}",
    ),
    "one of small multiples, where another has a bar of that height": (
        f"axes.remove()\nleft, right = picture.subplots(1, 2)\nright.bar([0, 1], [3, 5])\n{LEFT}",
        f"a bar is cut off: it goes to 5, and the axis from 0 to 4; {DRAW}",
    ),
    "one of two axes": (
        "axes.plot([1, 2], [1, 2])\nother = axes.twinx()\nother.plot([1, 2], [50, 80])\nother.set_ylim(0, 60)",
        f"a point is not shown: it lies at 80, and the axis goes from 0 to 60; {DRAW}",
    ),
}
WHOLE = {
    "years before those that are shown": (
        "axes.plot([1, 2, 3, 4], [90, 5, 4, 6])\naxes.set_xlim(1.5, 4)\naxes.set_ylim(0, 8)"
    ),
    "an axis upside down": 'axes.barh(["a", "b"], [3, 5])\naxes.invert_yaxis()',
    "bars on a scale of powers": 'axes.bar(["a", "b"], [3, 5000])\naxes.set_yscale("log")',
    "what is left open": "axes.plot([1, 2, 3], [1, float('nan'), 3])\naxes.set_ylim(0, 4)",
    "lines and fields across all": (
        "axes.plot([1, 2], [1, 2])\naxes.axhline(0)\naxes.axline((1, 1), slope=90)\naxes.axvspan(1, 1.5)\n"
        "axes.axhspan(-9, 90, alpha=0.1)\n"
        "axes.fill_between([1, 2], 0, 1, transform=axes.get_xaxis_transform(), alpha=0.1)\naxes.set_ylim(0, 3)"
    ),
    "a line that goes on outside": "axes.plot([1, 2], [1, 20], clip_on=False)\naxes.set_ylim(0, 10)",
    "what is hidden": "axes.plot([1, 2], [1, 20], visible=False)\naxes.plot([1, 2], [1, 2])\naxes.set_ylim(0, 3)",
    "bars of two colours on an axis that is broken": (
        "axes.remove()\nupper, lower = picture.subplots(2)\n"
        "for each, ends in ((upper, (90, 110)), (lower, (0, 5))):\n"
        "    each.bar([1, 2], [1, 2])\n    each.bar([3, 4], [100, 3])\n    each.set(ylim=ends, xticks=[], yticks=[])\n"
        "lower.plot([1, 2], [1, 3])"
    ),
    "hexagons": "axes.hexbin([0, 0.2, 1, 0.4], [0, 0.5, 1, 0.9], gridsize=4)",
    "a broken axis": (
        "axes.remove()\nupper, lower = picture.subplots(2)\n"
        "for each, ends in ((upper, (90, 110)), (lower, (0, 5))):\n"
        "    each.plot([1, 2, 3], [1, 2, 100])\n    each.set_ylim(*ends)"
    ),
    "no room above what is drawn": "axes.plot([1, 2], [0.1 + 0.2, 0.7])\naxes.set_ylim(0.3, 0.7)",
}


@pytest.mark.parametrize(("body", "expected"), CUT.values(), ids=CUT)
def test_what_the_limits_leave_out_stops_the_build(tmp_path: Path, body: str, expected: str) -> None:
    """A reader would take a bar for shorter than it is, and miss a point altogether."""
    assert f"it: {expected}" in faults(tmp_path, chart(body))


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE)
def test_what_may_be_left_out_is_no_fault(tmp_path: Path, body: str) -> None:
    """Nor worth a warning."""
    drawn(tmp_path, chart(body))
    assert warnings(tmp_path) == []


def test_of_an_area_it_is_a_warning(tmp_path: Path) -> None:
    """It may be there for its colour."""
    drawn(tmp_path, chart("axes.fill_between([1, 2], [0, 0], [5, 6])\naxes.set_ylim(0, 5)"))
    assert warnings(tmp_path) == [f"it: an area is cut off: it goes to 6, and the axis from 0 to 5; {DRAW}"]


def test_an_area_is_one_however_many_corners_are_outside(tmp_path: Path) -> None:
    """And told by the furthest."""
    drawn(
        tmp_path,
        chart("axes.fill_between([1, 2, 3], [6, 9, 7])\naxes.fill_between([4, 5], [1, 8])\naxes.set_ylim(0, 5)"),
    )
    told = f"it: 2 areas are cut off, of which one goes to 9, and the axis from 0 to 5; {DRAW}"
    assert warnings(tmp_path) == [told]


BARS = "bars = axes.bar(['a', 'b', 'c'], [1, float('nan'), {}])\n"
LABEL = "axes.text(1, 2, '[2]{.literal}', ha='center')"
NAN = "float('nan')"
ONE, TWO = "axes.bar([0, 1, 2], [1, float('nan'), 3])", "axes.bar([0, 1, 2], [{}], bottom=[{}])"
NONE = "leave missing cells out, as by .dropna(), or write in its place that there is none"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (BARS.format(3), [f"it: a bar has no number, and is read as nothing; {NONE}"]),
        (BARS.format("float('nan')"), [f"it: 2 bars have no number, and are read as nothing; {NONE}"]),
        (BARS.replace("bar(", "barh(").format(3), [f"it: a bar has no number, and is read as nothing; {NONE}"]),
        (f"{BARS.format(3)}axes.text(1, 0.1, 'not known')", []),
        (f"{BARS.format(3)}axes.annotate('not known', ('b', 0), (0, 5), textcoords='offset points')", []),
        (
            f"{BARS.format(3)}axes.text(2, 0.1, 'the last')",
            [f"it: a bar has no number, and is read as nothing; {NONE}"],
        ),
        (f"{BARS.format(3)}axes.text(1, 0.1, '')", [f"it: a bar has no number, and is read as nothing; {NONE}"]),
        (f"{ONE}\n{TWO.format(f'{NAN}, 2, {NAN}', '0, 0, 0')}", []),
        (
            f"{ONE}\n{TWO.format(f'{NAN}, {NAN}, {NAN}', '0, 0, 0')}",
            [f"it: a bar has no number, and is read as nothing; {NONE}"],
        ),
        (
            f"{ONE}\n{TWO.format('4, 2, 5', '1, 0, 3')}\n{LABEL}",
            [f"it: a bar has no number, and is read as nothing; {NONE}"],
        ),
        (f"{ONE}\n{TWO.format('4, 2, 5', '1, 0, 3')}\n{LABEL}\naxes.text(1, 3, 'not all known')", []),
        ("axes.bar(['a', 'b'], [0, 3])\naxes.plot(['a', 'b'], [float('nan'), 2])", []),
    ],
)
def test_a_bar_without_a_number_is_a_warning(tmp_path: Path, body: str, expected: list[str]) -> None:
    """Unless something stands in its place; zero is a number, and a line has a gap."""
    drawn(tmp_path, chart(body))
    assert warnings(tmp_path) == expected
