"""Verifying figures: what each is computed from is computed again."""

from collections.abc import Mapping
from typing import Any

import pytest

from forged_copies import faults, with_figure
from published_records import (
    ROWS,
    a_copy,
    derived,
    record,
)
from statbrief.verify.verify import verify


@pytest.mark.parametrize(
    ("figure", "changed", "fault"),
    [
        ("rise", {"value": 3.9}, "its value is 3.9; 70,000 ÷ 18,000 comes to 3.88888889"),
        (
            "rise",
            {"range": [3.5, 75_000 / 17_500]},
            "its range is 3.5 to 4.286; 3.514 to 4.286 is what rounding allows",
        ),
        ("rise", {"range": [3.9, 4.0]}, "its value 3.889 is not in its range, 3.9 to 4"),
        ("rise", {"formula": "arrests_2022 / 18001"}, "its value is 3.88888889; 70,000 ÷ 18,001 comes to 3.88867285"),
        (
            "rise",
            {"formula": "arrests_2022 / arrests_2018"},
            "its formula names 'arrests_2018', which is not an input or",
        ),
        ("rise", {"inputs": ["arrests_2022", "arrests_2018"]}, "its input 'arrests_2018' is nothing of the record"),
        ("rise", {"factors": {"arrests_2022": 10.0}}, "700,000 ÷ 18,000 comes to 38.8888889"),
        ("rise", {"scale": 10.0}, "(70,000 ÷ 18,000) × 10 comes to 38.8888889"),
        ("rise", {"reported": ["arrests_2022"]}, "does not rest on the reported figures that its inputs rest on"),
        ("arrests_2022", {"value": 70_001.0}, "its value is 70,001; 70000 is stated"),
        ("arrests_2022", {"range": [65_000.0, 75_001.0]}, "its range is 65,000 to 75,001; 65,000 to 75,000 is what"),
        ("arrests_2022", {"rounded_to": "1000"}, "its range is 65,000 to 75,000; 69,500 to 70,500 is what"),
        ("investment", {"bound": "at most"}, "its range is 30,000,000,000 or more; 30,000,000,000 or less is what"),
        ("investment", {"stated": "9" * 800}, "states a number of more than 700 characters"),
        ("count_2022", {"range": [70_690.0, 70_710.0]}, "its range is 70,690 to 70,710; 70,695 to 70,705 is what"),
        ("count_2022", {"unit": "visa"}, "is in 'visa'; its column is in 'arrest'"),
        ("arrests_2022", {"agrees": ["arrests_2019"]}, "no check found it to agree with 'arrests_2019'"),
        ("rise", {"texts": {"times": "3.8 times"}}, "its times, '3.8 times', is not what 3.88889 is written as"),
    ],
)
def test_a_figure_whose_record_was_forged_and_sealed_again_does_not_hold(
    figure: str, changed: Mapping[str, object], fault: str
) -> None:
    """Its value, range, formula, inputs and texts depend on each other."""
    found = faults(a_copy(with_figure(figure, **changed)))
    assert any(each.startswith(f"brief.html: figure {figure}: ") and fault in each for each in found), found


HOSTILE = {
    "a call": "__import__('os').system('true')",
    "an attribute": "arrests_2022.__class__",
    "an index": "arrests_2022[0]",
    "a lambda": "(lambda: 1)()",
    "a comprehension": "[0 for _ in range(9)]",
    "a huge exponent": "2 ** 1000000",
    "a tower of exponents": "10**10**10",
    "a thousand brackets": "(" * 900 + "1" + ")" * 900,
    "a thousand signs": "-" * 1_000 + "1",
    "more than is allowed": "1 + " * 600 + "1",
    "an overflow": "arrests_2022 * 1e299 * 1e299",
    "a number out of bounds": "1e999",
    "no number": "(arrests_2022 * 1e299 * 1e299) - (arrests_2022 * 1e299 * 1e299)",
    "a root of a negative": "(0 - arrests_2022) ** 0.5",
    "a division by zero": "arrests_2022 / 0",
    "a number that runs into a word": "1or 2",
    "an unknown name": "arrests_2018",
    "a text": "'arrests'",
    "not arithmetic": "arrests_2022 +",
}


@pytest.mark.parametrize("formula", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_formula_is_one_fault_in_one_line(formula: str, capfd: pytest.CaptureFixture[str]) -> None:
    """It is never run, and nothing is computed before its size is known."""
    found = faults(a_copy(with_figure("rise", formula=formula)))
    assert len(found) == 1
    assert found[0].startswith("brief.html: figure rise: ")
    assert "\n" not in found[0]
    assert capfd.readouterr() == ("", "")


def test_figures_that_need_each_other_are_one_fault() -> None:
    """The circle is shown."""
    known = record()
    known["figures"]["a"] = derived(1.0, [1.0, 1.0], ["b"], "b")
    known["figures"]["b"] = derived(1.0, [1.0, 1.0], ["a"], "a")
    known["figures"]["c"] = derived(1.0, [1.0, 1.0], ["a"], "a")
    assert [each.partition(": ")[2] for each in faults(a_copy(known))] in (
        ["figure a: is computed from itself: a → b → a"],
        ["figure b: is computed from itself: b → a → b"],
    )


def test_a_long_circle_is_one_short_line() -> None:
    """Of a thousand figures, a few are named."""
    known = record()
    for place in range(1000):
        needed = f"f{(place + 1) % 1000}"
        known["figures"][f"f{place}"] = derived(1.0, [1.0, 1.0], [needed], needed)
    (fault,) = faults(a_copy(known))
    assert len(fault) < 100


def test_an_input_that_comes_twice_counts_once() -> None:
    """What is left of a total that contains it has the range that the rounding of the two allows, and no more."""
    known = record()
    known["figures"]["sum"] = derived(
        88_000.0,
        [82_500.0, 93_500.0],
        ["arrests_2022", "arrests_2019"],
        "arrests_2022 + arrests_2019",
        reported=["arrests_2022", "arrests_2019"],
        period="2019-05/2022-05",
        known_to="10000",
    )
    known["figures"]["rest"] = derived(
        18_000.0,
        [17_500.0, 18_500.0],
        ["sum", "arrests_2022"],
        "sum - arrests_2022",
        reported=["arrests_2022", "arrests_2019"],
        period="2019-05/2022-05",
        known_to="10000",
    )
    assert faults(a_copy(known)) == []


def test_two_figures_that_repeat_one_cell_move_together() -> None:
    """Their ratio is exactly one."""
    known = record()
    known["figures"]["again"] = dict(known["figures"]["count_2022"])
    known["figures"]["ratio"] = derived(1.0, [1.0, 1.0], ["count_2022", "again"], "count_2022 / again")
    assert faults(a_copy(known)) == []


@pytest.mark.parametrize(
    ("inputs", "reach", "proof"),
    [
        (["mean", "arrests_2019"], [44_245 / 18_500, 44_255 / 17_500], "in 2.392 to 2.529"),
        (
            ["mean", "count_2022"],
            [0.0, 9.0],
            "its range is not evaluated, as its inputs share what is computed by code",
        ),
    ],
)
def test_what_code_computes_stands_for_itself_where_it_shares_nothing(
    inputs: list[str], reach: list[float | None], proof: str
) -> None:
    """Its own range is that of a number, unless the other inputs rest on the same rows; then that is said."""
    known = record()
    values = {name: known["figures"][name]["value"] for name in inputs}
    reported = [name for name in inputs if name.startswith("arrests")]
    value = values[inputs[0]] / values[inputs[1]]
    period = "2019-05" if reported else "2019-05/2022-05"
    known["figures"]["per"] = derived(value, reach, inputs, " / ".join(inputs), reported=reported, period=period)
    proved = verify(a_copy(known))
    assert proved.holds
    assert next(line.proof for line in proved.lines if line.figure == "per").endswith(proof)


def test_what_is_exact_does_not_move() -> None:
    """A number that code computes from exact ones has nothing in common with others that could count twice."""
    known = record()
    known["figures"]["mean"] |= {"range": [44_250.0, 44_250.0], "exact": ["44250"] * 3, "texts": {"about": "44,250"}}
    reach: list[float | None] = [70_695 / 44_250, 70_705 / 44_250]
    known["figures"]["per"] = derived(70_700 / 44_250, reach, ["count_2022", "mean"], "count_2022 / mean")
    proved = verify(a_copy(known, rows=[row for row in ROWS if row[0] != "mean"]))
    assert proved.holds
    assert "70,700 ÷ 44,250 comes to 1.59774, in 1.59763 to 1.59785" in [line.proof for line in proved.lines]


def test_an_open_side_stays_open() -> None:
    """A tenth of 30 billion or more is 3 billion or more; a number divided by it is one or less."""
    known = record()
    rest: dict[str, Any] = {"inputs": ["investment"], "reported": ["investment"], "period": "2022"}
    known["figures"]["tenth"] = derived(3e9, [3e9, None], formula="investment / 10", known_to="0.1", **rest)
    known["figures"]["inverse"] = derived(2.0, [0.0, 2.0], formula="6e10 / investment", **rest, limit="low")
    assert faults(a_copy(known)) == []


def test_what_is_more_than_a_number_is_not_said_to_be_that_or_more() -> None:
    """The two bounds are told apart on every line."""
    known = record()
    known["figures"]["investment"] |= {"bound": "more than", "texts": {"about": "more than $30 billion"}}
    told = {line.figure: str(line) for line in verify(a_copy(known)).lines}
    assert told["investment"].startswith("investment: more than $30 billion (more than 30,000,000,000): ")


def test_a_constant_counts_in_its_unit() -> None:
    """A month divides arrests as 31 days."""
    known = record()
    known["figures"]["a_day"] = derived(
        70_000 / 31,
        [65_000 / 31, 75_000 / 31],
        ["arrests_2022"],
        "arrests_2022 / MAY",
        constants={"MAY": {"value": 31.0, "unit": "day"}},
        reported=["arrests_2022"],
    )
    proved = verify(a_copy(known))
    assert proved.holds
    assert "70,000 ÷ 31 comes to 2,258" in str(proved.lines[0])
