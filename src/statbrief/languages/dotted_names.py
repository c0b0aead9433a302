"""The variables of prose by their dotted names: figures, and the rows and cells of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def named_forms(variables: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Each figure and cell by its dotted name, with its forms; a list repeats what is elsewhere.

    >>> dict(named_forms({"a": {"value": "1"}, "t": {"peru": {"name": "Peru", "share": {"value": "2"}}}}))
    {'a': {'value': '1'}, 't.peru': {'name': 'Peru'}, 't.peru.share': {'value': '2'}}
    """
    for name, value in variables.items():
        if not isinstance(value, Mapping):
            if not isinstance(value, list):
                yield f"{above}{name}", value
            continue
        own = {form: each for form, each in value.items() if form == "plain" or not isinstance(each, Mapping | list)}
        if own:
            yield f"{above}{name}", own
        inner = {form: each for form, each in value.items() if form not in own}
        yield from named_forms(inner, f"{above}{name}.")
