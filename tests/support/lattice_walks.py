"""How much may be counted of numbers that are held against the one before each: all ways over a lattice of points.

Each number may stand at any point of the lattice that its range holds; what is counted is as much, or as little, as of
all ways through these points, one number after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

NOTHING = -1_000_000
Gain = Callable[[int, int], int]
"""What is gained by a state, after another one: 1 is over the one before, -1 under it, 0 neither; the first has 2."""


def most(numbers: Sequence[float], half: float, point: float, gain: Gain, least: int = 0) -> int:
    """The most that is gained, of numbers within `half` and points that are so far apart.

    A number is over the one before if it is so by more than `least` points, and under it if by less.
    """
    points = np.arange(min(numbers) - half, max(numbers) + half + point / 2, point)
    inside = [(points >= each - half) & (points <= each + half) for each in numbers]
    known = {state: np.where(inside[0] & (state == STATES[-1]), 0, NOTHING) for state in STATES}
    for here in inside[1:]:
        reached = {state: np.full(len(points), NOTHING) for state in STATES}
        for before, gained in known.items():
            lowest, highest = np.maximum.accumulate(gained), np.maximum.accumulate(gained[::-1])[::-1]
            ways = {1: shifted(lowest, least + 1), -1: shifted(highest, least - 1), 0: shifted(gained, least)}
            for state, way in ways.items():
                reached[state] = np.maximum(reached[state], way + gain(before, state))
        known = {state: np.where(here, gained, NOTHING) for state, gained in reached.items()}
    return int(max(gained.max() for gained in known.values()))


def shifted(gained: np.ndarray, places: int) -> np.ndarray:
    """What was gained so many points before."""
    moved = np.full(len(gained), NOTHING)
    if places >= 0:
        moved[places:] = gained[: len(gained) - places]
    else:
        moved[:places] = gained[-places:]
    return moved


STATES = (-1, 0, 1, 2)


def ends(numbers: Sequence[float], half: float, point: float, gain: Gain, least: int = 0) -> tuple[int, int]:
    """The least and the most that is gained."""
    fewest = most(numbers, half, point, lambda *states: -gain(*states), least)
    return -fewest, most(numbers, half, point, gain, least)


def rises(_: int, state: int) -> int:
    """1 for a number that is over the one before."""
    return int(state > 0)


def falls(_: int, state: int) -> int:
    """1 for a number that is under it."""
    return int(state < 0)


def peaks(before: int, state: int) -> int:
    """1 for a fall after a rise."""
    return int(before == 1 and state < 0)


def turns(before: int, state: int) -> int:
    """1 for another way than before."""
    return int(before not in (state, 2))
