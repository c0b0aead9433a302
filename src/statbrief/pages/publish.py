"""Pages moved to where they belong, all of them complete before the first."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from statbrief.errors import WritingError
from statbrief.files.paths import GENERATED
from statbrief.files.write import move_file
from statbrief.project.project import Project


@contextmanager
def work_folder(folder: Path) -> Iterator[Path]:
    """A folder of the brief's that is gone afterwards; on the same disk as the output, so that moving is atomic."""
    work = folder / GENERATED / f".rendering-{os.getpid()}"
    for left in work.parent.glob(".rendering-*"):
        if not _is_running(left.name.rpartition("-")[2]):
            _remove(left)
    work.mkdir(parents=True)
    try:
        yield work
    finally:
        _remove(work)


def _remove(work: Path) -> None:
    """Removes what was needed on the way; shutil, slow to load, only when there are folders in it."""
    try:
        for path in work.iterdir():
            path.unlink()
        work.rmdir()
    except OSError:
        from shutil import rmtree

        rmtree(work, ignore_errors=True)


def _is_running(process: str) -> bool:
    """Whether there is a process of that number other than this one."""
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except OSError:
        return True  # somebody else's
    return int(process) != os.getpid()


@contextmanager
def writing_pages(name: str) -> Iterator[None]:
    """Turn what the operating system says against writing pages into a `WritingError`."""
    try:
        yield
    except OSError as problem:
        named = Path(problem.filename).name if problem.filename else name
        found = f"cannot write {named}: {problem.strerror or problem}"
        wanted = "the last good pages are untouched"
        raise WritingError.at(name, "file", found, wanted) from problem


def publish(project: Project, work: Path, made: Mapping[str, bytes]) -> list[Path]:
    """Writes files by name, and moves them into the output folder, each replacing its last version in one step.

    All of them are complete in `work` before the first is moved.
    """
    output = project.folder / project.output_dir
    for name, content in made.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_bytes(content)
    with writing_pages(project.output_dir):
        for name in made:
            (output / name).parent.mkdir(parents=True, exist_ok=True)
            move_file(work / name, output / name)
    return [output / name for name in made]
