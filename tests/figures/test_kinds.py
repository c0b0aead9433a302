"""What a figure is, and which forms it has: told by the last operation, by periods, or by the function itself."""

import json
from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.analysis import analyse
from statbrief.arithmetic import kinds
from statbrief.errors import ChartingError, DerivingError
from statbrief.figures.figure import Figure
from statbrief.prose.variables import why_not

ROWS = (
    "old,Old,2500,USD,1,,2023,agency,,\n"
    "new,New,2511,USD,1,,2024,agency,,\n"
    "may,May,120,USD,exact,,2024-05,agency,,\n"
    "other,Other,90,USD,exact,,2024,agency,,\n"
    "people,People,1000,person,exact,,2024,agency,,\n"
    "jobless,Jobless,4.1,percent,exact,,2024,agency,,\n"
    "jobless_before,Before,3.7,percent,exact,,2023,agency,,\n"
    "women,Women,0.51,1,exact,,2024,agency,,\n"
    "loss,Loss,-300,USD,exact,,2022,agency,,\n"
    "gain,Gain,150,USD,exact,,2023,agency,,\n"
    "few,Few,1000000,person,exact,,2023,agency,,\n"
    "more,More,1004000,person,exact,,2024,agency,,\n"
    "same,Same,1000000,person,exact,,2024,agency,,\n"
    "high,High,107473,person,exact,,2020,agency,,\n"
    "low,Low,9740,person,exact,,2022,agency,,\n"
    "price,Price,134.7,USD,0.1,,2024,agency,,\n"
    "price_before,Before,129.2,USD,0.1,,2023,agency,,\n"
    "thousand,Thousand,5000,USD,10,,2023,agency,,\n"
    "as_many,As many,5010,USD,10,,2024,agency,,\n"
    "ten,Ten,10,USD,5,,2023,agency,,\n"
    "fifteen,Fifteen,15,USD,5,,2024,agency,,\n"
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
            {"name": "paid", "type": "number", "unit": "USD"},
            {"name": "rate", "type": "number", "unit": "percent"},
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
        ("jobless - jobless_before", "", kinds.POINTS),
        ("jobless / jobless_before", "", kinds.RATIO),
        ("gain / loss", "", kinds.SIGNED),
        ("loss / gain", "", kinds.SIGNED),
        ("(gain - loss) / loss", "", kinds.SIGNED),
        ("new * women", "", kinds.LEVEL),
        ("len(table)", "", kinds.NUMBER),
        ("table.loc['2024', 'paid'] / table.loc['2023', 'paid']", "", kinds.NUMBER),
        ("table.loc['2024', 'paid'] / table.loc['2023', 'paid']", "ratio over time", kinds.RATIO),
        ("table.loc['2024', 'paid'] / table.loc['2023', 'paid']", "percent, share", kinds.SHARE),
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
        ("new / old", "rose by about 0.44%", "aumentó cerca de 0,44\u00a0%"),
        ("more / few", "rose by 0.4%", "aumentó 0,4\u00a0%"),
        ("price / price_before", "rose by about 4.26%", "aumentó cerca de 4,26\u00a0%"),
        ("low / high", "fell by 90.9%", "disminuyó 90,9\u00a0%"),
        ("new / old - 1", "rose by about 0.44%", "aumentó cerca de 0,44\u00a0%"),
        ("jobless - jobless_before", "rose by 0.4 percentage points", "aumentó 0,4 puntos porcentuales"),
        ("jobless_before - jobless", "fell by 0.4 percentage points", "disminuyó 0,4 puntos porcentuales"),
        ("jobless / jobless_before", "rose by 10.8%", "aumentó 10,8\u00a0%"),
        ("gain - loss", "rose by $450", "aumentó 450 dólares estadounidenses"),
        ("new - old", "rose by about $11", "aumentó cerca de 11 dólares estadounidenses"),
        ("same / few", "did not change", "no cambió"),
        ("as_many / thousand", "hardly changed", "apenas cambió"),
        ("fifteen / ten", "showed no clear change", "no mostró un cambio claro"),
        ("new - new", "did not change", "no cambió"),
    ],
)
def test_a_change_has_its_own_digits_and_a_true_verb(tmp_path: Path, formula: str, english: str, spanish: str) -> None:
    """Nothing rose by nothing, and a difference is compared with zero, not with one."""
    assert figure(tmp_path / "en", formula).forms["it_rose_by"] == english
    assert figure(tmp_path / "es", formula, "es").forms["it_rose_by"] == spanish


def test_a_fall_is_written_as_a_fall(tmp_path: Path) -> None:
    """Not as so many times what was; as a multiple it is a part of it."""
    made, risen = figure(tmp_path / "fell", "low / high"), figure(tmp_path / "rose", "high * 1 / low")
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


def test_a_chart_is_told_too(tmp_path: Path) -> None:
    """In its caption, and where its code writes the figure."""
    derived = 'def it(other, new):\n    """It"""\n    return other / new\n'
    chart = '''
    def bars(it):
        """Bars {it:rose}

        Text.
        """
    '''
    brief = write_brief(tmp_path, figures=ROWS, derived=derived, charts=chart.replace("\n    ", "\n"))
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
