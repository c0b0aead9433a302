"""A small brief that is sealed: analysed once, copied where a test changes it, and its pages before they are sealed.

These are fixtures; conftest.py names this file as their home.
"""

import shutil
from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.write import write_analysis
from statbrief.pages.build_mark import with_mark
from statbrief.project.project import read_project
from statbrief.prose.document import read_prose
from statbrief.renderers.embedded.render import render_embedded

CONFIG = """lang: en
bibliography: data/sources.bib
citeproc: true
filters: [statbrief]
format:
  html: {theme: none, minimal: true, embed-resources: true}
  typst: {pdf-standard: [a-3a, ua-1]}
"""
FRONT = "---\ntitle: Arrests of {{< var arrests_2022.plain.value >}}\ndate: 2022-07-12\n---\n\n"
PROSE = """About {{< var arrests_2022.value >}} arrests, {{< var rise.times_2 >}} as many.

{{< include _generated/charts/bars.md >}}

::: {#tbl-figures}

{{< include _generated/figures.md >}}

All figures.
:::
"""
DERIVED = 'def rise(arrests_2022, arrests_2019):\n    """Ratio"""\n    return arrests_2022 / arrests_2019\n'
CHARTS = '''from matplotlib.figure import Figure


def bars(arrests_2022):
    """Arrests, as <reported>.

    One bar of {arrests_2022:about}.
    """
    figure = Figure()
    figure.subplots().bar([0], [arrests_2022.value])
    return figure
'''


@pytest.fixture(scope="session")
def analysed_brief(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small brief that has been analysed. Tests copy it."""
    folder = write_brief(tmp_path_factory.mktemp("small") / "brief", derived=DERIVED, charts=CHARTS)
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    (folder / "brief.qmd").write_text(FRONT + PROSE, encoding="utf-8")
    (folder / "data/more").mkdir()
    (folder / "data/more/may counts.csv").write_bytes(b"year\n2022\n")
    write_analysis(folder, "en")
    return folder


@pytest.fixture
def copied_brief(analysed_brief: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(analysed_brief, tmp_path / "brief"))


@pytest.fixture(scope="session")
def unsealed_pages(analysed_brief: Path) -> dict[str, bytes]:
    """The pages of the small brief as pandoc and Typst make them, not sealed yet."""
    work = analysed_brief.parent / "work"
    work.mkdir()
    return dict(render_embedded(with_mark(read_prose(read_project(analysed_brief))), ("html", "pdf"), work).pages)
