"""Ranges that are open, held against the bounds behind them: a pole is no range, and a limit is no end."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from briefs import analysed
from published_records import OVER, a_copy, derived, record, reported
from statbrief.analysis.record import recorded
from statbrief.verify.forms import problem_of
from statbrief.verify.verify import verify

REST: dict[str, Any] = {"reported": ["investment"], "period": "2022"}
Range = list[float | None]


def faults(bound: str, reach: Range, formula: str, result: Range, **rest: Any) -> list[str]:  # noqa: ANN401 -- parts of a record
    """What does not hold of a record with a figure that is computed from 30 billion with a bound."""
    known = record()
    row = reported("Investment", "30000000000", "exact", reach, **OVER | {"bound": bound})
    low, high = {"at least": ("", " or more"), "more than": ("more than ", "")}.get(bound, ("", " or less"))
    row["texts"] = {"value": "$30 billion", "range": f"{low}$30 billion{high}"}
    known["figures"]["investment"] = row
    figure = derived(rest.pop("value", 2.0), result, ["investment"], formula, **REST, **rest)
    known["figures"]["it"] = figure | {"texts": rest.get("texts", {})}
    return [str(fault) for fault in verify(a_copy(known)).faults if "it:" in str(fault)]


@pytest.mark.parametrize("result", [[0.0, 2.0], [None, 2.0], [2.0, None], [None, None]])
@pytest.mark.parametrize(
    "formula", ["6e10 / investment", "6e10 / (investment + investment) * 2", "12e10 / (1 * 2 * investment)"]
)
def test_a_record_that_divides_by_what_may_be_nothing_is_refused(formula: str, result: Range) -> None:
    """At most 30 billion may be nothing, whatever range an earlier or a forged record gives the quotient."""
    found = faults("at most", [None, 30e9], formula, result)
    assert any("its range cannot be found" in fault for fault in found), found


def test_a_pole_between_two_ends_is_seen_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though nothing else saw that the result leaps."""
    monkeypatch.setattr("statbrief.arithmetic.monotone_ranges._walk", lambda *_: None)
    found = faults("at most", [None, 30e9], "6e10 / investment", [0.0, 2.0])
    written = "60,000,000,000 ÷ 30,000,000,000"
    assert found == [f"brief.html: figure it: its range cannot be found: {written}: divides by what may be nothing"]


def test_a_limit_that_is_told_as_an_end_is_refused() -> None:
    """60 by at least 30 billion nears nothing and is never there: the record says which end that is."""
    wrong = "brief.html: figure it: it says wrongly which end of its range is a limit that is not reached"
    assert faults("at least", [30e9, None], "6e10 / investment", [0.0, 2.0]) == [wrong]
    assert faults("at least", [30e9, None], "6e10 / investment", [0.0, 2.0], limit="high") == [wrong]
    assert faults("at least", [30e9, None], "6e10 / investment", [0.0, 2.0], limit="low") == []


@pytest.mark.parametrize(("bound", "is_open"), [("at least", True), ("more than", False)])
def test_an_end_that_is_reached_is_not_said_to_be_left_out(bound: str, is_open: bool) -> None:  # noqa: FBT001 -- a case
    """Nor the other way round: at least 30, doubled, is 60 or more."""
    wrong = "brief.html: figure it: it says wrongly whether its range leaves out its own end"
    given: dict[str, Any] = {
        "bound": bound,
        "reach": [30e9, None],
        "formula": "investment / 15e9",
        "result": [2.0, None],
    }
    assert faults(**given, is_open=is_open) == [wrong]
    assert faults(**given, is_open=not is_open) == []


@pytest.mark.parametrize(
    ("form", "text", "problem"),
    [
        ("about", "at most 2", ""),
        ("about", "about 2", "has words that are not true of its range"),
        ("about", "less than 2", "has words that are not true of its range"),
        ("range", "2 or less", ""),
        ("range", "0 to 2", "says 2 numbers, not 1"),
    ],
)
def test_a_text_of_what_nears_a_limit_has_one_end(form: str, text: str, problem: str) -> None:
    """At most two, and never about two or from nothing to two."""
    texts = {form: text}
    found = faults("at least", [30e9, None], "6e10 / investment", [0.0, 2.0], limit="low", texts=texts)
    assert bool(found) == bool(problem)
    assert all(problem in each for each in found)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("at least 30,012,345,678", True),
        ("more than 30,000,000,000", True),  # as copies of before have it: less is said, and it is true
        ("at least 30,000,000,000", False),
        ("more than 30,012,345,678", False),
        ("more than 30,100,000,000", False),
        ("about 30,012,345,678", False),
    ],
)
def test_a_bound_is_said_to_its_last_digit_or_less_of_it(text: str, holds: bool) -> None:  # noqa: FBT001 -- a case
    """Of 30 billion at least, and 12,345,678 more."""
    value = 30e9 + 12_345_678
    given: dict[str, Any] = {"formula": "investment + 12345678", "result": [value, None], "known_to": "1"}
    assert (faults("at least", [30e9, None], **given, value=value, texts={"about": text}) == []) == holds


@pytest.mark.parametrize(
    ("form", "text", "problem"),
    [
        ("rose_by_to_0", "fell by about 0 percentage points", "says that what moved did so by nothing"),
        ("rose_by_to_1", "fell by about 0.2 percentage points", ""),
    ],
)
def test_a_fall_by_nothing_is_refused(tmp_path: Path, form: str, text: str, problem: str) -> None:
    """4.9% less 5.1%, each known to a tenth, is no fall of nothing."""
    rows = "x,X,4.9,percent,0.1,,2024,agency,,\ny,Y,5.1,percent,0.1,,2023,agency,,\n"
    made = analysed(tmp_path, figures=rows, derived='def d(x, y):\n    """D"""\n    return x - y\n')
    found = problem_of(recorded(made.figures["d"], made.words), form, text, "en")
    assert found.startswith(problem)
    assert bool(found) == bool(problem)


@pytest.mark.parametrize(
    ("formula", "value", "result", "side"),
    [
        ("investment / (investment + 1e10)", 0.75, [0.75, 1.0], "high"),
        ("investment - 0.1 * investment", 27e9, [27e9, None], ""),
        ("(2 * investment - 3e10) / investment", 1.0, [1.0, 2.0], "high"),
        ("max(investment, 4e10) / (investment + max(investment, 4e10))", 4 / 7, [0.5, 4 / 7], ""),
        ("1 / (1e10 / investment)", 3.0, [3.0, None], ""),
    ],
)
def test_a_limit_of_what_grows_over_what_grows_is_found_again(
    formula: str, value: float, result: Range, side: str
) -> None:
    """At least 30 billion, over itself and 10 billion, is three quarters at least and nears one."""
    exact = [None if each is None else str(Fraction(each).limit_denominator(100)) for each in (value, *result)]
    given: dict[str, Any] = {"formula": formula, "value": value, "ends": "max" not in formula}
    given |= {"limit": side} if side else {}
    given |= {"known_to": "1"} if formula.endswith("- 0.1 * investment") else {}
    given |= {"limit": "low", "is_limit_in": True} if "max" in formula else {}
    assert faults("at least", [30e9, None], result=result, exact=exact, **given) == []
    high = 1.5 if result[1] else 1e12
    forged = faults(
        "at least", [30e9, None], result=[result[0], high], exact=[*exact[:2], str(Fraction(high))], **given
    )
    assert any("is what rounding allows" in each for each in forged), forged


def test_a_root_over_a_root_has_no_limit_that_can_be_told() -> None:
    """Of powers that are no whole numbers nothing is known: that record is refused."""
    found = faults("at least", [30e9, None], "investment ** 0.5 / investment ** 0.5 * 2", [2.0, 2.0])
    assert [each for each in found if "its range cannot be found" in each]


@pytest.mark.parametrize("is_in", [True, False])
def test_whether_a_bound_that_ends_reaches_its_end_is_held(is_in: bool) -> None:  # noqa: FBT001 -- a case
    """The smaller of at least 30 billion and 40 is 40 billion at most, and may be that."""
    given: dict[str, Any] = {"formula": "min(investment, 4e10)", "result": [30e9, 40e9], "value": 30e9}
    given |= {"known_to": "1"}
    rest: dict[str, Any] = {"limit": "high"} | ({"is_limit_in": True} if is_in else {})
    found = faults("at least", [30e9, None], **given, **rest)
    assert found == (
        []
        if is_in
        else ["brief.html: figure it: it says wrongly which end of its range is a limit that is not reached"]
    )
    assert faults("at least", [30e9, None], **given)


def test_a_count_is_divided_by_as_more_than_nothing() -> None:
    """60 by at most 30 of what is counted is two at least; of dollars it may be any number."""
    known = record()
    row = reported(
        "Investment", "30000000000", "exact", [None, 30e9], **OVER | {"bound": "at most", "is_counted": True}
    )
    row["texts"] = {"value": "$30 billion", "range": "$30 billion or less"}
    known["figures"]["investment"] = row
    known["figures"]["it"] = derived(2.0, [2.0, None], ["investment"], "6e10 / investment", **REST)
    assert [str(fault) for fault in verify(a_copy(known)).faults if "it:" in str(fault)] == []
    del row["is_counted"]
    assert [str(fault) for fault in verify(a_copy(known)).faults if "its range cannot be found" in str(fault)]
