"""Ticks that matplotlib writes itself: in the brief's language, and in nobody else's."""

import re
from pathlib import Path

import pytest

from drawn_axes import drawn
from statbrief.errors import ChartingError

AMOUNTS = "axes.plot([-2.5, 0, 2.5], [0, 10000, 20000])\naxes.set_xticks([-2.5, 0, 2.5])"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", {"−2.5", "0.0", "2.5", "5,000", "10,000", "20,000"}),
        pytest.param("es", {"−2,5", "0,0", "2,5", "5000", "10.000", "20.000"}, marks=pytest.mark.thorough),
        pytest.param("es-MX", {"−2.5", "0.0", "2.5", "5,000", "10,000", "20,000"}, marks=pytest.mark.thorough),
        ("es-CR", {"−2,5", "0,0", "2,5", "5\u00a0000", "10\u00a0000", "20\u00a0000"}),
    ],
)
def test_ticks_have_the_signs_of_the_language(tmp_path: Path, lang: str, expected: set[str]) -> None:
    """Groups, decimal mark and minus, as the text around the chart has them."""
    assert expected <= set(drawn(tmp_path, lang, AMOUNTS))


@pytest.mark.parametrize("lang", ["en", pytest.param("es-MX", marks=pytest.mark.thorough), "es-AR"])
def test_years_have_no_groups(tmp_path: Path, lang: str) -> None:
    """Where all ticks in view can be years; the amounts beside them have theirs."""
    said = drawn(tmp_path, lang, "axes.plot([2019, 2020, 2021, 2022], [0, 2500, 5000, 7500])")
    years = [each for each in said if each.startswith("20") and len(re.sub(r"\D", "", each)) >= 4]
    assert {re.sub(r"[.,].*", "", each) for each in years} >= {"2019", "2020", "2021", "2022"}
    assert {"2,000", "2.000"} & set(said)


def years_said(folder: Path, body: str) -> set[str]:
    """The ticks of a chart in Spanish that read as years."""
    return {each for each in drawn(folder, "es", body) if re.match(r"20[12]\d", each)}


@pytest.mark.parametrize(
    "body",
    [
        "axes.plot([2021, 2022, 2023], [0, 10, 20])",
        "axes.plot([2021, 2022], [0, 10])\naxes.axvline(2021.3)\naxes.axhline(3)",
        "axes.bar([2021, 2022, 2023], [1, 2, 3])",
        "axes.barh([2021, 2022], [1, 2])",
        "axes.plot([2022], [3], marker='o')",
        "axes.stackplot([2021, 2022, 2023], [1, 2, 3], [3, 2, 1])",
        "axes.fill_between([2021, 2022], [1, 2], [3, 4])\naxes.plot([2021, 2022], [2, 3])",
        "axes.scatter([2021, 2022, 2023], [1, 2, 3])",
        "axes.errorbar([2021, 2022, 2023], [1, 2, 3], yerr=0.5, capsize=3)",
        "axes.plot([2001, 2022], [0, 10])",
    ],
)
def test_an_axis_of_years_has_ticks_at_whole_years_alone(tmp_path: Path, body: str) -> None:
    """However few there are; a mark in the middle of one is where it is."""
    said = years_said(tmp_path, body)
    assert said
    assert all(re.fullmatch(r"20\d\d", each) for each in said)


@pytest.mark.parametrize(
    "body",
    [
        "axes.plot([2021.0, 2021.5, 2022.0], [0, 10, 20])",
        "axes.bar([2020.5, 2021.5], [0, 2], width=0.2)",
        "axes.fill_between([2021.0, 2021.5, 2022.0], [0, 10, 20])",
        "axes.scatter([2021.0, 2021.5, 2022.0], [0, 10, 20])",
        "axes.plot([2021, 2022, 2023], [0, 10, 20])\naxes.set_xticks([2021, 2021.5, 2022])",
    ],
)
def test_halves_of_years_stay_where_they_are_drawn_or_asked_for(tmp_path: Path, body: str) -> None:
    """They may be half-years."""
    assert any("," in each for each in years_said(tmp_path, body))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("0, 10_000_000, 20_000_000", {"0", "5.000.000", "20.000.000"}),
        ("0, 4_000_000_000", {"1.000.000.000", "4.000.000.000"}),
        ("120_000, 120_005, 120_010", {"120.000", "120.004", "120.010"}),
        ("0, 0.00002", {"0,00001", "0,00002"}),
    ],
)
def test_ticks_are_whole_numbers_with_all_their_digits(tmp_path: Path, numbers: str, expected: set[str]) -> None:
    """None is to be multiplied by what stands in a corner, or added to it."""
    said = drawn(tmp_path, "es", f"axes.plot([{numbers}], [{numbers}])")
    assert expected <= {re.sub(r"(,\d*?)0+$", r"\1", each) for each in said}
    assert not any("e" in each or "+" in each for each in said)


PATTERNS = {
    "a pattern of Python's": ('"{x:,.2f}"', "2,500.00", "2500,00"),
    "a longer number": ('"${x:,.0f}"', "$12,500", "$12.500"),
    "a pattern of C's": ('FormatStrFormatter("%.1f km")', "12500.0 km", "12500,0 km"),
    "percentages": ("PercentFormatter(10000, decimals=1)", "25.0%", "25,0\N{NO-BREAK SPACE}%"),
    "powers of a thousand": ("EngFormatter()", "12.5 k", "12,5 k"),
}


@pytest.mark.parametrize(("formatter", "english", "spanish"), PATTERNS.values(), ids=PATTERNS.keys())
def test_what_is_written_by_a_pattern_has_the_signs_of_the_language(
    tmp_path: Path, formatter: str, english: str, spanish: str
) -> None:
    """In Spanish 12,500 would be twelve and a half."""
    body = (
        f"axes.plot([0, 1], [0, 12500])\naxes.set_yticks([0, 2500, 12500])\naxes.yaxis.set_major_formatter({formatter})"
    )
    for lang, expected in (("en", english), ("es", spanish), ("es-MX", english)):
        assert expected in drawn(tmp_path, lang, body)


@pytest.mark.parametrize(
    "own",
    [
        "axes.yaxis.set_major_formatter(lambda x, _: words.digits(x))",
        'axes.set_yticks([0, 12500], labels=["0", "12.500"])',
        "axes.yaxis.set_major_formatter(lambda x, _: f'{x:.0f}')",
        "axes.yaxis.set_major_formatter(lambda x, _: f'{x / 1000:.1f}'.replace('.', ',') + ' mil')",
    ],
)
def test_what_a_chart_writes_of_its_own_is_left_alone(tmp_path: Path, own: str) -> None:
    """As the language writes it, or without any sign."""
    body = f"axes.plot([0, 1], [0, 12500])\naxes.set_yticks([0, 12500])\n{own}"
    assert {"12.500", "12500", "12,5 mil"} & set(drawn(tmp_path, "es", body))


@pytest.mark.parametrize(
    "own",
    [
        "axes.yaxis.set_major_formatter(lambda x, _: f'{x:,.0f}')",
        "axes.yaxis.set_major_formatter(lambda x, _: f'<{x:,.0f}>')",
        'axes.set_yticks([0, 12500], labels=["0", "12,500"])',
        "axes.set_title(f'{visas.value:,.0f} visas')",
    ],
)
def test_a_number_with_the_signs_of_code_is_a_fault_where_they_say_another(tmp_path: Path, own: str) -> None:
    """Where decimals have a comma, 12,500 is another number; where they have a point, it is the same."""
    body = f"axes.plot([0, 1], [0, 12500])\naxes.set_yticks([0, 12500])\n{own}"
    figures = "visas,Visas,12500,visa,1,,2022,agency,page 2,\n"
    with pytest.raises(ChartingError, match=r'"12,500" is another number in Spanish in .*; write it by a figure'):
        drawn(tmp_path, "es", body, figures=figures)
    assert any("12,500" in each for each in drawn(tmp_path, "es-MX", body, figures=figures))


SCALED = {
    "thousands": ("f'{x / 1000:+.1f}'", "2.5", "+5.0"),
    "with a word": ("f'{x / 1000:.1f} mil'", "2.5", "5.0 mil"),
    "three decimals": ("f'{x / 1000:.3f}'", "2.500", "5.000"),
    "groups": ("f'{x * 3:,.0f}'", "7,500", "15,000"),
}


@pytest.mark.parametrize(("code", "number", "said"), SCALED.values(), ids=SCALED.keys())
def test_labels_of_another_scale_than_the_axis_are_read_together(
    tmp_path: Path, code: str, number: str, said: str
) -> None:
    """2.5 is no number in Spanish, and 2.500 are two thousand five hundred; in Mexico they are what code has."""
    body = (
        "axes.plot([0, 1], [-2500, 7500])\naxes.set_yticks([-2500, 0, 2500, 5000, 7500])\n"
        f"axes.yaxis.set_major_formatter(lambda x, _: {code})"
    )
    with pytest.raises(ChartingError, match=rf'"−?{re.escape(number)}( mil)?" is another number in Spanish in '):
        drawn(tmp_path, "es", body)
    assert said in drawn(tmp_path, "es-MX", body)


@pytest.mark.parametrize(
    "labels",
    [
        ["0", "2.500", "5.000", "7.500"],
        ["0", "0,5", "1,0", "1,5"],
        ["0", "0,125", "0,250", "0,375"],
        ["9.30", "10.00", "10.30", "11.00"],
        ["v1.2.1", "v1.2.2", "v1.2.3", "v1.2.4"],
        ["1.er año", "2.º año", "3.er año", "4.º año"],
    ],
    ids=["groups", "decimals", "three decimals", "times of day", "versions", "ordinals"],
)
def test_labels_that_are_right_in_the_language_stay(tmp_path: Path, labels: list[str]) -> None:
    """Whatever code would make of them."""
    body = (
        "axes.plot([0, 1], [0, 3])\naxes.set_yticks([0, 1, 2, 3])\n"
        f"axes.yaxis.set_major_formatter(lambda x, _: {labels!r}[int(x)])"
    )
    assert labels[-1] in drawn(tmp_path, "es", body)


@pytest.mark.parametrize(
    ("own", "number"),
    [
        ("axes.set_title(f'{visas.value:.2f} de todo')", "1.25"),
        ("axes.set_title(f'{visas.range.low:.3f} – {visas.range.high:.3f}')", "1.245"),
        ("axes.text(0, 1, f'{visas.value:.1f}')", "1.2"),
        ("axes.set_title(f'{visas.value:.2f}%')", "1.25%"),
    ],
)
def test_decimals_with_the_point_of_code_are_a_fault_where_they_have_a_comma(
    tmp_path: Path, own: str, number: str
) -> None:
    """1.25 read as 125 is a hundred times what it was given, and yet no percentage of it."""
    figures = "visas,Share,1.25,day,0.01,,2022,agency,page 2,\n"
    body = f"axes.plot([0, 1], [0, 1])\n{own}"
    with pytest.raises(ChartingError, match=rf'"{re.escape(number)}" is another number in Spanish in '):
        drawn(tmp_path, "es", body, figures=figures)
    assert any(number in each for each in drawn(tmp_path, "es-MX", body, figures=figures))


@pytest.mark.parametrize(
    "formatter",
    ["'{x:.3f}'", "lambda x, _: words.digits(Decimal(f'{x:.3f}'), Decimal('0.001'))"],
    ids=["a pattern", "words"],
)
def test_three_decimals_that_are_meant_stay(tmp_path: Path, formatter: str) -> None:
    """They have the language's signs: 2,500 is two and a half."""
    body = (
        "from decimal import Decimal\naxes.plot([0, 1], [-5, 7.5])\naxes.set_yticks([-5, -2.5, 0, 1.5, 7.5])\n"
        f"axes.yaxis.set_major_formatter({formatter})"
    )
    assert {"−2,500", "7,500"} <= set(drawn(tmp_path, "es", body))


def test_what_words_write_is_right_though_a_digit_more_would_be_given(tmp_path: Path) -> None:
    """12,5 that `words` wrote is no 125, which the chart was given."""
    body = "from decimal import Decimal\naxes.set_title(words.digits(visas.value / 10, Decimal('0.1')) + ' de media')"
    figures = "visas,Visas,125,visa,1,,2022,agency,page 2,\n"
    assert "12,5 de media" in drawn(tmp_path, "es", body, figures=figures)


def test_a_scale_of_colours_has_them_too(tmp_path: Path) -> None:
    """Its axis is one that matplotlib makes."""
    body = "picture.colorbar(axes.scatter([1, 2], [1, 2], c=[0, 1]), ax=axes, ticks=[0, 0.5, 1])"
    assert {"0,0", "0,5"} <= set(drawn(tmp_path, "es", body))


def test_numbers_beside_an_axis_are_looked_at_as_before(tmp_path: Path) -> None:
    """A number that a chart's text claims is none of its ticks."""
    with pytest.raises(ChartingError, match=r'"12\.345" is typed by hand'):
        drawn(tmp_path, "es", f'{AMOUNTS}\naxes.set_title("Son 12.345 visas")')


def test_nothing_is_left_in_matplotlib(tmp_path: Path) -> None:
    """Who draws afterwards, with other tools or in another language, has what they are used to."""
    from matplotlib.ticker import ScalarFormatter

    before = ScalarFormatter.__call__, ScalarFormatter.get_offset
    drawn(tmp_path, "es", AMOUNTS)
    assert (ScalarFormatter.__call__, ScalarFormatter.get_offset) == before
