"""Which companions a brief asks for, and what is said of names that name none."""

import shutil
from pathlib import Path

import pytest

from command_line import run
from odd_companions import build
from small_briefs import brief
from statbrief.companions.asked import companions_asked, faults_of_companions
from statbrief.project.project import read_project


def faults(folder: Path, setting: str, *, analysed: bool = True) -> list[str]:
    """What is wrong with a setting of `_quarto.yml`."""
    project = read_project(brief(folder, "Text.", config=f"lang: en\n{setting}\n"))
    return [str(each) for each in faults_of_companions(project, analysed=analysed)]


@pytest.mark.parametrize(
    ("setting", "asked"),
    [
        ("companions: [xlsx, csv, xlsx]", ("xlsx", "csv")),
        ("companions:\n  - headlines", ("headlines",)),
        ("companions: ods", ("ods",)),
        ("companions: []", ()),
        ("companions:", ()),
        ("toc: true", ()),
    ],
)
def test_a_list_or_one_name_asks_for_companions(tmp_path: Path, setting: str, asked: tuple[str, ...]) -> None:
    """Each once, in its order; an empty list asks for none."""
    project = read_project(brief(tmp_path, "Text.", config=f"{setting}\n"))
    assert companions_asked(project) == asked
    assert list(faults_of_companions(project, analysed=True)) == []


KNOWN = "the companions are xlsx, ods, csv, headlines, charts, picture, docx"


@pytest.mark.parametrize(
    ("setting", "found"),
    [
        ("companions: [xlsx, cvs]", ["_quarto.yml:2:20: companions: there is none called 'cvs'; did you mean csv?"]),
        (
            "companions:\n  - headline\n  - word",
            [
                "_quarto.yml:3:5: companions: there is none called 'headline'; did you mean headlines?",
                f"_quarto.yml:4:5: companions: there is none called 'word'; {KNOWN}",
            ],
        ),
        ("companions: 3", [f"_quarto.yml:2:1: companions: there is none called '3'; {KNOWN}"]),
        ("companions: true", [f"_quarto.yml:2:1: companions: there is none called 'True'; {KNOWN}"]),
        ("companions: [[xlsx]]", [f"_quarto.yml:2:15: companions: there is none called '['xlsx']'; {KNOWN}"]),
        ("companions: {csv: no}", [f"_quarto.yml:2:1: companions: there is none called '{{'csv': 'no'}}'; {KNOWN}"]),
    ],
)  # fmt: skip
def test_a_name_of_none_is_a_fault_at_its_place(tmp_path: Path, setting: str, found: list[str]) -> None:
    """All of them at once, with near misses."""
    assert faults(tmp_path, setting) == found


def test_a_brief_without_figures_has_no_companions(tmp_path: Path) -> None:
    """There is no record that they could be of, and nothing is left out in silence."""
    wanted = "they are made of figures: write data/reported.csv or analysis/, or take them out"
    fault = f"_quarto.yml:2:1: companions: asked for of a brief that has no figures; {wanted}"
    assert faults(tmp_path, "companions: [csv]", analysed=False) == [fault]
    made = run("build", "--renderer", "embedded", tmp_path)
    assert (made.exit_code, made.stderr) == (1, f"{fault}\n")


@pytest.mark.thorough
def test_what_is_asked_for_no_more_goes_away(odd: Path, tmp_path: Path) -> None:
    """With its folder; what somebody put there under its name stays, and so do files of others."""
    folder = Path(shutil.copytree(odd, tmp_path / "brief"))
    output, settings = folder / "_output", folder / "_quarto.yml"
    (output / "brief.ods").write_text("somebody's own", encoding="utf-8")
    (output / "notes.csv").write_text("somebody's own", encoding="utf-8")
    others = {path.name for path in output.glob("brief.es*")}
    said = settings.read_text(encoding="utf-8").replace(
        "[xlsx, ods, csv, headlines, charts, picture, docx]", "[headlines]"
    )
    settings.write_text(said, encoding="utf-8")
    told = build(folder, "--to", "html")
    files = "files:    _output/brief.html, _output/brief.json, _output/brief.headlines.json"
    assert told.splitlines()[-1] == files
    kept = {"brief.html", "brief.pdf", "brief.json", "brief.headlines.json", "brief.ods", "notes.csv"}
    assert {path.name for path in output.iterdir()} == kept | others
    settings.write_text(said.replace("[headlines]", "[]"), encoding="utf-8")
    build(folder, "--to", "html")
    assert {path.name for path in output.iterdir()} == (kept | others) - {"brief.headlines.json"}


@pytest.mark.thorough
def test_make_is_told_of_every_companion(odd: Path) -> None:
    """So that one that goes away is made again."""
    lines = (odd / "_generated/brief.es.d").read_text(encoding="utf-8").splitlines()
    (said,) = [line for line in lines if line.startswith("companions := ")]
    assert set(said.split()[2:]) == {
        "_output/brief.es.xlsx",
        "_output/brief.es.ods",
        "_output/brief.es.headlines.json",
        "_output/brief.es.picture.png",
        "_output/brief.es.docx",
        *(f"_output/brief.es-csv/{name}" for name in ("all-figures.csv", "by_country.csv", "csv-metadata.json")),
        *(f"_output/brief.es-charts/bars{end}" for end in (".svg", "-600px.png", "-300dpi.png", ".txt")),
    }
