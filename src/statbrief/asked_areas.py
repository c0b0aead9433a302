"""`statbrief build --each`: which areas are asked for, and what is told while their editions are made."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from statbrief.characters import printable_lines
from statbrief.terminal import tell

if TYPE_CHECKING:
    from statbrief.each.build import Progress


@dataclass(frozen=True)
class Asked:
    """Of which areas editions are asked for, all or these, by how many processes or which cluster; false of none."""

    is_each: bool = False
    areas: tuple[str, ...] = ()
    workers: int | None = None
    cluster: str = ""

    def __bool__(self) -> bool:
        return self.is_each or bool(self.areas)


def of_areas(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that ask for editions of areas, as `areas`."""

    @wraps(command)
    def run(*args: Any, each: bool, area: tuple[str, ...], workers: int | None, cluster: str, **kwargs: Any) -> None:  # noqa: ANN401
        asked = Asked(each, area, workers, cluster)
        for name in (
            [] if asked else [option for option, value in (("--workers", workers), ("--cluster", cluster)) if value]
        ):
            raise click.UsageError(f"{name} goes with --each")
        if workers and cluster:
            raise click.UsageError("--workers are processes here, and a cluster has its own: leave one of both out")
        command(*args, areas=asked, **kwargs)

    options = (
        click.option(
            "--cluster", default="", metavar="ADDRESS", help="Of a Dask scheduler, whose workers make the editions."
        ),
        click.option("--workers", type=click.IntRange(min=1), help="Processes; as many as processors by default."),
        click.option("--area", multiple=True, metavar="SLUG", help="The edition of one area; may be given again."),
        click.option("--each", is_flag=True, help="An edition for each area, as _quarto.yml says under each."),
    )
    for option in options:
        run = option(run)
    return run


def build_areas(
    folder: Path, edition: str, asked: Asked, formats: tuple[str, ...], renderer: str, *, is_strict: bool
) -> None:
    """Build the editions that are asked for, and tell of each; leaves with 1 where one has failed."""
    from statbrief.each.build import Hands, build_each
    from statbrief.each.making import Wanted
    from statbrief.each.report import faults_of, of_built, warnings_of

    wanted = Wanted(formats, "embedded" if renderer == "auto" else renderer, is_strict)
    told, end = _progress()
    hands = Hands(asked.workers, asked.cluster, told)
    built = build_each(folder, edition, wanted, only=asked.areas, hands=hands)
    end()
    for line in (*warnings_of(built), *faults_of(built)):
        tell(line, err=True)
    for line in of_built(built):
        tell(line)
    if built.failed or built.together or built.unlisted:
        sys.exit(1)


def release_areas(folder: Path, *, is_correction: bool) -> None:
    """Keep the editions of all areas, and tell of each; leaves with 1 where something is wrong with any."""
    from statbrief.each.release import AreasError, release_each
    from statbrief.each.report import faults_of_areas, of_released

    try:
        released = release_each(folder, is_correction=is_correction)
    except AreasError as error:
        for line in faults_of_areas(error.by_area):
            tell(line, err=True)
        sys.exit(1)
    for line in of_released(released):
        tell(line)


def _progress() -> tuple[Callable[[Progress], None], Callable[[], None]]:
    """What tells of each edition, and what ends that: a line each, or on a terminal one that changes."""
    from statbrief.each.report import of_progress

    if not sys.stderr.isatty():
        return lambda progress: tell(of_progress(progress)), lambda: None
    erase = "\r\033[K"
    return (
        lambda progress: click.echo(f"{erase}{printable_lines(of_progress(progress))}", err=True, nl=False),
        lambda: click.echo(erase, err=True, nl=False),
    )
