"""Files that are no copies, told for what they are; and copies whose text some editor marked or ended its lines in."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from small_copies import RECORD, page, printed, refusal
from statbrief.copies.html import read_html
from statbrief.copies.pdf import read_pdf
from statbrief.copies.read import read_copy
from statbrief.errors import CopyError
from statbrief.verify.verify import verify

MAIL = b"From: <Saved by Blink>\nMIME-Version: 1.0\n\n" + page("1")


def _told(file: Path, content: bytes) -> str:
    file.write_bytes(content)
    with pytest.raises(CopyError) as caught:
        verify(read_copy(file))
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.html.gz", gzip.compress(page("1")), "is packed with gzip"),
        ("a.mhtml", MAIL, "is a mail, or a page saved as one"),
        ("a.eml", b"Received: from x\n", "is a mail, or a page saved as one"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "is a picture"),
        ("a.html", page("1").decode().encode("utf-16"), "is in UTF-16, as no brief is written"),
        ("a.csv", b"a,b\n1,2\n", "is neither a page, nor a PDF, nor a record"),
    ],
)
def test_what_is_no_copy_is_told_for_what_it_is(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """And what to give in its stead."""
    wanted = (
        "give a brief's HTML, PDF or brief.json; what goes out beside them, or holds them, has no record of its own"
    )
    assert _told(tmp_path / name, content) == f"{name}: file: {message}; {wanted}"


def test_an_archive_is_told_as_one(tmp_path: Path) -> None:
    """A release that was packed, or a workbook, which is an archive."""
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as archive:
        archive.writestr("brief.html", page("1"))
    told = _told(tmp_path / "a.xlsx", (tmp_path / "made.zip").read_bytes())
    assert told.startswith("a.xlsx: file: is an archive, as workbooks and Word documents are too; give")


@pytest.mark.parametrize("known", [{"version": 1, "headlines": []}, {"version": 1, "files": []}, {"@context": []}])
def test_json_that_is_no_record_is_told(tmp_path: Path, known: object) -> None:
    """Headlines, the list of a release, and what describes tables have a version of their own, or none."""
    told = _told(tmp_path / "a.json", json.dumps(known).encode())
    assert told == "a.json: record: is none: a brief's record has figures and a seal; give its brief.json"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "<html",
            "<!-- saved from url=(0020)https://example.org/ -->\n<html",
            "a browser saved it anew, with all that",
        ),
        ('<meta charset="utf-8">', '<meta name="generator" content="LibreOffice 24.8">', "LibreOffice saved it anew"),
        ('<meta charset="utf-8">', '<meta name="generator" content="Microsoft Word 15">', "Word saved it anew"),
        (
            '<html lang="en">',
            '<html lang=3D"en"><meta charset=3D"utf-8">',
            "it is packed for mail, as quoted-printable",
        ),
    ],
)
def test_a_page_that_was_saved_anew_says_by_what(old: str, new: str, message: str) -> None:
    """It is another file than what was published, and its reader did nothing wrong."""
    told = refusal(page("1").decode().replace(old, new).replace('<meta charset="utf-8">', "").encode(), read_html)
    assert told.startswith(f"a.html: page: {message}")
    assert told.endswith(
        "; get the file itself as it was published: what another program saves or prints is another file"
    )


def test_a_print_of_a_page_is_told_as_one() -> None:
    """A PDF without a record, however its objects are written."""
    for content in (printed().replace(b"%\xbf\xf7\xa2\xfe", b"%\xd3\xeb\xe9\xe1"), printed() + b"% more\n"):
        told = refusal(content, read_pdf, "a.pdf")
        assert told.startswith(
            "a.pdf: PDF: there is no record: another program printed or saved it; get the file itself"
        )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["as-it-is", "marked"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_a_mark_in_front_and_other_ends_of_lines_change_nothing(tmp_path: Path, mark: bytes, end: bytes) -> None:
    """As editors and mail programs put them; the record, by its hash, is the one that was published."""
    for name, content in (("a.html", page("<p>1</p>")), ("a.json", RECORD)):
        (tmp_path / name).write_bytes(mark + content.replace(b"\n", end))
    read, plain = read_copy(tmp_path / "a.html"), read_html("a.html", page("<p>1</p>"))
    assert (read.text, read.looks) == (plain.text, plain.looks)
    assert read_copy(tmp_path / "a.json").record == RECORD
