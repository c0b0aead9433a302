"""What is printed, and how a command ends: errors become lines and exit codes here, and nowhere else."""

from __future__ import annotations

import atexit
import errno
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from statbrief.characters import printable_lines
from statbrief.errors import StatbriefError

if TYPE_CHECKING:
    from statbrief.errors import Fault

Parameters = ParamSpec("Parameters")

_NEW_OBJECTS = 500_000
"""Between two searches for rubbish: a command makes hundreds of thousands of objects, and keeps nearly all."""
_WARNING = "warning"
_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG))


def reporting(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Print the faults of a `StatbriefError`, one a line, and leave with 1."""

    @wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        signal.signal(signal.SIGTERM, _leave)
        gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
        atexit.register(gc.freeze)  # or Python, which is about to forget everything, looks through it for rubbish
        try:
            command(*args, **kwargs)
        except StatbriefError as error:
            tell(str(error), err=True)
            sys.exit(1)
        except _EndedError as ended:
            sys.exit(ended.status)
        except BrokenPipeError:  # whoever reads has read enough, as head does: click leaves without a word
            raise
        except OSError as problem:  # a file that was there a moment ago, or a folder that may not be looked into
            tell(f"{_named(problem)}: file: cannot be {_done(problem)} ({problem.strerror or problem})", err=True)
            sys.exit(1)

    return run


def refuse_gone_folder() -> None:
    """Leave with 1 where the folder that a command is run in was deleted: nothing can be found from there."""
    try:
        Path.cwd()
    except OSError:
        tell(".: folder: was deleted, or moved away; change to one that is there, as with cd", err=True)
        sys.exit(1)


def _done(problem: OSError) -> str:
    """What could not be done with a file: where there is no room, or none is there to be read, it was to be written."""
    if problem.errno in _NO_ROOM:
        return "written"
    named = problem.filename if isinstance(problem, PermissionError) else None
    is_new = (
        isinstance(named, str | bytes) and not os.path.lexists(named) and os.access(_above(named), os.R_OK | os.X_OK)
    )
    return "written" if is_new else "read"


def _above(named: str | bytes) -> str:
    return str(Path(os.fsdecode(named)).absolute().parent)


def _named(problem: OSError) -> str:
    """The file that could not be read or written, from here where it lies below."""
    named = Path(os.fsdecode(problem.filename)) if isinstance(problem.filename, str | bytes) else Path("statbrief")
    return named.relative_to(Path.cwd()).as_posix() if named.is_relative_to(Path.cwd()) else str(named)


def tell(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print lines; nothing in them steers what shows them.

    On a terminal what a line begins with up to its first colon and space, such as a fault's place, stands out, unless
    `NO_COLOR` is set (see no-color.org). A pipe gets plain lines.
    """
    plain = printable_lines(text)
    shown = "\n".join(_begun(line, is_error=err) for line in plain.split("\n"))
    click.echo(shown, err=err, nl=nl, color=False if os.environ.get("NO_COLOR") else None)


def _begun(line: str, *, is_error: bool) -> str:
    """A line whose beginning stands out: what is wrong in red, what may be in yellow."""
    begun, mark, rest = line.partition(": ")
    if not mark or begun.startswith(" "):
        return line
    colour = ("yellow" if begun == _WARNING else "red") if is_error else None
    return f"{click.style(f'{begun}:', fg=colour, bold=True)} {rest}"


class _EndedError(BaseException):
    """Raised where the system ends the program: not what a brief's own code raises to leave, which is a fault of it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def _leave(number: int, _: object) -> None:
    """End as if interrupted, so that half-made files are removed on the way out."""
    raise _EndedError(128 + number)


def warn(warnings: Iterable[Fault]) -> None:
    """Print what a reader may stumble over, and go on."""
    for warning in warnings:
        tell(f"{_WARNING}: {warning}", err=True)
