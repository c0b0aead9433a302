"""Files are read whole, as UTF-8, and what is wrong with one is said with its place."""

import os
from pathlib import Path

import pytest

from statbrief.errors import Fault, ProjectError, ProseError, ReadingError, RenderingError, StatbriefError
from statbrief.files.plain_text import read_plain_text
from statbrief.files.read import read_bytes, read_text

UTF_8 = "byte 0xe9 is not UTF-8; save the file as UTF-8"


def written(tmp_path: Path, content: bytes) -> Path:
    """A file that holds just that."""
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfa\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"a\r\nb\n"])
def test_lines_end_alike_and_no_byte_order_mark_is_left(tmp_path: Path, content: bytes) -> None:
    """Whichever system a file was saved on, its text is the same."""
    assert read_text(written(tmp_path, content), "a.txt") == "a\nb\n"


def test_a_table_keeps_its_ends_of_lines(tmp_path: Path) -> None:
    """One may stand inside a cell."""
    path = written(tmp_path, b'\xef\xbb\xbf"a\r\nb",c\r\n')
    assert read_text(path, "a.txt", as_written=True) == '"a\r\nb",c\r\n'


@pytest.mark.parametrize("error", [ProjectError, ProseError, ReadingError, RenderingError])
def test_who_reads_says_which_error_it_is(tmp_path: Path, error: type[StatbriefError]) -> None:
    """A document's is one of prose, a table's one of data."""
    path = written(tmp_path, b"one\ntwo caf\xe9\n")
    with pytest.raises(error, match=f"^a.txt:2:8: encoding: {UTF_8}$"):
        read_text(path, "a.txt", error)
    with pytest.raises(error, match=f"^a.txt:2: encoding: {UTF_8}$"):
        read_text(path, "a.txt", error, as_written=True)
    with pytest.raises(error, match=r"^b.txt: file: cannot be read \(No such file or directory\)$"):
        read_text(tmp_path / "b.txt", "b.txt", error)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe gives nothing until somebody writes into it, and a folder never does."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(ReadingError, match=r"^it: file: is not a file$"):
            read_bytes(path, "it")
        with pytest.raises(ProjectError, match=r"^it: file: is not a file$"):
            read_text(path, "it")


def test_data_and_code_may_not_turn_the_direction_of_reading(tmp_path: Path) -> None:
    """Each mark is a fault of its line; where more will be found, they are put with the rest."""
    path = written(tmp_path, "a\nb\u202ec\u061c\n".encode())
    found = ["a.txt:2: text: holds the direction mark U+202E; delete it",
             "a.txt:2: text: holds the direction mark U+061C; delete it"]  # fmt: skip
    with pytest.raises(ReadingError) as raised:
        read_plain_text(path, "a.txt")
    faults: list[Fault] = []
    assert read_plain_text(path, "a.txt", faults) == "a\nb\u202ec\u061c\n"
    assert list(map(str, faults)) == list(map(str, raised.value.faults)) == found
