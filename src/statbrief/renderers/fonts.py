"""The brief's typeface inside its web page and its charts: only the letters that these show, as WOFF, in a style sheet.

HarfBuzz takes the letters out of the font files; WOFF is its tables, each compressed (W3C, WOFF File Format 1.0,
sections 3 to 5).
"""

from __future__ import annotations

import base64
import functools
import struct
import zlib
from collections.abc import Iterable, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from statbrief.files.packages import package_folder
from statbrief.files.typeface import FONT_PACKAGE
from statbrief.project.project import Project

FAMILY = "Fira Sans"
"""The typeface of the theme."""
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
DIGIT_FEATURES = (b"tnum", b"lnum")
"""OpenType features of digits: of one width, and standing on the line."""
_HEADER = struct.Struct(">4s4sIHHIHHIIIII")
_ENTRY = struct.Struct(">4sIIII")
_SFNT_ENTRY = struct.Struct(">4sIII")
_SFNT_HEADER = 12


def font_faces(family: str, files: Iterable[Path], text: str) -> str:
    """`@font-face` rules, each with the part of one file that `text` needs.

    A file's name ends in its style, as in `FiraSans-MediumItalic.ttf`.
    """
    letters = frozenset(text) | frozenset(map(chr, range(0x20, 0x7F)))  # the same part for most edits of the text
    rules = []
    for path in files:
        style = path.stem.rpartition("-")[2]
        weight = weight_of(path)
        source = _source(path, letters)
        rules.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
            f"font-style: {'italic' if style.endswith('Italic') else 'normal'}; font-display: swap; "
            f'src: url(data:font/woff;base64,{source}) format("woff"); }}\n'
        )
    return "".join(rules)


@functools.lru_cache(maxsize=32)
def _source(path: Path, letters: frozenset[str]) -> str:
    """The part of a font that letters need, as WOFF in base64; a page and its charts often need the same."""
    return base64.b64encode(woff(subset(path, letters))).decode()


def subset(path: Path, letters: Iterable[str]) -> bytes:
    """The font with no more than the glyphs that the letters need, their kerning and their styles of digits."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(map(ord, letters))
    features = wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.update(int.from_bytes(tag) for tag in DIGIT_FEATURES)  # the rest of a page's needs are kept by default
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def woff(sfnt: bytes) -> bytes:
    """A TrueType or OpenType font as WOFF 1.0."""
    flavour, count = struct.unpack_from(">4sH", sfnt)
    tables = [_SFNT_ENTRY.unpack_from(sfnt, _SFNT_HEADER + _SFNT_ENTRY.size * place) for place in range(count)]
    directory, body = [], b""
    start = _HEADER.size + _ENTRY.size * count
    for tag, checksum, offset, length in tables:
        table = sfnt[offset : offset + length]
        packed = zlib.compress(table, 9)
        stored = packed if len(packed) < length else table
        directory.append(_ENTRY.pack(tag, start + len(body), len(stored), length, checksum))
        body += stored + bytes(-len(stored) % 4)
    whole = _SFNT_HEADER + sum(_SFNT_ENTRY.size + length + -length % 4 for *_, length in tables)
    header = _HEADER.pack(b"wOFF", flavour, start + len(body), count, 0, whole, 1, 0, 0, 0, 0, 0, 0)
    return header + b"".join(directory) + body


def typeface(project: Project) -> tuple[str, list[Path]]:
    """The name of the typeface that the print is set in, and its files where the print has them from."""
    family = str(project.settings("typst").get("mainfont") or FAMILY)
    return family, _files_of(project, family)


def faces(project: Project) -> dict[str, list[Path]]:
    """The typefaces of the brief's pages by name, that of its charts, the theme's, among them; and their files."""
    family, files = typeface(project)
    return {family: files} if family == FAMILY else {family: files, FAMILY: _files_of(project, FAMILY)}


def _files_of(project: Project, family: str) -> list[Path]:
    """The files of a typeface where the print has them from."""
    settings = project.settings("typst")
    pattern = f"{family.replace(' ', '')}-*.ttf"
    folders = font_folders(project.folder, settings)
    files = [path for folder in folders for path in sorted(folder.glob(pattern))]
    return [path for path in files if _style(path) in WEIGHTS] or files


def weight_of(path: Path) -> int:
    """How bold the letters in a font's file are, from its name; 400 is usual."""
    return WEIGHTS.get(_style(path), 400)


def _style(path: Path) -> str:
    """What the name of a font's file says of its weight."""
    return path.stem.rpartition("-")[2].removesuffix("Italic") or "Regular"


def dressed(page: str, family: str, files: Iterable[Path]) -> str:
    """The page with the letters of its typeface inside, where its style sheet names it."""
    if not family or family not in page:
        return page
    rules = font_faces(family, files, unescape(page))
    return page.replace("</head>", f"<style>\n{rules}</style>\n</head>", 1) if rules else page


def font_folders(folder: Path, settings: Mapping[str, Any]) -> list[Path]:
    """Where fonts come from: `font-paths` as far as they exist, and the font package where they have not its letters.

    Charts are written in those, whatever the text is. Never the system.
    """
    named = settings.get("font-paths") or []
    own = [folder / str(name) for name in (named if isinstance(named, list) else [named])]
    found = [path for path in own if path.is_dir()]
    package = package_folder(FONT_PACKAGE, "files")
    if package is None:
        return found
    ours = [path.name for path in package.glob("*-Regular.ttf")]
    has_ours = any((path / name).is_file() for path in found for name in ours)
    return found if has_ours else [*found, package]
