"""Periods in words: as people write them in each language, and months and days as Babel does."""

import datetime as dt

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from statbrief.arithmetic import kinds
from statbrief.languages.language import words_for
from statbrief.languages.quantities import find_quantities
from statbrief.languages.registry import LANGUAGES
from statbrief.table_schema.spans import parse_span

TAGS = ("en", "en-GB", "es", "es-MX", "es-CR")
SAID = {
    "2022": ("2022", "in 2022", "2022", "en 2022"),
    "2022-05": ("May 2022", "in May 2022", "mayo de 2022", "en mayo de 2022"),
    "2022-09": ("September 2022", "in September 2022", "septiembre de 2022", "en septiembre de 2022"),
    "2022-06-22": ("June 22, 2022", "on June 22, 2022", "22 de junio de 2022", "el 22 de junio de 2022"),
    "2025-Q2": (
        "the second quarter of 2025",
        "in the second quarter of 2025",
        "el segundo trimestre de 2025",
        "en el segundo trimestre de 2025",
    ),
    "2022-W05": ("week 5 of 2022", "in week 5 of 2022", "la semana 5 de 2022", "en la semana 5 de 2022"),
    "2021-10/FY2022": (
        "fiscal year 2022",
        "in fiscal year 2022",
        "el año fiscal 2022",
        "en el año fiscal 2022",
    ),
    "2021-10/FY2022/2022-10/FY2023": (
        "fiscal year 2022 to fiscal year 2023",
        "from fiscal year 2022 to fiscal year 2023",
        "el año fiscal 2022 al año fiscal 2023",
        "del año fiscal 2022 al año fiscal 2023",
    ),
    "2019/2022": ("2019 to 2022", "from 2019 to 2022", "2019 a 2022", "de 2019 a 2022"),
    "2019-05/2022-05": (
        "May 2019 to May 2022",
        "from May 2019 to May 2022",
        "mayo de 2019 a mayo de 2022",
        "de mayo de 2019 a mayo de 2022",
    ),
    "2022-06-22/2022-07-05": (
        "June 22, 2022 to July 5, 2022",
        "from June 22, 2022 to July 5, 2022",
        "22 de junio de 2022 al 5 de julio de 2022",
        "del 22 de junio de 2022 al 5 de julio de 2022",
    ),
    "2024-Q4/2025-Q1": (
        "the fourth quarter of 2024 to the first quarter of 2025",
        "from the fourth quarter of 2024 to the first quarter of 2025",
        "el cuarto trimestre de 2024 al primer trimestre de 2025",
        "del cuarto trimestre de 2024 al primer trimestre de 2025",
    ),
    "2021-12/2022": ("December 2021 to 2022", "from December 2021 to 2022", "diciembre de 2021 a 2022",
                     "de diciembre de 2021 a 2022"),
}  # fmt: skip
"""By itself and of what happened then, in English and in Spanish."""


@pytest.mark.parametrize("text", SAID)
def test_a_period_is_said_as_people_say_it(text: str) -> None:
    """With the article and the preposition that its kind has."""
    english, spanish = words_for("en").period(text), words_for("es-MX").period(text)
    assert (english["period"], english["in_period"], spanish["period"], spanish["in_period"]) == SAID[text]


@pytest.mark.parametrize(
    ("text", "lang", "short"),
    [
        ("2022", "en", "2022"),
        ("2022-09", "en", "Sep 2022"),
        ("2022-09", "en-GB", "Sept 2022"),
        ("2022-09", "es", "sept 2022"),
        ("2022-09", "es-MX", "sep 2022"),
        ("2022-06-22", "en", "Jun 22, 2022"),
        ("2022-06-22", "es-MX", "22 jun 2022"),
        ("2025-Q2", "en", "Q2 2025"),
        ("2025-Q2", "es", "T2 2025"),
        ("2022-W05", "en", "week 5 of 2022"),
        ("2019-05/2022-05", "en", "May 2019 – May 2022"),
        ("2019/2022", "es", "2019 – 2022"),
    ],
)
def test_a_short_period_is_cldrs(text: str, lang: str, short: str) -> None:
    """For charts; two with CLDR's dash, and no thin space around it, which the charts' typeface has not."""
    assert words_for(lang).period(text)["period_short"] == short


@pytest.mark.parametrize(
    ("text", "lang", "form", "said"),
    [
        ("2022-05", "en", "in_period_capital", "In May 2022"),
        ("2025-Q2", "en", "period_capital", "The second quarter of 2025"),
        ("2022-05", "es", "period_capital", "Mayo de 2022"),
        ("2022-05", "es", "period_month_capital", "Mayo"),
        ("2022-05", "es", "period_short_capital", "May 2022"),
        ("2022-06-22", "es-MX", "in_period_capital", "El 22 de junio de 2022"),
        ("2022-06-22", "es-MX", "period_capital", "22 de junio de 2022"),
        ("2019-05/2022-05", "es", "period_last_capital", "Mayo de 2022"),
    ],
)
def test_a_period_can_begin_a_sentence(text: str, lang: str, form: str, said: str) -> None:
    """Its first letter is a capital, whatever it begins with."""
    assert words_for(lang).period(text)[form] == said


def test_a_span_names_its_ends() -> None:
    """The first and the last by themselves, with the month or year that each has."""
    said = words_for("en").period("2019/2022-05")
    ends = {name: text for name, text in said.items() if name.startswith(("period_first", "period_last"))}
    assert ends == {
        "period_first": "2019",
        "period_first_capital": "2019",
        "period_first_name": "2019",
        "period_first_name_capital": "2019",
        "period_first_year": "2019",
        "period_last": "May 2022",
        "period_last_capital": "May 2022",
        "period_last_name": "May 2022",
        "period_last_name_capital": "May 2022",
        "period_last_month": "May",
        "period_last_month_capital": "May",
        "period_last_year": "2022",
    }


days = st.dates(dt.date(1583, 1, 1), dt.date(2400, 12, 31))
MONTHS = {"en": "MMMM y", "en-GB": "MMMM y", "es": "MMMM 'de' y", "es-MX": "MMMM 'de' y", "es-CR": "MMMM 'de' y"}


@given(st.sampled_from(TAGS), days)
def test_months_and_days_are_babels(lang: str, day: dt.date) -> None:
    """In each region, held against Babel's own patterns for a date."""
    locale, words = Locale.parse(lang, sep="-"), words_for(lang)
    month, whole = words.period(f"{day:%Y-%m}"), words.period(day.isoformat())
    assert month["period"] == format_date(day, MONTHS[lang], locale=locale)
    assert month["period_month"] == format_date(day, "LLLL", locale=locale)
    assert month["period_short"] == format_date(day, "MMM y", locale=locale)
    assert whole["period"] == format_date(day, "long", locale=locale)
    assert whole["period_short"] == format_date(day, "medium", locale=locale)
    assert month["period_year"] == whole["period_year"] == str(day.year)


@pytest.mark.parametrize("lang", TAGS)
@pytest.mark.parametrize("text", SAID)
def test_a_period_has_the_forms_that_are_named_for_it(text: str, lang: str) -> None:
    """All but those of a month or year, where it lies in more than one, or of ends; none of what has no period.

    The year of a fiscal year is itself.
    """
    own, span = set(words_for(lang).period(text)), parse_span(text)
    months, years = ("period_month", "period_month_capital"), ("period_year",)
    without = {*(() if span.month else months), *(() if span.year or text.count("FY") == 1 else years)}
    without |= set() if span.is_single else {"since_period", "since_period_capital"}
    for end, period in (("period_first", span.first), ("period_last", span.last)):
        alone = parse_span(period.text)
        lacking = months if not alone.month else ()
        without |= {each.replace("period", end) for each in (kinds.OF_ENDS if span.is_single else lacking)}
    assert own == set(kinds.PERIODS) - without
    assert words_for(lang).period("") == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", ["2022", "2022-05", "2022-06-22", "2025-Q2", "2019-05/2022-05"])
def test_a_period_is_no_quantity(text: str, lang: str) -> None:
    """What prose writes by these forms would be no number typed by hand either."""
    said = words_for(lang).period(text)
    for form in ("period", "in_period", "period_capital", "in_period_capital"):
        assert find_quantities(said[form], lang) == [], said[form]


@pytest.mark.parametrize("text", ["2022-13", "May 2022", "2022-06/2022-05"])
def test_what_is_no_period_has_no_words(text: str) -> None:
    """It is refused, not written as something else."""
    with pytest.raises(ValueError, match=text):
        words_for("en").period(text)


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("2023", "since 2023", "desde 2023"),
        ("2023-03", "since March 2023", "desde marzo de 2023"),
        ("2025-Q2", "since the second quarter of 2025", "desde el segundo trimestre de 2025"),
        ("2022-W05", "since week 5 of 2022", "desde la semana 5 de 2022"),
        ("2022-06-22", "since June 22, 2022", "desde el 22 de junio de 2022"),
        ("2021-10/FY2022", "since fiscal year 2022", "desde el año fiscal 2022"),
    ],
)
def test_what_has_been_so_ever_since_a_period_says_since_when(text: str, english: str, spanish: str) -> None:
    """The highest since March 2023; where a sentence begins, with a capital."""
    for lang, said in (("en", english), ("es-MX", spanish)):
        forms = words_for(lang).period(text)
        assert forms["since_period"] == said
        assert forms["since_period_capital"] == said[0].upper() + said[1:]


@pytest.mark.parametrize(("lang", "said"), [("en", "fiscal year 2022"), ("es", "año fiscal 2022")])
def test_the_year_of_a_fiscal_year_says_that_it_is_one(lang: str, said: str) -> None:
    """2022 alone would be the calendar year, and the one in which it starts is 2021."""
    assert words_for(lang).period("2021-10/FY2022")["period_year"] == said
    both = words_for(lang).period("2021-10/FY2022/2022-10/FY2023")
    assert both["period_first_year"] == said
    assert both["period_last_year"] == said.replace("2022", "2023")
