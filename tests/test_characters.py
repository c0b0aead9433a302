"""Which characters no text may hold, and no line that is printed."""

import sys

from hostile_texts import STEERING, steers
from statbrief import characters
from statbrief.errors import Fault


def test_what_steers_is_what_unicode_says() -> None:
    """Controls, ends of lines and paragraphs, surrogates and bidirectional controls, by Python's own tables."""
    found = [each for each in map(chr, range(sys.maxunicode + 1)) if characters.STEERING.match(each)]
    assert found == STEERING


def test_a_printable_text_is_one_line_with_a_sign_for_what_steers() -> None:
    """White space of any kind is one space, the rest stays."""
    assert characters.printable("a\x1b[2Jb\u202ec\u061cd\n\t e") == "a\ufffd[2Jb\ufffdc\ufffdd e"


def test_lines_keep_their_ends_and_spaces() -> None:
    """A report is several lines, and some are further in."""
    assert characters.printable_lines("a\n    b\x1b\u2066\n") == "a\n    b\ufffd\ufffd\n"


def test_no_fault_steers_wherever_it_comes_from() -> None:
    """Its file, what is wrong with which thing, what was found and wanted: each may hold anything."""
    hostile = "".join(STEERING)
    fault = str(Fault(file=f"a  b{hostile}", what=hostile, found=hostile, wanted=hostile, line=1))
    assert not any(map(steers, fault))


def test_a_files_name_keeps_its_spaces() -> None:
    """Two spaces in a name are two, or nobody finds the file."""
    assert str(Fault(file="my  brief.qmd", what="text", found="two  spaces", line=2)) == (
        "my  brief.qmd:2: text: two spaces"
    )
