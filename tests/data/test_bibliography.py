"""Bibliographies: what pandoc could not read, or would read otherwise than it is meant, is told with its line."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from briefs import write_brief
from statbrief.analysis.analysis import analyse
from statbrief.data import bibliography as checked
from statbrief.errors import ReadingError

GOOD = "@misc{agency,\n  title = {What the agency says},\n}\n"
OPEN = "close its braces and quotation marks, and part its fields by commas"
SIGNS = "comes out as two signs, a letter without a dot and an accent"
DAY = "write the date, such as 2022-07-12"

BROKEN = {
    "no end": ("@misc{b, title = {Open}, year = 2022\n", "4: entry b: unexpected end of input; " + OPEN),
    "an open brace": ("@misc{b, title = {Open, year = 2022}\n@misc{c,\n}\n", "5: entry b: unexpected '@'; " + OPEN),
    "no comma": ("@misc{b,\n  title = {A}\n  year = {2022},\n}\n", "6: entry b: unexpected 'y'; " + OPEN),
    "a quotation that is open": ('@misc{b, title = "A, year = 2022}\n', "4: entry b: unexpected end of input; " + OPEN),
    "no day": ("@misc{b,\n date = {2022-02-31},\n}\n", "5: entry b: 2022-02-31 is no day of the calendar; " + DAY),
    "no month": ("@misc{b,\n date = {2022-13},\n}\n", "5: entry b: 2022-13 is no day of the calendar; " + DAY),
    "no end of a span": (
        "@misc{b,\n date = {2022-01/2022-02-30},\n}\n",
        "5: entry b: 2022-02-30 is no day of the calendar; " + DAY,
    ),
    "no year": ("@misc{b,\n year = {20x2},\n}\n", "5: entry b: '20x2' is not read as a date; " + DAY),
    "an i without its dot": (
        "@misc{b, author = {Estad{\\'\\i}stica}}\n",
        f"4: letter: \\'\\i {SIGNS}; write \\'i or í",
    ),
    "the same in braces": (
        "@misc{b,\n author = {Estad\\'{\\i}stica}}\n",
        f"5: letter: \\'{{\\i}} {SIGNS}; write \\'i or í",
    ),
    "with another accent": ('@misc{b, author = {Na\\"\\i ve}}\n', f'4: letter: \\"\\i {SIGNS}; write \\"i or ï'),
}


def bibliography(folder: Path, text: str, name: str = "data/sources.bib") -> None:
    """Analyse a brief with such a bibliography."""
    write_brief(folder)
    (folder / name).write_text(text, encoding="utf-8")
    analyse(folder, "en")


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_read_is_told_with_its_entry(tmp_path: Path, text: str, message: str) -> None:
    """Before any page is made, and of the file that it stands in."""
    with pytest.raises(ReadingError, match=rf"^data/sources.bib:{re.escape(message)}$"):
        bibliography(tmp_path, GOOD + text)


def test_a_bibliography_of_another_edition_is_read_too(tmp_path: Path) -> None:
    """Each of data/, for an edition may have its own."""
    with pytest.raises(
        ReadingError, match=r"^data/sources.es.bib:1: entry b: unexpected end of input; close its braces"
    ):
        bibliography(tmp_path, "@misc{b, title = {Open}\n", "data/sources.es.bib")


def test_what_was_right_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes are right wherever they stand; others, and what was wrong, are read each time."""
    read: list[str] = []

    class Noting(subprocess.Popen[bytes]):
        def __init__(self, command: list[str], **how: Any) -> None:  # noqa: ANN401 -- as of subprocess
            read.append(Path(command[-1]).name)
            super().__init__(command, **how)

    monkeypatch.setattr(subprocess, "Popen", Noting)
    monkeypatch.setattr(checked, "_right", {})
    for name, text in (("a.bib", GOOD), ("b.bib", GOOD), ("a.bib", GOOD + "@misc{b, title = {Open}\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        found = []
        for _ in range(2):
            with checked.checking_bibliographies(tmp_path, [name]) as faults:
                found.append(len(faults()))
        assert found == ([0, 0] if text == GOOD else [1, 1])
    assert read == ["a.bib", "a.bib", "a.bib"]  # the good one once, the other one twice


ACCEPTED = [
    "@online{b, title = {A {Title} \\& more}, date = {2022-07-12}, urldate = {2022-08}, url = {https://x.org/a_b%20c}}\n",
    "@book{b, title = {A}, year = 1999, month = feb}\n@string{x = {y}}\n@comment{anything}\n",
    "@article{b, author = {Pe{\\~n}a, Jos{\\'e} and {Instituto Nacional de Estad{\\'i}stica}}, year = {in press}}\n",
    "@misc{b, title = {A}, date = {2022-21}}\n",  # a season
    "@misc{b, title = {Straße, ınce}, year = {2022}}\n",  # a language that has the letter
    "",
]


@pytest.mark.parametrize("text", ACCEPTED)
def test_what_can_be_read_is_no_fault(tmp_path: Path, text: str) -> None:
    """Whatever BibTeX allows, and pandoc reads as it is meant."""
    bibliography(tmp_path, GOOD + text)
