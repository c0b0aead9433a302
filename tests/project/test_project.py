"""The settings of a brief: what they say, how they are merged, where they stand."""

from pathlib import Path

import pytest

from statbrief.errors import Place, ProjectError
from statbrief.project.project import Project, read_project
from statbrief.project.settings import merge


def brief(folder: Path, config: str, document: str = "---\ntitle: A brief\n---\n\nText.\n") -> Path:
    """A brief's folder with these two files."""
    (folder / "_quarto.yml").write_text(config, encoding="utf-8")
    (folder / "brief.qmd").write_text(document, encoding="utf-8")
    return folder


def settings_of(folder: Path, config: str, front: str) -> Project:
    """The project that a `_quarto.yml` and a front matter make together."""
    return read_project(brief(folder, config, f"---\n{front}\n---\n\nText.\n"))


def test_the_documents_settings_win_over_the_projects(tmp_path: Path) -> None:
    """What the document says holds; what it leaves out holds from the project."""
    project = settings_of(tmp_path, "lang: en\ntoc: true\n", "lang: es\ntitle: Hola")
    assert project.settings("html") == {"lang": "es", "toc": True, "title": "Hola"}


def test_a_formats_settings_win_over_the_top_level(tmp_path: Path) -> None:
    """`toc` under `format: typst:` holds for PDF only, and wins over what the same file says at its top level."""
    project = settings_of(tmp_path, "toc: false\nformat:\n  html: default\n  typst:\n    toc: true\n", "title: A")
    assert (project.settings("html")["toc"], project.settings("typst")["toc"]) == (False, True)


def test_lists_are_joined_and_mappings_merged() -> None:
    """Lists are joined without repeats, mappings merged key by key."""
    project = {"css": ["a.css"], "crossref": {"fig-title": "Chart", "title-delim": "."}, "csl": "a.csl"}
    document = {"css": ["a.css", "b.css"], "crossref": {"title-delim": ":"}, "csl": "b.csl"}
    assert merge(project, document) == {
        "css": ["a.css", "b.css"],
        "crossref": {"fig-title": "Chart", "title-delim": ":"},
        "csl": "b.csl",
    }


def test_text_stays_as_it_was_written(tmp_path: Path) -> None:
    """Dates, decimals and the words yes and no stay text; true, false, integers and null do not."""
    project = settings_of(tmp_path, "", "date: 2024-03-05\na: 1.50\nb: yes\nc: true\nd: 12\ne: null\nf: '12'")
    assert project.settings("html") == {
        "date": "2024-03-05", "a": "1.50", "b": "yes", "c": True, "d": 12, "e": None, "f": "12",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("config", "formats"),
    [
        ("", ("html", "pdf")),
        ("format: html", ("html",)),
        ("format: [typst]", ("pdf",)),
        ("format:\n  html: default\n  typst: default\n", ("html", "pdf")),
        ("format: docx", ("html", "pdf")),
    ],
    ids=["none", "html", "typst", "both", "another"],
)
def test_a_brief_gets_the_formats_that_it_lists(tmp_path: Path, config: str, formats: tuple[str, ...]) -> None:
    """The formats listed are those made; a brief that lists neither gets both."""
    assert read_project(brief(tmp_path, config)).formats == formats


def test_a_documents_own_settings_take_the_place_of_the_projects(tmp_path: Path) -> None:
    """Whole maps and lists, also those under `format:`; what Quarto itself reads is joined. As Quarto 1.10.18 does."""
    config = (
        "bibliography: a.bib\ncrossref: {fig-title: Chart, title-delim: '.'}\ncss: a.css\ntoc: false\n"
        "format:\n  html: {toc: true, lang: en, theme: none}\n"
    )
    own = "bibliography: b.bib\ncrossref: {fig-title: Figura}\ncss: b.css\nlang: es\n"
    settings = settings_of(tmp_path, config, own).settings("html")
    assert settings == {
        "bibliography": "b.bib",
        "crossref": {"fig-title": "Figura"},
        "css": ["a.css", "b.css"],
        "toc": True,
        "lang": "es",
        "theme": "none",
    }


def test_settings_remember_where_they_stand(tmp_path: Path) -> None:
    """The place of a setting is its file, line and column; the document's front matter starts on line 2."""
    project = settings_of(tmp_path, "format:\n  typst:\n    papersize: a4\n", "lang: es")
    assert project.place("format", "typst", "papersize") == Place("_quarto.yml", 3, 5)
    assert project.place("lang") == Place("brief.qmd", 2, 1)


@pytest.mark.parametrize(
    ("config", "document", "message"),
    [
        ("a: [1\n", "", r"_quarto.yml:2:1: YAML: .+"),
        ("a: 1\na: 2\n", "", "_quarto.yml:2:1: a: written twice; keep one of the two"),
        ("- a\n", "", "_quarto.yml:1:1: YAML: not a mapping; write key: value lines"),
        ("a: &a [*a]\n", "", "_quarto.yml:1:4: YAML: an alias that contains itself"),
        ("", "---\ntitle: [\n---\n", r"brief.qmd:\d:\d+: YAML: .+"),
        ("", "---\ntitle: A\n", "brief.qmd:1: front matter: does not end; end it with a line that is ---"),
    ],
    ids=["not closed", "twice", "not a mapping", "circle", "front matter", "endless"],
)
def test_bad_settings_are_named_with_their_place(tmp_path: Path, config: str, document: str, message: str) -> None:
    """Settings that are not YAML, or not a mapping, stop with file, line and column."""
    with pytest.raises(ProjectError, match=f"^{message}$"):
        read_project(brief(tmp_path, config, document or "Text.\n"))


def test_bytes_that_are_not_utf_8_are_named_with_their_place(tmp_path: Path) -> None:
    """A document in another encoding stops with the place of its first odd byte."""
    brief(tmp_path, "")
    (tmp_path / "brief.qmd").write_bytes(b"Good.\nNi\xf1o.\n")
    message = "^brief.qmd:2:3: encoding: byte 0xf1 is not UTF-8; save the file as UTF-8$"
    with pytest.raises(ProjectError, match=message):
        read_project(tmp_path)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    """What some editors add changes nothing."""
    brief(tmp_path, "")
    (tmp_path / "brief.qmd").write_bytes(b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\nText.\r\n")
    project = read_project(tmp_path)
    assert (project.settings("html"), project.body_line) == ({"title": "A"}, 4)


@pytest.mark.parametrize("missing", ["_quarto.yml", "brief.qmd"])
def test_a_folder_without_a_brief_is_named(tmp_path: Path, missing: str) -> None:
    """A folder that lacks one of the two files is no brief's folder."""
    (brief(tmp_path, "") / missing).unlink()
    message = f"^{missing}: file: missing; a brief's folder has _quarto.yml and brief.qmd$"
    with pytest.raises(ProjectError, match=message):
        read_project(tmp_path)


def test_a_field_that_a_document_s_own_masthead_or_release_drops_is_told(tmp_path: Path) -> None:
    """They replace the project's: what they leave out no page would show, unless they say that it is empty."""
    config = "masthead:\n  kind: Bulletin\n  publisher: The office\n  as-of: July\nrelease:\n  licence: Free\n"
    with pytest.raises(ProjectError) as refused:
        settings_of(tmp_path, config, "masthead: {kind: Brief, as-of: }\nrelease: {next: Soon}")
    wanted = "write it there, or leave it empty there to have none"
    assert str(refused.value).splitlines() == [
        f"_quarto.yml:3:3: masthead: publisher is not read: brief.qmd has masthead: of its own; {wanted}",
        f"_quarto.yml:6:3: release: licence is not read: brief.qmd has release: of its own; {wanted}",
    ]


@pytest.mark.parametrize(
    ("front", "kind"),
    [
        ("title: A", "Bulletin"),
        ("masthead: {kind: Brief, publisher: Ours}", "Brief"),
        ("masthead: {kind: , publisher: }", None),
    ],
)
def test_a_masthead_of_which_nothing_is_dropped_is_read(tmp_path: Path, front: str, kind: str | None) -> None:
    """The project's where the document has none, else the document's."""
    project = settings_of(tmp_path, "masthead: {kind: Bulletin, publisher: The office}\n", front)
    assert project.settings("html")["masthead"]["kind"] == kind
