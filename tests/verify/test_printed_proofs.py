"""What `statbrief verify` prints steers nothing, whatever a stranger's copy holds."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hostile_texts import STEERING, Path, spoilt, steers, texts_in
from published_records import TEXT, Record, a_copy, record
from statbrief.copies.copy import Copy
from statbrief.errors import CopyError
from statbrief.record import published
from statbrief.verify.verify import verify

PATHS = list(texts_in(record()))
CHARACTERS = st.sampled_from([each for each in STEERING if not "\ud800" <= each <= "\udfff"])  # which no file holds


def printed(copy: Copy) -> list[str]:
    """Each line that is printed of a copy."""
    try:
        proved = verify(copy)
    except CopyError as error:
        return list(map(str, error.faults))
    return [*map(str, proved.lines), *map(str, proved.faults), proved.summary]


def said_of(known: Record, name: str = "copy.html", text: str = "") -> list[str]:
    """What is printed of a copy with this record, which may be none, and one more piece of text."""
    copy = a_copy()
    content = published.written(published.sealed(known))
    return printed(replace(copy, name=name, record=content, text=(*copy.text, text)))


@given(path=st.sampled_from(PATHS), character=CHARACTERS)
def test_no_text_of_a_record_steers(path: Path, character: str) -> None:
    """Whichever it is: it is told, or not, in lines that do nothing but say so."""
    assert not any(map(steers, "".join(said_of(spoilt(record(), path, character)))))


@given(character=CHARACTERS)
def test_neither_a_name_nor_a_page_steers(character: str) -> None:
    """A figure's name, the file's own, and a number in the text that nothing proves."""
    known = record()
    known["figures"][f"a{character}b"] = known["figures"]["arrests_2019"]
    for each in (record(), known):
        lines = said_of(each, name=f"a{character}.html", text=f"It was {character}12,345 {character} in all.")
        assert lines
        assert not any(map(steers, "".join(lines)))


def test_a_copy_with_no_such_text_is_told_in_full() -> None:
    """Nothing that is a letter is taken from a line."""
    lines = printed(a_copy())
    assert any("70,000 ÷ 18,000 comes to 3.889" in line for line in lines)
    assert "\ufffd" not in "".join([*lines, *TEXT])
