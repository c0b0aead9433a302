"""A format's settings as the metadata that pandoc's templates read, under the names that Quarto gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from statbrief.languages.dates import written_date
from statbrief.languages.page_words import words_of
from statbrief.project.language import language_of
from statbrief.project.project import DRAFT
from statbrief.renderers.embedded.options import texts

_PAPERS = {"letter": "us-letter", "legal": "us-legal", "ledger": "us-tabloid"}
# what pandoc or its writers would take for themselves, and what only we use
_OURS = frozenset(
    {
        "accent", "author", "bibliography", "brand", "callout-appearance", "callout-icon", "citeproc", "crossref",
        "css", "csl", "date", "date-format", "embed-resources", "engine", "execute", "fig-align", "filters",
        "font-paths", "header-includes", "html-math-method", "include-after", "include-after-body", "include-before",
        "include-before-body", "include-in-header", "keep-typ", "lang", "language", "minimal", "number-depth",
        "number-sections", "papersize", "pdf-standard", "publisher", "release", "template-partials", "theme",
        "toc", "toc-depth", "toc-title",
    }
)  # fmt: skip


def metadata_of(pandoc_format: str, settings: Mapping[str, Any], day: date | None, stem: str) -> dict[str, Any]:
    """What the templates read. `settings` may still hold tokens; they are resolved like the prose's own."""
    words = words_of(settings)
    metadata = {key: value for key, value in settings.items() if key not in _OURS}
    authors = authors_of(settings.get("author"))
    tag = language_of(settings)
    lang, _, region = tag.partition("-")
    metadata |= {
        "lang": lang if pandoc_format == "typst" else tag,
        "by-author": authors,
        "author": [author["name"]["literal"] for author in authors],
        "labels": {"abstract": str(settings.get("abstract-title") or words["section-title-abstract"])},
        "toc-title": str(settings.get("toc-title") or words["toc-title-document"]),
        "title-block": any(settings.get(key) for key in ("title", "subtitle", "author", "date", "abstract", DRAFT)),
        "keywords": texts(settings.get("keywords")),
    }
    if settings.get("date"):
        metadata["date"] = written_date(settings, day)
    if day is not None:
        metadata["date-meta"] = day.isoformat()
    if not settings.get("title"):
        metadata["pagetitle"] = stem
    if pandoc_format == "html":
        return metadata
    metadata["toc"] = bool(settings.get("toc"))
    metadata["region"] = region.upper()  # of the language; a brief's own `region` is for its prose
    if settings.get("papersize"):
        metadata["papersize"] = _PAPERS.get(str(settings["papersize"]), str(settings["papersize"]))
    if settings.get("number-sections"):
        metadata.setdefault("section-numbering", "1.1.1")
    else:
        metadata.pop("section-numbering", None)
    return metadata


def authors_of(value: object) -> list[dict[str, Any]]:
    """Authors as Quarto's templates read them.

    >>> authors_of("Statistics desk")
    [{'name': {'literal': 'Statistics desk'}, 'affiliations': []}]
    """
    return [_author(item) for item in (value if isinstance(value, list) else [value]) if item]


def _author(item: object) -> dict[str, Any]:
    if not isinstance(item, dict):
        return {"name": {"literal": str(item)}, "affiliations": []}
    name = item.get("name")
    if isinstance(name, dict):
        name = name.get("literal") or f"{name.get('given', '')} {name.get('family', '')}".strip()
    found = item.get("affiliations") or item.get("affiliation")
    places = found if isinstance(found, list) else [found] if found else []
    affiliations = [{"name": str(each.get("name") if isinstance(each, dict) else each)} for each in places]
    author: dict[str, Any] = {"name": {"literal": str(name or "")}, "affiliations": affiliations}
    if item.get("email"):
        author["email"] = str(item["email"])
    return author
