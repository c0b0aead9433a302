"""What turns on its way from one end of a range to the other: its ends are not its extremes, and no range is given."""

from collections.abc import Hashable, Mapping

import pytest

from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.monotone_ranges import NotMonotoneError, extremes

A, C = Input("a", 20, 15, 25), Input("c", 22, 21, 23)
IMPORTS = Input("imports", 500, 450, 550)


def of(corner: Mapping[Hashable, float], each: Input) -> float:
    """Where an input stands."""
    return corner.get(each.key, each.value)


TURNING = {
    "a distance": ([IMPORTS], lambda at: abs(530 - of(at, IMPORTS))),
    "a distance near an end": ([IMPORTS], lambda at: abs(549 - of(at, IMPORTS))),
    "a square": ([A], lambda at: (of(at, A) - 23) ** 2),
    "the larger less the smaller": ([A], lambda at: of(at, A) - 23 if of(at, A) > 23 else 23 - of(at, A)),
    "a spread": ([A, C], lambda at: max(of(at, A), of(at, C), 23) - min(of(at, A), of(at, C), 23)),
    "a sum's distance": (
        [Input(name, 20, 15, 25) for name in range(40)],
        lambda at: abs(sum(at.get(name, 20) for name in range(40)) - 900),
    ),
}


@pytest.mark.parametrize(("inputs", "formula"), TURNING.values(), ids=TURNING)
def test_what_turns_between_its_ends_has_no_range(inputs, formula) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """At 530 the distance is 0, which neither of its ends, 20 and 80, says."""
    with pytest.raises(NotMonotoneError):
        extremes(formula, inputs)


def test_what_does_not_turn_has_one() -> None:
    """The same formulas over ranges in which they go one way."""
    near = Input("a", 18, 15, 21)
    found = extremes(lambda at: (of(at, near) - 23) ** 2, [near])
    assert (found.low, found.high) == ((21 - 23) ** 2, (15 - 23) ** 2)
    found = extremes(lambda at: max(of(at, A), of(at, C)), [A, C])
    assert (found.low, found.high) == (21, 25)
