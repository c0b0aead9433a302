"""What a build kept is there for the next one as it was put there, or not at all."""

from pathlib import Path

from statbrief.files.kept import KeptFiles


def test_what_was_put_there_is_there_for_the_next(tmp_path: Path) -> None:
    """In a folder that is made when something is put there."""
    folder = tmp_path / "deep" / "kept"
    first = KeptFiles(folder)
    assert first.get("one") is None
    assert not folder.exists()
    first["one"], first["two"] = b"\x00one", b""
    later = KeptFiles(folder)
    assert dict(later) == {"one": b"\x00one", "two": b""}


def test_what_is_not_as_it_was_is_not_there(tmp_path: Path) -> None:
    """Cut off, added to, another's, emptied, or with one bit turned."""
    kept = KeptFiles(tmp_path)
    kept["one"], kept["two"] = b"some content", b"other"
    held = (tmp_path / "one").read_bytes()
    turned = bytes([*held[:-1], held[-1] ^ 1])
    for other in (held[:-1], held + b" ", (tmp_path / "two").read_bytes() + b"t", b"", turned):
        (tmp_path / "one").write_bytes(other)
        assert kept.get("one") is None
    (tmp_path / "one").write_bytes(held)
    assert kept["one"] == b"some content"


def test_what_nobody_asks_for_goes(tmp_path: Path) -> None:
    """What was asked for stays, and what was put there."""
    first = KeptFiles(tmp_path)
    for name in ("asked", "unasked", "older"):
        first[name] = name.encode()
    second = KeptFiles(tmp_path)
    assert second["asked"] == b"asked"
    second["new"] = b"new"
    second.forget_unused()
    assert sorted(second) == ["asked", "new"]


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    """And nothing fails."""
    (tmp_path / "file").write_bytes(b"")
    kept = KeptFiles(tmp_path / "file" / "below")
    kept["one"] = b"one"
    kept.forget_unused()
    assert kept.get("one") is None
