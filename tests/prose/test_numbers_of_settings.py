"""Numbers among the settings that the prose writes: Quarto reads them as numbers, and writes those in its own way."""

from pathlib import Path

import pytest

from small_briefs import brief, page
from statbrief.errors import StatbriefError
from statbrief.pages.render import render


@pytest.mark.parametrize(
    "value", ["1.50", "2.0", "1e3", "1_000", "010", "0x1F", ".5", "1.5E2", "12345678901234567890.1"]
)
def test_a_number_that_would_be_spelt_otherwise_is_a_fault(tmp_path: Path, value: str) -> None:
    """1.50 becomes 1.5, 1e3 a thousand, and 010 is eight to some."""
    folder = brief(tmp_path, "Edition {{< meta edition.name >}}.", front=f"title: A\nedition:\n  name: {value}")
    with pytest.raises(StatbriefError) as caught:
        render(folder, ("html",), "embedded")
    assert str(caught.value) == (
        f"brief.qmd:6:9: meta: edition.name is {value}, a number that Quarto writes in its own way; "
        f'put it in quotes: "{value}"'
    )


@pytest.mark.parametrize(
    "value", ["1.5", "12", "-3", "0.25", "0", '"1.50"', "'010'", "2024-01-05", "1.2.3", "12:30", "v1.0"]
)
def test_what_is_spelt_in_one_way_is_written_so(tmp_path: Path, value: str) -> None:
    """And so is a text, whatever it looks like."""
    folder = brief(tmp_path, "Edition {{< meta edition >}}.", front=f"title: A\nedition: {value}")
    render(folder, ("html",), "embedded")
    assert f"<p>Edition {value.strip(chr(34)).strip(chr(39))}.</p>" in page(folder).replace("−", "-")
