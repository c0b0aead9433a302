"""What is in the folder of an area's edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from statbrief.each.tables import Cut


@dataclass(frozen=True, kw_only=True)
class Content:
    """What is in an edition's folder: files of its own, parts of the brief's files, and which of these are the same."""

    own: Mapping[str, bytes]
    parts: Mapping[str, Cut]
    same: tuple[str, ...]

    @property
    def written(self) -> dict[str, bytes]:
        """All files that are written there, by name."""
        return {**self.own, **{name: each.content for name, each in self.parts.items()}}
