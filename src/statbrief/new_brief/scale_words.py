"""Words for thousands, millions and so on in the languages that tables come in, and those that may be such a word.

Some are sure: `mio` is a million wherever it stands. Some say one thing in one language and another in the next:
`billion` is 10^9 in English and 10^12 in German, `miles` are thousands in Spanish and a distance in English, `m` may be
millions, thousands or metres. Those are never taken for either where nothing else tells.
"""

from __future__ import annotations

from collections.abc import Mapping

NO_PREFIX = "which no prefix says"
"""Why a scale that is known is in no unit."""
_SURE = {
    3: (
        "thousand thousands thous thsd thsds ths thd 000s tsd tausend tausende milliers millier mille migliaia "
        "milhar milhares duizend duizenden tusen tusind tys tysi\u0105c tysi\u0105ce tysi\u0119cy tis\u00edc "
        "tis\u00edce mii milers ezer tuhat tuhatta \u0442\u044b\u0441 \u0442\u044b\u0441\u044f\u0447"
    ),
    6: (
        "million millions mio mios mln mlns mill\u00f3n millon millones millionen mione milione milioni milh\u00e3o "
        "milhao milh\u00f5es milhoes miljoen miljoenen miljon miljoner millioner milion miliony milion\u00f3w milions "
        "mill\u00f3ns milyon milli\u00f3 milioane miljoonaa \u043c\u043b\u043d"
    ),
    9: (
        "milliard milliards milliarde milliarden milliarder miliardo miliardi mrd mrds mld mlds miljard miljarden "
        "miljarder miliard miliarde miliardy miliard\u00f3w milyar milli\u00e1rd millardo millardos bilh\u00e3o "
        "bilhao bilh\u00f5es bilhoes \u043c\u043b\u0440\u0434"
    ),
    12: "billionen bili\u00f5es trilh\u00e3o trilhao trilh\u00f5es trilhoes \u0442\u0440\u043b\u043d",
}
SURE: Mapping[str, int] = {word: zeros for zeros, words in _SURE.items() for word in words.split()}
"""The zeros of what is the same scale in each language that has the word."""
IN_ENGLISH: Mapping[str, int] = {
    **dict.fromkeys(("billion", "billions", "bn", "bns", "bln"), 9),
    **dict.fromkeys(("trillion", "trillions", "trn", "tn", "tln"), 12),
}
"""Those that are so many in English, and thousand or a million times as many elsewhere."""
BESIDE_MONEY: Mapping[str, int] = {"k": 3, "tds": 3, "mn": 6, "md": 9, "mds": 9, "mia": 9}
"""Abbreviations that are a scale beside a currency; alone they may be something else."""
BESIDE_MONEY_IN_ENGLISH: Mapping[str, int] = {"m": 6, "mm": 6, "b": 9}
"""Those that are so in English: a Spanish m€ may be a thousand euros."""
BEFORE_MONEY: Mapping[str, int] = {"T": 3, "G": 9, "M": 6}
"""Capitals that are so where they are written as one word with the currency that follows them: TEUR, M€."""
_MAY_BE = {
    "m": "millions, thousands or metres",
    "k": "thousands or kelvins",
    "mm": "millions or millimetres",
    "b": "billions",
    "t": "thousands, trillions or tonnes",
    "g": "billions (10^9) or grams",
    "mn": "millions, or something else",
    "md": "billions (10^9), or something else",
    "mds": "billions (10^9), or something else",
    "mia": "billions (10^9), or something else",
    "tds": "thousands, or something else",
    "mill": "millions or thousandths",
    "mills": "millions or thousandths",
    "bio": "10^9 or 10^12",
    "kt": "thousands of tonnes or knots",
    "mt": "millions of tonnes or tonnes",
}
_MAY_BE |= dict.fromkeys(("billion", "billions", "bn", "bns", "bln"), "10^9 or 10^12")
_MAY_BE |= dict.fromkeys(("trillion", "trillions", "trn", "tln"), "10^12 or 10^18")
_MAY_BE |= {"tn": "10^12, 10^18 or tonnes"}
MAY_BE: Mapping[str, str] = _MAY_BE
"""What the short ones may be, where nothing tells."""
_ANYWHERE = {
    "miles": "thousands or a distance",
    "mil": "thousands or millions",
    **dict.fromkeys(("bill\u00f3n", "billon", "billones", "bilione", "bilioni", "bili\u00f3n"), "10^9 or 10^12"),
    **dict.fromkeys(("trill\u00f3n", "trillon", "trillones", "trillionen"), "10^12 or 10^18"),
    **dict.fromkeys(("hundred", "hundreds", "cientos", "centenas", "centaines", "centinaia", "hundert"), NO_PREFIX),
    "mdd": "millions of dollars",
    "mdp": "millions of pesos",
    **dict.fromkeys(("lakh", "lakhs", "crore", "crores"), NO_PREFIX),
}
ANYWHERE: Mapping[str, str] = _ANYWHERE
"""What longer ones may be; hundreds, lakhs and crores are sure, but units have no prefix for them."""
SIGNS_OF_SCALES = ("\u4e07", "\u842c", "\u5104", "\u4ebf", "\u767e\u4e07", "\u5343")
"""Signs for tens of thousands and more, which are written as one word with what they count."""
MANY = frozenset(("ten", "tens", "zehn", "diez", "dix", "dieci", "dez", "decenas", "dizaines", "dozen", "dozens"))
"""Words before a scale that make another one of it."""
PREFIXES: Mapping[int, str] = {3: "kilo", 6: "mega", 9: "giga", 12: "tera"}
"""What units have before them for so many zeros."""
SO_MANY: Mapping[int, str] = {3: "thousands", 6: "millions", 9: "billions (10^9)", 12: "trillions (10^12)"}
"""Each in words that have but one meaning."""
CAN_HAVE_PREFIX: Mapping[str, str] = {
    **dict.fromkeys(("tonne", "tonnes", "tonnen", "toneladas", "tonnellate", "t"), "tonne"),
    **dict.fromkeys(("hectare", "hectares", "ha", "hect\u00e1reas", "hektar", "ettari"), "hectare"),
    **dict.fromkeys(("litre", "litres", "liter", "liters", "litros", "litri"), "liter"),
}
"""Other units that are had in thousands and millions; a ton is one of three."""
FOREIGN = frozenset(
    (
        *("jahr", "monat", "quartal", "datum", "land", "wert", "gebiet", "kreis", "anzahl", "umsatz", "ausgaben"),
        *("fecha", "mes", "trimestre", "ano", "pais", "provincia", "valor", "periodo", "ingresos", "gastos", "deuda"),
        *("anno", "mese", "regione", "paese", "valore", "annee", "mois", "pays", "valeur", "saldo", "jaar", "maand"),
        *("rok", "kraj", "schulden", "einheit", "einnahmen", "exportaciones", "importaciones", "comunidad", "mrd"),
        *("mld", "mio", "tsd", "millones", "miles", "millionen", "milliarden", "milioni", "miliardi", "milliards"),
    )
)
"""Words of heads, without accents, by which a table is none in English."""
LENGTHS = (
    *("length", "height", "width", "depth", "distance", "elevation", "altitude", "thickness", "diameter", "radius"),
    *("rain", "precip", "snow", "sea level", "wave", "tide", "visibility", "altura", "ancho", "profundidad"),
    *("distancia", "lluvia", "nieve", "longitud", "l\u00e4nge", "laenge", "h\u00f6he", "hoehe", "breite", "tiefe"),
    *("niederschlag", "schnee", "distanz", "entfernung", "hauteur", "longueur", "largeur", "profondeur", "pluie"),
    *("neige", "lunghezza", "altezza", "larghezza", "profondit\u00e0", "pioggia", "chuva", "comprimento"),
)
"""Words, or their beginnings, of what is measured in metres and millimetres."""
