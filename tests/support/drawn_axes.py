"""Axes that a chart draws on, and what their picture says."""

import re
import textwrap
from html import unescape
from pathlib import Path

from briefs import FIGURES, write_brief
from statbrief.analysis.write import write_analysis


def drawn(folder: Path, lang: str, body: str, figures: str = FIGURES) -> list[str]:
    """The texts of a chart's picture, whose `axes` the body draws on."""
    code = (
        "from matplotlib.figure import Figure\n"
        "from matplotlib.ticker import EngFormatter, FormatStrFormatter, PercentFormatter, ScalarFormatter\n\n\n"
        'def it(visas, words):\n    """Caption.\n\n    Text.\n    """\n'
        "    picture = Figure(figsize=(5, 3))\n    axes = picture.subplots()\n"
        f"{textwrap.indent(textwrap.dedent(body).strip(), '    ')}\n    return picture\n"
    )
    write_brief(folder, figures=figures, charts=code)
    write_analysis(folder, lang)
    picture = (folder / "_generated/charts/it.svg").read_text(encoding="utf-8")
    return [unescape(each) for each in re.findall(r"<text[^>]*>([^<]*)</text>", picture)]
