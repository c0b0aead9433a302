"""Several of a thing in English: regular and well-known irregular plurals; what is no word stays as it is defined."""

from __future__ import annotations

from statbrief.languages.patterns import is_acronym, is_word, words

_BEFORE_TAIL = words("of in per for with without at by from on to under over")
"""What comes after the thing itself: tonnes of grain, cases per 100k."""
_IRREGULAR = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
    "goose": "geese", "mouse": "mice", "louse": "lice", "ox": "oxen", "quiz": "quizzes", "datum": "data",
    "criterion": "criteria", "phenomenon": "phenomena", "half": "halves", "calf": "calves", "leaf": "leaves",
    "loaf": "loaves", "thief": "thieves", "wolf": "wolves", "shelf": "shelves", "knife": "knives", "life": "lives",
    "wife": "wives", "potato": "potatoes", "tomato": "tomatoes", "hero": "heroes", "echo": "echoes", "veto": "vetoes",
    "cargo": "cargoes", "embargo": "embargoes", "mango": "mangoes", "volcano": "volcanoes",
    "passerby": "passersby",
}  # fmt: skip
_AS_ONE = words(
    "sheep fish deer salmon trout cod bison moose swine cattle aircraft spacecraft offspring staff personnel police"
    " equipment evidence information percent hertz data people children men women feet teeth geese mice lice oxen media"
    " criteria phenomena"
)
"""Words that are the same of several, or of several already."""
_MEN = ("woman", "sman", *words("fisherman fireman chairman policeman workman seaman layman postman foreman"))
_HARD_CH = words("stomach monarch patriarch matriarch epoch loch tech")
_ONE_IN_S = words("gas lens bias atlas canvas alias iris pancreas")


def plural(noun: str) -> str:
    """Several of a thing; of a `tonne of grain`, tonnes of grain, and of what is no word, the same.

    >>> plural("live birth"), plural("tonne of co2"), plural("co2"), plural("births"), plural("MP")
    ('live births', 'tonnes of co2', 'co2', 'births', 'MPs')
    """
    parts = noun.split(" ")
    last = next((place for place, each in enumerate(parts) if place and each in _BEFORE_TAIL), len(parts)) - 1
    return " ".join([*parts[:last], _several(parts[last]), *parts[last + 1 :]])


def _several(word: str) -> str:
    if is_acronym(word):
        return word if word.endswith("S") else f"{word}s"
    if not is_word(word) or word in _AS_ONE:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(_MEN):
        return f"{word[:-2]}en"
    return f"{word[:-2]}es" if word.endswith("sis") else _regular(word)


def _regular(word: str) -> str:
    if word.endswith(("ss", "us", "sh", "x", "z")) or word in _ONE_IN_S:
        return f"{word}es"
    if word.endswith("s"):  # births, series
        return word
    if word.endswith("ch"):
        return f"{word}s" if word in _HARD_CH else f"{word}es"
    if word.endswith("y") and (word[-2:-1] not in "aeiou" or word.endswith("quy")):
        return f"{word[:-1]}ies"
    return f"{word}s"
