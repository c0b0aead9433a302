"""Periods and days as data write them, 2015-11: no line of a page ends after their hyphens."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from briefs import write_brief
from pages import build, open_brief, parsed, words

SETTINGS = "lang: en\nformat:\n  html: {theme: none, minimal: true}\n"
PERIODS = ("2015-11", "2015-11-30", "2015-Q4", "2015-W48")
OTHERS = ("2015-110", "12015-11", "2015-11-3", "A-2015-11")
WIDTHS = range(1, 61)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that says them at sixty places of a line, in text that was marked as meant."""
    made = tmp_path_factory.mktemp("brief")
    write_brief(made)
    (made / "_quarto.yml").write_text(SETTINGS, encoding="utf-8")
    told = [f"{'x ' * count}[{period}]{{.literal}}\n\n" for count in WIDTHS for period in PERIODS]
    others = "".join(f"[{other}]{{.literal}}\n\n" for other in OTHERS)
    (made / "brief.qmd").write_text(f"---\ntitle: A brief\n---\n{''.join(told)}{others}", encoding="utf-8")
    build(made)
    return made


@pytest.mark.thorough
@pytest.mark.parametrize("width", [320, 411])
def test_no_line_of_the_page_parts_them(folder: Path, browser: Browser, width: int) -> None:
    """Wherever they stand."""
    page = open_brief(browser, folder, width)
    lines = page.evaluate("""() => {
        const found = [];
        const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const text = walker.currentNode;
            for (const match of text.data.matchAll(/2015-[0-9QW-]+/g)) {
                const range = document.createRange();
                range.setStart(text, match.index);
                range.setEnd(text, match.index + match[0].length);
                found.push(new Set([...range.getClientRects()].map(each => Math.round(each.top))).size);
            }
        }
        return found;
    }""")
    page.context.close()
    assert len(lines) >= len(WIDTHS) * len(PERIODS)
    assert set(lines[: len(WIDTHS) * len(PERIODS)]) == {1}


def test_they_read_as_they_did(folder: Path) -> None:
    """Nothing is added to them, and what only looks like one is left alone."""
    page = parsed(folder)
    text = words(page.css_first("main"))
    assert all(each in text for each in PERIODS + OTHERS)
    assert {node.text() for node in page.css("main .whole")} == set(PERIODS)
