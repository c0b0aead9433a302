"""Verifying: what a copy says is proved from the copy alone, and what is wrong with it is said with its place."""

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forged_copies import faults, with_figure
from published_records import (
    FILES,
    LOOKS,
    TEXT,
    Record,
    a_copy,
    record,
)
from statbrief.characters import printable
from statbrief.copies.copy import Copy
from statbrief.errors import CopyError
from statbrief.record import published
from statbrief.verify import readable
from statbrief.verify.verify import verify


def test_a_copy_that_is_as_it_was_published_holds() -> None:
    """Nothing is wrong with it, and there is a line for each figure."""
    proved = verify(a_copy())
    assert (proved.holds, [line.figure for line in proved.lines]) == (True, sorted(record()["figures"]))


@pytest.mark.parametrize(
    ("figure", "line"),
    [
        ("arrests_2022", "70,000 (65,000 to 75,000): stated by agency2022, as in reported.csv:2"),
        ("rise", "3.9 (3.514 to 4.286): 70,000 ÷ 18,000 comes to 3.889, in 3.514 to 4.286"),
        ("count_2022", "70,700 (70,695 to 70,705): cell 2022 of counts.csv"),
        ("mean", "about 44,250 (44,245 to 44,255): computed by analysis/derived.py:12, not evaluated here"),
    ],
)
def test_each_figure_says_what_was_proved_of_it(figure: str, line: str) -> None:
    """Where it is stated, what its formula comes to, which cell it repeats; and honestly, what was not evaluated."""
    assert f"{figure}: {line}" in map(str, verify(a_copy()).lines)


@pytest.mark.parametrize(
    ("stated", "step", "line"),
    [
        ("2511", "1", "(2,510.5 to 2,511.5)"),
        ("1234.56", "exact", "(exactly 1,234.56)"),
        ("1234.56", "0.01", "(1,234.555 to 1,234.565)"),
        ("0.0009765625", "exact", "(exactly 0.0009765625)"),
    ],
)
def test_a_range_is_told_in_full(stated: str, step: str, line: str) -> None:
    """Half a step more or less is not lost behind the fourth digit: no number is told outside its own range."""
    known = record()
    half = 0.0 if step == "exact" else float(step) / 2
    reach = [float(stated) - half, float(stated) + half]
    known["figures"] = {
        "it": known["figures"]["arrests_2022"] | {"stated": stated, "rounded_to": step, "value": float(stated)}
    }
    known["figures"]["it"] |= {"range": reach}
    assert line in str(verify(a_copy(known)).lines[0])


def test_the_summary_names_the_record_by_its_hash() -> None:
    """A publisher can post it beside the file."""
    copy = a_copy()
    assert verify(copy).summary == (
        "brief.html: holds as a page: 6 figures, 5 of them found again; 1 check made again; 3 files inside; "
        f"10 numbers in the text; record SHA-256 {hashlib.sha256(copy.record).hexdigest()}"
    )


def test_a_record_alone_is_proved_as_far_as_it_goes() -> None:
    """It has no files and shows no text, and says so."""
    proved = verify(a_copy(format="json", attached={}, text=(), numbers=(), looks=""))
    assert proved.holds
    assert "1 of them found again" in proved.summary
    assert "a record alone, without files or text" in proved.summary
    assert str(proved.lines[0]).endswith("reported.csv:3, which is not inside")


# -- the record -----------------------------------------------------------------------------------------------------


def test_a_part_of_the_record_that_was_changed_is_named() -> None:
    """Each part has its seal."""
    copy = a_copy()
    text = copy.record.replace(b"Worded about", b"Worded abuot")
    assert "brief.html: record: '/figures/arrests_2022' is not as it was sealed" in faults(
        Copy(name="brief.html", format="json", record=text)
    )


def test_a_record_is_written_in_one_way_only() -> None:
    """So no digit can hide where none counts: 70000.0 is not written as 70000.00."""
    text = a_copy().record.replace(b"70000.0\n", b"70000.00\n")
    line = text[: text.index(b"70000.00")].count(b"\n") + 1
    (fault,) = faults(Copy(name="brief.json", format="json", record=text))
    assert fault == (
        f"brief.json: record: line {line} is not written as a build writes it; "
        "its parts are as they were sealed; another program wrote it anew"
    )


# -- checks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        ({"holds": False}, "holds, and the record says that it does not"),
        ({"figures": ["arrests_2022", "arrests_2019"]}, "does not hold, and the record says so"),
        ({"figures": ["arrests_2022", "arrests_2018"]}, "compares what is no figure of the record"),
        ({"kind": "add up"}, "does not hold, and the record says so"),
    ],
)
def test_a_check_whose_outcome_is_another_is_a_fault(check: Mapping[str, object], fault: str) -> None:
    """It is made again from the ranges, or the values, of its figures."""
    known = record()
    known["checks"]["counts_agree"] |= check
    assert any(f"check counts_agree: {fault}" in each for each in faults(a_copy(known)))


def test_a_check_of_the_briefs_own_is_not_made_again() -> None:
    """Its code is not in the copy; nor are figures of different units compared."""
    known = record()
    known["checks"]["counts_agree"]["kind"] = "other"
    assert verify(a_copy(known)).checks == 0


# -- what cannot be read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda text: text.replace(b'"version": 3', b'"version": 4'),
            "has version 4; this program reads versions 2 and 3",
        ),
        (lambda text: text.replace(b"70000.0", b"NaN"), "is not JSON (NaN is no number)"),
        (lambda text: text.replace(b"70000.0", b"1e999"), "is not JSON"),
        (lambda text: text.replace(b"70000.0", b"9" * 400), "is not JSON"),
        (lambda text: text.replace(b"70000.0", b"[" * 50 + b"]" * 50), "is nested too deep"),
        (lambda text: text.replace(b"70000.0", b"[" * 100_000), "is nested too deep"),
        (lambda text: text.replace(b"70000.0", b"[" + b"[]," * 1_000_000 + b"1]"), "has more than 1000000 parts"),
        (lambda text: text.replace(b"Worded", b"\xff"), "is not JSON"),
        (lambda text: text.replace(b"Worded", b"\\ud800"), "is not JSON"),
        (lambda text: text.replace(b'"lang": "en"', b'"lang": "en",\n "lang": "es"'), "a name is there twice"),
        (lambda text: text.replace(b'"lang": "en"', b'"tongue": "en"'), "is not as its schema says"),
        (lambda text: text.replace(b"70000.0", b'"70000"'), "is not as its schema says"),
        (lambda _: b"{", "is not JSON"),
        (lambda _: b"", "is not JSON"),
        (lambda _: b"7", "is not as its schema says"),
    ],
)
def test_a_record_that_cannot_be_read_is_refused_in_one_line(change: Callable[[bytes], bytes], message: str) -> None:
    """Wrong version, shape, depth, number, text, or a thing said twice."""
    with pytest.raises(CopyError) as refused:
        verify(Copy(name="brief.pdf", format="pdf", record=change(a_copy().record)))
    (line,) = str(refused.value).splitlines()
    assert line.startswith("brief.pdf: record: ")
    assert message in line


VALUES: list[object] = [0, -1, 1e299, 1e-299, [], {}, None, True, [None, None], [0, 0], [1e299, -1e299], ["mean"]]
VALUES += ["", "0", "nan", "exact", "9" * 500, "0." + "0" * 600 + "1", "70,000", "-", "12%", "٣", "../x", "half"]
VALUES += ["mean", "rise", "counts", "1 / 0", "rise ** rise", "mean * mean + count_2022", "investment * 0"]


def places(value: object, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a record."""
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for key in keys for place in [(*above, key), *places(value[key], (*above, key))]]  # type: ignore[index]


def inner(part: object, key: str | int) -> object:
    """What stands in this place; a place that an earlier change took away holds nothing."""
    if isinstance(part, dict):
        return part.get(key, {})
    return part[key] if isinstance(part, list) and isinstance(key, int) and key < len(part) else {}


def said_of(known: Record) -> list[str]:
    """The faults of a copy with this record, or the line with which it is refused."""
    text = published.written(published.sealed(known))
    try:
        return faults(Copy(name="brief.html", format="html", record=text, attached=FILES, text=TEXT, looks=LOOKS))
    except CopyError as refused:
        return [str(refused)]


@example([(("figures", "rise", "known_to"), "0")])
@example([(("figures", "rise", "texts", "times"), "9" * 500)])
@example([(("figures", "arrests_2019", "value"), 1e299)])
@given(st.lists(st.tuples(st.sampled_from(places(record())), st.sampled_from(VALUES)), min_size=1, max_size=3))
def test_any_record_is_proved_or_refused_in_one_line(changes: list[tuple[tuple[str | int, ...], object]]) -> None:
    """Whatever it says, sealed as a build would: nothing else ever happens."""
    assert all("\n" not in line for line in said_of(changed(changes)))


@pytest.mark.every_seed
@pytest.mark.parametrize("value", VALUES, ids=[repr(each)[:20] for each in VALUES])
def test_each_value_in_each_place_is_proved_or_refused_in_one_line(value: object) -> None:
    """One at a time, and all of them."""
    for place in places(record()):
        assert all("\n" not in line for line in said_of(changed([(place, value)]))), place


def changed(changes: Iterable[tuple[tuple[str | int, ...], object]]) -> Record:
    """The record with other values in these places."""
    known = record()
    for (*above, last), value in changes:
        part: Any = known
        for key in above:
            part = inner(part, key)
        if isinstance(part, dict):
            part[last] = value
    return known


def test_a_number_that_floating_point_has_not_is_told_too() -> None:
    """A row that states 400 nines is not what the record's figure says."""
    known = with_figure("arrests_2019", stated="9" * 400)
    assert any("is not what 1.00000e+400 is written as" in line for line in faults(a_copy(known)))


def test_what_is_printed_cannot_steer_a_terminal() -> None:
    """Escape sequences, and marks that turn the direction of a text, are shown as what they are: nothing to be read."""
    assert printable("a\x1b[2Jb\u202ec\nd") == "a\ufffd[2Jb\ufffdc d"
    known = with_figure("arrests_2022", texts={"value": "\x1b[2J70,000"})
    assert not any("\x1b" in str(line) for line in verify(a_copy(known)).lines)


def test_the_numbers_for_readers_are_short() -> None:
    """Whole ones in full, others to four digits, the largest and smallest with an exponent."""
    numbers = [70_000.0, 35 / 9, -0.05, 0.0, 1e18, 1e-9, math.inf]
    assert [readable.number(each) for each in numbers] == ["70,000", "3.889", "-0.05", "0", "1e+18", "1e-09", "inf"]


def test_the_record_of_the_small_brief_is_one() -> None:
    """What these tests change is as the schema says, to begin with."""
    assert published.read(a_copy().record, "brief.json") == json.loads(a_copy().record)
