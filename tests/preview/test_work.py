"""The processes of a preview: warm, each job by itself, and none left when it ends."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from awaited import awaited
from open_briefs import open_brief
from previewed import laid
from small_briefs import brief
from statbrief.analysis import stale_steps
from statbrief.analysis.stale_steps import update_document
from statbrief.preview.made import Made
from statbrief.preview.warm import warm_up
from statbrief.preview.workers import Worker

FOR_EVER = "while True:\n    pass\n"


@asynccontextmanager
async def working(step: str) -> AsyncIterator[Worker]:
    """A process for a step, which has ended afterwards."""
    worker = Worker(step)
    try:
        yield worker
    finally:
        process = worker.process
        await worker.end()
        assert process is None or process.returncode is not None


def is_there(process: int) -> bool:
    """Whether a process runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def children_of(process: int) -> list[int]:
    """The processes that one has started."""
    told = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(each) for each in told.split()]


@pytest.mark.thorough
def test_a_process_makes_one_page_after_the_other(tmp_path: Path) -> None:
    """It is the same one; and when it was killed, another takes its place."""
    job = laid(brief(tmp_path / "brief", "\nPears."))

    async def work() -> None:
        async with working("page") as worker:
            first = await worker.ask(job)
            assert first is not None
            assert b"Pears" in first.content
            process = await worker.started()
            (job.folder / "brief.qmd").write_text("---\ntitle: A\n---\nPlums.\n", encoding="utf-8")
            second = await worker.ask(job)
            assert second is not None
            assert b"Plums" in second.content
            assert await worker.started() is process
            asking = asyncio.ensure_future(worker.ask(job))
            await asyncio.sleep(0)
            process.kill()
            lost = await asking
            assert lost is not None
            assert [str(each) for each in lost.faults] == [
                "brief.qmd: page: its process was ended by SIGKILL; save again"
            ]
            third = await worker.ask(job)
            assert third is not None
            assert b"Plums" in third.content

    awaited(work)


@pytest.mark.thorough
def test_a_process_is_warm_once_it_has_analysed_a_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of this program's own, which is right in all, and of which nothing stays."""
    seen: list[tuple[Path, object]] = []

    def update(folder: Path, document: str) -> None:
        seen.append((folder, update_document(folder, document)))

    monkeypatch.setattr(stale_steps, "update_document", update)
    warm_up()
    ((folder, written),) = seen
    assert written is not None
    assert not folder.exists()


@pytest.mark.thorough
def test_each_analysis_begins_without_what_the_last_one_left(tmp_path: Path) -> None:
    """A brief's own modules are read anew; what its code prints is no answer; one that never ends is stopped."""
    folder = open_brief(tmp_path / "brief")
    job, derived = laid(folder), folder / "_generated/preview/brief/analysis/derived.py"
    own = derived.read_text(encoding="utf-8")
    kept = folder / "_generated/preview/brief/analysis/kept.py"
    kept.write_text("SEEN = []\n", encoding="utf-8")

    async def work() -> None:
        async with working("analysis") as worker:
            await worker.started()
            worker.warm()
            for number in range(2):
                again = f"import kept\nkept.SEEN.append(1)\nassert len(kept.SEEN) == 1\nprint('said')\nA = {number}\n"
                derived.write_text(again + own, encoding="utf-8")
                found = await worker.ask(job)
                assert found is not None
                assert [str(each) for each in found.faults] == []
            derived.write_text(FOR_EVER + own, encoding="utf-8")
            asking = asyncio.ensure_future(worker.ask(job))
            await asyncio.sleep(0.5)
            worker.stop()
            assert await asking is None
            derived.write_text(own, encoding="utf-8")
            mended = await worker.ask(job)
            assert isinstance(mended, Made)
            assert not mended.faults

    awaited(work)


@pytest.mark.thorough
def test_nothing_is_left_of_an_analysis_that_never_ends(tmp_path: Path) -> None:
    """Neither its process nor the copy that computes, when the preview ends."""
    folder = open_brief(tmp_path / "brief")
    job = laid(folder)
    derived = job.folder / "analysis/derived.py"
    derived.write_text(FOR_EVER + derived.read_text(encoding="utf-8"), encoding="utf-8")

    async def work() -> list[int]:
        async with working("analysis") as worker:
            asking = asyncio.ensure_future(worker.ask(job))
            process = await worker.started()  # the very process that was asked
            copies: list[int] = []
            while not copies:
                await asyncio.sleep(0.05)
                copies = children_of(process.pid)
            asking.cancel()
            return [process.pid, *copies]

    processes = awaited(work)
    assert len(processes) >= 2
    assert not any(map(is_there, processes))
