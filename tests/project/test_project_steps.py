"""The steps that `_quarto.yml` names: ours are obeyed by every renderer, others by Quarto alone, which is told."""

import os
from pathlib import Path

import pytest

from briefs import write_files
from command_line import done, run
from quarto_runs import quarto
from small_briefs import SOURCES
from statbrief.project.project import read_project
from statbrief.project.steps import faults_of_steps, prepares

INSTEAD = "make the data in analysis/prepare.py, which every renderer obeys, or render with Quarto"
FAULT = "_quarto.yml:{}: pre-render: '{}' is run by Quarto alone; " + INSTEAD
PACKAGE = """{"resources": [{"name": "yield", "path": "yield.csv", "source": "bureau2024", "period": "2024",
  "schema": {"primaryKey": ["fruit"], "fields": [{"name": "fruit", "type": "string"},
  {"name": "mass", "type": "integer", "unit": "tonne", "rounded_to": 1}]}}]}"""
PROSE = """---
title: Harvest
bibliography: data/sources.bib
date: 2024-12-31
---

{{< var apples.value >}} tonnes.

{{< figures >}}
"""
PREPARE = """import pandas as pd


def yield_(harvest):
    return pd.read_csv(harvest)[["fruit", "mass"]]
"""
DERIVED = 'def apples(yield_):\n    """Apples"""\n    return yield_.loc["apples", "mass"]\n'


def preparing(folder: Path, config: str) -> Path:
    """A brief that prepares its only dataset."""
    files = {
        "_quarto.yml": config,
        "brief.qmd": PROSE,
        "source/harvest.csv": "fruit,mass,note\napples,15,good\npears,6,\n",
        "data/datapackage.json": PACKAGE.replace('"yield"', '"yield_"'),
        "data/sources.bib": SOURCES,
        "analysis/prepare.py": PREPARE,
        "analysis/derived.py": DERIVED,
    }
    write_files(folder, files)
    return folder


def faults(folder: Path, steps: str) -> list[str]:
    """What the embedded renderer says of steps."""
    preparing(folder, f"project:\n  {steps}\n")
    return [str(each) for each in faults_of_steps(read_project(folder))]


OURS = {
    "none": "type: default",
    "one": "pre-render: statbrief check",
    "several": "pre-render: [statbrief prepare, statbrief check --strict]\n  post-render: statbrief seal",
    "by its path": "pre-render: .venv/bin/statbrief prepare",
    "by Python": "pre-render: .venv/bin/python -m statbrief analyse",
}


@pytest.mark.parametrize("steps", OURS.values(), ids=OURS.keys())
def test_our_own_steps_are_no_fault(tmp_path: Path, steps: str) -> None:
    """What they ask for is done by every renderer."""
    assert faults(tmp_path, steps) == []


OTHERS = {
    "a script": ("pre-render: python fetch.py", [FAULT.format("2:3", "python fetch.py")]),
    "among ours": (
        "pre-render:\n    - statbrief check\n    - ./fetch.sh",
        [FAULT.format("2:3", "./fetch.sh")],
    ),
    "a command of ours that is no step before": ("pre-render: statbrief seal", [FAULT.format("2:3", "statbrief seal")]),
    "an open quotation": ("pre-render: 'statbrief \"check'", [FAULT.format("2:3", 'statbrief "check')]),
    "after": (
        "post-render: rsync _output",
        ["_quarto.yml:2:3: post-render: 'rsync _output' is run by Quarto alone; leave it out, or render with Quarto"],
    ),
}


@pytest.mark.parametrize(("steps", "told"), OTHERS.values(), ids=OTHERS.keys())
def test_another_step_is_told_where_nobody_would_run_it(tmp_path: Path, steps: str, told: list[str]) -> None:
    """It was left out in silence before, and the pages made of data that it would have changed."""
    assert faults(tmp_path, steps) == told


def test_the_embedded_renderer_stops_at_such_a_step(tmp_path: Path) -> None:
    """Before anything is made."""
    folder = preparing(tmp_path, "project:\n  pre-render: [statbrief prepare, python fetch.py]\n")
    result = run("build", str(folder), "--to", "html", "--renderer", "embedded")
    assert (result.stderr, result.exit_code) == (f"{FAULT.format('2:3', 'python fetch.py')}\n", 1)
    assert not (folder / "_output").exists()


@pytest.mark.thorough
def test_a_build_prepares_where_the_settings_name_that_step(tmp_path: Path) -> None:
    """And makes pages of what it prepared, of new data too."""
    folder = preparing(tmp_path, "project:\n  pre-render: [statbrief prepare, statbrief check]\n")
    build = ("build", str(folder), "--to", "html", "--renderer", "embedded")
    assert prepares(read_project(folder))
    done(*build)
    (folder / "source/harvest.csv").write_text("fruit,mass,note\napples,17,\n", encoding="utf-8")
    assert run("check", str(folder)).exit_code == 1
    done(*build)
    assert (folder / "data/yield.csv").read_text(encoding="utf-8") == "fruit,mass\napples,17\n"
    assert ">17</a> tonnes" in (folder / "_output/brief.html").read_text(encoding="utf-8")
    done("verify", "--quiet", str(folder / "_output/brief.html"))


def test_a_build_writes_no_data_where_they_do_not(tmp_path: Path) -> None:
    """A preparation that was forgotten is a fault, and nothing is prepared in silence."""
    folder = preparing(tmp_path, "project:\n  pre-render: statbrief check\n")
    result = run("build", str(folder), "--to", "html", "--renderer", "embedded")
    assert result.stderr == "data/yield.csv: file: was not prepared yet; run statbrief prepare\n"
    assert not (folder / "data/yield.csv").exists()


@pytest.mark.thorough
def test_quarto_prepares_before_it_checks(
    tmp_path: Path, quarto_stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plain `quarto render` takes the steps in their order; the pages here are none, for the stand-in has none."""
    monkeypatch.setenv("STAND_IN_PAGES", os.fspath(quarto_stand_in.parent))
    settings = "project:\n  render: [brief.qmd]\n  pre-render: [statbrief prepare, statbrief check]\n"
    folder = preparing(tmp_path / "brief", settings)
    result = quarto(folder)
    assert (folder / "data/yield.csv").read_text(encoding="utf-8") == "fruit,mass\napples,15\npears,6\n"
    assert "was not prepared" not in result.stderr
