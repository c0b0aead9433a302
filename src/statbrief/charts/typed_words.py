"""Words that a chart's code types into its picture: in an edition in another language they stand there as they are.

Numbers of pictures are held to be given, and names to be translated; what else a text says is looked for among the
texts of the code. It is no fault: a name may be the same in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from statbrief.charts.drawing_context import unmarked
from statbrief.charts.drawn_numbers import constants_in, texts_in
from statbrief.charts.given import GivenTable, Input
from statbrief.charts.legibility import Remark, quoted
from statbrief.files.plain_text import read_plain_text
from statbrief.languages.labels import labels_file
from statbrief.languages.language import Words

_WORD = re.compile(r"[^\W\d_]{3,}")
"""What says something: shorter ones are units, or signs."""


@dataclass(frozen=True)
class CodeText:
    """A text of the code, and whether something is filled in beside it, as in an f-string."""

    text: str
    file: str
    line: int
    is_part: bool

    def stands_in(self, drawn: Iterable[str], whole: str) -> bool:
        """Whether it was drawn: by itself, or several words of it, or a part, in any text or over several lines."""
        words = self.text.split()
        if len(words) == 1 and not self.is_part:  # which may be the name of a column, or of a place
            return self.text in drawn
        anywhere = r"\s+".join(map(re.escape, words))
        return re.search(rf"(?<!\w){anywhere}(?!\w)", whole) is not None


def code_texts(folder: Path, names: Iterable[str]) -> list[CodeText]:
    """The texts in the code of these files that have words and are not docstrings."""
    return [each for name in names for each in _code_texts(read_plain_text(folder / name, name), name)]


@lru_cache(maxsize=8)  # charts of one brief have the same
def _code_texts(source: str, name: str) -> Sequence[CodeText]:
    return tuple(
        CodeText(each.text, name, line, is_part or each.text != " ".join(unmarked(text).split()))
        for text, line, is_part in texts_in(source)
        for each in constants_in(text, name, line)
        if _WORD.search(each.text) and "_" not in each.text
    )


def told_by(inputs: Iterable[Input], written: Iterable[str], words: Words) -> frozenset[str]:
    """The texts that the language has: what it wrote, its labels, and those of tables that a chart is given."""
    labels = {row.text for row in words.labels.rows.values()}
    tables = [each for each in inputs if isinstance(each, GivenTable)]
    cells = {text for each in tables for row in (each.head, *each.rows) for text in row}
    return frozenset(labels | cells | {*written})


def typed_words(
    texts: Sequence[str], code: Iterable[CodeText], told: Collection[str], meant: Iterable[str], words: Words
) -> Iterator[Remark]:
    """What of the texts of a picture is typed in the code; `told` is what the language has, `meant` what is marked."""
    drawn = [" ".join(each.split()) for each in texts]
    own = [each for each in drawn if each not in told]
    known = {*told, *meant}
    whole = "\n".join(own)
    for each in sorted(set(code), key=lambda one: (one.file, one.line, one.text)):
        if each.text in known or not each.stands_in(own, whole):
            continue
        found = f"{quoted(each.text)} is typed in {each.file}:{each.line}, and stands so in {words.locale.english_name}"
        wanted = f"say it by words.said(…), whose words {labels_file(words.lang)} translates, or mark a name as meant"
        yield Remark(found=found, wanted=f"{wanted}: [{each.text}]{{.literal}}")
