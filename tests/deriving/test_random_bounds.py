"""Random formulas over numbers with bounds and steps: what is written is true, says an independent oracle.

Sums, differences, quotients, and numbers that are chosen among several, in formulas and in code.
"""

import random
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bound_oracle import SHAPES, Case, case, wrong_bound, wrong_cap
from briefs import write_brief
from oracle import BOUNDS, LANGUAGES, read, wrong_number
from other_languages import said_in
from seeds import seeds
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.analysis.record import recorded
from statbrief.errors import DerivingError
from statbrief.figures.forms import forms
from statbrief.verify.arithmetic import recompute
from statbrief.verify.forms import problem_of

COUNT = 40
"""Formulas of a brief."""


def analysed(folder: Path, cases: Mapping[str, Case], lang: str, unit: str = "kg") -> tuple[Analysis, set[str]]:
    """The analysis of a brief of these formulas, without those that have a fault, and the names of these."""
    rows = "".join(each.row(unit, 2020 + place) for one in cases.values() for place, each in enumerate(one.inputs))
    codes = {
        name: f"def {name}({', '.join(each.name for each in one.inputs)}):\n    return {one.text}\n\n\n".replace(
            ":\n", ':\n    """D"""\n', 1
        )
        for name, one in cases.items()
    }
    refused: set[str] = set()
    while True:
        code = "".join(text for name, text in codes.items() if name not in refused)
        brief = write_brief(folder, figures=rows, derived=code)
        (brief / "data/units.txt").write_text("@group count\n    school = [school]\n@end\n", encoding="utf-8")
        try:
            return analyse(brief, lang), refused
        except DerivingError as error:
            refused |= {fault.what for fault in error.faults}


def wrong(say: Any, lang: str, one: Case) -> str:  # noqa: ANN401 -- the forms of a figure
    """What is wrong with a figure's texts, the truth being known."""
    reach = one.reach
    if reach is None:
        return ""
    words = {key: text[lang] for key, text in BOUNDS.items()}
    if reach.low.at is not None and reach.high.at is not None:
        sides = {
            "low" if key in {"at least", "more than"} else "high"
            for key, word in words.items()
            if say("about").startswith(word)
        }
        if one.sides and sides != one.sides and reach.low.at < reach.high.at:
            return f"{say('about')} has not the word of its side"
        if sides:
            return wrong_cap({form: say(form) for form in ("about", "range")}, lang, reach, sides)
        return wrong_number(say, lang, one.value, (reach.low.at, reach.high.at), Fraction(1))
    if one.is_any_above:
        return "" if say("about") in {words["at least"] + "0", words["more than"] + "0"} else f"{say('about')} is more"
    [said] = read(say("about"), lang)
    return wrong_bound(say("about"), reach, words, said.value)


class Bounded(NamedTuple):
    """Random formulas, the analysis of a brief of those that have a range, and the names of those that have none."""

    cases: dict[str, Case]
    analysis: Analysis
    refused: set[str]


@pytest.fixture(scope="module", params=["kg", "school"])
def unit(request: pytest.FixtureRequest) -> str:
    """What can be any number, and what counts: schools are not under nothing."""
    return str(request.param)


@pytest.fixture(scope="module")
def bounded(request: pytest.FixtureRequest, unit: str, tmp_path_factory: pytest.TempPathFactory) -> Bounded:
    """The formulas of a seed, analysed once for all languages."""
    chance = random.Random(request.param)  # noqa: S311 -- the same ones each time
    shapes = [chance.choice(SHAPES) for _ in range(COUNT)]
    counted = unit == "school"
    cases = {f"d{at}": case(chance, shape, f"n{at}", is_counted=counted) for at, shape in enumerate(shapes)}
    return Bounded(cases, *analysed(tmp_path_factory.mktemp("bounded"), cases, "en", unit))


@pytest.mark.always("kg-0")
@pytest.mark.parametrize("bounded", [0], indirect=True)
def test_an_analysis_in_another_language_says_it_so(bounded: Bounded, unit: str, tmp_path: Path) -> None:
    """Of the same files, with the same faults, so that what the test below writes anew is what such a brief has."""
    own, refused = analysed(tmp_path, bounded.cases, "es", unit)
    again = said_in("es", bounded.analysis)
    assert refused == bounded.refused
    assert {name: dict(each.forms) for name, each in own.figures.items()} == {
        name: dict(each.forms) for name, each in again.figures.items()
    }


@pytest.mark.parametrize("lang", LANGUAGES[:2])
@pytest.mark.parametrize("bounded", seeds(1, 10), indirect=True)
def test_what_is_written_of_bounds_and_choices_is_true(bounded: Bounded, lang: str) -> None:
    """Each is refused where it has no range, and else has the words, the ends and the digits of the one that it has."""
    cases, refused, analysis = bounded.cases, bounded.refused, said_in(lang, bounded.analysis)
    assert {name for name, one in cases.items() if one.must_fail} <= refused
    assert not {name: cases[name] for name in refused if not (cases[name].must_fail or cases[name].may_fail)}
    figures = {name: analysis.figures[name] for name in cases if name not in refused}
    told = {name: wrong(each.forms.__getitem__, lang, cases[name]) for name, each in figures.items()}
    assert not {name: (problem, cases[name]) for name, problem in told.items() if problem}
    for each in figures.values():
        said, made = recorded(each, analysis.words), forms(each, analysis.words)
        asked = (f"{form}_{digits}" for form in ("value", "about_value", "rose_by") for digits in ("2", "to_1"))
        texts = {name: made[name].plain for name in (*made, *asked) if name in made}
        assert not {name: problem for name, text in texts.items() if (problem := problem_of(said, name, text, lang))}
    record: Any = {
        "figures": {name: recorded(each, analysis.words) | {"texts": {}} for name, each in analysis.figures.items()},
        "datasets": {},
    }
    assert recompute(record).wrong == []
