"""The tables that a brief includes, and what its charts say of the numbers they are drawn from."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.analysis import analyse
from statbrief.analysis.write import write_analysis
from statbrief.figures.checks_table import checks_table
from statbrief.figures.generated_tables import figures_table

FIGURES = (
    "a,Dead as one source says,53,person,exact,,2022,agency,page 1,\n"
    "b,Dead as another says,53,person,exact,,2022,bureau,page 2,\n"
    "water,Water,2.5,tonne,0.1,,2022,agency,,\n"
    "sand,Sand,300,kg,10,,2022,agency,,\n"
    "part,Part,0.5,1,0.1,,2022,agency,,\n"
    "cost,Cost,30000000,USD,exact,at least,2022,agency,,\n"
)
DERIVED = '''
import pint

MONTH = pint.Quantity(31, "day")


def ratio(a, b):
    """Ratio"""
    return 2 * a / (a + b)


def both(water, sand):
    """Both"""
    return water + sand


def monthly(water) -> "tonne / day":
    """Monthly"""
    return water / MONTH


def total(water, sand):
    """Total"""
    found = water + sand
    return found


def bigger(a, camps):
    """Bigger"""
    largest = camps["people"].max()
    return max(a, largest)


def north(camps):
    """North"""
    return camps.loc["North", "people"]


def all_camps(camps):
    """All camps"""
    return camps["people"].sum()


def seven(north):
    """Seven"""
    return 7 + 0 * north.magnitude
'''
CHECKS = '''
from statbrief.checking import agree


def same(a, b, north):
    """The same dead"""
    return agree(a, b, north)
'''
CAMPS = "camp,people,share\nNorth,53,1.5\nSouth,1200,2.50\nEast,5,\nWest,6,3\nCentre,7,4\n"


def package(title: str = "Camps", source: str = "bureau") -> str:
    """The description of a dataset of camps."""
    fields = [
        {"name": "camp"},
        {"name": "people", "type": "integer", "unit": "person", "rounded_to": 1},
        {"name": "share", "type": "number", "unit": "percent", "rounded_to": "exact"},
    ]
    resource = {"name": "camps", "path": "table.csv", "title": title, "source": source}
    return json.dumps({"resources": [resource | {"schema": {"primaryKey": "camp", "fields": fields}}]})


def brief(folder: Path, *, source: str = "bureau", charts: str = "") -> Path:
    """A brief with figures of all kinds of origin."""
    write_brief(
        folder,
        figures=FIGURES,
        derived=DERIVED,
        checks=CHECKS,
        charts=charts,
        package=package(source=source),
        dataset=CAMPS,
    )
    (folder / "data/units.txt").write_text("person = [person]\nUSD = [currency]\n", encoding="utf-8")
    (folder / "data/sources.bib").write_text("@misc{agency,\n}\n@misc{bureau,\n}\n", encoding="utf-8")
    return folder


def cells(folder: Path, lang: str = "en", name: str = "figures") -> dict[str, list[str]]:
    """The cells of a generated table, by the first of each row."""
    write_analysis(folder, lang)
    lines = (folder / f"_generated/{name}.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize(
    ("label", "origin"),
    [
        (
            "Dead as one source says",
            "@agency, page 1; agrees with [53](#n-b){.number} [@bureau] and [53](#n-north){.number} [@bureau]",
        ),
        ("Dead as another says", "@bureau, page 2; agrees with [53](#n-a){.number} [@agency]"),
        ("Water", "@agency"),
        ("Ratio", "2 × [53](#n-a){.number} ÷ ([53](#n-a){.number} + [53](#n-b){.number})"),
        ("Both", r"[2.5](#n-water){.number} t + [300](#n-sand){.number} kg"),
        ("Monthly", "[2.5](#n-water){.number} ÷ 31 days"),
        ("Total", "`total`, from [2.5](#n-water){.number} and [300](#n-sand){.number}"),
        ("Bigger", "`bigger`, from [53](#n-a){.number}; @bureau, South"),
        ("North", "@bureau, North"),
        ("All camps", "`all_camps`, from @bureau, North–Centre"),
        ("Seven", "`seven`, from [53](#n-north){.number}"),
    ],
)
def test_each_figure_says_where_it_comes_from(tmp_path: Path, label: str, origin: str) -> None:
    """Its source and who agrees, its formula with the values filled in, or its function and what that was given."""
    assert cells(brief(tmp_path))[label][3] == origin


def test_a_value_is_written_as_read_and_is_what_numbers_link_to(tmp_path: Path) -> None:
    """With the word of its range, its unit where the number and the label do not say it, and its range's ends."""
    rows = cells(brief(tmp_path))
    assert rows["Figure"] == ["Value", "Low", "High", "Where from"]
    assert rows["Sand"][:3] == ["[about 300]{#n-sand .origin} kg", "295", "305"]
    assert rows["Part"][:3] == ["[about 50%]{#n-part .origin}", "45%", "55%"]
    assert rows["Cost"][:3] == [r"[at least \$30 million]{#n-cost .origin}", "[lower bound only]{.across}", ""]
    assert rows["Seven"][:3] == ["[7]{#n-seven .origin}", "[exact]{.across}", ""]


RANGED = (
    "over,Over,30,kg,10,more than,2022,agency,,\n"
    "under,Under,30,kg,exact,less than,2022,agency,,\n"
    "third,Third,1,kg,exact,,2022,agency,,\n"
    "told,Told,90,kg,as stated,,2022,agency,,\n"
    "points,Points,5,percent,1,,2022,agency,,\n"
    "before,Before,4,percent,1,,2022,agency,,\n"
)
OF_RANGES = '''
def part(third):
    """Part"""
    return third / 3


def share(third, told):
    """Share"""
    return third / told


def moved(points, before) -> "difference":
    """Moved"""
    return points - before
'''


def test_what_has_no_two_ends_says_what_it_has(tmp_path: Path) -> None:
    """What lies over 30, which was rounded to tens, lies over 25; 1/3 is written alike at both ends.

    A third of what somebody told has no range either; 5% less 4%, each to one, is a point and up to one more or less.
    """
    rows = cells(write_brief(tmp_path, figures=RANGED, derived=OF_RANGES))
    assert rows["Over"][1:3] == ["25", "open"]
    assert rows["Under"][1:3] == ["[upper bound only]{.across}", ""]
    assert rows["Told"][1:3] == ["[as stated; no range is known]{.across}", ""]
    assert rows["Part"][1:3] == ["0.333", "0.333"]
    assert rows["Share"][1:3] == ["[no range is known]{.across}", ""]
    assert rows["Moved"][:3] == ["[about 1 percentage point]{#n-moved .origin}", "0", "2"]


def test_rows_are_grouped_by_where_they_are_from(tmp_path: Path) -> None:
    """What sources state, what a dataset has, and what is computed: each under a heading, in their own order."""
    rows = list(cells(brief(tmp_path)))
    assert rows[2:] == [
        *("[Stated by sources]{.row-group}", "Dead as one source says", "Dead as another says"),
        *("Water", "Sand", "Part", "Cost"),
        *("[From datasets]{.row-group}", "North"),
        *("[Computed for this brief]{.row-group}", "Ratio", "Both", "Monthly", "Total", "Bigger", "All camps", "Seven"),
    ]


def test_rows_of_one_kind_need_no_heading(tmp_path: Path) -> None:
    """All are stated by sources then, as each of them says."""
    write_brief(tmp_path, figures=FIGURES)
    (tmp_path / "data/units.txt").write_text("person = [person]\nUSD = [currency]\n", encoding="utf-8")
    (tmp_path / "data/sources.bib").write_text("@misc{agency,\n}\n@misc{bureau,\n}\n", encoding="utf-8")
    assert not [label for label in cells(tmp_path) if label.startswith("[")]


MEASURED = (
    "a,A,53,kg,exact,,2022,agency,,\n"
    "b,B,53,kg,exact,,2022,agency,,\n"
    "wide,Wide,50,kg,10,,2022,agency,,\n"
    "near,Near,60,kg,20,,2022,agency,,\n"
    "tonnes,Tonnes,0.053,tonne,exact,,2022,agency,,\n"
    "least,Least,40,kg,exact,at least,2022,agency,,\n"
    "told,Told,106,kg,as stated,,2022,agency,,\n"
    "one,One,1,kg,exact,,2022,agency,,\n"
    "three,Three,3,kg,exact,,2022,agency,,\n"
)
FOUND = [
    ("agree(a, b)", "53 = 53"),
    ("agree(a, tonnes)", "53 kg = 0.053 t"),
    ("agree(a, wide)", "53 lies within 45 to 55"),
    ("agree(wide, a)", "53 lies within 45 to 55"),
    ("agree(a, b, wide)", "53 agrees with 53 and about 50 (45 to 55)"),
    ("agree(a, least)", "53 agrees with at least 40"),
    ("agree(tonnes, wide)", "0.053 t agrees with about 50 kg (45 to 55)"),
    ("add_up([a, b], told)", "53 + 53 = 106 (as far as is known)"),
    ("add_up([third, third, third], one)", "0.333 + 0.333 + 0.333 = 1 (before rounding)"),
    ("three < wide", "holds: 3 and about 50 (45 to 55)"),
]


@pytest.mark.parametrize(("code", "found"), FOUND)
def test_a_check_says_what_it_found(tmp_path: Path, code: str, found: str) -> None:
    """The numbers as they agree or add up, each linked; the word alone of what a function finds in its own way."""
    names = sorted(set(re.findall(r"\w+", code)) - {"agree", "add_up"})
    checks = "from statbrief.checking import add_up, agree\n\n\n"
    checks += f'def it({", ".join(names)}):\n    """It"""\n    return {code}\n'
    derived = 'def third(one, three):\n    """Third"""\n    return one / three.magnitude\n'
    folder = write_brief(tmp_path, figures=MEASURED, derived=derived, checks=checks)
    said = cells(folder, name="checks")["It"][0]
    assert re.sub(r"\[([^]]*)\]\(#n-\w+\)\{\.number\}", r"\1", said) == found


def test_numbers_that_overlap_agree_and_one_lies_in_no_other(tmp_path: Path) -> None:
    """45 to 55 and 50 to 70: neither has all of the other in it."""
    checks = "from statbrief.checking import agree\n\n\n"
    checks += 'def it(wide, near):\n    """It"""\n    return agree(wide, near)\n'
    said = cells(write_brief(tmp_path, figures=MEASURED, checks=checks), name="checks")["It"][0]
    assert said == "about [50](#n-wide){.number} (45 to 55) agrees with about [60](#n-near){.number} (50 to 70)"


def test_what_holds_of_no_figure_is_said_in_a_word(tmp_path: Path) -> None:
    """A check of a dataset alone names none."""
    folder = brief(tmp_path)
    (folder / "analysis/checks.py").write_text(
        'def some(camps):\n    """There are some"""\n    return len(camps) > 0\n', encoding="utf-8"
    )
    assert cells(folder, name="checks")["There are some"] == ["holds"]
    assert cells(folder, "es", name="checks")["There are some"] == ["cumple"]


def test_the_tables_speak_the_briefs_language(tmp_path: Path) -> None:
    """Heads, conjunctions and numbers."""
    folder = brief(tmp_path)
    rows = cells(folder, "es")
    assert rows["Cifra"] == ["Valor", "Mínimo", "Máximo", "Procedencia"]
    assert "[Declaradas por las fuentes]{.row-group}" in rows
    assert rows["Cost"][1] == "[solo un mínimo]{.across}"
    assert rows["Total"][3] == "`total`, a partir de [2,5](#n-water){.number} y [300](#n-sand){.number}"
    assert rows["Dead as another says"][3] == "@bureau, page 2; coincide con [53](#n-a){.number} [@agency]"
    assert cells(folder, "es", "checks")["The same dead"] == [
        "[53](#n-a){.number} coincide con [53](#n-b){.number} y [53](#n-north){.number} (52,5 a 53,5)"
    ]


CHART = '''
from matplotlib.figure import Figure


def it({}):
    """Caption

    Text.
    """
    return Figure()
'''


@pytest.mark.parametrize(
    ("inputs", "credit"),
    [
        ("a, sand", "Source: @agency."),
        ("a, b, sand", "Sources: @agency; @bureau."),
        ("ratio", "Sources: @agency; @bureau; share: our calculation."),
        ("seven, words", "Source: @bureau; number: our calculation."),
        ("camps", "Source: @bureau."),
        ("part, camps", "Sources: @agency; @bureau."),
        ("b, camps", "Source: @bureau."),
    ],
)
def test_a_chart_says_what_it_is_drawn_from(tmp_path: Path, inputs: str, credit: str) -> None:
    """The sources of all that it is given, once each, and what none of them states."""
    write_analysis(brief(tmp_path, charts=CHART.format(inputs)), "en")
    include = (tmp_path / "_generated/charts/it.md").read_text(encoding="utf-8")
    assert f"![Caption [{credit}]{{.drawn-from}}](" in include


def test_a_chart_that_is_drawn_from_nothing_says_nothing(tmp_path: Path) -> None:
    """There is no sentence without sources."""
    write_analysis(brief(tmp_path, charts=CHART.format("words")), "es")
    assert "![Caption](" in (tmp_path / "_generated/charts/it.md").read_text(encoding="utf-8")


def data(folder: Path, inputs: str, lang: str = "en") -> tuple[tuple[str, ...], ...]:
    """The table, head first, of a chart that is given these."""
    [chart] = analyse(brief(folder, charts=CHART.format(inputs)), lang).charts
    return (chart.data.head, *chart.data.rows)


def test_the_data_of_a_dataset_are_its_columns(tmp_path: Path) -> None:
    """The numbers as the language writes them, to the digits that the file states; a missing one is missing."""
    assert data(tmp_path, "camps", "es") == (
        ("camp", "people", "share (%)"),
        ("North", "53", "1,5"),
        ("South", "1200", "2,50"),
        ("East", "5", ""),
        ("West", "6", "3"),
        ("Centre", "7", "4"),
    )


def test_the_data_of_figures_are_their_values_and_ranges(tmp_path: Path) -> None:
    """By label, with the words and units of the table of figures; Spanish has its own."""
    assert data(tmp_path, "a, sand, cost") == (
        ("Figure", "Value", "Range"),
        ("Dead as one source says", "53", "exact"),
        ("Sand", "about 300 kg", "295 to 305"),
        ("Cost", "at least $30 million", "$30 million or more"),
    )
    assert data(tmp_path, "part", "es")[1] == ("Part", "cerca de 50\u00a0%", "45\u00a0% a 55\u00a0%")


def test_what_is_exact_is_written_out_in_tables(tmp_path: Path) -> None:
    """Prose may say about 3.87; beside its own range, and beside exact, stands all of it: 61.91 / 16 is 3.869375."""
    assert Fraction("61.91") / 16 == Fraction("3.869375")
    code = 'def part(whole):\n    """Part"""\n    return whole / 16\n'
    figures = "whole,Whole,61.91,kg,exact,,2022,agency,page 1,\n"
    checks = 'def near(part, whole):\n    """Part and whole"""\n    return part < whole\n'
    charts = CHART.format("part")
    found = analyse(write_brief(tmp_path, figures=figures, derived=code, charts=charts, checks=checks), "en")
    assert found.forms["part"]["about"].plain == "about 3.87"
    of_figures = figures_table(found.figures, {}, {}, found.checks, found.sayings, found.words)
    assert "| Part | [3.869375]{#n-part .origin} kg | [exact]{.across} |" in re.sub(" +", " ", of_figures)
    assert "holds: [3.869375](#n-part){.number} and " in checks_table(found.checks, found.sayings, found.words)
    [chart] = found.charts
    assert chart.data.rows == (("Part", "3.869375 kg", "exact"),)


def test_the_data_of_both_are_one_table(tmp_path: Path) -> None:
    """Of a dataset one number a row, with what its rounding allows; then the figures."""
    assert data(tmp_path, "sand, camps, words") == (
        ("", "Value", "Range"),
        ("people, North", "53", "52.5 to 53.5"),
        ("people, South", "1,200", "1,199.5 to 1,200.5"),
        ("people, East", "5", "4.5 to 5.5"),
        ("people, West", "6", "5.5 to 6.5"),
        ("people, Centre", "7", "6.5 to 7.5"),
        ("share, North", "1.5%", "exact"),
        ("share, South", "2.50%", "exact"),
        ("share, West", "3%", "exact"),
        ("share, Centre", "4%", "exact"),
        ("Sand", "about 300 kg", "295 to 305"),
    )


def test_a_chart_of_words_alone_has_no_data(tmp_path: Path) -> None:
    """There is nothing to fold beneath it."""
    assert data(tmp_path, "words")[1:] == ()


def test_two_datasets_are_told_apart(tmp_path: Path) -> None:
    """By their titles, as two may have rows of one name."""
    folder = brief(tmp_path, charts=CHART.format("camps, others"))
    described = json.loads(package())
    other = described["resources"][0] | {"name": "others", "path": "others.csv", "title": "Others"}
    described["resources"].append(other)
    (folder / "data/datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    (folder / "data/others.csv").write_text("camp,people,share\nNorth,8,\n", encoding="utf-8")
    [chart] = analyse(folder, "en").charts
    assert chart.data.rows[0] == ("Camps: people, North", "53", "52.5 to 53.5")
    assert chart.data.rows[-1] == ("Others: people, North", "8", "7.5 to 8.5")


def test_a_dataset_without_key_is_told_by_what_it_does_not_measure(tmp_path: Path) -> None:
    """All columns are shown, and money and volumes have their unit in the head."""
    fields = [
        {"name": "camp"},
        {"name": "cost", "type": "number", "unit": "USD", "rounded_to": "exact"},
        {"name": "water", "type": "number", "unit": "m**3", "rounded_to": "exact"},
        {"name": "ratio", "type": "number", "unit": "1", "rounded_to": "exact"},
    ]
    folder = brief(tmp_path, charts=CHART.format("camps"))
    described = {
        "resources": [{"name": "camps", "path": "table.csv", "source": "agency", "schema": {"fields": fields}}]
    }
    (folder / "data/datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    (folder / "data/table.csv").write_text("camp,cost,water,ratio\nNorth,-1500,2,0.5\n", encoding="utf-8")
    for name in ("derived", "checks"):
        (folder / f"analysis/{name}.py").unlink()
    [chart] = analyse(folder, "en").charts
    assert (chart.data.head, chart.data.rows) == (
        ("camp", "cost (US dollars)", "water (m³)", "ratio"),
        (("North", "−1,500", "2", "0.5"),),
    )


RUN = '''from statbrief.periods import run


def row(jobs) -> "run":
    """Months in a row"""
    return run(jobs, "jobs")


def change(jobs) -> "change":
    """Change"""
    return jobs["jobs"].iloc[-1] / jobs["jobs"].iloc[0] - 1
'''


@pytest.mark.parametrize(
    ("counts", "times", "change", "cambio"),
    [
        ((5, 4, 6), "1", "20%", "20 %"),
        ((5, 4, 4), "0", "−20%", "−20 %"),
        ((5, 8, 4), "−1", "−20%", "−20 %"),
        ((8, 5, 24), "1", "200%", "200 %"),
        ((5, 5, 5), "0", "0%", "0 %"),
    ],
)
def test_a_run_is_a_count_and_a_change_a_percentage(
    tmp_path: Path, counts: tuple[int, ...], times: str, change: str, cambio: str
) -> None:
    """A run of 1 or 0 is no part of a whole; of 5 jobs, a fall to 4 is one of 20% as a rise to 6 is."""
    fields = [
        {"name": "month", "type": "yearmonth"},
        {"name": "jobs", "type": "integer", "unit": "person", "rounded_to": "exact"},
    ]
    resource = {"name": "jobs", "path": "table.csv", "title": "Jobs", "source": "agency", "period": "{month}"}
    write_brief(
        tmp_path,
        derived=RUN,
        package=json.dumps({"resources": [resource | {"schema": {"primaryKey": "month", "fields": fields}}]}),
        dataset="month,jobs\n" + "".join(f"2022-{place:02},{count}\n" for place, count in enumerate(counts, 1)),
    )
    (tmp_path / "data/units.txt").write_text("person = [person]\narrest = [arrest]\nvisa = [visa]\n", encoding="utf-8")
    for lang, said in (("en", change), ("es", cambio)):
        rows = cells(tmp_path, lang)
        assert rows["Months in a row"][0] == f"[{times}]{{#n-row .origin}}"
        assert rows["Change"][0].replace("\u00a0", " ") == f"[{said}]{{#n-change .origin}}"
