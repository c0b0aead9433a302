"""An edition for each area: whose numbers it has, what it is called, and what travels inside it."""

import fcntl
import json
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from selectolax.lexbor import LexborHTMLParser

from area_briefs import AREAS, YEARS, area_brief, pupils_of, rewrite
from command_line import run
from statbrief.copies.read import read_copy
from statbrief.each.areas import read_areas
from statbrief.each.build import Built, build_each
from statbrief.each.folder import Folders
from statbrief.each.making import Wanted
from statbrief.each.settings import read_each
from statbrief.errors import StatbriefError
from statbrief.project.project import read_project
from statbrief.verify.verify import verify

BOTH = Wanted(("html", "pdf"), is_strict=True)
PAGE = Wanted(("html",))
CODES = [code for code, *_ in AREAS]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """The brief and what came of all its editions. Tests only read it."""
    folder = area_brief(tmp_path_factory.mktemp("areas") / "brief")
    return folder, build_each(folder, "", BOTH)


def stem(code: str) -> str:
    """The path of an area's pages, without what says their kind."""
    _, _, slug, edition = AREAS[CODES.index(code)]
    return f"_output/{slug}/{'.'.join(filter(None, ('brief', edition)))}"


def record_of(folder: Path, code: str) -> dict[str, Any]:
    """The published record of an area's edition."""
    record: dict[str, Any] = json.loads((folder / f"{stem(code)}.json").read_text(encoding="utf-8"))
    return record


def test_every_area_has_its_edition(built: tuple[Path, Built]) -> None:
    """None has failed, and none was there before."""
    _, made = built
    assert ([each.area.code for each in made.made], made.current, made.failed, [*made.together]) == (CODES, [], {}, [])


@pytest.mark.parametrize("code", CODES)
def test_the_figures_of_an_edition_are_those_of_its_area(built: tuple[Path, Built], code: str) -> None:
    """As pandas has them from the whole file."""
    folder, _ = built
    pupils = pd.read_csv(folder / "data/pupils.csv", dtype={"region": "string"})
    years = pupils[pupils["region"] == code].groupby("year")["pupils"].sum()
    figures = record_of(folder, code)["figures"]
    assert figures["now"]["value"] == years[YEARS[-1]]
    growth = figures["growth"]
    assert growth["value"] == pytest.approx(100 * (years[YEARS[-1]] / years[YEARS[0]] - 1))
    assert growth["unit"] == "percent"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("ending", ["html", "pdf", "json"])
def test_each_copy_proves_itself(built: tuple[Path, Built], code: str, ending: str) -> None:
    """Its page, its print and its record."""
    folder, _ = built
    proved = verify(read_copy(folder / f"{stem(code)}.{ending}"))
    assert proved.holds, proved.faults


@pytest.mark.parametrize("code", CODES)
def test_a_copy_carries_the_rows_of_its_area_alone(built: tuple[Path, Built], code: str) -> None:
    """As they stand in the whole file, under its header."""
    folder, _ = built
    attached = read_copy(folder / f"{stem(code)}.html").attached
    for name, column in (("pupils.csv", 0), ("regions.csv", 0)):
        header, *rows = (folder / "data" / name).read_text(encoding="utf-8").splitlines()
        own = [row for row in rows if row.split(",")[column] == code]
        assert attached[name].decode().splitlines() == [header, *own]


def test_names_of_other_areas_travel_in_no_copy(built: tuple[Path, Built]) -> None:
    """Nor do their translations, which would be labels of nothing."""
    folder, _ = built
    attached = read_copy(folder / f"{stem('04')}.html").attached
    assert b"El Sur,El Gran Sur" in attached["labels.es.csv"]
    assert not any(b"North" in content for content in attached.values())


def test_labels_of_a_language_that_is_not_spoken_do_not_travel(built: tuple[Path, Built]) -> None:
    """They are nothing that the page was made from."""
    folder, _ = built
    assert "labels.es.csv" not in read_copy(folder / f"{stem('01')}.html").attached
    assert "brief.es.qmd" not in record_of(folder, "01")["files"]


def test_the_area_is_a_name_that_stands_in_its_cell(built: tuple[Path, Built]) -> None:
    """So `verify` holds it against the data inside."""
    folder, _ = built
    area = record_of(folder, "02")["answers"]["area"]
    assert area["value"] == ['Bay & "Cape" <East>']
    assert area["cells"] == [{"dataset": "regions", "row": "02", "column": "name"}]


def test_title_masthead_labels_and_chart_say_the_area(built: tuple[Path, Built]) -> None:
    """Whatever signs are in its name."""
    folder, _ = built
    record = record_of(folder, "02")
    assert record["title"] == "Pupils in Bay & “Cape” <East> rose"
    assert record["figures"]["now"]["label"] == 'Pupils in Bay & "Cape" <East>, 2022'
    assert record["checks"]["some"]["title"] == 'There are pupils in Bay & "Cape" <East>'
    assert record["charts"]["trend"]["alternative"] == 'A line of the pupils of Bay & "Cape" <East> in each year.'
    assert record["tables"]["kinds"]["caption"] == 'Pupils of Bay & "Cape" <East> by kind of school'
    page = LexborHTMLParser((folder / f"{stem('02')}.html").read_bytes())
    assert [each.text() for each in page.css("p.kind")] == ["Schools of Bay & “Cape” <East>"]


def test_an_area_has_the_edition_that_its_row_names(built: tuple[Path, Built]) -> None:
    """With the name that its language has for it."""
    folder, _ = built
    record = record_of(folder, "04")
    assert (record["lang"], record["answers"]["area"]["called"]) == ("es", ["El Gran Sur"])
    assert record["title"].startswith("Alumnos de El Gran Sur: ")
    assert record["figures"]["now"]["label"] == "Alumnos de El Gran Sur, 2022"


def test_a_label_that_says_another_area_is_seen(built: tuple[Path, Built]) -> None:
    """A record whose label does not say the name that its answer has contradicts itself."""
    from statbrief.verify.consistency import contradictions

    folder, _ = built
    record: Any = record_of(folder, "01")
    record["figures"]["now"]["label"] = "Pupils in West, 2022"
    assert ("figure now", "is called 'Pupils in West, 2022'", "its template says 'Pupils in North, 2022'") in list(
        contradictions(record)
    )


def test_an_edition_lies_in_its_folder_at_the_address(built: tuple[Path, Built]) -> None:
    """No two pages say that they are at the same place."""
    folder, _ = built
    page = (folder / f"{stem('01')}.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/schools/north/">' in page


def test_all_editions_are_listed(built: tuple[Path, Built]) -> None:
    """With what each is called and the hashes of its files."""
    folder, _ = built
    listed = json.loads((folder / "_output/editions.json").read_text(encoding="utf-8"))["editions"]
    assert [(each["code"], each["name"], each["slug"], each["edition"]) for each in listed] == [*AREAS]
    for each in listed:
        files = {
            path.name: sha256(path.read_bytes()).hexdigest() for path in (folder / "_output" / each["slug"]).iterdir()
        }
        assert each["files"] == files


def names_in(folder: Path) -> list[str]:
    """What stands in a folder."""
    return sorted(path.name for path in folder.iterdir())


# -- again ---------------------------------------------------------------------------------------------------------
def made_again(folder: Path, edition: str = "") -> list[str]:
    """The codes of the areas that are made when all are built."""
    built = build_each(folder, edition, PAGE)
    assert (built.failed, [*built.together]) == ({}, [])
    return [each.area.code for each in built.made]


@pytest.mark.thorough
def test_what_has_not_changed_is_not_made_again(areas_again: Path) -> None:
    """Nor when it is in the data of others that something changes; new numbers of one area make its edition alone."""
    before = {path: path.stat().st_mtime_ns for path in areas_again.glob("_output/*/*")}
    assert made_again(areas_again) == []
    assert {path: path.stat().st_mtime_ns for path in areas_again.glob("_output/*/*")} == before

    number = pupils_of("03", YEARS[0], "public")
    rewrite(areas_again / "data/pupils.csv", f"03,{YEARS[0]},public,{number}", f"03,{YEARS[0]},public,{number + 300}")
    assert made_again(areas_again) == ["03"]

    rewrite(areas_again / "data/regions.csv", "West,west", "Far West,west")
    assert made_again(areas_again) == ["05"]
    assert record_of(areas_again, "05")["title"].startswith("Pupils in Far West ")


@pytest.mark.thorough
def test_prose_makes_the_editions_that_show_it(areas_again: Path) -> None:
    """Of one language those in it, a file that one language includes, too."""
    (areas_again / "parts").mkdir()
    rewrite(areas_again / "brief.es.qmd", "## De dónde", "{{< include parts/nota.md >}}\n\n## De dónde")
    (areas_again / "parts/nota.md").write_text("Una nota.\n", encoding="utf-8")
    assert made_again(areas_again) == ["04"]
    (areas_again / "parts/nota.md").write_text("Otra nota.\n", encoding="utf-8")
    assert made_again(areas_again) == ["04"]
    rewrite(areas_again / "brief.qmd", "of the ", "out of the ")
    assert made_again(areas_again) == ["01", "02", "03", "05"]


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["analysis/derived.py", "data/reported.csv", "_quarto.yml"])
def test_what_all_have_in_common_makes_all(areas_again: Path, name: str) -> None:
    """Code, data that are not an area's own, settings."""
    changes = {
        "analysis/derived.py": ("Growth of the number", "Growth in the number"),
        "data/reported.csv": ("Pupils in the nation", "Pupils of the nation"),
        "_quarto.yml": ("Schools of", "The schools of"),
    }
    rewrite(areas_again / name, *changes[name])
    assert made_again(areas_again) == CODES


def test_pages_that_are_gone_are_made_again(areas_again: Path) -> None:
    """And those that are another's."""
    (areas_again / "_generated/each/north/_output/brief.html").unlink()
    assert made_again(areas_again) == ["01"]


def test_an_area_that_is_no_more_is_taken_away(areas_again: Path) -> None:
    """Its folder and its line in the list; what somebody else put there stays."""
    (areas_again / "_output/west/mine.txt").write_text("mine", encoding="utf-8")
    for name in ("regions", "pupils"):
        path = areas_again / f"data/{name}.csv"
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("05,")]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (areas_again / "analysis/each.py").unlink()
    assert made_again(areas_again) == []
    assert [path.name for path in (areas_again / "_output/west").iterdir()] == ["mine.txt"]
    listed = json.loads((areas_again / "_output/editions.json").read_text(encoding="utf-8"))["editions"]
    assert [each["code"] for each in listed] == CODES[:-1]
    assert not [path.name for path in (areas_again / "_generated/each").iterdir() if path.name.startswith("west")]


@pytest.mark.thorough
def test_a_folder_is_never_another_areas(areas_again: Path) -> None:
    """One that has the slug of another now, and fails, does not keep the pages of that."""
    rewrite(areas_again / "data/regions.csv", "01,North,north,", "01,North,far,")
    rewrite(areas_again / "data/regions.csv", "05,West,west,", "05,West,north,")
    rewrite(areas_again / "data/pupils.csv", f"05,{YEARS[0]},private,", f"05,{YEARS[0]},private,-x")
    built = build_each(areas_again, "", PAGE)
    assert [*built.failed] == ["north"]
    listed = json.loads((areas_again / "_output/editions.json").read_text(encoding="utf-8"))["editions"]
    assert [(each["code"], each["slug"]) for each in listed] == [
        *(("01", "far"), ("02", "bay-and-cape"), ("03", "cote-d-or"), ("04", "el-sur"))
    ]
    assert names_in(areas_again / "_output") == [
        "bay-and-cape",
        "cote-d-or",
        "editions.json",
        "el-sur",
        "far",
        "index.html",
    ]


@pytest.mark.thorough
def test_an_area_that_has_another_language_now_has_one_edition(areas_again: Path) -> None:
    """That of the language before goes."""
    rewrite(areas_again / "data/regions.csv", "04,El Sur,el-sur,es", "04,El Sur,el-sur,")
    assert made_again(areas_again) == ["04"]
    assert names_in(areas_again / "_output/el-sur") == [
        f"brief{each}" for each in (".es.html", ".es.json", ".html", ".json")
    ]
    rewrite(areas_again / "data/regions.csv", "04,El Sur,el-sur,", "04,El Sur,el-sur,es")
    assert made_again(areas_again) == []
    assert names_in(areas_again / "_output/el-sur") == ["brief.es.html", "brief.es.json"]


def test_one_area_alone(tmp_path: Path) -> None:
    """By its slug or code; the others are not made, and all that is asked of all of them is not held."""
    folder = area_brief(tmp_path / "brief")
    built = build_each(folder, "", PAGE, only=["west", "01"])
    assert [each.area.code for each in built.made] == ["01", "05"]
    assert built.not_held
    assert names_in(folder / "_output") == ["editions.json", "index.html", "north", "west"]


@pytest.mark.thorough
def test_areas_in_another_language_are_asked_for(tmp_path: Path) -> None:
    """Those that name no language of their own; each language has its pages beside the other's."""
    folder = area_brief(tmp_path / "brief")
    for name in (each for _, each, _, edition in AREAS if not edition and each != "North"):
        quoted = '"' + name.replace('"', '""') + '"' if '"' in name else name
        with (folder / "data/labels.es.csv").open("a", encoding="utf-8") as labels:
            labels.write(f"name,{quoted},{quoted}\n")
    build_each(folder, "", PAGE, only=["north"])
    assert made_again(folder, "es") == CODES
    assert names_in(folder / "_output/north") == [
        "brief.es.html",
        "brief.es.json",
        "brief.html",
        "brief.json",
    ]
    listed = json.loads((folder / "_output/editions.json").read_text(encoding="utf-8"))["editions"]
    assert [each["edition"] for each in listed[:2]] == ["", "es"]


@pytest.mark.thorough
def test_the_folder_of_an_edition_is_a_brief_that_makes_the_same_pages(tmp_path: Path) -> None:
    """By itself: of its own data, and of what it is linked to."""
    folder = area_brief(tmp_path / "brief")
    build_each(folder, "", PAGE, only=["north"])
    page = folder / "_generated/each/north/_output/brief.html"
    before = page.read_bytes()
    for name in ("_output", "_generated/charts", "_variables.yml"):
        shutil.rmtree(page.parent.parent / name) if "." not in name else (page.parent.parent / name).unlink()
    (page.parent.parent / "_generated/record.json").unlink()
    result = run("build", page.parent.parent, "--to", "html", "--renderer", "embedded")
    assert (result.exit_code, page.read_bytes()) == (0, before)


def test_the_area_is_called_so_in_the_language_of_the_data(tmp_path: Path) -> None:
    """In the table of origins, unless the settings say what it is: a state, an industry."""
    folder = area_brief(tmp_path / "brief")
    for old, new, label in (
        ("lang: en", "lang: es", "Área"),
        ("  slug: slug\n", "  slug: slug\n  label: Región\n", "Región"),
    ):
        rewrite(folder / "_quarto.yml", old, new)
        areas = read_areas(folder, read_each(read_project(folder)))
        derived = Folders(folder=folder, areas=areas).content(areas.listed[0]).own["analysis/derived.py"].decode()
        assert f'def area(regions):\n    """{label}"""\n' in derived


def test_editions_are_built_by_one_process_at_a_time(tmp_path: Path) -> None:
    """Another one would write the same files."""
    folder = area_brief(tmp_path / "brief")
    (folder / "_generated/each").mkdir(parents=True)
    with (folder / "_generated/each/.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = "_generated/each: build: editions are being built by another process; wait until it has ended"
        with pytest.raises(StatbriefError, match=re.escape(told)):
            build_each(folder, "", PAGE)
