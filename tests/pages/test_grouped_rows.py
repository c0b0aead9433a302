"""Rows under what they have in common, and cells over two columns, on screen and in print, by both renderers."""

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from briefs import write_brief
from checked_prints import found_by_checkers
from command_line import run
from tagged import read_print

NUMBERS = range(1, 81)
FIGURES = "".join(f"given_{each},Given {each},{each * 7},kg,exact,,2022,agency,,\n" for each in NUMBERS)
FIGURES += "rounded,Rounded,300,kg,100,,2022,agency,,\n"
DERIVED = 'def half(rounded):\n    """Half"""\n    return rounded / 2\n'
HEADS = ["Figure", "Value", "Low", "High", "Where from"]
GROUPS = ["Stated by sources", "Computed for this brief"]
RENDERERS = ["embedded", pytest.param("quarto", marks=pytest.mark.quarto)]
PROSE = """---
title: Many
date: 2024-04-01
---

It is {{< var half.value >}} kg.

## Where from {.wide}

{{< figures >}}

::: {#refs}
:::
"""


@pytest.fixture(scope="module", params=RENDERERS)
def many(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a brief with more figures than a page has lines."""
    folder = write_brief(tmp_path_factory.mktemp("many"), figures=FIGURES, derived=DERIVED)
    for name in ("theme", "_extensions"):
        shutil.copytree(root / name, folder / name)
    settings = (root / "_quarto.yml").read_text(encoding="utf-8").replace("[brief.qmd, brief.es.qmd]", "[brief.qmd]")
    (folder / "_quarto.yml").write_text(settings, encoding="utf-8")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    result = run("build", folder, "--renderer", request.param)
    assert (result.exit_code, result.stderr) == (0, "")
    return folder / "_output"


@pytest.mark.thorough
def test_on_screen_each_group_is_a_body_under_its_heading(many: Path) -> None:
    """The heading spans the table, and says that it heads the rows of its body."""
    page = LexborHTMLParser((many / "brief.html").read_text(encoding="utf-8"))
    [table] = [each for each in page.css("table") if each.css("[id=n-half]")]
    assert [each.text(strip=True) for each in table.css("thead th")] == HEADS
    for body, said in zip(table.css("tbody"), GROUPS, strict=True):
        first, *rows = body.css("tr")
        [heading] = first.css("th, td")
        assert (heading.tag, heading.text(strip=True)) == ("th", said)
        assert (heading.attributes["scope"], heading.attributes["colspan"]) == ("rowgroup", "5")
        assert not [row for row in rows if row.css("th")]
    [ends] = [row.css("td") for row in table.css("tbody tr") if row.css("[id=n-half]")]
    assert [each.text(strip=True) for each in ends[2:4]] == ["125", "175"]
    assert all("right" in str(each.attributes["style"]) for each in ends[1:4])
    [exact] = [row.css("td") for row in table.css("tbody tr") if row.css("[id=n-given_1]")]
    assert [each.attributes.get("colspan") for each in exact] == [None, None, "2", None]
    assert exact[2].text(strip=True) == "exact"


@pytest.mark.thorough
def test_in_print_a_heading_stands_again_where_its_rows_go_on(many: Path) -> None:
    """Beneath the heads of the columns, on each page; never last on a page, without a row."""
    pages = [page.extract_text() for page in PdfReader(many / "brief.pdf").pages]
    assert len(pages) > 1
    for page, groups in zip(pages, [GROUPS[:1], GROUPS], strict=True):
        lines = [line.strip() for line in page.splitlines()]
        assert [line for line in lines if line in GROUPS] == groups
        assert lines[lines.index(" ".join(HEADS)) + 1] == GROUPS[0]
        assert all(lines[lines.index(group) + 1].startswith(("Given", "Half")) for group in groups)


@pytest.mark.thorough
def test_to_who_listens_to_a_print_a_group_is_a_body(many: Path) -> None:
    """Once, though it is drawn twice; each cell is headed by its column, its group and its row."""
    tables = list(read_print(many / "brief.pdf").structure.all("Table"))
    [table] = [each for each in tables if [head.text() for head in each.all("TH")][:5] == HEADS]
    columns = [head.says["ID"] for part in table.all("THead") for head in part.all("TH")]
    assert len(columns) == len(HEADS)
    for body, said in zip(table.all("TBody"), GROUPS, strict=True):
        first, *rows = body.all("TR")
        heading, beside = first.all("TH", "TD")
        assert (heading.kind, heading.text(), beside.kind, beside.text()) == ("TH", said, "TD", "")
        for row in rows:
            label, value, *_ = row.all("TH", "TD")
            assert value.says["Headers"].split() == [columns[1], heading.says["ID"], label.says["ID"]]
    assert found_by_checkers(many / "brief.pdf") == []
