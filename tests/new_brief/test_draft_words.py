"""What a first draft says, as an editor would have it: periods by themselves, heads within sentences, round years."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from statbrief.cli import main
from statbrief.languages.page_words import crossref_words
from statbrief.new_brief.columns import NAME, Column
from statbrief.new_brief.heads import Head
from statbrief.project.project import read_project

QUARTERS = "quarter,Inflation (%)\n" + "".join(
    f"{year}-Q{quarter},{(year * quarter) % 9 - 2.5}\n" for year in range(1959, 2010) for quarter in range(1, 5)
)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the draft of a series of quarters."""
    folder = tmp_path_factory.mktemp("quarters")
    (folder / "prices.csv").write_text(QUARTERS, encoding="utf-8")
    for command in (
        ["new", str(folder / "brief"), "--data", str(folder / "prices.csv")],
        ["build", str(folder / "brief"), "--renderer", "embedded", "--to", "html"],
    ):
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
    return folder / "brief"


def test_a_period_by_itself_has_no_article(drafted: Path) -> None:
    """In the title, under a key figure and in cells; within a sentence it has one."""
    page = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "\n", (drafted / "_output/brief.html").read_text("utf-8"))))
    assert "Prices, fourth quarter of 2009" in page
    assert "Inflation, fourth quarter of 2009" in page
    assert "and end in the fourth quarter of 2009" in page
    cells = re.findall(r"<td[^>]*>(.*?)</td>", (drafted / "_output/brief.html").read_text("utf-8"), re.DOTALL)
    said = [re.sub(r"<[^>]+>", "", each).strip() for each in cells]
    assert {"fourth quarter of 2009", "third quarter of 2009"} <= {*said}
    assert not [each for each in said if each.startswith("the ")]


def test_the_years_of_a_long_series_are_round(drafted: Path) -> None:
    """Of fifty years decades."""
    picture = (drafted / "_generated/charts/trend.svg").read_text(encoding="utf-8")
    years = [each for each in re.findall(r"<text[^>]*>([^<]*)</text>", picture) if re.fullmatch(r"\d{4}", each)]
    assert years == ["1960", "1970", "1980", "1990", "2000"]


@pytest.mark.parametrize(
    ("label", "said"),
    [("Region", "region"), ("Año", "año"), ("GDP", "GDP"), ("ISO code", "ISO code"), ("US State", "US State")],
)
def test_a_word_loses_its_capital_within_a_sentence(label: str, said: str) -> None:
    """Where it is one word with one capital: what has more of them, or is of several words, may be a name."""
    assert Column(name="x", place=0, kind=NAME, head=Head(label=label), cells=()).within == said


@pytest.mark.thorough
def test_prose_and_table_say_an_amount_of_money_alike(tmp_path: Path) -> None:
    """With all of its cents: 2.2 euros are €2.20 in both, and nowhere €2.2."""
    (tmp_path / "prices.csv").write_text("year,price_eur\n2019,1.5\n2020,2.75\n2021,2.2\n", encoding="utf-8")
    for command in (
        ["new", str(tmp_path / "brief"), "--data", str(tmp_path / "prices.csv")],
        ["build", str(tmp_path / "brief"), "--renderer", "embedded", "--to", "html"],
    ):
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
    page = (tmp_path / "brief/_output/brief.html").read_text("utf-8")
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page)))
    assert {*re.findall(r"€[0-9.]*[0-9]", text)} == {"€1.50", "€2.75", "€2.20", "€0.55"}
    cells = re.findall(r"<td[^>]*>(.*?)</td>", page, re.DOTALL)
    assert {"€1.50", "€2.75", "€2.20"} <= {re.sub(r"<[^>]+>", "", each).strip() for each in cells}


@pytest.mark.thorough
@pytest.mark.parametrize(("unit", "said"), [("percent", "0.58%"), ("1", "58%")])
def test_percentages_are_written_as_such_once_the_unit_is_known(tmp_path: Path, unit: str, said: str) -> None:
    """Where it is answered as the draft's own question says: 0.58 in per cents, or as a share of 1."""
    (tmp_path / "quotes.csv").write_text("year,Quote\n2019,0.5\n2020,0.52\n2021,0.55\n2022,0.58\n", encoding="utf-8")
    folder = tmp_path / "brief"
    assert CliRunner().invoke(main, ["new", str(folder), "--data", str(tmp_path / "quotes.csv")]).exit_code == 0
    package, derived = (folder / each for each in ("data/datapackage.json", "analysis/derived.py"))
    asked = package.read_text("utf-8")
    assert 'let each function of analysis/derived.py that returns one of them say -> \\"percent\\"' in asked
    package.write_text(asked.replace('"unit": "?"', f'"unit": "{unit}"'), encoding="utf-8")
    of_one = re.compile(r"^(def (?:now|first|highest|lowest)\(quotes\)):", re.MULTILINE)
    derived.write_text(of_one.sub(r'\1 -> "percent":', derived.read_text("utf-8")), encoding="utf-8")
    result = CliRunner().invoke(main, ["build", str(folder), "--renderer", "embedded", "--to", "html"])
    assert result.exit_code == 0, result.output
    page = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", (folder / "_output/brief.html").read_text("utf-8"))))
    prose = page.partition("The data begin")[2].partition("Where the numbers come from")[0]
    assert f"and end in 2022, at {said} (Chart 1)" in prose
    assert not re.search(
        r"\b0\.\d+(?![0-9%]| percentage points)", prose.partition("Source:")[0].partition("Chart 1)")[0]
    )


def test_numbers_over_a_hundred_are_not_taken_for_percentages(tmp_path: Path) -> None:
    """Nothing more is asked of them than their unit."""
    (tmp_path / "counts.csv").write_text("year,Count\n2019,150\n2020,52\n2021,55\n2022,58\n", encoding="utf-8")
    folder = tmp_path / "brief"
    assert CliRunner().invoke(main, ["new", str(folder), "--data", str(tmp_path / "counts.csv")]).exit_code == 0
    assert "percent" not in (folder / "data/datapackage.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("head", "is_asked"),
    [
        ("median_wait_days", False),
        ("Price per unit", False),
        ("Estancia (d\u00edas)", False),
        ("Birthdays", True),
        ("Quote", True),
    ],
)
def test_what_is_in_days_is_not_asked_whether_it_is_a_percentage(tmp_path: Path, head: str, *, is_asked: bool) -> None:
    """A head that says so has answered it."""
    (tmp_path / "waits.csv").write_text(f"year,{head}\n2021,50\n2022,52\n2023,55\n", encoding="utf-8")
    folder = tmp_path / "brief"
    assert CliRunner().invoke(main, ["new", str(folder), "--data", str(tmp_path / "waits.csv")]).exit_code == 0
    assert ("may be percentages" in (folder / "data/datapackage.json").read_text("utf-8")) is is_asked


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "The largest number of those that are known is"), ("es", "La cifra mayor de las conocidas es")],
)
@pytest.mark.parametrize("wait", ["", "51"])
def test_a_draft_says_where_not_all_are_known(tmp_path: Path, lang: str, said: str, wait: str) -> None:
    """The largest of three wards need not be the largest of four."""
    rows = f"month,ward,Waits\n2024-01,A,50\n2024-01,B,{wait}\n2024-02,A,52\n2024-02,B,53\n"
    (tmp_path / "waits.csv").write_text(rows, encoding="utf-8")
    folder = tmp_path / "brief"
    given = ["new", str(folder), "--lang", lang, "--data", str(tmp_path / "waits.csv")]
    assert CliRunner().invoke(main, given).exit_code == 0
    assert (said in (folder / "brief.qmd").read_text("utf-8")) is not bool(wait)


def test_words_of_one_language_are_none_of_the_project(tmp_path: Path) -> None:
    """An edition in another language was given Chart 1 and Table 1 by the settings of all."""
    (tmp_path / "waits.csv").write_text("year,Waits\n2021,150\n2022,152\n2023,155\n", encoding="utf-8")
    folder = tmp_path / "brief"
    assert CliRunner().invoke(main, ["new", str(folder), "--data", str(tmp_path / "waits.csv")]).exit_code == 0
    (folder / "brief.es.qmd").write_text("---\ntitle: Esperas\nlang: es\n---\n\nUna frase.\n", encoding="utf-8")
    documents = ("brief.qmd", "brief.es.qmd")
    pages = {each: crossref_words(read_project(folder, each).metadata)["fig-title"] for each in documents}
    assert pages == {"brief.qmd": "Chart", "brief.es.qmd": "Figura"}


TURNOUT = "".join(
    f"{year},{town},{60 + year % 7}.5\n" for year in (2015, 2019, 2023) for town in ("Alcanar", "Besora", "Ros")
)


@pytest.mark.parametrize(
    ("lang", "asked"), [("en", "some lack rows that others have"), ("es", "faltan filas que otros")]
)
def test_a_row_that_others_have_is_asked_for(tmp_path: Path, lang: str, asked: str) -> None:
    """Of elections each four years all towns have the same; where one lacks a year, somebody has to confirm it."""
    for name, text, gaps in (("whole", TURNOUT, "shared"), ("less", TURNOUT.replace("2019,Besora,63.5\n", ""), True)):
        (tmp_path / f"{name}.csv").write_text(f"year,town,turnout_percent\n{text}", encoding="utf-8")
        command = ["new", str(tmp_path / name), "--data", str(tmp_path / f"{name}.csv"), "--lang", lang]
        assert CliRunner().invoke(main, command).exit_code == 0
        [described] = json.loads((tmp_path / name / "data/datapackage.json").read_text(encoding="utf-8"))["resources"]
        assert described["gaps"] == gaps
        assert (
            (asked in str(described.get("open"))) == ("2019 Besora" in str(described.get("open"))) == (name == "less")
        )
