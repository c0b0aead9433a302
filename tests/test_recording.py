"""The record: what an analysis read and found, and whether that still holds."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from briefs import write_brief
from statbrief.analysing import variables_yaml, write_analysis
from statbrief.building import bring_analysis_up_to_date
from statbrief.recording import RECORD, input_hashes, is_current, read_record

DERIVED = 'def rise(arrests_2022, arrests_2019):\n    """Rise"""\n    return arrests_2022 / arrests_2019\n'
CHECKS = 'def more(rise):\n    """More than before"""\n    return rise.value > 1\n'


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    """A small brief, analysed."""
    folder = write_brief(tmp_path / "brief", derived=DERIVED, checks=CHECKS)
    write_analysis(folder, "en")
    return folder


def test_a_figure_is_recorded_with_all_that_is_known(brief: Path) -> None:
    """Value, unit, range, period, sources, and where it comes from; an open end is null."""
    figures = read_record(brief)["figures"]
    assert figures["visas"] == {
        "label": "Visas on offer",
        "value": 300_000.0,
        "unit": "visa",
        "range": [300_000.0, None],
        "period": "2022-06-22",
        "sources": ["agency"],
        "rounded_to": "exact",
        "bound": "at least",
        "locator": "page 2",
        "note": "",
        "file": "data/reported.csv",
        "line": 4,
    }
    assert figures["rise"]["inputs"] == ["arrests_2022", "arrests_2019"]
    assert figures["rise"]["range"] == [pytest.approx(65_000 / 18_500), pytest.approx(75_000 / 17_500)]
    assert read_record(brief)["checks"] == {"more": {"title": "More than before", "holds": True, "figures": ["rise"]}}


def test_nothing_changed_is_nothing_done(brief: Path) -> None:
    """A second analysis is none."""
    before = (brief / RECORD).stat().st_mtime_ns
    assert bring_analysis_up_to_date(brief, "en") is None
    assert (brief / RECORD).stat().st_mtime_ns == before


def appended(name: str) -> Callable[[Path], None]:
    """A change of a file, or a new one."""

    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\n")

    return change


@pytest.mark.parametrize(
    "name",
    [
        *("data/reported.csv", "data/units.txt", "data/below/table.csv", "analysis/derived.py", "analysis/new.py"),
        *("analysis/package/__init__.py", "theme/brief.mplstyle", "_variables.yml", "_generated/figures.md"),
    ],
)
def test_a_changed_file_is_noticed(brief: Path, name: str) -> None:
    """Whatever an analysis reads or has written, however deep it lies."""
    assert is_current(brief, "en")
    appended(name)(brief)
    assert not is_current(brief, "en")


@pytest.mark.parametrize("name", ["brief.qmd", "theme/brief.css", "README.md"])
def test_the_prose_and_its_style_are_not_the_analysis(brief: Path, name: str) -> None:
    """What no figure depends on asks for no analysis."""
    appended(name)(brief)
    assert is_current(brief, "en")
    assert not is_current(brief, "es")


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"version": 0}', "\x00"])
def test_a_record_that_cannot_be_read_is_none(brief: Path, text: str) -> None:
    """It is made anew."""
    (brief / RECORD).write_text(text, encoding="utf-8")
    assert read_record(brief) == {}
    assert bring_analysis_up_to_date(brief, "en") is not None
    assert is_current(brief, "en")


def test_the_same_record_everywhere(brief: Path, tmp_path: Path) -> None:
    """Nothing in it tells where or when it was made."""
    other = write_brief(tmp_path / "somewhere else", derived=DERIVED, checks=CHECKS)
    write_analysis(other, "en")
    assert (other / RECORD).read_bytes() == (brief / RECORD).read_bytes()
    assert str(tmp_path) not in (brief / RECORD).read_text(encoding="utf-8")


def test_the_variables_are_yaml(brief: Path) -> None:
    """What is written as text is read as text."""
    values = yaml.safe_load((brief / "_variables.yml").read_text(encoding="utf-8"))
    assert values["arrests_2022"]["about"] == "about [70,000](#n-arrests_2022){.number}"
    assert values["rise"]["plain"]["about_times"] == "about 3.9 times"


@pytest.mark.parametrize(
    "text", ['"quoted"', "a: b", "no", "1.0", "", "tab\tline\n", "ñ – “x”", "\\", "😀", "{{< x >}}"]
)
def test_any_text_is_a_variable(text: str) -> None:
    """No text turns into something else on its way through YAML."""
    assert yaml.safe_load(variables_yaml({"it": {"label": text}})) == {"it": {"label": text}}


def test_a_check_of_what_holds_loads_no_large_library(brief: Path) -> None:
    """Telling that nothing has changed imports neither pandas, nor pint, nor matplotlib."""
    code = (
        "import sys, pathlib\n"
        "from statbrief.building import bring_analysis_up_to_date\n"
        f"assert bring_analysis_up_to_date(pathlib.Path({str(brief)!r}), 'en') is None\n"
        "print(sorted({'pandas', 'pint', 'matplotlib', 'numpy', 'babel'} & set(sys.modules)))\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found == "[]\n"


def test_a_brief_without_data_has_figures_from_nothing(tmp_path: Path) -> None:
    """An empty data folder and an empty analysis are an analysis of nothing."""
    (tmp_path / "data").mkdir()
    assert write_analysis(tmp_path, "en").analysis.figures == {}
    assert json.loads((tmp_path / RECORD).read_text(encoding="utf-8"))["figures"] == {}


def test_an_upgraded_package_makes_an_analysis_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The versions of what computes and draws are inputs too."""
    before = input_hashes(tmp_path)["packages"]
    assert {name.split("-")[0].lower() for name in before.split()} >= {"pint", "pandas", "matplotlib", "babel"}
    (tmp_path / "pint-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert "pint-99.0" in input_hashes(tmp_path)["packages"].split()
