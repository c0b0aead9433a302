"""The published record: all that one build knew, as JSON that travels inside the pages and proves them.

The record is one text: it is written in one way only, so its SHA-256 names it, and every part of it is sealed with a
hash of its own, so that a change says where it was made. Its shape is `published.schema.json`. A record may come from
a file that somebody else made: it is read within bounds, and nothing in it is ever run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from statbrief.arithmetic.bounds import AS_STATED, OPEN_ENDED
from statbrief.arithmetic.exactness import LARGEST_NUMBER
from statbrief.errors import CopyError
from statbrief.files.shapes import wrong_in_shape
from statbrief.record.figure_types import CellRecord, FigureRecord
from statbrief.record.record_types import PublishedRecord

VERSION = 3
"""Of the published record; that of an analysis counts its own."""
EARLIER = 2
"""The version before, whose copies are still read; it had other rules for digits and words."""
LARGEST_RECORD = 32 * 1024 * 1024
"""Bytes of a record; a brief of 1,000 figures and 200 pages has about 3 MB."""
DEEPEST = 12
"""Levels of brackets; the schema needs seven."""
MOST_PARTS = 1_000_000
"""Brackets and commas; such a record has about 100,000."""
SCHEMA = Path(__file__).with_name("published.schema.json")
SCHEMAS = {VERSION: SCHEMA, EARLIER: Path(__file__).with_name("published.2.schema.json")}
_SEAL = 16  # hexadecimal digits of a part's hash


def written(record: Mapping[str, object]) -> bytes:
    r"""The one way to write a record. ``<`` is escaped, so that it can stand inside a page as it is.

    >>> written({"b": "<a>", "a": 1.5})
    b'{\n "a": 1.5,\n "b": "\\u003ca>"\n}\n'
    """
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return f"{text}\n".replace("<", "\\u003c").encode()


def sealed(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with the seal of its parts."""
    rest = {key: value for key, value in record.items() if key != "seal"}
    return rest | {"seal": dict(_seals(rest))}


def broken(record: Mapping[str, object]) -> list[str]:
    """The parts, as JSON pointers, that are not as they were sealed: changed, added or taken away."""
    found = dict(_seals({key: value for key, value in record.items() if key != "seal"}))
    seal = record.get("seal")
    seal = seal if isinstance(seal, dict) else {}
    return sorted(pointer for pointer in {*found, *seal} if found.get(pointer) != seal.get(pointer))


def is_rounding_known(figure: Mapping[str, object]) -> bool:
    """Whether a record's figure rests on no number whose rounding nobody knows, so that its range is known."""
    return figure.get("rounded_to") != AS_STATED and not figure.get("as_stated")


def is_open(figure: FigureRecord) -> bool:
    """Whether a figure's range leaves out the number that it ends at: more than 30, not 30 or more."""
    return figure["bound"] in OPEN_ENDED if "stated" in figure else bool(figure.get("is_open"))


def open_range(figure: FigureRecord) -> tuple[float | None, float | None]:
    """The ends of a figure's range, as far as they are reached: None where it is open, or only nears a limit."""
    low, high = figure["range"]
    limit = "" if "stated" in figure or figure.get("is_limit_in") else figure.get("limit", "")
    return None if limit == "low" else low, None if limit == "high" else high


def inputs_of(figure: FigureRecord) -> list[str]:
    """The figures and datasets that a figure is computed from; none of a reported one."""
    return [] if "stated" in figure else figure["inputs"]


def cell_of(figure: FigureRecord) -> CellRecord | None:
    """The one number of a dataset that a figure repeats, if it does no more than that."""
    return None if "stated" in figure else figure["cell"]


def sha256(content: bytes) -> str:
    """The SHA-256 of a record's text or of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read(text: bytes, name: str) -> PublishedRecord:
    """The record that `text`, found in the file `name`, holds, in the shape that the schema describes.

    Raises `CopyError` for one that is too large or too deep, is not JSON, says a thing twice, or has another shape.
    """
    if len(text) > LARGEST_RECORD:
        raise CopyError.at(name, "record", f"has {len(text)} bytes", f"{LARGEST_RECORD} at most")
    if sum(map(text.count, (b"[", b"{", b","))) > MOST_PARTS:
        raise CopyError.at(name, "record", f"has more than {MOST_PARTS} parts")
    try:
        record = json.loads(
            text.decode(),
            object_pairs_hook=_once,
            parse_constant=_no_constant,
            parse_float=_number,
            parse_int=_whole_number,
        )
        json.dumps(record, ensure_ascii=False).encode()  # a text may hold half a character, which no file can
    except RecursionError as error:
        raise CopyError.at(name, "record", "is nested too deep") from error
    except ValueError as error:  # also a number of 5,000 digits, and text that is not UTF-8
        raise CopyError.at(name, "record", f"is not JSON ({error})") from error
    if _depth(record) > DEEPEST:
        raise CopyError.at(name, "record", "is nested too deep")
    if isinstance(record, dict) and not record.keys() & {"figures", "seal"}:
        raise CopyError.at(name, "record", "is none: a brief's record has figures and a seal", "give its brief.json")
    version = record.get("version", VERSION) if isinstance(record, dict) else VERSION
    if version not in (EARLIER, VERSION) or isinstance(version, bool):
        wanted = f"this program reads versions {EARLIER} and {VERSION}"
        raise CopyError.at(name, "record", f"has version {str(version)[:20]}", wanted)
    if wrong := wrong_in_shape(record, SCHEMAS[version]):
        raise CopyError.at(name, "record", f"is not as its schema says ({wrong})")
    known: PublishedRecord = record  # as the schema says, to which the type is held
    return known


def _seals(record: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Each part that stands by itself, with its hash: the members of what has members, else the whole."""
    for key, value in record.items():
        if isinstance(value, dict):
            yield f"/{key}", _hash(sorted(value))
            yield from ((f"/{key}/{_pointer(name)}", _hash(part)) for name, part in value.items())
        else:
            yield f"/{key}", _hash(value)


def _pointer(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")  # as RFC 6901 writes them


def _hash(part: object) -> str:
    return sha256(json.dumps(part, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())[:_SEAL]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _number(text: str) -> float:
    value = float(text)
    if abs(value) > LARGEST_NUMBER:
        raise ValueError(f"{text[:20]} is out of bounds")
    return value


def _whole_number(text: str) -> int:
    _number(text)  # what has too many digits for a float has too many to compute with
    return int(text)


def _depth(value: object) -> int:
    """Levels of brackets, found without recursion."""
    depth, level = 0, [value]
    while level:
        inner = [each for each in level if isinstance(each, dict | list)]
        level = [below for each in inner for below in (each.values() if isinstance(each, dict) else each)]
        depth += bool(inner)
    return depth
