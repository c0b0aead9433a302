"""Verbs and amounts that the prose puts together itself: what did not change has no amount that it changed by.

A verb is a form, and so is an amount; with other data the first says *did not change*, and the second 0%. Forms such as
`rose_by` join the two only where there is an amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from statbrief.errors import Fault
from statbrief.project import Place, fault_at
from statbrief.prose import Prose
from statbrief.shortcodes import find_shortcodes
from statbrief.variables import look_up

_VERBS = frozenset({"rose", "it_rose", "rise", "higher"})
_AMOUNT = re.compile(r"(?:about_)?(?:change|by)(?:_\d+|_to_\d+|_full)?")
_JOINED = re.compile(r"[^\W\d_\s]*(?:\s+[^\W\d_\s]+){0,3}\s*")
"""What may stand between a verb and its amount: up to three words, and no sign."""


class _Written(NamedTuple):
    """A form of a figure where it stands in the prose, and what stands between it and the one before."""

    figure: str
    form: str
    place: Place
    between: str


def contradicting(prose: Prose) -> Iterator[Fault]:
    """Each verb that says that nothing moved, or nothing clearly, and has an amount beside it all the same."""
    before: _Written | None = None
    for each in _forms(prose):
        if before and before.figure == each.figure and _JOINED.fullmatch(each.between):
            first, second = (before, each) if before.form in _VERBS else (each, before)
            if first.form in _VERBS and _AMOUNT.fullmatch(second.form):
                yield from _fault(prose, first, second)
        before = each


def _forms(prose: Prose) -> Iterator[_Written]:
    between = ""
    for passage in prose.passages:
        if passage.kind != "markdown":
            continue
        done = 0
        for code in find_shortcodes(passage.text):
            name = code.arguments[0] if code.name == "var" and code.arguments else ""
            figure, _, form = name.replace(".plain.", ".").rpartition(".")
            place = Place(passage.file, passage.line, code.start + 1)
            yield _Written(figure, form, place, between + passage.text[done : code.start])
            between, done = "", code.end
        between += passage.text[done:] + ("\n" if passage.text.strip() else " . ")  # an empty line ends a sentence


def _fault(prose: Prose, verb: _Written, amount: _Written) -> Iterator[Fault]:
    said, joined = (look_up(prose.variables, f"{verb.figure}.plain.{form}") for form in ("rose", "rose_by"))
    if said is not None and said == joined:
        found = f"“{said}” says all, and {verb.figure}.{amount.form} stands beside it"
        wanted = f"write {{{{< var {verb.figure}.it_rose_by >}}}}, which has an amount only where there is one"
        yield fault_at(verb.place, "amount", found, wanted)
