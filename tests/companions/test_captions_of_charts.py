"""What a chart's files say beneath it is what the page says, whatever the prose calls the chart there."""

from pathlib import Path

import pytest

from briefs import write_brief
from command_line import done

CHART = '''from matplotlib.figure import Figure


def may(arrests_2022):
    """Arrests at the border.

    One bar.
    """
    picture = Figure(figsize=(3, 2))
    picture.subplots().bar(["all"], [arrests_2022.value])
    return picture
'''


@pytest.mark.parametrize("name", ["fig-may", "fig-of-the-month"])
def test_the_caption_has_number_and_source(tmp_path: Path, name: str) -> None:
    """Whoever passes a picture on passes on who states its numbers."""
    brief = write_brief(tmp_path, charts=CHART)
    (brief / "_quarto.yml").write_text(
        "lang: en\nbibliography: data/sources.bib\ncompanions: charts\n", encoding="utf-8"
    )
    shown = f"::: {{#{name}}}\n{{{{< chart may >}}}}\n\n{{{{< caption may >}}}}\n:::"
    (brief / "brief.qmd").write_text(f"---\ntitle: Arrests\n---\n\n{shown}\n", encoding="utf-8")
    done("build", "--to", "html", brief)
    told = (brief / "_output/brief-charts/may.txt").read_text(encoding="utf-8").splitlines()[0]
    assert told == "Caption: Figure 1: Arrests at the border. Source: What the Agency Says, n.d."
