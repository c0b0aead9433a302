"""Thousands, millions and so on in the head of a column: read where they are sure, and asked about where they are not.

A head that has such a word is never read without it. It is read where the word is the same in every language, or the
table is plainly in English, where there are no two of them, and where what is counted stands with it: a currency, a
unit that takes a prefix, or one noun. All else leaves the unit open, and says why. What follows a `per` is a rate, and
no scale.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from statbrief.languages.registry import OF_MESSAGES
from statbrief.languages.tags import base_language
from statbrief.new_brief.currencies import ALSO_ELSE, CODES
from statbrief.new_brief.currencies import WORDS as MONEY
from statbrief.new_brief.scale_words import (
    ANYWHERE,
    BEFORE_MONEY,
    BESIDE_MONEY,
    BESIDE_MONEY_IN_ENGLISH,
    CAN_HAVE_PREFIX,
    FOREIGN,
    IN_ENGLISH,
    LENGTHS,
    MANY,
    MAY_BE,
    NO_PREFIX,
    PREFIXES,
    SIGNS_OF_SCALES,
    SO_MANY,
    SURE,
)

_US = re.compile(r"U\.?S\.?[\s_]+dollars?|US\$", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?P<power>\b10\s*(?:\^|\*\*)\s*[0-9]+|\b10[\u2070-\u2079\u00b9\u00b2\u00b3]+|\b1[eE][0-9]+\b)"
    r"|(?P<zeros>(?<![0-9])['\u2019\u2018`\u00b4]?000['\u2019]?s?(?![0-9]))"
    r"|(?P<number>[0-9]+(?:[.,'\u2019\u00a0\u202f ][0-9]{3})*(?:[.,][0-9]+)?(?:[kKmM]\b)?)"
    r"|(?P<sign>R\$|[\u20ac$\u00a3\u00a5%])"
    r"|(?P<word>[^\W\d_][^\W_]*)"
    r"|(?P<mark>[()\[\],;:])"
    r"|(?P<per>/)"
)
_CODE = "|".join(sorted(CODES | ALSO_ELSE))
_GLUED = re.compile(
    rf"(?P<before>k|K|m|M|MM|T|G|mn|mio|Mio|mln|bn|Mrd|mrd|mld|tsd|Tsd)(?P<code>{_CODE})"
    rf"|(?P<first>{_CODE})(?P<after>k|K|m|M|mm|MM|mn|mln|mio|bn|b|B|tn|mrd|000s?)"
)
_GLUED_IN_SMALL = re.compile(r"(?P<before>k|m|t|mn|mio|bn|mrd|tsd)(?P<code>eur|usd|gbp|chf)(?P<first>)(?P<after>)")
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])")
_TIMES = re.compile(r"(?<![^\W_])[xX\u00d7]\s?(?=1[.,]?0{3})")
_SCALE_BEFORE_SIGN = re.compile(r"\b(?P<before>T|G|M)(?=[\u20ac$\u00a3])")
_PER = frozenset(("per", "pro", "je", "por", "par", "pour", "cada", "each", "every", "auf", "ogni", "/"))
_GLUE = frozenset(re.findall(r"\w+", "in en of de di d von van the i em x du des"))
_OF = frozenset(("of", "de", "di", "d", "von", "van"))
_PERCENT = frozenset(("%", "percent", "pct"))
SCALE, DOUBT, SHORT, UNIT, GLUE, PER = "scale", "doubt", "short", "unit", "glue", "per"
NUMBER, NOUN, MARK = "number", "noun", "mark"


@dataclass(frozen=True, kw_only=True)
class Token:
    """A part of a head: `zeros` are those of a scale, `unit` what money or another unit is called; `why` is of doubt.

    `is_rate` is of what stands behind a `per`.
    """

    kind: str
    text: str
    start: int
    end: int
    zeros: int = 0
    unit: str = ""
    why: str = ""
    is_rate: bool = False


@dataclass(frozen=True, kw_only=True)
class Scale:
    """What a head says of thousands, millions and so on.

    `said` are its words for that, `rest` what else it says. Either `zeros` are known and what is counted, a `unit` or a
    `noun` (neither where it is not said), or `doubt` says what is not.
    """

    said: str
    rest: str = ""
    zeros: int = 0
    unit: str = ""
    noun: str = ""
    doubt: str = ""


def scale_in(head: str, *, is_english: bool = True) -> Scale | None:
    """What a head says of a scale; None where it says nothing of one.

    >>> found = scale_in("saldo_mio_eur")
    >>> found.rest, found.said, found.zeros, found.unit
    ('saldo', 'mio_eur', 6, 'EUR')
    >>> scale_in("Cases per million"), scale_in("Sales (miles)").doubt
    (None, 'thousands or a distance')
    """
    text = _CAMEL.sub(" ", _TIMES.sub("", _US.sub("USD", head)))
    tokens = _settled(_tokens(text, is_english=is_english), text, is_english=is_english)
    mentions = [place for place, each in enumerate(tokens) if each.kind in {SCALE, DOUBT} and not each.is_rate]
    if not mentions:
        return None
    first = _first_of_phrase(tokens, mentions)
    said = re.sub(r"[()\[\]]", "", text[tokens[first].start : _last_said(tokens, first).end])
    zeros, phrase = _zeros([tokens[each] for each in mentions]), tokens[first:]
    if why := _why_not(tokens, mentions, first, text):
        money = [each.unit for each in tokens[first:] if each.kind == UNIT]
        return Scale(said=said, zeros=zeros, unit=money[0] if len(money) == 1 else "", doubt=why)
    units = [each for each in phrase if each.kind == UNIT]
    nouns = [each.text for each in phrase if each.kind == NOUN]
    return Scale(
        said=said,
        rest=_before(text, tokens, first),
        zeros=zeros,
        unit=units[0].unit if units else "",
        noun=nouns[0] if nouns else "",
        doubt="" if not units or units[0].unit else SO_MANY[zeros],
    )


def words_of_scale(text: str) -> list[str]:
    """The words of a text, such as a title or a file's name, that are a scale, or may be one; short ones are left out.

    >>> words_of_scale("Balance, in EUR millions"), words_of_scale("m_2024"), words_of_scale("per million")
    (['millions'], [], [])
    """
    tokens = _settled(_tokens(text, is_english=True), text, is_english=True)
    return [each.text for each in tokens if each.kind in {SCALE, DOUBT} and not each.is_rate and len(each.text) > 1]


def ends_in_rate(head: str) -> bool:
    """Whether the last word of a head is what something is had for each of, and not its unit.

    >>> ends_in_rate("eur_per_1000_kg"), ends_in_rate("price_per_unit_eur"), ends_in_rate("usd_per_eur")
    (True, False, True)
    """
    tokens = [each for each in _tokens(head, is_english=True) if each.kind != MARK]
    last = next((place for place in reversed(range(len(tokens))) if tokens[place].kind == PER), len(tokens))
    others = [place for place in range(last + 1, len(tokens)) if not tokens[place].is_rate]
    is_one_noun = others == [len(tokens) - 1] and tokens[-1].kind == NOUN
    return last < len(tokens) and (not others or is_one_noun)


def is_in_english(heads: Sequence[str], lang: str, delimiter: str) -> bool:
    """Whether nothing says that a table is in another language: no word or letter of its heads, and not what parts it.

    >>> is_in_english(["year", "value"], "en", ","), is_in_english(["Jahr", "value"], "en", ",")
    (True, False)
    """
    words = {_bare(each) for head in heads for each in re.findall(r"[^\W\d_]+", head)}
    is_plain = all(each.isascii() for each in words)
    return base_language(lang) == OF_MESSAGES and delimiter != ";" and is_plain and not words & FOREIGN


def _bare(word: str) -> str:
    """A word without capitals."""
    return word.casefold()


# -- parts of a head -------------------------------------------------------------------------------------------------
def _tokens(text: str, *, is_english: bool) -> list[Token]:
    found = [each for match in _TOKEN.finditer(text) for each in _parted(match, is_english=is_english)]
    return _without_rates(found)


def _parted(match: re.Match[str], *, is_english: bool) -> Iterator[Token]:
    """The token of a match; two where a scale and a currency are written as one word."""
    text, start = match[0], match.start()
    glued = (_GLUED.fullmatch(text) or _GLUED_IN_SMALL.fullmatch(text)) if match["word"] else None
    if glued is None:
        yield _token(match, is_english=is_english)
        return
    for name in ("before", "code", "first", "after"):
        if part := glued[name]:
            zeros = BEFORE_MONEY.get(part, 0) if name == "before" else 0
            made = _word(part, start + glued.start(name), is_english=is_english)
            yield replace(made, kind=SCALE, zeros=zeros, why="") if zeros else made


def _token(match: re.Match[str], *, is_english: bool) -> Token:
    text, start = match[0], match.start()
    if match["power"]:
        power = re.sub(r"\A10\s*(?:\^|\*\*)?\s*|\A1[eE]", "", text)
        return _of_zeros(text, start, int(unicodedata.normalize("NFKC", power)))
    if match["zeros"]:
        return _of_zeros(text, start, 3)
    if match["word"] or match["sign"]:
        return _word(text, start, is_english=is_english)
    kind = NUMBER if match["number"] else MARK if match["mark"] else PER
    return Token(kind=kind, text=text, start=start, end=match.end())


def _of_zeros(text: str, start: int, zeros: int) -> Token:
    kind, why = (SCALE, "") if zeros in PREFIXES else (DOUBT, NO_PREFIX)
    return Token(kind=kind, text=text, start=start, end=start + len(text), zeros=zeros, why=why)


def _word(text: str, start: int, *, is_english: bool) -> Token:
    """What a word is by itself."""
    word = _bare(text)
    kind, zeros, unit, why = NOUN, 0, "", ""
    if word in SURE or (is_english and word in IN_ENGLISH):
        kind, zeros = SCALE, SURE.get(word) or IN_ENGLISH[word]
    elif word in IN_ENGLISH or word in ANYWHERE:
        kind, why = DOUBT, ANYWHERE.get(word) or MAY_BE[word]
    elif any(sign in word for sign in SIGNS_OF_SCALES):
        kind, why = DOUBT, NO_PREFIX
    elif word in MAY_BE and word not in CAN_HAVE_PREFIX:
        kind, why = SHORT, MAY_BE[word]
    elif word in MONEY or word in CAN_HAVE_PREFIX or word in _PERCENT:
        kind, unit = UNIT, MONEY.get(word) or CAN_HAVE_PREFIX.get(word, "")
    elif word in _PER or word in _GLUE:
        kind = PER if word in _PER else GLUE
    return Token(kind=kind, text=text, start=start, end=start + len(text), zeros=zeros, unit=unit, why=why)


def _without_rates(tokens: list[Token]) -> list[Token]:
    """The same, where what stands behind a `per` is marked: so many of something, or its unit."""
    found, is_rate = [], False
    for each in tokens:
        is_rate = each.kind == PER or (is_rate and each.kind in {SCALE, DOUBT, SHORT, NUMBER, UNIT, GLUE})
        found.append(replace(each, is_rate=is_rate and each.kind != PER))
    return found


# -- what stands beside each -----------------------------------------------------------------------------------------
def _settled(tokens: list[Token], text: str, *, is_english: bool) -> list[Token]:
    """The tokens with those settled that say a scale, or may, by what stands beside them."""
    found = [_beside(place, tokens, text, is_english=is_english) for place in range(len(tokens))]
    return [_ten_times(place, found) for place in range(len(found))]


def _beside(place: int, tokens: list[Token], text: str, *, is_english: bool) -> Token:
    each = tokens[place]
    is_of_money = any(_is_money(other) for other in _neighbours(place, tokens))
    if each.kind == NUMBER:
        return _of_number(place, tokens, is_of_money=is_of_money)
    word = _bare(each.text)
    if each.kind == DOUBT and word in {"miles", "mil"}:
        return _of_thousands(place, tokens, is_of_money=is_of_money)
    is_tonne = each.kind == UNIT and word in MAY_BE  # or, beside money, a T for thousands or trillions
    if each.kind != SHORT and not (is_tonne and is_of_money):
        return each
    if not is_of_money:
        is_told = _stands_alone(place, tokens, text) or any(map(_is_money, tokens))
        return replace(each, kind=DOUBT if is_told else NOUN)
    zeros = BESIDE_MONEY.get(word) or (BESIDE_MONEY_IN_ENGLISH.get(word) if is_english else 0)
    if not zeros and _is_before_sign(each, text):
        zeros = BEFORE_MONEY[each.text]
    return replace(each, kind=SCALE, zeros=zeros, why="") if zeros else replace(each, kind=DOUBT, why=MAY_BE[word])


def _is_before_sign(token: Token, text: str) -> bool:
    """Whether it is a capital right before the sign of a currency: M€."""
    return _SCALE_BEFORE_SIGN.match(text, token.start) is not None


def _neighbours(place: int, tokens: list[Token]) -> Iterator[Token]:
    """What stands before and behind a token, brackets and commas apart."""
    for parts in (reversed(tokens[:place]), tokens[place + 1 :]):
        yield from islice((each for each in parts if each.kind != MARK), 1)


def _is_money(token: Token) -> bool:
    return token.kind == UNIT and _bare(token.text) in MONEY and not token.is_rate


def _of_number(place: int, tokens: list[Token], *, is_of_money: bool) -> Token:
    """A number that says how many each is: 1000 beside a unit, in brackets, or after `in`."""
    each = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    digits = re.sub(r"[^0-9]", "", each.text)
    is_told = (
        is_of_money
        or any(map(_is_money, tokens))
        or (before is not None and (before.text in "([" or before.kind == GLUE))
    )
    is_told = is_told or (after is not None and after.kind in {UNIT, SCALE, DOUBT})
    if not is_told or not re.fullmatch(r"10+", digits):
        return each
    return replace(_of_zeros(each.text, each.start, len(digits) - 1), is_rate=each.is_rate)


def _of_thousands(place: int, tokens: list[Token], *, is_of_money: bool) -> Token:
    """`miles` and `mil`: thousands before `de` and millions, and the first of them beside money, too."""
    each = tokens[place]
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    is_miles = _bare(each.text) == "miles"
    is_counting = after is not None and after.kind == SCALE and after.zeros in {6, 9}
    is_of = is_miles and after is not None and _bare(after.text) in {"de", "d"}
    is_sure = is_counting or is_of or (is_miles and is_of_money)
    if is_miles and after is not None and after.kind == PER:
        return replace(each, kind=NOUN)  # a distance
    return replace(each, kind=SCALE, zeros=3, why="") if is_sure else each


def _stands_alone(place: int, tokens: list[Token], text: str) -> bool:
    """Whether a short word is all that stands in brackets, or the last of several; there a capital is a name."""
    each = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if before is not None and before.text in "([" and after is not None and after.text in ")]":
        return not _is_length(each, text)
    is_last = place > 0 and after is None and (each.text.islower() or len(each.text) > 1)
    return is_last and not _is_length(each, text)


def _is_length(token: Token, text: str) -> bool:
    """Whether metres or millimetres are meant, by what is measured."""
    return token.text in {"m", "mm"} and any(each in _bare(text) for each in LENGTHS)


def _ten_times(place: int, tokens: list[Token]) -> Token:
    each, before = tokens[place], tokens[place - 1] if place else None
    if each.kind == SCALE and before is not None and _bare(before.text) in MANY:
        return replace(each, kind=DOUBT, why=NO_PREFIX)
    return each


# -- the head as a whole ---------------------------------------------------------------------------------------------
def _first_of_phrase(tokens: list[Token], mentions: list[int]) -> int:
    """Where the words begin that say the unit: the last ones of a head, or a scale and the noun that it counts."""
    first = len(tokens)
    while first and (tokens[first - 1].kind in {SCALE, DOUBT, UNIT, GLUE, MARK}) and not tokens[first - 1].is_rate:
        first -= 1
    first = min(first, mentions[0])
    while first < len(tokens) - 1 and tokens[first].kind in {GLUE, MARK}:
        first += 1
    return first


def _last_said(tokens: list[Token], first: int) -> Token:
    return next(each for each in reversed(tokens[first:]) if each.kind != MARK)


def _before(text: str, tokens: list[Token], first: int) -> str:
    """What stands before a place, without the words and marks that lead to it."""
    while first and (tokens[first - 1].kind == GLUE or tokens[first - 1].text in "([,;:"):
        first -= 1
    return text[: tokens[first].start].strip(" _-")


def _why_not(tokens: list[Token], mentions: list[int], first: int, text: str) -> str:
    """Why a head's scale cannot be read; nothing where it can."""
    found = [tokens[each] for each in mentions]
    if doubts := dict.fromkeys(each.why for each in found if each.kind == DOUBT):
        return " and ".join(doubts)
    if not _zeros(found) or any(each.kind == MARK for each in tokens[mentions[0] : mentions[-1]]):
        return "two scales" if len(found) > 1 else NO_PREFIX
    so_many, phrase, rest = SO_MANY[_zeros(found)], tokens[first:], _before(text, tokens, first)
    is_of_rate = any(each.is_rate for each in tokens if each.kind in {SCALE, NUMBER, UNIT})
    is_whole = rest.count("(") == rest.count(")") and rest.count("[") == rest.count("]")
    if any(each.kind == UNIT for each in tokens[:first]) or is_of_rate or not is_whole:
        return so_many
    return "" if _is_plain(phrase, mentions[-1] - first, is_led=_is_led(tokens, first)) else so_many


def _is_led(tokens: list[Token], first: int) -> bool:
    """Whether `in` or a bracket leads to a place, or it begins the head."""
    return first == 0 or tokens[first - 1].kind in {GLUE, MARK}


def _is_plain(phrase: list[Token], last: int, *, is_led: bool) -> bool:
    """Whether a phrase is one scale with one unit, or with one noun behind it, and nothing else."""
    units = [each for each in phrase if each.kind == UNIT]
    nouns = [each for each in phrase if each.kind in {NOUN, SHORT, NUMBER, PER}]
    if not nouns:
        return len(units) <= 1 and not any(_bare(each.text) in _PERCENT for each in units)
    behind = [each for each in phrase[last + 1 :] if each.kind not in {GLUE, MARK}]
    is_of = any(_bare(each.text) in _OF for each in phrase[last + 1 :])
    return not units and len(nouns) == 1 and nouns == behind and nouns[0].kind == NOUN and (is_led or is_of)


def _zeros(scales: Sequence[Token]) -> int:
    """The zeros of one scale, or of a thousand millions; none of any two others."""
    zeros = tuple(each.zeros for each in scales)
    if zeros == (3, 6):
        return 9
    return zeros[0] if len(zeros) == 1 else 0
