"""Tables of large print: what has no room beside other columns stands beneath them, and is heard with its row."""

import re
from pathlib import Path

from checked_prints import found_by_checkers
from small_briefs import brief, printed
from statbrief.languages.tags import DEFAULT_LANGUAGE
from statbrief.pages.render import render
from statbrief.pages.seal.print import finish_print
from tagged import Element, read_print

FRONT = "title: A brief\nlang: en\ndate: 2024-05-06"
ROWS = (
    ("Jobs on nonfarm payrolls", "143,093,000", "143,092,500", "143,093,500", "counted by the bureau, row 2015"),
    ("Establishments outside farming", "9,124,000", "9,123,500", "9,124,500", "counted by the bureau, row 2016"),
)
HEAD = ("Figure", "Value", "Low", "High", "Where from")
TABLE = "\n".join(
    f"| {' | '.join(cells)} |" for cells in (HEAD, ("---", "---:", "---:", "---:", "---"), *ROWS)
)  # as the table of figures has its columns


def rows_of(folder: Path, config: str) -> list[list[Element]]:
    """The cells of each row of the print's one table, with the checkers' judgement of it."""
    made = brief(folder, f"Text.\n\n{TABLE}\n", config=config, front=FRONT)
    render(made, ("pdf",), "embedded")
    file = made / "_output/brief.pdf"
    file.write_bytes(finish_print(file.read_bytes(), DEFAULT_LANGUAGE, ""))
    assert found_by_checkers(file, beside_headers=bool(config)) == []
    (table,) = read_print(file).structure.all("Table")
    return [list(row.all("TH", "TD")) for row in table.all("TR")]


def test_where_a_figure_is_from_stands_beneath_it(tmp_path: Path) -> None:
    """Beside its name, which heads both; nothing is left out."""
    head, beneath, *rows = rows_of(tmp_path, "large-print: true\n")
    assert [[each.text() for each in cells] for cells in (head, beneath)] == [[*HEAD[:4]], [HEAD[4]]]
    assert [[each.text() for each in cells] for cells in rows] == [
        part for row in ROWS for part in ([*row[:4]], [row[4]])
    ]
    for first, second in zip(rows[::2], rows[1::2], strict=True):
        name = first[0]
        assert (name.kind, name.says["Scope"], name.says["RowSpan"]) == ("TH", "Row", "2")
        assert second[0].says["ColSpan"] == "3"
        for cell, over in zip((*first[1:], *second), (*head[1:], *beneath), strict=True):
            assert cell.says["Headers"].split() == [over.says["ID"], name.says["ID"]]


def test_in_other_print_it_stands_beside_it(tmp_path: Path) -> None:
    """In a column of its own."""
    assert [[each.text() for each in cells] for cells in rows_of(tmp_path, "")] == [[*HEAD], *map(list, ROWS)]


def test_a_name_and_what_stands_beneath_it_are_on_one_page(tmp_path: Path) -> None:
    """Also where that is long: in a column that reaches over several it takes few lines."""
    rows = [
        (f"Name {each}", "143,093,000", "143,092,500", "143,093,500", f"Origin {each}, {'counted by a bureau ' * 8}")
        for each in range(100, 118)
    ]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in (HEAD, ("---", "---:", "---:", "---:", "---"), *rows))
    made = brief(tmp_path, f"Text.\n\n{table}\n", config="large-print: true\n", front=FRONT)
    render(made, ("pdf",), "embedded")
    pages = [each.extract_text() for each in printed(tmp_path).pages]
    found = [[set(re.findall(rf"{word} (\d+)", page)) for word in ("Name", "Origin")] for page in pages]
    assert sum(len(names) for names, _ in found) == len(rows)
    assert all(names == origins for names, origins in found)
