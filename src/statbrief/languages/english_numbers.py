"""Numbers that people type in English, in digits and in words, and those that are names: see `vocabulary`."""

from __future__ import annotations

from statbrief.languages.patterns import SPACE, YEAR, any_of, numbered, parts, words
from statbrief.languages.vocabulary import Designators, NumberWords, Numerals

NUMERALS = Numerals(
    scale=r"hundreds?|thousands?|millions?|billions?|trillions?|dozen",
    scales={"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
    percent=r"percent|per\s?cent",
    ordinal_ends="st|nd|rd|th",
    between=("to", "and"),
    has_decimal_comma=False,
    other_decimal_in=frozenset(),
    minimum_grouping={"en": 1},
)

_ONES = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "third quarter fifth sixth seventh eighth ninth tenth"
_NUMBER = rf"(?:{any_of(_ONES)}|{any_of(_TENS)}|hundred|thousand|million|billion|trillion|dozen)"
_MANY = r"(?:hundreds|thousands|millions|billions|trillions|dozens)"
_BIG = r"(?:hundred|thousand|million|billion|trillion|dozen)"
_FOLLOWS = (  # after "a third", what shows that it is a fraction and not an ordinal
    r"(?=\s*(?:[^\w\s]|\Z)|\s+(?:of|in|on|at|by|to|from|for|as|than|that|the|were|was|are|is|had|have|has|more|less"
    r"|fewer|higher|lower|larger|smaller|and|or|but|since|between|during|over|under|above|below|went|came)\b)"
)
_PARTS = rf"(?:{any_of(_ORDINALS)})"
NUMBER_WORDS = NumberWords(
    quantity=rf"""\b(?:
    one\s+(?:in|out\s+of)(?:\s+every)?\s+{_NUMBER}
  | (?:one{SPACE}|{_NUMBER}{SPACE})(?:half|halves|{_PARTS}s?)\b
  | an?\s+(?:half|{_PARTS}){_FOLLOWS}
  | (?:(?:an?|one|half\s+an?|quarter){SPACE}(?={_BIG}\b))?{_NUMBER}\b(?:{SPACE}{_NUMBER}\b
      |(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))\s+and\s+(?:{_NUMBER}|one)\b)*
      (?:{SPACE}one\b)?(?:\s+and\s+an?\s+(?:half|{_PARTS})\b)?(?:-fold\b)?
  | {_NUMBER}fold
  | (?:(?:tens|{_MANY})\s+of\s+)?{_MANY}
  | halves|half|halve[sd]?|halving|twice|thrice|thirds
  | (?:doubl|tripl|trebl|quadrupl|quintupl|sextupl)(?:es?|ed|ing)
)\b(?:\s+per\s?cent\b|\s+percentage\s+points?\b)?""",
    other=rf"""
    (?<=\bfirst\s)half|(?<=\bsecond\s)half|(?<=\blatter\s)half|(?<=\blast\s)half|(?<=\bfirst-)half|(?<=\bsecond-)half
  | (?:an?\s+)?half-(?:brother|sister|mast|baked|hearted|time|year(?:ly)?|life|lives|way|widths?|heights?|maximum)
  | {_NUMBER}\s+o['’]clock
""",
    values={"one": 1, **numbered(_ONES), **numbered(_TENS, 20, 10)},
    scales={"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
    parts={"half": 2, "halves": 2, **parts(_ORDINALS)},
    joins=frozenset({"and"}),
    skipped=frozenset({"a", "an"}),
)

_MEN = "people|persons|men|women|children|police|youth|staff|dead"
_CITED = (  # 8 U.S.C. § 1326: titles go from 1 to 54
    r"(?<![\w.,/])(?:[1-9]|[1-4]\d|5[0-4])\s(?:U\.?\s?S\.?\s?C\.?|C\.?\s?F\.?\s?R\.?)"
    r"(?:\s(?:§§?|[pP]art|[sS]ec(?:tion|\.)))?\s?\d[\w.-]*(?:\(\w{1,4}\)){0,4}(?<![.,])"
)
_PLANS = r"(?<![\w.,$])(?:401\(k\)|403\(b\)|457\(b\)|501\(c\)(?:\(\d{1,2}\))?)(?!\w)"
_ORDINAL_NAMES = (
    r"(?<![\w.,])\d{1,3}(?:st|nd|rd|th)\s(?:Amendment|Congress|Circuit|District|Division|Parallel|Precinct|Ward|Street"
    r"|Avenue)(?![a-z])"
)
"""What in the United States is called by a number: savings plans, parts of the constitution, courts."""
_ATTACKS = (  # 9/11 is a fraction elsewhere
    r"(?:(?<=\b[aA]fter\s)|(?<=\b[sS]ince\s)|(?<=\b[bB]efore\s)|(?<=\b[pP]ost-)|(?<=\b[pP]re-))"
    r"9/11(?![\w.,/%]\d|\w|\sof\b)|\b9/11(?=\s(?:attacks?|terror\w*|hijack\w*|Commission|Memorial)\b)"
)
DESIGNATORS = Designators(
    any_case=(
        "article art. section sec. chapter ch. page p. pp. paragraph para. figure fig. table chart graph map panel box"
        " annex appendix footnote endnote volume vol. clause subsection exhibit equation title version resolution"
        " directive regulation statute decree ordinance proposition amendment convention protocol recommendation"
        " phase grade tier category type code"
    ),
    capital=(
        "Public_Law Pub._L. P.L. Executive_Order Order Act Law Bill H.R. S. Rule Form Part Note Item Case Docket"
        " Bulletin Document Paper Working_Paper Schedule Book Route U.S._Route Highway Interstate Motorway Line Channel"
        " Room Gate Terminal Pier District Ward Zone Region Level Stage Step Class Model Scenario Goal Target World_War"
        " P.O._Box Box Apollo"
    ),
    several=(
        "articles arts. sections secs. chapters pages pp. paragraphs paras. figures figs. tables charts graphs maps"
        " panels boxes annexes appendices footnotes volumes vols. clauses titles versions resolutions directives"
        " regulations amendments recommendations phases grades tiers categories routes forms districts wards zones"
        " regions interstates codes types"
    ),
    joins="and|or|to|through|and to",
    number=r"[nN]os?\.|[nN][º°]|\#",
    of="[sS]eries|[nN]umber",
    of_year="of",
    not_before=words("this that these those each every per any some no which what whose same whole entire another"),
    verbs_of_several=r"were|are|have|weren|aren",
    ordinals=words("first second third fourth fifth sixth last next final previous following"),
    before_verbs=words("to will would may might can could must should did does do they we you who not"),
    articles=words("a an the its their his her our your my one"),
    goes_on=words(
        "of in on and or is are was were has had have as for to by at with from says said shows showed gives gave lists"
        " sets set covers runs ran began ended applies requires required allows allowed bans banned describes"
        " explains includes specifies defines which that who where when"
    ),
    counted=_MEN,
    counted_by_several=rf"(?!(?:is|was|has|as|this|its|us|plus|thus|versus)\Z)(?:\w+s|{_MEN})",
    points="percentage|points?|times",
    of_kinds=words("phase grade tier category type"),
    compounds=words("related era style type like only based linked eligible specific compliant funded"),
    adjectives=words(
        "first second third fourth fifth sixth seventh eighth ninth tenth last next final previous following largest"
        " biggest smallest highest lowest latest earliest newest oldest youngest poorest richest best worst longest"
        " shortest upper lower top bottom main other"
    ),
    links=words(
        "of in on under by from with at to for per and or see as via than since through within before after against"
        " into is are was were has have had"
    ),
    done=(
        r"were|are|have|had|do|did|could|would|will|may|might|can|must|should|[^\W\d_]+ed|fell|rose|grew|left|came|went|took"
        "|got|lost|won|made|began|fled|spent|sent|held|said|met|paid|found|fought|ran|saw|sought|became"
    ),
    laws=frozenset(),
    law_says=frozenset(),
    catalogued=words("codes standards definitions rules guidelines requirements targets indicators headings"),
    phone=r"(?:tele)?phone|tel\.?|fax|call(?:ing)?|dial(?:ling)?",
    before_nouns=words("the a an"),
    whole=rf"{_CITED}|{_ATTACKS}|{_PLANS}|{_ORDINAL_NAMES}|\bAct\sof\s{YEAR}(?!\d|-\d)|\b[zZ][iI][pP](?:\s[cC]ode)?\s\d{{5}}(?:-\d{{4}})?(?!\d)",
)
