"""What the head of a column says: what to call it, in which unit its numbers are, and whether they are but codes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

_BRACKETS = re.compile(r"\s*[(\[](?P<said>[^()\[\]]+)[)\]]\s*\Z")
_IN = re.compile(r"[\s_](?:in|en)[\s_]*\Z", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_UNITS = {
    **dict.fromkeys(("%", "percent", "per cent", "pct", "por ciento", "porcentaje"), "percent"),
    **dict.fromkeys(("usd", "us$", "us dollars"), "USD"),
    **dict.fromkeys(("eur", "\u20ac", "euro", "euros"), "EUR"),
    **dict.fromkeys(("gbp", "\u00a3"), "GBP"),
    **dict.fromkeys(("kg", "kilograms", "kilogramos"), "kilogram"),
    **dict.fromkeys(("g", "grams", "gramos"), "gram"),
    **dict.fromkeys(("km", "kilometres", "kilometers", "kil\u00f3metros"), "kilometer"),
    **dict.fromkeys(("m", "metres", "meters", "metros"), "meter"),
    **dict.fromkeys(("cm", "centimetres", "centimeters"), "centimeter"),
    **dict.fromkeys(("mm", "millimetres", "millimeters"), "millimeter"),
    **dict.fromkeys(("miles",), "mile"),
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
_AT_END = frozenset(("usd", "eur", "gbp", "kg", "km", "cm", "mm", "pct", "percent", "kwh", "mwh", "gwh"))
"""Those that are meant also without brackets."""
_SCALES = {
    "thousands": "kilo",
    "thousand": "kilo",
    "000s": "kilo",
    "miles": "kilo",
    "millions": "mega",
    "million": "mega",
}
_SCALES |= {"millones": "mega", "miles de": "kilo"}
CURRENCIES = ("USD", "EUR", "GBP")
_PREFIXES = ("kilo", "mega")
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
_ALONE = frozenset(("index", "idx", "rank", "ranking", "row", "month", "day", "hour", "minute", "week", "quarter", "x"))
_ALONE |= frozenset(("mes", "d\u00eda", "hora", "semana", "trimestre", "time", "t", "obs", "n", "unnamed", "y"))
"""Those that are, where the head has no other word."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a head says: `label` is it in words, without its unit; `definitions` are lines of `data/units.txt`."""

    label: str
    unit: str = ""
    definitions: tuple[str, ...] = field(default=())
    is_code: bool = False
    guess: str = ""


def read_head(name: str) -> Head:
    """What the head of a column says.

    >>> head = read_head("price_usd")
    >>> head.label, head.unit, read_head("Share (%)").unit, read_head("Employees (thousands)").unit
    ('Price', 'USD', 'percent', 'kiloemployee')
    """
    bracketed = _BRACKETS.search(name)
    said = bracketed["said"].strip() if bracketed else ""
    rest = name[: bracketed.start()] if bracketed else name
    unit = _UNITS.get(said.lower(), "")
    parts = re.split(r"[_\s]+", rest.strip())
    if not said and len(parts) > 1 and parts[-1].lower() in _AT_END:
        unit, rest = _UNITS[parts[-1].lower()], _IN.sub("", rest[: rest.rindex(parts[-1])])
    words = _words(rest) or _words(name)
    definitions: tuple[str, ...] = ()
    guess = f"its head says {said}" if said and not unit else ""
    if (scaled := _scaled(said, words)) and not unit.startswith("mile / "):
        unit, definition = scaled
        definitions, guess = (definition,), f"its head counts {words.lower()} in {said.lower()}"
    return Head(label=words, unit=unit, definitions=definitions, is_code=_is_code(words), guess=guess)


def _words(name: str) -> str:
    """A head in words, the first with a capital."""
    text = " ".join(re.sub(r"[_\s]+|(?<=\w)\.(?=\w)", " ", _CAMEL.sub(" ", name)).split()).strip(" -:")
    return text[:1].upper() + text[1:]


def _scaled(said: str, words: str) -> tuple[str, str] | None:
    """The unit of what is counted in thousands or millions, where the head names it by one word, and its definition."""
    prefix = _SCALES.get(said.lower())
    if prefix is None or not _NOUN.fullmatch(words) or not words.lower().endswith("s"):
        return None
    several = words.lower()
    one = several[:-3] + "y" if several.endswith("ies") else several[:-1]
    return f"{prefix}{one}", f"{one} = [{one}] = _ = {several}"


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
