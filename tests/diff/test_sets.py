"""Two sets of editions by area held against each other."""

import json
import shutil
from pathlib import Path

import pytest

from area_briefs import AREAS, YEARS, pupils_of, rewrite
from command_line import run
from statbrief.diff.sets import SetsDifference, difference_of_sets
from statbrief.each.build import build_each
from statbrief.each.making import Wanted

NAMES = [name for _, name, *_ in AREAS]
ENGLISH = [name for _, name, _, edition in AREAS if not edition]


def build(folder: Path) -> None:
    """Build all editions, each of which must come out."""
    built = build_each(folder, "", Wanted(("html",)))
    assert ({**built.failed}, [*built.together]) == ({}, [])


def compared(good: Path, folder: Path) -> SetsDifference:
    """What differs between the two sets once the second is built."""
    build(folder)
    return difference_of_sets(good / "_output", folder / "_output")


def said(good: Path, folder: Path, *words: str) -> tuple[int, str]:
    """What the command says, and how it ends."""
    result = run("diff", good / "_output", folder / "_output", *words)
    return result.exit_code, result.output


def test_the_same_editions_have_no_difference(built_areas: Path, areas_again: Path) -> None:
    """Nothing is found of nothing."""
    assert not compared(built_areas, areas_again)
    assert said(built_areas, areas_again) == (0, "Nothing changed.\n")


@pytest.mark.thorough
def test_an_area_that_changed_is_the_only_one(built_areas: Path, areas_again: Path) -> None:
    """What is told of it is what `diff` tells of its two copies."""
    number = pupils_of("03", YEARS[-1], "public")
    rewrite(areas_again / "data/pupils.csv", f"03,{YEARS[-1]},public,{number}", f"03,{YEARS[-1]},public,{number - 700}")
    rewrite(areas_again / "data/reported.csv", "Pupils in the nation,", "Pupils in the nation,")
    (areas_again / "analysis/each.py").unlink()
    found = compared(built_areas, areas_again)
    assert (found.came, found.went, [*found.by_area]) == ((), (), ["Côte-d'Or"])
    assert {each.areas for each in found.told} == {("Côte-d'Or",)}
    page = "_output/cote-d-or/brief.html"
    alone = run("diff", built_areas / page, areas_again / page).output
    assert all(line in alone for each in found.told for line in each.lines)
    assert said(built_areas, areas_again)[1].startswith("1 area changed, of 5.\n\n")


@pytest.mark.thorough
def test_the_same_sentence_is_told_once(built_areas: Path, areas_again: Path) -> None:
    """Whatever each area is called in it, and whatever its number is."""
    rewrite(areas_again / "brief.qmd", "there were {{< var now.value >}} of", "we counted {{< var now.value >}} of")
    found = compared(built_areas, areas_again)
    assert [*found.by_area] == ENGLISH
    [sentence] = [each for each in found.told if each.title == "Sentences"]
    assert (sentence.areas, sentence.is_alike) == (tuple(ENGLISH), True)
    code, text = said(built_areas, areas_again)
    assert code == 1
    assert text.startswith("4 areas changed, of 5.\n")
    assert 'Sentences, in 4 areas: North, Bay & "Cape" <East>, Côte-d\'Or, West; in North:\n' in text
    assert text.count("[-there were-]") == 1


@pytest.mark.thorough
def test_what_is_the_same_everywhere_is_told_as_it_is(built_areas: Path, areas_again: Path) -> None:
    """A figure that all have in common: nobody's numbers stand for another's."""
    rewrite(areas_again / "data/reported.csv", ",2022,office2022,p. 1", ",2021,office2022,p. 1")
    found = compared(built_areas, areas_again)
    figures = [each for each in found.told if each.title == "Figures" and each.lines[0].startswith("  nation")]
    assert [(len(each.areas), each.is_alike) for each in figures] in ([(5, False)], [(4, False), (1, False)])


@pytest.mark.thorough
def test_areas_come_and_go(built_areas: Path, areas_again: Path) -> None:
    """One that is no more, and one that was not there."""
    for name in ("regions", "pupils"):
        path = areas_again / f"data/{name}.csv"
        text = (
            path.read_text(encoding="utf-8")
            .replace("\n05,West,west", "\n06,Far West,far-west")
            .replace("\n05,", "\n06,")
        )
        path.write_text(text, encoding="utf-8")
    found = compared(built_areas, areas_again)
    assert (found.came, found.went, found.by_area) == (("Far West",), ("West",), {})
    assert said(built_areas, areas_again) == (1, "1 area came, 1 area went, of 5.\ncame: Far West\nwent: West\n")


@pytest.mark.thorough
def test_a_machine_reads_it_and_a_pull_request_shows_it(built_areas: Path, areas_again: Path) -> None:
    """As JSON, with all that each area's own difference has, and as Markdown."""
    rewrite(areas_again / "brief.qmd", "there were {{< var now.value >}} of", "we counted {{< var now.value >}} of")
    build(areas_again)
    told = json.loads(said(built_areas, areas_again, "--format", "json")[1])
    assert (told["changed"], [*told["areas"]]) == (True, sorted(ENGLISH))
    assert told["areas"]["North"]["sentences"]
    assert [each["areas"] for each in told["told"] if each["title"] == "Sentences"] == [ENGLISH]
    text = said(built_areas, areas_again, "--format", "markdown")[1]
    assert text.startswith("### 4 areas changed, of 5.\n\n")
    assert '**Sentences**, in 4 areas: North, Bay \\& "Cape" \\<East\\>' in text


def test_a_folder_without_a_list_is_no_set(built_areas: Path, tmp_path: Path) -> None:
    """Nor is a copy, beside a set."""
    page = str(built_areas / "_output/north/brief.html")
    for other in (str(tmp_path), page):
        result = run("diff", built_areas / "_output", other)
        assert result.exit_code == 2
        assert (
            "editions.json: no editions are listed; name a folder that `statbrief build --each` made" in result.stderr
        )


def test_a_list_that_names_files_elsewhere_is_not_followed(built_areas: Path, tmp_path: Path) -> None:
    """A list may come from anybody."""
    output = Path(shutil.copytree(built_areas / "_output", tmp_path / "output"))
    path = output / "editions.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"slug": "', '"slug": "../'), encoding="utf-8")
    result = run("diff", built_areas / "_output", output)
    assert (result.exit_code, "no editions are listed" in result.stderr) == (2, True)
