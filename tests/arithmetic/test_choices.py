"""Choices: which inputs sway them, and whether rounding could make them another, against plain arithmetic."""

import itertools
import random
from collections.abc import Callable, Hashable, Mapping

import pytest

from statbrief.arithmetic.choices import Choice
from statbrief.arithmetic.inputs import Input

Scores = Callable[[Mapping[str, list[float]]], dict[str, float]]


def table(seed: int, things: int, times: int) -> dict[str, list[float]]:
    """Numbers by thing and time."""
    chance = random.Random(seed)  # noqa: S311 -- examples
    return {f"t{thing}": [float(chance.randrange(100, 1000)) for _ in range(times)] for thing in range(things)}


def choice_of(
    numbers: Mapping[str, list[float]], scores: Scores, half: float, place: int = 0, *, is_one_way: bool = False
) -> Choice:
    """The choice of the thing whose score is the largest, or in another place of their order."""

    def choose(moves: Mapping[Hashable, float]) -> str:
        moved = {
            thing: [moves.get(("d", "x", (thing, time)), number) for time, number in enumerate(row)]
            for thing, row in numbers.items()
        }
        known = scores(moved)
        return sorted(known, key=lambda thing: -known[thing])[place]

    inputs = [
        Input(("d", "x", (thing, time)), number, number - half, number + half)
        for thing, row in numbers.items()
        for time, number in enumerate(row)
    ]
    return Choice(choose, inputs, lambda key: key[2][0] if isinstance(key, tuple) else key, is_one_way=is_one_way)


def tables(every: int, step: int) -> pytest.MarkDecorator:
    """Each table of so many of random numbers that many steps on; all where `every_seed` chooses them."""
    more = pytest.param(range(every), marks=pytest.mark.every_seed)
    return pytest.mark.parametrize("tables", [range(0, every, step), more], ids=["some", "all"])


SCORES: dict[str, tuple[Scores, int]] = {
    "the last number": (lambda rows: {thing: row[-1] for thing, row in rows.items()}, 1),
    "the sum": (lambda rows: {thing: sum(row) for thing, row in rows.items()}, 5),
    "the change": (lambda rows: {thing: row[-1] - row[0] for thing, row in rows.items()}, 2),
    "the fall": (lambda rows: {thing: row[0] - row[-1] for thing, row in rows.items()}, 2),
}
"""Scores, and how many numbers each is a sum or difference of: as many half steps it can move."""


@pytest.mark.always("the last number-0-some", "the sum-0-some", "the change-0-some", "the fall-0-some")
@tables(40, 3)
@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(("scores", "terms"), SCORES.values(), ids=SCORES.keys())
def test_a_choice_is_another_where_the_next_score_is_within_the_rounding(
    scores: Scores, terms: int, place: int, tables: range
) -> None:
    """Two scores, each a sum of rounded numbers, can change places if they are nearer than their ranges are wide."""
    found = set()
    for seed in tables:
        numbers = table(seed, things=6, times=5)
        known = sorted(scores(numbers).values(), reverse=True)
        gaps = [known[each] - known[each + 1] for each in {place - 1, place} if each >= 0]
        half = 30.25 / terms  # so that no sum of ranges is exactly a gap
        is_open = min(gaps) < 2 * terms * half
        others = list(choice_of(numbers, scores, half, place).others())
        assert bool(others) == is_open, (seed, gaps)
        found.add(is_open)
    assert found == {True, False}  # both were tried


@pytest.mark.parametrize("share", [0.0, 0.9, 1.1])
@pytest.mark.parametrize(("scores", "terms"), SCORES.values(), ids=SCORES.keys())
def test_numbers_that_sway_one_way_are_looked_at_together(scores: Scores, terms: int, share: float) -> None:
    """Where all of them together leave the choice, none alone is tried; what is open or tied is found as always."""
    for seed in range(6):
        numbers = table(seed, things=6, times=5)
        first, second = sorted(scores(numbers), key=scores(numbers).__getitem__)[:-3:-1]
        numbers[second] = numbers[first] if seed == 0 else numbers[second]
        known = sorted(scores(numbers).values(), reverse=True)
        gap = known[0] - known[1]
        choice = choice_of(numbers, scores, share * gap / (2 * terms), is_one_way=True)
        moved = _counting(choice)
        is_open, is_tied = gap > 0 and share > 1, gap == 0
        assert bool(list(choice.others())) == is_open, seed
        assert any(map(choice.is_tied, choice.ties())) == is_tied, seed
        assert is_open or is_tied or 1 not in moved, seed


def _counting(choice: Choice) -> list[int]:
    """How many numbers are moved each time from then on."""
    own, moved = choice.choose, list[int]()

    def counted(moves: Mapping[Hashable, float]) -> Hashable:
        moved.append(len(moves))
        return own(moves)

    choice.choose = counted
    return moved


QUOTIENTS: dict[str, Scores] = {
    "a ratio": lambda rows: {thing: row[-1] / row[0] for thing, row in rows.items()},
    "a share": lambda rows: {thing: row[-1] / sum(each[-1] for each in rows.values()) for thing, row in rows.items()},
    "one for each of another": lambda rows: {thing: row[-1] * 1000 / (row[0] + 1) for thing, row in rows.items()},
}


@pytest.mark.parametrize("scores", QUOTIENTS.values(), ids=QUOTIENTS.keys())
def test_quotients_are_looked_for_where_they_are_nearest(scores: Scores) -> None:
    """Of three things with two numbers each, another is found wherever one of all 64 corners has it, and only there."""
    found = set()
    for seed in range(40):
        numbers, half = table(seed, things=3, times=2), 12.0
        choice = choice_of(numbers, lambda rows: _or_none(scores, rows), half)
        corners = itertools.product((-half, half), repeat=6)
        moved = [{t: [numbers[t][i] + c[2 * n + i] for i in (0, 1)] for n, t in enumerate(numbers)} for c in corners]
        is_open = any(max(known, key=known.__getitem__) != choice.chosen for known in map(scores, moved))
        assert bool(list(choice.others())) == is_open, seed
        found.add(is_open)
    assert found == {True, False}


def _share(rows: Mapping[str, list[float]], thing: str, time: int) -> float:
    return rows[thing][time] / sum(each[time] for each in rows.values())


NEAR: dict[str, Scores] = {
    "a share": lambda rows: {thing: _share(rows, thing, -1) for thing in rows},
    "a change in points": lambda rows: {thing: _share(rows, thing, -1) - _share(rows, thing, 0) for thing in rows},
    "its size": lambda rows: {thing: abs(_share(rows, thing, -1) - _share(rows, thing, 0)) for thing in rows},
    "the size of a change": lambda rows: {thing: abs(row[-1] - row[0]) for thing, row in rows.items()},
    "the growth of a share": lambda rows: {thing: _share(rows, thing, -1) / _share(rows, thing, 0) for thing in rows},
    "how near to a number": lambda rows: {thing: -abs(row[-1] - 550) for thing, row in rows.items()},
    "how near to the mean": lambda rows: {thing: -abs(_share(rows, thing, -1) - 1 / len(rows)) for thing in rows},
}


@pytest.mark.always(
    "a share-0-some",
    "a change in points-0-some",
    "its size-0-some",
    "the size of a change-0-some",
    "the growth of a share-0-some",
    "how near to a number-0-some",
    "how near to the mean-0-some",
)
@tables(20, 2)
@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("scores", NEAR.values(), ids=NEAR.keys())
def test_whatever_place_a_corner_decides_otherwise_is_found(scores: Scores, place: int, tables: range) -> None:
    """Of four things with two numbers each: where one of all 256 corners has another in that place, one is found."""
    tried = set()
    for seed in tables:
        numbers, half = table(100 + seed, things=4, times=2), 6.0 + 3 * seed
        corners = itertools.product((-half, half), repeat=8)
        moved = [{t: [numbers[t][i] + c[2 * n + i] for i in (0, 1)] for n, t in enumerate(numbers)} for c in corners]
        choice = choice_of(numbers, lambda rows: _or_none(scores, rows), half, place)
        is_open = any(sorted(known, key=lambda t: -known[t])[place] != choice.chosen for known in map(scores, moved))
        assert not is_open or list(choice.others()), seed
        tried.add(is_open)
    assert tried == {False, True}


@pytest.mark.parametrize("scores", NEAR.values(), ids=NEAR.keys())
def test_what_is_found_lies_within_the_rounding(scores: Scores) -> None:
    """Each other thing is chosen at a place that the inputs may have: no choice is doubted for nothing."""
    numbers, half = table(5, things=6, times=2), 9.0
    choice = choice_of(numbers, scores, half, 2)
    choose, places = choice.choose, list[Mapping[Hashable, float]]()

    def noted(moves: Mapping[Hashable, float]) -> Hashable:
        places.append(moves)
        return choose(moves)

    choice.choose = noted
    for other in choice.others():
        assert choose(places[-1]) == other
        for key, number in places[-1].items():
            assert isinstance(key, tuple)
            thing, time = key[2]
            assert abs(number - numbers[thing][time]) <= half


def _or_none(scores: Scores, rows: Mapping[str, list[float]]) -> dict[str, float]:
    """The scores; where they cannot be had, none is above another."""
    try:
        return scores(rows)
    except ZeroDivisionError:
        return dict.fromkeys(rows, 0.0)


@pytest.mark.parametrize(("scores", "terms"), SCORES.values(), ids=SCORES.keys())
def test_what_sways_a_choice_is_found_and_which_way(scores: Scores, terms: int) -> None:
    """All numbers that a score is made of, and no other; those of the chosen thing the other way."""
    numbers = table(7, things=5, times=5)
    choice = choice_of(numbers, scores, 1.0)
    times = {key[2][1] for key in choice.swaying if isinstance(key, tuple)}
    assert len(times) == terms
    assert len(choice.swaying) == terms * 5
    for key, ways in choice.swaying.items():
        assert isinstance(key, tuple)
        thing, time = key[2]
        rises = scores({**numbers, thing: [*numbers[thing][:time], 1e6, *numbers[thing][time + 1 :]]})[thing] > 1e5
        assert set(ways) == {-1 if (thing == choice.chosen) == rises else 1}


@pytest.mark.thorough
@pytest.mark.parametrize("times", [50, pytest.param(200, marks=pytest.mark.every_seed)])
def test_a_choice_among_many_is_searched_for_by_blocks(times: int) -> None:
    """Of 1,000 numbers, or 4,000, those of the last time decide; all things are found, and the near one."""
    numbers = table(3, things=20, times=times)
    last = sorted((row[-1], thing) for thing, row in numbers.items())
    (below, second), (_, first) = last[-2:]
    numbers[first][-1] = below + 1.5
    choice = choice_of(numbers, SCORES["the last number"][0], 1.0)
    assert {key[2] for key in choice.swaying if isinstance(key, tuple)} == {(thing, times - 1) for thing in numbers}
    assert set(choice.others()) == {second}
    numbers[first][-1] = below + 2.5
    assert not list(choice_of(numbers, SCORES["the last number"][0], 1.0).others())


def test_equal_scores_are_ties_and_others_are_not() -> None:
    """Exact numbers have no rounding; where two are the same, moving one by next to nothing decides."""
    numbers = {"one": [5e9], "two": [5e9], "three": [5e9 - 1]}
    scores: Scores = lambda rows: {thing: row[0] for thing, row in rows.items()}  # noqa: E731
    choice = choice_of(numbers, scores, 0.0)
    assert (choice.chosen, set(choice.ties())) == ("one", {"two"})
    numbers["two"] = [5e9 - 1]
    choice = choice_of(numbers, scores, 0.0)
    assert (choice.chosen, list(choice.ties()), list(choice.others())) == ("one", [], [])


@pytest.mark.parametrize("odd", ["t3", "t11", "t19"])
def test_of_many_that_go_one_way_the_one_that_goes_both_is_found(odd: str) -> None:
    """All others are tried the other way together, and it is chosen too where it falls far."""
    numbers = table(2, 20, 1)

    def scores(rows: Mapping[str, list[float]]) -> dict[str, float]:
        return {thing: abs(row[0]) if thing == odd else row[0] for thing, row in rows.items()}

    choice = choice_of(numbers, scores, 5.0, is_one_way=True)
    calls = choice.spent
    first = max(numbers, key=lambda thing: numbers[thing][0])
    ways = {key[2][0]: {*each} for key, each in choice.swaying.items() if isinstance(key, tuple)}
    assert ways == {thing: {1} for thing in numbers} | {odd: {1, -1}, first: {-1}}
    plain = choice_of(numbers, lambda rows: {thing: row[0] for thing, row in rows.items()}, 5.0, is_one_way=True)
    assert plain.swaying.keys() == choice.swaying.keys()
    assert plain.spent < calls
