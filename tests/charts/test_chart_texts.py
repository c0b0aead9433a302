"""A chart's picture: drawn from nothing, its letters there and whole."""

import re
from pathlib import Path

import matplotlib as mpl
import pytest

from command_line import done, run
from drawn_charts import CURRENT, HEAD, chart, drawn, faults, texts, warnings
from statbrief.analysis.write import write_analysis
from statbrief.errors import ChartingError


def test_pyplots_current_picture_is_each_charts_own(tmp_path: Path) -> None:
    """A chart that draws on pyplot's current figure shows no other chart's bars, and is the same drawn alone."""
    charts = [CURRENT.format(name=name, given=given) for name, given in [("a", "arrests_2022"), ("b", "arrests_2019")]]
    together = drawn(tmp_path / "together", *charts)
    alone = drawn(tmp_path / "alone", charts[1])
    assert "a" not in texts(together["b"])
    assert together["b"] == alone["b"]


def test_what_the_file_draws_while_it_loads_is_no_charts(tmp_path: Path) -> None:
    """A picture that the module leaves open is every chart's at first, and of none once each starts from nothing."""
    head = HEAD + 'plt.title("left over")\n\n\n'
    found = drawn(tmp_path, *(CURRENT.format(name=name, given="arrests_2022") for name in "ab"), head=head)
    assert texts(found["a"])[-1] == "a"
    assert texts(found["b"])[-1] == "b"


@pytest.mark.thorough
def test_many_pictures_stay_no_longer_than_they_are_drawn(tmp_path: Path) -> None:
    """Six charts of pyplot leave none open, and matplotlib, told to warn of more than two, has nothing to say."""
    import matplotlib.pyplot as plt

    charts = (CURRENT.format(name=f"chart_{number}", given="arrests_2022") for number in range(6))
    drawn(tmp_path, *charts, style="figure.max_open_warning: 2\n")
    assert plt.get_fignums() == []
    assert warnings(tmp_path) == []


@pytest.mark.thorough
def test_what_one_chart_changes_in_the_file_reaches_no_other(tmp_path: Path) -> None:
    """Colours taken one by one from a list of the file start anew; settings and random numbers too."""
    head = HEAD + 'import itertools\nimport numpy as np\n\nCOLOURS = itertools.cycle(["#ff0000", "#00ff00"])\n\n\n'
    body = """
    axes.plot(np.random.rand(5), color=next(COLOURS))
    plt.rcParams["axes.facecolor"] = "#0000ff"
    """
    found = drawn(tmp_path / "together", chart(body, name="a"), chart(body, name="b"), head=head)
    alone = drawn(tmp_path / "alone", chart(body, name="b"), head=head)
    assert "#ff0000" in found["b"]
    assert "#0000ff" not in found["b"]
    assert found["b"] == alone["b"]


# -- letters -------------------------------------------------------------------------------------------------------


def test_a_dollar_is_money(tmp_path: Path) -> None:
    """Two amounts in one text are no formula, without a theme too."""
    found = drawn(tmp_path, chart('axes.set_title(f"Costs {budget:range}")', "budget"))
    assert "Costs $25 billion to $35 billion" in texts(found["it"])


def test_a_dollar_may_be_a_formulas(tmp_path: Path) -> None:
    """Where the theme says so."""
    found = drawn(tmp_path, chart('axes.set_title("$x$ and $y$")'), style="text.parse_math: True\n")
    assert "$" not in "".join(texts(found["it"]))


@pytest.mark.parametrize("scale", [pytest.param("log", marks=pytest.mark.thorough), "symlog", "logit"])
def test_powers_on_an_axis_are_powers(tmp_path: Path, scale: str) -> None:
    """What matplotlib itself writes along a logarithmic axis is a formula, whatever a dollar is."""
    body = f"axes.plot([0.1, 0.5, 0.9], [0.01, 0.5, 0.99])\naxes.set_yscale({scale!r})"
    said = texts(drawn(tmp_path, chart(body))["it"])
    assert not [each for each in said if "$" in each or "mathdefault" in each]


def test_a_minus_is_a_minus(tmp_path: Path) -> None:
    """In ticks, labels of bars, what a figure or `words` write; a hyphen stays one."""
    body = """
    axes.bar_label(axes.bar(["2019-20", "COVID-19"], [-0.125, 0.25]), labels=[f"{change:value}", words.digits(-5)])
    axes.set_title(f"{change:value} a year-on-year change")
    """
    said = texts(drawn(tmp_path, chart(body, "change, words"))["it"])
    assert {"2019-20", "COVID-19", "−12.5%", "−5", "−12.5% a year-on-year change"} <= set(said)
    assert not [each for each in said if re.search(r"(?<!\w)-", each)]


# -- what cannot be read -------------------------------------------------------------------------------------------

NO_ROOM = "enlarge it (figsize; of headed height, left, right, below), or have shorter or fewer texts (set_xticks)"
OPAQUE = 'plt.rcParams["savefig.transparent"] = False\n'  # unlike the theme's pictures
LOST = {
    "letters that the font has not": (
        'axes.set_title("人口 2022")',
        ["it: Fira Sans has no 人 口 in “人口 2022”; write it in letters that the font has"],
    ),
    "a picture of words": (
        'axes.set_title("Up 😀")',
        ["it: Fira Sans has no 😀 in “Up 😀”; write it in letters that the font has"],
    ),
    "cut off at the edge": (
        'picture.text(0.9, 0.5, "a label that is too long")',
        [f"it: “a label that is too long” is cut off at the picture's edge; {NO_ROOM}"],
    ),
    "higher than a page": (
        "picture.set_size_inches(3.45, 9.2)",
        ["it: it is 9.2 inches high in print, and a page has room for 9; draw fewer rows, or let them stand closer"],
    ),
    "cut off, turned": (
        'picture.text(0.5, 0.9, "a label that is too long", rotation=60)',
        [f"it: “a label that is too long” is cut off at the picture's edge; {NO_ROOM}"],
    ),
    "cut off by its axes": (
        'axes.text(-0.03, 0.5, "a label that is long", clip_on=True)\naxes.set_xlim(0, 1)',
        [f"it: “a label that is long” is cut off at the edge of its axes; {NO_ROOM}"],
    ),
    "a label at a missing number": (
        'axes.annotate("Oaxaca", (1, float("nan")), annotation_clip=False)',
        ["it: “Oaxaca” stands at a missing number; leave missing cells out, as by .dropna()"],
    ),
    "labels that leave no room": (
        'axes.barh(["word " * 30], [1])\n',
        [f"it: its labels leave no room for the axes; {NO_ROOM}"],
    ),
    "covered": (
        'axes.text(1, 1, "beneath the bar", zorder=0)\naxes.barh([1], [2])',
        ["it: “beneath the bar” is covered; draw it last (a higher zorder), or beside what covers it"],
    ),
    "covered by other axes": (
        f'axes.text(0.5, 0.5, "beneath")\n{OPAQUE}picture.add_axes([0.3, 0.3, 0.6, 0.6], facecolor="white")',
        ["it: “beneath” is covered; draw it last (a higher zorder), or beside what covers it"],
    ),
}


@pytest.mark.parametrize(("body", "expected"), LOST.values(), ids=LOST)
def test_what_is_lost_to_the_reader_stops_the_build(tmp_path: Path, body: str, expected: list[str]) -> None:
    """The fault names the chart."""
    assert [each for each in expected if each not in faults(tmp_path, chart(body))] == []


@pytest.mark.parametrize("size", [(3.45, 8.9), (7, 17), (2, 8.9)], ids=["column", "page", "phone"])
def test_what_a_page_has_room_for_is_no_fault(tmp_path: Path, size: tuple[float, float]) -> None:
    """As wide as a column of print shows it."""
    assert list(drawn(tmp_path, chart(f"picture.set_size_inches{size}"))) == ["it"]


def test_the_faults_of_all_charts_come_at_once(tmp_path: Path) -> None:
    """With file and line of each function."""
    body = 'axes.set_title("人口")'
    with pytest.raises(ChartingError) as caught:
        drawn(tmp_path, chart(body, name="a"), chart(body, name="b"))
    assert [(each.file, each.line, each.what) for each in caught.value.faults] == [
        ("analysis/charts.py", 5, "a"),
        ("analysis/charts.py", 16, "b"),
    ]


DOUBTFUL = {
    "texts over each other": (
        'picture.text(0.5, 0.5, "one text")\npicture.text(0.52, 0.5, "another text")',
        f"it: “one text” and “another text” stand over each other; {NO_ROOM}",
    ),
    "ticks over each other": (
        'axes.bar(["a long name", "another long name", "a third long name"], [1, 1, 1])\npicture.set_figwidth(2)',
        f"it: “a long name” and “another long name” stand over each other; {NO_ROOM}",
    ),
    "texts that read as one": (
        "picture.text(0.5, 0.5, '2006', ha='right')\npicture.text(0.502, 0.5, '2008', ha='left')",
        f"it: “2006” and “2008” run into each other; {NO_ROOM}",
    ),
    "a label left out": (
        'axes.set_xlim(0, 1)\naxes.annotate("far away", (2, 0.5))',
        (
            "it: “far away” is not shown: its point lies outside the axes; "
            "set the limits so that they reach it, or leave the label out"
        ),
    ),
    "a typeface that is not there": (
        'axes.set_title("text", family="No Such Face")',
        "it: there is no typeface No Such Face for “text”",
    ),
    "what matplotlib says": (
        "axes.plot([1, 2], [1, 2])\naxes.legend()",
        (
            "it: No artists with labels found to put in legend. Note that artists whose label start with an underscore "
            "are ignored when legend() is called with no argument."
        ),
    ),
    "what the chart says": (
        'import warnings\nwarnings.warn("the series ends early")',
        "it: the series ends early",
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize(("body", "expected"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_may_be_meant_is_a_warning_of_the_chart(tmp_path: Path, body: str, expected: str) -> None:
    """It is said again by later builds, which take the picture from the last; under --strict it stops them."""
    drawn(tmp_path, chart(body))
    (tmp_path / "brief.qmd").write_text("---\ntitle: A\n---\nText.\n", encoding="utf-8")
    assert expected in warnings(tmp_path)
    assert expected in warnings(tmp_path)
    built = run("build", tmp_path, "--to", "html", "--renderer", "embedded")
    assert (built.exit_code, f"warning: analysis/charts.py:5: {expected}" in built.stderr.splitlines()) == (0, True)
    for command in (["build", "--to", "html", "--renderer", "embedded"], ["check"]):
        strict = run(command[0], tmp_path, *command[1:], "--strict")
        assert (strict.exit_code, f"analysis/charts.py:5: {expected}" in strict.stderr.splitlines()) == (1, True)


def test_texts_a_word_apart_or_in_other_lines_are_two(tmp_path: Path) -> None:
    """Neither these run into each other, nor what stands beneath or is of another size."""
    places = ["0.45, 0.5, '2006', ha='right'", "0.51, 0.5, '2008', ha='right'", "0.45, 0.45, '2007', ha='left'"]
    drawn(tmp_path, chart("\n".join(f"picture.text({each})" for each in [*places, "0.52, 0.5, '2009', size=20"])))
    assert warnings(tmp_path) == []


def test_a_warning_follows_its_function(tmp_path: Path) -> None:
    """Where the function moves in its file, and is not drawn anew, the warning names its new line."""
    drawn(tmp_path, chart('import warnings\nwarnings.warn("early")'))
    code = tmp_path / "analysis/charts.py"
    code.write_text(f"# a comment\n\n{code.read_text(encoding='utf-8')}", encoding="utf-8")
    assert write_analysis(tmp_path, "en").drawn == ()
    said = run("analyse", tmp_path).stderr
    assert said == "warning: analysis/charts.py:7: it: early\n"


def test_a_published_record_has_nothing_of_the_warnings(tmp_path: Path) -> None:
    """They are for who makes the brief."""
    drawn(tmp_path, chart('import warnings\nwarnings.warn("early")'))
    (tmp_path / "brief.qmd").write_text("---\ntitle: A\n---\nText.\n", encoding="utf-8")
    done("build", tmp_path, "--to", "html", "--renderer", "embedded")
    assert "early" not in (tmp_path / "_output/brief.json").read_text(encoding="utf-8")
    done("verify", tmp_path / "_output/brief.html")


READABLE = {
    "turned ticks": (
        'axes.bar(["a long name", "another long name", "a third long name", "a fourth one"], [1, 1, 1, 1])\n'
        'axes.tick_params(axis="x", rotation=45)'
    ),
    "small inset, colour bar": (
        "picture.colorbar(axes.imshow([[0, 1], [2, 3]]))\naxes.inset_axes([0.6, 0.6, 0.3, 0.3]).plot([1, 2])"
    ),
    "twin axes, legend": 'axes.plot([1, 2], label="one")\naxes.twinx().plot([5, 3], label="other")\naxes.legend()',
    "text in a box, on a bar, outlined": (
        "from matplotlib.patheffects import withStroke\n"
        'axes.bar([1], [1])\naxes.text(1, 0.5, "on the bar", bbox={"facecolor": "white"})\n'
        'axes.text(1, 0.2, "outlined", path_effects=[withStroke(linewidth=3, foreground="white")])'
    ),
    "an axis without anything": 'axes.axis("off")\npicture.text(0.5, 0.5, "alone", ha="center")',
    "a saved size that fits": (
        'picture.text(0.9, 0.5, "a label that is too long")\nplt.rcParams["savefig.bbox"] = "tight"'
    ),
    "hidden on purpose": 'axes.text(5, 5, "not seen").set_visible(False)\naxes.legend([], []).set_visible(False)',
    "dates, a grid of axes": (
        'import pandas as pd\naxes.plot(pd.date_range("2022-01-01", periods=50), range(50))\npicture.clf()\n'
        "for each in picture.subplots(2, 2).flat:\n    each.plot([1, 2], [1000, 2000])"
    ),
}


@pytest.mark.always("small inset, colour bar", "an axis without anything", "hidden on purpose")
@pytest.mark.parametrize("body", READABLE.values(), ids=READABLE)
def test_a_chart_as_charts_are_has_nothing_wrong(tmp_path: Path, body: str) -> None:
    """What is usual is neither a fault nor worth a warning."""
    drawn(tmp_path, chart(body))
    assert warnings(tmp_path) == []


def test_charts_open_no_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever somebody's machine draws with otherwise."""
    monkeypatch.setenv("MPLBACKEND", "module://no.such.backend")
    drawn(tmp_path, CURRENT.format(name="a", given="arrests_2022"))
    assert mpl.get_backend().lower() == "agg"
