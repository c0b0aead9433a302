"""Quarto's extension, which comes along with the program and stands in each brief that Quarto is to render."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from statbrief.files.paths import EXTENSION, EXTENSIONS
from statbrief.files.write import replace_file

OWN_EXTENSION = Path(__file__).parent.parent / "extensions" / EXTENSION
"""Where it stands; the brief of this repository has no other."""
SETTINGS = "_extension.yml"
"""Its file that says its version, by which Quarto knows it."""
PLACE = f"{EXTENSIONS}/{EXTENSION}"
"""Where a brief has it."""
_VERSION = re.compile(r"^version:\s*[\"']?([\w.+-]+)", re.MULTILINE)


def extension_files() -> dict[str, bytes]:
    """What the extension of this program consists of: contents by name."""
    return {each.name: each.read_bytes() for each in sorted(OWN_EXTENSION.iterdir()) if each.is_file()}


def extension_in(folder: Path) -> Path | None:
    """Where a brief has the extension, by itself or below its owner's name, as Quarto looks for it; None without."""
    return next((each.parent for each in sorted((folder / EXTENSIONS).glob(f"**/{EXTENSION}/{SETTINGS}"))), None)


def lay_extension(folder: Path) -> list[str]:
    """Put the extension of this program into a brief; the names of the files that were not so before.

    One that the brief has below an owner's name stays where it is. What else lies there is left alone.
    """
    there = extension_in(folder) or folder / PLACE
    names = {name: (there / name).relative_to(folder).as_posix() for name in extension_files()}
    return [names[name] for name, data in extension_files().items() if replace_file(there / name, data, names[name])]


def difference_of_extension(there: Path) -> str:
    """What a brief's extension has otherwise than the program's, as the words after its name; nothing where it is that.

    Line ends do not count, since some systems keep others, nor do files that the program's has not.
    """
    own = extension_files()
    changed = [name for name, data in own.items() if _content(there / name) != _lines(data)]
    if not changed:
        return ""
    theirs, ours = (_version(files.get(SETTINGS, b"")) for files in (_read(there), own))
    if theirs == ours:
        return f"is version {ours}, as this program's, with other files than its: {', '.join(changed)}"
    order = "older" if _numbers(theirs) < _numbers(ours) else "newer"
    return f"is version {theirs}, {order} than this program's, {ours}"


def _content(path: Path) -> bytes | None:
    return _lines(path.read_bytes()) if path.is_file() else None


def _read(there: Path) -> Mapping[str, bytes]:
    return {SETTINGS: _content(there / SETTINGS) or b""}


def _lines(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def _version(settings: bytes) -> str:
    """The version that the settings of an extension say; 0 where they say none."""
    found = _VERSION.search(settings.decode(errors="replace"))
    return found[1] if found else "0"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(each) for each in re.findall(r"\d+", version))
