"""What pint's own units are called where it has no sign for them."""

from decimal import Decimal

import pytest

from statbrief.data.units import Registry, load_units, parse_unit
from statbrief.languages.language import words_for


@pytest.fixture(scope="module")
def registry() -> Registry:
    """pint's units alone."""
    return load_units()


@pytest.mark.parametrize(
    ("unit", "one", "several"),
    [
        ("short_ton", " short ton", " short tons"),
        ("ton", " short ton", " short tons"),
        ("long_ton", " long ton", " long tons"),
        ("tonne", " t", " t"),
        ("megashort_ton", " million short tons", " million short tons"),
        ("oil_barrel", " oil barrel", " oil barrels"),
        ("kilooil_barrel", " thousand oil barrels", " thousand oil barrels"),
        ("megaoil_barrel / day", " million oil barrels a day", " million oil barrels a day"),
        ("square_mile", " square mile", " square miles"),
        ("1 / square_mile", " a square mile", " a square mile"),
        ("mile ** 2", " mi²", " mi²"),
        ("square_foot", " square foot", " square feet"),
        ("cubic_foot", " cubic foot", " cubic feet"),
        ("acre_foot", " acre foot", " acre feet"),
        ("imperial_gallon", " imperial gallon", " imperial gallons"),
        ("century", " century", " centuries"),
        ("millennium", " millennium", " millennia"),
        ("pixel", " pixel", " pixels"),
    ],
)
def test_a_unit_of_pint_has_its_name_and_plural(registry: Registry, unit: str, one: str, several: str) -> None:
    """No name of code's, such as `sq_mi`, and no other name in the place of a plural: 2 short ton."""
    known = parse_unit(registry, unit)
    assert [words_for("en").beside(known, Decimal(each)) for each in (1, 2)] == [one, several]


def test_no_synonym_of_pints_is_taken_for_a_plural(registry: Registry) -> None:
    """Several of any unit are called as one is, but for its end: a pixel and dots are not."""
    odd = []
    for name in registry:
        try:
            known = registry.Unit(name)
        except Exception:  # noqa: BLE001, S112 -- pint's constants among them cannot be looked up by all their names
            continue
        one, several = (words_for("en").beside(known, Decimal(each)).split(" ") for each in (1, 2))
        if len(one) != len(several) or any(a[:1] != b[:1] for a, b in zip(one, several, strict=True)):
            odd.append(name)
    assert not odd
