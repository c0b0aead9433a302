"""What editors say of a file of a brief, held against what the program says of it."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import fastjsonschema

Json = dict[str, Any]
Said = Callable[[object], str]


def said_by(schema: Path) -> Said:
    """What an editor says by a schema that comes along; nothing of what it takes."""
    validate = fastjsonschema.compile(json.loads(schema.read_text(encoding="utf-8")))

    def says(content: object) -> str:
        try:
            validate(content)
        except fastjsonschema.JsonSchemaValueException as error:
            return str(error)
        return ""

    return says


def disagreements(
    cases: Iterable[tuple[str, Json]], complaints: Callable[[Json], list[str]], told: Said, unseen: Iterable[str]
) -> list[str]:
    """The cases in which one refuses and the other does not, but for `unseen`, which no schema can know."""
    odd = []
    for case, content in cases:
        said, refused = complaints(content), told(content)
        if said and not refused and not all(any(re.search(part, each) for part in unseen) for each in said):
            odd.append(f"{case}: the schema takes it; {said}")
        elif refused and not said:
            odd.append(f"{case}: {refused}")
    return odd
