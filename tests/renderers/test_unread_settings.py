"""Settings that Quarto would obey and the embedded renderer does not: each file and option is named."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from small_briefs import brief, page
from statbrief.cli import main
from statbrief.errors import ProjectError
from statbrief.pages.render import render
from statbrief.project.project import read_project
from statbrief.renderers.quarto import Quarto
from statbrief.renderers.unread import faults_of_unread

GROUPED = "profile:\n  group:\n    - [web, press]\n    - [long, short]\n"
FLAT = "profile:\n  group: [web, press]\n"


def _unread(folder: Path, config: str, said: str = "") -> list[str]:
    """The files that are named, of all that there could be."""
    brief(folder, "Text.", config=config)
    names = ("web", "press", "long", "short")
    for name in names:
        (folder / f"_quarto-{name}.yml").write_text("toc: true\n", encoding="utf-8")
    return [str(each.file) for each in faults_of_unread(read_project(folder), {"QUARTO_PROFILE": said})]


@pytest.mark.parametrize("name", ["_metadata.yml", "_metadata.yaml", "_quarto.yml.local", "_quarto-press.yml"])
def test_a_file_of_settings_that_is_not_read_stops_the_build(tmp_path: Path, name: str) -> None:
    """Its title, numbers of sections and language would be missing in silence."""
    folder = brief(tmp_path, "Text.", config="profile: press\n")
    (folder / name).write_text("subtitle: Here\n", encoding="utf-8")
    with pytest.raises(ProjectError) as caught:
        render(folder, ("html",), "embedded")
    assert str(caught.value) == (
        f"{name}: settings: the embedded renderer does not read this file of settings; "
        "write them into _quarto.yml, or render with Quarto"
    )


@pytest.mark.parametrize(
    ("config", "said", "expected"),
    [
        ("", "", []),
        ("", "press", ["press"]),
        ("", "press, long", ["press", "long"]),
        ("profile: press\n", "", ["press"]),
        ("profile: {default: [web, long]}\n", "", ["web", "long"]),
        ("profile: {default: web}\n", "short", ["short"]),
        (FLAT, "", ["web"]),
        (FLAT, "press", ["press"]),
        (GROUPED, "", ["web", "long"]),
        (GROUPED, "short", ["short", "web"]),
    ],
)
def test_a_profile_is_unread_where_quarto_would_take_it(
    tmp_path: Path, config: str, said: str, expected: list[str]
) -> None:
    """As its documentation says: those of the environment, else the default ones, and the first of each group."""
    assert _unread(tmp_path, config, said) == [f"_quarto-{each}.yml" for each in expected]


@pytest.mark.parametrize(
    ("setting", "wanted"),
    [
        ("from: markdown+emoji", "write what Quarto's own Markdown reads"),
        ("reader: commonmark", "write what Quarto's own Markdown reads"),
        ("header-includes: <b>", "write include-in-header"),
        ("number-offset: 3", "its sections begin with one"),
        ("output-file: other", "its pages are called as the document"),
        ("shift-heading-level-by: 1", "write the headings at the level that they are to have"),
        ("thanks: To all", "write a note behind the title's text"),
    ],
)
def test_an_option_that_would_change_words_stops_the_build(tmp_path: Path, setting: str, wanted: str) -> None:
    """In the front matter, as in the project's settings."""
    key = setting.partition(":")[0]
    with pytest.raises(ProjectError) as caught:
        render(brief(tmp_path, "Text.", front=f"title: A\n{setting}"), ("html",), "embedded")
    assert str(caught.value) == f"brief.qmd:3:1: {key}: the embedded renderer does not read it; {wanted}"


def test_without_them_nothing_is_said(tmp_path: Path) -> None:
    """A profile that is not chosen is a file as any other."""
    folder = brief(tmp_path, "Text.")
    (folder / "_quarto-press.yml").write_text("toc: true\n", encoding="utf-8")
    render(folder, ("html",), "embedded")
    assert "<p>Text.</p>" in page(folder)


@pytest.mark.parametrize("name", ["_metadata.yml", "_quarto.yml.local", "_quarto-press.yml"])
def test_a_brief_with_an_analysis_has_no_such_file_with_quarto_either(tmp_path: Path, name: str) -> None:
    """Quarto obeys it: its page was in the language that the file names, around words of another one."""
    assert CliRunner().invoke(main, ["new", str(tmp_path / "brief")]).exit_code == 0
    folder = tmp_path / "brief"
    assert CliRunner().invoke(main, ["analyse", str(folder)]).exit_code == 0
    quarto = Quarto(program="quarto", version="1.10.18")
    assert not [*quarto.faults(read_project(folder))]
    with (folder / "_quarto.yml").open("a", encoding="utf-8") as config:
        config.write("profile: press\n")
    (folder / name).write_text("lang: es\n", encoding="utf-8")
    told = f"{name}: settings: neither analysis nor checks read this file of settings; write them into _quarto.yml"
    assert [str(each) for each in quarto.faults(read_project(folder))] == [told]
    with pytest.raises(ProjectError) as caught:
        render(folder, ("html",), "embedded")
    assert str(caught.value) == told
