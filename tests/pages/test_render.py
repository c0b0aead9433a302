"""Rendering a brief by either renderer: the last good pages survive, Quarto is called as it should be."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from checked_prose import check_prose
from small_briefs import brief
from statbrief.errors import ProseError, RenderingError, StatbriefError, WritingError
from statbrief.pages.render import render

TO_LIST_IMPORTS = """
import sys, statbrief.pages.report, statbrief.renderers.embedded.render, statbrief.renderers.quarto
print([name for name in sys.argv[1:] if name in sys.modules])
"""


@pytest.fixture
def without_quarto(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PATH on which there is no Quarto."""
    monkeypatch.setattr("shutil.which", lambda _: None)


# -- the last good pages ---------------------------------------------------------------------------------------


def spoil_prose(folder: Path, _: pytest.MonkeyPatch) -> None:
    """Name a variable that does not exist."""
    (folder / "brief.qmd").write_text("{{< var nope >}}", encoding="utf-8")


def spoil_typst(folder: Path, _: pytest.MonkeyPatch) -> None:
    """Let the page succeed and the PDF fail."""
    (folder / "brief.qmd").write_text("```{=typst}\n#nope()\n```", encoding="utf-8")


def fill_disk(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every write fail as on a full disk."""

    def full(self: Path, *_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))

    monkeypatch.setattr(Path, "write_text", full)
    monkeypatch.setattr(Path, "write_bytes", full)


def fail_to_move(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the last step fail as in a folder that is read-only."""

    def refused(self: Path, *_: object) -> Path:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(self))

    monkeypatch.setattr(Path, "replace", refused)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(spoil_prose, marks=pytest.mark.thorough),
        spoil_typst,
        fill_disk,
        fail_to_move,
    ],
)
def test_the_last_good_pages_survive_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: object) -> None:
    """Whatever fails, what was there is untouched and nothing half-written is left."""
    folder = brief(tmp_path, "Good.")
    render(folder, renderer="embedded")
    before = {path.name: path.read_bytes() for path in (folder / "_output").iterdir()}
    with monkeypatch.context() as spoiled:
        assert callable(spoil)
        spoil(folder, spoiled)
        with pytest.raises(StatbriefError):
            render(folder, renderer="embedded")
    assert {path.name: path.read_bytes() for path in (folder / "_output").iterdir()} == before
    assert not [path.name for path in (folder / "_generated").iterdir() if path.name.startswith(".")]


def test_a_full_disk_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says of a disk that is full is told as a fault, without a traceback."""
    folder = brief(tmp_path, "Good.")
    fill_disk(folder, monkeypatch)
    message = "^_generated: file: cannot write .+: No space left on device; the last good pages are untouched$"
    with pytest.raises(WritingError, match=message):
        render(folder, renderer="embedded")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_one_line(tmp_path: Path) -> None:
    """A folder that may not be written is told as a fault."""
    folder = brief(tmp_path, "Good.")
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(WritingError, match=r"Permission denied; the last good pages are untouched$"):
            render(folder, renderer="embedded")
    finally:
        folder.chmod(stat.S_IRWXU)


# -- which renderer --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("quarto_stand_in")
def test_the_embedded_renderer_can_be_asked_for(tmp_path: Path) -> None:
    """`--renderer embedded` holds even where Quarto is."""
    made = render(brief(tmp_path / "farm", "Text."), ("html",), "embedded")
    assert made.renderer.startswith("the embedded renderer (pandoc 3.")


@pytest.mark.usefixtures("without_quarto")
def test_asking_for_quarto_without_it_is_one_line(tmp_path: Path) -> None:
    """`--renderer quarto` needs Quarto."""
    with pytest.raises(
        RenderingError, match=r"^quarto: program: not on the PATH; install Quarto, or use --renderer embedded$"
    ):
        render(brief(tmp_path, "Text."), (), "quarto")


@pytest.mark.usefixtures("without_quarto")
def test_prose_is_checked_for_the_renderer_at_hand(tmp_path: Path) -> None:
    """Without Quarto an executable cell is a fault; settings and prose are told together."""
    folder = brief(tmp_path, "```{python}\n1\n```", config="theme: cosmo\n")
    with pytest.raises(ProseError) as caught:
        check_prose(folder)
    told = str(caught.value).split("\n")
    assert [line.split(":")[0] for line in told] == ["_quarto.yml", "brief.qmd"]


@pytest.mark.thorough
def test_a_strict_build_takes_no_warning(tmp_path: Path) -> None:
    """Under `strict` a warning stops the build, and the last good pages stay."""
    folder = brief(tmp_path / "farm", "Text.")
    render(folder, renderer="embedded", strict=True)
    before = {path.name: path.read_bytes() for path in (folder / "_output").iterdir()}
    (folder / "_quarto.yml").write_text("mainfont: Nope Sans\n", encoding="utf-8")
    with pytest.raises(RenderingError, match=r"^brief.qmd: PDF: unknown font family: nope sans$"):
        render(folder, renderer="embedded", strict=True)
    assert {path.name: path.read_bytes() for path in (folder / "_output").iterdir()} == before
    assert render(folder, renderer="embedded").warnings


def test_rendering_imports_nothing_of_the_analysis() -> None:
    """Editing prose must be fast: pandas, matplotlib, pint and their like are never loaded."""
    heavy = ["pandas", "matplotlib", "pint", "numpy", "babel", "click", "pypandoc"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", TO_LIST_IMPORTS, *heavy]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# -- what a careless brief may say -----------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["../elsewhere", ".", "data", "{absolute}"])
def test_pages_go_nowhere_else(tmp_path: Path, named: str) -> None:
    """An output folder outside the brief, or one that holds something else, is refused before anything is made."""
    outside = tmp_path / "outside"
    folder = brief(tmp_path / "brief", "Text.", config=f"project:\n  output-dir: {named.format(absolute=outside)}\n")
    with pytest.raises(StatbriefError, match=r"_quarto.yml:2:3: output-dir: .+ is no place for pages; name a folder"):
        render(folder, renderer="embedded")
    assert not outside.exists()
    assert not (tmp_path / "elsewhere").exists()


def test_project_settings_are_a_mapping(tmp_path: Path) -> None:
    """A list under `project:` is one clear line."""
    folder = brief(tmp_path / "brief", "Text.", config="project: [a]\n")
    with pytest.raises(StatbriefError, match=r"_quarto.yml:1:1: project: not a mapping"):
        render(folder, renderer="embedded")


def test_a_raw_picture_that_is_missing_stops_the_build(tmp_path: Path) -> None:
    """The page would show nothing, or load it from elsewhere."""
    folder = brief(tmp_path / "brief", '`<img src="nope.png" alt="none">`{=html}')
    with pytest.raises(StatbriefError, match=r"brief.qmd:\d+:\d+: resource: nope.png cannot be put into the page"):
        render(folder, ["html"], renderer="embedded")


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    """The next build clears the work folder of a process that is gone."""
    folder = brief(tmp_path / "brief", "Text.")
    left = folder / "_generated" / ".rendering-999999999"
    left.mkdir(parents=True)
    render(folder, ["html"], renderer="embedded")
    assert not left.exists()


def test_pages_reach_another_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a page cannot be moved in one step, it is copied beside its place first."""
    folder = brief(tmp_path / "brief", "Text.")
    move = Path.replace

    def elsewhere(self: Path, target: Path) -> Path:
        if ".rendering-" in str(self):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", elsewhere)
    render(folder, ["html"], renderer="embedded")
    assert sorted(path.name for path in (folder / "_output").iterdir()) == ["brief.html"]


def test_pandoc_is_not_waited_for_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Brackets without an end can keep pandoc busy for days; the build ends with a line, and leaves nothing."""
    monkeypatch.setattr("statbrief.renderers.embedded.render.PATIENCE", 0.25)
    folder = brief(tmp_path / "brief", "[" * 40)
    with pytest.raises(RenderingError, match=r"brief.qmd: \w+: pandoc was not done after 0.25 seconds; look for many"):
        render(folder, renderer="embedded")
    assert list((folder / "_generated").iterdir()) == []
    assert not (folder / "_output").exists()
