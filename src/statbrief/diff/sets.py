"""Two sets of editions by area held against each other: which areas changed, and the same change told once.

A change is the same in two areas where it reads alike but for the area's own name; where it reads alike but for numbers
too, it is told as one area has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from statbrief.copies.read import read_copy
from statbrief.diff.difference import difference, record_of
from statbrief.diff.findings import Difference
from statbrief.diff.report import sections
from statbrief.errors import CopyError
from statbrief.files.paths import EDITIONS_FILE
from statbrief.languages.placeholders import AREA
from statbrief.record.editions_list import Entry, read_entries

_NUMBER = re.compile(r"[−-]?\d[\d.,\u00a0\u202f]*")
_QUOTES = {"'": "['’‘]", '"': '["“”]'}
"""What stands on pages for marks as they are typed."""
_COPIES = (".html", ".pdf", ".json")
"""The endings of copies, those first that have most to compare."""
Key = tuple[str, str]
"""An area's code, and the edition's language where it is not the brief's own."""


@dataclass(frozen=True)
class Told:
    """A change: under which heading, its lines as the first of its areas has them, and all of these by name.

    `is_alike` is of one that differs from area to area in numbers or names.
    """

    title: str
    lines: tuple[str, ...]
    areas: tuple[str, ...]
    is_alike: bool = False


@dataclass(frozen=True, kw_only=True)
class SetsDifference:
    """All that differs between two sets: areas that came and went, those that changed, and what changed in them.

    It is true when anything differs. `by_area` has the whole difference of each area that changed.
    """

    came: tuple[str, ...]
    went: tuple[str, ...]
    by_area: dict[str, Difference]
    told: tuple[Told, ...]
    total: int

    def __bool__(self) -> bool:
        return bool(self.came or self.went or self.by_area)


def difference_of_sets(old: Path, new: Path) -> SetsDifference:
    """What differs between the editions in two folders, each with its list. Raises `CopyError`."""
    before, after = _entries(old), _entries(new)
    names = _names({**before, **after})
    changed: dict[str, tuple[Difference, tuple[str, ...]]] = {}
    for key in after:
        if key in before and before[key]["files"] != after[key]["files"]:
            found, own = _difference((old, before[key]), (new, after[key]))
            if found:
                changed[names[key]] = found, own
    return SetsDifference(
        came=tuple(names[key] for key in after if key not in before),
        went=tuple(names[key] for key in before if key not in after),
        by_area={name: found for name, (found, _) in changed.items()},
        told=tuple(_told([(name, own, found) for name, (found, own) in changed.items()])),
        total=len(after),
    )


def _entries(folder: Path) -> dict[Key, Entry]:
    entries = read_entries(folder)
    if not entries:
        found, wanted = (
            "no editions are listed",
            f"name a folder that `statbrief build --each` made, with {EDITIONS_FILE}",
        )
        raise CopyError.at(folder.as_posix(), EDITIONS_FILE, found, wanted)
    return {(each["code"], each["edition"]): each for each in entries}


def _names(entries: dict[Key, Entry]) -> dict[Key, str]:
    """What each edition is called: by its area, and its language where the area has more than one."""
    codes = [code for code, _ in entries]
    return {
        (code, edition): f"{each['name']} ({each['lang']})" if codes.count(code) > 1 else each["name"]
        for (code, edition), each in entries.items()
    }


def _difference(old: tuple[Path, Entry], new: tuple[Path, Entry]) -> tuple[Difference, tuple[str, ...]]:
    """What differs between two editions of an area, and what it is called in them."""
    copies = [read_copy(_copy(*each)) for each in (old, new)]
    records = [record_of(each) for each in copies]
    areas = [each["answers"][AREA] for each in records if AREA in each.get("answers", {})]
    called = [name for each in areas for name in (*each.get("called", ()), *each["value"])]
    found = difference(records[0], records[1], files=(copies[0].attached, copies[1].attached))
    return found, tuple(dict.fromkeys(called))


def _copy(folder: Path, entry: Entry) -> Path:
    """The copy of an edition that has most to compare."""
    names = sorted(name for name in entry["files"] if "/" not in name and name.count(".") <= 1 + bool(entry["edition"]))
    for ending in _COPIES:
        for name in names:
            if name.endswith(ending):
                return folder / entry["slug"] / name
    raise CopyError.at(f"{folder.as_posix()}/{entry['slug']}", "edition", "has no page, print or record")


def _told(changed: Sequence[tuple[str, tuple[str, ...], Difference]]) -> Iterator[Told]:
    """Each change once, those of most areas first; those that are alike but for numbers as one."""
    exact: dict[tuple[str, str], tuple[list[str], list[str], list[str]]] = {}
    for name, own, found in changed:
        for title, blocks in sections(found):
            for lines in blocks:
                said = _without(" ".join(" ".join(lines).split()), own)
                known = exact.setdefault((title, said), (lines, [], []))
                known[1].append(name)
                known[2].append(" ".join(lines))
    alike: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for title, said in exact:
        alike.setdefault((title, _NUMBER.sub("#", said)), []).append((title, said))
    groups = []
    for keys in alike.values():
        areas = [area for key in keys for area in exact[key][1]]
        as_said = {text for key in keys for text in exact[key][2]}
        groups.append(Told(keys[0][0], tuple(exact[keys[0]][0]), tuple(dict.fromkeys(areas)), len(as_said) > 1))
    yield from sorted(groups, key=lambda each: -len(each.areas))


def _without(text: str, names: Sequence[str]) -> str:
    """A text without the area's own name."""
    for name in names:
        signs = "".join(_QUOTES.get(sign, re.escape(sign)) for sign in name)
        text = re.sub(rf"(?<!\w){signs}(?!\w)", "{area}", text)
    return text
