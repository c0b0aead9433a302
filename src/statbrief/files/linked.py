"""Files that stand in two folders: the very file under a second name, or a symbolic link that leads to it."""

from __future__ import annotations

import os
from pathlib import Path

from statbrief.files.write import replace_file


def same_file(source: Path, target: Path) -> None:
    """Make the target the very file that the source is; a copy of it where the disk has no two names for one."""
    if target.exists() and not target.is_symlink() and source.samefile(target):
        return
    data = source.read_bytes()
    if target.is_file() and not target.is_symlink() and target.read_bytes() == data:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source.resolve(), target)
    except OSError:
        replace_file(target, data)


def link(source: Path, target: Path) -> None:
    """Make the target a symbolic link to the source."""
    if target.is_symlink():
        if target.readlink() == source:
            return
        target.unlink()
    target.symlink_to(source, target_is_directory=source.is_dir())
