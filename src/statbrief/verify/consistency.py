"""What a record says in two places, held against each other: its title, its files, what its charts are drawn from."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from statbrief.arithmetic.bounds import AS_STATED
from statbrief.arithmetic.kinds import NAME
from statbrief.languages.period_words import capital
from statbrief.languages.placeholders import AREA, of_area, unmarked, with_period
from statbrief.record import published
from statbrief.record.figure_types import PublishedFigure
from statbrief.record.record_types import DatasetRecord, PublishedRecord
from statbrief.table_schema.spans import parse_span
from statbrief.verify.answers import answers_of, ill_fitting
from statbrief.verify.number_signs import speech
from statbrief.verify.outside import ill_left_out
from statbrief.verify.queries import ill_asked
from statbrief.verify.readable import Wrong, short
from statbrief.verify.revised import ill_told
from statbrief.verify.tables import ill_attached, ill_tabled, tables_of

Reach = tuple[date, date]
"""The first and the last day of a time."""
_TITLE = "[title] "


def contradictions(record: PublishedRecord) -> Iterator[Wrong]:
    """Where parts of the record do not fit each other."""
    yield from _mistitled(record)
    own = (each for each in record["attached"].values() if "table" not in each)
    rested_on = itertools.chain(own, record["datasets"].values())
    for file in sorted({each["file"] for each in rested_on} - record["files"].keys()):
        yield f"file {file}", "is not among those that the record says the brief was made from", ""
    yield from _unprepared(record)
    yield from _mismarked(record["figures"], record["datasets"])
    yield from _mislabelled(record)
    if record["version"] == published.VERSION:  # before, a year and months of it made other spans
        yield from _misdated(record["figures"])
    yield from ill_fitting(record)
    yield from ill_told(record)
    yield from ill_tabled(record)
    yield from ill_attached(record)
    yield from ill_left_out(record)
    yield from ill_asked(record)
    known = record["figures"].keys() | record["datasets"].keys() | answers_of(record).keys() | tables_of(record).keys()
    for name, chart in record["charts"].items():
        for each in dict.fromkeys(chart["inputs"]):
            if each not in known:
                yield f"chart {name}", f"its input {short(each)} is nothing of the record", ""


def _mislabelled(record: PublishedRecord) -> Iterator[Wrong]:
    """Where a label that says periods, or figures, does not say them as its template has them."""
    figures, datasets = record["figures"].items(), record["datasets"].items()
    labels = [(f"figure {name}", each.get("template"), each["period"], each["label"]) for name, each in figures]
    labels += [
        (f"answer {name}", each.get("template"), each["period"], each["label"])
        for name, each in answers_of(record).items()
    ]
    labels += [
        (f"dataset {name}", each.get("template"), each.get("period", ""), each["title"]) for name, each in datasets
    ]
    for what, template, period, said in labels:
        if template is None:
            continue
        try:
            words = speech(record["lang"]).words
            own = with_period(template, words.period(period), words.following, _area(record))
        except ValueError as error:  # no such period, form or language
            yield what, f"its label cannot be written: {short(str(error))}", ""
            continue
        if own != said:
            yield what, f"is called {short(said)}", f"its template says {short(own)}"
    for name, check in record["checks"].items():
        if "template" in check and not _fits(check["template"], check["title"]):
            yield f"check {name}", f"states {short(check['title'])}", f"its template is {short(check['template'])}"


def _area(record: PublishedRecord) -> dict[str, str]:
    """What labels may say of the area that an edition is of, as it is said to be called; nothing of another."""
    area = answers_of(record).get(AREA)
    said = area.get("called", area["value"]) if area and area["kind"] == NAME else []
    return of_area({"name": said[0], "name_capital": capital(said[0])}) if len(said) == 1 else {}


def _fits(template: str, said: str) -> bool:
    """Whether a text is the template with something in the place of its braces."""
    pieces = re.split(r"\{[^{}]*\}", unmarked(template).replace("{{", "\0").replace("}}", "\1"))
    pattern = ".+".join(re.escape(each.replace("\0", "{").replace("\1", "}")) for each in pieces)
    return re.fullmatch(pattern, said) is not None


def _unprepared(record: PublishedRecord) -> Iterator[Wrong]:
    """Where what a dataset was prepared from is not what the record says the brief was made from."""
    files = record["files"]
    for name, dataset in record["datasets"].items():
        made = dataset.get("prepared")
        if made is None:
            continue
        if made["file"] not in files:
            yield f"dataset {name}", f"is prepared by {short(made['file'])}", "which the brief was not made from"
        for file, digest in made["sources"].items():
            if files.get(file) != digest:
                found = f"is prepared from {short(file)}, SHA-256 {short(digest)}"
                yield f"dataset {name}", found, f"the brief was made from {short(files.get(file, 'no such file'))}"


def _mismarked(figures: Mapping[str, PublishedFigure], datasets: Mapping[str, DatasetRecord]) -> Iterator[Wrong]:
    """Where a figure does not say which of the numbers behind it are as stated, without a range.

    Of a dataset with columns of both kinds the record does not tell which of them a figure rests on.
    """
    as_stated = {name for name, figure in figures.items() if figure.get("rounded_to") == AS_STATED}
    for name, figure in figures.items():
        if "stated" in figure:
            continue
        said, known = figure.get("as_stated", []), [each for each in figure["reported"] if each in as_stated]
        may_be = [name for name in figure["rows"] if name in datasets and _is_as_stated(datasets[name])]
        if [each for each in said if each not in may_be] != known:
            found = f"is said to rest on {short(', '.join(said) or 'nothing')} as stated"
            yield f"figure {name}", found, f"it rests on {short(', '.join(known) or 'nothing')} as stated"


def _is_as_stated(dataset: DatasetRecord) -> bool:
    return any(each["rounded_to"] == AS_STATED for each in dataset["columns"].values())


def _misdated(figures: Mapping[str, PublishedFigure]) -> Iterator[Wrong]:
    """Where a computed figure's period is not that of the stated numbers behind it, as far as the record has theirs.

    Of the rows of a dataset it does not: there they may be of more than the stated ones are.
    """
    for name, figure in figures.items():
        behind = (
            [] if "stated" in figure else [figures[each]["period"] for each in figure["reported"] if each in figures]
        )
        own, theirs = _reach([figure["period"]]), _reach(behind)
        if figure["period"] and own is None:
            yield f"figure {name}", f"is of {short(figure['period'])}, which is no period", ""
        elif theirs is not None and not _covers(own, theirs, is_all=not figure.get("rows")):
            said = " and ".join(dict.fromkeys(behind))
            yield (
                f"figure {name}",
                f"is said to be of {short(figure['period'])}",
                f"what it rests on is of {short(said)}",
            )


def _covers(own: Reach | None, theirs: Reach, *, is_all: bool) -> bool:
    """Whether one stretch of days holds another; where that is all there is, whether it is the same."""
    return own is not None and (own == theirs if is_all else own[0] <= theirs[0] and own[1] >= theirs[1])


def _reach(periods: Iterable[str]) -> Reach | None:
    """The first and the last day of all the periods; None of none, and where one is no period."""
    try:
        spans = [parse_span(each) for each in periods]
    except ValueError:
        return None
    return (min(each.first.first for each in spans), max(each.last.last for each in spans)) if spans else None


def _mistitled(record: PublishedRecord) -> Iterator[Wrong]:
    """Where the title that is shown is not the record's; a print may write its own with other signs than the page."""
    texts = (record["pages"][each]["text"] for each in ("html", "pdf") if each in record["pages"])
    titles = (piece.removeprefix(_TITLE) for piece in itertools.chain(*texts) if piece.startswith(_TITLE))
    title = next(titles, record["title"])
    if title != record["title"]:
        yield "title", f"is {short(title)}", f"the record has {short(record['title'])}"
