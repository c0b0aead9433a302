"""Numbers that are names: Article 27, pages 3 and 4, ISO 9001:2015, S/RES/1325 (2000), 8 U.S.C. § 1326, 24/7.

Such a number counts nothing, so no data can change it. It is known by the word before it, of a closed list in each
language, by its shape (a code with letters, a telephone number) or as a whole. What could be a statistic all the same
is left one: a number with thousands, a scale, a unit or a sign of per cent, one that a counted noun follows, one after
a word that is no designator without a capital (*Form 3*, but *they form 12 groups*). So is one that a verb of several
follows, as one thing has none (*in Phase 300 were held*; *Law 300 was passed* is a name), or after one of several that
needs no number (*in the first Phase 300 left*). Names such as Boeing 737 are no
closed list, and look like *Births 737*: those are marked as literal.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from statbrief.languages.patterns import YEAR, any_of
from statbrief.languages.registry import vocabularies, vocabulary
from statbrief.languages.vocabulary import Designators, Vocabulary

_DIGIT = re.compile(r"\d")
_SPACE = r"[ \t\n\u00a0\u2009\u202f]"
_NUMBER = (
    r"(?!\d{1,3}[.,]\d{3}(?!\d))"  # 70.000 is a number of things
    r"(?>\d{1,5}(?!\d)(?:[A-Za-z](?![A-Za-z]))?(?:bis|ter)?"
    r"(?:[.\-–/:]\d{1,5}(?!\d)(?:[A-Za-z](?![A-Za-z]))?){0,3}(?:\(\w{1,4}\)){0,4}(?:/[A-Z]{2,4}\b)?)"
)
"""An article's, page's or law's: 27, 3.2, 3–5, 104-208, 2016/679, 12(b)(3), 1326a."""
_SIGNS = r"(?![\w$€£¥₱₽₹]|[.,'’·]\d|\s?[%‰×°½¼¾$€£¥]|[ \u00a0\u2009\u202f]\d{3}(?!\d))"
_UNITS = r"k?g|mg|[kcmn]?m|km[²2]|mi|ft|lbs?|k?W|[KMGT]Wh|[KMGT]?B|ha|px|pt|USD|EUR|MXN|CAD|bn|tn"
_CODE = r"(?<![\w.$€£/-])[A-Z][A-Z0-9]*(?:[-/.][A-Z0-9]+){2,}(?![\w%-]|[.,]\d|\s?%)"
"""BOE-A-2020-123, S/RES/1325."""
_PHONE = (
    r"(?<![\w.])(?:\+\d{1,3}[\s-]?)?\(\d{2,4}\)\s?\d{3,4}[\s-]\d{3,4}(?![\w.,]\d|\w)"
    r"|(?<![\w.])(?:\+?\d{1,3}-)?\d{3}-\d{3}-\d{4}(?!\w)"
    r"|(?<![\w.])\+\d{1,3}[\s-]\d{2,3}[\s-]\d{3,4}[\s-]\d{4}(?!\w)"
)
_DIALLED = r":?\s+(?!\d{1,3}(?:\s\d{3})+(?!-|\s?\(?\d))(?=\+?\d+[\s()-]+\d)\+?\d[\d\s()-]{4,}\d(?!\w)"
"""After a word for the telephone: digits in groups, but not by threes, as 70 000 are."""
_BOOK = r"\bISBN(?:-1[03])?:?\s+[\d-]{9,}[\dX](?!\w)|\bISSN:?\s+\d{4}-\d{3}[\dX](?!\w)|\b(?:doi|DOI):?\s?10\.\d{4,}/\S+"
_SIGN = rf"§§?\s?{_NUMBER}(?:(?:,|\s[a-z]{{1,3}})\s{_NUMBER})*{_SIGNS}"
_STANDARD = (
    r"(?<![\w-])(?:ISO/IEC|ISO|IEC|IEEE|ASTM|DIN|RFC|UNE|UTF|ICD|CIE|NAICS|SCIAN|NACE|ISIC|CIIU|CNAE|SITC|ISCO|CIUO|SIC"
    rf"|SOC|FIPS|COICOP|CPC|SDG|ODS)(?:\s+(?:Rev\.?|rev\.?))?{_SPACE}{_NUMBER}{_SIGNS}"
)
"""Who sets standards and classifications, as they are called everywhere."""
_IS_STANDARD = re.compile(_STANDARD)
_LICENCE = (
    r"(?<![\w-])(?:(?:CC(?:0|[ -]BY(?:[ -](?:NC|SA|ND)){0,2})|ODbL|ODC-By|OGL|[AL]?GPL|Apache|EUPL)[ \u00a0-]v?"
    r"|[Ll]icen[cs]e[ \u00a0](?:v|version[ \u00a0]))\d\.\d(?![\w%]|[.,]\d|\s?%)"
)
"""Licences by their versions: CC BY 4.0, GPL-3.0, Open Government Licence v3.0."""
_ALWAYS = r"(?<![\w.,/$])24/7(?![\w.,/%]\d|\w)"
_SENTENCE = re.compile(r"(?:\A|[.!?:;|]|\n\s*\n)[\s*_“\"'«(¿¡]*\Z")
_WORD_AFTER = re.compile(r"[\s-]+([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+\Z")
_WORDS_BEFORE = re.compile(
    r"(?:(?:([^\W\d_]+(?:['’]s?)?)\s+)?([^\W\d_]+(?:['’]s?)?)\s+)?(?:[^\W\d_]+-)*([^\W\d_]+)\s+\Z"
)
_ONLY_NAMES = re.compile(r"\d[^\s,]*[^\d.,\-–\skKmM]")
"""A number that has what no amount has: 12(b), 2016/679."""
_END = re.compile(r"\s*(?:[,.;:!?()\[\]{}»”\"’*_|—–]|\n\s*\n|\Z)")
_REACH = 24  # characters before a designator that are looked at
_REACH_OF_WORDS = 60  # and where what counts is more than one word


def find_designations(text: str, lang: str, nouns: Collection[str] = ()) -> list[tuple[int, int]]:
    """Where a text calls something by a number, from start to end, in order; `nouns` are what the brief counts.

    >>> text = "Section 8 rose to 90,000; Table 70,000; pages 3 and 4; they form 12 groups; in this article 5 people"
    >>> [text[start:end] for start, end in find_designations(text, "en")]
    ['Section 8', 'pages 3 and 4']
    """
    if not _DIGIT.search(text):
        return []
    spoken = vocabulary(lang)
    found = [match.span() for match in _known(spoken).finditer(text) if not _is_catalogue(match, spoken, nouns)]
    if spoken is not None:
        found += _named(text, spoken, frozenset(nouns))
    return sorted(found)


def is_within(start: int, end: int, spans: Collection[tuple[int, int]]) -> bool:
    """Whether what stands from start to end has a part in one of the spans."""
    return any(first < end and start < last for first, last in spans)


@cache
def _known(spoken: Vocabulary | None) -> re.Pattern[str]:
    """What tells itself by its shape, or as a whole."""
    own = [spoken.designators.whole] if spoken and spoken.designators.whole else []
    phones = [rf"\b(?i:{spoken.designators.phone}){_DIALLED}"] if spoken else []
    return re.compile("|".join([_CODE, _BOOK, *phones, _PHONE, _SIGN, _STANDARD, _LICENCE, _ALWAYS, *own]))


def _is_catalogue(match: re.Match[str], spoken: Vocabulary | None, nouns: Collection[str]) -> bool:
    """Whether a standard's short name only stands before so many of something: by NACE 45 jobs."""
    after = _WORD_AFTER.match(match.string, match.end())
    if spoken is None or after is None or after[0].startswith("-") or not _IS_STANDARD.fullmatch(match[0]):
        return False
    words, small = spoken.designators, after[1].lower()
    if _ONLY_NAMES.search(match[0]) or small in words.goes_on | words.catalogued - frozenset(nouns):
        return _begins(match.string, match.start()) and re.fullmatch(words.done, small) is not None
    return _is_counted(after, spoken, frozenset(nouns), words.counted_by_several)


def _named(text: str, spoken: Vocabulary, nouns: frozenset[str]) -> Iterator[tuple[int, int]]:
    """What follows a designator."""
    words = spoken.designators
    one, several = _patterns(words, "|".join(each.numerals.scale for each in vocabularies()))
    for found in one.finditer(text):
        after = _WORD_AFTER.match(text, found.end())
        if not _is_counted(after, spoken, nouns, words.counted) and _is_designator(text, found, words, after):
            yield found.span()
    for found in several.finditer(text):
        after = _WORD_AFTER.match(text, found.end())
        is_noun = _is_plain(found) and (_is_modified(found, words) or _said_before(found) in words.not_before)
        if not is_noun and not _is_counted(after, spoken, nouns, words.counted_by_several):
            yield found.span()


@cache
def _patterns(words: Designators, scale: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One designator with its number, and several: pages 3 and 4."""
    end = rf"{_SIGNS}(?!\s(?:{_UNITS})(?!\w)|[\s-](?:{scale}|per\s?cent|percent|por\s?ciento|{words.points})\b)"
    any_case, capital, many = (_words(each) for each in (words.any_case, words.capital, words.several))
    lead = rf"(?:(?:{words.of})\s)?(?:\([A-Z]{{2,5}}\)\s)?(?P<no>(?:{words.number})\s?)?"
    of_year = rf"(?P<year>\s(?:{words.of_year})\s{YEAR}(?!\d|-\d)|\s\({YEAR}\))?"
    one = rf"\b(?:(?P<any>(?i:{any_case}))|(?P<capital>(?i:{capital})))(?!\w){_SPACE}{lead}{_NUMBER}{end}{of_year}"
    join = rf"(?:\s?[,–-]\s?|,?\s(?:{words.joins})\s)"
    rest = rf"(?:{_NUMBER}(?:{join}{_NUMBER})+|\d{{1,4}}[–-]\d{{1,4}})"
    return re.compile(one), re.compile(rf"\b(?i:{many})(?!\w){_SPACE}{lead}{rest}{end}{of_year}")


def _words(listed: str) -> str:
    return any_of(listed.replace("_", r"\s").replace(".", r"\."))


def _is_counted(after: re.Match[str] | None, spoken: Vocabulary, nouns: frozenset[str], pattern: str) -> bool:
    """Whether the word after a number is what there are so many of."""
    if after is None:
        return False
    small = after[1].lower()
    if after[0].startswith("-"):
        return small not in spoken.designators.compounds
    return small in spoken.moments.counted or small in nouns or re.fullmatch(pattern, small) is not None


def _is_designator(text: str, found: re.Match[str], words: Designators, after: re.Match[str] | None) -> bool:
    """Whether the word is one there: no noun of its own after *this* or *per*, and no verb."""
    said, has_capital = _said_before(found), found[0][0].isupper()
    is_of_kind = (found["any"] or "").lower() in words.of_kinds
    if said in words.not_before or (said in words.articles and not has_capital and not is_of_kind):
        return False
    if found["no"]:
        return True
    if _is_plain(found) and has_capital and (said in words.ordinals or _is_subject(found, words, after)):
        return False
    if _is_plain(found) and said in words.before_nouns and _is_done(words, after):  # the Chapter that 900 left
        return False
    if found["any"]:
        is_object = after is not None and re.fullmatch(words.counted_by_several, after[1].lower()) is not None
        return has_capital or not ((is_object and said in words.before_verbs) or _is_noun(found, words, after))
    is_first = _begins(text, found.start())
    return has_capital and (not is_first or after is None or after[1].lower() in words.goes_on)


def _is_done(words: Designators, after: re.Match[str] | None) -> bool:
    """Whether a verb follows that says what was done."""
    return after is not None and not after[0].startswith("-") and bool(re.fullmatch(words.done, after[1].lower()))


def _is_subject(found: re.Match[str], words: Designators, after: re.Match[str] | None) -> bool:
    """Whether a verb of several follows, and the sentence has nothing before that they could be but the number."""
    is_of_several = after is not None and re.fullmatch(words.verbs_of_several, after[1].lower()) is not None
    return is_of_several and (_opens(found) or _begins(found.string, found.start()))


def _is_noun(found: re.Match[str], words: Designators, after: re.Match[str] | None) -> bool:
    """Whether a designator in small letters is a noun, and its number so many of something else."""
    if not _is_plain(found):
        return False
    if not words.laws.isdisjoint(found["any"].lower().split()):
        is_told = after is not None and after[1].lower() in words.law_says
        return not is_told and _END.match(found.string, found.end()) is None
    is_modified = _is_modified(found, words)
    if found["any"].lower() in words.of_kinds and (is_modified or _said_before(found) in words.articles):
        return not _is_kind(found, words, after, most=1 if is_modified else 2)
    is_done = after is not None and re.fullmatch(words.done, after[1].lower()) is not None
    return is_modified or (is_done and _opens(found))


def _is_kind(found: re.Match[str], words: Designators, after: re.Match[str] | None, most: int) -> bool:
    """Whether a number, of at most so many digits, says what kind the noun after it is of: a large phase 3 trial."""
    if after is None or len(re.findall(r"\d", found[0])) > most or _said_before(found) in words.adjectives:
        return False
    small = after[1].lower()
    is_verb = re.fullmatch(words.done, small) is not None or small in words.goes_on
    return after[0].startswith("-") or not is_verb


def _is_modified(found: re.Match[str], words: Designators) -> bool:
    """Whether an adjective stands before it: in the first phase, under the new directive, the second main category."""
    before = _WORDS_BEFORE.search(found.string, max(0, found.start() - _REACH_OF_WORDS), found.start())
    if before is None or found[0][0].isupper():
        return False
    third, second, last = ((each or "").lower() for each in before.groups())
    if last in words.links:
        return False
    is_determined = second in words.articles or second.endswith(("'s", "’s", "s'", "s’"))
    return last in words.adjectives or is_determined or (third in words.articles and second in words.adjectives)


def _opens(found: re.Match[str]) -> bool:
    """Whether at most two words before it begin the sentence: In section, Bajo la categoría."""
    before = re.compile(r"(?:[^\W\d_]+\s+){1,2}\Z").search(found.string, max(0, found.start() - _REACH), found.start())
    return before is not None and before[0][0].isupper() and _begins(found.string, before.start())


def _is_plain(found: re.Match[str]) -> bool:
    """Whether its number could be an amount: no number of a law of a year."""
    return not found["no"] and not found["year"] and _ONLY_NAMES.search(found[0]) is None


def _said_before(found: re.Match[str]) -> str:
    """The word before, in small letters."""
    before = _WORD_BEFORE.search(found.string, max(0, found.start() - _REACH), found.start())
    return before[1].lower() if before else ""


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins there."""
    return _SENTENCE.search(text, max(0, start - _REACH), start) is not None
