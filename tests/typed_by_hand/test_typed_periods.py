"""Periods typed by hand that the data have, or had before they rolled on: found wherever a reader sees them."""

import json
from pathlib import Path

import pytest

from briefs import write_brief
from command_line import run
from statbrief.languages.data_periods import Rows, Timeline
from statbrief.languages.labels import labels_file
from statbrief.languages.typed_periods import find_periods
from statbrief.table_schema.periods import parse
from statbrief.table_schema.spans import parse_span

# -- what is a period ----------------------------------------------------------------------------------------------

ENGLISH = {
    "In May 2022": [("May 2022", "2022-05")],
    "of May, 2022 and Sept. 2022": [("May, 2022", "2022-05"), ("Sept. 2022", "2022-09")],
    "in May and June 2022": [("May", "2022-05"), ("June 2022", "2022-06")],
    "January–March 2021": [("January", "2021-01"), ("March 2021", "2021-03")],
    "on July 12, 2022, and 30 June 2022": [("July 12, 2022", "2022-07-12"), ("30 June 2022", "2022-06-30")],
    "2022-07-12, 2022-07 and 2022-W05": [
        ("2022-07-12", "2022-07-12"),
        ("2022-07", "2022-07"),
        ("2022-W05", "2022-W05"),
    ],
    "05/06/2022": [("05/06/2022", "2022-05-06 2022-06-05")],
    "the second quarter of 2025": [("second quarter of 2025", "2025-Q2")],
    "the 2nd quarter of 2025, Q2 2025, Q2/2025, 2Q25, 2025Q2": [
        ("2nd quarter of 2025", "2025-Q2"),
        ("Q2 2025", "2025-Q2"),
        ("Q2/2025", "2025-Q2"),
        ("2Q25", "2025-Q2"),
        ("2025Q2", "2025-Q2"),
    ],
    "the first and second quarters of 2024": [("first", "2024-Q1"), ("second quarters of 2024", "2024-Q2")],
    "week 5 of 2022": [("week 5 of 2022", "2022-W05")],
    "2023's rain, 2023’s fourth quarter": [("2023", "2023"), ("2023’s fourth quarter", "2023-Q4")],
    "in ’23, CY2023 and CY 22, not in the ’90s or the 2020's": [("’23", "2023"), ("CY2023", "2023"), ("CY 22", "2022")],
    "FY2022, FY22 and fiscal year 2023": [
        ("FY2022", "called 2022"),
        ("FY22", "called 2022"),
        ("fiscal year 2023", "called 2023"),
    ],
    "in 2022, 2015–19 and 2021/22": [("2022", "2022"), ("2015–19", "2015 2019"), ("2021/22", "2021 2022")],
    "In August it rose; May’s count; since March": [("August", "month 8"), ("May", "month 5"), ("March", "month 3")],
    "the third quarter, and Q3": [("third quarter", "quarter 3"), ("Q3", "quarter 3")],
    "on August 5": [("August 5", "month 8")],
    "the 1990s, 2000 people, it may be, March on, May the force, marching, no.": [],
    "every May, May of each year, each August": [],
    "31 June 2022 is no day": [("June 2022", "2022-06")],
}
SPANISH = {
    "En mayo de 2022": [("mayo de 2022", "2022-05")],
    "Mayo de 2022, may. 2022, setiembre del 2022": [
        ("Mayo de 2022", "2022-05"),
        ("may. 2022", "2022-05"),
        ("setiembre del 2022", "2022-09"),
    ],
    "de enero a marzo de 2022": [("enero", "2022-01"), ("marzo de 2022", "2022-03")],
    "el 22 de junio de 2022": [("22 de junio de 2022", "2022-06-22")],
    "el segundo trimestre de 2025, el 2.º trimestre de 2025, T2 2025, 2T25, II trimestre de 2025": [
        ("segundo trimestre de 2025", "2025-Q2"),
        ("2.º trimestre de 2025", "2025-Q2"),
        ("T2 2025", "2025-Q2"),
        ("2T25", "2025-Q2"),
        ("II trimestre de 2025", "2025-Q2"),
    ],
    "AF2023, EF 2022, AF23": [("AF2023", "called 2023"), ("EF 2022", "called 2022"), ("AF23", "called 2023")],
    "la semana 5 de 2022": [("semana 5 de 2022", "2022-W05")],
    "el año fiscal 2022 y el ejercicio 2023": [("año fiscal 2022", "called 2022"), ("ejercicio 2023", "called 2023")],
    "En agosto subió. Mayo fue peor.": [("agosto", "month 8"), ("Mayo", "month 5")],
    "el tercer trimestre": [("tercer trimestre", "quarter 3")],
    "en mayo de cada año, cada mayo, la calle Mayo, el tercer mundo": [],
}


def said(text: str, lang: str) -> list[tuple[str, str]]:
    """The periods in a text: how each reads, and what it may be."""
    return [
        (
            text[each.start : each.end],
            " ".join(sorted(period.text for period in each.periods))
            or (f"called {each.called}" if each.called else "")
            or (f"month {each.month}" if each.month else f"quarter {each.quarter}"),
        )
        for each in find_periods(text, lang)
    ]


@pytest.mark.parametrize(("text", "lang"), [*((text, "en") for text in ENGLISH), *((text, "es") for text in SPANISH)])
def test_periods_are_known_as_people_type_them(text: str, lang: str) -> None:
    """With a year and without, in words and in digits; what recurs each year is none, nor is a verb."""
    assert said(text, lang) == (ENGLISH if lang == "en" else SPANISH)[text]


# -- which of them a brief must not type ------------------------------------------------------------------------------

MONTHLY = Timeline(
    {"jobs": parse_span("2015-08"), "gain": parse_span("2015-07/2015-08")},
    {"employment": Rows(parse("2006-01"), parse("2015-08"), is_series=True)},
)
YEARLY = Timeline({"births": parse_span("2020")}, {"table": Rows(parse("1990"), parse("2020"), is_series=True)})
QUARTERS = Timeline({"output": parse_span("2025-Q2")}, {})
FISCAL = Timeline({"budget": parse_span("2021-10/FY2022")}, {})
MARCH = Timeline({"jobs": parse_span("2024-03")}, {})
EVENT = Timeline({"visas": parse_span("2022-06-22"), "arrests": parse_span("2022-05")}, {})
NONE = Timeline({}, {})


@pytest.mark.parametrize(
    ("timeline", "text", "typed"),
    [
        (
            MONTHLY,
            "In August 2015, as in March 2009, and not in September 2015",
            ["August 2015", "March 2009", "September 2015"],
        ),
        (MONTHLY, "in October 2015, in December 2005 or November 2005", ["December 2005"]),
        (MONTHLY, "in August, July and September, not in January", ["August", "July", "September"]),
        (MONTHLY, "in 2015, 2014 and 2016, not in 2008", ["2015", "2014", "2016"]),
        (MONTHLY, "on August 5, 2015, the third quarter of 2005, the 2010s", []),
        (
            MONTHLY,
            "in the third quarter of 2015, Q4 2005, Q1 2007; the third quarter; not in Q3 2005, Q1 2016",
            ["third quarter of 2015", "Q4 2005", "Q1 2007", "third quarter"],
        ),
        (MONTHLY, "in mid-August, mid-July 2015, late September, not mid-March", ["August", "July 2015", "September"]),
        (MARCH, "in mid-March, early-March; mid-May", ["March", "March"]),
        (MARCH, "Q1 2024, the first quarter, not Q3 2024", ["Q1 2024", "first quarter"]),
        (YEARLY, "in 2020, 1990, 1989 and 2021, not in 1988 or 2022; in May 2020", ["2020", "1990", "1989", "2021"]),
        (YEARLY, "2019/20 and 2015–19", ["2019/20", "2015–19"]),
        (
            QUARTERS,
            "Q2 2025, the first quarter of 2025, Q4 2024; the second quarter",
            ["Q2 2025", "first quarter of 2025", "second quarter"],
        ),
        (
            FISCAL,
            "From October 2022 to September 2023, October 2021–September 2022; in October 2022",
            ["October 2022", "September 2023", "October 2021", "September 2022"],
        ),
        (FISCAL, "from October 2022 to March 2023, January–December 2022, October 2030 to September 2031", []),
        (
            QUARTERS,
            "April–June 2025, January 2025 to June 2025; in June 2025, May–June 2025",
            ["April", "June 2025", "January 2025", "June 2025"],
        ),
        (YEARLY, "January–December 2020, January–June 2020", ["January", "December 2020"]),
        (YEARLY, "2020's rain, in ’20 and CY2020, not ’95, the 2020's", ["2020", "’20", "CY2020"]),
        (FISCAL, "FY2022, 2021/22, fiscal 2023, FY2025", ["FY2022", "2021/22", "fiscal 2023"]),
        (
            EVENT,
            "on June 22, 2022, June 23, 2022 and June 22, not July 12, 2022",
            ["June 22, 2022", "June 23, 2022", "June 22"],
        ),
        (EVENT, "in 2022, in June 2022, in June", ["2022", "June 2022", "June"]),
        (NONE, "in May 2022, on June 22, 2022, in 2022", []),
    ],
)
def test_what_the_data_may_leave_behind_is_not_to_be_typed(timeline: Timeline, text: str, typed: list[str]) -> None:
    """Of the length that the data have, from just before their earliest to just after their latest; no other date."""
    assert [text[each.start : each.end] for each in find_periods(text, "en") if timeline.covers(each)] == typed


# -- where it stands, and what to write ----------------------------------------------------------------------------

FIGURES = (
    'jobs,"Jobs, {period}",70000,visa,100,,2015-08,agency,page 1,\n'
    'before,"Jobs, {period}",60000,visa,100,,2015-07,agency,page 1,\n'
)
DERIVED = 'def gain(jobs, before):\n    """Jobs gained by {period_last}"""\n    return jobs - before\n'
CHECKS = (
    "from statbrief.checking import agree\n\n\n"
    'def same(jobs):\n    """The jobs of {jobs:period} agree with themselves"""\n    return agree(jobs)\n'
)
CHARTS = '''from matplotlib.figure import Figure


def bars(jobs, words):
    """Jobs in {jobs:period}

    A bar of {jobs:period}

    title: Jobs, {jobs:period}
    """
    picture = Figure()
    axes = picture.subplots()
    axes.set_title(words.said("title"))
    axes.bar([0], [jobs.value])
    axes.set_xticks([0], labels=[f"{jobs:period}"])
    return picture
'''
PACKAGE = json.dumps(
    {
        "resources": [
            {
                "name": "employment",
                "path": "table.csv",
                "source": "agency",
                "title": "Employment, {period}",
                "period": "{month}",
                "schema": {
                    "primaryKey": "month",
                    "fields": [
                        {"name": "month", "type": "yearmonth"},
                        {"name": "employed", "type": "integer", "unit": "visa", "rounded_to": 100},
                    ],
                },
            }
        ]
    }
)
LABELS = """kind,id,text
figure,jobs,"Empleos, {period}"
figure,before,"Empleos, {period}"
figure,gain,Empleos ganados
unit,visa,empleos
dataset,employment,Empleo
column,month,mes
column,employed,empleados
check,same,Los empleos coinciden
caption,bars,Empleos
alternative,bars,Una barra
chart,bars.title,Empleos
"""
PROSE = """---
title: Jobs in {{< var jobs.period >}}
bibliography: data/sources.bib
---

## In {{< var jobs.period >}}

Jobs rose to {{< var jobs.value >}}.

::: {#fig-bars}
{{< chart bars >}}

{{< caption bars >}}
:::

{{< figures >}}
"""


def faults(folder: Path, file: str = "", old: str = "", new: str = "", *arguments: str) -> list[str]:
    """What `check` says once a file has other words."""
    write_brief(
        folder, figures=FIGURES, derived=DERIVED, checks=CHECKS, charts=CHARTS, package=PACKAGE,
        dataset="month,employed\n2015-06,50000\n2015-07,60000\n2015-08,70000\n",
    )  # fmt: skip
    (folder / labels_file("es")).write_text(LABELS, encoding="utf-8")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    (folder / "brief.es.qmd").write_text("---\ntitle: Empleos\nlang: es-MX\n---\n\nTexto.\n", encoding="utf-8")
    if file:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return run("check", *arguments, folder).stderr.splitlines()


SHORTCODES = "{{< var jobs.period >}} or {{< var gain.period_last >}}"
BRACES = "{jobs:period} or {gain:period_last}"
OWN = "{period} or another form of its own"
MARK = "or mark it as meant: [August 2015]{.literal}"


def test_a_brief_that_types_no_period_has_no_fault(tmp_path: Path) -> None:
    """Every word of it is said by its data."""
    assert faults(tmp_path) == []
    assert faults(tmp_path, "", "", "", "--edition", "es") == []


@pytest.mark.always("charts.py-Jobs in", "checks.py", "derived.py", "reported.csv")
@pytest.mark.parametrize(
    ("file", "old", "new", "place", "wanted"),
    [
        ("brief.qmd", "{{< var jobs.period >}}\nb", "August 2015\nb", "brief.qmd:2:16", SHORTCODES),
        ("brief.qmd", "## In {{< var jobs.period >}}", "## In August 2015", "brief.qmd:6:7", SHORTCODES),
        ("brief.qmd", "Jobs rose", "In **August** 2015 jobs rose", "brief.qmd:8:6", SHORTCODES),
        ("analysis/charts.py", "Jobs in {jobs:period}", "Jobs in August 2015", "analysis/charts.py:5:16", BRACES),
        ("analysis/charts.py", "A bar of {jobs:period}", "A bar of August 2015", "analysis/charts.py:7:14", BRACES),
        ("analysis/charts.py", "Jobs, {jobs:period}", "Jobs, August 2015", "analysis/charts.py:9:18", BRACES),
        ("analysis/checks.py", "{jobs:period}", "August 2015", "analysis/checks.py:5:20", BRACES),
        ("analysis/derived.py", "{period_last}", "August 2015", "analysis/derived.py:2:23", "{period_last}"),
        ("data/reported.csv", "{period}", "August 2015", "data/reported.csv:2:13", "{period}"),
        (
            "data/datapackage.json",
            "{period}",
            "August 2015",
            "data/datapackage.json:1:102",
            OWN,
        ),
    ],
)
def test_it_is_found_wherever_a_reader_sees_it(
    tmp_path: Path, file: str, old: str, new: str, place: str, wanted: str
) -> None:
    """In titles, headings and prose, in what charts say, in statements and labels: with what to write in that place."""
    (fault,) = faults(tmp_path, file, old, new)
    where, _, rest = fault.partition(": period: ")
    text = "**August** 2015" if "**" in new else "August 2015"
    assert (where, rest.partition(" is typed")[0]) == (place, '"August 2015"'), text
    assert rest.partition("; ")[2] == f"write {wanted}, {MARK}"


def test_what_charts_draw_is_found_in_their_code(tmp_path: Path) -> None:
    """With the line of the text that typed it; a figure's own period, and a key of a table, are no such text."""
    (fault,) = faults(tmp_path, "analysis/charts.py", 'words.said("title")', '"Of August 2015"')
    said = f'"August 2015" is typed by hand in “Of August 2015”; write {BRACES}, {MARK}'
    assert fault == f"analysis/charts.py:13: bars: {said}"
    assert faults(tmp_path, "analysis/charts.py", 'words.said("title")', '"Of [August 2015]{.literal}"') == []


def test_a_period_of_before_is_found_and_named(tmp_path: Path) -> None:
    """The data rolled on: what is near it is told."""
    (fault,) = faults(tmp_path, "brief.qmd", "Jobs rose", "In September 2015 jobs rose")
    mark = "or mark it as meant: [September 2015]{.literal}"
    assert fault == (
        'brief.qmd:8:4: period: "September 2015" is typed by hand in “In September 2015 jobs rose to {{< var…”; '
        f"jobs is of August 2015: write {SHORTCODES}, {mark}"
    )


@pytest.mark.always("in August", "in 2015")
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("in August", "write {{< var jobs.period_month >}} or {{< var gain.period_last_month >}}"),
        (
            "in 2015",
            "write {{< var jobs.period_year >}}, {{< var before.period_year >}} or {{< var gain.period_first_year >}}",
        ),
        ("in June 2015", "before is of July 2015: write {{< var before.period >}} or {{< var gain.period_first >}}"),
    ],
)
def test_the_form_is_named_that_says_as_much(tmp_path: Path, typed: str, wanted: str) -> None:
    """A month or a year by itself has forms of its own."""
    (fault,) = faults(tmp_path, "brief.qmd", "Jobs rose", f"Jobs rose {typed}")
    assert f"; {wanted}, or mark it as meant: [{typed.removeprefix('in ')}]{{.literal}}" in fault


@pytest.mark.always("dataset", "caption")
@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('figure,before,"Empleos, {period}"', 'figure,before,"Empleos, julio de 2015"', "3:25"),
        ("Empleos ganados", "Empleos ganados en agosto de 2015", "4:32"),
        ("dataset,employment,Empleo", "dataset,employment,Empleo hasta agosto de 2015", "6:33"),
        ("Los empleos coinciden", "Los empleos de agosto coinciden", "9:27"),
        ("caption,bars,Empleos", "caption,bars,Empleos en agosto", "10:25"),
    ],
)
def test_an_edition_s_labels_are_held_to_it(tmp_path: Path, old: str, new: str, place: str) -> None:
    """In its language; the labels of the data, which nobody reads there, are not."""
    (fault,) = faults(tmp_path, labels_file("es"), old, new, "--edition", "es")
    assert fault.startswith(f"data/labels.es.csv:{place}: period: ")
    typed = "July 2015" if "julio" in new else "August"
    assert faults(tmp_path, "data/reported.csv", "{period}", typed, "--edition", "es") == []


def test_a_period_that_is_meant_is_marked(tmp_path: Path) -> None:
    """As numbers are; it counts among what is meant, and no page shows the mark."""
    assert faults(tmp_path, "brief.qmd", "Jobs rose", "In [August 2015]{.literal} jobs rose") == []
    assert faults(tmp_path, "data/reported.csv", "{period}", "[August 2015]{.literal}") == []
    checked = run("check", tmp_path)
    assert "numbers: none typed by hand, 1 marked as meant" in checked.stdout
    assert "Jobs, August 2015" in (tmp_path / "_generated/figures.md").read_text(encoding="utf-8")


def test_a_number_in_a_period_is_no_fault_of_its_own(tmp_path: Path) -> None:
    """Week 5 of a year is one thing; where it may be typed, its number is a number."""
    figures = FIGURES.replace("2015-08", "2015-W05")
    write_brief(tmp_path, figures=figures)
    (tmp_path / "brief.qmd").write_text(
        "---\ntitle: A\n---\n\nIn week 5 of 2015, in week 9 of 2017.\n", encoding="utf-8"
    )
    first, second = run("check", tmp_path).stderr.splitlines()
    assert first.startswith('brief.qmd:5:4: period: "week 5 of 2015" is typed')
    assert second.startswith('brief.qmd:5:28: number: "9" is typed')
