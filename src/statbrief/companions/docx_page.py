"""The page of a brief as its Word document takes it: pictures in dots, the lines of its head in styles by name."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from statbrief.companions.edition import Page
from statbrief.companions.png import drawn, read_picture, stand_in
from statbrief.errors import RenderingError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

OF_SCREENS = "script, style, template, nav, a.skip-link, .footnote-back, section.downloads"
"""What of a page is for a screen alone."""
_DPI = 300
_POINTS = 72
_ACROSS = 432.0
"""Points across the text."""
_DOWN = 560.0
"""Points down a page, less what a caption needs: of a picture that is higher nothing would be seen beyond."""
_LARGER = 1.4
"""How much larger a chart is than in print: so its letters are as large as those of the text around it."""
_HIGH = 40.0
"""Points up a logo."""
_SVG = re.compile(r"data:image/svg\+xml(?P<coded>;base64)?,")
_HEAD_LINES = {
    "kind": "Kind", "as-of": "State", "title": "Title", "subtitle": "Subtitle", "author": "Author",
    "publisher": "Publisher", "date": "Date",
}  # fmt: skip
_LINE = re.compile(rf'<(p|h1) class="({"|".join(_HEAD_LINES)})">(.*?)</\1>', re.DOTALL)
_GROUP = re.compile(r'(<tr\b[^>]*class="row-group"[^>]*>\s*<t[hd][^>]*>)(.*?)(</t[hd]>)', re.DOTALL)
"""What a group of rows is called, which pandoc knows as a cell like others."""
_PAGE = """#set page(width: auto, height: auto, margin: 0pt)
#context {{
  let natural = measure(image(bytes(sys.inputs.picture), format: "svg"))
  image(bytes(sys.inputs.picture), format: "svg", width: {width})
}}"""
_WIDTHS = {
    "chart": f"calc.min(natural.width * {_LARGER}, {_ACROSS}pt, natural.width / natural.height * {_DOWN}pt)",
    "logo": f"natural.width / natural.height * {_HIGH}pt",
    "": f"calc.min(natural.width, {_ACROSS}pt, natural.width / natural.height * {_DOWN}pt)",
}


def body_of(page: str) -> LexborHTMLParser:
    """The page without what is for a screen alone."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)
    for each in list(tree.css(OF_SCREENS)):
        each.decompose()
    return tree


def prepared(page: Page) -> tuple[str, dict[bytes, bytes]]:
    """The page's body as pandoc is to read it, and the drawings in dots, each by what stands in for it there.

    Pandoc takes ten times as long for a picture as for what stands in. Raises `RenderingError` for a picture that
    cannot be drawn.
    """
    tree = body_of(page.html)
    pictures: dict[bytes, bytes] = {}
    for picture, svg in list(_drawings(tree)):
        png = _in_dots(picture, svg, page)
        there = stand_in(png)
        picture.attrs["src"] = f"data:image/png;base64,{base64.b64encode(there).decode()}"
        dots = read_picture(png)
        width = round(dots.width / _DPI, 3)
        picture.attrs["width"], picture.attrs["height"] = f"{width}in", f"{width * dots.height / dots.width:.6f}in"
        pictures[there] = png
    for picture in tree.css("img"):
        if not picture.attributes.get("alt") and (said := picture.attributes.get("aria-label")):
            picture.attrs["alt"] = said
    body = _GROUP.sub(r"\1<strong>\2</strong>\3", (tree.body.html or "") if tree.body is not None else "")
    head, end, text = body.partition("</header>")
    lines = _LINE.sub(lambda line: f'<div data-custom-style="{_HEAD_LINES[line[2]]}"><p>{line[3]}</p></div>', head)
    lines = lines.replace('<header id="title-block-header">', "<div>")
    return (f"{lines}</div>{text}" if end else body), pictures


def _drawings(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """The pictures of a page that are drawings, each with its SVG."""
    from selectolax.lexbor import LexborHTMLParser

    for picture in tree.css("img"):
        source = picture.attributes.get("src") or ""
        if found := _SVG.match(source):
            coded = unquote_to_bytes(source[found.end() :])
            yield picture, (base64.b64decode(coded) if found["coded"] else coded).decode()
    for drawing in list(tree.css("svg")):
        title = drawing.css_first("title")
        drawing.insert_before(LexborHTMLParser("<img>").css("img")[0])
        made, svg = drawing.prev, drawing.html or ""
        assert made is not None  # noqa: S101 -- it was put there
        made.attrs["alt"] = drawing.attributes.get("aria-label") or (title.text() if title else "")
        drawing.decompose()
        yield made, svg


def _in_dots(picture: LexborNode, svg: str, page: Page) -> bytes:
    """A drawing as a PNG."""
    kind = "logo" if "logo" in (picture.attributes.get("class") or "") else "chart" if _is_chart(svg, page) else ""
    try:
        return drawn(_PAGE.format(width=_WIDTHS[kind]), {"picture": svg}, page.looks.files, _DPI, page.drawn)
    except ValueError as problem:
        said = picture.attributes.get("alt") or "a picture"
        raise RenderingError.at(f"{page.stem}.docx", said, f"Typst cannot draw it: {problem}") from problem


def _is_chart(svg: str, page: Page) -> bool:
    return svg.encode() in page.pictures.values() or 'class="chart"' in svg
