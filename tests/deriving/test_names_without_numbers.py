"""Names whose own numbers are missing: where they stand in the data, and when they are of."""

from pathlib import Path

from named_briefs import (
    COUNTS,
    HEAD,
    JANUARY,
    LATEST,
    analysed_names,
)
from statbrief.analysis.analysis import Analysis
from statbrief.figures.figure import Cell
from statbrief.figures.generated_tables import figures_table

WITHHELD = '''def withheld(table, latest) -> "name, or none":
    """Countries without a number, {period}"""
    here = table.loc[latest, "arrests"]
    return list(here.index[here.isna()])


'''


def where_from(brief: Analysis, name: str) -> str:
    """The last cell of a row of the table of figures."""
    table = figures_table(brief.figures, brief.answers, brief.datasets, brief.checks, brief.sayings, brief.words)
    return next(line for line in table.splitlines() if f"#n-{name} " in line)


def test_a_name_whose_own_number_is_missing_is_of_its_row(tmp_path: Path) -> None:
    """Not of the first row that has it: its period and its cell are those of the number that is not there."""
    counts = COUNTS.replace("El Salvador,8000", "El Salvador,").replace("Mexico,52000", "Mexico,")
    brief = analysed_names(tmp_path, LATEST + WITHHELD, counts=counts)
    answer = brief.answers["withheld"]
    assert (answer.texts, answer.period) == (("El Salvador",), "2024-01")
    assert answer.origin.cells == (Cell("table", "2024-01 El Salvador", "country"),)
    assert answer.label == "Countries without a number, January 2024"
    assert "2023-12" not in where_from(brief, "withheld")


def test_several_such_names_are_of_their_own_rows_each(tmp_path: Path) -> None:
    """Be one of them missing in a month before, too."""
    counts = COUNTS.replace("El Salvador,8000", "El Salvador,").replace("Mexico,47000", "Mexico,")
    brief = analysed_names(tmp_path, LATEST + WITHHELD, counts=counts.replace("Mexico,52000", "Mexico,"))
    answer = brief.answers["withheld"]
    assert [(each.row, answer.period) for each in answer.origin.cells] == [
        ("2024-01 Mexico", "2024-01"),
        ("2024-01 El Salvador", "2024-01"),
    ]


def test_a_name_that_no_number_decides_claims_no_row(tmp_path: Path) -> None:
    """Rows of several months have it: which of them it is of, nothing tells."""
    code = LATEST + 'def first(table, latest):\n    """First"""\n    return table.loc[latest].index[0]\n'
    brief = analysed_names(tmp_path, code)
    assert brief.answers["first"].texts == ("Mexico",)
    assert where_from(brief, "first").endswith("[@agency]{.named-source} |")
    alone = analysed_names(tmp_path / "alone", code, counts=HEAD + JANUARY)
    assert where_from(alone, "first").endswith("[@agency]{.named-source}, row 2024-01 Mexico |")
