"""The sealed page: files to download, charts as drawings with their data, and where each number is from."""

import base64
import json
import re
from pathlib import Path

import pytest

from pages import parsed, words
from statbrief.analysis.stale_steps import bring_analysis_up_to_date
from statbrief.errors import CopyError, RenderingError
from statbrief.pages.render import render
from statbrief.pages.seal.pdf import attach


def test_downloads_are_the_files(built_brief: Path) -> None:
    """The page offers the record and each data file, from within itself, and says how large the data are."""
    section = parsed(built_brief).css_first("#statbrief-files")
    assert section is not None
    links = section.css("a[download]")
    names = ["brief.json", *sorted(path.name for path in (built_brief / "data").iterdir())]
    assert [link.attributes["download"] for link in links] == names
    held = {str(link.attributes["download"]): str(link.attributes["href"]) for link in links}
    content = base64.b64decode(held["reported.csv"].removeprefix("data:text/csv;base64,"))
    assert content == (built_brief / "data/reported.csv").read_bytes()
    assert "data/mexican_may_arrests.csv (268 bytes)" in words(section)
    assert words(section.css_first("h2")) == "Data in this file"


def test_every_number_says_where_it_is_from(built_brief: Path) -> None:
    """Each link to a figure's row has the row's words, which the style shows without a script."""
    page = parsed(built_brief)
    links = page.css('a[href^="#n-"]')
    assert len(links) > 50
    rows = {}
    for row in page.css("#tbl-figures tbody tr"):
        named = row.css_first("[id]")
        if named is None:  # it heads others
            assert row.css("th")
            continue
        cells = [words(cell) for cell in row.css("td")]
        if len(cells) == 5:  # both ends of a range, told in one, where the value does not say them
            low, high = cells[2:4]
            cells[2:4] = [f"{low} to {high}"] if low != high else []
        rows[f"#{named.id}"] = f"{cells[0]}: {'; '.join(cells[1:])}"
    assert [link.attributes.get("data-origin") for link in links] == [
        rows[str(link.attributes["href"])] for link in links
    ]


def test_charts_are_drawings_with_words(built_brief: Path) -> None:
    """Each chart is an SVG within the page, and one for phones, named by its caption, described by its alternative."""
    page = parsed(built_brief)
    record = json.loads((built_brief / "_output/brief.json").read_text(encoding="utf-8"))
    assert not page.css("img")
    drawings = page.css("figure svg[role=img]")
    charts = record["charts"]
    assert len(drawings) == 2 * len(charts) == 2 * 3
    for name, chart in charts.items():
        drawing = page.css_first(f"#{chart['identifier']} svg")
        assert drawing is not None
        for each in page.css(f"#{chart['identifier']} svg"):
            assert each.attributes["aria-labelledby"] == f"{name}.title"
            assert each.attributes["aria-describedby"] == f"{name}.desc"
        assert [words(each) for each in drawing.css("title, desc")] == [chart["caption"], chart["alternative"]]


def test_no_two_elements_share_a_name(built_brief: Path) -> None:
    """Drawings stand beside each other in one page."""
    names = re.findall(r'\sid="([^"]+)"', (built_brief / "_output/brief.html").read_text(encoding="utf-8"))
    assert len(names) == len(set(names))


def test_the_data_of_each_chart_are_beneath_it(built_brief: Path) -> None:
    """Folded, as a table whose rows and columns have heads; the record has the same."""
    page = parsed(built_brief)
    charts = json.loads((built_brief / "_output/brief.json").read_text(encoding="utf-8"))["charts"]
    folded = page.css("details.chart-data")
    assert len(folded) == len(charts)
    by_chart = [figure.id or "" for figure in page.css("figure")]
    for identifier, details in zip(by_chart, folded, strict=True):
        (data,) = (chart["data"] for chart in charts.values() if chart["identifier"] == identifier)
        assert [words(cell) for cell in details.css("thead tr > *")] == data["head"]
        assert [[words(cell) for cell in row.css("th, td")] for row in details.css("tbody tr")] == data["rows"]
        assert {cell.attributes["scope"] for cell in details.css("tbody th")} == {"row"}
        assert {cell.attributes["scope"] for cell in details.css("thead th")} == {"col"}
        assert words(details.css_first("summary")) == "The chart’s data"


def test_words_of_a_brief_are_no_markup(copied_brief: Path) -> None:
    """Captions, labels and names of files are text, whatever is in them."""
    (copied_brief / "data/more/a&b.csv").write_bytes(b"1\n")
    bring_analysis_up_to_date(copied_brief, "brief.qmd")
    render(copied_brief, ("html",), "embedded")
    page = parsed(copied_brief)
    assert words(page.css_first("svg title")) == "Arrests, as <reported>."
    assert "data/more/a&b.csv (2 bytes)" in words(page.css_first("#statbrief-files"))


def test_a_picture_that_is_no_chart_stays_a_picture(copied_brief: Path) -> None:
    """Only what the record knows is drawn into the page."""
    (copied_brief / "other.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>', encoding="utf-8"
    )
    (copied_brief / "brief.qmd").write_text("---\ntitle: A\n---\n![Other](other.svg){fig-alt='none'}", encoding="utf-8")
    bring_analysis_up_to_date(copied_brief, "brief.qmd")
    render(copied_brief, ("html",), "embedded")
    assert len(parsed(copied_brief).css("img")) == 1
    assert not parsed(copied_brief).css("svg, details")


@pytest.mark.thorough
def test_a_page_that_cannot_prove_itself_is_not_published(copied_brief: Path) -> None:
    """A script in raw HTML could change what was sealed; so could markup that is not nested."""
    for raw, message in [
        ("<script>1</script>", r"^brief.qmd:5:1: script: a script that runs; a brief's page shows"),
        (
            "<div>",
            r"^brief.qmd:5:1: markup: </main> where <div> has not ended; the page is kept as _generated/brief.html$",
        ),
        (
            '<p id="statbrief-files">1</p>',
            r"^_generated/brief.html: page: it is sealed already, or uses names that sealing needs; that page is kept$",
        ),
    ]:
        (copied_brief / "brief.qmd").write_text(f"---\ntitle: A\n---\n```{{=html}}\n{raw}\n```\n", encoding="utf-8")
        bring_analysis_up_to_date(copied_brief, "brief.qmd")
        with pytest.raises(CopyError, match=message):
            render(copied_brief, ("html",), "embedded")
    assert not (copied_brief / "_output").exists()


@pytest.mark.thorough
def test_what_does_not_read_back_is_not_published(copied_brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sealed pages are read as a stranger would read them, before they replace the last good ones."""
    render(copied_brief, renderer="embedded")
    before = (copied_brief / "_output/brief.pdf").read_bytes()
    monkeypatch.setattr("statbrief.pages.seal.pdf.attach", lambda page, record, _: attach(page, record, []))
    with pytest.raises(RenderingError, match=r"^brief.pdf: seal: its files could not be sealed; this is a fault of"):
        render(copied_brief, renderer="embedded")
    assert (copied_brief / "_output/brief.pdf").read_bytes() == before
