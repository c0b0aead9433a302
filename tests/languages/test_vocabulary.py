"""What a language must have: all of it is there in each, and a language that has it is all that a brief needs."""

import ast
import datetime as dt
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal

from briefs import write_brief
from command_line import outcome
from french import FRENCH
from statbrief.arithmetic.named_ratios import FRACTIONS
from statbrief.diff.sentences import split
from statbrief.languages.dates import written_date
from statbrief.languages.english import ENGLISH
from statbrief.languages.language import words_for
from statbrief.languages.number_words import find_number_words, value_of_words
from statbrief.languages.page_words import missing_words
from statbrief.languages.quantities import amount, find_quantities
from statbrief.languages.registry import LANGUAGES
from statbrief.languages.spanish import SPANISH
from statbrief.languages.vocabulary import PeriodPhrases, Vocabulary
from statbrief.verify.number_signs import speech
from vocabularies import lacking

SPOKEN = {**LANGUAGES, "fr": FRENCH}
TAGS = [(lang, tag) for lang, spoken in SPOKEN.items() for tag in spoken.dates]


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A third language, as its one line in the registry would have it."""
    monkeypatch.setitem(LANGUAGES, "fr", FRENCH)
    yield
    speech.cache_clear()


# -- what each language has ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", SPOKEN)
def test_a_language_lacks_nothing(lang: str) -> None:
    """Every phrase with its places, every fraction and multiple, all months, styles and words of pages."""
    assert lacking(SPOKEN[lang], ENGLISH) == []


MISPLACED = PeriodPhrases("{}", "el", "{}", "", "{}")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda own: replace(own, page={}), "page: no crossref-fig-title"),
        (lambda own: replace(own, page={**own.page, "fog-title": "Nebel"}), "page: fog-title is none"),
        (lambda own: phrased(own, about="cerca de"), "about: other places than about {}"),
        (lambda own: phrased(own, range="{low} a {}"), "range: other places than {low} to {high}"),
        (lambda own: phrased(own, rose=own.phrases.rose[:4]), "rose: not 6 texts"),
        (lambda own: phrased(own, holds=("cumple", " ")), "holds: not 2 texts"),
        (lambda own: phrased(own, money="{name}"), "money: no {number}"),
        (lambda own: phrased(own, table={**own.phrases.table, "exact": ""}), "table: no exact"),
        (
            lambda own: phrased(own, table={**own.phrases.table, "within": "{} está dentro"}),
            "table: within: other places than {} lies within {}",
        ),
        (lambda own: phrased(own, fractions={(1, 2): "la mitad"}), "fractions: no (3, 10)"),
        (lambda own: phrased(own, it_multiplied={}), "it_multiplied: not four ways to say 1/2"),
        (lambda own: replace(own, dates={}), "dates: none"),
        (lambda own: dated(own, months=own.dates["es"].months[1:]), "dates es: not all months"),
        (lambda own: dated(own, styles={"long": "{day}"}), "dates es: styles: no short"),
        (lambda own: timed(own, quarters=["T1"]), "periods: not all quarters"),
        (lambda own: timed(own, week="semana {year}"), "periods: week: other places than week {number} of {year}"),
        (lambda own: timed(own, said={}), "periods: not all of year, month, day, quarter, week, fiscal year"),
        (lambda own: timed(own, said={"day": MISPLACED}), "periods: day: 'el' has no place"),
        (lambda own: replace(own, moments=own.moments._replace(month="")), "MomentWords: no month"),
    ],
)  # fmt: skip
def test_what_a_language_lacks_is_named(change: Callable[[Vocabulary], Vocabulary], said: str) -> None:
    """The part, and what of it is not there or cannot be."""
    assert said in lacking(change(SPANISH), ENGLISH)


def phrased(spoken: Vocabulary, **phrases: object) -> Vocabulary:
    """A language with other phrases."""
    return replace(spoken, phrases=spoken.phrases._replace(**phrases))  # type: ignore[arg-type]


def timed(spoken: Vocabulary, **said: object) -> Vocabulary:
    """A language with other words for periods."""
    return replace(spoken, periods=spoken.periods._replace(**said))  # type: ignore[arg-type]


def dated(spoken: Vocabulary, **dates: object) -> Vocabulary:
    """Spanish with other dates."""
    return replace(spoken, dates={"es": spoken.dates["es"]._replace(**dates)})  # type: ignore[arg-type]


@pytest.mark.parametrize(("lang", "tag"), TAGS)
@pytest.mark.parametrize("style", ["full", "long", "medium", "short"])
@pytest.mark.usefixtures("french")
def test_dates_are_babels(lang: str, tag: str, style: str) -> None:
    """Every third day of a year, in each of the tags that a language has patterns for."""
    assert tag in SPOKEN[lang].dates
    for days in range(0, 366, 3):
        day = dt.date(2024, 1, 1) + dt.timedelta(days)
        said = format_date(day, style, locale=Locale.parse(tag, sep="-"))
        assert written_date({"lang": tag, "date-format": style}, day) == said


@pytest.mark.parametrize("lang", SPOKEN)
@pytest.mark.usefixtures("french")
def test_what_a_language_says_is_found_where_it_is_typed(lang: str) -> None:
    """Its fractions mean what they are of, its multiples are quantities, and its dates are none."""
    phrases = SPOKEN[lang].phrases
    for part, whole in FRACTIONS:
        said = phrases.fractions[part, whole]
        assert value_of_words(said, lang) == Fraction(part, whole), said
        assert amount(said, lang) == ("", Fraction(part, whole)), said
        assert list(find_number_words(said, lang)), said
    assert list(find_number_words(phrases.it_multiplied[2, 1][0], lang))
    for month in range(1, 13):
        day = written_date({"lang": lang, "date-format": "long"}, dt.date(2024, month, 12))
        assert find_quantities(day, lang) == [], day


@pytest.mark.parametrize("lang", [*SPOKEN, "es-MX"])
@pytest.mark.parametrize("number", [Decimal(3_000_000), Decimal(30_000_000_000), Decimal(2_500_000)])
@pytest.mark.usefixtures("french")
def test_large_numbers_as_babel_says_them_are_read(lang: str, number: Decimal) -> None:
    """With the language's own words, such as million, and its own sign for decimals: one quantity of that amount."""
    locale = Locale.parse(lang, sep="-")
    text = format_compact_decimal(number, format_type="long", locale=locale, fraction_digits=1)
    assert [tuple(each) for each in find_quantities(text, lang)] == [(0, len(text))], text
    assert amount(text, lang) == ("", Fraction(number)), text


def test_a_word_that_two_languages_share_means_what_each_says(french: None) -> None:  # noqa: ARG001
    """A French billion is a thousand English ones."""
    assert amount("3 billion", "en") == ("", Fraction(3 * 10**9))
    assert amount("3 billion", "fr") == ("", Fraction(3 * 10**12))


# -- a third language ------------------------------------------------------------------------------------------------

FIGURES = (
    'arrestations_2022,"Arrestations, {period}",70000,arrestation,10000,,2022-05,agency,page 1,\n'
    'arrestations_2019,"Arrestations, {period}",18000,arrestation,1000,,2019-05,agency,page 1,\n'
    "budget,Budget,30000000000,EUR,10000000000,,2024,agency,page 3,\n"
)
DERIVED = (
    'import pint\n\nMAI = pint.Quantity(31, "day")\n\n\n'
    'def hausse(arrestations_2022, arrestations_2019):\n    """Hausse des arrestations"""\n'
    "    return arrestations_2022 / arrestations_2019\n\n\n"
    'def part(arrestations_2019, arrestations_2022):\n    """Part de {period_first_year}"""\n'
    "    return arrestations_2019 / arrestations_2022\n\n\n"
    'def par_jour(arrestations_2022) -> "arrestation / day":\n    """Arrestations par jour"""\n'
    "    return arrestations_2022 / MAI\n"
)
PROSE = """---
title: Les arrestations
date: 2024-03-05
date-format: long
bibliography: data/sources.bib
---

Elles {{< var hausse.rose_to_times >}} le nombre, de {{< var arrestations_2019.about >}} à
{{< var arrestations_2022.amount >}} ({{< var arrestations_2022.range >}}), et le nombre
{{< var hausse.it_multiplied >}} : c’était {{< var part.about_fraction >}} ou {{< var part.about_percent >}}.
Le budget : {{< var budget.about >}}.
Cela fait {{< var par_jour.about_amount >}} le 12 mai 2022 [@agency].
{{< var arrestations_2022.in_period_capital >}}, et {{< var hausse.in_period >}}.

{{< include _generated/figures.md >}}
"""


def in_french(folder: Path, prose: str = PROSE) -> Path:
    """A brief in French."""
    write_brief(folder, figures=FIGURES, derived=DERIVED)
    (folder / "_quarto.yml").write_text("lang: fr\nformat:\n  html: default\n", encoding="utf-8")
    (folder / "data/units.txt").write_text(
        "arrestation = [arrestation] = _ = arrestations\nEUR = [currency]\n", encoding="utf-8"
    )
    (folder / "brief.qmd").write_text(prose, encoding="utf-8")
    return folder


def shown(folder: Path) -> str:
    """The words of the page."""
    text = (folder / "_output/brief.html").read_text(encoding="utf-8")
    body = text[text.index("<body") :]
    return " ".join(re.sub(r"<[^>]*>", "", re.sub(r"(?s)<(script|style).*?</\1>", "", body)).split())


@pytest.mark.thorough
@pytest.mark.usefixtures("french")
def test_a_third_language_writes_dates_and_proves_a_brief(tmp_path: Path) -> None:
    """One vocabulary more, and its pages are built with its words, and verify reads back what they say."""
    folder = in_french(tmp_path)
    code, _, wrong = outcome("build", str(folder), "--renderer", "embedded")
    assert (code, wrong) == (0, "")
    text = shown(folder)
    for said in (
        "5 mars 2024",
        "ont augmenté à environ 3,9 fois",
        "environ 18 000 à 70 000 arrestations (65 000 à 75 000)",
        "a à peu près quadruplé",
        "environ un quart",
        "environ 26 %",
        "environ 30 milliards €",
        "arrestations par jour le 12 mai 2022",
        "En mai 2022, et de mai 2019 à mai 2022.",
        "Chiffre Valeur Bas Haut",
        "Indiqués par les sources Arrestations",
        "environ 70 000 65 000 75 000",
        "Aller au texte",
    ):
        assert said in text, said
    assert outcome("verify", "--quiet", str(folder / "_output/brief.html"))[0] == 0
    changed = folder / "_output/brief.html"
    changed.write_text(changed.read_text(encoding="utf-8").replace("environ un quart", "environ un tiers"), "utf-8")
    assert outcome("verify", "--quiet", str(changed))[0] != 0


@pytest.mark.usefixtures("french")
def test_numbers_that_are_typed_in_a_third_language_are_found(tmp_path: Path) -> None:
    """In digits, in words, with its scales and its sign for decimals; what reads the same is named, dates are not."""
    typed = "Un quart, soit 26 pour cent ou 30 milliards, le 5 mai 2021 à 14.30 heures.\n"
    folder = in_french(tmp_path, f"{PROSE}\n{typed}")
    code, _, wrong = outcome("check", str(folder))
    faults = [line.partition("number: ")[2] for line in wrong.splitlines()]
    assert code == 1
    assert [each.partition(" is typed")[0] for each in faults] == ['"Un quart"', '"26 pour cent"', '"30 milliards"']
    assert "write {{< var part.about_fraction >}}" in faults[0] or "part.fraction" in faults[0]


@pytest.mark.usefixtures("french")
def test_sentences_know_the_abbreviations_of_a_third_language() -> None:
    """As diff reads them: p. 3 and Mme. end none."""
    assert split("Mme. Curie le dit, chap. 3. Voilà.") == ["Mme. Curie le dit, chap. 3.", "Voilà."]


def test_a_language_that_is_not_there_has_no_words() -> None:
    """Without its line in the registry, nothing of it is known, and the page says so."""
    assert missing_words({"lang": "fr"}).startswith("no words for fr here")
    assert missing_words({"lang": "es-AR"}) == ""
    assert list(find_number_words("un quart", "fr")) == []


@pytest.mark.thorough
def test_no_other_module_asks_for_a_language_by_name(root: Path) -> None:
    """Neither by its tag nor by what it is called: what differs between languages stands in their vocabularies."""
    registry = (root / "src/statbrief/languages/registry.py").read_text(encoding="utf-8")
    modules = re.findall(r"from statbrief\.languages\.(\w+) import [A-Z]+\n", registry)
    assert len(modules) == len(LANGUAGES)
    tag, asked = re.compile(rf"(?:{'|'.join(LANGUAGES)})(?:[-_]\w+)?"), []
    for path in sorted((root / "src/statbrief").rglob("*.py")):
        is_of_one = path.stem.partition("_")[0] in {"registry", "tags", *modules}
        if path.parent.name == "languages" and is_of_one:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = node.value if isinstance(node, ast.Constant) else ""
            imported = str(node.module).rpartition(".")[2] if isinstance(node, ast.ImportFrom) else ""
            if tag.fullmatch(str(named)) or imported in modules:
                asked.append((path.name, ast.unparse(node)))
    assert asked == []


def test_a_vocabulary_loads_no_library(root: Path) -> None:
    """Pages ask for one at every build: it is words alone, and its patterns are compiled when a text is read."""
    code = "import sys, statbrief.languages.registry; print(*sorted(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert {"babel", "pint", "fractions", "decimal", "datetime"}.isdisjoint(said.stdout.split())


def test_words_are_those_of_the_tags_language() -> None:
    """A region changes how numbers are written, not what is said."""
    assert words_for("es-MX").phrases is words_for("es").phrases is SPANISH.phrases
