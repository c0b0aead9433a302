"""Numbers that are read sign by sign are what Python reads, and those that are written otherwise are not read."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

from seeds import seeds
from statbrief.data.plain_bytes import plain_numbers

PLAIN = {True: r"0|-?[1-9][0-9]*", False: r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"}
SIGNS = "0123456789.-+e ,"


def written(chance: random.Random) -> str:
    """A number, or what looks like one."""
    if chance.random() < 0.3:
        return "".join(chance.choice(SIGNS) for _ in range(chance.randrange(1, 8)))
    decimals = chance.choice(["", "", f".{chance.randrange(100)}"])
    return f"{chance.choice(['', '-'])}{chance.randrange(10 ** chance.randrange(1, 7))}{decimals}"[:8]


@pytest.mark.parametrize("seed", seeds(1, 6))
@pytest.mark.parametrize("is_whole", [True, False])
def test_each_is_what_python_reads(seed: int, *, is_whole: bool) -> None:
    """One by one, and all that are plain together."""
    chance = random.Random(seed)  # noqa: S311 -- the same each time
    texts = [written(chance) for _ in range(3000)]
    for text in texts:
        found = plain_numbers(np.array([text.encode()], dtype="S8"), is_whole=is_whole)
        assert (found is not None) == bool(re.fullmatch(PLAIN[is_whole], text)), text
    plain = [each for each in texts if re.fullmatch(PLAIN[is_whole], each)]
    found = plain_numbers(np.array([each.encode() for each in plain], dtype="S8"), is_whole=is_whole)
    assert found is not None
    assert found.tolist() == list(map(float, plain))


def test_more_digits_than_a_float_keeps_are_not_read() -> None:
    """Sixteen may be another number than the float that is nearest."""
    assert plain_numbers(np.array([b"123456789012345"]), is_whole=True) is not None
    assert plain_numbers(np.array([b"1234567890123456"]), is_whole=True) is None
