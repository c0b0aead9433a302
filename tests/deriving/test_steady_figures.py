"""Plain formulas in which each number stands once: their ends are told from their text, and are those of a search."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefs import analysed
from seeds import seeds
from statbrief.arithmetic.inputs import Corner
from statbrief.deriving.steady_figures import SteadyFigures
from statbrief.errors import DerivingError
from statbrief.figures.figure import Figure
from statbrief.figures.functions import Function

UNITS = "person = [person]\n"
_UNITS = ("person", "kiloperson", "1", "percent")
_STATED = 20
_DERIVED, _LEFT = 12, 2


def stated_figures(chance: random.Random) -> str:
    """Rows of reported figures of several sizes, units and roundings; some exact, some open, one in five negative."""
    rows = []
    for number in range(_STATED):
        unit, places = _UNITS[number % len(_UNITS)], chance.choice([0, 1, 2])
        step = chance.choice([1, 1, 2, 5, 10])
        value = chance.choice([1, 1, 1, 1, -1]) * step * chance.randint(30, 99)
        rounded = "exact" if chance.random() < 0.2 else f"{step / 10**places:.{places}f}"
        bound = "at least" if chance.random() < 0.05 else ""
        rows.append(f"a{number},A{number},{value / 10**places:.{places}f},{unit},{rounded},{bound},2022,agency,p,\n")
    return "".join(rows)


def formula(chance: random.Random, names: list[str], operations: str) -> str:
    """A random formula in which each of the names stands once, and some constants beside them."""
    if len(names) == 1:
        powers = ["", "", "", "", " ** 2", " ** -1", " ** 3"] if "*" in operations else [""]
        return f"({chance.choice(['', '', '', '-'])}{names[0]}){chance.choice(powers)}"
    at = chance.randint(1, len(names) - 1)
    one, other = (formula(chance, those, operations) for those in (names[:at], names[at:]))
    return f"({one} {chance.choice(operations)} {other})" + chance.choice(["", "", "", " * 1.5", " / 7", " * half"])


def functions(chance: random.Random) -> Iterator[tuple[str, str]]:
    """The names and texts of random functions over reported figures, and over some of those before them."""
    for number in range(_DERIVED):
        of_people = number % 2 == 0
        alike = [f"a{each}" for each in range(_STATED) if (each % 4 < 2) == of_people]
        before = [f"d{each}" for each in range(number) if each % 2 == number % 2 and chance.random() < 0.3]
        names = chance.sample([*alike, *before], chance.randint(2, 4))
        said = formula(chance, names, "+-" if of_people else "+-*/")
        if number % 6 == 0:
            names.append(chance.choice(sorted({*alike} - {*names})))
            said = f"{said} / {names[-1]}"
        yield f"d{number}", f'def d{number}({", ".join(names)}):\n    """D{number}"""\n    return {said}\n'


def derive(folder: Path, rows: str, code: dict[str, str]) -> tuple[dict[str, Figure], str]:
    """The figures of a brief with these functions, without those that are refused; and why, of the first ones."""
    told, left = "", dict(code)
    while True:
        text = "\n\n".join(["half = 0.5\n", *left.values()])
        try:
            return dict(analysed(folder, figures=rows, derived=text, units=UNITS).figures), told
        except DerivingError as error:
            told = told or re.sub(r":\d+:", ":", str(error))
            left = {name: each for name, each in left.items() if name not in {fault.what for fault in error.faults}}


def closed(rows: str, code: dict[str, str]) -> set[str]:
    """The functions that name each of the stated numbers behind them once, none of which a bound leaves open."""
    is_open = {row.split(",")[0] for row in rows.splitlines() if "at least" in row}
    stated: dict[str, list[str]] = {}
    for name, text in code.items():
        named = re.findall(r"\b[ad]\d+\b", text.split("return")[1])
        stated[name] = [leaf for each in named for leaf in stated.get(each, [each])]
    return {name for name in code if len({*stated[name]} - is_open) == len(stated[name])}


@pytest.mark.parametrize("seed", seeds(1, 120))
def test_ends_are_those_of_a_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Of random formulas over random figures, as of what is derived from them, all is as when calls have found it.

    Calls are needed for few of those that name each number once, and none that is open: one may all but vanish beside
    others, or what may be nothing be multiplied.
    """
    chance, told = random.Random(seed), set[str]()  # noqa: S311 -- the same each time
    rows, code = stated_figures(chance), dict(functions(chance))
    corners = SteadyFigures.corners

    def counted(self: SteadyFigures, function: Function) -> tuple[Corner, Corner] | None:
        found = corners(self, function)
        told.update([function.name] if found is not None else [])
        return found

    monkeypatch.setattr(SteadyFigures, "corners", counted)
    figures, faults = derive(tmp_path, rows, code)
    monkeypatch.setattr(SteadyFigures, "corners", lambda _self, _function: None)
    searched, its_faults = derive(tmp_path, rows, code)
    assert faults == its_faults
    assert figures.keys() == searched.keys()
    assert [each.exact for each in figures.values()] == [each.exact for each in searched.values()]
    assert [each.origin for each in figures.values()] == [each.origin for each in searched.values()]
    assert [dict(each.forms) for each in figures.values()] == [dict(each.forms) for each in searched.values()]
    to_be_told = closed(rows, code) & figures.keys()
    assert told & figures.keys() <= to_be_told
    assert len(to_be_told - told) <= _LEFT
