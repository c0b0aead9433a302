"""The bulletin of payroll employment built for another last month, and what its page says."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from selectolax.lexbor import LexborHTMLParser

from command_line import done
from conftest import ROOT, WRITTEN_BY_TOOLS

EXAMPLE = ROOT / "examples/employment"
SOURCE = "source/us-employment.csv"
_WHOLE = {"h1", "h2", "h3", "figcaption", "title", "caption", "summary", "dt"}
_NUMBER = re.compile(r"[−\d.,]+")
_LINES = {"skip-link", "csl-entry"}
"""The classes of other elements whose text is one."""
_WITHIN = {"svg", "p", "ul"}


def copy_bulletin(folder: Path) -> Path:
    """The bulletin as in a clean checkout, with the looks that its Makefile copies."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(*WRITTEN_BY_TOOLS, "theme", "_extensions"))
    for looks in ("theme", "_extensions"):
        shutil.copytree(ROOT / looks, folder / looks)
    return folder


def roll_to(folder: Path, month: pd.Period) -> None:
    """Let the file that came end with a month."""
    head, *rows = (EXAMPLE / SOURCE).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row[:7] <= str(month)]
    (folder / SOURCE).write_text("".join([head, *kept]), encoding="utf-8")


def build(folder: Path, lang: str, to: str = "html") -> Path:
    """The page of an edition, or its `pdf`, built as `statbrief build` does, with the data prepared anew."""
    edition = [] if lang == "en" else ["--edition", lang]
    words = ["build", str(folder), *edition, "--to", to, "--renderer", "embedded", "--strict"]
    done(*words)
    return folder / "_output" / (f"brief.{to}" if lang == "en" else f"brief.{lang}.{to}")


def said(page: Path) -> tuple[list[str], list[list[str]]]:
    """All that a page says, line by line, and the numbers along the axes of each chart.

    What it says of itself, of the files inside it and the ways to them, is no part of the bulletin.
    """
    axes: list[list[str]] = []
    body = LexborHTMLParser(page.read_text(encoding="utf-8")).body
    assert body is not None
    for each in body.css("section.downloads, nav.ways"):
        each.decompose()
    return list(_lines(body, axes)), axes


def _lines(node: Any, axes: list[list[str]]) -> Iterator[str]:  # noqa: ANN401 -- selectolax types its nodes in part
    for each in node.iter():
        if each.tag == "svg" and "narrow" in str(each.attributes.get("class")):
            continue  # the same chart another time, for phones
        if each.tag == "svg":
            yield from _of_chart(each, axes)
        elif each.tag == "tr":
            yield " | ".join(_text(cell) for cell in each.iter())
        elif _is_line(each):
            yield _text(each)
        else:
            yield from _lines(each, axes)


def _of_chart(svg: Any, axes: list[list[str]]) -> Iterator[str]:  # noqa: ANN401 -- as above
    """A chart: its title and text alternative, and its words in the order in which they are drawn, on one line."""
    yield from (_text(each) for each in svg.css("title, desc"))
    texts = [_text(each) for each in svg.css("text")]
    along = [each for each in texts if _NUMBER.fullmatch(each)] if svg.css_first("[id^=level]") else []
    axes.append(along)
    yield " ".join(each for each in texts if each not in along)


def _is_line(node: Any) -> bool:  # noqa: ANN401 -- as above
    """Whether an element's text is a line by itself."""
    if node.tag in {"p", "li"}:
        return not any(each.tag in _WITHIN for each in _below(node))
    return node.tag in _WHOLE or (node.attributes.get("class") or "") in _LINES


def _below(node: Any) -> Iterator[Any]:  # noqa: ANN401 -- as above
    for each in node.iter():
        yield each
        yield from _below(each)


def _text(node: Any) -> str:  # noqa: ANN401 -- as above
    return " ".join(node.text().split())
