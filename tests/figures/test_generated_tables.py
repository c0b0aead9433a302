"""The tables that a brief includes."""

import json
import re
from pathlib import Path

import pytest

from briefs import write_brief
from camps import FIGURES, brief
from statbrief.analysis.write import write_analysis

AGENCY = "[@agency]{.named-source}"


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
            f"{AGENCY}, page 1; agrees with [53](#n-b){{.number}} [@bureau] and [53](#n-north){{.number}} [@bureau]",
        ),
        pytest.param(
            "Dead as another says",
            "[@bureau]{.named-source}, page 2; agrees with [53](#n-a){.number} [@agency]",
            marks=pytest.mark.thorough,
        ),
        pytest.param("Water", "[@agency]{.named-source}", marks=pytest.mark.thorough),
        ("Ratio", "2 × [53](#n-a){.number} ÷ ([53](#n-a){.number} + [53](#n-b){.number})"),
        pytest.param("Both", r"[2.5](#n-water){.number} t + [300](#n-sand){.number} kg", marks=pytest.mark.thorough),
        pytest.param("Monthly", "[2.5](#n-water){.number} ÷ 31 days", marks=pytest.mark.thorough),
        pytest.param(
            "Total", "`total`, from [2.5](#n-water){.number} and [300](#n-sand){.number}", marks=pytest.mark.thorough
        ),
        pytest.param(
            "Bigger", "`bigger`, from [53](#n-a){.number}; [@bureau]{.named-source}, South", marks=pytest.mark.thorough
        ),
        ("North", "[@bureau]{.named-source}, North"),
        ("All camps", "`all_camps`, from [@bureau]{.named-source}, North–Centre"),
        pytest.param("Seven", "`seven`, from [53](#n-north){.number}", marks=pytest.mark.thorough),
    ],
)
def test_each_figure_says_where_it_comes_from(tmp_path: Path, label: str, origin: str) -> None:
    """Its source and who agrees, its formula with the values filled in, or its function and what that was given."""
    assert cells(brief(tmp_path))[label][3] == origin


@pytest.mark.parametrize(("lang", "one", "several"), [("en", "row", "rows"), ("es", "fila", "filas")])
def test_a_row_that_is_a_year_is_called_a_row(tmp_path: Path, lang: str, one: str, several: str) -> None:
    """Behind the year of the source it would be read as another year of it."""
    folder = brief(tmp_path)
    for name in ("data/table.csv", "analysis/derived.py"):
        text = (folder / name).read_text(encoding="utf-8")
        for year, camp in enumerate(("North", "South", "East", "West", "Centre"), start=2021):
            text = text.replace(f"\n{camp},", f"\n{year},").replace(f'loc["{camp}"', f'loc["{year}"')
        (folder / name).write_text(text, encoding="utf-8")
    rows = cells(folder, lang)
    assert rows["North"][3] == f"[@bureau]{{.named-source}}, {one} 2021"
    assert rows["All camps"][3].endswith(f" [@bureau]{{.named-source}}, {several} 2021–2025")


MONEY = (
    "id,label,value,unit,rounded_to,bound,period,source,locator,note\n"
    "loss,Loss,34.5,megaUSD,0.1,,2024,agency,page 1,\nback,Paid back,4.5,megaUSD,0.1,,2024,agency,page 1,\n"
    "carried,Carried,1.25,megaperson,0.01,,2024,agency,page 1,\n"
    "plain,Counted,1250000,person,10000,,2024,agency,page 1,\n"
    "other,Other,1.25,megaperson,0.01,,2024,agency,page 1,\n"
)
FORMULAS = """
def of_each(loss, carried) -> "USD / person":
    \"\"\"Of each\"\"\"
    return loss / carried


def of_all(loss, plain) -> "USD / person":
    \"\"\"Of all\"\"\"
    return loss / plain


def left(loss, back):
    \"\"\"Left\"\"\"
    return loss - back


def both(carried, other):
    \"\"\"Both\"\"\"
    return carried + other
"""


def test_millions_beside_money_are_written(tmp_path: Path) -> None:
    """Money says its millions, so a count of millions that did not would seem to be a million times smaller."""
    folder = write_brief(tmp_path, figures=MONEY.partition("\n")[2], derived=FORMULAS)
    (folder / "data/units.txt").write_text("USD = [currency]\nperson = [person] = _ = people\n", encoding="utf-8")
    rows = {label: re.sub(r"\[(.*?)\]\(.*?\)\{.number\}", r"\1", row[3]) for label, row in cells(folder).items()}
    assert rows["Of each"] == r"\$34.5 million ÷ 1.25 million people"
    assert rows["Of all"] == r"\$34.5 million ÷ 1.25 million"
    assert rows["Left"] == r"\$34.5 million − \$4.5 million"
    assert rows["Both"] == "1.25 + 1.25"


DATED = """
def first(table):
    \"\"\"First\"\"\"
    return table.loc["2021-01", "dead"]


def sum_of_all(table):
    \"\"\"All\"\"\"
    return table["dead"].sum()


def every_other(table):
    \"\"\"Every other\"\"\"
    return table["dead"].iloc[::2].sum()


def but_one(table):
    \"\"\"But one\"\"\"
    return table["dead"].drop("2021-03").sum()
"""


def test_rows_that_begin_with_a_date_are_called_rows(tmp_path: Path) -> None:
    """Behind the year of the source, 2021-01 would be another; a dash between dates with hyphens stands apart.

    It is there between rows alone of which all others between are meant, too.
    """
    folder = write_brief(tmp_path, figures="", derived=DATED)
    months = "".join(f"2021-0{each},{each}\n" for each in range(1, 10))
    (folder / "data/table.csv").write_text(f"month,dead\n{months}", encoding="utf-8")
    fields = [
        {"name": "month", "type": "yearmonth"},
        {"name": "dead", "type": "integer", "unit": "person", "rounded_to": 1},
    ]
    table = {"name": "table", "path": "table.csv", "title": "T", "source": "agency", "period": "{month}"}
    described = {"resources": [{**table, "schema": {"primaryKey": ["month"], "fields": fields}}]}
    (folder / "data/datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    (folder / "data/units.txt").write_text("person = [person] = _ = people\n", encoding="utf-8")
    rows = cells(folder)
    assert rows["First"][3] == f"{AGENCY}, row 2021-01"
    assert rows["All"][3] == f"`sum_of_all`, from {AGENCY}, rows 2021-01\xa0– 2021-09"
    assert rows["Every other"][3] == f"`every_other`, from {AGENCY}, rows 2021-01, 2021-03, …, 2021-09"
    assert rows["But one"][3] == f"`but_one`, from {AGENCY}, rows 2021-01, 2021-02, 2021-04\xa0– 2021-09"


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


@pytest.mark.thorough
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
    assert rows["Total"][3] == "`total`, con [2,5](#n-water){.number} y [300](#n-sand){.number}"
    assert (
        rows["Dead as another says"][3]
        == "[@bureau]{.named-source}, page 2; coincide con [53](#n-a){.number} [@agency]"
    )
    assert cells(folder, "es", "checks")["The same dead"] == [
        "[53](#n-a){.number} coincide con [53](#n-b){.number} y [53](#n-north){.number} (52,5 a 53,5)"
    ]


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
        pytest.param((5, 4, 4), "0", "−20%", "−20 %", marks=pytest.mark.thorough),
        ((5, 8, 4), "−1", "−20%", "−20 %"),
        pytest.param((8, 5, 24), "1", "200%", "200 %", marks=pytest.mark.thorough),
        pytest.param((5, 5, 5), "0", "0%", "0 %", marks=pytest.mark.thorough),
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
