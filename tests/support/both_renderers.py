"""A brief rendered by both renderers, the embedded one and a real Quarto."""

from pathlib import Path

from statbrief.pages.render import render

SINGLE = "format:\n  html: {theme: none, minimal: true, embed-resources: true}\n  typst: default\n"


def both(folder: Path, *formats: str) -> list[dict[str, bytes]]:
    """The pages of a brief by each renderer."""
    pages = []
    for renderer in ("quarto", "embedded"):
        render(folder, formats, renderer)
        pages.append({path.suffix[1:]: path.read_bytes() for path in (folder / "_output").iterdir()})
    return pages
