"""A chart's picture: drawn from nothing, its letters there and whole, its numbers those that it was given."""

import json
import re
import textwrap
from pathlib import Path

import matplotlib as mpl
import pytest
from click.testing import CliRunner

from briefs import FIGURES, write_brief
from statbrief.analysis.write import write_analysis
from statbrief.cli import main
from statbrief.errors import ChartingError

MONEY = "budget,Budget of the office,30000000000,USD,10000000000,,2024,agency,page 3,\n"
COLDER = "change,Change of the mean,-12.5,percent,0.1,,2024,agency,page 4,\n"
TOWNS = "town,visas\nAcatlán de Juárez,1200\nDistrito 7,-350\nSan Juan,2715\n"
PACKAGE = json.dumps(
    {
        "resources": [
            {
                "name": "towns", "path": "table.csv", "title": "Visas by town", "source": "agency", "period": "2024",
                "schema": {
                    "primaryKey": ["town"],
                    "fields": [
                        {"name": "town", "type": "string"},
                        {"name": "visas", "type": "integer", "unit": "visa", "rounded_to": "exact"},
                    ],
                },
            }
        ]
    }
)  # fmt: skip
HALF = 'def half(arrests_2022):\n    """Half of the arrests"""\n    return arrests_2022 / 2\n'
HEAD = "import matplotlib.pyplot as plt\nfrom matplotlib.figure import Figure\n\n\n"


def chart(body: str, given: str = "arrests_2022", name: str = "it") -> str:
    """A chart's function: `axes` of a usual size to draw on, unless the body returns a picture of its own."""
    return (
        f'def {name}({given}):\n    """Caption.\n\n    Text.\n    """\n'
        "    picture = Figure(figsize=(5, 3))\n    axes = picture.subplots()\n"
        f"{textwrap.indent(textwrap.dedent(body).strip(), '    ')}\n    return picture\n"
    )


def drawn(folder: Path, *charts: str, lang: str = "en", style: str = "", head: str = HEAD) -> dict[str, str]:
    """The pictures of a brief with these charts, as SVG by name."""
    write_brief(
        folder,
        figures=FIGURES + MONEY + COLDER,
        derived=HALF,
        charts=head + "\n\n".join(charts),
        dataset=TOWNS,
        package=PACKAGE,
    )
    if style:
        (folder / "theme").mkdir(exist_ok=True)
        (folder / "theme/brief.mplstyle").write_text(style, encoding="utf-8")
    write_analysis(folder, lang)
    return {path.stem: path.read_text(encoding="utf-8") for path in (folder / "_generated/charts").glob("*.svg")}


def texts(svg: str) -> list[str]:
    """What the picture says, in its order."""
    found = [re.sub(r"<[^>]*>", "", each) for each in re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)]
    return [each.strip() for each in found]


def faults(folder: Path, *charts: str, head: str = HEAD) -> list[str]:
    """What is wrong with them, one line each, without file and line."""
    with pytest.raises(ChartingError) as caught:
        drawn(folder, *charts, head=head)
    return [re.sub(r"^analysis/charts.py:\d+: ", "", str(each)) for each in caught.value.faults]


def warnings(folder: Path) -> list[str]:
    """What a command says of the last charts beside its results."""
    said = CliRunner().invoke(main, ["analyse", str(folder)])
    assert said.exit_code == 0, said.stderr
    return [re.sub(r"^warning: analysis/charts.py:\d+: ", "", line) for line in said.stderr.splitlines()]


# -- each chart starts from nothing --------------------------------------------------------------------------------

CURRENT = (
    'def {name}({given}):\n    """Caption.\n\n    Text.\n    """\n'
    '    plt.bar(["{name}"], [{given}.value])\n    plt.title("{name}")\n    return plt.gcf()\n'
)


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


def test_many_pictures_stay_no_longer_than_they_are_drawn(tmp_path: Path) -> None:
    """Two dozen charts of pyplot leave none open, and matplotlib has nothing to warn of."""
    import matplotlib.pyplot as plt

    drawn(tmp_path, *(CURRENT.format(name=f"chart_{number}", given="arrests_2022") for number in range(24)))
    assert plt.get_fignums() == []
    assert warnings(tmp_path) == []


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


@pytest.mark.parametrize("scale", ["log", "symlog", "logit"])
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

NO_ROOM = "make the picture larger (figsize), or its texts shorter"
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
    "cut off, turned": (
        'picture.text(0.5, 0.9, "a label that is too long", rotation=60)',
        [f"it: “a label that is too long” is cut off at the picture's edge; {NO_ROOM}"],
    ),
    "cut off by its axes": (
        'axes.text(-0.03, 0.5, "a label that is long", clip_on=True)\naxes.set_xlim(0, 1)',
        [f"it: “a label that is long” is cut off at the edge of its axes; {NO_ROOM}"],
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
        'axes.text(0.5, 0.5, "beneath")\npicture.add_axes([0.3, 0.3, 0.6, 0.6])',
        ["it: “beneath” is covered; draw it last (a higher zorder), or beside what covers it"],
    ),
}


@pytest.mark.parametrize(("body", "expected"), LOST.values(), ids=LOST)
def test_what_is_lost_to_the_reader_stops_the_build(tmp_path: Path, body: str, expected: list[str]) -> None:
    """The fault names the chart."""
    assert [each for each in expected if each not in faults(tmp_path, chart(body))] == []


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


@pytest.mark.parametrize(("body", "expected"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_may_be_meant_is_a_warning_of_the_chart(tmp_path: Path, body: str, expected: str) -> None:
    """It is said again by later builds, which take the picture from the last; under --strict it stops them."""
    drawn(tmp_path, chart(body))
    (tmp_path / "brief.qmd").write_text("---\ntitle: A\n---\nText.\n", encoding="utf-8")
    assert expected in warnings(tmp_path)
    assert expected in warnings(tmp_path)
    built = CliRunner().invoke(main, ["build", str(tmp_path), "--to", "html", "--renderer", "embedded"])
    assert (built.exit_code, f"warning: analysis/charts.py:5: {expected}" in built.stderr.splitlines()) == (0, True)
    for command in (["build", "--to", "html", "--renderer", "embedded"], ["check"]):
        strict = CliRunner().invoke(main, [command[0], str(tmp_path), *command[1:], "--strict"])
        assert (strict.exit_code, f"analysis/charts.py:5: {expected}" in strict.stderr.splitlines()) == (1, True)


def test_a_warning_follows_its_function(tmp_path: Path) -> None:
    """Where the function moves in its file, and is not drawn anew, the warning names its new line."""
    drawn(tmp_path, chart('import warnings\nwarnings.warn("early")'))
    code = tmp_path / "analysis/charts.py"
    code.write_text(f"# a comment\n\n{code.read_text(encoding='utf-8')}", encoding="utf-8")
    assert write_analysis(tmp_path, "en").drawn == ()
    said = CliRunner().invoke(main, ["analyse", str(tmp_path)]).stderr
    assert said == "warning: analysis/charts.py:7: it: early\n"


def test_a_published_record_has_nothing_of_the_warnings(tmp_path: Path) -> None:
    """They are for who makes the brief."""
    drawn(tmp_path, chart('import warnings\nwarnings.warn("early")'))
    (tmp_path / "brief.qmd").write_text("---\ntitle: A\n---\nText.\n", encoding="utf-8")
    built = CliRunner().invoke(main, ["build", str(tmp_path), "--to", "html", "--renderer", "embedded"])
    assert built.exit_code == 0, built.stderr
    assert "early" not in (tmp_path / "_output/brief.json").read_text(encoding="utf-8")
    assert CliRunner().invoke(main, ["verify", str(tmp_path / "_output/brief.html")]).exit_code == 0


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


@pytest.mark.parametrize("body", READABLE.values(), ids=READABLE)
def test_a_chart_as_charts_are_has_nothing_wrong(tmp_path: Path, body: str) -> None:
    """What is usual is neither a fault nor worth a warning."""
    drawn(tmp_path, chart(body))
    assert warnings(tmp_path) == []


# -- numbers -------------------------------------------------------------------------------------------------------

TYPED = {
    "in a title": ('axes.set_title("Up by 290%")', '"290%" is typed by hand in “Up by 290%”; derive it'),
    "as the figure says": (
        'axes.set_title("About 70,000 arrests")',
        '"70,000" is typed by hand in “About 70,000 arrests”; write {arrests_2022:value}',
    ),
    "in words": ('axes.set_title("A third of them")', '"A third" is typed by hand in “A third of them”'),
    "broken into lines": (
        'picture.text(0, 0.5, "it rose by $30")\npicture.text(0, 0.3, "billion in a year")',
        '"$30 billion" is none that it was given in “it rose by $30 billion in a year”; write {budget:value}',
    ),
    "as a number": ("axes.text(0.5, 0.5, 290)", '"290" is none that it was given in “290”'),
    "in an f-string": (
        'axes.text(0.5, 0.5, f"{arrests_2022:value}, or 290% more")',
        '"290%" is typed by hand in “70,000, or 290% more”',
    ),
    "in a legend": (
        'axes.plot([1], label="over 500 a day")\naxes.legend()',
        '"500" is typed by hand in “over 500 a day”',
    ),
    "in an axis' name": ('axes.set_ylabel("per 100,000 people")', '"100,000" is typed by hand in “per 100,000 people”'),
    "in a tick": (
        'axes.set_yticks([1, 2], labels=["a town of 500", "other"])',
        '"500" is typed by hand in “a town of 500”',
    ),
    "in a category": ('axes.bar(["18 to 64", "over"], [1, 2])', '"18" is typed by hand in “18 to 64”'),
    "computed here": (
        'axes.set_title(f"{arrests_2022.value / 7:,.0f} a week")',
        '"10,000" is none that it was given in “10,000 a week”',
    ),
    "beside a minus": ('axes.set_title("fell to -7 degrees")', '"−7" is typed by hand in “fell to −7 degrees”'),
}


@pytest.mark.parametrize(("body", "expected"), TYPED.values(), ids=TYPED)
def test_a_number_that_nothing_wrote_stops_the_build(tmp_path: Path, body: str, expected: str) -> None:
    """It is found in the picture, and placed in the code where it stands there."""
    assert expected in "\n".join(faults(tmp_path, chart(body)))


def test_a_typed_number_is_placed_where_it_stands(tmp_path: Path) -> None:
    """In its own line of the code."""
    with pytest.raises(ChartingError, match=r'^analysis/charts.py:14: it: "290%" is typed by hand in “Up by 290%”; '):
        drawn(tmp_path, chart('\naxes.plot([1, 2])\naxes.set_title("Up by 290%")'), head=HEAD + "\n")


GIVEN = {
    "forms": 'axes.set_title(f"{arrests_2022:about}, {budget:range}, {change:value}")',
    "a form broken in two": 'picture.text(0, 0.5, "it cost $30")\npicture.text(0, 0.3, f"{budget:value}"[4:])',
    "its value as the code writes it": (
        'axes.text(0, 0, f"{arrests_2022.value:,.0f}")\naxes.text(0, 0.3, f"{budget.value / 1e9:.0f} bn")'
    ),
    "its range, thousands": (
        'axes.text(0, 0, f"{arrests_2022.range.high:,.0f}")\naxes.text(0, 0.3, f"{arrests_2022.value / 1000:.0f}k")'
    ),
    "sizes in a legend": (
        'dots = axes.scatter([1, 2, 3], [1, 2, 3], s=[17, 90, 300])\naxes.legend(*dots.legend_elements("sizes", num=4))'
    ),
    "words": "axes.text(0, 0, words.digits(1234567))",
    "a form with digits of its own": 'axes.text(0, 0, f"{change:value_3}")\naxes.text(0, 0.3, f"{half:value_7}")',
    "cells and keys": (
        'axes.bar_label(axes.barh(list(towns.index), towns["visas"].pint.magnitude), fmt="{:,.0f}", padding=2)'
    ),
    "years, dates and names": 'axes.set_title("May 2022, FY2019-20, COVID-19, G7, 12 July 2022")',
    "ticks": 'axes.plot([1, 2], [1000, 2000])\naxes.set_xticks([0, 500000], labels=["0", "500 thousand"])',
    "ticks of its own form": (
        'axes.plot([1, 2], [0.1, 0.2])\naxes.yaxis.set_major_formatter("{x:.0%}")\naxes.set_xticks([1, 2], ["1", "2"])'
    ),
    "money on ticks": 'axes.plot([1e9, 3e9])\naxes.yaxis.set_major_formatter(lambda value, _: f"${value / 1e9:g} bn")',
    "a minus that is meant": 'axes.set_title("Cost [-3]{.literal}")',
    "what is meant": 'axes.set_title("Title [42]{.literal}")\naxes.text(0, 0, "[three phases]{.literal}")',
    "labels": "axes.set_title(f'{towns.index[1]}: {budget.label}')",
    "a grey that is a number": 'axes.plot([1], color="0.5")\naxes.set_xlabel("at half the size".replace("half", ""))',
    "empty": 'axes.set_title("")',
}


@pytest.mark.parametrize("body", GIVEN.values(), ids=GIVEN)
def test_what_a_chart_was_given_it_may_write(tmp_path: Path, body: str) -> None:
    """Forms and values of figures, cells, what `words` write, places on an axis, times and names."""
    given = "arrests_2022, budget, change, half, towns, words"
    said = texts(drawn(tmp_path, chart(body, given))["it"])
    assert "{.literal}" not in "".join(said)


def test_the_code_draws_what_it_marks_as_meant_without_the_mark(tmp_path: Path) -> None:
    """In titles that are measured and broken too."""
    head = HEAD + "from statbrief.drawing import headed\n\n\n"
    code = (
        'def it(arrests_2022):\n    """Caption.\n\n    Text.\n    """\n'
        '    title, measure = "Title [42]{.literal} of the [second]{.literal} act", "In [three parts]{.literal}"\n'
        "    return headed(title, measure, height=1, left=0.5, right=0.3, below=0.3)[0]\n"
    )
    said = texts(drawn(tmp_path, code, head=head)["it"])
    assert [each for each in said if not each.replace(".", "").isdigit()] == [
        "Title 42 of the second act",
        "In three parts",
    ]


def test_a_chart_may_write_what_a_file_of_the_data_says(tmp_path: Path) -> None:
    """It reads the file, and is drawn again when that changes; another number is none of its own."""
    head = HEAD + 'from pathlib import Path\n\nFILE = Path(__file__).parent.parent / "data/heights.txt"\n\n\n'
    (tmp_path / "data").mkdir()
    (tmp_path / "data/heights.txt").write_text("Height: 8848 m\n", encoding="utf-8")
    found = drawn(tmp_path, chart('axes.set_title(FILE.read_text().strip("\\n"))'), head=head)
    assert "Height: 8848 m" in texts(found["it"])
    with pytest.raises(ChartingError, match='"8849" is none that it was given in “8849”'):
        drawn(tmp_path, chart("axes.text(0, 0, int(FILE.read_text().split()[1]) + 1)"), head=head)


def test_numbers_are_read_in_the_editions_language(tmp_path: Path) -> None:
    """In Spanish `la mitad` is a number, and 70.000 is what 70,000 is in English."""
    write_brief(tmp_path, charts=HEAD + chart('axes.set_title("La mitad")'))
    (tmp_path / "data/labels.es.csv").write_text(
        "kind,id,text\n"
        "figure,arrests_2022,Detenciones de 2022\nfigure,arrests_2019,Detenciones de 2019\nfigure,visas,Visas\n"
        "unit,arrest,detención\nunit,visa,visa\nlocator,page 1,pág. 1\nlocator,page 2,pág. 2\n"
        "caption,it,Leyenda\nalternative,it,Texto\n",
        encoding="utf-8",
    )
    with pytest.raises(ChartingError, match='"mitad" is typed by hand in “La mitad”'):
        write_analysis(tmp_path, "es")


def test_charts_open_no_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever somebody's machine draws with otherwise."""
    monkeypatch.setenv("MPLBACKEND", "module://no.such.backend")
    drawn(tmp_path, CURRENT.format(name="a", given="arrests_2022"))
    assert mpl.get_backend().lower() == "agg"
