"""Sealing: the record and the data are inside both pages, and nothing is published that does not prove itself."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from sealed_briefs import FRONT, PROSE
from statbrief.copies.read import read_copy
from statbrief.errors import Fault, RenderingError
from statbrief.pages.render import render
from statbrief.pages.seal.attachments import attachments
from statbrief.pages.seal.record import used_forms
from statbrief.pages.seal.seal import seal
from statbrief.project.project import read_project
from statbrief.prose.document import read_prose
from statbrief.record import published
from statbrief.record.analysis_record import read_record

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


def test_forms_with_a_number_of_digits_read_as_they_are_written(copied_brief: Path) -> None:
    """They have no plain twin among the variables: the markup is taken off."""
    text = "{{< var rise.times_2 >}} {{< var rise.plain.about_times >}} {{< var arrests_2022.label >}}"
    (copied_brief / "brief.qmd").write_text(text, encoding="utf-8")
    assert used_forms(read_prose(read_project(copied_brief))) == {
        "rise": {"times_2": "3.9 times", "about_times": "about 3.9 times"},
        "arrests_2022": {"label": "Arrests, May 2022"},
    }


def test_the_record_tells_title_date_and_renderer(copied_brief: Path) -> None:
    """The title as it reads, the day in ISO 8601, and what made the pages."""
    render(copied_brief, renderer="embedded")
    record = published.read((copied_brief / "_output/brief.json").read_bytes(), "brief.json")
    assert (record["title"], record["date"], record["lang"]) == ("Arrests of 70,000", "2022-07-12", "en")
    assert record["made_with"]["renderer"].startswith("the embedded renderer (pandoc 3.")
    assert record["made_with"]["packages"]["matplotlib"]


def test_files_in_folders_keep_distinct_names(copied_brief: Path) -> None:
    """Folders become part of a plain name; two files never share one, and none is called like the record."""
    (copied_brief / "data/more-may-counts.csv").write_bytes(b"other\n")
    (copied_brief / "data/brief.json").write_bytes(b"{}")
    (copied_brief / "data/.hidden").write_bytes(b"")
    found = {each.name: each.file for each in attachments(copied_brief)}
    assert found == {
        "brief-2.json": "data/brief.json",
        "more-may-counts.csv": "data/more/may counts.csv",
        "more-may-counts-2.csv": "data/more-may-counts.csv",
        "reported.csv": "data/reported.csv",
        "sources.bib": "data/sources.bib",
        "units.txt": "data/units.txt",
    }


def test_a_file_that_is_too_large_stops_the_build(copied_brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than travel in a page that nobody could check."""
    monkeypatch.setattr("statbrief.pages.seal.attachments.LARGEST_ATTACHMENT", 100)
    with pytest.raises(
        RenderingError, match=r"data/reported.csv: file: has \d+ bytes; 100 at most travel inside a page"
    ):
        render(copied_brief, renderer="embedded")
    assert not (copied_brief / "_output").exists()


# -- both ------------------------------------------------------------------------------------------------------


def test_sealing_again_gives_the_same_bytes(analysed_brief: Path, unsealed_pages: dict[str, bytes]) -> None:
    """No clock and no chance gets into what is sealed."""
    prose, analysis = read_prose(read_project(analysed_brief)), read_record(analysed_brief)
    one, other = (seal(prose, unsealed_pages, analysis, "a renderer") for _ in range(2))
    assert one == other


@pytest.mark.thorough
def test_nothing_is_published_that_does_not_prove_itself(copied_brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What verifying finds is told of the file of the brief, once for both pages; the last good ones stay."""
    render(copied_brief, renderer="embedded")
    before = {path.name: path.read_bytes() for path in (copied_brief / "_output").iterdir()}
    (copied_brief / "brief.qmd").write_text(f"{FRONT}Other words.\n\n{PROSE}", encoding="utf-8")
    monkeypatch.setattr("statbrief.verify.attachments.LARGEST_TABLE", 100)
    with pytest.raises(RenderingError) as caught:
        render(copied_brief, renderer="embedded")
    size = (copied_brief / "data/reported.csv").stat().st_size
    assert str(caught.value) == (
        f"data/reported.csv: file: has {size} bytes; 100 at most are read; "
        "statbrief verify would refuse the pages, so they are not published"
    )
    assert {path.name: path.read_bytes() for path in (copied_brief / "_output").iterdir()} == before


def test_a_fault_of_a_file_inside_is_told_of_the_brief_s_own(
    copied_brief: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside a copy a file has no folder."""
    wrong = Fault(file="brief.pdf", what="file may-counts.csv", found="is odd")
    monkeypatch.setattr("statbrief.pages.seal.proof.faults", lambda _: [wrong])
    monkeypatch.setattr(
        "statbrief.pages.seal.attachments._distinct", lambda path, _: path.rpartition("/")[2].replace(" ", "-")
    )
    with pytest.raises(RenderingError, match=r"^data/more/may counts.csv: file: is odd; statbrief verify would refuse"):
        render(copied_brief, ("pdf",), "embedded")


def test_pages_are_no_larger_than_what_is_read(copied_brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else nobody could ask them to prove themselves."""
    monkeypatch.setattr("statbrief.pages.seal.seal.LARGEST_FILE", 1_000)
    with pytest.raises(RenderingError, match=r"^brief.html: file: would have \d+ bytes; 1000 at most: data/ holds too"):
        render(copied_brief, renderer="embedded")


@pytest.mark.thorough
def test_one_format_is_sealed_alone(copied_brief: Path) -> None:
    """The record then knows the pages of that format."""
    for name, other in (("html", "pdf"), ("pdf", "html")):
        render(copied_brief, (name,), "embedded")
        copy = read_copy(copied_brief / f"_output/brief.{name}")
        assert list(json.loads(copy.record)["pages"]) == [name]
        assert not (copied_brief / f"_output/brief.{other}").exists()
        shutil.rmtree(copied_brief / "_output")


def test_a_brief_of_prose_alone_has_no_record(copied_brief: Path) -> None:
    """Where nothing was analysed there is nothing to prove."""
    for name in ("data", "analysis"):
        shutil.rmtree(copied_brief / name)
    (copied_brief / "_quarto.yml").write_text("lang: en\n", encoding="utf-8")
    (copied_brief / "brief.qmd").write_text("---\ntitle: A\n---\nWords.", encoding="utf-8")
    assert [path.name for path in render(copied_brief, renderer="embedded").files] == ["brief.html", "brief.pdf"]
    assert "statbrief" not in (copied_brief / "_output/brief.html").read_text(encoding="utf-8")


@pytest.mark.thorough
def test_make_watches_the_record(copied_brief: Path) -> None:
    """It is one of the files that the prose's rule makes."""
    render(copied_brief, renderer="embedded")
    rule = (copied_brief / "_generated/brief.d").read_text(encoding="utf-8")
    assert rule.startswith("_output/brief.html _output/brief.pdf _output/brief.json: ")
