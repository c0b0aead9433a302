"""Charts: drawn when something they show has changed, each alone, and always to the same bytes."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.font_manager import fontManager

from briefs import analysed, edit, write_brief
from statbrief.analysis.write import write_analysis
from statbrief.charts.chart import Chart
from statbrief.charts.fonts import let_charts_use_fonts
from statbrief.errors import ChartingError
from statbrief.files import hashes
from statbrief.files.typeface import font_paths

CHART = '''
def {name}({figure}):
    """Caption of {{{figure}:about}}

    Text of {{{figure}:range}}.
    """
    picture = Figure(figsize=(3, 2))
    axes = picture.add_subplot()
    axes.bar(["{name}"], [{figure}.value * SCALE], color=_colour())
    axes.set_ylabel(f"{{{figure}:about}}")
    axes.set_xlabel(f"{{{figure}:range}}")
    return picture

'''
START = '''"""Pictures."""

from matplotlib.figure import Figure

SCALE = 1


def _colour():
    return "red"

'''
CHARTS = START + "".join(
    CHART.format(name=name, figure=figure)
    for name, figure in [("first", "arrests_2022"), ("second", "arrests_2019"), ("third", "visas")]
)

ONE = START + CHART.format(name="first", figure="arrests_2022")


@pytest.fixture(scope="module")
def drawn_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A brief of three charts, analysed. Tests copy it."""
    folder = write_brief(tmp_path_factory.mktemp("charts") / "brief", charts=CHARTS)
    assert write_analysis(folder, "en").drawn == ("first", "second", "third")
    return folder


@pytest.fixture
def brief(drawn_once: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(drawn_once, tmp_path / "brief"))


def pictures(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The bytes and time of each picture."""
    paths = (folder / "_generated/charts").glob("*.svg")
    return {path.stem: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def in_code(old: str, new: str) -> Callable[[Path], None]:
    """An edit of the charts' file."""
    return lambda folder: edit(folder / "analysis/charts.py", old, new)


def in_data(old: str, new: str) -> Callable[[Path], None]:
    """An edit of the reported figures."""
    return lambda folder: edit(folder / "data/reported.csv", old, new)


EDITS = {
    "one function": (in_code('axes.bar(["second"]', 'axes.barh(["second"]'), {"second"}),
    "one input": (in_data("18000", "19000"), {"second"}),
    "one input's rounding": (in_data(",1000,", ",100,"), {"second"}),
    "a helper of all": (in_code('"red"', '"blue"'), {"first", "second", "third"}),
    "a constant of all": (in_code("SCALE = 1", "SCALE = 2"), {"first", "second", "third"}),
    "settings of all": (
        in_code("SCALE = 1", "import matplotlib\nmatplotlib.rcParams.update({'axes.edgecolor': 'yellow'})\nSCALE = 1"),
        {"first", "second", "third"},
    ),
    "a comment": (in_code("SCALE = 1", "SCALE = 1  # as they are"), set()),
    "the file's docstring": (in_code("Pictures.", "All pictures."), set()),
    "the file's order": (lambda folder: turn_around(folder / "analysis/charts.py"), set()),
    "a note that no chart shows": (in_data("page 2,", "page 2,a note"), set()),
}


def turn_around(path: Path) -> None:
    """Put the last function first."""
    text = path.read_text(encoding="utf-8")
    place = text.index("def third")
    start = text.index("def first")
    path.write_text(text[:start] + text[place:] + "\n\n" + text[start:place], encoding="utf-8")


@pytest.mark.always("one function", "one input's rounding", "a constant of all", "a note that no chart shows")
@pytest.mark.parametrize(("change", "redrawn"), EDITS.values(), ids=EDITS.keys())
def test_only_what_changed_is_drawn(brief: Path, change: Callable[[Path], None], redrawn: set[str]) -> None:
    """The charts that an edit touches have new pictures; the others' files keep their time and bytes."""
    before = pictures(brief)
    change(brief)
    assert set(write_analysis(brief, "en").drawn) == redrawn
    after = pictures(brief)
    assert {name for name in before if before[name][0] != after[name][0]} == redrawn
    assert all(before[name] == after[name] for name in before.keys() - redrawn)


def test_a_chart_that_uses_another_file_of_the_analysis_follows_it(tmp_path: Path) -> None:
    """What is imported from derived.py or a sibling counts as the chart's own."""
    charts = ONE.replace("SCALE = 1", "from derived import SCALE\nfrom sibling import OTHER")
    for scale, other, drawn in [(1, 1, 1), (1, 1, 0), (2, 1, 1), (2, 2, 1)]:
        folder = write_brief(tmp_path, charts=charts, derived=f"SCALE = {scale}\n", sibling=f"OTHER = {other}\n")
        assert len(write_analysis(folder, "en").drawn) == drawn


def test_a_picture_that_was_changed_or_lost_is_drawn_again(brief: Path) -> None:
    """The record knows each picture's bytes."""
    before = pictures(brief)
    (brief / "_generated/charts/first.svg").write_text("<svg/>", encoding="utf-8")
    (brief / "_generated/charts/third.svg").unlink()
    assert write_analysis(brief, "en").drawn == ("first", "third")
    assert {name: data for name, (data, _) in pictures(brief).items()} == {
        name: data for name, (data, _) in before.items()
    }


def test_a_chart_that_is_no_more_leaves_no_picture(brief: Path) -> None:
    """What no function draws is removed, and a folder that somebody made is left alone."""
    (brief / "_generated/charts/mine").mkdir()
    edit(brief / "analysis/charts.py", "def third", "def _third")
    write_analysis(brief, "en")
    assert sorted(path.name for path in (brief / "_generated/charts").iterdir()) == [
        *("first.caption.md", "first.chart.md", "first.md", "first.svg", "mine"),
        *("second.caption.md", "second.chart.md", "second.md", "second.svg"),
    ]


@pytest.mark.thorough
def test_charts_follow_the_modules_that_draw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new edition of this program draws anew what its older one drew."""
    brief = write_brief(tmp_path / "brief", charts=ONE)
    write_analysis(brief, "en")
    for module in ("drawing.py", "charts/svg.py"):
        newer = tmp_path / module.replace("/", "-")
        shutil.copytree(hashes.CODE, newer, ignore=shutil.ignore_patterns("__pycache__"))
        edit(newer / module, "import annotations", "import annotations  # and more")
        monkeypatch.setattr(hashes, "CODE", newer)
        assert write_analysis(brief, "en").drawn == ("first",)
        assert write_analysis(brief, "en").drawn == ()


@pytest.mark.thorough
def test_the_same_bytes_everywhere(brief: Path, tmp_path: Path) -> None:
    """Another process, folder, seed, time zone and language, and somebody's matplotlibrc: the same pictures."""
    before = pictures(brief)
    settings = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LANG": "es_MX.UTF-8", "LC_ALL": "C", "COLUMNS": "40"}
    (tmp_path / "matplotlibrc").write_text("axes.facecolor: black\nfont.size: 30\n", encoding="utf-8")
    copy = Path(shutil.copytree(brief, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("_generated")))
    command = [sys.executable, "-m", "statbrief", "analyse", os.fspath(copy)]
    subprocess.run(command, cwd=tmp_path, env=os.environ | settings, check=True, capture_output=True)
    assert {name: data for name, (data, _) in pictures(copy).items()} == {
        name: data for name, (data, _) in before.items()
    }


def test_the_include_shows_the_picture_with_caption_and_text(tmp_path: Path) -> None:
    """Caption with linked numbers and what it is drawn from, text alternative without markup, an identifier."""
    [first, *_] = analysed(tmp_path, charts=CHARTS).charts
    assert isinstance(first, Chart)
    assert first.include() == (
        "![Caption of about [70,000](#n-arrests_2022){.number} "
        "[Source: [@agency]{.credit}.]{.drawn-from}](_generated/charts/first.svg)"
        '{#fig-first fig-alt="Text of 65,000 to 75,000."}\n'
    )


@pytest.mark.thorough
def test_a_chart_cannot_change_what_others_are_given(tmp_path: Path) -> None:
    """Converting a figure in place, or the settings, changes nothing for the next chart or the record."""
    meddling = (
        'import matplotlib\n    matplotlib.rcParams["axes.facecolor"] = "black"\n    {0}.quantity.ito("kilo{1}")\n'
    )
    charts = CHARTS.replace("picture = Figure", "pass\n    picture = Figure").replace(
        "    pass\n", "    " + meddling.format("arrests_2022", "arrest"), 1
    )
    plainly = write_brief(tmp_path / "plain", charts=CHARTS)
    meddled = write_brief(tmp_path / "meddled", charts=charts)
    assert write_analysis(plainly, "en").drawn == write_analysis(meddled, "en").drawn
    assert pictures(plainly)["second"][0] == pictures(meddled)["second"][0]
    assert '"value": 70000.0' in (meddled / "_generated/record.json").read_text(encoding="utf-8")


def test_letters_are_letters(brief: Path) -> None:
    """What a chart says can be read, searched and proved, in the typeface of the pages, with no style of its own."""
    svg = pictures(brief)["first"][0].decode()
    assert ">about 70,000</text>" in svg
    assert ">65,000 to 75,000</text>" in svg
    assert set(re.findall(r"font-family: ([^;]+);", svg)) == {"'Fira Sans', sans-serif"}


@pytest.mark.thorough
def test_the_briefs_own_style_has_the_last_word(brief: Path) -> None:
    """Letters may be outlines, where a brief wants them to be."""
    (brief / "theme").mkdir()
    (brief / "theme/brief.mplstyle").write_text("svg.fonttype: path\n", encoding="utf-8")
    assert write_analysis(brief, "en").drawn == ("first", "second", "third")
    assert b"<text" not in pictures(brief)["first"][0]


def test_pictures_can_stand_on_one_page(brief: Path) -> None:
    """No identifier is in two of them."""
    found = [re.findall(r' id="([^"]+)"', svg.decode()) for svg, _ in pictures(brief).values()]
    assert all(found)
    together = [name for names in found for name in names]
    assert len(together) == len(set(together))


def test_the_record_knows_what_each_chart_shows(brief: Path) -> None:
    """Caption and text alternative without markup, the picture's hash, and the numbers it was given."""
    record = json.loads((brief / "_generated/record.json").read_text(encoding="utf-8"))
    chart = record["charts"]["third"]
    assert chart.pop("key")
    assert chart == {
        "identifier": "fig-third",
        "caption": "Caption of at least 300,000",
        "alternative": "Text of 300,000 or more.",
        "inputs": ["visas"],
        "sha256": hashlib.sha256(pictures(brief)["third"][0]).hexdigest(),
        "data": {
            "head": ["Figure", "Value", "Range"],
            "rows": [["Visas on offer", "at least 300,000", "300,000 or more"]],
        },
    }
    assert record["figures"]["visas"]["shown"] == {
        "about": "at least 300,000",
        "range": "300,000 or more",
    }


def test_matplotlib_is_told_of_each_font_once() -> None:
    """However often charts are drawn; and again where somebody had it forget one."""
    let_charts_use_fonts()
    told = {each.fname for each in fontManager.ttflist}
    assert {str(path) for path in font_paths()} <= told
    size = len(fontManager.ttflist)
    let_charts_use_fonts()
    assert len(fontManager.ttflist) == size
    forgotten = str(font_paths()[0])
    fontManager.ttflist[:] = [each for each in fontManager.ttflist if each.fname != forgotten]
    let_charts_use_fonts()
    assert {each.fname for each in fontManager.ttflist} == told


def test_a_style_that_cannot_be_read_is_named(brief: Path) -> None:
    """The style sheet is the brief's, so its faults are too."""
    (brief / "theme").mkdir()
    (brief / "theme/brief.mplstyle").write_bytes(b"font.size: \xff\n")
    with pytest.raises(ChartingError, match=r"^theme/brief.mplstyle: style: raises UnicodeDecodeError"):
        write_analysis(brief, "en")
