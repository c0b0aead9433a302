"""Rows that are called by texts which labels and renderers read otherwise: braces, quotes, signs of formulas."""

from pathlib import Path

import pytest

from command_line import done
from named_briefs import COUNTS
from statbrief.analysis.analysis import analyse
from statbrief.errors import StatbriefError
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


@pytest.mark.parametrize("name", ["Москва", "Ærø", "Łódź", "Αθήνα", "日本"])
def test_a_row_may_be_called_in_any_script(tmp_path: Path, name: str) -> None:
    """The page is made, writes its cells in the prose, and proves itself."""
    row = "łodz" if name == "Łódź" else "αθηνα" if name == "Αθήνα" else name.lower()
    prose = f"{{{{< var by_country.{row}.arrests.value >}}}}\n\n{{{{< table by_country >}}}}\n\n{{{{< figures >}}}}"
    brief = tabled(tmp_path, counts=_counts(name), prose=prose)
    (brief / "_quarto.yml").write_text("lang: en\nbibliography: data/sources.bib\n", encoding="utf-8")
    done("build", "--to", "html", brief)
    done("verify", "--quiet", str(brief / "_output/brief.html"))


CODES = COUNTS.replace("Mexico", "01").replace("El Salvador", "02").replace('"Côte d’Ivoire, Rép."', "03")


def test_two_rows_that_labels_call_the_same_are_a_fault(tmp_path: Path) -> None:
    """A row that was copied among the labels would give two rows one name: nobody could tell whose number is whose."""
    brief = tabled(tmp_path, counts=CODES)
    label = brief / "data/labels.en.csv"
    label.write_text("kind,id,text\nname,01,Mexico\nname,02,Mexico\nname,03,Ghana\n", encoding="utf-8")
    with pytest.raises(StatbriefError, match="by_country: shows two rows as 'Mexico'; give each a label of its own"):
        analyse(brief, "en")
    label.write_text("kind,id,text\nname,01,Mexico\nname,02,Belize\nname,03,Ghana\n", encoding="utf-8")
    assert {row[0] for row in analyse(brief, "en").shown["by_country"].rows} == {"Mexico", "Belize", "Ghana"}
