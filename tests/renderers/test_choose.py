"""Which renderer is chosen, and that all of them have one shape."""

from pathlib import Path

import pytest

from small_briefs import brief
from statbrief.errors import ProseError, RenderingError
from statbrief.project.project import read_project
from statbrief.prose.document import read_prose
from statbrief.renderers.choose import choose_renderer
from statbrief.renderers.renderer import Rendering

CONFIG = "format:\n  html: {embed-resources: true}\n  typst: {keep-typ: true}\n"
RENDERERS = pytest.mark.parametrize("name", ["quarto", "embedded"])


def rendered(folder: Path, name: str, *formats: str, meanwhile: object = None) -> Rendering:
    """What the renderer of that name makes of a small brief."""
    project = read_project(brief(folder, "Text.", config=CONFIG))
    renderer, instead = choose_renderer(name, project)
    assert (renderer.name, renderer.is_quarto, instead) == (name, name == "quarto", "")
    work = folder / "_generated" / "work"
    work.mkdir(parents=True)
    assert meanwhile is None or callable(meanwhile)
    return renderer.render(read_prose(project, quarto=renderer.is_quarto), formats, work, meanwhile)


@pytest.mark.always("formats1-quarto", "formats1-embedded")
@pytest.mark.usefixtures("quarto_stand_in")
@RENDERERS
@pytest.mark.parametrize("formats", [("html", "pdf"), ("pdf", "html"), ("html",)])
def test_any_renderer_returns_the_pages_in_the_order_asked_for(
    tmp_path: Path, name: str, formats: tuple[str, ...]
) -> None:
    """Bytes by format, with nothing beside them but what the settings ask for."""
    made = rendered(tmp_path / "farm", name, *formats)
    assert tuple(made.pages) == formats
    assert all(made.pages.values())
    assert made.made_with.startswith({"quarto": "Quarto 1.10.18", "embedded": "the embedded renderer (pandoc "}[name])
    assert list(made.beside) == (["brief.typ"] if name == "embedded" and "pdf" in formats else [])


@pytest.mark.usefixtures("quarto_stand_in")
@RENDERERS
def test_what_is_to_be_done_meanwhile_is_done_once(tmp_path: Path, name: str) -> None:
    """Each renderer has its own time for it."""
    done: list[str] = []
    rendered(tmp_path / "farm", name, "html", "pdf", meanwhile=lambda: done.append(name))
    assert done == [name]


@pytest.mark.usefixtures("quarto_stand_in")
@RENDERERS
def test_what_goes_wrong_meanwhile_ends_the_rendering(tmp_path: Path, name: str) -> None:
    """A typed number, found while a page is made, is told as it is; Quarto is not even started."""

    def refuse() -> None:
        raise ProseError([])

    with pytest.raises(ProseError):
        rendered(tmp_path / "farm", name, "html", meanwhile=refuse)
    assert not (tmp_path / "farm" / "called.jsonl").exists()


def test_quarto_that_is_asked_for_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Left to choose, the other one is taken without a word: none was on the PATH."""
    monkeypatch.setattr("shutil.which", lambda _: None)
    project = read_project(brief(tmp_path / "farm", "Text.", config=CONFIG))
    with pytest.raises(RenderingError, match=r"^quarto: program: not on the PATH; install Quarto, or use --renderer "):
        choose_renderer("quarto", project)
    renderer, instead = choose_renderer("auto", project)
    assert (renderer.name, instead) == ("embedded", "")
