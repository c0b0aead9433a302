"""Copies whose record, figures or files were changed and sealed again, and what is wrong with them."""

from collections.abc import Callable

from published_records import (
    FILES,
    Record,
    a_copy,
    derived,
    record,
)
from statbrief.copies.copy import Copy
from statbrief.verify.verify import verify


def faults(copy: Copy) -> list[str]:
    """What is wrong with a copy."""
    return [str(fault) for fault in verify(copy).faults]


def with_figure(name: str, **changed: object) -> Record:
    """The record with one figure changed or added."""
    known = record()
    known["figures"][name] = known["figures"].get(name, {}) | changed
    return known


def with_files(**changed: str) -> Copy:
    """A copy whose files, of which some are changed, have the hashes that its record says."""
    files = FILES | {
        f"{name}.{'json' if name == 'datapackage' else 'csv'}": text.encode() for name, text in changed.items()
    }
    return a_copy(record(files), attached=files)


def chain(length: int, link: Callable[[str], str], value: Callable[[float], float]) -> Record:
    """A record with figures of which each is computed from the one before."""
    known = record()
    before, at = "arrests_2022", (70_000.0, 65_000.0, 75_000.0)
    for place in range(length):
        at = tuple(map(value, at))  # type: ignore[assignment]
        name = f"f{place}"
        needs = dict.fromkeys((before, "arrests_2022"))
        known["figures"][name] = derived(
            at[0], list(at[1:]), list(needs), link(before), unit="arrest", reported=["arrests_2022"]
        )
        before = name
    return known


def wide(figures: int, inputs: int) -> Record:
    """A record with figures that are given many, of which their formula names one or two."""
    known = record()
    ends: list[float | None] = [65e3, 75e3]
    for place in range(inputs):
        known["figures"][f"i{place}"] = dict(known["figures"]["arrests_2022"], texts={}, file="data/more.csv")
    given = [f"i{place}" for place in range(inputs)]
    for place in range(figures):
        named = given[place % inputs]
        known["figures"][f"w{place}"] = derived(
            70e3, ends, given, named, unit="arrest", reported=given, known_to="10000"
        )
    return known
