"""`statbrief explain`: where a figure comes from, and where it is used, told on the terminal."""

import math
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import write_brief
from command_line import done, run
from tabled_briefs import BY_COUNTRY, LABELS, tabled
from withheld_briefs import declaring

REPORTED = (
    """arrests_2022,"Arrests, {period}",70000,arrest,10000,,2022-05,agency,page 1,\n"""
    """arrests_2019,"Arrests, {period}",18000,arrest,1000,,2019-05,agency,page 1,\n"""
    """visas,Visas on offer,300000,visa,as stated,at least,2022-06-22,agency,page 2,\n"""
    """others_2022,"Arrests, as others count, {period}",70700,arrest,10,,2022-05,desk,page 3,\n"""
)
DERIVED = '''def rise(arrests_2022, arrests_2019):
    """Rise"""
    return arrests_2022 / arrests_2019


def square(rise):
    """Rise squared"""
    return rise * rise
'''
CHECKS = '''from statbrief.checking import agree


def both_agree(arrests_2022, others_2022):
    """Both counts agree"""
    return agree(arrests_2022, others_2022)
'''
PROSE = """---
title: Arrests
subtitle: "They {{< var rise.plain.rose >}}"
---

Arrests {{< var rise.rose >}} to {{< var arrests_2022.about >}}, {{< var rise.times >}}.

{{< include more.md >}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brief with a derived figure of a derived figure, a check, and prose in two files."""
    folder = write_brief(tmp_path, figures=REPORTED, derived=DERIVED, checks=CHECKS)
    with (folder / "data/sources.bib").open("a", encoding="utf-8") as sources:
        sources.write("@misc{desk,\n  title = {What the desk counts},\n}\n")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    (folder / "more.md").write_text("Once more: {{< var rise.about >}}.\n", encoding="utf-8")
    return folder


def lines(*arguments: object) -> list[str]:
    """What a command that succeeds says."""
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def test_a_derived_figure_is_told_down_to_what_sources_state(folder: Path) -> None:
    """Its formula with the values in it, then each input, with what agrees; then where it is used."""
    assert lines("explain", "rise", folder) == [
        "rise: Rise",
        "  about 3.9 (3.5 to 4.3); ratio over time; 2019-05 to 2022-05",
        "  = arrests_2022 / arrests_2019 = 70,000 ÷ 18,000 (analysis/derived.py:1)",
        "  arrests_2022: Arrests, May 2022",
        "    about 70,000 (65,000 to 75,000); level; 2022-05",
        "    stated as 70000, rounded to 10000, agency, page 1 (data/reported.csv:2)",
        "    agrees with others_2022: about 70,700",
        "  arrests_2019: Arrests, May 2019",
        "    about 18,000 (17,500 to 18,500); level; 2019-05",
        "    stated as 18000, rounded to 1000, agency, page 1 (data/reported.csv:3)",
        "used by the figure square (analysis/derived.py:6)",
        "written in brief.qmd:3:17: {{< var rise.plain.rose >}}",
        "written in brief.qmd:6:9: {{< var rise.rose >}}",
        "written in brief.qmd:6:66: {{< var rise.times >}}",
        "written in more.md:1:12: {{< var rise.about >}}",
    ]


def test_what_was_told_above_is_only_named_again(folder: Path) -> None:
    """So that an outline never grows with the ways to a figure."""
    (folder / "analysis/derived.py").write_text(
        DERIVED + '\n\ndef both(square, rise):\n    """Both"""\n    return square + rise\n', encoding="utf-8"
    )
    told = lines("explain", "both", folder)
    assert "  rise: about 3.9, as above" in told
    assert sum("arrests_2022: " in line for line in told) == 1


def test_a_stated_figure_says_how_it_is_stated_and_its_checks(folder: Path) -> None:
    """Also of one whose rounding nobody knows."""
    assert "used by the check both_agree (analysis/checks.py:4): Both counts agree" in lines(
        "explain", "arrests_2022", folder
    )
    assert lines("explain", "visas", folder)[1:] == [
        "  at least 300,000; level; 2022-06-22",
        "  stated as 300000, rounding not known, agency, page 2 (data/reported.csv:4)",
        "written nowhere in brief.qmd",
    ]


def test_a_cell_of_a_table_is_told_by_its_key_and_by_its_rank(tmp_path: Path) -> None:
    """With its rows, and where the prose writes it, whichever way."""
    prose = "{{< var by_country.rank.1.arrests.value >}} and {{< var by_country.mexico.share.percent >}}.\n"
    folder = tabled(tmp_path, BY_COUNTRY, prose=f"{prose}\n{{{{< table by_country >}}}}\n")
    by_key = lines("explain", "by_country.mexico.arrests", folder)
    assert lines("explain", "by_country.rank.1.arrests", folder) == by_key
    assert any(line.startswith("  from table (data/table.csv") for line in by_key)
    assert "used by the table by_country (analysis/tables.py:7): Arrests by country" in by_key
    assert by_key[-1] == "written in brief.qmd:5:1: {{< var by_country.rank.1.arrests.value >}}"
    table = lines("explain", "by_country", folder)
    assert table[:2] == ["by_country: Arrests by country", "  = by_country(table) (analysis/tables.py:7)"]
    assert table[-1] == "written in brief.qmd:7:1: {{< table by_country >}}"


@pytest.mark.parametrize("command", ["explain", "forms"])
@pytest.mark.parametrize(
    ("name", "wanted"), [("ries", "did you mean rise?"), ("arrest_2022", "did you mean arrests_2022?"), ("qqq", "")]
)
def test_an_unknown_name_is_told_with_what_was_meant(folder: Path, command: str, name: str, wanted: str) -> None:
    """By the names of figures, and not those of their forms."""
    result = run(command, name, folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{name}: figure: no figure is called {name}{f'; {wanted}' if wanted else ''}\n"


def test_forms_are_listed_ready_to_be_pasted_as_they_read_now(folder: Path) -> None:
    """Each on a line, without the marks of links."""
    told = dict(line.split("  ", 1) for line in lines("forms", "rise", folder))
    read = {code: text.strip() for code, text in told.items()}
    assert read["{{< var rise.about >}}"] == "about 3.9"
    assert read["{{< var rise.range >}}"] == "3.5 to 4.3"
    assert read["{{< var rise.rose >}}"] == "rose"
    assert not [code for code in read if ".plain." in code or ".kind " in code]
    assert len({len(code) + len(text) - len(text.lstrip()) for code, text in told.items()}) == 1


def test_each_form_may_be_written(folder: Path) -> None:
    """What is listed is known to a check of the prose that writes it."""
    codes = [line.split("  ")[0] for line in lines("forms", "visas", folder)]
    (folder / "more.md").write_text("\n\n".join([*codes, "{{< figures >}}"]), encoding="utf-8")
    done("check", folder)


def test_a_cell_that_holds_nothing_says_so(tmp_path: Path) -> None:
    """And why, where the data do: with the cell of theirs that it is empty for."""
    folder = declaring(tmp_path)
    assert lines("explain", "by_country.mexico.arrests", folder)[:4] == [
        "by_country.mexico.arrests: Arrests, Mexico",
        "  no value: c, confidential",
        "  as the cell arrests of 2024-01 Mexico in table (data/table.csv)",
        "  = by_country(table) (analysis/tables.py:7)",
    ]
    assert lines("explain", "by_country.honduras.arrests", folder)[:3] == [
        "by_country.honduras.arrests: Arrests, Honduras",
        "  no value",
        "  = by_country(table) (analysis/tables.py:7)",
    ]
    assert "did you mean" in run("explain", "by_country.hondura.arrests", folder).stderr


def test_a_form_that_nothing_has_is_unknown(tmp_path: Path) -> None:
    """Of a row or a cell, as of a figure; and one that it has is that of the cell."""
    folder = tabled(tmp_path)
    told = lines("explain", "by_country.mexico.share", folder)
    assert lines("explain", "by_country.rank.1.share.about_percent", folder) == told
    for name in ("by_country.mexico.foo", "by_country.mexico.share.foo", "by_country.rank.1.shares"):
        result = run("explain", name, folder)
        assert (result.exit_code, result.stdout) == (1, "")
        assert f"is called {name}; " in result.stderr


@pytest.mark.parametrize(
    ("edition", "end", "to"),
    [("", "{:.2f}%", " to "), ("es", "{:.2f}\N{NO-BREAK SPACE}%", " a ")],
    ids=["English", "Spanish"],
)
def test_the_ends_of_a_percentage_are_written_as_it_is(tmp_path: Path, edition: str, end: str, to: str) -> None:
    """Each with its sign and as its language has it, outwards to the hundredths that tell how wide 1.3 points are."""
    folder = tabled(tmp_path)
    (folder / "data/labels.es.csv").write_text(LABELS, encoding="utf-8")
    (folder / "brief.es.qmd").write_text("---\ntitle: Detenciones\nlang: es\n---\n", encoding="utf-8")
    low, high = Fraction(46_500, 46_500 + 55_500 + 8_500), Fraction(47_500, 47_500 + 54_500 + 7_500)
    told = lines("explain", "by_country.mexico.share", folder, *(["--edition", edition] if edition else []))[1]
    outwards = (Fraction(math.floor(10_000 * low), 100), Fraction(math.ceil(10_000 * high), 100))
    ends = to.join(end.format(float(each)) for each in outwards)
    assert f"({ends.replace('.', ',') if edition else ends}); " in told
    assert told.count("%") == 3


@pytest.mark.parametrize("unit", ["USD", "gigaUSD"])
def test_the_ends_of_an_amount_of_money_are_written_as_it_is(tmp_path: Path, unit: str) -> None:
    """With the sign of the currency, and no word for it behind."""
    figures = f'spent,"Spent, {{period}}",1.25,{unit},0.01,,2022-05,agency,page 1,\n'
    table = (
        "def it(table, spent):\n    return pd.DataFrame({'spent': [spent]}, index=['Mexico']).rename_axis('country')\n"
    )
    words = '    """It\n\n    country: Country\n    spent: Spent\n    """\n'
    head, body = table.split("\n", 1)
    folder = tabled(tmp_path, f"import pandas as pd\n\n\n{head}\n{words}{body}", figures=figures)
    size = " billion" if unit == "gigaUSD" else ""
    told = lines("explain", "it.mexico.spent", folder)
    assert told[1].startswith(f"  $1.25{size} ($1.245{size} to $1.255{size}); ")
