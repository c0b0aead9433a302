"""Exact arithmetic: what decimals survive, what a count is, and which digits are asked for."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import analysed, write_brief
from statbrief.analysis.analysis import analyse
from statbrief.analysis.stale_steps import bring_analysis_up_to_date
from statbrief.arithmetic.asked_digits import digits_of
from statbrief.figures.figure import Figure
from statbrief.record.analysis_record import read_record
from statbrief.record.asked_forms import asked_forms

ROWS = (
    "men,Men,26,person,exact,,2023,agency,,\n"
    "women,Women,27,person,exact,,2023,agency,,\n"
    "for_a,For A,25412,person,exact,,2023,agency,,\n"
    "for_b,For B,25374,person,exact,,2023,agency,,\n"
    "counted,Counted,1999,person,exact,,2023,agency,,\n"
    "printed,Printed,2000,person,exact,,2023,agency,,\n"
    "income,Income,506.22,USD,exact,,2023,agency,,\n"
    "rent,Rent,324.71,USD,exact,,2023,agency,,\n"
    "food,Food,181.51,USD,exact,,2023,agency,,\n"
    "fare,Fare,1.15,USD,exact,,2023,agency,,\n"
    "north,North,0.1,1,exact,,2023,agency,,\n"
    "south,South,0.2,1,exact,,2023,agency,,\n"
    "both,Both,0.3,1,exact,,2023,agency,,\n"
    "births,Births,432059,person,exact,,2023,agency,,\n"
    "tons,Tons,2.5,metric_ton,exact,,2023,agency,,\n"
    "loose,Loose,300,kg,exact,,2023,agency,,\n"
    "mixed,Mixed,18000,person,1000,,2023,agency,,\n"
)
UNITS = "person = [person] = _ = people\nUSD = [currency]\n"


def figure(folder: Path, formula: str, lang: str = "en", *, before: str = "") -> Figure:
    """The figure of a formula over these rows; `before` are lines of the function before it returns."""
    names = [row.split(",")[0] for row in ROWS.splitlines()]
    parameters = ", ".join(name for name in names if name in f"{before}{formula}")
    body = "".join(f"    {line}\n" for line in before.splitlines())
    code = f'def it({parameters}):\n    """It"""\n{body}    return {formula}\n'
    brief = write_brief(folder, figures=ROWS, derived=code)
    (brief / "data/units.txt").write_text(UNITS, encoding="utf-8")
    return analyse(brief, lang).figures["it"]


@pytest.mark.parametrize(
    ("formula", "english", "spanish"),
    [
        ("men + women", "53", "53"),
        ("for_a + for_b", "50,786", "50.786"),
        ("for_a - for_b", "38", "38"),
        ("births * 2", "864,118", "864.118"),
        ("income - rent - food", "$0", "0 dólares estadounidenses"),
        ("fare * 3", "$3.45", "3,45 dólares estadounidenses"),
        ("north + south", "0.3", "0,3"),
        ("(north + south) / both", "1", "1"),
        ("counted / printed", "0.9995", "0,9995"),
        ("tons + loose", "2.800", "2,800"),
        ("2023 if men else 0", "2,023", "2023"),
        ("max(men, women)", "27", "27"),
        ("abs(for_b - for_a)", "38", "38"),
    ],
)
def test_what_could_be_written_out_is(tmp_path: Path, formula: str, english: str, spanish: str) -> None:
    """Nothing is rounded away, and nothing is left by floating point; with the word exact beside it."""
    for lang, said in (("en", english), ("es", spanish)):
        made = figure(tmp_path / lang, formula, lang)
        assert (made.forms["value"], made.forms["about"], made.forms["range"]) == (said, said, said)


@pytest.mark.parametrize(
    ("before", "formula", "said"),
    [
        ("total = income - rent", "total - food", "$0"),
        ("part = [north, south]", "sum(part)", "0.3"),
        ("whole = men + women", "whole * 2", "106"),
        ("whole = men + women", "whole / 3", "17.7"),
        ("", "len([each for each in (men, women, for_a) if each])", "3"),
        ("total = mixed + men", "total", "18,000"),
    ],
)
def test_what_code_computes_is_what_decimals_make_of_it(tmp_path: Path, before: str, formula: str, said: str) -> None:
    """A function of several lines is set on the grid of what it adds."""
    assert figure(tmp_path, formula, before=before).forms["value"] == said


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("value_2", "0.78"),
        ("value_7", "0.7849057"),
        ("value_12", "0.784905660377"),
        ("value_to_0", "1"),
        ("value_to_4", "0.7849"),
        ("value_full", "0.784905660377358"),
        ("percent_to_1", "78.5%"),
        ("percent_4", "78.49%"),
        ("times_to_3", "0.785 times"),
        ("about_percent_2", "78%"),
    ],
)
def test_digits_are_those_that_are_asked_for(tmp_path: Path, form: str, said: str) -> None:
    """Significant ones, decimals, or all that are known: 208 / 265."""
    assert figure(tmp_path, "(men * 8) / (men + women) / 5").forms[form] == said


@pytest.mark.parametrize(
    ("formula", "value", "about", "reach"),
    [
        ("births / (printed * 20)", "10.801475", "about 10.8", "10.801475"),  # 432,059 / 40,000, which ends
        ("births / (printed * 35)", "6.17", "6.17", "6.17"),  # 6.172271428571…
        ("births / (printed * 200)", "1.0801475", "about 1.08", "1.0801475"),
        ("men / (printed * 20)", "0.00065", "0.00065", "0.00065"),
    ],
)
def test_of_exact_rates_the_one_that_could_be_written_out_is_about(
    tmp_path: Path, formula: str, value: str, about: str, reach: str
) -> None:
    """Where it is cut. One without an end is plain: nothing more exact could have been written in full."""
    forms = figure(tmp_path, formula).forms
    assert (forms["value"], forms["about"], forms["range"]) == (value, about, reach)


def test_halves_go_away_from_zero(tmp_path: Path) -> None:
    """3 × 1.15 is 3.45, and in two digits 3.5."""
    made = figure(tmp_path, "fare * 3")
    assert (made.forms["value_2"], made.forms["value_to_1"]) == ("$3.5", "$3.5")


@pytest.mark.parametrize(
    "form", ["value_16", "value_0", "value_to_16", "label_2", "value_to_", "about_range_2", "rose_2"]
)
def test_digits_that_nobody_has_are_no_form(tmp_path: Path, form: str) -> None:
    """Of a name that asks for none, or for more than any source states."""
    made = figure(tmp_path, "men / women")
    assert form not in made.forms
    with pytest.raises(KeyError, match=f"it has no form '{form}'"):
        f"{made:{form}}"


def test_a_year_is_a_year(tmp_path: Path) -> None:
    """A plain whole number that code returns has all its digits."""
    assert figure(tmp_path, "2012 if men else 0").forms["value"] == "2,012"
    assert figure(tmp_path / "es", "2012 if men else 0", "es").forms["value"] == "2012"


def test_a_typed_number_has_the_decimals_that_it_was_typed_with(tmp_path: Path) -> None:
    """A thousand that is typed as 1e3 has none, though Python calls it 1000.0."""
    rows, code = "n,N,57,1,exact,,2023,agency,,\n", 'def it(n):\n    """It"""\n    return n + {}\n'
    for typed, said in (("1e3", "1,057"), ("1000", "1,057"), ("1000.5", "1,057.5")):
        made = analyse(write_brief(tmp_path / typed, figures=rows, derived=code.format(typed)), "en")
        assert made.figures["it"].forms["value"] == said


def test_an_exact_number_that_goes_on_has_itself_as_range(tmp_path: Path) -> None:
    """Never the word exact beside a number that was rounded to be shown."""
    folder = write_brief(tmp_path, figures=ROWS, derived='def it(men, women):\n    """It"""\n    return men / women\n')
    (folder / "data/units.txt").write_text(UNITS, encoding="utf-8")
    bring_analysis_up_to_date(folder, "en")
    row = next(
        line for line in (folder / "_generated/figures.md").read_text(encoding="utf-8").splitlines() if "It" in line
    )
    assert row.startswith("| It | [96.3%]{#n-it .origin} | 96.3% |")


def test_the_exact_value_is_the_one_that_is_recorded(tmp_path: Path) -> None:
    """As a fraction where its decimals go on."""
    known = figure(tmp_path, "men / women").known
    assert (known.value, known.low, known.high, known.ends) == (
        Fraction(26, 27),
        Fraction(26, 27),
        Fraction(26, 27),
        False,
    )
    known = figure(tmp_path, "fare * 3").known
    assert (known.value, known.step, known.ends) == (Fraction(345, 100), Decimal("0.01"), True)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("value_4", ("value", "4", False)),
        ("about_change_to_2", ("change", "to_2", True)),
        ("range_full", ("range", "full", False)),
        ("value_04", None),
        ("fraction_2", None),
    ],
)
def test_the_name_of_a_form_says_what_is_asked(name: str, asked: tuple[str, str, bool] | None) -> None:
    """The form, its digits, and whether with the word for about."""
    found = digits_of(name)
    assert (found and (found.form, found.digits, found.is_about)) == asked


def test_prose_that_asks_for_digits_gets_them(tmp_path: Path) -> None:
    """Also in a file that it includes, and when nothing else has changed."""
    folder = write_brief(tmp_path, derived='def it(arrests_2022):\n    """It"""\n    return arrests_2022 / 31\n')
    (folder / "brief.qmd").write_text("---\ntitle: T\n---\n\n{{< include more.md >}}\n", encoding="utf-8")
    (folder / "more.md").write_text("{{< var it.value >}}\n", encoding="utf-8")
    assert bring_analysis_up_to_date(folder, "en") is not None
    assert bring_analysis_up_to_date(folder, "en") is None
    (folder / "more.md").write_text("{{< var it.value_7 >}} {{< var it.plain.range_to_2 >}}\n", encoding="utf-8")
    assert asked_forms(folder) == {"it": ["range_to_2", "value_7"]}
    assert bring_analysis_up_to_date(folder, "en") is not None
    assert read_record(folder)["asked"] == {"it": ["range_to_2", "value_7"]}
    variables = (folder / "_variables.yml").read_text(encoding="utf-8")
    assert 'value_7: "[2,258.065](#n-it){.number}"' in variables
    assert '"range_to_2": "2,096.77 to 2,419.36"' in variables
    assert bring_analysis_up_to_date(folder, "en") is None


def test_shares_that_are_the_same_agree(tmp_path: Path) -> None:
    """0.1 and 0.2 are 0.3, and parts that cancel add up to nothing."""
    code = (
        'def sum_of(north, south):\n    """Sum"""\n    return north + south\n\n\n'
        'def debt(rent):\n    """Debt"""\n    return -rent\n\n\n'
        'def owed(income, rent, food):\n    """Owed"""\n    return income - rent - food\n'
    )
    checks = (
        "from statbrief.checking import add_up, agree\n\n\n"
        'def same(sum_of, both):\n    """Same"""\n    return agree(sum_of, both)\n\n\n'
        'def nothing(income, debt, food, owed):\n    """Nothing"""\n'
        "    return add_up([income, debt], food)\n"
    )
    folder = write_brief(tmp_path, figures=ROWS, derived=code, checks=checks)
    (folder / "data/units.txt").write_text(UNITS, encoding="utf-8")
    assert all(check.outcome.holds for check in analyse(folder, "en").checks)


def test_a_check_that_fails_says_the_units(tmp_path: Path) -> None:
    """20.5 °C and 68 °F are numbers that cannot be compared by eye."""
    rows = "warm,Warm,20.5,degC,0.1,,2024,agency,,\nhot,Hot,68,degF,1,,2024,agency,,\n"
    checks = (
        'from statbrief.checking import agree\n\n\ndef same(warm, hot):\n    """Same"""\n    return agree(warm, hot)\n'
    )
    with pytest.raises(
        Exception, match=r'"Same" does not hold: warm 20\.5°C \(20\.45 to 20\.55\) and hot 68°F \(67\.5 to'
    ):
        analysed(tmp_path, figures=rows, checks=checks)


@pytest.mark.thorough
def test_a_long_chain_of_divisions_is_left_to_floating_point(tmp_path: Path) -> None:
    """Fractions of hundreds of digits help nobody: the record has none, and the numbers stay right."""
    rows = "".join(f"n{place},N,{1_000_003 + place},person,exact,,2024,agency,,\n" for place in range(60))
    code = ""
    for place in range(59):
        before = f"d{place - 1}" if place else "n59"
        parameters = ", ".join(dict.fromkeys((before, f"n{place}", "n0")))
        code += f'def d{place}({parameters}):\n    """D"""\n    return {before} / n{place} * n0\n\n\n'
    folder = write_brief(tmp_path, figures=rows, derived=code)
    (folder / "data/units.txt").write_text(UNITS, encoding="utf-8")
    made = analyse(folder, "en").figures
    expected = 1_000_062.0
    for place in range(59):
        expected = expected / (1_000_003 + place) * 1_000_003
        assert made[f"d{place}"].value == pytest.approx(expected, rel=1e-9)
    assert max(len(str(figure.known.value)) for figure in made.values()) < 700


@pytest.mark.thorough
def test_a_share_near_all_is_not_all(tmp_path: Path) -> None:
    """99,990 of 99,997 is 99.993%, by fractions, and not 100%."""
    rows = "part,Part,99990,person,exact,,2022,agency,,\nwhole,Whole,99997,person,exact,,2022,agency,,\n"
    code = 'def it(part, whole) -> "share":\n    """It"""\n    return part / whole\n'
    brief = write_brief(tmp_path, figures=rows, derived=code)
    (brief / "data/units.txt").write_text("person = [person]\n", encoding="utf-8")
    said = analyse(brief, "en").figures["it"].forms["about_percent"]
    assert abs(Fraction(said.removeprefix("about ").removesuffix("%")) / 100 - Fraction(99990, 99997)) < Fraction(
        1, 10**6
    )
