"""No number is shown outside the range that is shown with it, of data to any step: held against fractions.

Means, weighted means, medians, quantiles, sums of groups, ratios and gaps of means, deviations: each is written in
every form and with many digits, its texts are parsed back, and the truth is reckoned here.
"""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import write_brief
from oracle import read, wrong_between, wrong_number
from seeds import in_each_language
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.figures.figure import Figure
from statbrief.figures.forms import Forms, forms
from statbrief.languages.language import words_for

STEPS = ("1", "0.5", "0.1", "10", "1000", "exact", "exact")
FEW = ("0.5", "10", "exact")
"""A fraction, a ten and none: what `make test` tries of one seed; `make seeds` tries all of three."""
UNITS = ("person", "kg", "USD", "percent", "1")
Numbers = Sequence[Fraction]
Ends = tuple[Fraction, Fraction]


def quantile(numbers: Numbers, share: Fraction) -> Fraction:
    """Between the two numbers that lie around the share of the way through them, in their order."""
    ordered, place = sorted(numbers), share * (len(numbers) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def mean(numbers: Numbers) -> Fraction:
    """All of them, divided by how many there are."""
    return sum(numbers, Fraction(0)) / len(numbers)


WEIGHTS = (3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8)
STATISTICS: dict[str, tuple[str, str, Callable[[Numbers], Fraction]]] = {
    "mean": ("{v}.mean()", "", mean),
    "average": ("sum({v}) / len(table)", "", mean),
    "median": ("{v}.median()", "", lambda v: quantile(v, Fraction(1, 2))),
    "quartile": ("{v}.quantile(0.25)", "", lambda v: quantile(v, Fraction(1, 4))),
    "tenth": ("{v}.quantile(0.9)", "", lambda v: quantile(v, Fraction(9, 10))),
    "weighted": (
        '({v} * table["w"]).sum() / table["w"].sum()', "",
        lambda v: sum(a * b for a, b in zip(v, WEIGHTS, strict=False)) / Fraction(sum(WEIGHTS[: len(v)])),
    ),
    "group": ('table.groupby("group")["{c}"].sum().loc[1]', "", lambda v: sum(v[1::2], Fraction(0))),
    "of_group": ('table.groupby("group")["{c}"].mean().loc[1]', "", lambda v: mean(v[1::2])),
    "ratio": ("{v}.iloc[:2].mean() / {v}.mean()", "ratio over time", lambda v: mean(v[:2]) / mean(v)),
    "share": ("{v}.iloc[0] / {v}.sum()", "share", lambda v: v[0] / sum(v, Fraction(0))),
    "gap": ("{v}.iloc[:2].mean() - {v}.mean()", "difference", lambda v: mean(v[:2]) - mean(v)),
}  # fmt: skip
"""What code asks of a column, what it declares, and what that is; each moves one way with each number."""
DEVIATION = "deviation"


def ends(numbers: Numbers, half: Fraction, of: Callable[[Numbers], Fraction]) -> Ends:
    """The lowest and the highest that it can be: with each number at the end that leads there when it goes alone."""
    reached = []
    for sign in (-1, 1):
        corner = []
        for place, number in enumerate(numbers):
            low, high = ([*numbers[:place], number + side * half, *numbers[place + 1 :]] for side in (-1, 1))
            rises = of(high) - of(low)
            corner.append(number + half * sign * (-1 if rises < 0 else 1))
        reached.append(of(corner))
    return reached[0], reached[1]


def deviation(numbers: Numbers) -> Fraction:
    """The standard deviation of a sample, to forty digits; it goes on beyond them."""
    squares = sum(((each - mean(numbers)) ** 2 for each in numbers), Fraction(0)) / (len(numbers) - 1)
    with localcontext(prec=40):
        root = Fraction((Decimal(squares.numerator) / Decimal(squares.denominator)).sqrt())
    return root + Fraction(1, 3 * 10**40)


class Made:
    """A brief of columns to each step, what is true of its figures, and its analysis."""

    def __init__(self, seed: int, steps: tuple[str, ...], folder: Path) -> None:
        chance = random.Random(seed)  # noqa: S311 -- the same ones each time
        rows = chance.randint(4, len(WEIGHTS))
        self.truth: dict[str, tuple[Fraction, Ends]] = {}
        columns: dict[str, tuple[Numbers, str, str]] = {}
        code = ""
        for place, step in enumerate(steps):
            column, size = f"c{place}", Fraction(step if step != "exact" else chance.choice(["1", "0.1"]))
            cells = [size * chance.randint(50, 10 ** chance.randint(2, 4)) for _ in range(rows)]
            unit = chance.choice(UNITS[size.denominator > 1 :])
            columns[column] = cells, unit, step
            scale = Fraction(1, 100 if unit == "percent" else 1)  # code makes plain numbers of per cents
            numbers, half = [each * scale for each in cells], Fraction(0) if step == "exact" else size / 2 * scale
            for name, (text, kind, of) in STATISTICS.items():
                said = text.format(v=f'table["{column}"]', c=column)
                code += _function(f"{column}_{name}", kind, said)
                self.truth[f"{column}_{name}"] = of(numbers), ends(numbers, half, of)
            if step == "exact":
                code += _function(f"{column}_{DEVIATION}", "", f'table["{column}"].std()')
                self.truth[f"{column}_{DEVIATION}"] = deviation(numbers), (deviation(numbers),) * 2
        write_brief(folder, figures="", derived=code, package=_package(columns), dataset=_rows(columns, rows))
        units = "person = [person] = _ = people\nUSD = [currency]\n"
        (folder / "data/units.txt").write_text(units, encoding="utf-8")
        self.analysis: Analysis = analyse(folder, "en")


def _function(name: str, kind: str, expression: str) -> str:
    declared = f' -> "{kind}"' if kind else ""
    return f'def {name}(table){declared}:\n    """D"""\n    return {expression}\n\n\n'


def _package(columns: Mapping[str, tuple[Numbers, str, str]]) -> str:
    measured = [
        {"name": name, "type": "number", "unit": unit, "rounded_to": step if step == "exact" else float(step)}
        for name, (_, unit, step) in {**columns, "w": ((), "kg", "exact")}.items()
    ]
    fields = [{"name": "row", "type": "integer"}, {"name": "group", "type": "integer"}, *measured]
    described = {"name": "table", "path": "table.csv", "source": "agency", "period": "2024"}
    return json.dumps({"resources": [described | {"schema": {"primaryKey": "row", "fields": fields}}]})


def _rows(columns: Mapping[str, tuple[Numbers, str, str]], rows: int) -> str:
    text = f"row,group,{','.join(columns)},w\n"
    for place in range(rows):
        cells = [_plain(numbers[place]) for numbers, _, _ in columns.values()]
        text += f"{place + 1},{place % 2},{','.join(cells)},{WEIGHTS[place]}\n"
    return text


def _plain(number: Fraction) -> str:
    return f"{Decimal(number.numerator) / Decimal(number.denominator):f}"


@pytest.fixture(scope="module")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The columns of a seed, analysed once for all that is asked of them."""
    seed, steps = request.param
    return Made(seed, steps, tmp_path_factory.mktemp("columns") / "brief")


def in_its_unit(text: str, lang: str, scale: Fraction) -> list[Fraction]:
    """The numbers of a text in the figure's unit."""
    return [
        each.value / (scale if "%" in text or "punto" in text or "point" in text else 1) for each in read(text, lang)
    ]


def outside(figure: Figure, said: Forms, lang: str) -> dict[str, str]:
    """The forms in which the number is not in the range that has the same digits."""
    wrong = {}
    scale = Fraction(1, 100) if figure.unit == "percent" else Fraction(1)
    for number, reach in (("value", "range"), ("about", "range"), ("percent", "percent_range"), ("times", "range")):
        for digits in ("", "_1", "_2", "_3", "_4", "_7", "_to_0", "_to_1", "_to_3", "_full"):
            form = f"about_value{digits}" if number == "about" and digits else f"{number}{digits}"
            if form not in said or f"{reach}{digits}" not in said:
                continue
            shown, around = said[form].plain, said[f"{reach}{digits}"].plain
            [one], several = in_its_unit(shown, lang, scale), in_its_unit(around, lang, scale)
            is_written_out = form == "about" and len(several) == 1 and several[0] != one
            if is_written_out and said["value"].plain == around:
                continue  # what is exact has one number for its range, all of it
            if not min(several) <= one <= max(several):
                wrong[form] = f"{shown} is not in {around}"
    return wrong


of_columns = pytest.mark.parametrize(
    "made",
    [(0, FEW), *(pytest.param((seed, STEPS), marks=pytest.mark.every_seed) for seed in range(3))],
    indirect=True,
    ids=lambda case: f"{case[0]}-{len(case[1])}",
)


@pytest.mark.thorough
@in_each_language
@of_columns
def test_what_is_shown_of_data_lies_in_the_range_that_is_shown(made: Made, lang: str) -> None:
    """With the digits that follow from the data, and with those that the prose asks for of both."""
    words = words_for(lang)
    told = {name: outside(made.analysis.figures[name], forms(made.analysis.figures[name], words), lang)
            for name in made.truth}  # fmt: skip
    assert not {name: wrong for name, wrong in told.items() if wrong}


@pytest.mark.thorough
@in_each_language
@of_columns
def test_what_is_shown_of_data_is_true(made: Made, lang: str) -> None:
    """Within half the last digit of the truth; the range holds all that rounding allows; about, where it has to be."""
    words = words_for(lang)
    wrong: dict[str, tuple[str, ...]] = {}
    for name, (value, reach) in made.truth.items():
        figure = made.analysis.figures[name]
        said = {form: text.plain for form, text in forms(figure, words).items()}
        scale = Fraction(1, 100) if figure.unit == "percent" else Fraction(1)
        found = wrong_number(said.__getitem__, lang, value, reach, scale) or wrong_between(said, lang)
        wrong |= {name: (found, said["about"], said["range"])} if found else {}
    assert not wrong
