"""A file is written whole or not at all, and nothing is left beside it."""

import errno
import shutil
import threading
from pathlib import Path

import pytest

from statbrief.errors import WritingError
from statbrief.files.write import move_file, replace_file


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def on_another_disk(path: Path) -> pytest.MonkeyPatch:
    """Let no move begin at that path, as if it were on another disk."""
    patch, move = pytest.MonkeyPatch(), Path.replace

    def elsewhere(self: Path, target: Path) -> Path:
        if self == path:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return move(self, target)

    patch.setattr(Path, "replace", elsewhere)
    return patch


def test_a_file_that_is_the_same_is_left_alone(tmp_path: Path) -> None:
    """Make goes by its time; one that is not gets its folder too."""
    path = tmp_path / "new" / "a.txt"
    assert replace_file(path, "é\n")
    before = path.stat()
    assert not replace_file(path, "é\n".encode())
    assert path.stat() == before
    assert replace_file(path, "e\n")
    assert (path.read_bytes(), names(path.parent)) == (b"e\n", ["a.txt"])


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full halfway leaves the last good version, and no half of the next."""
    path = tmp_path / "a.txt"
    path.write_text("good")

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    message = r"^a: file: cannot be written \(No space left on device\); the last good version is untouched$"
    with pytest.raises(WritingError, match=message):
        replace_file(path, "next", "a")
    assert (path.read_text(), names(tmp_path)) == ("good", ["a.txt"])


def test_two_may_write_the_same_file_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of them halfway, the other from start to end: the file is whole, as the last to end has it."""
    path, write = tmp_path / "a.txt", Path.write_bytes

    def beside(self: Path, data: bytes) -> int:
        written = write(self, data)
        if data == b"slow":
            other = threading.Thread(target=replace_file, args=(path, "quick"))
            other.start()
            other.join()
            assert path.read_bytes() == b"quick"
        return written

    monkeypatch.setattr(Path, "write_bytes", beside)
    assert replace_file(path, "slow")
    assert (path.read_bytes(), names(tmp_path)) == (b"slow", ["a.txt"])


@pytest.mark.parametrize("is_far", [False, True])
def test_a_file_takes_the_place_of_another(tmp_path: Path, *, is_far: bool) -> None:
    """In one step, from another disk as well."""
    made, target = tmp_path / "made.txt", tmp_path / "out.txt"
    made.write_text("new")
    target.write_text("old")
    patch = on_another_disk(made) if is_far else pytest.MonkeyPatch()
    try:
        move_file(made, target)
    finally:
        patch.undo()
    assert target.read_text() == "new"
    assert names(tmp_path) == (["made.txt", "out.txt"] if is_far else ["out.txt"])


def test_a_copy_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Halfway to another disk, the old file is whole, and nothing stands beside it."""
    made, target = tmp_path / "made.txt", tmp_path / "out.txt"
    made.write_text("new")
    target.write_text("old")

    def full(source: Path, copy: Path) -> None:
        copy.write_text(source.read_text()[:1])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    patch = on_another_disk(made)
    try:
        with pytest.raises(OSError, match="No space left"):
            move_file(made, target)
    finally:
        patch.undo()
    assert (target.read_text(), names(tmp_path)) == ("old", ["made.txt", "out.txt"])
