"""Where the prose shows what the analysis generated: each thing in its place, whatever renders it."""

from pathlib import Path

import pytest

import checked_prose
from pages import copy_brief
from statbrief.analysis.stale_steps import bring_analysis_up_to_date

CHART = "::: {#fig-one}\n{{< chart may_arrests >}}\n\n{{< caption may_arrests >}}\n:::\n"
TABLE = "\n{{< figures >}}\n"


@pytest.fixture(scope="module")
def analysed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief with its analysis, and other prose."""
    folder = copy_brief(root, tmp_path_factory.mktemp("placing") / "brief")
    bring_analysis_up_to_date(folder, "brief.qmd")
    return folder


def faults(folder: Path, body: str) -> list[str]:
    """What is wrong with this prose."""
    (folder / "brief.qmd").write_text(f"---\ntitle: A\n---\n{body}", encoding="utf-8")
    return checked_prose.faults(folder)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "body",
    [
        CHART + TABLE,
        "> " + CHART.rstrip().replace("\n", "\n> ") + "\n" + TABLE,
        pytest.param(
            "- An item\n\n  " + CHART.rstrip().replace("\n", "\n  ") + "\n" + TABLE, marks=pytest.mark.thorough
        ),
        CHART.replace("{{< caption may_arrests >}}", "A caption of one’s own.") + TABLE,
        "{{< chart may_arrests >}}\n" + TABLE,
        "::: {#fig-two}\n{{< chart may_arrests >}}\n\n{{< chart visas_split >}}\n\nBoth.\n:::\n" + TABLE,
        "<!-- {{< caption nope >}} -->\n\nText.\n",
        "Text without a number.\n",
        "{{< var arrests_2022.plain.value >}}\n",
    ],
    ids=["chart", "quoted", "listed", "own caption", "alone", "two", "commented out", "none", "plain"],
)
def test_what_stands_in_its_place_is_no_fault(analysed: Path, body: str) -> None:
    """A chart under its number and caption, in quotations and lists too; a chart alone; prose without numbers."""
    assert faults(analysed, body) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (
            CHART.replace("caption may_arrests", "caption visas_split") + TABLE,
            "brief.qmd:7:1: caption: the chart above it is may_arrests; write it beneath {{< chart visas_split >}}",
        ),
        (
            "{{< caption may_arrests >}}\n" + TABLE,
            "brief.qmd:4:1: caption: there is no chart above it; write it beneath {{< chart may_arrests >}}",
        ),
        (
            "{{< chart may_arrests >}}\n\nText.\n\n{{< caption may_arrests >}}\n" + TABLE,
            "brief.qmd:8:1: caption: there is no chart above it; write it beneath {{< chart may_arrests >}}",
        ),
        (
            CHART.replace("\n{{< caption may_arrests >}}\n", "") + TABLE,
            (
                "brief.qmd:5:1: chart: may_arrests has a number and no caption; "
                "write {{< caption may_arrests >}} beneath it, after an empty line"
            ),
        ),
        (
            f"Text.\n{TABLE}{TABLE}",
            (
                "brief.qmd:8:1: figures: the table stands in line 6 of brief.qmd already; "
                "keep one of the two: a number leads to one row"
            ),
        ),
        (
            "So many: {{< var arrests_2022.value >}}.\n",
            (
                "brief.qmd:4:14: origin: arrests_2022 leads to the table of where the numbers come from, "
                "which is not there; add {{< figures >}}"
            ),
        ),
    ],
    ids=["another's caption", "no chart", "far from it", "no caption", "two tables", "no table"],
)
def test_what_stands_elsewhere_is_a_fault(analysed: Path, body: str, fault: str) -> None:
    """It would look right: another chart's caption, a number that leads to no row."""
    assert faults(analysed, body) == [fault]
