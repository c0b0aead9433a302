"""When a rate is of: of the quarter in which something happened, for each of the people of whatever year."""

from pathlib import Path

import pytest

from briefs import analysed
from statbrief.languages.language import words_for

UNITS = "death = [death] = _ = deaths\nperson = [person] = _ = people\nUSD = [currency]\n"
NUMBERS = {
    **{f"deaths_{quarter}_2024": (f"2024-Q{quarter}", 40 + quarter, "death") for quarter in range(1, 5)},
    "deaths_1_2023": ("2023-Q1", 39, "death"),
    "no_deaths": ("2024-Q1", 0, "death"),
    "deaths_2024": ("2024", 170, "death"),
    "people_2024": ("2024", 7000, "person"),
    "people_2023": ("2023", 6900, "person"),
    "people_in_july": ("2024-07", 7010, "person"),
    "hours_in_may": ("2024-05", 150, "hour"),
    "wage_of_2024": ("2024", 30, "USD / hour"),
    "balance": ("2024-Q1", -12, "USD"),
}
FIGURES = "".join(
    f"{name},L,{value},{unit},exact,,{period},agency,,\n" for name, (period, value, unit) in NUMBERS.items()
)
ALL = " + ".join(f"deaths_{quarter}_2024" for quarter in range(1, 5))
RATES = {
    "of a quarter": ("deaths_1_2024 / people_2024", "in the first quarter of 2024"),
    "of none in a quarter": ("no_deaths / people_2024", "in the first quarter of 2024"),
    "of a deficit": ("balance / people_2024", "in the first quarter of 2024"),
    "of all quarters": (f"({ALL}) / people_2024", "in 2024"),
    "from a year to the next": (
        "deaths_1_2024 / people_2024 - deaths_1_2023 / people_2023",
        "from the first quarter of 2023 to the first quarter of 2024",
    ),
    "for each in the middle of the year": ("deaths_2024 / people_in_july", "in 2024"),
    "as a part of the year's": ("deaths_1_2024 / deaths_2024", "in 2024"),
    "at the price of a year": ("hours_in_may * wage_of_2024", "in 2024"),
}


@pytest.mark.parametrize(("formula", "when"), RATES.values(), ids=RATES)
def test_a_rate_is_of_the_time_in_which_something_happened(tmp_path: Path, formula: str, when: str) -> None:
    """Not where it is for each of those in the midst of it, is a part of the year's own, or rises with both."""
    given = ", ".join(name for name in NUMBERS if name in formula)
    code = f'def it({given}):\n    """It"""\n    return {formula}\n'
    figure = analysed(tmp_path, figures=FIGURES, derived=code, units=UNITS).figures["it"]
    assert words_for("en").period(figure.period)["in_period"] == when
