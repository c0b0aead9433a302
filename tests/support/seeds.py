"""How much is tried: some by `make test`, more of the same by `make thorough` or, of what is random, `make seeds`."""

import itertools
from collections.abc import Collection, Mapping, Sequence

import pytest

in_each_language = pytest.mark.parametrize(
    "lang",
    [
        "en",
        pytest.param("es", marks=pytest.mark.thorough),
        pytest.param("es-MX", marks=pytest.mark.every_seed),
        "es-CR",
    ],
)
"""Of random figures: Mexico's Spanish, of Spain's words and of English signs, is tried with `every_seed`, and Spain's,
whose signs Costa Rica's has but for the space between thousands, with `thorough`."""


def seeds(always: int, every: int) -> list[object]:
    """The first so many seeds, then those up to the second number, which the mark `every_seed` chooses."""
    more = [pytest.param(seed, marks=pytest.mark.every_seed) for seed in range(always, every)]
    return [*range(always), *more]


def repeats(cases: Mapping[str, object], telling: Collection[str]) -> list[object]:
    """The cases of these names always; the others, which go the same ways, where the mark `every_seed` chooses them.

    A case that is a tuple is one of several parameters. Raises `KeyError` with a name that no case has.
    """
    if unknown := set(telling) - cases.keys():
        raise KeyError(unknown)
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            marks=() if name in telling else pytest.mark.every_seed,
            id=name,
        )
        for name, case in cases.items()
    ]


def pairs(one: Sequence[object], other: Sequence[object]) -> list[object]:
    """Each of one with one of the other, in turns, so that each of both is tried; all pairs with `every_seed`."""
    longer = max(len(one), len(other))
    always = {(place % len(one), place % len(other)) for place in range(longer)}
    return [
        pytest.param(one[place], other[its], marks=() if (place, its) in always else pytest.mark.every_seed)
        for place, its in itertools.product(range(len(one)), range(len(other)))
    ]
