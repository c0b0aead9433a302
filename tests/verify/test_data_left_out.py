"""Data that are too large for a copy: verifying says which, what was not held against them, and takes them so."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from forged_copies import faults
from published_records import COUNTS, FILES, Record, a_copy, record
from statbrief.copies.copy import Copy
from statbrief.errors import CopyError
from statbrief.verify.outside import given
from statbrief.verify.verify import verify

FILE = "data/counts.csv"
DIGEST = hashlib.sha256(FILES["counts.csv"]).hexdigest()


def leaving_out(file: str = FILE, **changed: object) -> Record:
    """The record of a build that had put that file beside its pages."""
    known = record()
    known["attached"] = {name: each for name, each in known["attached"].items() if each["file"] != file}
    known["outside"] = {file: {"sha256": known["files"][file], "bytes": len(FILES["counts.csv"]), **changed}}
    return known


def copy_without(known: Record) -> Copy:
    """A copy of such a record, without the file."""
    return a_copy(known, attached={name: FILES[name] for name in known["attached"]})


def test_a_copy_says_which_data_it_does_not_carry() -> None:
    """It holds, and the line says of what the file is, where it is had, and what was not held against it."""
    proved = verify(copy_without(leaving_out(address="https://example.org/counts.csv")))
    assert proved.faults == ()
    [line] = proved.outside
    start = f"{FILE}: not in this copy: {len(FILES['counts.csv'])} bytes, SHA-256 {DIGEST}, "
    assert line.startswith(f"{start}at https://example.org/counts.csv; ")
    assert "of what the copy says rest on it, and were not held against it (" in line
    assert "brief.html: holds as a page, without 1 file of data that it does not carry: " in proved.summary


def test_figures_from_such_data_are_not_said_to_be_found_again() -> None:
    """A cell that nobody could look at counts as not found, and its line says so."""
    with_all, without = verify(a_copy()), verify(copy_without(leaving_out()))
    assert without.evaluated < with_all.evaluated
    assert any(str(line).endswith("counts.csv, which is not inside") for line in without.lines)


def test_a_file_given_beside_the_copy_is_held_against_it(tmp_path: Path) -> None:
    """By its hash, whatever it is called: then the copy proves what one with the file inside does."""
    (tmp_path / "mine.csv").write_bytes(FILES["counts.csv"])
    proved = verify(given(copy_without(leaving_out()), {tmp_path / "mine.csv": "mine.csv"}))
    assert (proved.faults, proved.outside) == ((), ())
    assert proved.evaluated == verify(a_copy()).evaluated
    assert "; 1 file given beside it; " in proved.summary


def test_another_file_given_beside_the_copy_is_refused(tmp_path: Path) -> None:
    """Its hash is none of those that the record names."""
    (tmp_path / "mine.csv").write_bytes(b"year,count\n")
    known = copy_without(leaving_out())
    wanted = rf"^mine.csv: file: its SHA-256 is [0-9a-f]{{64}}; brief.html leaves out '{FILE}' \({DIGEST}\)$"
    with pytest.raises(CopyError, match=wanted):
        given(known, {tmp_path / "mine.csv": "mine.csv"})
    with pytest.raises(CopyError, match=r"; brief\.html leaves nothing out$"):
        given(a_copy(), {tmp_path / "mine.csv": "mine.csv"})


def test_what_is_given_says_what_the_figures_do(tmp_path: Path) -> None:
    """A record that was made for other data is told by its cells."""
    content = COUNTS.replace("70700", "70800").encode()
    known = leaving_out()
    digest = hashlib.sha256(content).hexdigest()
    known["files"][FILE] = known["outside"][FILE]["sha256"] = known["datasets"]["counts"]["sha256"] = digest
    (tmp_path / "counts.csv").write_bytes(content)
    found = verify(given(copy_without(known), {tmp_path / "counts.csv": "counts.csv"})).faults
    assert "brief.html: figure count_2022: '70800' is in data/counts.csv:3; the record has 70,700" in map(str, found)


def test_a_size_that_is_not_the_files_is_a_fault(tmp_path: Path) -> None:
    """Nobody is told that a file is too large when it is small."""
    (tmp_path / "counts.csv").write_bytes(FILES["counts.csv"])
    copy = given(copy_without(leaving_out(bytes=9_000_000)), {tmp_path / "counts.csv": "counts.csv"})
    assert f"brief.html: file {FILE}: has {len(FILES['counts.csv'])} bytes; the record has 9000000" in faults(copy)


def test_a_file_that_is_inside_is_not_left_out() -> None:
    """Both cannot be."""
    known = leaving_out()
    known["attached"] = record()["attached"]
    told = f"brief.html: file {FILE}: is inside, and the record says that it is too large to be"
    assert told in faults(a_copy(known))


def test_what_is_left_out_is_what_the_brief_was_made_from() -> None:
    """Its hash is the one that the record has of it."""
    wanted = "its hash is not among those that the brief was made from"
    assert f"brief.html: file {FILE}: is said to be left out; {wanted}" in faults(
        copy_without(leaving_out(sha256="0" * 64))
    )


@pytest.mark.parametrize("file", ["data/reported.csv", "data/datapackage.json"])
def test_what_figures_are_stated_in_is_never_too_large(file: str) -> None:
    """Nobody escapes the proof of a figure that is stated by leaving out the file that states it."""
    told = f"brief.html: file {file}: is said to be too large to be inside; a build always puts it inside"
    assert told in faults(copy_without(leaving_out(file)))


def test_data_that_are_neither_inside_nor_left_out_are_missing() -> None:
    """As before: the record has to say so."""
    known = leaving_out()
    del known["outside"]
    assert f"brief.html: file {FILE}: is not inside, and figures rest on it" in faults(copy_without(known))
