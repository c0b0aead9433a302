"""A preview at work: from each save to what is shown of it, the newest first, with processes that stay warm."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
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

_MOST_AGAIN = 3
"""Times that a save is made again, because of changes that nobody has saved, before that is told as a fault."""


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
    _is_print_owed: bool = False
    _again: int = 0
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
        self._again = 0
        if any(map(asks_analysis, names)):
            self.workers["analysis"].stop()
        self._news.set()

    async def _make(self, group: asyncio.TaskGroup) -> None:
        is_first = True
        while True:
            await self._news.wait()
            self._news.clear()
            if self._is_print_owed and self._printing is not None:
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
        self._printing = group.create_task(self._picture("print", job, save))
        await self._picture("page", job, save)

    def _lay(self, job: Job) -> Made:
        if not self._laid:
            begin_as_built(self.folder, self.target, read_project(self.folder, self.document).generated)
        lay(self.folder, job.folder, self._laid)
        return Made()

    async def _picture(self, step: str, job: Job, save: Save) -> None:
        """Make a page of what a save left, and show it if it is of that."""
        began = self._began
        made = await self._asked(step, job)
        if made is None or self._is_of_neither(made, step, save):
            return
        self.shown.take(step, made)
        if made.content:
            sizes = await asyncio.to_thread(sizes_of, made.content) if step == "print" else ()
            self.shown.pictures[step] = Picture(save, made.content, monotonic() - began, sizes)
        elif not made.faults:  # the brief does not ask for it any more
            self.shown.pictures.pop(step, None)
        self.tell()

    def _is_of_neither(self, made: Made, step: str, save: Save) -> bool:
        """Whether a page may be of something between two saves; then the newest is made, and a print waited for."""
        is_newest = save.number == self.shown.newest.number
        is_between = made.is_overtaken or (step == "print" and not is_newest)
        if step == "print":
            self._is_print_owed = is_between
        if is_between and is_newest:
            self._again += 1
            self._news.set()
        return is_between and self._again <= _MOST_AGAIN

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
