"""Random formulas over random stated numbers, in each language: what is written is true, says an independent oracle.

Each text is parsed back. It must lie within half its last digit of the truth and within the range beside it, and its
words (about, exact, rose, fell, more than) must be true. The oracle knows fractions and nothing of the program.
"""

import json
import random
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from briefs import write_brief
from oracle import (
    BOUNDS,
    LANGUAGES,
    MARKS,
    Formula,
    Stated,
    formulas,
    read,
    wrong_between,
    wrong_change,
    wrong_length,
    wrong_number,
    wrong_reach,
)
from other_languages import said_in
from seeds import in_each_language, seeds
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.analysis.record import recorded
from statbrief.arithmetic import kinds
from statbrief.figures.figure import Figure
from statbrief.figures.forms import forms
from statbrief.verify.forms import problem_of

UNITS = "person = [person] = _ = people\nUSD = [currency]\nper_100k = 1e-5\n"
COUNT = 60
"""Formulas of a brief, so that it is analysed once for all of them."""


def analysed(folder: Path, rows: str, code: str, lang: str = "en", **files: str) -> Analysis:
    """The analysis of a brief of these figures."""
    brief = write_brief(folder / "brief", figures=rows, derived=code, **files)
    (brief / "data/units.txt").write_text(UNITS, encoding="utf-8")
    return analyse(brief, lang)


def wrong(figure: Figure, value: Fraction, ends: tuple[Fraction, Fraction], lang: str) -> str:
    """What is wrong with a figure's texts, the truth being known."""
    scale = Fraction(1, 100) if figure.unit == "percent" else Fraction(1)
    found = wrong_number(figure.forms.__getitem__, lang, value, ends, scale) or wrong_between(figure.forms, lang)
    if not found and "about_by" in figure.forms:
        found = wrong_change(figure.forms.__getitem__, lang, value, ends, "by")
    elif not found and "about_change" in figure.forms:
        change = value - 1, (ends[0] - 1, ends[1] - 1)
        found = wrong_change(figure.forms.__getitem__, lang, *change, "change")
    return found


def ill_measured(
    figure: Figure,
    value: Fraction,
    ends: tuple[Fraction, Fraction],
    lang: str,
    *,
    is_quotient: bool,
    known_to: Fraction = Fraction(0),
) -> str:
    """What is wrong with the number of digits, and with how far the range is rounded outward."""
    scale, say = Fraction(1, 100) if figure.unit == "percent" else Fraction(1), figure.forms.__getitem__
    found = wrong_reach(say, lang, ends, scale, known_to)
    if found or not is_quotient:
        return found
    found = wrong_length(say, lang, value, scale, is_ratio=figure.kind in {kinds.RATIO, kinds.SHARE})
    form = next((each for each in ("by", "change") if each in figure.forms), "")
    if found or not form:
        return found
    moved = value - 1 if figure.kind == kinds.RATIO else value
    return wrong_length(say, lang, abs(moved), Fraction(1), forms=(form, f"about_{form}"), is_ratio=False)


class Random(NamedTuple):
    """Random formulas, and the analysis of a brief that has them."""

    formulas: list[Formula]
    analysis: Analysis


@pytest.fixture(scope="module")
def of_formulas(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Random:
    """The formulas of a seed, analysed once for all that is asked of them, in all languages."""
    made = list(formulas(request.param, COUNT))
    rows, code = "".join(each.row for one in made for each in one.inputs), "".join(one.code for one in made)
    return Random(made, analysed(tmp_path_factory.mktemp("formulas"), rows, code))


@in_each_language
@pytest.mark.parametrize("of_formulas", [0], indirect=True)
def test_an_analysis_in_another_language_says_it_so(of_formulas: Random, tmp_path: Path, lang: str) -> None:
    """Of the same files, so that what the tests below write anew is what a brief in that language has."""
    made = of_formulas.formulas
    rows, code = "".join(each.row for one in made for each in one.inputs), "".join(one.code for one in made)
    own = analysed(tmp_path, rows, code, lang).figures
    assert {name: dict(each.forms) for name, each in own.items()} == {
        name: dict(each.forms) for name, each in said_in(lang, of_formulas.analysis).figures.items()
    }


@in_each_language
@pytest.mark.parametrize("of_formulas", seeds(2, 10), indirect=True)
def test_what_is_written_of_a_formula_is_true(of_formulas: Random, lang: str) -> None:
    """Sums, differences, multiples, quotients, shares, changes, means: digits, ranges and words."""
    made, figures = of_formulas.formulas, said_in(lang, of_formulas.analysis).figures
    told = {one.text: wrong(figures[one.name], one.value, one.ends, lang) for one in made}
    assert not {text: problem for text, problem in told.items() if problem}
    told = {
        one.text: ill_measured(
            figures[one.name], one.value, one.ends, lang, is_quotient=one.is_quotient, known_to=one.parted_to
        )
        for one in made
    }
    assert not {text: problem for text, problem in told.items() if problem}


@pytest.mark.thorough
@in_each_language
@pytest.mark.parametrize("of_formulas", seeds(1, 3), indirect=True)
def test_what_is_written_reads_back_for_who_verifies(of_formulas: Random, lang: str) -> None:
    """All forms of all these figures, those with digits that were asked for too."""
    analysis = said_in(lang, of_formulas.analysis)
    for figure in analysis.figures.values():
        said, made = recorded(figure, analysis.words), forms(figure, analysis.words)
        with_digits = ("value", "change", "range", "between", "rose_by", "higher_by")
        names = [*made, *(f"{form}_{digits}" for form in with_digits for digits in ("4", "to_1", "full"))]
        texts = {name: made[name].plain for name in names if name in made}
        problems = {name: problem for name, text in texts.items() if (problem := problem_of(said, name, text, lang))}
        assert not problems, (figure.id, texts)


def table(chance: random.Random, rows: int) -> tuple[list[str], str]:
    """A column of numbers stated to one place, and the step that it is rounded to; empty where exact."""
    places = chance.choice([0, 0, 1, 2])
    step = Decimal(1).scaleb(-places)
    numbers = [f"{Decimal(chance.randint(1, 99_999)).scaleb(-places):f}" for _ in range(rows)]
    return numbers, chance.choice(["", f"{step:f}", f"{step / 2:f}"])


def package(steps: dict[str, str]) -> str:
    """The description of a dataset with a key and a column for each step."""
    columns: list[dict[str, object]] = [
        {"name": name, "type": "number", "unit": "person", "rounded_to": float(step) if step else "exact"}
        for name, step in steps.items()
    ]
    fields = [{"name": "row", "type": "integer"}, {"name": "group", "type": "integer"}, *columns]
    described = {"name": "table", "path": "table.csv", "source": "agency", "period": "2024"}
    return json.dumps({"resources": [described | {"schema": {"primaryKey": "row", "fields": fields}}]})


class Columns(NamedTuple):
    """Random columns with their steps, what is true of the figures over them, and the analysis of a brief of these."""

    columns: dict[str, tuple[list[str], str]]
    truth: dict[str, tuple[Fraction, tuple[Fraction, Fraction]]]
    analysis: Analysis


@pytest.fixture(scope="module")
def of_columns(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Columns:
    """The columns of a seed, analysed once for all languages."""
    chance = random.Random(request.param)  # noqa: S311 -- the same ones each time
    rows = chance.randint(2, 9)
    made = {f"c{place}": table(chance, rows) for place in range(6)}
    code = ""
    truth: dict[str, tuple[Fraction, tuple[Fraction, Fraction]]] = {}
    for name, (texts, step) in made.items():
        numbers, half = [Fraction(text) for text in texts], Fraction(step or 0) / 2
        total = sum(numbers, Fraction(0))
        middle = sum(sorted(numbers)[(rows - 1) // 2 : rows // 2 + 1], Fraction(0)) / (2 - rows % 2)
        chosen = (("max", max(numbers)), ("min", min(numbers)), ("median", middle))
        for function, value in (("sum", total), *chosen, ("mean", total / rows)):
            code += f'def {name}_{function}(table):\n    """D"""\n    return table["{name}"].{function}()\n\n\n'
            reach = half * rows if function == "sum" else half
            truth[f"{name}_{function}"] = value, (value - reach, value + reach)
        code += f'def {name}_gap(table):\n    """D"""\n    return table.loc[2, "{name}"] - table.loc[1, "{name}"]\n\n\n'
        group = f'table.groupby("group")["{name}"].sum().loc[1]'
        code += f'def {name}_group(table):\n    """D"""\n    return {group}\n\n\n'
        of_group = numbers[1::2]
        reach = half * len(of_group)
        truth[f"{name}_group"] = sum(of_group, Fraction(0)), (sum(of_group) - reach, sum(of_group) + reach)
        gap = numbers[1] - numbers[0]
        truth[f"{name}_gap"] = gap, (gap - 2 * half, gap + 2 * half)
    code += 'def rows(table):\n    """D"""\n    return len(table)\n'
    text = "row,group," + ",".join(made) + "\n"
    text += "".join(
        f"{place + 1},{place % 2}," + ",".join(each[0][place] for each in made.values()) + "\n" for place in range(rows)
    )
    described = package({name: step for name, (_, step) in made.items()})
    folder = tmp_path_factory.mktemp("columns")
    return Columns(made, truth, analysed(folder, "", code, package=described, dataset=text))


@pytest.mark.thorough
@in_each_language
@pytest.mark.parametrize("of_columns", seeds(1, 10), indirect=True)
def test_what_is_written_of_a_column_is_true(of_columns: Columns, lang: str) -> None:
    """Sums, of groups too, extremes, medians, gaps, counts and means of pandas: steps and digits as of formulas."""
    made, truth, figures = of_columns.columns, of_columns.truth, said_in(lang, of_columns.analysis).figures
    rows = len(made["c0"][0])
    told = {name: wrong(figures[name], value, ends, lang) for name, (value, ends) in truth.items()}
    assert not {name: (problem, dict(figures[name].forms)) for name, problem in told.items() if problem}
    told = {
        name: ill_measured(figures[name], value, ends, lang, is_quotient=name.endswith("mean"))
        for name, (value, ends) in truth.items()
    }
    assert not {name: (problem, dict(figures[name].forms)) for name, problem in told.items() if problem}
    assert (figures["rows"].forms["value"], figures["rows"].forms["about"]) == (str(rows), str(rows))
    for name, (texts, step) in made.items():
        if not step:  # a sum of exact numbers is written to their last place
            places = max(len(each.partition(".")[2]) for each in texts)
            said = figures[f"{name}_sum"].forms["value"]
            assert len(said.rpartition(MARKS[lang][1])[2]) == places if places else read(said, lang)


class Bounds(NamedTuple):
    """The bound and the end of each figure of a brief, and its analysis."""

    truth: dict[str, tuple[str, Fraction]]
    analysis: Analysis


@pytest.fixture(scope="module")
def of_bounds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bounds:
    """Bounds of a seed and parts of them, analysed once for all languages."""
    chance = random.Random(request.param)  # noqa: S311 -- the same ones each time
    rows, code = "", ""
    truth: dict[str, tuple[str, Fraction]] = {}
    for place in range(20):
        bound, number = (
            chance.choice(list(BOUNDS)),
            Decimal(chance.randint(1, 9_999)).scaleb(chance.choice([0, 0, 1, -1])),
        )
        divisor = chance.choice(["1", "2", "3", "7", "8", "31"])
        rows += f"b{place},N,{number:f},person,exact,{bound},2024,agency,,\n"
        code += f'def d{place}(b{place}):\n    """D"""\n    return b{place} / {divisor}\n\n\n'
        truth[f"b{place}"] = bound, Fraction(number)
        truth[f"d{place}"] = bound, Fraction(number) / int(divisor)
    return Bounds(truth, analysed(tmp_path_factory.mktemp("bounds"), rows, code))


@in_each_language
@pytest.mark.parametrize("of_bounds", seeds(2, 10), indirect=True)
def test_what_is_said_of_a_bound_is_true(of_bounds: Bounds, lang: str) -> None:
    """At least and more than, at most and less than: never each other, and never beyond the truth."""
    truth, figures = of_bounds.truth, said_in(lang, of_bounds.analysis).figures
    for name, (bound, end) in truth.items():
        text = figures[name].forms["about"]
        [number_said] = read(text, lang)
        word = next(key for key, said in BOUNDS.items() if text.startswith(said[lang]))
        is_low = bound in {"at least", "more than"}
        assert word in ({"at least", "more than"} if is_low else {"at most", "less than"}), text
        beyond = end - number_said.value if is_low else number_said.value - end
        assert beyond >= 0, (text, end)
        is_strict = bound in {"more than", "less than"}
        assert (word in {"more than", "less than"}) == (is_strict or beyond > 0), (text, bound, end)
        assert beyond <= end / 100, (text, end)


RATIOS = {
    "percent": Fraction(1, 100),
    "per_100k": Fraction(1, 100_000),
    "ppm": Fraction(1, 1_000_000),
    "1": Fraction(1),
}


class Parts(NamedTuple):
    """What is true of each figure of a brief, its value and its ends, and its analysis."""

    truth: dict[str, tuple[Fraction, tuple[Fraction, Fraction]]]
    analysis: Analysis


@pytest.fixture(scope="module")
def of_parts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """Ratios of a seed, and people by them, analysed once for all languages."""
    chance = random.Random(request.param)  # noqa: S311 -- the same ones each time
    rows, code = "", ""
    truth: dict[str, tuple[Fraction, tuple[Fraction, Fraction]]] = {}
    for place in range(20):
        unit = chance.choice(list(RATIOS))
        share = Stated(f"s{place}", f"{chance.randint(1, 999) / 10:.1f}", unit, chance.choice(["exact", "0.1"]), "2024")
        whole = Stated(f"w{place}", str(chance.randint(1, 9_999_999)), "person", chance.choice(["exact", "1"]), "2024")
        sign = chance.choice(["*", "/"])
        rows += share.row + whole.row
        code += f'def d{place}(w{place}, s{place}):\n    """D"""\n    return w{place} {sign} s{place}\n\n\n'
        corners = [
            end * part * RATIOS[unit] if sign == "*" else end / (part * RATIOS[unit])
            for end in whole.ends
            for part in (Fraction(share.text) + side * half(share) for side in (-1, 1))
        ]
        part = Fraction(share.text) * RATIOS[unit]
        value = whole.value * part if sign == "*" else whole.value / part
        truth[f"d{place}"] = value, (min(corners), max(corners))
    return Parts(truth, analysed(tmp_path_factory.mktemp("parts"), rows, code))


@in_each_language
@pytest.mark.parametrize("of_parts", seeds(2, 5), indirect=True)
def test_a_ratio_of_something_is_of_its_unit(of_parts: Parts, lang: str) -> None:
    """Per cents, per 100,000 and ppm times people are people, and people by per cents too."""
    figures = said_in(lang, of_parts.analysis).figures
    for name, (value, ends) in of_parts.truth.items():
        assert figures[name].unit == "person"
        assert not wrong(figures[name], value, ends, lang), dict(figures[name].forms)


def half(stated: Stated) -> Fraction:
    """Half a step, in the unit of the number."""
    return Fraction(0) if stated.step == "exact" else Fraction(stated.step) / 2


def test_no_text_is_a_negative_nothing(tmp_path: Path) -> None:
    """Neither of a number that is nothing, nor of one that rounds to it."""
    rows = "a,A,-0.0,percent,0.1,,2024,agency,,\nb,B,-0.04,kg,0.01,,2024,agency,,\nc,C,0.0,kg,0.5,,2024,agency,,\n"
    found = analysed(tmp_path, rows, 'def d(b, c):\n    """D"""\n    return b + c\n')
    for lang in LANGUAGES:
        analysis = said_in(lang, found)
        for figure in analysis.figures.values():
            made = forms(figure, analysis.words)
            texts = {name: made[name].plain for name in (*made, "value_to_0", "value_to_1")}
            assert not {name: text for name, text in texts.items() if re.search(r"[-−]0([.,]0+)?(?![.,]?\d)", text)}


@in_each_language
def test_a_range_that_floats_cannot_tell_is_told(tmp_path: Path, lang: str) -> None:
    """A number of fifteen digits that is exact, and a small one that is not: the sum is not exact."""
    numbers = [
        Stated("n0", "432678118713861", "person", "exact", "2024"),
        Stated("n1", "68063593.5970", "person", "0.00025", "2024"),
        Stated("n2", "0.0078", "person", "0.0002", "2024"),
    ]
    made = [
        Formula("d0", "n0 - n1", (numbers[0], numbers[1])),
        Formula("d1", "(n0 + n1) * 3 - n2", tuple(numbers)),
        Formula("d2", "n2 + n0", (numbers[2], numbers[0])),
    ]
    rows, code = "".join(each.row for each in numbers), "".join(one.code for one in made)
    figures = said_in(lang, analysed(tmp_path, rows, code)).figures
    assert not {one.text: problem for one in made if (problem := wrong(figures[one.name], one.value, one.ends, lang))}
