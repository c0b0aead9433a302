"""What figures, datasets and checks are called, with the periods that their labels say, in the brief's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from statbrief.analysis.labelled import Entitled, named
from statbrief.charts.captions import Text
from statbrief.data.datasets import Dataset
from statbrief.deriving.derived import Results
from statbrief.errors import ChartingError, CheckingError, Fault, Place, ReadingError, RefusedError
from statbrief.figures.answer import Answer, OfArea, answer_forms
from statbrief.figures.figure import Figure, Reported
from statbrief.figures.forms import Sayings
from statbrief.figures.functions import Function
from statbrief.files.paths import PACKAGE
from statbrief.languages.language import Words
from statbrief.languages.placeholders import AREA, AREA_FORMS, is_template, of_area, unmarked, with_period


def with_said_labels(
    results: Results, datasets: Mapping[str, Dataset], words: Words
) -> tuple[Results, dict[str, Dataset]]:
    """Results and datasets under labels that say their own periods. Raises `ReadingError` with all that cannot."""
    faults: list[Fault] = []
    area = _area(results, words)
    called = replace(
        results,
        figures={name: _said(each, words, area, faults) for name, each in results.figures.items()},
        answers={name: _said(each, words, area, faults) for name, each in results.answers.items()},
    )
    known = dict(datasets)
    for name, dataset in datasets.items():
        described = dataset.description
        if is_template(described.title):
            try:
                title = with_period(described.title, words.period(dataset.span()), words.following, area)
                described = replace(described, title=title, template=described.title)
                known[name] = replace(dataset, description=described)
            except RefusedError as error:
                faults.append(_fault(words, "dataset", name, Place(PACKAGE), error))
    if faults:
        raise ReadingError(faults)
    return called, known


def _area(results: Results, words: Words) -> dict[str, str]:
    """What labels may say of the area that the edition is of; nothing where it is of none."""
    area = results.answers.get(AREA)
    if not isinstance(area, OfArea):
        return {}
    forms = answer_forms(named(area, words), words)
    return of_area({name: forms[name].plain for name in AREA_FORMS})


def _said(each: Entitled, words: Words, area: Mapping[str, str], faults: list[Fault]) -> Entitled:
    """A figure or an answer under its label; one that cannot be said is added to the faults."""
    if not is_template(each.label):
        return each
    try:
        said = with_period(each.label, words.period(each.period), words.following, area)
        return replace(each, label=said, template=each.label)
    except RefusedError as error:
        faults.append(_fault_of(each, error, words))
        return each


def _fault_of(figure: Figure | Answer, error: RefusedError, words: Words) -> Fault:
    origin = figure.origin
    assert origin is not None  # noqa: S101 -- a figure has one once it is read or computed
    if isinstance(origin, Reported) and not _is_labelled(words, "figure", figure.id):
        return Place(origin.file, origin.line).refused("label", error)
    return _fault(words, "figure", figure.id, Place(origin.file, origin.line), error)


def _fault(words: Words, kind: str, name: str, place: Place, error: RefusedError) -> Fault:
    """In the labels where these say it, else where the data or their function do."""
    if _is_labelled(words, kind, name):
        return words.labels.fault(kind, name, error.found, error.wanted)
    return place.refused(name, error)


def _is_labelled(words: Words, kind: str, name: str) -> bool:
    return (kind, name) in words.labels.rows


def said_by_check(function: Function, sayings: Sayings, words: Words) -> tuple[str, str]:
    """What a check states, with the figures that it names, and how that is written where it names any.

    Raises `CheckingError` for a form that its figure has not.
    """
    label = words.labels.text("check", function.name, "")
    template = label or function.title
    if not is_template(template):
        return template, ""
    fault = partial(words.labels.fault, "check", function.name) if label else function.fault
    text = Text(unmarked(template), "the label" if label else "the docstring", fault)
    try:
        return text.written(sayings, linked=False), template
    except ChartingError as error:
        raise CheckingError(error.faults) from error
