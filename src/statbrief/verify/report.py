"""What `verify` tells: a line for each figure, and one of all that was proved."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from statbrief.characters import printable
from statbrief.copies.copy import FORMATS
from statbrief.errors import Fault
from statbrief.record import published
from statbrief.record.figure_types import PublishedFigure
from statbrief.record.record_types import PublishedRecord
from statbrief.verify.answers import answers_of, proof_of, said_alone, said_of
from statbrief.verify.arithmetic import Recomputed
from statbrief.verify.readable import number, open_range_of, span

_FORMS = ("value", "about", "range")
"""Of which the first that a figure has is how its line writes it."""


@dataclass(frozen=True)
class Line:
    """What was proved of one figure: its identifier, how it is written, its range, and the proof."""

    figure: str
    text: str
    range: str
    proof: str

    def __str__(self) -> str:
        return printable(f"{self.figure}: {self.text} ({self.range}): {self.proof}")


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What came of verifying a copy.

    `evaluated` is the number of figures whose value was found again: from what is stated, from a formula, or from a
    file inside; `standing` is that of names and periods, the `answers`, that stand in a file inside. `checks` are those
    that were made again, `files` those whose hash is right, `numbers` those in the text, `sha256` is the record's.
    `outside` are lines on data that the copy does not carry, and on what was not held against them; `given` are
    those that were given beside it.
    """

    name: str
    format: str
    lines: tuple[Line, ...]
    answers: tuple[Line, ...]
    faults: tuple[Fault, ...]
    evaluated: int
    standing: int
    checks: int
    files: int
    numbers: int
    sha256: str
    outside: tuple[str, ...] = ()
    given: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def summary(self) -> str:
        """What was proved, in one line."""
        called, _ = FORMATS[self.format]
        faults = _count(len(self.faults), "fault")
        verdict = f"holds as {called}" if self.holds else f"does not hold as {called}, {faults}"
        if self.outside:
            verdict += f", without {_count(len(self.outside), 'file')} of data that it does not carry"
        said = [
            f"{_count(len(self.lines), 'figure')}, {self.evaluated:,} of them found again",
            *([self._answered] if self.answers else []),
            f"{_count(self.checks, 'check')} made again",
            self._files,
            *([f"{_count(self.given, 'file')} given beside it"] if self.given else []),
            *([f"{_count(self.numbers, 'number')} in the text"] if self.format != "json" else []),
            f"record SHA-256 {self.sha256}",
        ]
        return printable(f"{self.name}: {verdict}: {'; '.join(said)}")

    @property
    def _files(self) -> str:
        if self.format != "json":
            return f"{_count(self.files, 'file')} inside"
        if self.files:
            return f"{_count(self.files, 'file')} beside it, and no text"
        return "a record alone, without files or text"

    @property
    def _answered(self) -> str:
        said = _count(len(self.answers), "name or period", "names and periods")
        return f"{said}, {self.standing:,} of them in their cells"


def lines_of(
    record: PublishedRecord, recomputed: Recomputed, files: Mapping[str, str], wrong: AbstractSet[str]
) -> tuple[tuple[Line, ...], int]:
    """A line for each figure, and how many of them were found again."""
    lines, count = [], 0
    for name, figure in record["figures"].items():
        proof, cell = recomputed.proofs.get(name, "not evaluated"), published.cell_of(figure)
        source = figure["file"] if "stated" in figure else ""
        if cell and name not in recomputed.evaluated:
            dataset = record["datasets"].get(cell["dataset"])
            source = dataset["file"] if dataset else ""
        is_found = source in files if source else name in recomputed.evaluated
        if f"figure {name}" in wrong:
            proof, is_found = f"does not hold: {proof}", False
        elif source and not is_found:
            proof += ", which is not inside"
        text = next((figure["texts"][form] for form in _FORMS if form in figure["texts"]), number(figure["value"]))
        lines.append(Line(name, text, _reach(figure), proof))
        count += is_found
    return tuple(lines), count


def lines_of_answers(
    record: PublishedRecord, files: Mapping[str, str], wrong: AbstractSet[str]
) -> tuple[tuple[Line, ...], int]:
    """A line for each name and period, and how many of them stand where the record says."""
    lines, count = [], 0
    for name, answer in answers_of(record).items():
        proof, needed = proof_of(record, answer)
        is_found = bool(needed) and all(each in files for each in needed)
        if f"answer {name}" in wrong:
            proof, is_found = f"does not hold: {proof}", False
        elif needed and not is_found:
            proof += ", which is not inside"
        text = said_alone(answer)[0] or ", ".join(answer["value"])
        lines.append(Line(name, text, said_of(answer), proof))
        count += is_found
    return tuple(lines), count


def _reach(figure: PublishedFigure) -> str:
    """The range of a record's figure, for a reader."""
    reach = open_range_of(figure)
    told = span(reach, is_open=published.is_open(figure))
    if figure.get("missing"):
        return "of what is known" if reach.is_exact else f"{told}; of what is known"
    if published.is_rounding_known(figure):
        return told
    known = "no range is known" if reach.is_exact else f"{told} as far as is known"
    return f"as stated; {known}" if "stated" in figure else known


def _count(number_of: int, noun: str, several: str = "") -> str:
    return f"{number_of:,} {noun}" if number_of == 1 else f"{number_of:,} {several or f'{noun}s'}"
