"""A brief's address at the end of its print, as text and as a QR code (ISO/IEC 18004), for who has the paper alone."""

from __future__ import annotations

import io
import json

from statbrief.languages.registry import LANGUAGES, vocabulary
from statbrief.languages.tags import DEFAULT_LANGUAGE
from statbrief.project.address import address_of
from statbrief.project.language import language_of
from statbrief.project.project import Project

_MODULE = 0.018
"""The side of one square of the code, in inches: half a millimetre, and telephones read a third of one."""
_QUIET = 4
"""Squares without ink around a code, so that it is found."""


def address_in_print(project: Project) -> str:
    """What Typst sets of the address; nothing where the brief has none."""
    settings = project.settings("typst")
    address = address_of(settings)
    if not address:
        return ""
    said = (vocabulary(language_of(settings)) or LANGUAGES[DEFAULT_LANGUAGE]).phrases.page
    code, squares = _code(address)
    alternative = said["code"].format(address)
    return (
        "/* address */\n"  # by which a theme knows it
        "#block(breakable: false, above: 1.6em, grid(columns: (auto, 1fr), column-gutter: 0.8em, align: horizon,\n"
        f'  image(bytes({_text(code)}), format: "svg", width: {squares * _MODULE:.3f}in, alt: {_text(alternative)}),\n'
        f"  [#set par(spacing: 0.6em)\n#par(strong({_text(said['address'])}))#par(link({_text(address)}))],\n"
        "))\n"
    )


def _code(address: str) -> tuple[str, int]:
    """The code as SVG, and how many squares it is wide."""
    import segno

    code = segno.make(address, error="m", micro=False)
    made = io.BytesIO()
    code.save(made, kind="svg", border=_QUIET, xmldecl=False, nl=False, omitsize=True)
    return made.getvalue().decode(), round(code.symbol_size(border=_QUIET)[0])


def _text(text: str) -> str:
    r"""A text as Typst writes one.

    >>> print(_text('the "code"'))
    "the \"code\""
    """
    return json.dumps(text, ensure_ascii=False).replace("\\/", "/")
