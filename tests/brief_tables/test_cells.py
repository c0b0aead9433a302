"""Cells of tables as figures, names and periods: what they are, how far they may lie, and where they come from."""

import json
from fractions import Fraction
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

import documents
from named_briefs import COUNTS, DECEMBER, HEAD
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.brief_tables.evaluated import Evaluated
from statbrief.brief_tables.grid import Grid
from statbrief.data.followed_calls import FollowedCall
from statbrief.deriving.evaluation import Moves
from statbrief.figures.figure import Cell, Derived
from tabled_briefs import BY_COUNTRY, IMPORTS, LABELS, analysed_tables, faults_of, returning, tabled

DECEMBERS = {"mexico": 52000, "cote_d_ivoire_rep": 40000, "el_salvador": 9000}
JANUARYS = {"mexico": 47000, "cote_d_ivoire_rep": 55000, "el_salvador": 8000}
SPANISH_OF_QUARTERS = (
    LABELS.replace("Detenciones por país", "Detenciones de {period}")
    .replace("Del último mes.", "De enero a {period}.")
    .replace("arrests,Detenciones", "arrests,Detenciones de {period}")
)
HALF = 500
"""What a thousand that is rounded to may be off."""


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """A table of three countries: their arrests, the change on the month before, and the share of all."""
    return analysed_tables(tmp_path_factory.mktemp("tabled") / "brief")


@pytest.mark.parametrize("row", JANUARYS)
def test_a_number_of_the_data_is_what_it_is_there(brief: Analysis, row: str) -> None:
    """With the range of its column's rounding, its own period, and its cell."""
    figure = brief.figures[f"by_country.{row}.arrests"]
    assert (figure.value, figure.unit, figure.kind, figure.period) == (JANUARYS[row], "arrest", "level", "2024-01")
    assert (figure.range.low, figure.range.high) == (JANUARYS[row] - HALF, JANUARYS[row] + HALF)
    assert isinstance(figure.origin, Derived)
    assert figure.origin.cell is not None
    assert figure.origin.cell.column == "arrests"


def test_a_table_is_read_whatever_was_read_before_it(tmp_path: Path) -> None:
    """Of two briefs in one process each has units of its own, and no number goes with those of the other."""
    first = analysed_tables(tmp_path / "first").figures["by_country.mexico.change"]
    folder = tabled(tmp_path / "second")
    definitions = folder / "data/units.txt"
    definitions.write_text(f"{definitions.read_text(encoding='utf-8')}raid = [raid] = _ = raids\n", encoding="utf-8")
    second = analyse(folder, "en").figures["by_country.mexico.change"]
    assert (second.value, second.range) == (first.value, first.range)


CONTRIBUTIONS = f"""{IMPORTS}def it(table) -> "change: 1, change":
    '''Contributions to growth

    country: Country
    change: Contribution
    '''
    now, before = (table.loc[each, "arrests"] for each in ("2024-01", "2023-12"))
    return pd.DataFrame({{"change": (now - before) / before.sum()}})
"""


def test_what_divides_a_change_of_nothing_is_in_its_range(tmp_path: Path) -> None:
    """From 9,000 to 9,000, of 101,000 in all: wherever all four are within their rounding, by all their corners."""
    counts = HEAD + DECEMBER + DECEMBER.replace("2023-12", "2024-01").replace("52000", "55000")
    made = analysed_tables(tmp_path, CONTRIBUTIONS, counts=counts).figures
    before = {row: Fraction(number) for row, number in DECEMBERS.items()}
    for row, number in before.items():
        now = 55000 if row == "mexico" else number
        others = [each for name, each in before.items() if name != row]
        ends = [
            (now + a * HALF - number - b * HALF) / (number + b * HALF + sum(others) + len(others) * c * HALF)
            for a, b, c in product((-1, 1), repeat=3)
        ]
        found = made[f"it.{row}.change"].range
        assert [found.low, found.high] == pytest.approx([float(min(ends)), float(max(ends))], rel=1e-9)


REBASED = f"""{IMPORTS}def rebased(table):
    '''Arrests in Mexico, rebased

    month: Month
    level: Index
    '''
    of_one = table.xs("Mexico", level="country")["arrests"]{{series}}
    return pd.DataFrame({{{{"level": {{formula}}}}}})
"""
"""A column in which the first row is always the same."""


@pytest.mark.parametrize("base", [100, 1000, 1])
def test_an_index_is_what_its_base_is_called_where_it_begins(tmp_path: Path, base: int) -> None:
    """Exactly, in the time that it begins in; later it has a range: 47,000 over 52,000, each to the thousand."""
    made = analysed_tables(tmp_path, REBASED.format(series="", formula=f"{base} * of_one / of_one.iloc[0]")).figures
    first, last = made["rebased._2023_12.level"], made["rebased._2024_01.level"]
    assert (first.value, first.range.low, first.range.high, first.period) == (base, base, base, "2023-12")
    ends = [Fraction(base * (47000 + each), 52000 - each) for each in (-HALF, HALF)]
    assert [last.range.low, last.range.high] == pytest.approx([float(each) for each in ends])


def test_so_it_is_in_a_table_of_the_latest_periods(tmp_path: Path) -> None:
    """Without one of them it would begin earlier, which is no reason to say that it rests on them."""
    counts = COUNTS + "".join(f"2024-{month:02},Mexico,{40000 + 1000 * month}\n" for month in range(2, 8))
    counts = "\n".join(each for each in counts.splitlines() if "Mexico" in each or each.startswith("month")) + "\n"
    code = REBASED.format(series=".iloc[-4:]", formula="100 * of_one / of_one.iloc[0]")
    made = analysed_tables(tmp_path, code, counts=counts).figures
    first, last = made["rebased._2024_04.level"], made["rebased._2024_07.level"]
    assert (first.value, first.period, last.period) == (100, "2024-04", "2024-04/2024-07")
    assert isinstance(first.origin, Derived)
    assert first.origin.rows == {"table": ("2024-04 Mexico",)}


@pytest.mark.parametrize(
    "formula",
    [
        "(100 * of_one / of_one.iloc[0]).where(of_one.index > of_one.index[0], 50)",
        "(100 * of_one / of_one.shift(1)).fillna(100)",
    ],
    ids=["in the place of a number", "where there was none"],
)
def test_a_number_that_somebody_typed_into_such_a_column_is_refused(tmp_path: Path, formula: str) -> None:
    """Whatever else moves in it."""
    series = ".pint.magnitude"
    found = faults_of(tmp_path, REBASED.format(series=series, formula=formula))
    assert any("its cell 2023-12, level rests on none of its inputs" in each for each in found), found


@pytest.mark.parametrize("row", JANUARYS)
def test_a_change_is_off_by_what_both_of_its_numbers_are(brief: Analysis, row: str) -> None:
    """And is a difference, as the annotation says, from one month to the next."""
    figure, change = brief.figures[f"by_country.{row}.change"], JANUARYS[row] - DECEMBERS[row]
    assert (figure.value, figure.kind, figure.period) == (change, "difference", "2023-12/2024-01")
    assert (figure.range.low, figure.range.high) == (change - 2 * HALF, change + 2 * HALF)


@pytest.mark.parametrize("row", JANUARYS)
def test_a_share_counts_its_own_number_once(brief: Analysis, row: str) -> None:
    """It is smallest where that is low and all others are high: the total holds it too."""
    figure, own = brief.figures[f"by_country.{row}.share"], JANUARYS[row]
    others = sum(JANUARYS.values()) - own
    low = Fraction(own - HALF, own - HALF + others + 2 * HALF)
    high = Fraction(own + HALF, own + HALF + others - 2 * HALF)
    assert (figure.unit, figure.kind) == ("percent", "share")
    assert figure.value == pytest.approx(float(100 * Fraction(own, own + others)), rel=1e-12)
    assert (figure.range.low, figure.range.high) == pytest.approx((float(100 * low), float(100 * high)), rel=1e-12)
    assert isinstance(figure.origin, Derived)
    assert len(figure.origin.rows["table"]) == len(JANUARYS)


def test_a_row_is_called_by_its_key_where_that_stands_in_the_data(brief: Analysis) -> None:
    """As it is written there, in a row that its numbers rest on."""
    answer = brief.answers["by_country.cote_d_ivoire_rep"]
    assert answer.texts == ("Côte d’Ivoire, Rép.",)
    assert answer.origin.cells == (Cell("table", "2023-12 Côte d’Ivoire, Rép.", "country"),)
    assert answer.origin.function == "by_country"


def test_a_row_of_months_is_called_by_its_period(tmp_path: Path) -> None:
    """Its name in prose begins with a line, as Quarto takes a number for a place in a list."""
    words = "\n    month: Month\n    arrests: Arrests"
    body = "return table[['arrests']].groupby(level='month').sum()"
    brief = analysed_tables(tmp_path, returning(body, words=words))
    assert brief.answers["it._2024_01"].value == pd.Period("2024-01", freq="M")
    assert brief.figures["it._2024_01.arrests"].value == sum(JANUARYS.values())
    assert brief.shown["it"].rows[0] == ("December 2023", "101,000")
    assert brief.figures["it._2024_01.arrests"].label == "Arrests, January 2024"


def test_rows_of_two_levels_have_both_as_columns(tmp_path: Path) -> None:
    """And are called by both."""
    words = "\n    month: Month\n    country: Country\n    arrests: Arrests"
    brief = analysed_tables(tmp_path, returning("return table[['arrests']]", words=words))
    assert brief.figures["it._2024_01_mexico.arrests"].value == JANUARYS["mexico"]
    assert brief.answers["it._2024_01_mexico.country"].value == "Mexico"
    assert brief.shown["it"].rows[3] == ("January 2024", "Mexico", "47,000")
    assert brief.figures["it._2024_01_mexico.arrests"].label == "Arrests, January 2024, Mexico"
    assert brief.answers["it._2024_01_mexico.country"].label == "Country, January 2024, Mexico"


def test_a_row_is_followed_by_its_key_while_numbers_move(tmp_path: Path) -> None:
    """Two whose order the rounding could turn keep their own numbers, in whichever order the code sets them."""
    rows = '2024-01,Mexico,47000\n2024-01,El Salvador,47000\n2024-01,"Côte d’Ivoire, Rép.",1000\n'
    counts = f"{HEAD}{DECEMBER}{rows}"
    body = "return here.sort_values('arrests', key=lambda each: each.pint.magnitude)"
    brief = analysed_tables(tmp_path, returning(body), counts=counts)
    for name in ("mexico", "el_salvador"):
        reach = brief.figures[f"it.{name}.arrests"].range
        assert (reach.low, reach.high) == (46500, 47500)


def test_a_count_rests_on_the_rows_that_it_counts(tmp_path: Path) -> None:
    """However they were chosen: its time is theirs, and it is exact."""
    body = "return here.assign(change=[int((table.loc[latest(table) - 1, 'arrests'].pint.magnitude > each).sum()) "
    body += "for each in (100, 200, 300)])"
    brief = analysed_tables(tmp_path, returning(body))
    figure = brief.figures["it.mexico.change"]
    assert (figure.value, figure.unit, figure.known.is_exact) == (3, "1", True)
    assert figure.period == "2023-12"


def test_a_cell_rests_on_what_derived_figures_rest_on(tmp_path: Path) -> None:
    """A table may be given figures and names as other functions are."""
    derived = 'def all_arrests(table):\n    """All"""\n    return table.loc["2024-01", "arrests"].sum()\n'
    tables = f'''{IMPORTS}def it(table, all_arrests) -> "share: percent, share":
    """A table

    country: Country
    share: Share
    """
    return pd.DataFrame({{"share": table.loc["2024-01", "arrests"] / all_arrests}})
'''
    figure = analysed_tables(tmp_path, tables, derived=derived).figures["it.mexico.share"]
    assert figure.value == pytest.approx(100 * 47 / 110)
    assert figure.range.low == pytest.approx(100 * 46500 / (46500 + 64000))


@pytest.mark.parametrize("sectors", [24, pytest.param(72, marks=pytest.mark.thorough)])
def test_numbers_move_together_where_cells_rest_on_others(tmp_path: Path, sectors: int) -> None:
    """What the ranges of many cells need to know takes no hundred calls for each of them."""
    rows = [(month, f"Sector {place:02}", 1000 * place + month) for month in (1, 2) for place in range(1, sectors + 1)]
    counts = HEAD + "".join(f"2024-{month:02},{name},{number * 10}\n" for month, name, number in rows)
    calls = 0
    called = Evaluated.called

    def counting(self: Evaluated, moves: Moves, call: FollowedCall | None = None) -> Grid:
        nonlocal calls
        calls += 1
        return called(self, moves, call)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Evaluated, "called", counting)
        words = "\n    country: Sector\n    arrests: Arrests\n    change: Change"
        body = "return here.assign(change=here['arrests'] - table.loc[latest(table) - 1, 'arrests'])"
        brief = analysed_tables(tmp_path, returning(body, "change: difference", words), counts=counts, rounded_to=10)
    assert len([each for each in brief.figures if each.startswith("it.")]) == 2 * sectors
    leaves = 2 * sectors
    of_any_table = 50  # numbers moved by lot, as often for a table of two rows
    assert calls < 3 * leaves + of_any_table


def test_the_cells_in_the_record_are_those_of_the_table(tmp_path: Path) -> None:
    """Each by its row and column, as the texts of the table say it."""
    from statbrief.analysis.write import write_analysis
    from tabled_briefs import tabled

    folder = tabled(tmp_path / "brief", BY_COUNTRY)
    write_analysis(folder, "en")
    record = json.loads((folder / "_generated/record.json").read_text(encoding="utf-8"))
    table = record["tables"]["by_country"]
    assert (table["names"], table["ranked"]) == (list(JANUARYS), list(JANUARYS))
    assert table["rows"][1] == ["Côte d’Ivoire, Rép.", "55,000", "+15,000", "50.0%"]
    assert record["figures"]["by_country.mexico.change"]["function"] == "by_country"
    assert "by_country.mexico" in record["answers"]


def test_words_of_a_table_say_its_periods(tmp_path: Path) -> None:
    """The caption that of all its cells, a head that of its column, a cell's label its own."""
    tables = BY_COUNTRY.replace("Arrests by country", "Arrests by country, {period_first} and {period_last}")
    tables = tables.replace("arrests: Arrests", "arrests: Arrests, {period}")
    brief = analysed_tables(tmp_path, tables)
    shown = brief.shown["by_country"]
    assert shown.caption == "Arrests by country, December 2023 and January 2024"
    assert shown.head[1] == "Arrests, January 2024"
    assert brief.figures["by_country.mexico.arrests"].label == "Arrests, January 2024, Mexico"


def test_the_manuals_example_is_one(tmp_path: Path) -> None:
    """As it stands there, with the names of this dataset."""
    shown = documents.page("tables").partition("def by_country(")[2].partition("```")[0]
    brief = analysed_tables(tmp_path, f"{IMPORTS}def by_country({shown}".replace("monthly", "table"))
    assert brief.shown["by_country"].caption == "Arrests by country, January 2024"
    assert [row.name for row in brief.tables["by_country"].ranked] == ["cote_d_ivoire_rep", "mexico", "el_salvador"]
    assert brief.shown["by_country"].notes == ("Counts are rounded by the agency.",)


def test_a_place_among_others_rests_on_all_of_them(tmp_path: Path) -> None:
    """Though no rounding changes it: what it is of are the numbers that could."""
    body = "return here.assign(change=here['arrests'].pint.magnitude.rank(ascending=False).astype(int))"
    figure = analysed_tables(tmp_path, returning(body)).figures["it.mexico.change"]
    assert (figure.value, figure.known.is_exact, figure.period) == (2, True, "2024-01")


def test_a_head_says_periods_alone(tmp_path: Path) -> None:
    """A cell is called by it; figures have their place in captions and notes."""
    tables = BY_COUNTRY.replace("share: Share of all", "share: Share of {total:about}")
    assert faults_of(tmp_path, tables) == [
        (
            "by_country: its head of share says {total:about}; let a head say {period} alone; figures go "
            "into caption and notes"
        )
    ]


def test_a_period_in_a_caption_runs_together_with_the_word_before_it(tmp_path: Path) -> None:
    """In a language that has it so; in notes and heads, too."""
    folder = tabled(tmp_path)
    path = folder / "data/datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"][0]["period"] = "2024-Q1"
    path.write_text(json.dumps(package), encoding="utf-8")
    (folder / "data/labels.es.csv").write_text(SPANISH_OF_QUARTERS, encoding="utf-8")
    shown = analyse(folder, "es").shown["by_country"]
    assert shown.caption == "Detenciones del primer trimestre de 2024"
    assert shown.notes == ("De enero al primer trimestre de 2024.",)
    assert shown.head[1] == "Detenciones del primer trimestre de 2024"
