"""How a table's text is written: what parts its cells, quotes them, and which bytes stand for which letters.

`data/datapackage.json` declares it with the ``dialect`` and ``encoding`` of a resource, in the words of Frictionless'
CSV Dialect. What is declared and not read here is refused by name.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statbrief.errors import near_miss

Json = Mapping[str, Any]
Problem = tuple[str, str, str]
"""The property that is wrong, what was found, and what was wanted."""

ENCODING = re.compile(
    r"utf-?8(-sig)?|utf-?16(-?(l|b)e)?|(us-)?ascii|iso-?8859-?\d{1,2}|latin-?[1-9]|(windows-?|cp)\d{3,4}|koi8-(r|u)|"
    r"mac-?roman"
)
_OF_SINGLE_BYTES = re.compile(r"cp125\d|iso8859-\d+")
FIXED = {
    "lineTerminator": ("\r\n", "\n", "\r"),
    "headerRows": ([1],),
    "headerJoin": (" ",),
    "commentRows": ([],),
    "caseSensitiveHeader": (False, True),  # columns are named as they are described, in these very letters
    "csvddfVersion": (1, 1.0, 1.2, "1.0", "1.2"),
    "nullSequence": ("",),
    "$schema": None,
    "title": None,
    "description": None,
    "name": None,
}
"""What says nothing here (None), or is read in these ways alone."""
LETTERS = ("delimiter", "quoteChar", "escapeChar", "commentChar")
TRUTHS = ("doubleQuote", "skipInitialSpace", "header")
_LONGEST_SHOWN = 40


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """How the cells of a table stand in its text; `escape` and `comment` are empty where there is none."""

    delimiter: str = ","
    quote: str = '"'
    doubles_quotes: bool = True
    escape: str = ""
    skips_space: bool = False
    has_header: bool = True
    comment: str = ""
    encoding: str = "utf-8"

    def decode(self, data: bytes) -> str:
        """The text that the bytes stand for, without a byte order mark. Raises `UnicodeDecodeError`."""
        return data.decode("utf-8-sig" if self.encoding == "utf-8" else self.encoding).removeprefix("\ufeff")

    def is_utf_8_by_mistake(self, data: bytes) -> bool:
        """Whether bytes are letters of UTF-8, and declared as those of an encoding in which each is one by itself.

        Such a text is read without an error, Ã³ for ó; nobody means what all of its signs would say then.
        """
        if not _OF_SINGLE_BYTES.fullmatch(self.encoding) or data.isascii():
            return False
        try:
            data.decode()
        except UnicodeDecodeError:
            return False
        return True


PLAIN = Dialect()
"""Commas and double quotes in UTF-8."""


def read_dialect(resource: Json) -> tuple[Dialect, list[Problem]]:
    """The dialect that a resource declares, and what is wrong with the declaration."""
    said = resource.get("dialect", {})
    problems = list(_encoding_problems(resource.get("encoding", "utf-8")))
    if isinstance(said, dict) and isinstance(said.get("csv"), dict) and len(said) == 1:
        said = said["csv"]  # as frictionless nests it
    if not isinstance(said, dict):
        return PLAIN, [*problems, ("dialect", shown(said), 'write a mapping such as {"delimiter": ";"}')]
    problems += [(f"dialect: {name}", *problem) for name, value in said.items() if (problem := _problem(name, value))]
    letters = [said[name] for name in LETTERS if isinstance(said.get(name), str) and said[name]]
    if len({*letters}) < len(letters):
        problems.append(("dialect", f"{shown(said)} has one character for two things", "choose another"))
    if problems:
        return PLAIN, problems
    tabs = resource.get("format") == "tsv"
    return Dialect(
        delimiter=said.get("delimiter", "\t" if tabs else ","),
        quote=said.get("quoteChar", '"') or "",
        doubles_quotes=said.get("doubleQuote", True),
        escape=said.get("escapeChar") or "",
        skips_space=said.get("skipInitialSpace", False),
        has_header=said.get("header", True),
        comment=said.get("commentChar") or "",
        encoding=codecs.lookup(resource.get("encoding", "utf-8")).name,
    ), []


def _encoding_problems(encoding: object) -> Iterator[Problem]:
    wanted = "write the name of an encoding, such as utf-8 or windows-1252"
    if not isinstance(encoding, str) or not ENCODING.fullmatch(encoding.lower().replace("_", "-")):
        yield "encoding", f"{shown(encoding)} is not read here", wanted
        return
    try:
        codecs.lookup(encoding)
    except LookupError:
        yield "encoding", f"{shown(encoding)} is no encoding", wanted


def _problem(name: str, value: object) -> tuple[str, str] | None:
    """What was found and wanted of one property of a dialect; nothing when it is read, or says nothing here."""
    if name in LETTERS:
        is_letter = isinstance(value, str) and len(value) == 1 and value not in "\r\n"
        return None if is_letter or (value is None and name != "delimiter") else (shown(value), "write one character")
    if name in TRUTHS:
        return None if isinstance(value, bool) else (shown(value), "write true or false")
    if name not in FIXED:
        names = (*LETTERS, *TRUTHS)
        return "is not read here", near_miss(name, names) or f"the properties are {', '.join(names)}"
    allowed = FIXED[name]
    is_allowed = allowed is None or any(value == each and type(value) is type(each) for each in allowed)
    return None if is_allowed else (f"{shown(value)} is not read here", f"write {shown(allowed[0] if allowed else '')}")


def shown(value: object) -> str:
    """What a description says where it should say something else, shortened."""
    said = json.dumps(value, ensure_ascii=False)
    return said if len(said) <= _LONGEST_SHOWN else f"{said[:_LONGEST_SHOWN]}…"
