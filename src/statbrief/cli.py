"""The command line: the one place that prints, and that turns errors into exit codes."""

from __future__ import annotations

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
    from statbrief.analysing import Written
    from statbrief.prose import Prose

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

    return run


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
@_formats
@_renderer
@_reporting
def build(folder: Path, formats: tuple[str, ...], renderer: str) -> None:
    """Analyse the brief in DIR, then render it."""
    _render(folder, formats, renderer)


@main.command()
@_folder
@_reporting
def analyse(folder: Path) -> None:
    """Compute the figures of the brief in DIR, their words and charts.

    Reads data/ and analysis/; writes _variables.yml and _generated/.
    """
    click.echo(_analyse(folder) or "analysis: nothing has changed")


@main.command()
@_folder
@_formats
@_renderer
@_reporting
def render(folder: Path, formats: tuple[str, ...], renderer: str) -> None:
    """Turn the prose of the brief in DIR into pages, in _output/.

    Needs no data/ or analysis/; where there are, an analysis that is out of date is made first.
    """
    _render(folder, formats, renderer)


@main.command()
@_folder
@_reporting
def check(folder: Path) -> None:
    """Check the brief in DIR: data, derived figures, checks and prose. Makes no pages.

    Lists numbers that are typed by hand, as warnings: each should come from a variable, or be marked as meant, as in
    [Title 42]{.literal}. Lists the figures that nothing shows.
    """
    from statbrief.recording import has_analysis
    from statbrief.rendering import check_prose

    _print_if_any(_analyse(folder))
    prose = check_prose(folder)
    click.echo("prose: every variable, include and shortcode is known")
    if has_analysis(folder):
        _report_typed_numbers(prose)


def _report_typed_numbers(prose: Prose) -> None:
    from statbrief.literals import find_typed_numbers, unused_figures
    from statbrief.recording import figures_shown

    typed = find_typed_numbers(prose)
    for fault in typed.faults:
        click.echo(f"warning: {fault}", err=True)
    unused = unused_figures(prose, figures_shown(prose.project.folder))
    if unused:
        click.echo(f"note: used nowhere: {', '.join(unused)}")
    click.echo(f"numbers: {len(typed.faults)} typed by hand, {typed.marked} marked as meant")


def _render(folder: Path, formats: tuple[str, ...], renderer: str) -> None:
    from statbrief.building import bring_analysis_up_to_date, language_of
    from statbrief.project import read_project
    from statbrief.rendering import render_project

    project = read_project(folder.resolve())
    _print_if_any(_summary(bring_analysis_up_to_date(project.folder, language_of(project.metadata))))
    rendered = render_project(project, formats, renderer)
    for warning in rendered.warnings:
        click.echo(warning, err=True)
    files = ", ".join(path.relative_to(project.folder).as_posix() for path in rendered.files)
    click.echo(f"rendered by {rendered.renderer}: {files}")


def _analyse(folder: Path) -> str:
    """Bring the analysis up to date; a summary in one line, or nothing when nothing had changed."""
    from statbrief.building import bring_analysis_up_to_date, language

    return _summary(bring_analysis_up_to_date(folder, language(folder)))


def _print_if_any(text: str) -> None:
    if text:
        click.echo(text)


def _summary(written: Written | None) -> str:
    if written is None:
        return ""
    analysis = written.analysis
    counts = [
        _count(len(analysis.figures), "figure"),
        f"{_count(len(analysis.checks), 'check')} passed",
        f"{_count(len(analysis.charts), 'chart')} ({len(written.drawn)} drawn)",
    ]
    return f"analysis: {', '.join(counts)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
