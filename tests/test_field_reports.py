"""What users of such tools have reported, from the data to the page, the print and their proof: with the right values.

Elsewhere each of these is held where it arises; here one brief holds many of them side by side, as its readers meet it.
"""

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefs import analysed, write_brief
from small_briefs import brief, page, printed
from statbrief.analysis.stale_steps import bring_analysis_up_to_date
from statbrief.cli import main
from statbrief.errors import ProseError
from statbrief.pages.render import render

UNITS = "arrest = [arrest]\nvisa = [visa]\nperson = [person] = _ = people\nUSD = [currency]\nper_100k = 1e-5\n"
CONFIG = "lang: en\nbibliography: data/sources.bib\n"
ROWS = (
    "aboard,Passengers who died,26,person,exact,,2023,agency,,\n"
    "crew,Crew who died,27,person,exact,,2023,agency,,\n"
    "yes,Yes,25412,person,exact,,2023,agency,,\n"
    "no,No,25374,person,exact,,2023,agency,,\n"
    "read,Forms read,1999,person,exact,,2023,agency,,\n"
    "sent,Forms sent,2000,person,exact,,2023,agency,,\n"
    "wage,Wage,1234.56,USD,exact,,2023,agency,,\n"
    "tip,Tip,0.44,USD,exact,,2023,agency,,\n"
    "purse,Purse,506.22,USD,exact,,2023,agency,,\n"
    "flat,Flat,324.71,USD,exact,,2023,agency,,\n"
    "table_,Table,181.51,USD,exact,,2023,agency,,\n"
    "east,Share of the east,0.1,1,exact,,2023,agency,,\n"
    "west,Share of the west,0.2,1,exact,,2023,agency,,\n"
    "both,Share of both,0.3,1,exact,,2023,agency,,\n"
    "ticket,Ticket,1.15,USD,exact,,2023,agency,,\n"
    "linked,Linked,12.3,percent,0.1,,2024,agency,,\n"
    "dwellers,Dwellers,1500000,person,1000,,2024,agency,,\n"
    "toll,Deaths per hundred thousand,12.3,per_100k,0.1,,2024,agency,,\n"
    "cost,Price,100,USD,exact,,2024,agency,,\n"
    "levy,Levy,5,percent,exact,,2024,agency,,\n"
    "made_before,Made,2500,USD,1,,2023,agency,,\n"
    "made,Made,2511,USD,1,,2024,agency,,\n"
    "town_before,Town,1000000,person,exact,,2023,agency,,\n"
    "town,Town,1004000,person,exact,,2024,agency,,\n"
    "owed,Owed,-300,USD,exact,,2022,agency,,\n"
    "owed_less,Owed,-150,USD,exact,,2023,agency,,\n"
    "spent,= Spent in all,352,USD,exact,,2023,agency,,\n"
    "paid,- Paid to others,200,USD,exact,,2023,agency,,\n"
    "fees,+ Fees,52,USD,exact,,2023,agency,,\n"
    "fish,12. Fishing,54,USD,exact,,2023,agency,,\n"
    "rest,/ Rest: all,53,USD,exact,,2023,agency,,\n"
    "power,Power,30000000000,USD,10000000000,,2023,agency,,\n"
)
FORMULAS = {
    "dead": "aboard + crew",
    "votes": "yes + no",
    "lead": "yes - no",
    "read_of_sent": "read / sent",
    "earned": "wage + tip",
    "left": "purse - flat - table_",
    "against": "(east + west) / both",
    "three": "ticket * 3",
    "users": "linked * dwellers",
    "deaths": "toll * dwellers",
    "taxed": "cost * levy",
    "growth": "made / made_before",
    "larger": "town / town_before",
    "less_owed": "owed_less - owed",
}
CHART = '''
from matplotlib.figure import Figure


def energy(power):
    """What power costs.

    One bar, {power:range}.
    """
    picture = Figure(figsize=(5, 3))
    axes = picture.subplots()
    axes.bar(["All"], [power.value / 1e9])
    axes.set_title(f"Power costs {power:range}")
    return picture
'''
SENTENCES = {
    "a sum of people": ("{dead.about} people died.", "53 people died."),
    "a sum of votes": ("Cast were {votes.about}, a lead of {lead.about}.", "Cast were 50,786, a lead of 38."),
    "a share that is not all": ("Of the forms {read_of_sent.about_percent} came.", "Of the forms 99.95% came."),
    "cents that add up": ("In all {earned.about} was earned.", "In all $1,235.00 was earned."),
    "nothing that is left": ("There is {left.about} left.", "There is $0 left."),
    "shares that add up": ("Their sum {against.it_rose_by}.", "Their sum did not change."),
    "a half away from zero": ("Tickets cost {three.value_2}, or {three.value}.", "Tickets cost $3.5, or $3.45."),
    "per cents of people": ("Linked are {users.about} people.", "Linked are about 185,000 people."),
    "a rate of people": ("It killed {deaths.about} of them.", "It killed about 185 of them."),
    "per cents of money": ("The levy on {cost.about} is {taxed.about}.", "The levy on $100 is $5."),
    "a small rise": ("What was made {growth.it_rose_by}.", "What was made rose by about 0.44%."),
    "its range": (
        "It is {growth.percent_range} of the year before.",
        "It is 100.399% to 100.481% of the year before.",
    ),
    "a small exact rise": ("The town {larger.rose_by}.", "The town rose by 0.4%."),
    "a debt that shrank": ("What is owned {less_owed.rose_by}.", "What is owned rose by $150."),
    "an amount with its label": ("{spent.label} is {spent.value}.", "= Spent in all is $352."),
    "a label in a cell": ("| {fees.label} | {fish.label} |\n|---|---|\n| {rest.label} | {paid.label} |",
                          "+ Fees 12. Fishing / Rest: all - Paid to others"),
    "raised and lowered": ("CO<sub>2</sub> in [10<sup>6</sup>]{.literal} t<br>in all", "CO2 in 106 t in all"),
    "a table in HTML": (
        "<table>\n<tr><th>Then</th><th>Now</th></tr>\n<tr><td>{town_before.value}</td><td>{town.value}</td></tr>\n</table>",
        "Then Now 1 million 1.004 million",
    ),
    "two amounts in a chart": ("{{< chart energy >}}", "Power costs $25 billion to $35 billion"),
}  # fmt: skip


SCALES = {"": Fraction(1), "%": Fraction(1, 100), " million": Fraction(1_000_000)}


def plain(text: str) -> str:
    """A text without the white space that a line's end or a page's markup is."""
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A brief that has been built, with a paragraph for each of the sentences."""
    names = [row.partition(",")[0] for row in ROWS.splitlines()]
    derived = ""
    for name, formula in FORMULAS.items():
        used = [each for each in names if re.search(rf"\b{each}\b", formula)]
        derived += f'def {name}({", ".join(used)}):\n    """{name.capitalize()}"""\n    return {formula}\n\n\n'
    made = write_brief(tmp_path_factory.mktemp("reports") / "brief", figures=ROWS, derived=derived, charts=CHART)
    body = "\n\n".join(
        re.sub(r"(?<!\{)\{(\w+\.\w+)\}", r"{{< var \1 >}}", written) for written, _ in SENTENCES.values()
    )
    (made / "data/units.txt").write_text(UNITS, encoding="utf-8")
    (made / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    (made / "brief.qmd").write_text(f"---\ntitle: Reports\n---\n\n{body}\n\n{{{{< figures >}}}}\n", encoding="utf-8")
    bring_analysis_up_to_date(made, "brief.qmd")
    assert render(made, renderer="embedded", strict=True).warnings == ()
    return made


@pytest.fixture(scope="module")
def shown(folder: Path) -> Mapping[str, str]:
    """What page and print say."""
    of_page = re.sub(r"<[^>]*>", "", re.sub(r"(?s)<script.*?</script>|<style.*?</style>", "", page(folder)))
    return {
        "page": plain(unescape(of_page)),
        "print": plain(" ".join(each.extract_text() for each in printed(folder).pages)),
    }


@pytest.mark.thorough
@pytest.mark.parametrize("where", ["page", "print"])
@pytest.mark.parametrize("said", [said for _, said in SENTENCES.values()], ids=SENTENCES)
def test_a_sentence_says_what_is_right(shown: Mapping[str, str], said: str, where: str) -> None:
    """In page and print alike, with the digits that are known, the true verb, and all the signs that were written."""
    assert plain(said) in shown[where]


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["brief.html", "brief.pdf", "brief.json"])
def test_what_was_published_holds(folder: Path, name: str) -> None:
    """By a second evaluation of every formula; each line tells the number within its own range."""
    done = CliRunner().invoke(main, ["verify", str(folder / "_output" / name)])
    assert done.exit_code == 0, done.output
    assert "votes: 50,786 (exactly 50,786): 25,412 + 25,374 comes to 50,786" in done.stdout
    assert "made: $2,511 (2,510.5 to 2,511.5): " in done.stdout
    assert "earned: $1,235.00 (exactly 1,235): 1,234.56 + 0.44 comes to 1,235" in done.stdout
    assert "growth: about 1.0044 (1.004 to 1.0048): 2,511 ÷ 2,500 comes to 1.0044, in 1.004 to 1.0048" in done.stdout


def test_exact_stands_beside_what_is_written_out(folder: Path) -> None:
    """Read back, the number in such a row of the table is the record's own, to the last digit."""
    record = json.loads((folder / "_output/brief.json").read_text(encoding="utf-8"))
    table = (folder / "_generated/figures.md").read_text(encoding="utf-8")
    rows = re.findall(r"\[(?:about )?(-?)[\\$]*([\d,.]+)(%| million|)\]\{#n-(\w+) \.origin\} \| \[exact\]", table)
    assert {"dead", "votes", "lead", "read_of_sent", "earned", "left", "three", "taxed"} <= {row[-1] for row in rows}
    for sign, digits, word, name in rows:
        number = Fraction(sign + digits.replace(",", "")) * SCALES[word]
        is_percent = record["figures"][name]["unit"] == "percent"
        assert number == Fraction(str(record["figures"][name]["value"])) / (100 if is_percent else 1), name


# -- what is refused, all at once ----------------------------------------------------------------------------------


def told(folder: Path, command: str = "check", **settings: str) -> list[str]:
    """The lines with which a command stops on a brief; `prose` is its body, which starts in line 4."""
    prose = settings.pop("prose", "Text.")
    write_brief(folder, **settings)
    (folder / "data/units.txt").write_text(UNITS, encoding="utf-8")
    (folder / "brief.qmd").write_text(f"---\ntitle: A\n---\n{prose}\n\n{{{{< figures >}}}}\n", encoding="utf-8")
    done = CliRunner().invoke(main, [command, str(folder)])
    assert done.exit_code == 1, done.output
    return done.stderr.splitlines()


def test_numbers_with_decimal_commas_are_told_with_what_they_are(tmp_path: Path) -> None:
    """A hint that is followed gives the same number, not ten or a thousand times as much."""
    numbers = [("0,5", "0.5"), ("12,5", "12.5"), ("1.234,56", "1234.56"), ("−5", "-5"), ("7824,5", "7824.5")]
    rows = "".join(f'n{place},N,"{found}",1,exact,,2024,agency,,\n' for place, (found, _) in enumerate(numbers))
    assert told(tmp_path, figures=rows) == [
        f'data/reported.csv:{line}: value: "{found}" is not a plain number; write {right}'
        for line, (found, right) in enumerate(numbers, start=2)
    ]


def test_a_ratio_of_debts_says_nothing_of_a_change(tmp_path: Path) -> None:
    """Over a base below zero a balance that rose would have fallen by half; its difference says what is true."""
    code = 'def second(owed_less, owed):\n    """Second"""\n    return owed_less / owed\n'
    prose = "It {{< var second.it_rose >}} by {{< var second.about_change >}}."
    wanted = "says nothing of a change: derive the difference"
    assert told(tmp_path, figures=ROWS, derived=code, prose=prose) == [
        f"brief.qmd:4:4: var: second is a ratio of signed numbers and has no form it_rose; {wanted}",
        f"brief.qmd:4:34: var: second is a ratio of signed numbers and has no form about_change; {wanted}",
    ]


def test_a_difference_of_temperatures_is_no_temperature(tmp_path: Path) -> None:
    """Neither a rise nor a spread: both are told, with the units to write."""
    rows = "then,Then,20.5,degC,0.1,,1990,agency,,\nnow,Now,21.7,degC,0.1,,2024,agency,,\n"
    code = (
        'def rise(now, then) -> "degC":\n    """Rise"""\n    return now - then\n\n\n'
        'def spread(table) -> "degF":\n    """Spread"""\n    return table["t"].std()\n'
    )
    package = {"name": "table", "path": "table.csv", "source": "agency", "period": "{day}", "schema": {
        "primaryKey": "day",
        "fields": [{"name": "day", "type": "date"}, {"name": "t", "type": "number", "unit": "degC", "rounded_to": 0.1}],
    }}  # fmt: skip
    known = {"figures": rows, "package": json.dumps({"resources": [package]})}
    cells = "day,t\n2024-01-01,10.0\n2024-01-02,20.0\n"
    first, second = told(tmp_path, derived=code, dataset=cells, **known)
    place, _, found = first.rpartition(": ")
    assert place == "analysis/derived.py:1: rise"
    assert found == "returns delta_degree_Celsius, promised degC; a difference of temperatures is delta_degC"
    place, _, found = second.rpartition(": ")
    assert place == "analysis/derived.py:6: spread"
    assert found == 'returns a difference of temperatures as degree_Fahrenheit; write -> "delta_degF"'


RAIN = {
    "name": "table", "path": "table.csv", "source": "agency", "period": "{month}",
    "schema": {
        "missingValues": ["", "-99", "NA"],
        "primaryKey": ["station", "month"],
        "fields": [
            {"name": "station", "type": "integer"},
            {"name": "month", "type": "yearmonth"},
            {"name": "rain", "type": "number", "unit": "mm", "rounded_to": 0.1, "constraints": {"maximum": 25}},
            {"name": "dry", "type": "boolean"},
            {"name": "note", "type": "string", "constraints": {"enum": ["ok"]}},
        ],
    },
}  # fmt: skip


def test_a_table_is_held_to_all_that_it_declares(tmp_path: Path) -> None:
    """One key that is written in two ways, a value beyond the largest, a word of no list: at once, and nothing else."""
    cells = (
        "station,month,rain,dry,note\n01,2024-01,12.5,false,\n1,2024-01,-99,true,NA\n"
        "02,2024-01,30.1,false,fine\n02,2024-02,,false,ok\n"
    )
    assert told(tmp_path, figures="", package=json.dumps({"resources": [RAIN]}), dataset=cells) == [
        "data/table.csv:3: station, month: '1 2024-01' is already in line 2; keep one of them",
        "data/table.csv:4: rain: 30.1 is over the maximum of 25; correct the cell or the constraint",
        "data/table.csv:4: note: 'fine' is not one of its enum; write ok",
    ]


@pytest.mark.parametrize(
    ("formula", "about"),
    [
        ('table["rain"].sum(skipna=True)', "42.6"),
        ('len(table[table["dry"]])', "1"),
        ('len([each for each in table["dry"] if each])', "1"),
        (
            'table[table.index.get_level_values("month") == "2024-02"]["rain"].sum()',
            "rests on table[2 2024-02, rain], which is missing; ",
        ),
        ('table[table.index.get_level_values("month") == "2024-3"]["rain"].sum()', "takes the sum of no rows"),
    ],
    ids=["what fell", "the dry one", "the dry one in Python", "not observed", "no such month"],
)
def test_what_was_not_observed_is_no_nothing(tmp_path: Path, formula: str, about: str) -> None:
    """-99 stands for no value, false is false, and what has no rows has no sum: 12.5 + 30.1 is 42.6."""
    cells = (
        "station,month,rain,dry,note\n1,2024-01,12.5,false,\n2,2024-01,30.1,false,ok\n"
        "3,2024-01,-99,true,NA\n2,2024-02,,false,ok\n"
    )
    package = json.dumps({"resources": [RAIN]}).replace('{"maximum": 25}', '{"maximum": 50}')
    code = f'def it(table):\n    """It"""\n    return {formula}\n'
    known = {"figures": "", "package": package, "dataset": cells, "derived": code}
    if about[0].isdigit():
        assert analysed(tmp_path, **known).figures["it"].forms["value"] == about
    else:
        [line] = told(tmp_path, **known)
        assert about in line


def test_what_only_quarto_speaks_is_told_from_top_to_bottom(tmp_path: Path) -> None:
    """At once, and nothing of it is dropped."""
    body = (
        ":::: {.columns}\n::: {.column}\nLeft\n:::\n::::\n\n::: {.landscape}\nWide\n:::\n\n"
        "::: {.column-page-right}\nWider\n:::\n\n```{.python lst-cap='A'}\nx\n```"
    )
    with pytest.raises(ProseError) as raised:
        render(brief(tmp_path, body), renderer="embedded")
    found = [(each.line, each.what) for each in raised.value.faults]
    assert found == [(4, ".columns"), (5, ".column"), (10, ".landscape"), (14, ".column-page-right"), (18, "lst-cap")]
