"""Names and periods that functions return: what counts as one, how it is written, and whether the numbers decide it."""

import random
import re
from pathlib import Path

import pandas as pd
import pytest

from named_briefs import COUNTS, DECEMBER, DERIVED, HEAD, LABELS, LARGEST, LATEST, OF_LARGEST, analysed_names, named
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.errors import StatbriefError
from statbrief.figures.figure import Cell, Derived
from statbrief.figures.generated_tables import figures_table

COTE = "Côte d’Ivoire, Rép."


def said(brief: Analysis, name: str, form: str) -> str:
    """A form of an answer."""
    return brief.forms[name][form].plain


def only_fault(folder: Path, derived: str, **others: object) -> str:
    """What is wrong with the last function of a brief, without its place."""
    with pytest.raises(StatbriefError) as caught:
        analysed_names(folder, derived, **others)  # type: ignore[arg-type]
    (fault,) = caught.value.faults
    assert fault.file == "analysis/derived.py"
    assert fault.line
    return f"{fault.what}: {fault.found}; {fault.wanted}"


CHOSEN = '''{latest}def it(table, latest){annotation}:
    """It"""
    here = table.loc[latest, "arrests"].pint.magnitude
    return {expression}
'''


def chosen(expression: str, *, annotation: str = "", latest: str = LATEST) -> str:
    """Functions of which the last returns what an expression of the latest month's numbers, `here`, is."""
    return CHOSEN.format(latest=latest, annotation=annotation, expression=expression)


# -- how they are written --------------------------------------------------------------------------------------------


def test_a_name_is_written_as_the_data_have_it(tmp_path: Path) -> None:
    """With its accents and commas, and with a capital where a sentence begins; its period is that of its numbers."""
    counts = COUNTS.replace("El Salvador", "el salvador").replace("8000", "80000")
    brief = analysed_names(tmp_path, counts=counts)
    assert said(brief, "largest", "name") == "el salvador"
    assert said(brief, "largest", "name_capital") == "El salvador"
    assert said(brief, "largest", "in_period") == "in January 2024"
    assert brief.answers["largest"].value == "el salvador"


def test_a_period_has_the_forms_of_a_figures_period(tmp_path: Path) -> None:
    """By itself, within a sentence, short, its parts, and each where a sentence begins."""
    brief = analysed_names(tmp_path)
    written = {form: text.plain for form, text in brief.forms["latest"].items()}
    assert written == {
        "label": "Latest month",
        "kind": "period",
        "period": "January 2024",
        "period_capital": "January 2024",
        "in_period": "in January 2024",
        "in_period_capital": "In January 2024",
        "since_period": "since January 2024",
        "since_period_capital": "Since January 2024",
        "period_short": "Jan 2024",
        "period_short_capital": "Jan 2024",
        "period_month": "January",
        "period_month_capital": "January",
        "period_year": "2024",
    }
    assert said(brief, "next_release", "in_period") == "on March 6, 2024"


def test_both_lead_to_where_they_come_from(tmp_path: Path) -> None:
    """Their texts are linked as numbers are, and the table of figures has a row for each, after those of figures."""
    brief = analysed_names(tmp_path)
    assert brief.forms["largest"]["name"].linked("largest") == f"[{COTE}](#n-largest){{.number}}"
    assert brief.forms["latest"]["in_period"].linked("latest") == "[in January 2024](#n-latest){.number}"
    table = figures_table(brief.figures, brief.answers, brief.datasets, brief.checks, brief.sayings, brief.words)
    rows = [re.split(r" ?\| ?", line)[1:-1] for line in table.splitlines()[2:]]
    assert [row[:3] for row in rows] == [
        ["Arrests of the largest group", "[55,000]{#n-of_largest .origin}", "54,500 to 55,500"],
        ["Latest month", "[January 2024]{#n-latest .origin}", ""],
        ["Largest group", f"[{COTE}]{{#n-largest .origin}}", ""],
        ["Next release", "[March 6, 2024]{#n-next_release .origin}", ""],
    ]
    assert rows[2][3].endswith(f"; [@agency], 2024-01 Mexico, 2024-01 {COTE}, 2024-01 El Salvador")
    assert rows[3][3] == "`next_release`, from [January 2024](#n-latest){.number}"


SEVERAL = {
    "a list": "list(here.nlargest(2).index)",
    "an index": "here.nlargest(2).index",
    "a tuple": "tuple(here.nlargest(2).index)",
    "an array": "here.nlargest(2).index.to_numpy()",
    "a column": "here.nlargest(2).reset_index()['country']",
}


@pytest.mark.parametrize("expression", SEVERAL.values(), ids=SEVERAL.keys())
def test_several_names_are_written_as_a_list(tmp_path: Path, expression: str) -> None:
    """With the language's word for `and`."""
    assert said(analysed_names(tmp_path, chosen(expression)), "it", "name") == f"{COTE}; and Mexico"


@pytest.mark.parametrize("annotation", ["name, or none", "name, as stated, or none", "name, or none, as stated"])
@pytest.mark.parametrize(("lang", "none"), [("en", "none"), ("es", "ninguno")])
def test_there_may_be_no_name(tmp_path: Path, annotation: str, lang: str, none: str) -> None:
    """Where the function says so, it is written as that; where there is one, it is that one."""
    empty, one = (chosen(f"here[here > {least}].index", annotation=f' -> "{annotation}"') for least in (60000, 50000))
    labels = LABELS.replace("figure,largest", "figure,it").replace(
        "figure,of_largest,Detenciones del grupo mayor\n", ""
    )
    labels = labels.replace("figure,next_release,Próxima publicación\n", "") if lang == "es" else ""
    brief = analysed_names(tmp_path / "none", empty, lang=lang, labels=labels)
    assert said(brief, "it", "name") == none
    assert said(brief, "it", "in_period") == ("in January 2024" if lang == "en" else "en enero de 2024")
    assert said(analysed_names(tmp_path / "one", one), "it", "name") == COTE


def test_a_period_is_never_none(tmp_path: Path) -> None:
    """It has no word for that."""
    fault = only_fault(tmp_path, chosen("latest", annotation=' -> "period, or none"'))
    assert fault == "it: returns a period, 2024-01, and declares 'period, or none'; declare -> \"period\", or nothing"


DAYS = {
    "pandas' day": ("pd.Timestamp(2024, 3, 6)", "2024-03-06"),
    "a date": ("__import__('datetime').date(2024, 3, 6)", "2024-03-06"),
    "numpy's day": ("__import__('numpy').datetime64('2024-03-06')", "2024-03-06"),
    "a quarter": ("latest.asfreq('Q')", "2024-Q1"),
    "a year": ("latest.asfreq('Y')", "2024"),
    "a week": ("(latest.to_timestamp() + pd.Timedelta(days=3)).to_period('W')", "2024-W01"),
}


@pytest.mark.parametrize(("expression", "period"), DAYS.values(), ids=DAYS.keys())
def test_a_period_may_be_of_any_length(tmp_path: Path, expression: str, period: str) -> None:
    """A day is one, however it is made."""
    answer = analysed_names(tmp_path, chosen(f"({expression}, here, latest)[0]")).answers["it"]
    assert (answer.texts, answer.period, answer.kind) == ((period,), period, "period")
    assert isinstance(answer.value, pd.Period)


# -- what others make of them ----------------------------------------------------------------------------------------


def test_a_figure_may_rest_on_a_name_and_a_period(tmp_path: Path) -> None:
    """It repeats the cell that they lead to, with its rounding and its period."""
    figure = analysed_names(tmp_path).figures["of_largest"]
    assert (figure.value, figure.range.low, figure.range.high) == (55_000, 54_500, 55_500)
    assert isinstance(figure.origin, Derived)
    assert figure.origin.cell == Cell("table", f"2024-01 {COTE}", "arrests")
    assert figure.period == "2024-01"


def test_next_month_all_of_them_roll_on(tmp_path: Path) -> None:
    """Rows are added, and no code is changed."""
    counts = COUNTS + DECEMBER.replace("2023-12", "2024-02").replace("52000", "60000")
    brief = analysed_names(tmp_path, counts=counts)
    assert said(brief, "latest", "period") == "February 2024"
    assert said(brief, "largest", "name") == "Mexico"
    assert brief.figures["of_largest"].value == 60_000
    assert said(brief, "next_release", "period") == "April 6, 2024"


MORE = '''

def first(table, it):
    """First"""
    return it.pop(0)


def again(table, it):
    """First again"""
    return it[0]
'''


def test_what_a_function_changes_of_a_list_is_its_own(tmp_path: Path) -> None:
    """Each is given names of its own."""
    brief = analysed_names(tmp_path, f"{chosen('list(here.nlargest(2).index)')}{MORE}")
    assert [said(brief, each, "name") for each in ("first", "again")] == [COTE, COTE]


CHECK = '''import pandas as pd


def same(largest, latest, table):
    """The name is that of the largest number"""
    first = table.loc[latest.value, "arrests"].pint.magnitude.idxmax()
    return bool(largest == first and latest == pd.Period("2024-01") and largest != "Mexico")
'''


def test_a_check_is_given_what_is_equal_to_its_value(tmp_path: Path) -> None:
    """And `.value` for pandas."""
    brief = analysed_names(tmp_path, checks=CHECK)
    assert [each.outcome.holds for each in brief.checks] == [True]


def test_the_readmes_example_is_one(root: Path, tmp_path: Path) -> None:
    """Its functions, as they stand there."""
    shown = (root / "README.md").read_text(encoding="utf-8").partition("def latest(")[2].partition("```")[0]
    brief = analysed_names(tmp_path, f"import pandas as pd\n\n\ndef latest({shown}".replace("monthly", "table"))
    assert said(brief, "largest", "name") == COTE
    assert said(brief, "next_release", "in_period") == "on March 6, 2024"
    assert brief.figures["of_largest"].value == 55_000


# -- what is none ----------------------------------------------------------------------------------------------------

WRONG = {
    "a text of no cell": (
        '"Mexica" if len(here) else ""',
        "returns 'Mexica', which stands in none of its datasets; did you mean Mexico?",
    ),
    "a text like none": (
        '"?" if len(here) else ""',
        "returns '?', which stands in none of its datasets; return the text of a cell or of a key",
    ),
    "no names": (
        "here.nlargest(0).index",
        'returns nothing, an empty Index; return one name at least, or declare -> "name, or none", written "none"',
    ),
    "a moment": (
        "latest.end_time",
        "returns a moment, 2024-01-31 23:59; return its day: .normalize(), or .date()",
    ),
    "hours": (
        'latest.asfreq("h")',
        "returns a period of pandas' frequency h; return a year, quarter, month, week or day",
    ),
    "no day": (
        "pd.NaT if len(here) else latest",
        "returns a missing value; return a number or a quantity, a period, or a text of a dataset",
    ),
    "now a name and now a number": (
        "here.idxmax() if here.max() < 55_200 else 3",
        (
            f"returns '{COTE}', and could return a number within the rounding of its inputs; "
            'return what the rounding decides, or declare -> "name, as stated" and say that it is'
        ),
    ),
    "now a number and now a name": (
        '3 if here.max() < 55_200 else "Mexico"',
        (
            f"returns a number, and 'Mexico' where table[2024-01 {COTE}, arrests] = 55500, which the rounding allows; "
            "return one or the other"
        ),
    ),
}


@pytest.mark.parametrize(("expression", "message"), WRONG.values(), ids=WRONG.keys())
def test_what_is_neither_name_nor_period_is_told(tmp_path: Path, expression: str, message: str) -> None:
    """With what was returned, and what to return."""
    assert only_fault(tmp_path, chosen(expression)) == f"it: {message}"


NAMED = f"returns a name, '{COTE}', and declares "
PROMISED = {
    "a unit": (' -> "arrest"', "here.idxmax()", NAMED + "'arrest'; declare -> \"name\", or nothing"),
    "a period": (' -> "period"', "here.idxmax()", NAMED + "'period'; declare -> \"name\", or nothing"),
    "a name": (
        ' -> "name"',
        "latest if len(here) else 0",
        "returns a period, 2024-01, and declares 'name'; declare -> \"period\", or nothing",
    ),
    "a name, of a number": (' -> "name"', "here.max()", "returns a number and declares 'name'; declare a unit"),
    "a slip": (' -> "name, as state"', "here.max()", "'name, as state' is not a unit; did you mean as stated?"),
}


@pytest.mark.parametrize(("annotation", "expression", "message"), PROMISED.values(), ids=PROMISED.keys())
def test_what_a_function_declares_is_held_against_what_it_returns(
    tmp_path: Path, annotation: str, expression: str, message: str
) -> None:
    """A name where a name is declared, a period where a period is."""
    assert only_fault(tmp_path, chosen(expression, annotation=annotation)) == f"it: {message}"


def test_names_stand_in_one_column(tmp_path: Path) -> None:
    """A list of a country and of something else is no list of the largest groups."""
    counts = "month,country,region,arrests\n2024-01,Mexico,North,5000\n2024-01,Peru,South,2000\n"
    folder = named(tmp_path, chosen('["Mexico", "South"] if len(here) else []'), counts=counts)
    text = (folder / "data/datapackage.json").read_text()
    (folder / "data/datapackage.json").write_text(
        text.replace('{"name": "arrests"', '{"name": "region", "type": "string"}, {"name": "arrests"')
    )
    with pytest.raises(StatbriefError, match="returns 'Mexico' and 'South', which stand in no one column of its data"):
        analyse(folder, "en")


def test_chance_is_found(tmp_path: Path) -> None:
    """A function that returns another name each time says nothing of the data."""
    count = "COUNT = iter(range(1000))\n"
    code = chosen("here.index[next(COUNT) % 2]").replace("def latest", f"{count}\n\ndef latest", 1)
    assert only_fault(tmp_path, code).startswith("it: gives 'Mexico' and then ")


def test_a_circle_is_told_as_ever(tmp_path: Path) -> None:
    """A period that needs the name that needs it."""
    code = DERIVED.replace("def latest(table):", "def latest(table, largest):")
    with pytest.raises(StatbriefError, match="needs itself: latest → largest → latest"):
        analysed_names(tmp_path, code)


def test_missing_cells_are_no_small_ones(tmp_path: Path) -> None:
    """pandas leaves them out; the function says that this is meant, and figures made of the name say so too."""
    counts = COUNTS.replace("El Salvador,8000", "El Salvador,")
    assert only_fault(tmp_path, LATEST + LARGEST, counts=counts).startswith(
        "largest: rests on table[2024-01 El Salvador, arrests], which is missing; say what becomes of it"
    )
    told = LATEST + LARGEST.replace("idxmax()", "dropna().idxmax()") + OF_LARGEST
    brief = analysed_names(tmp_path, told, counts=counts)
    assert brief.answers["largest"].origin.missing == {"table": ("2024-01 El Salvador",)}
    assert brief.figures["of_largest"].missing == {"table": ("2024-01 El Salvador",)}


# -- what the numbers decide -----------------------------------------------------------------------------------------


def counts_of(numbers: dict[str, int]) -> str:
    """A table of one month."""
    return HEAD + "".join(f"2024-01,{name},{number}\n" for name, number in numbers.items())


def test_a_name_that_rounding_does_not_decide_is_refused(tmp_path: Path) -> None:
    """Of numbers rounded to 1,000, two can change places when they are nearer than 1,000: in two dozen tables."""
    chance = random.Random(5)  # noqa: S311 -- examples
    refused = 0
    for place in range(24):
        numbers = {name: chance.randrange(20, 30) * 1000 for name in ("Peru", "Chile", "Cuba", "Haiti")}
        low, high = sorted(numbers.values())[-2:]
        folder = tmp_path / str(place)
        if high - low > 1000:
            brief = analysed_names(folder, LATEST + LARGEST, counts=counts_of(numbers))
            assert numbers[said(brief, "largest", "name")] == high
        elif high - low < 1000:
            refused += 1
            message = only_fault(folder, LATEST + LARGEST, counts=counts_of(numbers))
            assert re.fullmatch(
                r"largest: returns '\w+', and could return '\w+' within the rounding of its inputs; return what the "
                r'rounding decides, or declare -> "name, as stated" and say that it is',
                message,
            )
    assert 2 < refused < 22


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
    assert f"| It | [Chile]{{#n-it .origin}} | {brief.words.phrases.as_stated[1]} | " in table


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
