"""What comes with packages: pandoc's program and the fonts, found without importing anything."""

from __future__ import annotations

import sys
from pathlib import Path

from statbrief.errors import RenderingError


def pandoc_binary() -> Path:
    """The pandoc that came with its package, else the one on the PATH.

    Raises RenderingError when there is none.
    """
    packaged = package_folder("pypandoc", "files")
    for name in ("pandoc", "pandoc.exe"):
        if packaged is not None and (packaged / name).is_file():
            return packaged / name
    from shutil import which

    if found := which("pandoc"):
        return Path(found)
    raise RenderingError.at("pandoc", "program", "missing", "install pypandoc_binary")


def package_folder(package: str, folder: str) -> Path | None:
    """A folder inside an installed package, found without importing the package or the machinery that would."""
    for entry in sys.path:
        path = Path(entry) / package / folder
        if path.is_dir():
            return path
    return None
