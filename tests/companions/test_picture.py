"""The picture for sharing: what it says and shows, where the page names it, and what is said where it cannot be."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from statbrief.companions import picture
from statbrief.companions.edition import Edition, FrontMatter, Headline, Looks
from statbrief.companions.picture import HEIGHT, WIDTH, alternative
from statbrief.companions.png import described, drawn
from statbrief.errors import RenderingError
from statbrief.pages.seal.head import with_head
from statbrief.project.project import read_project
from statbrief.renderers.fonts import typeface

OURS = "; this is a fault of statbrief"
PAGE = "<head><title>Jobs</title></head>"


def opened(path: Path) -> PngImagePlugin.PngImageFile:
    """A picture, read whole."""
    with Image.open(path) as found:
        found.load()
        assert isinstance(found, PngImagePlugin.PngImageFile)
        return found


@pytest.mark.parametrize("stem", ["brief", "brief.es"])
def test_a_picture_says_who_what_and_the_first_key_figure(built_bulletin: Path, stem: str) -> None:
    """1200 by 630 dots, in the brief's colour; what it says stands inside its file, as the page has it."""
    found = opened(built_bulletin / f"_output/{stem}.picture.png")
    headlines = json.loads((built_bulletin / f"_output/{stem}.headlines.json").read_text(encoding="utf-8"))
    assert found.size == (1200, 630)
    assert found.convert("RGB").getpixel((600, 5)) == (0x1F, 0x4E, 0x79)
    assert found.text["Title"] == headlines["title"]
    for each in (headlines["publisher"], headlines["title"], headlines["headlines"][0]["text"]):
        assert each in found.text["Description"]


def test_the_page_names_its_picture_by_its_whole_address(built_bulletin: Path) -> None:
    """Beside the page, for sites that show links."""
    page = (built_bulletin / "_output/brief.html").read_text(encoding="utf-8")
    named = dict(re.findall(r'<meta property="og:([\w:]+)" content="([^"]*)">', page))
    assert named["image"] == "https://stats.example.org/payroll-employment/brief.picture.png"
    assert named["image:alt"] == named["title"]
    at_folder = with_head(PAGE, "en", "https://example.org/jobs/", "brief.picture.png")
    assert 'content="https://example.org/jobs/brief.picture.png"' in at_folder


def test_a_page_without_picture_or_address_names_none() -> None:
    """There would be nothing at that address, or none is known."""
    assert "og:image" not in with_head(PAGE, "en", "https://example.org/jobs/")
    assert "og:image" not in with_head(PAGE, "en", "", "brief.picture.png")


@pytest.fixture(scope="session")
def told(odd: Path) -> Edition:
    """An edition with a headline and a chart."""
    text = (odd / "_output/brief.json").read_bytes()
    family, files = typeface(read_project(odd, "brief.qmd"))
    return Edition(
        stem="brief",
        record=json.loads(text),
        text=text,
        front=FrontMatter(kind="Bulletin", publisher="Office"),
        headlines=[Headline(wording="70,000 arrests", identifiers=["sum"], lead="70,000")],
        pictures={"bars": (odd / "_generated/charts/bars.svg").read_bytes()},
        looks=Looks(family=family, files=files, accent="#aa0000"),
    )


def faults(edition: Edition, content: bytes) -> list[str]:
    """What is wrong with a picture."""
    return [str(each) for each in picture.faults({"brief.picture.png": content}, edition)]


def test_without_a_key_figure_that_begins_with_its_number_the_first_chart_is_shown(told: Edition) -> None:
    """And described by its text alternative; without either the title stands alone."""
    assert alternative(told) == "Bulletin · Office. Arrests: about 70,000. 70,000 arrests."
    chart = replace(told, headlines=[Headline(wording="About 70,000", identifiers=["sum"])])
    assert alternative(chart).startswith("Bulletin · Office. Arrests: about 70,000. A bar of about 70,000")
    alone = replace(chart, pictures={})
    assert alternative(alone) == "Bulletin · Office. Arrests: about 70,000."
    drawings = [picture.files(each)["brief.picture.png"] for each in (told, chart, alone)]
    assert len(set(drawings)) == 3
    assert [faults(*each) for each in zip((told, chart, alone), drawings, strict=True)] == [[], [], []]


def test_another_picture_is_found(told: Edition) -> None:
    """Of another size, with other words or numbers; one that is none."""
    content, name = picture.files(told)["brief.picture.png"], "brief.picture.png"
    texts = {"Title": told.record["title"], "Source": f"brief.json, SHA-256 {told.sha256}"}
    small = drawn("#set page(width: 40pt, height: 30pt)\n", {}, [], 72, {})
    wrong = faults(told, described(small, texts | {"Description": "71,000 arrests"}))
    assert wrong == [
        f"{name}: picture: is 40 by 30 dots, and should be {WIDTH} by {HEIGHT}{OURS}",
        f"{name}: words: are not those of the brief{OURS}",
        f"{name}: words: say 71,000, which stands nowhere in the record{OURS}",
    ]
    assert faults(told, content[:-4] + b"none") == [f"{name}: file: cannot be read back: its part IEND is broken{OURS}"]


@pytest.mark.parametrize("title", ["A word " * 200, "Electroencephalograph" * 9])
def test_a_title_that_does_not_fit_is_a_fault(told: Edition, title: str) -> None:
    """Too long a text, and too long a word; nothing runs out of the picture."""
    record = {**told.record, "title": title}
    with pytest.raises(RenderingError) as error:
        picture.files(replace(told, record=record))  # type: ignore[arg-type]
    wanted = "shorten it, or take picture out of companions"
    assert str(error.value) == f"brief.picture.png: picture: '{title[:60]}…' does not fit; {wanted}"


def test_the_same_words_give_the_same_bytes(told: Edition) -> None:
    """Each time."""
    assert picture.files(told) == picture.files(replace(told))
