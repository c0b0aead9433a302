"""A picture for sharing: 1200 by 630 dots with publisher or kind, title, and the first key figure or the first chart.

The size is the one that sites which show links ask for (The Open Graph protocol, `og:image`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from statbrief.companions.edition import Edition, Headline
from statbrief.companions.held import unknown_numbers, wrong
from statbrief.companions.png import described, drawn, read_picture
from statbrief.errors import Fault, RenderingError

WIDTH, HEIGHT = 1200, 630
"""In dots."""
_DPI = 72  # a dot for each point of the template
_TEMPLATE = Path(__file__).with_name("picture.typ")
_BLUE = "#1f4e79"
"""The theme's, where a brief chooses none."""
_TOO_LONG = "it does not fit"


def name_of(stem: str) -> str:
    """What the file is called."""
    return f"{stem}.picture.png"


def files(edition: Edition) -> dict[str, bytes]:
    """The picture by the name of its file. Raises `RenderingError` where its words do not fit."""
    told = _told(edition)
    try:
        source, inputs = _TEMPLATE.read_text(encoding="utf-8"), {"told": json.dumps(told)}
        png = drawn(source, inputs, edition.looks.files, _DPI, edition.drawn)
    except ValueError as problem:
        name = name_of(edition.stem)
        if _TOO_LONG in str(problem):
            words = max((told[each] for each in ("title", "head", "lead", "rest")), key=len)
            found, wanted = f"'{words[:60]}…' does not fit", "shorten it, or take picture out of companions"
            raise RenderingError.at(name, "picture", found, wanted) from problem
        raise RenderingError.at(name, "picture", f"Typst cannot draw it: {problem}") from problem
    return {name_of(edition.stem): described(png, _texts(edition))}


def alternative(edition: Edition) -> str:
    """What the picture says, for those who do not see it."""
    told = _told(edition)
    of_chart = edition.record["charts"][_first_chart(edition)]["alternative"] if told["chart"] else ""
    said = (told["head"], told["title"], f"{told['lead']} {told['rest']}", of_chart)
    return " ".join(
        f"{each.strip()}." if each.strip()[-1:].isalnum() else each.strip() for each in said if each.strip()
    )


def _told(edition: Edition) -> dict[str, str]:
    """What the template is told."""
    front, headline = edition.front, _headline(edition)
    chart = "" if headline else _first_chart(edition)
    return {
        "head": " · ".join(filter(None, [front.kind, front.publisher or front.author])),
        "title": edition.record["title"] or edition.stem,
        "lead": headline.lead if headline else "",
        "rest": headline.wording.removeprefix(headline.lead).strip() if headline else "",
        "chart": edition.pictures[chart].decode() if chart else "",
        "accent": edition.looks.accent or _BLUE,
        "family": edition.looks.family,
        "lang": edition.lang.partition("-")[0],
        "too-long": _TOO_LONG,
    }


def _headline(edition: Edition) -> Headline | None:
    """The first key figure that begins with its number."""
    return next((each for each in edition.headlines if each.lead and each.wording.startswith(each.lead)), None)


def _first_chart(edition: Edition) -> str:
    """The chart that comes first in the page, else in the record; nothing where there is none."""
    return next((each for each in (*edition.captions, *edition.pictures) if each in edition.pictures), "")


def _texts(edition: Edition) -> dict[str, str]:
    """What the file says inside."""
    record = f"{edition.stem}.json, SHA-256 {edition.sha256}"
    return {"Title": edition.record["title"], "Description": alternative(edition), "Source": record}


def faults(made: Mapping[str, bytes], edition: Edition) -> Iterator[Fault]:
    """What is wrong with the picture as it stands: its size, other words than the brief's, other numbers."""
    for name, content in made.items():
        try:
            found = read_picture(content)
        except ValueError as error:
            yield wrong(name, "file", "cannot be read back:", str(error))
            continue
        if (found.width, found.height) != (WIDTH, HEIGHT):
            yield wrong(
                name, "picture", f"is {found.width} by {found.height} dots, and should be", f"{WIDTH} by {HEIGHT}"
            )
        if list(found.texts) != [each for each in _texts(edition).items() if each[1]]:
            yield wrong(name, "words", "are not those of", "the brief")
        for number in unknown_numbers(dict(found.texts).get("Description", ""), edition):
            yield wrong(name, "words", f"say {number}, which stands", "nowhere in the record")
