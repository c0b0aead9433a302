"""`statbrief explain` of a chart: what it is drawn from, what is said of it, and where it is shown."""

from pathlib import Path

import pytest

from command_line import run
from tabled_briefs import tabled

CHARTS = '''"""Pictures."""

from statbrief.drawing import headed


def drawn(table, arrests_2022, words):
    """What was counted, with {arrests_2022:about}.

    A line that goes down.

    title: Arrests
    """
    picture, axes = headed(words.said("title"), "", height=1)
    totals = table["arrests"].groupby("month").sum().pint.magnitude
    axes.plot(range(len(totals)), totals)
    axes.set_axis_off()
    return picture
'''
PROSE = """::: {#fig-drawn}
{{< chart drawn >}}

{{< caption drawn >}}
:::

As @fig-drawn shows, but not @fig-drawn-otherwise.
"""


@pytest.mark.parametrize("name", ["drawn", "fig-drawn"])
def test_a_chart_is_told_by_its_name_and_by_its_anchor(tmp_path: Path, name: str) -> None:
    """Its function, what it is given, down to where that comes from, and each place in the prose."""
    figures = 'arrests_2022,"Arrests, {period}",70000,arrest,10000,,2022-05,agency,page 1,\n'
    folder = tabled(tmp_path, prose=PROSE, charts=CHARTS, figures=figures)
    result = run("explain", name, folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "drawn: What was counted, with about 70,000.",
        f"  = drawn(table, arrests_2022) (analysis/charts.py:{CHARTS[: CHARTS.index('def')].count(chr(10)) + 1})",
        "  instead of the picture: A line that goes down.",
        "  from table (data/table.csv, agency)",
        "  its data: Value, Range; 7 rows",  # of the months' counts, and the figure
        "  arrests_2022: Arrests, May 2022",
        "    about 70,000 (65,000 to 75,000); level; 2022-05",
        "    stated as 70000, rounded to 10000, agency, page 1 (data/reported.csv:2)",
        "written in brief.qmd:6:1: {{< chart drawn >}}",
        "written in brief.qmd:8:1: {{< caption drawn >}}",
        "written in brief.qmd:11:4: @fig-drawn",
    ]


def test_a_chart_that_is_not_there_is_told_with_the_one_that_is(tmp_path: Path) -> None:
    """By its name, among those of figures."""
    figures = 'arrests_2022,"Arrests, {period}",70000,arrest,10000,,2022-05,agency,page 1,\n'
    result = run("explain", "drown", tabled(tmp_path, prose=PROSE, charts=CHARTS, figures=figures))
    assert (result.exit_code, result.stderr) == (1, "drown: figure: no figure is called drown; did you mean drawn?\n")
