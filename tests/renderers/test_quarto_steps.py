"""A plain `quarto render`: the steps of the project before and after it check and seal what it makes.

The program is a stand-in that does as a real Quarto was seen to do; `test_real_quarto.py` has the real one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import outcome
from conftest import put_on_path
from derived_once import deriving_once
from quarto_runs import companions, files, quarto
from revised_bulletins import LABELS, bulletin, count
from statbrief.project.project import read_project
from statbrief.prose.document import read_prose
from statbrief.renderers.embedded.render import render_embedded

pytestmark = pytest.mark.thorough

CHARTS = '''from matplotlib.figure import Figure


def two_months(trips, trips_before):
    """Trips.

    Bars of {trips:value} and {trips_before:value}.
    """
    figure = Figure()
    figure.subplots().bar([0, 1], [trips_before.value, trips.value])
    return figure
'''
IN_SPANISH = """caption,two_months,Viajes.
alternative,two_months,Barras de {trips:value} y {trips_before:value}.
"""


@pytest.fixture(scope="module")
def rendered_once(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `brief/`, as a plain `quarto render` leaves it, and `pages/`, which the stand-in made it from.

    It is a small bulletin with the settings of the first brief.
    """
    place = tmp_path_factory.mktemp("rendered")
    folder, pages = bulletin(place / "brief", LABELS=LABELS + IN_SPANISH), place / "pages"
    count(folder, "2024-03")
    (folder / "analysis/charts.py").write_text(CHARTS, encoding="utf-8")
    for name in ("theme", "_extensions"):
        shutil.copytree(root / name, folder / name)
    shutil.copy(root / "_quarto.yml", folder)
    with deriving_once():
        for edition in ("", "es"):
            assert outcome("analyse", str(folder), "--edition", edition)[0] == 0
    pages.mkdir()
    for document in ("brief.qmd", "brief.es.qmd"):
        (work := place / f"work-{document}").mkdir()
        made = render_embedded(read_prose(read_project(folder, document)), ("html", "pdf"), work)
        for name, content in made.pages.items():
            (pages / f"{document.removesuffix('.qmd')}.{name}").write_bytes(content)
    shutil.rmtree(folder / "_generated")
    (folder / "_variables.yml").unlink()
    with pytest.MonkeyPatch.context() as environment:
        put_on_path(place / "programs", environment)
        environment.setenv("STAND_IN_PAGES", str(pages))
        made_at_all = quarto(folder)
    assert made_at_all.returncode == 0, made_at_all.stderr
    return place


@pytest.fixture
def rendered(rendered_once: Path, tmp_path: Path, quarto_stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The brief in both languages in a clean checkout, after a plain `quarto render` with pages that are one's own."""
    shutil.copytree(rendered_once / "pages", pages := quarto_stand_in.parent / "pages")
    monkeypatch.setenv("STAND_IN_PAGES", str(pages))
    return Path(shutil.copytree(rendered_once / "brief", tmp_path / "brief"))


def test_a_plain_render_of_a_clean_checkout_makes_both_editions(rendered: Path) -> None:
    """The steps before and after it analyse, check and seal each document; companions alone are beside the pages."""
    names = [f"{stem}.{name}" for stem in ("brief", "brief.es") for name in ("html", "pdf", "json")]
    beside = [name for stem in ("brief", "brief.es") for name in companions(stem, ["two_months"])]
    assert sorted(files(rendered)) == sorted([*names, *beside])
    assert outcome("verify", "--quiet", *(str(rendered / "_output" / name) for name in names))[0] == 0
    before = files(rendered)
    assert quarto(rendered).returncode == 0
    assert files(rendered) == before


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        pytest.param("\n{{< var nope.value >}}\n", "var: no variable is called nope.value", marks=pytest.mark.thorough),
        ("\nAbout 12 of them.\n", 'number: "12" is typed by hand'),
        pytest.param(
            "\n{{< chart two_month >}}\n",
            "chart: no chart is called two_month; did you mean two_months?",
            marks=pytest.mark.thorough,
        ),
    ],
    ids=["variable", "number", "chart"],
)
def test_a_plain_render_of_faulty_prose_makes_nothing(rendered: Path, spoilt: str, said: str) -> None:
    """The step before it does all that `statbrief check` does, and stops Quarto with the last good pages in place."""
    before = files(rendered)
    with (rendered / "brief.es.qmd").open("a", encoding="utf-8") as prose:
        prose.write(spoilt)
    result = quarto(rendered)
    assert result.returncode == 1
    assert f": {said}" in result.stderr
    assert files(rendered) == before


def test_sealing_refuses_what_the_step_before_would_have(rendered: Path) -> None:
    """Where a project does not check before, it is not sealed after."""
    settings = rendered / "_quarto.yml"
    text = settings.read_text(encoding="utf-8").replace("pre-render: statbrief check", "pre-render: statbrief analyse")
    settings.write_text(text, encoding="utf-8")
    with (rendered / "brief.qmd").open("a", encoding="utf-8") as prose:
        prose.write("\nAbout 12 of them.\n")
    result = quarto(rendered)
    assert result.returncode == 1
    assert 'number: "12" is typed by hand' in result.stderr


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("data/ferry.csv", "South,640", "South,641"),
        pytest.param("brief.qmd", "There were", "There are", marks=pytest.mark.thorough),
    ],
    ids=["data", "prose"],
)
def test_what_changes_while_quarto_renders_is_not_sealed(
    rendered: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str
) -> None:
    """The pages would carry data, or tell of prose, that they were not made from."""
    assert old in (rendered / name).read_text(encoding="utf-8")
    monkeypatch.setenv("STAND_IN_EDITS", f"{name}|{old}|{new}")
    result = quarto(rendered)
    assert result.returncode == 1
    wanted = "what it is made from changed while it was rendered; render it again"
    assert f"brief.qmd: build: {wanted}" in result.stderr
    assert "sealed" not in result.stdout


def test_pages_that_nobody_checked_before_are_not_sealed(rendered: Path) -> None:
    """Where the step before is missing, numbers of an older analysis could stand beside newer data."""
    settings = rendered / "_quarto.yml"
    text = settings.read_text(encoding="utf-8").replace("  pre-render: statbrief check\n", "")
    settings.write_text(text, encoding="utf-8")
    data = rendered / "data/ferry.csv"
    data.write_text(data.read_text(encoding="utf-8").replace("South,640", "South,641"), encoding="utf-8")
    result = quarto(rendered)
    assert result.returncode == 1
    assert "build: what it is made from changed while it was rendered" in result.stderr


def test_the_steps_of_a_project_leave_a_build_of_ours_alone(rendered: Path) -> None:
    """Who calls Quarto has checked, and seals."""
    environment = {**os.environ, "STATBRIEF_SEALS": "1", "QUARTO_PROJECT_INPUT_FILES": "brief.qmd"}
    for step in ("check", "analyse", "seal"):
        command = [sys.executable, "-m", "statbrief", step]
        done = subprocess.run(command, cwd=rendered, env=environment, capture_output=True, text=True, check=True)
        assert (done.stdout, done.stderr) == ("", "")
