"""The command `statbrief preview`."""

from __future__ import annotations

from pathlib import Path

import click

from statbrief.errors import RefusedError
from statbrief.options import in_folder, of_edition
from statbrief.terminal import reporting


def _template(_: click.Context, __: click.Parameter, asked: str) -> str:
    from statbrief.preview.editors import template_of

    try:
        return template_of(asked)
    except RefusedError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@in_folder
@of_edition
@click.option("--port", type=click.IntRange(1, 65535), help="Where to listen; a free one from 4200 on by default.")
@click.option("--browser/--no-browser", default=True, help="Whether to open the page in the browser; it is by default.")
@click.option(
    "--editor",
    default="vscode",
    show_default=True,
    envvar="STATBRIEF_EDITOR",
    show_envvar=True,
    metavar="NAME",
    callback=_template,
    help="Where a click on a fault opens its line: an editor's name, none, or an address such as"
    " my-editor://{path}:{line}:{column}.",
)
@reporting
def preview(folder: Path, edition: str, port: int | None, editor: str, *, browser: bool) -> None:
    """Show the brief in DIR in the browser, and follow each save.

    The web page, the PDF, or both beside each other, each with the save that it is of; the place that is being read is
    kept. What is wrong is listed over the last good page. Made by the embedded renderer (`quarto preview` shows what
    Quarto makes), in _generated/preview/: nothing is sealed, verified or published, and no companion is made. Reachable
    from this machine alone. Ends with Ctrl-C.
    """
    from statbrief.preview.run import run

    run(folder.resolve(), edition, port, editor, is_opened=browser)
