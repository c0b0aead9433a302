"""Money in heads and beside numbers: by its code wherever that is money, and open where it may be something else."""

from datetime import date

import pytest
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from statbrief.new_brief.currencies import ALSO_ELSE, CODES
from statbrief.new_brief.heads import read_head
from statbrief.new_brief.numbers import numbers_in

IN_USE = {
    code
    for territory in get_global("territory_currencies")
    for code in get_territory_currencies(territory, date(2020, 1, 1), date(2020, 12, 31), tender=True)
}


def test_every_code_is_one_that_a_country_pays_with() -> None:
    """As Babel has it of CLDR, for 2020: a letter that is wrong would be a unit that nothing can name."""
    assert not (CODES | ALSO_ELSE) - IN_USE
    assert all(get_currency_name(each, locale="en") != each for each in CODES | ALSO_ELSE)


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_is_a_unit(code: str) -> None:
    """In brackets, at the end in small letters, with a scale, and beside the numbers."""
    assert read_head(f"Output ({code})").unit == code
    assert read_head(f"output_{code.lower()}").unit == code
    assert read_head(f"Output (millions of {code})").unit == f"mega{code}"
    beside = numbers_in([f"{code} 1'200.50", f"{code} 900.20"], ",")
    assert beside is not None
    assert (beside.unit, beside.plain(f"{code} 1'200.50")) == (code, "1200.50")


@pytest.mark.parametrize(
    ("head", "label", "unit"),
    [
        ("Rent (CAD)", "Rent", "CAD"),
        ("Deaths (CAD)", "Deaths (CAD)", ""),  # of coronary artery disease
        ("price_inr", "Price", "INR"),
        ("prothrombin_inr", "Prothrombin inr", ""),  # a ratio of times of clotting
        ("Heating (COP)", "Heating (COP)", ""),
        ("Peak current (COP)", "Peak current (COP)", ""),
        ("ingreso_cop", "Ingreso", "COP"),
        ("MXN", "MXN", ""),  # a table of rates of exchange has one such column beside the other
        ("usd_per_mxn", "Usd per mxn", ""),
        ("Salario (pesos)", "Salario (pesos)", ""),
        ("Price ($)", "Price ($)", ""),
    ],
)
def test_what_may_be_something_else_is_open(head: str, label: str, unit: str) -> None:
    """Whoever drafts the brief is asked."""
    found = read_head(head)
    assert (found.label, found.unit) == (label, unit)
