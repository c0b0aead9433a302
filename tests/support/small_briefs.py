"""Small briefs that tests write, and what came of them."""

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="20" height="20"/></svg>\n'
SOURCES = "@online{bureau2024, author = {{Bureau}}, title = {Harvest}, date = {2024}}\n"


def brief(folder: Path, body: str, *, config: str = "", front: str = "title: A brief") -> Path:
    """A brief's folder, with a picture and a bibliography that the body may use."""
    folder.mkdir(exist_ok=True)
    (folder / "_quarto.yml").write_text(config, encoding="utf-8")
    (folder / "brief.qmd").write_text(f"---\n{front}\n---\n{body}\n", encoding="utf-8")
    (folder / "chart.svg").write_text(PICTURE, encoding="utf-8")
    (folder / "sources.bib").write_text(SOURCES, encoding="utf-8")
    return folder


def page(folder: Path) -> str:
    """The HTML page of a brief that has been rendered."""
    return (folder / "_output" / "brief.html").read_text(encoding="utf-8")


def printed(folder: Path) -> PdfReader:
    """The PDF of a brief that has been rendered."""
    return PdfReader(BytesIO((folder / "_output" / "brief.pdf").read_bytes()))
