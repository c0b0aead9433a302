"""The digits that prose asks for: ``value_4`` (significant), ``value_to_2`` (decimals), ``value_full`` (all known)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from statbrief.files.paths import DOCUMENTS

BETWEEN = {"between": "range", "percent_between": "percent_range"}
"""Ranges as a sentence says where something lies, between one end and the other, and as they are said by themselves."""
FORMS = ("value", "times", "percent", "change", "by", "range", "percent_range", *BETWEEN)
"""The forms that can be written with other digits; bare ones also with the word for about before them."""
CLAUSES = ("rose_by", "it_rose_by", "rise_of", "higher_by")
"""Those whose amount can be written with other digits, always with the word that its range demands."""
MOST = 15
"""Significant digits or decimals: more than any source states."""
FULL = "full"
_FORM = rf"(?P<about>about_)?(?P<form>{'|'.join((*FORMS, *CLAUSES))})_(?P<digits>{FULL}|(?:to_)?(?:0|[1-9][0-9]?))"
_PATTERN = re.compile(_FORM)
_VARIABLE = re.compile(rf"\{{\{{<\s*var\s+[\"']?(?P<figure>[^\W\d]\w*)\.(?:plain\.)?(?P<asked>{_FORM})[\"']?\s*>\}}\}}")
_INCLUDE = re.compile(r"\{\{<\s*include\s+[\"']?([^\"'>]+?)[\"']?\s*>\}\}")


@dataclass(frozen=True)
class Asked:
    """A form, and the digits that it is to have: ``7``, ``to_2`` or ``full``."""

    form: str
    digits: str
    is_about: bool = False


def digits_of(name: str) -> Asked | None:
    """What the name of a form asks for; None where it asks for no digits, or for none that can be."""
    found = _PATTERN.fullmatch(name)
    if found is None:
        return None
    digits = found["digits"]
    count = digits.removeprefix("to_")
    if count != FULL and (int(count) > MOST or digits == "0"):
        return None
    is_range = BETWEEN.get(found["form"], found["form"]).endswith("range")
    has_no_about = is_range or found["form"] in CLAUSES
    return None if has_no_about and found["about"] else Asked(found["form"], digits, is_about=bool(found["about"]))


def asked_forms(folder: Path) -> dict[str, list[str]]:
    """The forms with digits that the brief's documents and what they include ask for, by figure, sorted."""
    found: dict[str, set[str]] = {}
    for text in _texts(folder):
        for code in _VARIABLE.finditer(text):
            found.setdefault(code["figure"], set()).add(code["asked"])
    return {figure: sorted(found[figure]) for figure in sorted(found)}


def _texts(folder: Path) -> Iterator[str]:
    """The documents and the files that they include, however far."""
    waiting, seen = sorted(folder.glob(DOCUMENTS)), set[Path]()
    while waiting:
        path = waiting.pop()
        if path in seen or not path.is_file():
            continue
        seen.add(path)
        text = path.read_text(encoding="utf-8", errors="replace")  # what is wrong with it is said by who renders it
        yield text
        waiting += [path.parent / each for each in _INCLUDE.findall(text)]
