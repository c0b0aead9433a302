"""What a copy says of when something was: held against the period that its record has of the figure."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published_records import NUMBERS, ROWS, TEXT, a_copy, record
from statbrief.arithmetic.kinds import PERIODS
from statbrief.languages.language import words_for
from statbrief.verify.forms import is_judged, problem_of
from statbrief.verify.verify import verify

FIGURE = record()["figures"]["arrests_2022"]


def problem(period: str, form: str, text: str, lang: str = "en") -> str:
    """What is wrong with a text of a figure that rests on the period."""
    return problem_of(FIGURE | {"period": period}, form, text, lang)


@pytest.mark.parametrize(
    ("period", "form", "text", "lang"),
    [
        ("2022", "period_year", "2022", "en"),
        ("2022-05", "period", "May 2022", "en"),
        ("2022-05", "in_period_capital", "En mayo de 2022", "es"),
        ("2022-05", "period_month", "mayo", "es-MX"),
        ("2022-06-22", "in_period", "on June 22, 2022", "en"),
        ("2022-06-22", "in_period", "on 22 June 2022", "en-GB"),
        ("2019-05/2022-05", "in_period", "de mayo de 2019 a mayo de 2022", "es-MX"),
        ("2025-Q2", "period_capital", "The second quarter of 2025", "en"),
        ("2022-09", "period_short", "sep 2022", "es-MX"),
    ],
)
def test_what_is_true_of_a_period_reads_back(period: str, form: str, text: str, lang: str) -> None:
    """In the words of its language and region."""
    assert problem(period, form, text, lang) == ""


@pytest.mark.parametrize(
    ("period", "form", "text", "lang", "said"),
    [
        ("2022-05", "period", "June 2022", "en", "is not how '2022-05' is written"),
        ("2022-05", "period", "May 2021", "en", "is not how '2022-05' is written"),
        ("2022-05", "period", "mayo de 2022", "en", "is not how '2022-05' is written"),
        ("2022-05", "period_capital", "mayo de 2022", "es", "is not how '2022-05' is written"),
        ("2022-05", "in_period", "since May 2022", "en", "is not how '2022-05' is written"),
        ("2022-06-22", "in_period", "on June 22 , 2022", "en", "is not how '2022-06-22' is written"),
        ("2022", "period_month", "May", "en", "is a form that '2022' does not have"),
        ("2019-05/2022-05", "period_year", "2022", "en", "is a form that '2019-05/2022-05' does not have"),
        ("", "period", "May 2022", "en", "is of a figure that rests on no period"),
        ("2022-13", "period", "May 2022", "en", "is of '2022-13', which is no period"),
        ("May 2022", "period", "May 2022", "en", "is of 'May 2022', which is no period"),
    ],
)
def test_what_is_not_true_of_a_period_is_told(period: str, form: str, text: str, lang: str, said: str) -> None:
    """Another month or year, another preposition, a form that the period has not, and what is no period at all."""
    assert problem(period, form, text, lang) == said


OF_A_MONTH = [form for form in PERIODS if form in words_for("en").period("2022-05")]
MONTHS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)).map("{:%Y-%m}".format)


@given(MONTHS, MONTHS, st.sampled_from(OF_A_MONTH), st.sampled_from(["en", "en-GB", "es", "es-MX"]))
def test_no_month_is_taken_for_another(one: str, other: str, form: str, lang: str) -> None:
    """What is written of one is true of the other only where both are written so, as the same month of two years."""
    words = words_for(lang)
    is_same = words.period(one)[form] == words.period(other)[form]
    assert (problem(other, form, words.period(one)[form], lang) == "") == is_same
    if form not in {"period_month", "period_month_capital", "period_year"}:
        assert is_same == (one == other)


def test_a_copy_says_the_period_of_its_record() -> None:
    """What a record says of when is true of the figure; sealed again with another month, it does not hold."""
    known = record()
    known["figures"]["arrests_2022"]["texts"]["in_period_capital"] = "In May 2022"
    assert verify(a_copy(known)).holds
    known["figures"]["arrests_2022"]["texts"]["in_period_capital"] = "In June 2022"
    (fault,) = verify(a_copy(known)).faults
    assert str(fault) == (
        "brief.html: figure arrests_2022: its in_period_capital, 'In June 2022', is not how '2022-05' is written"
    )


def test_a_month_that_was_changed_in_a_page_is_told() -> None:
    """With its place, and what the record has."""
    text = tuple(piece.replace("In May 2022", "In June 2022") for piece in TEXT)
    (fault,) = verify(a_copy(text=text)).faults
    assert "“In June 2022 about 70,000” has “June”; the record has “May”" in str(fault)


def test_a_period_is_no_number_of_its_figure() -> None:
    """No number that leads to a figure, no cell of its row and no number of a formula is one because its year is."""
    known = record()
    known["figures"]["rise"]["texts"] |= {"period_last_year": "2022", "period_last": "May 2022"}
    known["figures"]["arrests_2022"]["texts"] |= {"period_year": "2022", "period": "May 2022"}
    assert verify(a_copy(known)).holds
    assert not any(map(is_judged, PERIODS))
    (fault,) = verify(a_copy(known, numbers=(("rise", "2022"), *NUMBERS))).faults
    assert str(fault).endswith("'2022' leads to it; none of its texts in the record says that")
    for cells in (
        ("2022", "3.5 to 4.3", "70,000 ÷ 18,000"),
        ("3.9", "2022", "70,000 ÷ 18,000"),
        ("3.9", "3.5 to 4.3", "2022"),
    ):
        rows = [row if row[0] != "rise" else ("rise", ("Derived", *cells)) for row in ROWS]
        assert len(verify(a_copy(known, rows=rows)).faults) == 1


def test_every_kind_of_period_reads_back() -> None:
    """Whatever the words of a period are, they are true of it."""
    for text in (
        "2022",
        "2022-Q2",
        "2022-05",
        "2022-W05",
        "2022-05-12",
        "2021-10/FY2022",
        "2022/2023",
        "2022-Q2/2022-Q4",
    ):
        for form, said in words_for("es-MX").period(text).items():
            assert problem(text, form, said, "es-MX") == "", (text, form)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"period": "2019-05/2022-06"}, "is said to be of '2019-05/2022-06'; what it rests on is of "),
        ({"period": "2022-05"}, "is said to be of '2022-05'; what it rests on is of '2022-05 and 2019-05'"),
        ({"period": ""}, "is said to be of ''; what it rests on is of '2022-05 and 2019-05'"),
        ({"period": "May 2022"}, "is of 'May 2022', which is no period"),
        ({"period": "2020-05/2022-05", "rows": {"counts": ["2022"]}}, "is said to be of '2020-05/2022-05'; what it"),
    ],
)
def test_a_computed_figure_is_of_the_time_of_what_it_rests_on(changed: dict[str, object], fault: str) -> None:
    """Though its record was sealed again: with another month, half of its time, or none."""
    known = record()
    known["figures"]["rise"] |= changed
    said = [str(each) for each in verify(a_copy(known)).faults]
    assert [each for each in said if each.startswith(f"brief.html: figure rise: {fault}")], said


@pytest.mark.parametrize(
    ("periods", "own"),
    [
        (("2022-05", "2019-05"), "2019-05/2022-05"),
        (("2022", "2022-05"), "2022"),
        (("2022-04", "2022-06"), "2022-Q2"),
        (("2021-10/FY2022", "2020-10/FY2021"), "2020-10/2022-09"),
    ],
)
def test_the_time_of_what_a_figure_rests_on_may_have_several_names(periods: tuple[str, str], own: str) -> None:
    """A quarter is its months, and two fiscal years are from a month to a month."""
    known = record()
    for name, period in zip(("arrests_2022", "arrests_2019"), periods, strict=True):
        known["figures"][name]["period"] = period
    known["figures"]["rise"]["period"] = own
    said = [str(each) for each in verify(a_copy(known)).faults]
    assert not [each for each in said if "figure rise" in each], said


@pytest.mark.parametrize(
    ("template", "label", "said"),
    [
        ("Arrests, {period}", "Arrests, May 2022", ""),
        (
            "Arrests, {period}",
            "Arrests, June 2022",
            "is called 'Arrests, June 2022'; its template says 'Arrests, May 2022'",
        ),
        ("Arrests, {peri}", "Arrests, May 2022", "its label cannot be written: '{peri} is no form of its period; "),
    ],
)
def test_a_label_says_what_its_template_does(template: str, label: str, said: str) -> None:
    """A copy that calls a figure after another month, or by a form that there is not, does not hold."""
    changed = record()
    changed["figures"]["arrests_2022"] |= {"template": template, "label": label}
    found = [str(each) for each in verify(a_copy(changed)).faults]
    wrong = [each for each in found if "template" in each or "cannot be written" in each]
    assert [each[: len(start)] for each in wrong if (start := f"brief.html: figure arrests_2022: {said}")] == (
        [f"brief.html: figure arrests_2022: {said}"] if said else []
    )


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("May 2022 agrees {a}", []),
        (
            "May 2022 disagrees",
            ["states 'May 2022 disagrees'; its template is '{arrests_2022:period} agrees {{a}}'"],
        ),
    ],
)
def test_a_statement_fits_its_template(title: str, said: list[str]) -> None:
    """As far as its words stand there."""
    changed = record()
    changed["checks"]["counts_agree"] |= {"template": "{arrests_2022:period} agrees {{a}}", "title": title}
    found = [str(each) for each in verify(a_copy(changed)).faults if "its template is" in each.wanted]
    assert found == [f"brief.html: check counts_agree: {each}" for each in said]
