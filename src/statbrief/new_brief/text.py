"""A file of text as a table: in which letters it is written, what parts its cells, and whether it is one at all."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field

from statbrief.characters import NOT_IN_TABLES
from statbrief.errors import RefusedError
from statbrief.new_brief.scales import words_of_scale
from statbrief.table_schema.csv_table import number_in_two

DELIMITERS = ",;\t|"
"""What may part cells; of two that fit as well, the first."""
LARGEST = 8 * 1024 * 1024
"""Bytes of a table that travels inside pages: more is not read again by who verifies them."""
MOST_CELLS = 1_000_000
MOST_COLUMNS = 1_000
_TOP = 5  # lines that may stand above a table
_LOOKED_AT = 200  # rows, to tell what parts them
_OTHERS = (
    (b"PK\x03\x04", "a workbook or another archive"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\x1f\x8b", "compressed"),
    (b"\xd0\xcf\x11\xe0", "a workbook of an old kind"),
    (b"SQLite format", "a database"),
    (b"PAR1", "in the format Parquet"),
)
_MARKUP = {"{": "JSON", "[": "JSON", "<": "HTML or XML"}


@dataclass(frozen=True, kw_only=True)
class Text:
    """A table as its text has it, cells without the white space around them.

    `guesses` are what of it was guessed, for a person to confirm; `wide` are the columns beside those of years, where
    a row was made of each of these, and `has_blank_rows` says that some have nothing in any cell, and were left out.
    """

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guesses: tuple[str, ...] = field(default=())
    wide: tuple[str, ...] = ()
    has_blank_rows: bool = False

    def column(self, place: int) -> list[str]:
        """All cells of a column."""
        return [row[place] for row in self.rows]


def read_text_table(content: bytes) -> Text:
    """The table that a file holds. Raises `RefusedError` with why it cannot be used."""
    text, encoding, guesses = _decoded(content)
    if text.lstrip()[:1] in _MARKUP and text.rstrip()[-1:] in "]}>":
        raise RefusedError(f"is {_MARKUP[text.lstrip()[0]]}", "save it as CSV")
    delimiter = _delimiter(text)
    read = [(line, cells) for line, cells in _rows(text, delimiter) if cells]
    lines = [(line, cells) for line, cells in read if any(cells)]
    (_, header), *rows = lines or [(1, [])]
    if len(header) * len(rows) > MOST_CELLS or len(header) > MOST_COLUMNS:
        found = f"has {len(rows)} rows of {len(header)} columns"
        raise RefusedError(found, f"a brief's pages carry its data, {MOST_CELLS} cells of a table at most")
    for line, cells in lines:
        if len(cells) != len(header):
            found = f"line {line} has {_cells(len(cells))}, and line {lines[0][0]} {len(header)}"
            scales = ", ".join(
                dict.fromkeys(each for _, said in lines[:_TOP] for each in words_of_scale(" ".join(said)))
            )
            kept = f", and write {scales} into the heads that it is about" if scales else ""
            if len(cells) > len(header) and delimiter == "," and (number := number_in_two(cells)):
                kept = f'{kept}; or quote "{number}" if that is one number, or part cells by semicolons'
            raise RefusedError(found, f"delete what stands above, beneath or beside the table{kept}")
    if not rows:
        raise RefusedError("has a header and no rows", "add the data")
    return Text(
        encoding=encoding,
        delimiter=delimiter,
        header=tuple(header),
        rows=tuple(tuple(cells) for _, cells in rows),
        guesses=guesses,
        has_blank_rows=len(lines) < len(read),
    )


def _cells(number: int) -> str:
    return f"{number} cell{'' if number == 1 else 's'}"


def _decoded(content: bytes) -> tuple[str, str, tuple[str, ...]]:
    """The text, which encoding it is in, and whether that is a guess."""
    if not content.strip():
        raise RefusedError("is empty", "give a file with a table")
    if len(content) > LARGEST:
        raise RefusedError(f"has {len(content)} bytes", f"a brief's pages carry its data, {LARGEST} of a table at most")
    for start, what in _OTHERS:
        if content.startswith(start):
            raise RefusedError(f"is {what}", "save it as CSV")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _without_controls(content.decode("utf-16")), "utf-16", ()
    if b"\0" in content:
        raise RefusedError("is no text, for it holds zero bytes", "save it as CSV")
    try:
        return _without_controls(content.decode("utf-8-sig")), "utf-8", ()
    except UnicodeDecodeError:
        pass
    for encoding in ("windows-1252", "iso-8859-1"):
        try:
            text = _without_controls(content.decode(encoding))
        except UnicodeDecodeError:
            continue
        return text, encoding, (f"its letters are those of {encoding}",)
    raise RefusedError("is no text in a known encoding", "save it as UTF-8")


def _without_controls(text: str) -> str:
    if found := NOT_IN_TABLES.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise RefusedError(f"line {line} holds the control character U+{ord(found[0]):04X}", "delete it")
    return text


def _delimiter(text: str) -> str:
    """What parts the cells: the sign by which most rows have as many as the first, and that is the most."""
    scored = []
    for place, delimiter in enumerate(DELIMITERS):
        try:
            widths = [len(cells) for _, cells in _rows(text, delimiter, _LOOKED_AT) if any(cells)]
        except RefusedError:
            continue
        usual, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
        if usual > 1:
            scored.append((times / len(widths), usual, -place, delimiter))
    if scored:
        return max(scored)[-1]
    first = text.split("\n", maxsplit=1)[0].split()
    numbers = [line.split() for line in text.splitlines()[1:_LOOKED_AT] if line.strip()]
    if len(first) > 1 and numbers and all(len(each) == len(first) for each in numbers):
        raise RefusedError("has its cells apart by spaces", "save it as CSV")
    return DELIMITERS[0]


def _rows(text: str, delimiter: str, most: int | None = None) -> list[tuple[int, list[str]]]:
    """Each row with its line. Raises `RefusedError` for quotation marks that are not closed."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            found.append((line, [each.strip() for each in cells]))
            line = reader.line_num + 1
            if most is not None and len(found) >= most:
                break
    except csv.Error as error:
        raise RefusedError(f"line {line} cannot be read ({error})", "close its quotation marks") from error
    return found
