"""However code picks a name or a period: two that are the same are told, and what ties with nothing is written."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from briefs import analysed
from picking_briefs import HIGHEST, LAST_RISE, brief_of, by_month
from seeds import repeats
from statbrief.errors import StatbriefError


def refused(folder: Path, bodies: dict[str, str], numbers: dict[str, float], step: object = "exact") -> dict[str, str]:
    """What is found of each function that is refused."""
    with pytest.raises(StatbriefError) as caught:
        analysed(folder, **brief_of(bodies, numbers, step))
    names = list(bodies)
    return {names[int(each.what.removeprefix("it_"))]: each.found for each in caught.value.faults}


def answers(folder: Path, bodies: dict[str, str], numbers: dict[str, float], step: object = "exact") -> dict[str, str]:
    """What each function returns, as data write it."""
    found = analysed(folder, **brief_of(bodies, numbers, step)).answers
    return {name: " and ".join(found[f"it_{place}"].texts) for place, name in enumerate(bodies)}


TELLING = (
    "grouped by the numbers",
    "pivoted",
    "set_index",
    "unique, where first",
    "how many are above, loops",
    "each with each",
    "a function that is given",
    "the best so far, in a dict",
    "sorted by hand",
    "reduce",
    "most_common",
    "query",
)
"""One of each kind of what finds the highest: groups, tables, indexes, numpy, loops, functions, texts."""
RISES = ("pairs", "while not", "next", "takewhile", "query of changes", "a condition by name", "numpy", "signs")
"""One of each kind of what finds the last rise."""


def idioms(bodies: dict[str, str], telling: tuple[str, ...]) -> list[object]:
    """The telling ones, and all of them, which go the same ways and take a minute."""
    few = {name: bodies[name] for name in telling}
    return repeats({"telling": few, "all": bodies}, {"telling"})


HIGHEST_ONES = pytest.mark.parametrize("bodies", idioms(HIGHEST, TELLING))
LAST_ONES = pytest.mark.parametrize("bodies", idioms(LAST_RISE, RISES))


@HIGHEST_ONES
@pytest.mark.parametrize("numbers", [(1, 3, 3, 2), (2, 2, 1)])
def test_the_highest_of_several_that_are_the_same_is_refused(
    tmp_path: Path, numbers: tuple[float, ...], bodies: dict[str, str]
) -> None:
    """Two of those that pandas finds to be as high as any, whatever finds one of them."""
    months = pd.Series(by_month(*numbers))
    highest = set(months.index[months == months.max()])
    found = refused(tmp_path, bodies, by_month(*numbers))
    assert found.keys() == bodies.keys()
    for name, message in found.items():
        one, other = re.findall(r"2023-\d\d", message)
        assert one != other, name
        assert {one, other} <= highest, name
        assert f"returns {one}, and as well could return {other}: their numbers are the same" in message, name


@HIGHEST_ONES
def test_the_highest_of_two_that_rounding_does_not_tell_apart_is_refused(
    tmp_path: Path, bodies: dict[str, str]
) -> None:
    """Both 30 to the nearest 5, and so either may be the higher one."""
    found = refused(tmp_path, bodies, by_month(10, 30, 30, 20), 5)
    assert found.keys() == bodies.keys()
    assert all("within the rounding of its inputs" in each for each in found.values())


@pytest.mark.always("numbers0-exact-telling")
@HIGHEST_ONES
@pytest.mark.parametrize(("numbers", "step"), [((1, 3, 4, 2), "exact"), ((10, 30, 60, 20), 5)])
def test_the_highest_that_is_alone_is_told(
    tmp_path: Path, numbers: tuple[float, ...], step: object, bodies: dict[str, str]
) -> None:
    """As pandas says which it is."""
    highest = pd.Series(by_month(*numbers)).idxmax()
    assert answers(tmp_path, bodies, by_month(*numbers), step) == dict.fromkeys(bodies, highest)


@LAST_ONES
@pytest.mark.parametrize("numbers", [(1, 2, 3, 3), (2, 3, 3, 3, 1)])
def test_the_last_rise_does_not_tie_with_a_month_as_high(
    tmp_path: Path, numbers: tuple[float, ...], bodies: dict[str, str]
) -> None:
    """The month after is as high as it is, and so it did not rise; pandas' differences say so too."""
    changes = pd.Series(by_month(*numbers)).diff()
    bodies = {name: body for name, body in bodies.items() if name != "takewhile" or numbers == (1, 2, 3, 3)}
    assert answers(tmp_path, bodies, by_month(*numbers)) == dict.fromkeys(bodies, changes.index[changes > 0][-1])


@LAST_ONES
def test_a_last_rise_that_rounding_does_not_decide_is_refused(tmp_path: Path, bodies: dict[str, str]) -> None:
    """April is 30 to the nearest 5 as March is, and may be above it."""
    found = refused(tmp_path, bodies, by_month(10, 20, 30, 30), 5)
    assert found.keys() == bodies.keys()
    assert all("could return 2023-04 within the rounding" in each for each in found.values())


SECOND = {
    "below the highest": "numbers[numbers < numbers.max()].idxmax()",
    "another than the highest": "numbers[numbers != numbers.max()].sort_values().index[-1]",
    "of different ones": "numbers.index[numbers == sorted(set(numbers))[-2]][0]",
    "dense rank": 'numbers.index[numbers.rank(method="dense", ascending=False) == 2][0]',
    "without doubles": "numbers.index[numbers == numbers.drop_duplicates().nlargest(2).iloc[1]][0]",
}
"""What finds the highest month below the highest."""


def test_what_is_below_the_highest_does_not_tie_with_two_that_are(tmp_path: Path) -> None:
    """Of 1, 2, 3 and 3 the 2 is, and of 3, 2, 2 and 3 either of two."""
    assert answers(tmp_path / "clear", SECOND, by_month(1, 2, 3, 3)) == dict.fromkeys(SECOND, "2023-02")
    found = refused(tmp_path / "tied", SECOND, by_month(3, 2, 2, 3))
    assert found.keys() == SECOND.keys()
    assert all(set(re.findall(r"2023-\d\d", each)) == {"2023-02", "2023-03"} for each in found.values())


def test_the_first_and_the_last_of_all_that_are_the_same_are_refused(tmp_path: Path) -> None:
    """The highest and the lowest are one name, and each could be any other."""
    same = {"Peru": 3.0, "Chile": 3.0, "Cuba": 3.0}
    found = refused(tmp_path, {"ends": "[numbers.idxmax(), numbers.idxmin()]"}, same)
    assert found["ends"].startswith("returns 'Peru' and 'Peru', and as well could return ")


MORE = {
    "if": """
        if numbers["Peru"] > numbers["Chile"]:
            return "Peru"
        return "Chile\"""",
    "if, in one line": '"Peru" if numbers["Peru"] - numbers["Chile"] > 0 else "Chile"',
    "a truth by name": """
        is_more = numbers["Peru"] > numbers["Chile"]
        if is_more:
            return "Peru"
        return "Chile\"""",
    "a place": '["Chile", "Peru"][int(numbers["Peru"] > numbers["Chile"])]',
    "a truth as key": '{True: "Peru", False: "Chile"}[bool(numbers["Peru"] > numbers["Chile"])]',
    "where": 'str(np.where(numbers["Peru"] > numbers["Chile"], "Peru", "Chile"))',
    "and, or": '(numbers["Peru"] > numbers["Chile"] and "Peru") or "Chile"',
    "next, or else": 'next((name for name in numbers.index if numbers[name] > numbers["Chile"]), "Chile")',
    "a loop": """
        name = "Chile"
        for _ in range(1):
            if numbers["Peru"] > numbers["Chile"]:
                name = "Peru"
        return name""",
    "tried": """
        try:
            return numbers.index[numbers > numbers["Chile"]][0]
        except IndexError:
            return "Chile\"""",
    "those that are less left out": """
        less = [one for one in numbers.index for other in numbers.index if numbers[one] < numbers[other]]
        return numbers.drop(less).index[0]""",
}
"""What says which of two countries has more."""


def test_which_of_two_is_more_is_refused_where_neither_is(tmp_path: Path) -> None:
    """Peru and Chile have the same; where Peru has more, it is told."""
    numbers = {"Peru": 3.0, "Chile": 3.0, "Cuba": 1.0}
    assert refused(tmp_path / "tied", MORE, numbers).keys() == MORE.keys()
    assert answers(tmp_path / "clear", MORE, {**numbers, "Peru": 4.0}) == dict.fromkeys(MORE, "Peru")


UNREAD = {
    "eval": 'numbers[eval("numbers.diff().gt" + "(0)")].index[-1]',
    "query": 'numbers.diff().to_frame().query(f"arrests > {0}").index[-1]',
    "exec": """
        known = {"numbers": numbers}
        exec("month = numbers.index[numbers.diff() > 0][-1]", known)
        return known["month"]""",
}
"""What finds the last rise by code in texts."""


def test_what_a_function_of_tables_orders_is_known_to_tie(tmp_path: Path) -> None:
    """It is called by its name, and nothing about it cannot be told."""
    found = refused(tmp_path, {"top": HIGHEST["top"]}, by_month(1, 3, 3, 2))
    assert found["top"] == "returns 2023-02, and as well could return 2023-03: their numbers are the same"


@pytest.mark.parametrize("name", UNREAD)
def test_what_code_in_texts_picks_is_told_as_unknown(tmp_path: Path, name: str) -> None:
    """The line of the call, and what to write in its place."""
    files = brief_of({name: UNREAD[name]}, by_month(1, 2, 3, 3))
    with pytest.raises(StatbriefError) as caught:
        analysed(tmp_path, **files)
    (fault,) = caught.value.faults
    assert fault.found == (
        "returns 2023-03, and as well could return 2023-04: their numbers are the same "
        f"if {name}(…) picks by size, which cannot be told"
    )
    assert fault.wanted == (
        "return all of them, as in list(table.index[numbers == numbers.max()]); "
        f"or write without {name} what is picked, as numbers[numbers > 0].index[-1] is"
    )
    lines = files["derived"].splitlines()
    assert f"{name}(" in lines[(fault.line or 0) - 1]


PLACED = """
    places = [None] * 100
    for name, number in table["n"].pint.magnitude.items():
        places[int(number)] = name
    return [each for each in places if each is not None][-1]
"""
AT_ITS_NAME = """
    found = {}
    for name, number in table["n"].pint.magnitude.items():
        found[name] = number
    return [name for name in found if found[name] > 2][-1]
"""


def by_name(folder: Path, body: str, numbers: dict[str, float]) -> tuple[str, ...]:
    """What code returns of counts by name."""
    count = {"name": "n", "type": "number", "unit": "visa", "rounded_to": "exact"}
    fields = [{"name": "g", "type": "string"}, count]
    described = {"name": "table", "path": "table.csv", "source": "agency", "period": "2024"}
    package = json.dumps({"resources": [described | {"schema": {"primaryKey": "g", "fields": fields}}]})
    rows = "g,n\n" + "".join(f"{name},{number}\n" for name, number in numbers.items())
    code = f'def it(table) -> "name":\n    """It"""{body}'
    return analysed(folder, figures="", derived=code, package=package, dataset=rows).answers["it"].texts


def test_a_place_by_its_number_hides_no_tie(tmp_path: Path) -> None:
    """In a list the last of two stays that are the same, which is that of the last row; at its name each stays."""
    with pytest.raises(StatbriefError, match="'c', and 'b' where rows of table with the same number change places"):
        by_name(tmp_path / "a", PLACED, {"a": 1, "b": 3, "c": 3, "d": 2})
    assert by_name(tmp_path / "b", PLACED, {"a": 1, "b": 3, "c": 4, "d": 2}) == ("c",)
    assert by_name(tmp_path / "c", AT_ITS_NAME, {"a": 1, "b": 3, "c": 1, "d": 2}) == ("b",)


@pytest.mark.parametrize("threshold", ["numbers.median()", "numbers.quantile(0.5)", "np.median(numbers)"])
def test_what_is_above_a_middle_ties_with_nothing(tmp_path: Path, threshold: str) -> None:
    """Two months are at the median, and neither is above it; only one is."""
    body = {"above": f"list(table.index[numbers > {threshold}])"}
    assert answers(tmp_path, body, by_month(1, 2, 2, 3)) == {"above": "2023-04"}


def test_what_lies_below_the_highest_so_far_ties_with_nothing(tmp_path: Path) -> None:
    """A month as high as the highest before is not below it."""
    body = {"below": "list(table.index[numbers < numbers.cummax()])"}
    assert answers(tmp_path, body, by_month(1, 3, 3, 2)) == {"below": "2023-04"}
