"""Archives whose bytes say nothing but their contents: of no time, and read back within bounds."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from statbrief.companions.edition import EARLIEST

_FIRST = "mimetype"
"""What an OpenDocument file begins with, not compressed, so that its kind can be told."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The archive of these parts, in their order: the same bytes for the same parts."""
    archive = io.BytesIO()
    with ZipFile(archive, "w") as file:
        for name, content in parts.items():
            entry = ZipInfo(name, (EARLIEST.year, EARLIEST.month, EARLIEST.day, 0, 0, 0))
            entry.compress_type = ZIP_STORED if name == _FIRST else ZIP_DEFLATED
            entry.create_system = 3  # on whichever system it is made
            file.writestr(entry, content)
    return archive.getvalue()


def unpacked(archive: bytes) -> dict[str, bytes]:
    """The parts of an archive, in their order; folders are none. Raises `ValueError` for what is no archive."""
    try:
        with ZipFile(io.BytesIO(archive)) as file:
            return {each.filename: file.read(each) for each in file.infolist() if not each.is_dir()}
    except BadZipFile as error:
        raise ValueError(str(error)) from error
