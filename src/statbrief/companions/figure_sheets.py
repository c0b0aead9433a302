"""The sheets of what a brief tells: its figures, names and periods, its checks and its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from statbrief.arithmetic.kinds import BY_ITSELF
from statbrief.companions.book import Cell, Number, Table
from statbrief.companions.edition import Edition
from statbrief.companions.marks import NO_VALUE, NOT_APPLICABLE, of_open
from statbrief.companions.number_format import NumberFormat, format_of, format_of_end
from statbrief.companions.range_names import FIGURES
from statbrief.languages.origin_line import ENDS, has_ends, ranges_in_words
from statbrief.record.cells import is_cell
from statbrief.record.figure_types import PublishedAnswer, PublishedFigure
from statbrief.record.published import is_rounding_known

_MANY_OF_A_CURRENCY = re.compile(r"(?:kilo|mega|giga|tera)[A-Z]{3}\b")
_SAID = ("about_percent", "percent", "about", "value")
_RANGE = ("percent_range", "range", "percent_range_as_stated", "range_as_stated")
"""The forms in which a figure stands in tables, the most careful first; in prose alone it may have others."""


def of_figures(edition: Edition) -> Table | None:
    """All figures but those of tables' cells: as the brief says them, as numbers, and where they come from.

    None where there are no others.
    """
    word, heading = edition.word, edition.heading
    head = [
        *(heading("figure"), word("as_said"), heading("range"), heading("value"), word("low"), word("high")),
        *(word("unit"), heading("period"), heading("origin"), word("formula"), word("source_key"), word("name")),
    ]
    figures = {name: each for name, each in edition.record["figures"].items() if not is_cell(name)}
    rows = [_figure(name, each, edition) for name, each in figures.items()]
    return Table(name=FIGURES, head=head, rows=rows) if rows else None


def _figure(name: str, figure: PublishedFigure, edition: Edition) -> list[Cell]:
    formula = "" if "stated" in figure else figure["formula"]
    said, reach = said_of(name, figure, edition), range_of(name, figure, edition)
    return [
        *(figure["label"], said, reach or NOT_APPLICABLE, *numbers_of(figure, said, reach)),
        *(unit_of(figure, edition), figure["period"] or NOT_APPLICABLE),
        *(_origin(name, edition) or _located(figure) or NOT_APPLICABLE, formula or NOT_APPLICABLE),
        *("; ".join(figure["sources"]) or NOT_APPLICABLE, name),
    ]


def numbers_of(figure: PublishedFigure, said: str, of_range: str) -> list[Cell]:
    """A figure's value and the ends of its range, shown as the texts say them.

    Of millions of a currency, which the unit beside them says, they have no symbol: €86.7 would be few euros.
    """
    shown = format_of(figure["value"], said)
    ends = figure["range"] if is_rounding_known(figure) else [None, None]
    reach: list[Cell] = [
        of_open(figure) if end is None else Number(end, _without_symbol(figure, format_of_end(end, shown, of_range)))
        for end in ends
    ]
    return [Number(figure["value"], _without_symbol(figure, shown)), *reach]


def _without_symbol(figure: PublishedFigure, shown: NumberFormat) -> NumberFormat:
    return shown._replace(before="", after="") if _MANY_OF_A_CURRENCY.match(figure["unit"]) else shown


def said_of(name: str, figure: PublishedFigure, edition: Edition) -> str:
    """How the brief says a figure: in its table of figures, else in a text of its own."""
    row = edition.origins.get(name, ())
    texts = figure["texts"]
    written = [texts[each] for each in _SAID if each in texts] or list(texts.values())
    return (row[1] if len(row) > 1 else "") or (written[0] if written else NO_VALUE)


def range_of(name: str, figure: PublishedFigure, edition: Edition) -> str:
    """How the brief says a figure's range, in one text where its table has both ends; nothing where it does not."""
    row = edition.origins.get(name, ())
    texts = [figure["texts"][each] for each in _RANGE if each in figure["texts"]]
    if has_ends(row):
        low, high = row[ENDS]
        said = list(ranges_in_words(low, high, edition.vocabulary.phrases))
        return next((each for each in texts if each in said), said[0])
    if len(row) > 2:  # noqa: PLR2004 -- the third cell, which stands in the place of both ends
        return row[2]
    if is_rounding_known(figure) and figure["range"][0] == figure["range"][1]:
        return edition.heading("exact")
    return next(iter(texts), "")


def unit_of(figure: PublishedFigure, edition: Edition) -> str:
    """What a figure's number counts, in the edition's language."""
    return edition.word("without_unit") if figure["unit"] == "1" else figure["unit_text"]


def _origin(name: str, edition: Edition) -> str:
    row = edition.origins.get(name, ())
    return row[-1] if len(row) > 3 else ""  # noqa: PLR2004 -- the last of label, value, range or its ends, and origin


def _located(figure: PublishedFigure) -> str:
    return figure["locator"] if "stated" in figure else ""


def of_names(edition: Edition) -> Table | None:
    """Names and periods that the brief tells, but for those of tables' cells; None where there are none."""
    answers = {name: each for name, each in edition.record.get("answers", {}).items() if not is_cell(name)}
    head = [
        *(edition.heading("figure"), edition.word("as_said"), edition.heading("period")),
        *(edition.heading("origin"), edition.word("source_key"), edition.word("name")),
    ]
    rows = [_answer(name, each, edition) for name, each in answers.items()]
    return Table(name="names.and.periods", head=head, rows=rows) if rows else None


def _answer(name: str, answer: PublishedAnswer, edition: Edition) -> list[Cell]:
    said = answer["texts"].get(BY_ITSELF[answer["kind"]]) or "; ".join(answer.get("called", answer["value"]))
    return [
        *(answer["label"], said or NO_VALUE, answer["period"] or NOT_APPLICABLE),
        *(_origin(name, edition) or NOT_APPLICABLE, "; ".join(answer["sources"]) or NOT_APPLICABLE, name),
    ]


def of_checks(edition: Edition) -> Table | None:
    """The checks, what they compare, and that they hold; None where there are none."""
    heading = edition.heading
    head = [heading("check"), heading("compared"), heading("outcome"), edition.word("name")]
    checks, holds = edition.record["checks"], edition.vocabulary.phrases.holds
    rows: list[list[Cell]] = [
        [
            each["title"],
            "; ".join(_compared(each["figures"], edition)) or NOT_APPLICABLE,
            holds[not each["holds"]],
            name,
        ]
        for name, each in checks.items()
    ]
    return Table(name="checks.passed", head=head, rows=rows) if rows else None


def _compared(names: list[str], edition: Edition) -> Iterator[str]:
    figures: Mapping[str, PublishedFigure] = edition.record["figures"]
    for name in names:
        if name in figures:
            said, reach = said_of(name, figures[name], edition), range_of(name, figures[name], edition)
            yield f"{figures[name]['label']}: {said} ({reach})" if reach else f"{figures[name]['label']}: {said}"


def of_sources(edition: Edition) -> Table | None:
    """The sources by their keys; None where no page lists them."""
    rows: list[list[Cell]] = [[key, text] for key, text in sorted(edition.references.items())]
    head = [edition.word("source_key"), edition.word("reference")]
    return Table(name="sources.cited", head=head, rows=rows) if rows else None
