"""Which form is named where a typed period stands after an article."""

import re
from pathlib import Path

import pytest

from briefs import write_brief
from command_line import run


@pytest.mark.parametrize(
    ("lang", "text", "forms"),
    [
        ("es", "En el primer trimestre de 2025 subió.", ["period_name"]),
        ("es", "Los datos del primer trimestre de 2025.", ["period_name"]),
        ("es", "En el **primer trimestre** de 2025 subió.", ["period_name"]),
        ("es", "Primer trimestre de 2025: subió.", ["period"]),
        ("en", "In the first quarter of 2025 it rose.", ["period_name"]),
        ("en", "In Q1 2025 it rose.", ["period"]),
    ],
)
def test_no_article_comes_twice(tmp_path: Path, lang: str, text: str, forms: list[str]) -> None:
    """After an article, and after a word that holds one, the form is named that brings none of its own."""
    write_brief(tmp_path, figures='jobs,"Empleos, {period}",70000,visa,100,,2025-Q1,agency,page 1,\n')
    (tmp_path / "_quarto.yml").write_text(f"lang: {lang}\n", encoding="utf-8")
    prose = f"---\ntitle: Empleos\nlang: {lang}\n---\n\n{text} {{{{< var jobs.value >}}}}\n"
    (tmp_path / "brief.qmd").write_text(prose, encoding="utf-8")
    said = run("check", tmp_path).stderr.splitlines()
    (fault,) = (each for each in said if "is typed by hand" in each)
    assert re.findall(r"jobs\.(\w+)", fault.rpartition("; write ")[2]) == forms
