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


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ('axes.yaxis.set_major_formatter(FormatStrFormatter("%.1f"))', {"0.0", "10000.0"}),
        pytest.param('axes.yaxis.set_major_formatter("{x:.2f}")', {"0.00", "10000.00"}, marks=pytest.mark.thorough),
        pytest.param(
            "axes.yaxis.set_major_formatter(lambda x, _: f'<{x:.1f}>')",
            {"<0.0>", "<10000.0>"},
            marks=pytest.mark.thorough,
        ),
        ('axes.set_yticks([0, 10000], labels=["0", "10000"])', {"0", "10000"}),
    ],
)
def test_a_formatter_of_its_own_is_left_alone(tmp_path: Path, own: str, expected: set[str]) -> None:
    """What a chart writes itself stays as it is."""
    assert expected <= set(drawn(tmp_path, "es", f"axes.plot([0, 1], [0, 20000])\n{own}"))


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
