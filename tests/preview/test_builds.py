"""From saves to pages: the newest wins, nothing is missed, and nothing is shown that is of no save."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from awaited import awaited
from briefs import write_brief
from statbrief.errors import Place
from statbrief.preview import builds as module
from statbrief.preview.builds import Builds
from statbrief.preview.made import Job, Made
from statbrief.preview.told import Shown

WRONG = Made(faults=(Place("brief.qmd", 3).fault("var", "no variable is called x"),))


@dataclass
class Stand:
    """In the place of a process: it answers when the test lets it, with what the prose says in its folder."""

    step: str
    made: Callable[[str], Made] = lambda text: Made(content=text.encode())
    asked: list[str] = field(default_factory=list)
    answers: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1000))
    is_stopped: bool = False
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ask(self, job: Job) -> Made | None:
        """What it makes of the prose as it is when it begins; None where it was stopped."""
        async with self._turn:
            text = (job.folder / "brief.qmd").read_text(encoding="utf-8")
            self.asked.append(text)
            self.is_stopped = False
            while self.answers.locked() and not self.is_stopped:  # noqa: ASYNC110 -- two things that nobody tells of
                await asyncio.sleep(0)
            if self.is_stopped:
                return None
            await self.answers.acquire()
            return self.made(text)

    async def started(self) -> None:
        """It needs no start."""

    def warm(self) -> None:
        """It is."""

    def stop(self) -> None:
        """As a process that analyses."""
        self.is_stopped = True

    async def end(self) -> None:
        """It has."""


@dataclass
class Desk:
    """A preview of a small brief, whose saves are told by the test."""

    builds: Builds
    steps: dict[str, Stand]

    def save(self, text: str, *names: str) -> None:
        """Save the prose."""
        (self.builds.folder / "brief.qmd").write_text(text, encoding="utf-8")
        self.builds.save(names or ("brief.qmd",))

    async def until(self, is_so: Callable[[], Any]) -> None:
        """Wait until something is so."""
        while not is_so():  # noqa: ASYNC110 -- whatever it is, nobody tells of it
            await asyncio.sleep(0)

    def shown(self, step: str) -> str:
        """What is shown of a format."""
        picture = self.builds.shown.pictures.get(step)
        return picture.content.decode() if picture else ""

    def hold(self, step: str) -> None:
        """Let a step wait."""
        self.steps[step].answers = asyncio.Semaphore(0)

    def release(self, step: str) -> None:
        """Let a step go on."""
        self.steps[step].answers = asyncio.Semaphore(1000)


@pytest.fixture
def at_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Desk], Awaitable[None]]], None]:
    """Runs what somebody does at a desk where a preview runs."""
    folder = write_brief(tmp_path / "brief")
    (folder / "brief.qmd").write_text("first", encoding="utf-8")

    async def nothing(*_: object) -> Any:  # noqa: ANN401 -- an iterator that never has anything
        await asyncio.Event().wait()
        yield frozenset()

    monkeypatch.setattr(module, "saves", nothing)
    monkeypatch.setattr(module, "sizes_of", lambda _: ((612.0, 792.0),))

    def run(work: Callable[[Desk], Awaitable[None]]) -> None:
        async def at_work() -> None:
            steps = {step: Stand(step) for step in ("analysis", "page", "print")}
            shown = Shown(folder=folder, name="brief", editor="")
            target = folder / "_generated/preview/brief"
            workers: Any = steps
            builds = Builds(folder, target, "brief.qmd", shown, lambda: None, workers)
            running = asyncio.create_task(builds.run())
            desk = Desk(builds, steps)
            await desk.until(lambda: desk.shown("print") == desk.shown("page") == "first" or running.done())
            await work(desk)
            assert not running.done()
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running

        awaited(at_work)

    return run


AtDesk = Callable[[Callable[[Desk], Awaitable[None]]], None]


def test_each_save_is_shown_in_both_formats(at_desk: AtDesk) -> None:
    """With its number, so that whoever looks knows which it is."""

    async def work(desk: Desk) -> None:
        desk.save("second")
        await desk.until(lambda: desk.shown("page") == desk.shown("print") == "second")
        assert {each.save.number for each in desk.builds.shown.pictures.values()} == {2}
        assert desk.builds.shown.newest.kinds == ("prose",)

    at_desk(work)


def test_the_page_waits_for_no_print(at_desk: AtDesk) -> None:
    """Print takes longer: the page of the newest save is shown while the last print is made."""

    async def work(desk: Desk) -> None:
        desk.hold("print")
        desk.save("second")
        await desk.until(lambda: desk.shown("page") == "second")
        desk.save("third")
        await desk.until(lambda: desk.shown("page") == "third")
        assert desk.shown("print") == "first"
        desk.release("print")
        await desk.until(lambda: desk.shown("print") == "third")

    at_desk(work)


def test_saves_during_a_build_are_not_missed_and_the_newest_wins(at_desk: AtDesk) -> None:
    """What was saved in between needs no page."""

    async def work(desk: Desk) -> None:
        desk.hold("page")
        desk.save("second")
        await desk.until(lambda: "second" in desk.steps["page"].asked)
        desk.save("third")
        desk.save("fourth")
        desk.release("page")
        await desk.until(lambda: desk.shown("page") == desk.shown("print") == "fourth")
        assert "third" not in desk.steps["page"].asked

    at_desk(work)


def test_an_analysis_of_what_is_no_more_is_stopped(at_desk: AtDesk) -> None:
    """Code that never ends is, too, once it is mended; a save of the prose stops nothing."""

    async def work(desk: Desk) -> None:
        desk.hold("analysis")
        desk.save("second", "analysis/derived.py")
        await desk.until(lambda: "second" in desk.steps["analysis"].asked)
        stopped = []
        for text, name in {"third": "brief.qmd", "fourth": "analysis/derived.py"}.items():
            desk.save(text, name)
            stopped.append(desk.steps["analysis"].is_stopped)
        assert stopped == [False, True]
        desk.release("analysis")
        await desk.until(lambda: desk.shown("page") == "fourth")

    at_desk(work)


def test_what_is_wrong_leaves_the_last_good_page(at_desk: AtDesk) -> None:
    """Until it is mended, in both formats: who knows more of the prose is the page."""

    async def work(desk: Desk) -> None:
        page = desk.steps["page"]
        page.made = lambda text: WRONG if text == "wrong" else Made(content=text.encode())
        desk.save("wrong")
        await desk.until(lambda: desk.builds.shown.faults and not desk.builds.shown.making)
        assert desk.shown("page") == desk.shown("print") == "first"
        desk.save("mended")
        await desk.until(lambda: desk.shown("page") == desk.shown("print") == "mended")
        assert desk.builds.shown.faults == []

    at_desk(work)


def test_data_that_are_wrong_make_no_pages(at_desk: AtDesk) -> None:
    """They would be of the numbers before."""

    async def work(desk: Desk) -> None:
        desk.steps["analysis"].made = lambda text: WRONG if text == "wrong" else Made()
        desk.save("wrong", "data/reported.csv")
        await desk.until(lambda: desk.builds.shown.faults)
        assert "wrong" not in desk.steps["page"].asked
        desk.save("mended", "data/reported.csv")
        await desk.until(lambda: desk.shown("print") == "mended")

    at_desk(work)


def test_a_page_of_two_saves_is_not_shown(at_desk: AtDesk) -> None:
    """It is made again, of the newest; and is shown in the end to who saves all the time."""

    async def work(desk: Desk) -> None:
        page = desk.steps["page"]
        page.made = lambda text: Made(content=f"{text} {len(page.asked)}".encode(), is_overtaken=True)
        before = len(page.asked)
        desk.save("second")
        await desk.until(lambda: desk.shown("page").startswith("second"))
        assert desk.shown("page") == f"second {before + 3}"

    at_desk(work)


def test_who_saves_all_the_time_sees_a_print_now_and_then(at_desk: AtDesk) -> None:
    """One that was overtaken is followed by one for which the next round waits."""

    async def work(desk: Desk) -> None:
        desk.hold("print")
        desk.save("second")
        await desk.until(lambda: desk.shown("page") == "second")
        desk.save("third")
        await desk.until(lambda: desk.shown("page") == "third")
        desk.steps["print"].answers.release()  # the second one's, which has been overtaken
        await desk.until(lambda: "third" in desk.steps["print"].asked)
        assert desk.shown("print") == "first"
        desk.save("fourth")
        for _ in range(100):
            await asyncio.sleep(0)
        assert "fourth" not in desk.steps["page"].asked
        desk.release("print")
        await desk.until(lambda: desk.shown("print") == "fourth")

    at_desk(work)


def test_a_format_that_the_brief_no_more_asks_for_is_gone(at_desk: AtDesk) -> None:
    """Nothing was made, and nothing is wrong."""

    async def work(desk: Desk) -> None:
        desk.steps["print"].made = lambda _: Made()
        desk.save("second")
        await desk.until(lambda: desk.shown("page") == "second" and not desk.builds.shown.making)
        assert desk.shown("print") == ""

    at_desk(work)


def test_what_leads_out_of_the_brief_is_told(at_desk: AtDesk) -> None:
    """Before anything of it is read; and what was shown stays."""

    async def work(desk: Desk) -> None:
        (desk.builds.folder / "data/linked.csv").symlink_to("/etc/hostname")
        desk.save("second", "data/linked.csv")
        await desk.until(lambda: desk.builds.shown.faults)
        assert [str(each) for each in desk.builds.shown.faults] == [
            "data/linked.csv: file: leads out of the brief's folder by a symbolic link; put there what it leads to"
        ]
        assert desk.shown("page") == "first"

    at_desk(work)
