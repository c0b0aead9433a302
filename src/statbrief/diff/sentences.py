"""Sentences: how a text falls into them, and which of them differ between two texts.

The time this takes grows with the length of the texts, however much of them differs: what is alike is found by what
occurs once in both, and only short stretches are compared each with each.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from statbrief.languages.registry import vocabularies
from statbrief.languages.vocabulary import Abbreviations, Vocabulary

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[¿¡]*[^\W_a-z])")
"""Where a sentence may end: a stop, what closes with it, a space, and then anything but a small letter."""
_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?[ºª]?$")
_SMALL = re.compile(r"[\"'“‘«(\[¿¡]*[^\W\d_]")
_TOKEN = re.compile(r"\w+(?:[.,:'’]\w+)*|\s+|[^\w\s]")
_NUMBER = re.compile(r"\d+(?:[.,\s]\d+)*")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])(?:[-\u2010]\s*\n\s*|[\u00ad\ufffe\x02]\s*)(?=[^\W\d_])")
_FOOT = 400  # characters at the end of a page
_OWN_NUMBER = "#"
_LONGEST = 400  # words of a sentence that are compared one by one
_WINDOW = 32  # sentences compared each with each
_DEEPEST = 8  # times that a stretch is searched for what occurs once
_ALIKE = 0.4  # of their words that two sentences share, for one to be the other's successor

Pairs = list[tuple[int, int]]


@dataclass(frozen=True)
class Change:
    """A sentence that is another now. One that came has no `old`, one that went no `new`.

    `parts` are the two sentences side by side: stretches of words that are the same in both, or differ.
    """

    old: str
    new: str
    parts: tuple[tuple[str, str], ...]


def split(text: str) -> list[str]:
    """The sentences of a text in any of the languages that briefs are written in.

    >>> split("The U.S. has 1.5 million, see No. 7. So what? Nothing.")
    ['The U.S. has 1.5 million, see No. 7.', 'So what?', 'Nothing.']
    """
    text = " ".join(text.split())
    found, start = [], 0
    for end in _END.finditer(text):
        is_inside = _is_small(text, end.end()) or _is_abbreviation(text, start, end)
        if not is_inside and not text[start : end.start()].isdigit():  # as in a list: 1. First
            found.append(text[start : end.end()].rstrip())
            start = end.end()
    return [*found, text[start:]] if text[start:] else found


def of_pages(pages: Sequence[str]) -> list[str]:
    """The sentences of printed pages, which run from line to line and from page to page.

    What stands with the page's number at the foot of the pages is no part of them.
    """
    return split(_BROKEN_WORD.sub("", "\n".join(_without_feet(pages))))


def changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The sentences that differ, in the order of reading, each beside the one that took its place."""
    for old_gap, new_gap in _gaps(_match(old, new), len(old), len(new)):
        yield from _paired(old[old_gap], new[new_gap])


def compare(old: str, new: str) -> Change:
    """Two sentences side by side, with the words that differ."""
    return Change(old, new, tuple(_parts(old, new)))


def _is_small(text: str, place: int) -> bool:
    """Whether what begins here begins with a small letter, of any alphabet."""
    found = _SMALL.match(text, place)
    return found is not None and found[0][-1].islower()


def _is_abbreviation(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether the stop at `end` belongs to its word: No. 7, U.S. Census Bureau, J. Smith, EE. UU., n.º 3."""
    if end[0].rstrip() != ".":
        return False
    before = _LAST_WORD.search(text, max(start, end.start() - 40), end.start())
    if before is None:
        return False
    word, known = before[0].lower(), _abbreviations(vocabularies())
    if word in known.before_numbers:
        return text[end.end()].isdigit()
    return len(word) == 1 or "." in word or word in known.before_names or before[0] in known.doubled


@cache
def _abbreviations(languages: tuple[Vocabulary, ...]) -> Abbreviations:
    """Those of all languages, since texts quote each other's."""
    known = [each.abbreviations for each in languages]
    return Abbreviations(
        before_names=frozenset().union(*(each.before_names for each in known)),
        before_numbers=frozenset().union(*(each.before_numbers for each in known)),
        doubled=frozenset().union(*(each.doubled for each in known)),
    )


def _without_feet(pages: Sequence[str]) -> list[str]:
    """The pages without what the last two end alike with, if that is where each says its own number."""
    feet = [_foot(page, {str(place), str(len(pages))}) for place, page in enumerate(pages, 1)]
    alike = _alike_at_start(*feet[-2:]) if len(feet) > 1 else 0
    foot = feet[-1][:alike] if alike else []
    if _OWN_NUMBER not in foot:
        return list(pages)
    return [
        page.rstrip().rsplit(maxsplit=alike)[0] if words[:alike] == foot and len(words) > alike else page
        for page, words in zip(pages, feet, strict=True)
    ]


def _foot(page: str, numbers: set[str]) -> list[str]:
    """The last words of a page, backwards, with a sign for its own number and for how many there are."""
    return [_OWN_NUMBER if word in numbers else word for word in page[-_FOOT:].split()[:0:-1]]


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The changes in a stretch where no sentence stayed: first by what stays but for numbers, then by shared words."""
    pairs = _match([_NUMBER.sub("0", each) for each in old], [_NUMBER.sub("0", each) for each in new])
    alike: Pairs = []
    for old_gap, new_gap in _gaps(pairs, len(old), len(new)):
        one, other = old[old_gap], new[new_gap]
        for place, end in _windows(len(one), len(other), _WINDOW // 2):
            found = _most_alike(one[place:end], other[place:end])
            alike += [(old_gap.start + place + i, new_gap.start + place + j) for i, j in found]
    pairs = sorted([*pairs, *alike])
    yield from _in_order(old, new, pairs)


def _in_order(old: Sequence[str], new: Sequence[str], pairs: Pairs) -> Iterator[Change]:
    """The pairs, and between them what went and what came."""
    i = j = 0
    for one, other in [*pairs, (len(old), len(new))]:
        yield from (compare(sentence, "") for sentence in old[i:one])
        yield from (compare("", sentence) for sentence in new[j:other])
        if one < len(old):
            yield compare(old[one], new[other])
        i, j = one + 1, other + 1


def _gaps(pairs: Pairs, old: int, new: int) -> Iterator[tuple[slice, slice]]:
    """The stretches between the pairs, where there is anything on either side."""
    i = j = 0
    for one, other in [*pairs, (old, new)]:
        if i < one or j < other:
            yield slice(i, one), slice(j, other)
        i, j = one + 1, other + 1


def _windows(old: int, new: int, size: int) -> Iterator[tuple[int, int]]:
    """Short stretches, one after the other, as far as there is something on both sides."""
    return ((place, place + size) for place in range(0, min(old, new), size))


def _match(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Pairs of places that hold the same, in order: what is alike at both ends, then what occurs once in both."""
    found: Pairs = []
    waiting = [(0, len(old), 0, len(new), 0)]
    while waiting:
        i, i_end, j, j_end, depth = waiting.pop()
        while i < i_end and j < j_end and old[i] == new[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            found.append((i_end, j_end))
        if i == i_end or j == j_end:
            continue
        once = _once_in_both(old[i:i_end], new[j:j_end]) if depth < _DEEPEST else []
        if not once:
            found += _match_windows(old[i:i_end], new[j:j_end], i, j)
            continue
        found += [(i + one, j + other) for one, other in once]
        between = _gaps(once, i_end - i, j_end - j)
        waiting += [(i + a.start, i + a.stop, j + b.start, j + b.stop, depth + 1) for a, b in between]
    return sorted(found)


def _match_windows(old: Sequence[str], new: Sequence[str], i: int, j: int) -> Pairs:
    found: Pairs = []
    for place, end in _windows(len(old), len(new), _WINDOW):
        matcher = SequenceMatcher(None, old[place:end], new[place:end], autojunk=False)
        for block in matcher.get_matching_blocks():
            found += [(i + place + block.a + step, j + place + block.b + step) for step in range(block.size)]
    return found


def _once_in_both(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """The longest row of pairs, in order on both sides, of what occurs once on each."""
    counts, new_counts = Counter(old), Counter(new)
    places = {each: place for place, each in enumerate(new) if new_counts[each] == 1}
    pairs = [(place, places[each]) for place, each in enumerate(old) if counts[each] == 1 and each in places]
    return _longest_rise(pairs)


def _longest_rise(pairs: Pairs) -> Pairs:
    """Of pairs in the order of their first place, the most whose second places rise too."""
    ends: list[int] = []  # the lowest second place that a row of this length ends with
    last: list[int] = []  # which pair that is
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
    row: Pairs = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _most_alike(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """The pairs, in order, that share the most words; sentences that share few have no pair."""
    words = [Counter(_words(each)) for each in old], [Counter(_words(each)) for each in new]
    alike = [[_likeness(one, other) for other in words[1]] for one in words[0]]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], alike[i][j] + best[i + 1][j + 1])
    pairs: Pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    shared = 2 * (one & other).total() / max(one.total() + other.total(), 1)
    return shared if shared >= _ALIKE else 0.0


def _words(sentence: str) -> list[str]:
    return [token for token in _TOKEN.findall(sentence) if not token.isspace()]


def _parts(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Stretches of both sentences; what is alike at both ends is never in question."""
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    start = _alike_at_start(one, other)
    end = _alike_at_start(one[start:][::-1], other[start:][::-1])
    before, after = "".join(one[:start]), "".join(one[len(one) - end :])
    middle = one[start : len(one) - end], other[start : len(other) - end]
    if before:
        yield before, before
    if _differ_in_place(*middle):
        yield from _merged(zip(*middle, strict=True))
    elif len(middle[0]) > _LONGEST or len(middle[1]) > _LONGEST:
        yield "".join(middle[0]), "".join(middle[1])
    else:
        yield from _merged(_stretches(*middle))
    if after:
        yield after, after


def _alike_at_start(one: Sequence[str], other: Sequence[str]) -> int:
    alike = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        alike += 1
    return alike


def _differ_in_place(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether words were only put in the place of others, as where numbers follow their figures."""
    if len(one) != len(other):
        return False
    return 2 * sum(left == right for left, right in zip(one, other, strict=True)) >= len(one)


def _stretches(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str]]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for _, i, i_end, j, j_end in matcher.get_opcodes():
        yield "".join(one[i:i_end]), "".join(other[j:j_end])


def _merged(stretches: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The stretches, as few as can be: words that changed with no more than a space between them are one."""
    merged: list[tuple[str, str]] = []
    for old, new in stretches:
        if merged and (old == new) == (merged[-1][0] == merged[-1][1]):
            before = merged.pop()
            merged.append((before[0] + old, before[1] + new))
        elif old != new and len(merged) > 1 and merged[-1][0].isspace():
            space, before = merged.pop()[0], merged.pop()
            merged.append((before[0] + space + old, before[1] + space + new))
        else:
            merged.append((old, new))
    return merged
