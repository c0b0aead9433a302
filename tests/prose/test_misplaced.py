"""Faults that no program names a line for: each is told of the file and the line that its author wrote."""

from collections.abc import Callable
from errno import EACCES
from pathlib import Path

import pytest

import small_briefs
from briefs import write_brief
from checked_prose import check_prose
from command_line import run
from statbrief.errors import ProjectError, RenderingError, StatbriefError
from statbrief.files import yaml_bombs
from statbrief.pages.render import render
from statbrief.project.settings import parse_settings
from statbrief.prose.variables import read_variables

CONFIG = "lang: en\nformat:\n  html: {theme: none, minimal: true, embed-resources: true}\n  typst: default\n"
ODD = 'function Para() return pandoc.RawBlock("html", "</i>") end\n'
FRONT = "---\ntitle: A\ndate: 2022-07-12\n---\n\n"


@pytest.fixture
def analysed(tmp_path: Path) -> Path:
    """A brief with an analysis, whose pages are sealed; in a folder whose name a program could take for a code."""
    folder = write_brief(tmp_path / "per%20cent")
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "brief.qmd").write_text(f"{FRONT}Text.\n", encoding="utf-8")
    return folder


def said(folder: Path, *arguments: str) -> list[str]:
    """The lines with which a command fails on a brief."""
    result = run(arguments[0], folder, *arguments[1:])
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stderr.splitlines()


def test_a_folder_may_have_any_name(analysed: Path) -> None:
    """A sign for per cent and two digits among it."""
    result = run("build", analysed, "--renderer", "embedded")
    assert (result.exit_code, result.stderr) == (0, "")
    assert sorted(path.name for path in (analysed / "_output").iterdir()) == ["brief.html", "brief.json", "brief.pdf"]


# -- HTML written by hand ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("A <b>bold <i>word</b></i>.", "brief.qmd:8:18: markup: </b> where <i> has not ended"),
        ("<b>one</b> and </b>", "brief.qmd:8:16: markup: </b> ends what did not start"),
        ("<section>\n\nText.", "brief.qmd:8:1: markup: </main> where <section> has not ended"),
        ("Text <b>starts.\n\nIt ends</b>.", "brief.qmd:8:6: markup: </p> where <b> has not ended"),
        (
            '<p onclick="x()">y</p>',
            "brief.qmd:8:4: p: runs a script onclick; a brief's page shows what it shows without",
        ),
        ('<a href="javascript:x()">y</a>', "brief.qmd:8:10: a: leads to javascript:x(); links lead within the page"),
        ("A PDF starts with %PDF-1.7.", "brief.qmd:8:19: page: holds %PDF-, as if there were a PDF inside"),
    ],
)
def test_html_that_no_page_may_have_is_told_of_the_prose(analysed: Path, written: str, fault: str) -> None:
    """By file, line and column; the page that came of it is kept, and nothing else is."""
    (analysed / "brief.qmd").write_text(f"{FRONT}Text.\n\n{written}\n", encoding="utf-8")
    (told,) = said(analysed, "build", "--renderer", "embedded", "--to", "html")
    assert told.startswith(fault)
    assert told.endswith("; the page is kept as _generated/brief.html")
    assert "<h1" in (analysed / "_generated/brief.html").read_text(encoding="utf-8")
    assert not (analysed / "_output").exists()


def test_a_page_s_own_fault_is_told_of_the_page_that_is_kept(analysed: Path) -> None:
    """Where nothing in the prose looks like it: here a filter wrote it."""
    (analysed / "theme").mkdir()
    (analysed / "theme/odd.lua").write_text(ODD, encoding="utf-8")
    (analysed / "_quarto.yml").write_text(f"{CONFIG}filters: [theme/odd.lua]\n", encoding="utf-8")
    (told,) = said(analysed, "build", "--renderer", "embedded", "--to", "html")
    place, _, rest = told.partition(": ")
    file, line = place.split(":")
    assert rest.startswith("markup: </i> ends what did not start")
    assert "</i>" in (analysed / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


# -- control characters, margins ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("quarto", [False, True], ids=["embedded", "Quarto"])
def test_a_control_character_is_told_with_its_place(tmp_path: Path, quarto_stand_in: Path, *, quarto: bool) -> None:
    """In the prose and in what it includes, whoever renders it; no page can show one."""
    folder = small_briefs.brief(tmp_path / "b", "Fine.\nNot \x07 fine.\n\n{{< include part.md >}}", config=CONFIG)
    (folder / "part.md").write_text("More\x85\n", encoding="utf-8")
    assert quarto_stand_in.exists()
    with pytest.raises(StatbriefError) as caught:
        check_prose(folder, "quarto" if quarto else "embedded")
    assert str(caught.value).splitlines() == [
        "brief.qmd:5:5: text: the control character U+0007; delete it: no page can show it",
        "part.md:1:5: text: the control character U+0085; delete it: no page can show it",
    ]


@pytest.mark.parametrize("quarto", [False, True], ids=["embedded", "Quarto"])
def test_a_mark_that_turns_digits_round_is_told_with_its_place(
    tmp_path: Path, quarto_stand_in: Path, *, quarto: bool
) -> None:
    """One in which words of two directions stand beside each other does no harm."""
    folder = small_briefs.brief(tmp_path / "b", "Fine \u200f.\nIn \u202eabc\u202c.", config=CONFIG)
    assert quarto_stand_in.exists()
    with pytest.raises(StatbriefError) as caught:
        check_prose(folder, "quarto" if quarto else "embedded")
    assert str(caught.value) == (
        "brief.qmd:5:4: text: the mark U+202E, which turns letters and digits round; delete it: "
        "a reader would read 21 of 12"
    )


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        (
            "margin: {x: wide}",
            "margin: 'wide' is not a length; write a number and its unit, such as 0.5in, 12mm or 30pt",
        ),
        ("margin: {x: 0.5}", "margin: '0.5' is not a length"),
        ("margin: {x: '1in, y: read(\"a\")'}", "margin: '1in, y: read(\"a\")' is not a length"),
        ("margin: {tops: 1in}", "margin: tops is no side; did you mean top?"),
        ("margin: {z: 1in}", "margin: z is no side; they are x, y, top, bottom, left, right, inside, outside, rest"),
        ("fontsize: large", "fontsize: 'large' is not a length; write a number and its unit"),
    ],
)
@pytest.mark.parametrize("renderer", ["embedded", "quarto"])
def test_a_length_that_is_none_is_told_with_its_place(
    tmp_path: Path, quarto_stand_in: Path, renderer: str, setting: str, fault: str
) -> None:
    """Typst would name no line of the settings."""
    config = f"lang: en\nformat:\n  html: {{embed-resources: true}}\n  typst:\n    {setting}\n"
    folder = small_briefs.brief(tmp_path / "b", "Text.", config=config)
    assert quarto_stand_in.exists()
    with pytest.raises(StatbriefError) as caught:
        check_prose(folder, renderer)
    assert str(caught.value).startswith("_quarto.yml:5:")
    assert f": {fault}" in str(caught.value)


def test_lengths_are_numbers_with_a_unit(tmp_path: Path) -> None:
    """And a margin may be left to Typst."""
    config = "margin: {x: 0.55in, top: .5cm, bottom: 10%, rest: auto}\nfontsize: 8.6pt\n"
    assert check_prose(small_briefs.brief(tmp_path / "b", "Text.", config=config), "embedded")


# -- YAML --------------------------------------------------------------------------------------------------------------


def unfolding(levels: int, each: int = 9) -> str:
    """Settings of which each line stands for `each` times the line before."""
    lines = ['a0: &a0 ["x"]'] + [
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * each)}]" for level in range(1, levels)
    ]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (unfolding(8), "_quarto.yml:7:"),
        (unfolding(60), "_quarto.yml:7:"),
        ("a: " + "[" * 100_000, "_quarto.yml:1:"),
        ("a: " + "{b: " * 100_000, "_quarto.yml:1:"),
        ("\n".join(f"{' ' * level}a:" for level in range(200)), "_quarto.yml:65:"),
    ],
    ids=["aliases", "more aliases", "lists", "mappings", "lines"],
)
def test_settings_come_to_no_more_than_they_may(text: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Aliases are counted before they are unfolded, and what is nested before it is built."""
    monkeypatch.setattr("yaml.compose", None)
    with pytest.raises(ProjectError) as caught:
        parse_settings(text, "_quarto.yml", 1, {})
    assert str(caught.value).startswith(fault)
    assert str(caught.value).endswith(
        (": YAML: comes to more than 200000 values; write fewer aliases", "nested deeper than 64 levels; write it flat")
    )


def test_aliases_that_come_to_little_are_unfolded() -> None:
    """Two thousand values are no fault."""
    settings = parse_settings(unfolding(4), "_quarto.yml", 1, {})
    assert len(settings["a3"]) == 9
    assert settings["a3"][0][0][0] == ["x"]


def test_variables_come_to_no_more_than_they_may(tmp_path: Path) -> None:
    """A brief without an analysis has its own."""
    (tmp_path / "_variables.yml").write_text(unfolding(20), encoding="utf-8")
    with pytest.raises(ProjectError, match=r"^_variables.yml:7:\d+: YAML: comes to more than 200000 values"):
        read_variables(tmp_path)


def test_variables_that_are_written_out_may_be_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of some thousand figures are: no alias makes more of them than the file is long."""
    monkeypatch.setattr(yaml_bombs, "MOST_VALUES", 1_000)
    (tmp_path / "_variables.yml").write_text("".join(f"f{number}: x\n" for number in range(600)), encoding="utf-8")
    assert len(read_variables(tmp_path)) == 600


# -- files that cannot be read -----------------------------------------------------------------------------------------


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes files of a name such as nobody may read."""
    read = Path.read_bytes

    def lock(name: str) -> None:
        def refuse(self: Path) -> bytes:
            if self.as_posix().endswith(f"/{name}"):
                raise PermissionError(EACCES, "Permission denied", str(self))
            return read(self)

        monkeypatch.setattr(Path, "read_bytes", refuse)

    return lock


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(
    "name",
    ["brief.qmd", "_quarto.yml", "theme/a.css", "theme/title-block.html", "theme/typst-show.typ", "theme/a.lua",
     "theme/head.html"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, locked: Callable[[str], None], command: str, name: str
) -> None:
    """In one line, by `check` as well where it reads the file."""
    config = (
        "format:\n  html: {theme: none, css: theme/a.css, template-partials: [theme/title-block.html], "
        "include-in-header: theme/head.html}\n"
        "  typst: {template-partials: [theme/typst-show.typ]}\nfilters: [theme/a.lua]\n"
    )
    folder = small_briefs.brief(tmp_path / "b", "Text.", config=config)
    (folder / "theme").mkdir()
    for each in ("a.css", "title-block.html", "typst-show.typ", "a.lua", "head.html"):
        (folder / "theme" / each).write_text("\n", encoding="utf-8")
    locked(name)
    if command == "check" and name == "theme/a.lua":
        assert check_prose(folder, "embedded")
        return
    arguments = ["--renderer", "embedded"] if command == "build" else []
    assert said(folder, command, *arguments) == [f"{name}: file: cannot be read (Permission denied)"]


def test_a_file_that_cannot_be_hashed_is_named(analysed: Path, locked: Callable[[str], None]) -> None:
    """What belongs to the brief and was not read before."""
    (analysed / "theme").mkdir()
    (analysed / "theme/notes.txt").write_text("x", encoding="utf-8")
    locked("theme/notes.txt")
    with pytest.raises(RenderingError, match=r"^theme/notes.txt: file: cannot be read \(Permission denied\)$"):
        render_analysed(analysed)


def render_analysed(folder: Path) -> None:
    """Analyse and render a brief."""
    from statbrief.analysis.stale_steps import bring_analysis_up_to_date

    bring_analysis_up_to_date(folder, "brief.qmd")
    render(folder, renderer="embedded")


def test_a_folder_that_may_not_be_looked_into_is_named(analysed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the system refuses is told in one line, from where the command runs."""
    monkeypatch.chdir(analysed)

    def refuse(*_: object) -> None:
        raise PermissionError(EACCES, "Permission denied", str(analysed / "data"))

    monkeypatch.setattr("statbrief.analysis.stale_steps.bring_analysis_up_to_date", refuse)
    assert said(analysed, "check") == ["data: file: cannot be read (Permission denied)"]


def test_a_text_that_is_not_utf_8_is_told_with_its_place(tmp_path: Path) -> None:
    """A part of a template among it."""
    folder = small_briefs.brief(tmp_path / "b", "Text.", config="template-partials: [title-block.html]\n")
    (folder / "title-block.html").write_bytes(b"<h1>\n\xff</h1>\n")
    with pytest.raises(StatbriefError, match=r"^title-block.html:2:1: encoding: byte 0xff is not UTF-8; save the file"):
        render(folder, ("html",), "embedded")
