"""What the page of a preview is told: which save each picture is of, what is being made, and what is wrong."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from statbrief.errors import Fault
from statbrief.preview.editors import address
from statbrief.preview.made import Made

STEPS = ("analysis", "page", "print")
"""In the order in which they are made."""


@dataclass(frozen=True)
class Save:
    """One save: its number, the time of day, and what was saved, in a few words."""

    number: int = 0
    time: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """What is shown of a format: the save that it is of, the seconds that it took, and its pages' sizes in points."""

    save: Save
    content: bytes
    took: float = 0.0
    sizes: tuple[tuple[float, float], ...] = ()


@dataclass
class Shown:
    """All that a preview shows of the brief in `folder`, made anew from save to save.

    `made` is what came last of each step; of the pages, `pictures` keeps the last good ones. `newest` is the last save,
    `making` the steps at work.
    """

    folder: Path
    name: str
    editor: str
    newest: Save = field(default_factory=Save)
    made: dict[str, Made] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    making: set[str] = field(default_factory=set)

    def take(self, step: str, made: Made) -> None:
        """What came of a step takes the place of what came of it last."""
        self.made[step] = made
        if step == "analysis" and made.faults:  # the prose was not looked at
            self.made = {step: made}

    @property
    def faults(self) -> list[Fault]:
        """All that is wrong."""
        return _each(made.faults for made in self._in_order())

    @property
    def warnings(self) -> list[Fault]:
        """What a reader may stumble over."""
        return _each(made.warnings for made in self._in_order())

    @property
    def questions(self) -> list[Fault]:
        """What the data leave open."""
        return _each(made.questions for made in self._in_order())

    def _in_order(self) -> Iterator[Made]:
        return (self.made[step] for step in STEPS if step in self.made)

    def told(self) -> str:
        """All of it, as the page reads it."""
        return json.dumps(
            {
                "name": self.name,
                "newest": {"number": self.newest.number, "time": self.newest.time, "kinds": self.newest.kinds},
                "making": [step for step in STEPS if step in self.making],
                "page": self._picture("page"),
                "print": self._picture("print"),
                "faults": self._listed(self.faults),
                "warnings": self._listed(self.warnings),
                "questions": self._listed(self.questions),
            },
            ensure_ascii=False,
        )

    def _picture(self, step: str) -> Mapping[str, Any] | None:
        picture = self.pictures.get(step)
        if picture is None:
            return None
        return {
            "number": picture.save.number,
            "time": picture.save.time,
            "took": round(picture.took, 3),
            "sizes": picture.sizes,
        }

    def _listed(self, faults: Iterable[Fault]) -> Sequence[Mapping[str, str]]:
        return [entry(each, self.folder, self.editor) for each in faults]


def _each(lists: Iterable[Collection[Fault]]) -> list[Fault]:
    return list(dict.fromkeys(fault for faults in lists for fault in faults))


def entry(fault: Fault, folder: Path, editor: str) -> Mapping[str, str]:
    """A fault in the page's list: its place, its words, and where a click opens the place, if there is such a file."""
    text = str(fault).removeprefix("open: ")
    place = ":".join(str(part) for part in (fault.file, fault.line, fault.column) if part is not None)
    words = text.removeprefix(f"{place}: ")
    path = folder / fault.file
    is_opened = bool(editor) and path.is_file()
    opens = address(editor, path.resolve(), fault.line, fault.column) if is_opened else ""
    return {"place": place if words != text else fault.file, "text": words, "opens": opens}
