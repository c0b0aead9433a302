"""Tables in print: a short one stays together, a long one is split between rows, under its head on every page."""

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from command_line import run
from named_briefs import HEAD
from tabled_briefs import returning, tabled

WORDS = "\n    country: Country\n    arrests: Arrests\n    change: Change on the month"
TABLES = returning(
    "return here.assign(change=here['arrests'] - table.loc[latest(table) - 1, 'arrests'])", "change: difference", WORDS
)
PROSE = """---
title: Arrests
date: 2024-04-01
---

{{< var it.sector_01.name >}} had {{< var it.sector_01.arrests.value >}}.

## All {.wide}

::: {#tbl-all}
{{< table it >}}

{{< caption it >}}
:::

## Where from {.wide}

{{< figures >}}

::: {#refs}
:::
"""


def printed(root: Path, folder: Path, rows: int, renderer: str) -> list[str]:
    """The pages of a brief that looks as this one does, with a table of so many rows, as lines of text."""
    counts = [
        (month, f"Sector {place:02}", 1000 * place + 700 * month) for month in (1, 2) for place in range(1, rows + 1)
    ]
    text = HEAD + "".join(f"2024-{month:02},{name},{number * 10}\n" for month, name, number in counts)
    tabled(folder, TABLES, counts=text, rounded_to=10)
    for name in ("theme", "_extensions"):
        shutil.copytree(root / name, folder / name)
    settings = (root / "_quarto.yml").read_text(encoding="utf-8").replace("[brief.qmd, brief.es.qmd]", "[brief.qmd]")
    (folder / "_quarto.yml").write_text(settings, encoding="utf-8")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    result = run("build", folder, "--renderer", renderer)
    assert (result.exit_code, result.stderr) == (0, "")
    return [page.extract_text() for page in PdfReader(folder / "_output/brief.pdf").pages]


@pytest.mark.parametrize("renderer", ["embedded", pytest.param("quarto", marks=pytest.mark.quarto)])
@pytest.mark.parametrize(("rows", "pages"), [(5, 1), pytest.param(72, 2, marks=pytest.mark.thorough)])
def test_a_table_stands_under_its_head_on_each_page(
    root: Path, tmp_path: Path, rows: int, pages: int, renderer: str
) -> None:
    """All its rows are there once, in order, each whole, and its notes are beneath the last."""
    texts = [text for text in printed(root, tmp_path, rows, renderer) if "Change on the month" in text]
    assert len(texts) == pages
    names = [f"Sector {place:02}" for place in range(1, rows + 1)]
    lines = [line for text in texts for line in text[text.index("Change on the month") :].splitlines()]
    found = [line for line in lines if line.startswith("Sector") and "+7,000" in line]
    assert [line[:9] for line in found] == names
    for place, line in enumerate(found, start=1):
        assert f"{(1000 * place + 1400) * 10:,}" in line
    assert "Source:" in texts[-1]
