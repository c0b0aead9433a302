"""What a reader meets in an HTML page, in order: the common ground on which two renderers are compared.

`reading(html)` turns a page into a flat list of `[kind, text]` pairs and leaves out what readers don't
read: wrappers, classes, scripts, styles, ids made up on the way, the tool's own markup.

Kinds: title, subtitle, author, date, h1..h6, p, li, td, th, dt, dd, caption, img (its text alternative),
pre, hr, toc (an entry of the contents), and link (`target text`, right after the block that holds it).
"""

from __future__ import annotations

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "th", "dt", "dd", "figcaption", "caption", "pre"}
CLOSED_BY_BLOCK = {"div", "section", "figure", "table", "ul", "ol", "blockquote", "dl", "main", "header", "nav", "tr"}
SKIPPED = {"script", "style", "head", "template"}
VOID = {"img", "hr", "br", "input", "meta", "link", "col", "source", "wbr"}
KIND_OF_CLASS = {"title": "title", "subtitle": "subtitle", "author": "author", "date": "date"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[list[str]] = []
        self.kind: str | None = None
        self.text: list[str] = []
        self.links: list[list[str]] = []
        self.link: tuple[str, list[str]] | None = None
        self.skip = 0
        self.stack: list[tuple[str, str]] = []  # tag, classes
        self.in_toc = 0

    # -- blocks -----------------------------------------------------------
    def flush(self) -> None:
        text = re.sub(r"\s+", " ", "".join(self.text).replace("\u00a0", " ").replace("\ufe0e", "")).strip()
        if self.kind and text:
            self.out.append([self.kind, text])
            self.out.extend(["link", f"{target} {label}"] for target, label in self.links)
        self.text, self.links = [], []

    def open_block(self, kind: str) -> None:
        self.flush()
        self.kind = kind

    # -- parser events ----------------------------------------------------
    def handle_starttag(  # noqa: C901, PLR0912  one branch for each kind of element
        self, tag: str, attrs_list: list[tuple[str, str | None]]
    ) -> None:
        attrs = {k: v or "" for k, v in attrs_list}
        classes = attrs.get("class", "").split()
        if tag not in VOID:
            self.stack.append((tag, " ".join(classes)))
        if tag in SKIPPED or "footnote-back" in classes or attrs.get("aria-hidden") == "true":
            self.skip += tag not in VOID
            if tag not in VOID:
                self.stack[-1] = (tag, "\0skip")
            return
        if self.skip:
            return
        if attrs.get("id") in {"TOC", "toc"} or (tag == "nav" and "toc" in attrs.get("role", "")):
            self.in_toc += 1
            self.stack[-1] = (tag, "\0toc")
            return
        if tag == "img":
            alternative = attrs.get("alt") or attrs.get("aria-label") or ""
            self.image(alternative)
        elif tag == "svg" and attrs.get("role") == "img":
            self.image(attrs.get("aria-label", ""))
            self.skip += 1
            self.stack[-1] = (tag, "\0skip")
        elif tag == "hr":
            self.flush()
            self.out.append(["hr", ""])
        elif tag == "br":
            self.text.append(" ")
        elif tag == "input" and attrs.get("type") == "checkbox":
            self.text.append("[x] " if "checked" in attrs else "[ ] ")
        elif tag == "a" and self.in_toc == 0 and attrs.get("href"):
            self.link = (attrs["href"], [])
        elif tag in BLOCKS:
            kind = "caption" if tag == "figcaption" else tag
            for name in classes:
                if tag in {"h1", "p", "div"} and name in KIND_OF_CLASS:
                    kind = KIND_OF_CLASS[name]
            if kind == "p":  # a paragraph in a cell is the cell's text
                kind = next((t for t, _ in reversed(self.stack) if t in {"td", "th"}), kind)
            if self.in_toc:
                kind = "toc" if tag == "li" else ""
            self.open_block(kind)
        elif tag in CLOSED_BY_BLOCK:
            self.flush()
            if not self.in_toc:
                self.kind = "p"

    def image(self, alternative: str) -> None:
        alternative = re.sub(r"\s+", " ", alternative).strip()
        kind, pending = self.kind, self.text
        self.flush() if "".join(pending).strip() else None
        self.out.append(["img", alternative])
        self.kind, self.text = kind, []

    def handle_endtag(self, tag: str) -> None:
        while self.stack:
            open_tag, mark = self.stack.pop()
            if mark == "\0skip":
                self.skip -= 1
            elif mark == "\0toc":
                self.flush()
                self.in_toc -= 1
            if open_tag == tag:
                break
        if self.skip:
            return
        if tag == "a" and self.link:
            target, label = self.link
            text = re.sub(r"\s+", " ", "".join(label).replace("\u00a0", " ")).strip()
            if text:
                self.links.append([target, text])
            self.link = None
        elif tag in BLOCKS or tag in CLOSED_BY_BLOCK:
            self.flush()
            self.kind = "toc" if self.in_toc else "p"

    def handle_data(self, data: str) -> None:
        if self.skip:
            return
        self.text.append(data)
        if self.link:
            self.link[1].append(data)


def reading(html: str) -> list[list[str]]:
    """The page as a reader meets it. `html`: a whole page or a part of one."""
    reader = _Reader()
    reader.kind = "p"
    reader.feed(html)
    reader.close()
    reader.flush()
    out = [pair for pair in reader.out if pair[0] != "link" or not pair[1].startswith("#fnref")]
    # ids of footnotes and citations are a renderer's own affair; that the link is there is not
    return [[k, re.sub(r"^#(fn|ref-)\S+", r"#\1", t) if k == "link" else t] for k, t in out]


if __name__ == "__main__":
    page = Path(sys.argv[1]).read_text(encoding="utf-8")
    sys.stdout.write(f"{json.dumps(reading(page), ensure_ascii=False, indent=1)}\n")
