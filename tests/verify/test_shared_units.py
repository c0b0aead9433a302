"""Ranges whose words stand once, behind both ends, are read back as what they say; so are those of earlier copies."""

from pathlib import Path

import pytest

from briefs import analysed
from statbrief.analysis.record import recorded
from statbrief.verify.forms import problem_of

FIGURES = "deuda,Deuda,460,megaEUR,20,,2024,agency,,\n"
"""450 to 470 million euros."""


@pytest.mark.parametrize(
    ("form", "text", "holds"),
    [
        ("range", "450 a 470 millones de euros", True),
        ("range", "450 millones de euros a 470 millones de euros", True),
        ("range", "460 a 470 millones de euros", False),
        ("range", "450 a 470 mil millones de euros", False),
        ("range", "450 a 470 euros", False),
        ("range", "450 euros a 470 millones de euros", False),
        ("range", "450 a 470 millones de dólares", False),
        ("between", "entre 450 y 470 millones de euros", True),
        ("between", "entre 450 millones de euros y 470 millones de euros", True),
        ("between", "entre 450 y 480 millones de euros", False),
    ],
)
def test_a_range_with_one_unit_is_read_as_of_both_ends(tmp_path: Path, form: str, text: str, holds: bool) -> None:  # noqa: FBT001 -- a case
    """Other numbers, and the same ones of anything else, are not what the figure is."""
    made = analysed(tmp_path, lang="es", figures=FIGURES, units="EUR = [currency]\n")
    known = recorded(made.figures["deuda"], made.words)
    assert made.figures["deuda"].forms["range"] == "450 a 470 millones de euros"
    assert (problem_of(known, form, text, "es") == "") == holds
