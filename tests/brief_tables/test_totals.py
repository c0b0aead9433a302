"""The row of a total is set apart from those that it is of."""

from pathlib import Path

import pytest

from named_briefs import COUNTS
from tabled_briefs import IMPORTS, analysed_tables

TABLE = f'''{IMPORTS}def by_country(table):
    """Arrests by country

    country: Country
    arrests: Arrests
    others: All others
    {{name}}: All of them
    """
    now = table.loc[[latest(table)]].droplevel("month")[["arrests"]]
    return with_total(top(now, "arrests", 1, others="others"), "{{name}}")
'''


@pytest.mark.parametrize(
    ("name", "is_bold"), [("total", True), ("total_of_all", True), ("totals", False), ("sum", False)]
)
def test_a_row_that_is_called_total_is_bold(tmp_path: Path, name: str, *, is_bold: bool) -> None:
    """Its name and its number, 47,000 + 55,000 + 8,000; no other row is, and to a machine it is a row like them."""
    shown = analysed_tables(tmp_path, TABLE.format(name=name)).shown["by_country"]
    first, others, last = (line for line in shown.markdown.splitlines() if line.startswith("|") and "00" in line)
    assert "**" not in first + others
    name_cell, number = (each.strip() for each in last.strip("|").split("|"))
    assert (name_cell == "**All of them**") == is_bold
    assert (number.startswith("**") and number.endswith("**")) == is_bold
    assert shown.rows[-1] == ("All of them", "110,000")


def test_a_sum_is_ours_though_it_comes_to_one_of_its_parts(tmp_path: Path) -> None:
    """8,000 and 0: the source states the one, and not that all others are so many."""
    counts = COUNTS.replace("2024-01,Mexico,47000", "2024-01,Mexico,0")
    shown = analysed_tables(tmp_path, TABLE.format(name="total"), counts=counts).shown["by_country"]
    assert [row[1] for row in shown.rows] == ["55,000", "8,000", "63,000"]
    assert "; amounts: our calculation." in shown.markdown
