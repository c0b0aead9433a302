"""Units: what each symbol means, what is refused, and that different things have different dimensions."""

import gc
import re
import weakref
from decimal import Decimal
from pathlib import Path

import pint
import pytest

from statbrief.data.units import Registry, is_count, load_units, parse_unit, ratio_of, unit_name
from statbrief.errors import ReadingError


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
        ("oil_barrel", "oil_barrel"),
    ],
)
def test_a_unit_means_what_it_says(registry: Registry, text: str, name: str) -> None:
    """Each way to write a unit leads to one name."""
    assert unit_name(parse_unit(registry, text)) == name


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("vsa", "did you mean visa?"),
        ("kiloarest", "did you mean kiloarrest?"),  # and not arrest, a thousand times less
        ("megavsa", "did you mean megavisa?"),
        ("kilometr", "did you mean kilometre?"),
        ("arrest / dya", "dya is none; did you mean day?"),
        ("barrel", "write oil_barrel (42 gallons) or beer_barrel (31): to pint, a barrel has 31.5"),
        ("Mbbl / day", "write oil_barrel (42 gallons) or beer_barrel (31): to pint, a barrel has 31.5"),
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("EUR / megawatt_hour", "EUR is none; a currency is defined in data/units.txt: EUR = [currency]"),
        ("EUR", "a currency is defined in data/units.txt: EUR = [currency]"),
        ("arrest / dayy", "dayy is none; did you mean day?"),
    ],
)
def test_of_several_units_the_one_that_is_none_is_told(registry: Registry, text: str, said: str) -> None:
    """Not what all of them look like together."""
    with pytest.raises(ValueError, match=re.escape(said)):
        parse_unit(registry, text)


@pytest.mark.parametrize(("unit", "gallons"), [("barrel", "31.5"), ("oil_barrel", "42"), ("beer_barrel", "31")])
def test_barrels_are_as_large_as_the_message_says(registry: Registry, unit: str, gallons: str) -> None:
    """Those of pint as it is."""
    assert Decimal(str(round(registry.Quantity(1.0, unit).to("gallon").magnitude, 9))) == Decimal(gallons)


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
        ("alef = 2 * bet\nbet = 3 * alef", "data/units.txt:1: definition: 'alef' is defined by itself; write name"),
        ("never = 0 * day", "data/units.txt:1: definition: 'never' is 0 of its base units; write name"),
        (
            "alef = [alef]\n\nalef = [bet]",
            "data/units.txt:3: definition: 'alef' is already defined in line 1; keep one of them",
        ),
        ("# a comment\nnothing at all", "data/units.txt:2: definition: pint cannot read 'nothing at all'; write name"),
        ("@import /etc/passwd", "data/units.txt:1: definition: '@import /etc/passwd' is not read here; write @group"),
        ("vast = 10**99 * 10**99 * 10**99 * 10**99 * m", "data/units.txt:1: definition: 'vast' cannot be computed"),
    ],
    ids=["unknown part", "circular", "nothing", "twice", "no definition", "import", "too large"],
)
def test_a_definition_that_says_nothing_is_named(tmp_path: Path, text: str, message: str) -> None:
    """The line of a definition that pint refuses, or reads and cannot compute with."""
    (tmp_path / "units.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ReadingError) as raised:
        load_units(tmp_path / "units.txt")
    assert str(raised.value).startswith(message)


REFUSED = {
    "no name": ("_ = [a]", "'_' is not a name; use letters, digits and _, a letter first"),
    "towers of powers": ("x = 9**9**9**9 * meter", "'9**9**9**9 * meter' is no product of numbers and units; write"),
    "powers in brackets": ("x = ((((9**99)**99)**99)**99) * m", "'((((9**99)**99)**99)**99) * m' is no product of"),
    "a power without end": ("x = 9**999 * m", "'9**999 * m' is no product of numbers and units; write name = [dim"),
    "a long line": (f"x = {'(' * 300}", "a line of 304 characters; write 200 at most"),
    "code": ("x = __import__('os')", "'__import__('os')' is no product of numbers and units; write name = [dim"),
    "a difference": ("x = m - m", "'m - m' is no product of numbers and units; write name = [dimension] or"),
    "pint's own unit": ("day = 3 * hour", "'day' is day to pint; give yours another name"),
    "pint's own symbol": ("pallet = 3 * g = h", "'h' is hour to pint; give yours another name"),
    "pint's own with a prefix": ("pallet = 3 * g = kg", "'kg' is kilogram to pint; give yours another name"),
    "pint's own, as another name": ("shift = 8 * hour = _ = day", "'day' is day to pint; give yours"),
    "pint's own dimension": ("arrest = [length]", "'[length]' is a dimension of pint's own; write name = factor"),
    "pint's own prefix": ("kilo- = 1024", "'kilo-' is a prefix of pint's own; give yours another name"),
    "a group without end": ("@group count\nvisa = [visa]", "the group of line 2 does not end; write @end after its"),
    "an end of nothing": ("@end", "'@end' ends nothing; write @group count before the units that count things"),
    "another group": ("@group counts", "'@group counts' is not read here; did you mean @group count?"),
    "a system": ("@system mine", "'@system mine' is not read here; write @group count or @end"),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_definition_that_pint_must_not_see_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """What pint would compute for ever, or take for a new meaning of its own units, is named with its line."""
    (tmp_path / "units.txt").write_text(f"# a comment\n{text}", encoding="utf-8")
    with pytest.raises(ReadingError) as raised:
        load_units(tmp_path / "units.txt")
    assert re.match(r"data/units.txt:\d: definition: " + re.escape(message), str(raised.value))


ACCEPTED = {
    "a factor": ("fortnight2 = 14 * day", 14 * 24 * 3600),
    "a quotient in brackets": ("pace = (5 / 2) * hour", 2.5 * 3600),
    "a space for a product": ("shift = 8 hour", 8 * 3600),
    "powers of ten": ("saros = 10**9 * year", 1e9 * 365.25 * 24 * 3600),
    "a prefix": ("lakh- = 1e5\nsaros = 1 * lakhday", 1e5 * 24 * 3600),
}


@pytest.mark.parametrize(("text", "seconds"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_a_definition_is_pint_s_own_arithmetic(tmp_path: Path, text: str, seconds: float) -> None:
    """Numbers and units, multiplied and divided, in the notation of pint."""
    (tmp_path / "units.txt").write_text(text, encoding="utf-8")
    name = text.splitlines()[-1].split(" ")[0]
    assert load_units(tmp_path / "units.txt").Quantity(1.0, name).to("second").magnitude == pytest.approx(seconds)


def test_units_between_two_lines_count_things(tmp_path: Path) -> None:
    """A count is the unit itself: not thousands of it, and nothing per day."""
    text = "@group count\n    person = [person] = _ = people\n@end\nhousehold = [household]\n"
    (tmp_path / "units.txt").write_text(text, encoding="utf-8")
    registry = load_units(tmp_path / "units.txt")
    counts = {name: is_count(registry, parse_unit(registry, name)) for name in ("person", "people", "household")}
    assert counts == {"person": True, "people": True, "household": False}
    others = ("kiloperson", "person / household", "person / day", "1 / person", "person ** 2", "1", "kg")
    assert not any(is_count(registry, parse_unit(registry, name)) for name in others)
    assert not is_count(load_units(), parse_unit(load_units(), "day"))


@pytest.mark.thorough
def test_without_a_home_folder_there_are_units_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where pint's cache cannot be written, the registry is the same."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "file"))
    assert unit_name(parse_unit(load_units(), "km")) == "kilometer"


def test_a_registry_is_kept_no_longer_than_it_is_used() -> None:
    """A process that builds one brief after the other keeps none but the last, whatever its units were called."""
    first = load_units()
    assert unit_name(parse_unit(first, "meter / second")) == "meter / second"
    seen = weakref.ref(first)
    load_units()
    del first
    gc.collect()
    assert seen() is None
