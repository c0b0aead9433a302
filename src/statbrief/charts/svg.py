"""A drawn picture made fit to stand inside a page, beside others: SVG as matplotlib writes it, and nothing more.

Inside a page, names are shared by all that is on it, and so are styles. So a picture's names are made its own, those
that nothing refers to go, and its one rule of style becomes a property of the picture.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

INK = "#1b2126"
"""The colour of letters and lines that say something: dark on paper, and on a screen that of the page's letters."""
PAPER = "#fffffe"
"""The colour around what is drawn over something: that of paper, and on a screen that of the page."""

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_REFERENCE = re.compile(r"url\(#([^)]*)\)")
_RULE = re.compile(r"\s*\*\s*\{([^{}]*)\}\s*")
_FAMILY = re.compile(r"(font(?:-family)?\s*:[^;]*)")
_GENERIC = ("sans-serif", "serif", "monospace", "cursive", "fantasy", "system-ui")

ET.register_namespace("", _SVG)
ET.register_namespace("xlink", _XLINK)


def standing_alone(svg: bytes, name: str) -> bytes:
    """The picture without prolog and metadata, its identifiers starting with `name` and a point.

    It looks as before where its typeface is at hand, and its text is in another sans serif where it is not.
    """
    root = ET.fromstring(svg)  # noqa: S314 -- it was drawn a moment ago, by this program
    for parent in list(root.iter()):
        for child in list(parent):
            rule = _RULE.fullmatch(child.text or "") if child.tag == f"{{{_SVG}}}style" else None
            if rule:  # it would hold for the whole page
                root.set("style", rule[1].strip())
            if rule or child.tag == f"{{{_SVG}}}metadata":
                parent.remove(child)
    for parent in list(root.iter()):
        for child in [each for each in parent if each.tag == f"{{{_SVG}}}defs" and not len(each)]:
            parent.remove(child)
    _rename(root, name)
    for element in root.iter():
        if style := element.get("style"):
            element.set("style", _FAMILY.sub(_with_fallback, style))
    return f"{ET.tostring(root, encoding='unicode').strip()}\n".encode()


def within_page(svg: str) -> str:
    """The picture for the inside of a page: ink and paper are the page's own, whether the page is light or dark.

    >>> within_page('<text style="fill: #1b2126">18,000</text>')
    '<text style="fill: currentColor">18,000</text>'
    """
    return svg.replace(INK, "currentColor").replace(PAPER, "var(--paper, Canvas)")


def _rename(root: ET.Element, name: str) -> None:
    """Number the identifiers that something refers to, and take the others away."""
    referred = {reference for element in root.iter() for reference in _references(element)}
    new: dict[str, str] = {}
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if old in referred:
            # No other chart's identifier has a point in it: they are made of names of functions.
            new.setdefault(old, f"{name}.{len(new) + 1}")
            element.set("id", new[old])
    for element in root.iter():
        for key, value in element.items():
            if _is_address(key) and value[1:] in new:
                element.set(key, f"#{new[value[1:]]}")
            else:
                element.set(key, _REFERENCE.sub(lambda named: f"url(#{new.get(named[1], named[1])})", value))


def _references(element: ET.Element) -> Iterator[str]:
    """The identifiers that an element names in its attributes."""
    for key, value in element.items():
        if _is_address(key) and value.startswith("#"):
            yield value[1:]
        yield from _REFERENCE.findall(value)


def _is_address(key: str) -> bool:
    return key in {"href", f"{{{_XLINK}}}href"}


def _with_fallback(family: re.Match[str]) -> str:
    """The property with any sans serif at its end, where it ends with a typeface that may not be there."""
    names = family[1].rstrip()
    return names if names.endswith((*_GENERIC, "inherit")) else f"{names}, sans-serif"
