"""Numbers that rest on a period: their time, and how it is written."""

import re
from pathlib import Path

import pytest

from briefs import write_brief
from named_briefs import COUNTS, HEAD, LATEST, analysed_names, named
from statbrief.analysis.analysis import analyse
from statbrief.analysis.stale_steps import bring_analysis_up_to_date
from statbrief.pages.render import render
from tabled_briefs import returning


def test_a_number_that_rests_on_a_period_alone_is_of_that_period(tmp_path: Path) -> None:
    """January has 31 days; so is what is computed from it. Of a number beside it, the time is the number's."""
    code = (
        LATEST
        + 'def days(latest):\n    """Days of {period}"""\n    return latest.days_in_month\n\n\n'
        + 'def hours(days):\n    """Hours, {period}"""\n    return days * 24\n\n\n'
        + 'def daily(table, latest, days) -> "arrest":\n    """Each day, {period}"""\n'
        + '    return table.loc[latest - 1, "arrests"].sum() / days.magnitude\n'
    )
    brief = analysed_names(tmp_path, code)
    assert (brief.figures["days"].value, brief.forms["days"]["label"].plain) == (31, "Days of January 2024")
    assert (brief.figures["hours"].value, brief.forms["hours"]["label"].plain) == (31 * 24, "Hours, January 2024")
    assert brief.figures["daily"].period == "2023-12"
    assert brief.forms["days"]["in_period"].plain == "in January 2024"


def test_a_quarter_in_spanish_is_published(tmp_path: Path) -> None:
    """The row of a figure that rests on it links all of its text, be it that a word before it ends in the article."""
    months = COUNTS.replace("2023-12,", "2023-Q4,").replace("2024-01,", "2024-Q1,")
    package = (
        '{"resources": [{"name": "table", "path": "table.csv", "title": "T", "source": "agency", "period": "{month}",'
        ' "schema": {"primaryKey": ["month", "country"], "fields": ['
        '{"name": "month", "type": "string", "frequency": "quarter"}, {"name": "country", "type": "string"},'
        ' {"name": "arrests", "type": "number", "unit": "arrest", "rounded_to": 1000}]}}]}'
    )
    code = LATEST + 'def all_of_it(table, latest):\n    """Total"""\n    return table.loc[latest, "arrests"].sum()\n'
    write_brief(tmp_path, figures="", derived=code, package=package, dataset=months)
    (tmp_path / "_quarto.yml").write_text("lang: es\nbibliography: data/sources.bib\n", encoding="utf-8")
    (tmp_path / "data/units.txt").write_text("arrest = [arrest] = _ = arrests\n", encoding="utf-8")
    prose = (
        "---\ntitle: Un informe\n---\n\nHubo {{< var all_of_it.about >}}.\n\n{{< include _generated/figures.md >}}\n"
    )
    (tmp_path / "brief.qmd").write_text(prose, encoding="utf-8")
    bring_analysis_up_to_date(tmp_path, "brief.qmd")
    render(tmp_path, ("html",), "embedded")
    page = (tmp_path / "_output/brief.html").read_text(encoding="utf-8")
    assert re.search(r"con\s+<a\s[^>]*>el primer trimestre de 2024</a>", page)


def test_the_largest_growth_rests_on_what_each_begins_with(tmp_path: Path) -> None:
    """Of two years of months the last grew most, and any other had grown more from next to nothing a year before."""
    numbers = [(each, 2022 + each // 12, each % 12 + 1) for each in range(24)]
    counts = HEAD + "".join(f"{year}-{month:02},Mexico,{9000 + each * each}\n" for each, year, month in numbers)
    growth = 'table["arrests"].pint.magnitude.unstack("country").pct_change(12).max()'
    derived = f'def most(table):\n    """It"""\n    return float({growth}.iloc[0])\n'
    words = "\n    country: Country\n    most: Most"
    tables = returning(f'return pd.DataFrame({{"most": {growth}}})', words=words)
    made = analyse(named(tmp_path, derived, counts=counts, rounded_to=1, tables=tables), "en")
    row = made.tables["it"].rows[0]
    for found in (made.figures["most"], made.figures[str(row.cells["most"])]):
        assert found.value == pytest.approx((9000 + 23**2) / (9000 + 11**2) - 1)
        assert found.period == "2022-01/2023-12"
