"""Thousands, millions and billions of a currency: written as money, and read back, in each language."""

from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import format_compact_currency, format_currency, get_currency_name

from briefs import analysed
from other_languages import said_in
from seeds import in_each_language
from statbrief.analysis.analysis import Analysis
from statbrief.analysis.record import recorded
from statbrief.verify.forms import problem_of

UNITS = "USD = [currency]\nEUR = [euro] = €\nperson = [person] = _ = people\n"
STATED = {
    "loans": "1234,kiloEUR,1",
    "cost": "1500,megaUSD,100",
    "budget": "1.5,gigaEUR,0.1",
    "aid": "1,gigaUSD,exact",
    "gift": "1,megaEUR,exact",
    "fee": "1,kiloEUR,exact",
    "debt": "2.5,teraUSD,0.1",
    "before": "2.1,teraUSD,0.1",
    "loss": "-1.2,gigaEUR,0.1",
    "least": "3,gigaEUR,exact",
}
CODE = '''
def gap(debt, before):
    """Gap"""
    return debt - before


def double(budget):
    """Double"""
    return budget * 2


def ratio(debt, before) -> "ratio over time":
    """Ratio"""
    return debt / before
'''


@pytest.fixture(scope="module")
def analysis(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """Figures in such units, of which one is bound, and the gap between two."""
    bounds = {"least": "at least"}
    rows = "".join(
        f"{name},N,{cells},{bounds.get(name, '')},20{'23' if name == 'before' else '24'},agency,,\n"
        for name, cells in STATED.items()
    )
    return analysed(tmp_path_factory.mktemp("money"), figures=rows, derived=CODE, units=UNITS)


def texts(analysis: Analysis, lang: str, form: str) -> dict[str, str]:
    """What the figures say in a language, with plain blanks."""
    figures = said_in(lang, analysis).figures
    return {name: each.forms[form].replace("\u00a0", " ") for name, each in figures.items() if form in each.forms}


def test_the_currency_and_the_size_are_said_beside_the_number(analysis: Analysis) -> None:
    """By the form alone, as of money in units of one; the digits are those that are stated."""
    english = {
        "loans": "€1,234 thousand",
        "cost": "$1,500 million",
        "budget": "€1.5 billion",
        "aid": "$1 billion",
        "gift": "€1 million",
        "fee": "€1,000",
        "debt": "$2.5 trillion",
        "before": "$2.1 trillion",
        "loss": "−€1.2 billion",
        "least": "€3 billion",
        "gap": "$0.4 trillion",
        "double": "€3.0 billion",
    }
    spanish = {
        "loans": "1234 mil euros",
        "cost": "1500 millones de dólares estadounidenses",
        "budget": "1,5 mil millones de euros",
        "aid": "1000 millones de dólares estadounidenses",
        "gift": "1 millón de euros",
        "fee": "1000 euros",
        "debt": "2,5 billones de dólares estadounidenses",
        "before": "2,1 billones de dólares estadounidenses",
        "loss": "−1,2 mil millones de euros",
        "least": "3 mil millones de euros",
        "gap": "0,4 billones de dólares estadounidenses",
        "double": "3,0 mil millones de euros",
    }
    for lang, right in (("en", english), ("es", spanish)):
        said = texts(analysis, lang, "value")
        del said["ratio"]
        assert (said, texts(analysis, lang, "amount")) == (right, right)


@pytest.mark.parametrize(("name", "size", "letter"), [("budget", 9, "B"), ("debt", 12, "T"), ("aid", 9, "B")])
def test_it_is_what_babel_writes_of_the_whole_amount(analysis: Analysis, name: str, size: int, letter: str) -> None:
    """CLDR's short form, with the word in the place of its letter; in Spanish the long name of the currency."""
    number, unit, *_ = STATED[name].split(",")
    whole, currency = Decimal(number).scaleb(size), unit[-3:]
    word = {"B": "billion", "T": "trillion"}[letter]
    short = format_compact_currency(whole, currency, locale="en", fraction_digits=1)
    assert texts(analysis, "en", "value")[name] == short.removesuffix(letter).replace("\u00a0", "") + f" {word}"
    assert texts(analysis, "es", "value")[name].endswith(f" de {get_currency_name(currency, 2, locale='es')}")
    assert format_currency(Decimal(number), currency, "¤#,##0.###", locale="en", currency_digits=False) in short


@pytest.mark.parametrize(
    ("lang", "name", "form", "said"),
    [
        ("en", "gap", "rose_by", "rose by about $0.4 trillion"),
        ("en", "budget", "range", "€1.45 billion to €1.55 billion"),
        ("en", "budget", "between", "between €1.45 billion and €1.55 billion"),
        ("en", "double", "about", "about €3.0 billion"),
        ("en", "double", "about_value_1", "€3 billion"),
        ("en", "least", "about", "at least €3 billion"),
        ("es", "gap", "it_rose_by", "aumentó cerca de 0,4 billones de dólares estadounidenses"),
        ("es", "least", "range", "3 mil millones de euros o más"),
        ("es-CR", "loans", "about_amount", "1 234 mil euros"),
        ("en", "ratio", "about_times", "about 1.19 times"),
    ],
)
def test_so_do_the_other_forms(analysis: Analysis, lang: str, name: str, form: str, said: str) -> None:
    """Ranges, clauses, digits that are asked for."""
    assert said_in(lang, analysis).figures[name].forms[form].replace("\u00a0", " ") == said


@in_each_language
def test_all_of_them_are_read_back(analysis: Analysis, lang: str) -> None:
    """And no other number, size, sign or currency is."""
    spoken = said_in(lang, analysis)
    for name, figure in spoken.figures.items():
        record = recorded(figure, spoken.words)
        said = {form: figure.forms[form] for form in (*figure.forms, "value_full", "range_to_2")}
        assert not {form: wrong for form, text in said.items() if (wrong := problem_of(record, form, text, lang))}
        if name != "ratio":
            for wrong in forged(figure.forms["value"], lang):
                assert problem_of(record, "value", wrong, lang), (name, wrong)


def forged(text: str, lang: str) -> list[str]:
    """What is not true of an amount: another size, another currency, another number, another sign."""
    sizes = "thousand million billion trillion" if lang == "en" else "mil|millones|mil millones|billones"
    words = sizes.split("|" if "|" in sizes else " ")
    said = [each for each in words if f" {each} " in f"{text} "]
    own = max(said, key=len, default="")
    others = [f"{text} ".replace(f" {own} ", f" {each} ").strip() for each in words if said and each != own]
    changed = str.maketrans("€$", "$€")
    return [
        *others,
        text.translate(changed) if lang == "en" else text.replace(text.rpartition(" ")[2], "yenes"),
        text.replace(next(each for each in text if each.isdigit()), "7", 1),
        text.removeprefix("−") if text.startswith("−") else f"−{text}",
    ]


@pytest.mark.parametrize(
    ("form", "text", "holds"),
    [
        ("value", "1.5", True),
        ("amount", "1.5 billion euros", True),
        ("range", "1.45 to 1.55", True),
        ("value", "1.6", False),
        ("amount", "1.5 million euros", False),
        ("range", "1.45 to 1.65", False),
    ],
)
def test_copies_of_before_hold_in_which_they_are_numbers(
    analysis: Analysis, form: str, text: str, *, holds: bool
) -> None:
    """With the unit as a noun: as true as it was."""
    spoken = said_in("en", analysis)
    record = recorded(spoken.figures["budget"], spoken.words)
    assert (problem_of(record, form, text, "en") == "") is holds


def test_all_money_has_an_amount(tmp_path: Path) -> None:
    """As any other measure has; it is the value, which says its unit."""
    rows = "fare,Fare,2.5,USD,exact,,2024,agency,,\n"
    forms = analysed(tmp_path, figures=rows, units=UNITS).figures["fare"].forms
    assert (forms["amount"], forms["about_amount"]) == (forms["value"], forms["about"]) == ("$2.50", "$2.50")
