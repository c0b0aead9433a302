"""The records' types say what the published record's schema says."""

import json
from collections.abc import Callable
from types import NoneType, UnionType
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from statbrief.arithmetic.bounds import BOUNDS
from statbrief.arithmetic.kinds import MEANINGS
from statbrief.record.figure_types import AnalysedDerived, AnalysedReported, DerivedFigure, ReportedFigure
from statbrief.record.published import EARLIER, SCHEMAS, VERSION
from statbrief.record.record_types import ADD_UP, AGREE, OTHER, AnalysedChart, ChartRecord, PublishedRecord

SCALARS: dict[object, str] = {str: "string", float: "number", int: "integer", bool: "boolean", NoneType: "null"}

CONTAINERS: dict[str, Callable[[dict[str, Any]], object]] = {
    "array": lambda schema: [specified(schema["items"])],
    "object": lambda schema: {"*": specified(schema["additionalProperties"])},
}


def described(kind: Any) -> Any:  # noqa: ANN401 -- a type, whatever it is
    """A type in the words of JSON Schema, of which only what tells kinds of values apart is compared."""
    if kind in SCALARS:
        return SCALARS[kind]
    if is_typeddict(kind):
        hints = get_type_hints(kind, include_extras=True)
        members = {name: get_args(each)[0] if get_origin(each) is NotRequired else each for name, each in hints.items()}
        optional = {name for name, each in hints.items() if get_origin(each) is NotRequired}
        return {name: (described(each), name not in optional) for name, each in members.items()}
    of, arguments = get_origin(kind), get_args(kind)
    if of is list:
        return [described(arguments[0])]
    if of is dict:
        return {"*": described(arguments[1])}
    assert of in {Union, UnionType}
    return sorted((described(each) for each in arguments), key=str)


def specified(schema: dict[str, Any]) -> Any:  # noqa: ANN401 -- what `described` gives
    """The same of a schema."""
    if "anyOf" in schema:
        return sorted(map(specified, schema["anyOf"]), key=str)
    if "enum" in schema or "const" in schema:
        (kind,) = {type(each) for each in schema.get("enum", [schema.get("const")])}
        return SCALARS[kind]
    if "properties" in schema:
        assert schema["additionalProperties"] is False
        return {name: (specified(each), name in schema["required"]) for name, each in schema["properties"].items()}
    if isinstance(schema["type"], list):
        return sorted(schema["type"])
    return CONTAINERS[schema["type"]](schema) if schema["type"] in CONTAINERS else schema["type"]


def schema_of(version: int) -> dict[str, Any]:
    """The schema that records of a version are held to."""
    schema: dict[str, Any] = json.loads(SCHEMAS[version].read_text(encoding="utf-8"))
    return schema


def test_the_published_record_has_the_type_that_its_schema_gives_it() -> None:
    """The same keys, the same of them optional, and the same kinds of values, at every depth."""
    assert described(PublishedRecord) == specified(schema_of(VERSION))


def test_a_record_of_the_version_before_has_nothing_that_its_type_lacks() -> None:
    """It may lack what came later; what it has is where, and of the kind, that the type says."""

    def within(earlier: Any, later: Any) -> bool:  # noqa: ANN401 -- what `specified` gives
        if isinstance(earlier, dict) and isinstance(later, dict):
            return all(name in later and within(part, later[name]) for name, part in earlier.items())
        if isinstance(earlier, tuple):  # what may be missing now was so before
            return within(earlier[0], later[0]) and earlier[1] <= later[1]
        if isinstance(earlier, list):
            return len(earlier) == len(later) and all(any(within(one, other) for other in later) for one in earlier)
        return bool(earlier == later)

    assert within(specified(schema_of(EARLIER)), described(PublishedRecord))


def test_the_words_that_the_schema_allows_are_those_of_the_program() -> None:
    """Bounds, kinds of figures and kinds of checks."""
    schema = schema_of(VERSION)["properties"]
    reported, derived = schema["figures"]["additionalProperties"]["anyOf"]
    assert reported["properties"]["bound"]["enum"] == list(BOUNDS)
    assert set(reported["properties"]["kind"]["enum"]) == set(derived["properties"]["kind"]["enum"]) == set(MEANINGS)
    assert schema["checks"]["additionalProperties"]["properties"]["kind"]["enum"] == [AGREE, ADD_UP, OTHER]


def test_an_analysis_knows_what_is_published_but_for_the_texts_that_prose_chooses() -> None:
    """A figure has those of tables and charts instead; a chart has what only the next analysis needs."""
    for analysed, published in ((AnalysedReported, ReportedFigure), (AnalysedDerived, DerivedFigure)):
        one, other = described(analysed), described(published)
        assert one.pop("shown") == other.pop("texts")
        assert one == other
    assert described(AnalysedChart).items() > described(ChartRecord).items()
