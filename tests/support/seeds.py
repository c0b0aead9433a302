"""How many seeds of random figures are tried: some by `make test`, more of the same by `make seeds`."""

import pytest


def seeds(always: int, every: int) -> list[object]:
    """The first so many seeds, then those up to the second number, which the mark `every_seed` chooses."""
    more = [pytest.param(seed, marks=pytest.mark.every_seed) for seed in range(always, every)]
    return [*range(always), *more]
