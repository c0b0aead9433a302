"""Words longer than a column: a page breaks them rather than to be wider than its window."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from briefs import write_brief
from pages import build, open_brief, parsed, words

SETTINGS = "lang: en\nformat:\n  html: {theme: none, minimal: true}\n"
LONG = "Rindfleischetikettierungsüberwachungsaufgaben"
SHORT = "Überwachungsaufgabenübertragung"[:29]
TABLE = f"""---
title: A brief
---

{LONG} and {SHORT} in a text.

| Who | What | Where | When | Why |
|{"---|" * 5}
| {" | ".join([LONG] * 5)} |
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a table of five such words in a row."""
    made = tmp_path_factory.mktemp("brief")
    write_brief(made)
    (made / "_quarto.yml").write_text(SETTINGS, encoding="utf-8")
    (made / "brief.qmd").write_text(TABLE, encoding="utf-8")
    build(made)
    return made


@pytest.mark.thorough
@pytest.mark.parametrize("width", [320, 900])
def test_no_page_is_wider_than_its_window(folder: Path, browser: Browser, width: int) -> None:
    """Nor on a phone, where rows are cards."""
    page = open_brief(browser, folder, width)
    found = page.evaluate("document.documentElement.scrollWidth")
    page.context.close()
    assert found <= width


def test_they_read_as_they_did(folder: Path) -> None:
    """In the table and the text; shorter ones are left alone."""
    page = parsed(folder)
    assert words(page.css_first("main")).count(LONG) == 6
    assert [node.text() for node in page.css("main .long-word")] == [LONG] * 6
    assert SHORT in words(page.css_first("main"))
