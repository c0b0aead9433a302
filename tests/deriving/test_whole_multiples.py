"""Whole multiples: known to the step of what is multiplied, ten times it to ten times that, in whichever order."""

from pathlib import Path
from typing import Any

import pytest

from briefs import analysed
from statbrief.analysis.record import recorded
from statbrief.arithmetic import formulas
from statbrief.verify.known_steps import Steps

STATED = {
    "plain": "0.1,1,exact",
    "length": "0.1,m,exact",
    "half": "0.5,1,exact",
    "half_metre": "0.5,m,exact",
    "quarter": "0.25,m,exact",
    "rounded": "0.1,m,0.1",
}
FIGURES = "".join(f"{name},{name},{cells},,2022,agency,,\n" for name, cells in STATED.items())
# What each comes to, by hand: tenths times four are tenths, so 4 × 0.5 is 2.0; ten tenths are ones, so 10 × 0.1 is 1.
MULTIPLES = {
    "10 * plain": "1",
    "plain * 10": "1",
    "100 * plain": "10",
    "10 * length": "1",
    "length * 10": "1",
    "10 * half": "5",
    "4 * half": "2.0",
    "half * 4": "2.0",
    "4 * half_metre": "2.0",
    "8 * quarter": "2.00",
    "half + half": "1.0",
    "length + length + length + length + length + length + length + length + length + length": "1.0",
    "10 * rounded": "1",
    "4 * rounded": "0.4",
}


def derived() -> str:
    """A function for each formula."""
    names = [next(each for each in formula.split() if each in STATED) for formula in MULTIPLES]
    made = enumerate(zip(MULTIPLES, names, strict=True))
    return "\n\n".join(f"def multiple_{at}({name}):\n    '''It'''\n    return {text}\n" for at, (text, name) in made)


def test_a_multiple_is_written_to_the_step_that_it_is_known_to(tmp_path: Path) -> None:
    """A number stated to tenths keeps its tenths when it is counted, and loses them when it is multiplied by ten."""
    forms = analysed(tmp_path, figures=FIGURES, derived=derived()).forms
    said = {formula: forms[f"multiple_{at}"]["value"].plain for at, formula in enumerate(MULTIPLES)}
    assert said == MULTIPLES


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ("1", None),
        ("0.1", None),
        ("0.01", ("it is said to be known to 0.01", "it is known to 0.1 or to 1")),
    ],
)
def test_the_step_of_either_exact_factor_is_found_again(
    tmp_path: Path, step: str, problem: tuple[str, str] | None
) -> None:
    """Of ten exact tenths both are true; copies of before say the finer one. A third is of neither."""
    analysis = analysed(tmp_path, figures=FIGURES, derived="def it(plain):\n    '''It'''\n    return 10 * plain\n")
    made: dict[str, Any] = {name: recorded(each, analysis.words) for name, each in analysis.figures.items()}
    made["it"]["known_to"] = step
    steps = Steps(made, {}, {"it": formulas.parse(made["it"]["formula"])})
    assert [steps.problem(each) for each in ("plain", "it")] == [None, problem]
