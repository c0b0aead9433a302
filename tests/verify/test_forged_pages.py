"""`statbrief verify` of a page that was forged and sealed again: whatever was changed with it, something tells."""

import base64
import re
from pathlib import Path

from forged_pages import faults, sealed_again, with_its_text
from published_records import Record
from statbrief.record import published


def test_a_number_forged_in_the_page_and_in_the_text_of_the_record_is_caught(
    page_of_brief: bytes, foreign_file: Path
) -> None:
    """It leads to a figure, and that one says something else."""
    forged = re.sub(rb'(href="#n-arrests_2022"[^>]*>)70,000<', rb"\g<1>80,000<", page_of_brief)
    assert forged != page_of_brief
    foreign_file.write_bytes(with_its_text(forged, foreign_file))
    assert faults(foreign_file)[0] == (
        "copy.html: figure arrests_2022: '80,000' leads to it; none of its texts in the record says that"
    )


def test_a_row_of_origins_forged_with_the_record_is_caught(page_of_brief: bytes, foreign_file: Path) -> None:
    """It leads nowhere and is no number of the prose; it is the figure's row all the same, and what pointing shows."""
    forged = re.sub(rb'(<span id="n-arrests_2022"[^>]*>)about 70,000<', rb"\g<1>about 90,000<", page_of_brief)
    assert forged != page_of_brief
    foreign_file.write_bytes(with_its_text(forged, foreign_file))
    told = "copy.html: figure arrests_2022: its row says 'about 90,000'; none of its texts in the record says that"
    assert faults(foreign_file)[0] == told
    forged = page_of_brief.replace(
        b'data-origin="Arrests of Mexicans, May 2022: about 70,000;', b'data-origin="Arrests: 9;', 1
    )
    assert forged != page_of_brief
    foreign_file.write_bytes(with_its_text(forged, foreign_file))
    assert faults(foreign_file)[0].startswith(
        "copy.html: figure arrests_2022: pointing at it shows 'Arrests: 9; 65,000 to"
    )


def test_with_its_texts_forged_too_they_are_not_what_the_value_is_written_as(
    page_of_brief: bytes, foreign_file: Path
) -> None:
    """The value is another one."""

    def forge(known: Record) -> None:
        texts = known["figures"]["arrests_2022"]["texts"]
        texts.update({form: text.replace("70,000", "80,000") for form, text in texts.items()})

    forged = re.sub(rb'(href="#n-arrests_2022"[^>]*>(?:about )?)70,000<', rb"\g<1>80,000<", page_of_brief)
    foreign_file.write_bytes(with_its_text(forged, foreign_file, forge))
    assert "copy.html: figure arrests_2022: its about, 'about 80,000', is not what 70,000 is written as" in faults(
        foreign_file
    )


def test_with_its_value_forged_too_it_is_not_what_the_file_inside_states(
    page_of_brief: bytes, foreign_file: Path
) -> None:
    """Nor what others are computed from."""

    def forge(known: Record) -> None:
        known["figures"]["arrests_2022"] |= {"value": 80_000.0, "stated": "80000", "range": [75_000.0, 85_000.0]}

    foreign_file.write_bytes(sealed_again(page_of_brief, forge))
    found = faults(foreign_file)
    assert "copy.html: figure arrests_2022: value is '70000' in reported.csv:2; the record has '80000'" in found
    assert "copy.html: figure arrests_rise: its value is 3.88888889; 80,000 ÷ 18,000 comes to 4.44444444" in found


def test_a_derived_value_forged_with_its_texts_is_not_what_its_formula_comes_to(
    page_of_brief: bytes, foreign_file: Path
) -> None:
    """The formula is evaluated again from the reported figures."""

    def forge(known: Record) -> None:
        known["figures"]["arrests_rise"] |= {"value": 4.2, "texts": {"times": "4.2 times"}}

    foreign_file.write_bytes(sealed_again(page_of_brief, forge))
    assert "copy.html: figure arrests_rise: its value is 4.2; 70,000 ÷ 18,000 comes to 3.88888889" in faults(
        foreign_file
    )


def test_a_range_that_was_made_narrower_is_not_what_rounding_allows(page_of_brief: bytes, foreign_file: Path) -> None:
    """A figure cannot be made to look surer than its sources are."""

    def forge(known: Record) -> None:
        known["figures"]["arrests_rise"]["range"] = [3.8, 4.0]

    foreign_file.write_bytes(sealed_again(page_of_brief, forge))
    assert "copy.html: figure arrests_rise: its range is 3.8 to 4; 3.514 to 4.286 is what rounding allows" in faults(
        foreign_file
    )


def test_a_file_forged_with_its_hash_does_not_state_what_the_record_does(
    page_of_brief: bytes, foreign_file: Path
) -> None:
    """Its rows are compared with the figures."""
    old = base64.b64encode(content := read_file(page_of_brief, "reported.csv"))
    new = content.replace(b",70000,", b",80000,")
    assert new != content

    def forge(known: Record) -> None:
        known["attached"]["reported.csv"]["sha256"] = published.sha256(new)
        known["files"]["data/reported.csv"] = published.sha256(new)

    foreign_file.write_bytes(sealed_again(page_of_brief.replace(old, base64.b64encode(new)), forge))
    assert faults(foreign_file) == [
        "copy.html: figure arrests_2022: value is '80000' in reported.csv:2; the record has '70000'"
    ]


def read_file(page: bytes, name: str) -> bytes:
    """A file that is inside a page."""
    found = re.search(rb'<a download="%s" href="data:[^;]*;base64,([^"]*)"' % name.encode(), page)
    assert found
    return base64.b64decode(found[1])
