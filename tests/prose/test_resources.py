"""What pages are made from lies in the brief's folder: no path leaves it, and nothing is fetched from anywhere."""

import os
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from checked_prose import check_prose
from small_briefs import PICTURE, brief, page
from statbrief.errors import ProjectError, ProseError, RenderingError, StatbriefError
from statbrief.files.inside_folder import (
    is_address,
    leaves,
    links_outside,
    reaching_nobody,
    stage,
    without_network,
)
from statbrief.pages.render import render
from statbrief.project.project import read_project
from statbrief.prose.document import read_prose
from statbrief.prose.resources import named_in
from statbrief.renderers.embedded.render import render_embedded

ELSEWHERE = "loads from elsewhere; a brief is one file that loads nothing"
OUTSIDE = "leads out of the brief's folder; copy the file into the brief's folder"
INCLUDED = "leads out of the brief's folder; copy the file into it"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brief's folder with something beside it that is not the brief's, and links that lead there."""
    (tmp_path / "secret.svg").write_text(PICTURE, encoding="utf-8")
    made = brief(tmp_path / "brief", "Text.")
    (made / "link.svg").symlink_to("../secret.svg")
    (made / "up").symlink_to("..")
    (made / "own.svg").symlink_to("chart.svg")
    return made


@pytest.fixture
def no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """No program can be started."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)


def refusals(folder: Path, renderer: str = "embedded") -> list[str]:
    """The faults with which a brief is refused before any program runs."""
    with pytest.raises(StatbriefError) as caught:
        render(folder, renderer=renderer)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("![a](http://x.test/1)", f"5:6: picture: http://x.test/1 {ELSEWHERE}"),
        ("![a\nb [c]](<https://x.test/1.png>)", f"6:9: picture: https://x.test/1.png {ELSEWHERE}"),
        ("![a](//farm.example/1.png)", f"5:6: picture: //farm.example/1.png {ELSEWHERE}"),
        ("![a](h&#116;tp://x.test/1)", f"5:6: picture: http://x.test/1 {ELSEWHERE}"),
        ("![a][b]\n\n[b]: http://x.test/1", f"7:6: picture: http://x.test/1 {ELSEWHERE}"),
        ("![b][]\n\n[B]: http://x.test/1", f"7:6: picture: http://x.test/1 {ELSEWHERE}"),
        ("![a]({{< meta picture >}})", f"5:6: picture: http://x.test/meta.png {ELSEWHERE}"),
        ("![a](file:///etc/hostname)", f"5:6: picture: file:///etc/hostname {ELSEWHERE}"),
        ("![a](../secret.svg)", f"5:6: picture: ../secret.svg {OUTSIDE}"),
        ("![a](%2e%2e/secret.svg)", f"5:6: picture: %2e%2e/secret.svg {OUTSIDE}"),
        ("![a](link.svg)", f"5:6: picture: link.svg {OUTSIDE}"),
        ("![a](up/secret.svg)", f"5:6: picture: up/secret.svg {OUTSIDE}"),
        ('<img src="http://x.test/1">', f"5:11: raw HTML: http://x.test/1 {ELSEWHERE}"),
        ("<img\nsrc=/etc/hostname>", f"6:5: raw HTML: /etc/hostname {OUTSIDE}"),
        ('<script src="/etc/hostname"></script>', f"5:14: raw HTML: /etc/hostname {OUTSIDE}"),
        ('<link rel="stylesheet" href="/etc/x.css">', f"5:30: raw HTML: /etc/x.css {OUTSIDE}"),
        ('<img srcset="chart.svg 1x, http://x.test/1 2x">', f"5:14: raw HTML: http://x.test/1 {ELSEWHERE}"),
        ('<video poster="http://x.test/1"></video>', f"5:16: raw HTML: http://x.test/1 {ELSEWHERE}"),
        ('<svg><image href="http://x.test/1"/></svg>', f"5:19: raw HTML: http://x.test/1 {ELSEWHERE}"),
        ('<p style="background: url(http://x.test/1)">', f"5:11: style: http://x.test/1 {ELSEWHERE}"),
        ('[a]{style="background: url(http://x.test/1)"}', f"5:12: style: http://x.test/1 {ELSEWHERE}"),
        ('[a]{data-background-image="http://x.test/1"}', f"5:28: attribute: http://x.test/1 {ELSEWHERE}"),
        ("<style>\np { background: url( 'http://x.test/1' ) }\n</style>", f"6:17: style: http://x.test/1 {ELSEWHERE}"),
        ('```{=html}\n<img src="http://x.test/1">\n```', f"6:11: raw HTML: http://x.test/1 {ELSEWHERE}"),
        ('`<img src="http://x.test/1">`{=html}', f"5:12: raw HTML: http://x.test/1 {ELSEWHERE}"),
        ('```{=typst}\n#read("up/secret.svg")\n```', f"6:8: Typst: up/secret.svg {OUTSIDE}"),
        ('`#image("../secret.svg")`{=typst}', f"5:10: Typst: ../secret.svg {OUTSIDE}"),
        ('```{=typst}\n#import "@preview/cetz:0.2.0"\n```', f"6:9: Typst: @preview/cetz:0.2.0 {ELSEWHERE}"),
        ("{{< include ../secret.svg >}}", f"5:1: include: ../secret.svg {INCLUDED}"),
        ("{{< include up/secret.svg >}}", f"5:1: include: up/secret.svg {INCLUDED}"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("no_program")
def test_prose_loads_nothing_from_outside(folder: Path, written: str, fault: str) -> None:
    """However it is written; file, line and column say where, and no program has run."""
    front = "---\ntitle: A\npicture: http://x.test/meta.png\n---\n"
    (folder / "brief.qmd").write_text(f"{front}{written}\n", encoding="utf-8")
    assert f"brief.qmd:{fault}" in refusals(folder)


@pytest.mark.usefixtures("no_program")
def test_what_loads_is_told_with_all_else_that_is_wrong(folder: Path) -> None:
    """Settings, prose, what print has no words for: whoever mends one line need not wait for the next."""
    (folder / "_quarto.yml").write_text("lang: en\nfontsize: 12px\n", encoding="utf-8")
    written = "<img src='http://x.test/1'>\n\n![a](http://x.test/2)\n\nText[^nowhere].\n"
    (folder / "brief.qmd").write_text(f"---\ntitle: A\n---\n{written}", encoding="utf-8")
    markdown = "write it in Markdown; for the page alone, write `…`{=html}"
    assert refusals(folder) == [
        "_quarto.yml:2:1: fontsize: '12px' is not a length; write a number and its unit, such as 0.5in, 12mm or 30pt",
        f"brief.qmd:4:1: raw HTML: <img> has no place in the PDF; {markdown}",
        f"brief.qmd:4:11: raw HTML: http://x.test/1 {ELSEWHERE}",
        f"brief.qmd:6:6: picture: http://x.test/2 {ELSEWHERE}",
        "brief.qmd:8:5: note: [^nowhere] has no text; write its text below: [^nowhere]: …",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "![a](chart.svg) ![b](/chart.svg) ![c](./own.svg) ![d](chart.svg#part)",
        "[a link](https://x.test/1.png) <https://x.test>",
        '<a href="https://x.test/1.png">a</a>',
        '`<img src="http://x.test/1">` and <!-- <img src="http://x.test/1"> -->',
        '```html\n<img src="http://x.test/1">\n```',
        "![a](data:image/png;base64,iVBORw0KGgo=)",
        "What is `url(http://x.test)`?",
        '```{=typst}\n#image("/chart.svg", alt: "A")\n```',
    ],
)
def test_what_is_the_briefs_own_or_only_shown_is_no_fault(folder: Path, written: str) -> None:
    """Pictures in the folder, also by links that stay there; links that a reader may follow; code."""
    (folder / "brief.qmd").write_text(f"---\ntitle: A\n---\n{written}\n", encoding="utf-8")
    assert check_prose(folder, "embedded")


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ("css: ../x.css", f"css: ../x.css {OUTSIDE}"),
        ("css: [a.css, up/x.css]", f"css: up/x.css {OUTSIDE}"),
        ("bibliography: https://x.test/a.bib", f"bibliography: https://x.test/a.bib {ELSEWHERE}"),
        ("csl: http://x.test/a.csl", f"csl: http://x.test/a.csl {ELSEWHERE}"),
        ("filters: [{path: ../a.lua, at: post-quarto}]", f"filters: ../a.lua {OUTSIDE}"),
        ("include-in-header: /etc/hostname", f"include-in-header: /etc/hostname {OUTSIDE}"),
        ("include-before-body: {file: ../a.html}", f"include-before-body: ../a.html {OUTSIDE}"),
        ("include-after-body: {text: '<img src=http://x.test/1>'}",
         f"include-after-body: http://x.test/1 {ELSEWHERE}"),
        ("template-partials: [up/typst-show.typ]", f"template-partials: up/typst-show.typ {OUTSIDE}"),
        ("font-paths: [/usr/share/fonts]", f"font-paths: /usr/share/fonts {OUTSIDE}"),
        ("description: '![](http://x.test/1)'", f"description: http://x.test/1 {ELSEWHERE}"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("no_program")
def test_settings_name_nothing_outside(folder: Path, setting: str, fault: str) -> None:
    """Each is named with its place."""
    (folder / "_quarto.yml").write_text(f"lang: en\n{setting}\n", encoding="utf-8")
    assert f"_quarto.yml:2:1: {fault}" in [
        ":".join(["_quarto.yml:2:1", line.split(":", 3)[3]]) for line in refusals(folder)
    ]


def test_quarto_is_not_asked_either(folder: Path, quarto_stand_in: Path) -> None:
    """What is refused is refused before a real Quarto would run."""
    (folder / "brief.qmd").write_text("---\ntitle: A\n---\n![a](http://x.test/1)\n", encoding="utf-8")
    (folder / "_quarto.yml").write_text("format: {html: {embed-resources: true}}\n", encoding="utf-8")
    before = sorted(path.name for path in folder.iterdir())
    assert quarto_stand_in.exists()
    assert refusals(folder, "quarto") == [f"brief.qmd:4:6: picture: http://x.test/1 {ELSEWHERE}"]
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.parametrize(
    ("style", "faults"),
    [
        ('p {}\nb { background: url("http://x.test/1") }', [f"2:17: style: http://x.test/1 {ELSEWHERE}"]),
        ("b { background: u\\72l(http://x.test/1) }", [f"1:18: style: http://x.test/1 {ELSEWHERE}"]),
        ('b { background: image-set("http://x.test/1" 1x) }', [f"1:17: style: image-set {ELSEWHERE}"]),
        ("@import 'b.css';", [f"1:1: style: @import {ELSEWHERE}"]),
        ("b { background: url(../../secret.svg) }", [f"1:17: style: looks/../../secret.svg {OUTSIDE}"]),
        ("/* url(http://x.test/1) */ b { background: url(../chart.svg); mask: url(#a) }", []),
    ],
)  # fmt: skip
def test_a_style_sheet_names_files_beside_it_in_the_folder(folder: Path, style: str, faults: list[str]) -> None:
    """Also where its words are written in codes; a note names nothing."""
    (folder / "looks").mkdir()
    (folder / "looks/a.css").write_text(style, encoding="utf-8")
    (folder / "_quarto.yml").write_text("css: looks/a.css\n", encoding="utf-8")
    if not faults:
        assert check_prose(folder, "embedded")
        return
    assert refusals(folder) == [f"looks/a.css:{fault}" for fault in faults]


def test_files_of_a_style_sheet_go_into_the_page(folder: Path) -> None:
    """One that is not there is named with its line."""
    (folder / "looks").mkdir()
    (folder / "looks/a.css").write_text("b { background: url('../chart.svg') }\n", encoding="utf-8")
    (folder / "_quarto.yml").write_text("css: looks/a.css\n", encoding="utf-8")
    render(folder, ("html",), "embedded")
    assert "background: url(data:image/svg+xml;base64," in page(folder)
    (folder / "looks/a.css").write_text("\nb { background: url('none.svg') }\n", encoding="utf-8")
    with pytest.raises(ProjectError, match=r"^looks/a.css:2:1: style: none.svg does not exist; paths are relative to"):
        render(folder, ("html",), "embedded")


def test_a_part_of_a_template_loads_nothing(folder: Path) -> None:
    """Typst would download a package that it names."""
    (folder / "typst-show.typ").write_text('\n#import "@preview/cetz:0.2.0": canvas\n', encoding="utf-8")
    (folder / "_quarto.yml").write_text("format: {typst: {template-partials: [typst-show.typ]}}\n", encoding="utf-8")
    assert refusals(folder) == [f"typst-show.typ:2:9: Typst: @preview/cetz:0.2.0 {ELSEWHERE}"]


@pytest.mark.parametrize("name", ["brief.qmd", "_quarto.yml", "data", "theme", "data/a.csv", "theme/deep/a.css"])
def test_what_a_brief_is_made_of_lies_in_it(folder: Path, name: str) -> None:
    """Its data are attached, its theme is hashed: a link to what lies elsewhere is told of."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    target = folder.parent / "elsewhere"
    if "." in name:
        target.write_text("", encoding="utf-8")
    else:
        target.mkdir()
    path.symlink_to(target)
    with pytest.raises(ProjectError, match=rf"^{name}: file: leads out of the brief's folder by a symbolic link; put"):
        read_project(folder)


# -- renderers ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine: its port, and what it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_CONNECT = do_HEAD = do_GET  # noqa: N815 -- names of the library

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    yield server.server_port, paths
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.always("![a](http://127.0.0.1:{port}/1.png)", '<img src="/etc/hostname">')
@pytest.mark.parametrize(
    "written",
    ["![a](http://127.0.0.1:{port}/1.png)", '<img src="http://127.0.0.1:{port}/1.png">',
     '```{{=html}}\n<img\n```\n\n```{{=html}}\nsrc="http://127.0.0.1:{port}/1.png">\n```',
     '[a]{{data-src="http://127.0.0.1:{port}/1.png"}}', '<img src="/etc/hostname">'],
)  # fmt: skip
def test_pandoc_fetches_nothing_even_where_nobody_looked(
    tmp_path: Path, asked: tuple[int, list[str]], written: str
) -> None:
    """It works in a sandbox: what was not put before it stops the build."""
    port, paths = asked
    folder = brief(tmp_path / "brief", written.format(port=port))
    (tmp_path / "work").mkdir()
    with pytest.raises(ProseError):
        render_embedded(read_prose(read_project(folder)), ("html",), tmp_path / "work")
    assert paths == []


def test_typst_downloads_nothing_even_where_nobody_looked(
    tmp_path: Path, asked: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by way of who would pass it on either; what the program knows of its surroundings is as before."""
    port, paths = asked
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
    folder = brief(tmp_path / "brief", '```{=typst}\n#import ("@pre" + "view/cetz:0.2.0")\n```')
    before = dict(os.environ)
    with pytest.raises(RenderingError, match=r"^brief.qmd:\d+: PDF: Typst says "):
        render(folder, ("pdf",), "embedded")
    assert paths == []
    assert dict(os.environ) == before


@pytest.mark.always('"li" + "nk.svg"', '"../secret.svg"')
@pytest.mark.parametrize(
    "computed", ['"li" + "nk.svg"', '"u" + "p/secret.svg"', '".hid" + "den/a.svg"', '"../secret.svg"']
)
def test_typst_reads_nothing_outside_even_where_nobody_looked(folder: Path, computed: str) -> None:
    """It finds the brief's own files, and nothing that a link leads to or that is hidden."""
    (folder / ".hidden").mkdir()
    (folder / ".hidden/a.svg").symlink_to("../../secret.svg")
    raw = f"```{{=typst}}\n#let name = {computed}\n#let get = read\n#get(name)\n```"
    (folder / "brief.qmd").write_text(f"---\ntitle: A\n---\n{raw}\n", encoding="utf-8")
    with pytest.raises(RenderingError, match=r"^brief.qmd:\d+: PDF: Typst says "):
        render(folder, ("pdf",), "embedded")


def test_a_program_without_network_goes_by_way_of_nobody() -> None:
    """Whatever the surroundings say of proxies, and of what needs none."""
    made = without_network({"PATH": "/bin", "no_proxy": "*", "HTTPS_PROXY": "http://x.test"})
    assert made["PATH"] == "/bin"
    assert "no_proxy" not in made
    assert {made[name] for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy")} == {
        "http://127.0.0.1:0"
    }


def test_nor_does_what_runs_in_this_process_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Afterwards the surroundings are as they were, be it that something has failed."""
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("https_proxy", "http://x.test")
    before = dict(os.environ)

    def fail() -> None:
        with reaching_nobody():
            assert dict(os.environ) == without_network(before)
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fail()
    assert dict(os.environ) == before


# -- paths -------------------------------------------------------------------------------------------------------------


def test_a_path_is_followed_to_its_end(folder: Path) -> None:
    """By its parts and its links; one that is not there yet lies where it would."""
    inside = ("chart.svg", "own.svg", "none/at/all", "a/../chart.svg", "up/brief/chart.svg", "", ".")
    outside = ("..", "../brief2", "link.svg", "up", "up/secret.svg", "/etc", "a/../../b", "C:\\a", "a\0b")
    assert [name for name in inside if leaves(folder, name)] == []
    assert [name for name in outside if not leaves(folder, name)] == []
    assert not leaves(folder, str(folder / "chart.svg"))


def test_links_that_lead_out_are_found(folder: Path) -> None:
    """And those that stay inside and lead to such; what is hidden at the top is no part of a brief."""
    (folder / "deep").mkdir()
    (folder / "deep/out").symlink_to("../../secret.svg")
    (folder / "round").symlink_to("deep")
    (folder / "fine").mkdir()
    (folder / "also").symlink_to("fine")
    (folder / ".venv").symlink_to("/usr")
    assert list(links_outside(folder)) == ["deep/out", "link.svg", "up", "round"]


def test_a_stage_has_the_briefs_own_files_alone(folder: Path, tmp_path: Path) -> None:
    """At their own paths."""
    (folder / "deep").mkdir()
    (folder / "deep/out").symlink_to("../../secret.svg")
    (folder / "deep/in.csv").write_text("1", encoding="utf-8")
    (folder / ".git").mkdir()
    made = stage(folder, tmp_path / "stage")
    assert sorted(path.relative_to(made).as_posix() for path in made.rglob("*")) == [
        "_quarto.yml", "brief.qmd", "chart.svg", "deep", "deep/in.csv", "own.svg", "sources.bib",
    ]  # fmt: skip
    assert (made / "deep/in.csv").read_text(encoding="utf-8") == "1"


@pytest.mark.parametrize("text", [" https://x", "HTTP://x", "j\navascript:1", "\\\\server\\x", "blob:1"])
def test_an_address_is_known_as_browsers_know_it(text: str) -> None:
    """White space and control characters in it count for nothing."""
    assert is_address(text)


def test_a_text_without_end_is_looked_through_once() -> None:
    """Brackets, quotes and tags that do not end take no longer than others."""
    for text in ("![" * 20_000, "<img " * 20_000, "<a '" * 20_000, "{a='" * 20_000, "![a](" * 20_000, "url(" * 20_000):
        for kind in ("markdown", "css", "typst"):
            assert len(list(named_in(kind, text))) <= 20_000
