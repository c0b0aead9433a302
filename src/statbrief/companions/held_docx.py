"""The check of a Word document: its text, as it stands in its file, against that of the page and the record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape

from statbrief.companions.archive import unpacked
from statbrief.companions.docx import DOCUMENT, NOTES
from statbrief.companions.docx_page import body_of
from statbrief.companions.edition import Edition
from statbrief.companions.held import unknown_numbers, wrong
from statbrief.errors import Fault

_PARAGRAPH = re.compile(r"<w:p\b[^>]*>.*?</w:p>", re.DOTALL)
_SAID = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(<w:(?:tab|br|noBreakHyphen)\b[^>]*/>)")
_FORMULA = re.compile(r"<m:oMath>.*?</m:oMath>", re.DOTALL)
_IN_FORMULA = re.compile(r"<m:t(?: [^>]*)?>([^<]*)</m:t>")
_DIGIT = re.compile(r"\d")
_PICTURE = re.compile(r"<wp:docPr [^>]*?\bdescr=\"([^\"]*)\"")
_WORD = re.compile(r"[^\W_]+(?:[.,'’\u00a0\u202f][^\W_]+)*")
_SOFT_HYPHEN = "\u00ad"
_UNHEARD = "svg, math, a.footnote-ref, a[role='doc-noteref']"
_NOTATION = "math annotation, math annotation-xml"
_BLOCKS = frozenset(
    [
        "address",
        "blockquote",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_MOST = 3
"""Differences that are told, so that one that moves all others is not told a hundred times."""


def faults(made: Mapping[str, bytes], edition: Edition) -> Iterator[Fault]:
    """What is wrong with the document as it stands: words that the page has and it has not, or the other way round.

    What describes its pictures must tell no number that is not the record's.
    """
    for name, content in made.items():
        try:
            parts = unpacked(content)
            document = parts[DOCUMENT].decode()
        except (ValueError, KeyError) as error:
            yield wrong(name, "file", "cannot be read back:", str(error))
            continue
        texts = [*texts_of(document), *texts_of(parts.get(NOTES, b"").decode())]
        found, wanted = _counted(texts), _counted(page_texts(edition.page))
        for word in sorted((found - wanted).elements())[:_MOST]:
            yield wrong(name, "text", f"says '{word}'", "more often than the page")
        for word in sorted((wanted - found).elements())[:_MOST]:
            yield wrong(name, "text", f"says '{word}'", "less often than the page")
        formulas = "".join(part.decode() for part in (parts[DOCUMENT], parts.get(NOTES, b"")))
        if _digits(_in_formulas(formulas)) != _digits(page_formulas(edition.page)):
            yield wrong(name, "formulas", "have other digits than those of", "the page")
        for described in _PICTURE.findall(document):
            for number in unknown_numbers(unescape(described), edition):
                yield wrong(name, "picture", f"is described with {number}, which stands", "nowhere in the record")


def texts_of(part: str) -> Iterator[str]:
    """The paragraphs of a part of the document, without formulas."""
    for paragraph in _PARAGRAPH.findall(_FORMULA.sub(" ", part)):
        yield unescape("".join(" " if rest else said for said, rest in _SAID.findall(paragraph)))


def page_texts(page: str) -> Iterator[str]:
    """The paragraphs of a page, without pictures, formulas and the marks of notes."""
    body = body_of(page)
    for each in list(body.css(_UNHEARD)):
        each.insert_before(" ")
        each.decompose()
    said = ""
    for node in body.body.traverse(include_text=True) if body.body is not None else ():
        if node.tag == "-text":
            said += node.text(deep=False)
        elif node.tag in _BLOCKS:
            yield said
            said = ""
    yield said


def page_formulas(page: str) -> str:
    """What the formulas of a page show, in a row; without what they are in another notation."""
    body = body_of(page)
    for each in list(body.css(_NOTATION)):
        each.decompose()
    return "".join(each.text() for each in body.css("math"))


def _in_formulas(part: str) -> str:
    return "".join(text for formula in _FORMULA.findall(part) for text in _IN_FORMULA.findall(formula))


def _digits(text: str) -> Counter[str]:
    """The digits of formulas, whose signs and spaces each program writes in its own way."""
    return Counter(_DIGIT.findall(text))


def _counted(texts: Iterator[str] | list[str]) -> Counter[str]:
    """Words by how often they stand; where one may be broken is none of it."""
    return Counter(word for text in texts for word in _WORD.findall(text.replace(_SOFT_HYPHEN, "")))
