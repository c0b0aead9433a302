"""What may be wrong with editions by area: what is said, where, and what becomes of all others."""

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from area_briefs import AREAS, area_brief, entries_of, rewrite
from command_line import run
from statbrief.each.build import build_each
from statbrief.each.making import Wanted
from statbrief.errors import StatbriefError

PAGE = Wanted(("html",))


def settings(old: str, new: str) -> Callable[[Path], None]:
    """A change of `_quarto.yml`."""
    return lambda folder: rewrite(folder / "_quarto.yml", old, new)


def regions(old: str, new: str) -> Callable[[Path], None]:
    """A change of the table of areas."""
    return lambda folder: rewrite(folder / "data/regions.csv", old, new)


def without_each(folder: Path) -> None:
    """A brief that says nothing of areas."""
    text = (folder / "_quarto.yml").read_text(encoding="utf-8")
    start, end = text.index("each:"), text.index("format:")
    (folder / "_quarto.yml").write_text(text[:start] + text[end:], encoding="utf-8")


def integers(folder: Path) -> None:
    """Codes that are declared as numbers."""
    old = '"name": "code",\n       "type": "string"'
    text = (folder / "data/datapackage.json").read_text(encoding="utf-8")
    start = text.index('"code"', text.index('"fields"'))
    changed = text[:start] + text[start:].replace('"type": "string"', '"type": "integer"', 1)
    assert old in text or changed != text
    (folder / "data/datapackage.json").write_text(changed, encoding="utf-8")


def whole(folder: Path) -> None:
    """Pupils by another name as well, of which every edition is to have all rows."""
    path = folder / "data/datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    pupils = next(each for each in package["resources"] if each["name"] == "pupils")
    package["resources"].append({**pupils, "name": "all_pupils"})
    for each in package["resources"]:
        each["schema"].pop("foreignKeys", None)
    path.write_text(json.dumps(package), encoding="utf-8")


REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "nothing said": (
        without_each,
        (
            "_quarto.yml: each: there is no each: among the settings; say of what there is one edition each: "
            "each: {dataset: regions, code: code, name: name, slug: slug}"
        ),
    ),
    "no mapping": (
        settings("each:\n", "each: regions\nunread:\n"),
        (
            "_quarto.yml:6:1: each: not a mapping; write the dataset that has a row for each area: dataset: regions, "
            "its column that tells areas apart: code: code, its column with their names: name: name, its column with "
            "the names of their folders: slug: slug"
        ),
    ),
    "two settings missing": (
        settings("  name: name\n  slug: slug\n", ""),
        (
            "_quarto.yml:6:1: each: name and slug missing; write its column with their names: name: name, its column "
            "with the names of their folders: slug: slug"
        ),
    ),
    "setting unknown": (
        settings("  language:", "  langauge:"),
        "_quarto.yml:11:3: each: 'langauge' is not known; did you mean language?",
    ),
    "dataset unknown": (
        settings("dataset: regions", "dataset: region"),
        "_quarto.yml:7:3: each: dataset: there is no dataset 'region'; did you mean regions?",
    ),
    "column unknown": (
        settings("name: name", "name: nmae"),
        "_quarto.yml:9:3: each: name: regions has no column 'nmae'; did you mean name?",
    ),
    "column of numbers": (
        integers,
        "_quarto.yml:8:3: each: code: the column 'code' of regions is of type integer; declare it as string",
    ),
    "rows of no dataset": (
        settings("pupils: region", "pupil: region"),
        "_quarto.yml:12:25: each: rows: pupil: there is no dataset 'pupil'; did you mean pupils?",
    ),
    "rows by no column": (
        settings("pupils: region", "pupils: regoin"),
        "_quarto.yml:12:25: each: rows: pupils: pupils has no column 'regoin'; did you mean region?",
    ),
    "rows of nothing": (
        settings("pupils: region", "pupils: {also: [US]}"),
        (
            "_quarto.yml:12:25: each: rows: pupils: names no column; write the dataset and its column with the area's "
            "code, such as counts: region"
        ),
    ),
    "a table that refers to what is cut": (
        settings("rows: {regions: code, pupils: region}", "rows: {regions: code}"),
        (
            "_quarto.yml:12:10: each: rows: pupils refers to regions, of which each edition has its own rows alone; "
            "add pupils, or leave regions whole"
        ),
    ),
    "a file by two names": (
        whole,
        (
            "_quarto.yml:12:25: each: rows: pupils: all_pupils is of the same file, data/pupils.csv, and each edition "
            "has of that what pupils has; give all_pupils a file of its own"
        ),
    ),
    "an area twice": (
        regions("05,West,west,", "01,West,west,"),
        "data/regions.csv:6: code: '01' is that of line 2 too; each area has its own\n",
    ),
    "a slug but for case": (
        regions("West,west", "West,NORTH"),
        "data/regions.csv:6: slug: 'NORTH' is 'north' of line 2, but for case; each area has its own",
    ),
    "a slug that is no name": (
        regions("West,west", "West,far/west"),
        "data/regions.csv:6: slug: 'far/west' is no name of a folder; write letters, digits, - and _, such as new-york",
    ),
    "a slug that Windows has": (
        regions("West,west", "West,con"),
        "data/regions.csv:6: slug: 'con' is no name of a folder; write letters, digits, - and _, such as new-york",
    ),
    "no name": (regions("05,West", "05,"), "data/regions.csv:6: name: nothing; fill it in"),
    "no such edition": (
        regions("west,", "west,se"),
        "data/regions.csv:6: language: no edition is called 'se'; the editions are es; leave it empty for brief.qmd",
    ),
    "rows of no area": (
        lambda folder: rewrite(folder / "data/pupils.csv", "05,2019,private", "O5,2019,private"),
        (
            "data/pupils.csv:34: region: 'O5' is no area of regions, so no edition has this row; add it "
            "there, or, if every edition is to have its rows, to also"
        ),
    ),
    "a figure that has the name": (
        lambda folder: rewrite(folder / "data/reported.csv", "nation,", "area,"),
        "data/reported.csv:2: id: 'area' is what the area of an edition is called; rename it",
    ),
    "a function that has the name": (
        lambda folder: rewrite(folder / "analysis/derived.py", "def growth(", "def area("),
        "analysis/derived.py:12: area: 'area' is what the area of an edition is called; rename it",
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize("fault", REFUSED)
def test_what_makes_no_editions_is_told_before_any_is_made(tmp_path: Path, fault: str) -> None:
    """With its place, and what was meant."""
    folder = area_brief(tmp_path / "brief")
    change, told = REFUSED[fault]
    change(folder)
    with pytest.raises(StatbriefError) as raised:
        build_each(folder, "", PAGE)
    assert told in f"{raised.value}\n"
    assert not (folder / "_output").exists()


def test_all_that_is_wrong_with_areas_is_told_at_once(tmp_path: Path) -> None:
    """Line by line."""
    folder = area_brief(tmp_path / "brief")
    regions("West,west", "West,a b")(folder)
    regions("03,Côte", "02,Côte")(folder)
    with pytest.raises(StatbriefError) as raised:
        build_each(folder, "", PAGE)
    assert [(each.line, each.what) for each in raised.value.faults if each.file == "data/regions.csv"] == [
        (4, "code"),
        (6, "slug"),
    ]


# -- what loses one edition -------------------------------------------------------------------------------------------
@pytest.mark.thorough
def test_an_area_without_data_is_named(tmp_path: Path) -> None:
    """The others are published, without what is asked of all of them."""
    folder = area_brief(tmp_path / "brief")
    path = folder / "data/pupils.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("05,")), encoding="utf-8")
    built = build_each(folder, "", PAGE)
    [(name, [fault])] = built.failed.items()
    assert (name, str(fault)) == (
        "west",
        "data/regions.csv:6: 05: has no row in pupils; add its data, or take the area out",
    )
    assert [each.area.slug for each in built.made] == ["north", "bay-and-cape", "cote-d-or", "el-sur"]
    assert built.not_held


@pytest.mark.thorough
def test_a_fault_in_the_rows_of_one_area_loses_it_alone(tmp_path: Path) -> None:
    """It is told at its line of the whole file."""
    folder = area_brief(tmp_path / "brief")
    path = folder / "data/pupils.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines, start=1) if line.startswith("03,2021,public"))
    lines[place - 1] = "03,2021,public,some"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    built = build_each(folder, "", PAGE)
    [(name, [fault])] = built.failed.items()
    assert (name, fault.file, fault.line, fault.what) == ("cote-d-or", "data/pupils.csv", place, "pupils")


@pytest.mark.thorough
def test_a_function_that_fails_for_an_area_says_for_which(tmp_path: Path) -> None:
    """At its line, which is the same in each edition."""
    folder = area_brief(tmp_path / "brief")
    rewrite(
        folder / "analysis/derived.py", "    rows = pupils", '    assert area.slug != "west", "no"\n    rows = pupils'
    )
    built = build_each(folder, "", PAGE)
    [(name, [fault])] = built.failed.items()
    assert (name, str(fault)) == ("west", "analysis/derived.py:8: now: raises AssertionError: no")


@pytest.mark.thorough
def test_a_name_without_translation_is_missed(tmp_path: Path) -> None:
    """In the edition of the area that it is of."""
    folder = area_brief(tmp_path / "brief")
    rewrite(folder / "data/labels.es.csv", "name,El Sur,El Gran Sur\n", "")
    built = build_each(folder, "", PAGE)
    assert {name: [str(each) for each in faults] for name, faults in built.failed.items()} == {
        "el-sur.es": ["data/labels.es.csv: name El Sur: has no row; write its translation"]
    }


@pytest.mark.thorough
def test_where_all_fail_nothing_is_published(tmp_path: Path) -> None:
    """Not even a list of nothing."""
    folder = area_brief(tmp_path / "brief")
    rewrite(folder / "analysis/derived.py", "    rows = pupils", "    raise ValueError\n    rows = pupils")
    built = build_each(folder, "", PAGE)
    assert (len(built.failed), built.entries, (folder / "_output").exists()) == (len(AREAS), [], False)


@pytest.mark.thorough
def test_the_last_good_edition_stays_where_a_new_one_fails(areas_again: Path) -> None:
    """It is listed as what it is, and the next that is good takes its place."""
    folder = areas_again
    page = folder / "_output/west/brief.html"
    before = page.read_bytes()
    path = folder / "data/pupils.csv"
    right = path.read_text(encoding="utf-8")
    rewrite(path, "05,2019,private,", "05,2019,private,-x")
    built = build_each(folder, "", PAGE)
    assert ([*built.failed], page.read_bytes()) == (["west"], before)
    assert [slug for slug, each in entries_of(folder).items() if each["is_kept"]] == ["west"]
    assert "as built before" in (folder / "_output/index.html").read_text(encoding="utf-8")
    path.write_text(right, encoding="utf-8")
    assert not build_each(folder, "", PAGE).failed
    assert not any(each["is_kept"] for each in entries_of(folder).values())


@pytest.mark.thorough
@pytest.mark.parametrize("place", ["_generated/each/cote-d-or", "_output/cote-d-or"])
def test_a_disk_that_is_full_loses_the_edition_that_it_has_no_room_for(
    areas_again: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Where it is made, or where it is published: what is there already stays, and the others are as they should be."""
    folder = areas_again
    before = (folder / "_output/cote-d-or/brief.html").read_bytes()
    rewrite(folder / "brief.qmd", "of the ", "out of the ")
    write_bytes, link = Path.write_bytes, __import__("os").link

    def is_full(path: Any) -> bool:  # noqa: ANN401 -- whatever names a file
        return f"{folder}/{place}/" in f"{path}"

    def written(path: Path, data: bytes) -> int:
        if is_full(path):
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return write_bytes(path, data)

    def linked(source: Any, target: Any) -> None:  # noqa: ANN401
        if is_full(target):
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        link(source, target)

    monkeypatch.setattr(Path, "write_bytes", written)
    monkeypatch.setattr("os.link", linked)
    built = build_each(folder, "", PAGE)
    [(name, faults)] = built.failed.items()
    assert name == "cote-d-or"
    assert any("No space left on device" in str(each) for each in faults), faults
    assert (folder / "_output/cote-d-or/brief.html").read_bytes() == before
    assert "out of the" in (folder / "_output/west/brief.html").read_text(encoding="utf-8")
    assert [slug for slug, each in entries_of(folder).items() if each["is_kept"]] == ["cote-d-or"]
    monkeypatch.undo()
    again = build_each(folder, "", PAGE)
    assert not again.failed
    assert "out of the" in (folder / "_output/cote-d-or/brief.html").read_text(encoding="utf-8")


def test_what_is_wrong_everywhere_is_told_once(areas_again: Path) -> None:
    """With how many areas have it; the exit code is 1."""
    folder = areas_again
    rewrite(folder / "brief.qmd", "var now.value", "var nwo.value")
    result = run("build", folder, "--each", "--to", "html")
    assert result.exit_code == 1
    four = "north, bay-and-cape, cote-d-or and west"
    assert f"{four}: brief.qmd:6:37: var: no variable is called nwo.value; did you mean now.value?\n" in result.stderr
    assert result.stdout.endswith(
        "editions: 0 made, 1 as they were, 4 failed\n"
        "note:     the checks of all areas together were not made, as not all of them were built\n"
        "files:    _output/index.html, _output/editions.json, 5 editions, 4 as built before\n"
    )


@pytest.mark.thorough
def test_an_edition_of_no_area_says_so(tmp_path: Path) -> None:
    """Where code, prose or a label asks for the area in a plain build."""
    folder = area_brief(tmp_path / "brief")
    result = run("build", folder, "--renderer", "embedded")
    assert (result.exit_code, result.stderr) == (
        1,
        (
            "analysis/derived.py:6: now: 'area' names no figure or dataset; the edition of an area has it: statbrief "
            "build --each\n"
        ),
    )


def test_an_area_that_there_is_not_is_asked_for(tmp_path: Path) -> None:
    """And one that was meant is named."""
    with pytest.raises(
        StatbriefError, match=r"data/regions\.csv: area: there is none called 'nort'; did you mean north\?"
    ):
        build_each(area_brief(tmp_path / "brief"), "", PAGE, only=["nort"])


def test_workers_go_with_areas(tmp_path: Path) -> None:
    """One edition is made by one process."""
    result = run("build", tmp_path, "--workers", "2")
    assert (result.exit_code, "--workers goes with --each" in result.stderr) == (2, True)


def test_a_list_that_cannot_be_written_loses_no_edition(areas_again: Path) -> None:
    """As on a full disk: what is published stays so, and what else is wrong is told as well."""
    listed = areas_again / "_output/editions.json"
    listed.unlink()
    (listed / "in the way").mkdir(parents=True)
    rewrite(areas_again / "data/pupils.csv", "05,2022,public,", "05,2022,public,x")
    result = run("build", areas_again, "--each", "--to", "html")
    assert result.exit_code == 1
    first, last = result.stderr.splitlines()
    assert first.startswith("west: data/pupils.csv:41: pupils: ")
    assert last.startswith("_output/editions.json: file: cannot be written (")
    assert "editions: 0 made, 4 as they were, 1 failed" in result.stdout
    assert (areas_again / "_output/north/brief.html").is_file()
