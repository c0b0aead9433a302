"""The README and the manual say what is true: their commands run, their examples come out as they are shown."""

import csv
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import documents
from statbrief.analysis.analysis import analyse
from statbrief.cli import main
from statbrief.copies.read import read_copy

REPORTED = "id,label,value,"
ELSEWHERE = ("latest", "by_country", "by_region", "whole", "may_arrests")
"""Examples of other briefs, which tests of what they show try; of a chart, what it says without what it draws."""


def test_the_forms_in_the_table_write_what_it_says(root: Path) -> None:
    """Each row of the table of forms is what `_variables.yml` holds for this brief."""
    rows = re.findall(r"^\| `(\w+\.[\w.]+)`.* \| (.+?) \|$", documents.page("prose"), re.MULTILINE)
    forms = analyse(root, "en").forms
    assert len(rows) > 20
    for name, written in rows:
        figure, form = name.replace(".plain", "").split(".")
        assert forms[figure][form].plain == written.removesuffix(", without the link: for titles")


def test_the_examples_of_analysis_are_this_briefs(root: Path) -> None:
    """The functions shown are this brief's and the second one's, but for those that other tests try."""
    files = ("analysis/derived.py", "analysis/checks.py", "examples/employment/analysis/prepare.py")
    code = "".join((root / name).read_text(encoding="utf-8") for name in files)
    functions = [
        each
        for text in documents.shown().values()
        for each in documents.blocks(text, "python")
        if each.startswith("def ") and not each.startswith(tuple(f"def {name}(" for name in (*ELSEWHERE, *OF_README)))
    ]
    assert len(functions) == 4
    for function in functions:
        assert function in code


def test_the_rows_of_reported_figures_are_this_briefs(root: Path) -> None:
    """The examples of `data/reported.csv` have its columns and its numbers; notes may be left out."""
    text = (root / "data" / "reported.csv").read_text(encoding="utf-8")
    real = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    examples = [
        each
        for text in documents.shown().values()
        for each in documents.blocks(text, "csv")
        if each.startswith(REPORTED)
    ]
    assert len(examples) == 2
    for row in csv.DictReader(io.StringIO(examples[0] + examples[1].partition("\n")[2])):
        assert {**row, "note": real[row["id"]]["note"]} == real[row["id"]]


def test_the_labels_are_those_of_the_edition(root: Path) -> None:
    """The example of labels repeats the file, and the two verbs are what the edition writes."""
    text = documents.page("languages")
    (example,) = documents.blocks(text, "csv")
    lines = (root / "data/labels.es.csv").read_text(encoding="utf-8").splitlines()
    assert set(example.splitlines()) <= set(lines)
    forms = analyse(root, "es-MX").forms["arrests_rise"]
    said = f"`arrests_rise.rose` is *{forms['rose'].plain}*, `arrests_rise.it_rose` *{forms['it_rose'].plain}*"
    assert said in text


def test_the_heading_that_it_shows_reads_so(root: Path, built_brief: Path) -> None:
    """It is the brief's, and stands in its page as the README says."""
    (heading,) = (each for each in documents.blocks(documents.readme(), "markdown") if each.startswith("## "))
    said = re.search(r"^This is \*(.+?)\*", documents.readme(), re.MULTILINE)
    assert heading in (root / "brief.qmd").read_text(encoding="utf-8")
    assert said
    assert said[1] in read_copy(built_brief / "_output/brief.html").text


def test_the_line_of_the_bulletin_is_its_own(root: Path) -> None:
    """As `examples/employment` has it, in which no number and no month is typed; its code asks for the latest."""
    (line,) = (each for each in documents.blocks(documents.readme(), "markdown") if each.startswith("subtitle"))
    folder = root / "examples/employment"
    assert line in (folder / "brief.qmd").read_text(encoding="utf-8")
    assert "latest(payrolls)" in (folder / "analysis/derived.py").read_text(encoding="utf-8")


OF_README = {"two_mays": "charts", "latest_years": "tables"}
"""The functions that the README shows alone, each with the module of `analysis/` that it would stand in."""
ADDED = "\n::: {#fig-two}\n{{< chart two_mays >}}\n\n{{< caption two_mays >}}\n:::\n\n::: {#tbl-years}\n"


@pytest.mark.thorough
def test_the_chart_and_the_table_that_it_shows_are_made(copy_of_project: Path) -> None:
    """As they stand there, in this brief: what it says of the table is what the prose writes."""
    text = documents.readme()
    for name, module in OF_README.items():
        (code,) = (each for each in documents.blocks(text, "python") if each.startswith(f"def {name}("))
        with (copy_of_project / f"analysis/{module}.py").open("a", encoding="utf-8") as file:
            file.write(f"\n\n{'import pandas as pd' if module == 'tables' else ''}\n\n\n{code}")
    shown, cell = (re.search(rf"`(\{{\{{< {name} latest_years.*? >\}}\}})`", text) for name in ("table", "var"))
    assert shown
    assert cell
    with (copy_of_project / "brief.qmd").open("a", encoding="utf-8") as file:
        file.write(f"{ADDED}{shown[1]}\n\n{{{{< caption latest_years >}}}}\n:::\n\nIn the year the count {cell[1]}.\n")
    done = CliRunner().invoke(main, ["build", str(copy_of_project), "--renderer", "embedded"])
    assert (done.exit_code, done.stderr) == (0, "")
    page = " ".join(read_copy(copy_of_project / "_output/brief.html").text)
    data = (copy_of_project / "data/mexican_may_arrests.csv").read_text(encoding="utf-8")
    counts = {row["year"]: int(row["arrests"]) for row in csv.DictReader(io.StringIO(data))}
    assert counts["2022"] > counts["2021"]
    assert f"In the year the count rose by about {counts['2022'] - counts['2021']:,} arrests." in page
    assert "Official count of arrests up to May 2022" in page
    assert "Arrests of Mexicans, as reported." in page


@pytest.mark.thorough
def test_the_brief_of_ones_own_builds(tmp_path: Path) -> None:
    """The files that the manual shows and names make a brief whose figure has the unit that it declares."""
    section = section_of(documents.page("building"), "A brief of your own")
    texts = {
        "_quarto.yml": documents.blocks(section, "yaml")[0],
        "data/datapackage.json": documents.blocks(section, "json")[0],
        "analysis/derived.py": documents.blocks(section, "python")[0],
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
@pytest.mark.parametrize(("name", "change"), [("commands", "sed -i "), ("prose", "echo ")], ids=["data", "prose"])
def test_the_faults_it_shows_are_what_a_reader_gets(copy_of_project: Path, name: str, change: str) -> None:
    """The lines of the example are those of the change that it makes, and there is no other."""
    shown = re.search(rf"\$ ({change}[^\n]+)\n\$ statbrief check\n(.+?)```", documents.page(name), re.DOTALL)
    assert shown is not None
    subprocess.run(["bash", "-c", shown[1]], cwd=copy_of_project, check=True)
    result = CliRunner().invoke(main, ["check", str(copy_of_project)])
    assert (result.exit_code, result.stderr) == (1, shown[2])


def section_of(text: str, title: str) -> str:
    """The section under a heading."""
    return text.split(f"## {title}\n", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]


def as_printed(shown: str) -> str:
    """A pattern for what is shown, in which `…` stands for what the manual leaves out."""
    return "(?s)" + re.escape(shown).replace("…", ".+")


@pytest.mark.thorough
def test_what_it_shows_of_proof_is_what_a_reader_gets(copy_of_project: Path, built_brief: Path) -> None:
    """The rows of the table of origins are the page's, and each command prints what it says, one after the other."""
    text = documents.page("verifying")
    commands = re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", "".join(documents.blocks(text, "console")), re.MULTILINE)
    rows = re.findall(r"^\| (.+?) \|$", text.split("|---|--:|--:|--:|---|\n")[1], re.MULTILINE)
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


def test_every_command_that_it_lists_has_its_options() -> None:
    """Commands and options of the table are those that `--help` knows, and the other way round."""
    listed = dict(re.findall(r"^\| `statbrief (\w+) (.+?)` \|", documents.page("commands"), re.MULTILINE))
    assert set(listed) == set(main.commands)
    for name, usage in listed.items():
        text = CliRunner().invoke(main, [name, "--help"]).output
        for option in re.findall(r"--\w+", usage):
            assert option in text


def test_every_package_that_it_explains_is_one_it_installs(root: Path) -> None:
    """The table of packages names each run-time dependency once."""
    import tomllib

    wanted = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=]", each)[0].lower() for each in wanted}
    table = documents.page("packages").split("| package |")[1].split("\n\n", maxsplit=1)[0]
    explained = {
        name.strip().lower() for line in table.splitlines()[2:] for name in line.strip("|").split("|")[0].split(",")
    }
    assert explained == names


def test_the_targets_of_make_that_they_name_are_there(root: Path) -> None:
    """Whatever README and manual say to `make`."""
    targets = set(re.findall(r"^([a-z]+):.*?## ", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {each for text in documents.shown().values() for each in re.findall(r"[`$] ?make ([a-z]+)\b", text)}
    assert named > {"test", "preview", "each", "release", "roll"}
    assert named <= targets
