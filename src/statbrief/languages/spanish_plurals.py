"""Several of a thing in Spanish, by the rules of the academies (Ortografía and Nueva gramática, §3).

Where a name has an adjective nobody can tell that it is one: caso confirmado and hora hombre look alike. So there is no
plural of these but the one that is given.
"""

from __future__ import annotations

import re

from statbrief.languages.patterns import is_word, words

_BEFORE_TAIL = words("a al con de del en entre para por según sin sobre")
"""What comes after the thing itself: toneladas de grano, casos por 100k."""
_IRREGULAR = {
    "régimen": "regímenes", "espécimen": "especímenes", "carácter": "caracteres", "álbum": "álbumes",
    "club": "clubes", "menú": "menús", "champú": "champús", "gas": "gases", "res": "reses", "tos": "toses",
    "bus": "buses", "mes": "meses", "as": "ases", "autobús": "autobuses", "microbús": "microbuses",
    "país": "países", "interés": "intereses", "compás": "compases", "revés": "reveses", "arnés": "arneses",
    "burgués": "burgueses", "marqués": "marqueses", "francés": "franceses", "inglés": "ingleses",
    "portugués": "portugueses", "ciprés": "cipreses",
}  # fmt: skip
_PLAIN = str.maketrans("áéíóú", "aeiou")
_ACCENTED = dict(zip("aeiou", "áéíóú", strict=True))
_VOWELS = re.compile("[aeiouáéíóúü]+")
_STRESSED_END = re.compile(r"(?:[áéó]|(?<![aeo])[íú])n\Z")
_TAKING_S = (*"aeiouáéó", *"bcfgkmptvw")
"""Vowels, and consonants in which loan words end: chips, robots."""
_SEVERAL = 2
"""Syllables of a word that can be stressed before its last."""


def plural(noun: str) -> str:
    """Several of a thing, and of what is no word, the same; nothing where the plural cannot be told.

    >>> plural("tonelada de co2"), plural("camión"), plural("orden"), plural("ONG"), plural("caso confirmado")
    ('toneladas de co2', 'camiones', 'órdenes', 'ONG', '')
    """
    first, *others = noun.split(" ")
    if others and others[0] not in _BEFORE_TAIL and is_word(first) and is_word(others[0]):
        return ""
    return " ".join([_several(first), *others])


def _several(word: str) -> str:
    if not is_word(word) or (word.endswith(("s", "x")) and word not in _IRREGULAR):  # lunes, tórax, personas
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("z"):
        return f"{word[:-1]}ces"
    if word.endswith("n"):
        return _of_n(word)
    return word + ("s" if word.endswith(_TAKING_S) else "es")


def _of_n(word: str) -> str:
    """Camión and camiones, joven and jóvenes: the stress stays where it is, and the accent says so."""
    if _STRESSED_END.search(word):
        return f"{word[:-2]}{word[-2:].translate(_PLAIN)}es"
    groups = list(_VOWELS.finditer(word))
    if word != word.translate(_PLAIN) or len(groups) < _SEVERAL:
        return f"{word}es"
    stressed = groups[-2]
    strong = next((place for place in range(*stressed.span()) if word[place] in "aeo"), stressed.end() - 1)
    return f"{word[:strong]}{_ACCENTED.get(word[strong], word[strong])}{word[strong + 1 :]}es"
