"""The analysis of a brief, end to end: from its data files to the words, charts and tables that the prose uses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from statbrief.analysis.derived_side_by_side import SideBySide
from statbrief.analysis.labelled import _units, labelled, named, texts_in, with_cells_labelled
from statbrief.analysis.labels_with_periods import said_by_check, with_said_labels
from statbrief.analysis.prepared import Preparation
from statbrief.analysis.read_data import DataRead, read_data
from statbrief.analysis.revised import Revised, revised
from statbrief.arithmetic.kinds import NAME
from statbrief.brief_tables.given import given_table
from statbrief.brief_tables.ranks import refuse_undecided
from statbrief.brief_tables.shown import Showing, Shown
from statbrief.brief_tables.table import Table
from statbrief.brief_tables.tabulate import Tabulated, tabulate
from statbrief.charts.chart import Chart, plan_charts
from statbrief.charts.credits import Credits
from statbrief.charts.given import GivenTable, Input
from statbrief.data.datasets import Dataset
from statbrief.data.kept_units import kept_units
from statbrief.data.open_questions import open_questions
from statbrief.data.package_lines import placed
from statbrief.data.units import Registry, Unit, defined_in
from statbrief.deriving.derived import Results, derive
from statbrief.errors import ChartingError, Place, ReadingError
from statbrief.figures.answer import Answer, answer_forms, with_words
from statbrief.figures.checks import Check, run_checks
from statbrief.figures.figure import Figure
from statbrief.figures.forms import AllForms, Sayings, forms, with_forms
from statbrief.figures.functions import read_functions
from statbrief.files.own_files import refuse_strangers
from statbrief.files.paths import CHARTS, DEFINITIONS, OWN, Generated
from statbrief.languages.labels import Labels, labels_file, read_labels
from statbrief.languages.language import Words, words_for
from statbrief.languages.tags import base_language
from statbrief.languages.unit_names import nameless, without_plural
from statbrief.project.language import language
from statbrief.record.asked_forms import asked_of_tables
from statbrief.table_schema.open_questions import OpenQuestion


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """What an analysis found: every figure and answer by id with its forms, the datasets, checks and planned charts.

    `sayings` are the same forms, with those that this program writes itself; `prepared` is what made files of `data/`,
    and `revised` what they say otherwise than the last edition, where the prose asks for it.
    The cells of `tables` are among figures and answers; `shown` are the tables as texts, and `asked` is what the
    edition's prose asks of them. `inputs` is all that charts may be given, `open` what the
    data files leave open.
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
    open: Sequence[OpenQuestion] = ()

    @property
    def forms(self) -> Mapping[str, AllForms]:
        """Every form of every figure and answer, by name."""
        return self.sayings.forms


def analyse(
    folder: Path,
    lang: str,
    generated: Generated = OWN,
    held: Mapping[str, tuple[str, str]] | None = None,
    changed: Collection[str] = (),
) -> Analysis:
    """Read, derive, check and plan; nothing is written or drawn. Raises a `StatbriefError` with the faults.

    `held` is what of the data was seen to be as prepared before, `changed` are files since the last analysis.
    """
    refuse_strangers(folder)
    registry = kept_units(folder / DEFINITIONS)
    words = replace(words_for(lang), labels=read_labels(folder, lang))
    read = read_data(folder, registry, held or {})
    results, tabulated = _computed(folder, read, registry, changed)
    asked = asked_of_tables(folder, generated.document)
    refuse_undecided(folder, tabulated, asked["cells"])
    results, datasets, words = _called(folder, tabulated, tabulated.beside(results), read.datasets, words)
    said = _said(results, words)
    checks = run_checks(
        folder, said.figures, said.answers, datasets, lambda each: said_by_check(each, said.sayings, words)
    )
    found = revised(folder, said.figures, datasets, words)
    shown, given = _shown(tabulated, said, words, found)
    known = Credits(said.figures, said.answers, datasets, said.sayings, words, given)
    charts = plan_charts(folder, known, generated.charts)
    return Analysis(
        words=words,
        figures=said.figures,
        answers=said.answers,
        sayings=said.sayings,
        datasets=datasets,
        prepared=read.prepared,
        checks=checks,
        charts=charts,
        tables=tabulated.tables,
        shown=shown,
        asked=asked,
        inputs=known.inputs,
        revised=found,
        open=open_questions(folder),
    )


def _computed(folder: Path, read: DataRead, registry: Registry, changed: Collection[str]) -> tuple[Results, Tabulated]:
    """Figures and answers that functions return, and all tables, whichever process makes them."""
    beside = SideBySide(folder, changed)
    results = derive(folder, read.reported, read.datasets, registry, beside.make)
    taken = [each.name for each in read_functions(folder, CHARTS, ChartingError)]
    return results, beside.tables or tabulate(folder, results, read.datasets, taken)


def _called(
    folder: Path, tabulated: Tabulated, results: Results, datasets: Mapping[str, Dataset], words: Words
) -> tuple[Results, Mapping[str, Dataset], Words]:
    """Figures, answers and datasets as the brief's language calls them, and that language with their names."""
    if base_language(words.lang) == base_language(language(folder)):
        _refuse_nameless(folder, _units(results.figures.values(), datasets.values()), datasets, words)
    else:
        words = replace(words, are_names_translated=True)
        results, datasets = labelled(folder, results, datasets, words)
    results = with_cells_labelled(results, tabulated.tables, words)
    try:
        return *with_said_labels(results, datasets, words), words
    except ReadingError as error:
        raise ReadingError(placed(error.faults, folder)) from error


@dataclass(frozen=True)
class _Said:
    """Figures and answers with their forms."""

    figures: Mapping[str, Figure]
    answers: Mapping[str, Answer]
    sayings: Sayings


def _said(results: Results, words: Words) -> _Said:
    answers = {name: named(each, words) for name, each in results.answers.items()}
    made = {name: forms(figure, words) for name, figure in results.figures.items()}
    of_answers = {name: answer_forms(each, words) for name, each in answers.items()}
    sayings = Sayings({**made, **of_answers}, words.following)
    return _Said(
        with_forms(results.figures.values(), made),
        {name: with_words(each, sayings.forms[name]) for name, each in answers.items()},
        sayings,
    )


def _shown(
    tabulated: Tabulated, said: _Said, words: Words, found: Revised | None
) -> tuple[dict[str, Shown], dict[str, GivenTable]]:
    """Each table as the pages show it, and as a chart is given it."""
    marked = found.marked if found else frozenset[str]()
    is_since = found.since["period"] if found and found.since else ""
    showing = Showing(said.figures, said.answers, said.sayings, words, marked, is_since)
    shown = {name: showing.shown(table) for name, table in tabulated.tables.items()}
    mark = words.phrases.table["revised_mark"], marked
    given = {
        name: given_table(table, tabulated.evaluated[name].centre, shown[name], said.figures, said.answers, mark)
        for name, table in tabulated.tables.items()
    }
    return shown, given


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
