"""With which digits the cells of a column are written: one mark beneath the other, and no more than is known."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from statbrief.analysis.analysis import analyse
from statbrief.figures.figure import Figure
from tabled_briefs import IMPORTS

FIELDS: list[dict[str, str | float]] = [
    {"name": "place", "type": "string"},
    {"name": "cost", "type": "number", "unit": "USD", "rounded_to": 0.01},
    {"name": "rate", "type": "number", "unit": "percent", "rounded_to": 0.1},
    {"name": "share", "type": "number", "unit": "1", "rounded_to": 0.01},
    {"name": "people", "type": "integer", "unit": "person", "rounded_to": 1000},
]
ROWS = "Alpha,1234567.89,12.3,0.45,1234000\nBeta,-3.50,100.0,0.05,7000\nGamma,2000000000,0.1,0.5,45000\n"


def columns(
    folder: Path,
    returned: str,
    annotation: str,
    lang: str = "en",
    rows: str = ROWS,
    rounded_to: Mapping[str, float | str] = MappingProxyType({}),
) -> dict[str, tuple[str, list[str]]]:
    """Of each column of a table its head, and how its cells are written."""
    for name in ("data", "analysis"):
        (folder / name).mkdir()
    (folder / "data/sources.bib").write_text("@online{agency, author = {{Agency}}, title = {T}, date = {2025}}\n")
    (folder / "data/units.txt").write_text("USD = [currency]\nperson = [person] = _ = people\n", encoding="utf-8")
    (folder / "data/places.csv").write_text("place,cost,rate,share,people\n" + rows, encoding="utf-8")
    known = {"name": "places", "path": "places.csv", "title": "Places", "source": "agency", "period": "2024"}
    fields = [
        {**each, **({"rounded_to": rounded_to[name]} if (name := str(each["name"])) in rounded_to else {})}
        for each in FIELDS
    ]
    package = {"resources": [{**known, "schema": {"primaryKey": ["place"], "fields": fields}}]}
    (folder / "data/datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (folder / "_quarto.yml").write_text(f"lang: {lang}\n", encoding="utf-8")
    heads = "".join(f"    {each}: {each}\n" for each in ("place", "cost", "rate", "share", "people", "more"))
    code = f'def it(places) -> "{annotation}":\n    """A table\n\n{heads}    """\n    return {returned}\n'
    (folder / "analysis/tables.py").write_text(IMPORTS + code, encoding="utf-8")
    shown = analyse(folder, lang).shown["it"]
    cells = list(zip(*shown.rows, strict=True))
    return {name: (name, list(each)) for name, each in zip(shown.head, cells, strict=True)}


@pytest.mark.always("money", "per cents", "computed shares", "large ones that are rounded")
@pytest.mark.parametrize(
    ("returned", "annotation", "head", "cells"),
    [
        ("places[['cost']]", "", "cost", ["$1,234,567.89", "−$3.50", "$2,000,000,000.00"]),
        ("places[['people']]", "", "people", ["1,234,000", "7,000", "45,000"]),
        ("places[['rate']]", "", "rate", ["12.3%", "100.0%", "0.1%"]),
        ("places[['rate']]", "rate: to_2", "rate", ["12.30%", "100.00%", "0.10%"]),
        ("places[['share']]", "", "share", ["45%", "5%", "50%"]),
        (
            "places.assign(more=places['share'] - 0.1)[['more']]",
            "more: difference of shares",
            "more (percentage points)",
            ["+35", "−5", "+40"],
        ),
        (
            "places.assign(more=places['people'] / places['people'].sum())[['more']]",
            "more: percent, share",
            "more",
            ["96.0%", "0.5%", "3.5%"],
        ),
        # 1,234,000 ÷ 45,000, rounded to 1,000, is 2,742 per cent, and may be 2,711: nobody knows its last digit
        ("places.assign(more=places['people'] / places['people'].iloc[2])[['more']]",
         "more: percent", "more", ["2,740%", "16%", "100%"]),
        # 1,620 ÷ 130, 1,620 ÷ 1,500 and 18 ÷ 1,620, of numbers that are known to the cent
        ("places.assign(more=[x for a, _, b in [places['cost']] for x in (b/a/130, b/a/1500, 18*a/b)])[['more']]",
         "more: percent", "more", ["1,246%", "108%", "1%"]),
        # 1,234 ÷ 45 is 27.4: what has no unit says so by 1, as a function does, and asks for one digit beside it
        ("places.assign(more=places['people'] / places['people'].iloc[2])[['more']]",
         "more: 1", "more", ["27.4", "0.2", "1.0"]),
        ("places.assign(more=places['people'] / places['people'].iloc[2])[['more']]",
         "more: 1, 1", "more", ["30", "0.2", "1"]),
        ("places.assign(more=places['people'] - places['people'].iloc[2])[['more']]", "more: difference",
         "more", ["+1,189,000", "−38,000", "0"]),
    ],
    ids=["money", "counts", "per cents", "asked digits", "shares", "points", "computed shares",
         "large ones that are rounded", "large ones to the unit", "without a unit", "one digit", "changes"],
)  # fmt: skip
def test_cells_of_a_column_have_the_same_decimals(
    tmp_path: Path, returned: str, annotation: str, head: str, cells: list[str]
) -> None:
    """Counts and money have all their digits; a change has its sign; what is computed, what all of it are known to."""
    assert columns(tmp_path, returned, annotation)[head] == (head, cells)


def test_all_of_a_whole_takes_no_decimals_from_its_parts(tmp_path: Path) -> None:
    """Also of exact numbers: 1,234, 7 and 45 of 1,286 are 95.96, 0.54 and 3.50 per cent, told in three digits."""
    total = "with_total(places.assign(more=places['people'] / places['people'].sum())[['more']], 'place')"
    exact = columns(tmp_path, total, "more: percent, share", rounded_to={"people": "exact"})
    assert exact["more"][1] == ["96.0%", "0.5%", "3.5%", "100.0%"]


def test_what_did_not_change_takes_no_decimals_from_what_did(tmp_path: Path) -> None:
    """185,200 is 2.2244 per cent more than 181,170, and 18,100 is 1.5716 per cent less than 18,389."""
    rows = "Alpha,1,1,0.45,185200\nBeta,1,1,0.05,167242\nGamma,1,1,0.5,18100\n"
    change = "places.assign(more=places['people'].pint.magnitude / [181170, 167242, 18389] - 1)[['more']]"
    exact = columns(tmp_path, change, "more: percent, change", rows=rows, rounded_to={"people": "exact"})
    assert exact["more"][1] == ["+2.22%", "0.00%", "−1.57%"]


@pytest.mark.parametrize(
    ("people", "more", "annotation", "expected"),
    [
        ((21, 19, 8, 2), "places['people'] / 3", "more: person", ["7.00", "6.33", "2.67", "0.67"]),
        (
            (6, 2, 3, 1),
            "places['people'] / places['people'].sum()",
            "more: percent, share",
            ["50.0%", "16.7%", "25.0%", "8.3%"],
        ),
        (
            (4, 1, 3, 0),
            "places['people'] / places['people'].sum()",
            "more: percent, share",
            ["50.0%", "12.5%", "37.5%", "0.0%"],
        ),
        ((15, 14, 16, 12), "places['people'] / 6", "more: person", ["2.50", "2.33", "2.67", "2.00"]),
        ((6, 3, 12, 0), "places['people'] / 3", "more: person", ["2", "1", "4", "0"]),
        (
            (9, 2, 4, 3),
            "places['people'] / places['people'].sum() - 0.5",
            "more: difference of shares",
            ["0.0", "−38.9", "−27.8", "−33.3"],
        ),
        (
            (9, 3, 6, 18),
            "places['people'] / places['people'].sum() - 0.25",
            "more: difference of shares",
            ["0.0", "−16.7", "−8.3", "+25.0"],
        ),
    ],
    ids=["thirds", "twelfths", "eighths", "sixths", "whole ones", "points", "whole points"],
)
def test_a_number_that_is_whole_by_chance_takes_no_decimals_from_others(
    tmp_path: Path, people: tuple[int, ...], more: str, annotation: str, expected: list[str]
) -> None:
    """Of small counts one mean or share in a few is: 21 / 3 is 7, and 19 / 3 no more 6 for it."""
    rows = "".join(f"Row {place},1,1,0.5,{each}\n" for place, each in enumerate(people))
    told = {"people": "exact"}
    found = columns(tmp_path, f"places.assign(more={more})[['more']]", annotation, rows=rows, rounded_to=told)
    assert next(cells for head, cells in found.values() if head.startswith("more")) == expected


def test_the_decimals_are_the_languages_own(tmp_path: Path) -> None:
    """As are the signs of groups."""
    assert columns(tmp_path, "places[['people']]", "", "es")["people"][1] == ["1.234.000", "7000", "45.000"]


def test_a_form_that_a_table_writes_is_one_of_its_figures(tmp_path: Path) -> None:
    """So that who verifies it can read it back."""
    columns(tmp_path, "places[['rate']]", "")
    brief = analyse(tmp_path, "en")
    figure = brief.figures["it.alpha.rate"]
    assert isinstance(figure, Figure)
    (form,) = [name for name in brief.sayings.shown["it.alpha.rate"] if name != "kind"]
    assert brief.forms["it.alpha.rate"][form].plain == "12.3%"


@pytest.mark.parametrize(
    ("rates", "cells"),
    [
        (("-3.2", "0.0", "4.1"), ["−3.2%", "0.0%", "4.1%"]),
        (("96.8", "100.0", "104.1"), ["96.8%", "100.0%", "104.1%"]),
        (("-3.2", "-0.5", "-4.1"), ["−3.2%", "−0.5%", "−4.1%"]),
    ],
    ids=["some below nothing", "some above a hundred", "all below nothing"],
)
def test_percentages_that_are_no_shares_are_percentages_too(
    tmp_path: Path, rates: tuple[str, ...], cells: list[str]
) -> None:
    """Inflation below zero stands as a percentage beneath that above it, as the data declare both."""
    rows = "".join(f"{place},1,{rate},0.5,1000\n" for place, rate in zip(("A", "B", "C"), rates, strict=True))
    assert columns(tmp_path, "places[['rate']]", "", rows=rows)["rate"] == ("rate", cells)


@pytest.mark.parametrize(
    ("numbers", "cells"),
    [
        (("0.939", "1.127", "7.584"), ["0.939", "1.127", "7.584"]),
        (("0.939", "0.127", "0.584"), ["93.9%", "12.7%", "58.4%"]),
    ],
    ids=["children a woman", "shares"],
)
def test_a_number_below_one_is_no_share_where_others_of_its_column_are_none(
    tmp_path: Path, numbers: tuple[str, ...], cells: list[str]
) -> None:
    """It keeps its unit, which is none, and its digits; where all are from 0 to 1, they are read as shares."""
    rows = "".join(f"{place},1,2.0,{number},1000\n" for place, number in zip("ABC", numbers, strict=True))
    assert columns(tmp_path, "places[['share']]", "", rows=rows, rounded_to={"share": 0.001})["share"] == (
        "share",
        cells,
    )


@pytest.mark.parametrize(
    ("costs", "cost_to", "cells"),
    [
        ((2.2, 1.5, 3), 0.1, ["$2.20", "$1.50", "$3.00"]),
        ((2, 4, 3), 0.1, ["$2", "$4", "$3"]),
        ((2, 4, 3), 0.01, ["$2.00", "$4.00", "$3.00"]),
        ((2.125, 4, 3), 0.001, ["$2.125", "$4.000", "$3.000"]),
        ((20, 40, 30), 10, ["$20", "$40", "$30"]),
    ],
)
def test_a_column_of_money_has_all_cents_or_none(
    tmp_path: Path, costs: tuple[float, ...], cost_to: float, cells: list[str]
) -> None:
    """As prose has; what goes on beyond the cents is as other numbers are."""
    rows = "".join(f"{place},{cost},1,0.5,1000\n" for place, cost in zip("ABC", costs, strict=True))
    assert columns(tmp_path, "places[['cost']]", "", rows=rows, rounded_to={"cost": cost_to})["cost"][1] == cells


BELOW = "Not zero, but less than half of the last digit: {}."
SOME = "Numbers that are less than half of the last digit, and not zero, are written as zero."


@pytest.mark.parametrize(
    ("people", "rounded_to", "lang", "expected"),
    [
        ((1000, 3, 0, 250), "exact", "en", [BELOW.format("Row 1 (more)")]),  # 125, 0.375, 0, 31.25
        ((1000, 5, 0, 250), "exact", "en", []),  # 0.625 is written 1
        ((1000, 3, 0, 250), "exact", "es", ["No es cero, sino menos de la mitad de la última cifra: Row 1 (more)."]),
        ((1000, *range(8)), "exact", "en", [BELOW.format("Row 2 (more); Row 3 (more); Row 4 (more)")]),
        ((1000, *[3] * 7), "exact", "en", [SOME]),
        ((1000, 3, 0, 250), 1, "en", []),  # 0.3125 to 0.4375: which is told by its range
    ],
)
def test_a_number_that_is_written_as_zero_is_told(
    tmp_path: Path, people: tuple[int, ...], rounded_to: float | str, lang: str, expected: list[str]
) -> None:
    """Of eighths, whole: what has less than half a unit is written 0, which is not the nothing of the row beside it."""
    rows = "".join(f"Row {place},1,1,0.5,{each}\n" for place, each in enumerate(people))
    told = {"people": rounded_to, "cost": "exact"}
    columns(tmp_path, "places.assign(more=places['people'] / 8)[['more']]", "more: to_0", lang, rows, told)
    assert list(analyse(tmp_path, lang).shown["it"].notes) == expected


def test_what_floating_point_leaves_of_nothing_has_digits_of_its_own(tmp_path: Path) -> None:
    """A difference of shares that are the same has seventeen decimals: no column can be asked to have so many."""
    rows = "Alpha,1,1,0.5,7\nBeta,1,1,0.5,3\nGamma,1,1,0.5,10\n"
    told = {"people": "exact", "cost": "exact"}
    code = "places.assign(more=[a / a.sum() - a * 1.1 / (a * 1.1).sum() for a in [places['people']]][0])[['more']]"
    made = columns(tmp_path, code, "more: difference of shares", "en", rows, told)
    assert len(made["more (percentage points)"][1]) == len(made["place"][1]) == 3
