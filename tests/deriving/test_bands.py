"""Bands that a brief states: a change within one is little, wherever its rounding leaves it, and verify says so too."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import analysed, write_brief
from command_line import done
from statbrief.arithmetic.similar_bands import band_of
from statbrief.errors import RefusedError, StatbriefError
from statbrief.verify.forms import problem_of

OF_UNITS = "write similar within 50, in the figure's unit"
OF_SHARES = "write similar within 0.5%"
OF_NONE = "derive a difference or a ratio over time"


def figures(now: int, before: int, step: str) -> str:
    """Two rows, of two months."""
    return (
        f'now,"Jobs, {{period}}",{now},visa,{step},,2022-06,agency,,\n'
        f'before,"Jobs, {{period}}",{before},visa,{step},,2022-05,agency,,\n'
    )


def derived(formula: str, returns: str) -> str:
    """A function that declares a band."""
    return f'def moved(now, before) -> "{returns}":\n    """Change"""\n    return {formula}\n'


def word(now: int, before: int, step: str, band: str) -> str:
    """What is right, by fractions alone: of the change, wherever in its range, against a band in per cents."""
    half = Fraction(0) if step == "exact" else Fraction(step) / 2
    ends = [Fraction(now + a * half) / (before + b * half) - 1 for a in (-1, 1) for b in (-1, 1)]
    low, high = min(ends), max(ends)
    if low == high == 0:
        return "did not change"
    if max(-low, high) <= Fraction(band) / 100:
        return "changed little"
    if low > 0:
        return "rose"
    if high < 0:
        return "fell"
    return "hardly changed" if max(-low, high) <= Fraction(1, 50) else "showed no clear change"


CHANGES = [
    *((now, "exact") for now in (10_000, 10_040, 10_050, 10_055, 10_060, 9_960, 9_950, 9_945, 9_600, 9_599)),
    *((now, "10") for now in (10_000, 10_040, 10_050, 10_060, 10_100, 9_950, 9_940, 9_600)),
    *((now, "100") for now in (10_000, 10_100, 10_300, 10_400, 10_500, 9_900, 9_600, 9_500)),
]


@pytest.mark.parametrize(("now", "value"), [(10_035, "1.0035"), (9_998, "0.9998"), (10_250, "1.025"), (10_000, "1")])
def test_a_ratio_near_one_has_its_digits_with_a_band_or_without(tmp_path: Path, now: int, value: str) -> None:
    """10,035 of 10,000 changed little, and is not 1.00; of nothing that changed there are no other digits."""
    for band in ("", ", similar within 4%"):
        folder = tmp_path / (band[-2:] or "without")
        code = derived("now / before", f"ratio over time{band}")
        moved = analysed(folder, figures=figures(now, 10_000, "exact"), derived=code).figures["moved"]
        assert moved.forms["value"] == value


@pytest.mark.parametrize("band", ["0.5", "1", "4"])
@pytest.mark.parametrize(("now", "step"), CHANGES)
def test_a_change_within_the_band_is_little(tmp_path: Path, now: int, step: str, band: str) -> None:
    """All of it, or it is none; what did not move at all did not change."""
    made = analysed(
        tmp_path,
        figures=figures(now, 10_000, step),
        derived=derived("now / before", f"ratio over time, similar within {band}%"),
    )
    assert made.forms["moved"]["it_rose"].plain == word(now, 10_000, step, band)


@pytest.mark.parametrize(
    ("formula", "returns", "forms"),
    [
        (
            "now - before",
            "similar within 50",
            {"rose": "changed little", "rise_of": "similar level", "it_rose_by": "changed little"},
        ),
        ("now - before", "visa, difference, similar within 39", {"rose": "rose", "it_rose_by": "rose by 40 visas"}),
        (
            "(now - before) / before",
            "change, similar within 0.4%",
            {"higher": "little different", "higher_by": "little different"},
        ),
        ("now / before", "similar within 0.4%", {"it_rose_to_times": "changed little from"}),
    ],
)
def test_every_word_for_a_direction_knows_the_band(
    tmp_path: Path, formula: str, returns: str, forms: dict[str, str]
) -> None:
    """Of differences in the figure's unit, of ratios and changes in per cents; with unit and kind, or by itself."""
    made = analysed(tmp_path, figures=figures(10_040, 10_000, "exact"), derived=derived(formula, returns))
    assert {name: made.forms["moved"][name].plain for name in forms} == forms


def test_spanish_has_words_for_it(tmp_path: Path) -> None:
    """Of several things and of one."""
    made = analysed(
        tmp_path,
        figures=figures(10_040, 10_000, "exact"),
        derived=derived("now - before", "similar within 50"),
        lang="es",
    ).forms["moved"]
    assert [made[name].plain for name in ("rose", "it_rose", "rise", "higher")] == [
        "cambiaron poco",
        "cambió poco",
        "nivel similar",
        "poco diferente",
    ]


@pytest.mark.parametrize(
    ("formula", "returns", "said"),
    [
        (
            "now - before",
            "similar within 0.5%",
            "'similar within 0.5%' is no band for a difference; write similar within 50, in the figure's unit",
        ),
        (
            "now / before",
            "similar within 50",
            "'similar within 50' is no band for a ratio over time; write similar within 0.5%",
        ),
        ("now / before", "similar within a bit", "'similar within a bit' is no band; write similar within 0.5%"),
        ("now / before", "similar within 0%", "'similar within 0%' is no band; write similar within 0.5%"),
        (
            "now + before",
            "similar within 5",
            "says what is similar, and a level neither rises nor falls; derive a difference or a ratio over time",
        ),
    ],
)
def test_what_is_no_band_is_told(tmp_path: Path, formula: str, returns: str, said: str) -> None:
    """At the function, with how one is written for what it returns."""
    with pytest.raises(StatbriefError) as caught:
        analysed(tmp_path, figures=figures(10_040, 10_000, "exact"), derived=derived(formula, returns))
    assert str(caught.value) == f"analysis/derived.py:1: moved: {said}"


def test_a_band_of_points_is_in_points() -> None:
    """As a share has it; other kinds have none."""
    assert band_of(" 0.2%", "difference of shares") == Fraction(1, 500)
    with pytest.raises(RefusedError, match="a share neither rises nor falls"):
        band_of(" 1%", "share")


def test_verify_holds_the_word_against_the_band(tmp_path: Path) -> None:
    """The record has the band; a copy that says rose of what is within it does not hold."""
    folder = write_brief(
        tmp_path, figures=figures(10_040, 10_000, "exact"), derived=derived("now / before", "similar within 0.5%")
    )
    (folder / "_quarto.yml").write_text("lang: en\nformat:\n  html: default\nbibliography: data/sources.bib\n", "utf-8")
    body = "---\ntitle: Jobs\n---\n\nJobs {{< var moved.rose >}}: {{< var now.value >}}.\n\n{{< figures >}}\n"
    (folder / "brief.qmd").write_text(body, encoding="utf-8")
    done("build", "--renderer", "embedded", folder)
    page = folder / "_output/brief.html"
    assert "Jobs changed little: " in page.read_text(encoding="utf-8")
    done("verify", page)
    figure = json.loads((folder / "_output/brief.json").read_bytes())["figures"]["moved"]
    assert problem_of(figure, "rose", "changed little", "en") == ""
    assert problem_of(figure, "rose", "rose", "en") == "is not the way from 1 to 1.004"
    del figure["band"]
    assert problem_of(figure, "rose", "rose", "en") == ""
