"""A release of the editions of areas: each area's records and files in folders of its own, all of them or none."""

import hashlib
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from click.testing import Result

from area_briefs import YEARS, area_brief, pupils_of, rewrite
from command_line import run
from dask_clusters import real_cluster
from statbrief.copies.read import read_copy
from statbrief.each.build import Built, Hands, build_each
from statbrief.each.making import Wanted
from statbrief.verify.verify import verify

LAST, NEXT = f"{YEARS[-1]}", f"{YEARS[-1] + 1}"
SLUGS = ("north", "el-sur")


def brief(folder: Path) -> Path:
    """The brief of two areas, one of them in Spanish, as pages alone, which tells what is revised."""
    area_brief(folder)
    codes = ["01", "04"]
    for name, column in (("regions", "code"), ("pupils", "region")):
        path = folder / f"data/{name}.csv"
        table = pd.read_csv(path, dtype={column: "string"})
        table[table[column].isin(codes)].to_csv(path, index=False)
    rewrite(folder / "_quarto.yml", "  typst: {pdf-standard: [a-3a, ua-1]}\n", "")
    rewrite(folder / "brief.qmd", "## Where", "{{< revisions >}}\n\n## Where")
    rewrite(folder / "data/labels.es.csv", "name,North,Norte\n", "")
    (folder / "analysis/each.py").unlink()
    return folder


def build(folder: Path) -> Built:
    """All editions."""
    built = build_each(folder, "", Wanted())
    assert ({**built.failed}, [*built.together]) == ({}, [])
    return built


def release(folder: Path, *words: str) -> Result:
    """What comes of `statbrief release --each`."""
    return run("release", folder, "--each", *words)


def files(folder: Path) -> dict[str, bytes]:
    """All that is in a folder, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def year_more(folder: Path, *, revised: int = 0) -> None:
    """Data of one year more, in which the number of the last one of North's private schools is another."""
    path = folder / "data/pupils.csv"
    table = pd.read_csv(path, dtype={"region": "string"})
    more = table[table["year"] == YEARS[-1]].assign(year=YEARS[-1] + 1)
    is_revised = (table["region"] == "01") & (table["year"] == YEARS[-1]) & (table["kind"] == "private")
    table.loc[is_revised, "pupils"] += revised
    pd.concat([table, more]).to_csv(path, index=False)
    rewrite(folder / "brief.qmd", "date: 2023", "date: 2024")
    rewrite(folder / "brief.es.qmd", "date: 2023", "date: 2024")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The brief, built and released, and what was told. Tests only read it."""
    folder = brief(tmp_path_factory.mktemp("released") / "brief")
    build(folder)
    return folder, release(folder)


@pytest.fixture
def again(released: tuple[Path, Result], tmp_path: Path) -> Path:
    """The same, to be changed; its editions are built again, as their folders stand elsewhere."""
    return Path(shutil.copytree(released[0], tmp_path / "brief", symlinks=True))


def test_each_area_has_its_records_and_its_files(released: tuple[Path, Result]) -> None:
    """As they were built, in folders of its own; beside these stands the list of all, whose links lead to them."""
    folder, result = released
    assert result.exit_code == 0, result.output
    told = []
    for slug, edition in zip(SLUGS, ("", ".es"), strict=True):
        page, record = ((folder / f"_output/{slug}/brief{edition}.{kind}").read_bytes() for kind in ("html", "json"))
        assert (folder / f"published/{slug}/{LAST}{edition}.json").read_bytes() == record
        out = files(folder / f"release/{LAST}/{slug}")
        assert (out.pop("index.json"), out) == (
            (folder / f"release/{LAST}/{slug}/index.json").read_bytes(),
            {f"brief{edition}.html": page, f"brief{edition}.json": record},
        )
        kept = [path.read_bytes() for path in (folder / f"published/{slug}/data").iterdir()]
        assert sorted(kept) == sorted(
            read_copy(folder / f"release/{LAST}/{slug}/brief{edition}.html").attached.values()
        )
        told.append(
            f"released: published/{slug}/{LAST}{edition}.json, record SHA-256 {hashlib.sha256(record).hexdigest()}"
        )
    told.append(f"made: release/{LAST}/, 2 areas, which its index.html and editions.json list")
    assert result.output.splitlines() == told
    listed = json.loads((folder / f"release/{LAST}/editions.json").read_text(encoding="utf-8"))["editions"]
    assert [each["slug"] for each in listed] == list(SLUGS)
    assert 'href="north/brief.html"' in (folder / f"release/{LAST}/index.html").read_text(encoding="utf-8")


def test_editions_that_are_not_built_are_not_released(tmp_path: Path) -> None:
    """Which are told, with how to build them."""
    result = release(brief(tmp_path / "brief"))
    assert result.exit_code == 1
    assert (
        result.output == "_output/editions.json: release: no edition is published; build it: statbrief build --each\n"
    )


@pytest.mark.thorough
def test_a_release_again_changes_nothing(again: Path) -> None:
    """And makes nothing stale: what is kept of a period is no edition before it."""
    before = {name: files(again / name) for name in ("published", "release")}
    assert [len(build(again).made), len(build(again).made)] == [0, 0]
    result = release(again)
    assert (result.exit_code, result.output.count("released before: "), result.output.count("made before: ")) == (
        0,
        2,
        1,
    )
    assert {name: files(again / name) for name in before} == before


@pytest.mark.thorough
def test_one_area_that_is_wrong_holds_back_all(again: Path) -> None:
    """One whose data changed after it was built, and one whose page was; the faults are told by area."""
    year_more(again)
    build(again)
    rewrite(again / "data/pupils.csv", "01,2019,private,3700", "01,2019,private,3800")
    (again / "_output/el-sur/brief.es.html").write_bytes(b"<p>other</p>")
    before = files(again / "published")
    result = release(again)
    assert result.exit_code == 1
    rebuild = "build it again: statbrief build --each"
    assert result.output.splitlines() == [
        f"north: _output/north: release: something that it is of changed after it was built; {rebuild}",
        f"el-sur: _output/el-sur: release: is not as its last build made it; {rebuild}",
        "nothing was released: what was kept before is untouched",
    ]
    assert files(again / "published") == before


@pytest.mark.thorough
def test_what_is_revised_is_told_of_its_area_alone(again: Path) -> None:
    """Since the last edition that was released of that area; each copy proves it."""
    year_more(again, revised=500)
    build(again)
    assert release(again).exit_code == 0
    page = (again / "_output/north/brief.html").read_text(encoding="utf-8")
    old, new = (pupils_of("01", YEARS[-1], "private") + each for each in (0, 500))
    assert all(f"{each:,}" in page for each in (old, new))
    assert f"Last edition ({LAST})" in page
    record = json.loads((again / "_output/north/brief.json").read_text(encoding="utf-8"))
    assert record["revisions"]["since"]["file"] == f"published/{LAST}.json"
    other = json.loads((again / "_output/el-sur/brief.es.json").read_text(encoding="utf-8"))
    assert not other.get("revisions", {}).get("cells")
    for slug, edition in zip(SLUGS, ("", ".es"), strict=True):
        assert verify(read_copy(again / f"release/{NEXT}/{slug}/brief{edition}.html")).holds
        assert sorted(path.name for path in (again / f"published/{slug}").glob("*.json")) == [
            f"{LAST}{edition}.json",
            f"{NEXT}{edition}.json",
        ]


@pytest.mark.thorough
def test_a_correction_of_one_area_leaves_the_others_as_they_are(again: Path) -> None:
    """It must be asked for, and has a folder and a list of its own."""
    before = files(again / f"release/{LAST}")
    rewrite(again / "data/pupils.csv", "01,2022,private,4600", "01,2022,private,4700")
    assert [each.area.slug for each in build(again).made] == ["north"]
    refused = release(again)
    assert refused.exit_code == 1
    assert refused.output.splitlines()[0].startswith(
        f"north: published/north/{LAST}.json: release: another record of {LAST} was published than _output/brief.json"
    )
    result = release(again, "--correction")
    assert result.exit_code == 0, result.output
    assert f"released: published/north/{LAST}-c1.json" in result.output
    assert files(again / f"release/{LAST}") == before
    assert sorted(path.name for path in (again / f"release/{LAST}-c1").iterdir()) == [
        "editions.json",
        "index.html",
        "north",
    ]


@pytest.mark.thorough
def test_an_edition_in_one_language_that_is_not_built_is_missed(tmp_path: Path) -> None:
    """Where rows name none, each area has one in each of the brief's languages."""
    folder = brief(tmp_path / "brief")
    rewrite(folder / "_quarto.yml", "  language: language\n", "")
    build(folder)
    result = release(folder)
    missing = "release: its edition es is not built; build it: statbrief build --each --edition es"
    assert result.output.splitlines()[:2] == [f"{slug}: _output/{slug}: {missing}" for slug in SLUGS]


@pytest.mark.thorough
def test_what_is_revised_is_told_by_a_cluster_too(again: Path, tmp_path: Path) -> None:
    """What was kept of an area travels with it; the pages are the same, and nothing is made again here."""
    year_more(again, revised=500)
    with real_cluster(tmp_path, ()) as (address, _):
        built = build_each(again, "", Wanted(), hands=Hands(cluster=address))
    assert ({**built.failed}, len(built.made)) == ({}, 2)
    there = files(again / "_output")
    assert f"Last edition ({LAST})" in there["north/brief.html"].decode()
    assert len(build(again).current) == 2
    shutil.rmtree(again / "_generated")
    assert len(build(again).made) == 2
    assert files(again / "_output") == there
