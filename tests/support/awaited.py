"""Coroutines run to their end by tests."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def awaited(begin: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """What comes of it; in a thread of its own, since the browser's driver has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(begin())).result()
