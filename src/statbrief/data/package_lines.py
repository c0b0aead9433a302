"""The lines of `data/datapackage.json` that what is wrong with it stands in.

What JSON's reader gives has no lines. YAML's, of which JSON is a part, tells where each thing starts; it is asked only
when something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from statbrief.errors import Fault
from statbrief.files.paths import PACKAGE
from statbrief.files.read import is_absent, read_text

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TWICE = 'an object has the name "{}" twice'
_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")
_FIRST_WORD = re.compile(r"'?([^\W\d][\w$]*)'?")


def placed(faults: Sequence[Fault], folder: Path) -> list[Fault]:
    """The faults, with a line where they are of the package of the brief in `folder` and have none, in their order.

    That is the line of the property that is wrong, else of the field, the resource or whatever lacks it.
    """
    if not any(each.file == PACKAGE and not each.line for each in faults) or is_absent(folder / PACKAGE):
        return list(faults)
    text = read_text(folder / PACKAGE, PACKAGE)
    lines, rows = package_lines(text), text.splitlines()
    return [
        replace(each, line=_line(each, lines, rows)) if each.file == PACKAGE and not each.line else each
        for each in faults
    ]


def package_lines(text: str) -> dict[str, list[int]]:
    r"""The lines of a package, by what messages call what stands there; several of what has the same name.

    >>> package_lines('{"resources": [\n{"name": "rain",\n"path": "rain.csv"}]}')["rain: path"]
    [3]
    """
    try:
        tree = yaml.compose(text.replace("\t", " "), Loader=_LOADER)
    except (yaml.YAMLError, RecursionError):
        return {}
    lines: dict[str, list[int]] = {}
    for name, line in (*_lines(tree), *_doubled(tree)):
        lines.setdefault(name, []).append(line)
    return lines


def _line(fault: Fault, lines: dict[str, list[int]], rows: Sequence[str]) -> int | None:
    """The line of what a fault names: of the property that it finds something wrong with, if that is there.

    Of several it is one that has what was found, else the last, which is one too many.
    """
    found = _FIRST_WORD.match(fault.found)
    names = [f"{fault.what}: {found[1]}"] if found else []
    names += [f"{fault.what}: {fault.found}", fault.what]
    parts = fault.what.split(": ")
    if found and len(parts) > 1:
        names.insert(1, ": ".join([*parts[:-1], found[1]]))
    names += [": ".join(parts[:end]) for end in range(len(parts) - 1, 0, -1)]
    places = next((lines[each] for each in names if each in lines), [])
    said = [each for each in _QUOTED.findall(fault.found) if len(places) > 1]
    return next((each for each in places if any(one in rows[each - 1] for one in said)), next(reversed(places), None))


def _lines(tree: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """What stands where in a whole package."""
    yield from ((f"package: {name}", line) for name, (line, _) in _members(tree).items())
    line, resources = _members(tree).get("resources", (0, None))
    if line:
        yield "resources", line
    for place, resource in enumerate(_items(resources), start=1):
        yield from _of_resource(resource, place)


def _of_resource(resource: yaml.Node, place: int) -> Iterator[tuple[str, int]]:
    members = _members(resource)
    name = _text(members.get("name", (0, None))[1])
    for called in filter(None, (name, f"resource {place}")):
        yield called, _start(resource)
        schema = members.get("schema", (0, None))[1]
        own = {**{each: line for each, (line, _) in _members(schema).items()}, **{k: v[0] for k, v in members.items()}}
        yield from ((f"{called}: {each}", line) for each, line in own.items())
        for number, field in enumerate(_items(_members(schema).get("fields", (0, None))[1]), start=1):
            of_field = _members(field)
            for each in filter(None, (str(number), _text(of_field.get("name", (0, None))[1]))):
                yield f"{called}: field {each}", _start(field)
                yield from ((f"{called}: field {each}: {key}", line) for key, (line, _) in of_field.items())


def _doubled(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Where an object has a name for the second time, by how that is said."""
    seen = set()
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value in seen:
            yield f"JSON: {_TWICE.format(key.value)}", _start(key)
        seen.add(key.value)
        yield from _doubled(value)
    for each in _items(node):
        yield from _doubled(each)


def _members(node: yaml.Node | None) -> dict[str, tuple[int, yaml.Node | None]]:
    """The members of an object, by name, each with the line of that and with its value."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): (_start(key), value) for key, value in node.value}


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _text(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _start(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
