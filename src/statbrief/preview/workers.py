"""The processes of a preview as its server has them: told what to do, started anew where they end, ended at the end."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import sys
from contextlib import suppress

from statbrief.errors import Place
from statbrief.preview.made import Job, Made
from statbrief.preview.work import LENGTH, STOP, WARM

_PATIENCE = 3.0
"""Seconds that a process has to end by itself."""


class Worker:
    """A process for one step: `analysis`, `page` or `print`."""

    def __init__(self, step: str) -> None:
        self.step = step
        self.process: asyncio.subprocess.Process | None = None
        self.is_busy = False
        self._turn = asyncio.Lock()
        self._start = asyncio.Lock()

    async def ask(self, job: Job) -> Made | None:
        """What it makes of a job; None where it was stopped. One job after the other."""
        async with self._turn:
            process = await self.started()
            assert process.stdout is not None  # noqa: S101 -- as it was started
            self.is_busy = True
            try:
                self._tell(job)
                (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
                found: Made | None = pickle.loads(await process.stdout.readexactly(length))  # noqa: S301 -- our own
            except (asyncio.IncompleteReadError, ConnectionError):
                return await self._lost(job, process)
            finally:
                self.is_busy = False
            return found

    async def started(self) -> asyncio.subprocess.Process:
        """The process; a new one where there is none."""
        async with self._start:  # or who starts it early and who asks first would start one each
            if self.process is None or self.process.returncode is not None:
                self.process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-P", "-m", "statbrief.preview.work", self.step),
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    start_new_session=True,  # Ctrl-C is for who has started us, and we end the others
                )
            return self.process

    def warm(self) -> None:
        """Let who analyses load what that takes, when there is nothing else to do."""
        self._tell(WARM)

    def stop(self) -> None:
        """Let who analyses stop: what it was told is no more what there is."""
        if not self.is_busy or self.process is None:
            return
        if hasattr(os, "sched_getaffinity"):  # it works in a copy of itself, as `can_copy` says
            self._tell(STOP)
        else:
            self.process.kill()

    async def end(self) -> None:
        """End the process, and whatever it has started."""
        process = self.process
        if process is None or process.returncode is not None:
            return
        if process.stdin is not None:
            process.stdin.close()
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _PATIENCE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        await process.wait()

    def _tell(self, message: object) -> None:
        process = self.process
        if process is not None and process.stdin is not None and process.returncode is None:
            data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
            process.stdin.write(LENGTH.pack(len(data)) + data)

    async def _lost(self, job: Job, process: asyncio.subprocess.Process) -> Made:
        """What is told of a process that has ended in the middle of a job; the next job has another."""
        status = await process.wait()
        self.process = None
        how = f"was ended by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"
        fault = Place(job.document).fault(self.step, f"its process {how}", "save again")
        return Made(faults=(fault,))
