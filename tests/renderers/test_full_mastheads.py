"""More than a print was drawn for: many authors, many key figures, long words; it holds, or says that it cannot."""

from pathlib import Path

import pypdfium2
import pytest

from both_renderers import SINGLE
from printed_words import Box, assert_apart, fault
from small_briefs import brief, printed
from statbrief.pages.render import render

MARGINS = (0.55 * 72, (8.5 - 0.55) * 72)  # of Letter, as the settings have them
CONFIG = SINGLE.replace("typst: default", "typst: {papersize: us-letter, margin: {x: 0.55in, y: 0.55in}}")
AUTHORS = """title: What three offices found
masthead: {kind: Statistical brief on migration, as-of: As of July}
date: 2022-07-12
author:
  - {name: Maximiliana Featherstonehaugh, affiliation: Department of Demographic Statistics}
  - {name: Bartholomew Cholmondeley-Warner, affiliation: Institute for Economic Research}
  - Anna Li"""
WORD = "antidisestablishmentarianisms"


def strip(*numbers: str) -> str:
    """A strip of key figures."""
    items = "\n".join(f"- **[{each}]{{.literal}}** arrests of Mexicans in the month" for each in numbers)
    return f"::: {{.key-figures}}\n{items}\n:::\n\nText.\n"


def made(folder: Path, body: str, front: str = "title: A brief", *, more: str = "") -> Path:
    """The brief's print, with `more` settings."""
    render(brief(folder, body, config=more + CONFIG, front=front), ("pdf",), "embedded")
    return folder


def test_three_authors_with_their_offices_stand_beneath_the_title(tmp_path: Path) -> None:
    """Where the line of the brief's kind has no room for them; one stands in it."""
    words = runs_of(made(tmp_path / "three", "Text.\n", AUTHORS))
    assert_apart(words, *MARGINS)
    assert _height(words, "Featherstonehaugh") < _height(words, "three offices")
    one = runs_of(made(tmp_path / "one", "Text.\n", AUTHORS.partition("author:")[0] + "author: Anna Li"))
    assert _height(one, "Li") == pytest.approx(_height(one, "Statistical"), abs=2)


def test_what_is_said_beneath_the_kind_takes_no_room_from_its_line(tmp_path: Path) -> None:
    """An author stands beside the kind though the state of things beneath is long; a long kind leaves no room."""
    state = "Seasonally adjusted; " + "the series in its revision of November, " * 2
    front = f"title: A brief\nauthor: Redacción de estadística de una oficina\nmasthead: {{as-of: '{state}', kind: "
    words = runs_of(made(tmp_path / "short", "Text.\n", front + "Boletín}"))
    assert _height(words, "Redacción") == pytest.approx(_height(words, "Boletín"), abs=2)
    assert_apart(words, *MARGINS)
    words = runs_of(made(tmp_path / "long", "Text.\n", front + f"Boletín {'de la oficina ' * 9}}}"))
    assert _height(words, "Redacción") < _height(words, "A brief")


def runs_of(folder: Path) -> list[Box]:
    """What is set in one go on the first page, each with left, low, right and high, in points."""
    with pypdfium2.PdfDocument(folder / "_output/brief.pdf") as document:
        shown = document[0].get_textpage()
        boxes = [shown.get_rect(index) for index in range(shown.count_rects())]
        return [(shown.get_text_bounded(*box).strip(), *box) for box in boxes]


def test_words_beside_a_number_do_not_make_three_lines(tmp_path: Path) -> None:
    """They are set a little smaller where two lines have room for them then."""
    four = strip("129,726,000", "−73,000", "como máximo 3 %", "3 de 11")
    runs = runs_of(made(tmp_path / "most", four, "lang: es\ntitle: Un informe"))
    assert {text for text, *_ in runs if "máximo" in text} <= {"como máximo", "máximo 3 %"}


@pytest.mark.thorough
def test_print_of_one_page_says_its_title_once(tmp_path: Path) -> None:
    """At its head; the foot has it where there are more, so that each says what it is of."""
    one = printed(made(tmp_path / "one", "Text.\n", "title: Rain in spring")).pages
    assert [sheet.extract_text().count("Rain in spring") for sheet in one] == [1]
    two = printed(made(tmp_path / "two", "Text.\n\n" * 150, "title: Rain in spring")).pages
    assert [sheet.extract_text().count("Rain in spring") for sheet in two] == [2, 1]


@pytest.mark.thorough
def test_a_link_in_the_title_is_none_at_the_foot(tmp_path: Path) -> None:
    """It is told at its head alone: what every page repeats is no part of the text, in which PDF/UA has all links."""
    folder = brief(
        tmp_path / "linked",
        "Text.\n\n" * 150,
        config=CONFIG.replace("{papersize", "{pdf-standard: [a-3a, ua-1], papersize"),
        front='title: "Rain in [spring](https://example.org/spring)"',
    )
    render(folder, ("pdf",), "embedded")
    sheets = printed(folder).pages
    assert [sheet.extract_text().count("Rain in spring") for sheet in sheets] == [2, 1]
    assert [len(sheet.get("/Annots", ())) for sheet in sheets] == [1, 0]


def test_no_word_of_a_key_figure_is_parted(tmp_path: Path) -> None:
    """Millions stand beneath their number where both are too wide for a line."""
    four = strip("129,726,000", "−73,000", "−1,803.625 millones", "3 de 11")
    words = [text for text, *_ in runs_of(made(tmp_path / "spanish", four, "lang: es\ntitle: Un informe"))]
    assert "millones" in words


def _height(runs: list[Box], words: str) -> float:
    """How high the foot of these words is, where they stand first; the foot of the page has the title again."""
    return max(low for each, _, low, _, _ in runs if words in each)


@pytest.mark.parametrize(
    ("count", "columns"),
    [
        (2, 2),
        pytest.param(4, 4, marks=pytest.mark.thorough),
        pytest.param(5, 3, marks=pytest.mark.thorough),
        pytest.param(6, 3, marks=pytest.mark.thorough),
        (7, 4),
        (12, 4),
    ],
)
def test_key_figures_stand_in_rows(tmp_path: Path, count: int, columns: int) -> None:
    """Up to four in a row and three rows, none over another."""
    numbers = [f"{each}00,000" for each in range(1, count + 1)]
    words = runs_of(made(tmp_path, strip(*numbers)))
    assert_apart(words, *MARGINS)
    feet = [round(_height(words, each)) for each in numbers]
    assert feet == sorted(feet, reverse=True)
    assert feet.count(feet[0]) == columns


def test_a_number_wider_than_its_column_is_set_smaller(tmp_path: Path) -> None:
    """As long as it is larger than text; then its brief is at fault, at the strip."""
    words = runs_of(made(tmp_path / "wide", strip("143,093,000,000", "2", "3", "4")))
    assert_apart(words, *MARGINS)
    wide = "123,456,789,012,345,678,901,234"
    assert fault(tmp_path, strip(wide, "2", "3", "4"), config=CONFIG) == (
        f"4:6: key figures: “{wide}” is wider than its column, in type that is hardly larger than that of the "
        "text too; shorten it, or round it: millions instead of digits"
    )


@pytest.mark.parametrize(
    ("more", "others"),
    [("", ()), ("large-print: true\n", ()), ("large-print: true\n", ("2", "3"))],
    ids=["alone", "alone in large print", "large print"],
)
def test_a_number_has_the_room_of_its_column(tmp_path: Path, more: str, others: tuple[str, ...]) -> None:
    """Also where it leads to its row: it is as large with a short word beneath it as with a long line."""
    heights = []
    for words in ("jobs", "jobs on the payrolls of all employers outside farming"):
        body = strip("143,093,000", *others).replace("arrests of Mexicans in the month", words)
        body = body.replace("[143,093,000]{.literal}", "[[143,093,000](#there)]{.literal}")
        runs = runs_of(made(tmp_path / str(len(words)), f"{body}\n## There {{#there}}\n\nText.\n", more=more))
        heights.append(next(high - low for each, _, low, _, high in runs if "143,093,000" in each))
    assert heights[0] == pytest.approx(heights[1])


def test_a_number_with_a_word_stays_in_one_line(tmp_path: Path) -> None:
    """Where letters that are somewhat smaller do that, and at the height of the others."""
    words = runs_of(made(tmp_path, strip("143,093,000", "234,000", "2.729 millones", "9 de 11")))
    feet = [_height(words, each) for each in ("11", "2.729", "millones")]
    assert feet == [pytest.approx(feet[0], abs=2)] * 3
    assert_apart(words, *MARGINS)


def test_a_year_beneath_a_number_stands_with_its_month(tmp_path: Path) -> None:
    """No line has the year alone; a longer word may have one."""
    body = strip("1", "2", "3", "4").replace("arrests of Mexicans in the month", "change in jobs since November {}")
    for name, period in (("year", "November [2015]{.literal}"), ("month", "[November 2015]{.literal}")):
        lines = [text for text, *_ in runs_of(made(tmp_path / name, body.replace("November {}", period)))]
        assert [each for each in lines if "2015" in each] == ["November 2015"] * 4
    lines = [text for text, *_ in runs_of(made(tmp_path / "word", body.replace("{}", "everywhere")))]
    assert [each for each in lines if "everywhere" in each] == ["everywhere"] * 4


def test_more_than_twelve_key_figures_are_a_fault(tmp_path: Path) -> None:
    """They would be no key any more, and leave no room for the text."""
    assert fault(tmp_path, strip(*map(str, range(13))), config=CONFIG) == (
        "4:6: key figures: 13 of them have no room in print; keep to 12, and tell the others in the text or in a table"
    )


def test_a_long_word_stays_in_its_column(tmp_path: Path) -> None:
    """In a heading, beneath a key figure and in the title; words that have room are not parted."""
    body = f"{strip('1', '2', '3', '4')}\n## {WORD} arrests\n\nText.\n"
    words = runs_of(made(tmp_path, body.replace("arrests of Mexicans", WORD), f"title: {WORD} and {WORD}"))
    assert_apart(words, *MARGINS)
    text = "".join(page.extract_text() for page in printed(tmp_path).pages)
    assert "month" in text


@pytest.mark.parametrize(
    ("title", "is_parted"),
    [
        pytest.param(
            "Migración Estados Unidos–México antes de la reunión de los presidentes", False, marks=pytest.mark.thorough
        ),
        (f"Una {WORD * 2}", True),
    ],
)
def test_a_title_parts_no_word_to_save_a_line(tmp_path: Path, title: str, is_parted: bool) -> None:  # noqa: FBT001 a case
    """In large print, whose lines are short: only a word that is wider than the page is parted."""
    folder = brief(tmp_path, "Texto.\n", config=f"large-print: true\n{CONFIG}", front=f"title: {title}\nlang: es")
    render(folder, ("pdf",), "embedded")
    words = " ".join(printed(folder).pages[0].extract_text().split())
    assert (title not in words) == is_parted
    assert_apart(runs_of(folder), *MARGINS)


def test_in_large_print_a_key_figure_stands_on_one_page(tmp_path: Path) -> None:
    """Its number is never the last of a page, its words the first of the next."""
    words = "things of a kind that has a long name " * 3
    items = "".join(f"- **{each}00** {words}end{each}\n" for each in range(1, 13))
    body = f"::: {{.key-figures}}\n{items}:::\n\nText.\n"
    render(brief(tmp_path, body, config=f"large-print: true\n{CONFIG}", front="title: A brief"), ("pdf",), "embedded")
    pages = [page.extract_text().split() for page in printed(tmp_path).pages]
    assert len(pages) > 1
    for each in range(1, 13):
        assert sum({f"{each}00", f"end{each}"} <= set(said) for said in pages) == 1
