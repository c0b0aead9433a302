"""The Makefile: what it runs, when, and what it leaves alone.

A stand-in for `.venv/bin/python` writes down what it is asked and makes the files that statbrief would make,
so these tests need seconds and no packages. Each works on a copy of the project.
"""

import os
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from statbrief.record.latest import ANALYSIS

STAND_IN = r"""#!/bin/sh
echo "$*" >> asked
case "$*" in
  *analyse*)
    mkdir -p _generated
    echo record > _generated/record.json;;
  *render*)
    mkdir -p _output
    brief=brief
    case "$*" in *--edition\ es*) brief=brief.es;; esac
    case "$*" in *html*) echo page > _output/$brief.html;; esac
    case "$*" in *pdf*) echo print > _output/$brief.pdf;; esac
    echo record > _output/$brief.json;;
esac
if [ -e fail ]; then exit 1; fi
if [ -e interrupt ]; then kill -TERM $PPID; sleep 1; fi
"""
PAGES = ["_output/brief.html", "_output/brief.pdf", "_output/brief.json"]
ANALYSE = "-m statbrief analyse"
RENDER = "-m statbrief render --to html --to pdf --renderer auto"


class Brief:
    """A copy of the project with the stand-in for its Python, and a make to run there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        programs = folder / ".venv/bin"
        programs.mkdir(parents=True)
        for program in ("python", "lint-imports"):
            (programs / program).write_text(STAND_IN, encoding="utf-8")
            (programs / program).chmod(0o755)
        self.age()
        for stamp in ["installed", "installed-dev"]:
            (folder / ".venv" / stamp).touch()
        self.age()

    def age(self) -> None:
        """Make every file older, so that the next one written is newer than all, however coarse the clock."""
        for path in [self.folder, *self.folder.rglob("*")]:
            written = path.stat().st_mtime - 100
            os.utime(path, (written, written))

    def touch(self, name: str) -> None:
        """Change a file, or add it."""
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).touch()
        written = (self.folder / name).stat().st_mtime - 50
        os.utime(self.folder / name, (written, written))

    def make(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run make, free of what a make around these tests hands down."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        return subprocess.run(
            ["make", *words],
            cwd=self.folder,
            env={**clean, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def asked(self, *words: str, code: int = 0) -> list[str]:
        """What make asks of Python, in order."""
        (self.folder / "asked").write_text("", encoding="utf-8")
        result = self.make(*words)
        assert result.returncode == code, result.stdout + result.stderr
        return (self.folder / "asked").read_text(encoding="utf-8").splitlines()

    def pages(self) -> list[str]:
        """The pages that are there."""
        return [page for page in PAGES if (self.folder / page).exists()]


@pytest.fixture
def fresh(copy_of_project: Path) -> Brief:
    """A brief whose packages are installed and of which nothing is built."""
    return Brief(copy_of_project)


@pytest.fixture
def built(fresh: Brief) -> Brief:
    """A brief that is built and up to date."""
    assert fresh.asked() == [ANALYSE, RENDER]
    fresh.age()
    return fresh


def test_the_first_make_analyses_then_renders_both_pages(fresh: Brief) -> None:
    """From nothing, the analysis runs once and one recipe renders both pages."""
    assert fresh.asked("-j4") == [ANALYSE, RENDER]
    assert fresh.pages() == PAGES


def test_nothing_changed_does_nothing(built: Brief) -> None:
    """An up-to-date brief asks nothing of Python, and make knows that it is up to date."""
    assert built.asked() == []
    assert built.make("-q").returncode == 0


def test_bytecode_is_no_source(built: Brief) -> None:
    """What Python compiles for itself makes nothing stale."""
    built.touch("src/statbrief/__pycache__/errors.cpython-311.pyc")
    built.touch("src/statbrief/languages/__pycache__/page_words.cpython-311.pyc")
    assert built.asked() == []


@pytest.mark.parametrize("source", ["brief.qmd", "theme/brief.css", "src/statbrief/prose/document.py"])
def test_editing_the_prose_runs_no_analysis(built: Brief, source: str) -> None:
    """Words, looks and what renders them do not touch the figures."""
    built.touch(source)
    assert built.asked() == [RENDER]
    built.age()
    assert built.asked() == []


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
def test_changing_what_figures_come_from_runs_the_analysis(built: Brief, source: str) -> None:
    """Data, formulas, charts' looks, language, generator and packages all make the figures what they are."""
    built.touch(source)
    assert [line for line in built.asked() if "statbrief" in line] == [ANALYSE, RENDER]
    built.age()
    assert built.asked() == []


def test_a_data_file_that_goes_away_runs_the_analysis(built: Brief) -> None:
    """A dataset that is deleted is a change too."""
    (built.folder / "data/mexican_may_arrests.csv").unlink()
    assert built.asked() == [ANALYSE, RENDER]


def test_what_the_prose_includes_counts_as_prose(built: Brief) -> None:
    """A file that the last render met is watched; when it goes away, the render says what is missing."""
    built.touch("context.md")
    (built.folder / "_generated/brief.d").write_text(
        "_output/brief.html _output/brief.pdf: context.md\n\ncontext.md:\n", encoding="utf-8"
    )
    assert built.asked() == [RENDER]
    built.age()
    assert built.asked() == []
    (built.folder / "context.md").unlink()
    assert built.asked() == [RENDER]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_lost_is_rendered_again(built: Brief, page: str) -> None:
    """Both pages are targets: losing either is noticed."""
    (built.folder / page).unlink()
    assert built.asked() == [RENDER]
    assert built.pages() == PAGES


def test_one_format_alone(fresh: Brief) -> None:
    """`make html` writes the page and its record, not the print; a later `make` writes both."""
    assert fresh.asked("html") == [ANALYSE, "-m statbrief render --to html --renderer auto"]
    assert fresh.pages() == ["_output/brief.html", "_output/brief.json"]
    fresh.age()
    assert fresh.asked("html") == []
    assert fresh.asked() == [RENDER]
    fresh.age()
    assert fresh.asked("pdf") == []
    fresh.touch("brief.qmd")
    assert fresh.asked("html", "pdf") == [RENDER]


def test_a_renderer_asked_for_by_name_renders(built: Brief) -> None:
    """RENDERER=... on the command line is obeyed even when nothing changed."""
    assert built.asked("RENDERER=embedded") == [RENDER.replace("auto", "embedded")]


SPANISH = [f"_output/brief.es.{ending}" for ending in ("html", "pdf", "json")]
ANALYSE_ES = "-m statbrief analyse --edition es"
RENDER_ES = "-m statbrief render --edition es --to html --to pdf --renderer auto"


@pytest.fixture
def both(built: Brief) -> Brief:
    """A brief that is built in both of its languages, one after the other."""
    assert built.asked("EDITION=es") == [ANALYSE_ES, RENDER_ES]
    built.age()
    return built


def test_an_edition_makes_no_other_stale(both: Brief) -> None:
    """Built in turn, each has its pages, and neither has anything more to do."""
    assert all((both.folder / page).exists() for page in [*PAGES, *SPANISH])
    assert both.asked() == []
    assert both.asked("EDITION=es") == []


def test_new_data_are_for_every_edition(both: Brief) -> None:
    """Each is analysed and rendered anew, once, when its turn comes."""
    both.touch("data/reported.csv")
    assert both.asked() == [ANALYSE, RENDER]
    assert both.asked("EDITION=es") == [ANALYSE_ES, RENDER_ES]
    both.age()
    assert [*both.asked(), *both.asked("EDITION=es")] == []


def test_an_editions_prose_is_its_own(both: Brief) -> None:
    """An edit of one language's document, or of what only it includes, renders that one."""
    both.touch("brief.es.qmd")
    assert both.asked() == []
    assert both.asked("EDITION=es") == [RENDER_ES]
    both.age()
    both.touch("nota.md")
    rule = f"{' '.join(SPANISH)}: nota.md\n\nnota.md:\n"
    (both.folder / "_generated/brief.es.d").write_text(rule, encoding="utf-8")
    assert both.asked() == []
    assert both.asked("EDITION=es") == [RENDER_ES]


def test_one_format_of_an_edition(fresh: Brief) -> None:
    """`make html EDITION=es` writes the page in Spanish alone."""
    html = "-m statbrief render --edition es --to html --renderer auto"
    assert fresh.asked("html", "EDITION=es") == [ANALYSE_ES, html]
    assert fresh.asked("check", "EDITION=es") == ["-m statbrief check --edition es"]


def test_an_edition_may_still_be_named_as_it_was(fresh: Brief) -> None:
    """LANG_BRIEF=es is what EDITION=es was called; where both are given, the new name counts."""
    assert fresh.asked("check", "LANG_BRIEF=es") == ["-m statbrief check --edition es"]
    assert fresh.asked("check", "LANG_BRIEF=fr", "EDITION=es") == ["-m statbrief check --edition es"]
    both = [ANALYSE_ES, RENDER_ES, ANALYSE, RENDER, "-m statbrief editions"]
    assert fresh.asked("editions", "LANG_BRIEF=es") == both


def test_all_editions_are_built_and_compared(fresh: Brief) -> None:
    """`make editions` builds what is stale, in turn, even when asked to work side by side, and then compares."""
    compare = "-m statbrief editions"
    assert fresh.asked("-j4", "editions") == [ANALYSE_ES, RENDER_ES, ANALYSE, RENDER, compare]
    fresh.age()
    assert fresh.asked("editions") == [compare]
    assert fresh.asked("-n", "editions") == []


def test_an_edition_that_is_not_there_is_named(fresh: Brief) -> None:
    """Without its document there is nothing to make it from."""
    result = fresh.make("EDITION=fr")
    assert result.returncode == 2
    assert "No rule to make target" in result.stderr
    assert "brief.fr" in result.stderr


def test_check_writes_no_page(fresh: Brief) -> None:
    """`make check` checks, and that is all."""
    assert fresh.asked("check") == ["-m statbrief check"]
    assert fresh.pages() == []


@pytest.mark.parametrize("source", ["brief.qmd", "data/reported.csv"])
@pytest.mark.parametrize("how", ["fail", "interrupt"])
def test_a_build_that_fails_loses_nothing(built: Brief, source: str, how: str) -> None:
    """Whatever happens to a step, make deletes neither page, and tries again next time."""
    built.touch(source)
    (built.folder / how).touch()
    result = built.make()
    assert result.returncode in {2, -signal.SIGTERM}, result.stdout + result.stderr
    assert built.pages() == PAGES
    (built.folder / how).unlink()
    built.age()
    built.touch(source)
    assert built.asked()[-1] == RENDER


def test_a_failed_analysis_stops_before_the_pages(built: Brief) -> None:
    """Pages are never rendered from figures that do not hold."""
    built.touch("data/reported.csv")
    (built.folder / "fail").touch()
    assert built.asked(code=2) == [ANALYSE]


def test_the_dry_run_writes_nothing(fresh: Brief) -> None:
    """`make -n` shows the steps and takes none."""
    assert fresh.asked("-n") == []
    assert ANALYSE in fresh.make("-n").stdout
    assert fresh.pages() == []


def test_clean_leaves_the_sources(built: Brief) -> None:
    """`make clean` removes what the build wrote, `make distclean` the packages too, and neither a source."""
    built.touch("_variables.yml")
    assert built.make("clean").returncode == 0
    written = {"_output", "_generated", "_variables.yml"}
    left = {path.name for path in built.folder.iterdir()}
    assert not left & written
    assert {".venv", "data", "analysis", "brief.qmd"} <= left
    assert built.make("distclean").returncode == 0
    assert {path.name for path in built.folder.iterdir()} == left - {".venv"}


def test_help_lists_every_target(fresh: Brief) -> None:
    """Each target that a person may ask for stands in `make help` with what it does."""
    makefile = (fresh.folder / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)[0].split()
    shown = re.findall(r"^  make ([a-z]+) +\S.*$", fresh.make("help").stdout, flags=re.MULTILINE)
    assert sorted([*shown, "asked"]) == sorted(phony)


def test_packages_are_installed_when_the_lock_changed(built: Brief) -> None:
    """A newer lock is installed, held to its hashes, then the project itself, which fetches nothing."""
    built.touch("requirements.lock")
    asked = built.asked()
    assert asked[0].endswith("--require-hashes --requirement requirements.lock")
    assert asked[1].endswith("--no-deps --no-build-isolation --editable .")
    assert asked[2] == "-m compileall -q src"
    built.age()
    built.touch("requirements-dev.lock")
    assert built.asked() == []
    assert built.asked("lint")[0].endswith("--require-hashes --requirement requirements-dev.lock")


def test_the_tests_run_after_the_checks_of_style_and_types(built: Brief) -> None:
    """`make test` ends with pytest, so its closing line is the last."""
    checks = ["-m ruff check .", "-m ruff format --check .", "-m mypy", "--no-logo"]
    assert built.asked("test") == [*checks, "-m pytest --numprocesses auto"]


def test_the_bench_tries_every_digit_and_the_tests_a_seventh(built: Brief) -> None:
    """The tests leave out the mark `every_digit`, as pyproject.toml has it, and `make bench` chooses it."""
    settings = tomllib.loads((built.folder / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    assert settings["addopts"][-2:] == ["-m", "not every_digit"]
    assert "every_digit" not in "".join(built.asked("test"))
    _, proof = built.asked("bench")
    assert proof == "-m pytest --numprocesses auto -m every_digit or not every_digit tests/first_brief/test_digits.py"


def python_that(folder: Path, spoiled: str) -> Path:
    """A Python like ours in which one thing is different."""
    python = folder / "python3"
    python.write_text(
        f"#!/bin/sh\n[ \"$1\" = -V ] && echo Python 3.9.2 && exit\nexec '{sys.executable}' -c "
        f'"import sys; {spoiled}; exec(sys.argv[1])" "$2"\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    return python


@pytest.mark.parametrize(
    ("spoiled", "line"),
    [
        pytest.param(
            "sys.version_info = (3, 9, 2)",
            "{} is Python 3.9.2, too old: install Python 3.11 or newer, or name one: make PYTHON=...",
            id="too old",
        ),
        pytest.param(
            "sys.modules['ensurepip'] = None",
            "{} lacks venv: install it (Debian: apt install python3-venv) or name another: make PYTHON=...",
            id="without venv",
        ),
        pytest.param(
            "sys.exit(127)",
            "no Python found: install Python 3.11 or newer, or name one: make PYTHON=...",
            id="not there",
        ),
    ],
)
def test_a_python_that_will_not_do_gets_one_clear_line(fresh: Brief, spoiled: str, line: str) -> None:
    """One line says what is wrong with the Python that was found, and what to do."""
    (fresh.folder / ".venv/bin/python").unlink()
    python = python_that(fresh.folder, spoiled)
    result = fresh.make(f"PYTHON={python}")
    said = [words for words in result.stderr.splitlines() if not words.startswith("make:")]
    assert result.returncode == 2
    assert said == [line.format(python)]


def test_a_newer_python_beside_an_old_one_is_found(fresh: Brief) -> None:
    """When `python3` is too old, a `python3.14` ... `python3.11` on the PATH is taken."""
    (fresh.folder / ".venv/bin/python").unlink()
    programs = fresh.folder / "programs"
    programs.mkdir()
    python_that(programs, "sys.version_info = (3, 9, 2)")
    good = programs / "python3.14"
    good.write_text('#!/bin/sh\n[ "$2" = venv ] && echo made: $* >&2 && exit 3\nexit 0\n', encoding="utf-8")
    good.chmod(0o755)
    result = fresh.make(PATH=f"{programs}{os.pathsep}{os.environ['PATH']}")
    assert "made: -m venv .venv" in result.stderr.splitlines()


def prerequisites(brief: Brief, target: str) -> set[str]:
    """The files of the package that make watches for a target."""
    database = brief.make("--print-data-base", "--question").stdout
    rule = re.findall(rf"^{re.escape(target)}: (.*)$", database, flags=re.MULTILINE)[0]
    return {word for word in rule.split() if word.startswith("src/statbrief/")}


def test_a_module_makes_stale_what_it_makes(built: Brief) -> None:
    """The record depends on the parts of the program that an analysis uses, and on no other; the pages on all."""
    package = built.folder / "src/statbrief"
    files = {
        path.relative_to(built.folder).as_posix(): path.relative_to(package).parts[0]
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert prerequisites(built, "_output/brief.html") == set(files)
    used = {file for file, part in files.items() if part in ANALYSIS and file.endswith(".py")}
    assert prerequisites(built, "_generated/brief.analysed") == used


def test_an_analysis_uses_the_parts_that_it_names() -> None:
    """What is loaded for an analysis are the parts whose code the record has a hash of, each of them."""
    code = "import statbrief.analysis.write, statbrief.analysis.update, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    names = [name.split(".") for name in loaded if name.startswith("statbrief.")]
    folders = {parts[1] for parts in names if len(parts) > 2}
    modules = {f"{parts[1]}.py" for parts in names if len(parts) == 2 and parts[1] not in folders}
    assert folders | modules == {*ANALYSIS} - {"checking.py", "drawing.py"}, "a brief's own code imports these two"
