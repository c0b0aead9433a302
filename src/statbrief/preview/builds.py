"""A preview at work: from each save to what is shown of it, the newest first, with processes that stay warm."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from time import monotonic

from statbrief.errors import StatbriefError
from statbrief.preview.folder import begin_as_built, lay
from statbrief.preview.made import Job, Made, done
from statbrief.preview.pictures import sizes_of
from statbrief.preview.saves import State, asks_analysis, kind_of, saves
from statbrief.preview.told import Picture, Save, Shown
from statbrief.preview.workers import Worker
from statbrief.project.project import read_project

_MOST_DROPPED = 2
"""Pages in a row that are not shown since they may be of two saves: who saves all the time sees one all the same."""


@dataclass
class Builds:
    """What follows the brief in `folder` and makes its `document` in the folder `target`; `tell` is called on news.

    The analysis comes first, then page and print at the same time, each in its own process. Whatever is saved
    meanwhile, the next round is of the newest; the page waits for no print. What was made of neither save is not shown.
    """

    folder: Path
    target: Path
    document: str
    shown: Shown
    tell: Callable[[], None]
    workers: dict[str, Worker] = field(
        default_factory=lambda: {step: Worker(step) for step in ("analysis", "page", "print")}
    )
    _laid: dict[str, State] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _printing: asyncio.Task[None] | None = None
    _dropped: dict[str, int] = field(default_factory=lambda: {"page": 0, "print": 0})
    _began: float = 0.0

    async def run(self) -> None:
        """Follow and make, until cancelled; then all processes have ended."""
        try:
            async with asyncio.TaskGroup() as group:
                for worker in self.workers.values():
                    group.create_task(_quietly(worker))
                self.save(())
                group.create_task(self._follow(saves(self.folder, self._output())))
                group.create_task(self._make(group))
        finally:
            await asyncio.gather(*(worker.end() for worker in self.workers.values()))

    def _output(self) -> Collection[str]:
        try:
            return {read_project(self.folder, self.document).output_dir.partition("/")[0]}
        except StatbriefError:
            return ()

    async def _follow(self, saved: AsyncIterator[frozenset[str]]) -> None:
        async for names in saved:
            self.save(names)

    def save(self, names: Collection[str]) -> None:
        """Something was saved."""
        kinds = tuple(dict.fromkeys(kind_of(name) for name in sorted(names)))
        now = datetime.now().astimezone().strftime("%H:%M:%S")
        self.shown.newest = Save(self.shown.newest.number + 1, now, kinds)
        self._began = monotonic()
        if any(map(asks_analysis, names)):
            self.workers["analysis"].stop()
        self._news.set()

    async def _make(self, group: asyncio.TaskGroup) -> None:
        is_first = True
        while True:
            await self._news.wait()
            self._news.clear()
            if self._dropped["print"] and self._printing is not None:
                await self._printing  # or who saves all the time would never see one
            await self._round(self.shown.newest, group)
            if is_first:
                is_first = False
                self.workers["analysis"].warm()

    async def _round(self, save: Save, group: asyncio.TaskGroup) -> None:
        """Make what is there now."""
        job = Job(folder=self.target, document=self.document)
        laid = await asyncio.to_thread(done, self._lay, job)
        found = await self._asked("analysis", job) if not laid.faults else laid
        if found is None:
            return  # stopped: the next round is waiting
        self.shown.take("analysis", found)
        self.tell()
        if found.faults:
            return
        page = group.create_task(self._page(job, save))
        self._printing = group.create_task(self._print(job, save, page))
        await page

    def _lay(self, job: Job) -> Made:
        project = read_project(self.folder, self.document)  # what leads out of the folder is told before it is copied
        if not self._laid:
            begin_as_built(self.folder, self.target, project.generated)
        lay(self.folder, job.folder, self._laid)
        return Made()

    async def _page(self, job: Job, save: Save) -> bool:
        """Make the web page of what a save left, and show it; whether nothing is wrong with it."""
        began = self._began
        made = await self._asked("page", job)
        if made is None or self._is_of_neither(made, "page", save):
            return False
        self._show("page", made, Picture(save, made.content, monotonic() - began))
        return not made.faults

    async def _print(self, job: Job, save: Save, page: asyncio.Task[bool]) -> None:
        """Make the PDF, and show it where nothing is wrong with the page, which knows more of the prose."""
        began = self._began
        made = await self._asked("print", job)
        is_sound = await page
        if made is None or self._is_of_neither(made, "print", save):
            return
        if not is_sound:
            made = replace(made, content=b"", warnings=())
            self.shown.take("print", made)
            self.tell()
            return
        sizes = await asyncio.to_thread(sizes_of, made.content) if made.content else ()
        self._show("print", made, Picture(save, made.content, monotonic() - began, sizes))

    def _show(self, step: str, made: Made, picture: Picture) -> None:
        self.shown.take(step, made)
        if made.content:
            self.shown.pictures[step] = picture
        elif not made.faults:  # the brief does not ask for it any more
            self.shown.pictures.pop(step, None)
        self.tell()

    def _is_of_neither(self, made: Made, step: str, save: Save) -> bool:
        """Whether a page may be of something between two saves, and is not shown: the newest is made, or made again."""
        is_newest = save.number == self.shown.newest.number
        is_between = made.is_overtaken or (step == "print" and not is_newest)
        is_dropped = is_between and self._dropped[step] < _MOST_DROPPED
        self._dropped[step] = self._dropped[step] + 1 if is_dropped else 0
        if is_dropped and is_newest:
            self._news.set()
        return is_dropped

    async def _asked(self, step: str, job: Job) -> Made | None:
        self.shown.making.add(step)
        self.tell()
        try:
            return await self.workers[step].ask(job)
        finally:
            self.shown.making.discard(step)


async def _quietly(worker: Worker) -> None:
    """Start a process before it is asked for."""
    with suppress(OSError):
        await worker.started()
