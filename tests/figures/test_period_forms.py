"""The period of a figure as prose and charts write it: reported or derived, in each language, or why there is none."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefs import analysed, write_brief
from statbrief.analysis.write import write_analysis
from statbrief.arithmetic.kinds import PERIODS
from statbrief.cli import main
from statbrief.errors import StatbriefError

DERIVED = (
    'def rise(arrests_2022, arrests_2019):\n    """Rise"""\n    return arrests_2022 / arrests_2019\n\n\n'
    'def drawn(water):\n    """Water drawn"""\n    return water["drawn"].iloc[-1]\n'
)
PACKAGE = (
    '{"resources": [{"name": "water", "path": "table.csv", "title": "Water", "source": "agency", "period": "{year}",'
    ' "schema": {"primaryKey": ["year"], "fields": [{"name": "year", "type": "year"},'
    ' {"name": "drawn", "type": "integer", "unit": "m**3", "rounded_to": 10}]}}]}'
)
DATASET = "year,drawn\n2023,120\n2024,150\n"
CHART = '''from matplotlib.figure import Figure


def bars(arrests_2022, rise, drawn, words):
    """Arrests {arrests_2022:in_period}, {rise:about_times} those of {rise:period_first_year}

    A bar of {arrests_2022:period}

    title: {arrests_2022:period_month_capital} is the last of {rise:period_short}
    """
    picture = Figure(figsize=(5, 3))
    axes = picture.subplots()
    axes.set_title(words.said("title"))
    axes.bar([0], [arrests_2022.value])
    axes.set_xticks([0], labels=[f"{drawn:period}"])
    return picture
'''
PROSE = """---
title: "Arrests {{< var arrests_2022.in_period >}}"
subtitle: "{{< var rise.plain.in_period_capital >}}"
date: 2024-12-31
bibliography: data/sources.bib
---

## {{< var arrests_2022.period >}} was the highest

{{< var visas.in_period_capital >}} the visas were offered, in {{< var visas.period_month >}}
of {{< var visas.period_year >}}. Water was drawn {{< var drawn.in_period >}}: {{< var drawn.value >}} [@agency].

::: {#fig-bars}
{{< chart bars >}}

{{< caption bars >}}
:::

{{< include _generated/figures.md >}}
"""


def in_brief(folder: Path, **changed: str) -> Path:
    """A brief whose prose, chart and title say when things were."""
    write_brief(folder, **{"derived": DERIVED, "package": PACKAGE, "dataset": DATASET, "charts": CHART} | changed)
    (folder / "_quarto.yml").write_text("lang: en\nformat:\n  html: default\n  typst: default\n", encoding="utf-8")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    return folder


def run(*arguments: str) -> tuple[int, str]:
    """What a command returns, and what it says is wrong."""
    said = CliRunner().invoke(main, list(arguments))
    return said.exit_code, said.stderr


def test_every_figure_says_the_period_that_it_rests_on(tmp_path: Path) -> None:
    """A reported one that of its row, a derived one that of what it is computed from."""
    found = analysed(tmp_path, derived=DERIVED, package=PACKAGE, dataset=DATASET).figures
    assert f"{found['arrests_2022']:in_period}" == "in May 2022"
    assert f"{found['visas']:in_period}" == "on June 22, 2022"
    assert f"{found['rise']:in_period}" == "from May 2019 to May 2022"
    assert f"{found['drawn']:in_period_capital}" == "In 2024"


@pytest.mark.thorough
def test_title_heading_prose_and_chart_say_when(tmp_path: Path) -> None:
    """In both formats nothing is wrong, and a copy is read back; a month that is changed in it is told."""
    folder = in_brief(tmp_path)
    assert run("build", str(folder), "--renderer", "embedded") == (0, "")
    page = folder / "_output/brief.html"
    text = page.read_text(encoding="utf-8")
    for said in (
        "<title>Arrests in May 2022</title>",
        "From May 2019 to May 2022",
        "May 2022 was the highest",
        "On June 22, 2022 the visas were offered, in June",
        "of 2022. Water was drawn in 2024: ",
        "Arrests in May 2022, about ",
        "A bar of May 2022",
        "May is the last of May 2019 – May 2022",
        ">2024</text>",
    ):
        assert said in text, said
    assert run("verify", "--quiet", str(page), str(folder / "_output/brief.pdf"))[0] == 0
    page.write_text(text.replace("On June 22, 2022 the", "On July 22, 2022 the", 1), encoding="utf-8")
    code, wrong = run("verify", str(page))
    assert code == 1
    assert "“On July 22, 2022 the” has “July”; the record has “June”" in wrong


def test_a_period_that_moves_on_is_written_anew(tmp_path: Path) -> None:
    """In prose, and in a picture that is drawn again."""
    folder = in_brief(tmp_path)
    write_analysis(folder, "en")
    reported = folder / "data/reported.csv"
    reported.write_text(reported.read_text(encoding="utf-8").replace(",2022-05,", ",2023-01,"), encoding="utf-8")
    assert write_analysis(folder, "en").drawn == ("bars",)
    svg = (folder / "_generated/charts/bars.svg").read_text(encoding="utf-8")
    assert "January is the last of May 2019 – Jan 2023" in re.sub(r"<[^>]*>", "", svg)
    assert 'in_period: "in January 2023"' in (folder / "_variables.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("visas.period_months", "brief.qmd:10:1: var: no variable is called visas.period_months; did you mean"),
        (
            "rise.period_month",
            ("brief.qmd:10:1: var: rise is a ratio over time and has no form period_month; "
            "is of more than one month: write period"),
        ),
        (
            "rise.plain.period_year",
            ("brief.qmd:10:1: var: rise is a ratio over time and has no form period_year; "
            "is of more than one year: write period"),
        ),
        (
            "visas.period_last_year",
            (
                "brief.qmd:10:1: var: visas is a level and has no form period_last_year; "
                "is of one period: write period; or its end of more than one month or year: write period_last"
            ),
        ),
        (
            "drawn.period_month_capital",
            ("brief.qmd:10:1: var: drawn is a level and has no form period_month_capital; "
            "is of more than one month: write period"),
        ),
    ],
)  # fmt: skip
def test_a_form_that_a_period_has_not_is_a_fault_of_prose(tmp_path: Path, form: str, said: str) -> None:
    """It says what to write."""
    folder = in_brief(tmp_path)
    document = folder / "brief.qmd"
    document.write_text(PROSE.replace("{{< var visas.in_period_capital >}}", f"{{{{< var {form} >}}}}"), "utf-8")
    lines = run("check", str(folder))[1].splitlines()
    assert [each for each in lines if each.startswith(said)], lines


def test_a_figure_of_no_period_has_none_of_these_forms(tmp_path: Path) -> None:
    """Its dataset declares none; its fault says where to."""
    folder = in_brief(tmp_path, package=PACKAGE.replace('"period": "{year}",', ""))
    wanted = "rests on no period: give its dataset a period in data/datapackage.json"
    with pytest.raises(StatbriefError) as caught:
        write_analysis(folder, "en")
    assert f"drawn has no form 'period': a level {wanted}" in str(caught.value)
    (folder / "analysis/charts.py").unlink()
    document = folder / "brief.qmd"
    prose = re.sub(r"(?s)::: \{#fig.*?\n:::\n", "", PROSE)
    document.write_text(prose, encoding="utf-8")
    assert f"var: drawn is a level and has no form in_period; {wanted}" in run("check", str(folder))[1]


def test_a_chart_that_asks_for_a_month_of_years_is_a_fault(tmp_path: Path) -> None:
    """In its caption and in its words, with the line."""
    asked = (("{rise:about_times} those", "{rise:period_month}"), ("{rise:period_short}", "{rise:period_month}"))
    for found, other in asked:
        with pytest.raises(StatbriefError, match=r"charts\.py:4: bars: .*is of more than one month: write period"):
            analysed_chart(tmp_path, CHART.replace(found, other))


def analysed_chart(folder: Path, chart: str) -> None:
    """Draw the chart of such a brief."""
    write_analysis(in_brief(folder, charts=chart), "en")


def test_periods_have_no_link_and_are_the_same_as_plain_text(tmp_path: Path) -> None:
    """They say nothing of the figure's number, so that they lead nowhere, and may stand in titles."""
    found = analysed(tmp_path, derived=DERIVED, package=PACKAGE, dataset=DATASET)
    for name in ("arrests_2022", "visas", "rise", "drawn"):
        for form in PERIODS:
            if form in found.forms[name]:
                made = found.forms[name][form]
                assert made.linked(name) == made.plain


def test_a_week_in_a_chart_gives_it_no_number(tmp_path: Path) -> None:
    """A chart may say the period of its figure as it is, and may not take the number of a day out of it."""
    code = CHART.replace("def bars(arrests_2022,", "def bars(arrests_2022, visas,")
    spoken = code.replace('f"{drawn:period}"', 'f"{visas:period}"')
    analysed_chart(tmp_path / "spoken", spoken)
    typed = code.replace('f"{drawn:period}"', '"22 visas"')
    with pytest.raises(StatbriefError, match="22"):
        analysed_chart(tmp_path / "typed", typed)


@pytest.mark.thorough
def test_forms_that_no_prose_asks_for_are_not_written_down(tmp_path: Path) -> None:
    """Two of them always are; a document that asks for another makes the analysis stale, and it is there."""
    folder = in_brief(tmp_path)
    assert run("build", str(folder), "--renderer", "embedded") == (0, "")
    variables = (folder / "_variables.yml").read_text(encoding="utf-8")
    assert 'period: "May 2022"' in variables
    assert "period_first" not in variables
    document = folder / "brief.qmd"
    document.write_text(PROSE.replace("highest", "highest since {{< var rise.period_first >}}"), encoding="utf-8")
    assert run("build", str(folder), "--renderer", "embedded") == (0, "")
    assert "highest since May 2019" in (folder / "_output/brief.html").read_text(encoding="utf-8")
