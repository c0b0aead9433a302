"""What charts say of the numbers that they are drawn from, beneath them and as a table."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import write_brief
from camps import brief, package
from statbrief.analysis.analysis import analyse
from statbrief.analysis.write import write_analysis
from statbrief.figures.checks_table import checks_table
from statbrief.figures.generated_tables import figures_table

CHART = '''
from matplotlib.figure import Figure


def it({}):
    """Caption

    Text.
    """
    return Figure()
'''


@pytest.mark.parametrize(
    ("inputs", "credit"),
    [
        ("a, sand", "Source: [@agency]{.credit}."),
        ("a, b, sand", "Sources: [@agency]{.credit}; [@bureau]{.credit}."),
        pytest.param(
            "ratio",
            "Sources: [@agency]{.credit}; [@bureau]{.credit}; share: our calculation.",
            marks=pytest.mark.thorough,
        ),
        ("seven, words", "Source: [@bureau]{.credit}; count: our calculation."),
        pytest.param("camps", "Source: [@bureau]{.credit}.", marks=pytest.mark.thorough),
        pytest.param("part, camps", "Sources: [@agency]{.credit}; [@bureau]{.credit}.", marks=pytest.mark.thorough),
        pytest.param("b, camps", "Source: [@bureau]{.credit}.", marks=pytest.mark.thorough),
    ],
)
def test_a_chart_says_what_it_is_drawn_from(tmp_path: Path, inputs: str, credit: str) -> None:
    """The sources of all that it is given, once each, and what none of them states."""
    write_analysis(brief(tmp_path, charts=CHART.format(inputs)), "en")
    include = (tmp_path / "_generated/charts/it.md").read_text(encoding="utf-8")
    assert f"![Caption [{credit}]{{.drawn-from}}](" in include


def test_a_chart_that_is_drawn_from_nothing_says_nothing(tmp_path: Path) -> None:
    """There is no sentence without sources."""
    write_analysis(brief(tmp_path, charts=CHART.format("words")), "es")
    assert "![Caption](" in (tmp_path / "_generated/charts/it.md").read_text(encoding="utf-8")


def data(folder: Path, inputs: str, lang: str = "en") -> tuple[tuple[str, ...], ...]:
    """The table, head first, of a chart that is given these."""
    [chart] = analyse(brief(folder, charts=CHART.format(inputs)), lang).charts
    return (chart.data.head, *chart.data.rows)


def test_the_data_of_a_dataset_are_its_columns(tmp_path: Path) -> None:
    """The numbers as the language writes them, to the digits that the file states; a missing one is missing."""
    assert data(tmp_path, "camps", "es") == (
        ("camp", "people", "share (%)"),
        ("North", "53", "1,5"),
        ("South", "1200", "2,50"),
        ("East", "5", ""),
        ("West", "6", "3"),
        ("Centre", "7", "4"),
    )


def test_the_data_of_figures_are_their_values_and_ranges(tmp_path: Path) -> None:
    """By label, with the words and units of the table of figures; Spanish has its own."""
    assert data(tmp_path, "a, sand, cost") == (
        ("Figure", "Value", "Range"),
        ("Dead as one source says", "53", "exact"),
        ("Sand", "about 300 kg", "295 to 305"),
        ("Cost", "at least $30 million", "$30 million or more"),
    )
    assert data(tmp_path, "part", "es")[1] == ("Part", "cerca de 50\u00a0%", "45\u00a0% a 55\u00a0%")


def test_what_is_exact_is_written_out_in_tables(tmp_path: Path) -> None:
    """Prose may say about 3.87; beside its own range, and beside exact, stands all of it: 61.91 / 16 is 3.869375."""
    assert Fraction("61.91") / 16 == Fraction("3.869375")
    code = 'def part(whole):\n    """Part"""\n    return whole / 16\n'
    figures = "whole,Whole,61.91,kg,exact,,2022,agency,page 1,\n"
    checks = 'def near(part, whole):\n    """Part and whole"""\n    return part < whole\n'
    charts = CHART.format("part")
    found = analyse(write_brief(tmp_path, figures=figures, derived=code, charts=charts, checks=checks), "en")
    assert found.forms["part"]["about"].plain == "about 3.87"
    of_figures = figures_table(found.figures, {}, {}, found.checks, found.sayings, found.words)
    assert "| Part | [3.869375]{#n-part .origin} kg | [exact]{.across} |" in re.sub(" +", " ", of_figures)
    assert "holds: [3.869375](#n-part){.number} and " in checks_table(found.checks, found.sayings, found.words)
    [chart] = found.charts
    assert chart.data.rows == (("Part", "3.869375 kg", "exact"),)


def test_the_data_of_both_are_one_table(tmp_path: Path) -> None:
    """Of a dataset one number a row, with what its rounding allows; then the figures."""
    assert data(tmp_path, "sand, camps, words") == (
        ("", "Value", "Range"),
        ("people, North", "53", "52.5 to 53.5"),
        ("people, South", "1,200", "1,199.5 to 1,200.5"),
        ("people, East", "5", "4.5 to 5.5"),
        ("people, West", "6", "5.5 to 6.5"),
        ("people, Centre", "7", "6.5 to 7.5"),
        ("share, North", "1.5%", "exact"),
        ("share, South", "2.50%", "exact"),
        ("share, West", "3%", "exact"),
        ("share, Centre", "4%", "exact"),
        ("Sand", "about 300 kg", "295 to 305"),
    )


def test_a_chart_of_words_alone_has_no_data(tmp_path: Path) -> None:
    """There is nothing to fold beneath it."""
    assert data(tmp_path, "words")[1:] == ()


def test_two_datasets_are_told_apart(tmp_path: Path) -> None:
    """By their titles, as two may have rows of one name."""
    folder = brief(tmp_path, charts=CHART.format("camps, others"))
    described = json.loads(package())
    other = described["resources"][0] | {"name": "others", "path": "others.csv", "title": "Others"}
    described["resources"].append(other)
    (folder / "data/datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    (folder / "data/others.csv").write_text("camp,people,share\nNorth,8,\n", encoding="utf-8")
    [chart] = analyse(folder, "en").charts
    assert chart.data.rows[0] == ("Camps: people, North", "53", "52.5 to 53.5")
    assert chart.data.rows[-1] == ("Others: people, North", "8", "7.5 to 8.5")


def test_a_dataset_without_key_is_told_by_what_it_does_not_measure(tmp_path: Path) -> None:
    """All columns are shown, and money and volumes have their unit in the head."""
    fields = [
        {"name": "camp"},
        {"name": "cost", "type": "number", "unit": "USD", "rounded_to": "exact"},
        {"name": "water", "type": "number", "unit": "m**3", "rounded_to": "exact"},
        {"name": "ratio", "type": "number", "unit": "1", "rounded_to": "exact"},
    ]
    folder = brief(tmp_path, charts=CHART.format("camps"))
    described = {
        "resources": [{"name": "camps", "path": "table.csv", "source": "agency", "schema": {"fields": fields}}]
    }
    (folder / "data/datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    (folder / "data/table.csv").write_text("camp,cost,water,ratio\nNorth,-1500,2,0.5\n", encoding="utf-8")
    for name in ("derived", "checks"):
        (folder / f"analysis/{name}.py").unlink()
    [chart] = analyse(folder, "en").charts
    assert (chart.data.head, chart.data.rows) == (
        ("camp", "cost (US dollars)", "water (m³)", "ratio"),
        (("North", "−1,500", "2", "0.5"),),
    )
