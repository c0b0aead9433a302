"""The letters of words that may be longer than a line: all that there are, and nothing that parts words."""

import re
import sys
import unicodedata

import pytest

from statbrief.renderers.embedded.run import HERE

LINES = (HERE.parent / "filters" / "lines.typ").read_text(encoding="utf-8")
SURROGATES = range(0xD800, 0xE000)


@pytest.fixture(scope="module")
def in_words() -> re.Pattern[str]:
    """The letters that the rule names."""
    named = re.search(r"#let in-words = \((.*?)\n\)", LINES, re.DOTALL)
    assert named is not None
    ranges = "".join(re.findall(r'"([^"]*)"', named[1]))
    return re.compile("[" + re.sub(r"\\u\{(\w+)\}", lambda code: re.escape(chr(int(code[1], 16))), ranges) + "]")


def test_every_letter_and_digit_is_in_words(in_words: re.Pattern[str]) -> None:
    """Whatever Unicode calls a letter, a mark or a number."""
    codes = (chr(code) for code in range(sys.maxunicode + 1) if code not in SURROGATES)
    known = [each for each in codes if unicodedata.category(each)[0] in "LMN" or each == "_"]
    assert [f"U+{ord(each):04X}" for each in known if not in_words.match(each)] == []


def test_what_parts_words_is_in_none(in_words: re.Pattern[str]) -> None:
    """No space of any kind, and no mark or sign that English or Spanish texts have."""
    codes = (chr(code) for code in range(sys.maxunicode + 1) if code not in SURROGATES)
    spaces = [each for each in codes if unicodedata.category(each)[0] == "Z"]
    usual = [*range(0x20, 0x100), *range(0x2000, 0x2070), *range(0x20A0, 0x20D0), *range(0x2190, 0x2200)]
    signs = [chr(code) for code in usual if unicodedata.category(chr(code))[0] in "PSC" and chr(code) != "_"]
    assert [f"U+{ord(each):04X}" for each in [*spaces, *signs] if in_words.match(each)] == []
