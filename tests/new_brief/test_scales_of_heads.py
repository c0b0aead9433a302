"""Thousands, millions and so on in heads: read where they are sure, asked about where not, and never left out."""

from itertools import product

import pytest

from statbrief.new_brief.heads import read_head
from statbrief.new_brief.scales import is_in_english, words_of_scale

SURE = {
    "kilo": ("thousand", "thousands", "Tsd.", "Tausend", "milliers", "migliaia", "000s", "000"),
    "mega": ("million", "millions", "mio", "Mio.", "mln", "mn", "millones", "Millionen", "milioni", "milhões"),
    "giga": ("Mrd.", "mld", "Milliarden", "milliards", "miliardi", "miles de millones", "mil millones"),
    "tera": ("Billionen",),
}
PATTERNS = ("saldo {} EUR", "Saldo ({} €)", "Saldo in {} EUR", "Saldo, EUR {}", "Saldo (EUR {})", "{} EUR")
ANY_ZEROS = ("million", "mio", "Mrd.", "000", "tsd", "bn", "billones", "miles", "mil", "k", "m", "lakh", "10 000", "mm")


@pytest.mark.parametrize(("prefix", "word"), [(prefix, word) for prefix, words in SURE.items() for word in words])
def test_a_scale_that_is_sure_is_part_of_the_unit(prefix: str, word: str) -> None:
    """However the head writes it, and in tables of all languages; and the guess is told."""
    for pattern, is_english in product(PATTERNS, (True, False)):
        found = read_head(pattern.format(word), is_english=is_english)
        assert (pattern, found.unit) == (pattern, f"{prefix}EUR")
        assert found.guess.startswith("its head says ")


@pytest.mark.parametrize("word", ANY_ZEROS)
@pytest.mark.parametrize(
    "pattern",
    [*PATTERNS, "Saldo {} (EUR)", "EUR saldo ({})", "Saldo (EUR, {}, adjusted)", "saldo_{}_eur", "{} Saldo EUR"],
)
def test_no_scale_is_dropped_beside_a_currency(word: str, pattern: str) -> None:
    """Its unit says it, or is open and the label says it still."""
    for is_english in (True, False):
        found = read_head(pattern.format(word), is_english=is_english)
        assert found.unit in {"", "kiloEUR", "megaEUR", "gigaEUR"}
        assert found.guess
        assert found.unit or word.strip(".").lower() in found.label.lower()


@pytest.mark.parametrize(
    ("head", "label", "unit"),
    [
        ("saldo_mio_eur", "Saldo", "megaEUR"),
        ("EUR mn", "EUR mn", "megaEUR"),
        ("Revenue (€m)", "Revenue", "megaEUR"),
        ("Revenue (£bn)", "Revenue", "gigaGBP"),
        ("Revenue, USD (millions)", "Revenue", "megaUSD"),
        ("GDP (billions of US dollars)", "GDP", "gigaUSD"),
        ("debt_usd_tn", "Debt", "teraUSD"),
        ("saldoMioEur", "Saldo", "megaEUR"),
        ("rev_keur", "Rev", "kiloEUR"),
        ("Employees (x1000)", "Employees", "kiloemployee"),
        ("Employee(s)", "Employee(s)", ""),
        ("Time (s)", "Time", "second"),
        ("price_per_unit_eur", "Price per unit", "EUR"),
        ("rev_mEUR", "Rev", "megaEUR"),
        ("rev_kEUR", "Rev", "kiloEUR"),
        ("Gewinn (TEUR)", "Gewinn", "kiloEUR"),
        ("Gewinn (T€)", "Gewinn", "kiloEUR"),
        ("Dette (Md€)", "Dette", "gigaEUR"),
        ("Exports (10^6 EUR)", "Exports", "megaEUR"),
        ("Exports (10⁹ EUR)", "Exports", "gigaEUR"),
        ("GDP per capita (thousands USD)", "GDP per capita", "kiloUSD"),
        ("Gasto (miles de euros)", "Gasto", "kiloEUR"),
        ("Production (GWh)", "Production", "gigawatt_hour"),
        ("Emissions (Mt)", "Emissions", "megatonne"),
        ("Waste (1000 t)", "Waste", "kilotonne"),
        ("Area (thousand hectares)", "Area", "kilohectare"),
        ("Employment in thousands of persons", "Employment", "kiloperson"),
        ("Thousand persons", "Persons", "kiloperson"),
        ("Employees (000)", "Employees", "kiloemployee"),
        ("Employees (’000)", "Employees", "kiloemployee"),
        ("Viajeros (miles de viajeros)", "Viajeros", "kiloviajero"),
    ],
)
def test_heads_as_offices_write_them(head: str, label: str, unit: str) -> None:
    """In a table that is plainly in English, or that needs no language."""
    found = read_head(head)
    assert (found.label, found.unit) == (label, unit)


@pytest.mark.parametrize(
    ("head", "may_be"),
    [
        ("Sales (m)", "millions, thousands or metres"),
        ("pop_k", "thousands or kelvins"),
        ("Revenue (mm)", "millions or millimetres"),
        ("Gasto (miles)", "thousands or a distance"),
        ("Gasto (mil euros)", "thousands or millions"),
        ("Deuda (billones de euros)", "10^9 or 10^12"),
        ("Schulden (Bio. EUR)", "10^9 or 10^12"),
        ("Emissions (kt)", "thousands of tonnes or knots"),
        ("Emissions (mt)", "millions of tonnes or tonnes"),
        ("Passengers (mn)", "millions, or something else"),
        ("Debt ($T)", "thousands, trillions or tonnes"),
    ],
)
def test_what_may_be_several_is_asked(head: str, may_be: str) -> None:
    """With each of them, and the whole head as label."""
    found = read_head(head)
    assert (found.label, found.unit) == (head.replace("_", " ").capitalize() if "_" in head else head, "")
    assert f", which may be {may_be}; its unit has to say that, too, such as " in found.guess


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("Debt (billion USD)", "gigaUSD"),
        ("Debt (£bn)", "gigaGBP"),
        ("Debt (€m)", "megaEUR"),
        ("debt_tn_usd", "teraUSD"),
    ],
)
def test_words_of_english_are_read_in_english_alone(head: str, unit: str) -> None:
    """A German Billion has three zeros more, and a Spanish m€ may have three fewer."""
    assert (read_head(head).unit, read_head(head, is_english=False).unit) == (unit, "")


@pytest.mark.parametrize(
    ("heads", "lang", "delimiter", "is_english"),
    [
        (["year", "Debt (€bn)"], "en", ",", True),
        (["year", "Debt (€bn)"], "en-GB", ",", True),
        (["year", "Debt (€bn)"], "es", ",", False),
        (["Jahr", "Debt (€bn)"], "en", ",", False),
        (["año", "Debt (€bn)"], "en", ",", False),
        (["fecha", "deuda_bn"], "en", ",", False),
        (["year", "Debt (€bn)"], "en", ";", False),
    ],
)
def test_a_table_is_in_english_where_nothing_says_otherwise(
    heads: list[str], lang: str, delimiter: str, *, is_english: bool
) -> None:
    """The language of the draft, another head, and what parts the cells do."""
    assert is_in_english(heads, lang, delimiter) == is_english


@pytest.mark.parametrize(
    "head",
    [
        *("Cases per million", "Cases (per 100k)", "Fälle pro 100.000 Einwohner", "casos por 100 000 habitantes"),
        *("deaths per 1,000", "Spend (EUR per 1,000 inhabitants)", "Price (EUR/MWh)", "morts pour 1000", "por mil"),
        *(
            "price_per_kg",
            "eur_per_kwh",
            "cost per MW",
            "spend_per_1000_eur",
            "eur_per_1000_kg",
            "usd_per_eur",
            "Strom je MWh",
        ),
        *("Miles_per_Gallon", "Index (2015=100)", "Top 1000", "Vitamin K", "Group B", "name", "temp_c"),
    ],
)
def test_rates_and_other_words_are_no_scales(head: str) -> None:
    """Nor is any of their words lost, or a unit taken for the rate's."""
    found = read_head(head)
    assert (found.unit, found.is_scaled) == ("", False)
    assert found.label.casefold() == head.replace("_", " ").replace(".", " ").casefold()


@pytest.mark.parametrize(
    "head",
    [
        *("Saldo (thousands) mio_eur", "million thousand EUR", "GDP (millions, current EUR)", "EUR million per capita"),
        *("Exports (million kWh)", "Persons (ten thousands)", "hundred thousand persons", "Share (millions, %)"),
        *(
            "GDP ($ millions)",
            "Loans (crore)",
            "人口（万人）",
            "Barrels (thousands)",
            "Nonfarm (thousands)",
            "Umsatz Mio.",
        ),
    ],
)
def test_what_is_not_clear_is_open_and_whole(head: str) -> None:
    """Two scales, other units, none, or other words."""
    found = read_head(head)
    assert (found.unit, found.definitions, found.is_scaled) == ("", (), True)
    assert found.guess.startswith("its head says ")


def test_metres_are_read_where_a_length_is_measured() -> None:
    """And millions are not left out where none is."""
    heads = ("Height (m)", "elevation_m", "rain [mm]", "bill_length_mm", "Sales (m)", "sales_mm")
    assert [read_head(each).unit for each in heads] == ["meter", "meter", "millimeter", "millimeter", "", ""]


@pytest.mark.parametrize(
    ("head", "beside", "unit"),
    [
        ("Umsatz (Mio.)", "EUR", "megaEUR"),
        ("Umsatz (Mio. €)", "EUR", "megaEUR"),
        ("Umsatz", "EUR", "EUR"),
        ("Umsatz (Mio. USD)", "EUR", ""),
        ("price_usd", "EUR", ""),
        ("Share (millions)", "percent", ""),
    ],
)
def test_signs_beside_numbers_do_not_hide_the_head(head: str, beside: str, unit: str) -> None:
    """€2.2 under a head of millions is a million times as much; two units leave it open."""
    assert read_head(head, beside).unit == unit


def test_names_of_files_may_say_a_scale() -> None:
    """Short words are left out, which any name has."""
    names = ("bilanz_mio_eur", "in thousands", "gdp_bn", "m_2024", "miles_per_gallon", "cases per million", "prices")
    assert [words_of_scale(each) for each in names] == [["mio"], ["thousands"], ["bn"], [], [], [], []]
