"""A number that is chosen among several is known as well as that one is, not as well as the worst of them.

Expectations are the chosen number as it is stated, and the same choice among the low ends and among the high ends.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.analysis import analyse
from statbrief.figures.figure import Figure

ROWS = "a,A,10,person,10,,2024,agency,,\nb,B,12,person,2,,2024,agency,,\n"


def figures(
    folder: Path, *, rows: str = "", dataset: str = "", step: float = 1, **formulas: str
) -> Mapping[str, Figure]:
    """Derived figures of a brief by name; their inputs are the table, or else `a` and `b`."""
    inputs = "table" if dataset else "a, b"
    code = "".join(f'def {name}({inputs}):\n    """D"""\n    return {text}\n\n\n' for name, text in formulas.items())
    fields = [
        {"name": "row", "type": "integer"},
        {"name": "year", "type": "integer"},
        {"name": "balance", "type": "number", "unit": "person", "rounded_to": step},
    ]
    described = {"name": "table", "path": "table.csv", "source": "agency", "period": "2024"}
    package = json.dumps({"resources": [described | {"schema": {"primaryKey": "row", "fields": fields}}]})
    files = {"package": package, "dataset": f"row,year,balance\n{dataset}"} if dataset else {}
    brief = write_brief(folder, figures=rows, derived=code, **files)
    (brief / "data/units.txt").write_text("person = [person] = _ = people\n", encoding="utf-8")
    return analyse(brief, "en").figures


@pytest.mark.parametrize("formula", ["max(a, b)", "sorted([a, b])[1]", "a if a > b else b", "max(a, b) if a else a"])
def test_the_larger_of_two_is_as_known_as_it_is(tmp_path: Path, formula: str) -> None:
    """5 to 15 and 11 to 13: the larger one is 12 as stated, and from 11 to 15."""
    forms = figures(tmp_path, rows=ROWS, d=formula)["d"].forms
    assert (forms["value"], forms["range"]) == ("12", f"{max(5, 11)} to {max(15, 13)}")


@pytest.mark.parametrize("formula", ["min(a, b)", "sorted([a, b])[0]", "a if a < b else b"])
def test_the_smaller_of_two_is_as_known_as_it_may_be(tmp_path: Path, formula: str) -> None:
    """10 is stated, and where it is 15 the other one is smaller."""
    forms = figures(tmp_path, rows=ROWS, d=formula)["d"].forms
    assert (forms["value"], forms["range"]) == ("10", f"{min(5, 11)} to {min(15, 13)}")


def test_a_sum_in_code_is_known_to_the_coarsest_of_all(tmp_path: Path) -> None:
    """A sum moves with each of its numbers, in a formula and in code."""
    made = figures(tmp_path, rows=ROWS, d="a + b", e="sum([a, b])")
    assert {made[name].known.step for name in ("d", "e")} == {Decimal(10)}


def test_a_median_between_two_is_no_sum(tmp_path: Path) -> None:
    """(120 + 210) / 2 is 165, which is no multiple of ten and so is not known to ten."""
    made = figures(tmp_path, dataset="1,1,120\n2,1,210\n", step=10, d='table["balance"].median()')
    assert (made["d"].forms["value"], made["d"].forms["range"]) == ("165", f"{(115 + 205) // 2} to {(125 + 215) // 2}")


def test_a_sum_is_written_to_its_step_however_it_is_taken(tmp_path: Path) -> None:
    """−10 + 4.5 − 1.5 + 2.5, each known to a half."""
    dataset = "1,2023,-10\n2,2023,4.5\n3,2023,-1.5\n4,2023,2.5\n5,2022,7.5\n"
    formulas = {
        "grouped": 'table.groupby("year")["balance"].sum().loc[2023]',
        "selected": 'table[table["year"] == 2023]["balance"].sum()',
        "pivoted": 'table.pivot_table(index="year", values="balance", aggfunc="sum")["balance"].loc[2023]',
    }
    made = figures(tmp_path, dataset=dataset, step=0.5, **formulas)
    assert {made[name].forms["value"] for name in formulas} == {str(-10 + 4.5 - 1.5 + 2.5).replace("-", "−")}
    reach = f"{-4.5 - 4 * 0.25} to {-4.5 + 4 * 0.25}".replace("-", "−")
    assert {made[name].forms["range"] for name in formulas} == {reach}
