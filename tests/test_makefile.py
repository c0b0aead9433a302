"""The Makefile: what it runs, when, and what it leaves alone.

A stand-in for `.venv/bin/python` writes down what it is asked and makes the files that statbrief would make,
so these tests need seconds and no packages. Each works on a copy of the project.
"""

import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from conftest import LONG
from stand_in_make import PAGES, PREPARE_AND_RENDER, RENDER, Brief
from statbrief.files.paths import STYLE
from statbrief.record.staleness import ANALYSIS


@pytest.mark.thorough
def test_the_first_make_analyses_then_renders_both_pages(fresh_brief: Brief) -> None:
    """From nothing, the analysis runs once and one recipe renders both pages."""
    assert fresh_brief.asked("-j4") == [RENDER]
    assert fresh_brief.pages() == PAGES


def test_nothing_changed_does_nothing(brief_made: Brief) -> None:
    """An up-to-date brief asks nothing of Python, and make knows that it is up to date."""
    assert brief_made.asked() == []
    assert brief_made.make("-q").returncode == 0


def test_bytecode_is_no_source(brief_made: Brief) -> None:
    """What Python compiles for itself makes nothing stale."""
    brief_made.touch("src/statbrief/__pycache__/errors.cpython-311.pyc")
    brief_made.touch("src/statbrief/languages/__pycache__/page_words.cpython-311.pyc")
    assert brief_made.asked() == []


@pytest.mark.parametrize("source", ["brief.qmd", "theme/brief.css", "src/statbrief/prose/document.py"])
def test_editing_the_prose_runs_no_analysis(brief_made: Brief, source: str) -> None:
    """Words, looks and what renders them do not touch the figures."""
    brief_made.touch(source)
    assert brief_made.asked() == [RENDER]
    brief_made.age()
    assert brief_made.asked() == []


@pytest.mark.parametrize(
    "source",
    [
        "data/reported.csv",
        "data/units.txt",
        "data/a_new_one.csv",
        "analysis/derived.py",
        "analysis/charts.py",
        "theme/brief.mplstyle",
        "_quarto.yml",
        "src/statbrief/arithmetic/monotone_ranges.py",
        "requirements.lock",
    ],
)
def test_changing_what_figures_come_from_runs_the_analysis(brief_made: Brief, source: str) -> None:
    """Data, formulas, charts' looks, language, generator and packages all make the figures what they are."""
    brief_made.touch(source)
    assert [line for line in brief_made.asked() if "statbrief" in line] == [RENDER]
    brief_made.age()
    assert brief_made.asked() == []


def test_a_data_file_that_goes_away_runs_the_analysis(brief_made: Brief) -> None:
    """A dataset that is deleted is a change too."""
    (brief_made.folder / "data/mexican_may_arrests.csv").unlink()
    assert brief_made.asked() == [RENDER]


def test_what_the_prose_includes_counts_as_prose(brief_made: Brief) -> None:
    """A file that the last render met is watched; when it goes away, the render says what is missing."""
    brief_made.touch("context.md")
    (brief_made.folder / "_generated/brief.d").write_text(
        "_output/brief.html _output/brief.pdf: context.md\n\ncontext.md:\n", encoding="utf-8"
    )
    assert brief_made.asked() == [RENDER]
    brief_made.age()
    assert brief_made.asked() == []
    (brief_made.folder / "context.md").unlink()
    assert brief_made.asked() == [RENDER]


def test_a_companion_that_goes_away_is_made_again(brief_made: Brief) -> None:
    """With the pages, and not while all that the last render made beside them are there."""
    companions = ["_output/brief.xlsx", "_output/brief-csv/all-figures.csv"]
    told = f"companions := {' '.join(companions)}\n"
    (brief_made.folder / "_generated/brief.d").write_text(told, encoding="utf-8")
    assert brief_made.asked() == [RENDER]
    for name in companions:
        brief_made.touch(name)
    assert brief_made.asked() == []
    assert brief_made.make("-q").returncode == 0
    (brief_made.folder / companions[1]).unlink()
    assert brief_made.asked() == [RENDER]


@pytest.mark.thorough
def test_what_data_are_prepared_from_prepares_them_anew(fresh_brief: Brief) -> None:
    """Whatever of it changed, by the run that makes the pages."""
    fresh_brief.touch("analysis/prepare.py")
    fresh_brief.touch("source/came.csv")
    assert fresh_brief.asked("-j4") == [PREPARE_AND_RENDER]
    for source in ("source/came.csv", "source/a_new_one.csv", "analysis/prepare.py", "data/datapackage.json"):
        fresh_brief.age()
        assert fresh_brief.asked() == []
        fresh_brief.touch(source)
        assert fresh_brief.asked() == [PREPARE_AND_RENDER]
    fresh_brief.age()
    (fresh_brief.folder / "source/a_new_one.csv").unlink()
    assert fresh_brief.asked() == [PREPARE_AND_RENDER]


@pytest.mark.thorough
def test_a_release_builds_all_editions_first(fresh_brief: Brief) -> None:
    """Then keeps their records; where one is kept, what was revised since is looked up anew."""
    *_, compared, kept = fresh_brief.asked("release")
    assert (compared, kept) == ("-m statbrief editions", "-m statbrief release")
    assert fresh_brief.asked("release", "CORRECTION=1")[-1] == "-m statbrief release --correction"
    each = ["-m statbrief build --each", "-m statbrief release --each"]
    assert fresh_brief.asked("release", "EACH=1") == each
    fresh_brief.age()
    assert fresh_brief.asked() == []
    fresh_brief.touch("published/2015-12.json")
    assert fresh_brief.asked() == [RENDER]


@pytest.mark.thorough
def test_a_brief_in_a_folder_of_its_own_has_this_makefile(fresh_brief: Brief) -> None:
    """It is made with what is installed beside the program, and its looks are this brief's, copied once."""
    own = fresh_brief.folder / "examples/employment"
    python = (fresh_brief.folder / ".venv/bin/python").read_text(encoding="utf-8")
    (fresh_brief.folder / ".venv/bin/python").write_text(python.replace("$*", "$PWD $*", 1), encoding="utf-8")
    result = fresh_brief.make("-C", str(own))
    assert result.returncode == 0, result.stderr
    asked = (own / "asked").read_text(encoding="utf-8").splitlines()
    assert asked == [f"{own} {PREPARE_AND_RENDER}"]
    assert (own / "theme/brief.css").read_bytes() == (fresh_brief.folder / "theme/brief.css").read_bytes()
    assert (own / "_extensions/statbrief/_extension.yml").is_file()
    assert (own / "_output/brief.pdf").is_file()
    assert not (fresh_brief.folder / "_output").exists()
    fresh_brief.age()
    assert fresh_brief.make("-q", "-C", str(own)).returncode == 0
    fresh_brief.touch("theme/brief.css")
    assert fresh_brief.make("-C", str(own)).returncode == 0
    assert (own / "asked").read_text(encoding="utf-8").splitlines()[1:] == [f"{own} {PREPARE_AND_RENDER}"]
    told = fresh_brief.make("-C", str(own), "help").stdout
    assert "make prepare" in told
    assert "make test" not in told


@pytest.mark.thorough
def test_editions_by_industry_are_a_brief_beside_the_bulletin(fresh_brief: Brief) -> None:
    """Both folders make them, of the one file; for this brief `make each` makes its own, if it has any."""
    bulletin, own = (fresh_brief.folder / "examples" / name for name in ("employment", "industries"))
    assert fresh_brief.make("-C", str(bulletin), "each", "AREA=information").returncode == 0
    first = (bulletin / "asked").read_text(encoding="utf-8").splitlines()
    assert first == ["-m statbrief prepare", "-m statbrief build ../industries --each --area information"]
    assert fresh_brief.make("-C", str(own), "each", "EDITION=es").returncode == 0
    second = (own / "asked").read_text(encoding="utf-8").splitlines()
    assert second == ["-m statbrief prepare", "-m statbrief build --each --edition es"]
    came = (bulletin / "source/us-employment.csv").read_bytes()
    assert (own / "source/us-employment.csv").read_bytes() == came
    assert fresh_brief.asked("each", "WORKERS=2") == ["-m statbrief build --each --workers 2"]


@pytest.mark.thorough
@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_lost_is_rendered_again(brief_made: Brief, page: str) -> None:
    """Both pages are targets: losing either is noticed."""
    (brief_made.folder / page).unlink()
    assert brief_made.asked() == [RENDER]
    assert brief_made.pages() == PAGES


@pytest.mark.thorough
def test_one_format_alone(fresh_brief: Brief) -> None:
    """`make html` writes the page and its record, not the print; a later `make` writes both."""
    assert fresh_brief.asked("html") == ["-m statbrief render --to html --renderer auto"]
    assert fresh_brief.pages() == ["_output/brief.html", "_output/brief.json"]
    fresh_brief.age()
    assert fresh_brief.asked("html") == []
    assert fresh_brief.asked() == [RENDER]
    fresh_brief.age()
    assert fresh_brief.asked("pdf") == []
    fresh_brief.touch("brief.qmd")
    assert fresh_brief.asked("html", "pdf") == [RENDER]


@pytest.mark.thorough
def test_a_renderer_asked_for_by_name_renders(brief_made: Brief) -> None:
    """RENDERER=... on the command line is obeyed even when nothing changed."""
    assert brief_made.asked("RENDERER=embedded") == [RENDER.replace("auto", "embedded")]


@pytest.mark.thorough
def test_check_writes_no_page(fresh_brief: Brief) -> None:
    """`make check` checks, and that is all."""
    assert fresh_brief.asked("check") == ["-m statbrief check"]
    assert fresh_brief.pages() == []


@pytest.mark.thorough
@pytest.mark.parametrize("source", ["brief.qmd", "data/reported.csv"])
@pytest.mark.parametrize("how", ["fail", "interrupt"])
def test_a_build_that_fails_loses_nothing(brief_made: Brief, source: str, how: str) -> None:
    """Whatever happens to a step, make deletes neither page, and tries again next time."""
    brief_made.touch(source)
    (brief_made.folder / how).touch()
    result = brief_made.make()
    assert result.returncode in {2, -signal.SIGTERM}, result.stdout + result.stderr
    assert brief_made.pages() == PAGES
    (brief_made.folder / how).unlink()
    brief_made.age()
    brief_made.touch(source)
    assert brief_made.asked()[-1] == RENDER


@pytest.mark.thorough
def test_the_dry_run_writes_nothing(fresh_brief: Brief) -> None:
    """`make -n` shows the steps and takes none."""
    assert fresh_brief.asked("-n") == []
    assert RENDER in fresh_brief.make("-n").stdout
    assert fresh_brief.pages() == []


def test_clean_leaves_the_sources(brief_made: Brief) -> None:
    """`make clean` removes what the build wrote, `make distclean` the packages too, and neither a source."""
    brief_made.touch("_variables.yml")
    assert brief_made.make("clean").returncode == 0
    written = {"_output", "_generated", "_variables.yml"}
    left = {path.name for path in brief_made.folder.iterdir()}
    assert not left & written
    assert {".venv", "data", "analysis", "brief.qmd"} <= left
    assert brief_made.make("distclean").returncode == 0
    assert {path.name for path in brief_made.folder.iterdir()} == left - {".venv"}


def test_help_lists_every_target(fresh_brief: Brief) -> None:
    """Each target that a person may ask for stands in `make help` with what it does."""
    makefile = (fresh_brief.folder / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)[0].split()
    shown = re.findall(r"^  make ([a-z]+) +\S.*$", fresh_brief.make("help").stdout, flags=re.MULTILINE)
    assert sorted([*shown, "asked"]) == sorted(phony)


def test_packages_are_installed_when_the_lock_changed(brief_made: Brief) -> None:
    """A newer lock is installed, held to its hashes, then the project itself, which fetches nothing."""
    brief_made.touch("requirements.lock")
    asked = brief_made.asked()
    assert asked[0].endswith("--require-hashes --requirement requirements.lock")
    assert asked[1].endswith("--no-deps --no-build-isolation --editable .")
    assert asked[2] == "-m compileall -q src"
    brief_made.age()
    brief_made.touch("requirements-dev.lock")
    assert brief_made.asked() == []
    assert brief_made.asked("lint")[0].endswith("--require-hashes --requirement requirements-dev.lock")


def test_the_tests_run_after_the_checks_of_style_and_types(brief_made: Brief) -> None:
    """`make test` ends with pytest, so its closing line is the last."""
    checks = ["-m ruff check .", "-m ruff format --check .", "-m mypy", "--no-logo"]
    assert brief_made.asked("test") == [*checks, "-m pytest --numprocesses auto --dist loadfile"]


def test_the_files_that_begin_first_are_there(root: Path) -> None:
    """One that is called otherwise by now would begin last, and the other workers would wait for it."""
    assert [name for name in LONG if not (root / "tests" / name).is_file()] == []


@pytest.mark.thorough
def test_the_bench_tries_every_digit_and_the_tests_a_part(brief_made: Brief) -> None:
    """The tests leave out the mark `every_digit`, as pyproject.toml has it, and `make bench` chooses it."""
    settings = tomllib.loads((brief_made.folder / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    assert settings["addopts"][-2:] == ["-m", "not every_digit and not every_month and not every_seed and not thorough"]
    assert "every_digit" not in "".join(brief_made.asked("test"))
    _, proof = brief_made.asked("bench")
    assert proof == "-m pytest --numprocesses auto -m every_digit or not every_digit tests/first_brief/test_digits.py"


def test_all_months_are_rolled_where_that_is_asked_for(brief_made: Brief) -> None:
    """The tests leave out the mark `every_month`, too, and `make roll` chooses it."""
    assert "every_month" not in "".join(brief_made.asked("test"))
    assert brief_made.asked("roll") == ["-m pytest --numprocesses auto -m every_month or not every_month tests/rolling"]


@pytest.mark.thorough
def test_all_seeds_are_tried_where_that_is_asked_for(brief_made: Brief) -> None:
    """The tests leave out the mark `every_seed`, too; `make seeds` chooses it, and more of Hypothesis's examples."""
    assert "every_seed" not in "".join(brief_made.asked("test"))
    chosen = "-m every_seed or hypothesis --hypothesis-profile more tests"
    assert brief_made.asked("seeds") == [f"-m pytest --numprocesses auto --dist loadfile {chosen}"]


@pytest.mark.thorough
def test_what_the_tests_leave_out_to_be_quick_is_tried_where_that_is_asked_for(brief_made: Brief) -> None:
    """The tests leave out the mark `thorough`, too; `make thorough` chooses it, but for what other marks leave out."""
    assert "thorough" not in "".join(brief_made.asked("test"))
    chosen = "-m thorough and not every_digit and not every_month and not every_seed"
    assert brief_made.asked("thorough") == [f"-m pytest --numprocesses auto --dist loadfile {chosen}"]


def prerequisites(brief: Brief, target: str) -> set[str]:
    """The files of the package that make watches for a target."""
    database = brief.make("--print-data-base", "--question").stdout
    rule = re.findall(rf"^{re.escape(target)}: (.*)$", database, flags=re.MULTILINE)[0]
    return {word for word in rule.split() if word.startswith("src/statbrief/")}


def test_pages_depend_on_the_whole_program(brief_made: Brief) -> None:
    """On each of its files; whether the analysis is made anew is told by the hash of those that it uses."""
    package = brief_made.folder / "src/statbrief"
    files = {
        path.relative_to(brief_made.folder).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert prerequisites(brief_made, "_output/brief.html") == files


def test_an_analysis_uses_the_parts_that_it_names() -> None:
    """What is loaded to make one are the parts whose code the record has a hash of, each of them.

    When it is to be made, and that nothing of it is after the brief's date, is told anew each time by others.
    """
    code = "import statbrief.analysis.write, statbrief.engine.queries, sys; print(*sys.modules)"  # late, if asked for
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    names = [name.split(".") for name in loaded if name.startswith("statbrief.")]
    folders = {parts[1] for parts in names if len(parts) > 2}
    modules = {f"{parts[1]}.py" for parts in names if len(parts) == 2 and parts[1] not in folders}
    assert folders | modules == {*ANALYSIS} - {
        "areas.py",
        "checking.py",
        "drawing.py",
        "periods.py",
        "tables.py",
        STYLE,
    }, "a brief's own code imports these, and reads the last"
