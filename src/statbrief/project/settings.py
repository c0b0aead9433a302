"""Settings in YAML, as Quarto reads them: what they say, where each stands, and how one set replaces another."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from statbrief.errors import Fault, Place, ProjectError
from statbrief.files.yaml_bombs import LOADER, UnfoldingError, refuse_endless

_NULL = "tag:yaml.org,2002:null"
_INT = "tag:yaml.org,2002:int"
_NUMBER = re.compile(
    r"[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?|[-+]?0[xob][0-9A-Fa-f_]+|[-+]?\.(?:inf|nan)",
    re.IGNORECASE,
)
_AS_IT_IS = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,9}[1-9])?")
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Respelt(str):
    """A text that Quarto takes for a number, and would write otherwise: 1.50 as 1.5, 1e3 as 1000."""

    __slots__ = ()


def split_front_matter(text: str, name: str) -> tuple[str, int]:
    r"""The YAML between the first two ``---`` lines, and the line on which the body starts.

    >>> split_front_matter("---\ntitle: A\n---\nBody", "brief.qmd")
    ('title: A', 4)
    >>> split_front_matter("Body", "brief.qmd")
    ('', 1)
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", 1
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in {"---", "..."}:
            return "\n".join(lines[1:number]), number + 2
    wanted = "end it with a line that is ---"
    raise ProjectError.at(Place(name, 1), "front matter", "does not end", wanted)


def parse_settings(text: str, name: str, first_line: int, places: dict[tuple[str, ...], Place]) -> dict[str, Any]:
    """The mapping that `text` writes in YAML; where keys and items of lists stand is added to `places`."""
    try:
        refuse_endless(text)
        root = yaml.compose(text, Loader=LOADER)
    except (yaml.YAMLError, UnfoldingError) as problem:
        raise ProjectError(yaml_fault(problem, name, first_line)) from None
    if root is None:
        return {}
    faults: list[Fault] = []

    def place(node: yaml.Node) -> Place:
        return Place(name, node.start_mark.line + first_line, node.start_mark.column + 1)

    value = _value(root, (), (), place, places, faults)
    if not isinstance(value, dict):
        raise ProjectError.at(place(root), "YAML", "not a mapping", "write key: value lines")
    if faults:
        raise ProjectError(faults)
    return value


def _value(
    node: yaml.Node,
    path: tuple[str, ...],
    above: tuple[int, ...],
    place: Callable[[yaml.Node], Place],
    places: dict[tuple[str, ...], Place],
    faults: list[Fault],
) -> object:
    """What a node of YAML says; text stays as written (a date, 1.50), all but true, false, null, integers."""
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    at = place(node)
    if id(node) in above:
        found = "an alias that contains itself"
        faults.append(at.fault("YAML", found))
        return None
    above = (*above, id(node))
    if isinstance(node, yaml.SequenceNode):
        places.update({(*path, str(number)): place(item) for number, item in enumerate(node.value)})
        return [_value(item, path, above, place, places, faults) for item in node.value]
    mapping: dict[str, object] = {}
    for key_node, value_node in node.value:
        key, at = str(key_node.value), place(key_node)
        if key in mapping:
            faults.append(at.fault(key, "written twice", "keep one of the two"))
        places[(*path, key)] = at
        mapping[key] = _value(value_node, (*path, key), above, place, places, faults)
    return mapping


def _scalar(node: yaml.ScalarNode) -> object:
    text = str(node.value)
    if not node.style:  # plain, neither quoted nor a block
        if node.tag == _NULL:
            return None
        if text in _BOOL:
            return _BOOL[text]
        is_respelt = _NUMBER.fullmatch(text) is not None and _AS_IT_IS.fullmatch(text) is None
        if node.tag == _INT and text.lstrip("+-").isdecimal() and not (is_respelt and text.lstrip("+-")[0] == "0"):
            return int(text)
        return Respelt(text) if is_respelt else text
    return text


def yaml_fault(problem: yaml.YAMLError | UnfoldingError, name: str, first_line: int) -> Fault:
    """What is wrong with a text that is not YAML, or comes to too much, and where."""
    if isinstance(problem, UnfoldingError):
        place = Place(name, problem.line + first_line, problem.column + 1)
        return place.fault("YAML", problem.found, problem.wanted)
    mark = getattr(problem, "problem_mark", None)
    found = str(getattr(problem, "problem", None) or problem)
    if mark is None:
        return Place(name).fault("YAML", found)
    return Place(name, mark.line + first_line, mark.column + 1).fault("YAML", found)


def merge(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Both settings as one: mappings are merged, lists and style sheets joined without repeats, else `over` wins.

    >>> merge({"toc": True, "css": ["a.css"]}, {"toc": False, "css": "b.css"})
    {'toc': False, 'css': ['a.css', 'b.css']}
    """
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            merged[key] = merge(below, value)
        elif (
            below is not None
            and value is not None
            and (isinstance(below, list) or isinstance(value, list) or key == "css")
        ):
            joined = below if isinstance(below, list) else [below]
            added = value if isinstance(value, list) else [value]
            merged[key] = joined + [item for item in added if item not in joined]
        else:
            merged[key] = value
    return merged
