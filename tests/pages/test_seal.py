"""Sealed pages: the record and the data are inside both, charts are drawings, and each number says where it is from."""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from briefs import write_brief
from pages import parsed, words
from statbrief.analysis.update import bring_analysis_up_to_date
from statbrief.analysis.write import write_analysis
from statbrief.copies.read import read_copy
from statbrief.errors import CopyError, Fault, RenderingError, StatbriefError
from statbrief.pages.mark import with_mark
from statbrief.pages.render import render
from statbrief.pages.seal.after_quarto import seal_output
from statbrief.pages.seal.attachments import attachments
from statbrief.pages.seal.pdf import attach
from statbrief.pages.seal.record import used_forms
from statbrief.pages.seal.seal import seal
from statbrief.project.project import read_project
from statbrief.prose.document import read_prose
from statbrief.record import published
from statbrief.record.latest import read_record
from statbrief.renderers.embedded.render import render_embedded
from statbrief.renderers.quarto import SEALS, write_build
from statbrief.renderers.quarto_steps import OUTPUT_FILES

CONFIG = """lang: en
bibliography: data/sources.bib
citeproc: true
filters: [statbrief]
format:
  html: {theme: none, minimal: true, embed-resources: true}
  typst: {pdf-standard: [a-3a, ua-1]}
"""
FRONT = "---\ntitle: Arrests of {{< var arrests_2022.plain.value >}}\ndate: 2022-07-12\n---\n\n"
PROSE = """About {{< var arrests_2022.value >}} arrests, {{< var rise.times_2 >}} as many.

{{< include _generated/charts/bars.md >}}

::: {#tbl-figures}

{{< include _generated/figures.md >}}

All figures.
:::
"""
DERIVED = 'def rise(arrests_2022, arrests_2019):\n    """Ratio"""\n    return arrests_2022 / arrests_2019\n'
CHARTS = '''from matplotlib.figure import Figure


def bars(arrests_2022):
    """Arrests, as <reported>.

    One bar of {arrests_2022:about}.
    """
    figure = Figure()
    figure.subplots().bar([0], [arrests_2022.value])
    return figure
'''


@pytest.fixture(scope="module")
def brief(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small brief that has been analysed. Tests copy it."""
    folder = write_brief(tmp_path_factory.mktemp("small") / "brief", derived=DERIVED, charts=CHARTS)
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    (folder / "brief.qmd").write_text(FRONT + PROSE, encoding="utf-8")
    (folder / "data/more").mkdir()
    (folder / "data/more/may counts.csv").write_bytes(b"year\n2022\n")
    write_analysis(folder, "en")
    return folder


@pytest.fixture
def copied(brief: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(brief, tmp_path / "brief"))


@pytest.fixture(scope="module")
def made(brief: Path) -> dict[str, bytes]:
    """The pages of the small brief as pandoc and Typst make them, not sealed yet."""
    work = brief.parent / "work"
    work.mkdir()
    return dict(render_embedded(read_prose(read_project(brief)), ("html", "pdf"), work).pages)


# -- the record and the files ----------------------------------------------------------------------------------


def test_the_record_is_one_and_the_same_everywhere(built_brief: Path) -> None:
    """The same bytes are in the page, in the print and beside them, and they are as the schema says."""
    output = built_brief / "_output"
    record = (output / "brief.json").read_bytes()
    copies = [read_copy(output / f"brief.{name}") for name in ("html", "pdf")]
    assert [copy.record for copy in copies] == [record, record]
    read = published.read(record, "brief.json")
    assert published.broken(read) == []
    assert {copy.format: (list(copy.text), copy.looks) for copy in copies} == {
        name: (page["text"], page["looks"]) for name, page in read["pages"].items()
    }


def test_every_data_file_is_inside_both(built_brief: Path) -> None:
    """What travels inside is what is in data/, by name and to the byte; the record has its hashes."""
    record = json.loads((built_brief / "_output/brief.json").read_text(encoding="utf-8"))
    files = {path.name: path.read_bytes() for path in (built_brief / "data").iterdir()}
    for name in ("html", "pdf"):
        assert read_copy(built_brief / f"_output/brief.{name}").attached == files
    assert {name: each["sha256"] for name, each in record["attached"].items()} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }


def test_the_record_names_what_the_brief_was_made_from(built_brief: Path) -> None:
    """Data, analysis, theme, prose and settings, by hash, and nothing that the build itself wrote."""
    files = json.loads((built_brief / "_output/brief.json").read_text(encoding="utf-8"))["files"]
    assert {"brief.qmd", "_quarto.yml", "data/reported.csv", "analysis/derived.py", "theme/brief.css"} <= files.keys()
    assert not [name for name in files if name.startswith(("_generated", "_variables", "_output", "/", "."))]
    for name, digest in files.items():
        assert hashlib.sha256((built_brief / name).read_bytes()).hexdigest() == digest


def test_the_record_has_the_forms_that_the_brief_uses(built_brief: Path) -> None:
    """Prose, charts and tables write a figure in forms; those are in the record, as they read."""
    figures = json.loads((built_brief / "_output/brief.json").read_text(encoding="utf-8"))["figures"]
    assert figures["arrests_2022"]["texts"]["about"] == "about 70,000"
    assert figures["energy_disputes"]["texts"]["about"] == "more than $30 billion"
    assert "change" not in figures["arrests_rise"]["texts"]


def test_forms_with_a_number_of_digits_read_as_they_are_written(copied: Path) -> None:
    """They have no plain twin among the variables: the markup is taken off."""
    text = "{{< var rise.times_2 >}} {{< var rise.plain.about_times >}} {{< var arrests_2022.label >}}"
    (copied / "brief.qmd").write_text(text, encoding="utf-8")
    assert used_forms(read_prose(read_project(copied))) == {
        "rise": {"times_2": "3.9 times", "about_times": "about 3.9 times"},
        "arrests_2022": {"label": "Arrests, May 2022"},
    }


def test_the_record_tells_title_date_and_renderer(copied: Path) -> None:
    """The title as it reads, the day in ISO 8601, and what made the pages."""
    render(copied, renderer="embedded")
    record = published.read((copied / "_output/brief.json").read_bytes(), "brief.json")
    assert (record["title"], record["date"], record["lang"]) == ("Arrests of 70,000", "2022-07-12", "en")
    assert record["made_with"]["renderer"].startswith("the embedded renderer (pandoc 3.")
    assert record["made_with"]["packages"]["matplotlib"]


def test_files_in_folders_keep_distinct_names(copied: Path) -> None:
    """Folders become part of a plain name; two files never share one, and none is called like the record."""
    (copied / "data/more-may-counts.csv").write_bytes(b"other\n")
    (copied / "data/brief.json").write_bytes(b"{}")
    (copied / "data/.hidden").write_bytes(b"")
    found = {each.name: each.file for each in attachments(copied)}
    assert found == {
        "brief-2.json": "data/brief.json",
        "more-may-counts.csv": "data/more/may counts.csv",
        "more-may-counts-2.csv": "data/more-may-counts.csv",
        "reported.csv": "data/reported.csv",
        "sources.bib": "data/sources.bib",
        "units.txt": "data/units.txt",
    }


def test_a_file_that_is_too_large_stops_the_build(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than travel in a page that nobody could check."""
    monkeypatch.setattr("statbrief.pages.seal.attachments.LARGEST_ATTACHMENT", 100)
    with pytest.raises(
        RenderingError, match=r"data/reported.csv: file: has \d+ bytes; 100 at most travel inside a page"
    ):
        render(copied, renderer="embedded")
    assert not (copied / "_output").exists()


# -- the page --------------------------------------------------------------------------------------------------


def test_downloads_are_the_files(built_brief: Path) -> None:
    """The page offers the record and each data file, from within itself, and says how large the data are."""
    section = parsed(built_brief).css_first("#statbrief-files")
    assert section is not None
    links = section.css("a[download]")
    names = ["brief.json", *sorted(path.name for path in (built_brief / "data").iterdir())]
    assert [link.attributes["download"] for link in links] == names
    held = {str(link.attributes["download"]): str(link.attributes["href"]) for link in links}
    content = base64.b64decode(held["reported.csv"].removeprefix("data:text/csv;base64,"))
    assert content == (built_brief / "data/reported.csv").read_bytes()
    assert "data/mexican_may_arrests.csv (268 bytes)" in words(section)
    assert words(section.css_first("h2")) == "Data in this file"


def test_every_number_says_where_it_is_from(built_brief: Path) -> None:
    """Each link to a figure's row has the row's words, which the style shows without a script."""
    page = parsed(built_brief)
    links = page.css('a[href^="#n-"]')
    assert len(links) > 50
    rows = {}
    for row in page.css("#tbl-figures tbody tr"):
        named = row.css_first("[id]")
        assert named is not None
        cells = [words(cell) for cell in row.css("td")]
        rows[f"#{named.id}"] = f"{cells[0]}: {'; '.join(cells[1:])}"
    assert [link.attributes.get("data-origin") for link in links] == [
        rows[str(link.attributes["href"])] for link in links
    ]


def test_charts_are_drawings_with_words(built_brief: Path) -> None:
    """Each chart is an SVG within the page, named by its caption and described by its text alternative."""
    page = parsed(built_brief)
    record = json.loads((built_brief / "_output/brief.json").read_text(encoding="utf-8"))
    assert not page.css("img")
    drawings = page.css("figure svg[role=img]")
    charts = record["charts"]
    assert len(drawings) == len(charts) == 3
    for name, chart in charts.items():
        drawing = page.css_first(f"#{chart['identifier']} svg")
        assert drawing is not None
        assert drawing.attributes["aria-labelledby"] == f"{name}.title"
        assert drawing.attributes["aria-describedby"] == f"{name}.desc"
        assert [words(each) for each in drawing.css("title, desc")] == [chart["caption"], chart["alternative"]]


def test_no_two_elements_share_a_name(built_brief: Path) -> None:
    """Drawings stand beside each other in one page."""
    names = re.findall(r'\sid="([^"]+)"', (built_brief / "_output/brief.html").read_text(encoding="utf-8"))
    assert len(names) == len(set(names))


def test_the_data_of_each_chart_are_beneath_it(built_brief: Path) -> None:
    """Folded, as a table whose rows and columns have heads; the record has the same."""
    page = parsed(built_brief)
    charts = json.loads((built_brief / "_output/brief.json").read_text(encoding="utf-8"))["charts"]
    folded = page.css("details.chart-data")
    assert len(folded) == len(charts)
    by_chart = [figure.id or "" for figure in page.css("figure")]
    for identifier, details in zip(by_chart, folded, strict=True):
        (data,) = (chart["data"] for chart in charts.values() if chart["identifier"] == identifier)
        assert [words(cell) for cell in details.css("thead tr > *")] == data["head"]
        assert [[words(cell) for cell in row.css("th, td")] for row in details.css("tbody tr")] == data["rows"]
        assert {cell.attributes["scope"] for cell in details.css("tbody th")} == {"row"}
        assert {cell.attributes["scope"] for cell in details.css("thead th")} == {"col"}
        assert words(details.css_first("summary")) == "The chart’s data"


def test_words_of_a_brief_are_no_markup(copied: Path) -> None:
    """Captions, labels and names of files are text, whatever is in them."""
    (copied / "data/more/a&b.csv").write_bytes(b"1\n")
    bring_analysis_up_to_date(copied, "brief.qmd")
    render(copied, ("html",), "embedded")
    page = parsed(copied)
    assert words(page.css_first("svg title")) == "Arrests, as <reported>."
    assert "data/more/a&b.csv (2 bytes)" in words(page.css_first("#statbrief-files"))


def test_a_picture_that_is_no_chart_stays_a_picture(copied: Path) -> None:
    """Only what the record knows is drawn into the page."""
    (copied / "other.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>', encoding="utf-8"
    )
    (copied / "brief.qmd").write_text("---\ntitle: A\n---\n![Other](other.svg){fig-alt='none'}", encoding="utf-8")
    bring_analysis_up_to_date(copied, "brief.qmd")
    render(copied, ("html",), "embedded")
    assert len(parsed(copied).css("img")) == 1
    assert not parsed(copied).css("svg, details")


def test_a_page_that_cannot_prove_itself_is_not_published(copied: Path) -> None:
    """A script in raw HTML could change what was sealed; so could markup that is not nested."""
    for raw, message in [
        ("<script>1</script>", r"^brief.qmd:5:1: script: a script that runs; a brief's page shows"),
        (
            "<div>",
            r"^brief.qmd:5:1: markup: </main> where <div> has not ended; the page is kept as _generated/brief.html$",
        ),
        (
            '<p id="statbrief-files">1</p>',
            r"^_generated/brief.html: page: it is sealed already, or uses names that sealing needs; that page is kept$",
        ),
    ]:
        (copied / "brief.qmd").write_text(f"---\ntitle: A\n---\n```{{=html}}\n{raw}\n```\n", encoding="utf-8")
        bring_analysis_up_to_date(copied, "brief.qmd")
        with pytest.raises(CopyError, match=message):
            render(copied, ("html",), "embedded")
    assert not (copied / "_output").exists()


def test_what_does_not_read_back_is_not_published(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sealed pages are read as a stranger would read them, before they replace the last good ones."""
    render(copied, renderer="embedded")
    before = (copied / "_output/brief.pdf").read_bytes()
    monkeypatch.setattr("statbrief.pages.seal.pdf.attach", lambda page, record, _: attach(page, record, []))
    with pytest.raises(RenderingError, match=r"^brief.pdf: seal: its files could not be sealed; this is a fault of"):
        render(copied, renderer="embedded")
    assert (copied / "_output/brief.pdf").read_bytes() == before


# -- the print -------------------------------------------------------------------------------------------------


@contextmanager
def opened_print(folder: Path) -> Iterator[pikepdf.Pdf]:
    """The PDF of a brief."""
    with pikepdf.open(folder / "_output/brief.pdf") as pdf:
        yield pdf


def test_files_in_the_print_say_what_they_are(built_brief: Path) -> None:
    """PDF/A-3: the record is the source of the print, the others are its data, each with its type and size."""
    with opened_print(built_brief) as pdf:
        kinds = {str(each.UF): (str(each.AFRelationship), str(each.EF.F.Subtype)) for each in pdf.Root.AF}
        assert kinds == {
            "brief.json": ("/Source", "/application/json"),
            "datapackage.json": ("/Data", "/application/json"),
            "labels.es.csv": ("/Data", "/text/csv"),
            "mexican_may_arrests.csv": ("/Data", "/text/csv"),
            "reported.csv": ("/Data", "/text/csv"),
            "sources.es.bib": ("/Data", "/application/x-bibtex"),
            "sources.bib": ("/Data", "/application/x-bibtex"),
            "units.txt": ("/Data", "/text/plain"),
        }
        named = pdf.Root.Names.EmbeddedFiles.Names
        assert [str(name) for name in list(named)[::2]] == sorted(kinds)
        assert {each.objgen for each in list(named)[1::2]} == {each.objgen for each in pdf.Root.AF}
        for each in pdf.Root.AF:
            assert int(each.EF.F.Params.Size) == len(each.EF.F.read_bytes())
            assert str(each.EF.F.Params.ModDate) == "D:20220712000000Z"


def test_the_print_stays_archivable_and_accessible(copied: Path, made: dict[str, bytes]) -> None:
    """Its metadata, and in them its marks as PDF/A-3a and PDF/UA-1, are those that Typst wrote."""
    render(copied, renderer="embedded")
    with opened_print(copied) as pdf, pikepdf.open(BytesIO(made["pdf"])) as before:
        metadata = pdf.Root.Metadata.read_bytes()
        assert metadata == before.Root.Metadata.read_bytes()
        assert pdf.pdf_version == before.pdf_version
    for mark in (b"<pdfaid:part>3<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<"):
        assert mark in metadata


def test_files_that_the_prose_attaches_itself_are_refused(copied: Path) -> None:
    """The record could not answer for them."""
    raw = '```{=typst}\n#pdf.attach("data/units.txt", relationship: "data", mime-type: "text/plain")\n```\n'
    (copied / "_quarto.yml").write_text("lang: en\nbibliography: data/sources.bib\n", encoding="utf-8")
    (copied / "brief.qmd").write_text(f"---\ntitle: A\n---\n{raw}", encoding="utf-8")
    bring_analysis_up_to_date(copied, "brief.qmd")
    with pytest.raises(
        StatbriefError, match=r"^brief.pdf: PDF: \S+ is attached already; put it into data/, whose files"
    ):
        render(copied, ("pdf",), "embedded")


# -- both ------------------------------------------------------------------------------------------------------


def test_sealing_again_gives_the_same_bytes(brief: Path, made: dict[str, bytes]) -> None:
    """No clock and no chance gets into what is sealed."""
    prose, analysis = read_prose(read_project(brief)), read_record(brief)
    one, other = (seal(prose, made, analysis, "a renderer") for _ in range(2))
    assert one == other


def test_nothing_is_published_that_does_not_prove_itself(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What verifying finds is told of the file of the brief, once for both pages; the last good ones stay."""
    render(copied, renderer="embedded")
    before = {path.name: path.read_bytes() for path in (copied / "_output").iterdir()}
    (copied / "brief.qmd").write_text(f"{FRONT}Other words.\n\n{PROSE}", encoding="utf-8")
    monkeypatch.setattr("statbrief.verify.attachments.LARGEST_TABLE", 100)
    with pytest.raises(RenderingError) as caught:
        render(copied, renderer="embedded")
    size = (copied / "data/reported.csv").stat().st_size
    assert str(caught.value) == (
        f"data/reported.csv: file: has {size} bytes; 100 at most are read; "
        "statbrief verify would refuse the pages, so they are not published"
    )
    assert {path.name: path.read_bytes() for path in (copied / "_output").iterdir()} == before


def test_a_fault_of_a_file_inside_is_told_of_the_brief_s_own(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside a copy a file has no folder."""
    wrong = Fault(file="brief.pdf", what="file may-counts.csv", found="is odd")
    monkeypatch.setattr("statbrief.pages.seal.proof.faults", lambda _: [wrong])
    monkeypatch.setattr(
        "statbrief.pages.seal.attachments._distinct", lambda path, _: path.rpartition("/")[2].replace(" ", "-")
    )
    with pytest.raises(RenderingError, match=r"^data/more/may counts.csv: file: is odd; statbrief verify would refuse"):
        render(copied, ("pdf",), "embedded")


def test_pages_are_no_larger_than_what_is_read(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else nobody could ask them to prove themselves."""
    monkeypatch.setattr("statbrief.pages.seal.seal.LARGEST_FILE", 1_000)
    with pytest.raises(RenderingError, match=r"^brief.html: file: would have \d+ bytes; 1000 at most: data/ holds too"):
        render(copied, renderer="embedded")


def test_one_format_is_sealed_alone(copied: Path) -> None:
    """The record then knows the pages of that format."""
    for name, other in (("html", "pdf"), ("pdf", "html")):
        render(copied, (name,), "embedded")
        copy = read_copy(copied / f"_output/brief.{name}")
        assert list(json.loads(copy.record)["pages"]) == [name]
        assert not (copied / f"_output/brief.{other}").exists()
        shutil.rmtree(copied / "_output")


def test_a_brief_of_prose_alone_has_no_record(copied: Path) -> None:
    """Where nothing was analysed there is nothing to prove."""
    for name in ("data", "analysis"):
        shutil.rmtree(copied / name)
    (copied / "_quarto.yml").write_text("lang: en\n", encoding="utf-8")
    (copied / "brief.qmd").write_text("---\ntitle: A\n---\nWords.", encoding="utf-8")
    assert [path.name for path in render(copied, renderer="embedded").files] == ["brief.html", "brief.pdf"]
    assert "statbrief" not in (copied / "_output/brief.html").read_text(encoding="utf-8")


def test_make_watches_the_record(copied: Path) -> None:
    """It is one of the files that the prose's rule makes."""
    render(copied, renderer="embedded")
    rule = (copied / "_generated/brief.d").read_text(encoding="utf-8")
    assert rule.startswith("_output/brief.html _output/brief.pdf _output/brief.json: ")


# -- Quarto ----------------------------------------------------------------------------------------------------


@pytest.fixture
def quarto(tmp_path: Path, made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for Quarto, first on the PATH, that makes the small brief's pages."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, content in made.items():
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
def test_what_quarto_makes_is_sealed_too(copied: Path) -> None:
    """Both renderers' pages hold the same; Quarto's own step is told that its caller seals."""
    made = render(copied, renderer="quarto")
    assert [path.name for path in made.files] == ["brief.html", "brief.pdf", "brief.json"]
    quartos = _proved(copied)
    assert quartos["made_with"]["renderer"] == "Quarto 1.10.18"
    assert f"{SEALS}=1" in (copied / "environment").read_text(encoding="utf-8").splitlines()
    render(copied, renderer="embedded")
    ours = _proved(copied)
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


@pytest.mark.parametrize("absolute", [True, False], ids=["absolute", "relative"])
def test_a_plain_quarto_render_is_sealed_by_its_last_step(
    copied: Path, made: dict[str, bytes], *, absolute: bool
) -> None:
    """`statbrief seal` seals what Quarto says it made, once, and leaves other documents alone."""
    output = copied / "_output"
    output.mkdir()
    for name, content in made.items():
        (output / f"brief.{name}").write_bytes(content)
    (output / "other.html").write_bytes(made["html"])
    paths = [output / "brief.html", output / "brief.pdf", output / "other.html"]
    told = "\n".join(str(path if absolute else path.relative_to(copied)) for path in paths)
    environment = {OUTPUT_FILES: told, "QUARTO_VERSION": "1.10.18"}
    checked(copied)
    assert [path.name for path in seal_output(copied, environment)] == ["brief.html", "brief.pdf", "brief.json"]
    assert _proved(copied)["made_with"]["renderer"] == "Quarto 1.10.18"
    assert (output / "other.html").read_bytes() == made["html"]
    before = {path.name: path.read_bytes() for path in output.iterdir()}
    assert seal_output(copied, environment) == []
    assert {path.name: path.read_bytes() for path in output.iterdir()} == before


def test_sealing_is_left_to_who_called_quarto(copied: Path, made: dict[str, bytes]) -> None:
    """Within a build of ours the project's own step does nothing."""
    (copied / "_output").mkdir()
    (copied / "_output/brief.html").write_bytes(made["html"])
    assert seal_output(copied, {SEALS: "1"}) == []
    assert (copied / "_output/brief.html").read_bytes() == made["html"]


def test_the_command_seals_what_is_in_the_output_folder(copied: Path, made: dict[str, bytes]) -> None:
    """Without word from Quarto, the brief's pages are meant; what was sealed is told."""
    (copied / "_output").mkdir()
    (copied / "_output/brief.pdf").write_bytes(made["pdf"])
    checked(copied)
    command = [sys.executable, "-m", "statbrief", "seal", str(copied)]
    said = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert said == ["sealed: brief.pdf, brief.json\n", ""]
    assert list(json.loads(read_copy(copied / "_output/brief.pdf").record)["pages"]) == ["pdf"]


@pytest.mark.quarto
def test_a_real_quarto_is_sealed(copied: Path) -> None:
    """Its own pages read as a brief's pages do."""
    render(copied, renderer="quarto")
    assert _proved(copied)["made_with"]["renderer"].startswith("Quarto ")
