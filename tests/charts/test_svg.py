"""Pictures made fit to stand inside a page: what they lose, and that they lose nothing that is seen."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import matplotlib as mpl
import pytest
import typst
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from statbrief.charts.fonts import let_charts_use_fonts
from statbrief.charts.svg import standing_alone
from statbrief.files.typeface import font_paths

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def tidied(inside: str, name: str = "it") -> str:
    """What is left of a picture with this inside."""
    return standing_alone(SVG.format(inside).encode(), name).decode()


def test_names_are_the_pictures_own_and_references_follow() -> None:
    """Links, clips and styles lead to where they led."""
    made = tidied(
        '<defs><path id="m1" d="M 0 0"/><clipPath id="p1"/></defs>'
        '<use xlink:href="#m1" clip-path="url(#p1)"/><use href="#m1" style="fill: url(#p1)"/>'
    )
    assert '<path d="M 0 0" id="it.1" />' in made
    assert '<clipPath id="it.2" />' in made
    assert '<use xlink:href="#it.1" clip-path="url(#it.2)" />' in made
    assert '<use href="#it.1" style="fill: url(#it.2)" />' in made


def test_names_that_nothing_refers_to_go() -> None:
    """What matplotlib calls its parts says nothing to a reader."""
    assert " id=" not in tidied('<g id="figure_1"><g id="axes_1"/></g>')


def test_what_only_looks_like_a_name_stays() -> None:
    """Text, addresses and references out of the picture are not its names."""
    inside = '<text id="a">id="a" url(#a)</text><image href="data:image/png;base64,AA==" /><use href="#other" />'
    assert inside.replace(' id="a">', ">").replace('"a"', '"a"') in tidied(inside)


def test_two_pictures_share_no_name() -> None:
    """Not even where one function's name starts with another's."""
    inside = '<defs><path id="m" /></defs>' + '<use href="#m" />' * 2
    one, other = (set(re.findall(r' id="([^"]+)"', tidied(inside, name))) for name in ("it", "it_1"))
    assert one
    assert not one & other


def test_no_style_reaches_the_rest_of_the_page() -> None:
    """The rule for all elements becomes a property of the picture; empty definitions go with it."""
    made = tidied('<defs><style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style></defs><g/>')
    assert made == (
        '<svg xmlns="http://www.w3.org/2000/svg" style="stroke-linejoin: round; stroke-linecap: butt"><g /></svg>\n'
    )


def test_prolog_comments_and_metadata_go() -> None:
    """What stands inside a page has none."""
    svg = '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-" "-">\n' + SVG.format("<metadata>x</metadata><!-- y --><g/>")
    assert standing_alone(svg.encode(), "it") == b'<svg xmlns="http://www.w3.org/2000/svg"><g /></svg>\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("font: 8px 'Fira Sans'; fill: red", "font: 8px 'Fira Sans', sans-serif; fill: red"),
        ("font-size: 8px; font-family: 'Fira Sans'", "font-size: 8px; font-family: 'Fira Sans', sans-serif"),
        ("font-family: 'A', 'B'", "font-family: 'A', 'B', sans-serif"),
        ("font-family: 'A', serif", "font-family: 'A', serif"),
        ("font-size: 8px; font-weight: 700", "font-size: 8px; font-weight: 700"),
    ],
)
def test_a_typeface_has_another_behind_it(before: str, after: str) -> None:
    """Where a reader has not the typeface, some sans serif is nearer than the browser's own choice."""
    assert f'style="{after}"' in tidied(f'<text style="{before}">x</text>')


def bars(axes: Axes) -> None:
    """Hatched bars."""
    axes.bar([1, 2], [3e6, 5e6], hatch="//")


def lines(axes: Axes) -> None:
    """Lines with markers and a legend, in text that markup could trip over."""
    axes.plot([1, 2], [1, 2], marker="o", label='"a" & <b>')
    axes.legend()


def pixels(axes: Axes) -> None:
    """A picture in the picture, with a formula above."""
    axes.imshow([[0, 1], [2, 3]])
    axes.set_title("$x_1^2$ – ñ")


@pytest.fixture
def typefaces() -> Iterator[None]:
    """The pages' typeface, at hand for matplotlib."""
    let_charts_use_fonts()
    with mpl.rc_context({"font.family": ["Fira Sans"], "svg.hashsalt": "x"}):
        yield


@pytest.mark.always("lines-path", "pixels-none")
@pytest.mark.usefixtures("typefaces")
@pytest.mark.parametrize("letters", ["none", "path"])
@pytest.mark.parametrize("draw", [bars, lines, pixels])
def test_a_picture_looks_as_before(tmp_path: Path, draw: Callable[[Axes], None], letters: str) -> None:
    """In print, to the last pixel."""
    picture = Figure(figsize=(3, 2))
    draw(picture.add_subplot())
    buffer = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": letters}):
        picture.savefig(buffer, format="svg")
    (tmp_path / "before.svg").write_bytes(buffer.getvalue())
    (tmp_path / "after.svg").write_bytes(standing_alone(buffer.getvalue(), "it"))
    printed = []
    for name in ("before", "after"):
        source = tmp_path / f"{name}.typ"
        source.write_text(f'#image("{name}.svg", width: 200pt)', encoding="utf-8")
        folder = str(font_paths()[0].parent)
        printed.append(typst.compile(str(source), format="png", font_paths=[folder], ignore_system_fonts=True))
    assert printed[0] == printed[1]
    assert b"id=" not in re.sub(rb' id="it\.\d+"', b"", (tmp_path / "after.svg").read_bytes())
