"""The analysis of a brief, end to end: from its data files to the words, charts and tables that the prose uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from statbrief.analysis.labelled import _units, labelled, named, texts_in, with_cells_labelled
from statbrief.analysis.mended import at_their_source
from statbrief.analysis.prepared import Preparation, hold_prepared, preparations
from statbrief.analysis.revised import Revised, revised
from statbrief.analysis.said_labels import said_by_check, with_said_labels
from statbrief.arithmetic.kinds import NAME
from statbrief.charts.chart import Chart, plan_charts
from statbrief.charts.credits import Credits
from statbrief.charts.given import Input
from statbrief.data.bibliography import check_bibliographies, read_sources
from statbrief.data.datasets import Dataset, read_datasets
from statbrief.data.units import Unit, defined_in, load_units
from statbrief.errors import ChartingError, Fault, Place, ReadingError
from statbrief.figures.answer import Answer, answer_forms, with_words
from statbrief.figures.checks import Check, run_checks
from statbrief.figures.derived import derive
from statbrief.figures.figure import Figure
from statbrief.figures.forms import AllForms, Sayings, forms, with_forms
from statbrief.figures.functions import read_functions
from statbrief.figures.reported import read_reported
from statbrief.files.own_files import files_in, refuse_strangers
from statbrief.files.paths import BIBLIOGRAPHY, CHARTS, DEFINITIONS, OWN, REPORTED, SOURCES, Generated
from statbrief.files.read import is_absent
from statbrief.languages.labels import Labels, labels_file, read_labels
from statbrief.languages.language import Words, words_for
from statbrief.languages.tags import base_language
from statbrief.languages.unit_names import nameless, without_plural
from statbrief.project.language import language
from statbrief.record.asked_forms import asked_of_tables
from statbrief.tabulation.given import given_table
from statbrief.tabulation.ranks import refuse_undecided
from statbrief.tabulation.shown import Showing, Shown
from statbrief.tabulation.table import Table
from statbrief.tabulation.tabulate import tabulate


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """What an analysis found: every figure and answer by id with its forms, the datasets, checks and planned charts.

    `sayings` are the same forms, with those that this program writes itself; `prepared` is what made files of `data/`,
    and `revised` what they say otherwise than the last edition, where the prose asks for it.
    The cells of `tables` are among figures and answers; `shown` are the tables as texts, and `asked` is what the
    edition's prose asks of them. `inputs` is all that charts may be given.
    """

    words: Words
    figures: Mapping[str, Figure]
    answers: Mapping[str, Answer]
    sayings: Sayings
    datasets: Mapping[str, Dataset]
    prepared: list[Preparation]
    checks: list[Check]
    charts: list[Chart]
    tables: Mapping[str, Table]
    shown: Mapping[str, Shown]
    asked: Mapping[str, list[str]]
    inputs: Mapping[str, Input]
    revised: Revised | None = None

    @property
    def forms(self) -> Mapping[str, AllForms]:
        """Every form of every figure and answer, by name."""
        return self.sayings.forms


def analyse(
    folder: Path, lang: str, generated: Generated = OWN, held: Mapping[str, tuple[str, str]] | None = None
) -> Analysis:
    """Read, derive, check and plan; nothing is written or drawn. Raises a `StatbriefError` with the faults.

    `held` is what of the data was seen to be as prepared before.
    """
    refuse_strangers(folder)
    registry = load_units(folder / DEFINITIONS)
    words = replace(words_for(lang), labels=read_labels(folder, lang))
    has_none = is_absent(folder / REPORTED)
    sources = frozenset() if has_none and is_absent(folder / SOURCES) else read_sources(folder)
    hold_prepared(folder, prepared := preparations(folder, registry, sources), held or {})
    faults: list[Fault] = []
    try:
        reported = [] if has_none else read_reported(folder, registry, sources)
    except ReadingError as error:
        faults += error.faults
    try:
        datasets = read_datasets(folder, registry, sources)
    except ReadingError as error:  # of the reported figures, what their description adds
        told = {(each.file, each.line, each.what) for each in faults}
        others = [each for each in error.faults if (each.file, each.line, each.what) not in told]
        faults += at_their_source(others, {each.path: (each.dataset, [*each.sources]) for each in prepared})
    try:
        bibliographies = [path for path in files_in(folder / "data") if path.suffix == BIBLIOGRAPHY]
        check_bibliographies(folder, [path.relative_to(folder).as_posix() for path in bibliographies])
    except ReadingError as error:
        faults += error.faults
    if faults:
        raise ReadingError(faults)
    results = derive(folder, reported, datasets, registry)
    taken = [each.name for each in read_functions(folder, CHARTS, ChartingError)]
    tabulated = tabulate(folder, results, datasets, taken)
    asked = asked_of_tables(folder, generated.document)
    refuse_undecided(tabulated, asked["cells"])
    results = tabulated.beside(results)
    if base_language(lang) == base_language(language(folder)):
        _refuse_nameless(folder, _units(results.figures.values(), datasets.values()), datasets, words)
    else:
        words = replace(words, are_names_translated=True)
        results, datasets = labelled(folder, results, datasets, words)
    results = with_cells_labelled(results, tabulated.tables, words)
    results, datasets = with_said_labels(results, datasets, words)
    answers = {name: named(each, words) for name, each in results.answers.items()}
    made = {name: forms(figure, words) for name, figure in results.figures.items()}
    sayings = Sayings({**made, **{name: answer_forms(each, words) for name, each in answers.items()}})
    figures = with_forms(results.figures.values(), made)
    answers = {name: with_words(each, sayings.forms[name]) for name, each in answers.items()}
    checks = run_checks(folder, figures, answers, datasets, lambda each: said_by_check(each, sayings, words))
    found = revised(folder, figures, datasets, words)
    is_since = found.since["period"] if found and found.since else ""
    showing = Showing(figures, answers, sayings, words, found.marked if found else frozenset(), is_since)
    shown = {name: showing.shown(table) for name, table in tabulated.tables.items()}
    marked = words.phrases.table["revised_mark"], found.marked if found else frozenset[str]()
    given = {
        name: given_table(table, tabulated.evaluated[name].centre, shown[name], figures, answers, marked)
        for name, table in tabulated.tables.items()
    }
    charts = plan_charts(folder, known := Credits(figures, answers, datasets, sayings, words, given), generated.charts)
    return Analysis(
        words=words,
        figures=figures,
        answers=answers,
        sayings=sayings,
        datasets=datasets,
        prepared=prepared,
        checks=checks,
        charts=charts,
        tables=tabulated.tables,
        shown=shown,
        asked=asked,
        inputs=known.inputs,
        revised=found,
    )


def _refuse_nameless(folder: Path, units: Mapping[str, Unit], datasets: Mapping[str, Dataset], words: Words) -> None:
    """Raise `ReadingError` where the data's own language has no name for a unit that pint knows in English.

    What the brief defines is in that language already: it is called as its author calls it. Labels may name units here,
    and texts of the data, which may be codes; nothing else.
    """
    labels, file, own = words.labels, labels_file(words.lang), defined_in(folder / DEFINITIONS)
    faults = [
        labels.fault(kind, name, "is called something else in the data, in the same language", "change it there")
        for kind, name in labels.rows
        if kind not in {"unit", NAME}
    ]
    known = {*units, *(str(part) for unit in units.values() for part in unit._units)}  # noqa: SLF001 -- pint has no other way to them
    own_kinds = Labels(labels.file, {key: label for key, label in labels.rows.items() if key[0] in {"unit", NAME}})
    faults += own_kinds.faults([], [*(("unit", each) for each in known), *texts_in(datasets)])
    wanted = "write its name there, or that of one and of several: unit,{},one|several"
    faults += [
        Place(file).fault(f"unit {part}", f"has no name in {words.lang}", wanted.format(part))
        for part in dict.fromkeys(part for unit in units.values() for part in nameless(unit, words, own))
    ]
    second = "give it a second name there, {0} = … = _ = several, or a label in {1}: unit,{0},one|several"
    faults += [
        Place(DEFINITIONS).fault(
            f"unit {part}", f"has no plural that is known in {words.lang}", second.format(part, file)
        )
        for part in dict.fromkeys(
            part for unit in units.values() for part in without_plural(unit, words) if part in own
        )
    ]
    if faults:
        raise ReadingError(faults)
