"""What commands may be told: the arguments and options that several of them have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from statbrief.errors import StatbriefError
from statbrief.terminal import Parameters

in_folder = click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
to_formats = click.option(
    "--to", "formats", multiple=True, type=click.Choice(["html", "pdf"]), help="What to make; may be given twice."
)
by_renderer = click.option(
    "--renderer",
    type=click.Choice(["auto", "quarto", "embedded"]),
    default="auto",
    show_default=True,
    help="What turns the prose into pages; auto takes Quarto where it is on the PATH.",
)
of_edition = click.option(
    "--edition", default="", metavar="TAG", help="The brief in another language: es takes brief.es.qmd."
)
strictly = click.option("--strict", is_flag=True, help="Make errors of warnings, as CI should.")


def _names(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """What of the brief here has a name that begins so, for a shell that completes it."""
    from statbrief.prose.variables import read_variables

    try:
        variables = read_variables(Path(context.params.get("folder") or "."))
    except StatbriefError:
        return []
    return [name for name in variables if name.startswith(begun)]


of_figure = click.argument("name", metavar="FIGURE", shell_complete=_names)


def of_copy(name: str) -> Callable[[Callable[Parameters, None]], Callable[Parameters, None]]:
    """A published brief, or a folder of the editions of areas."""
    return click.argument(name, type=click.Path(exists=True, path_type=Path))
