"""The SHA-256 of what a brief reads and writes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

CODE = Path(__file__).parent.parent
"""Where this program's own code stands."""
_LARGE = 16 * 1024 * 1024
"""Bytes of a file that is hashed in pieces."""
_known: dict[tuple[str, int, int, int, int], str] = {}
"""The hashes of large files, by what the system says of their state: every step of a build asks for them."""


def code_digest(parts: Iterable[str]) -> str:
    """The SHA-256 of parts of this program's code: of folders such as ``charts``, and of single modules.

    It is read once: what changes there while this program runs is for its next run, which finds it changed.
    """
    return _code_digest(CODE, tuple(parts))


@cache
def _code_digest(code: Path, parts: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        place = code / part
        for path in sorted(place.glob("**/*.py")) if place.is_dir() else [place]:
            digest.update(path.relative_to(code).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def digest_of(folder: Path, name: str) -> str:
    """The SHA-256 of a file, or of the names in a folder (whose own ends in a slash); nothing of what is not there."""
    try:
        if name.endswith("/"):
            return sha256_of("\0".join(sorted(path.name for path in (folder / name).iterdir())).encode())
        return sha256_of_file(folder / name)
    except OSError:
        return ""


def sha256_of(content: bytes) -> str:
    """The SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_input(path: Path) -> str:
    """The file's hash; nothing of one that cannot be read, which whoever reads it will say."""
    try:
        return sha256_of_file(path)
    except OSError:
        return ""


def sha256_of_file(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal; of a large one without having all of it in memory, and once for a state."""
    state = path.stat()
    if state.st_size <= _LARGE:
        return sha256_of(path.read_bytes())
    key = (str(path.resolve()), state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
    if key not in _known:
        _known[key] = sha256_of_stream(path)
    return _known[key]


def sha256_of_stream(path: Path) -> str:
    """The SHA-256 of a file as it is now, read piece by piece."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
