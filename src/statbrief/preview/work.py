"""A process of a preview that stays warm: it has loaded what one step takes, and does it whenever it is told.

`python -m statbrief.preview.work STEP` reads jobs from its standard input and writes what it made to its standard
output, pickled, each behind its length. It ends when nobody is left to tell it more. Pages are made in the process
itself, which runs no code of a brief's. The analysis runs in a copy of the process, where one can be made: so each
begins without what the last one left of a brief's own modules, and one that takes too long can be stopped.
"""

from __future__ import annotations

import gc
import os
import pickle
import selectors
import signal
import struct
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import FileIO, RawIOBase
from typing import Any, BinaryIO, NoReturn

from statbrief.each.workers import can_copy
from statbrief.preview.made import (
    Job,
    Made,
    analysed,
    as_in_brief,
    done,
    is_analysed,
    printed,
    still_analysed,
    web_page,
)
from statbrief.preview.warm import warm_up

LENGTH = struct.Struct("!Q")
"""What stands before each message: how many bytes it has."""
STOP = "stop"
"""Told to who analyses, in the place of a job: what was saved meanwhile will be analysed instead."""
WARM = "warm"
"""Told to who analyses, in the place of a job, when there is time to load what that takes."""
_NEW_OBJECTS = 500_000
"""Between two searches for rubbish."""


def main(step: str) -> None:
    """Do one step for whoever is at the other end, until nobody is."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
    way = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a brief's code prints is no answer
    jobs = FileIO(sys.stdin.fileno(), "rb", closefd=False)
    if step == "analysis":
        _analyse(jobs, way)
        return
    _load_for_pages()
    while (job := told(jobs)) is not None:
        tell(way, _in_brief(done(_PAGES[step], job), job))


def tell(way: BinaryIO, message: object) -> None:
    """Write a message."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    way.write(LENGTH.pack(len(data)) + data)
    way.flush()


def told(way: RawIOBase) -> Any:  # noqa: ANN401 -- whatever it is
    """The next message; None where there is none."""
    head = _read(way, LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = _read(way, length)
    return pickle.loads(data) if len(data) == length else None  # noqa: S301 -- from this program itself


def _read(way: RawIOBase, length: int) -> bytes:
    """So many bytes, fewer where there are no more; and none that comes after them, which is another's to see."""
    found = b""
    while len(found) < length and (more := way.read(length - len(found))):
        found += more
    return found


_PAGES: Mapping[str, Callable[[Job], Made]] = {"page": web_page, "print": printed}


def _in_brief(made: Made, job: Job) -> Made:
    folder = job.folder
    return as_in_brief(made, folder.relative_to(folder.parent.parent.parent).as_posix())


@contextmanager
def _ending_at_once() -> Iterator[None]:
    """Leave nothing to be done when the process is ended: libraries that are being loaded bear no exception.

    What is loaded was not used yet, so there is nothing to tidy up.
    """
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@_ending_at_once()
def _load_for_pages() -> None:
    import typst  # noqa: F401

    import statbrief.renderers.embedded.render
    import statbrief.typed_by_hand.typed_numbers  # noqa: F401
    from statbrief.pages.seal.seal import prepare

    prepare()


@_ending_at_once()
def _load_for_analysis() -> None:
    import statbrief.analysis.prepared
    import statbrief.analysis.write  # noqa: F401
    from statbrief.charts.draw import load_matplotlib

    load_matplotlib()
    _keep()


def _keep() -> None:
    """Share with copies what is there, as long as nobody counts through it."""
    gc.collect()
    gc.freeze()


def _analyse(jobs: RawIOBase, way: BinaryIO) -> None:
    while (job := told(jobs)) is not None:
        if job == WARM:
            _load_for_analysis()
            warm_up()
            _keep()
        elif job != STOP:  # which comes too late
            _tell_analysed(job, jobs, way)


def _tell_analysed(job: Job, jobs: RawIOBase, way: BinaryIO) -> None:
    try:
        is_current = is_analysed(job)
    except Exception:  # noqa: BLE001 -- whatever it is, it is told of what comes next
        is_current = False
    if is_current or not can_copy():
        tell(way, _in_brief(done(still_analysed if is_current else analysed, job), job))
        return
    _load_for_analysis()
    found = _copied(job, jobs)
    tell(way, found if found is None else _in_brief(found, job))


def _copied(job: Job, jobs: RawIOBase) -> Made | None:
    """What a copy of this process makes; None where it was stopped."""
    told_by, telling = os.pipe()
    with warnings.catch_warnings():  # of threads, which Python sees only now: numpy's own, which mind it
        warnings.simplefilter("ignore", DeprecationWarning)
        copy = os.fork()
    if not copy:
        _work(job, telling)
    os.close(telling)
    try:
        with suppress(ProcessLookupError, PermissionError):
            os.setpgid(copy, copy)
        with os.fdopen(told_by, "rb", buffering=0) as answer:
            return _answer(job, answer, jobs)
    finally:
        for end in (os.killpg, os.kill):  # it may have copies of its own
            with suppress(ProcessLookupError, PermissionError):
                end(copy, signal.SIGKILL)
        os.waitpid(copy, 0)


def _answer(job: Job, answer: RawIOBase, jobs: RawIOBase) -> Made | None:
    with selectors.DefaultSelector() as selector:
        selector.register(answer, selectors.EVENT_READ)
        selector.register(jobs, selectors.EVENT_READ)
        while True:
            ready = [key.fileobj for key, _ in selector.select()]
            if jobs in ready:
                if told(jobs) is None:
                    sys.exit(0)
                return None  # nothing but to stop is told before an answer
            if answer in ready:
                found = told(answer)
                return found if isinstance(found, Made) else _lost(job)


def _lost(job: Job) -> Made:
    from statbrief.errors import Place

    fault = Place(job.document).fault("analysis", "its process ended without a result", "save again")
    return Made(faults=(fault,))


def _work(job: Job, telling: int) -> NoReturn:
    """What the copy does; it ends here, whatever happens."""
    with suppress(BaseException):
        os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
        with os.fdopen(telling, "wb") as way:
            tell(way, done(analysed, job))
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
