"""How much a text in YAML comes to, found before anything is built of it.

An alias stands for all that its anchor marks, aliases among it: seven lines can come to millions of values. And what is
nested without end takes a reader of YAML minutes, or ends the whole program.
"""

from __future__ import annotations

from typing import Any

import yaml

MOST_VALUES = 200_000
"""Values that the aliases in settings or variables come to. What is written out is no more than its file is long."""
DEEPEST = 64
"""Mappings and lists inside each other."""
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnfoldingError(Exception):
    """Raised when a text comes to more than any brief's; says where in it, line and column from 0."""

    def __init__(self, found: str, event: yaml.Event, wanted: str) -> None:
        super().__init__(found)
        self.found, self.wanted = found, wanted
        mark = event.start_mark
        self.line = mark.line if mark is not None else 0
        self.column = mark.column if mark is not None else 0


def refuse_endless(text: str) -> None:
    """Raises `UnfoldingError` for a text that comes to too much, and `yaml.YAMLError` for one that is not YAML."""
    sizes: dict[str, int] = {}
    open_: list[tuple[str | None, int]] = []  # the anchors of what is open, and how much was read before it
    total = unfolded = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent):
            size = sizes.get(event.anchor or "", 1)
            total, unfolded = total + size, unfolded + size
        elif isinstance(event, yaml.CollectionStartEvent):
            open_.append((event.anchor, total))
            total += 1
            if len(open_) > DEEPEST:
                raise UnfoldingError(f"is nested deeper than {DEEPEST} levels", event, "write it flat")
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_.pop()
            if anchor is not None:
                sizes[anchor] = total - before
        elif isinstance(event, yaml.ScalarEvent):
            total += 1
        if unfolded > MOST_VALUES:
            raise UnfoldingError(f"comes to more than {MOST_VALUES} values", event, "write fewer aliases")
