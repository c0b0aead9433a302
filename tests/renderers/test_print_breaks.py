"""Where lines of print end as an editor has it: headings balanced, numbers with units, tables as wide as text."""

import re
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from both_renderers import SINGLE
from printed_words import Box, text, words_of
from small_briefs import brief, printed
from statbrief.pages.render import render

LEFT, RIGHT = 0.55 * 72, (8.5 - 0.55) * 72  # margins of Letter, as the settings have them
MIDDLE = (LEFT + RIGHT) / 2
CONFIG = SINGLE.replace("typst: default", "typst: {papersize: us-letter, margin: {x: 0.55in, y: 0.55in}}")


def made(folder: Path, body: str, front: str = "title: A brief") -> Path:
    """The brief's print."""
    render(brief(folder, body, config=CONFIG, front=front), ("pdf",), "embedded")
    return folder


def lines_of(folder: Path, page: int = 0) -> list[str]:
    """The lines of a page's text."""
    with pypdfium2.PdfDocument(folder / "_output/brief.pdf") as document:
        said = document[page].get_textpage().get_text_bounded()
    return [line.strip().replace("\xa0", " ") for line in said.splitlines()]


@pytest.mark.parametrize(
    "heading",
    [
        "Las versiones de las muertes en San Antonio coinciden",
        pytest.param("Arrests in May rose to about four times their earlier level", marks=pytest.mark.thorough),
    ],
)
def test_the_lines_of_a_heading_are_about_as_long(tmp_path: Path, heading: str) -> None:
    """None of two has a word alone, as it would where the first is filled."""
    words = words_of(made(tmp_path, f"## {heading}\n\n{'Text of it. ' * 30}\n\n## Other\n\n{'Other text. ' * 30}\n"))
    start = next(place for place, each in enumerate(words) if each[0] == heading.split(maxsplit=1)[0])
    rows: dict[int, list[Box]] = {}
    for each in words[start : start + len(heading.split())]:
        rows.setdefault(round(each[2] / 6), []).append(each)
    widths = [max(each[3] for each in row) - min(each[1] for each in row) for row in rows.values()]
    assert len(widths) == 2
    assert min(widths) > 0.7 * max(widths)


def test_a_number_stands_in_one_line_with_its_unit(tmp_path: Path) -> None:
    """Wherever the line would end: before the number then. A number that leads nowhere is text like any other."""
    paragraphs = "\n\n".join(f"{'m ' * many}rose to [3.9](#n-there) times their level." for many in range(10, 40))
    body = f"## There {{#n-there}}\n\n{paragraphs}\n"
    led, bare = made(tmp_path / "led", body), made(tmp_path / "bare", body.replace("](#n-there)", "]{.x}"))
    assert any(line.endswith("3.9") for line in lines_of(bare))
    assert not any(line.endswith("3.9") for line in lines_of(led))
    assert sum("3.9 times" in line for line in lines_of(led)) == 30


@pytest.mark.parametrize("words", range(0, 6, 2))
def test_a_number_of_the_title_stands_with_what_it_counts(tmp_path: Path, words: int) -> None:
    """In title and standfirst, in whatever line it comes to stand."""
    said = f"{'of offices ' * words}El producto por habitante en 7 regiones del país"
    made(tmp_path, "Text.\n", f"title: {said}\nsubtitle: {'m ' * 20}{said}, {said}")
    lines = lines_of(tmp_path)
    assert sum(line.count("7 regiones") for line in lines) == 3
    assert not any(line.endswith(" 7") for line in lines)


def test_a_key_of_a_quarter_is_not_torn(tmp_path: Path) -> None:
    """Nor is one of a week."""
    body = "\n\n".join(f"{'m ' * many}in 2009-Q2 and 2010-W07." for many in range(10, 40))
    lines = lines_of(made(tmp_path, body))
    assert sum("2009-Q2" in line for line in lines) == sum("2010-W07" in line for line in lines) == 30


def test_a_long_title_takes_one_line_at_the_foot(tmp_path: Path) -> None:
    """It loses its last words there, and says so; one that has room is whole."""
    long = "US prices and jobs in the third quarter: inflation, the rate of interest and unemployment, in one place"
    body = "Text.\n\n```{=typst}\n#pagebreak()\n```\n\nText.\n"
    for name, title, is_whole in (("long", f"{long} and {long}", False), ("short", "Prices and jobs", True)):
        folder = made(tmp_path / name, body, f"title: {title!r}\ndate: 2022-07-12")
        last = printed(folder).pages[1].extract_text()
        assert (title in " ".join(last.split()), "…" in last) == (is_whole, not is_whole)
        with pypdfium2.PdfDocument(folder / "_output/brief.pdf") as document:
            page = document[1].get_textpage()
            feet = {
                round(page.get_charbox(place)[1] / 8) for place in range(page.count_chars()) if _is_low(page, place)
            }
        assert len(feet) == 1


def _is_low(page: pypdfium2.PdfTextPage, place: int) -> bool:
    return bool(page.get_text_range(place, 1).strip()) and page.get_charbox(place)[1] < 0.55 * 72


NAMES = {"short": "Rural areas", "long": "Those who live in rural areas, in villages and in small towns"}


@pytest.mark.parametrize("names", NAMES)
def test_a_table_of_few_columns_more_stands_in_a_column_of_text(tmp_path: Path, names: str) -> None:
    """Where its cells have room there in one line each, its head in several; else it goes across."""
    head = "| Group | Trust local news | Trust national news | Trust neither |\n|:--|--:|--:|--:|\n"
    rows = "".join(f"| {NAMES[names]} | {each}1% | {each}2% | {each}3% |\n" for each in range(1, 9))
    table = f"::: {{#tbl-a}}\n{head}{rows}\nA caption\n:::\n"
    folder = made(tmp_path, f"{'Text of it. ' * 40}\n\n{table}\n{'Other text. ' * 60}\n")
    found = words_of(folder)
    group = next(each for each in found if each[0] == "Group")
    last = next(each for each in found if each[0] == "83%")
    beside = [each for each in found if each[0] in {"Text", "Other"} and last[2] < each[2] < group[2]]
    assert bool(beside) == (names == "short")


@pytest.mark.parametrize(("letters", "is_wide"), [(64, True), (10, False)])
def test_a_table_that_nearly_fills_its_room_fills_it(tmp_path: Path, letters: int, *, is_wide: bool) -> None:
    """Its lines end where all others do; one of few letters is as narrow as they are."""
    name = f"{'m' * (letters // 2)} {'m' * (letters // 2)}"
    table = f"| What | One | Two |\n|:--|--:|--:|\n| {name} | 1,234,567 | 8,765,432 |\n"
    found = words_of(made(tmp_path, f"## Across {{.wide}}\n\n{table}"))
    right = next(each[3] for each in found if each[0] == "8,765,432")
    assert (right == pytest.approx(RIGHT, abs=1)) == is_wide


def test_bold_numbers_have_their_marks_beneath_the_others(tmp_path: Path) -> None:
    """Those of a total do not stand otherwise than what it is of."""
    table = "| What | Number |\n|:--|--:|\n| One | 10.5 |\n| Other | 2.25 |\n| **Both** | **12.75** |\n"
    folder = made(tmp_path, table)
    with pypdfium2.PdfDocument(folder / "_output/brief.pdf") as document:
        page = document[0].get_textpage()
        said = [page.get_text_range(place, 1) for place in range(page.count_chars())]
        marks = [page.get_charbox(place)[0] for place, each in enumerate(said) if each == "."]
    assert "Both" in text(folder)
    assert len(marks) == 3
    assert all(one == pytest.approx(other, abs=0.6) for one, other in pairwise(marks))


@pytest.mark.thorough
def test_no_short_section_is_lonely_on_the_next_page(tmp_path: Path) -> None:
    """Where one more is as short, that stands beside it, in the other column; with none there it is alone as ever."""
    found = set()
    for many in range(12, 19):
        sections = "\n\n".join(f"## Section {each}\n\n{'Words of it. ' * 24}" for each in range(many))
        folder = made(tmp_path / str(many), f"{sections}\n\n## Across {{.wide}}\n\nEnd.\n")
        pages = printed(folder).pages
        found.add(pages[1].extract_text().count("Section ") if len(pages) > 1 else 0)
    assert 1 not in found
    assert {0, 2} <= found


def test_what_fills_its_room_has_its_numbers_in_one_line(tmp_path: Path) -> None:
    """Also those whose marks stand beneath each other, which take more room than the longest of their texts."""
    rows = "| Jobs | about 143,093,000 | 143,092,500 | 143,093,500 | {} |\n"
    rows += "| Share | about 0.5213% | 0.5202% | 0.5215% | x |\n"
    head = "| Figure | Value | Low | High | Where from |\n|:--|--:|--:|--:|:--|\n"
    tables = "\n\n".join(f"{head}{rows.format(' '.join(['mm'] * many))}\nText.\n" for many in range(4, 26, 2))
    lines = lines_of(made(tmp_path, f"## Across {{.wide}}\n\n{tables}"))
    assert sum(line.startswith("Jobs about 143,093,000") for line in lines) == 11
    assert not [line for line in lines if line.endswith("about")]


SMALL = CONFIG.replace("papersize: us-letter,", "papersize: a4, fontsize: 8pt,")
ROWS = """| Jobs, December 2015 | about 19,892,000 | 19,891,500 | 19,892,500 | {34} |
| Change on the month before | about 57,000 | 56,000 | 58,000 | {52} |
| Change on a year before | about 542,000 | 541,000 | 543,000 | {61} |
| Growth on a year before | about 2.80% | 2.795% | 2.807% | {61} |
| Total nonfarm | about 143,093,000 | 143,092,500 | 143,093,500 | {30} |
| Most jobs | about 19,892,000 | 19,891,500 | 19,892,500 | {37} |
| Fewest jobs | about 16,392,000 | 16,391,500 | 16,392,500 | {36} |
| Month with the most jobs | December 2015 | | | {62} |
| Month with the fewest jobs | August 2009 | | | {62} |
| Supersector | Professional and business services | | | {25} |
"""
"""Of each a source in braces, of as many letters at most."""


@pytest.mark.parametrize("part", [80, 82, 88])
def test_where_a_table_must_break_its_texts_its_numbers_stay_whole(tmp_path: Path, part: int) -> None:
    """Rather a source goes on in a second line than a number is apart from the word that says how it is meant."""

    def source(found: re.Match[str]) -> str:
        return " ".join(["mm"] * (int(found[1]) * part // 300))

    head = "| Figure | Value | Low | High | Where from |\n|:--|--:|--:|--:|:--|\n"
    body = f"## Across {{.wide}}\n\n{head}{re.sub('{(.*)}', source, ROWS)}\nText.\n"
    render(brief(tmp_path, body, config=SMALL, front="title: A brief"), ("pdf",), "embedded")
    lines = lines_of(tmp_path)
    assert sum(re.search(r"about \d", line) is not None for line in lines) == ROWS.count("about")
    assert not [line for line in lines if line.endswith("about")]
    assert len(lines) > 10 + len(ROWS.splitlines())


def test_each_column_has_room_for_its_own_marks(tmp_path: Path) -> None:
    """What comes after the marks of one does not reach into the next, whose numbers have none."""
    rows = "| Jobs | 1.25512345 | 9,999 |\n| Share | 12 | 12 |\n"
    said = words_of(made(tmp_path, f"## Across {{.wide}}\n\n| Figure | One | Two |\n|:--|--:|--:|\n{rows}\nText.\n"))
    ends = {each[0]: each[3] for each in said}
    starts = {each[0]: each[1] for each in said}
    assert ends["1.25512345"] + 4 < starts["9,999"]
    assert starts["9,999"] - ends["1.25512345"] < 30  # and no more than it needs


LINE = "These are words of a text. "


@pytest.mark.parametrize(
    ("paragraphs", "begins_on", "pages"),
    [(4, 1, 1), (11, 1, 2), pytest.param(12, 2, 2, marks=pytest.mark.thorough), (16, 2, 2)],
    ids=["there is room", "much is left", "a little less", "little is left"],
)
def test_a_table_of_less_than_half_a_page_is_split_where_a_third_would_stay_empty(
    tmp_path: Path, paragraphs: int, begins_on: int, pages: int
) -> None:
    """It begins there, beneath its heading, and goes on beneath its head; where less is left, it moves on whole."""
    rows = "".join(f"| Sector {place:02} | {place} |\n" for place in range(1, 29))
    table = f"::: {{#tbl-all}}\n\n| Name | Number |\n|:--|--:|\n{rows}\nAll of them.\n:::\n"
    text = "\n\n".join([LINE * 12] * paragraphs)
    body = f"## Text {{.wide}}\n\n{text}\n\n## Rows {{.wide}}\n\n{table}"
    render(
        brief(tmp_path, body, config="papersize: a4\nformat: {html: default, typst: default}\n"), ("pdf",), "embedded"
    )
    texts = [page.extract_text() for page in printed(tmp_path).pages]
    with_rows = [place for place, each in enumerate(texts, start=1) if "Sector" in each]
    assert with_rows == list(range(begins_on, pages + 1))
    assert [place for place, each in enumerate(texts, start=1) if "Name" in each] == with_rows
    assert "Rows\n" in texts[begins_on - 1]
    assert "All of them" in texts[begins_on - 1]
    names = [line[:9] for each in texts for line in each.splitlines() if line.startswith("Sector")]
    assert names == [f"Sector {place:02}" for place in range(1, 29)]
    feet = [low for _, _, low, _, _ in words_of(tmp_path)]
    last = min(low for low in feet if low > min(feet) + 5)  # above what each page has at its foot
    assert last - min(feet) < 841.89 / 3
