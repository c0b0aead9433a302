"""Names and periods that functions return: what counts as one, and how it is written."""

import re
from pathlib import Path

import pandas as pd
import pytest

import documents
from named_briefs import (
    COTE,
    COUNTS,
    DECEMBER,
    DERIVED,
    LABELS,
    LARGEST,
    LATEST,
    OF_LARGEST,
    analysed_names,
    chosen,
    named,
    only_fault,
    said,
)
from seeds import pairs
from statbrief.analysis.analysis import analyse
from statbrief.errors import StatbriefError
from statbrief.figures.figure import Cell, Derived
from statbrief.figures.generated_tables import figures_table

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
        "period_name": "January 2024",
        "period_name_capital": "January 2024",
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
    nothing = ["[]{.across}", ""]
    assert [row[:4] for row in rows] == [
        ["Arrests of the largest group", "[55,000]{#n-of_largest .origin}", "54,500", "55,500"],
        ["Latest month", "[January 2024]{#n-latest .origin .words}", *nothing],
        ["Largest group", f"[{COTE}]{{#n-largest .origin .words}}", *nothing],
        ["Next release", "[March 6, 2024]{#n-next_release .origin .words}", *nothing],
    ]
    behind = f"rows 2024-01 Mexico, 2024-01 {COTE}, 2024-01 El Salvador"
    assert rows[2][4].endswith(f"; [@agency]{{.named-source}}, {behind}")
    assert rows[3][4] == "`next_release`, from [January 2024](#n-latest){.number}"


SEVERAL = {
    "a list": "list(here.nlargest(2).index)",
    "an index": "here.nlargest(2).index",
    "a tuple": "tuple(here.nlargest(2).index)",
    "an array": "here.nlargest(2).index.to_numpy()",
    "a column": "here.nlargest(2).reset_index()['country']",
}


@pytest.mark.always("a list", "a column")
@pytest.mark.parametrize("expression", SEVERAL.values(), ids=SEVERAL.keys())
def test_several_names_are_written_as_a_list(tmp_path: Path, expression: str) -> None:
    """With the language's word for `and`."""
    assert said(analysed_names(tmp_path, chosen(expression)), "it", "name") == f"{COTE}; and Mexico"


@pytest.mark.parametrize(
    ("annotation", "lang"),
    pairs(["name, or none", "name, as stated, or none", "name, or none, as stated"], ("en", "es")),
)
def test_there_may_be_no_name(tmp_path: Path, annotation: str, lang: str) -> None:
    """Where the function says so, it is written as that; where there is one, it is that one."""
    none = {"en": "none", "es": "ninguno"}[lang]
    empty, one = (chosen(f"here[here > {least}].index", annotation=f' -> "{annotation}"') for least in (60000, 50000))
    labels = re.sub(r"figure,(of_largest|next_release),.*\n", "", LABELS).replace("figure,largest", "figure,it")
    brief = analysed_names(tmp_path / "none", empty, lang=lang, labels=labels if lang == "es" else "")
    assert said(brief, "it", "name") == none
    assert said(brief, "it", "in_period") == ("in January 2024" if lang == "en" else "en enero de 2024")
    assert said(analysed_names(tmp_path / "one", one), "it", "name") == COTE


ABOVE = "list(table[table['arrests'].pint.magnitude > {least}].index.get_level_values('month').unique())"
MAY_BE_NONE = ("period, or none", "period, as stated, or none", "period, or none, as stated")


@pytest.mark.always("period, as stated, or none-es")
@pytest.mark.parametrize(("annotation", "lang"), pairs(MAY_BE_NONE, ("en", "es")))
def test_there_may_be_no_period(tmp_path: Path, annotation: str, lang: str) -> None:
    """Where the function says so, it is written as that; where there are some, it is those."""
    none = {"en": ("none", "in none"), "es": ("ninguno", "en ninguno")}[lang]
    empty, one = (
        chosen(f"({ABOVE.format(least=least)}, here)[0]", annotation=f' -> "{annotation}"') for least in (10**9, 50500)
    )
    labels = LABELS.replace("figure,largest", "figure,it").replace(
        "figure,of_largest,Detenciones del grupo mayor\n", ""
    )
    labels = labels.replace("figure,next_release,Próxima publicación\n", "") if lang == "es" else ""
    brief = analysed_names(tmp_path / "none", empty, lang=lang, labels=labels)
    answer = brief.answers["it"]
    assert (answer.kind, answer.value, answer.period) == ("period", [], "")
    forms = ("period", "in_period", "period_short", "period_capital")
    assert [said(brief, "it", each) for each in forms] == [none[0], none[1], none[0], none[0].capitalize()]
    assert said(analysed_names(tmp_path / "one", one), "it", "period") == "December 2023 and January 2024"


@pytest.mark.parametrize(
    ("annotation", "wanted"),
    [
        (' -> "period"', 'return one period at least, or declare -> "period, or none", written "none"'),
        (' -> "name"', 'return one name at least, or declare -> "name, or none", written "none"'),
    ],
)
def test_nothing_is_declared(tmp_path: Path, annotation: str, wanted: str) -> None:
    """An empty list is a fault that names what to declare, of the kind that the function says."""
    fault = only_fault(tmp_path, chosen("here.index[:0]", annotation=annotation))
    assert fault == f"it: returns nothing, an empty Index; {wanted}"


@pytest.mark.parametrize("kind", ["period", "name"])
@pytest.mark.parametrize("more", ["", "as stated, "])
def test_an_empty_list_means_none(tmp_path: Path, kind: str, more: str) -> None:
    """Where there may be none, Python's own None is a fault that says what to return instead."""
    code = chosen("here.max() and None", annotation=f' -> "{kind}, {more}or none"')
    assert only_fault(tmp_path, code) == f"it: returns None; return an empty list, [], where there is no {kind}"


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


def test_the_manuals_example_is_one(tmp_path: Path) -> None:
    """Its functions, as they stand there."""
    shown = documents.page("periods-and-names").partition("def latest(")[2].partition("```")[0]
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
    "a year as a number": (
        "latest.year",
        (
            "returns the year 2024 as a number, which would be written as an amount; "
            "return the period itself, whose forms write its year"
        ),
    ),
    "a later year as a number": (
        "here.index.size + int(latest.year)",
        (
            "returns the year 2027 as a number, which would be written as an amount; "
            "return the period itself, whose forms write its year"
        ),
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
            f"returns a number, and 'Mexico' where table[2024-01 Mexico, arrests] = 46928.2, table[2024-01 {COTE}, "
            "arrests] = 55461.2, table[2024-01 El Salvador, arrests] = 8369.8, which the rounding allows; "
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
    "a period, of a number": (
        ' -> "period"',
        "here.max()",
        (
            "returns a number and declares 'period'; "
            "return a period, such as one of table.index.asfreq('Y'), or declare a unit"
        ),
    ),
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
