"""What the head of a column says: what to call it, in which unit its numbers are, and whether they are but codes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from statbrief.data.units import known_unit, load_units
from statbrief.files.paths import DEFINITIONS
from statbrief.new_brief.currencies import ALSO_ELSE, CODES, code_in
from statbrief.new_brief.scale_words import LENGTHS, NO_PREFIX, PREFIXES, SO_MANY
from statbrief.new_brief.scales import Scale, ends_in_rate, scale_in

_BRACKETS = re.compile(r"\s*[(\[](?P<said>[^()\[\]]+)[)\]]\s*\Z")
_PLURAL = re.compile(r"\w\(s\)\s*\Z")
"""What may be one or several, and no seconds: Employee(s)."""
_IN = re.compile(r"[\s_](?:in|en)[\s_]*\Z", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_UNITS = {
    **dict.fromkeys(("%", "percent", "per cent", "pct", "por ciento", "porcentaje"), "percent"),
    **dict.fromkeys(("us$", "us dollars"), "USD"),
    **dict.fromkeys(("\u20ac", "euro", "euros"), "EUR"),
    "\u00a3": "GBP",
    **dict.fromkeys(("kg", "kilograms", "kilogramos"), "kilogram"),
    **dict.fromkeys(("g", "grams", "gramos"), "gram"),
    **dict.fromkeys(("km", "kilometres", "kilometers", "kil\u00f3metros"), "kilometer"),
    **dict.fromkeys(("metres", "meters", "metros"), "meter"),
    **dict.fromkeys(("cm", "centimetres", "centimeters"), "centimeter"),
    **dict.fromkeys(("millimetres", "millimeters"), "millimeter"),
    **dict.fromkeys(("km2", "km\u00b2"), "km**2"),
    **dict.fromkeys(("h", "hours", "horas"), "hour"),
    **dict.fromkeys(("min", "minutes", "minutos"), "minute"),
    **dict.fromkeys(("s", "seconds", "segundos"), "second"),
    **dict.fromkeys(("days", "d\u00edas"), "day"),
    **dict.fromkeys(("kwh",), "kilowatt_hour"),
    **dict.fromkeys(("mwh",), "megawatt_hour"),
    **dict.fromkeys(("gwh",), "gigawatt_hour"),
    **dict.fromkeys(("l", "litres", "liters", "litros"), "liter"),
    **dict.fromkeys(("hpa",), "hectopascal"),
    **dict.fromkeys(("km/h",), "kilometer / hour"),
    **dict.fromkeys(("mph",), "mile / hour"),
}
"""Units as heads write them, in brackets or after the last `_`; not temperatures, of which no median can be told."""
_AT_END = frozenset(("kg", "km", "cm", "pct", "percent", "kwh", "mwh", "gwh"))
"""Those that are meant also without brackets."""
_OF_LENGTHS = {"m": "meter", "mm": "millimeter"}
"""Those that are meant where a length is measured; elsewhere they may be millions."""
_IN_CAPITALS = {"Mt": "megatonne", "MW": "megawatt", "GW": "gigawatt", "TWh": "terawatt_hour", "PJ": "petajoule"}
"""Those that are meant where their letters are large and small as here."""
CURRENCIES = CODES | ALSO_ELSE
_PREFIXES = tuple(PREFIXES.values())
_NOUN = re.compile(r"[A-Za-z\u00e1\u00e9\u00ed\u00f3\u00fa\u00f1]{3,}")
_CODES = frozenset(
    (
        *("id", "ids", "code", "codes", "c\u00f3digo", "codigo", "clave", "key", "zip", "zipcode", "postcode", "fips"),
        *("iata", "icao", "lat", "latitude", "latitud", "lon", "lng", "long", "longitude", "longitud", "phone", "tel"),
        *("telephone", "tel\u00e9fono", "isbn", "ssn", "serial", "rownames", "rowid", "cluster", "flag", "dummy"),
        *("weekday", "dow", "uuid", "guid", "easting", "northing", "coordinate", "coordinates", "zcta", "geoid", "oid"),
        *("objectid", "target", "label", "class", "group", "number", "no", "nr", "num"),
    )
)
"""Words of heads of codes, numbers that are names, and places on a map: nothing adds them up."""
_WHOLE = frozenset(("index", "idx", "\u00edndice", "indice"))
"""Those that are where the head has no other word and the numbers are whole: 103.2 is an index of prices."""
_ALONE = frozenset(("rank", "ranking", "row", "month", "day", "hour", "minute", "week", "quarter", "x"))
_ALONE |= frozenset(("mes", "d\u00eda", "hora", "semana", "trimestre", "time", "t", "obs", "n", "unnamed", "y"))
"""Those that are, where the head has no other word."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a head says: `label` is it in words, without its unit; `definitions` are lines of `data/units.txt`.

    `is_code` is of one whose numbers are codes, `is_whole_code` where they are whole; `is_scaled` is of one that says
    thousands, millions or the like, or may: what it heads is no code.
    """

    label: str
    unit: str = ""
    definitions: tuple[str, ...] = field(default=())
    is_code: bool = False
    is_whole_code: bool = False
    is_scaled: bool = False
    guess: str = ""


def read_head(name: str, beside: str = "", *, is_english: bool = True) -> Head:
    """What the head of a column says.

    `beside` is the unit that stands beside each of its numbers, `is_english` says whether the table is plainly in
    English. A scale, such as millions, is part of the unit, or leaves that open.

    >>> head = read_head("price_usd")
    >>> head.label, head.unit, read_head("Share (%)").unit, read_head("Employees (thousands)").unit
    ('Price', 'USD', 'percent', 'kiloemployee')
    >>> read_head("saldo_mio_eur").unit, read_head("Revenue (\u00a3bn)").unit, read_head("Sales (m)").unit
    ('megaEUR', 'gigaGBP', '')
    """
    scale = None if _in_capitals(name) else scale_in(name, is_english=is_english)
    head = _unscaled(name) if scale is None else _scaled(name, scale, beside)
    if not beside or head.is_scaled:
        return head
    if head.unit and head.unit != beside:
        guess = f"its head says {head.unit}, and {beside} stands beside its numbers"
        return replace(head, label=_words(name), unit="", guess=guess, is_scaled=True)
    return replace(head, unit=beside)


def _in_capitals(name: str) -> str:
    """The unit that stands at the end of a head in letters large and small, where there is such."""
    last = re.search(r"(?:[(\[_\s])(?P<said>[A-Za-z]+)[)\]]?\s*\Z", name)
    unit = _IN_CAPITALS.get(last["said"], "") if last and not ends_in_rate(name) else ""
    return unit if unit and last is not None and scale_in(name[: last.start()]) is None else ""


def _unscaled(name: str) -> Head:
    """What a head without a scale says; brackets that say no unit stay in its label."""
    bracketed = _BRACKETS.search(name)
    said = bracketed["said"].strip() if bracketed else ""
    rest = name[: bracketed.start()] if bracketed else name
    unit = "" if _PLURAL.search(name) else _UNITS.get(said.lower(), "") or _by_context(said, name)
    parts = re.split(r"[_\s]+", rest.strip())
    last = said or (parts[-1] if len(parts) > 1 and not ends_in_rate(rest) else "")
    if capitals := _in_capitals(name):
        unit, rest = capitals, rest if said else _IN.sub("", rest[: rest.rindex(last)])
    elif last and not said and (unit := _UNITS[last.lower()] if last.lower() in _AT_END else _by_context(last, name)):
        rest = _IN.sub("", rest[: rest.rindex(last)])
    words = _words(rest if unit else name) or _words(name)
    guess = f"its head says {said}" if said and not unit else ""
    if unit == "megatonne":
        guess = f"its head says {last}, read as millions of tonnes"
    own = _words(rest)
    return Head(label=words, unit=unit, is_code=_is_code(own), is_whole_code=own.lower() in _WHOLE, guess=guess)


def _by_context(said: str, name: str) -> str:
    """The currency, or the unit of a length, that a part of a head says; nothing where the head speaks of neither."""
    is_length = any(each in name.casefold() for each in LENGTHS)
    return code_in(said, name) or (_OF_LENGTHS.get(said, "") if is_length else "")


def _scaled(name: str, scale: Scale, beside: str) -> Head:
    """What a head with a scale says: so many of a unit, or of what is counted, or that a person must say it."""
    if scale.doubt or (beside and scale.unit and scale.unit != beside) or beside == "percent":
        return _in_doubt(name, scale, beside)
    prefix, rest = PREFIXES[scale.zeros], _words(scale.rest)
    if unit := scale.unit or beside:
        read = f"its head says {scale.said}, read as {SO_MANY[scale.zeros]} of {unit}"
        return Head(label=rest or _words(name), unit=f"{prefix}{unit}", guess=read, is_scaled=True)
    several = (scale.noun or rest).lower()
    one = _singular(several)
    if not one:
        return _in_doubt(name, scale, beside)
    return Head(
        label=rest or _words(several),
        unit=f"{prefix}{one}",
        definitions=(f"{one} = [{one}] = _ = {several}",),
        guess=f"its head counts {several} in {_words_said(scale)}",
        is_scaled=True,
    )


def _in_doubt(name: str, scale: Scale, beside: str) -> Head:
    """A head whose scale nobody can tell for sure: all of it stays in the label, and the unit is open."""
    also = f", and {beside} stands beside its numbers" if beside else ""
    guess = f"its head says {scale.said}{_may_be(scale)}{also}; {_has_to_say(scale, beside)}"
    return Head(label=_words(name), guess=guess, is_scaled=True)


def _may_be(scale: Scale) -> str:
    """What the words of a scale may mean, where they do not say it themselves."""
    if " or " in scale.doubt:
        return f", which may be {scale.doubt}"
    return "" if scale.doubt in {"", *SO_MANY.values()} else f" ({scale.doubt})"


def _has_to_say(scale: Scale, beside: str) -> str:
    """Where a person says it, with an example."""
    if scale.doubt == NO_PREFIX:
        return f"{DEFINITIONS} has to have a unit for it, such as ten_thousand_EUR = 1e4 * EUR"
    zeros = scale.zeros or next((each for each, words in SO_MANY.items() if scale.doubt.startswith(words)), 6)
    of_tonnes = "tonne" if "of tonnes" in scale.doubt else ""
    unit = of_tonnes or (scale.unit if scale.unit in CURRENCIES else beside if beside in CURRENCIES else "EUR")
    return f"its unit has to say that, too, {such_as(PREFIXES[zeros], unit)}"


def such_as(prefix: str, unit: str) -> str:
    """An example of a unit, with what a currency needs.

    >>> such_as("kilo", "EUR"), such_as("kilo", "tonne")
    ('such as kiloEUR with EUR = [currency] in data/units.txt', 'such as kilotonne')
    """
    return f"such as {prefix}{unit}" + (f" with {unit} = [currency] in {DEFINITIONS}" if unit in CURRENCIES else "")


def _words_said(scale: Scale) -> str:
    """The scale alone, in small letters."""
    return scale.said.lower().removesuffix(scale.noun.lower()).removesuffix("of ").strip() or scale.said.lower()


def _words(name: str) -> str:
    """A head in words, the first with a capital."""
    text = " ".join(re.sub(r"[_\s]+|(?<=\w)\.(?=\w)", " ", _CAMEL.sub(" ", name)).split()).strip(" -:")
    return text[:1].upper() + text[1:]


def _singular(several: str) -> str:
    """What one of these is called; nothing where they have no plural in s, are two words, or a unit has that name."""
    if several in {"people", "persons"}:
        return "person"
    if not _NOUN.fullmatch(several) or not several.endswith("s"):
        return ""
    one = several[:-3] + "y" if several.endswith("ies") else several[:-1]
    registry = load_units()
    return "" if known_unit(registry, one) is not None or known_unit(registry, several) is not None else one


def _is_code(words: str) -> bool:
    parts = words.lower().split()
    return bool(_CODES.intersection(parts)) or (len(parts) == 1 and parts[0] in _ALONE)


def counted_in(unit: str, definitions: Collection[str]) -> str:
    """What is counted, of a unit of thousands or millions of it that the brief defines; nothing of any other.

    >>> counted_in("kiloemployee", ["employee = [employee] = _ = employees"]), counted_in("kilogram", [])
    ('employee', '')
    """
    known = {each.partition(" = ")[0] for each in definitions}
    return next((unit.removeprefix(each) for each in _PREFIXES if unit.removeprefix(each) in known - {unit}), "")


def currency_of(unit: str) -> str:
    """The currency that a unit is, or is thousands or millions of; nothing of any other.

    >>> currency_of("megaEUR"), currency_of("megawatt")
    ('EUR', '')
    """
    bare = next((unit.removeprefix(each) for each in _PREFIXES if unit.startswith(each)), unit)
    return bare if bare in CURRENCIES else ""
