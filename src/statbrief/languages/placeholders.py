"""Labels that say a period: in braces the name of a form, as in ``Arrests in {period}``, filled in each language.

An edition of one area has its name, too: ``Arrests in {area:name}``. Braces that are meant are doubled. What is typed
and meant so carries the mark that it has in prose, which no reader sees: ``Toll of [June 27, 2022]{.literal}``.
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


def meant(text: str) -> str:
    """A text of the data as a label says it, where braces of its own are to be filled in with nothing.

    >>> meant("Set {A, B}")
    'Set {{A, B}}'
    """
    return text.replace("{", "{{").replace("}", "}}")


def unmarked(label: str) -> str:
    """The label without marks of what is meant to be typed."""
    return _MARKED.sub(r"\1", label)


AREA = "area"
"""What the area of an edition is called: in labels ``{area:name}``."""


AREA_FORMS = ("name", "name_capital")
"""The forms of it that a label may write."""


def of_area(forms: Mapping[str, str]) -> dict[str, str]:
    """What a label may say of the area that an edition is of, by these forms of its name."""
    return {f"{AREA}:{form}": text for form, text in forms.items()}


def with_period(
    label: str, forms: Mapping[str, str], following: Following, area: Mapping[str, str] | None = None
) -> str:
    """A label with the forms of its thing's period filled in, and those of an area's name as `of_area` has them.

    Raises `RefusedError` for what is none of them.
    """

    def said(name: str) -> str:
        if area and name in area:
            return area[name]
        if name.startswith(f"{AREA}:"):
            if not area:
                wanted = "build the edition of one: statbrief build --each"
                raise RefusedError(f"{{{name}}} says an area, and this edition is of none", wanted)
            raise RefusedError(f"{{{name}}} is no form of its area", near_miss(name, area) or f"write {{{min(area)}}}")
        if name in forms:
            return forms[name]
        if not forms:
            wanted = f"give its dataset a period in {PACKAGE}"
            raise RefusedError(f"{{{name}}} says a period, and it rests on none", wanted)
        wanted = near_miss(name, forms) or f"its forms are {', '.join(forms)}"
        raise RefusedError(f"{{{name}}} is no form of its period", wanted)

    return filled(label, said, following)
