"""Units as people write them beside a number: 31 days, 2,300 births a day, 20°C, 12 mm.

Time and money have the language's own names (Babel's, from CLDR). What pint has a symbol for is written with that.
Thousands and millions of what has none are said in words: a `kiloperson` is a thousand people. The brief's own units
are nouns: the first other name that `data/units.txt` gives one is its plural, else the regular one. A label in the
brief's language comes before all; ``día|días`` there is singular and plural.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from babel.numbers import get_currency_name, is_currency
from babel.units import format_unit

from statbrief.languages.numbers import ZEROS, Numbers
from statbrief.languages.registry import vocabularies

if TYPE_CHECKING:
    from pint.facets.plain import PlainUnit

_TIMES = ("second", "minute", "hour", "day", "week", "month", "year")
_CALLED = {"ton": "short_ton"}
"""What pint calls otherwise than people do: a ton is one of three."""
_SYNONYM = re.compile(
    r"imperial_\w+|(U[KS]_)?force_(long_)?ton|dry_barrel|fifth|foot_pound|particle|pica|pixel|refrigeration_ton|roentgen"
    r"|newtonian_constant_of_gravitation|square_(degree|rod|survey_mile)|synodic_month|ton|turn"
)
"""Units whose other names in pint are no plurals."""
_IN_CODE = re.compile(r"(?:US|UK|ap|atm|beer|cu|ft|imperial|oil|sq)_\w")
"""What pint has in the place of a sign and nobody writes so: `sq_mi`, `oil_bbl`."""
_MANY = 2
_MILLION = 6


@dataclass(frozen=True)
class _Part:
    """One unit of a compound, by pint's name, and its power."""

    name: str
    power: float
    unit: PlainUnit


def _parts(unit: PlainUnit) -> list[_Part]:
    return [_Part(each, float(str(power)), unit._REGISTRY.Unit(each)) for each, power in unit._units.items()]  # noqa: SLF001 -- no other way


def unit_text(unit: PlainUnit, words: Numbers, *, is_one: bool = False) -> str:
    """The unit beside a number; nothing of a plain one."""
    name = str(unit)
    if name in {"", "dimensionless"}:
        return ""
    if label := words.labels.text("unit", name, ""):
        return _labelled(label, is_one=is_one)
    parts = _parts(unit)
    above, below = [each for each in parts if each.power > 0], [each for each in parts if each.power < 0]
    if not above:  # 7 a day
        return "".join(_per(each, words, is_symbol=False) for each in below).lstrip()
    said = " ".join(_named(each, words, is_one=is_one or each is not above[-1]) for each in above)
    return "".join([said, *(_per(each, words, is_symbol=_has_symbol(above[-1])) for each in below)])


def unit_of_head(unit: PlainUnit, words: Numbers) -> str:
    """The unit of what stands beneath a head, where no number is with it: thousands of jobs, millones de euros."""
    name = str(unit)
    many = _many_of(_Part(name, 1, unit)) if counted(unit) and not words.labels.text("unit", name, "") else None
    several = words.vocabulary.units.several.get(many[0], "") if many else ""
    if many is None or not several:
        return unit_text(unit, words)
    return f"{several} {_named(_Part(many[1].name, 1, many[1].unit), words, is_one=False)}"


def is_international(unit: PlainUnit) -> bool:
    """Whether a unit is written with symbols alone, which every language shares: mm, kg/m³, °C."""
    return all(_has_symbol(each) and each.name not in _TIMES for each in _parts(unit))


def nameless(unit: PlainUnit, words: Numbers, own: Collection[str]) -> list[str]:
    """The parts of a unit that only English has a name for; none of a brief in the language of pint's own names.

    `own` are the names that the brief itself gives: in the language of its data, they are what its author calls it.
    """
    if not words.vocabulary.units.rate or words.labels.text("unit", str(unit), ""):
        return []
    parts = [_Part(each, 1, unit._REGISTRY.Unit(each)) for each in unit._units]  # noqa: SLF001 -- as above
    return [each.name for each in parts if not _is_known(each, words, own)]


def without_plural(unit: PlainUnit, words: Numbers) -> list[str]:
    """The parts of a unit of which nobody can tell what several are called."""
    if words.labels.text("unit", str(unit), ""):
        return []
    things = [many[1] if (many := _many_of(each)) else each for each in _parts(unit) if each.power > 0]
    return [each.name for each in things if _is_noun(each, words) and not _plural(each, words)]


def _is_noun(part: _Part, words: Numbers) -> bool:
    """Whether a unit is called what the brief calls it, and otherwise of several."""
    return not _is_named(part, words) and not _has_symbol(part) and not _rate(part, words) and _has_plural(part)


def _is_known(part: _Part, words: Numbers, own: Collection[str]) -> bool:
    """Whether a unit has a name in the brief's language: a label, its own, a symbol, or one that Babel has."""
    if many := _many_of(part):
        return _is_known(many[1], words, own)
    if _is_named(part, words):
        return True
    return bool(_has_symbol(part) or _rate(part, words)) or any(part.name.endswith(each) for each in own)


def _is_named(part: _Part, words: Numbers) -> bool:
    """Whether a label says what a unit is called, or it is one of time or money, which Babel names."""
    return bool(words.labels.text("unit", part.name, "")) or part.name in _TIMES or words.is_currency(part.name)


def is_spoken(unit: PlainUnit, words: Numbers) -> bool:
    """Whether a unit is named in the language without a label: money, symbols, rates such as `per_100k`."""
    if words.is_currency(str(unit)) or is_international(unit):
        return True
    parts = _parts(unit)
    if len(parts) != 1 or parts[0].power != 1:
        return False
    many = _many_of(parts[0])
    return words.is_currency(many[1].name) if many else bool(_rate(parts[0], words))


def to_label(unit: PlainUnit, words: Numbers) -> str:
    """The unit that a label is wanted of: of thousands of a thing that have none of their own, the thing.

    The language has the words for what is counted by thousands: of a `kiloperson` whose `person` is *persona|personas*
    there are *mil personas*.
    """
    name = str(unit)
    return name if words.labels.text("unit", name, "") else counted(unit) or name


def counted(unit: PlainUnit) -> str:
    """What a unit counts thousands or millions of; nothing of any other."""
    is_one = len(unit._units) == 1 and set(unit._units.values()) == {1}  # noqa: SLF001 -- as above
    many = _many_of(_Part(str(unit), 1, unit)) if is_one else None
    return many[1].name if many else ""


def _rate(part: _Part, words: Numbers) -> str:
    """A rate whose name begins in English, in the language's own words: so many for each 100.000; nothing of others.

    Its number is what the unit is, not what its name says.
    """
    phrase = words.vocabulary.units.rate
    if not phrase or not part.name.startswith("per_"):
        return ""
    one = Decimal(repr(_factor(part))).normalize()
    is_one_in_many = one.as_tuple().digits == (1,) and one < 1
    return phrase.format(words.number(1 / one).removeprefix("1 ")) if is_one_in_many else ""


def _factor(part: _Part) -> float:
    """What a rate is of its own measure: 0.00001 of `per_100k = 1e-5 * case / person`, and of one without units."""
    if not part.unit.dimensionality:
        return float((1 * part.unit).to("").magnitude)
    registry: Any = part.unit._REGISTRY  # noqa: SLF001 -- pint has no other way to it
    return float(getattr(registry._units[part.name].converter, "scale", 1.0))  # noqa: SLF001 -- as above


def _many_of(part: _Part) -> tuple[int, _Part] | None:
    """Of what counts thousands or millions of money, or of a thing without a symbol: how many zeros, and the thing."""
    registry: Any = part.unit._REGISTRY  # noqa: SLF001 -- pint has no other way to it
    prefix, name, _ = next(iter(registry.parse_unit_name(part.name)), ("", "", ""))
    if prefix not in ZEROS or abs(part.power) != 1:
        return None
    thing = _Part(name, part.power, registry.Unit(name))
    is_thing = is_currency(name) or not _has_symbol(thing)  # the sign of money in data/units.txt says no thousands
    return None if not is_thing else (ZEROS[prefix], thing)


def _many(zeros: int, thing: _Part, words: Numbers, *, is_one: bool) -> str:
    """Thousands or millions of a thing in the language's words: million people, millones de personas."""
    many = words.size(zeros, Decimal(1 if is_one else _MANY))
    of = f" {words.vocabulary.units.of_many}" if zeros >= _MILLION and words.vocabulary.units.of_many else ""
    return f"{many}{of} {_named(_Part(thing.name, 1, thing.unit), words, is_one=False)}"


def _labelled(label: str, *, is_one: bool) -> str:
    """The one name of a label, or that of one or of several."""
    one, _, several = label.partition("|")
    return one if is_one or not several else several


def _named(part: _Part, words: Numbers, *, is_one: bool) -> str:
    """A unit as a noun or a symbol."""
    if (label := words.labels.text("unit", part.name, "")) and part.power == 1:
        return _labelled(label, is_one=is_one)
    if part.name in _TIMES and part.power == 1:
        return _time(part.name, words, is_one=is_one)
    if (many := _many_of(part)) is not None:
        return _many(*many, words, is_one=is_one)
    if words.is_currency(part.name):
        return str(get_currency_name(part.name, 1 if is_one else _MANY, words.locale))
    if _has_symbol(part):
        return _symbol(part)
    return (_rate(part, words) if part.power == 1 else "") or _noun(part, words, is_one=is_one)


def _noun(part: _Part, words: Numbers, *, is_one: bool) -> str:
    """A unit as `data/units.txt` calls it, or pint; rates have no plural: per 100k."""
    noun = _CALLED.get(part.name, part.name).replace("_", " ")
    if not is_one and _has_plural(part):
        noun = _plural(part, words) or noun
    return noun + _raised(part.power)


def _has_plural(part: _Part) -> bool:
    """Whether several of a unit are called otherwise than one: not of rates, in any language."""
    per = tuple(f"{each.units.per}_" for each in vocabularies())
    return bool(part.unit.dimensionality) and not part.name.startswith(per)


def _per(part: _Part, words: Numbers, *, is_symbol: bool) -> str:
    """What each of a unit is said to have: a day, per km²."""
    if is_symbol and _has_symbol(part) and part.name not in _TIMES:
        return f"/{_symbol(part)}"
    said = words.vocabulary.units
    one = _Part(part.name, -part.power, part.unit)
    noun = _named(one, words, is_one=True)
    if part.power != -1 or _many_of(part) or (_has_symbol(part) and part.name not in _TIMES):
        return f" {said.per} {noun}"
    return f" {said.each_of.get(part.name) or said.each(noun)}"


def _time(name: str, words: Numbers, *, is_one: bool) -> str:
    """A unit of time as the language calls it."""
    count = 1 if is_one else _MANY
    return str(format_unit(count, name, "long", locale=words.locale)).removeprefix(str(count)).strip()


def _has_symbol(part: _Part) -> bool:
    sign = f"{part.unit:~P}"
    return sign != part.name and not _IN_CODE.search(sign) and not _many_of(part)


def _symbol(part: _Part) -> str:
    """pint's symbol; a difference of temperatures has that of the temperature."""
    return f"{part.unit:~P}".removeprefix("Δ").removeprefix("delta_") + _raised(abs(part.power))


def _raised(power: float) -> str:
    if power == 1:
        return ""
    return {2: "²", 3: "³"}.get(int(power), f"^{power:g}") if power == int(power) else f"^{power:g}"


def _other_names(part: _Part) -> tuple[str, ...]:
    """What else `data/units.txt` calls the unit, or pint calls several of it."""
    registry: Any = part.unit._REGISTRY  # noqa: SLF001 -- pint has no other way to it
    definition = registry._units.get(part.name)  # noqa: SLF001
    return () if _SYNONYM.fullmatch(part.name) else tuple(getattr(definition, "aliases", ()))


def _plural(part: _Part, words: Numbers) -> str:
    """Several of a thing: the first of its other names, else the language's plural; nothing where that is not known."""
    called = _CALLED.get(part.name, part.name)
    for each in _other_names(part):
        return each.replace("_", " ")
    return words.vocabulary.units.plural(called.replace("_", " "))
