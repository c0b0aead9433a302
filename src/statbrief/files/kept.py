"""What a build made and the next one may need again, in a folder of the brief: by what it was made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path

from statbrief.files.write import replace_file

_HASH = 32
"""Bytes of the hash with which a file begins."""


class KeptFiles(MutableMapping[str, bytes]):
    """Contents by their keys, each in a file of its own; none is there that is not as it was put there.

    A key is a file's name. What cannot be written is not kept, which costs time and nothing else.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._used: set[str] = set()

    def __getitem__(self, key: str) -> bytes:
        try:
            held = (self.folder / key).read_bytes()
        except OSError:
            raise KeyError(key) from None
        told, content = held[:_HASH], held[_HASH:]
        if told != hashlib.sha256(content).digest():
            raise KeyError(key)
        self._used.add(key)
        return content

    def __setitem__(self, key: str, content: bytes) -> None:
        self._used.add(key)
        with suppress(Exception):
            replace_file(self.folder / key, hashlib.sha256(content).digest() + content)

    def __delitem__(self, key: str) -> None:
        (self.folder / key).unlink()

    def __iter__(self) -> Iterator[str]:
        with suppress(OSError):
            yield from sorted(path.name for path in self.folder.iterdir() if not path.name.startswith("."))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def forget_unused(self) -> None:
        """Take away what was neither asked for nor put there."""
        for key in set(self) - self._used:
            with suppress(OSError):
                del self[key]
