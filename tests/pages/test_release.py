"""A release keeps its records by period, and writes over none of them."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from command_line import done, run
from revised_bulletins import PROSE, SPANISH, build, bulletin, count, released
from statbrief.record.released import kept_in
from withheld_briefs import declaring

pytestmark = pytest.mark.usefixtures("derived_once")


@pytest.fixture
def in_english(march_in_english: Path, tmp_path: Path) -> Path:
    """The same in one language."""
    return Path(shutil.copytree(march_in_english, tmp_path, dirs_exist_ok=True))


@pytest.fixture
def folder(march_released: Path, tmp_path: Path) -> Path:
    """The bulletin of March, released."""
    return Path(shutil.copytree(march_released, tmp_path, dirs_exist_ok=True))


def contents(folder: Path) -> dict[str, bytes]:
    """What is kept."""
    found = (folder / "published").rglob("*.*")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.is_file()}


def test_a_release_keeps_each_editions_record_and_the_data_inside_its_pages(march_released: Path) -> None:
    """The records as they stand beside the pages; the files once for all editions; what is told is what to post."""
    folder, told = march_released, (march_released.parent / "told").read_text(encoding="utf-8")
    kept = contents(folder)
    lines = []
    for name, stem in (("published/2024-03.json", "brief"), ("published/2024-03.es.json", "brief.es")):
        assert kept[name] == (folder / f"_output/{stem}.json").read_bytes()
        lines.append(f"released: {name}, record SHA-256 {hashlib.sha256(kept[name]).hexdigest()}")
    assert told.splitlines() == [*lines, "made: release/2024-03/, 7 files, which its index.json lists"]
    data = {path.name: path.read_bytes() for path in (folder / "data").iterdir()}
    files = [content for name, content in kept.items() if name.startswith("published/data/")]
    assert sorted(files) == sorted(data.values())
    digest = hashlib.sha256(data["ferry.csv"]).hexdigest()[:12]
    assert kept[f"published/data/ferry.{digest}.csv"] == data["ferry.csv"]


ASKED = "companions: [xlsx, csv, headlines]\n"
FILES = {
    *(f"brief{edition}.{ending}" for edition in ("", ".es") for ending in ("html", "pdf", "json", "xlsx")),
    *(f"brief{edition}.headlines.json" for edition in ("", ".es")),
    *(f"brief{edition}-csv/{name}" for edition in ("", ".es")
      for name in ("all-figures.csv", "all-checks.csv", "csv-metadata.json")),
}  # fmt: skip


@pytest.fixture(scope="module")
def with_companions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bulletin of March with companions, released."""
    folder = bulletin(tmp_path_factory.mktemp("bulletin") / "brief")
    (folder / "_quarto.yml").write_text(ASKED + (folder / "_quarto.yml").read_text("utf-8"), encoding="utf-8")
    count(folder, "2024-03")
    released(folder)
    return folder


@pytest.fixture
def out(with_companions: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(with_companions, tmp_path / "brief"))


@pytest.mark.thorough
def test_all_that_goes_out_stands_in_one_folder(out: Path) -> None:
    """Pages, records and companions of all editions, as they were built."""
    folder = out / "release/2024-03"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == {*FILES, "index.json"}
    assert all((folder / name).read_bytes() == (out / "_output" / name).read_bytes() for name in FILES)


@pytest.mark.thorough
def test_the_index_names_each_file_with_its_size_hash_type_and_edition(out: Path) -> None:
    """And each edition with its record, whose hash is the one to post."""
    folder = out / "release/2024-03"
    index = json.loads((folder / "index.json").read_bytes())
    assert (index["version"], index["period"], index["correction"]) == (1, "2024-03", 0)
    assert {each["name"] for each in index["files"]} == FILES
    for each in index["files"]:
        content = (folder / each["name"]).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert each["edition"] == ("es-ES" if each["name"].startswith("brief.es") else "en")
    types = {each["name"]: each["type"] for each in index["files"]}
    assert types["brief.pdf"] == "application/pdf"
    assert types["brief.xlsx"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert types["brief-csv/csv-metadata.json"] == "application/csvm+json"
    assert types["brief-csv/all-figures.csv"] == "text/csv"
    for each, kept in zip(index["editions"], ("2024-03", "2024-03.es"), strict=True):
        assert each["record_sha256"] == hashlib.sha256((out / f"published/{kept}.json").read_bytes()).hexdigest()


@pytest.mark.thorough
def test_the_same_release_changes_nothing_that_went_out(out: Path) -> None:
    """Not built again either; what was lost from the folder comes back."""
    files = {path: path.read_bytes() for path in (out / "release").rglob("*") if path.is_file()}
    assert released(out).splitlines()[-1] == "made before: release/2024-03/, 17 files, which its index.json lists"
    (out / "release/2024-03/brief.pdf").unlink()
    assert run("release", str(out)).output.splitlines()[-1].startswith("made: release/2024-03/, ")
    assert {path: path.read_bytes() for path in (out / "release").rglob("*") if path.is_file()} == files


def test_what_went_out_is_not_written_over(out: Path) -> None:
    """A file of a release that was changed is a fault, and so is a companion that is not as it was built."""
    (out / "release/2024-03/brief.xlsx").write_bytes(b"another")
    changed = "release/2024-03/brief.xlsx: release: is not what was released"
    assert told_wrong(out) == [
        f"{changed}; put it back as it was, or remove release/2024-03 to have all of it made again"
    ]
    shutil.rmtree(out / "release")
    (out / "_output/brief.xlsx").write_bytes(b"another")
    (out / "_output/brief.es-csv/all-figures.csv").unlink()
    assert told_wrong(out) == [
        "_output/brief.xlsx: release: was changed after it was built; build it again, then release it",
        "_output/brief.es-csv/all-figures.csv: release: is not there; build it again, then release it",
    ]
    (out / "_generated/brief.companions.json").unlink()
    assert told_wrong(out)[0] == (
        "_output/brief.json: release: was built without the companions that are asked for; build it again, then "
        "release it"
    )
    assert not (out / "release").exists()


@pytest.mark.thorough
def test_a_brief_with_tables_is_the_same_after_its_first_release(tmp_path: Path) -> None:
    """There is no edition before it, so that nothing of it can be revised: built again, it has the same record."""
    folder = declaring(tmp_path / "brief")
    (folder / "_quarto.yml").write_text("lang: en\nbibliography: data/sources.bib\n", encoding="utf-8")

    def record_built() -> bytes:
        made = run("build", "--renderer", "embedded", str(folder))
        assert made.exit_code == 0, made.output
        return (folder / "_output/brief.json").read_bytes()

    before = record_built()
    assert json.loads(before)["tables"]
    done("release", str(folder))
    assert record_built() == before  # as it was analysed
    shutil.rmtree(folder / "_generated")
    assert record_built() == before  # analysed anew
    told = run("release", str(folder)).output
    assert [line.split(":")[0] for line in told.splitlines()] == ["released before", "made before"]


@pytest.mark.thorough
def test_a_folder_that_leads_out_of_the_brief_is_written_into_by_nobody(
    out: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Of a release, and of companions: what somebody else's brief has there may be a link."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.rmtree(out / "release")
    (out / "release").symlink_to(elsewhere)
    link = "leads out of the brief's folder by a symbolic link; remove the link"
    assert told_wrong(out) == [f"release/2024-03: release: {link}"]
    shutil.rmtree(out / "_output/brief-csv")
    (out / "_output/brief-csv").symlink_to(elsewhere)
    made = run("build", "--renderer", "embedded", str(out))
    assert (made.exit_code, made.stderr) == (1, f"_output/brief-csv: file: {link}\n")
    assert not list(elsewhere.iterdir())


@pytest.mark.thorough
def test_a_correction_goes_out_in_a_folder_of_its_own(in_english: Path) -> None:
    """The first one stays as it was."""
    out = in_english
    before = {path: path.read_bytes() for path in (out / "release").rglob("*") if path.is_file()}
    count(out, "2024-03", {("2024-03", "South"): 641})
    build(out)
    done("release", "--correction", str(out))
    index = json.loads((out / "release/2024-03-c1/index.json").read_bytes())
    assert (index["period"], index["correction"]) == ("2024-03", 1)
    assert {path: path.read_bytes() for path in before} == before
    assert sorted(path.name for path in (out / "release").iterdir()) == ["2024-03", "2024-03-c1"]


def test_what_is_kept_verifies_with_its_files(folder: Path) -> None:
    """And a file among them that was changed is found."""
    paths = [str(path) for path in (folder / "published").glob("*.json")]
    made = run("verify", "--quiet", *paths)
    assert made.exit_code == 0
    assert all("6 files beside it, and no text" in line for line in made.output.splitlines())
    (table,) = (folder / "published/data").glob("ferry.*")
    table.write_bytes(table.read_bytes().replace(b"640", b"641"))
    made = run("verify", "--quiet", paths[0])
    assert made.exit_code == 1
    assert "file ferry.csv: its SHA-256 is " in made.stderr


def test_the_same_release_again_does_nothing(folder: Path) -> None:
    """And says so; every byte stays."""
    before = contents(folder)
    made = run("release", str(folder))
    assert made.exit_code == 0
    assert [line.split(",")[0] for line in made.output.splitlines()] == [
        "released before: published/2024-03.json",
        "released before: published/2024-03.es.json",
        "made before: release/2024-03/",
    ]
    assert contents(folder) == before


@pytest.mark.thorough
def test_another_release_of_the_same_period_is_a_fault_unless_it_is_a_correction(folder: Path) -> None:
    """The first one stays as it was; corrections are numbered."""
    before = contents(folder)
    for number, changed in enumerate((641, 642), start=1):
        count(folder, "2024-03", {("2024-03", "South"): changed})
        build(folder)
        made = run("release", str(folder))
        assert made.exit_code == 1
        name = "2024-03" if number == 1 else "2024-03-c1"
        assert made.stderr.splitlines() == [
            f"published/{name}{edition}.json: release: another record of 2024-03 was published than "
            f"_output/brief{edition}.json; leave it as it is, or keep it as a correction, with --correction "
            "(make release CORRECTION=1), and tell your readers"
            for edition in ("", ".es")
        ]
        made = run("release", "--correction", str(folder))
        assert made.exit_code == 0
        assert made.output.startswith(f"released: published/2024-03-c{number}.json, ")
    assert before.items() <= contents(folder).items()


@pytest.mark.thorough
def test_the_next_edition_is_held_against_the_last_correction(in_english: Path) -> None:
    """As it was said last."""
    folder = in_english
    count(folder, "2024-03", {("2024-03", "South"): 641})
    build(folder)
    done("release", "--correction", str(folder))
    count(folder, "2024-04", {("2024-03", "South"): 644})
    build(folder, "html")
    told = json.loads((folder / "_output/brief.json").read_bytes())["revisions"]
    assert told["since"]["file"] == "published/2024-03-c1.json"
    assert [(each["old"], each["new"]) for each in told["cells"]] == [("641", "644")]


@pytest.mark.thorough
def test_a_release_of_an_earlier_period_is_a_fault(folder: Path) -> None:
    """Data that were cut off are likelier than a month that was left out."""
    count(folder, "2024-02")
    build(folder)
    made = run("release", str(folder))
    assert made.exit_code == 1
    assert made.stderr == (
        "published/2024-03.es.json: release: is of 2024-03, and the data reach 2024-02; add what is missing, or keep "
        "it as a correction, with --correction (make release CORRECTION=1), and tell your readers\n"
    )
    done("release", "--correction", str(folder))
    assert [each.name for each in kept_in(folder)][:2] == ["published/2024-02.json", "published/2024-02.es.json"]


def told_wrong(folder: Path) -> list[str]:
    """What a release says is wrong."""
    made = run("release", str(folder))
    assert made.exit_code == 1
    return made.stderr.splitlines()


@pytest.mark.thorough
def test_what_is_released_is_what_is_there(tmp_path: Path) -> None:
    """Built, since the last change, in all its formats, and proved."""
    folder = bulletin(tmp_path)
    count(folder, "2024-03")
    assert told_wrong(folder) == ["_output/brief.json: edition: is not built; build it: statbrief build"]
    build(folder, "html")
    assert told_wrong(folder) == [
        f"_output/brief{edition}.json: release: was built with html alone; build all its pages, then release it"
        for edition in ("", ".es")
    ]
    build(folder)
    (folder / "brief.qmd").write_text(f"{PROSE}\nMore.\n", encoding="utf-8")
    assert told_wrong(folder) == [
        "_output/brief.json: release: brief.qmd changed after it was built; build it again, then release it"
    ]
    build(folder)
    (folder / "brief.es.qmd").write_text(SPANISH, encoding="utf-8")
    page = folder / "_output/brief.html"
    page.write_bytes(page.read_bytes().replace(b"There were", b"There are"))
    (folder / "_output/brief.es.pdf").unlink()
    wrong = told_wrong(folder)
    assert [line.split(": ")[:3] for line in wrong] == [
        ["_output/brief.html", "release", "does not verify"],
        ["_output/brief.es.pdf", "release", "is not there; build it again, then release it"],
    ]
    assert not (folder / "published").exists()


def test_what_was_changed_in_published_is_a_fault_of_the_next_edition(folder: Path) -> None:
    """A record, a file that it names, and one that is not there."""
    count(folder, "2024-04")
    record = folder / "published/2024-03.json"
    text = record.read_bytes()
    (table,) = (folder / "published/data").glob("ferry.*")
    rows = table.read_bytes()
    place = f"published/data/{table.name}"
    record.write_bytes(text.replace(b'"stated": "1.95"', b'"stated": "1.96"'))
    assert run("check", str(folder)).stderr == (
        "published/2024-03.json: record: was changed after it was sealed, at /figures/fare; put it back as it was "
        "published, or remove it and its like from published/\n"
    )
    record.write_bytes(text)
    table.write_bytes(rows + b"\n")
    assert run("check", str(folder)).stderr.splitlines() == [
        f"{place}: file: is not the one that was published; put it back as it was"
    ]
    table.unlink()
    assert run("check", str(folder)).stderr == f"{place}: file: cannot be read (No such file or directory)\n"
    record.write_text("{", encoding="utf-8")
    assert run("check", str(folder)).stderr.startswith("published/2024-03.json: record: is not JSON (")


def test_a_record_whose_name_says_no_period_is_a_fault(folder: Path) -> None:
    """All of them at once, with how to write it."""
    for name in ("march.json", "2024-3.json", "2024-13.es.json"):
        (folder / "published" / name).write_text("{}", encoding="utf-8")
    wrong = run("check", str(folder)).stderr.splitlines()
    found = "name: does not begin with the period of the record that it keeps"
    assert wrong[1] == f"published/2024-3.json: {found}; write 2024-03, and .json, or move it elsewhere"
    assert [line.split("; ")[0] for line in wrong] == [
        f"published/{name}: {found}" for name in ("2024-13.es.json", "2024-3.json", "march.json")
    ]


def test_a_brief_of_no_time_cannot_be_released(tmp_path: Path) -> None:
    """Its name would say nothing."""
    for name, text in {
        "_quarto.yml": "lang: en\n",
        "brief.qmd": "---\ntitle: A\n---\n\nNothing.\n",
        "data/units.txt": "trip = [trip]\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    done("build", "--renderer", "embedded", str(tmp_path))
    (wrong,) = told_wrong(tmp_path)
    assert wrong == (
        "_output/brief.json: release: its data are of no time, so nothing says its period; "
        "give a dataset a period, or its key a column of periods"
    )


def test_a_link_out_of_published_is_a_fault(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """As it is of data."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "2024-01.json"
    elsewhere.write_text("{}", encoding="utf-8")
    (folder / "published/2024-01.json").symlink_to(elsewhere)
    count(folder, "2024-04")
    assert run("check", str(folder)).stderr.splitlines() == [
        "published/2024-01.json: file: is a link that leads out of the brief's folder; put a copy in its place"
    ]
