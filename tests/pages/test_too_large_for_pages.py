"""A brief whose data are too large for its pages: they name them, and what is published proves itself all the same."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from pathlib import Path

import pytest

from briefs import write_brief
from claims import FIELDS, TEXT, UNITS
from sealed_briefs import CONFIG
from statbrief.analysis.write import write_analysis
from statbrief.copies.read import read_copy
from statbrief.errors import ProjectError, ReadingError
from statbrief.pages.release import release
from statbrief.pages.render import render
from statbrief.pages.seal.attachments import parted
from statbrief.project.data_inside import MOST, USUAL, faults_of_data_inside, largest_inside
from statbrief.project.project import read_project
from statbrief.verify.verify import verify

DERIVED = 'def total(claims):\n    """Cost"""\n    return claims["cost"].sum()\n'
PROSE = """---
title: Claims
date: 2024-07-12
---

In all, {{< var total.value >}}.

{{< include _generated/figures.md >}}
"""
PAGE = "https://example.org/claims.csv"


def package(**resource: object) -> str:
    """What is described of the claims."""
    known = {"name": "claims", "path": "table.csv", "source": "agency", "period": "{month}"}
    schema = {"primaryKey": "id", "fields": FIELDS}
    return json.dumps({"name": "brief", "resources": [known | {"schema": schema} | resource]})


@pytest.fixture(scope="module")
def claims(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A brief of claims, both of whose pages leave out files of more than 20 kB."""
    folder = tmp_path_factory.mktemp("claims") / "brief"
    write_brief(
        folder, figures="", derived=DERIVED, dataset=TEXT, units=UNITS, package=package(sources=[{"path": PAGE}])
    )
    (folder / "_quarto.yml").write_text(f"{CONFIG}data-inside: 20 kB\n", encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    write_analysis(folder, "en")
    render(folder, renderer="embedded")
    return folder


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["html", "pdf"])
def test_pages_without_their_data_prove_themselves(claims: Path, name: str) -> None:
    """All else is inside; the record has the hash, the size and the address."""
    copy = read_copy(claims / f"_output/brief.{name}")
    assert sorted(copy.attached) == ["datapackage.json", "reported.csv", "sources.bib", "units.txt"]
    data = (claims / "data/table.csv").read_bytes()
    expected = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "address": PAGE}
    assert json.loads(copy.record)["outside"] == {"data/table.csv": expected}
    proved = verify(copy)
    assert proved.holds
    assert [line.split(":")[0] for line in proved.outside] == ["data/table.csv"]
    assert proved.outside[0].endswith("1 of what the copy says rest on it, and were not held against it (total)")


def test_the_page_says_where_its_data_are(claims: Path) -> None:
    """Where it offers the others."""
    page = (claims / "_output/brief.html").read_text(encoding="utf-8")
    digest = hashlib.sha256((claims / "data/table.csv").read_bytes()).hexdigest()
    told = f'<li><a href="{PAGE}">data/table.csv</a>: 36 KB, too large to travel inside; its SHA-256 is <code>{digest}'
    assert told in page


def test_what_is_not_too_large_is_inside(claims: Path) -> None:
    """Files of four megabytes are, where nothing else is said."""
    datasets = json.loads((claims / "_output/brief.json").read_text(encoding="utf-8"))["datasets"]
    found = parted(claims, USUAL, datasets)
    assert [each.file for each in found.outside] == []
    assert "data/table.csv" in [each.file for each in found.attached]


def test_more_cells_than_are_read_again_are_left_out(claims: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few bytes they have, for the copy would not prove itself with them."""
    datasets = json.loads((claims / "_output/brief.json").read_text(encoding="utf-8"))["datasets"]
    monkeypatch.setattr("statbrief.verify.attachments.MOST_CELLS", 5_000)
    assert [each.file for each in parted(claims, USUAL, datasets).outside] == ["data/table.csv"]


@pytest.mark.thorough
def test_ten_megabytes_of_data_are_published(claims: Path, tmp_path: Path) -> None:
    """More than verifying reads of one file."""
    folder = Path(shutil.copytree(claims, tmp_path / "brief"))
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    drawn = random.Random(1).randbytes(10_000_000)  # noqa: S311 -- the same each time
    (folder / "data/map.bin").write_bytes(drawn)
    write_analysis(folder, "en")
    render(folder, renderer="embedded")
    for name in ("html", "pdf"):
        proved = verify(read_copy(folder / f"_output/brief.{name}"))
        assert proved.holds
        assert [line.split(":")[0] for line in proved.outside] == ["data/map.bin"]


def test_what_was_revised_of_data_that_were_left_out_is_not_guessed(claims: Path, tmp_path: Path) -> None:
    """An edition that did not carry its data says so, and where to put them; with them there, revisions are told."""
    folder = Path(shutil.copytree(claims, tmp_path / "brief"))
    release(folder)
    before = (folder / "data/table.csv").read_bytes()
    first = TEXT.splitlines()[1]
    changed = ",".join([*first.split(",")[:3], "20000", first.split(",")[4]])
    (folder / "data/table.csv").write_text(
        TEXT.replace(first, changed) + "1201,2024-02,Region 1,500,3\n", encoding="utf-8"
    )
    (folder / "brief.qmd").write_text(PROSE + "\n{{< revisions >}}\n", encoding="utf-8")
    [kept] = (folder / "published").glob("*.json")
    place = f"published/data/table.{hashlib.sha256(before).hexdigest()[:12]}.csv"
    found = "left out data/table.csv, so what was revised of claims cannot be told: its file is not inside"
    with pytest.raises(ReadingError) as caught:
        write_analysis(folder, "en")
    assert str(caught.value) == f"published/{kept.name}: record: {found}; put that file there as {place}"
    (folder / place).write_bytes(before)
    write_analysis(folder, "en")
    revised = json.loads((folder / "_generated/record.json").read_text(encoding="utf-8"))["revisions"]["cells"]
    assert [(each["row"], each["column"], each["new"]) for each in revised] == [("1", "cost", "20000")]


@pytest.mark.parametrize(
    ("said", "size"), [("4 MB", 4_000_000), ("500 kB", 500_000), ("0", 0), ("1.5 MB", 1_500_000), ("", USUAL)]
)
def test_sizes_are_written_as_people_write_them(tmp_path: Path, said: str, size: int) -> None:
    """With a unit, or in bytes; of nothing the usual one."""
    (tmp_path / "_quarto.yml").write_text(f"data-inside: {said}\n", encoding="utf-8")
    (tmp_path / "brief.qmd").write_text(PROSE, encoding="utf-8")
    project = read_project(tmp_path)
    assert [*faults_of_data_inside(project)] == []
    assert largest_inside(project) == size


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("much", "'much' is no size; write it as 4 MB, 500 kB or 0"),
        ("true", "'True' is no size; write it as 4 MB, 500 kB or 0"),
        ("-1", "'-1' is no size; write it as 4 MB, 500 kB or 0"),
        ("9 MB", "9 MB is more than verify reads of one file; write 8 MB at most"),
    ],
)
def test_what_is_no_size_is_refused(claims: Path, tmp_path: Path, said: str, problem: str) -> None:
    """By its line, with what to write."""
    folder = Path(shutil.copytree(claims, tmp_path / "brief"))
    (folder / "_quarto.yml").write_text(f"data-inside: {said}\n{CONFIG}", encoding="utf-8")
    with pytest.raises(ProjectError) as caught:
        render(folder, renderer="embedded")
    assert f"_quarto.yml:1:1: data-inside: {problem}" in str(caught.value).splitlines()
    assert MOST == 8 * 1024 * 1024
