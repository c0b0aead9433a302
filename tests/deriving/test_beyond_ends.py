"""How long a run up to the latest month may be: whatever is alike on the way may have risen, and so on from there."""

import random
from pathlib import Path

import pytest

from briefs import analysed

PACKAGE = """{"resources": [{"name": "t", "path": "table.csv", "source": "agency", "period": "{month}", "schema":
{"primaryKey": "month", "fields": [{"name": "month", "type": "yearmonth"},
{"name": "n", "type": "number", "unit": "visa", "rounded_to": 1}]}}]}"""
CODE = '''from statbrief.periods import run


def told(t) -> "run":
    """Run"""
    return run(t, "n", as_stated=True)


def counted(t):
    """Rises up to the latest month"""
    rose = (t["n"].pint.magnitude.diff().iloc[1:] > 0)[::-1]
    return int(rose.astype(int).cumprod().sum())
'''


def _times(numbers: list[int], by: int) -> int:
    """How often in a row, from the last one back, a number is by so much over the one before."""
    times = 0
    while times + 1 < len(numbers) and numbers[-1 - times] - numbers[-2 - times] >= by:
        times += 1
    return times


def _furthest(numbers: list[int]) -> int:
    """The longest run: two alike may rise, of two a step apart the later and lower one may be no lower, and no more."""
    falls = [-each for each in numbers]
    return _times(numbers, 0) or (0 if numbers[-2] - numbers[-1] == 1 else -_times(falls, 2))


@pytest.mark.always("1", "2")
@pytest.mark.parametrize("seed", range(12))
def test_a_run_may_be_as_long_as_nothing_on_the_way_fell(tmp_path: Path, seed: int) -> None:
    """And as short as two may be alike, or fall, against how often in a row the whole numbers are so far apart."""
    chance = random.Random(seed)  # noqa: S311 -- numbers of a test
    numbers = [100]
    while len(numbers) < chance.choice([8, 20, 40]):
        numbers.append(numbers[-1] + chance.choices([-1, 0, 1, 2], [1, 4, 6, 4])[0])
    rows = "".join(f"{2010 + place // 12}-{place % 12 + 1:02},{each}\n" for place, each in enumerate([150, *numbers]))
    analysis = analysed(tmp_path, figures="", package=PACKAGE, dataset=f"month,n\n{rows}", derived=CODE)
    made = analysis.figures
    high, low = _furthest(numbers), -_furthest([-each for each in numbers])
    assert (made["told"].range.low, made["told"].range.high) == (low, high)
    assert (made["counted"].range.low, made["counted"].range.high) == (max(low, 0), max(high, 0))
    as_stated = _times(numbers, 1) or -_times([-each for each in numbers], 1)
    assert analysis.forms["told"]["value"].number == f"{as_stated}".replace(
        "-", "−"
    )  # not 40 beside “35 months in a row”
