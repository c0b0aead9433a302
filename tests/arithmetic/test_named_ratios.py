"""Multiples in words: said where they are true of the whole range, in both languages, and else a fault that helps."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import analysed, write_brief
from statbrief.analysis.analysis import analyse
from statbrief.arithmetic.exactness import Known
from statbrief.arithmetic.named_ratios import multiple_of
from statbrief.errors import StatbriefError
from statbrief.figures.figure import Figure
from statbrief.figures.forms import forms
from statbrief.languages.english import ENGLISH
from statbrief.languages.language import words_for

OLD_AND_NEW = """old,Then,{old},arrest,{old_step},,2019,agency,,
new,Now,{new},arrest,{new_step},{bound},2022,agency,,
"""
RATIO = 'def ratio(new, old):\n    """Ratio"""\n    return new / old\n'


def risen(folder: Path, old: int, new: int, *, steps: tuple[str, str] = ("exact", "exact"), bound: str = "") -> Figure:
    """The figure of a brief that is a number divided by what it was."""
    figures = OLD_AND_NEW.format(old=old, new=new, old_step=steps[0], new_step=steps[1], bound=bound)
    return analysed(folder, figures=figures, derived=RATIO).figures["ratio"]


@pytest.mark.parametrize(
    ("old", "new", "english", "several", "one"),
    [
        (100, 200, "doubled", "se duplicaron", "se duplicó"),
        (100, 181, "nearly doubled", "casi se duplicaron", "casi se duplicó"),
        (100, 240, "more than doubled", "se multiplicaron por más de dos", "se multiplicó por más de dos"),
        (100, 300, "tripled", "se triplicaron", "se triplicó"),
        (100, 280, "nearly tripled", "casi se triplicaron", "casi se triplicó"),
        (100, 301, "more than tripled", "se multiplicaron por más de tres", "se multiplicó por más de tres"),
        (17_800, 70_700, "nearly quadrupled", "casi se cuadruplicaron", "casi se cuadruplicó"),
        (100, 499, "nearly quintupled", "casi se quintuplicaron", "casi se quintuplicó"),
        (100, 590, "more than quintupled", "se multiplicaron por más de cinco", "se multiplicó por más de cinco"),
        (200, 100, "halved", "se redujeron a la mitad", "se redujo a la mitad"),
        (200, 104, "nearly halved", "casi se redujeron a la mitad", "casi se redujo a la mitad"),
        (200, 90, "more than halved", "se redujeron a menos de la mitad", "se redujo a menos de la mitad"),
    ],
)
def test_an_exact_ratio_is_its_multiple_nearly_or_more(
    tmp_path: Path, old: int, new: int, english: str, several: str, one: str
) -> None:
    """Of several things and of one; an exact number is never roughly anything."""
    ratio = risen(tmp_path, old, new)
    spanish = forms(ratio, words_for("es-MX"))
    assert (ratio.forms["multiplied"], ratio.forms["it_multiplied"]) == (english, english)
    assert (spanish["multiplied"].plain, spanish["it_multiplied"].plain) == (several, one)


def test_rounded_numbers_roughly_quadrupled_where_four_is_in_their_range(tmp_path: Path) -> None:
    """65,000 to 75,000 over 17,500 to 18,500 is 3.51 to 4.29: nobody knows on which side of four."""
    assert f"{risen(tmp_path, 18_000, 70_000, steps=('1000', '10000')):multiplied}" == "roughly quadrupled"


def test_more_than_is_said_of_a_bound(tmp_path: Path) -> None:
    """More than 200 over 100 more than doubled; at least 200 over 100 did not have to."""
    assert f"{risen(tmp_path / 'a', 100, 200, bound='more than'):multiplied}" == "more than doubled"
    assert "multiplied" not in risen(tmp_path / "b", 100, 200, bound="at least").forms


@pytest.mark.parametrize(
    ("old", "new", "step"), [(100, 179, "1"), (100, 110, "1"), (100, 600, "1"), (100, 31, "1"), (100, 200, "100")]
)
def test_what_is_near_no_multiple_has_no_such_form(tmp_path: Path, old: int, new: int, step: str) -> None:
    """1.79 is not nearly two, 6 has no verb, and 150 to 250 over 100 may be anything from 1.5 to 2.5."""
    ratio = risen(tmp_path, old, new, steps=("exact", step))
    assert "multiplied" not in ratio.forms
    assert "it_multiplied" not in ratio.forms


SAID = {
    "doubled": Fraction(2),
    "tripled": Fraction(3),
    "quadrupled": Fraction(4),
    "quintupled": Fraction(5),
}


@given(
    st.fractions(min_value=Fraction(1, 7), max_value=7, max_denominator=60),
    st.fractions(min_value=0, max_value=1, max_denominator=20),
    st.fractions(min_value=0, max_value=1, max_denominator=20),
)
def test_every_word_is_true_of_every_ratio(value: Fraction, below: Fraction, above: Fraction) -> None:
    """Taken apart by its words: the number itself, all beyond it, all under and near, or all around."""
    low, high = max(value - below, Fraction(0)), value + above
    found = multiple_of(Known(value=value, low=low, high=high))
    if found is None:
        assert low != high or value not in {*SAID.values(), Fraction(1, 2)}
        return
    text = ENGLISH.phrases.multiplied[found[0].as_integer_ratio()][found[1]]
    *how, verb = text.split()
    if verb == "halved":  # what was, in terms of what is
        assert high > 0
        bottom, top = 1 / high, 1 / low if low else None
    else:
        bottom, top = low, high
    number = SAID.get(verb, Fraction(2))
    match " ".join(how):
        case "":
            assert bottom == top == number
        case "more than":
            assert bottom > number
        case "nearly":
            assert top is not None
            assert number * Fraction(9, 10) <= bottom <= top < number
        case "roughly":
            assert top is not None
            assert number * Fraction(7, 8) <= bottom <= number <= top <= number * Fraction(9, 8)


@pytest.mark.parametrize(("form", "instead"), [("multiplied", "rose_to_times"), ("it_multiplied", "it_rose_to_times")])
def test_a_missing_multiple_says_what_to_write(tmp_path: Path, form: str, instead: str) -> None:
    """In the alternative of a chart, and of what is no ratio over time."""
    chart = f'def drawn(ratio):\n    """A chart.\n\n    It {{ratio:{form}}}.\n    """\n    return None\n'
    figures = OLD_AND_NEW.format(old=100, new=110, old_step="exact", new_step="exact", bound="")
    write_brief(tmp_path, figures=figures, derived=RATIO, charts=chart)
    wanted = f"doubled, tripled, quadrupled, quintupled or halved only if its range is near that: write {instead}"
    with pytest.raises(StatbriefError) as told:
        analyse(tmp_path, "en")
    assert f"ratio is a ratio over time and has no form '{form}'; {wanted}" in str(told.value)
