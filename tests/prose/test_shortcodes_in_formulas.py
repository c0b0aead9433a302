"""Formulas in prose, found as pandoc finds them; what a shortcode says in one is for the embedded renderer alone."""

import shutil
import subprocess
from pathlib import Path

import pypandoc
import pytest

from checked_prose import check_prose
from small_briefs import brief, page
from statbrief.errors import StatbriefError
from statbrief.pages.render import render
from statbrief.prose.formulas import spans

LINES = [
    "It is $x = 1$.", "It costs $5 or $6.", "A $5$6 b", "\\$x$ and $y$", "$x\\$y$ z", "$ x$ y", "$x $ y", "$x$y$z$",
    "$$x$$ and $y$", "$$ x $$", "$x$$y$", "US$3, or US$4", "($a$)", "$a$, $b$ and $c$", "no sign", "$",
    "$$",
]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_formulas_are_where_pandoc_finds_them(line: str) -> None:
    """Of a line by itself."""
    pandoc = shutil.which("pandoc") or pypandoc.get_pandoc_path()
    told = subprocess.run(
        [pandoc, "-f", "markdown", "-t", "native"], input=line, capture_output=True, text=True, check=True
    ).stdout  # fmt: skip
    found, is_open = spans(line)
    assert len(found) - is_open == told.count("Math InlineMath") + told.count("Math DisplayMath")


def test_a_formula_goes_on_until_it_ends() -> None:
    """In the next lines, but not over an empty one."""
    lines, found, is_open = ["so $$", "x = 1", "$$ then $y$", "z $$ a", "", "b"], [], False
    for line in lines:
        each, is_open = spans(line, is_open=is_open)
        found.append([line[start:end] for start, end in each])
    assert found == [["$$"], ["x = 1"], ["$$", "$y$"], ["$$ a"], [""], []]


BODY = (
    "It is {{< meta n >}} and $x = {{< meta n >}}$ and `$ {{< meta n >}} $`.\n\n"
    "$$\ny = {{< meta n >}}\n$$\n\n{{< meta n >}}\n"
)


def test_a_shortcode_in_a_formula_is_a_fault_where_quarto_renders(tmp_path: Path, quarto_stand_in: Path) -> None:
    """It would print the shortcode as it is written; the embedded renderer fills it in."""
    config = "format:\n  html: {theme: none, minimal: true, embed-resources: true}\n"
    folder = brief(tmp_path, BODY, front="title: A\nn: apple", config=config)
    assert quarto_stand_in.exists()
    with pytest.raises(StatbriefError) as caught:
        check_prose(folder, "quarto")
    told = "meta: stands in a formula, where Quarto prints it as it is written; write it beside the formula, or take"
    assert str(caught.value).splitlines() == [
        f"brief.qmd:{place}: {told} --renderer embedded" for place in ("5:31", "8:5")
    ]
    render(folder, ("html",), "embedded")
    assert "apple" in page(folder).partition("<math")[2].partition("</math>")[0].replace("</mi><mi>", "")
