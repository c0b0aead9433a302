"""A task that is done apart from this process comes to what it comes to here; and no process is left."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from statbrief.errors import RenderingError
from statbrief.files import side_by_side
from statbrief.files.side_by_side import apart, standing_by

HERE = os.getpid()


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "is_possible", lambda: True)


def nothing() -> None:
    """There is nothing to do meanwhile."""


def children() -> set[str]:
    """The processes that this one made and that are still there, such as a browser that other tests look with."""
    told = list(Path("/proc/self/task").glob("*/children"))
    if not told:
        pytest.skip("this system does not tell them so")
    return {pid for each in told for pid in each.read_text(encoding="ascii").split()}


@pytest.fixture(autouse=True)
def _no_child_is_left() -> Iterator[None]:
    """A process that a task was done in is gone once it is done."""
    before = children()
    yield
    assert children() <= before


def test_the_task_is_done_by_another_process_and_the_rest_here(capfd: pytest.CaptureFixture[str]) -> None:
    """What it prints is seen, what it writes is there, and nothing that it changes in memory."""
    changed: list[str] = []

    def task() -> tuple[int, list[str]]:
        changed.append("there")
        sys.stdout.write("printed by the task\n")
        return os.getpid(), changed

    process, found = apart(task, lambda: changed.append("here"))
    assert process != HERE
    assert found == ["there"]
    assert changed == ["here"]
    assert capfd.readouterr().out == "printed by the task\n"


def test_what_a_brief_is_told_of_is_raised_here() -> None:
    """With all that is wrong, after one try."""

    def task() -> None:
        raise RenderingError.at("brief.qmd", f"process {os.getpid() != HERE}", "is wrong")

    with pytest.raises(RenderingError, match=r"brief\.qmd: process True: is wrong"):
        apart(task, nothing)


@pytest.mark.parametrize("way", ["fails", "leaves", "is ended", "tells what cannot be pickled"])
def test_what_goes_wrong_otherwise_is_done_again_here(way: str, tmp_path: Path) -> None:
    """So that it is told as it would be without another process."""
    tries = tmp_path / "tries"

    def task() -> object:
        with tries.open("a", encoding="utf-8") as file:
            file.write("tried\n")
        if os.getpid() == HERE:
            return "done here"
        if way == "fails":
            raise ZeroDivisionError
        if way == "leaves":
            sys.exit(3)
        if way == "is ended":
            os.kill(os.getpid(), signal.SIGKILL)
        return lambda: None

    assert apart(task, nothing) == "done here"
    assert tries.read_text(encoding="utf-8") == "tried\ntried\n"


def test_an_interrupt_here_ends_the_task_and_lets_it_clear_away(tmp_path: Path) -> None:
    """It is ended as a program is, so that nothing half-made is left."""
    half, is_begun = tmp_path / "half-made", tmp_path / "begun"

    def leave(*_: object) -> None:
        raise SystemExit

    def task() -> None:
        signal.signal(signal.SIGTERM, leave)
        try:
            half.touch()
            is_begun.touch()
            signal.pause()
        finally:
            half.unlink()

    def meanwhile() -> None:
        while not is_begun.exists():
            pass
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apart(task, meanwhile)
    assert is_begun.exists()
    assert not half.exists()


def test_where_no_process_can_be_made_the_task_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is done before it."""

    def no_room() -> int:
        raise BlockingIOError

    done: list[str] = []
    monkeypatch.setattr(os, "fork", no_room)
    assert apart(os.getpid, lambda: done.append("meanwhile")) == HERE
    monkeypatch.setattr(side_by_side, "is_possible", lambda: False)
    assert apart(os.getpid, lambda: done.append("meanwhile")) == HERE
    assert not done


def test_a_copy_that_stands_by_prepares_itself_and_does_the_task_once_it_is_told_of_what() -> None:
    """Meanwhile this process does other things; what is given may be larger than a pipe."""
    prepared: list[str] = []

    def task(given: bytes) -> tuple[int, list[str], int]:
        return os.getpid(), prepared, len(given)

    with standing_by(task, lambda: prepared.append("there")) as begin:
        assert begin is not None
        found = begin(b"x" * 10_000_000)
        process, there, length = found()
    assert process != HERE
    assert (there, length, prepared) == (["there"], 10_000_000, [])


def test_a_copy_that_is_told_of_nothing_is_ended() -> None:
    """So it is where what it would be given was never made."""

    def task(_: bytes) -> int:
        return os.getpid()

    with standing_by(task) as begin:
        assert begin is not None
        assert children()
    with pytest.raises(ZeroDivisionError), standing_by(task) as begin:
        raise ZeroDivisionError


def test_a_copy_that_is_told_late_to_end_goes_on_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a signal raises once the work is done would be raised where the copy was made: a second program went on."""
    went_on, before = tmp_path / "went on", signal.getsignal(signal.SIGTERM)

    def leave(*_: object) -> None:
        raise SystemExit

    @contextmanager
    def late(*errors: type[BaseException]) -> Iterator[None]:
        """What is told to end in the moment in which it has nothing to do any more."""
        with suppress(*errors):
            yield
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGTERM)

    signal.signal(signal.SIGTERM, leave)
    monkeypatch.setattr(side_by_side, "suppress", late)
    try:
        with standing_by(lambda given: (os.getpid(), given)) as begin:
            assert begin is not None
            assert begin("x")()[1] == "x"
    finally:
        if os.getpid() != HERE:
            went_on.touch()
            os._exit(0)
        signal.signal(signal.SIGTERM, before)
    assert not went_on.exists()


def test_a_copy_that_ended_while_it_stood_by_is_done_without() -> None:
    """As one that ends in the middle: the task is done here."""

    def end() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with standing_by(lambda given: (os.getpid(), given), end) as begin:
        assert begin is not None
        assert begin("x" * 10_000_000)() == (HERE, "x" * 10_000_000)


def test_where_no_copy_can_be_made_nobody_stands_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks does it otherwise."""

    def no_room() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", no_room)
    with standing_by(lambda given: given) as begin:
        assert begin is None
    monkeypatch.setattr(side_by_side, "is_possible", lambda: False)
    with standing_by(lambda given: given) as begin:
        assert begin is None
