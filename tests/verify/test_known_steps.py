"""The step to which a figure is known decides its digits: a copy cannot claim another than its formula gives."""

import json
from pathlib import Path
from typing import Any

import pytest

from briefs import analysed
from forged_copies import faults, with_figure
from oracle import formulas as random_formulas
from published_records import a_copy
from statbrief.analysis.record import recorded
from statbrief.arithmetic import formulas
from statbrief.verify.known_steps import Steps

UNITS = "person = [person] = _ = people\nUSD = [currency]\nper_100k = 1e-5\n"
ROWS = """\
tens,Tens,1230,person,10,,2024,agency,,
hundreds,Hundreds,4500,person,100,,2024,agency,,
exact,Exact,57,person,exact,,2024,agency,,
eighth,Eighth,0.125,1,exact,,2024,agency,,
share,Share,12.5,percent,0.5,,2024,agency,,
thousands,Thousands,8,kiloperson,1,,2024,agency,,
least,Least,300,person,exact,at least,2024,agency,,
told,Told,7000,person,as stated,,2024,agency,,
angle,Angle,90,degree,exact,,2024,agency,,
"""
CODE = '''"""Figures of each kind."""

import pint

DOZEN = 12
RATE = pint.Quantity(4, "percent")
HEADS = pint.Quantity(3, "person")
'''
BODIES = {
    "total": ("tens, hundreds", "tens + hundreds"),
    "with_exact": ("tens, exact", "tens - exact"),
    "all_exact": ("exact", "exact * 3 - exact"),
    "dozens": ("tens", "tens * DOZEN"),
    "tenth": ("hundreds", "hundreds / 10"),
    "third": ("exact", "exact / 3"),
    "of_share": ("share, exact", "share * exact"),
    "of_eighth": ("eighth, exact", "eighth * exact"),
    "at_a_rate": ("exact", "exact * RATE"),
    "with_heads": ("tens", "tens + HEADS"),
    "mixed": ("tens, thousands", "tens + thousands"),
    "larger": ("tens, hundreds", "max(tens, hundreds)"),
    "near": ("tens, exact", "min(tens, exact * 21)"),
    "bound": ("least, exact", "least + exact"),
    "as_told": ("told, tens", "told - tens"),
    "squared": ("eighth", "eighth ** 2 + 1"),
    "turned": ("angle, eighth", "angle * eighth"),
    "turned_twice": ("angle", "angle + angle"),
    "chained": ("total, dozens", "total - dozens / 10"),
    "rooted": ("eighth", "eighth ** 0.5 + eighth"),
    "beyond": ("rooted, exact", "rooted * exact"),
    "typed": ("eighth", "eighth + 1e3"),
}


def in_code(bodies: dict[str, tuple[str, str]]) -> str:
    """Functions of these parameters that return these expressions."""
    return CODE + "".join(
        f'\n\ndef {name}({given}):\n    """D"""\n    return {body}\n' for name, (given, body) in bodies.items()
    )


def said_wrongly(figures: dict[str, Any], datasets: dict[str, Any] | None = None) -> dict[str, Any]:
    """What is said wrongly of the steps of figures, each of which comes after its inputs."""
    trees = {name: formulas.parse(each["formula"]) for name, each in figures.items() if each.get("formula")}
    steps = Steps(figures, datasets or {}, trees)
    return {name: wrong for name in figures if (wrong := steps.problem(name))}


def figures_of(folder: Path, rows: str, code: str, **files: str) -> dict[str, Any]:
    """The records of the figures of a brief."""
    made = analysed(folder, figures=rows, derived=code, units=UNITS, **files)
    return {name: recorded(each, made.words) for name, each in made.figures.items()}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The records of figures of each kind."""
    return figures_of(tmp_path_factory.mktemp("steps"), ROWS, in_code(BODIES))


def test_what_a_brief_says_of_its_steps_is_found_again(known: dict[str, Any]) -> None:
    """Of sums, multiples, shares, constants with a unit, the larger of two, roots, and what rests on them."""
    assert said_wrongly(known) == {}


@pytest.mark.always("0")
@pytest.mark.parametrize("seed", range(4))
def test_of_random_formulas_each_step_is_found_again_and_no_other(tmp_path: Path, seed: int) -> None:
    """The rule of who proves is that of who computes; a thousand times the step is another one."""
    made = list(random_formulas(seed, 40))
    rows, code = "".join(each.row for one in made for each in one.inputs), "".join(one.code for one in made)
    figures = figures_of(tmp_path, rows, code)
    derived = {name for name, each in figures.items() if "known_to" in each}
    assert said_wrongly(figures) == {}
    forged = {
        name: each | ({"known_to": f"1000{each['known_to']}"} if name in derived else {})
        for name, each in figures.items()
    }
    assert said_wrongly(forged).keys() == derived


@pytest.mark.parametrize(
    ("name", "right", "claims"),
    [
        ("total", "to 100", ["", "1", "10", "1000"]),
        ("with_exact", "to 10", ["", "1", "100"]),
        ("all_exact", "to 1", ["", "0.1", "10"]),
        ("tenth", "to 10", ["", "1", "100"]),
        ("third", "to no step", ["1", "0.01"]),
        ("of_eighth", "to no step", ["0.001", "1"]),
        ("at_a_rate", "to no step", ["1"]),
        ("with_heads", "to 10", ["", "1"]),
        ("mixed", "to 1000", ["", "10"]),
        ("as_told", "to 10", ["", "1"]),
        ("turned", "to no step", ["0.001"]),
        ("chained", "to 100", ["", "10"]),
        ("typed", "to 0.001", ["", "1"]),
    ],
)
def test_another_step_than_the_formula_gives_is_found(
    known: dict[str, Any], name: str, right: str, claims: list[str]
) -> None:
    """Finer, coarser or none: the number would be written with other digits."""
    for claim in claims:
        said = f"it is said to be known {f'to {claim}' if claim else 'to no step'}"
        assert said_wrongly(known | {name: known[name] | {"known_to": claim}})[name] == (said, f"it is known {right}")


FIELDS = [
    {"name": "heads", "type": "number", "unit": "person", "rounded_to": 10},
    {"name": "others", "type": "number", "unit": "kiloperson", "rounded_to": "exact"},
    {"name": "given", "type": "number", "unit": "USD", "rounded_to": "exact"},
]
OF_HEADS, OF_MONEY = FIELDS[:1], FIELDS[2:]
BODIES_OF_TABLE = {
    "all_heads": ("table", 'table["heads"].sum()'),
    "largest": ("table", 'table["heads"].max()'),
    "one": ("table", 'table.loc[2, "heads"]'),
    "same": ("one", "one"),
    "twice": ("one", "one + one"),
    "rows": ("table", "len(table)"),
}


def of_table(folder: Path, fields: Any, bodies: dict[str, tuple[str, str]]) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: ANN401 -- JSON
    """The records of figures over a dataset, and the dataset's own."""
    numbers = {"heads": "120 340 560", "others": "0.5 1.25 7", "given": "1.25 2.50 4"}
    columns = [["row", "1", "2", "3"], *([each["name"], *numbers[each["name"]].split()] for each in fields)]
    rows = [",".join(row) for row in zip(*columns, strict=True)]
    schema = {"primaryKey": "row", "fields": [{"name": "row", "type": "integer"}, *fields]}
    package = {"name": "table", "path": "table.csv", "source": "agency", "period": "2024", "schema": schema}
    files = {"package": json.dumps({"resources": [package]}), "dataset": "\n".join(rows) + "\n"}
    made = analysed(folder, figures="", derived=in_code(bodies), units=UNITS, **files)
    columns_of = {name: {"columns": each.measured()} for name, each in made.datasets.items()}
    return {name: recorded(each, made.words) for name, each in made.figures.items()}, columns_of


def test_of_code_a_step_is_one_of_those_that_it_rests_on(tmp_path: Path) -> None:
    """A sum, the largest, a cell, and what is computed of that: of numbers to the nearest ten."""
    figures, datasets = of_table(tmp_path, OF_HEADS, BODIES_OF_TABLE)
    assert said_wrongly(figures, datasets) == {}
    for name, right in {
        "all_heads": "what it rests on is known to 10",
        "largest": "it is known to 10",  # which is one of them
        "one": "it is known to 10",
        "same": "it is known to 10",
        "twice": "it is known to 10",
    }.items():
        wrong = said_wrongly(figures | {name: figures[name] | {"known_to": "0.1"}}, datasets)
        assert wrong[name] == ("it is said to be known to 0.1", right)


def test_of_exact_numbers_in_a_dataset_a_step_is_the_place_of_a_digit(tmp_path: Path) -> None:
    """How many decimals they have is in the dataset's file, not in the record; what is exact lies on its step."""
    bodies = {"all": ("table", 'table["given"].sum()'), "one": ("table", 'table.loc[2, "given"]')}
    figures, datasets = of_table(tmp_path, OF_MONEY, bodies)
    assert {name: each["known_to"] for name, each in figures.items()} == {"all": "0.01", "one": "0.01"}
    for claim, right in [("0.5", False), ("10", False), ("0.1", False), ("0.01", True), ("0.001", True)]:
        for name, told in {
            "all": "what it rests on is exact, to 1 or finer",
            "one": "its column is exact, and its number is a multiple of the place of its last digit",
        }.items():
            wrong = said_wrongly(figures | {name: figures[name] | {"known_to": claim}}, datasets)
            expected = {} if right or (name, claim) == ("one", "0.1") else {name: told}
            assert {key: each[1] for key, each in wrong.items()} == expected


def test_of_numbers_in_several_units_nothing_can_be_told(tmp_path: Path) -> None:
    """A record does not know how many people a thousand of them are."""
    figures, datasets = of_table(tmp_path, FIELDS, {"all": ("table", 'table["heads"].sum()')})
    assert said_wrongly(figures, datasets) == said_wrongly({"all": figures["all"] | {"known_to": "1"}}, datasets) == {}


@pytest.mark.parametrize("figure", ["count_2022", "mean"])
def test_a_copy_that_was_sealed_again_with_another_step_does_not_hold(figure: str) -> None:
    """Of a number of a dataset, and of what code makes of two."""
    found = faults(a_copy(with_figure(figure, known_to="1")))
    assert [each for each in found if f"figure {figure}: it is said to be known to 1; " in each], found
