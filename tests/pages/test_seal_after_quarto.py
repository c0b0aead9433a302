"""Sealing what Quarto made: in a build of ours, and as the last step of a plain `quarto render`."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from statbrief.copies.read import read_copy
from statbrief.pages.build_mark import with_mark
from statbrief.pages.render import render
from statbrief.pages.seal.after_quarto import seal_output
from statbrief.project.project import read_project
from statbrief.prose.document import read_prose
from statbrief.record import published
from statbrief.renderers.for_extension import write_build
from statbrief.renderers.quarto import SEALS
from statbrief.renderers.quarto_steps import OUTPUT_FILES

pytestmark = pytest.mark.thorough


@pytest.fixture
def quarto(tmp_path: Path, unsealed_pages: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for Quarto, first on the PATH, that makes the small brief's pages."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, content in unsealed_pages.items():
        (programs / f"brief.{name}").write_bytes(content)
    (programs / "quarto").write_text(
        '#!/bin/sh\nif [ "$1" = --version ]; then echo 1.10.18; exit; fi\n'
        f'env > environment; mkdir -p "$6"; cp "{programs}"/brief.* "$6"\n',
        encoding="utf-8",
    )
    (programs / "quarto").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return programs


@pytest.mark.usefixtures("quarto")
def test_what_quarto_makes_is_sealed_too(copied_brief: Path) -> None:
    """Both renderers' pages hold the same; Quarto's own step is told that its caller seals."""
    made = render(copied_brief, renderer="quarto")
    assert [path.name for path in made.files] == ["brief.html", "brief.pdf", "brief.json"]
    quartos = _proved(copied_brief)
    assert quartos["made_with"]["renderer"] == "Quarto 1.10.18"
    assert f"{SEALS}=1" in (copied_brief / "environment").read_text(encoding="utf-8").splitlines()
    render(copied_brief, renderer="embedded")
    ours = _proved(copied_brief)
    for part in ("pages", "figures", "charts", "attached", "files"):
        assert ours[part] == quartos[part]


def checked(folder: Path) -> None:
    """What the step before a plain `quarto render` leaves for the one after it."""
    prose = with_mark(read_prose(read_project(folder), quarto=True))
    write_build(prose.project, str(prose.project.metadata["build"]))


def _proved(folder: Path) -> dict[str, Any]:
    """The record that both pages of the brief have inside."""
    one, other = (read_copy(folder / f"_output/brief.{name}") for name in ("html", "pdf"))
    assert one.record == other.record == (folder / "_output/brief.json").read_bytes()
    return dict(published.read(one.record, "brief.json"))


@pytest.mark.parametrize(
    "absolute", [pytest.param(True, marks=pytest.mark.thorough), False], ids=["absolute", "relative"]
)
def test_a_plain_quarto_render_is_sealed_by_its_last_step(
    copied_brief: Path, unsealed_pages: dict[str, bytes], *, absolute: bool
) -> None:
    """`statbrief seal` seals what Quarto says it unsealed_pages, once, and leaves other documents alone."""
    output = copied_brief / "_output"
    output.mkdir()
    for name, content in unsealed_pages.items():
        (output / f"brief.{name}").write_bytes(content)
    (output / "other.html").write_bytes(unsealed_pages["html"])
    paths = [output / "brief.html", output / "brief.pdf", output / "other.html"]
    told = "\n".join(str(path if absolute else path.relative_to(copied_brief)) for path in paths)
    environment = {OUTPUT_FILES: told, "QUARTO_VERSION": "1.10.18"}
    checked(copied_brief)
    assert [path.name for path in seal_output(copied_brief, environment)] == ["brief.html", "brief.pdf", "brief.json"]
    assert _proved(copied_brief)["made_with"]["renderer"] == "Quarto 1.10.18"
    assert (output / "other.html").read_bytes() == unsealed_pages["html"]
    before = {path.name: path.read_bytes() for path in output.iterdir()}
    assert seal_output(copied_brief, environment) == []
    assert {path.name: path.read_bytes() for path in output.iterdir()} == before


def test_companions_are_made_with_the_pages_that_are_sealed(
    copied_brief: Path, unsealed_pages: dict[str, bytes]
) -> None:
    """Of the record that is inside them, and not again; those of before that nobody asks for go away."""
    output, settings = copied_brief / "_output", copied_brief / "_quarto.yml"
    made = {}
    for asked in ("[csv, headlines]", "headlines"):
        said = settings.read_text(encoding="utf-8").partition("companions:")[0]
        settings.write_text(f"{said}companions: {asked}\n", encoding="utf-8")
        output.mkdir(exist_ok=True)
        for name, content in unsealed_pages.items():
            (output / f"brief.{name}").write_bytes(content)
        checked(copied_brief)
        made[asked] = [path.relative_to(output).as_posix() for path in seal_output(copied_brief, {})]
        assert seal_output(copied_brief, {}) == []
        told = json.loads((output / "brief.headlines.json").read_text(encoding="utf-8"))
        assert told["record"]["sha256"] == published.sha256((output / "brief.json").read_bytes())
    pages = ["brief.html", "brief.pdf", "brief.json"]
    files = [f"brief-csv/{name}" for name in ("all-figures.csv", "csv-metadata.json")]
    assert made == {
        "[csv, headlines]": [*pages, *files, "brief.headlines.json"],
        "headlines": [*pages, "brief.headlines.json"],
    }
    assert not (output / "brief-csv").exists()


def test_sealing_is_left_to_who_called_quarto(copied_brief: Path, unsealed_pages: dict[str, bytes]) -> None:
    """Within a build of ours the project's own step does nothing."""
    (copied_brief / "_output").mkdir()
    (copied_brief / "_output/brief.html").write_bytes(unsealed_pages["html"])
    assert seal_output(copied_brief, {SEALS: "1"}) == []
    assert (copied_brief / "_output/brief.html").read_bytes() == unsealed_pages["html"]


def test_the_command_seals_what_is_in_the_output_folder(copied_brief: Path, unsealed_pages: dict[str, bytes]) -> None:
    """Without word from Quarto, the brief's pages are meant; what was sealed is told."""
    (copied_brief / "_output").mkdir()
    (copied_brief / "_output/brief.pdf").write_bytes(unsealed_pages["pdf"])
    checked(copied_brief)
    command = [sys.executable, "-m", "statbrief", "seal", str(copied_brief)]
    said = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert said == ["sealed: brief.pdf, brief.json\n", ""]
    assert list(json.loads(read_copy(copied_brief / "_output/brief.pdf").record)["pages"]) == ["pdf"]


@pytest.mark.quarto
def test_a_real_quarto_is_sealed(copied_brief: Path) -> None:
    """Its own pages read as a brief's pages do."""
    render(copied_brief, renderer="quarto")
    assert _proved(copied_brief)["made_with"]["renderer"].startswith("Quarto ")
