"""Work that two processes share, where there are two processors: this one, and a copy of it.

What runs here is what computes and keeps to itself: tasks that rest on none of each other, read no more than what is in
memory, write no file and print nothing. Each process takes the next task that is waiting until none is, and what the
copy has found is handed over, pickled. It comes to the same as one task after the other, or to nothing: where a task
fails or says something, or where the copy is ended from outside, the caller is told to do all by itself, and whatever
is wrong is told in the one order that it has there.

A task that is done `apart`, or that a copy is `standing_by` for, may do whatever it likes: write files, print, take
all the memory that there is.
"""

from __future__ import annotations

import io
import os
import pickle
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, NoReturn, TypeVar

from statbrief.errors import StatbriefError

Found = TypeVar("Found")
Given = TypeVar("Given")
Task = Callable[[], object]
_NUMBER = 4
"""Bytes by which a task is called in the pipe of those that wait."""
_MOST = 4096
"""Tasks, whose numbers any system keeps in a pipe that nobody reads yet."""
ENDING = frozenset((signal.SIGINT, signal.SIGTERM))
"""Signals that end a program."""


class _SaidError(Exception):
    """Raised where a task has printed or warned of something."""


def is_possible() -> bool:
    """Whether a copy of this process would have a processor of its own, and can be made safely.

    Where threads run, it cannot. macOS and Windows, whose libraries do not stand being copied, do not tell which
    processors a process may use.
    """
    is_told = hasattr(os, "sched_getaffinity")
    return is_told and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def shared(tasks: Sequence[Task], found: Callable[[], Found], *, first: Task | None = None) -> Found | None:
    """Do all tasks, here or in a copy of this process; what `found` returns there at the end, None where it failed.

    `first` is what this process does before it takes tasks. After a failure some were done here and some were not:
    begin anew.
    """
    if not is_possible() or len(tasks) > _MOST:
        return None
    waiting, ended = os.pipe()
    os.write(ended, b"".join(each.to_bytes(_NUMBER) for each in range(len(tasks))))
    os.close(ended)
    told, telling = os.pipe()
    held = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)  # or the copy could be there, and nobody know of it
    try:
        copy = _copied()
    except OSError:  # there is no room for another process
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        for each in (waiting, told, telling):
            os.close(each)
        return None
    if not copy:
        _work(tasks, waiting, found, telling, held)
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        os.close(telling)
        with _in_silence():
            if first:
                first()
            _take(tasks, waiting)
        handed: Found | None = _received(told)
        return handed  # noqa: TRY300 -- what the copy tells may be cut off
    except Exception:  # noqa: BLE001 -- whatever it is, it will be there again when all is done here
        return None
    finally:
        os.close(waiting)
        os.close(told)
        os.kill(copy, signal.SIGKILL)  # has it ended, its number is still its own: nobody has asked for it
        os.waitpid(copy, 0)


def apart(task: Callable[[], Found], meanwhile: Task) -> Found:
    """What a task returns, and `meanwhile` done: the task in a copy of this process, where that is possible.

    What it loads is gone with the copy. Raises what the task raises; where that is no `StatbriefError`, or where the
    copy is ended from outside, once the task was done here.
    """
    with standing_by(lambda _: task()) as begin:
        if begin is None:
            return task()
        found = begin(None)
        meanwhile()
        return found()


@contextmanager
def standing_by(
    task: Callable[[Given], Found], prepare: Task | None = None
) -> Iterator[Callable[[Given], Callable[[], Found]] | None]:
    """What begins a task with what it is given, once, in a copy of this process that stands by; it gives what waits.

    None where no copy can be made. The copy may `prepare` itself before it is given anything. What waits returns what
    the task does, and raises as `apart`. A copy that is not waited for is ended, and told before to clear away.
    """
    copy = _Apart.started(task, prepare) if is_possible() else None
    if copy is None:
        yield None
        return
    try:
        yield copy.begin
    finally:
        copy.end()


@dataclass
class _Apart(Generic[Given, Found]):
    """A copy of this process that stands by to do a task: where it is given what it needs, and where it tells."""

    task: Callable[[Given], Found]
    process: int
    giving: int
    told: int
    is_ended: bool = False

    @classmethod
    def started(cls, task: Callable[[Given], Found], prepare: Task | None) -> _Apart[Given, Found] | None:
        """A new one; None where there is no room for another process."""
        (given_by, giving), (told, telling) = os.pipe(), os.pipe()
        held = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        try:
            process = _copied()
        except OSError:
            process = None
        if process == 0:
            os.close(giving)
            os.close(told)
            _work_apart(task, prepare, given_by, telling, held)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        os.close(given_by)
        os.close(telling)
        if process is None:
            os.close(giving)
            os.close(told)
            return None
        return cls(task, process, giving, told)

    def begin(self, given: Given) -> Callable[[], Found]:
        """Give it what the task is done with; what comes back waits for what it tells."""
        with suppress(BrokenPipeError), os.fdopen(os.dup(self.giving), "wb") as pipe:
            pickle.dump(given, pipe, pickle.HIGHEST_PROTOCOL)
        return partial(self._found, given)

    def _found(self, given: Given) -> Found:
        """What the task returned, or, where the copy was ended from outside, what it returns here."""
        message: tuple[Found, StatbriefError | None] | None = _received(self.told)
        self.is_ended = True
        if message is None:
            return self.task(given)
        if message[1] is not None:
            raise message[1]
        return message[0]

    def end(self) -> None:
        """Leave nothing of it; one that was not waited for is told before to take away what it has half made."""
        os.close(self.giving)
        os.close(self.told)
        if not self.is_ended:
            os.kill(self.process, signal.SIGTERM)
        os.waitpid(self.process, 0)


def _work_apart(
    task: Callable[[Any], object], prepare: Task | None, given_by: int, telling: int, held: Iterable[int]
) -> NoReturn:
    """What the copy does that is apart. It ends here."""

    def stand_by() -> None:
        if prepare:
            prepare()
        with os.fdopen(given_by, "rb") as pipe:
            given = pickle.load(pipe)  # noqa: S301 -- from this program itself; nothing, where it is not wanted
        try:
            message: tuple[object, StatbriefError | None] = task(given), None
        except StatbriefError as error:
            message = None, error
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        with os.fdopen(telling, "wb") as pipe:
            pickle.dump(message, pipe, pickle.HIGHEST_PROTOCOL)

    end_after(stand_by, held)


def end_after(work: Task, held: Iterable[int]) -> NoReturn:
    """Do what a copy of this process is there for, with the signals `held` back as before it was made, and end it.

    Whatever happens, it goes on nowhere: all else is the business of the process that made it. So the signals that end
    a program are held back once more afterwards. What is made of one, such as `SystemExit`, could come too late to be
    seen here, and a second copy of the whole program would go on.
    """
    status = 1
    try:
        with suppress(BaseException):
            try:
                signal.pthread_sigmask(signal.SIG_SETMASK, held)
                work()
                status = 0
            finally:
                signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    finally:
        os._exit(status)


def _copied() -> int:
    """The number of a copy of this process; 0 in the copy."""
    with warnings.catch_warnings():  # of threads, which Python sees only now: numpy's own, which mind being copied
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _work(
    tasks: Sequence[Task], waiting: int, found: Callable[[], object], telling: int, held: Iterable[int]
) -> NoReturn:
    """What the copy does. It ends here."""

    def share() -> None:
        with _in_silence():
            _take(tasks, waiting)
            message = pickle.dumps(found(), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(telling, "wb") as pipe:
            pipe.write(message)

    end_after(share, held)


def _take(tasks: Sequence[Task], waiting: int) -> None:
    """Do the tasks that the other process has not taken."""
    while number := os.read(waiting, _NUMBER):
        tasks[int.from_bytes(number)]()


def _received(told: int) -> Any:  # noqa: ANN401 -- whatever it has found
    """What the copy tells; None where it has ended without."""
    with os.fdopen(os.dup(told), "rb") as pipe:
        message = pipe.read()
    return pickle.loads(message) if message else None  # noqa: S301 -- from this program itself


@contextmanager
def _in_silence() -> Iterator[None]:
    """Raise `_SaidError` at the end for what was printed, or warned of, meanwhile."""
    said = io.StringIO()
    with warnings.catch_warnings(), redirect_stdout(said), redirect_stderr(said):  # of each warning anew, afterwards
        yield
    if said.getvalue():
        raise _SaidError(said.getvalue())
