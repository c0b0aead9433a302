"""Bad input: each example folder in `faults/` has one fault, and `expected.txt` says what a person is told about it.

A folder holds only what differs from the valid brief in `faults/_base`; `removed.txt` names what it lacks.
"""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from statbrief.cli import main

FAULTS = ROOT / "tests/faults"
NAMES = sorted(path.name for path in FAULTS.iterdir() if path.name != "_base")
WRITTEN = ("_variables.yml", "_generated")
ABOUT_THE_FAULT = {"expected.txt", "removed.txt"}


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The valid brief, analysed."""
    folder = tmp_path_factory.mktemp("faults") / "brief"
    shutil.copytree(FAULTS / "_base", folder)
    assert run(folder).exit_code == 0
    return folder


@pytest.fixture
def brief(analysed: Path, tmp_path: Path) -> Path:
    """A copy of the valid brief with what its analysis wrote."""
    return Path(shutil.copytree(analysed, tmp_path / "brief"))


def run(folder: Path) -> Result:
    """`statbrief analyse` in this process."""
    return CliRunner().invoke(main, ["analyse", str(folder)])


def run_apart(folder: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """`statbrief analyse` as a program of its own."""
    command = [sys.executable, "-m", "statbrief", "analyse", os.fspath(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload, no-any-return]


def written(folder: Path) -> dict[str, tuple[bytes, int]]:
    """What the last analysis wrote: bytes and times by name."""
    paths = [path for name in WRITTEN for path in (folder / name, *(folder / name).rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def apply(fault: Path, folder: Path) -> None:
    """Turn the valid brief in `folder` into the faulty one."""
    if (fault / "removed.txt").exists():
        for name in (fault / "removed.txt").read_text(encoding="utf-8").splitlines():
            (folder / name).unlink()
    for path in fault.rglob("*"):
        if path.is_file() and path.name not in ABOUT_THE_FAULT:
            target = folder / path.relative_to(fault)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


@pytest.mark.parametrize("name", NAMES)
def test_a_fault_stops_the_build_with_its_lines_and_loses_nothing(brief: Path, name: str) -> None:
    """Exit code 1, one line per fault, no traceback, and what the last analysis wrote is untouched."""
    before = written(brief)
    apply(FAULTS / name, brief)
    result = run(brief)
    assert result.stderr == (FAULTS / name / "expected.txt").read_text(encoding="utf-8")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert written(brief) == before
    assert "_variables.yml" in before


@pytest.mark.parametrize("name", ["value-with-comma", pytest.param("function-exits", marks=pytest.mark.thorough)])
def test_a_fault_looks_the_same_from_a_shell(brief: Path, name: str) -> None:
    """The program itself prints the lines on stderr, nothing on stdout, and exits with 1."""
    apply(FAULTS / name, brief)
    result = run_apart(brief)
    expected = (FAULTS / name / "expected.txt").read_text(encoding="utf-8")
    assert (result.stderr, result.stdout, result.returncode) == (expected, "", 1)


def test_the_folder_of_a_fault_holds_one_fault() -> None:
    """No folder is without the lines that it expects, and each line names a file of the brief."""
    assert len(NAMES) > 80
    for name in NAMES:
        lines = (FAULTS / name / "expected.txt").read_text(encoding="utf-8").splitlines()
        assert lines, name
        assert all(line.startswith(("data/", "analysis/")) for line in lines), name


def test_the_order_of_columns_is_free(brief: Path) -> None:
    """The same cells under the same columns in another order give the same figures."""
    before = (brief / "_variables.yml").read_bytes()
    path = brief / "data/units.txt"
    path.write_text(path.read_text(encoding="utf-8") + "# another line\n", encoding="utf-8")
    table = brief / "data/reported.csv"
    table.write_text(
        "note,value,id,label,rounded_to,unit,bound,source,period,locator\n"
        ',70000,arrests_2022,"Arrests, May 2022",10000,arrest,,agency,2022-05,page 1\n'
        ',18000,arrests_2019,"Arrests, May 2019",1000,arrest,,agency,2019-05,page 1\n'
        ",300000,visas,Visas on offer,exact,visa,at least,agency,2022-06-22,page 2\n",
        encoding="utf-8",
    )
    assert run(brief).exit_code == 0
    assert (brief / "_variables.yml").read_bytes() == before


@pytest.mark.always(
    "CRLF-data/reported.csv", "CRLF-data/mays.csv", "CRLF-data/units.txt", "CRLF-data/sources.bib", "LF-data/mays.csv"
)
@pytest.mark.parametrize("name", ["data/reported.csv", "data/mays.csv", "data/units.txt", "data/sources.bib"])
@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"], ids=["CRLF", "CR", "LF"])
def test_a_byte_order_mark_and_any_line_ends_are_fine(brief: Path, name: str, ends: str) -> None:
    """What editors on other systems save gives the same figures."""
    before = (brief / "_variables.yml").read_bytes()
    text = (brief / name).read_text(encoding="utf-8").replace("\n", ends)
    (brief / name).write_bytes(b"\xef\xbb\xbf" + text.encode())
    result = run(brief)
    assert result.exit_code == 0, result.stderr
    assert (brief / "_variables.yml").read_bytes() == before


def test_json_without_end_is_refused(brief: Path) -> None:
    """A hundred thousand brackets are not read as a data package."""
    (brief / "data/datapackage.json").write_text("[" * 100_000, encoding="utf-8")
    result = run(brief)
    assert result.exit_code == 1
    assert result.stderr.startswith("data/datapackage.json")
    assert ": JSON: " in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "name", ["data/reported.csv", "data/datapackage.json", "analysis/derived.py", "data/units.txt"]
)
def test_a_link_that_leads_nowhere_is_not_taken_for_no_file(brief: Path, name: str) -> None:
    """A dangling link, or one that leads to itself, stops the build: its figures must not just be gone."""
    for target in ("nowhere", Path(name).name):
        (brief / name).unlink()
        (brief / name).symlink_to(target)
        result = run(brief)
        assert result.exit_code == 1
        assert result.stderr == f"{name}: file: is a link that leads nowhere; put the file in its place\n"


def test_a_pipe_is_not_waited_for(brief: Path) -> None:
    """A file that is none is refused, not read for ever."""
    (brief / "data/mays.csv").unlink()
    os.mkfifo(brief / "data/mays.csv")
    assert run(brief).stderr == "data/mays.csv: file: is not a file\n"


# -- where nothing can be written --------------------------------------------------------------------------------
def smaller_files() -> None:
    """Let the process write no file beyond a hundred bytes, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


@pytest.mark.thorough
def test_a_full_disk_is_one_line(brief: Path) -> None:
    """The operating system's own refusal, in a process that may write only a few bytes: one line, nothing lost."""
    before = written(brief)
    (brief / "data/reported.csv").write_text(
        (brief / "data/reported.csv").read_text(encoding="utf-8").replace("70000,arrest,10000", "71000,arrest,1000"),
        encoding="utf-8",
    )
    result = run_apart(brief, preexec_fn=smaller_files)
    assert result.returncode == 1
    assert result.stderr == (
        "_generated/charts/both_mays.svg: file: cannot be written (File too large); "
        "the last good version is untouched\n"
    )
    assert written(brief) == before
    assert not list(brief.rglob("*.new"))


@pytest.mark.parametrize("problem", [28, 30, 13], ids=["no space left", "read-only file system", "permission denied"])
def test_whatever_the_system_refuses_is_one_line(brief: Path, monkeypatch: pytest.MonkeyPatch, problem: int) -> None:
    """The system's words, the file's name, and what was there is still there."""
    before = written(brief)
    (brief / "data/units.txt").write_text("arrest = [arrest]\nvisa = [visa]\n", encoding="utf-8")

    def refuse(path: Path, _: bytes) -> int:
        raise OSError(problem, os.strerror(problem), str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    result = run(brief)
    assert result.exit_code == 1
    assert result.stderr == (
        f"_generated/record.json: file: cannot be written ({os.strerror(problem)}); "
        "the last good version is untouched\n"
    )
    monkeypatch.undo()
    assert written(brief) == before


@pytest.fixture
def unwritable(brief: Path) -> Iterator[Path]:
    """The brief, analysed once, in a folder that nobody may write to."""
    shutil.rmtree(brief / "_generated")
    (brief / "_variables.yml").unlink()
    brief.chmod(0o555)
    yield brief
    brief.chmod(0o755)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_one_line(unwritable: Path) -> None:
    """A folder without the right to write is named, and is left as it is."""
    result = run(unwritable)
    assert result.exit_code == 1
    assert "cannot be written (Permission denied)" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_file_in_the_place_of_the_folder_is_one_line(brief: Path) -> None:
    """Where `_generated` is a file, nothing can be written below it."""
    shutil.rmtree(brief / "_generated")
    (brief / "_generated").write_text("not a folder", encoding="utf-8")
    result = run(brief)
    assert result.exit_code == 1
    assert result.stderr == (
        "_generated/charts/both_mays.svg: file: cannot be written (Not a directory); "
        "the last good version is untouched\n"
    )
