"""A preview in a real browser, as somebody sees it who writes."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from briefs import write_brief

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)  # or a test would never end that waits for what does not come

FIGURES = (
    "rain,Rain of the year,1000,mm,10,,2022,agency,page 1,\nusual,Rain of a usual year,500,mm,10,,2020,agency,page 1,\n"
)
DERIVED = '''def rise(rain, usual):
    """Rain as a multiple of the usual"""
    return rain / usual
'''
HEAD = """---
title: Rain
---

"""
BODY = "\n\n".join(f"Paragraph {chr(ord('a') + number)} is of {{{{< var rise.times >}}}}." for number in range(26))
END = "\n\n::: {#tbl-figures}\n{{< figures >}}\n\nFigures.\n:::\n"
AT_TOP = """() => {
  const {contentDocument: page} = document.querySelector("iframe:not(.coming)");
  const at = [...page.querySelectorAll("p")].find(each => each.getBoundingClientRect().bottom > 24);
  return [at.textContent.slice(0, 11), Math.round(at.getBoundingClientRect().top)];
}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brief of many paragraphs and one number."""
    folder = write_brief(tmp_path / "rain", figures=FIGURES, derived=DERIVED)
    (folder / "_quarto.yml").write_text("lang: en\nbibliography: data/sources.bib\n", encoding="utf-8")
    (folder / "brief.qmd").write_text(HEAD + BODY + END, encoding="utf-8")
    return folder


@contextmanager
def previewed(folder: Path, browser: Browser, **settings: object) -> Iterator[Page]:
    """The page of a preview of a brief, with the first pages in it."""
    command = [sys.executable, "-u", "-m", "statbrief", "preview", "--no-browser", str(folder)]
    environment = os.environ | {"STATBRIEF_EDITOR": "my-editor:{path}#{line},{column}"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().removeprefix("preview: ").strip()
        context = browser.new_context(viewport={"width": 1000, "height": 500}, **settings)  # type: ignore[arg-type]
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(address)
        page.wait_for_selector("body[data-page-shown], #list.faults")
        try:
            expect(page.locator("#list")).to_be_hidden()
            yield page
        finally:
            context.close()
            process.terminate()
            process.communicate()
    assert problems == []


def test_who_writes_sees_each_save_where_they_read(folder: Path, browser: Browser) -> None:
    """New words appear and the place stays; what is wrong is listed over the last good page until it is mended."""
    prose, data = folder / "brief.qmd", folder / "data/reported.csv"
    with previewed(folder, browser) as page:
        assert "token" not in page.url
        shown = page.frame_locator("iframe:not(.coming)")
        shown.get_by_text("Paragraph m").evaluate("each => each.scrollIntoView({block: 'start'})")
        before = page.evaluate(AT_TOP)
        prose.write_text(HEAD + "Words that are new, before all else.\n\n" + BODY + END, encoding="utf-8")
        expect(shown.get_by_text("Words that are new")).to_have_count(1)
        assert page.evaluate(AT_TOP) == before
        expect(page.locator("#to-change")).to_have_text("Changed ↑")

        good = data.read_text(encoding="utf-8")
        data.write_text(good.replace("1000", "many"), encoding="utf-8")
        wrong = page.locator("#list.faults li")
        expect(wrong).to_have_text(re.compile(r'^data/reported\.csv:2 value: "many" is not a plain number; '))
        expect(wrong.locator("a")).to_have_attribute(
            "href", f"my-editor:{folder.as_posix().lstrip('/')}/data/reported.csv#2,1"
        )
        assert page.evaluate(AT_TOP) == before
        expect(page.locator("#page-pane .of")).to_contain_text("the last good one")

        data.write_text(good.replace("1000", "1500"), encoding="utf-8")
        expect(page.locator("#list")).to_be_hidden()
        expect(shown.get_by_text(re.compile(r"Paragraph m is of (about )?3(\.0+)? times"))).to_have_count(1)
        assert page.evaluate(AT_TOP) == before
        assert not (folder / "_output").exists()


@pytest.mark.thorough
def test_the_print_is_shown_beside_it_and_keeps_its_place(folder: Path, browser: Browser) -> None:
    """Pictures of pages take each other's places; size and view are kept from one visit to the next."""
    prose = folder / "brief.qmd"
    with previewed(folder, browser) as page:
        page.get_by_role("radio", name="Both").check()
        page.wait_for_selector(".sheet img")
        page.get_by_role("button", name="Larger").click()
        page.evaluate("document.querySelector('.sheets').scrollTop = 150")
        first = page.locator(".sheet img").first.get_attribute("src")
        prose.write_text(HEAD + "Words that are new.\n\n" + BODY + END, encoding="utf-8")
        page.wait_for_function(
            "before => document.querySelector('.sheet img').getAttribute('src') !== before", arg=first
        )
        assert page.evaluate("document.querySelector('.sheets').scrollTop") == 150
        page.reload()
        page.wait_for_selector(".sheet img")
        expect(page.locator("#size")).to_have_text("125 %")
        assert page.evaluate("document.querySelector('.sheets').scrollTop") == 150
        assert page.locator("[name=view]:checked").get_attribute("value") == "both"


@pytest.mark.thorough
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing(folder: Path, browser: Browser, scheme: str, width: int) -> None:
    """In both schemes, at the width of a phone, with a fault listed; nothing is cut off sideways."""
    with previewed(folder, browser, color_scheme=scheme) as page:
        page.set_viewport_size({"width": width, "height": 700})
        page.get_by_role("radio", name="Both").check()
        page.wait_for_selector(".sheet img")
        (folder / "brief.qmd").write_text(HEAD + "Five pears and {{< var pears.value >}}.\n", encoding="utf-8")
        page.wait_for_selector("#list.faults")
        # The page's headers let no text be run as code, but for a tool that comes with the browser.
        page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {iframes: false})")
        assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.thorough
def test_what_a_page_brings_along_is_not_run_and_reaches_nobody(folder: Path, browser: Browser) -> None:
    """Though somebody's raw HTML asks for it; a link that leads elsewhere opens beside the preview."""
    told: dict[str, str | None] = {}
    raw = '<a href="https://example.org/x">away</a>'
    (folder / "brief.qmd").write_text(HEAD + f"`{raw}`{{=html}}\n\n" + BODY + END, encoding="utf-8")
    with previewed(folder, browser) as page:
        page.on("requestfailed", lambda request: told.update({request.url: request.failure}))
        link = page.frame_locator("iframe:not(.coming)").get_by_text("away")
        assert link.get_attribute("target") == "_blank"
        assert link.get_attribute("rel") == "noopener noreferrer"
        page.evaluate(
            """() => {
              const page = document.querySelector("iframe").contentDocument, code = page.createElement("script");
              code.textContent = "document.title = 'run'";
              page.body.append(code);
              const picture = page.createElement("img");
              picture.src = "https://example.org/picture.png";
              page.body.append(picture);
            }"""
        )
        assert page.evaluate("document.querySelector('iframe').contentDocument.title") == "Rain"
        page.wait_for_timeout(100)
        assert told == {"https://example.org/picture.png": "csp"}


@pytest.mark.thorough
def test_the_end_of_a_preview_is_told_in_its_page(folder: Path, browser: Browser) -> None:
    """Whoever looks at it later knows that it follows nothing any more."""
    with previewed(folder, browser) as page:
        page.evaluate("source.dispatchEvent(new Event('ended'))")
        expect(page.locator("#state")).to_have_text("The preview has ended")
