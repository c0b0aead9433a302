"""The brief's own charts: they say what the data say, in both languages, and nothing stands in another's way."""

import itertools
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from briefs import without_checks
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.analysis.write import write_analysis
from statbrief.charts.fonts import let_charts_use_fonts
from statbrief.charts.given import Input, given_to
from statbrief.charts.picture_words import Said
from statbrief.drawing import COLUMN
from statbrief.errors import ChartingError
from statbrief.figures.functions import load_callables
from statbrief.files.paths import STYLE

EDITS: Mapping[str, Mapping[str, str]] = {
    "as it is": {},
    "arrests fell": {",70000,arrest,10000,": ",9000,arrest,9000,"},
    "arrests did not change": {",70000,arrest,10000,": ",18000,arrest,1000,"},
    "arrests rose high": {",70000,": ",250000,"},
    "more visas": {",300000,visa,": ",320000,visa,"},
    "a small share": {"for Mexicans,0.5,1,0.1,": "for Mexicans,0.1,1,0.1,"},
    "a large share": {"for Mexicans,0.5,1,0.1,": "for Mexicans,0.9,1,0.1,"},
}
CASES = [(lang, edit) for lang in ("en", "es") for edit in EDITS]


@dataclass(frozen=True)
class Drawn:
    """A brief's pictures as matplotlib has them, and what they were drawn from."""

    analysis: Analysis
    pictures: Mapping[str, Picture]

    def texts(self, name: str) -> list[str]:
        """All that a picture says, in the order in which it does."""
        return [each.get_text() for each in written(self.pictures[name])]


def written(picture: Picture) -> list[Text]:
    """The texts that are to be seen."""
    return [each for each in picture.findobj(Text) if each.get_visible() and each.get_text()]


SERIES = "data/mexican_may_arrests.csv"


def draw(
    root: Path, folder: Path, lang: str, edits: Mapping[str, str], of_series: Mapping[str, str] = MappingProxyType({})
) -> Drawn:
    """The brief in `folder`, with other data and without the checks that would refuse them."""
    for name in ("data", "analysis", "theme"):
        shutil.copytree(root / name, folder / name)
    for name, changes in (("data/reported.csv", edits), (SERIES, of_series)):
        text = (folder / name).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1
            text = text.replace(old, new)
        (folder / name).write_text(text, encoding="utf-8")
    without_checks(folder)
    analysis = analyse(folder, lang)
    known: dict[str, Input] = {**analysis.figures, **analysis.datasets}
    calls = load_callables(folder, [each.function for each in analysis.charts], ChartingError)
    given = {
        each.name: given_to(each.function, Said(each.function, each.words, {}), known, analysis.words)[0]
        for each in analysis.charts
    }
    pictures = {name: calls[name](**inputs) for name, inputs in given.items()}
    return Drawn(analysis, pictures)


@pytest.fixture(autouse=True, scope="module")
def style(root: Path) -> Iterator[None]:
    """The brief's style and typeface."""
    let_charts_use_fonts()
    with mpl.rc_context(fname=root / STYLE):
        yield


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]}, {case[1]}")
def drawn(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """The brief in each language, with other data."""
    lang, edit = request.param
    return draw(root, tmp_path_factory.mktemp("charts"), lang, EDITS[edit])


@pytest.fixture(scope="module")
def plain(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """The brief as it is."""
    return draw(root, tmp_path_factory.mktemp("plain"), "en", {})


def boxes(picture: Picture) -> Iterator[tuple[str, Bbox]]:
    """Where the letters of each line of text are, without the room above and below them."""
    for text in written(picture):
        lines = text.get_text().split("\n")
        extent = text.get_window_extent()
        height = extent.height / len(lines)
        for place, line in enumerate(lines):
            top = extent.y1 - place * height
            yield line, Bbox([[extent.x0, top - height * 0.8], [extent.x1, top - height * 0.2]])


@pytest.mark.always("en, arrests rose high", "es, more visas", "es, a small share")
def test_no_text_stands_in_anothers_way(drawn: Drawn) -> None:
    """In any language, and with any data."""
    for name, picture in drawn.pictures.items():
        for (one, first), (other, second) in itertools.combinations(boxes(picture), 2):
            assert not first.overlaps(second), (name, one, other)


@pytest.mark.thorough
def test_no_text_leaves_its_picture(drawn: Drawn) -> None:
    """Which is as wide as a column of the print, and of modest height."""
    for name, picture in drawn.pictures.items():
        width, height = (inches * picture.dpi for inches in picture.get_size_inches())
        assert picture.get_figwidth() == COLUMN
        assert picture.get_figheight() <= 2
        for text, box in boxes(picture):
            assert box.x0 >= -2, (name, text)
            assert box.x1 <= width + 1, (name, text)
            assert box.y0 >= 0, (name, text)
            assert box.y1 <= height, (name, text)


def test_no_line_runs_through_a_label(drawn: Drawn) -> None:
    """Neither that of the series nor that of a range."""
    for name, picture in drawn.pictures.items():
        [axes] = picture.axes
        labels = [
            (text, box) for text, box in boxes(picture) if text in "\n".join(each.get_text() for each in axes.texts)
        ]
        for line in axes.lines:
            path = line.get_transform().transform_path(line.get_path())
            for text, box in labels:
                assert not path.intersects_bbox(box, filled=False), (name, text)


def test_bars_start_at_nothing(drawn: Drawn) -> None:
    """So their lengths are as their numbers are; the axis of the line starts there as well."""
    arrests, visas = (drawn.pictures[name].axes[0] for name in ("may_arrests", "visas_split"))
    figures = drawn.analysis.figures
    assert [bar.get_x() for bar in bars(arrests)] == [0, 0]
    assert [bar.get_width() for bar in bars(arrests)] == [figures["arrests_2019"].value, figures["arrests_2022"].value]
    one, other = bars(visas)
    assert one.get_x() == 0
    assert one.get_width() == pytest.approx(figures["visas_mexicans"].value, rel=0.03)
    assert other.get_x() + other.get_width() == pytest.approx(figures["visas"].value)
    assert drawn.pictures["official_series"].axes[0].get_ylim()[0] == arrests.get_xlim()[0] == visas.get_xlim()[0] == 0


def bars(axes: Axes) -> list[mpl.patches.Rectangle]:
    """The bars on the axes."""
    return [each for each in axes.patches if isinstance(each, mpl.patches.Rectangle)]


def test_labels_are_direct(drawn: Drawn) -> None:
    """No legend has to be looked up."""
    assert all(axes.get_legend() is None for picture in drawn.pictures.values() for axes in picture.axes)


def test_a_range_is_named_once(plain: Drawn) -> None:
    """Where it is drawn, as a range."""
    assert plain.texts("may_arrests").count("range: 65,000 to 75,000") == 1
    assert plain.texts("visas_split").count("range: 135,000 to 165,000") == 1
    assert sum(text.startswith("range") for name in plain.pictures for text in plain.texts(name)) == 2


def test_the_break_is_shown(plain: Drawn) -> None:
    """The line is open between the Mays before and after March 2020, where the official series adds expulsions."""
    axes = plain.pictures["official_series"].axes[0]
    lines = [np.asarray(each.get_xdata(), dtype=float).tolist() for each in axes.lines]
    assert [years for years in lines if len(years) > 2] == [list(range(2000, 2020)), [2020, 2021, 2022]]
    assert "from March 2020 on, expulsions count too" in [
        " ".join(each.split()) for each in plain.texts("official_series")
    ]


SAID = {
    ("en", "70700"): "Even with expulsions, May 2022 is less than half of May 2000",
    ("en", "95340"): "Even with expulsions, May 2022 is less than two thirds of May 2000",
    ("en", "155410"): "Even with expulsions, May 2022 is 100% of May 2000",
    ("es", "70700"): "Aun con expulsiones, mayo de 2022 es menos de la mitad de mayo de 2000",
}


@pytest.mark.always("en-95340", "es-70700")
@pytest.mark.parametrize(("lang", "count"), SAID)
def test_the_title_states_the_finding(root: Path, tmp_path: Path, lang: str, count: str) -> None:
    """In words that follow the data."""
    texts = draw(root, tmp_path, lang, {}, {"2022,70700": f"2022,{count}"}).texts("official_series")
    assert SAID[lang, count] in " ".join(texts)


@pytest.mark.thorough
def test_the_alternatives_follow_the_data(root: Path, tmp_path: Path) -> None:
    """They say what the chart shows, in a sentence or two, with the figures."""
    before, after = (
        {chart.name: chart.alternative for chart in draw(root, tmp_path / str(edit), "en", EDITS[edit]).analysis.charts}
        for edit in ("as it is", "arrests fell")
    )
    assert "fell by about 50% from what it was" in after["may_arrests"]
    assert "about 9,000 in 2022 (4,500 to 13,500)" in after["may_arrests"]
    assert "rose to about 3.9 times" in before["may_arrests"]
    assert before["visas_split"] == after["visas_split"]
    for text in before.values():
        assert 1 <= len(re.findall(r"\.(?: |$)", text)) <= 3
        assert re.search(r"\d", text)


@pytest.mark.thorough
def test_the_picture_files_are_small(root: Path, tmp_path: Path) -> None:
    """Under 30 KB, their text text, with no colour but ink, paper and the palette."""
    for name in ("data", "analysis", "theme"):
        shutil.copytree(root / name, tmp_path / name)
    write_analysis(tmp_path, "en")
    svgs = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "_generated/charts").glob("*.svg"))]
    assert len(svgs) == 2 * 3  # for print, and for phones
    assert max(len(svg.encode()) for svg in svgs) < 30_000
    assert all("<text" in svg for svg in svgs)
    assert set(re.findall(r"#[0-9a-f]{6}", " ".join(svgs))) == {"#1b2126", "#fffffe", "#3670a4", "#a89218"}
