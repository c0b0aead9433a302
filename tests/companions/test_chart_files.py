"""The charts as pictures of their own, with what they show in words beside them and inside their files."""

import hashlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from selectolax.lexbor import LexborHTMLParser

from odd_companions import Built
from statbrief.companions import chart_files
from statbrief.companions.edition import Edition, Looks
from statbrief.companions.png import described, read_picture
from statbrief.errors import RenderingError
from statbrief.project.project import read_project
from statbrief.renderers.fonts import FAMILY, WEIGHTS, typeface

SVG = "{http://www.w3.org/2000/svg}"
OURS = "; this is a fault of statbrief"
POINTS = 72


def picture(path: Path) -> PngImagePlugin.PngImageFile:
    """A picture in dots, read whole."""
    with Image.open(path) as found:
        found.load()
        assert isinstance(found, PngImagePlugin.PngImageFile)
        return found


def root_of(svg: str) -> ET.Element:
    """The root of a chart as SVG."""
    return ET.fromstring(svg)  # noqa: S314 -- this program wrote it


def file_of(built: Built, name: str, end: str) -> Path:
    """A file of a chart."""
    return built.output / f"{built.stem}-charts/{name}{end}"


@pytest.mark.thorough
def test_a_chart_is_there_as_svg_for_a_screen_and_for_print(written: Built) -> None:
    """600 dots across, and as large as in the brief with 300 dots an inch; nothing shows through."""
    names = {path.name for path in (written.output / f"{written.stem}-charts").iterdir()}
    ends = (".svg", "-600px.png", "-300dpi.png", ".txt")
    assert names == {f"{name}{end}" for name in written.record["charts"] for end in ends}
    for name in written.record["charts"]:
        root = root_of(file_of(written, name, ".svg").read_text(encoding="utf-8"))
        width, height = (float(root.attrib[each].removesuffix("pt")) for each in ("width", "height"))
        screen, printed = (picture(file_of(written, name, f"-{each}.png")) for each in ("600px", "300dpi"))
        assert screen.width == 600
        assert screen.height == pytest.approx(600 * height / width, abs=1)
        assert printed.size == pytest.approx((300 * width / POINTS, 300 * height / POINTS), abs=1)
        assert printed.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert screen.convert("RGBA").getchannel("A").getextrema() == (255, 255)
        assert len(screen.convert("RGB").getcolors(600 * 600) or []) > 2


@pytest.mark.thorough
def test_a_chart_as_svg_is_the_records_and_brings_its_letters(written: Built) -> None:
    """Without what was put in at its head it has the record's hash; every weight of its letters is inside."""
    for name, chart in written.record["charts"].items():
        text = file_of(written, name, ".svg").read_text(encoding="utf-8")
        root = root_of(text)
        added = [each for each in root[:4] if each.tag.removeprefix(SVG) in {"title", "desc", "style", "rect"}]
        assert [each.tag.removeprefix(SVG) for each in added] == ["title", "desc", "style", "rect"]
        rules = str(added[2].text)
        weights = set(re.findall(r"font-weight: (\d+);", rules))
        assert weights >= set(re.findall(r'style="[^"]*font-weight: (\d+)', text)) & {
            str(each) for each in WEIGHTS.values()
        }
        assert f'font-family: "{FAMILY}"' in rules
        plain = re.sub(r"\n <title>.*?<rect [^>]*/>", "", text, flags=re.DOTALL).replace('role="img" ', "")
        assert hashlib.sha256(plain.encode()).hexdigest() == chart["sha256"]


def test_what_it_shows_is_told_in_words_with_each_of_its_files(written: Built) -> None:
    """Beside them, inside the SVG and inside both PNG: the caption as the page has it, and the text alternative."""
    page = LexborHTMLParser((written.output / f"{written.stem}.html").read_text(encoding="utf-8"))
    for name, chart in written.record["charts"].items():
        (caption,) = page.css(f"[id='{chart['identifier']}'] figcaption")
        words = " ".join(caption.text().split())
        root = root_of(file_of(written, name, ".svg").read_text(encoding="utf-8"))
        assert [root[0].text, root[1].text] == [words, chart["alternative"]]
        for end in ("600px", "300dpi"):
            texts = picture(file_of(written, name, f"-{end}.png")).text
            assert (texts["Title"], texts["Description"]) == (words, chart["alternative"])
        lines = [line.partition(": ")[2] for line in file_of(written, name, ".txt").read_text("utf-8").splitlines()]
        assert lines[:3] == [words, chart["alternative"], written.record["title"]]
        record = hashlib.sha256((written.output / f"{written.stem}.json").read_bytes()).hexdigest()
        assert lines[-1] == f"{written.stem}.json, SHA-256 {record}"


@pytest.mark.thorough
def test_the_same_charts_give_the_same_bytes(odd_twice: tuple[Path, Path]) -> None:
    """At another time, in another place."""
    before, again = (
        {path.name: path.read_bytes() for path in (folder / "brief.es-charts").iterdir()} for folder in odd_twice
    )
    assert again == before
    assert len(again) == 4


@pytest.fixture(scope="session")
def edition(odd: Path) -> Edition:
    """An edition with a chart and no page."""
    text = (odd / "_output/brief.json").read_bytes()
    pictures = {"bars": (odd / "_generated/charts/bars.svg").read_bytes()}
    family, files = typeface(read_project(odd, "brief.qmd"))
    looks = Looks(family=family, files=files)
    return Edition(stem="brief", record=json.loads(text), text=text, pictures=pictures, looks=looks)


@pytest.mark.parametrize(
    ("end", "old", "new", "fault"),
    [
        (".svg", b">Arrests, and a part<", b">Arrests, and apart<", "picture: is not the chart of the record"),
        (".svg", b"about 70,000", b"about 71,000", "words: says 71,000, which stands nowhere in the record"),
        (".txt", b"about 70,000", b"about 71,000", "text: says 71,000, which stands nowhere in the record"),
        ("-600px.png", b"about 70,000", b"about 71,000", "file: cannot be read back: its part iTXt is broken"),
    ],
)
def test_another_chart_or_number_is_found(edition: Edition, end: str, old: bytes, new: bytes, fault: str) -> None:
    """By its file, and what is wrong there."""
    made = chart_files.files(edition)
    assert list(chart_files.faults(made, edition)) == []
    name = f"brief-charts/bars{end}"
    assert old in made[name]
    assert told({**made, name: made[name].replace(old, new, 1)}, edition) == [f"{name}: {fault}{OURS}"]


def test_a_picture_with_other_words_or_another_width_is_found(edition: Edition) -> None:
    """And one that is missing, and one that is none."""
    made, name = chart_files.files(edition), "brief-charts/bars-600px.png"
    large = made["brief-charts/bars-300dpi.png"]
    other = described(made[name], {"Description": "A bar of 71,000"})
    assert told({**made, name: other}, edition) == [f"{name}: words: are not those of the record's chart{OURS}"]
    small = chart_files.in_dots(edition.pictures["bars"], "bars", edition.as_rendered, across=500)
    small = described(small, dict(read_picture(made[name]).texts))
    assert told({**made, name: small}, edition) == [f"{name}: picture: is 500 dots wide, and should be 600{OURS}"]
    without = {each: content for each, content in made.items() if each != name}
    assert told(without, edition) == [f"{name}: file: is missing, and the record has its chart{OURS}"]
    assert told({**made, name: b"GIF89a"}, edition) == [f"{name}: file: cannot be read back: it is no PNG{OURS}"]
    assert read_picture(large).dpi == 300


def told(made: Mapping[str, bytes], edition: Edition) -> list[str]:
    """What is found wrong."""
    return [str(each) for each in chart_files.faults(made, edition)]


def test_what_typst_cannot_draw_is_told(edition: Edition) -> None:
    """With the chart's name, and what Typst says."""
    broken = replace(edition, pictures={"bars": edition.pictures["bars"].replace(b"</svg>", b"")})
    with pytest.raises(RenderingError) as error:
        chart_files.files(broken)
    assert str(error.value).startswith("bars.svg: chart: Typst cannot draw it: ")
    with pytest.raises(RenderingError) as error:
        chart_files.files(replace(edition, pictures={"bars": b"<svg ></svg>"}))
    assert str(error.value) == f"bars.svg: chart: its size is not told{OURS}"
