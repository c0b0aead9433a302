"""What programs that check accessible documents say of a print."""

import re
from pathlib import Path

import outloud
from pdfua import validate

NOT_EVALUATED = {
    # The checker stops at this rule's first heading, of whatever PDF; the tests of headings say what it would.
    "UA-14-001",
}
KNOWN_WARNINGS = {
    # It counts letters: the words for a chart of many numbers may have fewer of these than of digits, marks and spaces.
    "FIG-012",
    # It ranks all of an element's own text before that of its links, which stand in the middle of it. That what is
    # drawn is drawn in the order of reading is a test of the first brief's print.
    "ORD-001",
    # The alternative of a formula is its TeX, which says all of it, as the checker says that no speech does: words that
    # a program makes of signs would be a guess at what they stand for.
    "MATH-010",
}
MORE_HEADERS = re.compile(r"header cells look shredded: \d+ header cells against \d+ data cells")
"""A table of two columns whose rows have headers has as many of these as data, and two more: nothing is in shreds."""
FEWEST = {"pdfua": 12, "outloud": 30}
"""Rules that each of them has to have tried."""


ONE_CELL = "TBL-015"
"""A row with one cell, beside the header that spans it and the row above: the checker looks at each row by itself."""


def found_by_checkers(file: Path, *, beside_headers: bool = False) -> list[tuple[str, str]]:
    """All that they find in a PDF, by rule, but what is known not to be a fault; they must have looked.

    `beside_headers` is of large print, in whose tables a row may have one cell beside its header.
    """
    report = validate(str(file))
    assert {each.rule_id for each in report.skipped} <= NOT_EVALUATED
    assert len(report.outcomes) >= FEWEST["pdfua"]
    result = outloud.check(str(file))
    assert result.error is None
    assert sum(each.outcome in {"pass", "warning"} for each in result.runs) >= FEWEST["outloud"]
    assert not [each.rule for each in result.runs if each.status == "crashed"]
    known = KNOWN_WARNINGS | ({ONE_CELL} if beside_headers else set())
    found = [(each.rule_id, each.message) for each in report.findings]
    heard = [(each.rule, each.message) for each in result.findings if each.rule not in known]
    return found + [each for each in heard if not MORE_HEADERS.fullmatch(each[1])]
