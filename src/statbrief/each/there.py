"""What a worker of a cluster does: it says of what versions it is, and makes editions by processes beside it.

The scheduler loads this module, too, as it looks at what is asked; so nothing heavy is imported here.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from functools import cache
from threading import Lock

from statbrief import __version__
from statbrief.each.apart import Apart, Delivered, Files
from statbrief.each.edition import PACKAGES_OF_EDITIONS, code
from statbrief.each.making import Order
from statbrief.each.workers import Ended
from statbrief.record.staleness import packages

_idle: list[Apart] = []
"""Processes that wait for the next edition; there are as many as the worker has threads."""
_lock = Lock()


class Unlike(str):
    """What a worker has otherwise than who asks, so that its pages would be others."""

    __slots__ = ()


@cache
def versions() -> Mapping[str, str]:
    """All versions that pages depend on, here."""
    found = dict(each.split("-", 1) for each in packages(PACKAGES_OF_EDITIONS))
    return {"statbrief": f"{__version__} ({code()[:12]})", "Python": platform.python_version(), **found}


def unlike(wanted: Mapping[str, str], found: Mapping[str, str]) -> Unlike:
    """What is of another version, and of which; nothing where all are the same.

    >>> unlike({"pandas": "3.0.0", "pint": "0.25"}, {"pandas": "3.0.1", "pint": "0.25"})
    'pandas 3.0.1 in the place of 3.0.0'
    """
    names = [name for name in sorted({*wanted, *found}) if wanted.get(name) != found.get(name)]
    told = (f"{name} {found.get(name, 'missing')} in the place of {wanted.get(name, 'none')}" for name in names)
    return Unlike(", ".join(told))


def make_there(files: Files, order: Order, wanted: Mapping[str, str]) -> Delivered | Ended | Unlike:
    """An edition, made beside this worker."""
    if other := unlike(wanted, versions()):
        return other
    with _lock:
        process = _idle.pop() if _idle else Apart()
    delivered = process.make(files, order)
    if process.has_grown:
        process.end()
    else:
        with _lock:
            _idle.append(process)
    return delivered


def same(files: Files) -> Files:
    """What editions share, as a result that workers hand to each other, and that is made again where it is lost."""
    return files
