"""Labels that say a period: in braces the name of a form, as in ``Arrests in {period}``, filled in each language.

Braces that are meant are doubled. What is typed and meant so carries the mark that it has in prose, which no reader
sees: ``Toll of [June 27, 2022]{.literal}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from statbrief.errors import RefusedError, near_miss
from statbrief.files.paths import PACKAGE

_MARKED = re.compile(r"\[([^\[\]]*)\]\{\.literal\}")
_BRACES = re.compile(r"(?P<doubled>\{\{|\}\})|\{(?P<name>[^{}]*)\}|(?P<alone>[{}])")


def is_template(label: str) -> bool:
    """Whether a label has anything to fill in, or a mark to take off."""
    return "{" in label or "}" in label


Following = Callable[[str, str], str]
"""What is written so far with a text after it, as a language runs them together: `Words.following`."""


def filled(label: str, said: Callable[[str], str], following: Following) -> str:
    """The label as people read it; `said` tells what stands for a name, and raises `RefusedError` for none.

    >>> filled("Set {{a}} of {period}, [two]{.literal} of it", {"period": "May 2022"}.__getitem__, str.__add__)
    'Set {a} of May 2022, two of it'
    """

    def put(found: re.Match[str]) -> str:
        if found["alone"]:
            raise RefusedError(
                f"'{found['alone']}' has no other side", f"write {found['alone'] * 2} for the sign itself"
            )
        return found["doubled"][0] if found["doubled"] else said(found["name"])

    return put_in(_BRACES, unmarked(label), put, following)


def put_in(pattern: re.Pattern[str], text: str, put: Callable[[re.Match[str]], str], following: Following) -> str:
    """The text with another in the place of each match of a pattern, which may run together with the word before it."""
    made, end = "", 0
    for found in pattern.finditer(text):
        made = following(made + text[end : found.start()], put(found))
        end = found.end()
    return made + text[end:]


def unmarked(label: str) -> str:
    """The label without marks of what is meant to be typed."""
    return _MARKED.sub(r"\1", label)


def with_period(label: str, forms: Mapping[str, str], following: Following) -> str:
    """A label with the forms of its thing's period filled in. Raises `RefusedError` for what is none of them."""

    def said(name: str) -> str:
        if name in forms:
            return forms[name]
        if not forms:
            wanted = f"give its dataset a period in {PACKAGE}"
            raise RefusedError(f"{{{name}}} says a period, and it rests on none", wanted)
        wanted = near_miss(name, forms) or f"its forms are {', '.join(forms)}"
        raise RefusedError(f"{{{name}}} is no form of its period", wanted)

    return filled(label, said, following)
