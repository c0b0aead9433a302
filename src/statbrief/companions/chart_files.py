"""The charts as pictures: SVG that stands alone, PNG for screen and print, and what they show in words beside them.

The SVG brings the letters of its typeface, so that it looks alike wherever a browser shows it, and its words stay
words: they can be searched, read aloud, and held against the record. Between what stands alone and the chart of the
record there is only what is put in at its head; taken out again, the file must have the hash that the record tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple

from statbrief.companions.edition import Edition, Page
from statbrief.companions.held import unknown_numbers, wrong
from statbrief.companions.png import described, dpi_of, drawn, read_picture
from statbrief.errors import OURS, Fault, RenderingError
from statbrief.record import published

SCREEN = 600
"""Dots across a picture for a screen."""
PRINT = 300
"""Dots an inch of one for print, which is as large there as in the brief."""
TITLE, DESCRIPTION, SOURCE = "Title", "Description", "Source"
"""Keywords of the texts inside a PNG."""

_ROOT = re.compile(r"<svg ")
_SIZE = re.compile(r'<svg [^>]*?width="(?P<width>[\d.]+)pt" height="(?P<height>[\d.]+)pt"')
_HEAD = re.compile(r"(?<=>)\n <title>.*?\n <rect [^>]*/>(?=\n)", re.DOTALL)
_AS_PICTURE = '<svg role="img" '
_DESCRIBED = re.compile(r"<title>(.*?)</title>\n <desc>(.*?)</desc>", re.DOTALL)
_WEIGHT = re.compile(r"font-weight: *(\d+|bold)")
_TAG = re.compile(r"<[^>]*>")
_PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: white)
#image(bytes(sys.inputs.chart), format: "svg", width: 100%)"""


def folder(stem: str) -> str:
    """Where the pictures stand within the output folder."""
    return f"{stem}-charts"


def files(edition: Edition) -> dict[str, bytes]:
    """The pictures and their words, by name."""
    made: dict[str, bytes] = {}
    for name, dots in edition.draft("charts", drafted).items():
        start = f"{folder(edition.stem)}/{name}"
        made[f"{start}.svg"] = standing_alone(edition.pictures[name].decode(), name, edition).encode()
        made[f"{start}-{SCREEN}px.png"] = described(dots.screen, _texts(name, edition))
        made[f"{start}-{PRINT}dpi.png"] = described(dots.print, _texts(name, edition), PRINT)
        made[f"{start}.txt"] = _words(name, edition).encode()
    return made


class _Dots(NamedTuple):
    """A chart in dots, for a screen and for print, as large there as it is in the brief."""

    screen: bytes
    print: bytes


def drafted(page: Page) -> dict[str, _Dots]:
    """The charts in dots, by name, which do not say yet of which record they are. Raises `RenderingError`."""
    return {
        name: _Dots(in_dots(svg, name, page, across=SCREEN), in_dots(svg, name, page))
        for name, svg in page.pictures.items()
    }


def caption_of(name: str, edition: Edition) -> str:
    """What stands beneath a chart: as the page has it, else as the record does."""
    return edition.captions.get(name) or edition.record["charts"][name]["caption"]


def standing_alone(svg: str, name: str, edition: Edition) -> str:
    """A chart with its words, the letters of its typeface and white paper at its head, and nothing else changed."""
    from statbrief.renderers.fonts import font_faces

    looks, alternative = edition.looks, edition.record["charts"][name]["alternative"]
    shown = unescape(_TAG.sub("", svg))
    rules = font_faces(looks.family, _needed(svg, looks.files), shown) if looks.family in svg else ""
    head = (
        f"\n <title>{escape(caption_of(name, edition), quote=False)}</title>"
        f"\n <desc>{escape(alternative, quote=False)}</desc>"
        f"\n <style>\n{rules}</style>"
        '\n <rect width="100%" height="100%" fill="#ffffff" stroke="none"/>'
    )
    end = svg.index(">") + 1
    return _ROOT.sub(_AS_PICTURE, svg[:end] + head, count=1) + svg[end:]


def _needed(svg: str, files: Iterable[Path]) -> list[Path]:
    """The files of a typeface that a chart needs: upright or slanted, regular or bold."""
    from statbrief.renderers.fonts import weight_of

    weights = {700 if each == "bold" else int(each) for each in _WEIGHT.findall(svg)} | {400}
    has_slanted = "italic" in svg
    return [each for each in files if weight_of(each) in weights and (has_slanted or "Italic" not in each.stem)]


def in_dots(svg: bytes, name: str, page: Page, *, across: int = 0) -> bytes:
    """A chart in dots: as many as that `across`, else for print, as large as it is."""
    size = _SIZE.search(svg.decode())
    if size is None:
        raise RenderingError.at(f"{name}.svg", "chart", "its size is not told", OURS)
    dpi = dpi_of(across, float(size["width"])) if across else PRINT
    try:
        return drawn(_PAGE.format(**size.groupdict()), {"chart": svg.decode()}, page.looks.files, dpi, page.drawn)
    except ValueError as problem:
        raise RenderingError.at(f"{name}.svg", "chart", f"Typst cannot draw it: {problem}") from problem


def _texts(name: str, edition: Edition) -> dict[str, str]:
    """What a PNG says inside: of which chart of which record it is the picture."""
    chart = edition.record["charts"][name]
    told = {TITLE: caption_of(name, edition), DESCRIPTION: chart["alternative"]}
    return told | {SOURCE: f"{edition.stem}.json, SHA-256 {edition.sha256}"}


def _words(name: str, edition: Edition) -> str:
    """What stands beside the pictures: the caption, the text alternative, and whose it is."""
    word, front = edition.word, edition.front
    said = {
        "caption": caption_of(name, edition),
        "alternative": edition.record["charts"][name]["alternative"],
        "from_brief": edition.record["title"],
        "publisher": front.publisher,
        "author": front.author,
        "date": front.date or edition.record["date"],
        "licence": front.licence,
        "record": f"{edition.stem}.json, SHA-256 {edition.sha256}",
    }
    return "".join(f"{word(key)}: {text}\n" for key, text in said.items() if text)


# -- held against the record -------------------------------------------------------------------------------------------


def faults(made: Mapping[str, bytes], edition: Edition) -> Iterator[Fault]:
    """What is wrong with the files as they stand: a picture that is not the record's, words with other numbers."""
    for name in edition.record["charts"]:
        start = f"{folder(edition.stem)}/{name}"
        for file in (f"{start}{end}" for end in (".svg", f"-{SCREEN}px.png", f"-{PRINT}dpi.png", ".txt")):
            if file not in made:
                yield wrong(file, "file", "is missing, and the record has", "its chart")
            elif file.endswith(".txt"):
                yield from _wrong_words(file, "text", made[file].decode(), edition)
            elif file.endswith(".svg"):
                yield from _wrong_svg(file, name, made[file].decode(), edition)
            else:
                yield from _wrong_png(file, name, made[file], edition)


def _wrong_words(file: str, where: str, text: str, edition: Edition) -> Iterator[Fault]:
    for number in unknown_numbers(text, edition):
        yield wrong(file, where, f"says {number}, which stands", "nowhere in the record")


def _wrong_svg(file: str, name: str, svg: str, edition: Edition) -> Iterator[Fault]:
    drawn_alone = _HEAD.sub("", svg.replace(_AS_PICTURE, "<svg ", 1), count=1)
    if published.sha256(drawn_alone.encode()) != edition.record["charts"][name]["sha256"]:
        yield wrong(file, "picture", "is not the chart of", "the record")
    said = _DESCRIBED.search(svg)
    yield from _wrong_words(file, "words", unescape(" ".join(said.groups())) if said else "", edition)


def _wrong_png(file: str, name: str, png: bytes, edition: Edition) -> Iterator[Fault]:
    try:
        found = read_picture(png)
    except ValueError as error:
        yield wrong(file, "file", "cannot be read back:", str(error))
        return
    if list(found.texts) != [each for each in _texts(name, edition).items() if each[1]]:
        yield wrong(file, "words", "are not those of", "the record's chart")
    if not found.dpi and found.width != SCREEN:
        yield wrong(file, "picture", f"is {found.width} dots wide, and should be", str(SCREEN))
