"""Drafts of tables in thousands and millions: what their pages say, and what they ask where nobody can tell."""

import json
from fractions import Fraction
from html import unescape
from pathlib import Path
from re import sub

import pytest
from click.testing import CliRunner

from statbrief.cli import main
from statbrief.errors import RefusedError
from statbrief.new_brief.columns import NAME
from statbrief.new_brief.nearly_numbers import why_no_numbers
from statbrief.new_brief.table import Table, read_table
from statbrief.new_brief.text import read_text_table

SERIES = "jahr,{}\n2019,1.5\n2020,2.75\n2021,1.9\n2022,2.2\n"
ZEROS = {"": 0, "kilo": 3, "mega": 6, "giga": 9, "tera": 12}


def drafted(folder: Path, text: str, *options: str, name: str = "data.csv") -> tuple[str, list[str]]:
    """The text of the page of a draft, and what is open in it."""
    (folder / name).write_text(text, encoding="utf-8")
    said = ""
    for command in (
        ["new", str(folder / "brief"), "--data", str(folder / name), *options],
        ["build", str(folder / "brief"), "--renderer", "embedded", "--to", "html"],
    ):
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
        said = result.stdout
    page = (folder / "brief/_output/brief.html").read_text(encoding="utf-8").partition("<main")[2]
    opened = [line for line in said.splitlines() if line.startswith("open: ")]
    return sub(r"\s+", " ", unescape(sub(r"<[^>]+>", "", page))).replace("\u00a0", " "), opened


def table(text: str, name: str = "file", lang: str = "en") -> Table:
    """What a file with this text is about."""
    return read_table(read_text_table(text.encode()), name, lang=lang)


@pytest.mark.parametrize(
    ("head", "zeros", "said"),
    [
        ("saldo_mio_eur", 6, "€2.2 million"),
        pytest.param("Saldo (TEUR)", 3, "€2.2 thousand", marks=pytest.mark.thorough),
        pytest.param("Saldo (Mrd. €)", 9, "€2.2 billion", marks=pytest.mark.thorough),
        pytest.param("Saldo (Billionen EUR)", 12, "€2.2 trillion", marks=pytest.mark.thorough),
    ],
)
def test_a_draft_says_as_much_as_its_data(tmp_path: Path, head: str, zeros: int, said: str) -> None:
    """The number of its record, in single euros, is 2.2 times what the head says."""
    page, opened = drafted(tmp_path, SERIES.format(head))
    figure = json.loads((tmp_path / "brief/_output/brief.json").read_text(encoding="utf-8"))["figures"]["now"]
    prefix = figure["unit"].removesuffix("EUR")
    assert Fraction(str(figure["value"])) * 10 ** ZEROS[prefix] == Fraction(22, 10) * 10**zeros
    assert f"and end in 2022, at {said}" in page
    assert "€2.2 " not in page.replace(said, "")
    (asked,) = [each for each in opened if ": its head says " in each]
    assert '"open" out' in asked
    assert asked.startswith(f"open: data/datapackage.json:12: data.{head}: its head says ")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("text", "lang", "sentence"),
    [
        (SERIES.format("Waste (thousand tonnes)"), "en", "end in 2022, at 2.2 kt"),
        (SERIES.format("Waste (thousand tonnes)").replace("2.2", "2.2345678901"), "en", "end in 2022, at 2.2346 kt"),
        (SERIES.format("saldo_mio_eur"), "es", "y la última 2,2 millones de euros"),
        (SERIES.format("Viajeros (miles de viajeros)"), "es", "y la última 2200"),
        ("town,GDP (billion USD)\na,1.5\nb,2.25\nc,1\nd,0.75\n", "en", "The largest number is $2.25 billion (b)"),
        ("x,Umsatz (Mio.)\n1,€1.5\n9,€2.25\n5,€3.5\n7,€4.5\n2,€5.5\n", "en", "lie from €1.5 million to €5.5 million"),
    ],
)
def test_sentences_say_the_scale(tmp_path: Path, text: str, lang: str, sentence: str) -> None:
    """Of series, names and numbers, in both languages, also of numbers with more digits than a reader wants."""
    assert sentence in drafted(tmp_path, text, "--lang", lang)[0]


@pytest.mark.thorough
def test_charts_say_the_scale_of_their_ticks(tmp_path: Path) -> None:
    """Beside the title, as the numbers along the axis have no unit."""
    drafted(tmp_path, "town,GDP (billion USD)\na,1.5\nb,2.25\nc,1\nd,0.75\n")
    assert "GDP (billion US dollars)" in (tmp_path / "brief/_generated/charts/bars.svg").read_text(encoding="utf-8")


def test_a_scale_in_doubt_is_open_and_on_the_page(tmp_path: Path) -> None:
    """Its unit is asked for, with the place, what it may be and what to write."""
    page, opened = drafted(tmp_path, SERIES.format("Saldo (billones de euros)"), "--lang", "es")
    assert "Saldo (billones de euros), 2022" in page
    assert "2,2 euros" not in page
    place = "open: data/datapackage.json:12: "
    assert [each.removeprefix(place) for each in opened if each.startswith(place)] == [
        (
            "unit of data.Saldo (billones de euros): not said yet; write the unit that the numbers are in, "
            "such as kilogram or USD, or 1 for plain numbers"
        ),
        (
            "rounding of data.Saldo (billones de euros): not said yet; write the step that the source rounded to, "
            "such as 1000, or exact"
        ),
        (
            "data.Saldo (billones de euros): its head says billones de euros, which may be 10^9 or 10^12; its unit "
            "has to say that, too, such as megaEUR with EUR = [currency] in data/units.txt; "
            'take "open" out once it is right'
        ),
    ]


@pytest.mark.parametrize(
    ("text", "name", "unit", "guess"),
    [
        (SERIES.format("saldo_eur"), "saldo", "EUR", ""),
        (SERIES.format("saldo_eur"), "saldo_mio_eur", "", "the name of its file says mio"),
        (SERIES.format("saldo_mio_eur"), "saldo_mio_eur", "megaEUR", "its head says mio_eur"),
        (SERIES.format("Share (%)"), "saldo_mio_eur", "percent", ""),
        (SERIES.format("saldo_eur").replace("\n2", "\nMio. EUR,2"), "file", "", "Einheit says Mio. EUR"),
        (SERIES.format("saldo_eur").replace("\n2", "\n6,2"), "file", "", "UNIT_MULT says by what"),
        (SERIES.format("saldo_eur").replace("\n2", "\nAustria,2"), "file", "", "Land (in Tsd.) says Tsd"),
    ],
)
def test_a_scale_may_be_told_elsewhere(text: str, name: str, unit: str, guess: str) -> None:
    """By the name of the file, by a column of units or of multipliers, or by the head of one of names."""
    other = {"Mio": "Einheit", "6,2": "UNIT_MULT", "Austria": "Land (in Tsd.)"}
    head = next((each for start, each in other.items() if f"\n{start}" in text), "")
    found = table(f"{head},{text}" if head else text, name)
    (measure,) = [each for each in found.measures if each.name not in other.values()]
    assert measure.unit == unit
    assert any(each.startswith(guess) for each in measure.guesses) if guess else not measure.guesses


@pytest.mark.parametrize(("lang", "unit"), [("en", "gigaUSD"), ("es", "")])
def test_the_language_of_the_draft_is_a_hint(lang: str, unit: str) -> None:
    """A billion of a Spanish draft is asked about."""
    assert table(SERIES.replace("jahr", "year").format("debt_usd_bn"), lang=lang).measures[0].unit == unit


@pytest.mark.parametrize(
    ("cells", "delimiter", "said"),
    [
        (["2.2m", "1.9m", "900k"], ",", "k, m"),
        (["3,4 Mio.", "1,9 Mio."], ";", "Mio."),
        (["€2.2bn", "€1.9bn", "€3"], ",", "bn"),
    ],
)
def test_a_scale_beside_numbers_is_asked_about(cells: list[str], delimiter: str, said: str) -> None:
    """Such cells are texts, and the draft says why."""
    rows = "\n".join(f"x{delimiter}{each}" for each in cells)
    (_, column) = table(f"a{delimiter}b\n{rows}\n").columns
    assert column.kind == NAME
    (guess,) = column.guesses
    assert guess.startswith(f"is text, for its cells say {said} beside their numbers; write plain numbers")


@pytest.mark.thorough
def test_what_two_columns_count_is_one_unit(tmp_path: Path) -> None:
    """Persons here and people there, thousands and millions of them."""
    head = "year,Thousand persons,People (millions),Jobs (in thousands of people)"
    page, _ = drafted(tmp_path, f"{head}\n2019,1.5,2,3\n2020,2.5,3,4\n2021,2.2,4,5\n")
    assert "and end in 2021, at 2,200" in page
    assert (tmp_path / "brief/data/units.txt").read_text(encoding="utf-8") == "person = [person] = _ = persons\n"


def test_a_row_of_units_is_asked_about(tmp_path: Path) -> None:
    """It makes texts of its column, which the draft says at the column's line."""
    _, opened = drafted(tmp_path, "year,revenue\n,Mio. EUR\n2019,1.5\n2020,1.7\n2021,1.9\n")
    said = (
        "data.revenue: is text, for Mio. EUR is no number; if it says that there is none, declare it in missingValues, "
        'and type and unit; take "open" out once it is right'
    )
    assert any(each.endswith(said) for each in opened)


@pytest.mark.parametrize("cells", [["Ann", "Bo", "Cy"], ["a", "a", "b", "b", "b"], ["12 May", "a", "b"], ["1", "2"]])
def test_names_are_no_numbers_with_words(cells: list[str]) -> None:
    """Nothing is asked of them."""
    assert not why_no_numbers(cells, ",")


def test_a_line_above_the_table_is_not_lost() -> None:
    """Who takes it away writes its scale into the heads."""
    with pytest.raises(RefusedError, match="beside the table, and write Mio into the heads that it is about"):
        table("Bilanz in Mio. EUR\nyear,saldo_eur\n2019,1.5\n2020,1.7\n")
