"""Rows that are called by texts which labels and renderers read otherwise: braces, quotes, signs of formulas."""

from pathlib import Path

import pytest

from command_line import done
from named_briefs import COUNTS
from tabled_briefs import analysed_tables, tabled

STRANGE = ["{period}", "{q1:value}", "open { brace", "'s-Hertogenbosch", '"East" side', "[x]{.literal}"]


def _counts(name: str) -> str:
    """The counts of the small brief, of which one country has another name."""
    quoted = '"' + name.replace('"', '""') + '"'
    return COUNTS.replace("El Salvador", quoted)


@pytest.mark.parametrize("name", STRANGE)
def test_a_row_is_called_as_the_data_have_it(tmp_path: Path, name: str) -> None:
    """Its braces are no place for a period: whoever reads the table of figures finds the name."""
    figures = analysed_tables(tmp_path, counts=_counts(name)).figures
    labels = [each.label for each in figures.values() if each.id.startswith("by_country.")]
    assert f"Arrests, {name}" in labels


@pytest.mark.parametrize("name", STRANGE[3:5])
def test_quotes_at_the_start_of_a_name_do_not_keep_a_page_back(tmp_path: Path, name: str) -> None:
    """Renderers set them as people print them, which is no other name."""
    brief = tabled(tmp_path, counts=_counts(name), prose="{{< table by_country >}}\n\n{{< figures >}}")
    (brief / "_quarto.yml").write_text("lang: en\nbibliography: data/sources.bib\n", encoding="utf-8")
    done("build", brief)
    shown = [str(brief / "_output" / f"brief.{each}") for each in ("html", "pdf")]
    done("verify", "--quiet", *shown)
