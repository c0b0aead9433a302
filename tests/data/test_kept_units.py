"""A registry that is kept: the same for the same definitions, and never as code left it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pint
import pytest

from statbrief.data.kept_units import kept_units

CHANGES: dict[str, Callable[[Any], object]] = {
    "a unit": lambda registry: registry.define("teacher = [teacher]"),
    "another unit": lambda registry: registry.define("class = 20 * pupil"),
    "another name": lambda registry: registry.define("@alias pupil = learner"),
    "a prefix": lambda registry: registry.define("many- = 7"),
    "a group": lambda registry: registry.get_group("count"),
    "a unit in a group": lambda registry: registry.get_group("USCSLengthInternational").add_units("pupil"),
    "a context": lambda registry: registry.enable_contexts("spectroscopy"),
    "a new context": lambda registry: registry.add_context(pint.Context("ours")),
    "a preprocessor": lambda registry: registry.preprocessors.append(str.lower),
    "offsets": lambda registry: setattr(registry, "autoconvert_offset_to_baseunit", True),
    "a system": lambda registry: setattr(registry, "default_system", "imperial"),
    "a format": lambda registry: setattr(registry.formatter, "default_format", "~P"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Units of a brief."""
    (tmp_path / "units.txt").write_text("pupil = [pupil] = _ = pupils\nclass = 25 * pupil\n", encoding="utf-8")
    return tmp_path / "units.txt"


def test_the_same_definitions_have_one_registry(path: Path) -> None:
    """It is the application's own, also after another was."""
    first = kept_units(path)
    pint.set_application_registry(pint.UnitRegistry())
    assert kept_units(path) is first
    assert pint.get_application_registry().get() is first


def test_other_definitions_have_another(path: Path) -> None:
    """They are told apart by their bytes, and not by their place."""
    assert kept_units(path).Quantity(1, "class").to("pupil").magnitude == 25
    path.write_text("pupil = [pupil] = _ = pupils\nclass = 30 * pupil\n", encoding="utf-8")
    assert kept_units(path).Quantity(1, "class").to("pupil").magnitude == 30


def test_a_brief_without_definitions_has_a_registry(tmp_path: Path) -> None:
    """There, what pint ships is all."""
    assert kept_units(tmp_path / "units.txt").Quantity(1, "hour").to("minute").magnitude == 60


def test_units_with_prefixes_are_taken_back(path: Path) -> None:
    """They would be among those that a message names for the next one; asked for again, they mean the same."""
    kept_units(path).Quantity(1, "kilopupil").to("pupil")
    registry = kept_units(path)
    assert "kilopupil" not in list(registry)
    assert registry.Quantity(2, "kilopupil").to("pupil").magnitude == 2000
    assert str(registry.parse_units("kilopupil")) == "kilopupil"


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.filterwarnings("ignore:Redefining")
def test_what_code_changed_is_given_to_nobody_else(path: Path, change: Callable[[Any], object]) -> None:
    """Another one is made, which knows nothing of it."""
    first = kept_units(path)
    change(first)
    second = kept_units(path)
    assert second is not first
    assert second.Quantity(1, "class").to("pupil").magnitude == 25
    assert "teacher" not in list(second)
    assert f"{second.Quantity(1, 'hour'):}" == "1 hour"
