"""What an analysis writes: variables, tables, charts and, last, its record."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from statbrief.analysis.analysis import Analysis, analyse
from statbrief.analysis.record import held_before, make_record
from statbrief.brief_tables.variables import table_variables
from statbrief.charts.chart import Chart
from statbrief.charts.draw import draw_charts
from statbrief.charts.legibility import Remark
from statbrief.data.engine_files import remove_others
from statbrief.figures.checks_table import checks_table
from statbrief.figures.forms import variables
from statbrief.figures.generated_tables import Tabled, figures_table
from statbrief.figures.markdown import as_paragraph
from statbrief.files.hashes import digest_of, sha256_of
from statbrief.files.paths import OWN, Generated
from statbrief.files.typeface import copy_fonts
from statbrief.files.write import replace_file, writing
from statbrief.record.analysis_record import read_record
from statbrief.record.asked_forms import asked_forms
from statbrief.record.cells import Meant, is_cell, meant
from statbrief.record.record_types import AnalysisRecord
from statbrief.record.staleness import input_hashes


@dataclass(frozen=True, kw_only=True)
class Written:
    """What an analysis wrote: the analysis, and which charts had to be drawn."""

    analysis: Analysis
    drawn: tuple[str, ...]


def write_analysis(folder: Path, lang: str, generated: Generated = OWN) -> Written:
    """Analyse the brief and write its edition's variables, tables and charts; the record comes last.

    Only what changed is written, and only charts whose inputs or code changed are drawn. Raises a `StatbriefError`
    and leaves what was there: the record of the last analysis that succeeded still names it.
    """
    inputs = input_hashes(folder)  # before reading: a file that changes meanwhile makes the record stale, not wrong
    last = read_record(folder, generated)
    changed = dict(inputs.items() - last.get("inputs", {}).items())
    analysis = analyse(folder, lang, generated, held_before(last), changed)
    stale = _stale(folder, analysis.charts, last)
    drawn = draw_charts(folder, stale, analysis.inputs, analysis.words)
    pictures = {name: svg for _, files in drawn for name, svg in files.items()}
    new = {chart.name: chart for chart, _ in drawn}
    analysis = replace(analysis, charts=[new.get(each.name) or _kept(each, last) for each in analysis.charts])
    asked = asked_forms(folder)
    texts = _texts(analysis, asked, generated)
    outputs = {name: sha256_of(text.encode()) for name, text in texts.items()}
    outputs |= {name: sha256_of(svg) for name, svg in pictures.items()}
    kept = {name for chart in analysis.charts for name in chart.pictures} - pictures.keys()
    kept |= {each.description.path for each in analysis.datasets.values() if each.computed is not None}
    outputs |= {name: sha256_of((folder / name).read_bytes()) for name in kept}
    for name, svg in pictures.items():
        replace_file(folder / name, svg, name)
    for name, text in texts.items():
        replace_file(folder / name, text, name)
    copy_fonts(folder)
    record = make_record(folder, analysis, inputs, dict(sorted(outputs.items())), asked)
    replace_file(folder / generated.record, record, generated.record)
    _remove_others(folder, [*(each.name for each in analysis.charts), *analysis.tables], generated)
    _remove_wide_only(folder, analysis.charts)
    remove_others(folder, [each.name for each in analysis.datasets.values() if each.computed is not None])
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
    sayings, words, forms = analysis.sayings, analysis.words, analysis.sayings.forms
    of_functions = {name: each for name, each in forms.items() if not is_cell(name)}
    cells = table_variables(analysis.tables, analysis.shown, forms, _asked_cells(analysis))
    return {
        generated.variables: variables_yaml({**variables(of_functions, asked), **cells}),
        generated.shown("figures"): _figures_table(analysis),
        generated.shown("checks"): checks_table(analysis.checks, sayings, words),
        **({generated.shown("revisions"): found.table.markdown} if (found := analysis.revised) else {}),
        **{name: text for chart in analysis.charts for name, text in _shown(chart, generated).items()},
        **{generated.shown("table", name): each.markdown for name, each in analysis.shown.items()},
        **{generated.shown("caption", name): each.caption_markdown for name, each in analysis.shown.items()},
    }


def _asked_cells(analysis: Analysis) -> list[Meant]:
    """The cells of tables that the edition's prose asks for."""
    shapes = {name: table.shape for name, table in analysis.tables.items()}
    return [found for each in analysis.asked["cells"] if (found := meant(shapes, each)) is not None]


def _figures_table(analysis: Analysis) -> str:
    """The table of where numbers come from.

    A table of the brief has one row in it. A cell has one of its own where prose writes it and its table is not shown.
    """
    alone = {each.cell for each in _asked_cells(analysis) if each.cell.split(".")[0] not in analysis.asked["shown"]}
    tabled = [
        Tabled(
            analysis.shown[name].caption, analysis.words.table_size(len(table.rows), len(table.columns)), table.origin
        )
        for name, table in analysis.tables.items()
    ]
    return figures_table(
        {name: each for name, each in analysis.figures.items() if not is_cell(name) or name in alone},
        {name: each for name, each in analysis.answers.items() if not is_cell(name) or name in alone},
        analysis.datasets,
        analysis.checks,
        analysis.sayings,
        analysis.words,
        tabled,
    )


def _shown(chart: Chart, generated: Generated) -> dict[str, str]:
    """The Markdown of a chart: as a numbered picture with its caption, and each of the two alone."""
    return {
        f"{generated.charts}/{chart.name}.md": chart.include(),
        generated.shown("chart", chart.name): chart.shown(),
        generated.shown("caption", chart.name): f"{as_paragraph(chart.credited_caption)}\n",
    }


def _kept(chart: Chart, last: AnalysisRecord) -> Chart:
    """A chart that was not drawn anew, with what it read, and what was seen to be wrong with it, when it was."""
    drawn = last["charts"][chart.name]
    remarks = [Remark(found=each["found"], wanted=each["wanted"]) for each in drawn.get("warnings", ())]
    is_narrow_too = "narrow" in drawn
    return replace(chart, reads=drawn.get("reads", {}), remarks=tuple(remarks), is_narrow_too=is_narrow_too)


def _stale(folder: Path, charts: list[Chart], last: AnalysisRecord) -> list[Chart]:
    """The charts whose picture is not there, not the one that the last record names, or drawn from other files."""
    known, hashes = last.get("charts", {}), last.get("outputs", {})
    stale = []
    for chart in charts:
        before = known.get(chart.name)
        pictures = replace(chart, is_narrow_too=bool(before and "narrow" in before)).pictures
        drawn = before is not None and before["key"] == chart.key
        drawn = drawn and all((folder / each).is_file() for each in pictures)
        reads = before.get("reads", {}) if before else {}
        drawn = drawn and all(digest_of(folder, name) == digest for name, digest in reads.items())
        if not drawn or any(sha256_of((folder / each).read_bytes()) != hashes.get(each) for each in pictures):
            stale.append(chart)
    return stale


def _remove_others(folder: Path, names: Collection[str], generated: Generated) -> None:
    """Remove charts and tables that no function makes any more, so that prose cannot go on showing them."""
    for path in (folder / generated.charts).glob("*"):
        if path.name.partition(".")[0] not in names and path.is_file():
            with writing(path.relative_to(folder).as_posix()):
                path.unlink()


def _remove_wide_only(folder: Path, charts: Iterable[Chart]) -> None:
    """Remove the pictures for phones of charts that have none any more."""
    for name in (chart.narrow_picture for chart in charts if not chart.is_narrow_too):
        with writing(name):
            (folder / name).unlink(missing_ok=True)
