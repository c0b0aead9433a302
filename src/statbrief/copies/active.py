"""What no page of a brief has: what runs, loads, or leads to another place than the page or the web."""

from __future__ import annotations

import re
from collections.abc import Mapping

from statbrief.errors import CopyError

SHOWN = ("alt", "title", "aria-label", "aria-description", "aria-valuetext", "data-origin", "placeholder", "value")
"""Attributes that a reader may meet: spoken, or shown by a browser or by the page's style."""
DATA = re.compile(r"data:([a-z0-9.+/-]*);base64,", re.IGNORECASE)
"""How an address begins that holds its file itself."""

_SCHEMES = re.compile(r"(?:https?|mailto|tel|doi):|#", re.IGNORECASE)
_ADDRESSES = ("src", "srcset", "poster", "background", "data", "action", "formaction", "ping")
_LOADS = re.compile(r"@import|url\((?!\s*+[\"']?+\s*+(?:data:|#))|image-set\(", re.IGNORECASE)
_HELD_IN_STYLE = re.compile(r";base64,[A-Za-z0-9+/=]++(?=[\"')])")
"""What a style holds itself: nothing in these letters, which end at a quotation mark or a bracket, loads anything."""
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_WEB = re.compile(r"https?://[!-~]+\Z")
_LINKING = frozenset({"a", "img", "link", "meta"})
_JSON = ("application/json", "application/ld+json")


def refuse_active(name: str, tag: str, attributes: Mapping[str, str]) -> None:
    """Raises `CopyError` for an element of the page in the file `name` that runs, loads or leads elsewhere.

    A page that can change what it shows, or that loads anything, proves nothing.
    """
    if tag == "script" and (attributes.get("type", "").lower() not in _JSON or "src" in attributes):
        raise CopyError.at(name, "script", "a script that runs", "a brief's page shows what it shows without one")
    if tag == "link" and not DATA.match(attributes.get("href", "")) and not _says_address(attributes):
        raise CopyError.at(name, "link", f"loads {attributes.get('href', '')[:60]}", "a brief is one file")
    if tag == "meta" and "http-equiv" in attributes:
        raise CopyError.at(name, "meta", f"http-equiv={attributes['http-equiv'][:40]}", "a brief's page stays as it is")
    for key, value in attributes.items():
        if key.lower().startswith("on"):
            raise CopyError.at(name, tag, f"runs a script {key}", "a brief's page shows what it shows without one")
        if key == "style" or ("url(" in value and tag not in _LINKING and key not in SHOWN):
            refuse_loading(name, value)
        local = key.rpartition(":")[2]
        if local in _ADDRESSES and tag != "img" and value:
            raise CopyError.at(name, tag, f"has a {key}", "a brief's page loads nothing")
        if tag == "img" and local in _ADDRESSES and not _picture(value):
            raise CopyError.at(name, "img", f"loads {value[:60]}", "a brief is one file that loads nothing")
        if local == "href" and not _may_lead(tag, attributes, value):
            raise CopyError.at(name, tag, f"leads to {value[:60]}", "links lead within the page, or to https")


def _may_lead(tag: str, attributes: Mapping[str, str], address: str) -> bool:
    """Whether a link or a reference may have this address; one without a scheme leads to a file beside the page."""
    if tag == "a":
        scheme = re.match(r"[\s\x00-\x20]*([A-Za-z][A-Za-z0-9+.\s-]*):", address)
        return scheme is None or "download" in attributes or bool(_SCHEMES.match(address))
    if tag == "link":
        return True
    return address.startswith("#") or (tag == "image" and _picture(address))


def refuse_loading(name: str, style: str) -> None:
    """Raises `CopyError` for a style, of the page in the file `name`, that loads anything."""
    style = _HELD_IN_STYLE.sub(";base64,", style)  # fonts, which are long
    style = _ESCAPE.sub(lambda code: chr(min(int(code[1], 16), 0xFFFD)) if code[1] else code[2], style)
    if match := _LOADS.search(style):
        around = " ".join(style[match.start() : match.start() + 40].split())
        raise CopyError.at(name, "style", f"loads {around}", "a brief is one file that loads nothing")


def _says_address(link: Mapping[str, str]) -> bool:
    """Whether a link in the head says where the page can be read, which loads nothing."""
    return set(link) == {"rel", "href"} and link["rel"] == "canonical" and bool(_WEB.match(link["href"]))


def _picture(address: str) -> bool:
    return bool(re.match(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]", address, re.IGNORECASE))
