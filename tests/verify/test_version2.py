"""The rules of records of version 2: copies that were sealed under them are judged as they were."""

from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from statbrief.copies.read import read_copy
from statbrief.verify.verify import verify
from statbrief.verify.version2 import problem_of

EARLIER = ROOT / "tests/earlier"

RATIO = {"label": "Ratio", "unit": "1", "value": 35 / 9, "range": [130 / 37, 30 / 7]}
SHARE = {"label": "Share", "unit": "1", "value": 0.5, "range": [0.45, 0.55], "stated": "0.5"}
COUNT = {"label": "Count", "unit": "arrest", "value": 70_000.0, "range": [65e3, 75e3], "stated": "70000"}
MONEY = {"label": "Money", "unit": "USD", "value": 3e10, "range": [3e10, None], "stated": "30000000000"}
UNDER = {"label": "Under", "unit": "1", "value": 1.0, "range": [0.999999, None]}
FALL = {"label": "Fall", "unit": "1", "value": 0.2, "range": [None, 0.25]}
UNKNOWN = "is a number in a form that is not known"
WORDS = "has words that its language does not use for that"
RATE = {"label": "Rate", "unit": "percent", "value": 12.5, "range": [12.45, 12.55], "stated": "12.5"}


@pytest.mark.parametrize(
    ("figure", "form", "text", "lang"),
    [
        (RATIO, "value", "3.9", "en"),
        (RATIO, "value_3", "3.89", "en"),
        (RATIO, "about_times", "about 3.9 times", "en"),
        (RATIO, "change", "290%", "en"),
        (RATIO, "range", "3.5 to 4.3", "en"),
        (RATIO, "rose", "rose", "en"),
        (RATIO, "times", "3,9 veces", "es"),
        (SHARE, "percent", "50 %", "es"),
        (SHARE, "about_fraction", "about half", "en"),
        (SHARE, "percent_range", "45% to 55%", "en"),
        (COUNT, "about", "about 70,000", "en"),
        (COUNT, "range", "65.000 a 75.000", "es"),
        (COUNT, "label", "Count", "en"),
        (MONEY, "about", "more than $30 billion", "en"),
        (MONEY | {"unit_text": "dólares"}, "about", "más de 30 mil millones de dólares", "es"),
        (MONEY, "range", "$30 billion or more", "en"),
        (FALL, "about_change", "more than 75%", "en"),
        (FALL, "rose", "fell", "en"),
        (UNDER, "about", "more than 0.99", "en"),
        (RATE, "value", "12.5%", "en"),
        (RATE, "range", "12.45% to 12.55%", "en"),
        (RATIO, "a_form_of_tomorrow", "many times as many", "en"),
    ],
)
def test_what_was_true_is_not_wrong(figure: dict[str, Any], form: str, text: str, lang: str) -> None:
    """In each form, and in the language's own signs; words of a form that is not known are not judged."""
    assert problem_of(figure, form, text, lang) == ""


@pytest.mark.parametrize(
    ("figure", "form", "text", "lang", "problem"),
    [
        (RATIO, "value", "3.8", "en", "is not what 3.88889 is written as"),
        (RATIO, "value", "4.9", "en", "is not what 3.88889 is written as"),
        (RATIO, "value", "3,9", "en", "says 2 numbers, not one"),
        (RATIO, "value", "-3.9", "en", "is not what 3.88889 is written as"),
        (RATIO, "value", "39%", "en", "is not what 3.88889 is written as"),
        (RATIO, "value_3", "3.88", "en", "is not what 3.88889 is written as"),
        (RATIO, "change", "390%", "en", "is not what 3.88889 is written as"),
        (RATIO, "value", "many", "en", "says 0 numbers, not one"),
        (RATIO, "value", "3.9 or 4", "en", "says 2 numbers, not one"),
        (RATIO, "range", "3.5", "en", "says 1 numbers, not a range's two"),
        (RATIO, "range", "3.6 to 4.3", "en", "does not hold the whole range of 3.51351 to 4.28571"),
        (RATIO, "range", "3.5 to 4.2", "en", "does not hold the whole range of 3.51351 to 4.28571"),
        (RATIO, "range", "3.4 to 4.3", "en", "is not the range of 3.51351 to 4.28571, rounded outward"),
        (RATIO, "range", "3 to 5", "en", "is wider than the range of 3.51351 to 4.28571"),
        (RATIO, "rose", "fell", "en", "is not the way from 1 to 3.88889"),
        (RATIO, "about", "more than 3.9", "en", "says that a side is open which is not"),
        (RATIO, "value", "٣.٩", "en", "has digits that are no number in its language"),
        (SHARE, "percent", "5%", "en", "is not what 0.5 is written as"),
        (SHARE, "about_fraction", "a third", "en", "is not a fraction near 0.5"),
        (COUNT, "value", "70,001", "en", "is not what 70,000 is written as"),
        (COUNT, "value", "70.000", "en", "is not what 70,000 is written as"),
        (COUNT, "value", "70 million", "en", "is not what 70,000 is written as"),
        (COUNT, "percent", "7,000,000%", "en", "is written as a ratio, and the figure has a dimension"),
        (COUNT, "label", "Counts", "en", "is not the figure's label"),
        (COUNT, "value", "7" * 3_000, "en", "has 3000 characters; 2000 at most"),
        (MONEY, "about", "less than $30 billion", "en", "says that a side is open which is not"),
        (MONEY, "about", "more than $30 million", "en", "is not what 30,000,000,000 is written as"),
        (MONEY, "about", "más de 30 millones de dólares", "es", "is not what 30,000,000,000 is written as"),
        (FALL, "about_change", "more than 85%", "en", "is not what 0.25 is written as"),
        (UNDER, "about", "more than 0.98", "en", "is not what 0.999999 is written as"),
        (RATE, "value", "12.6%", "en", "is not what 12.5 is written as"),
        (RATE, "value", "12.5", "en", "lacks a percent sign"),
        (RATIO, "times", "390% times", "en", "has a percent sign"),
        (RATIO, "rose", "rose by 90,000", "en", "is no word of its language for that"),
        (COUNT, "rose", "rose", "en", "is said of a ratio, and the figure has a dimension"),
        (COUNT, "zzz", "90,000", "en", UNKNOWN),
        (COUNT, "official", "9", "en", UNKNOWN),
        (COUNT, "about_zzz_3", "about 90,000", "en", UNKNOWN),
        (COUNT, "Value", "90,000", "en", UNKNOWN),
        (COUNT, "value-2", "90,000", "en", UNKNOWN),
        (COUNT, "about_value", "90,000", "en", UNKNOWN),
        (COUNT, "zzz", "九万", "en", UNKNOWN),
        (COUNT, "zzz", "½ million", "en", UNKNOWN),
        (COUNT, "value", "not 70,000", "en", WORDS),
        (COUNT, "about", "not 70,000", "en", WORDS),
        (COUNT, "value", "–70,000", "en", WORDS),
        (COUNT, "value", "₉70,000", "en", "has digits that are no number in its language"),
        (COUNT, "value", "70,000²", "en", "has digits that are no number in its language"),
        (COUNT, "value", "70,000 dozen", "en", WORDS),
        (COUNT, "value", "a hundred times 70,000", "en", WORDS),
        (COUNT, "value", "about 70,000", "en", WORDS),
        (COUNT, "about", "at most 70,000", "en", WORDS),
        (COUNT, "about", "70,000 or less", "en", WORDS),
        (COUNT, "value", "$70,000", "en", WORDS),
        (COUNT, "value", "¤70,000", "en", WORDS),
        (COUNT, "about", "70,000 or ninety thousand", "en", WORDS),
        (COUNT, "range", "not 65,000 to 75,000", "en", WORDS),
        (COUNT, "range", "65,000 of 75,000", "en", WORDS),
        (COUNT, "value", "7,0,000", "en", "says 2 numbers, not one"),
        (MONEY, "about", "more than €30 billion", "en", WORDS),
        (MONEY, "about", "more than 30 billion", "en", WORDS),
        (MONEY, "range", "$30 billion", "en", WORDS),
        (MONEY, "range", "$30 billion or less", "en", "says that a side is open which is not"),
        (MONEY | {"unit_text": "90"}, "value", "30 mil millones de 90", "es", "says 2 numbers, not one"),
        (MONEY | {"unit_text": "docenas ٣"}, "value", "30 mil millones de docenas ٣", "es", "has digits that"),
        (SHARE, "about_fraction", "about half of 90,000", "en", WORDS),
        (SHARE, "about_fraction", "half, or a third", "en", "is not a fraction near 0.5"),
        (SHARE, "about_fraction", "half or half", "en", WORDS),
        (SHARE, "about_fraction", "more than half", "en", "says that a side is open which is not"),
        (FALL, "about_change", "less than 75%", "en", WORDS),
    ],
)
def test_what_was_not_true_is_told(figure: dict[str, Any], form: str, text: str, lang: str, problem: str) -> None:
    """A digit, a sign, a unit, a word for a size or a side: each counts."""
    assert problem_of(figure, form, text, lang).startswith(problem)


@pytest.mark.parametrize("name", ["harvest.html", "harvest.pdf", "harvest.es.json"])
def test_a_copy_that_was_sealed_under_them_holds(name: str) -> None:
    """A page, a print and a record in Spanish: with "more than" for a bound, and 50,800 for the sum of 50,786."""
    found = verify(read_copy(EARLIER / name))
    assert [str(fault) for fault in found.faults] == []
    assert len(found.lines) == 10


def test_a_digit_that_is_changed_in_one_is_told(tmp_path: Path) -> None:
    """As it always was."""
    forged = tmp_path / "harvest.html"
    text = (EARLIER / "harvest.html").read_text(encoding="utf-8")
    assert text.count(">50,800<") > 1
    forged.write_text(text.replace(">50,800<", ">50,900<", 1), encoding="utf-8")
    assert any("50,900" in str(fault) for fault in verify(read_copy(forged)).faults)
