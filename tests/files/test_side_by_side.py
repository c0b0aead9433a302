"""Work that two processes share comes to what one makes of it, or to nothing; and no process is left."""

import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from statbrief.files import side_by_side

HERE = os.getpid()
is_possible = side_by_side.is_possible  # before tests have another in its place


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "is_possible", lambda: True)


class Meeting:
    """Lets this process wait for its copy to have begun, and know it."""

    def __init__(self) -> None:
        self.ends = os.pipe()
        self.copy = 0

    def begin(self) -> None:
        """Say so, in the copy."""
        if os.getpid() != HERE:
            os.write(self.ends[1], f"{os.getpid():8}".encode())

    def wait(self) -> None:
        """Wait for it, here."""
        self.copy = int(os.read(self.ends[0], 8))

    def is_over(self) -> bool:
        """Whether the copy is no more."""
        try:
            os.kill(self.copy, 0)
        except ProcessLookupError:
            return True
        return False


def test_each_task_is_done_once_and_what_the_copy_has_found_is_handed_over() -> None:
    """What this process finds stays in its memory."""
    meeting, done = Meeting(), list[int]()

    def task(number: int) -> Callable[[], None]:
        def act() -> None:
            done.append(number)
            meeting.begin()

        return act

    others = side_by_side.shared([task(each) for each in range(100)], lambda: done, first=meeting.wait)
    assert others
    assert sorted([*done, *others]) == list(range(100))
    assert meeting.is_over()


def fail() -> None:
    """Go wrong."""
    raise ValueError


def die() -> None:
    """End as a process does that something else has ended."""
    os.kill(os.getpid(), signal.SIGKILL)


def shown(*_: Any, **__: Any) -> None:  # noqa: ANN401 -- whatever Python says of it
    """Show a warning; tests keep them for themselves."""
    sys.stderr.write("warned")


ODD = {
    "fails": fail,
    "leaves": lambda: sys.exit(0),
    "is ended": die,
    "prints": lambda: sys.stdout.write("here"),
    "warns": lambda: warnings.warn("of something", stacklevel=2),
}


@pytest.mark.parametrize("act", ODD.values(), ids=ODD)
def test_a_copy_that_ends_or_says_something_hands_nothing_over(
    act: Callable[[], None], capfd: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder
) -> None:
    """Nor is anything of it seen; whoever begins anew will see it."""
    meeting = Meeting()

    def task() -> None:
        meeting.begin()
        if os.getpid() != HERE:
            warnings.showwarning = shown
            act()

    assert side_by_side.shared([task], lambda: "found", first=meeting.wait) is None
    assert meeting.is_over()
    assert (*capfd.readouterr(), *recwarn) == ("", "")


@pytest.mark.parametrize("act", [fail, ODD["prints"]], ids=["fails", "prints"])
def test_nothing_is_taken_of_a_copy_where_something_goes_wrong_here(
    act: Callable[[], None], capfd: pytest.CaptureFixture[str]
) -> None:
    """It may have been done already, and is ended."""
    meeting = Meeting()

    def first() -> None:
        meeting.wait()
        act()

    assert side_by_side.shared([meeting.begin], lambda: "found", first=first) is None
    assert meeting.is_over()
    assert capfd.readouterr() == ("", "")


def test_an_interrupt_ends_the_copy_too() -> None:
    """Even one that would go on for ever."""
    meeting = Meeting()

    def first() -> None:
        meeting.wait()
        raise KeyboardInterrupt

    def task() -> None:
        meeting.begin()
        signal.pause()

    with pytest.raises(KeyboardInterrupt):
        side_by_side.shared([task], lambda: "found", first=first)
    assert meeting.is_over()


def test_what_cannot_be_pickled_is_not_handed_over() -> None:
    """A function that is made on the way, for one."""
    meeting = Meeting()
    assert side_by_side.shared([meeting.begin], lambda: lambda: None, first=meeting.wait) is None
    assert meeting.is_over()


def test_where_no_copy_can_be_made_nothing_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """On one processor, and where the system has no room for another process."""
    done: list[int] = []

    def no_room() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", no_room)
    assert side_by_side.shared([lambda: done.append(1)], lambda: done) is None
    monkeypatch.setattr(side_by_side, "is_possible", lambda: False)
    assert side_by_side.shared([lambda: done.append(1)], lambda: done) is None
    assert not done


def test_a_copy_needs_a_second_processor_and_that_no_thread_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a system that tells which processors there are."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    assert is_possible()
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not is_possible()
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1}, raising=False)
    assert not is_possible()
    monkeypatch.delattr(os, "sched_getaffinity")
    assert not is_possible()
