"""What a brief's variables and metadata say under a dotted name: the values behind `var` and `meta`.

Values are Markdown. They are kept as text exactly as written, so that 1.50 stays 1.50 in the prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from statbrief.arithmetic import kinds
from statbrief.arithmetic.asked_digits import digits_of
from statbrief.errors import Fault, Place, ProjectError, near_miss, with_article
from statbrief.files.paths import VARIABLES
from statbrief.files.read import read_text
from statbrief.files.yaml_bombs import UnfoldingError, refuse_endless
from statbrief.languages.placeholders import AREA
from statbrief.project.edition import OF_AN_AREA
from statbrief.project.settings import yaml_fault
from statbrief.record.cells import EMPTY_CELL, RANK

RESERVED = re.compile(r"[\U000f0000-\U000ffffd]")  # plane 15 is ours: the tokens of shortcodes
_SHOWN_FORMS = 8


def read_variables(folder: Path, name: str = VARIABLES) -> dict[str, Any]:
    """The variables in the file `name` of a brief, all text or mappings of text; none when there is no file.

    Raises ProjectError when the file is not UTF-8, not YAML or not a mapping.
    """
    path = folder / name
    if not path.is_file():
        return {}
    text = read_text(path, name)
    if match := RESERVED.search(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        raise ProjectError(reserved_fault(Place(name, line, column), match[0]))
    try:
        refuse_endless(text)
        variables = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 text only
    except (yaml.YAMLError, UnfoldingError) as problem:
        raise ProjectError(yaml_fault(problem, name, 1)) from None
    if not isinstance(variables, dict):
        if not variables:
            return {}
        wanted = "write name: value lines"
        raise ProjectError.at(name, "YAML", "not a mapping", wanted)
    return variables


def reserved_fault(place: Place, character: str) -> Fault:
    """A character that prose may not hold, since tokens are made of it."""
    found = f"private-use character U+{ord(character):05X}"
    return place.fault("text", found, "leave it out: planes 15 and 16 have no common meaning")


def look_up(values: Mapping[str, Any], name: str) -> object:
    """The value under a dotted name, None when there is none; items of a list count from 1.

    >>> look_up({"wheat": {"value": "4,100"}, "phones": ["one", "two"]}, "phones.2")
    'two'
    """
    found: object = values
    for part in name.split("."):
        if isinstance(found, Mapping):
            found = found.get(part)
        elif isinstance(found, list) and part.isdecimal() and 0 < int(part) <= len(found):
            found = found[int(part) - 1]
        else:
            return None
    return found


def names_of(values: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """All dotted names that lead to text."""
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from names_of(value, f"{above}{key}.")
        elif not isinstance(value, list):
            yield f"{above}{key}"


def why_not(values: Mapping[str, Any], name: str, kind: str) -> tuple[str, str] | None:
    """What was found and wanted when the name does not lead to text; None when it does.

    >>> why_not({"wheat": {"value": "4,100", "about": "4,000"}}, "wheat", "variable")
    ('wheat is a mapping', 'write one of wheat.value, wheat.about')
    """
    value = look_up(values, name)
    if isinstance(value, Mapping):
        forms = list(names_of(value, f"{name}."))
        more = ", …" if len(forms) > _SHOWN_FORMS else ""
        return f"{name} is a mapping", f"write one of {', '.join(forms[:_SHOWN_FORMS])}{more}"
    if isinstance(value, list):
        return f"{name} is a list", f"write one of its items, such as {name}.1"
    if value is not None:
        return None
    if kind == "variable" and not values:
        return f"no {kind} is called {name}", f"{VARIABLES} is missing or empty"
    if reason := _beyond(values, name) or _not_offered(values, name):
        return reason
    is_of_area = kind == "variable" and name.split(".", maxsplit=1)[0] == AREA and AREA not in values
    wanted = OF_AN_AREA if is_of_area else _in_table(values, name) or near_miss(name, names_of(values))
    return f"no {kind} is called {name}", wanted


def _in_table(values: Mapping[str, Any], name: str) -> str:
    """What was meant by a row or a column that a table has not: one that is like it, else what there is."""
    parts = name.split(".")
    table = values.get(parts[0])
    if not isinstance(table, Mapping) or not isinstance(table.get(RANK), list):
        return ""
    end = next(at for at in range(1, len(parts) + 1) if look_up(values, ".".join(parts[:at])) is None) - 1
    above = look_up(values, start := ".".join(parts[:end]))
    known = [each for each in above if each != "plain"] if isinstance(above, Mapping) else []
    if meant := near_miss(parts[end], known):
        return meant.replace("mean ", f"mean {start}.").replace(
            "?", "".join(f".{each}" for each in parts[end + 1 :]) + "?"
        )
    more = ", …" if len(known) > _SHOWN_FORMS else ""
    return f"{start} has {', '.join(known[:_SHOWN_FORMS])}{more}" if known else ""


def _beyond(values: Mapping[str, Any], name: str) -> tuple[str, str] | None:
    """What is wrong with a place in a list that has no such place; None of other names."""
    parts = name.split(".")
    for end, part in enumerate(parts):
        found = look_up(values, ".".join(parts[:end])) if end else None
        if isinstance(found, list) and not (part.isdecimal() and 0 < int(part) <= len(found)):
            above, rest = ".".join(parts[:end]), "".join(f".{each}" for each in parts[end + 1 :])
            has = f"{above} goes from 1 to {len(found)}" if found else f"{above} has nothing in it"
            nearest = len(found) if part.isdecimal() and int(part) else 1
            return f"{has}, and {part} is asked for", f"write {above}.{nearest}{rest}" if found else ""
    return None


def _not_offered(values: Mapping[str, Any], name: str) -> tuple[str, str] | None:
    """Why a figure has no form of such a name: what it is, and what to write instead, of its own forms."""
    figure, _, form = name.replace(".plain.", ".").rpartition(".")
    kind = look_up(values, f"{figure}.kind")
    is_as_stated, has_period = (look_up(values, f"{figure}.{each}") is not None for each in ("as_stated", "period"))
    if not isinstance(kind, str):
        return None
    if kind.startswith(EMPTY_CELL):
        return f"{figure} is {kind}", "write another cell, or what is true without it"
    is_backward = [look_up(values, f"{figure}.{each}") is None for each in kinds.TELLS_BACKWARD] == [False, True]
    known = {"is_as_stated": is_as_stated, "has_period": has_period, "is_backward": is_backward}
    if _hides_bound(values, figure, form):
        return f"{figure} has no form {form}", f"it {kinds.why_not_bare(form)}"
    if reason := kinds.why_not(kind, form, **known):
        return f"{figure} is {with_article(kind)} and has no form {form}", reason
    made = look_up(values, figure)
    own = [each for each in made if each != "plain" and not each[-1].isdigit()] if isinstance(made, Mapping) else []
    more = kinds.PERIODS if has_period else ()  # of which those are made that prose asks for
    meant = near_miss(form, [*own, *more]).replace("mean ", f"mean {name.removesuffix(form)}")
    return f"no variable is called {name}", meant or f"the forms of {figure} are {', '.join(own)}"


def _hides_bound(values: Mapping[str, Any], figure: str, form: str) -> bool:
    """Whether a form would say a number by itself of which only one end is known, and which has it with a word."""
    asked = digits_of(form)
    name = asked.form if asked else form
    with_word = "about" if name == "value" else f"about_{name}"
    is_there = look_up(values, f"{figure}.value") is None and look_up(values, f"{figure}.{with_word}") is not None
    return kinds.is_bare(form) and is_there


def text_of(value: object) -> str:
    """A value as YAML writes it.

    >>> text_of(True), text_of(12)
    ('true', '12')
    """
    return str(value).lower() if isinstance(value, bool) else str(value)
