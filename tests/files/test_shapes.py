"""Files are held to their schemas as another library holds them."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fastjsonschema

from statbrief.files.shapes import wrong_in_shape
from statbrief.record.published import SCHEMA

_OTHERS: tuple[object, ...] = (None, True, 7, 1.5, "", "no", "1/0", [], ["a", "a"], {}, {"a": 1})
"""What may stand where something else should."""


def _places(value: object, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a file, the first two of many alike."""
    members = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    few = members if len(above) in (0, 2) else members[:2]
    for name, each in few:
        yield (*above, name)
        yield from _places(each, (*above, name))


def _changed(told: object, place: tuple[Any, ...], other: object) -> Iterator[Any]:
    """With another value in a place, without that, and with one more beside it."""
    for way in ("other", "none", "more"):
        found = copy.deepcopy(told)
        holder: Any = found
        for each in place[:-1]:
            holder = holder[each]
        if way == "none":
            del holder[place[-1]]
        elif way == "other":
            holder[place[-1]] = other
        elif isinstance(holder, list):
            holder.append(other)
        else:
            holder["more"] = other
        yield found


def test_a_record_is_held_to_its_schema_as_another_library_holds_it(built_brief: Path) -> None:
    """Whatever is put in the place of a part of it, left out, or added: hundreds are wrong, and some are not."""
    told = json.loads((built_brief / "_output" / "brief.json").read_bytes())
    hold = fastjsonschema.compile(json.loads(SCHEMA.read_text(encoding="utf-8")))
    tried = {True: 0, False: 0}
    for number, place in enumerate(_places(told)):
        other = _OTHERS[number % len(_OTHERS)]
        for changed in _changed(told, place, other):
            try:
                hold(changed)
            except fastjsonschema.JsonSchemaException:
                is_right = False
            else:
                is_right = True
            assert (wrong_in_shape(changed, SCHEMA) == "") == is_right, (place, other)
            tried[is_right] += 1
    assert tried[False] > 300
    assert tried[True] > 100


def test_what_is_wrong_is_told_with_its_place(built_brief: Path) -> None:
    """And not with all that stands there."""
    told = json.loads((built_brief / "_output" / "brief.json").read_bytes())
    assert wrong_in_shape(told, SCHEMA) == ""
    assert wrong_in_shape({**told, "lang": 7}, SCHEMA) == 'lang: it is not of type "string"'
    none = {"attached": None}
    assert wrong_in_shape({**told, **none}, SCHEMA).startswith("attached: it is not ")
