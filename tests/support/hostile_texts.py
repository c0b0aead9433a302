"""Texts that would steer what shows them, and records that hold one, whichever of their texts it is."""

import unicodedata
from collections.abc import Iterator
from typing import Any

TURNING = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
MARKS = {"LEFT-TO-RIGHT MARK", "RIGHT-TO-LEFT MARK", "ARABIC LETTER MARK"}

Path = tuple[Any, ...]


def steers(character: str) -> bool:
    """Whether it is a control, a line end, half a character, or has Unicode's property Bidi_Control."""
    is_control = unicodedata.category(character) in {"Cc", "Zl", "Zp", "Cs"}
    return is_control or unicodedata.bidirectional(character) in TURNING or unicodedata.name(character, "") in MARKS


STEERING = [each for each in map(chr, range(0x110000)) if steers(each)]


def texts_in(part: object, path: Path = ()) -> Iterator[Path]:
    """The way to each text in a record, through its objects and lists."""
    if isinstance(part, str):
        yield path
    for key, inner in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from texts_in(inner, (*path, key))


def spoilt(known: dict[str, Any], path: Path, character: str) -> dict[str, Any]:
    """The record with that character in the text at the end of the path, twice."""
    part: Any = known
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = f"{part[path[-1]]} {character}word{character}"
    return known
