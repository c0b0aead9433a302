"""The command line: the one place that prints, and that turns errors into exit codes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from statbrief import __version__
from statbrief.errors import StatbriefError

if TYPE_CHECKING:
    from statbrief.analysis.write import Written

Parameters = ParamSpec("Parameters")

_folder = click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
_formats = click.option(
    "--to", "formats", multiple=True, type=click.Choice(["html", "pdf"]), help="What to make; may be given twice."
)
_renderer = click.option(
    "--renderer",
    type=click.Choice(["auto", "quarto", "embedded"]),
    default="auto",
    show_default=True,
    help="What turns the prose into pages; auto takes Quarto where it is on the PATH.",
)
_edition = click.option(
    "--edition", default="", metavar="TAG", help="The brief in another language: es takes brief.es.qmd."
)
_strict = click.option("--strict", is_flag=True, help="Make errors of warnings, as CI should.")


def _copy(name: str) -> Callable[[Callable[Parameters, None]], Callable[Parameters, None]]:
    return click.argument(name, type=click.Path(exists=True, dir_okay=False, path_type=Path))


def _reporting(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Print the faults of a `StatbriefError`, one a line, and leave with 1."""

    @wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        signal.signal(signal.SIGTERM, _leave)
        try:
            command(*args, **kwargs)
        except StatbriefError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
        except OSError as problem:  # a file that was there a moment ago, or a folder that may not be looked into
            click.echo(f"{_named(problem)}: file: cannot be read ({problem.strerror or problem})", err=True)
            sys.exit(1)

    return run


def _named(problem: OSError) -> str:
    """The file that could not be read or written, from here where it lies below."""
    named = Path(os.fsdecode(problem.filename)) if isinstance(problem.filename, str | bytes) else Path("statbrief")
    return named.relative_to(Path.cwd()).as_posix() if named.is_relative_to(Path.cwd()) else str(named)


def _leave(number: int, _: object) -> None:
    """End as if interrupted, so that half-made files are removed on the way out."""
    sys.exit(128 + number)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="statbrief")
def main() -> None:
    """Make statistical briefs whose numbers, charts and words are computed from data files.

    DIR is a brief's folder, the current one by default.
    """


@main.command()
@_folder
@_edition
@_formats
@_renderer
@_strict
@_reporting
def build(folder: Path, edition: str, formats: tuple[str, ...], renderer: str, *, strict: bool) -> None:
    """Analyse the brief in DIR, check its prose and render it."""
    _render(folder, edition, formats, renderer, strict=strict)


@main.command()
@_folder
@_edition
@_reporting
def analyse(folder: Path, edition: str) -> None:
    """Compute the figures of the brief in DIR, their words and charts.

    Reads data/ and analysis/; writes _variables.yml and _generated/. As Quarto's pre-render step, takes the editions
    that Quarto is about to render.
    """
    from statbrief.project.project import document_of
    from statbrief.renderers.quarto import SEALS
    from statbrief.renderers.quarto_steps import documents_to_render

    if SEALS in os.environ:  # whoever called Quarto has analysed
        return
    waiting = None if edition else documents_to_render(os.environ)
    for document in [document_of(folder, edition)] if waiting is None else waiting:
        written = _analyse(folder, document)
        if written is None:
            click.echo("analysis: nothing has changed")
        else:
            click.echo(f"analysis: {_figures(folder, document)}, {len(written.drawn)} drawn")
        _tell_of_charts(folder, document, strict=False)


@main.command()
@_folder
@_edition
@_formats
@_renderer
@_strict
@_reporting
def render(folder: Path, edition: str, formats: tuple[str, ...], renderer: str, *, strict: bool) -> None:
    """Turn the prose of the brief in DIR into pages, in _output/.

    Needs no data/ or analysis/; where there are, an analysis that is out of date is made first, and a number that is
    typed by hand stops the build.
    """
    _render(folder, edition, formats, renderer, strict=strict)


@main.command()
@_folder
@_edition
@_strict
@_reporting
def check(folder: Path, edition: str, *, strict: bool) -> None:
    """Check the brief in DIR: data, derived figures, checks and prose. Makes no pages.

    A number that is typed by hand is a fault: it should come from a variable, or be marked as meant, as in
    [Title 42]{.literal}. Lists the figures that nothing shows; under --strict they are faults too. As Quarto's
    pre-render step, checks the editions that Quarto is about to render.
    """
    from statbrief.errors import raise_all
    from statbrief.project.project import document_of
    from statbrief.renderers.quarto import SEALS
    from statbrief.renderers.quarto_steps import documents_to_render

    if SEALS in os.environ:  # whoever called Quarto has checked
        return
    waiting = documents_to_render(os.environ)
    if waiting is None:
        _check(folder, document_of(folder, edition), strict=strict)
        return
    errors: list[StatbriefError] = []
    for document in waiting:
        try:
            _check(folder, document, strict=strict, before_quarto=True)
        except StatbriefError as error:
            errors.append(error)
    raise_all(errors)


@main.command()
@_copy("old")
@_copy("new")
@click.option(
    "--format",
    "written",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to write it: for a terminal, a pull request or a machine.",
)
def diff(old: Path, new: Path, written: str) -> None:
    """List what a reviewer must read of the brief NEW that is not as in OLD.

    Both are a brief's HTML, PDF or brief.json. Lists figures, each with why it changed, checks, charts,
    datasets and sentences. Exits with 0 when nothing changed, 1 when something did, 2 on an error.
    """
    from statbrief.copies.read import read_copy
    from statbrief.diff.difference import difference, record_of
    from statbrief.diff.report import FORMATS
    from statbrief.verify.verify import printable

    try:
        found = difference(record_of(read_copy(old)), record_of(read_copy(new)))
        text = FORMATS[written](found)
    except StatbriefError as error:
        for fault in error.faults:
            click.echo(printable(str(fault)), err=True)
        sys.exit(2)
    click.echo(text, nl=False)
    sys.exit(1 if found else 0)


@main.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-q", "--quiet", is_flag=True, help="Print no line for each figure.")
def verify(files: tuple[Path, ...], *, quiet: bool) -> None:
    """Let a published brief prove itself: each FILE is its HTML, its PDF or its brief.json, from anywhere.

    Evaluates every formula and range again, holds the files inside against the figures, and every number in the
    text against the record. Executes nothing of the file. Exits with 0 only if all of them hold. That proves that a
    copy is consistent in itself, not who made it: compare the record's SHA-256 with the one that its publisher names.
    """
    held = [_holds(file, quiet=quiet) for file in files]  # each one is told of
    if not all(held):
        sys.exit(1)


@main.command()
@_folder
@_reporting
def editions(folder: Path) -> None:
    """Compare the editions of the brief in DIR, as they were built: all must be of the same numbers.

    Figures, ranges, formulas, datasets, checks, charts and the files that they come from must be the same. Says which
    figures the prose of one edition tells and that of another does not.
    """
    from statbrief.errors import CopyError, Fault
    from statbrief.pages.editions import contradictions, documents, read_published, told

    folder = folder.resolve()
    first, *others = documents(folder) or [""]
    if not others:
        click.echo("editions: there is but one")
        return
    one, known = read_published(folder, first), told(folder, first)
    for document in others:
        other, found = read_published(folder, document), told(folder, document)
        if wrong := [Fault(file=document, what=what, found=why) for what, why in contradictions(one, other)]:
            raise CopyError(wrong)
        counted = (_count(len(other[part]), part[:-1]) for part in ("figures", "datasets", "checks", "charts"))
        click.echo(f"{document}: as {first}, {', '.join(counted)}")
        for told_by, names in ((document, found - known), (first, known - found)):
            if names:
                click.echo(f"note: told by {told_by} alone: {', '.join(sorted(names))}")


def _holds(file: Path, *, quiet: bool) -> bool:
    """Tell whether the copy in the file holds, and what was proved."""
    from statbrief.copies.read import read_copy
    from statbrief.verify.verify import printable, verify

    try:
        proved = verify(read_copy(file))
    except StatbriefError as error:
        for fault in error.faults:
            click.echo(printable(str(fault)), err=True)
        return False
    for line in () if quiet else proved.lines:
        click.echo(str(line))
    for fault in proved.faults:
        click.echo(str(fault), err=True)
    click.echo(proved.summary)
    return proved.holds


@main.command()
@_folder
@_edition
@_reporting
def seal(folder: Path, edition: str) -> None:
    """Seal the pages of the brief in DIR: its record and its data go inside.

    `build` and `render` do it themselves; after a plain `quarto render` this is the project's post-render step. Pages
    that are sealed stay as they are.
    """
    from statbrief.pages.seal.after_quarto import seal_output

    folder = folder.resolve()
    written = seal_output(folder, os.environ, edition)
    if written:
        click.echo(f"sealed: {', '.join(path.name for path in written)}")


def _check(folder: Path, document: str, *, strict: bool, before_quarto: bool = False) -> None:
    """Check one document and say what was found; `before_quarto`, write what its pages are to say of their build."""
    from statbrief.errors import Fault, ProseError
    from statbrief.pages.check import check_for, check_prose
    from statbrief.pages.render import with_mark
    from statbrief.project.project import read_project
    from statbrief.record.latest import BUILD, figures_shown, has_analysis
    from statbrief.renderers.quarto import write_build
    from statbrief.typed.find import unused_figures

    _analyse(folder, document)
    _tell_of_charts(folder, document, strict=strict)
    if before_quarto:
        prose, marked = check_for(read_project(folder.resolve(), document), quarto=True)
    else:
        prose, marked = check_prose(folder, document=document)
    project = prose.project
    if has_analysis(folder):
        click.echo(f"analysis: {_figures(folder, document)}")
    click.echo("prose: every variable, include and shortcode is known")
    click.echo(f"numbers: {_numbers(marked)}")
    unused = ", ".join(unused_figures(prose, figures_shown(project.folder, project.generated)))
    if unused and strict:
        wanted = "write them, or take them out"
        raise ProseError(Fault(file=document, what="figures", found=f"used nowhere: {unused}", wanted=wanted))
    if unused:
        click.echo(f"note: used nowhere: {unused}")
    if before_quarto:
        write_build(project, str(with_mark(prose).project.metadata[BUILD]) if has_analysis(folder) else "")


def _render(folder: Path, edition: str, formats: tuple[str, ...], renderer: str, *, strict: bool) -> None:
    from statbrief.analysis.update import bring_analysis_up_to_date
    from statbrief.pages.future import refuse_the_future
    from statbrief.pages.render import render_project
    from statbrief.project.language import language_of
    from statbrief.project.project import document_of, read_project
    from statbrief.record.latest import has_analysis

    project = read_project(folder.resolve(), document_of(folder, edition))
    bring_analysis_up_to_date(project.folder, project.document, language_of(project.metadata))
    refuse_the_future(project)
    _tell_of_charts(project.folder, project.document, strict=strict)
    rendered = render_project(project, formats, renderer, strict=strict)
    for warning in rendered.warnings:
        click.echo(f"warning: {warning}", err=True)
    if has_analysis(project.folder):
        click.echo(f"analysis: {_figures(project.folder, project.document)}")
        click.echo(f"numbers:  {_numbers(rendered.marked)}")
    click.echo(f"renderer: {f'embedded ({rendered.instead})' if rendered.instead else rendered.renderer}")
    for note in rendered.notes:
        click.echo(f"note:     {note}")
    click.echo(f"files:    {', '.join(path.relative_to(project.folder).as_posix() for path in rendered.files)}")


def _tell_of_charts(folder: Path, document: str, *, strict: bool) -> None:
    """Say again what a reader of the charts may stumble over, drawn now or before; under `strict` it is wrong."""
    from statbrief.errors import ChartingError
    from statbrief.files.paths import Generated
    from statbrief.project.edition import edition_of
    from statbrief.record.latest import chart_warnings

    warnings = chart_warnings(folder, Generated(edition_of(document)))
    if warnings and strict:
        raise ChartingError(warnings)
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)


def _analyse(folder: Path, document: str) -> Written | None:
    """Bring the analysis for a document up to date; None when nothing had changed."""
    from statbrief.analysis.update import bring_analysis_up_to_date
    from statbrief.files.paths import PROJECT_FILE
    from statbrief.pages.future import refuse_the_future
    from statbrief.project.project import read_project

    written = bring_analysis_up_to_date(folder, document)
    if (folder / PROJECT_FILE).is_file() and (folder / document).is_file():
        refuse_the_future(read_project(folder, document))
    return written


def _figures(folder: Path, document: str) -> str:
    """What the last analysis for a document found, in half a line."""
    from statbrief.files.paths import Generated
    from statbrief.project.edition import edition_of
    from statbrief.record.latest import read_record

    record = read_record(folder, Generated(edition_of(document)))
    return ", ".join(
        [
            _count(len(record.get("figures", {})), "figure"),
            f"{_count(len(record.get('checks', {})), 'check')} passed",
            _count(len(record.get("charts", {})), "chart"),
        ]
    )


def _numbers(marked: int) -> str:
    return f"none typed by hand, {marked} marked as meant"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
