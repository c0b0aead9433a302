"""The record: what an analysis read and found, and whether that still holds."""

import copy
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import yaml

from briefs import write_brief
from statbrief.analysis.stale_steps import bring_analysis_up_to_date
from statbrief.analysis.write import variables_yaml, write_analysis
from statbrief.files.paths import OWN
from statbrief.record import published
from statbrief.record.analysis_record import read_record
from statbrief.record.staleness import input_hashes, is_current

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
        "stated": "300000",
        "rounded_to": "exact",
        "bound": "at least",
        "locator": "page 2",
        "note": "",
        "agrees": [],
        "file": "data/reported.csv",
        "line": 4,
        "kind": "level",
        "ratio": "",
        "unit_text": "visas",
        "unit_one": "visa",
        "shown": {"about": "at least 300,000", "range": "300,000 or more"},
    }
    assert figures["rise"] == {
        "label": "Rise",
        "value": 70_000 / 18_000,
        "unit": "1",
        "range": [pytest.approx(65_000 / 18_500), pytest.approx(75_000 / 17_500)],
        "period": "2019-05/2022-05",
        "sources": ["agency"],
        "function": "rise",
        "inputs": ["arrests_2022", "arrests_2019"],
        "reported": ["arrests_2022", "arrests_2019"],
        "rows": {},
        "formula": "arrests_2022 / arrests_2019",
        "constants": {},
        "factors": {},
        "scale": 1.0,
        "cell": None,
        "file": "analysis/derived.py",
        "line": 1,
        "kind": "ratio over time",
        "ratio": "1",
        "unit_text": "1",
        "unit_one": "1",
        "exact": ["35/9", "130/37", "30/7"],
        "ends": False,
        "is_open": False,
        "known_to": "",
        "shown": {"about": "about 3.9", "range": "3.5 to 4.3"},
    }
    assert read_record(brief)["checks"] == {
        "more": {
            "title": "More than before",
            "kind": "other",
            "holds": True,
            "figures": ["rise"],
            "file": "analysis/checks.py",
            "line": 1,
        }
    }


def parts_as_published(record: dict[str, Any]) -> dict[str, Any]:
    """Figures, datasets, checks and charts as the published record will have them."""
    figures = {
        name: {key: value for key, value in each.items() if key != "shown"} | {"texts": each["shown"]}
        for name, each in record["figures"].items()
    }
    charts = {
        name: {key: value for key, value in each.items() if key not in {"key", "narrow"}}
        for name, each in record["charts"].items()
    }
    return {"figures": figures, "datasets": record["datasets"], "checks": record["checks"], "charts": charts}


@pytest.mark.parametrize("lang", [pytest.param("en", marks=pytest.mark.thorough), "es"])
def test_its_parts_have_the_published_shape(root: Path, tmp_path: Path, lang: str) -> None:
    """What the schema says of figures, datasets, checks and charts holds for this brief, with nothing left over."""
    for name in ("data", "analysis", "theme"):
        shutil.copytree(root / name, tmp_path / name)
    write_analysis(tmp_path, lang)
    schema = json.loads(published.SCHEMA.read_text(encoding="utf-8"))
    parts = parts_as_published(dict(read_record(tmp_path)))
    for name, part in parts.items():
        assert part, name
        fastjsonschema.validate(schema["properties"][name], part)


def test_a_unit_by_another_name_is_recorded_under_both(tmp_path: Path) -> None:
    """The record's own, and the one in the file, so that who holds them together needs no list of units."""
    figures = "water,Water,2,kg,exact,,2022,agency,,\nvisas,Visas,3,visa,exact,,2022,agency,,\n"
    folder = write_brief(tmp_path, figures=figures)
    write_analysis(folder, "en")
    known: dict[str, Any] = read_record(folder)["figures"]
    assert (known["water"]["unit"], known["water"]["stated_unit"]) == ("kilogram", "kg")
    assert "stated_unit" not in known["visas"]


def test_a_dataset_is_recorded_as_its_file_is(tmp_path: Path) -> None:
    """Its hash, what tells rows apart, and what its columns measure."""
    folder = write_brief(tmp_path, package=json.dumps(PACKAGE), dataset="year,camp,water\n2024,A,12.5\n")
    write_analysis(folder, "en")
    assert read_record(folder)["datasets"] == {
        "table": {
            "title": "Water drawn",
            "file": "data/table.csv",
            "sha256": hashlib.sha256(b"year,camp,water\n2024,A,12.5\n").hexdigest(),
            "source": "agency",
            "key": ["year", "camp"],
            "columns": {"water": {"unit": "meter ** 3", "rounded_to": "0.5"}},
            "times": {"first": "2024", "last": "2024", "is_series": True},
        }
    }


def test_a_dataset_behind_a_link_is_recorded_too(tmp_path: Path) -> None:
    """Its hash is that of the file that the link leads to."""
    package = copy.deepcopy(PACKAGE)
    package["resources"][0]["path"] = "elsewhere/table.csv"
    folder = write_brief(tmp_path / "brief", package=json.dumps(package))
    (folder / "apart").mkdir()
    (folder / "apart/table.csv").write_bytes(b"year,camp,water\n2024,A,12.5\n")
    (folder / "data/elsewhere").symlink_to(folder / "apart")
    write_analysis(folder, "en")
    expected = hashlib.sha256(b"year,camp,water\n2024,A,12.5\n").hexdigest()
    assert read_record(folder)["datasets"]["table"]["sha256"] == expected
    assert read_record(folder)["inputs"]["data/elsewhere/table.csv"] == expected


PACKAGE: dict[str, Any] = {
    "resources": [
        {
            "name": "table",
            "path": "table.csv",
            "title": "Water drawn",
            "source": "agency",
            "schema": {
                "primaryKey": ["year", "camp"],
                "fields": [
                    {"name": "year", "type": "year"},
                    {"name": "camp"},
                    {"name": "water", "type": "number", "unit": "m**3", "rounded_to": 0.5},
                ],
            },
        }
    ]
}


def test_a_figure_that_other_sources_confirm_says_so(tmp_path: Path) -> None:
    """Both ways, between figures of different sources alone, reported or derived."""
    figures = "".join(
        f"{name},{name},{value},visa,{step},,2022,{source},,\n"
        for name, value, step, source in [
            ("a", 100, 10, "agency"),
            ("b", 105, 5, "agency"),
            ("c", 104, 2, "bureau"),
        ]
    )
    checks = (
        "from statbrief.checking import agree\n\n\n"
        'def all_agree(a, b, c, twice, both):\n    """All"""\n    return agree(a, b, c, twice, both)\n'
    )
    derived = (
        'def twice(c):\n    """Twice"""\n    return c * 2 / 2\n\n\n'
        'def both(a, c):\n    """Both"""\n    return (a + c) / 2\n'
    )
    folder = write_brief(tmp_path, figures=figures, derived=derived, checks=checks)
    (folder / "data/sources.bib").write_text("@misc{agency,\n}\n@misc{bureau,\n}\n", encoding="utf-8")
    write_analysis(folder, "en")
    record = read_record(folder)
    agrees = {name: each["agrees"] for name, each in record["figures"].items() if "agrees" in each}
    assert agrees == {"a": ["c", "twice"], "b": ["c", "twice"], "c": ["a", "b"]}
    assert record["checks"]["all_agree"]["kind"] == "agree"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("agree(a, b)", "agree"),
        ("add_up([a], b)", "add up"),
        ("a.value == b.value", "other"),
        ("agree(a, c)", "other"),  # of several units: bare numbers say nothing
    ],
)
def test_a_check_is_of_a_kind_that_bare_numbers_can_repeat(tmp_path: Path, body: str, kind: str) -> None:
    """Or it is the brief's own."""
    figures = "a,A,100,visa,exact,,2022,agency,,\nb,B,100,visa,exact,,2022,agency,,\n"
    figures += "c,C,0.1,kilovisa,exact,,2022,agency,,\n"
    code = f'from statbrief.checking import add_up, agree\n\n\ndef it(a, b, c):\n    """It"""\n    return {body}\n'
    folder = write_brief(tmp_path, figures=figures, checks=code)
    write_analysis(folder, "en")
    assert read_record(folder)["checks"]["it"]["kind"] == kind


def test_the_packages_and_the_words_of_the_page_are_recorded(brief: Path) -> None:
    """So that whoever makes the pages needs neither the packages' own words nor the language's."""
    record = read_record(brief)
    assert record["packages"]["pint-pandas"] == version("pint-pandas")
    assert record["packages"].keys() == {
        *("babel", "fontpkg-fira-sans", "matplotlib", "numpy", "pandas", "pint", "pint-pandas"),
    }
    assert record["phrases"].keys() == {
        *(
            "data_of_chart",
            "data_of_table",
            "files",
            "files_intro",
            "record",
            "figure",
            "value",
            "range",
            "skip",
            "hint",
            "address",
            "code",
            "ways",
            "as_pdf",
        ),
    }


def test_nothing_changed_is_nothing_done(brief: Path) -> None:
    """A second analysis is none."""
    before = (brief / OWN.record).stat().st_mtime_ns
    assert bring_analysis_up_to_date(brief, "en") is None
    assert (brief / OWN.record).stat().st_mtime_ns == before


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
    (brief / OWN.record).write_text(text, encoding="utf-8")
    assert read_record(brief) == {}
    assert bring_analysis_up_to_date(brief, "en") is not None
    assert is_current(brief, "en")


def test_the_same_record_everywhere(brief: Path, tmp_path: Path) -> None:
    """Nothing in it tells where or when it was made."""
    other = write_brief(tmp_path / "somewhere else", derived=DERIVED, checks=CHECKS)
    write_analysis(other, "en")
    assert (other / OWN.record).read_bytes() == (brief / OWN.record).read_bytes()
    assert str(tmp_path) not in (brief / OWN.record).read_text(encoding="utf-8")


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
        "from statbrief.analysis.stale_steps import bring_analysis_up_to_date\n"
        f"assert bring_analysis_up_to_date(pathlib.Path({str(brief)!r}), 'en') is None\n"
        "print(sorted({'pandas', 'pint', 'matplotlib', 'numpy', 'babel'} & set(sys.modules)))\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found == "[]\n"


def test_a_brief_without_data_has_figures_from_nothing(tmp_path: Path) -> None:
    """An empty data folder and an empty analysis are an analysis of nothing."""
    (tmp_path / "data").mkdir()
    assert write_analysis(tmp_path, "en").analysis.figures == {}
    assert json.loads((tmp_path / OWN.record).read_text(encoding="utf-8"))["figures"] == {}


def test_an_upgraded_package_makes_an_analysis_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The versions of what computes and draws are inputs too."""
    before = input_hashes(tmp_path)["packages"]
    assert {name.split("-")[0].lower() for name in before.split()} >= {"pint", "pandas", "matplotlib", "babel"}
    (tmp_path / "pint-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert "pint-99.0" in input_hashes(tmp_path)["packages"].split()
