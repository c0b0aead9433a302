"""Names and periods that functions return, and whether the numbers decide them."""

import random
import re
from pathlib import Path

import pytest

from named_briefs import (
    COUNTS,
    HEAD,
    LARGEST,
    LATEST,
    analysed_names,
    chosen,
    only_fault,
    said,
)
from statbrief.figures.generated_tables import figures_table


def counts_of(numbers: dict[str, int]) -> str:
    """A table of one month."""
    return HEAD + "".join(f"2024-01,{name},{number}\n" for name, number in numbers.items())


@pytest.mark.thorough
@pytest.mark.parametrize(("seed", "tables"), [(48, 8), pytest.param(5, 24, marks=pytest.mark.every_seed)])
def test_a_name_that_rounding_does_not_decide_is_refused(tmp_path: Path, seed: int, tables: int) -> None:
    """Of numbers rounded to 1,000, two further apart keep their places: in so many tables."""
    chance = random.Random(seed)  # noqa: S311 -- examples
    refused = 0
    for place in range(tables):
        numbers = {name: chance.randrange(20, 30) * 1000 for name in ("Peru", "Chile", "Cuba", "Haiti")}
        low, high = sorted(numbers.values())[-2:]
        folder = tmp_path / str(place)
        if high - low > 1000:
            brief = analysed_names(folder, LATEST + LARGEST, counts=counts_of(numbers))
            assert numbers[said(brief, "largest", "name")] == high
        else:
            refused += 1
            message = only_fault(folder, LATEST + LARGEST, counts=counts_of(numbers))
            assert re.fullmatch(
                r"largest: returns '\w+', and could return '\w+' within the rounding of its inputs; return what the "
                r'rounding decides, or declare -> "name, as stated" and say that it is',
                message,
            )
    assert 2 < refused < tables - 2


@pytest.mark.parametrize("counts", [{"Peru": 30_000, "Chile": 29_000}, {"Chile": 29_000, "Peru": 30_000}], ids="".join)
@pytest.mark.parametrize("expression", ["here.idxmax()", "here.sort_values().index[-1]"])
def test_two_that_are_a_step_apart_have_no_order(tmp_path: Path, counts: dict[str, int], expression: str) -> None:
    """At 29,500 both would be as large: whichever of the two comes first in the table, the name is refused."""
    assert only_fault(tmp_path, chosen(expression), counts=counts_of(counts)) == (
        "it: returns 'Peru', and could return 'Chile' within the rounding of its inputs; return what the rounding "
        'decides, or declare -> "name, as stated" and say that it is'
    )


@pytest.mark.parametrize("second", [29_000, 28_000])
@pytest.mark.parametrize("is_first", [True, False])
def test_of_several_in_order_no_two_are_a_step_apart(tmp_path: Path, second: int, is_first: bool) -> None:  # noqa: FBT001 -- which comes first in the table
    """The second and the third of a list change places as the last one and the next do."""
    counts = {"Peru": 40_000, "Chile": 29_000, "Cuba": second - 1000, "Haiti": 5000}
    rows = dict(sorted(counts.items(), reverse=is_first))
    code = chosen("list(here.nlargest(3).index)")
    if second == counts["Chile"]:
        assert "could return 'Peru', 'Cuba' and 'Chile' within" in only_fault(tmp_path, code, counts=counts_of(rows))
    else:
        assert said(analysed_names(tmp_path, code, counts=counts_of(rows)), "it", "name") == "Peru, Chile, and Cuba"


def test_a_name_that_ends_at_what_it_is_held_against_is_decided(tmp_path: Path) -> None:
    """From 29,500 to 30,500 is never less than 29,500, and nothing else comes near."""
    expression = "here[here >= 29_500].idxmax()"
    brief = analysed_names(tmp_path, chosen(expression), counts=counts_of({"Peru": 30_000, "Chile": 5000}))
    assert said(brief, "it", "name") == "Peru"


@pytest.mark.parametrize("step", [1000, "exact"])
def test_the_first_of_several_that_are_the_same_is_refused(tmp_path: Path, step: object) -> None:
    """pandas takes it without a word; where one is larger by the least that there is, it is no tie."""
    tied = counts_of({"Peru": 30_000, "Chile": 30_000, "Cuba": 1000})
    message = only_fault(tmp_path / "tied", chosen("here.idxmax()", annotation=' -> "name, as stated"'), counts=tied,
                         rounded_to=step)  # fmt: skip
    assert message == (
        "it: returns 'Peru', and as well could return 'Chile': their numbers are the same; "
        "return all of them, as in list(table.index[numbers == numbers.max()])"
    )
    if step == "exact":
        assert only_fault(tmp_path / "plain", chosen("here.idxmax()"), counts=tied, rounded_to=step) == message
        near = counts_of({"Peru": 29_999, "Chile": 30_000, "Cuba": 1000})
        brief = analysed_names(tmp_path / "near", chosen("here.idxmax()"), counts=near, rounded_to=step)
        assert said(brief, "it", "name") == "Chile"


@pytest.mark.thorough
def test_a_tie_may_be_told(tmp_path: Path) -> None:
    """All names that have the number, of numbers that are exact or as stated."""
    tied = counts_of({"Peru": 30_000, "Chile": 30_000, "Cuba": 1000})
    expression = "list(here.index[here == here.max()])"
    exact = analysed_names(tmp_path / "exact", chosen(expression), counts=tied, rounded_to="exact")
    assert said(exact, "it", "name") == "Peru and Chile"
    assert "could return 'Peru' within the rounding" in only_fault(
        tmp_path / "rounded", chosen(expression), counts=tied
    )
    stated = analysed_names(tmp_path / "s", chosen(expression, annotation=' -> "name, as stated"'), counts=tied)
    assert said(stated, "it", "name") == "Peru and Chile"


def test_a_place_in_an_order_that_is_cut_off_in_a_tie_is_refused(tmp_path: Path) -> None:
    """Of the two largest the second could be another, and the order of two that are the same is a claim as well."""
    tied = counts_of({"Peru": 90_000, "Chile": 30_000, "Cuba": 30_000})
    code = chosen("list(here.nlargest(2).index)")
    message = only_fault(tmp_path, code, counts=tied, rounded_to="exact")
    assert message.startswith("it: returns 'Peru' and 'Chile', and as well could return 'Peru' and 'Cuba': ")
    tied = counts_of({"Peru": 90_000, "Chile": 90_000, "Cuba": 30_000})
    message = only_fault(tmp_path, code, counts=tied, rounded_to="exact")
    assert message.startswith("it: returns 'Peru' and 'Chile', and as well could return 'Chile' and 'Peru': ")


def test_as_stated_a_near_tie_is_told_and_its_row_says_so(tmp_path: Path) -> None:
    """The function declares it; what the rounding allows is then for the prose to say."""
    near = counts_of({"Peru": 30_000, "Chile": 31_000, "Cuba": 1000})
    brief = analysed_names(tmp_path, chosen("here.idxmax()", annotation=' -> "name, as stated"'), counts=near)
    assert said(brief, "it", "name") == "Chile"
    table = figures_table(brief.figures, brief.answers, brief.datasets, brief.checks, brief.sayings, brief.words)
    assert f"| It | [Chile]{{#n-it .origin .words}} | [{brief.words.phrases.as_stated[1]}]{{.across}} |  | " in table


def test_a_period_that_rounding_does_not_decide_is_refused(tmp_path: Path) -> None:
    """The month of the record is an answer of numbers too."""
    code = 'def it(table):\n    """It"""\n    return table["arrests"].pint.magnitude.groupby("month").sum().idxmax()\n'
    brief = analysed_names(tmp_path / "clear", code)
    assert (brief.answers["it"].texts, brief.answers["it"].period) == (("2024-01",), "2024-01")
    near = COUNTS.replace("55000", "48000")
    assert only_fault(tmp_path / "near", code, counts=near) == (
        "it: returns 2024-01, and could return 2023-12 within the rounding of its inputs; "
        'return what the rounding decides, or declare -> "period, as stated" and say that it is'
    )


def test_a_change_is_held_against_both_of_its_numbers(tmp_path: Path) -> None:
    """Falls of 4,000 and 5,000, each of two numbers that are rounded to 1,000, may be either way about."""
    code = chosen('(here - table.loc[latest - 1, "arrests"].pint.magnitude).idxmin()')
    assert said(analysed_names(tmp_path / "clear", code), "it", "name") == "Mexico"
    near = COUNTS.replace("2024-01,El Salvador,8000", "2024-01,El Salvador,5000")  # falls by 4,000, Mexico by 5,000
    assert "returns 'Mexico', and could return 'El Salvador' within" in only_fault(tmp_path / "near", code, counts=near)
    far = COUNTS.replace("2024-01,El Salvador,8000", "2024-01,El Salvador,6900").replace("9000", "9000")
    assert said(analysed_names(tmp_path / "far", code, counts=far, rounded_to=100), "it", "name") == "Mexico"


def test_what_fails_within_the_rounding_says_where(tmp_path: Path) -> None:
    """The error of the function, with the numbers that it was given then."""
    message = only_fault(tmp_path, chosen("here.idxmax() if here.max() < 55_200 else 1 / 0"))
    assert message.startswith("it: raises ZeroDivisionError: division by zero where table[2024-01 Mexico, arrests] = ")


REPORTED = "peru,Peru,30000,arrest,{},,2024-01,agency,page 1,\n"


def test_reported_figures_decide_as_cells_do(tmp_path: Path) -> None:
    """With their rounding; where nobody knows that, the function says that it is of the numbers as stated."""
    code = 'def it(table, peru):\n    """It"""\n    return "Mexico" if peru.magnitude > 29_000 else "El Salvador"\n'
    brief = analysed_names(tmp_path / "1", code, figures=REPORTED.format(100))
    assert brief.answers["it"].origin.reported == ("peru",)
    assert "could return 'El Salvador' within" in only_fault(tmp_path / "2", code, figures=REPORTED.format(10_000))
    assert only_fault(tmp_path / "3", code, figures=REPORTED.format("as stated")) == (
        'it: rests on peru, whose rounding is not known; declare -> "name, as stated", and say so'
    )


TIED = {"Peru": 30, "Chile": 30, "Cuba": 10, "Haiti": 20}


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("here[here > 10].index[0]", "Peru"),
        ("here[here > 20].index[-1]", "Chile"),
        ("sorted(here[here > 10].index)[0]", "Chile"),
        ("'Peru' if here['Haiti'] > 20 else 'Cuba'", "Cuba"),
        ("here.drop('Peru').idxmax()", "Chile"),
        ("(here / here.sum()).round(1).idxmin()", "Cuba"),
    ],
)
def test_a_name_at_a_threshold_does_not_tie(tmp_path: Path, expression: str, name: str) -> None:
    """Haiti has just as much as it takes to be more; nobody has as much as what is picked."""
    brief = analysed_names(tmp_path, chosen(expression), counts=counts_of(TIED), rounded_to="exact")
    assert said(brief, "it", "name") == name


@pytest.mark.parametrize(
    "expression",
    [
        "here.index[here.rank(ascending=False, method='first') == 1][0]",
        "{'Peru': 'Cuba', 'Chile': 'Haiti', 'Cuba': 'Peru', 'Haiti': 'Chile'}[here.idxmax()]",
        "max((v, k) for k, v in here.items())[1]",
        "(here / here.sum()).idxmax()",
        "here.index[here.to_numpy().argsort()[-1]]",
    ],
)
def test_a_tie_is_found_however_the_name_was_picked(tmp_path: Path, expression: str) -> None:
    """By rank, by a table of what stands for what, by tuples, by shares, by numpy's order."""
    message = only_fault(tmp_path, chosen(expression), counts=counts_of(TIED), rounded_to="exact")
    assert "their numbers are the same" in message


SHARES_BEFORE = 'table.loc[latest - 1, "arrests"].pint.magnitude'
LATER = {"Peru": 40, "Chile": 30, "Cuba": 20, "Haiti": 10}
FURTHER: dict[str, tuple[dict[str, int], dict[str, int]]] = {
    "here.nlargest(3).index[2]": ({**LATER, "Haiti": 20}, LATER),
    "(here / here.sum()).nlargest(3).index[2]": ({**LATER, "Haiti": 20}, LATER),
    "(here - 25.4).abs().idxmin()": ({**LATER, "Chile": 31}, {**LATER, "Chile": 28}),
    "(here - 25.4).abs().nsmallest(3).index[2]": ({**LATER, "Haiti": 12, "Peru": 39}, {**LATER, "Peru": 39}),
    f"(here / here.sum() - {SHARES_BEFORE} / {SHARES_BEFORE}.sum()).idxmax()": (
        {"Peru": 45, "Chile": 34, "Cuba": 11, "Haiti": 10},
        {"Peru": 50, "Chile": 30, "Cuba": 10, "Haiti": 10},
    ),
}
"""Of numbers to the nearest one, of which those before are 40, 30, 20 and 10: two that are near, and none that are."""


@pytest.mark.thorough
@pytest.mark.parametrize("expression", FURTHER)
def test_what_is_near_is_found_in_every_place(tmp_path: Path, expression: str) -> None:
    """The third of all, and of shares; what is nearest to a number, or third; and what gains the most points."""
    before = HEAD + "".join(f"2023-12,{name},{number}\n" for name, number in LATER.items())
    near, clear = (before + counts_of(each).removeprefix(HEAD) for each in FURTHER[expression])
    message = only_fault(tmp_path / "near", chosen(expression), counts=near, rounded_to=1)
    assert "could return" in message
    assert "within the rounding of its inputs" in message
    assert analysed_names(tmp_path / "clear", chosen(expression), counts=clear, rounded_to=1).answers["it"].texts
