"""The formula of a row writes numbers of one kind in one way: percentages, or none."""

import re
from pathlib import Path

import pytest

from briefs import write_brief
from command_line import done

ROWS = """part,Part,0.4,1,0.01,,2022,agency,p. 1,
other,Other,0.25,1,exact,,2022,agency,p. 1,
weight,Weight,0.9,1,0.3,,2022,agency,p. 1,
arrests,Arrests,100,arrest,exact,,2022,agency,p. 1,
before,Before,80,arrest,exact,,2021,agency,p. 1,
"""
PROSE = "---\ntitle: T\nbibliography: data/sources.bib\n---\n\n{{< var it.value >}}\n\n{{< figures >}}\n"


def origin(folder: Path, formula: str, parameters: str, lang: str = "en") -> str:
    """The formula in the row of a figure that is published, and proves itself."""
    derived = 'RATE = 0.7\n\n\ndef ratio(arrests, before):\n    """R"""\n    return arrests / before\n\n\n'
    derived += f'def it({parameters}):\n    """It"""\n    return {formula}\n'
    write_brief(folder, figures=ROWS, derived=derived)
    (folder / "_quarto.yml").write_text(f"lang: {lang}\nformat: html\n", encoding="utf-8")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    done("build", folder, "--renderer", "embedded")
    done("verify", folder / "_output/brief.html")
    rows = (folder / "_generated/figures.md").read_text(encoding="utf-8").splitlines()
    (row,) = (each for each in rows if each.startswith("| It "))
    return re.sub(r"\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?", r"\1", row).split("|")[-2].strip().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("formula", "parameters", "said"),
    [
        ("part * weight", "part, weight", "0.4 × 0.9"),
        pytest.param("part * 0.7", "part", "0.4 × 0.7", marks=pytest.mark.thorough),
        ("part * RATE", "part", "0.4 × 0.7"),
        pytest.param("part * other", "part, other", "40% × 25%", marks=pytest.mark.thorough),
        ("1 - part", "part", "1 − 40%"),
        pytest.param("part * arrests", "part, arrests", "40% × 100", marks=pytest.mark.thorough),
        pytest.param("(part + other) / 2", "part, other", "(40% + 25%) ÷ 2", marks=pytest.mark.thorough),
        pytest.param("part * ratio", "part, ratio", "40% × 1.25", marks=pytest.mark.thorough),
        pytest.param("0.5 * part + 0.5 * other", "part, other", "0.5 × 0.4 + 0.5 × 0.25", marks=pytest.mark.thorough),
    ],
)
def test_parts_of_one_are_all_percentages_or_none(tmp_path: Path, formula: str, parameters: str, said: str) -> None:
    """One that may be more than one, and one that code names, are none; a multiple is another kind of number."""
    assert origin(tmp_path, formula, parameters) == said


def test_so_it_is_in_spanish(tmp_path: Path) -> None:
    """With its own marks."""
    assert origin(tmp_path, "part * weight", "part, weight", "es") == "0,4 × 0,9"
