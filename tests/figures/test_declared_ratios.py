"""Units that cancel, as day / year: a number that does not carry them is not multiplied by them in silence."""

from pathlib import Path

import pytest

from briefs import analysed
from statbrief.errors import DerivingError
from statbrief.figures.figure import Figure


def declared(folder: Path, result: str, unit: str) -> Figure:
    """The figure of a function that returns this of 18 000 and 70 000 arrests, and declares the unit."""
    code = f'import pint\n\n\ndef it(arrests_2019, arrests_2022) -> "{unit}":\n    """It"""\n    return {result}\n'
    return analysed(folder, derived=code).figures["it"]


RATIO = "(arrests_2019 / arrests_2022)"
BARE = f"{RATIO}.magnitude"


@pytest.mark.parametrize("unit", ["day / year", "mm / m", "hour / day", "day / month", "kiloarrest / arrest"])
@pytest.mark.parametrize("result", [RATIO, BARE, f"{RATIO}.to('percent')"], ids=["a ratio", "a number", "percent"])
def test_a_bare_number_is_in_no_unit_that_cancels(tmp_path: Path, result: str, unit: str) -> None:
    """It is refused, as it is in a unit that does not cancel, and told what to write."""
    with pytest.raises(DerivingError) as raised:
        declared(tmp_path, result, unit)
    returned = "percent" if "percent" in result else "1"
    assert str(raised.value).partition(": it: ")[2] == (
        f"returns {returned} and declares '{unit}'; multiply by the unit, as in pint.Quantity(x, \"{unit}\")"
    )


def test_nor_is_it_where_a_part_of_the_unit_cancels(tmp_path: Path) -> None:
    """Arrests a day are no arrests times millimetres, by metre and day."""
    with pytest.raises(DerivingError, match=r"returns arrest / day and declares 'arrest \* mm / m / day'"):
        declared(tmp_path, "(arrests_2022 - arrests_2019) / pint.Quantity(1, 'day')", "arrest * mm / m / day")


def test_another_dimension_that_cancels_is_another_one(tmp_path: Path) -> None:
    """Thousands of arrests by arrests are no days a year."""
    with pytest.raises(DerivingError, match="returns kiloarrest / arrest and declares 'day / year'; multiply"):
        declared(tmp_path, "arrests_2019.to('kiloarrest') / arrests_2022", "day / year")


CARRIED = {
    "days a year": ("pint.Quantity(%s, 'day / year')", "day / year", 18 / 70),
    "hours a day as days a year": ("pint.Quantity(%s, 'hour / day')", "day / year", 18 / 70 / 24 * 365.25),
    "percent": ("%s", "percent", 1800 / 70),
    "a plain ratio": ("%s", "1", 18 / 70),
    "one in ten thousand": ("%s", "per_myriad", 180000 / 70),
    "a ratio of one unit": ("%s", "arrest / arrest", 18 / 70),
    "rain by area": ("pint.Quantity(%s, 'mm')", "liter / m**2", 18 / 70),  # a litre on a square metre is 1 mm high
    "power over a day": ("pint.Quantity(%s, 'kWh / day')", "kW * hour / day", 18 / 70),
}


@pytest.mark.parametrize(("result", "unit", "value"), CARRIED.values(), ids=CARRIED.keys())
def test_what_carries_its_unit_is_converted(tmp_path: Path, result: str, unit: str, value: float) -> None:
    """And a ratio is one in percent, or in a unit of ratios that the brief defines."""
    code = (
        f'import pint\n\n\ndef it(arrests_2019, arrests_2022) -> "{unit}":\n    """It"""\n    return {result % BARE}\n'
    )
    units = "arrest = [arrest]\nvisa = [visa]\nper_myriad = 1e-4\n"
    assert analysed(tmp_path, derived=code, units=units).figures["it"].value == pytest.approx(value)
