"""Dates along axes: months and days in the brief's language, as CLDR has them (Babel, or written out here)."""

from importlib import import_module
from pathlib import Path

import matplotlib.dates
import pytest
from babel.dates import get_day_names, get_month_names

from drawn_axes import drawn

MONTHS = """
from datetime import datetime
import matplotlib.dates
days = [datetime(2020, month, 1) for month in range(1, 13)]
axes.plot(days, range(12))
axes.set_yticks([])
axes.tick_params(labelsize=4)
axes.xaxis.set_major_locator(matplotlib.dates.MonthLocator())
"""
CONCISE = f"""{MONTHS}
axes.xaxis.set_major_formatter(matplotlib.dates.ConciseDateFormatter(axes.xaxis.get_major_locator()))
"""
LOCALES = [
    ("en", "en"),
    ("es-CR", "es_CR"),
    *(pytest.param(lang, lang.replace("-", "_"), marks=pytest.mark.every_seed) for lang in ("es", "es-MX")),
]
"""English and the Spanish that differs most from Spain's; the others are looked up in the same way."""


@pytest.mark.always("%b-abbreviated-en-en", "%B-wide-es-CR-es_CR")
@pytest.mark.parametrize(("lang", "locale"), LOCALES)
@pytest.mark.parametrize(("pattern", "width"), [("%b", "abbreviated"), ("%B", "wide")])
def test_months_are_named_in_the_language(tmp_path: Path, lang: str, locale: str, pattern: str, width: str) -> None:
    """With a pattern of the chart's own too: its order stays, its names follow."""
    own = f"{MONTHS}\naxes.xaxis.set_major_formatter(matplotlib.dates.DateFormatter('{pattern}'))"
    names = get_month_names(width, "format", locale)  # type: ignore[arg-type]
    assert {names[month] for month in range(1, 13)} <= set(drawn(tmp_path, lang, own))


def test_a_concise_axis_is_in_the_language(tmp_path: Path) -> None:
    """The year stands where January would."""
    said = set(drawn(tmp_path, "es", CONCISE))
    assert {"2020", "feb", "abr", "ago", "sept", "dic"} <= said
    assert not {"Jan", "Apr", "Aug", "Dec"} & said


def test_what_is_said_of_a_concise_axis_is_too(tmp_path: Path) -> None:
    """A few days of one month: that stands at the axis' end."""
    body = CONCISE.replace("datetime(2020, month, 1)", "datetime(2020, 1, month + 1)").replace("MonthL", "DayL")
    assert "2020-ene" in drawn(tmp_path, "es", body)


def test_what_matplotlib_chooses_by_itself_is_in_the_language(tmp_path: Path) -> None:
    """Its default formatter, with a pattern for months that has their names."""
    body = f"{MONTHS}\naxes.xaxis.get_major_formatter().scaled[30.0] = '%b %y'"
    assert {"ene 20", "dic 20"} <= set(drawn(tmp_path, "es", body))


@pytest.mark.thorough
@pytest.mark.parametrize(("lang", "locale"), LOCALES)
def test_days_and_halves_of_days_are_named_in_the_language(tmp_path: Path, lang: str, locale: str) -> None:
    """The 6th of January 2020 was a Monday."""
    body = MONTHS.replace("datetime(2020, month, 1)", "datetime(2020, 1, 5 + month)").replace("MonthL", "DayL")
    body += "axes.xaxis.set_major_formatter(matplotlib.dates.DateFormatter('%A'))"
    names = get_day_names("wide", "format", locale)
    assert {names[0], names[6]} <= set(drawn(tmp_path / "days", lang, body))
    body = body.replace("%A", "%d %p")
    assert {"06 AM"} <= set(drawn(tmp_path / "en", "en", body))
    assert {"06 a.\u202fm."} <= set(drawn(tmp_path / "es", "es", body))


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "1/6/20"), pytest.param("es", "6/1/20", marks=pytest.mark.thorough), ("es-MX", "06/01/20")],
)
def test_dates_in_the_order_of_the_locale_have_that_of_the_language(tmp_path: Path, lang: str, expected: str) -> None:
    """CLDR's short date: month first in the United States, day first in Spain."""
    body = MONTHS.replace("datetime(2020, month, 1)", "datetime(2020, 1, 5 + month)").replace("MonthL", "DayL")
    body += "axes.xaxis.set_major_formatter(matplotlib.dates.DateFormatter('%x'))"
    assert expected in drawn(tmp_path, lang, body)


def test_time_series_that_pandas_draws_are_in_the_language(tmp_path: Path) -> None:
    """It has formatters of its own for periods."""
    body = """
    import pandas
    months = pandas.period_range("2020-01", periods=12, freq="M")
    pandas.Series(range(12), index=months).plot(ax=axes)
    axes.set_yticks([])
    """
    said = " ".join(drawn(tmp_path, "es", body)).split()
    assert "ene" in said
    assert not {"Jan", "Apr"} & set(said)


def test_a_sign_of_per_cents_in_a_pattern_stays(tmp_path: Path) -> None:
    """What is escaped is no directive."""
    own = f"{MONTHS}\naxes.xaxis.set_major_formatter(matplotlib.dates.DateFormatter('%%b %b'))"
    assert "%b ene" in drawn(tmp_path, "es", own)


def test_nothing_of_dates_is_left_in_matplotlib(tmp_path: Path) -> None:
    """Who draws afterwards has what they are used to."""
    of_pandas = import_module("pandas.plotting._matplotlib.converter").TimeSeries_DateFormatter
    before = matplotlib.dates.num2date, of_pandas.__call__
    drawn(tmp_path, "es", CONCISE)
    assert (matplotlib.dates.num2date, of_pandas.__call__) == before
