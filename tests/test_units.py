"""Units: what each symbol means, what is refused, and that different things have different dimensions."""

import re
from pathlib import Path

import pint
import pytest

from statbrief.errors import ReadingError
from statbrief.units import Registry, load_units, parse_unit, ratio_of, unit_name


@pytest.fixture(scope="module")
def registry(root: Path) -> Registry:
    """The units of this brief."""
    return load_units(root / "data/units.txt")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1", "1"),
        ("percent", "percent"),
        ("%", "percent"),
        ("arrest", "arrest"),
        ("arrests", "arrest"),
        ("people", "person"),
        ("kiloarrest", "kiloarrest"),
        ("arrest/day", "arrest / day"),
        ("arrest per day", "arrest / day"),
        ("1/day", "1 / day"),
        ("(arrest / day)**2", "arrest ** 2 / day ** 2"),
        ("m/s²", "meter / second ** 2"),
        ("°C", "degree_Celsius"),
        ("kt", "knot"),  # pint's: write kiloton, or define it
        ("USD", "USD"),
    ],
)
def test_a_unit_means_what_it_says(registry: Registry, text: str, name: str) -> None:
    """Each way to write a unit leads to one name."""
    assert unit_name(parse_unit(registry, text)) == name


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("vsa", "did you mean visa?"),
        ("arrest / dya", "did you mean arrest?"),
        ("70", "name a unit that pint knows or data/units.txt defines, or 1"),
        ("1/0", "name a unit that pint knows or data/units.txt defines, or 1"),
        ("9**9**9", "name a unit that pint knows or data/units.txt defines, or 1"),
        ("arrest**9**9**9", "name a unit that pint knows or data/units.txt defines, or 1"),
        ("__import__('os')", "name a unit that pint knows or data/units.txt defines, or 1"),
        ("__class__", "name a unit that pint knows or data/units.txt defines, or 1"),
        ("(" * 50_000, "name a unit that pint knows or data/units.txt defines, or 1"),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_no_unit_is_refused(registry: Registry, text: str, wanted: str) -> None:
    """Numbers, sums, code and typing errors are named with what was probably meant; none is computed."""
    with pytest.raises(ValueError, match=f"^{re.escape(wanted)}$"):
        parse_unit(registry, text)


@pytest.mark.parametrize("other", ["visa", "person", "USD", "day"])
def test_arrests_are_nothing_else(registry: Registry, other: str) -> None:
    """Events, permits, people and money are dimensions of their own: none is added to another."""
    with pytest.raises(pint.DimensionalityError, match="Cannot convert"):
        registry.Quantity(1.0, "arrest") + registry.Quantity(1.0, other)


def test_may_has_31_days(registry: Registry) -> None:
    """The month of May is 31 days long; pint's own month is a twelfth of a year."""
    assert registry.Quantity(1.0, "may").to("day").magnitude == pytest.approx(31)
    assert registry.Quantity(1.0, "month").to("day").magnitude == pytest.approx(365.25 / 12)


@pytest.mark.parametrize(
    ("unit", "ratio"),
    [("1", "1"), ("percent", "0.01"), ("ppm", "0.000001"), ("kiloarrest / arrest", "1000"), ("arrest", "None")],
)
def test_a_ratio_is_restated_exactly(registry: Registry, unit: str, ratio: str) -> None:
    """One per cent is 0.01; one arrest is no ratio."""
    found = ratio_of(registry.Quantity(5.0, parse_unit(registry, unit)))
    assert (f"{found:f}" if found is not None else "None") == ratio


@pytest.mark.parametrize("unit", ["degree", "decibel"])
def test_angles_and_levels_are_no_shares(registry: Registry, unit: str) -> None:
    """What pint can turn into a number without being a share of anything is not written in per cents."""
    assert ratio_of(registry.Quantity(5.0, unit)) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("visa = [visa]\narrest = 3 * arest", "data/units.txt:2: definition: 'arrest' cannot be computed"),
        ("a = 2 * b\nb = 3 * a", "data/units.txt:1: definition: 'a' is defined by itself; write name = [dimension]"),
        ("never = 0 * day", "data/units.txt:1: definition: 'never' is 0 of its base units; write name"),
        ("a = [a]\n\na = [b]", "data/units.txt:3: definition: 'a' is already defined in line 1; keep one of them"),
        ("# a comment\nnothing at all", "data/units.txt:2: definition: pint cannot read 'nothing at all'; write name"),
        ("@import /etc/passwd", "data/units.txt: definitions: pint cannot read the file ("),
    ],
    ids=["unknown part", "circular", "nothing", "twice", "no definition", "import"],
)
def test_a_definition_that_says_nothing_is_named(tmp_path: Path, text: str, message: str) -> None:
    """The line of a definition that pint refuses, or reads and cannot compute with."""
    (tmp_path / "units.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ReadingError) as raised:
        load_units(tmp_path / "units.txt")
    assert str(raised.value).startswith(message)


def test_without_a_home_folder_there_are_units_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where pint's cache cannot be written, the registry is the same."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "file"))
    assert unit_name(parse_unit(load_units(), "km")) == "kilometer"
