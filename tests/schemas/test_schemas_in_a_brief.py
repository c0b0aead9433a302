"""A new brief's files lead editors to their schemas, which any checker can be given as well."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from frictionless import Package

from statbrief.cli import main
from statbrief.schemas.editors import PACKAGE, SCHEMAS, SETTINGS


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    """A new brief of a table."""
    (tmp_path / "towns.csv").write_text("town,rain (mm)\na,1.5\nb,2.5\nc,2.25\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["new", str(tmp_path / "brief"), "--data", str(tmp_path / "towns.csv")])
    assert result.exit_code == 0, result.output
    return tmp_path / "brief"


def test_a_new_brief_names_copies_of_both(drafted: Path) -> None:
    """`_quarto.yml` in its first line, the package by the settings of VS Code, relative to the brief."""
    first = (drafted / "_quarto.yml").read_text(encoding="utf-8").splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert (drafted / named).read_bytes() == SETTINGS.read_bytes()
    settings = json.loads((drafted / ".vscode/settings.json").read_text(encoding="utf-8"))
    (found,) = settings["json.schemas"]
    assert (drafted / found["url"]).read_bytes() == PACKAGE.read_bytes()
    assert [(drafted / f".{each}").is_file() for each in found["fileMatch"]] == [True]


def test_other_programs_read_the_package_as_before(drafted: Path) -> None:
    """It has no `$schema`, which would be its profile, and frictionless finds nothing wrong with it."""
    package = json.loads((drafted / "data/datapackage.json").read_text(encoding="utf-8"))
    assert "$schema" not in package
    assert list(Package.metadata_validate(package)) == []


@pytest.mark.thorough
def test_a_checker_takes_what_a_new_brief_says_and_refuses_a_slip(drafted: Path) -> None:
    """check-jsonschema, given the file that `statbrief schema --path` names."""
    files = {"package": drafted / "data/datapackage.json", "settings": drafted / "_quarto.yml"}
    for which, file in files.items():
        schema = CliRunner().invoke(main, ["schema", which, "--path"]).stdout.strip()
        checked = [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, str(file)]
        assert subprocess.run(checked, check=False, capture_output=True).returncode == 0
        text = file.read_text(encoding="utf-8").replace('"source"', '"sorce"') + 'accent: "red"\n' * (
            which == "settings"
        )
        file.write_text(text, encoding="utf-8")
        done = subprocess.run(checked, check=False, capture_output=True, text=True)
        assert done.returncode == 1
        assert ("sorce" if which == "package" else "accent") in done.stdout


@pytest.mark.parametrize("which", SCHEMAS)
def test_the_command_prints_a_schema(which: str) -> None:
    """Just as it comes along."""
    assert CliRunner().invoke(main, ["schema", which]).stdout == SCHEMAS[which].read_text(encoding="utf-8")
