"""Numbers typed by hand: found where they stand, and nothing else."""

import re
from pathlib import Path

import pytest

from statbrief.literals import TypedNumbers, find_typed_numbers, unused_figures
from statbrief.project import read_project
from statbrief.prose import Prose, read_prose

CORPUS = Path(__file__).with_name("literals")
CASES = sorted(CORPUS.glob("*/*.md"))
EXPECTED = re.compile("⟦(.*?)⟧", re.DOTALL)
VARIABLES = (CORPUS / "variables.yml").read_text(encoding="utf-8")


def prose_of(folder: Path, text: str, variables: str = VARIABLES, config: str = "lang: en\n") -> Prose:
    """The prose of a brief that is `text`."""
    (folder / "_quarto.yml").write_text(config, encoding="utf-8")
    (folder / "brief.qmd").write_text(text, encoding="utf-8")
    (folder / "_variables.yml").write_text(variables, encoding="utf-8")
    return read_prose(read_project(folder))


def places(found: TypedNumbers) -> list[tuple[str, int | None, int | None]]:
    """What was found: where."""
    return [(fault.file, fault.line, fault.column) for fault in found.faults]


def place_in(text: str, offset: int) -> tuple[str, int, int]:
    """The place of an offset in the brief."""
    return "brief.qmd", text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.parent.name}-{case.stem}" for case in CASES])
def test_exactly_the_typed_numbers_of_the_corpus_are_found(case: Path, tmp_path: Path) -> None:
    """Each number in ⟦ ⟧ is a finding at its line and column, and nothing else is one."""
    marked = case.read_text(encoding="utf-8")
    text = EXPECTED.sub(r"\1", marked)
    expected, removed = [], 0
    for match in EXPECTED.finditer(marked):
        place = place_in(text, match.start() - removed)
        expected.append((*place, text.split("\n")[place[1] - 1][place[2] - 1 :][: len(match[1].partition("\n")[0])]))
        removed += 2
    found = find_typed_numbers(prose_of(tmp_path, text))
    lines = text.split("\n")
    assert [
        (file, line, column, lines[(line or 1) - 1][(column or 1) - 1 :][:9]) for file, line, column in places(found)
    ] == [
        (file, line, column, lines[line - 1][column - 1 :][:9]) for file, line, column, _ in expected
    ]
