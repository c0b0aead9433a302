"""What prose asks of tables: cells that are there, and else what is, at its place."""

import re
import shutil
from pathlib import Path

import pytest

from command_line import done, run
from sealed_briefs import CONFIG
from tabled_briefs import TABLES, tabled


def brief_of_tables(root: Path, tmp_path: Path) -> Path:
    """A brief of two tables, one of which its prose shows."""
    folder = tabled(tmp_path / "brief", TABLES)
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    shown = "::: {#tbl-a}\n{{< table by_country >}}\n\n{{< caption by_country >}}\n:::\n"
    prose = f"---\ntitle: A\n---\n{shown}\n{{{{< figures >}}}}\n"
    (folder / "brief.qmd").write_text(prose, encoding="utf-8")
    return folder


REFUSED = {
    "a rank beyond the table": (
        "{{< var ordered.rank.4.arrests.value >}}",
        "brief.qmd:4:1: var: ordered.rank goes from 1 to 3, and 4 is asked for; write ordered.rank.3.arrests.value",
    ),
    "a row that is not there": (
        "{{< var ordered.mexic.arrests.value >}}",
        (
            "brief.qmd:4:1: var: no variable is called ordered.mexic.arrests.value; did you mean "
            "ordered.mexico.arrests.value?"
        ),
    ),
    "a rank before the first": (
        "{{< var ordered.rank.0.arrests.value >}}",
        "brief.qmd:4:1: var: ordered.rank goes from 1 to 3, and 0 is asked for; write ordered.rank.1.arrests.value",
    ),
    "a row like no other": (
        "{{< var ordered.peru.arrests.value >}}",
        (
            "brief.qmd:4:1: var: no variable is called ordered.peru.arrests.value; ordered has cote_d_ivoire_rep, "
            "mexico, el_salvador, rank"
        ),
    ),
    "a form that a cell has not": (
        "{{< var ordered.mexico.arrests.percent >}}",
        (
            "brief.qmd:4:1: var: ordered.mexico.arrests is a level and has no form percent; derive a share or a "
            "ratio of it"
        ),
    ),
    "a table that is not there": (
        "{{< table orderd >}}",
        "brief.qmd:4:1: table: no table is called orderd; did you mean ordered?",
    ),
    "a caption under another table": (
        "{{< table by_country >}}\n\n{{< caption ordered >}}",
        "brief.qmd:6:1: caption: the table above it is by_country; write it beneath {{< table ordered >}}",
    ),
    "a table that has a number and no caption": (
        "::: {#tbl-one}\n{{< table ordered >}}\n:::",
        (
            "brief.qmd:5:1: table: ordered has a number and no caption; write {{< caption ordered >}} beneath it, "
            "after an empty line"
        ),
    ),
}


@pytest.fixture(scope="module")
def analysed_once(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief, analysed for all that its prose may ask. Tests copy it."""
    folder = brief_of_tables(root, tmp_path_factory.mktemp("tables"))
    done("analyse", folder)
    return folder


@pytest.mark.parametrize(("prose", "wanted"), REFUSED.values(), ids=REFUSED.keys())
def test_prose_that_asks_for_what_a_table_has_not_is_refused(
    analysed_once: Path, tmp_path: Path, prose: str, wanted: str
) -> None:
    """At its place, with near misses."""
    folder = Path(shutil.copytree(analysed_once, tmp_path / "brief"))
    (folder / "brief.qmd").write_text(f"---\ntitle: A\n---\n{prose}\n\n{{{{< figures >}}}}\n", encoding="utf-8")
    result = run("check", folder)
    assert result.exit_code == 1
    assert wanted in result.stderr


def test_numbers_typed_in_a_tables_words_are_found(root: Path, tmp_path: Path) -> None:
    """As in those of a chart; marked ones are meant."""
    folder = brief_of_tables(root, tmp_path)
    source = (folder / "analysis/tables.py").read_text(encoding="utf-8")
    typed = source.replace("Of the last month.", "Of 3 months, in the [two]{.literal} largest towns.")
    (folder / "analysis/tables.py").write_text(typed, encoding="utf-8")
    result = run("check", folder)
    assert result.exit_code == 1
    assert re.search(r"analysis/tables.py:\d+:\d+: number: .*Of 3 months", result.stderr)
    assert len(result.stderr.strip().splitlines()) == 1
