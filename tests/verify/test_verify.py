"""Verifying: what a copy says is proved from the copy alone, and what is wrong with it is said with its place."""

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published_records import (
    COUNTS,
    DESCRIBED,
    FILES,
    LOOKS,
    NUMBERS,
    REPORTED,
    ROWS,
    TEXT,
    Record,
    a_copy,
    derived,
    record,
)
from statbrief.copies.copy import Copy
from statbrief.errors import CopyError
from statbrief.record import published
from statbrief.verify import arithmetic, basis, checks, readable
from statbrief.verify.verify import printable, verify


def faults(copy: Copy) -> list[str]:
    """What is wrong with a copy."""
    return [str(fault) for fault in verify(copy).faults]


def with_figure(name: str, **changed: object) -> Record:
    """The record with one figure changed or added."""
    known = record()
    known["figures"][name] = known["figures"].get(name, {}) | changed
    return known


def with_files(**changed: str) -> Copy:
    """A copy whose files, of which some are changed, have the hashes that its record says."""
    files = FILES | {
        f"{name}.{'json' if name == 'datapackage' else 'csv'}": text.encode() for name, text in changed.items()
    }
    return a_copy(record(files), attached=files)


def test_a_copy_that_is_as_it_was_published_holds() -> None:
    """Nothing is wrong with it, and there is a line for each figure."""
    proved = verify(a_copy())
    assert (proved.holds, [line.figure for line in proved.lines]) == (True, sorted(record()["figures"]))


@pytest.mark.parametrize(
    ("figure", "line"),
    [
        ("arrests_2022", "70,000 (65,000 to 75,000): stated by agency2022, as in reported.csv:2"),
        ("rise", "3.9 (3.514 to 4.286): 70,000 ÷ 18,000 comes to 3.889, in 3.514 to 4.286"),
        ("count_2022", "70,700 (70,695 to 70,705): cell 2022 of counts.csv"),
        ("mean", "about 44,250 (44,245 to 44,255): computed by analysis/derived.py:12, not evaluated here"),
    ],
)
def test_each_figure_says_what_was_proved_of_it(figure: str, line: str) -> None:
    """Where it is stated, what its formula comes to, which cell it repeats; and honestly, what was not evaluated."""
    assert f"{figure}: {line}" in map(str, verify(a_copy()).lines)


@pytest.mark.parametrize(
    ("stated", "step", "line"),
    [
        ("2511", "1", "(2,510.5 to 2,511.5)"),
        ("1234.56", "exact", "(exactly 1,234.56)"),
        ("1234.56", "0.01", "(1,234.555 to 1,234.565)"),
        ("0.0009765625", "exact", "(exactly 0.0009765625)"),
    ],
)
def test_a_range_is_told_in_full(stated: str, step: str, line: str) -> None:
    """Half a step more or less is not lost behind the fourth digit: no number is told outside its own range."""
    known = record()
    half = 0.0 if step == "exact" else float(step) / 2
    reach = [float(stated) - half, float(stated) + half]
    known["figures"] = {
        "it": known["figures"]["arrests_2022"] | {"stated": stated, "rounded_to": step, "value": float(stated)}
    }
    known["figures"]["it"] |= {"range": reach}
    assert line in str(verify(a_copy(known)).lines[0])


def test_the_summary_names_the_record_by_its_hash() -> None:
    """A publisher can post it beside the file."""
    copy = a_copy()
    assert verify(copy).summary == (
        "brief.html: holds as a page: 6 figures, 5 of them found again; 1 check made again; 3 files inside; "
        f"10 numbers in the text; record SHA-256 {hashlib.sha256(copy.record).hexdigest()}"
    )


def test_a_record_alone_is_proved_as_far_as_it_goes() -> None:
    """It has no files and shows no text, and says so."""
    proved = verify(a_copy(format="json", attached={}, text=(), numbers=(), looks=""))
    assert proved.holds
    assert "1 of them found again" in proved.summary
    assert "a record alone, without files or text" in proved.summary
    assert str(proved.lines[0]).endswith("reported.csv:3, which is not inside")


# -- the record -----------------------------------------------------------------------------------------------------


def test_a_part_of_the_record_that_was_changed_is_named() -> None:
    """Each part has its seal."""
    copy = a_copy()
    text = copy.record.replace(b"Worded about", b"Worded abuot")
    assert "brief.html: record: '/figures/arrests_2022' is not as it was sealed" in faults(
        Copy(name="brief.html", format="json", record=text)
    )


def test_a_record_is_written_in_one_way_only() -> None:
    """So no digit can hide where none counts: 70000.0 is not written as 70000.00."""
    text = a_copy().record.replace(b"70000.0\n", b"70000.00\n")
    line = text[: text.index(b"70000.00")].count(b"\n") + 1
    assert faults(Copy(name="brief.json", format="json", record=text)) == [
        f"brief.json: record: line {line} is not written as a build writes it"
    ]


# -- arithmetic -----------------------------------------------------------------------------------------------------


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
        ("rise", {"inputs": ["arrests_2022", "arrests_2018"]}, "its input 'arrests_2018' is no figure or dataset"),
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


def chain(length: int, link: Callable[[str], str], value: Callable[[float], float]) -> Record:
    """A record with figures of which each is computed from the one before."""
    known = record()
    before, at = "arrests_2022", (70_000.0, 65_000.0, 75_000.0)
    for place in range(length):
        at = tuple(map(value, at))  # type: ignore[assignment]
        name = f"f{place}"
        needs = dict.fromkeys((before, "arrests_2022"))
        known["figures"][name] = derived(
            at[0], list(at[1:]), list(needs), link(before), unit="arrest", reported=["arrests_2022"]
        )
        before = name
    return known


@pytest.mark.parametrize("length", [1_000, 2_000])
def test_a_long_chain_of_figures_costs_a_few_evaluations_a_link(length: int) -> None:
    """What a link came to is remembered, also where all of them use the figure that the chain begins with."""
    known: Any = chain(length, lambda before: f"{before} * 1.001 + arrests_2022 * 0", lambda at: at * 1.001)
    recomputing = arithmetic._Recomputing(known, known["figures"])  # noqa: SLF001 -- what it counts
    assert not recomputing.result().wrong
    assert recomputing.evaluations < 10 * length


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
    )
    known["figures"]["rest"] = derived(
        18_000.0,
        [17_500.0, 18_500.0],
        ["sum", "arrests_2022"],
        "sum - arrests_2022",
        reported=["arrests_2022", "arrests_2019"],
        period="2019-05/2022-05",
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
    known["figures"]["tenth"] = derived(3e9, [3e9, None], formula="investment / 10", **rest)
    known["figures"]["inverse"] = derived(2.0, [0.0, 2.0], formula="6e10 / investment", **rest)
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


def wide(figures: int, inputs: int) -> Record:
    """A record with figures that are given many, of which their formula names one or two."""
    known = record()
    ends: list[float | None] = [65e3, 75e3]
    for place in range(inputs):
        known["figures"][f"i{place}"] = dict(known["figures"]["arrests_2022"], texts={}, file="data/more.csv")
    given = [f"i{place}" for place in range(inputs)]
    for place in range(figures):
        named = given[place % inputs]
        known["figures"][f"w{place}"] = derived(70e3, ends, given, named, unit="arrest", reported=given)
    return known


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
    monkeypatch.setattr(basis, "MOST_MASKED", 10_000)
    known: Any = record()
    for place in range(100):
        rows = {"counts": [f"{place} {row}" for row in range(100)]}
        known["figures"][f"m{place}"] = derived(1.0, [1.0, 1.0], ["counts"], rows=rows)
    assert ("record", "has figures that rest on too many rows", "no brief needs as many") in arithmetic.recompute(
        known
    ).wrong


def test_more_agreement_than_any_brief_has_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures that are said to agree, each in many checks with others, are not all compared."""
    monkeypatch.setattr(checks, "MOST_EVALUATIONS", 100)
    known: Any = record()
    check = known["checks"]["counts_agree"]
    for place in range(60):
        for name in ("arrests_2022", "arrests_2019"):
            known["checks"][f"{name}_{place}"] = check | {"figures": [name, name]}
    known["figures"]["arrests_2022"]["agrees"] = ["arrests_2019"] * 1_000
    known["figures"]["arrests_2019"]["agrees"] = ["arrests_2022"]
    assert [each[1] for each in checks.remade(known)[1]] == [
        "no check found it to agree with 'arrests_2019'",
        "takes more than 100 looks at its checks",
    ]


def test_more_evaluations_than_any_brief_needs_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record cannot keep its reader busy for ever."""
    monkeypatch.setattr(arithmetic, "MOST_EVALUATIONS", 5)
    known = chain(20, lambda before: f"{before} + 1", lambda at: at + 1)
    assert faults(a_copy(known)) == ["brief.html: record: takes more than 5 evaluations; no brief needs as many"]


def test_more_figures_than_any_brief_has_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """As above."""
    monkeypatch.setattr(arithmetic, "MOST_FIGURES", 5)
    assert faults(a_copy()) == ["brief.html: record: has 6 figures; 5 at most"]


# -- checks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        ({"holds": False}, "holds, and the record says that it does not"),
        ({"figures": ["arrests_2022", "arrests_2019"]}, "does not hold, and the record says so"),
        ({"figures": ["arrests_2022", "arrests_2018"]}, "compares what is no figure of the record"),
        ({"kind": "add up"}, "does not hold, and the record says so"),
    ],
)
def test_a_check_whose_outcome_is_another_is_a_fault(check: Mapping[str, object], fault: str) -> None:
    """It is made again from the ranges, or the values, of its figures."""
    known = record()
    known["checks"]["counts_agree"] |= check
    assert any(f"check counts_agree: {fault}" in each for each in faults(a_copy(known)))


def test_a_check_of_the_briefs_own_is_not_made_again() -> None:
    """Its code is not in the copy; nor are figures of different units compared."""
    known = record()
    known["checks"]["counts_agree"]["kind"] = "other"
    assert verify(a_copy(known)).checks == 0


# -- files ----------------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_the_one_of_the_record_is_a_fault() -> None:
    """Its hash says so, and where the rows differ, the figure and the line."""
    changed = FILES | {"reported.csv": REPORTED.replace("18000", "18001").encode()}
    found = faults(a_copy(attached=changed))
    assert found[0].startswith("brief.html: file reported.csv: its SHA-256 is ")
    assert found[1:] == ["brief.html: figure arrests_2019: value is '18001' in reported.csv:3; the record has '18000'"]


def test_a_file_that_is_said_to_be_something_else_is_a_fault() -> None:
    """A browser that is told that a table is a page would run it."""
    found = faults(a_copy(types={"reported.csv": "text/html", "counts.csv": "text/csv"}))
    assert found == ["brief.html: file reported.csv: is said to be 'text/html'; the record has 'text/csv'"]


def test_tables_beyond_all_bounds_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither one that is too large, nor all of them when they have too many cells or one too many columns."""
    ragged = with_files(counts="year,count\n" + "1\n" * 1_000_000)
    assert faults(ragged) == ["brief.html: files: their tables have more than 1000000 cells; no brief rests on as many"]
    monkeypatch.setattr("statbrief.verify.attachments.LARGEST_TABLE", 1_000)
    assert faults(with_files(counts="1" * 2_000)) == [
        "brief.html: file data/counts.csv: has 2000 bytes; 1000 at most are read"
    ]
    wide = with_files(counts=",".join("a" * 900))
    monkeypatch.setattr("statbrief.verify.attachments.LARGEST_TABLE", 10_000)
    monkeypatch.setattr("statbrief.verify.attachments.MOST_COLUMNS", 800)
    assert "brief.html: file counts.csv: has 900 columns; 800 at most" in faults(wide)


def test_a_file_that_is_missing_or_too_many_is_a_fault() -> None:
    """The record says which are inside."""
    found = faults(
        a_copy(
            attached={
                "reported.csv": FILES["reported.csv"],
                "datapackage.json": FILES["datapackage.json"],
                "more.csv": b"",
            }
        )
    )
    assert found == [
        "brief.html: file counts.csv: is not inside; the record says that it is",
        "brief.html: file more.csv: is inside, and the record knows nothing of it",
        "brief.html: file data/counts.csv: is not inside, and figures rest on it",
    ]


def test_a_copy_without_the_data_that_its_figures_rest_on_is_a_fault() -> None:
    """Even if its record says nothing of such a file."""
    known = record()
    del known["attached"]["reported.csv"]
    files = {name: content for name, content in FILES.items() if name != "reported.csv"}
    assert faults(a_copy(known, attached=files)) == [
        "brief.html: file data/reported.csv: is not inside, and figures rest on it"
    ]


@pytest.mark.parametrize(
    ("row", "other", "fault"),
    [
        ("70000", "80000", "figure arrests_2022: value is '80000' in reported.csv:2; the record has '70000'"),
        (",10000,", ",1000,", "figure arrests_2022: rounded_to is '1000' in reported.csv:2; the record has '10000'"),
        ("2022-05", "2022-06", "figure arrests_2022: period is '2022-06' in reported.csv:2; the record has '2022-05'"),
        ("13th", "14th", "figure investment: locator is '14th paragraph' in reported.csv:4"),
        ("at least", "", "figure investment: bound is '' in reported.csv:4; the record has 'at least'"),
        ("arrests_2019,", "arrests_2018,", "figure arrests_2019: is not in reported.csv"),
        (
            "arrests_2019,",
            "arrests_2018,",
            "file reported.csv: line 3 states 'arrests_2018', which the record does not",
        ),
        ("note\n", "note\n\n", "figure arrests_2022: is in line 3 of reported.csv; the record says line 2"),
        ("arrests_2019,", "arrests_2022,", "file reported.csv: line 3 states 'arrests_2022' again"),
        ("bound,", "limit,", "file reported.csv: line 1: column 'limit': is not known"),
        ('"Arrests, May 2019"', '"Arrests, May 2019', "file reported.csv: line 3: row: unexpected end of data"),
    ],
)
def test_reported_figures_are_those_of_the_file_inside(row: str, other: str, fault: str) -> None:
    """Forged with its hash, a row still has to say what the record says, in the line that it says."""
    found = faults(with_files(reported=REPORTED.replace(row, other, 1)))
    assert any(f"brief.html: {fault}" in each for each in found), found


@pytest.mark.parametrize(
    ("row", "other", "fault"),
    [
        ("70700", "70800", "figure count_2022: '70800' is in counts.csv:3; the record has 70,700"),
        ("2022", "2021", "figure count_2022: its cell, '2022', is not in counts.csv"),
        ("year,", "month,", "file counts.csv: has no column 'year'"),
        (COUNTS, "", "file counts.csv"),
    ],
)
def test_figures_that_repeat_a_cell_say_what_the_file_inside_does(row: str, other: str, fault: str) -> None:
    """Its row is found by its key, its number by its column."""
    found = faults(with_files(counts=COUNTS.replace(row, other, 1)))
    assert any(fault in each for each in found), found


@pytest.mark.parametrize(
    ("described", "fault"),
    [
        (DESCRIBED.replace("10}", "100}"), "dataset counts: 'arrests' is rounded to '100' in datapackage.json"),
        (DESCRIBED.replace('"arrests"', '"entries"'), "dataset counts: datapackage.json does not describe its column"),
        ("[" * 100_000, "file datapackage.json: is no description of datasets"),
        ("{}", "file datapackage.json: is no description of datasets"),
    ],
)
def test_datasets_are_rounded_as_their_description_says(described: str, fault: str) -> None:
    """The description travels with them."""
    assert any(fault in each for each in faults(with_files(datapackage=described)))


def test_a_file_that_the_brief_was_not_made_from_is_a_fault() -> None:
    """What is inside, and what a dataset is read from, is among the files of the build."""
    known = record()
    del known["files"]["data/counts.csv"]
    assert faults(a_copy(known)) == [
        "brief.html: file data/counts.csv: is not among those that the record says the brief was made from"
    ]


def test_a_chart_is_drawn_from_what_the_record_knows() -> None:
    """Each input is a figure or a dataset."""
    known = record()
    drawn = {"identifier": "fig-a", "caption": "A", "alternative": "B", "sha256": "0" * 64}
    known["charts"]["a"] = drawn | {"inputs": ["rise", "counts", "rain"], "data": {"head": [], "rows": []}}
    assert faults(a_copy(known)) == ["brief.html: chart a: its input 'rain' is no figure or dataset of the record"]


# -- what it shows --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "other", "fault"),
    [
        (
            "70,000",
            "80,000",
            "block 2: “May 2022 about 80,000 were arrested, 3.9” has “80,000”; the record has “70,000” (arrests_2022)",
        ),
        ("3.9", "3.8", "“70,000 were arrested, 3.8 times as many” has “3.8”; the record has “3.9” (rise)"),
        ("rose", "fell", "text, block 1: “Arrests fell” has “fell”; the record has “rose”"),
        (" about", "", "text, block 2: “In May 2022 70,000 were arrested,” lacks “about”"),
        ("was 18,000", "was not 18,000", "“when it was not 18,000.” has “not”, which is not in the record"),
    ],
)
def test_a_text_that_was_changed_is_told_with_its_place(word: str, other: str, fault: str) -> None:
    """The block, the words around, what is there and what is expected, and the figure that is written so."""
    text = tuple(piece.replace(word, other) for piece in TEXT)
    assert any(fault in each for each in faults(a_copy(text=text)))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (TEXT[:2], "text, block 3: is missing"),
        ((TEXT[0], TEXT[2]), "text, block 2: is missing"),
        ((*TEXT[:2], "And 5 more.", TEXT[2]), "text, block 3: “And 5 more.” is not in the record"),
        ((), "text, block 1: is missing"),
        ((TEXT[0].replace(" ", "  "), *TEXT[1:]), "text, block 1: has other spaces between its words"),
    ],
)
def test_pieces_that_came_or_went_are_told(text: tuple[str, ...], fault: str) -> None:
    """Those between which they stand are not."""
    (found,) = [each for each in faults(a_copy(text=text)) if "text" in each][:1]
    assert f"brief.html: {fault}" in found


def test_in_a_print_the_page_is_told() -> None:
    """Its pieces are pages."""
    text = (TEXT[0], TEXT[1].replace("18,000", "19,000"), TEXT[2])
    (fault,) = faults(a_copy(format="pdf", text=text, numbers=()))
    assert fault == (
        "brief.pdf: text, page 2: “when it was 19,000.” has “19,000.”; the record has “18,000.” (arrests_2019)"
    )


def test_many_differences_do_not_make_a_flood() -> None:
    """The first ones are told, and that there are more."""
    known = record()
    known["pages"]["html"]["text"] = [f"Line {place}" for place in range(3000)]
    found = faults(a_copy(known, text=tuple(f"Row {place}" for place in range(3000)), numbers=()))
    assert len(found) == 51
    assert found[-1].endswith("and more of the kind")


def test_a_number_that_leads_to_another_figure_is_a_fault() -> None:
    """A forger who changes page and record alike must change the figure's texts too, and those must be true."""
    numbers = (("arrests_2022", "80,000"), *NUMBERS[1:])
    known = record()
    text = tuple(piece.replace("70,000", "80,000") for piece in TEXT)
    known["pages"]["html"]["text"] = list(text)
    assert faults(a_copy(known, text=text, numbers=numbers)) == [
        "brief.html: figure arrests_2022: '80,000' leads to it; none of its texts in the record says that"
    ]
    known["figures"]["arrests_2022"]["texts"]["value"] = "80,000"
    assert faults(a_copy(known, text=text, numbers=numbers)) == [
        "brief.html: figure arrests_2022: its value, '80,000', is not what 70,000 is written as"
    ]


def test_a_number_within_a_longer_one_is_not_that_number() -> None:
    """70,000 does not say 0,000, nor 70."""
    for shown in ("0,000", "70", "7", ""):
        assert len(faults(a_copy(numbers=(("arrests_2022", shown),)))) == 1


@pytest.mark.parametrize(("form", "text"), [("zzz", "90,000"), ("official", "ninety thousand"), ("label", "Arrests")])
def test_a_number_is_no_form_that_the_forger_invented(form: str, text: str) -> None:
    """Nor is it a label: what a number leads to must be said by a form of which it is known what it says."""
    known = record()
    known["figures"]["arrests_2022"]["label"] = "Arrests"
    known["figures"]["arrests_2022"]["texts"][form] = text
    found = faults(a_copy(known, numbers=(("arrests_2022", text), *NUMBERS)))
    fault = f"brief.html: figure arrests_2022: '{text}' leads to it; none of its texts in the record says that"
    assert fault in found


def test_a_text_too_long_to_be_judged_says_no_number() -> None:
    """Nobody has to look through it."""
    known = record()
    known["figures"]["arrests_2022"]["texts"] = {"value": "70,000 " * 1_000}
    found = faults(a_copy(known, numbers=NUMBERS[:1]))
    assert found[1] == (
        "brief.html: figure arrests_2022: '70,000' leads to it; none of its texts in the record says that"
    )


def test_a_number_that_leads_to_no_figure_is_a_fault() -> None:
    """The record knows all that there are."""
    (fault,) = faults(a_copy(numbers=(("arrests_2018", "70,000"),)))
    assert fault == "brief.html: figure 'arrests_2018': '70,000' leads to it, and the record does not know it"


ROW = "brief.html: figure rise: its row "


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (("Other", "3.9", "3.5 to 4.3", "70,000 ÷ 18,000"), "is called 'Other'; the record has 'Derived'"),
        (("Derived", "4.9", "3.5 to 4.3", "70,000 ÷ 18,000"), "says '4.9'; none of its texts in the record says that"),
        (("Derived", "3.9 1", "3.5 to 4.3", "70,000 ÷ 18,000"), "says '3.9 1'; none of its texts in the record says"),
        (("Derived", "3.95", "3.5 to 4.3", "70,000 ÷ 18,000"), "says '3.95'; none of its texts in the record says"),
        (("Derived", "", "3.5 to 4.3", "70,000 ÷ 18,000"), "says ''; none of its texts in the record says that"),
        (("Derived", "3.9", "3.8 to 4.0", "70,000 ÷ 18,000"), "has the range '3.8 to 4.0'; none of its texts in"),
        (("Derived", "3.9", "exact", "70,000 ÷ 18,000"), "has the range 'exact'; none of its texts in the record"),
        (("Derived", "3.9", "3.5 to 4.3", "70,000 ÷ 19,000"), "computes it with '19,000'; its formula in the record"),
        (("Derived",), "says ''; none of its texts in the record says that"),
    ],
)
def test_a_row_of_origins_says_what_the_record_does(cells: tuple[str, ...], fault: str) -> None:
    """Though page and text of the record were changed alike: label, value, range and the numbers of the formula."""
    found = faults(a_copy(rows=[row if row[0] != "rise" else ("rise", cells) for row in ROWS]))
    assert [each for each in found if each.startswith(f"{ROW}{fault}")]


def test_a_row_may_have_a_unit_and_what_no_form_says() -> None:
    """A unit follows the value; signs are as a page sets them; a formula has numbers of its own."""
    known = record()
    named = {"label": 'Arrests\' share -- a "ratio"', "formula": "arrests_2022 / arrests_2019 * 1.5 / HOURS"}
    known["figures"]["rise"] |= named | {"constants": {"HOURS": {"value": 24.0, "unit": "hour"}}}
    cells = ("Arrests’ share – a “ratio”", "3.9 arrest/day", "3.5 to 4.3", "70,000 ÷ 18,000 × 1.5 ÷ 24 hours")
    rows = [row if row[0] != "rise" else ("rise", cells) for row in ROWS]
    assert not [each for each in faults(a_copy(known, rows=rows)) if " row " in each]


def test_each_number_leads_to_one_row() -> None:
    """A row that nothing leads to proves nothing, and two could say two things."""
    assert faults(a_copy(rows=[row for row in ROWS if row[0] != "rise"])) == [
        "brief.html: figure rise: a number leads to its row of origins, and there is none"
    ]
    other = ("rise", ("Derived", "3.9 times", "3.5 to 4.3", "70,000 ÷ 18,000"))
    assert faults(a_copy(rows=[*ROWS, other])) == ["brief.html: figure rise: has two rows of origins"]
    assert faults(a_copy(rows=[*ROWS, ("visas", ("Visas", "1"))])) == [
        "brief.html: figure 'visas': has a row of origins, and the record does not know it"
    ]


def test_pointing_at_a_number_shows_its_row() -> None:
    """And nothing else; white space may be set in another way."""
    shown = "Derived: 3.9; 3.5 to 4.3; 70,000 ÷ 18,000"
    assert faults(a_copy(origins=[("rise", shown.replace(" ", "\u00a0"))])) == []
    (fault,) = faults(a_copy(origins=[("rise", shown.replace("3.9", "9.9"))]))
    assert fault == (
        "brief.html: figure rise: pointing at it shows 'Derived: 9.9; 3.5 to 4.3; 70,000 ÷ 18,000'; "
        "its row says 'Derived: 3.9; 3.5 to 4.3; 70,000 ÷ 18,000'"
    )


def test_a_title_that_is_not_the_records_is_a_fault() -> None:
    """The first that is shown: those of drawings come after it."""
    known = record()
    text = ("[title] Arrests", *TEXT, "[title] Bars")
    for each in ("html", "pdf"):
        known["pages"][each]["text"] = list(text)
    assert faults(a_copy(known, text=text)) == []
    known["title"] = "No arrests"
    assert faults(a_copy(known, text=text)) == ["brief.html: title: is 'Arrests'; the record has 'No arrests'"]


def test_looks_that_were_changed_are_a_fault() -> None:
    """A style can hide a number, and a drawing can show another one."""
    assert faults(a_copy(looks="6" * 64)) == [
        "brief.html: looks: something other than text was changed: drawing, style, markup or links"
    ]


def test_a_page_that_the_record_does_not_know_is_a_fault() -> None:
    """The record of a print does not prove a page."""
    known = record()
    del known["pages"]["html"]
    assert faults(a_copy(known)) == ["brief.html: text: the record says nothing of it; it knows pdf"]


def test_a_language_that_is_not_known_is_a_fault() -> None:
    """Its numbers could not be read; and a tag is no path."""
    for lang in ("tlh", "../../en"):
        (fault,) = faults(a_copy(record() | {"lang": lang}))
        assert "its texts cannot be read" in fault


# -- what cannot be read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda text: text.replace(b'"version": 3', b'"version": 4'),
            "has version 4; this program reads versions 2 and 3",
        ),
        (lambda text: text.replace(b"70000.0", b"NaN"), "is not JSON (NaN is no number)"),
        (lambda text: text.replace(b"70000.0", b"1e999"), "is not JSON"),
        (lambda text: text.replace(b"70000.0", b"9" * 400), "is not JSON"),
        (lambda text: text.replace(b"70000.0", b"[" * 50 + b"]" * 50), "is nested too deep"),
        (lambda text: text.replace(b"70000.0", b"[" * 100_000), "is nested too deep"),
        (lambda text: text.replace(b"70000.0", b"[" + b"[]," * 1_000_000 + b"1]"), "has more than 1000000 parts"),
        (lambda text: text.replace(b"Worded", b"\xff"), "is not JSON"),
        (lambda text: text.replace(b"Worded", b"\\ud800"), "is not JSON"),
        (lambda text: text.replace(b'"lang": "en"', b'"lang": "en",\n "lang": "es"'), "a name is there twice"),
        (lambda text: text.replace(b'"lang": "en"', b'"tongue": "en"'), "is not as its schema says"),
        (lambda text: text.replace(b"70000.0", b'"70000"'), "is not as its schema says"),
        (lambda _: b"{", "is not JSON"),
        (lambda _: b"", "is not JSON"),
        (lambda _: b"7", "is not as its schema says"),
    ],
)
def test_a_record_that_cannot_be_read_is_refused_in_one_line(change: Callable[[bytes], bytes], message: str) -> None:
    """Wrong version, shape, depth, number, text, or a thing said twice."""
    with pytest.raises(CopyError) as refused:
        verify(Copy(name="brief.pdf", format="pdf", record=change(a_copy().record)))
    (line,) = str(refused.value).splitlines()
    assert line.startswith("brief.pdf: record: ")
    assert message in line


VALUES: list[object] = [0, -1, 1e299, 1e-299, [], {}, None, True, [None, None], [0, 0], [1e299, -1e299], ["mean"]]
VALUES += ["", "0", "nan", "exact", "9" * 500, "0." + "0" * 600 + "1", "70,000", "-", "12%", "٣", "../x", "half"]
VALUES += ["mean", "rise", "counts", "1 / 0", "rise ** rise", "mean * mean + count_2022", "investment * 0"]


def places(value: object, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a record."""
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for key in keys for place in [(*above, key), *places(value[key], (*above, key))]]  # type: ignore[index]


def inner(part: object, key: str | int) -> object:
    """What stands in this place; a place that an earlier change took away holds nothing."""
    if isinstance(part, dict):
        return part.get(key, {})
    return part[key] if isinstance(part, list) and isinstance(key, int) and key < len(part) else {}


def said_of(known: Record) -> list[str]:
    """The faults of a copy with this record, or the line with which it is refused."""
    text = published.written(published.sealed(known))
    try:
        return faults(Copy(name="brief.html", format="html", record=text, attached=FILES, text=TEXT, looks=LOOKS))
    except CopyError as refused:
        return [str(refused)]


@given(st.lists(st.tuples(st.sampled_from(places(record())), st.sampled_from(VALUES)), min_size=1, max_size=3))
def test_any_record_is_proved_or_refused_in_one_line(changes: list[tuple[tuple[str | int, ...], object]]) -> None:
    """Whatever it says, sealed as a build would: nothing else ever happens."""
    known = record()
    for (*above, last), value in changes:
        part: Any = known
        for key in above:
            part = inner(part, key)
        if isinstance(part, dict):
            part[last] = value
    assert all("\n" not in line for line in said_of(known))


def test_a_number_that_floating_point_has_not_is_told_too() -> None:
    """A row that states 400 nines is not what the record's figure says."""
    known = with_figure("arrests_2019", stated="9" * 400)
    assert any("is not what 1.00000e+400 is written as" in line for line in faults(a_copy(known)))


def test_what_is_printed_cannot_steer_a_terminal() -> None:
    """Escape sequences, and marks that turn the direction of a text, are shown as what they are: nothing to be read."""
    assert printable("a\x1b[2Jb\u202ec\nd") == "a\ufffd[2Jb\ufffdc d"
    known = with_figure("arrests_2022", texts={"value": "\x1b[2J70,000"})
    assert not any("\x1b" in str(line) for line in verify(a_copy(known)).lines)


def test_the_numbers_for_readers_are_short() -> None:
    """Whole ones in full, others to four digits, the largest and smallest with an exponent."""
    numbers = [70_000.0, 35 / 9, -0.05, 0.0, 1e18, 1e-9, math.inf]
    assert [readable.number(each) for each in numbers] == ["70,000", "3.889", "-0.05", "0", "1e+18", "1e-09", "inf"]


def test_the_record_of_the_small_brief_is_one() -> None:
    """What these tests change is as the schema says, to begin with."""
    assert published.read(a_copy().record, "brief.json") == json.loads(a_copy().record)
