"""Processes that stay warm: copies of this one, which has loaded all that the work takes, and does none of it itself.

Each copy is told which piece of work is next, and hands over what came of it, pickled. One that ends by itself, or is
ended, loses the piece that it had; another takes its place. Where processes cannot be copied safely, the work is done
here, one piece after the other.
"""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import selectors
import signal
import socket
import struct
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from statbrief.files.side_by_side import ENDING, end_after

Piece = TypeVar("Piece")
Result = TypeVar("Result")
LENGTH = struct.Struct("!Q")
_FLAG = struct.Struct("!?")
MOST_GROWN = 140 << 20
"""Bytes of its own by which a copy may grow: then another takes its place, for libraries keep what is of no use to it.

What it shares with others does not count.
"""
_NOW_AND_THEN = 4
"""Pieces of work, after each so many of which the memory is looked at."""
_YOUNG = 20_000
"""New objects, upon which a copy looks for rubbish among them: at each 700, as Python does, it takes twice as long."""
_PATIENCE = 5.0
"""Seconds that a copy has to clean up after itself when it is ended."""


class Ended(str):
    """How the process that had a piece of work ended without a result."""

    __slots__ = ()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def can_copy() -> bool:
    """Whether this process can be copied safely: no thread runs, and the system's libraries stand it."""
    return hasattr(os, "sched_getaffinity") and threading.active_count() == 1


def each_done(
    pieces: Sequence[Piece], do: Callable[[Piece], Result], workers: int
) -> Iterator[tuple[Piece, Result | Ended]]:
    """Each piece of work as soon as it is done, with its result, or how the process that had it ended.

    `do` runs in as many copies of this process as there are `workers`, and raises nothing. When the caller stops
    asking, the copies are ended.
    """
    if not can_copy():
        yield from ((piece, do(piece)) for piece in pieces)
        return
    gc.collect()
    gc.freeze()  # what is there is shared with the copies as long as nobody counts through it
    crew = _Crew(lambda number: do(pieces[number]))
    try:
        waiting = list(range(len(pieces)))[::-1]
        for place in range(min(workers, len(pieces))):
            crew.start(place, waiting.pop())
        while crew.busy:
            for place, number, result in crew.finished():
                yield pieces[number], result
                if waiting:
                    crew.go_on(place, waiting.pop())
    finally:
        crew.end()
        gc.unfreeze()


def ending(status: int) -> str:
    """How a process ended, by its exit code, which is below zero where a signal ended it.

    >>> ending(-9), ending(3)
    ('was ended by SIGKILL', 'ended with status 3')
    """
    return f"was ended by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"


class _Worker:
    """A copy of this process: its number, the way to it, and the piece that it has."""

    def __init__(self, process: int, way: socket.socket, place: int) -> None:
        self.process, self.way, self.place = process, way, place
        self.number = -1
        self.received = b""


class _Crew:
    """The copies that work, by the place that each of them has."""

    def __init__(self, do: Callable[[int], object]) -> None:
        self.do = do
        self.workers: dict[int, _Worker] = {}
        self.selector = selectors.DefaultSelector()

    @property
    def busy(self) -> bool:
        """Whether any of them has a piece of work."""
        return any(each.number >= 0 for each in self.workers.values())

    def start(self, place: int, number: int) -> None:
        """Let a new copy at this place begin with a piece of work."""
        ours, theirs = socket.socketpair()
        held = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)  # or the copy could be there, and nobody know of it
        try:
            with warnings.catch_warnings():  # of threads, which Python sees only now: numpy's own, which mind it
                warnings.simplefilter("ignore", DeprecationWarning)
                process = os.fork()
            if not process:
                for each in (ours, *(other.way for other in self.workers.values())):
                    each.close()
                self.selector.close()
                _work(self.do, theirs, place, held)
            theirs.close()
            worker = self.workers[place] = _Worker(process, ours, place)
            self.selector.register(ours, selectors.EVENT_READ, worker)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)
        self._tell(worker, number)

    def go_on(self, place: int, number: int) -> None:
        """Give the copy at this place its next piece; a new copy where that one is gone."""
        if place in self.workers:
            self._tell(self.workers[place], number)
        else:
            self.start(place, number)

    def finished(self) -> Iterator[tuple[int, int, Any]]:
        """The places whose copies have done their piece, with its number and what came of it."""
        for key, _ in self.selector.select():
            worker: _Worker = key.data
            number = worker.number
            if (message := _message(worker)) is None:
                continue
            worker.number = -1
            if not message:
                yield worker.place, number, Ended(self._buried(worker))
                continue
            (has_grown,) = _FLAG.unpack_from(message)
            if has_grown:
                self._buried(worker)
            yield worker.place, number, pickle.loads(message[_FLAG.size :])  # noqa: S301 -- from this program itself

    def end(self) -> None:
        """End all copies: those that work are told to stop, and are ended where they do not."""
        for worker in self.workers.values():
            worker.way.close()
            with suppress(ProcessLookupError):
                os.kill(worker.process, signal.SIGTERM if worker.number >= 0 else signal.SIGKILL)
        for worker in self.workers.values():
            _waited_for(worker.process)
        self.workers.clear()
        self.selector.close()

    def _tell(self, worker: _Worker, number: int) -> None:
        worker.number = number
        with suppress(BrokenPipeError, ConnectionResetError):  # it is gone, which is seen when it is asked
            worker.way.sendall(LENGTH.pack(number))

    def _buried(self, worker: _Worker) -> str:
        """How a copy ended that is gone."""
        self.selector.unregister(worker.way)
        worker.way.close()  # upon which one that waits to be told more ends
        del self.workers[worker.place]
        _, status = os.waitpid(worker.process, 0)
        return ending(os.waitstatus_to_exitcode(status))


def _message(worker: _Worker) -> bytes | None:
    """What a copy tells, once all of it is there; nothing where the copy is gone."""
    try:
        found = worker.way.recv(1 << 20)
    except ConnectionResetError:
        found = b""
    worker.received += found
    if not found:
        worker.received = b""
        return b""
    if len(worker.received) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack_from(worker.received)
    message = worker.received[LENGTH.size :]
    if len(message) < length:
        return None
    worker.received = b""
    return message


def _waited_for(process: int) -> None:
    """Wait until a process has ended; end it where that takes long."""
    import time

    deadline = time.monotonic() + _PATIENCE
    while os.waitpid(process, os.WNOHANG) == (0, 0):
        if time.monotonic() > deadline:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            return
        time.sleep(0.02)


def _work(do: Callable[[int], object], way: socket.socket, place: int, held: set[Any]) -> NoReturn:
    """What a copy does, until nobody tells it more. It ends here."""

    def work() -> None:
        own = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {own[place % len(own)]})  # the others have theirs: what it runs shares this one
        gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
        growth = Growth()
        while told := _received(way, LENGTH.size):
            found = pickle.dumps(do(*LENGTH.unpack(told)), pickle.HIGHEST_PROTOCOL)
            message = _FLAG.pack(growth.is_too_much()) + found
            way.sendall(LENGTH.pack(len(message)) + message)

    end_after(work, held)


class Growth:
    """How much more memory this process has for itself alone than when it began."""

    def __init__(self) -> None:
        self._begun, self._resident, self._asked = _size(), _resident(), 0

    def is_too_much(self) -> bool:
        """Whether it is too much, asked after each piece of work.

        The system counts through all of the memory for it, so it is asked now and then, and when there is more of it.
        """
        self._asked += 1
        resident = _resident()
        if self._asked % _NOW_AND_THEN and resident - self._resident < MOST_GROWN // _NOW_AND_THEN:
            return False
        self._resident = resident
        return _size() - self._begun > MOST_GROWN


def _resident() -> int:
    """The memory of this process with all that it shares, in bytes; nothing where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * mmap.PAGESIZE
    except (OSError, ValueError, IndexError):
        return 0


def _size() -> int:
    """The memory that this process has for itself alone, in bytes; nothing where the system does not tell."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
        return sum(int(each.split()[1]) << 10 for each in lines if each.startswith("Private"))
    except (OSError, ValueError):
        return 0


def _received(way: socket.socket, length: int) -> bytes:
    """So many bytes; nothing where there are no more."""
    found = b""
    while len(found) < length:
        more = way.recv(length - len(found))
        if not more:
            return b""
        found += more
    return found
