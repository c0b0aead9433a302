"""The command `statbrief new`, and what else puts files of the program into a brief."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from statbrief.options import in_folder
from statbrief.terminal import reporting, tell


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("more", metavar="", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--data",
    "files",
    metavar="FILE",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table to start from, as CSV; several may follow.",
)
@click.option(
    "--lang",
    default="",
    metavar="TAG",
    help="The brief's language: en, unless this says es, or that of a region, such as es-MX.",
)
@reporting
def new(folder: Path, more: tuple[Path, ...], files: tuple[Path, ...], lang: str) -> None:
    """Write a first draft of a brief into DIR, which is new or empty.

    With --data it is about that table: its description with what was found, first figures, a table, a chart and a page.
    Else it has one reported figure. What a person must still say (sources, units, roundings, what was guessed) stands
    as open questions, which `check` lists, with where and what to write; until they are answered the pages are a draft.
    """
    from statbrief.languages.registry import OF_MESSAGES
    from statbrief.new_brief.write import new_brief

    written = new_brief(folder, (*files, *more), lang or OF_MESSAGES)
    tell(f"new: {folder.as_posix()}/: {', '.join(written)}")
    tell(f"next: statbrief build {shlex.quote(folder.as_posix())}")


@click.command()
@in_folder
@reporting
def extension(folder: Path) -> None:
    """Put Quarto's extension, as this program has it, into the brief in DIR.

    Quarto needs it to render a brief. One of another version, or with other files, is replaced; files that this
    program's has not stay.
    """
    from statbrief.files.extension import lay_extension

    tell(f"extension: {', '.join(lay_extension(folder)) or 'nothing has changed'}")


@click.command()
@click.argument("which", metavar="package|settings", type=click.Choice(["package", "settings"]))
@click.option("--path", "is_path", is_flag=True, help="Print where its file stands, instead of the schema.")
@reporting
def schema(which: str, *, is_path: bool) -> None:
    """Print a JSON Schema for editors and checkers.

    That of package is for data/datapackage.json, that of settings for what _quarto.yml and the front matter say to
    statbrief; other keys of theirs are Quarto's, and pass.
    """
    from statbrief.schemas.editors import SCHEMAS

    file = SCHEMAS[which]
    tell(str(file) if is_path else file.read_text(encoding="utf-8"), nl=is_path)
