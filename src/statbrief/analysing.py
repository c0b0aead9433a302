"""The analysis of a brief, end to end: from its data files to the words, charts and tables that the prose uses."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from statbrief.asking import asked_forms
from statbrief.bibliographies import check_bibliographies
from statbrief.charting import CHARTS, Chart, draw_charts, font_paths, plan_charts
from statbrief.checking import CHECKS, Check, run_checks
from statbrief.datasets import Dataset, read_datasets
from statbrief.deriving import derive
from statbrief.errors import ChartingError, CheckingError, Fault, ReadingError
from statbrief.figures import Derived, Figure, Reported
from statbrief.functions import read_functions
from statbrief.generated import OWN, Generated
from statbrief.holdings import files_in, refuse_strangers
from statbrief.labels import Labels, base_language, labels_file, read_labels
from statbrief.legibility import Remark
from statbrief.naming import is_spoken, nameless
from statbrief.project import language
from statbrief.reading import REPORTED, SOURCES, read_reported, read_sources
from statbrief.recording import WARNINGS, digest_of, input_hashes, make_record, read_record, sha256_of
from statbrief.tables import is_absent
from statbrief.tabulating import checks_table, figures_table
from statbrief.units import DEFINITIONS, Unit, defined_in, load_units, unit_name
from statbrief.wording import Forms, Sayings, forms, variables, with_forms
from statbrief.words import Words, words_for
from statbrief.writer import as_paragraph
from statbrief.writing import replace_file, writing

FONTS = "_generated/fonts"


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """What an analysis found: every figure by id with its forms, the datasets, the checks and the planned charts.

    `sayings` are the same forms, with those that this program writes itself.
    """

    words: Words
    figures: Mapping[str, Figure]
    sayings: Sayings
    datasets: Mapping[str, Dataset]
    checks: list[Check]
    charts: list[Chart]

    @property
    def forms(self) -> Mapping[str, Forms]:
        """Every form of every figure, by name."""
        return self.sayings.forms


@dataclass(frozen=True, kw_only=True)
class Written:
    """What an analysis wrote: the analysis, and which charts had to be drawn."""

    analysis: Analysis
    drawn: tuple[str, ...]


def analyse(folder: Path, lang: str, generated: Generated = OWN) -> Analysis:
    """Read, derive, check and plan; nothing is written or drawn. Raises a `StatbriefError` with the faults."""
    refuse_strangers(folder)
    registry = load_units(folder / DEFINITIONS)
    words = replace(words_for(lang), labels=read_labels(folder, lang))
    has_none = is_absent(folder / REPORTED)
    sources = frozenset() if has_none and is_absent(folder / SOURCES) else read_sources(folder)
    faults: list[Fault] = []
    try:
        reported = [] if has_none else read_reported(folder, registry, sources)
    except ReadingError as error:
        faults += error.faults
    try:
        datasets = read_datasets(folder, registry, sources)
    except ReadingError as error:  # of the reported figures, what their description adds
        told = {(each.file, each.line, each.what) for each in faults}
        faults += [each for each in error.faults if (each.file, each.line, each.what) not in told]
    try:
        bibliographies = [path for path in files_in(folder / "data") if path.suffix == ".bib"]
        check_bibliographies(folder, [path.relative_to(folder).as_posix() for path in bibliographies])
    except ReadingError as error:
        faults += error.faults
    if faults:
        raise ReadingError(faults)
    figures = derive(folder, reported, datasets, registry)
    if base_language(lang) == base_language(language(folder)):
        _refuse_nameless(folder, _units(figures.values(), datasets.values()), words)
    elif words.labels:
        figures, datasets = _labelled(folder, figures, datasets, words)
    made = {name: forms(figure, words) for name, figure in figures.items()}
    figures = with_forms(figures.values(), made)
    checks = [
        replace(check, title=words.labels.text("check", check.name, check.title))
        for check in run_checks(folder, figures, datasets)
    ]
    sayings = Sayings(made)
    charts = plan_charts(folder, figures, datasets, sayings, words, generated.charts)
    return Analysis(words=words, figures=figures, sayings=sayings, datasets=datasets, checks=checks, charts=charts)


def _refuse_nameless(folder: Path, units: Mapping[str, Unit], words: Words) -> None:
    """Raise `ReadingError` where the data's own language has no name for a unit that pint knows in English.

    What the brief defines is in that language already: it is called as its author calls it. Labels may name units here,
    and nothing else.
    """
    labels, file, own = words.labels, labels_file(words.lang), defined_in(folder / DEFINITIONS)
    faults = [
        labels.fault(kind, name, "is called something else in the data, in the same language", "change it there")
        for kind, name in labels.rows
        if kind != "unit"
    ]
    known = {*units, *(str(part) for unit in units.values() for part in unit._units)}  # noqa: SLF001 -- pint has no other way to them
    of_units = Labels(labels.file, {key: label for key, label in labels.rows.items() if key[0] == "unit"})
    faults += of_units.faults([], [("unit", each) for each in known])
    wanted = "write its name there, or that of one and of several: unit,{},one|several"
    faults += [
        Fault(file=file, what=f"unit {part}", found=f"has no name in {words.lang}", wanted=wanted.format(part))
        for part in dict.fromkeys(part for unit in units.values() for part in nameless(unit, words, own))
    ]
    if faults:
        raise ReadingError(faults)


def _labelled(
    folder: Path, figures: Mapping[str, Figure], datasets: Mapping[str, Dataset], words: Words
) -> tuple[dict[str, Figure], dict[str, Dataset]]:
    """Figures and datasets under their labels in the brief's language.

    Raises `ReadingError` with everything of the brief that has no label in it, and every label of what is not there.
    """
    labels, units = words.labels, _units(figures.values(), datasets.values())
    named = {
        "figure": list(figures),
        "dataset": list(datasets),
        "column": [column for each in datasets.values() for column in each.columns],
        "check": [each.name for each in read_functions(folder, CHECKS, CheckingError)],
        "caption": (charts := [each.name for each in read_functions(folder, CHARTS, ChartingError)]),
        "alternative": charts,
        "unit": [name for name, unit in units.items() if not is_spoken(unit, words)],
    }
    origins = [each.origin for each in figures.values()]
    locators = sorted({each.locator for each in origins if isinstance(each, Reported) and each.locator})
    named["locator"] = [each for each in locators if not words.known_locator(each)]
    known = [(kind, name) for kind, names in named.items() for name in names]
    spared = [("locator", each) for each in locators] + [("unit", each) for each in units]
    if faults := labels.faults(known, spared):
        raise ReadingError(faults)
    return (
        {
            name: replace(each, label=labels.text("figure", name, each.label), stated_label=each.label)
            for name, each in figures.items()
        },
        {
            name: replace(
                each, description=replace(each.description, title=labels.text("dataset", name, each.description.title))
            )
            for name, each in datasets.items()
        },
    )


def _units(figures: Collection[Figure], datasets: Collection[Dataset]) -> dict[str, Unit]:
    """The units that a reader may meet, by name: of figures, of the constants in their formulas, of columns."""
    units = [figure.quantity.units for figure in figures]
    derived = [figure.origin for figure in figures if isinstance(figure.origin, Derived)]
    units += [constant.units for origin in derived for constant in origin.constants.values()]
    units += [column.unit for each in datasets for column in each.columns.values() if column.unit is not None]
    return {name: unit for unit in units if (name := unit_name(unit)) not in {"1", "percent"}}


def write_analysis(folder: Path, lang: str, generated: Generated = OWN) -> Written:
    """Analyse the brief and write its edition's variables, tables and charts; the record comes last.

    Only what changed is written, and only charts whose inputs or code changed are drawn. Raises a `StatbriefError`
    and leaves what was there: the record of the last analysis that succeeded still names it.
    """
    inputs = input_hashes(folder)  # before reading: a file that changes meanwhile makes the record stale, not wrong
    analysis = analyse(folder, lang, generated)
    last = read_record(folder, generated)
    stale = _stale(folder, analysis.charts, last)
    drawn = list(draw_charts(folder, stale, analysis.figures, analysis.datasets, analysis.words))
    pictures = {chart.picture: svg for chart, svg in drawn}
    new = {chart.name: chart for chart, _ in drawn}
    analysis = replace(analysis, charts=[new.get(each.name) or _kept(each, last) for each in analysis.charts])
    asked = asked_forms(folder)
    texts = _texts(analysis, asked, generated)
    outputs = {name: sha256_of(text.encode()) for name, text in texts.items()}
    outputs |= {name: sha256_of(svg) for name, svg in pictures.items()}
    kept = {chart.picture for chart in analysis.charts} - pictures.keys()
    outputs |= {name: sha256_of((folder / name).read_bytes()) for name in kept}
    for name, svg in pictures.items():
        replace_file(folder / name, svg, name)
    for name, text in texts.items():
        replace_file(folder / name, text, name)
    _copy_fonts(folder)
    record = make_record(folder, analysis, inputs, dict(sorted(outputs.items())), asked)
    replace_file(folder / generated.record, record, generated.record)
    _remove_others(folder, analysis.charts, generated)
    return Written(analysis=analysis, drawn=tuple(chart.name for chart in stale))


def variables_yaml(values: Mapping[str, Mapping[str, object]]) -> str:
    """The variables as YAML: a key per figure, a form per line. JSON's quoting of a text is YAML's too."""
    quoted = json.JSONEncoder(ensure_ascii=False).encode  # one for all: `json.dumps` makes one each time
    lines = ["# Written by statbrief from data/ and analysis/; changes here are overwritten."]
    for figure, named in values.items():
        lines.append(f"{figure}:")
        lines += [f"  {form}: {quoted(text)}" for form, text in named.items()]
    return "\n".join(lines) + "\n"


def _texts(analysis: Analysis, asked: Mapping[str, Collection[str]], generated: Generated) -> dict[str, str]:
    sayings, words = analysis.sayings, analysis.words
    return {
        generated.variables: variables_yaml(variables(sayings.forms, asked)),
        generated.shown("figures"): figures_table(analysis.figures, analysis.datasets, analysis.checks, sayings, words),
        generated.shown("checks"): checks_table(analysis.checks, sayings, words),
        **{name: text for chart in analysis.charts for name, text in _shown(chart, generated).items()},
    }


def _shown(chart: Chart, generated: Generated) -> dict[str, str]:
    """The Markdown of a chart: as a numbered picture with its caption, and each of the two alone."""
    return {
        f"{generated.charts}/{chart.name}.md": chart.include(),
        generated.shown("chart", chart.name): chart.shown(),
        generated.shown("caption", chart.name): f"{as_paragraph(chart.credited_caption)}\n",
    }


def _kept(chart: Chart, last: Mapping[str, Any]) -> Chart:
    """A chart that was not drawn anew, with what it read, and what was seen to be wrong with it, when it was."""
    drawn = last["charts"][chart.name]
    remarks = [Remark(found=each["found"], wanted=each["wanted"]) for each in drawn.get(WARNINGS, ())]
    return replace(chart, reads=drawn.get("reads", {}), remarks=tuple(remarks))


def _stale(folder: Path, charts: list[Chart], last: Mapping[str, Any]) -> list[Chart]:
    """The charts whose picture is not there, not the one that the last record names, or drawn from other files."""
    known, hashes = last.get("charts", {}), last.get("outputs", {})
    stale = []
    for chart in charts:
        path = folder / chart.picture
        before = known.get(chart.name, {})
        drawn = before.get("key") == chart.key and path.is_file()
        drawn = drawn and all(digest_of(folder, name) == digest for name, digest in before.get("reads", {}).items())
        if not drawn or sha256_of(path.read_bytes()) != hashes.get(chart.picture):
            stale.append(chart)
    return stale


def _copy_fonts(folder: Path) -> None:
    """Put the fonts where `_quarto.yml` can point Quarto's Typst to them: the package's place is not in the brief."""
    for path in font_paths():
        copy = folder / FONTS / path.name
        if not copy.exists() or copy.stat().st_size != path.stat().st_size:
            replace_file(copy, path.read_bytes(), f"{FONTS}/{path.name}")


def _remove_others(folder: Path, charts: list[Chart], generated: Generated) -> None:
    """Remove charts that no function draws any more, so that prose cannot go on showing them."""
    names = {chart.name for chart in charts}
    for path in (folder / generated.charts).glob("*"):
        if path.name.partition(".")[0] not in names and path.is_file():
            with writing(path.relative_to(folder).as_posix()):
                path.unlink()
