"""The forms of a figure, name, period or table as the prose may write them, and as they read now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from statbrief.errors import Place, ProseError
from statbrief.prose.variables import look_up, why_not
from statbrief.record.cells import RANK

_MARKUP = re.compile(r"\[((?:\\.|[^\]\\])*)\](?:\([^)\s]*\))?\{[^}]*\}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_NOT_WRITTEN = frozenset({"plain", "kind"})
"""Of what a variable has, what is for code and not for prose."""


def plain(markdown: str) -> str:
    r"""A value as a reader reads it, without the marks of links and spans.

    >>> plain(r"more than [\$30 billion](#n-energy_disputes){.number}")
    'more than $30 billion'
    """
    return _ESCAPED.sub(r"\1", _MARKUP.sub(r"\1", markdown))


def forms(variables: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """All that prose may write of `name`, each as its dotted name and what it reads now.

    Of a table these are the forms of its cells by their keys; by rank they are the same. Raises ProseError where
    nothing is called so.
    """
    found = look_up(variables, name)
    if found is None:
        raise unknown(variables, name)
    yield from _texts(found, name)


def unknown(variables: Mapping[str, Any], name: str) -> ProseError:
    """The error of a name that nothing has, with what was probably meant."""
    problem = why_not({key: _cut(value) for key, value in variables.items()}, name, "figure")
    found, wanted = problem or (f"no figure is called {name}", "")
    return ProseError.at(Place(name), "figure", found, wanted)


def _cut(value: object) -> object:
    """A variable without its forms, so that a figure that is misspelt is told by its own name."""
    is_table = isinstance(value, Mapping) and RANK in value
    return value if is_table else ""


def _texts(value: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            if key not in _NOT_WRITTEN and not isinstance(each, list):
                yield from _texts(each, f"{name}.{key}")
    elif isinstance(value, list):
        for place, each in enumerate(value, start=1):
            yield from _texts(each, f"{name}.{place}")
    else:
        yield name, plain(str(value))
