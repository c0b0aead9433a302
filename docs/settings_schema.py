"""The JSON Schema of what `_quarto.yml` and front matter say to statbrief, for editors: its own keys, at their levels.

Quarto has a schema of all else, so other keys pass. `make reference` keeps it in the package; `tests/schemas/` hold it
to what the program itself takes and refuses.
"""

from __future__ import annotations

from typing import Any

from described import meanings
from package_schema import DRAFT, NOTHING, TEXT, TRUTH, Schema, one_or_several, or_nothing
from statbrief.companions.asked import SETTING as COMPANIONS_ASKED
from statbrief.companions.registry import COMPANIONS
from statbrief.each.settings import EACH, NEEDED_OF_EACH, OF_ROWS, SETTINGS
from statbrief.engine.address import SCHEMES
from statbrief.engine.address import SETTING as ENGINE_ADDRESS
from statbrief.project.address import ADDRESS
from statbrief.project.brand import ACCENT, BRAND
from statbrief.project.data_inside import DATA_INSIDE
from statbrief.project.edition import EDITION_OF
from statbrief.project.release_fields import NEEDED, OF_PUBLISHER, OPTIONAL, PUBLISHER, RELEASE
from statbrief.renderers.embedded.options import OF_THE_BRIEF
from statbrief.renderers.print_settings import LARGE, SIDES
from statbrief.typed_by_hand.titles import MASTHEAD

LENGTH = r"^(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:pt|mm|cm|in|em|%)$"
ON_WEB = {"type": "string", "pattern": r"^(?:https?://[A-Za-z0-9][!-~]*)?$"}
PLAIN = {"type": "string", "pattern": r"^[^\n*_`\[\]<>{}\x24\\]+$"}
SAID = {"anyOf": [{"type": ["string", "integer", "null"]}, {"type": "array", "items": {"type": ["string", "integer"]}}]}
"""A text, or a list of texts."""
NEEDED_SAID = {
    "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "integer", "not": {"const": 0}},
        {"type": "array", "minItems": 1, "items": {"type": ["string", "integer"]}},
    ]
}
"""The same of a field that a release must have."""


def settings_schema() -> Schema:
    """The settings at the top, what stands below `format:` and `project:`."""
    own, said = _own(), meanings("of its own")
    described = {name: shape | ({"description": said[name]} if name in said else {}) for name, shape in own.items()}
    return {
        "$schema": DRAFT,
        "title": "What a brief says to statbrief in _quarto.yml and in its front matter",
        "$comment": "Made by `make reference`. Other keys are Quarto's, and pass.",
        "type": ["object", "null"],
        "properties": {**described, "project": _project(), "format": _formats(), EDITION_OF: False},
    }


def _own() -> dict[str, Schema]:
    """Each of statbrief's keys."""
    return {
        ACCENT: {"type": "string", "pattern": "^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"},
        ADDRESS: or_nothing(ON_WEB),
        BRAND: {},
        COMPANIONS_ASKED: or_nothing(one_or_several({"enum": [*COMPANIONS]}))
        | {"description": "what goes out beside the pages, from the same record"},
        DATA_INSIDE: or_nothing(
            {"type": ["string", "integer"], "pattern": r"^\s*[0-9]{1,9}(?:\.[0-9]{1,3})?\s*(?:kB|MB|bytes|B)?\s*$"}
        )
        | {"description": "how large a file of data/ may be to travel inside the pages: 4 MB, 8 MB at most"},
        EACH: or_nothing(_each()),
        ENGINE_ADDRESS: or_nothing({"type": "string", "pattern": f"^(?:{'|'.join(SCHEMES)})://"})
        | {"description": "the address of an engine of the brief's own, without a password"},
        LARGE: or_nothing(TRUTH),
        MASTHEAD: {},
        PUBLISHER: or_nothing(_publisher()),
        RELEASE: or_nothing(_release()),
    }


def _publisher() -> Schema:
    of_mapping: dict[str, Schema] = {
        "name": or_nothing(PLAIN),
        "logo": or_nothing({"type": "string", "pattern": r"\.(?:svg|png)$"}),
    }
    mapping = {
        "type": "object",
        "properties": {part: of_mapping[part] for part in OF_PUBLISHER},
        "additionalProperties": False,
        "if": {"properties": {"logo": {"not": NOTHING}}, "required": ["logo"]},
        "then": {"properties": {"name": PLAIN}, "required": ["name"]},
    }
    return {"anyOf": [PLAIN, mapping]}


def _publisher_of_release() -> Schema:
    """One with both parts; what says nothing leaves it to the one beside the release, or to the brand."""
    nothing = {"anyOf": [NOTHING, {"type": "object", "maxProperties": 0}]}
    whole = {"type": "object", "properties": {"name": PLAIN, "logo": TEXT}, "required": ["name", "logo"]}
    return {"anyOf": [nothing, {"allOf": [_publisher(), whole]}]}


def _release() -> Schema:
    said = meanings("of a release")
    shapes: dict[str, Any] = {PUBLISHER: _publisher_of_release(), ADDRESS: or_nothing(ON_WEB)}
    shapes |= {name: NEEDED_SAID for name in NEEDED if name != PUBLISHER}
    fields = {name: shapes.get(name, SAID) | {"description": said[name]} for name in (*NEEDED, *OPTIONAL)}
    return {
        "type": "object",
        "properties": fields,
        "required": [name for name in NEEDED if name != PUBLISHER],
        "additionalProperties": False,
    }


def _each() -> Schema:
    said = meanings("of `each`")
    of_rows: dict[str, Schema] = {"column": TEXT, "also": one_or_several({"type": ["string", "integer"]})}
    own = {
        "type": "object",
        "properties": {name: of_rows[name] for name in OF_ROWS},
        "required": ["column"],
        "additionalProperties": False,
    }
    rows = {"type": "object", "additionalProperties": {"anyOf": [{"type": "string", "minLength": 1}, own]}}
    text: Schema = {"type": ["string", "integer", "boolean", "null"]}
    needed: Schema = {"type": ["string", "integer", "boolean"], "minLength": 1}
    shapes = {"rows": or_nothing(rows), **dict.fromkeys(NEEDED_OF_EACH, needed)}
    return {
        "type": "object",
        "properties": {name: shapes.get(name, text) | {"description": said[name]} for name in SETTINGS},
        "required": list(NEEDED_OF_EACH),
        "additionalProperties": False,
    }


def _project() -> Schema:
    return or_nothing({"type": "object"})


def _formats() -> Schema:
    """What is said of the brief as a whole is no option of a format; margins and sizes of print are lengths."""
    of_brief: dict[str, Any] = dict.fromkeys(OF_THE_BRIEF, False)
    length = {"anyOf": [{"type": "string", "pattern": LENGTH}, {"const": "auto"}]}
    margin = {"type": "object", "properties": dict.fromkeys(SIDES, length), "additionalProperties": False}
    print_ = {"margin": {"if": {"type": "object"}, "then": margin}, "fontsize": {"anyOf": [length, NOTHING]}}
    return {
        "if": {"type": "object"},
        "then": {
            "properties": {
                "html": {"if": {"type": "object"}, "then": {"properties": of_brief}},
                "typst": {"if": {"type": "object"}, "then": {"properties": of_brief | print_}},
            }
        },
    }
