"""Whether what a file of JSON says has the shape that its schema describes.

The schemas are made ready by a library that is compiled: generating Python of the record's took longer than all else
that is done to a small page.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_LONGEST = 160
"""Characters of what is told of a fault."""


def prepare_shape(schema: Path) -> None:
    """Make a schema ready, which is kept."""
    _holder(schema)


def wrong_in_shape(told: object, schema: Path) -> str:
    """What is not as the schema says, with the place as a path; empty where all is.

    >>> schema = Path(__file__).parent.parent / "companions" / "headlines.schema.json"
    >>> wrong_in_shape(7, schema)
    'it is not of type "object"'
    """
    found = next(iter(_holder(schema).iter_errors(told)), None)
    if found is None:
        return ""
    place = ".".join(map(str, found.instance_path))
    return f"{place}: {found.message}"[:_LONGEST] if place else found.message[:_LONGEST]


@cache
def _holder(schema: Path) -> Any:  # noqa: ANN401 -- the library's own
    import jsonschema_rs

    text = json.loads(schema.read_text(encoding="utf-8"))
    return jsonschema_rs.validator_for(text, mask="it", offline=True)
