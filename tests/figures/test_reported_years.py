"""Years that sources report: numbers of the calendar, which nobody writes as amounts."""

import json
import re
from pathlib import Path

import pytest

from briefs import HEAD, analysed
from statbrief.analysis.record import recorded
from statbrief.analysis.write import write_analysis
from statbrief.data.units import Registry, load_units
from statbrief.errors import ReadingError
from statbrief.figures.reported import parse_reported
from statbrief.verify.forms import problem_of

TARGET = "target,Year of the target,2030,1,exact,,2030,agency,page 3,projected\n"
PEOPLE = "people,People,2030,person,exact,,2022,agency,page 3,\n"
UNITS = "person = [person] = _ = people\n"
LEFT = "def left(target, start):\n    '''Years left'''\n    return target - start\n"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The units of a brief that counts people."""
    units = tmp_path_factory.mktemp("units") / "units.txt"
    units.write_text(UNITS, encoding="utf-8")
    return load_units(units)


@pytest.mark.parametrize("lang", ["en", "es-MX", "es"])
def test_a_year_that_its_row_is_of_is_written_as_a_year(tmp_path: Path, lang: str) -> None:
    """2030, in every form and language, and the row of figures; 2,030 people are an amount."""
    labels = "kind,id,text\nfigure,target,Año\nfigure,people,Gente\nunit,person,persona|personas\n"
    (tmp_path / "data").mkdir()
    for tag in ("es", "es-MX"):
        (tmp_path / f"data/labels.{tag}.csv").write_text(labels, encoding="utf-8")
    forms = analysed(tmp_path, lang=lang, figures=TARGET + PEOPLE, units=UNITS).forms
    assert {forms["target"][each].plain for each in ("value", "about", "range")} == {"2030"}
    assert forms["people"]["value"].plain == ("2030" if lang == "es" else "2,030")


def test_a_year_reads_so_in_the_table_of_figures_and_proves_itself(tmp_path: Path) -> None:
    """Nothing that is generated says 2,030, and what the record says of the figure is held to be true."""
    start = "start,Year of the start,2019,1,exact,,2019,agency,page 3,\n"
    analysed(tmp_path, figures=TARGET + start, derived=LEFT)
    write_analysis(tmp_path, "en")
    written = "".join(each.read_text(encoding="utf-8") for each in (tmp_path / "_generated").rglob("*.md"))
    assert "2030" in written
    assert not re.search(r"2,0[13]", written)
    figures = json.loads((tmp_path / "_generated/record.json").read_text(encoding="utf-8"))["figures"]
    assert figures["left"]["value"] == 2030 - 2019
    assert problem_of(figures["target"], "value", "2030", "en") == ""
    assert problem_of(figures["target"], "value", "2031", "en") == "is not what 2,030 is written as"


MAY_BE = (
    "value: 2030 without a unit may be a year, and would be written 2,030; write 2030 as its period where it is that "
    "year, else a unit for what it counts"
)
LONG = (
    "unit: 2030 exact years would be written 2,030, as a length of time; write 1 as the unit and 2030 as the period of "
    "the year 2030, or a step in rounded_to"
)


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ("2030,1,exact,,2022", MAY_BE),
        ("2030.0,1,exact,,2022", ""),
        ("2030,year,exact,,2030", LONG),
        ("1899,1,exact,,2022", ""),
        ("2101,1,exact,,2022", ""),
        ("2030,1,10,,2022", ""),
        ("2030.5,1,exact,,2022", ""),
        ("2030,1,exact,at least,2022", ""),
        ("2030,person,exact,,2022", ""),
        ("2000,year,100,,2022", ""),
    ],
)
def test_what_may_be_a_year_says_whether_it_is_one(registry: Registry, cells: str, wrong: str) -> None:
    """An exact whole number from 1900 to 2100 without a unit, or in years; nothing else is asked about."""
    text = f"{HEAD}a,A,{cells},s,,\n"
    if not wrong:
        assert [each.is_year for each in parse_reported(text, registry, ["s"])] == [False]
        return
    with pytest.raises(ReadingError) as raised:
        parse_reported(text, registry, ["s"])
    assert [str(each) for each in raised.value.faults] == [f"data/reported.csv:2: {wrong}"]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("text", "said"),
    [("target + 5", "2035"), ("target - 5", "2025"), ("(target + start) / 2", "2025"), ("target - start", "10")],
)
def test_a_year_that_is_computed_of_one_is_a_year(tmp_path: Path, lang: str, text: str, said: str) -> None:
    """Five years after the target is 2035, and never 2,035; how many years lie between is a number."""
    start = "start,Year of the start,2020,1,exact,,2020,agency,page 3,\n"
    given = ", ".join(each for each in ("target", "start") if each in text)
    code = f'def it({given}):\n    """It"""\n    return {text}\n\n\ndef later(it):\n    """It"""\n    return it + 1\n'
    (tmp_path / "data").mkdir()
    labels = "kind,id,text\nfigure,target,A\nfigure,start,B\nfigure,it,C\nfigure,later,D\n"
    (tmp_path / "data/labels.es.csv").write_text(labels, encoding="utf-8")
    made = analysed(tmp_path, lang=lang, figures=TARGET + start, derived=code, units=UNITS)
    forms = {name: {made.forms[name][form].plain for form in ("value", "about", "range")} for name in ("it", "later")}
    assert forms == {"it": {said}, "later": {str(int(said) + 1)}}
    assert problem_of(recorded(made.figures["it"], made.words), "value", said, lang) == ""


def test_what_rests_on_no_year_stays_an_amount(tmp_path: Path) -> None:
    """Two thousand and thirty of what is without a unit, as a count of rows is."""
    rows = "half,Half,1015.5,1,exact,,2024,agency,,\n"
    code = 'def it(half):\n    """It"""\n    return half * 2\n'
    assert analysed(tmp_path, figures=rows, derived=code, units=UNITS).figures["it"].forms["value"] == "2,031.0"
