"""What a figure is, and which forms it has: told by the last operation, by periods, or by the function itself."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.analysis import analyse
from statbrief.analysis.record import recorded
from statbrief.arithmetic import kinds
from statbrief.errors import ChartingError, DerivingError
from statbrief.figures.figure import Figure
from statbrief.prose.variables import why_not
from statbrief.verify.forms import problem_of

ROWS = (
    "old,Old,2500,USD,1,,2023,agency,,\n"
    "new,New,2511,USD,1,,2024,agency,,\n"
    "may,May,120,USD,exact,,2024-05,agency,,\n"
    "other,Other,90,USD,exact,,2024,agency,,\n"
    "people,People,1000,person,exact,,2024,agency,,\n"
    "jobless,Jobless,4.1,percent,exact,,2024,agency,,\n"
    "jobless_before,Before,3.7,percent,exact,,2023,agency,,\n"
    "jobless_after,After,3.7,percent,exact,,2025,agency,,\n"
    "women,Women,0.51,1,exact,,2024,agency,,\n"
    "loss,Loss,-300,USD,exact,,2022,agency,,\n"
    "gain,Gain,150,USD,exact,,2023,agency,,\n"
    "few,Few,1000000,person,exact,,2023,agency,,\n"
    "more,More,1004000,person,exact,,2024,agency,,\n"
    "same,Same,1000000,person,exact,,2024,agency,,\n"
    "high,High,107473,person,exact,,2020,agency,,\n"
    "high_again,High again,107473,person,exact,,2024,agency,,\n"
    "low,Low,9740,person,exact,,2022,agency,,\n"
    "price,Price,134.7,USD,0.1,,2024,agency,,\n"
    "price_before,Before,129.2,USD,0.1,,2023,agency,,\n"
    "thousand,Thousand,5000,USD,10,,2023,agency,,\n"
    "as_many,As many,5010,USD,10,,2024,agency,,\n"
    "ten,Ten,10,USD,5,,2023,agency,,\n"
    "fifteen,Fifteen,15,USD,5,,2024,agency,,\n"
    "voted_yes,Yes,0.45,1,exact,,2024,agency,,\n"
    "voted_no,No,0.3,1,exact,,2024,agency,,\n"
    "growth,Growth,2.5,percent,exact,,2024,agency,,\n"
    "six,Six,6,percent,exact,,2024,agency,,\n"
    "five,Five,5,percent,exact,,2023,agency,,\n"
    "five_again,Five again,5,percent,exact,,2025,agency,,\n"
    "shrinking,Shrinking,-2.5,percent,exact,,2024,agency,,\n"
)
TABLE = {
    "name": "table",
    "path": "table.csv",
    "source": "agency",
    "period": "{year}",
    "schema": {
        "primaryKey": "year",
        "fields": [
            {"name": "year", "type": "year"},
            {"name": "paid", "type": "number", "unit": "USD", "rounded_to": "exact"},
            {"name": "rate", "type": "number", "unit": "percent", "rounded_to": "exact"},
        ],
    },
}
CELLS = "year,paid,rate\n2023,200,3.7\n2024,220,4.1\n"


def figure(folder: Path, formula: str, lang: str = "en", *, returns: str = "") -> Figure:
    """The figure of a formula over these rows and cells."""
    names = [row.split(",")[0] for row in ROWS.splitlines()] + ["table"]
    code = (
        f"import ast\nused = {{each.id for each in ast.walk(ast.parse({formula!r})) if isinstance(each, ast.Name)}}\n"
    )
    known: dict[str, set[str]] = {}
    exec(code, known)  # noqa: S102 -- the names that the formula uses
    parameters = ", ".join(name for name in names if name in known["used"])
    arrow = f' -> "{returns}"' if returns else ""
    text = f'MONTHS = 12\n\n\ndef it({parameters}){arrow}:\n    """It"""\n    return {formula}\n'
    brief = write_brief(folder, figures=ROWS, derived=text, package=json.dumps({"resources": [TABLE]}), dataset=CELLS)
    (brief / "data/units.txt").write_text("person = [person] = _ = people\nUSD = [currency]\n", encoding="utf-8")
    return analyse(brief, lang).figures["it"]


@pytest.mark.parametrize(
    ("formula", "returns", "kind"),
    [
        ("new", "", kinds.LEVEL),
        ("new + may", "", kinds.LEVEL),
        ("new - old", "", kinds.DIFFERENCE),
        ("(new - old) / 2", "", kinds.DIFFERENCE),
        ("abs(new - old)", "", kinds.LEVEL),
        ("new / people", "", kinds.RATE),
        ("new / old", "", kinds.RATIO),
        ("2 * new / old", "", kinds.RATIO),
        ("new / old - 1", "", kinds.CHANGE),
        ("(new - old) / old", "", kinds.CHANGE),
        ("1 + (new - old) / old", "", kinds.RATIO),
        ("other / new", "", kinds.SHARE),
        ("may / new", "", kinds.SHARE),
        ("1 - other / new", "", kinds.SHARE),
        ("women * (other / new)", "", kinds.SHARE),
        ("1 - voted_yes - voted_no", "", kinds.SHARE),
        ("1 - (voted_yes + voted_no)", "", kinds.SHARE),
        ("1 - jobless - jobless_before", "", kinds.SHARE),
        ("1 - voted_yes - (1 - voted_no)", "", kinds.POINTS),
        ("(1 - voted_yes) - (1 - voted_no)", "", kinds.POINTS),
        ("voted_yes - voted_no", "", kinds.POINTS),
        ("(1 + growth) ** 2 - 1", "", kinds.CHANGE),
        ("(1 + growth) * (1 + growth) - 1", "", kinds.CHANGE),
        ("(1 + growth) * (shrinking + 1) - 1", "", kinds.CHANGE),
        ("(1 - growth) ** 2 - 1", "", kinds.CHANGE),
        ("(new / old) ** (1 / 5) - 1", "", kinds.CHANGE),
        ("(new / old) ** 2", "", kinds.RATIO),
        ("women ** 2", "", kinds.SHARE),
        ("table.loc['2024', 'paid'] / table.loc['2023', 'paid'] - 1", "", kinds.NUMBER),
        ("len(table) - 1", "", kinds.NUMBER),
        ("jobless - jobless_before", "", kinds.POINTS),
        ("jobless / jobless_before", "", kinds.RATIO),
        ("gain / loss", "", kinds.SIGNED),
        ("loss / gain", "", kinds.SIGNED),
        ("(gain - loss) / loss", "", kinds.SIGNED),
        ("new * women", "", kinds.LEVEL),
        ("len(table)", "", kinds.NUMBER),
        ("table.loc['2024', 'paid'] / table.loc['2023', 'paid']", "", kinds.NUMBER),
        ("table.loc['2024', 'paid'] / table.loc['2023', 'paid']", "ratio over time", kinds.RATIO),
        ("table.loc['2023', 'paid'] / table.loc['2024', 'paid']", "percent, share", kinds.SHARE),
        ("table.loc['2024', 'paid'] - table.loc['2023', 'paid']", "", kinds.DIFFERENCE),
        ("table.loc['2024', 'rate'] - table.loc['2023', 'rate']", "", kinds.POINTS),
        ("table['paid'].mean()", "index", kinds.INDEX),
        ("table.loc['2024', 'rate']", "", kinds.SHARE),
        ("table['rate'].mean()", "", kinds.SHARE),
        ("len(table[table['rate'] > table['rate'].mean()])", "", kinds.NUMBER),
        ("table.loc['2024', 'rate'] / table.loc['2023', 'rate']", "", kinds.NUMBER),
        ("loss / gain", "ratio over time", kinds.SIGNED),
        ("other / new", "comparison", kinds.COMPARISON),
    ],
)
def test_what_a_figure_is_follows_from_its_formula(tmp_path: Path, formula: str, returns: str, kind: str) -> None:
    """Its last operation, its unit and the periods of its parts; or what its function says it returns."""
    made = figure(tmp_path, formula, returns=returns)
    assert made.kind == made.forms["kind"] == kind


@pytest.mark.parametrize(
    ("formula", "english", "spanish"),
    [
        pytest.param("new / old", "rose by about 0.44%", "aumentó cerca de 0,44\u00a0%", marks=pytest.mark.thorough),
        pytest.param("more / few", "rose by 0.4%", "aumentó 0,4\u00a0%", marks=pytest.mark.thorough),
        pytest.param(
            "price / price_before", "rose by about 4.26%", "aumentó cerca de 4,26\u00a0%", marks=pytest.mark.thorough
        ),
        pytest.param("low / high", "fell by 90.9%", "disminuyó 90,9\u00a0%", marks=pytest.mark.thorough),
        pytest.param(
            "new / old - 1", "rose by about 0.44%", "aumentó cerca de 0,44\u00a0%", marks=pytest.mark.thorough
        ),
        pytest.param(
            "jobless - jobless_before",
            "rose by 0.4 percentage points",
            "aumentó 0,4 puntos porcentuales",
            marks=pytest.mark.thorough,
        ),
        ("jobless_after - jobless", "fell by 0.4 percentage points", "disminuyó 0,4 puntos porcentuales"),
        pytest.param(
            "six - five", "rose by 1 percentage point", "aumentó 1 punto porcentual", marks=pytest.mark.thorough
        ),
        pytest.param(
            "five_again - six", "fell by 1 percentage point", "disminuyó 1 punto porcentual", marks=pytest.mark.thorough
        ),
        pytest.param("jobless / jobless_before", "rose by 10.8%", "aumentó 10,8\u00a0%", marks=pytest.mark.thorough),
        pytest.param("gain - loss", "rose by $450", "aumentó 450 dólares estadounidenses", marks=pytest.mark.thorough),
        ("new - old", "rose by about $11", "aumentó cerca de 11 dólares estadounidenses"),
        ("same / few", "did not change", "no cambió"),
        ("as_many / thousand", "hardly changed", "apenas cambió"),
        ("fifteen / ten", "showed no clear change", "no mostró un cambio claro"),
        ("same - few", "did not change", "no cambió"),
    ],
)
def test_a_change_has_its_own_digits_and_a_true_verb(tmp_path: Path, formula: str, english: str, spanish: str) -> None:
    """Nothing rose by nothing, and a difference is compared with zero, not with one."""
    assert figure(tmp_path / "en", formula).forms["it_rose_by"] == english
    assert figure(tmp_path / "es", formula, "es").forms["it_rose_by"] == spanish


@pytest.mark.parametrize(
    ("formula", "form", "english", "spanish"),
    [
        ("1 - voted_yes - voted_no", "percent", "25%", "25\u00a0%"),
        ("1 - voted_yes - voted_no", "about_fraction", "a quarter", "una cuarta parte"),
        ("(1 + growth) ** 2 - 1", "it_rose_by", "rose by 5.0625%", "aumentó 5,0625\u00a0%"),
        ("(1 + growth) * (1 + growth) - 1", "by", "5.0625%", "5,0625\u00a0%"),
        ("(1 + shrinking) ** 2 - 1", "it_rose_by", "fell by 4.9375%", "disminuyó 4,9375\u00a0%"),
    ],
)
def test_the_rest_is_a_share_and_growth_upon_growth_a_change(
    tmp_path: Path, formula: str, form: str, english: str, spanish: str
) -> None:
    """1 - 0.45 - 0.3 is 25%; 41/40 twice is 1681/1600, and 39/40 twice 1521/1600. Neither is in percentage points."""
    assert Fraction(41, 40) ** 2 - 1 == Fraction("0.050625")
    assert 1 - Fraction(39, 40) ** 2 == Fraction("0.049375")
    assert figure(tmp_path / "en", formula).forms[form] == english
    assert figure(tmp_path / "es", formula, "es").forms[form] == spanish


CENTS = "half,Half,1234.5,USD,0.5,,2024,agency,,\nowed,Owed,-0.5,USD,0.5,,2024,agency,,\n"
CENTS += "dime,Dime,1234.5,USD,0.1,,2024,agency,,\nfee,Fee,0.5,USD,exact,,2024,agency,,\n"


@pytest.mark.parametrize(
    ("formula", "form", "text"),
    [
        ("half", "value", "$1,234.50"),
        ("half", "range", "$1,234.25 to $1,234.75"),
        ("half + owed", "about", "$1,234"),
        ("half + owed", "range", "$1,233.50 to $1,234.50"),
        ("half - owed", "by", "$1,235"),
        ("half * 10", "value", "$12,345"),
        ("half / 7", "value", "$176"),
        ("dime", "value", "$1,234.50"),
        ("dime", "about", "about $1,234.50"),
        ("dime", "range", "$1,234.45 to $1,234.55"),
        ("dime * 2", "value", "$2,469"),
        ("dime * 2", "range", "$2,468.90 to $2,469.10"),
        ("dime - fee", "value", "$1,234"),
        ("dime / 86", "value", "$14.35"),
        ("fee * 5", "value", "$2.50"),
        ("half", "value_to_1", "$1,234.5"),
        ("half", "value_to_0", "$1,235"),
    ],
)
def test_money_has_two_decimals_or_none(tmp_path: Path, formula: str, form: str, text: str) -> None:
    """Half a dollar is 50 cents, and about that where only ten cents are known; digits asked for stay."""
    used = [each for each in ("half", "owed", "dime", "fee") if each in formula]
    code = f'def it({", ".join(used)}):\n    """It"""\n    return {formula}\n'
    analysis = analyse(write_brief(tmp_path, figures=CENTS, derived=code), "en")
    assert analysis.figures["it"].forms[form] == text
    assert not problem_of(recorded(analysis.figures["it"], analysis.words), form, text, "en")


def test_a_fall_is_written_as_a_fall(tmp_path: Path) -> None:
    """Not as so many times what was; as a multiple it is a part of it."""
    made, risen = figure(tmp_path / "fell", "low / high"), figure(tmp_path / "rose", "high_again * 1 / low")
    assert made.forms["it_rose_to_times"] == "fell by 90.9% from"
    assert made.forms["about_times"] == "9.06% of"
    assert risen.forms["rose_to_times"] == "rose to 11.0 times"


def test_a_cell_of_a_column_of_percentages_is_read_as_one(tmp_path: Path) -> None:
    """In the table of figures too."""
    made = figure(tmp_path, "table.loc['2024', 'rate']")
    assert (made.forms["percent"], made.forms["about_percent"]) == ("4.1%", "4.1%")


FORMS = ("times", "percent", "fraction", "change", "rose", "higher", "rose_by", "by")
"""Forms that not every kind has."""
OFFERED = {
    "new": "",
    "new / people": "",
    "other / new": "times percent fraction",
    "new / old": "times percent fraction change rose higher rose_by",
    "new - old": "rose higher rose_by by",
    "jobless - jobless_before": "rose higher rose_by by",
    "new / old - 1": "percent fraction change rose higher rose_by by",
    "gain / loss": "",
    "len(table) + 0": "times percent fraction",
}


@pytest.mark.parametrize("formula", OFFERED)
def test_a_figure_has_the_forms_of_its_kind(tmp_path: Path, formula: str) -> None:
    """A form that would have to guess is not there."""
    made = figure(tmp_path, formula)
    assert " ".join(form for form in FORMS if form in made.forms) == OFFERED[formula]


@pytest.mark.parametrize(
    ("kind", "form", "wanted"),
    [
        (kinds.SHARE, "it_rose", "rises only against another share: derive their difference, or their ratio"),
        (kinds.SIGNED, "about_change", "says nothing of a change: derive the difference"),
        (kinds.NUMBER, "rose", 'a direction would be a guess: let its function say what it returns, as in -> "ratio'),
        (kinds.LEVEL, "percent", "derive a share or a ratio of it"),
        (kinds.POINTS, "percent", "is written by its value, or without its sign by the form by"),
        (kinds.DIFFERENCE, "change", "write by, rose or higher"),
        (kinds.DIFFERENCE, "rose_to_times", "is no multiple: write rose_by, or derive the ratio"),
        (kinds.POINTS, "it_rose_to_times", "is no multiple: write it_rose_by, or derive the ratio"),
        (kinds.LEVEL, "between", "lies between no two ends that are written apart: write range"),
        (kinds.SHARE, "percent_between_2", "lies between no two ends that are written apart: write range"),
        (kinds.POINTS, "between_to_1", "lies between no two ends that are written apart: write range"),
        (kinds.LEVEL, "percent_between", "derive a share or a ratio of it"),
        (
            kinds.RATIO,
            "multiplied",
            "doubled, tripled, quadrupled, quintupled or halved only if its range is near that",
        ),
        (kinds.SHARE, "it_multiplied", "rises only against another share"),
        (kinds.LEVEL, "multiplied", "rises only against another"),
        (kinds.COMPARISON, "rose", "is of one time: write higher_by, or let its function say"),
        (kinds.COMPARISON, "rose_by_3", "is of one time: write higher_by, or let its function say"),
        (kinds.SIGNED, "percent", "is of numbers that can be zero or negative, and part of nothing: derive the diff"),
        (kinds.SIGNED, "about_fraction", "is of numbers that can be zero or negative, and part of nothing: derive"),
        (kinds.POINTS, "percent_to_3", "is written by its value, or without its sign by the form by"),
        (kinds.LEVEL, "about_percent_2", "derive a share or a ratio of it"),
        (kinds.LEVEL, "value_16", "has 15 digits at most: write value_15"),
        (kinds.POINTS, "rose_by_to_16", "has 15 digits at most: write rose_by_to_15"),
        (kinds.POINTS, "rose_by_to_0", "would be of nothing with these digits, and it did change: write rose_by, or"),
        (kinds.RATIO, "about_change_to_1", "would be of nothing with these digits, and it did change: write change"),
        (kinds.RATE, "per_100k", "is in the unit that its function promises: define per_100k in data/units.txt, and"),
    ],
)
def test_a_form_that_a_figure_has_not_says_what_to_write(kind: str, form: str, wanted: str) -> None:
    """With what the figure is; a plain form of it likewise."""
    for name in (f"x.{form}", f"x.plain.{form}"):
        told = why_not({"x": {"value": "1", "kind": kind}}, name, "variable")
        assert told is not None
        assert told[0] == f"x is a {kind} and has no form {form}"
        assert told[1].startswith(wanted)
    assert why_not({"x": {"value": "1", "kind": kind}}, "x.valeu", "variable") == (
        "no variable is called x.valeu",
        "did you mean x.value?",
    )


def test_a_message_has_the_article_of_its_noun() -> None:
    """An index, a level."""
    told = why_not({"x": {"value": "1", "kind": kinds.INDEX}}, "x.rose", "variable")
    assert told == ("x is an index and has no form rose", "rises only against another: derive their ratio")


def test_a_form_of_no_figure_is_none_of_another_figure() -> None:
    """Figures with names alike are not told for each other's forms."""
    values = {
        "lt": {"value": "1", "percent": "1%", "kind": kinds.SHARE},
        "m2": {"value": "1", "kind": kinds.LEVEL, "about": "1", "plain": {"value": "1"}, "value_1": "1"},
    }
    assert why_not(values, "m2.wholly", "variable") == (
        "no variable is called m2.wholly",
        "the forms of m2 are value, kind, about",
    )
    assert why_not(values, "lt.plain.valeu", "variable") == (
        "no variable is called lt.plain.valeu",
        "did you mean lt.plain.value?",
    )


@pytest.mark.parametrize(
    ("formula", "form"),
    [
        ("jobless - jobless_before", "rose_by_to_0"),
        ("jobless_after - jobless", "it_rose_by_to_0"),
        ("jobless - jobless_before", "rise_of_to_0"),
        ("jobless - jobless_before", "higher_by_to_0"),
        ("jobless - jobless_before", "by_to_0"),
        ("jobless - jobless_before", "about_by_to_0"),
        ("more / few", "change_to_0"),
        ("more / few", "rose_by_to_0"),
        ("new / old - 1", "by_to_0"),
    ],
)
def test_what_changed_did_not_change_by_nothing(tmp_path: Path, formula: str, form: str) -> None:
    """Digits that leave nothing of an amount are a fault: 0.4 to no decimals is 0. With one more it is there."""
    made = figure(tmp_path, formula)
    assert form not in made.forms
    with pytest.raises(KeyError, match="would be of nothing with these digits, and it did change"):
        format(made, form)
    assert f"{form[:-1]}1" in made.forms


def test_what_did_not_change_may_say_so_with_any_digits(tmp_path: Path) -> None:
    """There is no amount in it."""
    assert figure(tmp_path, "same / few").forms["it_rose_by_to_0"] == "did not change"


def test_a_chart_is_told_too(tmp_path: Path) -> None:
    """In its caption, and where its code writes the figure."""
    derived = 'def it(other, new):\n    """It"""\n    return other / new\n'
    chart = '\ndef bars(it):\n    """Bars {it:rose}\n\n    Text.\n    """\n'
    brief = write_brief(tmp_path, figures=ROWS, derived=derived, charts=chart)
    (brief / "data/units.txt").write_text("person = [person]\nUSD = [currency]\n", encoding="utf-8")
    with pytest.raises(ChartingError, match=r"it is a share and has no form 'rose'; rises only against another share"):
        analyse(brief, "en")
    made = figure(tmp_path / "code", "other / new")
    with pytest.raises(KeyError, match="it has no form 'rose': a share rises only against another share"):
        f"{made:rose}"


@pytest.mark.parametrize(
    ("formula", "returns", "message"),
    [
        ("new", "share", "it: returns USD and declares 'share'; share is a part of a whole, without a unit"),
        ("other / new", "percent, shar", "it: 'percent, shar' is not a unit; did you mean share?"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_a_fault(tmp_path: Path, formula: str, returns: str, message: str) -> None:
    """A share has no unit, and a kind is one of a list."""
    with pytest.raises(DerivingError) as raised:
        figure(tmp_path, formula, returns=returns)
    assert message in str(raised.value)
