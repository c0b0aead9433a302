"""What makes a difference is found by halves, and nothing is asked twice on the way.

What is right is told by moving each alone, and each with every set of others.
"""

from collections.abc import Callable, Hashable, Mapping
from itertools import combinations
from typing import Any

import pytest

from statbrief.arithmetic.relevant_inputs import differing

KEYS = "abcdefghijk"
END: dict[Hashable, int] = dict.fromkeys(KEYS, 1)
RESULTS: dict[str, Callable[[Mapping[Any, int]], object]] = {
    "of one": lambda at: at.get("d", 0),
    "of several": lambda at: (at.get("a", 0), at.get("f", 0), at.get("k", 0)),
    "of two together, far apart": lambda at: at.get("b", 0) and at.get("j", 0),
    "of two together, side by side": lambda at: at.get("e", 0) and at.get("f", 0),
    "of the last that is left": lambda at: "c" in at and "g" in at and "k" in at,
    "of none": lambda at: len(at) * 0,
}


@pytest.mark.parametrize("name", RESULTS)
def test_those_that_make_a_difference_are_found(name: str) -> None:
    """Those without which all the others that were moved would come to something else, and no others."""
    result = RESULTS[name]
    wanted = {
        key
        for key in KEYS
        for size in range(4)
        for others in combinations([each for each in KEYS if each != key], size)
        if result(dict.fromkeys(others, 1)) != result(dict.fromkeys((*others, key), 1))
    }
    assert set(differing(KEYS, result, {}, END)) == wanted


@pytest.mark.parametrize("name", RESULTS)
def test_no_outcome_is_asked_for_twice(name: str) -> None:
    """Each costs a call of the function, or a walk through all that is known of it."""
    asked = []

    def outcome(moves: Mapping[Any, int]) -> object:
        asked.append(frozenset(moves))
        return RESULTS[name](moves)

    assert len(list(differing(KEYS, outcome, {}, END))) <= len(KEYS)
    assert len(asked) == len(set(asked))
