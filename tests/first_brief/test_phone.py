"""The brief where room is scarce: charts and tables on a phone, and the line at the foot of a window."""

from typing import Any

import pytest
from playwright.sync_api import Page

from pages import Opening

# The charts that are shown: how large their smallest letters are in CSS pixels, and where they end at the right.
CHARTS = """() => [...document.querySelectorAll("svg.chart")].filter(each => each.getClientRects().length).map(each => {
  const scale = each.getBoundingClientRect().width / each.viewBox.baseVal.width;
  const sizes = [...each.querySelectorAll("text")].map(text => parseFloat(getComputedStyle(text).fontSize) * scale);
  return {letters: Math.min(...sizes), right: each.getBoundingClientRect().right};
})"""
TEXT_RIGHT = "() => document.querySelector('main > section > p').getBoundingClientRect().right"
# Of all links from a number that Tab leads to: how high its origin makes the line, and how high that is without it.
HEIGHTS = """() => {
  const line = document.querySelector(".origin-line").getBoundingClientRect().height;
  return [...document.querySelectorAll("a[data-origin]")].map(each => {
    each.focus({focusVisible: true});
    return [each.dataset.origin, parseFloat(getComputedStyle(each, "::after").height), line];
  });
}"""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 375, 441, 768, 1280])
def test_letters_of_charts_are_large_enough_and_end_with_the_text(looked_at: Opening, width: int) -> None:
    """No letter has less than 12 pixels at any width, each chart is shown once, and none ends before or after text."""
    page = looked_at(width)
    charts = page.evaluate(CHARTS)
    assert len(charts) == page.locator("figure[id^='fig-']").count()
    right = page.evaluate(TEXT_RIGHT)
    for chart in charts:
        assert chart["letters"] >= 12, chart
        assert chart["right"] == pytest.approx(right, abs=1) or 400 < width <= 480, chart


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.thorough)])
def test_an_origin_covers_no_more_than_the_line_that_is_there(opened: Opening, width: int) -> None:
    """However long an origin is, the line had its height before; at the end of the page the line has its own room."""
    page = opened(width)
    heights = page.evaluate(HEIGHTS)
    assert len(heights) > 50
    for origin, shown, line in heights:
        assert 20 < shown <= line + 0.5, origin
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last = _bottom(page, "main li:last-child")
    assert last <= 900 - max(shown for _, shown, _ in heights)


def _bottom(page: Page, selector: str) -> float:
    """Where the last of these elements ends, in the window."""
    box = page.locator(selector).last.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


ENDS = (('"Low: "', '"High: "'), ('"Range: "',))
"""What cells are called that say the ends of a range, and what one is that says why there are none."""


def test_a_row_is_a_card_with_its_origin_in_sight(looked_at: Opening) -> None:
    """On a phone no table scrolls: beneath the name of a figure stand value, ends and origin, each by its name."""
    page = looked_at(320, unfolded=True)
    rows = page.evaluate("""() => [...document.querySelectorAll("#tbl-figures tbody tr")].map(row =>
      [...row.cells].map(cell => [cell.getBoundingClientRect().left, cell.getBoundingClientRect().right,
        getComputedStyle(cell, "::before").content.split(" / ")[0]]))""")
    assert len(rows) > 20
    both, one, heading = [["none", '"Value: "', *ends, '"Where from: "'] for ends in ENDS] + [["none"]]
    found = [[named for _, _, named in row] for row in rows]
    assert all(each in (both, one, heading) for each in found)
    assert all(each in found for each in (both, one, heading))
    for row in rows:
        assert all(left >= 0 and right <= 320 for left, right, _ in row)
    scrolls = "[...document.querySelectorAll('table.cards')].filter(each => each.scrollWidth > each.clientWidth).length"
    assert page.evaluate(scrolls) == 0


def test_a_card_is_a_row_to_who_listens(looked_at: Opening) -> None:
    """The same table with the same cells, by its columns' names, as where it is shown as one."""
    cells = [_heard(looked_at(width)) for width in (320, 1280)]
    assert cells[0] == cells[1]
    assert cells[0]["columns"] == ["Figure", "Value", "Low", "High", "Where from"]
    assert cells[0]["cells"] > 80


def _heard(page: Page) -> dict[str, Any]:
    """What of the table of figures there is for assistive technology."""
    table = page.locator("#tbl-figures")
    return {
        "tables": page.get_by_role("table").count(),
        "columns": table.get_by_role("columnheader").all_inner_texts(),
        "cells": table.get_by_role("cell").count(),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_range_is_seen_on_its_bar(looked_at: Opening, scheme: str) -> None:
    """Its line has a rim of the page's colour: no bar is too like it."""
    page = looked_at(scheme=scheme)
    rims = page.evaluate("""() => {
      const paper = getComputedStyle(document.body).backgroundColor;
      return [...document.querySelectorAll("#fig-visas-split svg:not(.narrow) path")]
        .map(each => getComputedStyle(each)).filter(style => style.stroke == paper && style.fill == "none").length;
    }""")
    assert rims > 0
