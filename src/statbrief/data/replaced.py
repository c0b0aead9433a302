"""What belongs to a library, replaced for a while."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any


@contextmanager
def replaced(changed: Sequence[tuple[Any, str, Any]]) -> Iterator[None]:
    """Give each owner (a class, a module) the attribute of that name, and afterwards the one that it had, or none."""
    kept = [(owner, name, vars(owner).get(name)) for owner, name, _ in changed]
    try:
        for owner, name, new in changed:
            setattr(owner, name, new)
        yield
    finally:
        for owner, name, old in kept:
            delattr(owner, name) if old is None else setattr(owner, name, old)
