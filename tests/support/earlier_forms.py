"""A small brief as it is written now, and what briefs of earlier versions had in the place of parts of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from briefs import HEAD, write_files

NOW: Mapping[str, str] = {
    "_quarto.yml": "lang: en\nbibliography: data/sources.bib\naccent: '#1f4e79'\n",
    "data/sources.bib": "@misc{agency,\n  title = {What the agency says},\n}\n",
    "data/units.txt": "arrest = [arrest] = _ = arrests\nvisa = [visa] = _ = visas\n",
    "data/reported.csv": HEAD
    + 'arrests_2022,"Arrests, {period}",70000,arrest,10000,,2022-05,agency,page 1,\n'
    + 'arrests_2019,"Arrests, {period}",18000,arrest,1000,,2019-05,agency,page 1,\n'
    + "visas,Visas on offer,300000,visa,exact,at least,2022-06-22,agency,page 2,\n"
    + "target,Year of the target,2030,1,exact,,2030,agency,page 3,projected\n",
    "data/mays.csv": "year,arrests\n2019,43000\n2020,\n2021,43100\n",
    "data/datapackage.json": """{"resources": [{
  "name": "mays", "path": "mays.csv", "source": "agency", "period": "{year}-05",
  "schema": {"primaryKey": ["year"], "fields": [
    {"name": "year", "type": "year"},
    {"name": "arrests", "type": "integer", "unit": "arrest", "rounded_to": 100}]}}]}
""",
    "analysis/derived.py": '''"""What follows."""


def arrests_rise(arrests_2022, arrests_2019):
    """Arrests, ratio of {period_last_year} to {period_first_year}"""
    return arrests_2022 / arrests_2019


def official(mays):
    """Official count, {period}"""
    return mays.loc["2021", "arrests"]


def largest(mays):
    """Largest official count"""
    return mays["arrests"].dropna().max()


def when_largest(mays) -> "period, as stated":
    """When the official count was largest"""
    numbers = mays["arrests"].dropna().pint.magnitude
    return list(numbers.index[numbers == numbers.max()])
''',
    "analysis/charts.py": '''"""A picture."""

from statbrief.drawing import headed


def mays_drawn(mays, arrests_2022, words):
    """The official count.

    A line.

    title: {arrests_2022:about} arrests
    """
    picture, axes = headed(words.said("title"), "", height=1)
    axes.plot(mays.index.year, mays["arrests"].pint.magnitude)
    axes.set_axis_off()
    return picture
''',
    "brief.qmd": """---
title: Arrests
date: 2022-07-12
---

Arrests {{< var arrests_rise.rose_to_times >}} those of {{< var arrests_2019.period >}}, and the official count was
{{< var official.value >}}. Visas on offer are {{< var visas.about >}}, the target is {{< var target.value >}}, and the
largest count was {{< var largest.value >}} {{< var when_largest.in_period >}} [@agency].

::: {#fig-mays-drawn}
{{< chart mays_drawn >}}

{{< caption mays_drawn >}}
:::

::: {#tbl-figures}
{{< figures >}}

The figures of this brief.
:::
""",
}


class Earlier(NamedTuple):
    """What stood in a file of an earlier brief in the place of a part of `NOW`, and what is said of it."""

    file: str
    now: str
    before: str


EARLIER: Mapping[str, Earlier] = {
    "a year is a number": Earlier("analysis/derived.py", '.loc["2021", "arrests"]', '.loc[2021, "arrests"]'),
    "periods are drawn": Earlier("analysis/charts.py", "mays.index.year", "mays.index"),
    "a verb and its amount": Earlier(
        "brief.qmd",
        "{{< var arrests_rise.rose_to_times >}} those",
        "{{< var arrests_rise.rose >}} to {{< var arrests_rise.about_times >}} those",
    ),
    "a period in prose": Earlier("brief.qmd", "{{< var arrests_2019.period >}}", "May 2019"),
    "a period in a label": Earlier(
        "analysis/derived.py", '"""Official count, {period}"""', '"""Official count, May 2021"""'
    ),
    "a period in a reported label": Earlier(
        "data/reported.csv", '"Arrests, {period}",70000', '"Arrests, May 2022",70000'
    ),
    "the number of a bound": Earlier("brief.qmd", "{{< var visas.about >}}", "{{< var visas.value >}}"),
    "a year without its period": Earlier("data/reported.csv", "2030,1,exact,,2030,", "2030,1,exact,,2022,"),
    "a unit without its rounding": Earlier("data/datapackage.json", ', "rounded_to": 100', ""),
    "a dataset without a source": Earlier("data/datapackage.json", '"source": "agency", ', ""),
    "missing cells in silence": Earlier(
        "analysis/derived.py", 'mays["arrests"].dropna().max()', 'mays["arrests"].max()'
    ),
    "a plain number among others with a unit": Earlier(
        "analysis/derived.py", 'mays["arrests"].dropna().max()', 'mays["arrests"].fillna(42000).max()'
    ),
    "a period within the rounding": Earlier("analysis/derived.py", '(mays) -> "period, as stated":', "(mays):"),
    "a gap between rows": Earlier("data/mays.csv", "2020,\n", ""),
    "a number in a picture": Earlier(
        "analysis/charts.py", "title: {arrests_2022:about} arrests", "title: 70,000 arrests"
    ),
    "a key below format": Earlier("_quarto.yml", "accent: '#1f4e79'\n", "format: {html: {accent: '#1f4e79'}}\n"),
    "another step before rendering": Earlier(
        "_quarto.yml", "lang: en\n", "lang: en\nproject: {pre-render: python prepare.py}\n"
    ),
    "a fiscal year by its years": Earlier("data/reported.csv", ",2019-05,agency", ",FY2019,agency"),
    "no table of where numbers come from": Earlier("brief.qmd", "{{< figures >}}\n\n", ""),
    "a part of the theme that is not there": Earlier(
        "_quarto.yml", "lang: en\n", "lang: en\nformat: {html: {css: theme/brief.css}}\n"
    ),
    "a template of the theme that is not there": Earlier(
        "_quarto.yml", "lang: en\n", "lang: en\nformat: {html: {template-partials: [theme/title-block.html]}}\n"
    ),
}


def write_brief_of_now(folder: Path) -> Path:
    """The brief as it is written now."""
    write_files(folder, NOW)
    return folder
