"""Formulas over plain numbers: what the record says of a figure gives its value again, or nothing is said."""

import json
import math
import shutil
import textwrap
from pathlib import Path
from typing import Any

import pytest

from briefs import write_brief
from command_line import done
from statbrief.analysis.write import write_analysis
from statbrief.arithmetic.formulas import evaluate, parse
from statbrief.record.analysis_record import read_record

FIGURES = (
    "people,People,40,person,exact,,2022,agency,,\n"
    "water,Water,2.5,tonne,0.1,,2022,agency,,\n"
    "sand,Sand,300,kg,10,,2022,agency,,\n"
    "flow,Flow,3,m**3/day,0.5,,2022,agency,,\n"
    "half,Half,50,percent,1,,2022,agency,,\n"
    "cold,Cold,10,degC,1,,2022,agency,,\n"
    "hot,Hot,30,degC,1,,2022,agency,,\n"
    "loud,Loud,60,dB,1,,2022,agency,,\n"
    "many,Many,7,tonne,exact,at least,2022,agency,,\n"
)
CODE = """
import pint

MONTH = pint.Quantity(1, "month")
LOAD = pint.Quantity(2, "tonne")
DOZEN = 12


def it({parameters}){returns}:
    '''It'''
    {body}
"""


def recorded(folder: Path, parameters: str, body: str, returns: str = "") -> dict[str, Any]:
    """The record of all figures of a brief with the function `it`."""
    returns = f' -> "{returns}"' if returns else ""
    body = textwrap.indent(textwrap.dedent(body), "    ").strip()
    write_brief(folder, figures=FIGURES, derived=CODE.format(parameters=parameters, returns=returns, body=body))
    (folder / "data/units.txt").write_text("person = [person]\n", encoding="utf-8")
    write_analysis(folder, "en")
    figures: dict[str, Any] = read_record(folder)["figures"]
    return figures


def again(figures: dict[str, Any], name: str) -> float:
    """The figure's value as its record gives it: `scale` times the formula of the inputs' numbers and factors."""
    figure = figures[name]
    values = {each: figures[each]["value"] for each in figure["inputs"]}
    values |= {each: constant["value"] for each, constant in figure["constants"].items()}
    factored = {each: value * figure["factors"].get(each, 1) for each, value in values.items()}
    return float(figure["scale"] * evaluate(parse(figure["formula"]), factored))


BOTH = {"water": 1000.0, "MONTH": 86400.0}
SAID: dict[str, tuple[str, str, str, float, dict[str, float], float]] = {
    "a quotient": ("water, people", "return water / people", "", 2.5 / 40, {}, 1),
    "a quotient in another unit": ("water, people", "return water / people", "kg/person", 62.5, {"water": 1000}, 1),
    "a sum of one unit": ("sand", "return sand + sand", "", 600, {}, 1),
    "a sum of two units": ("sand, water", "return sand + water", "", 2800, {"water": 1000}, 1),
    "a sum of two units the other way": ("sand, water", "return water + sand", "", 2.8, {"water": 1000}, 0.001),
    "a share in per cent": ("sand, water", "return sand / water", "percent", 12, {"water": 1000}, 100),
    "a share as it is": ("sand, water", "return sand / water", "", 0.12, {"water": 1000}, 1),
    "per cent of something": ("sand, half", "return sand * half", "kg", 150, {"half": 0.01}, 1),
    "the rest of a percentage": ("half", "return 1 - half", "", 0.5, {"half": 0.01}, 1),
    "a percentage of itself": ("half", "return half", "", 0.5, {"half": 0.01}, 1),
    "a month": ("sand", "return sand / MONTH", "kg/day", 300 / 30.4375, {}, 1),
    "a month in another unit": ("water", "return water / MONTH", "kg/day", 2500 / 30.4375, BOTH, 86400),
    "a constant in another unit": ("sand", "return sand + LOAD", "", 2300, {}, 1),
    "a bare constant": ("sand", "return sand / DOZEN", "", 25, {}, 1),
    "the larger": ("sand, water", "return max(sand, water)", "kg", 2500, {"water": 1000}, 1),
    "days into seconds": ("flow", "return flow", "liter/second", 3000 / 86400, {"flow": 1 / 86400}, 1000),
    "a difference of degrees": ("hot, cold", "return hot - cold", "", 20, {}, 1),
    "what is at least so much": ("many, sand", "return many - sand", "kg", 6700, {"many": 1000}, 1),
}


@pytest.mark.always(
    "a quotient",
    "a quotient in another unit",
    "a sum of two units",
    "a sum of two units the other way",
    "a share in per cent",
    "a month",
    "a month in another unit",
    "a difference of degrees",
)
@pytest.mark.parametrize("case", SAID)
def test_the_formula_gives_the_value_again(tmp_path: Path, case: str) -> None:
    """Over plain numbers, with factors where units are mixed and nowhere else."""
    parameters, body, returns, value, factors, scale = SAID[case]
    figures = recorded(tmp_path, parameters, body, returns)
    figure = figures["it"]
    assert figure["formula"] == body.removeprefix("return ")
    assert figure["value"] == pytest.approx(value, rel=1e-12)
    assert again(figures, "it") == pytest.approx(figure["value"], rel=1e-9)
    assert figure["factors"] == pytest.approx(factors)
    assert figure["scale"] == pytest.approx(scale)


UNSAID = {
    "a scale with a zero of its own": ("cold", "return cold", "kelvin"),
    "a scale of powers": ("loud", "return loud", "1"),
    "more than an expression": ("sand, water", "total = sand + water\nreturn total", ""),
    "a method": ("water", "return water.to('kg')", ""),
    "bare numbers": ("water", "return water.magnitude * 2", ""),
}


@pytest.mark.parametrize(("parameters", "body", "returns"), UNSAID.values(), ids=UNSAID.keys())
def test_a_formula_that_would_not_give_it_is_not_recorded(
    tmp_path: Path, parameters: str, body: str, returns: str
) -> None:
    """The function and its inputs are what is said of the figure."""
    figure = recorded(tmp_path, parameters, body, returns)["it"]
    assert (figure["formula"], figure["constants"], figure["factors"], figure["scale"]) == ("", {}, {}, 1)
    assert figure["function"] == "it"
    assert figure["inputs"] == parameters.split(", ")


def test_a_function_of_the_file_that_hides_a_builtin_is_not_taken_for_it(tmp_path: Path) -> None:
    """A formula is what its text says to a reader; here `max` is the smaller one."""
    code = "def _smaller(a, b):\n    return a if a < b else b\n\n\nmax = _smaller\n\n\n"
    code += "def it(sand, people):\n    '''It'''\n    return max(sand.magnitude, people.magnitude)\n\n\n"
    code += "def other(sand, it):\n    '''Other'''\n    return max(1, it)\n"
    write_brief(tmp_path, figures=FIGURES, derived=code)
    (tmp_path / "data/units.txt").write_text("person = [person]\n", encoding="utf-8")
    write_analysis(tmp_path, "en")
    figures: dict[str, Any] = read_record(tmp_path)["figures"]
    assert (figures["other"]["value"], figures["other"]["formula"]) == (1, "")


def test_a_chain_of_formulas_gives_every_value_again(tmp_path: Path) -> None:
    """Each figure's own value is what the next formula is given."""
    code = """
    def first(sand, water) -> "percent":
        '''First'''
        return sand / (sand + water)


    def second(first, flow) -> "liter / day":
        '''Second'''
        return (1 - first) * flow


    def third(second, first):
        '''Third'''
        return second ** 2 / first
    """
    write_brief(tmp_path, figures=FIGURES, derived=textwrap.dedent(code))
    (tmp_path / "data/units.txt").write_text("person = [person]\n", encoding="utf-8")
    write_analysis(tmp_path, "en")
    figures: dict[str, Any] = read_record(tmp_path)["figures"]
    for name in ("first", "second", "third"):
        assert figures[name]["formula"]
        assert math.isclose(again(figures, name), figures[name]["value"], rel_tol=1e-9)


TABLE = {
    "resources": [
        {
            "name": "table",
            "path": "table.csv",
            "source": "agency",
            "schema": {
                "primaryKey": ["camp", "year"],
                "fields": [
                    {"name": "camp"},
                    {"name": "year", "type": "year"},
                    {"name": "water", "type": "number", "unit": "tonne", "rounded_to": 0.5},
                ],
            },
        }
    ]
}


@pytest.mark.parametrize(
    ("body", "cell"),
    [
        ("table.loc[('A', '2022'), 'water']", {"dataset": "table", "row": "A 2022", "column": "water"}),
        ("table['water'].max()", {"dataset": "table", "row": "B 2022", "column": "water"}),
        ("table.loc[('A', '2022'), 'water'].to('kg')", None),
        ("table.loc[('A', '2022'), 'water'] * 2", None),
        ("table['water'].sum()", None),
    ],
)
def test_a_number_that_a_dataset_states_is_named(tmp_path: Path, body: str, cell: dict[str, str] | None) -> None:
    """Dataset, row and column, where the function does no more than repeat it."""
    write_brief(
        tmp_path,
        derived=f"def it(table):\n    '''It'''\n    return {body}\n",
        package=json.dumps(TABLE),
        dataset="camp,year,water\nA,2021,1\nA,2022,2.5\nB,2022,9\n",
    )
    write_analysis(tmp_path, "en")
    figure: Any = read_record(tmp_path)["figures"]["it"]
    assert (figure["cell"], figure["formula"]) == (cell, "")


def test_every_formula_of_this_brief_gives_its_value_again(root: Path, tmp_path: Path) -> None:
    """As plain arithmetic: no factor is needed."""
    shutil.copytree(root / "data", tmp_path / "data")
    (tmp_path / "analysis").mkdir()
    shutil.copy(root / "analysis/derived.py", tmp_path / "analysis")
    write_analysis(tmp_path, "en")
    figures: dict[str, Any] = read_record(tmp_path)["figures"]
    proved = [name for name, figure in figures.items() if figure.get("formula")]
    assert len(proved) >= 8
    for name in proved:
        assert (figures[name]["factors"], figures[name]["scale"]) == ({}, 1)
        assert math.isclose(again(figures, name), figures[name]["value"], rel_tol=1e-9)


def test_a_published_copy_of_a_brief_of_many_units_proves_itself(tmp_path: Path) -> None:
    """Formulas with factors, units by other names, and functions that are more than a formula."""
    code = """
    def first(sand, water) -> "percent":
        '''First'''
        return sand / (sand + water)


    def second(cold) -> "kelvin":
        '''Second'''
        return cold


    def third(people, flow) -> "liter / day / person":
        '''Third'''
        return flow / people


    def fourth(rate, people) -> "person":
        '''Fourth'''
        return rate * people
    """
    rate = "rate,Rate,12.3,per_100k,0.1,,2022,agency,,\n"  # a unit whose name has a number
    settings = "bibliography: data/sources.bib\nformat: {html: {theme: none, minimal: true}}\n"
    write_brief(tmp_path, figures=FIGURES.replace(",person,", ",persons,") + rate, derived=textwrap.dedent(code))
    (tmp_path / "_quarto.yml").write_text(settings, encoding="utf-8")
    (tmp_path / "data/units.txt").write_text("person = [person] = _ = persons\nper_100k = 1e-5\n", encoding="utf-8")
    (tmp_path / "brief.qmd").write_text(
        "---\ntitle: Units\n---\n\n{{< var first.about >}}, {{< var third.about >}}.\n\n"
        "{{< include _generated/figures.md >}}\n\n::: {#refs}\n:::\n",
        encoding="utf-8",
    )
    done("build", tmp_path, "--to", "html", "--renderer", "embedded")
    proved = done("verify", tmp_path / "_output/brief.html")
    assert "first: about 10.7%" in proved.output


def test_numbers_in_two_units_of_a_kind_always_get_their_factors(tmp_path: Path) -> None:
    """The larger of 3,000 kg and 2.5 t would be 3,000 without them too, but only by chance."""
    figures = recorded(tmp_path, "sand, water", "return max(sand * 10, water)")
    assert figures["it"]["factors"] == {"water": 1000}
    assert again(figures, "it") == pytest.approx(figures["it"]["value"]) == 3_000
