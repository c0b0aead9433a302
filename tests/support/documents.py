"""The documents: README, the pages of the manual, and where headings and links of Markdown lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MANUAL = ROOT / "docs/manual"
_BLOCK = re.compile(r"^(`{3,})[^\n]*\n.*?^\1$\n?", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_LINK = re.compile(r"\[[^\[\]]*\]\(([^()\s]+)\)|<(?:img|a)[^>]*? (?:src|href)=\"([^\"]+)\"")
_NAMED = re.compile(r"<a id=\"([^\"]+)\">")


def page(name: str) -> str:
    """A page of the manual."""
    return (MANUAL / f"{name}.md").read_text(encoding="utf-8")


def readme() -> str:
    """The README."""
    return (ROOT / "README.md").read_text(encoding="utf-8")


def shown() -> dict[str, str]:
    """The README and all pages of the manual, by name."""
    return {"README": readme(), **{each.stem: page(each.stem) for each in sorted(MANUAL.glob("[!R]*.md"))}}


def documents() -> list[Path]:
    """All documents in Markdown that a reader finds: at the root and below `docs/`."""
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def blocks(text: str, kind: str) -> list[str]:
    """The blocks of code of a kind, as they are shown."""
    return re.findall(rf"^```{kind}\n(.+?)^```$", text, re.DOTALL | re.MULTILINE)


def anchors(text: str) -> set[str]:
    """What a link may name in a page: its headings, as GitHub calls them, and what has a name of its own."""
    found: set[str] = set(_NAMED.findall(text))
    seen: dict[str, int] = {}
    for heading in _HEADING.findall(_BLOCK.sub("", text)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        slug = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if slug in seen else slug)
        seen[slug] = seen.get(slug, 0) + 1
    return found


def links(text: str) -> Iterator[str]:
    """Where links and pictures of a page lead to; what stands in code is none."""
    for match in _LINK.finditer(_CODE.sub("", _BLOCK.sub("", text))):
        yield match[1] or match[2]
