"""The brief's own thinking: its formulas, in any unit, and the facts that follow from its sources."""

import importlib.util
import inspect
import math
import shutil
from pathlib import Path
from types import ModuleType

import pint
import pytest

from briefs import edit, without_checks
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.data.units import load_units
from statbrief.errors import CheckingError
from statbrief.figures.figure import Figure
from statbrief.files.paths import DEFINITIONS


@pytest.fixture(scope="module")
def analysis(root: Path) -> Analysis:
    """The analysis of this brief."""
    return analyse(root, "en")


@pytest.fixture
def brief(root: Path, tmp_path: Path) -> Path:
    """The data and analysis of this brief, to change."""
    for name in ("data", "analysis", "theme"):
        shutil.copytree(root / name, tmp_path / name)
    return tmp_path


FACTS = {
    "arrests_rise": (70_000 / 18_000, 65_000 / 18_500, 75_000 / 17_500, "about 3.9"),
    "official_rise": (70_700 / 17_800, 70_695 / 17_805, 70_705 / 17_795, "3.97"),
    "visas_mexicans": (300_000 * 0.5, 300_000 * 0.45, 300_000 * 0.55, "about 150,000"),
    "visas_central_americans": (300_000 * (1 - 0.5), 300_000 * (1 - 0.55), 300_000 * (1 - 0.45), "about 150,000"),
    "arrests_a_day_2022": (70_000 / 31, 65_000 / 31, 75_000 / 31, "about 2,300"),
    "arrests_a_day_2019": (18_000 / 31, 17_500 / 31, 18_500 / 31, "about 580"),
    "mexican_deaths_ratio": (26 / 53, 26 / 53, 26 / 53, "0.491"),
    "share_of_2000": (70_700 / 155_410, 70_695 / 155_415, 70_705 / 155_405, "0.455"),
    "official_arrests_2022": (70_700, 70_700 - 10 / 2, 70_700 + 10 / 2, "70,700"),
    "energy_disputes": (30e9, 30e9, math.inf, "more than $30 billion"),
}


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_follows_from_the_sources(analysis: Analysis, name: str) -> None:
    """Value, range and words of each figure, as arithmetic on what the sources say."""
    value, low, high, words = FACTS[name]
    figure = analysis.figures[name]
    assert figure.value == pytest.approx(value, rel=1e-12)
    assert figure.range.low == pytest.approx(low, rel=1e-12)
    assert figure.range.high == pytest.approx(high, rel=1e-12)
    assert f"{figure:about}" == words


def test_the_rest_of_the_facts(analysis: Analysis) -> None:
    """Half is half, a rise is a rise, and it is one from a low."""
    figures = analysis.figures
    assert f"{figures['mexican_deaths_ratio']:about_fraction}" == "about half"
    assert f"{figures['arrests_rise']:about_times} {figures['arrests_rise']:rose}" == "about 3.9 times rose"
    assert figures["share_of_2000"].range.high < 0.5
    assert all(check.outcome.holds for check in analysis.checks)


def load(path: Path) -> ModuleType:
    """The module of formulas."""
    specification = importlib.util.spec_from_file_location("formulas_of_this_brief", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.mark.parametrize("prefix", ["kilo", "milli", "mega"])
def test_a_formula_does_not_care_in_which_unit_its_inputs_come(root: Path, prefix: str) -> None:
    """Each input restated alone, as in kiloarrests, gives the same figure: no formula strips a unit."""
    figures = analyse(root, "en").figures
    registry = load_units(root / DEFINITIONS)
    formulas = inspect.getmembers(load(root / "analysis/derived.py"), inspect.isfunction)
    tried = 0
    for name, formula in formulas:
        inputs = inspect.signature(formula).parameters
        if not inputs.keys() <= figures.keys():
            continue  # it only picks a number out of a dataset
        plain = {each: registry.Quantity(figures[each].value, unit_of(figures[each])) for each in inputs}
        expected = registry.Quantity(figures[name].value, unit_of(figures[name]))
        for each, quantity in plain.items():
            other = "percent" if quantity.unitless else f"{prefix}{quantity.units}"
            result = formula(**(plain | {each: quantity.to(other)}))
            assert isinstance(result, pint.Quantity)
            assert result.to(expected.units).magnitude == pytest.approx(expected.magnitude, rel=1e-12), (name, each)
            tried += 1
    assert tried >= 10


def unit_of(figure: Figure) -> str:
    """The figure's unit as pint reads it."""
    return "" if figure.unit == "1" else figure.unit


def test_with_9000_arrests_the_checks_stop_the_build(brief: Path) -> None:
    """A reported figure that the official series contradicts is not printed."""
    edit(brief / "data/reported.csv", ",70000,arrest,10000,", ",9000,arrest,1000,")
    with pytest.raises(CheckingError) as raised:
        analyse(brief, "en")
    assert [(fault.file, fault.what) for fault in raised.value.faults] == [
        ("analysis/checks.py", "arrests_2022_agree"),
        ("analysis/checks.py", "rises_agree"),
    ]
    assert "arrests_2022 9,000 (8,500 to 9,500) and official_arrests_2022 70,700 (70,695 to 70,705)" in str(
        raised.value
    )


def test_with_9000_arrests_and_without_the_checks_the_brief_says_that_they_fell(brief: Path) -> None:
    """The verbs follow the numbers, in each language."""
    edit(brief / "data/reported.csv", ",70000,arrest,10000,", ",9000,arrest,1000,")
    without_checks(brief)
    rise = analyse(brief, "en").figures["arrests_rise"]
    assert f"{rise:rose} {rise:rise} {rise:higher}" == "fell fall lower"
    assert rise.value == 9_000 / 18_000
    assert f"{analyse(brief, 'es').figures['arrests_rise']:rose}" == "disminuyeron"
