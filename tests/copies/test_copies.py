"""Published copies, told apart by what they start with and by their names."""

from pathlib import Path

import pytest

from small_copies import page, printed, sealed
from statbrief.copies.read import read_copy
from statbrief.errors import CopyError


def test_a_copy_is_told_by_what_it_starts_with(tmp_path: Path) -> None:
    """Its first bytes say which it is."""
    for content, expected in [(sealed(printed()), "pdf"), (page("1"), "html"), (b' {"version": 2}', "json")]:
        (tmp_path / "copy").write_bytes(content)
        assert read_copy(tmp_path / "copy").format == expected


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", page("1"),
         "a.pdf: file: is a page, and its name ends in .pdf, which other programs go by; a page ends in .html"),
        ("a.html", b"%PDF-1.7\n", "a.html: file: is a PDF, and its name ends in .html"),
        ("a.html", b" {}", "a.html: file: is a record, and its name ends in .html"),
        ("a.doc", page("1"), "a.doc: file: is a page, and its name ends in .doc"),
        ("a.pdf", b"\n%PDF-1.7\n", "a.pdf: file: is neither a page, nor a PDF, nor a record"),
        ("a.pdf", b"<!-- -->%PDF-1.7\n", "a.pdf: file: is a page, and its name ends in .pdf"),
    ],
)  # fmt: skip
def test_the_name_of_a_copy_ends_as_what_it_is(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """Whoever opens a file goes by its name: a page that is called a PDF is shown by what may find one in it."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CopyError) as caught:
        read_copy(tmp_path / name)
    assert str(caught.value).startswith(message)


def test_the_name_of_a_copy_ends_in_capitals_too(tmp_path: Path) -> None:
    """As some systems write them."""
    (tmp_path / "A.HTM").write_bytes(page("1"))
    assert read_copy(tmp_path / "A.HTM").format == "html"


def test_a_file_that_is_too_large_or_missing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more is read than any brief has."""
    monkeypatch.setattr("statbrief.copies.read.LARGEST_FILE", 10)
    (tmp_path / "a.html").write_bytes(page("1"))
    with pytest.raises(CopyError, match=r"a.html: file: has more than 10 bytes; no brief is as large$"):
        read_copy(tmp_path / "a.html")
    with pytest.raises(CopyError, match=r"b.html: file: No such file or directory$"):
        read_copy(tmp_path / "b.html")
