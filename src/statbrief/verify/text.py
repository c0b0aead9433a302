"""The text of a copy against the text that its record says it shows: where they differ first, and in which words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence

MOST_TOLD = 20
"""Differences that are told one by one."""
_FEW = 400
"""Words, or pieces, whose best alignment is looked for; of more, the first that differs is told."""
_AROUND = 3  # words on either side
_LONGEST_SHOWN = 60
_ASIDE = re.compile(r"\[[a-z-]+\](?= )")
_WORDS = re.compile(r"\S+")
_NUMBER = re.compile(r"[0-9](?:[0-9]|[.,\u00a0\u202f'’](?=[0-9]))*")

Difference = tuple[str, str, str]
"""Where, what was found there, what was expected."""


def numbers(text: str) -> list[str]:
    """The numbers in a text, as they are written.

    >>> numbers("about 70,000, or 3.9 times, on July 12, 2022")
    ['70,000', '3.9', '12', '2022']
    """
    return _NUMBER.findall(text)


def differences(
    expected: Sequence[str], found: Sequence[str], piece: tuple[str, str], owners: Mapping[str, Sequence[str]]
) -> Iterator[Difference]:
    """Where the pieces found are not those expected; they are counted from 1.

    `piece` is what one is called that is shown, and one that is said beside it, such as `[alt] Two bars`. `owners` are
    the figures that are written with a number, so that a reader is told which one was touched.
    """
    for here, there in _changed(expected, found):
        for step in range(max(len(here), len(there))):
            one = expected[here[step]] if step < len(here) else None
            other = found[there[step]] if step < len(there) else None
            place = _place(piece, there.start + step + 1, other or one or "")
            if one is None or other is None:
                told = f"{_quoted(other)} is not in the record" if other is not None else "is missing"
                yield place, told, _quoted(one) if one is not None else ""
            else:
                for told, wanted in _in_words(one, other, owners):
                    yield place, told, wanted


def _place(piece: tuple[str, str], number: int, text: str) -> str:
    """Which piece it is; what an attribute says is called by its name too."""
    aside = _ASIDE.match(text)
    return f"text, {piece[1]} {number}, {aside[0]}" if aside else f"text, {piece[0]} {number}"


def _changed(expected: Sequence[str], found: Sequence[str]) -> Iterator[tuple[range, range]]:
    """The stretches of both that are not alike, between what is."""
    start = 0
    for one, other in zip(expected, found, strict=False):
        if one != other:
            break
        start += 1
    ends = len(expected), len(found)
    while min(ends) > start and expected[ends[0] - 1] == found[ends[1] - 1]:
        ends = ends[0] - 1, ends[1] - 1
    here, there = range(start, ends[0]), range(start, ends[1])
    if max(len(here), len(there)) > _FEW:
        if here or there:
            yield here, there
        return
    a, b = expected[here.start : here.stop], found[there.start : there.stop]
    matcher = difflib.SequenceMatcher(a=a, b=b, autojunk=False)
    for kind, *at in matcher.get_opcodes():
        if kind != "equal":
            yield range(start + at[0], start + at[1]), range(start + at[2], start + at[3])


def _in_words(expected: str, found: str, owners: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """What was found within one piece, with a few words around it, and what was expected."""
    one, other = _WORDS.findall(expected), _WORDS.findall(found)
    if one == other:
        yield "has other spaces between its words", ""
    for here, there in _changed(one, other):
        around = other[max(0, there.start - _AROUND) : min(there.stop, there.start + _FEW) + _AROUND]
        wanted, told = " ".join(one[here.start : here.stop]), " ".join(other[there.start : there.stop])
        shown = _quoted(" ".join(around))
        if not wanted:
            yield f"{shown} has {_quoted(told)}, which is not in the record", ""
        elif not told:
            yield f"{shown} lacks {_quoted(wanted)}", ""
        else:
            yield f"{shown} has {_quoted(told)}", f"the record has {_quoted(wanted)}{_whose(wanted, owners)}"


def _whose(text: str, owners: Mapping[str, Sequence[str]]) -> str:
    """The figures that are written with a number of the text."""
    names = dict.fromkeys(name for number in numbers(text) for name in owners.get(number, ()))
    return f" ({', '.join(list(names)[:_AROUND])})" if names else ""


def _quoted(text: str) -> str:
    """The text in quotation marks, without its middle where it is long."""
    text = " ".join(text.split())
    if len(text) > _LONGEST_SHOWN:
        text = f"{text[: _LONGEST_SHOWN // 2]} … {text[-_LONGEST_SHOWN // 2 :]}"
    return f"“{text}”"
