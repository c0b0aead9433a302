"""The brief on screen, in a real browser: for readers with a phone, a keyboard, a screen reader, or no scripts."""

import io
import re
import statistics
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from pages import Opening, open_brief, parsed, unfold, words
from seeds import pairs

WIDTHS = (320, 375, 768, 1280)
SCHEMES = ("light", "dark")
# Rules that axe leaves off by default: one of WCAG 2.2 AA, and four that it calls experimental.
ALSO = ("target-size", "td-has-header", "table-fake-caption", "p-as-heading", "label-content-name-mismatch")
LETTER = {"width": 8.5 * 72, "margin": 18 / 25.4 * 72}  # in points; the margin is the style sheet's

# What leaves the window sideways, but for what stands in a box that scrolls by itself and is inside the window.
CUT_OFF = """() => {
  const inside = box => box.left >= -0.5 && box.right <= innerWidth + 0.5;
  const scrolls = each => ["auto", "scroll"].includes(getComputedStyle(each).overflowX);
  const held = each => {
    for (let box = each; box; box = box.parentElement)
      if (scrolls(box) && inside(box.getBoundingClientRect())) return true;
    return false;
  };
  return [...document.body.querySelectorAll("*:not(svg *)")]
    .filter(each => each.getClientRects().length && !inside(each.getBoundingClientRect()) && !held(each))
    .map(each => each.outerHTML.slice(0, 80));
}"""

# What has the focus: where it is, what marks it, and the line that appears with it.
FOCUSED = """() => {
  const each = document.activeElement, style = getComputedStyle(each), note = getComputedStyle(each, "::after");
  const box = each.getBoundingClientRect();
  return {
    name: each.outerHTML.slice(0, 90), tag: each.tagName, number: each.classList.contains("number"),
    box: [box.left, box.top, box.right, box.bottom], window: [innerWidth, innerHeight],
    outline: [style.outlineStyle, parseFloat(style.outlineWidth)],
    origin: each.dataset.origin, content: note.content, position: note.position,
    note: [note.left, note.top, note.width, note.height].map(parseFloat),
  };
}"""

pytestmark = pytest.mark.browser


@pytest.mark.always("1280-dark")
@pytest.mark.parametrize(("width", "scheme"), pairs([320, 1280], SCHEMES))
def test_axe_finds_nothing(opened: Opening, width: int, scheme: str) -> None:
    """All rules of axe-core for WCAG 2.2 AA and for good practice hold, with everything unfolded."""
    page = opened(width, scheme=scheme)
    unfold(page)
    page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    options = {"rules": {rule: {"enabled": True} for rule in ALSO}}
    found = page.evaluate("options => axe.run(document, options)", options)
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found["violations"]] == []
    assert len(found["passes"]) > 30
    assert {"color-contrast", "target-size", "image-alt", "region"} & {each["id"] for each in found["passes"]}


def test_a_range_stands_in_one_line_beneath_its_key_figure(opened: Opening) -> None:
    """It is on a line of its own where it has no room behind the words: no line ends between its two numbers."""
    measured = """[...document.querySelectorAll('.key-figures .range')].map(each =>
      [each.textContent, each.getBoundingClientRect().height < 1.9 * parseFloat(getComputedStyle(each).fontSize)])"""
    found = opened(1280).evaluate(measured)
    assert len(found) == 3
    assert [text for text, is_one_line in found if not is_one_line] == []


@pytest.mark.always("320", "1280")
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways_or_is_cut_off(looked_at: Opening, width: int) -> None:
    """The page is as wide as the window, with everything unfolded; what is wider scrolls by itself."""
    page = looked_at(width, unfolded=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.always("320", "1280")
@pytest.mark.parametrize("width", WIDTHS)
def test_letters_are_large_enough_to_read(looked_at: Opening, width: int) -> None:
    """No text of the page is smaller than 12 pixels; charts are drawn at the size of print, and shown no smaller."""
    page = looked_at(width, unfolded=True)
    small = """() => {
      const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), found = [];
      while (texts.nextNode()) {
        const holder = texts.currentNode.parentElement, size = parseFloat(getComputedStyle(holder).fontSize);
        const text = texts.currentNode.data.trim();
        if (text && !holder.closest("svg, sup, sub") && size < 12) found.push(text);
      }
      return found;
    }"""
    assert page.evaluate(small) == []


def test_the_page_has_one_h1_and_headings_without_gaps(built_brief: Path) -> None:
    """The title is the first heading, and no later one skips a level."""
    levels = [int(str(each.tag)[1]) for each in parsed(built_brief).css("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_all_text_is_within_a_landmark(built_brief: Path) -> None:
    """There is one main part, and nothing is said outside of it but in the page's own header, foot or navigation."""
    page = parsed(built_brief)
    assert len(page.css("main")) == 1
    assert len(words(page.css_first("main"))) > 5000
    for known in page.css("main, body > header, body > footer, body > nav, script, .skip-link"):
        known.decompose()
    assert words(page.body) == ""


def test_the_page_says_what_it_is(built_brief: Path) -> None:
    """Its language is named, its title is that of the brief, and it may be zoomed."""
    page = parsed(built_brief)
    assert page.root is not None
    assert page.root.attributes["lang"] == "en"
    assert words(page.css_first("title")) == words(page.css_first("h1"))
    (viewport,) = page.css('meta[name="viewport"]')
    assert "width=device-width" in str(viewport.attributes["content"])
    assert "scalable" not in str(viewport.attributes["content"])
    assert "maximum" not in str(viewport.attributes["content"])


@pytest.fixture(scope="module", params=[(320, "dark"), (1280, "light")], ids=["phone", "desk"])
def tabbed(request: pytest.FixtureRequest, browser: Browser, built_brief: Path) -> tuple[list[str], list[Any]]:
    """All that Tab is to lead to, in the order of the page; and what it does, one press after the other."""
    width, scheme = request.param
    page = open_brief(browser, built_brief, width, scheme=scheme)
    stops = "a[href]:not([tabindex='-1']), summary"
    expected = page.evaluate("stops => [...document.querySelectorAll(stops)].map(e => e.outerHTML.slice(0, 90))", stops)
    found = []
    for _ in expected:
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUSED))
    page.context.close()
    return expected, found


@pytest.mark.thorough
def test_the_focus_is_always_seen(tabbed: tuple[list[str], list[Any]]) -> None:
    """Whatever Tab leads to has an outline of two pixels, stands in the window, and comes in the order of the page."""
    expected, focused = tabbed
    assert len(focused) > 80
    assert [each["name"] for each in focused] == expected
    for each in focused:
        assert each["outline"][0] == "solid", each
        assert each["outline"][1] >= 2, each
        assert each["box"][1] >= 0, each
        assert each["box"][3] <= each["window"][1], each


@pytest.mark.thorough
def test_a_number_says_where_it_comes_from_to_those_with_a_keyboard(tabbed: tuple[list[str], list[Any]]) -> None:
    """With the focus on a number its origin appears, all of it in the window and none of it over the number."""
    numbers = [each for each in tabbed[1] if each["number"]]
    assert len(numbers) > 40
    for each in numbers:
        _assert_shown_beside(each)


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.thorough)])
def test_a_number_says_where_it_comes_from_to_those_with_a_pointer(opened: Opening, width: int) -> None:
    """A number is quiet until it is pointed at, then it tells its origin."""
    page = opened(width)
    number = page.locator("p a.number").first
    told = "each => getComputedStyle(each, '::after').content"
    assert number.evaluate(told) == "none"
    number.hover()
    assert number.get_attribute("data-origin") in number.evaluate(told)
    page.locator("h1").hover()
    assert number.evaluate(told) == "none"


def test_of_the_links_to_a_figure_tab_leads_to_a_sections_first(built_brief: Path) -> None:
    """Under each heading a figure is one stop, however often it is written; none is without one."""
    heading, met = "", set()
    for each in parsed(built_brief).css("h1, h2, h3, a[href^='#n-']"):
        if each.tag != "a":
            heading = words(each)
            continue
        place = heading, each.attributes["href"]
        assert each.attributes.get("tabindex") == ("-1" if place in met else None), place
        met.add(place)
    assert len(met) > 40


def test_every_number_has_an_origin(built_brief: Path) -> None:
    """Each number that links to its row carries that row's words, and the row is there."""
    page = parsed(built_brief)
    links = page.css("a.number")
    assert len(links) > 50
    for link in links:
        (row,) = page.css(f'tr:has([id="{str(link.attributes["href"])[1:]}"])')
        assert str(link.attributes["data-origin"]).startswith(f"{words(row.css_first('td, th'))}: ")


@pytest.mark.thorough
def test_the_page_loads_nothing(browser: Browser, built_brief: Path) -> None:
    """Opened, unfolded and scrolled to its end, the page asks for no file but itself."""
    file = (built_brief / "_output/brief.html").as_uri()
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(file)
    unfold(page)
    page.mouse.wheel(0, 100_000)
    page.emulate_media(media="print")
    page.wait_for_load_state("networkidle")
    context.close()
    assert [url for url in asked if not url.startswith("data:")] == [file]


@pytest.mark.thorough
def test_the_page_needs_no_script(opened: Opening) -> None:
    """It reads the same where scripts are forbidden, for there are none in it."""
    page = opened()
    text = page.inner_text("body")
    assert len(text) > 5000
    assert opened(javascript=False).inner_text("body") == text
    assert page.locator('script:not([type="application/json"])').count() == 0


@pytest.mark.thorough
def test_what_is_folded_opens_by_keyboard(opened: Opening) -> None:
    """The data beneath a chart unfold when Enter is pressed on their line, without a script."""
    page = opened(javascript=False)
    table = page.locator("details table").first
    assert not table.is_visible()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert table.is_visible()


def test_charts_have_a_name_and_a_description(looked_at: Opening) -> None:
    """Assistive technology meets each chart as one picture, named by its caption, described by its alternative."""
    page = looked_at()
    charts = page.get_by_role("img")
    assert charts.count() == page.locator("figure[id^='fig-']").count() > 0
    for index in range(charts.count()):
        chart = charts.nth(index)
        name, description = (
            chart.evaluate(f"each => document.getElementById(each.getAttribute('aria-{kind}')).textContent")
            for kind in ("labelledby", "describedby")
        )
        assert name in chart.locator("xpath=ancestor::figure").locator("figcaption").inner_text()
        assert len(description) > len("A bar.")
        assert description != name
        assert chart.locator("text").count() > 2


@pytest.mark.thorough
def test_the_printed_page_is_a_brief_too(opened: Opening) -> None:
    """Printed by the browser nothing is cut off or shrunk, and what only a screen can do is not there."""
    page = opened()
    hidden = [page.locator(".downloads h2").inner_text(), page.locator("summary").first.inner_text()]
    headings = page.locator("main > header h1, main > section:not(.downloads) h2").all_inner_texts()
    with pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="Letter", prefer_css_page_size=False))) as document:
        sheets = [sheet.get_textpage() for sheet in document]
        text = " ".join(" ".join(sheet.get_text_range().split()) for sheet in sheets)
        boxes = [sheet.get_rect(index) for sheet in sheets for index in range(sheet.count_rects())]
    assert len(sheets) <= 5
    assert len(headings) > 5
    assert [heading for heading in headings if heading not in text] == []
    assert [words for words in hidden if words in text] == []
    assert min(box[0] for box in boxes) >= LETTER["margin"] - 1
    assert max(box[2] for box in boxes) <= LETTER["width"] - LETTER["margin"] + 1


def _assert_shown_beside(focused: dict[str, Any]) -> None:
    """The origin of a number is shown, and does not cover it."""
    left, top, width, height = focused["note"]
    assert focused["origin"], focused
    assert focused["origin"] in focused["content"].replace('\\"', '"'), focused
    assert focused["position"] == "fixed", focused
    assert left >= 0, focused
    assert left + width <= focused["window"][0], focused
    assert top + height <= focused["window"][1] + 0.01, focused  # browsers round their pixels
    assert top >= focused["box"][3] or top + height <= focused["box"][1], focused


@pytest.mark.thorough
@pytest.mark.browser
def test_the_first_tab_leads_to_a_link_past_the_masthead(opened: Opening) -> None:
    """The skip link comes first, is seen once it has the focus, and leads into the text, where Tab then goes on."""
    page = opened()
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert str(skip.get_attribute("href")).startswith("#")
    assert "skip-link" in str(skip.get_attribute("class"))
    box = skip.bounding_box()
    assert box is not None
    assert min(box["x"], box["y"]) >= 0
    assert min(box["width"], box["height"]) >= 20
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    target = str(skip.get_attribute("href"))[1:] if skip.count() else page.url.partition("#")[2]
    follows = """target => {
      const text = document.getElementById(target);
      return text.contains(document.activeElement)
        || Boolean(text.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING);
    }"""
    assert page.evaluate(follows, page.url.partition("#")[2] or target)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280])
def test_the_text_is_60_to_75_characters_wide_on_screen(looked_at: Opening, width: int) -> None:
    """A full line of the body has between 60 and 75 characters, spaces included."""
    assert 60 <= statistics.median(_line_lengths(looked_at(width))) <= 75


def _line_lengths(page: Page) -> list[int]:
    """How many characters each full line of the body has."""
    lengths: list[int] = page.evaluate("""() => {
      const lengths = [];
      for (const paragraph of document.querySelectorAll("main > p, main > section > p")) {
        const range = document.createRange(), lines = new Map();
        const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        while (texts.nextNode())
          for (let at = 0; at < texts.currentNode.length; at++) {
            range.setStart(texts.currentNode, at); range.setEnd(texts.currentNode, at + 1);
            const y = Math.round(range.getBoundingClientRect().bottom);
            lines.set(y, (lines.get(y) || 0) + 1);
          }
        lengths.push(...[...lines.values()].slice(0, -1));
      }
      return lengths;
    }""")
    return lengths


@pytest.mark.thorough
@pytest.mark.browser
def test_a_window_as_low_as_at_400_percent_is_left_to_the_text(opened: Opening) -> None:
    """There the line would take up to half of it; the number leads to its row, which says the same."""
    page = opened(320)
    page.set_viewport_size({"width": 320, "height": 256})
    number = page.locator("main p a.number").first
    number.hover()
    assert number.evaluate("each => getComputedStyle(each, '::after').content") == "none"
    assert not page.locator(".origin-line").is_visible()
    number.click()
    row = page.locator(":target").bounding_box()
    assert row is not None
    assert 0 <= row["y"] < 256


@pytest.mark.browser
def test_the_line_for_origins_is_always_there(looked_at: Opening) -> None:
    """Where there is a pointer, a line waits at the window's foot: no number beneath it can be pointed at."""
    page = looked_at()
    line = page.locator(".origin-line")
    assert line.is_visible()
    box = line.bounding_box()
    assert box is not None
    hit = page.evaluate("([x, y]) => document.elementFromPoint(x, y).className", [box["x"] + 300, box["y"] + 5])
    assert hit == "origin-line"


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
def test_a_table_that_goes_on_beyond_a_phone_shows_where(browser: Browser, built_brief: Path, scheme: str) -> None:
    """A shadow at the side on which there is more, and at no other; where it is a table yet, and no row of cards."""
    page = open_brief(browser, built_brief, 490, scheme=scheme)
    table = page.locator("table").filter(has=page.locator(".origin, [id^=n-]")).first
    page.add_style_tag(content="td { min-width: 9rem }")
    assert table.evaluate("each => each.scrollWidth > each.clientWidth + 20")
    assert _shadowed(table) == (False, True)
    table.evaluate("each => { each.scrollLeft = each.scrollWidth }")
    assert _shadowed(table) == (True, False)
    page.context.close()


def _shadowed(table: Locator) -> tuple[bool, bool]:
    """Whether the outermost points on the left and on the right are mostly of another colour than the page's."""
    with Image.open(io.BytesIO(table.screenshot())) as picture:
        width, height = picture.size
        colours = picture.convert("RGB")
        paper = table.page.evaluate("getComputedStyle(document.body).backgroundColor")
        own = tuple(map(int, re.findall(r"\d+", paper)))[:3]
        sides = [[colours.getpixel((x, y)) for y in range(height)] for x in (1, width - 2)]
    left, right = (sum(each != own for each in side) > height / 2 for side in sides)
    return left, right
