"""The folder that a preview is made in: the brief as it was when it was laid, and nothing of it is the brief's own."""

from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.errors import ReadingError
from statbrief.files.inside_folder import home_of, leaves, links_outside
from statbrief.files.paths import Generated
from statbrief.preview.folder import begin_as_built, folder_for, lay
from statbrief.preview.saves import State, seen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brief with prose, an included file and a built page."""
    folder = write_brief(tmp_path / "brief")
    for name in ("brief.qmd", "parts/method.md", "_output/brief.html", "theme/brief.css"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("words\n", encoding="utf-8")
    return folder


def laid(folder: Path, known: dict[str, State] | None = None) -> Path:
    """Where a preview of the brief is made, laid now."""
    target = folder / "_generated/preview/brief"
    lay(folder, target, {} if known is None else known)
    return target


def test_it_has_what_the_brief_has_and_not_what_was_made_of_it(folder: Path) -> None:
    """All files read the same; pages and generated files are its own."""
    target = laid(folder)
    assert set(seen(target).files) == set(seen(folder).files)
    assert not (target / "_output").exists()
    assert (target / "parts").is_symlink()


def test_what_is_saved_afterwards_is_for_the_next_time(folder: Path) -> None:
    """A page that is being made is of one save, also where an editor writes over the file."""
    known: dict[str, State] = {}
    target = laid(folder, known)
    for name in ("brief.qmd", "data/reported.csv", "theme/brief.css"):
        (folder / name).write_text("newer words\n", encoding="utf-8")
        assert "newer" not in (target / name).read_text(encoding="utf-8")
    laid(folder, known)
    for name in ("brief.qmd", "data/reported.csv", "theme/brief.css"):
        assert (target / name).read_text(encoding="utf-8") == "newer words\n"


def test_what_goes_from_the_brief_goes_from_there(folder: Path) -> None:
    """A file, a folder that was linked to, and a folder of data."""
    known: dict[str, State] = {}
    target = laid(folder, known)
    (folder / "data/units.txt").unlink()
    (folder / "parts/method.md").unlink()
    (folder / "parts").rmdir()
    (folder / "parts").write_text("now a file\n", encoding="utf-8")
    laid(folder, known)
    assert not (target / "data/units.txt").exists()
    assert (target / "parts").read_text(encoding="utf-8") == "now a file\n"
    (folder / "parts").unlink()
    laid(folder, known)
    assert set(seen(target).files) == set(seen(folder).files)


def test_data_that_were_prepared_there_stay_until_the_brief_has_others(folder: Path) -> None:
    """The brief's own file is not written, and takes their place once somebody saves it."""
    known: dict[str, State] = {}
    target = laid(folder, known)
    (target / "data/reported.csv").write_text("prepared\n", encoding="utf-8")
    laid(folder, known)
    assert (target / "data/reported.csv").read_text(encoding="utf-8") == "prepared\n"
    (folder / "data/reported.csv").write_text("by hand\n", encoding="utf-8")
    laid(folder, known)
    assert (target / "data/reported.csv").read_text(encoding="utf-8") == "by hand\n"


def test_a_large_file_is_the_very_file_of_the_brief(folder: Path) -> None:
    """It is not copied; made anew there, it is another."""
    (folder / "data/large.csv").write_bytes(b"0\n" * 600_000)
    assert (laid(folder) / "data/large.csv").samefile(folder / "data/large.csv")


def test_what_leads_out_of_the_brief_is_told_and_not_copied(folder: Path, tmp_path: Path) -> None:
    """A preview shows nothing that a build would refuse."""
    (tmp_path / "secret.csv").write_text("a\n", encoding="utf-8")
    (folder / "data/linked.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(ReadingError, match=r"data/linked\.csv: file: is a link that leads out of the brief's folder"):
        laid(folder)
    assert not (folder / "_generated/preview/brief/data/linked.csv").exists()


def test_what_its_links_lead_to_is_inside_the_brief(folder: Path, tmp_path: Path) -> None:
    """Includes are found by way of them; a link of the brief's that leads out still does."""
    (folder / "out").symlink_to(tmp_path)
    target = laid(folder)
    assert home_of(target) == folder.resolve()
    assert not leaves(target, "parts/method.md")
    assert leaves(target, "out/secret.csv")


def test_a_build_does_not_look_into_it(folder: Path) -> None:
    """Its links are no links of the brief's."""
    target = laid(folder)
    (target / "elsewhere").symlink_to("/")
    assert list(links_outside(folder)) == []


def test_the_first_page_may_begin_with_what_was_built(folder: Path) -> None:
    """The analysis of the last build is taken over, whole, where the preview has none."""
    record = '{"version": 3, "outputs": {"_generated/figures.md": "", "_variables.yml": ""}}'
    for name, text in {"record.json": record, "figures.md": "figures\n"}.items():
        (folder / "_generated" / name).parent.mkdir(exist_ok=True)
        (folder / "_generated" / name).write_text(text, encoding="utf-8")
    (folder / "_variables.yml").write_text("a: {value: '1'}\n", encoding="utf-8")
    target = laid(folder)
    begin_as_built(folder, target, Generated())
    assert (target / "_generated/figures.md").read_text(encoding="utf-8") == "figures\n"
    assert (target / "_variables.yml").is_file()
    (target / "_generated/record.json").write_text("{}", encoding="utf-8")
    begin_as_built(folder, target, Generated())
    assert (target / "_generated/record.json").read_text(encoding="utf-8") == "{}"


def test_two_previews_of_one_brief_have_a_folder_each(folder: Path) -> None:
    """When the first has ended, its folder is the next one's."""
    with folder_for(folder, "brief") as first, folder_for(folder, "brief") as second:
        assert [first.name, second.name] == ["brief", "brief-2"]
    with folder_for(folder, "brief") as again:
        assert again == first
