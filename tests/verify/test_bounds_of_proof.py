"""Verifying ends: what would take without end to prove is a fault, and what briefs have is proved at little cost."""

from typing import Any

import pytest

from forged_copies import chain, faults, wide, with_figure
from published_records import (
    a_copy,
    derived,
    record,
)
from statbrief.verify import arithmetic, remade_checks, rests_on


@pytest.mark.parametrize("length", [1_000, pytest.param(2_000, marks=pytest.mark.thorough)])
def test_a_long_chain_of_figures_costs_a_few_evaluations_a_link(length: int) -> None:
    """What a link came to is remembered, also where all of them use the figure that the chain begins with."""
    known: Any = chain(length, lambda before: f"{before} * 1.001 + arrests_2022 * 0", lambda at: at * 1.001)
    recomputing = arithmetic._Recomputing(known, known["figures"])  # noqa: SLF001 -- what it counts
    assert not recomputing.result().wrong
    assert recomputing.evaluations < 10 * length


def test_a_quotient_costs_three_evaluations() -> None:
    """Its signs tell where it is lowest and where highest; another range is found out none the less."""
    for reach, is_wrong in (([65 / 18.5, 75 / 17.5], False), ([3.6, 75 / 17.5], True), ([65 / 18.5, 4.2], True)):
        known: Any = record()
        known["figures"] = {
            name: {**known["figures"][name], "range": reach} if name == "rise" else known["figures"][name]
            for name in ("arrests_2022", "arrests_2019", "rise")
        }
        recomputing = arithmetic._Recomputing(known, known["figures"])  # noqa: SLF001 -- what it counts
        assert bool(recomputing.result().wrong) == is_wrong
        assert recomputing.evaluations == 3  # as it stands, lowest, highest


def test_inputs_that_a_formula_does_not_name_cost_no_evaluation() -> None:
    """A hundred figures of a thousand inputs each take a few evaluations each, and are counted by what they look at."""
    known: Any = wide(100, 1_000)
    recomputing = arithmetic._Recomputing(known, known["figures"])  # noqa: SLF001 -- what it counts
    assert not recomputing.result().wrong
    assert recomputing.evaluations < 10 * 100
    assert recomputing.basis.steps > 100 * 1_000


def test_inputs_without_end_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """They count, named by the formula or not."""
    monkeypatch.setattr(arithmetic, "MOST_EVALUATIONS", 5_000)
    known: Any = wide(100, 100)
    wrong = arithmetic.recompute(known).wrong
    assert wrong == [("record", "takes more than 5000 evaluations", "no brief needs as many")]


def test_an_input_that_is_named_twice_is_a_fault() -> None:
    """A thousand times, too: it is told once."""
    known = with_figure("rise", inputs=["arrests_2022", *["arrests_2019"] * 1_000])
    assert faults(a_copy(known)) == ["brief.html: figure rise: names an input twice"]


def test_rows_without_end_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """What figures rest on is kept as bits, and all of them together are bounded."""
    monkeypatch.setattr(rests_on, "MOST_MASKED", 10_000)
    known: Any = record()
    for place in range(100):
        rows = {"counts": [f"{place} {row}" for row in range(100)]}
        known["figures"][f"m{place}"] = derived(1.0, [1.0, 1.0], ["counts"], rows=rows)
    assert ("record", "has figures that rest on too many rows", "no brief needs as many") in arithmetic.recompute(
        known
    ).wrong


def test_more_agreement_than_any_brief_has_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures that are said to agree, each in many checks with others, are not all compared."""
    monkeypatch.setattr(remade_checks, "MOST_EVALUATIONS", 100)
    known: Any = record()
    check = known["checks"]["counts_agree"]
    for place in range(60):
        for name in ("arrests_2022", "arrests_2019"):
            known["checks"][f"{name}_{place}"] = check | {"figures": [name, name]}
    known["figures"]["arrests_2022"]["agrees"] = ["arrests_2019"] * 1_000
    known["figures"]["arrests_2019"]["agrees"] = ["arrests_2022"]
    assert [each[1] for each in remade_checks.remade(known)[1]] == [
        "no check found it to agree with 'arrests_2019'",
        "takes more than 100 looks at its checks",
    ]


def test_more_evaluations_than_any_brief_needs_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record cannot keep its reader busy for ever."""
    monkeypatch.setattr(arithmetic, "MOST_EVALUATIONS", 5)
    known = chain(20, lambda before: f"{before} + 1", lambda at: at + 1)
    assert faults(a_copy(known)) == ["brief.html: record: takes more than 5 evaluations; no brief needs as many"]


def test_more_figures_than_any_brief_has_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """As above; the record is one of this test alone, for what was proved of the last one is remembered."""
    monkeypatch.setattr(arithmetic, "MOST_FIGURES", 5)
    known = chain(5, lambda before: f"{before} + 1", lambda at: at + 1)
    assert faults(a_copy(known)) == [f"brief.html: record: has {len(known['figures'])} figures; 5 at most"]
