"""The files of a brief's folders: what editors leave is none of them, and none lies elsewhere."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefs import analysed, write_brief
from statbrief.analysis.analysis import analyse
from statbrief.analysis.write import write_analysis
from statbrief.errors import ReadingError
from statbrief.files.own_files import files_in
from statbrief.files.paths import OWN
from statbrief.pages.seal.attachments import attachments
from statbrief.record.analysis_record import has_analysis, read_record
from statbrief.record.staleness import input_hashes

LEFT = [
    "data/.reported.csv.swp",
    "data/reported.csv~",
    "data/#reported.csv#",
    "data/~$table.xlsx",
    "data/.DS_Store",
    "data/Thumbs.db",
    "data/reported.csv.bak",
    "data/more/.table.csv.swp",
    "analysis/.derived.py.swp",
    "analysis/derived.py~",
    "analysis/.hidden.py",
    "analysis/__pycache__/derived.pyc",
]


@pytest.mark.parametrize("name", LEFT)
def test_what_an_editor_leaves_changes_nothing(tmp_path: Path, name: str) -> None:
    """Neither the record nor what the pages carry."""
    folder = write_brief(tmp_path)
    write_analysis(folder, "en")
    before, inside = (folder / OWN.record).read_bytes(), [each.file for each in attachments(folder)]
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("half an edit", encoding="utf-8")
    assert input_hashes(folder) == read_record(folder)["inputs"]
    write_analysis(folder, "en")
    assert (folder / OWN.record).read_bytes() == before
    assert [each.file for each in attachments(folder)] == inside


def test_data_may_be_a_link_within_the_folder(tmp_path: Path) -> None:
    """Then the record has the hashes of its files all the same."""
    folder = write_brief(tmp_path)
    expected = input_hashes(folder)
    (folder / "data").rename(folder / "data-2022")
    (folder / "data").symlink_to("data-2022")
    write_analysis(folder, "en")
    assert read_record(folder)["inputs"] == expected
    assert "data/reported.csv" in expected
    assert [each.file for each in attachments(folder)] == ["data/reported.csv", "data/sources.bib", "data/units.txt"]


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    """A folder that leads to itself is walked through once."""
    folder = write_brief(tmp_path)
    (folder / "data/again").symlink_to(folder / "data")
    assert [path.name for path in files_in(folder / "data")] == ["reported.csv", "sources.bib", "units.txt"]


@pytest.mark.parametrize(
    "name", ["data", "analysis", "data/sources.bib", "data/notes.txt", "data/more", "analysis/x.py"]
)
def test_a_link_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    """Whatever it stands for: the pages would carry what nobody sees in the brief."""
    folder = write_brief(tmp_path / "brief")
    away = tmp_path / "away"
    if (folder / name).exists():
        (folder / name).rename(away)
    elif name == "data/more":
        away.mkdir()
    else:
        away.write_text("", encoding="utf-8")
    (folder / name).symlink_to(away)
    message = rf"^{name}: file: is a link that leads out of the brief's folder; put a copy in its place$"
    with pytest.raises(ReadingError, match=message):
        analyse(folder, "en")


def test_data_that_is_gone_is_not_taken_for_none(tmp_path: Path) -> None:
    """A link to a folder that is not there stops the build."""
    folder = write_brief(tmp_path)
    (folder / "data").rename(folder / "elsewhere")
    (folder / "data").symlink_to("nowhere")
    assert has_analysis(folder)
    with pytest.raises(ReadingError, match=r"^data: file: is a link that leads nowhere; put the file in its place$"):
        analyse(folder, "en")


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A brief with a file that nobody may read."""
    folder = write_brief(tmp_path)
    (folder / "data/notes.txt").write_text("", encoding="utf-8")
    (folder / "data/notes.txt").chmod(0)
    yield folder
    (folder / "data/notes.txt").chmod(0o600)


WANTED = "give yourself the right to read it, or take it away"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read_is_named(locked: Path) -> None:
    """One that no figure needs would travel inside the pages."""
    with pytest.raises(ReadingError, match=rf"^data/notes.txt: file: cannot be read \(Permission denied\); {WANTED}$"):
        analyse(locked, "en")


@pytest.mark.parametrize("name", ["data/reported.csv", "data/notes.txt", "data/more", "analysis/derived.py"])
def test_whatever_the_system_refuses_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The system's own words, of a file or a folder, whoever runs the build."""
    folder = write_brief(tmp_path)
    (folder / "data/notes.txt").write_text("", encoding="utf-8")
    (folder / "data/more").mkdir()

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    whole = Path.open
    listing = os.scandir
    monkeypatch.setattr(Path, "open", lambda path, *args: refuse(path) if path == folder / name else whole(path, *args))
    monkeypatch.setattr(os, "scandir", lambda path: refuse(path) if path == folder / name else listing(path))
    with pytest.raises(ReadingError, match=rf"^{name}: file: cannot be read \(Permission denied\); {WANTED}$"):
        analyse(folder, "en")


def test_a_brief_without_links_is_as_before(tmp_path: Path) -> None:
    """Nothing is wrong with folders in folders."""
    (tmp_path / "data/more/and more").mkdir(parents=True)
    assert analysed(tmp_path).figures
