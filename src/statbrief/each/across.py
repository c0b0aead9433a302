"""Checks that hold the editions of all areas together: functions in `analysis/each.py`, and that no two have one title.

A parameter names a figure, a name or a period that each edition has, and is given it of every area, by code. A check
returns what `agree` or `add_up` says, or True or False, as the checks of one edition do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pint

from statbrief.arithmetic.bounds import AS_STATED
from statbrief.arithmetic.exactness import Known
from statbrief.arithmetic.ranges import Range
from statbrief.data.units import Registry, load_units
from statbrief.errors import CheckingError, Fault, Place, near_miss
from statbrief.figures.checks import Outcome
from statbrief.figures.compared import Compared, UndecidedError
from statbrief.figures.figure import Derived
from statbrief.figures.functions import Function, describe, ill_kept, line_in, load_callables, read_functions
from statbrief.figures.sandbox import watching
from statbrief.files.paths import DEFINITIONS, EACH_CHECKS
from statbrief.record.record_types import ADD_UP, PublishedRecord

if TYPE_CHECKING:
    from statbrief.figures.area import Area

Records = Mapping[str, PublishedRecord]
"""What each area's edition published, by the area's code."""


class OfAreas(dict[str, Any]):
    """A figure of every area, by code; `one` is it where it is the same in each, such as that of the whole country."""

    @property
    def one(self) -> Any:  # noqa: ANN401 -- a figure, or what an answer is
        """What all areas have alike. Raises `ValueError` where they do not."""
        first, *others = self.values()
        if any(_compared(each) != _compared(first) for each in others):
            raise ValueError("differs from area to area, and one of them is asked for")
        return first


def _compared(each: Any) -> object:  # noqa: ANN401
    return (each.known.value, each.unit) if isinstance(each, Compared) else each


def faults_across(folder: Path, records: Records) -> list[Fault]:
    """What is wrong between the editions of areas, or with the checks that would tell."""
    try:
        functions = read_functions(folder, EACH_CHECKS, CheckingError)
        callables = load_callables(folder, functions, CheckingError)
    except CheckingError as error:
        return [*error.faults]
    faults = [*_unknown(functions, records), *(fault for each in functions for fault in _ill(each))]
    if faults:
        return faults
    registry = load_units(folder / DEFINITIONS)
    for function in functions:
        given = {name: _of_areas(name, records, registry) for name in function.parameters}
        try:
            with watching(folder):
                result = callables[function.name](**given)
        except (UndecidedError, pint.DimensionalityError) as error:
            faults.append(function.fault(" ".join(str(error).split()), line=line_in(folder / EACH_CHECKS, error)))
        except (Exception, SystemExit) as error:  # noqa: BLE001 -- whatever the brief's own code raises
            faults.append(function.fault(describe(error), line=line_in(folder / EACH_CHECKS, error)))
        else:
            faults += _outcome(function, result, records)
    return faults


def same_titles(titles: Sequence[tuple[Area, str, str]], document: str) -> list[Fault]:
    """Faults of editions that no reader could tell apart: areas, each with its edition's language and title."""
    first: dict[tuple[str, str], Area] = {}
    alike: dict[tuple[str, str], list[Area]] = {}
    for area, lang, title in titles:
        key = lang, " ".join(title.split()).casefold()
        if first.setdefault(key, area) is not area:
            alike.setdefault(key, [first[key]]).append(area)
    wanted = "write {{< var area.name >}} in it"
    return [
        Place(document).fault("title", f"that of {_listed(areas)} is the same, '{key[1]}'", wanted)
        for key, areas in alike.items()
    ]


_MOST_NAMED = 3


def _listed(areas: Sequence[Area]) -> str:
    names = [each.name for each in areas]
    if len(names) > _MOST_NAMED + 1:
        return f"{', '.join(names[:_MOST_NAMED])} and {len(names) - _MOST_NAMED} more"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _unknown(functions: Sequence[Function], records: Records) -> Iterator[Fault]:
    """Faults of parameters that not every edition has something for."""
    for function in functions:
        for name in function.parameters:
            lacking = [code for code, each in records.items() if name not in _things(each)]
            if len(lacking) == len(records):
                known = {each for record in records.values() for each in _things(record)}
                wanted = near_miss(name, known) or "name a figure, a name or a period that each edition has"
                yield function.fault(f"'{name}' is nothing of any edition", wanted)
            elif lacking:
                yield function.fault(f"'{name}' is nothing of the edition of {', '.join(lacking[:3])}")


def _things(record: PublishedRecord) -> set[str]:
    return {*record["figures"], *record.get("answers", {})}


def _ill(function: Function) -> Iterator[Fault]:
    if not function.title:
        yield function.fault("has no docstring", "its first line says what must hold")
    if not function.parameters:
        yield function.fault("has no inputs", "name figures: each comes of every area, by code")
    yield from ill_kept(function)


def _of_areas(name: str, records: Records, registry: Registry) -> OfAreas:
    found = OfAreas()
    for code, record in records.items():
        if name in record["figures"]:
            found[code] = _figure(name, code, record["figures"][name], registry)
        else:
            value = record["answers"][name]["value"]
            found[code] = value[0] if len(value) == 1 else list(value)
    return found


def _figure(name: str, code: str, told: Any, registry: Registry) -> Compared:  # noqa: ANN401 -- a figure of a record
    """A figure as a record has it, to be compared and added."""
    low, high = told["range"]
    is_as_stated = told.get("rounded_to") == AS_STATED
    exact = told.get("exact")
    value = Fraction(exact[0] if exact and exact[0] is not None else told.get("stated") or repr(told["value"]))
    if "stated_unit" in told:
        value = Fraction(repr(told["value"]))
    ends = [None if end is None else Fraction(repr(end)) for end in (low, high)]
    return Compared(
        id=f"{name}[{code!r}]",
        label=told["label"],
        quantity=registry.Quantity(told["value"], "dimensionless" if told["unit"] == "1" else told["unit"]),
        range=Range(-math.inf if low is None else low, math.inf if high is None else high),
        period=told["period"],
        forms={"value": _said(told["value"]), "range": " to ".join(map(_said, (low, high))), **told["texts"]},
        origin=Derived(
            function=name,
            file=told["file"],
            line=told["line"],
            inputs=(),
            reported=(),
            rows={},
            sources=tuple(told["sources"]),
            as_stated=(name,) if is_as_stated else tuple(told.get("as_stated", ())),
        ),
        exact=Known(value=value, low=ends[0], high=ends[1], is_rounding_known=not is_as_stated),
    )


def _said(number: float | None) -> str:
    """A number as messages say it; of the open end of a range that it is one.

    >>> _said(1234567.0), _said(0.25), _said(None)
    ('1,234,567', '0.25', '…')
    """
    return "…" if number is None else f"{number:,.12g}"


def _outcome(function: Function, result: object, records: Records) -> Iterator[Fault]:
    """What is wrong with what a check says."""
    if isinstance(result, bool | np.bool_):
        result = Outcome(bool(result), ())
    if not isinstance(result, Outcome):
        found = "returns nothing" if result is None else f"returns a {type(result).__name__}"
        yield function.fault(found, "return agree(…), add_up(…), True or False")
    elif not result.holds:
        said = f'"{function.title}" does not hold of the {len(records)} areas'
        if result.kind == ADD_UP:
            *parts, whole = result.figures
            named = whole.origin.function if isinstance(whole.origin, Derived) else whole.id
            total = sum((each.known.value for each in parts), Fraction(0))
            said += f": they come to {_said(float(total))}, and {named} is {_said(whole.value)} {whole.unit}"
        yield function.fault(said, "correct the data or the check")
