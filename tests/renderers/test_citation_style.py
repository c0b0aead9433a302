"""pandoc's own style of citations, read without the space between its tags: the same style, and the same pages."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from small_briefs import brief, page, printed
from statbrief.files.packages import pandoc_binary
from statbrief.pages.render import render
from statbrief.renderers.embedded import citation_style

SOURCES = r"""
@online{day, author = {{Harbour Post}}, title = {Fish \& chips}, date = {2022-07-12}, url = {https://example.org/a}}
@article{two, author = {Doe, Ann and Roe, Bob}, title = {Tides}, journaltitle = {Sea}, pages = {7--19}, date = {2020}}
@incollection{part, author = {Poe, Ed}, title = {Winds}, booktitle = {Weather}, editor = {Old, Al}, date = {1999}}
@legislation{law, title = {Fishing Act}, date = {1976}}
@thesis{thesis, author = {Ship, Dan}, title = {Masts}, institution = {Quay}, type = {phdthesis}, date = {2001}}
"""
BODY = "Fish [@day; see @two, p. 8]. @part says so, [-@law], [@thesis].\n"


def own_style() -> bytes:
    """As pandoc has it."""
    command = [str(pandoc_binary()), "--print-default-data-file=default.csl"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def meaning(style: bytes) -> list[tuple[str, dict[str, str], str]]:
    """Its elements in their order, each with its attributes, and what those say that hold no others."""
    elements = ET.fromstring(style).iter()  # noqa: S314 -- from pandoc itself
    return [(each.tag, each.attrib, "" if len(each) else each.text or "") for each in elements]


def test_what_is_read_is_the_same_style() -> None:
    """But for its blanks and comments, of which it is full."""
    style, found = own_style(), citation_style.bare(own_style())
    assert meaning(found) == meaning(style)
    assert found.startswith(b'<style xmlns="http://purl.org/net/xbiblio/csl" ')
    assert len(found) < 0.7 * len(style)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_pages_are_those_of_the_style_as_it_is(tmp_path: Path, lang: str) -> None:
    """A brief that names pandoc's own style has the same page and print as one that names none."""
    made = []
    for name, named in (("none", ""), ("own", "csl: default.csl\n")):
        folder = brief(tmp_path / name, BODY, config=f"lang: {lang}\nbibliography: sources.bib\n{named}")
        (folder / "sources.bib").write_text(SOURCES, encoding="utf-8")
        (folder / "default.csl").write_bytes(own_style())
        render(folder, ("html", "pdf"), "embedded")
        made.append((page(folder), "\n".join(each.extract_text() for each in printed(folder).pages)))
    assert made[0] == made[1]
    assert "Doe" in made[0][0]
    assert "Doe" in made[0][1]


def test_the_style_is_kept_for_each_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, and for the next one; another pandoc is asked for its own."""
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(citation_style, "_known", {})
    first = citation_style.default_style(kept)
    assert list(kept.values()) == [first]
    monkeypatch.setattr(citation_style, "_printed", lambda _: b"<style><a/> <b/></style>")
    assert citation_style.default_style(kept) is first
    monkeypatch.setattr(citation_style, "_known", {})
    assert citation_style.default_style(kept) is first
    monkeypatch.setattr(citation_style, "_identity", lambda _: "another")
    assert citation_style.default_style(kept) == b"<style><a /><b /></style>"
