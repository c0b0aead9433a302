"""Rendering through Quarto: what it is asked, what is made of what it says, and what stays when it fails.

The program is a stand-in that does as a real Quarto was seen to do; `test_real_quarto.py` has the real one.
"""

import re
import shutil
import sys
from pathlib import Path

import pytest

from command_line import outcome
from pages import copy_brief
from quarto_runs import BOTH, calls, files
from small_briefs import brief, page
from statbrief.errors import CopyError, ProjectError, ProseError, RenderingError
from statbrief.pages.render import render

OUTPUT = re.compile(r"_generated/\.rendering-\d+")


# -- what Quarto is asked ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("quarto_stand_in")
def test_quarto_on_the_path_renders(tmp_path: Path) -> None:
    """With Quarto there, it is Quarto that renders, in one run into a folder of its own, at the brief's date."""
    folder = brief(tmp_path / "farm", "Text.", config=BOTH, front="title: A\ndate: 2024-03-05")
    made = render(folder)
    assert (made.renderer, [path.name for path in made.files]) == ("Quarto 1.10.18", ["brief.html", "brief.pdf"])
    assert page(folder) == "page\n"
    (call,) = calls(folder)
    assert (call["files"], call["to"]) == (["brief.qmd"], "all")
    assert OUTPUT.fullmatch(call["output-dir"])
    assert call["environment"]["PATH"].startswith(str(Path(sys.executable).parent))
    assert call["environment"]["SOURCE_DATE_EPOCH"] == "1709596800"
    assert sorted(files(folder)) == ["brief.html", "brief.pdf"]


@pytest.mark.usefixtures("quarto_stand_in")
def test_quarto_is_told_the_first_day_of_a_month(tmp_path: Path) -> None:
    """Where the brief's date is one."""
    folder = brief(tmp_path, "Text.", config=BOTH, front="title: A\ndate: March 2024")
    render(folder)
    assert calls(folder)[0]["environment"]["SOURCE_DATE_EPOCH"] == "1709251200"


@pytest.mark.usefixtures("quarto_stand_in")
@pytest.mark.parametrize(
    ("listed", "wanted", "asked"),
    [
        pytest.param(BOTH, ("html",), ["html"], marks=pytest.mark.thorough),
        (BOTH, ("pdf",), ["typst"]),
        pytest.param(BOTH, ("pdf", "html"), ["all"], marks=pytest.mark.thorough),
        pytest.param(f"{BOTH}  docx: default\n", (), ["html", "typst"], marks=pytest.mark.thorough),
        (f"{BOTH}  docx: default\n", ("html", "pdf"), ["html", "typst"]),
        ("format: {html: {embed-resources: true}}\n", (), ["all"]),
        pytest.param("embed-resources: true\n", (), ["html", "typst"], marks=pytest.mark.thorough),
    ],
    ids=["html", "pdf", "both", "others listed", "both of three", "html listed", "none listed"],
)
def test_only_what_is_asked_for_is_made(tmp_path: Path, listed: str, wanted: tuple[str, ...], asked: list[str]) -> None:
    """Quarto takes one format, or all that a brief lists; formats that nobody asked for are not made."""
    folder = brief(tmp_path / "farm", "Text.", config=listed)
    made = render(folder, wanted)
    assert [call["to"] for call in calls(folder)] == asked
    formats = wanted or (("html",) if asked == ["all"] else ("html", "pdf"))
    assert {path.name for path in made.files} == set(files(folder)) == {f"brief.{name}" for name in formats}


@pytest.mark.thorough
@pytest.mark.usefixtures("quarto_stand_in")
def test_the_mark_of_a_build_is_told_as_text(root: Path, tmp_path: Path) -> None:
    """The extension reads mark and date of the brief from a file, in quotes: a mark may look like a number."""
    folder = copy_brief(root, tmp_path / "brief")
    outcome("analyse", str(folder))
    with pytest.raises(CopyError, match="UTF-8"):  # the stand-in's word is no page
        render(folder)
    written = (folder / "_generated/build.yml").read_text(encoding="utf-8")
    assert re.fullmatch(r'build: "[0-9a-f]{8}"\ndate: "2022-07-12"\n', written)


@pytest.mark.usefixtures("quarto_stand_in")
def test_the_extension_finds_the_filters_of_the_embedded_renderer(root: Path, tmp_path: Path) -> None:
    """All that it asks for are there before Quarto starts, as the program has them; one that was spoilt is again."""
    folder, own = brief(tmp_path / "farm", "Text.", config=BOTH), root / "src/statbrief/renderers/filters"
    for _ in range(2):
        render(folder)
        found = {path.name: path.read_bytes() for path in (folder / "_generated/filters").iterdir()}
        assert found == {path.name: path.read_bytes() for path in own.iterdir()}
        (folder / "_generated/filters/raw_html.lua").write_text("return nil", encoding="utf-8")
    extension = (path.read_text(encoding="utf-8") for path in (root / "_extensions/statbrief").glob("*.lua"))
    asked = re.findall(r'\.(filter|shared)\s*"([\w.-]+)"', "\n".join(extension))
    beside = {"days.csl"}  # which credits.lua asks for
    assert {name + ".lua" * (kind == "filter") for kind, name in asked} | beside == found.keys()


# -- which Quarto ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ("1.9.38", "Quarto 1.9.38 on the PATH is older than 1.10.18"),
        pytest.param("1.10.17", "Quarto 1.10.17 on the PATH is older than 1.10.18", marks=pytest.mark.thorough),
        ("what?", "the one on the PATH says no version, leaving with status 0: what?"),
    ],
    ids=["minor", "patch", "odd"],
)
def test_an_older_quarto_is_left_alone(
    tmp_path: Path, quarto_stand_in: Path, monkeypatch: pytest.MonkeyPatch, version: str, found: str
) -> None:
    """Left to choose, the embedded renderer takes its place and one line says so; told to take it, one line says no."""
    monkeypatch.setenv("STAND_IN_VERSION", version)
    folder = brief(tmp_path / "farm", "Text.", config=BOTH)
    assert f"renderer: embedded ({found})" in outcome("render", str(folder))[1].splitlines()
    assert calls(folder) == []
    code, _, said = outcome("render", str(folder), "--renderer", "quarto")
    wanted = "install Quarto 1.10.18 or newer, or use --renderer embedded"
    assert (code, said) == (1, f"{quarto_stand_in}: quarto: {found}; {wanted}\n")


@pytest.mark.usefixtures("quarto_stand_in")
@pytest.mark.parametrize("version", ["1.10.19", pytest.param("1.11.0", marks=pytest.mark.thorough), "99.9.9"])
def test_a_newer_quarto_is_taken_with_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """A version that nobody has tried renders, and is told of."""
    monkeypatch.setenv("STAND_IN_VERSION", version)
    code, said, _ = outcome("render", str(brief(tmp_path / "farm", "Text.", config=BOTH)))
    note = f"note:     Quarto {version} is newer than 1.10.18, the newest that was tried"
    assert code == 0
    assert {f"renderer: Quarto {version}", note} <= set(said.splitlines())


# -- what Quarto says --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("quarto_stand_in")
def test_quarto_that_fails_is_shown_with_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own message comes through, without colours and its stack, with where its log is; the last pages stay."""
    folder = brief(tmp_path / "farm", "Text.", config=BOTH)
    render(folder)
    monkeypatch.setenv("STAND_IN_FAILS", "broken")
    message = "^brief.qmd: quarto: stopped with status 1: ERROR: broken; its log is _generated/quarto.log$"
    with pytest.raises(RenderingError, match=message):
        render(folder)
    assert page(folder) == "page\n"
    log = (folder / "_generated/quarto.log").read_text(encoding="utf-8")
    assert "ERROR: broken" in log
    assert "quarto.js" in log


@pytest.mark.usefixtures("quarto_stand_in")
def test_what_quarto_warns_of_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Warnings of Quarto, its filters, pandoc and Typst come through, each once; other lines do not."""
    said = r"Preparing\n\x1b[33mWARN: odd\n  indeed\x1b[39m\n[WARNING] twice\n[WARNING] twice\n"
    said += r"WARNING (/somewhere/main.lua:19094) Unknown var x\nwarning: no such font\nDone\n"
    monkeypatch.setenv("STAND_IN_SAYS", said)
    folder = brief(tmp_path / "farm", "Text.", config=BOTH)
    assert [str(each) for each in render(folder).warnings] == [
        "brief.qmd: quarto: odd indeed",
        "brief.qmd: quarto: twice",
        "brief.qmd: quarto: Unknown var x",
        "brief.qmd: quarto: no such font",
    ]
    before = files(folder)
    with pytest.raises(RenderingError, match=r"^brief.qmd: quarto: odd indeed\n"):
        render(folder, strict=True)
    assert files(folder) == before


@pytest.mark.usefixtures("quarto_stand_in")
def test_advice_to_install_verapdf_is_a_note(tmp_path: Path) -> None:
    """That nobody held the PDF against its standards is no fault of the brief, also under `strict`."""
    folder = brief(tmp_path / "farm", "Text.", config=BOTH)
    code, said, warned = outcome("render", str(folder), "--strict")
    assert (code, warned) == (0, "")
    assert said.count("note:     verapdf is not installed, so the PDF was not held against its standards") == 1
    assert "verapdf" not in outcome("render", str(folder), "--to", "html")[1]


@pytest.mark.usefixtures("quarto_stand_in")
def test_what_verapdf_finds_wrong_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF that is not what the brief asks for is not published, whether or not warnings are errors."""
    folder = brief(tmp_path / "farm", "Text.", config=BOTH)
    render(folder)
    before = files(folder)
    monkeypatch.setenv("STAND_IN_SAYS", r"WARN: PDF validation failed for ua-1:\nA link has no words\nNo title\n\n")
    message = "^brief.qmd: PDF: validation failed for ua-1: A link has no words; No title$"
    with pytest.raises(RenderingError, match=message):
        render(folder)
    assert files(folder) == before


@pytest.mark.usefixtures("quarto_stand_in")
def test_quarto_that_makes_no_page_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a renderer promises to write, it must have written."""
    monkeypatch.setenv("STAND_IN_FORGETS", "html")
    with pytest.raises(RenderingError, match=r"^brief.qmd: quarto: made no html: .*Output created: .*; its log is"):
        render(brief(tmp_path / "farm", "Text.", config=BOTH))


# -- what is said before Quarto runs -----------------------------------------------------------------------------


@pytest.mark.usefixtures("quarto_stand_in")
def test_the_prose_is_checked_before_quarto_runs(tmp_path: Path) -> None:
    """Quarto would print ?var:nope; we never let it."""
    folder = brief(tmp_path / "farm", "{{< var nope >}}", config=BOTH)
    with pytest.raises(ProseError, match=r"^brief.qmd:4:1: var: no variable is called nope"):
        render(folder)
    assert calls(folder) == []


@pytest.mark.usefixtures("quarto_stand_in")
def test_a_page_in_pieces_is_refused(tmp_path: Path) -> None:
    """Without `embed-resources` Quarto makes a page that loads what lies beside it, and only the page is published."""
    folder = brief(tmp_path / "farm", "Text.", config="format:\n  html: default\n")
    fault = "_quarto.yml:2:3: embed-resources: is not set for html; write embed-resources: true: a brief is one file"
    with pytest.raises(ProjectError, match=f"^{fault}$"):
        render(folder, renderer="quarto")
    assert calls(folder) == []
    assert render(folder).instead == f"not Quarto 1.10.18: {fault}"


@pytest.mark.thorough
@pytest.mark.usefixtures("quarto_stand_in")
def test_a_page_with_scripts_is_refused(root: Path, tmp_path: Path) -> None:
    """Quarto's own page runs some, and a page that proves itself runs nothing."""
    folder = copy_brief(root, tmp_path / "brief")
    settings = (folder / "_quarto.yml").read_text(encoding="utf-8")
    found, wanted = (
        "Quarto's page runs scripts, and one that proves itself runs none",
        "write theme: none and minimal: true",
    )
    for spoilt in ("    theme: cosmo\n    minimal: true\n", "    theme: none\n", ""):
        spoilt_settings = settings.replace("    theme: none\n    minimal: true\n", spoilt)
        (folder / "_quarto.yml").write_text(spoilt_settings, encoding="utf-8")
        code, _, said = outcome("build", str(folder), "--renderer", "quarto")
        assert (code, re.sub(r":\d+:\d+:", ":", said)) == (1, f"_quarto.yml: theme: {found}; {wanted}\n")
    (prose_alone := tmp_path / "prose").mkdir()
    render(brief(prose_alone, "Text.", config="embed-resources: true\ntheme: cosmo\n"), ("html",))


@pytest.mark.usefixtures("quarto_stand_in")
@pytest.mark.parametrize(
    "listed",
    [
        pytest.param("[brief.qmd]", marks=pytest.mark.thorough),
        pytest.param("brief.qmd", marks=pytest.mark.thorough),
        "[notes/*.qmd]",
    ],
)
def test_an_edition_is_one_of_the_projects_documents(analysed_editions: Path, tmp_path: Path, listed: str) -> None:
    """Quarto would render another beside itself, and refuses a folder for its pages."""
    folder = Path(shutil.copytree(analysed_editions, tmp_path / "brief"))
    settings = (folder / "_quarto.yml").read_text(encoding="utf-8")
    spoilt = settings.replace("[brief.qmd, brief.es.qmd]", listed)
    (folder / "_quarto.yml").write_text(spoilt, encoding="utf-8")
    code, _, said = outcome("build", str(folder), "--edition", "es", "--renderer", "quarto")
    wanted = "add it, so that Quarto knows it as the project's"
    assert (code, said) == (1, f"_quarto.yml:4:3: render: does not list brief.es.qmd; {wanted}\n")
    (folder / "_quarto.yml").write_text(settings.replace("[brief.qmd, brief.es.qmd]", "['*.qmd']"), encoding="utf-8")
    assert "render:" not in outcome("build", str(folder), "--edition", "es", "--renderer", "quarto")[2]


@pytest.mark.thorough
@pytest.mark.usefixtures("quarto_stand_in")
def test_an_edition_includes_nothing_of_another(analysed_editions: Path, tmp_path: Path) -> None:
    """Quarto includes the file that is named, which is in another language; the embedded renderer takes its own."""
    folder = Path(shutil.copytree(analysed_editions, tmp_path / "brief"))
    prose = (folder / "brief.es.qmd").read_text(encoding="utf-8")
    old = prose.replace("{{< figures >}}\n", "{{< include _generated/figures.md >}}\n")
    (folder / "brief.es.qmd").write_text(old, encoding="utf-8")
    line = old[: old.index("{{< include")].count("\n") + 1
    code, _, said = outcome("build", str(folder), "--edition", "es", "--renderer", "quarto")
    wanted = (
        "write {{< chart name >}}, {{< table name >}}, {{< caption name >}}, {{< figures >}}, {{< checks >}}"
        " or {{< revisions >}}"
    )
    found = "_generated/figures.md is that of another edition, and what Quarto would include"
    assert (code, said) == (1, f"brief.es.qmd:{line}:1: include: {found}; {wanted}\n")
    assert outcome("build", str(folder), "--edition", "es", "--renderer", "embedded", "--to", "html")[0] == 0
    assert "Detenciones diarias en mayo de 2022" in (folder / "_output/brief.es.html").read_text(encoding="utf-8")


@pytest.mark.thorough
@pytest.mark.usefixtures("quarto_stand_in")
def test_quarto_wants_its_extension(analysed_editions: Path, tmp_path: Path) -> None:
    """Without it Quarto prints our shortcodes as they are written, and gives every edition the same numbers."""
    folder = Path(shutil.copytree(analysed_editions, tmp_path / "brief"))
    config = (folder / "_quarto.yml").read_text(encoding="utf-8")
    (folder / "_quarto.yml").write_text(config.replace("  - statbrief #", "  #"), encoding="utf-8")
    filters = "filters: statbrief is not among them; add it: it is the extension in _extensions/statbrief"
    code, _, said = outcome("build", str(folder), "--edition", "es", "--renderer", "quarto")
    assert (code, re.sub(r":\d+:\d+:", ":", said)) == (1, f"_quarto.yml: {filters}\n")
    (folder / "_extensions/statbrief/_extension.yml").unlink()
    code, _, said = outcome("build", str(folder), "--renderer", "quarto")
    missing = "extension: _extensions/statbrief is not there; run statbrief extension, which puts it there"
    assert code == 1
    assert re.sub(r":\d+:\d+:", ":", said).splitlines()[:2] == [f"_quarto.yml: {missing}", f"_quarto.yml: {filters}"]
    code, said, _ = outcome("build", str(folder), "--to", "html")
    assert code == 0
    assert re.search(
        rf"^renderer: embedded \(not Quarto 1.10.18: _quarto.yml:\d+:\d+: {missing}\)$", said, re.MULTILINE
    )


@pytest.mark.usefixtures("quarto_stand_in")
def test_a_shortcode_that_quarto_does_not_know_is_a_fault(tmp_path: Path) -> None:
    """It would be printed as it is written; another extension may know it."""
    body = "{{< figuress >}}\n\n{{< kbd Ctrl-C >}}\n\n{{< mine a >}}\n"
    folder = brief(tmp_path / "farm", body, config=BOTH)
    with pytest.raises(ProseError) as caught:
        render(folder)
    assert str(caught.value).split("\n") == [
        "brief.qmd:4:1: shortcode: Quarto has none that is called figuress; did you mean figures?",
        (
            "brief.qmd:8:1: shortcode: Quarto has none that is called mine; "
            "add the extension that speaks it to _extensions/"
        ),
    ]
    (extension := folder / "_extensions/mine").mkdir(parents=True)
    (extension / "_extension.yml").write_text("contributes: {shortcodes: [mine.lua]}\n", encoding="utf-8")
    assert render(folder).files


@pytest.mark.usefixtures("quarto_stand_in")
def test_what_quarto_leaves_beside_the_sources_goes_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it made on the way to a failure looks like a page; what was there before stays."""
    folder = brief(tmp_path / "farm", "Text.", config=BOTH)
    (folder / "brief_files").mkdir()
    monkeypatch.setenv("STAND_IN_LEAVES", "brief.html brief.typ")
    monkeypatch.setenv("STAND_IN_FAILS", "broken")
    with pytest.raises(RenderingError, match="broken"):
        render(folder)
    assert sorted(path.name for path in folder.glob("brief*")) == ["brief.qmd", "brief_files"]


@pytest.mark.usefixtures("quarto_stand_in")
@pytest.mark.parametrize("gap", ["@fig-x", "var:a.b", "meta:c"])
def test_a_gap_on_quartos_page_is_a_fault(
    tmp_path: Path, quarto_stand_in: Path, monkeypatch: pytest.MonkeyPatch, gap: str
) -> None:
    """Quarto says on the page what it could not fill in, and goes on."""
    folder = brief(tmp_path / "farm", "Text.", config=BOTH)
    (pages := quarto_stand_in.parent / "pages").mkdir()
    for name in ("brief.html", "brief.pdf"):
        (pages / name).write_text(f"<p>See <strong>?{gap}</strong></p>", encoding="utf-8")
    monkeypatch.setenv("STAND_IN_PAGES", str(pages))
    with pytest.raises(RenderingError, match=rf"^brief.qmd: quarto: found nothing for {gap}; look where it stands$"):
        render(folder)
    assert files(folder) == {}
