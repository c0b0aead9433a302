"""A row of the table of origins in one line."""

import pytest

from statbrief.languages.origin_line import origin_line, ranges_in_words, sizes_told
from statbrief.languages.registry import LANGUAGES


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (("Rise", "3.9", "3.5", "4.3", "7 ÷ 2"), "Rise: 3.9; 3.5 to 4.3; 7 ÷ 2"),
        (("Rise", "3.97", "3.97", "3.97", "7 ÷ 2"), "Rise: 3.97; 7 ÷ 2"),
        (("Rise", "about 4", "3.97", "3.97", "7 ÷ 2"), "Rise: about 4; 3.97; 7 ÷ 2"),
        (("Rise", "2.5 t", "2.5", "2.5", "7 ÷ 2"), "Rise: 2.5 t; 7 ÷ 2"),
        (("Cost", "more than 30", "30", "open", "Agency"), "Cost: more than 30; Agency"),
        (("Cost", "more than 30", "25", "open", "Agency"), "Cost: more than 30; 25 or more; Agency"),
        (("Cost", "less than 12", "open", "12.5", "Agency"), "Cost: less than 12; 12.5 or less; Agency"),
        (("Cost", "53", "exact", "Agency"), "Cost: 53; exact; Agency"),
        (("Cost", "53", "exact", "", "Agency"), "Cost: 53; exact; Agency"),
        (("Name", "Chile", "", "Agency"), "Name: Chile; Agency"),
        (("Fall", "−4", "−5", "−3", "1 − 5"), "Fall: −4; −5 to −3; 1 − 5"),
        (("Cost", "30", "open", "open", "Agency"), "Cost: 30; open or more; Agency"),
        ((), ""),
    ],
)
def test_a_line_says_the_row_once(cells: tuple[str, ...], line: str) -> None:
    """Both ends in one, and no range where the value says as much."""
    assert origin_line(cells, "en") == line


def test_a_line_speaks_its_language() -> None:
    """With the words that it has between two ends, and for one that is open; of an unknown language none are known."""
    assert origin_line(("Alza", "3,9", "3,5", "4,3", "7 ÷ 2"), "es") == "Alza: 3,9; 3,5 a 4,3; 7 ÷ 2"
    assert origin_line(("Alza", "más de 3", "3", "abierto", "7 ÷ 2"), "es-MX") == "Alza: más de 3; 7 ÷ 2"
    assert origin_line(("Alza", "3,9", "3,5", "4,3", "7 ÷ 2"), "xx") == "Alza: 3,9; 3,5; 4,3; 7 ÷ 2"


def test_a_row_of_another_table_has_other_columns() -> None:
    """What stands in its third and fourth is no range."""
    assert origin_line(("2022", "1", "2", "3", "4"), "en", is_of_table=True) == "2022: 1; 2; 3; 4"


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (("3", "5"), {"3 to 5", "3 to 5 percentage points", "3 to 5 as far as is known"}),
        (("3", "3"), {"3", "3 as far as is known"}),
        (("3", "open"), {"3 or more", "more than 3", "3 percentage points or more", "3 or more as far as is known"}),
        (("open", "5"), {"5 or less", "less than 5"}),
    ],
)
def test_what_a_range_may_be_called(ends: tuple[str, str], said: set[str]) -> None:
    """In the language's own phrases."""
    assert said <= set(ranges_in_words(*ends, LANGUAGES["en"].phrases))
    others = {"5 to 3", "3 or less", "5 or more"}
    assert others.isdisjoint(ranges_in_words(*ends, LANGUAGES["en"].phrases))


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "1 row, 2 columns"), ("es-MX", "1 fila, 2 columnas"), ("xx", "1 × 2")]
)
def test_a_table_s_size_is_said_in_words(lang: str, said: str) -> None:
    """One is one of them; earlier copies have the digits alone, as has a language that is not known."""
    assert sizes_told(1, 2, lang)[0] == "1 × 2"
    assert sizes_told(1, 2, lang)[-1] == said
