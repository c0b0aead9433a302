"""What comes with packages: pandoc's program and the fonts, found without importing anything."""

from __future__ import annotations

import sys
from pathlib import Path

from statbrief.errors import RenderingError

_MEMORY = ("+RTS", "-H4m", "-A4m", "-O64m", "-RTS")
"""What the packaged pandoc is told of memory: to use 4 MB again and again, where it would go through 64 MB of its own.

To be given that much by the system takes longer than to look, now and then, what is still needed; and all that it keeps
is looked through only once there are 64 MB of it.
"""


def pandoc_binary() -> Path:
    """The pandoc that came with its package, else the one on the PATH.

    Raises RenderingError when there is none.
    """
    if packaged := _packaged():
        return packaged
    from shutil import which

    if found := which("pandoc"):
        return Path(found)
    raise RenderingError.at("pandoc", "program", "missing", "install pypandoc_binary")


def pandoc_command() -> list[str]:
    """As `pandoc_binary`, with what is told to the program of memory, where it is known to listen."""
    program = pandoc_binary()
    return [str(program), *(_MEMORY if program == _packaged() else ())]


def _packaged() -> Path | None:
    """The pandoc that came with its package."""
    folder = package_folder("pypandoc", "files")
    paths = [folder / name for name in ("pandoc", "pandoc.exe")] if folder else []
    return next((path for path in paths if path.is_file()), None)


def package_folder(package: str, folder: str) -> Path | None:
    """A folder inside an installed package, found without importing the package or the machinery that would."""
    for entry in sys.path:
        path = Path(entry) / package / folder
        if path.is_dir():
            return path
    return None
