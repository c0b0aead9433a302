"""The README says what is true: its commands run, its examples come out as it shows them."""

import csv
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from statbrief.analysis.analysis import analyse
from statbrief.cli import main
from statbrief.copies.read import read_copy


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    """Its text."""
    return (root / "README.md").read_text(encoding="utf-8")


def test_the_forms_in_the_table_write_what_it_says(root: Path, readme: str) -> None:
    """Each row of the table of forms is what `_variables.yml` holds for this brief."""
    rows = re.findall(r"^\| `(\w+\.[\w.]+)` \| (.+?) \|$", readme, re.MULTILINE)
    forms = analyse(root, "en").forms
    assert len(rows) > 8
    for name, written in rows:
        if name.endswith((".yml", ".qmd")):
            continue
        figure, form = name.replace(".plain", "").split(".")
        assert forms[figure][form].plain == written.split(",  without")[0].removesuffix(
            ", without the link: for titles"
        )


def test_the_examples_of_analysis_are_this_briefs(root: Path, readme: str) -> None:
    """The functions shown are this brief's and the second one's, but for what the README leaves out of a chart."""
    files = ("analysis/derived.py", "analysis/checks.py", "examples/employment/analysis/prepare.py")
    code = "".join((root / name).read_text(encoding="utf-8") for name in files)
    shown = re.findall(
        r"```python\n(def (?!may_arrests|latest|by_country|by_region).+?)```",
        readme.split("### A brief of your own", maxsplit=1)[0],
        re.DOTALL,
    )
    assert len(shown) == 3
    for function in shown:
        assert function in code


def test_the_rows_of_reported_figures_are_this_briefs(root: Path, readme: str) -> None:
    """The example of `data/reported.csv` has its columns and its numbers; notes may be left out."""
    example = re.search(r"```csv\n(.+?)```", readme, re.DOTALL)
    assert example is not None
    text = (root / "data" / "reported.csv").read_text(encoding="utf-8")
    real = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    for row in csv.DictReader(io.StringIO(example[1])):
        assert {**row, "note": real[row["id"]]["note"]} == real[row["id"]]


def test_the_labels_are_those_of_the_edition(root: Path, readme: str) -> None:
    """The example of labels repeats the file, and the two verbs are what the edition writes."""
    example = re.search(r"```csv\nkind,id,text\n(.+?)```", readme, re.DOTALL)
    assert example is not None
    lines = (root / "data/labels.es.csv").read_text(encoding="utf-8").splitlines()
    assert set(example[1].splitlines()) <= set(lines)
    forms = analyse(root, "es-MX").forms["arrests_rise"]
    said = f"`arrests_rise.rose` is *{forms['rose'].plain}*, `arrests_rise.it_rose` *{forms['it_rose'].plain}*"
    assert said in readme


@pytest.mark.thorough
def test_the_brief_of_ones_own_builds(tmp_path: Path, readme: str) -> None:
    """The files that the README shows and names make a brief whose figure has the unit that it declares."""
    section = readme.split("### A brief of your own")[1].split("\n### ", maxsplit=1)[0]
    files = dict(zip(("yaml", "json", "python"), re.findall(r"```\w+\n(.+?)```", section, re.DOTALL), strict=True))
    texts = {
        "_quarto.yml": files["yaml"],
        "data/datapackage.json": files["json"],
        "analysis/derived.py": files["python"],
        "data/water.csv": "year,drawn\n2023,4400000\n2024,4500000\n",
        "data/units.txt": "person = [person]\n",
        "data/sources.bib": "@misc{agency, author = {{Water agency}}, title = {Yearbook}, year = {2025}}\n",
        "data/reported.csv": "id,label,value,unit,rounded_to,bound,period,source,locator,note\n"
        "inhabitants,Inhabitants,50000,person,1000,,2024,agency,p. 3,\n",
        "brief.qmd": "---\ntitle: Water\n---\n\nEach drew {{< var a_head.about >}} m³.\n\n"
        "{{< include _generated/figures.md >}}\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["build", str(tmp_path), "--renderer", "embedded"])
    assert (result.exit_code, result.stderr) == (0, "")
    page = re.sub(r"<[^>]+>", "", (tmp_path / "_output/brief.html").read_text(encoding="utf-8"))
    assert "Each drew about 90.0 m³." in page
    assert "about 90.0 m³ a person" in page
    assert "4.5 million ÷ 50,000" in page


@pytest.mark.thorough
def test_the_fault_it_shows_is_what_a_reader_gets(copy_of_project: Path, readme: str) -> None:
    """The two lines of the example of a fault are printed for the change that it makes."""
    shown = re.search(r"\$ (sed -i [^\n]+)\n\$ statbrief check\n(.+?)```", readme, re.DOTALL)
    assert shown is not None
    subprocess.run(["bash", "-c", shown[1]], cwd=copy_of_project, check=True)
    result = CliRunner().invoke(main, ["check", str(copy_of_project)])
    assert (result.exit_code, result.stderr) == (1, shown[2])


@pytest.mark.thorough
def test_the_typed_numbers_it_shows_are_what_a_reader_gets(copy_of_project: Path, readme: str) -> None:
    """The faults of the example are those of the sentence that it adds, and there is no other."""
    shown = re.search(r"\$ (echo [^\n]+)\n\$ statbrief check\n(.+?)```", readme, re.DOTALL)
    assert shown is not None
    subprocess.run(["bash", "-c", shown[1]], cwd=copy_of_project, check=True)
    result = CliRunner().invoke(main, ["check", str(copy_of_project)])
    assert (result.exit_code, result.stderr) == (1, shown[2])


def section_of(readme: str, title: str) -> str:
    """The section under a heading."""
    return readme.split(f"## {title}\n", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]


def as_printed(shown: str) -> str:
    """A pattern for what is shown, in which `…` stands for what the README leaves out."""
    return "(?s)" + re.escape(shown).replace("…", ".+")


@pytest.mark.thorough
def test_what_it_shows_of_proof_is_what_a_reader_gets(copy_of_project: Path, built_brief: Path, readme: str) -> None:
    """The rows of the table of origins are the page's, and each command prints what it says, one after the other."""
    section = section_of(readme, "Every number proves itself")
    examples = "".join(re.findall(r"```console\n(.+?)```", section, re.DOTALL))
    commands = re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", examples, re.MULTILINE)
    rows = re.findall(r"^\| (.+?) \|$", section.split("|---|--:|--:|--:|---|\n")[1], re.MULTILINE)
    program = f'export PYTHONUTF8=1; statbrief() {{ "{sys.executable}" -m statbrief "$@"; }}'

    def said(command: str) -> str:
        line = ["bash", "-c", f"{program}; {command}"]
        done = subprocess.run(line, cwd=copy_of_project, text=True, capture_output=True, check=False)
        return done.stderr + done.stdout

    for made in ("_output", "_generated"):
        shutil.copytree(built_brief / made, copy_of_project / made)
    shutil.copy(built_brief / "_variables.yml", copy_of_project)
    assert len(rows) == 3
    assert set(rows) <= set(read_copy(copy_of_project / "_output/brief.html").text)
    assert len(commands) == 7
    for command, shown in commands:
        printed = said(command)
        assert not shown or re.fullmatch(as_printed(shown), printed), printed


def test_every_command_that_it_lists_has_its_options(readme: str) -> None:
    """Commands and options of the table are those that `--help` knows, and the other way round."""
    listed = dict(re.findall(r"^\| `statbrief (\w+) (.+?)` \|", readme, re.MULTILINE))
    assert set(listed) == set(main.commands)
    for name, usage in listed.items():
        text = CliRunner().invoke(main, [name, "--help"]).output
        for option in re.findall(r"--\w+", usage):
            assert option in text


def test_every_package_that_it_explains_is_one_it_installs(root: Path, readme: str) -> None:
    """The table of packages names each run-time dependency once."""
    import tomllib

    wanted = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=]", each)[0].lower() for each in wanted}
    section = readme.split("## Packages")[1].split("\n\n")[1]
    explained = {
        name.strip().lower() for line in section.splitlines()[2:] for name in line.strip("|").split("|")[0].split(",")
    }
    assert explained == names
