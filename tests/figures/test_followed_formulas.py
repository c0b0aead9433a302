"""Who computes a formula with the numbers that stand in it comes to the number beside it, digit by digit."""

import random
import re
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import write_brief
from command_line import done
from statbrief.analysis.write import write_analysis

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)\{\.number\}")
SHAPES = ("{0} - {1}", "{0} / {1}", "({0} - {1}) / {1}", "{0} + {1}", "{0} * 7 - {1} * 7")
MONEY = "spent,Spent,1000.01,USD,exact,,2022,agency,,\nkept,Kept,3331.00,USD,exact,,2022,agency,,\n"


def code(unit: str, shape: str) -> str:
    """A figure of two that go on, which lie near to each other."""
    return (
        f'def one(a) -> "{unit}":\n    """One"""\n    return a / 7\n\n\n'
        f'def other(b) -> "{unit}":\n    """Other"""\n    return b / 3\n\n\n'
        f'def both(one, other):\n    """Both"""\n    return {shape.format("one", "other")}\n'
    )


def told(folder: Path, label: str) -> tuple[str, str]:
    """The number of a row of the table of figures, and its formula, as they are read."""
    line = next(each for each in (folder / "_generated/figures.md").read_text("utf-8").splitlines() if label in each)
    _, _, value, _, _, origin, _ = (LINK.sub(r"\1", each).strip() for each in line.split("|"))
    number = re.sub(r"^\[([^\]]*)\].*", r"\1", value).removeprefix("about ")
    return number, origin


def computed(formula: str) -> Fraction:
    """What a reader's calculator makes of a formula; a percentage is a part of a hundred."""
    plain = formula.translate(str.maketrans("×÷−", "*/-")).replace(",", "").replace("$", "").replace("\\", "")
    exact = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)(%?)", lambda each: f"F('{each[1]}'){'/100' * bool(each[2])}", plain)
    found: Fraction = eval(exact, {"F": Fraction})  # noqa: S307 -- a formula made here
    return found


def last_place(number: str) -> Fraction:
    """What one of its last digit is, of those that are no zeros of a whole number."""
    digits = number.rstrip("%").replace(",", "")
    whole, _, decimals = digits.partition(".")
    zeros = 0 if decimals else len(whole) - len(whole.rstrip("0"))
    return Fraction(10) ** (zeros - len(decimals)) / (100 if number.endswith("%") else 1)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_formula_comes_to_its_number(tmp_path: Path, shape: str) -> None:
    """Rounded as that is: 1,060 less 1,060 stood beside 5.14."""
    chance = random.Random(shape)  # noqa: S311 -- the same ones each time
    for place in range(6):
        one = chance.randint(2_200, 70_000)
        other = one * 3 // 7 + chance.randint(1, 40)
        figures = "".join(
            f"{name},{name.upper()},{number},visa,exact,,2024,agency,,\n" for name, number in (("a", one), ("b", other))
        )
        folder = write_brief(tmp_path / str(place), figures=figures, derived=code("visa", shape))
        write_analysis(folder, "en")
        number, formula = told(folder, "| Both |")
        assert abs(computed(formula) - computed(number)) <= last_place(number) / 2, (formula, number)


def test_money_has_its_cents_in_a_formula(tmp_path: Path) -> None:
    """All of them, or none: 1,000.01 ÷ 7 and 3,331.00 ÷ 3 are written to the cent where that tells their difference."""
    derived = code("USD", "{1} - 7 * {0}").replace("(a)", "(spent)").replace("return a", "return spent")
    derived = derived.replace("(b)", "(kept)").replace("return b", "return kept")
    folder = write_brief(tmp_path, figures=MONEY, derived=derived)
    write_analysis(folder, "en")
    number, formula = told(folder, "| Both |")
    assert all(re.fullmatch(r"\\?\$[\d,]+(?:\.\d\d)?", each) for each in re.findall(r"\\?\$[\d,.]+", formula))
    assert abs(computed(formula) - computed(number)) <= Fraction(1, 2)


def test_a_copy_holds_whose_formula_has_more_digits(tmp_path: Path) -> None:
    """Each of its numbers leads to its figure, and is one of those that it is written with."""
    figures = "a,A,7421,visa,exact,,2024,agency,,\nb,B,3166,visa,exact,,2024,agency,,\n"
    folder = write_brief(tmp_path, figures=figures, derived=code("visa", "{0} - {1}"))
    (folder / "_quarto.yml").write_text("lang: en\nformat: {html: default}\nbibliography: data/sources.bib\n", "utf-8")
    (folder / "brief.qmd").write_text(
        "---\ntitle: A brief\n---\n\n{{< var both.about >}}\n\n{{< figures >}}\n\n::: {#refs}\n:::\n", "utf-8"
    )
    done("build", "--renderer", "embedded", folder)
    done("verify", folder / "_output/brief.html")
    number, formula = told(folder, "| Both |")
    assert abs(computed(formula) - computed(number)) <= Fraction(1, 200)
    assert number == f"{7421 / 7 - 3166 / 3:.2f}"
