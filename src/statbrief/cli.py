"""The command line: what may be asked of the program, and which room does it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statbrief import __version__
from statbrief.asked_areas import Asked, build_areas, of_areas, release_areas
from statbrief.asked_pages import prepare_data, render_pages
from statbrief.errors import StatbriefError
from statbrief.new_brief.command import extension, new, schema
from statbrief.options import by_renderer, in_folder, of_copy, of_edition, of_figure, strictly, to_formats
from statbrief.preview.command import preview
from statbrief.terminal import refuse_gone_folder, reporting, tell, warn

if TYPE_CHECKING:
    from statbrief.errors import Fault
    from statbrief.pages.check import Checked
    from statbrief.project.project import Project
    from statbrief.renderers.quarto import Quarto


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="statbrief")
def main() -> None:
    """Make statistical briefs whose numbers, charts and words are computed from data files.

    DIR is a brief's folder, the current one by default.
    """
    refuse_gone_folder()


@main.command()
@in_folder
@of_edition
@to_formats
@by_renderer
@strictly
@of_areas
@reporting
def build(folder: Path, edition: str, formats: tuple[str, ...], renderer: str, areas: Asked, *, strict: bool) -> None:
    """Analyse the brief in DIR, check its prose and render it.

    With --each, an edition for each area: those are made again for which something has changed, by the embedded
    renderer unless another is named, and go into a folder each, beside an index.html and an editions.json of all. One
    that fails loses only itself; then the exit code is 1.
    """
    if areas:
        build_areas(folder, edition, areas, formats, renderer, is_strict=strict)
    else:
        render_pages(folder, edition, formats, renderer, is_strict=strict)


@main.command()
@in_folder
@reporting
def prepare(folder: Path) -> None:
    """Make the files of data/ that analysis/prepare.py makes of those in source/.

    Each function in it is called like a dataset and returns its table; what its parameters name, it is given as paths
    of files in source/. Where _quarto.yml names this step before rendering, `build` and `render` take it too.
    """
    from statbrief.renderers.quarto_steps import is_done_by_caller

    if not is_done_by_caller(os.environ):
        prepare_data(folder)


@main.command()
@in_folder
@of_edition
@click.option("--prepare", "is_prepared", is_flag=True, help="Prepare the data first, as the command prepare does.")
@reporting
def analyse(folder: Path, edition: str, *, is_prepared: bool) -> None:
    """Compute the figures of the brief in DIR, their words and charts.

    Reads data/ and analysis/; writes _variables.yml and _generated/. As Quarto's pre-render step, takes the editions
    that Quarto is about to render.
    """
    from statbrief.analysis.stale_steps import update_document, warnings_of_charts
    from statbrief.pages.report import of_analysis
    from statbrief.renderers.quarto_steps import documents_to_analyse

    if is_prepared:
        prepare_data(folder)
    for document in documents_to_analyse(os.environ, folder, edition):
        written = update_document(folder, document)
        tell(of_analysis(folder, document, None if written is None else written.drawn))
        warn(warnings_of_charts(folder, document))


@main.command()
@in_folder
@of_edition
@to_formats
@by_renderer
@strictly
@click.option("--prepare", "is_prepared", is_flag=True, help="Prepare the data first, as the command prepare does.")
@reporting
def render(
    folder: Path, edition: str, formats: tuple[str, ...], renderer: str, *, strict: bool, is_prepared: bool
) -> None:
    """Turn the prose of the brief in DIR into pages, in _output/.

    Needs no data/ or analysis/; where there are, an analysis that is out of date is made first, and a number that is
    typed by hand stops the build.
    """
    render_pages(folder, edition, formats, renderer, is_strict=strict, is_prepared=is_prepared)


@main.command()
@in_folder
@of_edition
@strictly
@click.option(
    "--format",
    "written",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="How to write faults: for a terminal, at their lines of a pull request on GitHub, or for a machine.",
)
@reporting
def check(folder: Path, edition: str, written: str, *, strict: bool) -> None:
    """Check the brief in DIR: data, derived figures, checks and prose. Makes no pages.

    A number that is typed by hand is a fault: it should come from a variable, or be marked as meant, as in
    [Route 66]{.literal}. Lists the figures that nothing shows; under --strict they are faults too. As Quarto's
    pre-render step, checks the editions that Quarto is about to render.
    """
    from statbrief.errors import for_each
    from statbrief.pages.fault_formats import FORMATS
    from statbrief.renderers.quarto_steps import documents_to_check

    documents, quarto = documents_to_check(os.environ, folder, edition)
    if written == "text":
        for_each(documents, lambda document: _check(folder, document, quarto, strict=strict))
        return
    faults, warnings, questions = _faults(folder, documents, quarto, strict=strict)
    text = FORMATS[written](faults, warnings, folder.as_posix(), questions)
    tell(text, nl=bool(text))
    sys.exit(1 if faults else 0)


@main.command()
@of_figure
@in_folder
@of_edition
@reporting
def explain(name: str, folder: Path, edition: str) -> None:
    """Tell where FIGURE of the brief in DIR comes from, and where it is used.

    FIGURE is called as in prose: arrests_rise, or by_sector.el_paso.share, which is a cell of a table; tables and
    charts tell what they are made of. Tells its value and range, its formula, all that it is computed from down
    to what sources state and which rows, who agrees, and which figures, checks, charts, tables and lines of the prose
    use it.
    """
    from statbrief.pages.report import of_explanation

    project = _analysed(folder, edition)
    for line in of_explanation(project, name):
        tell(line)


@main.command()
@of_figure
@in_folder
@of_edition
@reporting
def forms(name: str, folder: Path, edition: str) -> None:
    """List what the prose of the brief in DIR may write of FIGURE, ready to be pasted, and how it reads now.

    Of a table, those of all its cells. Forms with digits in their names, such as value_3, and most forms of periods are
    made when the prose asks for them; docs/forms.md of the project lists them.
    """
    from statbrief.pages.report import of_forms

    project = _analysed(folder, edition)
    tell("\n".join(of_forms(project, name)))


@main.command()
@of_copy("old")
@of_copy("new")
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

    Both are a brief's HTML, PDF or brief.json. Of two editions, says from which period to which the data moved on, and
    what was revised of periods that both have. Lists figures, each with why it changed, checks, charts, datasets and
    sentences; not what moved on with the data, and is otherwise as it was. (A record alone has no data: it is compared
    without cells, unless it was kept with them in published/.) Of two folders with the editions of areas, says which
    areas changed, and what changed in several of them once. Exits with 0 when nothing changed, 1 when something did, 2
    on an error.
    """
    from statbrief.diff.told import compared

    try:
        found, text = compared(old, new, written)
    except StatbriefError as error:
        tell(str(error), err=True)
        sys.exit(2)
    tell(text, nl=False)
    sys.exit(1 if found else 0)


@main.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-q", "--quiet", is_flag=True, help="Print no line for each figure.")
@click.option(
    "--data",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file of data that the copies are too small to carry; may be given several times.",
)
@click.option(
    "--sha256",
    metavar="HEX",
    default="",
    help="The SHA-256 of the record, as the publisher posted it: a copy with another record fails.",
)
def verify(files: tuple[Path, ...], data: tuple[Path, ...], sha256: str, *, quiet: bool) -> None:
    """Let a published brief prove itself: each FILE is its HTML, its PDF or its brief.json, from anywhere.

    Evaluates every formula and range again, holds the files inside against the figures, and every number in the
    text against the record. Executes nothing of the file. Exits with 0 only if all of them hold. That proves that a
    copy is consistent in itself, not who made it: compare the record's SHA-256 with the one that its publisher names,
    or give that by --sha256. Words, looks and numbers that lead to no figure are proved by nothing else.

    Data that are too large for a copy are not in it: which they are is told, and what was not held against them. Give
    such a file by --data, and it is, if it is the one.
    """
    posted = sha256.strip().lower()
    held = [_holds(file, data, posted, quiet=quiet) for file in files]  # each one is told of
    if not all(held):
        sys.exit(1)


@main.command()
@in_folder
@reporting
def editions(folder: Path) -> None:
    """Compare the editions of the brief in DIR, as they were built: all must be of the same numbers.

    Figures, ranges, formulas, datasets, checks, charts and the files that they come from must be the same. Says which
    figures the prose of one edition tells and that of another does not.
    """
    from statbrief.pages.editions import agreements
    from statbrief.pages.report import of_editions

    for line in of_editions(agreements(folder)):
        tell(line)


@main.command()
@in_folder
@click.option("--correction", is_flag=True, help="Keep it beside another record of the same period, as a correction.")
@click.option("--each", is_flag=True, help="The editions of all areas, as statbrief build --each made them.")
@reporting
def release(folder: Path, *, correction: bool, each: bool) -> None:
    """Keep the records of the brief in DIR, as it was built last, in published/; put what goes out into release/.

    Each edition has one for each period, such as published/2015-12.json, and beside them the data are kept that travel
    inside the pages: what later editions say otherwise of the same period is told as revised. Nothing there is written
    over. Pages, records and companions go into a folder such as release/2015-12/, with an index.json of their sizes,
    SHA-256, media types and editions. Fails where the pages are not of what is there now, do not verify, or another
    record of the period was kept.

    With --each, the editions of areas: the records of each in published/<area>/, its files in release/2015-12/<area>/,
    beside the list of all. Nothing is kept where anything of any area is wrong.
    """
    if each:
        release_areas(folder, is_correction=correction)
        return
    from statbrief.pages.release import release as keep
    from statbrief.pages.report import of_release

    for line in of_release(keep(folder, is_correction=correction)):
        tell(line)


def _holds(file: Path, data: Sequence[Path], posted: str, *, quiet: bool) -> bool:
    """Tell whether the copy in the file holds, and what was proved; `posted` is its record's SHA-256, if known."""
    from statbrief.copies.read import read_copy
    from statbrief.verify.outside import given
    from statbrief.verify.verify import verify

    try:
        proved = verify(given(read_copy(file), {each: str(each) for each in data}), posted)
    except StatbriefError as error:
        tell(str(error), err=True)
        return False
    for line in () if quiet else (*proved.lines, *proved.answers):
        tell(str(line))
    for fault in proved.faults:
        tell(str(fault), err=True)
    for left_out in proved.outside:
        tell(left_out)
    tell(proved.summary)
    return proved.holds


@main.command()
@in_folder
@of_edition
@reporting
def seal(folder: Path, edition: str) -> None:
    """Seal the pages of the brief in DIR: its record and its data go inside.

    `build` and `render` do it themselves; after a plain `quarto render` this is the project's post-render step. Pages
    that are sealed stay as they are.
    """
    from statbrief.pages.seal.after_quarto import seal_output

    folder = folder.resolve()
    written = seal_output(folder, os.environ, edition)
    if written:
        tell(f"sealed: {', '.join(path.name for path in written)}")


def _analysed(folder: Path, edition: str) -> Project:
    """The brief, once its analysis is up to date."""
    from statbrief.analysis.stale_steps import update_edition

    return update_edition(folder, edition)


def _check(folder: Path, document: str, quarto: Quarto | None, *, strict: bool) -> None:
    from statbrief.pages.report import of_check

    for line in of_check(folder, _checked(folder, document, quarto, warn, strict=strict)):
        tell(line)


def _faults(
    folder: Path, documents: Iterable[str], quarto: Quarto | None, *, strict: bool
) -> tuple[Sequence[Fault], Sequence[Fault], Sequence[Fault]]:
    """All that is wrong with some editions, what readers of charts may stumble over, and what the data leave open.

    Under `strict` that is wrong, too.
    """
    from statbrief.errors import for_each

    warnings: list[Fault] = []
    questions: dict[Fault, None] = {}

    def look_at(document: str) -> None:
        checked = _checked(folder, document, quarto, warnings.extend, strict=strict)
        questions.update(dict.fromkeys(checked.questions))

    try:
        for_each(documents, look_at)
    except StatbriefError as error:
        return error.faults, warnings, list(questions)
    return (), warnings, list(questions)


def _checked(
    folder: Path, document: str, quarto: Quarto | None, warn: Callable[[Sequence[Fault]], None], *, strict: bool
) -> Checked:
    """What a check finds of an edition, whose analysis is brought up to date; raises all that is wrong."""
    from statbrief.analysis.stale_steps import update_document, warnings_of_charts
    from statbrief.errors import ProseError
    from statbrief.pages.check import check_document

    update_document(folder, document)
    warn(warnings_of_charts(folder, document, strict=strict))
    checked = check_document(folder, document, strict=strict, quarto=quarto)
    if checked.faults:
        raise ProseError(checked.faults)
    return checked


for command in (new, extension, preview, schema):
    main.add_command(command)
