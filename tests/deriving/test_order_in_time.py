"""An earlier number less a later one, or divided by it: what it says of size stays, and no verb says that it rose."""

import json
from pathlib import Path

import pytest

from briefs import write_brief
from command_line import run
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.errors import ChartingError

REPORTED = (
    "a,A,1000,person,exact,,2022,agency,,\nb,B,300,person,exact,,2023,agency,,\n"
    "year,Year,5000,person,exact,,2022,agency,,\nmay,May,400,person,exact,,2022-05,agency,,\n"
    "many,Many,2000,person,exact,,2022,agency,,\nmore,More,3000,person,exact,,2023,agency,,\n"
)
FIELDS = [{"name": "year", "type": "year"}, {"name": "v", "type": "number", "unit": "person", "rounded_to": "exact"}]
TABLE = "year,v\n2021,900\n2022,1000\n2023,300\n2024,400\n"
VERBS = {"rose", "it_rose", "rise", "rose_by", "it_rose_by", "rise_of", "rose_to_times", "multiplied"}
WANTED = "compares an earlier number with a later one, and a verb would say the contrary: write the later one first"


def made(folder: Path, expression: str, returns: str = "", lang: str = "en", charts: str = "") -> Analysis:
    """The analysis of a formula over these figures, or of code over the table."""
    resource = {"name": "t", "path": "table.csv", "title": "T", "source": "agency", "period": "{year}"}
    package = json.dumps({"resources": [resource | {"schema": {"primaryKey": "year", "fields": FIELDS}}]})
    names = [row.split(",")[0] for row in REPORTED.splitlines()]
    given = (
        "t"
        if "t[" in expression or "t." in expression
        else ", ".join(each for each in names if each in expression.split())
    )
    arrow = f' -> "{returns}"' if returns else ""
    code = f'def it({given}){arrow}:\n    """It"""\n    return {expression}\n'
    write_brief(folder, figures=REPORTED, derived=code, package=package, dataset=TABLE, charts=charts)
    (folder / "data/units.txt").write_text("person = [person] = _ = people\n", encoding="utf-8")
    return analyse(folder, lang)


@pytest.mark.parametrize(
    ("expression", "returns", "form", "text"),
    [
        ("a / b", "", "about_times", "3.33 times"),
        ("a - b", "", "by", "700"),
        ("a / b - 1", "", "by", "233%"),
        ("( a - b ) / b", "", "by", "233%"),
        ("( a - b ) / a", "change", "by", "70%"),
        ("1 - b / a", "change", "by", "70%"),
        ("100 * ( a - b )", "", "by", "70,000"),
        ("- ( b - a )", "", "by", "700"),
        ("a / many - b / more", "difference", "value", "40 percentage points"),
        ("t['v'].iloc[1] - t['v'].iloc[2]", "difference", "by", "700"),
        ("t['v'].iloc[1] / t['v'].iloc[2]", "ratio over time", "about_times", "3.33 times"),
        ("t['v'].iloc[:2].sum() - t['v'].iloc[2:].sum()", "", "by", "1,200"),
        ("-t['v'].diff().iloc[2]", "difference", "by", "700"),
    ],
)
def test_what_goes_back_in_time_has_its_size_and_no_verb(
    tmp_path: Path, expression: str, returns: str, form: str, text: str
) -> None:
    """Of 1,000 in 2022 and 300 in 2023, 700 is the difference and 10/3 the quotient, and they fell."""
    forms = made(tmp_path, expression, returns).forms["it"]
    assert not VERBS & {name for name in VERBS if name in forms}
    assert forms[form].plain == text


@pytest.mark.parametrize(
    ("expression", "returns", "said"),
    [
        ("b / a", "", "fell by 70%"),
        ("b - a", "", "fell by 700 people"),
        ("b / a - 1", "", "fell by 70%"),
        ("( b - a ) / a", "", "fell by 70%"),
        ("year - may", "", "rose by 4,600 people"),
        ("t['v'].iloc[2] - t['v'].iloc[1]", "difference", "fell by 700 people"),
        ("t['v'].iloc[2:].sum() - t['v'].iloc[:2].sum()", "", "fell by 1,200 people"),
        ("t['v'].diff().iloc[2]", "difference", "fell by 700 people"),
        ("t['v'].iloc[-1] / t['v'].iloc[:3].mean()", "ratio over time", "fell by 45.5%"),
    ],
)
def test_what_goes_forth_or_has_no_order_keeps_its_verb(
    tmp_path: Path, expression: str, returns: str, said: str
) -> None:
    """So does what lies within the other."""
    forms = made(tmp_path, expression, returns).forms["it"]
    assert forms["it_rose_by"].plain == said


@pytest.mark.parametrize(("lang", "said"), [("en", "700 people higher"), ("es", "700 personas mayor")])
def test_how_much_higher_is_no_movement(tmp_path: Path, lang: str, said: str) -> None:
    """The first was 700 people higher than the second, whichever came first."""
    analysis = made(tmp_path, "a - b")
    assert analysis.forms["it"]["higher_by"].plain == "700 people higher"
    if lang == "es":
        rows = "".join(f"figure,{row.split(',')[0]},{row.split(',')[1]}\n" for row in REPORTED.splitlines())
        labels = f"kind,id,text\n{rows}figure,it,Ello\nunit,person,persona|personas\n"
        labels += "dataset,t,T\ncolumn,v,V\ncolumn,year,A\n"
        (tmp_path / "data/labels.es.csv").write_text(labels, encoding="utf-8")
        assert analyse(tmp_path, "es").forms["it"]["higher_by"].plain == said


def test_a_figure_of_one_that_goes_back_does_so_too(tmp_path: Path) -> None:
    """Half of the difference, and the difference divided by what was."""
    write_brief(
        tmp_path,
        figures=REPORTED,
        derived='def lost(a, b):\n    """Lost"""\n    return a - b\n\n\n'
        'def half(lost):\n    """Half"""\n    return lost / 2\n\n\n'
        'def gained(lost):\n    """Gained"""\n    return -lost\n',
    )
    (tmp_path / "data/units.txt").write_text("person = [person] = _ = people\n", encoding="utf-8")
    forms = analyse(tmp_path, "en").forms
    assert "it_rose_by" not in forms["half"]
    assert forms["gained"]["it_rose_by"].plain == "fell by 700 people"


def test_who_asks_for_the_verb_is_told_to_write_the_later_one_first(tmp_path: Path) -> None:
    """In prose, in a caption and in code."""
    analysis = made(tmp_path, "a - b")
    with pytest.raises(KeyError, match=f"it has no form 'rose_by': a difference {WANTED}"):
        format(analysis.figures["it"], "rose_by")
    (tmp_path / "brief.qmd").write_text("---\ntitle: A\n---\n\nIt {{< var it.it_rose_by >}}.\n", encoding="utf-8")
    (told,) = run("check", tmp_path).stderr.splitlines()
    assert told.endswith(f"it is a difference and has no form it_rose_by; {WANTED}")
    caption = 'def bars(it):\n    """Bars {it:rose}\n\n    Text.\n    """\n'
    with pytest.raises(ChartingError, match=f"it is a difference and has no form 'rose'; {WANTED}"):
        made(tmp_path / "chart", "a - b", charts=caption)
