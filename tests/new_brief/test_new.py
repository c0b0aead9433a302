"""`statbrief new`: from files to a brief that builds at once, as a draft, and says what is true of these files."""

import csv
import json
import re
import subprocess
from html import unescape
from pathlib import Path
from statistics import median

import pytest
from click.testing import CliRunner, Result

from statbrief.cli import main
from statbrief.languages.english_drafts import WORDS as ENGLISH
from statbrief.languages.spanish_drafts import WORDS as SPANISH

SERIES = "month,price_usd,Share (%)\n2023-03,10.5,7\n2023-01,11.25,\n2023-02,9.75,8.5\n"
PANEL = "year,town,rain\n" + "".join(
    f"{year},{town},{number}\n"
    for year, numbers in ((2020, (1.5, 2.25, 3)), (2021, (2.5, 1.75, 4)), (2022, (7.5, 2, 0.5)))
    for town, number in zip(("Ávila", "Burgos", "Cádiz"), numbers, strict=True)
)
NAMES = "town;habitantes\nÁvila;58.369\nBurgos;173.483\nCádiz;111.811\nLeón;121.281\nToledo;86.526\n"
GROUPS = "kind,length\n" + "a,1.5\n" * 5 + "b,2.5\n" * 3 + "c,\n"
NUMBERS = "id,x1,x2\n" + "".join(f"{n},{n * n / 8},{n / 3:.16f}\n" for n in range(1, 13))


def run(*arguments: object) -> Result:
    """The command with these arguments."""
    return CliRunner().invoke(main, [*map(str, arguments)])


def built(folder: Path, text: str, *options: str, encoding: str = "utf-8", name: str = "my-file.csv") -> dict[str, str]:
    """The brief of a file, built; its figures, names and periods as they are written."""
    file = folder / name
    file.write_bytes(text.encode(encoding))
    made = run("new", folder / "brief", "--data", file, *options)
    assert made.exit_code == 0, made.output
    result = run("build", folder / "brief", "--renderer", "embedded")
    assert result.exit_code == 0, result.output
    assert "draft: " in result.stdout
    record = json.loads((folder / "brief/_output/brief.json").read_text(encoding="utf-8"))
    known = {**record["figures"], **record["answers"]} if "answers" in record else record["figures"]
    return {
        each: next(filter(None, map(told["texts"].get, ("value", "name", "period"))), "")
        for each, told in known.items()
    }


def test_a_series_tells_its_latest_number_and_the_change(tmp_path: Path) -> None:
    """Rows that are out of order are sorted by the preparation, and the head's unit is obeyed."""
    said = built(tmp_path, SERIES)
    assert {each: said[each] for each in ("now", "first", "before", "highest", "lowest", "when_lowest")} == {
        "now": "$10.50",
        "first": "$11.25",
        "before": "$0.75",
        "highest": "$11.25",
        "lowest": "$9.75",
        "when_lowest": "February 2023",
    }
    rows = list(csv.reader((tmp_path / "brief/data/my_file.csv").read_text(encoding="utf-8").splitlines()))
    assert [row[0] for row in rows] == ["month", "2023-01", "2023-02", "2023-03"]
    assert (tmp_path / "brief/source/my_file.csv").read_text(encoding="utf-8") == SERIES


@pytest.mark.thorough
def test_what_is_counted_in_thousands_is_written_in_full(tmp_path: Path) -> None:
    """By its head: 105 thousand employees are 105,000."""
    said = built(tmp_path, "month,Employees (thousands)\n2020-01,100\n2020-02,105\n2020-03,99\n")
    assert (said["now"], said["before"], said["highest"]) == ("99,000", "−6,000", "105,000")
    assert "employee = [employee] = _ = employees" in (tmp_path / "brief/data/units.txt").read_text(encoding="utf-8")


@pytest.mark.thorough
def test_a_unit_stands_with_its_number(tmp_path: Path) -> None:
    """Where the head says it."""
    built(tmp_path, "town,rain (mm)\na,1.5\nb,2.5\nc,2.25\nd,7.125\n")
    assert "7.125 mm" in (tmp_path / "brief/_output/brief.html").read_text(encoding="utf-8").replace("\u00a0", " ")


@pytest.mark.thorough
def test_percentages_stay_percentages_below_zero(tmp_path: Path) -> None:
    """As the head says that they are; what lies between two of them are points."""
    said = built(tmp_path, "quarter,Inflation (%)\n2008-Q3,-3.2\n2008-Q4,-8.8\n2009-Q1,0.9\n2009-Q2,120.5\n")
    assert {each: said[each] for each in ("now", "first", "before", "highest", "lowest")} == {
        "now": "120.5%",
        "first": "−3.2%",
        "before": "119.6 percentage points",
        "highest": "120.5%",
        "lowest": "−8.8%",
    }


@pytest.mark.thorough
@pytest.mark.parametrize(
    "text",
    [
        "Date (UTC),a*b,Price_usd\n2020-01-05,€1.50,\n2020-01-02,€2.50,7\n2020-03-01,€9.50,8\n,,\n",
        "{odd},x1\n7%,Ann\n8%,Bo\n9%,Cy\n7%,Di\n",
        "long,the third one\n" + "".join(f"0.{place}7000000000123,May {place}\n" for place in range(1, 7)),
        "year,same\n2019,7.5\n2020,7.5\n2021,7.5\n",
    ],
)
def test_odd_heads_and_numbers_make_no_fault(tmp_path: Path, text: str) -> None:
    """Signs of markup and code, two currencies, rows without anything, one number everywhere."""
    built(tmp_path, text)
    assert run("check", tmp_path / "brief").exit_code == 0


@pytest.mark.thorough
def test_a_panel_tells_the_largest_of_the_latest_period(tmp_path: Path) -> None:
    """And how many there are."""
    said = built(tmp_path, PANEL)
    assert (said["count"], said["largest"], said["of_largest"]) == ("3", "Ávila", "7.5")
    assert (said["smallest"], said["of_smallest"]) == ("Cádiz", "0.5")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("lang", "in_prose", "in_captions"),
    [
        ("en", "Without a number in 2022, and so in neither: ", "left out without a number: "),
        ("es", "Sin cifra en 2022, y por eso ni en el cuadro ni en el gráfico: ", "omitidos por no tener cifra: "),
    ],
    ids=["English", "Spanish"],
)
def test_a_ranking_says_whom_it_leaves_out(tmp_path: Path, lang: str, in_prose: str, in_captions: str) -> None:
    """Who has an empty cell in the latest year, and who has no row of it: in prose and in both captions."""
    rows = list(csv.reader(PANEL.splitlines()[1:]))
    rows[-2][2] = ""  # of Burgos
    rows += [["2020", "Daroca", "1"], ["2021", "Daroca", "1"], ["2020", "Elche", "3"], ["2022", "Elche", "3"]]
    known = {town for year, town, rain in rows if year == "2022" and rain}
    without = sorted({town for _, town, _ in rows} - known)
    said = built(tmp_path, "year,town,rain\n" + "".join(f"{','.join(row)}\n" for row in rows), "--lang", lang)
    assert said["unranked"] == str(len(without))
    assert said["which_unranked"] == {"en": " and ", "es": " y "}[lang].join(without)
    page = (tmp_path / "brief/_output/brief.html").read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page[: page.index('id="tbl-figures"')])))
    assert f"{in_prose}{len(without)} ({said['which_unranked']})." in text
    captions = [re.sub(r"<[^>]+>", "", each) for each in re.findall(r"(?s)<figcaption.*?</figcaption>", page)]
    assert [f"{in_captions}{len(without)}" in each for each in captions[:2]] == [True, True]


@pytest.mark.thorough
def test_a_ranking_of_all_says_of_none_that_they_are_left_out(tmp_path: Path) -> None:
    """Nor that there is any to count; and one of the first of many says that it has the largest."""
    many = "town,people\n" + "".join(f"Town {chr(65 + place)},{place * 3}\n" for place in range(12))
    assert "unranked" not in built(tmp_path, many)
    tables = (tmp_path / "brief/analysis/tables.py").read_text(encoding="utf-8")
    assert '"""People by town: the largest\n' in tables


@pytest.mark.thorough
def test_columns_of_years_become_rows(tmp_path: Path) -> None:
    """One without a number for the latest year is said to have none; a name and a year without any are left out."""
    years = "Land,Code,2019,2020,2021,2022\nChad,TD,1,2.5,3,\nPeru,PE,4,5,6.25,\nIran,IR,7,8,..,\nNote,,,,,\n"
    said = built(tmp_path, years)
    assert (said["count"], said["largest"], said["of_largest"]) == ("3", "Peru", "6.25")
    assert (said["unranked"], said["which_unranked"]) == ("1", "Iran")
    rows = (tmp_path / "brief/data/my_file.csv").read_text(encoding="utf-8").splitlines()
    assert rows[:2] == ["Land,Code,year,value", "Chad,TD,2019,1"]
    assert rows[-3:] == ["Chad,TD,2021,3", "Peru,PE,2021,6.25", "Iran,IR,2021,.."]
    assert len(rows) == 1 + 9


def test_two_names_of_which_one_has_no_number_for_the_last_year_are_of_these_years(tmp_path: Path) -> None:
    """And what their table says of the other is what the file does, of a cell and not of what is known."""
    said = built(tmp_path, "Land,2019,2020,2021\nChad,1,2.5,3\nIran,7,8,-\n")
    assert (said["latest_period"], said["largest"], said["which_unranked"]) == ("2021", "Chad", "Iran")
    assert "Of what is known" not in (tmp_path / "brief/_output/brief.html").read_text(encoding="utf-8")


@pytest.mark.thorough
def test_a_spanish_table_of_windows_is_read_as_it_is(tmp_path: Path) -> None:
    """Semicolons, points for thousands and letters of Windows are declared, in a draft in Spanish."""
    said = built(tmp_path, NAMES, "--lang", "es", encoding="windows-1252", name="Población 2024.csv")
    assert (said["count"], said["largest"], said["of_largest"]) == ("5", "Burgos", "173.483")
    folder = tmp_path / "brief"
    (resource,) = json.loads((folder / "data/datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert (resource["encoding"], resource["dialect"]) == ("windows-1252", {"delimiter": ";"})
    assert (folder / "data/poblacion_2024.csv").read_bytes() == NAMES.encode("windows-1252")
    page = (folder / "_output/brief.html").read_text(encoding="utf-8")
    assert '<p class="draft">Borrador</p>' in page
    assert ("Cuadro 1" in page, "Cuadros" in page, "Tabla" in page) == (True, True, False)  # one word for them


@pytest.mark.thorough
def test_bars_are_drawn_for_phones_too(tmp_path: Path) -> None:
    """However long names of several words are, and with numbers to both sides, bars have room between them."""
    names = (
        "Trade, transport and utilities",
        "Business services",
        "Mining and logging",
        "Building",
        "Leisure and hotels",
    )
    rows = (f'"{each}",{n}\n' for each, n in zip(names, (570_400, -480_300, -91_200, 30_100, 16_700), strict=True))
    built(tmp_path, f"industry,change\n{''.join(rows)}")
    assert [each.name for each in (tmp_path / "brief/_generated/charts").glob("*.narrow.svg")] == ["bars.narrow.svg"]


@pytest.mark.thorough
def test_rows_in_groups_are_counted(tmp_path: Path) -> None:
    """With the most frequent group, and the median of what is measured."""
    said = built(tmp_path, GROUPS)
    assert (said["rows"], said["groups"], said["most"], said["of_most"]) == ("9", "3", "a", "5")
    assert float(said["middle"]) == median([1.5] * 5 + [2.5] * 3)


@pytest.mark.thorough
def test_numbers_alone_are_told_by_their_spread(tmp_path: Path) -> None:
    """Of the first that measures something; numbers with more digits than are read have fewer in the data."""
    said = built(tmp_path, NUMBERS)
    assert (said["rows"], said["lowest"], said["highest"]) == ("12", "0.125", "18.0")
    assert float(said["middle"]) == pytest.approx(median(n * n / 8 for n in range(1, 13)), abs=0.05)
    third = (tmp_path / "brief/data/my_file.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[2]
    assert third == "0.333333333333333"


def test_texts_alone_are_counted(tmp_path: Path) -> None:
    """Of them nothing else is known. Signs of markup in a file's own words do no harm."""
    assert built(tmp_path, "a *b* {c} [d]\nfoo\nbar\n", name="two {x} _y_ 2019.csv") == {"rows": "2"}


def test_without_a_file_there_is_one_figure(tmp_path: Path) -> None:
    """Whose unit, rounding and source are open."""
    assert run("new", tmp_path / "brief").exit_code == 0
    result = run("build", tmp_path / "brief", "--renderer", "embedded")
    assert result.exit_code == 0, result.output
    opened = [line.split(": ")[2] for line in result.stdout.splitlines() if line.startswith("open: ")]
    assert opened == ["unit of first_figure", "rounding of first_figure", "source of first_figure"]


@pytest.mark.thorough
def test_what_comes_next_can_be_pasted_into_a_shell(tmp_path: Path) -> None:
    """Whatever the folder is called, as a shell itself reads it."""
    folder = tmp_path / "Ana's $1 brief"
    told = run("new", folder).output.splitlines()[1]
    shell = ["sh", "-c", f"printf '%s\\n' {told.removeprefix('next: ')}"]
    said = subprocess.run(shell, capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == ["statbrief", "build", str(folder)]


def test_several_files_are_told_one_after_the_other(tmp_path: Path) -> None:
    """Their figures have the names of their tables before their own."""
    (tmp_path / "rain.csv").write_text(PANEL, encoding="utf-8")
    (tmp_path / "words.csv").write_text("word\nfoo\nbar\n", encoding="utf-8")
    made = run("new", tmp_path / "brief", "--data", tmp_path / "rain.csv", tmp_path / "words.csv")
    assert made.exit_code == 0, made.output
    assert run("build", tmp_path / "brief", "--renderer", "embedded").exit_code == 0
    record = json.loads((tmp_path / "brief/_output/brief.json").read_text(encoding="utf-8"))
    assert {"rain_of_largest", "words_data_rows"} <= record["figures"].keys()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """Into a folder with a file in it nothing goes; into an empty one all."""
    folder = tmp_path / "brief"
    folder.mkdir()
    (folder / "kept").write_text("mine", encoding="utf-8")
    result = run("new", folder)
    assert (result.exit_code, result.stderr) == (
        1,
        f"{folder.as_posix()}: folder: is not empty; name a folder that is new or empty\n",
    )
    assert [each.name for each in folder.iterdir()] == ["kept"]
    (folder / "kept").unlink()
    assert run("new", folder).exit_code == 0


def test_a_file_that_cannot_be_used_leaves_nothing_behind(tmp_path: Path) -> None:
    """All such files are told at once, each in a line."""
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("", encoding="utf-8")
    result = run("new", tmp_path / "brief", "--data", tmp_path / "one.csv", "--data", tmp_path / "two.csv")
    said = [
        f"{(tmp_path / name).as_posix()}: data: is empty; give a file with a table" for name in ("one.csv", "two.csv")
    ]
    assert (result.exit_code, result.stderr.splitlines()) == (1, said)
    assert not (tmp_path / "brief").exists()


def test_a_language_that_no_draft_has_is_named(tmp_path: Path) -> None:
    """With those that there are; a region is one that the language is spoken in."""
    for lang in ("fr", "es_MX", "es-ZZ"):
        result = run("new", tmp_path / "brief", "--lang", lang)
        wanted = "the languages are en, es, or those of a region, such as en-GB and es-MX"
        assert result.stderr == f"--lang: language: a draft cannot be written in {lang}; {wanted}\n"


def test_a_draft_may_be_in_the_language_of_a_region(tmp_path: Path) -> None:
    """Mexico writes a decimal point, and Spain a comma."""
    said = built(tmp_path, "mes;salario_mxn\n2025-06;610,00\n2025-07;612,45\n2025-08;617,05\n", "--lang", "es-MX")
    assert (said["now"], said["before"]) == ("617.05 pesos mexicanos", "4.60 pesos mexicanos")
    assert "lang: es-MX" in (tmp_path / "brief/_quarto.yml").read_text(encoding="utf-8")


def test_both_languages_say_the_same_things() -> None:
    """None lacks a sentence of the other, nor what is filled into it."""
    assert ENGLISH.keys() == SPANISH.keys()


def test_the_makefile_builds_with_an_installed_program(tmp_path: Path) -> None:
    """Its steps are commands of the program alone."""
    assert run("new", tmp_path / "brief").exit_code == 0
    recipe = (tmp_path / "brief/Makefile").read_text(encoding="utf-8")
    steps = {line.split()[1] for line in recipe.splitlines() if line.startswith("\t$(STATBRIEF)")}
    assert steps <= set(main.commands)
