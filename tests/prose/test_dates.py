"""A brief's own date that a variable says: a day of the data is the brief's day, anything longer is a text."""

import json
from pathlib import Path

import pytest

from briefs import write_brief
from command_line import done, run
from small_briefs import page, printed
from statbrief.analysis.write import write_analysis
from statbrief.project.project import read_project
from statbrief.prose.dates import day_of, with_said_date
from statbrief.prose.document import scan_prose
from statbrief.renderers.for_extension import write_build

FIGURES = (
    "released,Released,1,visa,exact,,2022-09-05,agency,,\n"
    "first,First,1,visa,exact,,2022-08-01,agency,,\n"
    "month,Of the month,2,visa,exact,,2022-08,agency,,\n"
)
DERIVED = 'def both(released, first):\n    """Both"""\n    return released / first\n'


def dated(folder: Path, date: str, config: str = "", lang: str = "en") -> Path:
    """A brief whose date is that setting."""
    write_brief(folder, figures=FIGURES, derived=DERIVED)
    (folder / "_quarto.yml").write_text(f"lang: {lang}\ndate-format: long\n{config}", encoding="utf-8")
    (folder / "brief.qmd").write_text(f"---\ntitle: A brief\ndate: {date}\n---\n\nOf this date.\n", encoding="utf-8")
    return folder


def said(folder: Path, lang: str = "en") -> object:
    """What the date comes to."""
    write_analysis(folder, lang)
    return with_said_date(read_project(folder)).metadata["date"]


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ('"{{< var released.period >}}"', "2022-09-05"),
        ('"{{< var released.plain.period_capital >}}"', "2022-09-05"),
        ('"{{< var released.period_short >}}"', "2022-09-05"),
        ('"{{< var both.period_last >}}"', "2022-09-05"),
        ('"{{< var both.period_first >}}"', "2022-08-01"),
        ('"{{< var both.period >}}"', "August 1, 2022 to September 5, 2022"),
        ('"{{< var month.period >}}"', "August 2022"),
        ('"{{< var released.period_year >}}"', "2022"),
        ('"Released {{< var released.in_period >}}"', "Released on September 5, 2022"),
        ('"{{< var month.value >}} of them"', "2 of them"),
        ("2022-09-05", "2022-09-05"),
    ],
)
def test_a_day_of_the_data_is_the_brief_s_day(tmp_path: Path, date: str, text: str) -> None:
    """By itself, whichever form says all of it; with words around it, or of a longer time, it is a text."""
    assert str(said(dated(tmp_path, date))) == text


@pytest.mark.parametrize(
    ("lang", "text"),
    [pytest.param("en", "September 5, 2022", marks=pytest.mark.thorough), ("es-MX", "5 de septiembre de 2022")],
)
def test_pages_show_the_day_as_they_show_one_that_is_typed(tmp_path: Path, lang: str, text: str) -> None:
    """In the brief's language and style; files and record have the same day, and it moves with the data."""
    folder = dated(tmp_path, '"{{< var released.period >}}"', lang=lang)
    done("build", "--renderer", "embedded", folder)
    assert f'<p class="date">{text}</p>' in page(folder)
    assert '<meta name="dcterms.date" content="2022-09-05">' in page(folder)
    told = printed(folder)
    assert text in told.pages[0].extract_text()
    assert told.metadata is not None
    assert str(told.metadata.get("/CreationDate")).startswith("D:20220905")
    assert json.loads((folder / "_output/brief.json").read_bytes())["date"] == "2022-09-05"


@pytest.mark.parametrize("lang", [pytest.param("en", marks=pytest.mark.thorough), "es"])
def test_print_is_of_the_first_day_of_a_month_that_a_variable_says(tmp_path: Path, lang: str) -> None:
    """In any language: the files say so, while the page shows the month and the record has no day."""
    folder = dated(tmp_path, '"{{< var month.period >}}"', lang=lang)
    done("build", "--renderer", "embedded", folder)
    told = printed(folder).metadata
    assert told is not None
    assert str(told.get("/CreationDate")).startswith("D:20220801")
    assert json.loads((folder / "_output/brief.json").read_bytes())["date"] == ""


def test_quarto_is_told_how_the_date_reads(tmp_path: Path) -> None:
    """It reads a date before it fills in what stands there; of one that is typed it is told nothing more."""
    folder = dated(tmp_path, '"{{< var released.period >}}"')
    write_analysis(folder, "en")
    for date, more in (('"{{< var released.period >}}"', 'said-date: "September 5, 2022"\n'), ("2022-09-05", "")):
        dated(folder, date)
        prose, faults = scan_prose(read_project(folder))
        assert faults == []
        write_build(prose.project, "")
        assert (folder / "_generated/build.yml").read_text(encoding="utf-8") == f'date: "2022-09-05"\n{more}'


@pytest.mark.parametrize("text", ["Spring 2024", "5 de marzo de 2024", "2024-03", "To come"])
def test_quarto_is_told_that_a_text_is_no_day(tmp_path: Path, text: str) -> None:
    """It would write the first of January for a spring, and “Invalid Date” for most others."""
    folder = dated(tmp_path, json.dumps(text))
    write_analysis(folder, "en")
    prose, faults = scan_prose(read_project(folder))
    assert faults == []
    write_build(prose.project, "")
    told = (folder / "_generated/build.yml").read_text(encoding="utf-8").splitlines()
    assert told[-1] == f'said-date: "{text}"'


def test_quarto_is_told_of_which_day_print_is(tmp_path: Path) -> None:
    """Where the date is a month: its first day, which is no date that the page has."""
    folder = dated(tmp_path, '"{{< var month.period >}}"')
    write_analysis(folder, "en")
    prose, faults = scan_prose(read_project(folder))
    assert faults == []
    write_build(prose.project, "")
    told = (folder / "_generated/build.yml").read_text(encoding="utf-8")
    assert told == 'made: "2022-08-01"\nsaid-date: "August 2022"\n'


def test_a_format_may_have_a_date_of_its_own(tmp_path: Path) -> None:
    """Said by a variable, too."""
    folder = dated(tmp_path, "2022-09-06", 'format:\n  html:\n    date: "{{< var first.period >}}"\n  typst: default\n')
    write_analysis(folder, "en")
    project = read_project(folder)
    assert [str(day_of(project, name)) for name in ("html", "typst")] == ["2022-09-06", "2022-09-06"]


def test_what_begins_after_a_day_that_a_variable_says_is_told(tmp_path: Path) -> None:
    """As after one that is typed."""
    folder = dated(tmp_path, '"{{< var first.period >}}"')
    (told,) = run("check", folder).stderr.splitlines()
    wanted = "correct it, or begin the row's note with projected"
    assert told == f"data/reported.csv:2: period: 2022-09-05 begins after the brief's date, 2022-08-01; {wanted}"


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("{{< var relased.period >}}", "no variable is called relased.period; did you mean released.period?"),
        ("{{< var both.period_year >}}", ""),
        ("{{< var month.period_week >}}", "no variable is called month.period_week; did you mean month.period_year?"),
    ],
)
def test_a_date_that_no_variable_says_is_a_fault(tmp_path: Path, date: str, told: str) -> None:
    """At the setting, with near misses."""
    folder = dated(tmp_path, f'"{date}"')
    write_analysis(folder, "en")
    _, faults = scan_prose(read_project(folder))
    assert [str(each) for each in faults] == ([f"brief.qmd:3:8: var: {told}"] if told else [])
