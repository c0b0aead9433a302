"""Markdown that says a text as it is, and a number with the place that it leads to."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from statbrief.table_schema.open_questions import NOT_SAID

_ITEM = re.compile(r"\A(?P<before>\(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+)(?=[.)]))?(?P<mark>[-+:.)](?=\s)|:{3,})")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>$@#~^|&]|(?<=\.)\.(?=\.)|(?<=-)-)")
_QUOTES = re.compile(r"([\"'])")


def anchor(figure: str) -> str:
    """The identifier, in a page, of the place that says where the figure comes from."""
    return f"n-{figure}"


@functools.lru_cache(maxsize=4096)  # phrases are few, and numbers come again under other forms
def escape(text: str) -> str:
    """The text with a backslash before each character that Markdown would take for markup, or for a longer sign."""
    return _MARKDOWN.sub(r"\\\1", text)


def as_typed(text: str) -> str:
    r"""A sign of the data, with its straight quotes as well, which other texts have as people print them.

    >>> as_typed("..."), as_typed("--"), as_typed("'")
    ('.\\..', '-\\-', "\\'")
    """
    return _QUOTES.sub(r"\\\1", escape(text))


def as_paragraph(text: str) -> str:
    r"""Markdown that is to be a paragraph, where its first word would begin a list or a definition otherwise.

    >>> as_paragraph("+ Taxes"), as_paragraph("a) Taxes"), as_paragraph("1.5 Taxes")
    ('\\+ Taxes', 'a\\) Taxes', '1.5 Taxes')
    """
    return _ITEM.sub(r"\g<before>\\\g<mark>", text)


def markdown_table(
    head: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()
) -> str:
    """A pipe table; `widths` are relative, the columns in `right` are set flush right."""
    rule = [("-" * (width - 1) + ":") if place in right else "-" * width for place, width in enumerate(widths)]
    lines = [head, rule, *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def heading_row(text: str, width: int) -> tuple[str, ...]:
    """A row of a pipe table that heads those beneath it, as filters of both renderers know it."""
    return (f"[{text}]{{.row-group}}", *[""] * (width - 1))


def across(text: str) -> tuple[str, str]:
    """Two cells of a pipe table that are one, as filters of both renderers know it."""
    return f"[{text}]{{.across}}", ""


def credited(sources: Iterable[str], unnamed: str = NOT_SAID) -> str:
    """The sources as a line of their own names them, with the day of each that has one: Reuters, July 12, 2022.

    `unnamed` stands for one that nobody has said yet.
    """
    return _named(sources, "credit", unnamed)


def sources_named(sources: Iterable[str], unnamed: str = NOT_SAID) -> str:
    """The sources as a cell names them, and a place in them behind that: Reuters 2022; `unnamed` as in `credited`."""
    return _named(sources, "named-source", unnamed)


def _named(sources: Iterable[str], kind: str, unnamed: str) -> str:
    return "; ".join(unnamed if source == NOT_SAID else f"[@{source}]{{.{kind}}}" for source in sources)


def cited(sources: Iterable[str]) -> str:
    """A citation of the sources; nothing of none, and of one that nobody has said yet."""
    keys = "; ".join(f"@{source}" for source in sources if source != NOT_SAID)
    return f"[{keys}]" if keys else ""
