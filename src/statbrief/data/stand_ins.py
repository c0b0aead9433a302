"""What stands in the place of a table, a column or a number: whatever nobody said how to follow ends the call."""

from __future__ import annotations

from collections.abc import Hashable
from types import NoneType
from typing import Any, NoReturn

import pandas as pd

from statbrief.data.followed_calls import FollowedCall

_OF_ALL = {
    *("__class__", "__init__", "__new__", "__getattribute__", "__getattr__", "__setattr__", "__module__", "__doc__"),
    *("__slots__", "__init_subclass__", "__subclasshook__", "__class_getitem__", "__annotations__", "__dict__"),
}
"""What each class has of its own, or Python alone asks for."""


class StandIn:
    """What stands in the place of a table, a column or a number."""

    __slots__ = ("_call",)
    _call: FollowedCall

    def __setattr__(self, name: str, value: object) -> None:
        self._call.lose()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever is asked for
        self._call.lose()

    def _is(self, **parts: object) -> None:
        for name, part in parts.items():
            object.__setattr__(self, name, part)


def lose(self: StandIn, *_: object, **__: object) -> NoReturn:
    """End the call, whatever was asked."""
    self._call.lose()


def lose_all_else(own: type, kind: type) -> None:
    """Let a class that passes for another one lose whatever Python itself would ask of that."""
    for name in {*dir(kind), *dir(object)} - _OF_ALL:
        if name.startswith("__") and name not in vars(own):
            setattr(own, name, lose)


def told_apart(key: Any) -> Hashable:  # noqa: ANN401 -- as of pandas
    """What tells a key from all others; None of what changes, or is large."""
    if isinstance(key, tuple | list):
        parts = tuple(map(told_apart, key))
        return None if None in parts else (type(key), parts)
    if isinstance(key, slice):
        parts = tuple(map(told_apart, (key.start, key.stop, key.step)))
        return None if None in parts else (slice, parts)
    return (type(key), key) if isinstance(key, str | int | float | pd.Period | NoneType) else None
