"""Charts that are given a table of `analysis/tables.py`: they draw its rows, write its texts, say its sources."""

import re
from pathlib import Path

import pandas as pd
import pytest

from statbrief.analysis.analysis import Analysis, analyse
from statbrief.analysis.write import write_analysis
from statbrief.charts.given import GivenTable
from statbrief.errors import ChartingError
from tabled_briefs import BY_COUNTRY, COUNTS, LABELS, analysed_tables, tabled

ARRESTS = {"Mexico": 47000, "Côte d’Ivoire, Rép.": 55000, "El Salvador": 8000}
CHANGES = {"Mexico": -5000, "Côte d’Ivoire, Rép.": 15000, "El Salvador": -1000}
CHART = '''from matplotlib.figure import Figure


def bars({given}words):
    """Arrests by country.

    Bars.

    title: Arrests by country
    """
    picture = Figure(figsize=(4, 3))
    axes = picture.add_subplot()
    rows = {rows}
    numbers = rows["change"].pint.magnitude
    axes.barh(range(len(rows)), numbers)
    axes.set_yticks(range(len(rows)), labels=words.cells(rows, "country"))
    axes.set_xticks([])
    axes.set_xlim(-20000, 40000)
    for place, (number, text) in enumerate(zip(numbers, words.cells(rows, "{column}"))):
        axes.text(max(number, 0) + 500, place, text)
    picture.suptitle(words.said("title"))
    return picture
'''


def charted(folder: Path, *, given: str = "by_country, ", rows: str = "by_country", column: str = "change") -> Path:
    """The folder of a brief with a chart of its table's changes."""
    tabled(folder, BY_COUNTRY)
    text = CHART.format(given=given, rows=rows, column=column)
    (folder / "analysis/charts.py").write_text(text, encoding="utf-8")
    return folder


def drawn(folder: Path, lang: str = "en") -> list[str]:
    """The texts of the picture, in the order in which they were drawn."""
    write_analysis(folder, lang)
    svg = (folder / "_generated/charts/bars.svg").read_text(encoding="utf-8")
    return [each.strip() for each in re.findall(r"<text[^>]*>([^<]+)</text>", svg)]


def fault(folder: Path) -> str:
    """The only thing that is wrong with the brief's chart."""
    with pytest.raises(ChartingError) as caught:
        write_analysis(folder, "en")
    (found,) = caught.value.faults
    assert (found.file, found.what) == ("analysis/charts.py", "bars")
    return "; ".join(filter(None, [found.found, found.wanted]))


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """The analysis of such a brief."""
    return analyse(charted(tmp_path_factory.mktemp("charted") / "brief"), "en")


def test_a_chart_is_given_what_the_table_shows(brief: Analysis) -> None:
    """The same rows in the same order, with the units that its columns are shown in."""
    given = brief.inputs["by_country"]
    assert isinstance(given, GivenTable)
    table = given.given()
    assert list(table.index) == list(ARRESTS)
    assert table.index.name == "country"
    assert dict(zip(table.index, table["arrests"].pint.magnitude, strict=True)) == ARRESTS
    assert dict(zip(table.index, table["change"].pint.magnitude, strict=True)) == CHANGES
    shares = {name: 100 * number / sum(ARRESTS.values()) for name, number in ARRESTS.items()}
    assert dict(zip(table.index, table["share"].pint.magnitude, strict=True)) == pytest.approx(shares)
    assert [str(table[each].dtype.units) for each in ("arrests", "change", "share")] == ["arrest", "arrest", "percent"]  # type: ignore[union-attr]


def test_its_data_are_the_table(brief: Analysis) -> None:
    """And not the whole dataset that the table rests on, which its credit names all the same."""
    (chart,), shown = brief.charts, brief.shown["by_country"]
    assert (chart.data.head, chart.data.rows) == (shown.head, shown.rows)
    assert chart.beside is None
    assert chart.credit == "Source: [@agency]{.credit}; differences and shares: our calculation."


def test_months_are_periods_in_it(tmp_path: Path) -> None:
    """And its cells, by both of its levels, in words."""
    tables = 'def it(table):\n    """A table\n\n    month: Month\n    country: Country\n    arrests: Arrests\n    """\n'
    given = analysed_tables(tmp_path, f'{tables}    return table[["arrests"]]\n').inputs["it"]
    assert isinstance(given, GivenTable)
    assert given.given().index.tolist()[3] == (pd.Period("2024-01", freq="M"), "Mexico")
    assert given.rows[3] == ("January 2024", "Mexico", "47,000")


def test_the_picture_says_what_the_table_does(tmp_path: Path) -> None:
    """Numbers with their sign, of the rows that are left, in the order in which the chart sets them."""
    texts = drawn(charted(tmp_path, rows='by_country.sort_values("share").drop(index="Mexico")'))
    assert texts == ["El Salvador", "Côte d’Ivoire, Rép.", "−1,000", "+15,000", "Arrests by country"]


def test_names_are_those_of_the_language(tmp_path: Path) -> None:
    """As the labels have them, and numbers as it writes them."""
    charted(tmp_path)
    more = "caption,bars,Detenciones\nalternative,bars,Barras\nchart,bars.title,Detenciones por país\n"
    (tmp_path / "data/labels.es.csv").write_text(LABELS + more, encoding="utf-8")
    assert drawn(tmp_path, "es")[:3] == ["México", "Costa de Marfil, Rep.", "El Salvador"]


def test_names_as_the_data_have_them_are_a_fault_in_another_language(tmp_path: Path) -> None:
    """A Spanish picture said Mexico without a word; El Salvador is called so in both."""
    code = charted(tmp_path) / "analysis/charts.py"
    more = "caption,bars,Detenciones\nalternative,bars,Barras\nchart,bars.title,Detenciones por país\n"
    (tmp_path / "data/labels.es.csv").write_text(LABELS + more, encoding="utf-8")
    as_data = code.read_text("utf-8").replace('words.cells(rows, "country")', "list(rows.index)")
    code.write_text(as_data, encoding="utf-8")
    with pytest.raises(ChartingError) as caught:
        write_analysis(tmp_path, "es")
    assert [(each.found, each.wanted) for each in caught.value.faults] == [
        (f"“{name}” is what the data say for {said}", f'write it by words.name("{name}")')
        for name, said in (("Côte d’Ivoire, Rép.", "Costa de Marfil, Rep."), ("Mexico", "México"))
    ]
    assert "Mexico" in drawn(tmp_path)


@pytest.mark.thorough
def test_a_chart_is_drawn_again_when_its_table_is_another(tmp_path: Path) -> None:
    """And not for a cell that is none of the table's."""
    folder = charted(tmp_path)
    assert write_analysis(folder, "en").drawn == ("bars",)
    assert write_analysis(folder, "en").drawn == ()
    file = folder / "data/table.csv"
    file.write_text(COUNTS.replace("2023-12,Mexico,52000", "2023-12,Mexico,51000"), encoding="utf-8")
    assert write_analysis(folder, "en").drawn == ("bars",)
    assert "−4,000" in (folder / "_generated/charts/bars.svg").read_text(encoding="utf-8")


def test_figures_stand_beside_it(tmp_path: Path) -> None:
    """A table has no column for them."""
    derived = 'def all_arrests(table):\n    """All arrests"""\n    return table.loc["2024-01", "arrests"].sum()\n'
    folder = charted(tmp_path, given="by_country, all_arrests, ")
    (folder / "analysis/derived.py").write_text(derived, encoding="utf-8")
    (chart,) = analyse(folder, "en").charts
    assert chart.data.rows[0][:2] == ("Mexico", "47,000")
    assert chart.beside is not None
    assert chart.beside.rows == (("All arrests", "about 110,000", "108,500 to 111,500"),)


def test_a_table_beside_a_dataset_is_listed_number_by_number(tmp_path: Path) -> None:
    """By its own label, with what rounding allows."""
    (chart,) = analyse(charted(tmp_path, given="by_country, table, "), "en").charts
    assert chart.data.rows[0] == (
        "Counts: arrests, 2023-12 Mexico",
        "52,000",
        "51,500 to 52,500",
    )
    assert ("Change on the month, Mexico", "about −5,000", "−6,000 to −4,000") in chart.data.rows


def test_a_number_that_the_table_has_not_is_typed(tmp_path: Path) -> None:
    """As in any other chart."""
    folder = charted(tmp_path)
    file = folder / "analysis/charts.py"
    file.write_text(file.read_text(encoding="utf-8").replace('words.said("title")', '"12,345"'), encoding="utf-8")
    assert fault(folder).startswith('"12,345" is typed by hand in “12,345”')


WRONG = {
    "another column": (
        {"column": "chnge"},
        "'chnge' is no column of by_country; did you mean change?",
    ),
    "no column like it": (
        {"column": "rank"},
        "'rank' is no column of by_country; its columns are country, arrests, change, share",
    ),
    "rows of something else": (
        {"given": "by_country, table, ", "rows": 'table.rename(columns={"arrests": "change"})'},
        "asks words.cells for the texts of another table; give it rows of by_country",
    ),
    "rows that were renamed": (
        {"rows": 'by_country.rename(index={"Mexico": "México"})'},
        "'México' is no row of by_country; keep the index of the table that the chart is given",
    ),
}


@pytest.mark.parametrize(("made", "wanted"), WRONG.values(), ids=WRONG.keys())
def test_texts_that_are_not_there_are_a_fault(tmp_path: Path, made: dict[str, str], wanted: str) -> None:
    """With what the table has."""
    assert fault(charted(tmp_path, **made)) == wanted


def test_a_table_that_is_not_there_is_named_with_what_is_near(tmp_path: Path) -> None:
    """Tables among it."""
    wanted = "'by_contry' names no figure, dataset or table; did you mean by_country?"
    assert fault(charted(tmp_path, given="by_contry, ", rows="by_contry")) == wanted
