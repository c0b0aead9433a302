"""Quarto's extension: one copy, which the program puts into briefs, and what is told of one that is not that."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from statbrief.cli import main
from statbrief.files.extension import OWN_EXTENSION, difference_of_extension, extension_in, lay_extension


@pytest.fixture
def laid(tmp_path: Path) -> Path:
    """A brief's extension, just as the program has it."""
    lay_extension(tmp_path)
    return tmp_path / "_extensions/statbrief"


def older(there: Path) -> None:
    """Make it one of an earlier version."""
    settings = there / "_extension.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("version: 1.", "version: 0."), encoding="utf-8")


def test_the_program_and_its_own_brief_share_one_copy(root: Path) -> None:
    """The brief's folder of extensions is a link to the program's, as its theme is."""
    assert (root / "_extensions").resolve() == OWN_EXTENSION.parent
    assert (root / "_extensions").readlink() == Path("src/statbrief/extensions")


def test_an_extension_that_was_laid_differs_in_nothing(laid: Path) -> None:
    """Nor does one with the line ends of another system, or with more files."""
    assert {each.name for each in laid.iterdir()} == {each.name for each in OWN_EXTENSION.iterdir()}
    settings = laid / "_extension.yml"
    settings.write_bytes(settings.read_bytes().replace(b"\n", b"\r\n"))
    (laid / "mine.lua").write_text("return {}\n", encoding="utf-8")
    assert difference_of_extension(laid) == ""


def test_another_version_is_told_with_both(laid: Path) -> None:
    """By number: 1.10 is newer than 1.9, and what says no version is older than all."""
    settings = laid / "_extension.yml"
    text = settings.read_text(encoding="utf-8")
    ours = text.split("version: ")[1].split("\n")[0]
    for theirs, order in (("0.9.2", "older"), ("1.10.0", "newer")):
        settings.write_text(text.replace(f"version: {ours}", f"version: {theirs}"), encoding="utf-8")
        assert difference_of_extension(laid) == f"is version {theirs}, {order} than this program's, {ours}"
    settings.write_text("title: statbrief\n", encoding="utf-8")
    assert difference_of_extension(laid) == f"is version 0, older than this program's, {ours}"
    settings.write_text(text, encoding="utf-8")
    (laid / "rows.lua").unlink()
    (laid / "print.lua").write_text("return {}\n", encoding="utf-8")
    assert difference_of_extension(laid) == (
        f"is version {ours}, as this program's, with other files than its: print.lua, rows.lua"
    )


def test_the_command_puts_it_where_it_belongs(tmp_path: Path) -> None:
    """Only what is otherwise is written, also below an owner's name; what is somebody's own stays."""
    theirs = tmp_path / "_extensions/acme/statbrief"
    shutil.copytree(OWN_EXTENSION, theirs)
    (theirs / "mine.lua").write_text("return {}\n", encoding="utf-8")
    older(theirs)
    run = CliRunner().invoke
    said = [run(main, ["extension", str(tmp_path)]).stdout for _ in range(2)]
    assert said == ["extension: _extensions/acme/statbrief/_extension.yml\n", "extension: nothing has changed\n"]
    assert extension_in(tmp_path) == theirs
    assert (theirs / "mine.lua").is_file()


@pytest.mark.usefixtures("quarto_stand_in")
def test_quarto_is_not_given_an_older_one(tmp_path: Path) -> None:
    """Who asks for Quarto is told which it is and how to mend it; who does not gets the pages by the other renderer."""
    folder = tmp_path / "brief"
    assert CliRunner().invoke(main, ["new", str(folder)]).exit_code == 0
    older(folder / "_extensions/statbrief")
    said = (
        "_quarto.yml:13:1: extension: _extensions/statbrief is version 0.1.0, older than this program's, 1.1.0; "
        "run statbrief extension, which puts this program's there"
    )
    result = CliRunner().invoke(main, ["build", str(folder), "--renderer", "quarto"])
    assert (result.exit_code, result.stderr) == (1, f"{said}\n")
    result = CliRunner().invoke(main, ["build", str(folder), "--to", "html"])
    assert f"renderer: embedded (not Quarto 1.10.18: {said})\n" in result.stdout
