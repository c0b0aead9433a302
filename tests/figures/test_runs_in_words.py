"""Runs in words: rose for the third month in a row, fell, did not change, whatever the data become."""

import json
from pathlib import Path

import pandas as pd
import pytest

from briefs import analysed, write_brief
from command_line import done, run
from statbrief.errors import StatbriefError
from statbrief.languages.in_a_row import run_text
from statbrief.languages.language import words_for
from statbrief.verify.forms import problem_of

PACKAGE = json.dumps(
    {
        "resources": [
            {
                "name": "jobs",
                "path": "table.csv",
                "source": "agency",
                "title": "Jobs",
                "period": "{month}",
                "schema": {
                    "primaryKey": "month",
                    "fields": [
                        {"name": "month", "type": "yearmonth"},
                        {"name": "jobs", "type": "integer", "unit": "visa", "rounded_to": "exact"},
                    ],
                },
            }
        ]
    }
)
DERIVED = '''from statbrief.periods import run


def row(jobs) -> "run":
    """Months in a row, to {period_last}"""
    return run(jobs, "jobs")
'''
COUNTS = (5, 9, 8, 9, 10, 11, 11, 10, 9, 12)


def table(months: int) -> str:
    """The jobs of so many months."""
    return "month,jobs\n" + "".join(f"2022-{place:02},{count}\n" for place, count in enumerate(COUNTS[:months], 1))


@pytest.mark.parametrize(
    ("months", "english", "spanish"),
    [
        (3, "fell", "disminuyó"),
        (4, "rose", "aumentó"),
        (5, "rose for the second month in a row", "aumentó por segundo mes consecutivo"),
        (6, "rose for the third month in a row", "aumentó por tercer mes consecutivo"),
        (7, "did not change", "no cambió"),
        (8, "fell", "disminuyó"),
        (9, "fell for the second month in a row", "disminuyó por segundo mes consecutivo"),
        (10, "rose", "aumentó"),
    ],
)
def test_a_run_has_its_verb(tmp_path: Path, months: int, english: str, spanish: str) -> None:
    """The same words of the prose are true of whichever month is the latest."""
    for lang, said in (("en", english), ("es", spanish)):
        made = analysed(tmp_path, derived=DERIVED, package=PACKAGE, dataset=table(months), lang=lang)
        assert made.forms["row"]["it_rose_in_a_row"].plain == said


@pytest.mark.parametrize(
    ("kind", "periods", "counts"),
    [
        ({"type": "yearmonth"}, pd.period_range("2021-11", periods=4, freq="M"), counts)
        for counts in ((6, 5, 5, 5), (5, 4, 4, 3), (9, 8, 9, 7), (5, 4, 6, 7), (7, 5, 6, 7), (7, 8, 6, 5), (4, 5, 6, 7))
    ]
    + [
        ({"type": "year"}, pd.period_range("2019", periods=4, freq="Y"), (5, 5, 6, 7)),
        ({"type": "string", "frequency": "quarter"}, pd.period_range("2021Q1", periods=4, freq="Q"), (5, 4, 6, 3)),
        ({"type": "yearmonth"}, pd.period_range("2022-01", periods=6, freq="M"), (5, 4, 5, 6, 7, 8)),
    ],
)
def test_a_run_is_of_the_time_that_it_went_on(
    tmp_path: Path, kind: dict[str, str], periods: pd.PeriodIndex, counts: tuple[int, ...]
) -> None:
    """From the number over or under which it began, found by the sign of each change, and not from the one before."""
    package = PACKAGE.replace('"type": "yearmonth"', json.dumps(kind)[1:-1])
    written = [str(each).replace("Q", "-Q") for each in periods]
    cells = "month,jobs\n" + "".join(f"{each},{count}\n" for each, count in zip(written, counts, strict=True))
    made = analysed(tmp_path, figures="", derived=DERIVED, package=package, dataset=cells)
    signs = pd.Series(counts).diff().apply(lambda each: (each > 0) - (each < 0))
    before = signs[signs != signs.iloc[-1]].index[-1]  # the change of the first row is none
    began = before if signs.iloc[-1] else len(counts) - 2
    assert made.figures["row"].period == f"{written[began]}/{written[-1]}"


@pytest.mark.parametrize(
    ("times", "period", "lang", "said"),
    [
        (10, "2022", "en", "rose for the tenth year in a row"),
        (11, "2022", "en", "rose for 11 years in a row"),
        (-3, "2022-W05", "es", "disminuyeron por tercera semana consecutiva"),
        (12, "2022-01/2022-12", "es", "aumentaron durante 12 meses consecutivos"),
        (2, "2022-Q1/2022-Q3", "es", "aumentaron por segundo trimestre consecutivo"),
        (2, "2021-10/FY2022", "en", "rose for the second fiscal year in a row"),
        (1, "", "en", "rose"),
        (2, "", "en", ""),
    ],
)
def test_a_run_is_said_in_its_own_periods(times: int, period: str, lang: str, said: str) -> None:
    """By ordinals as far as people say them, then by numbers; nothing where nobody knows of which periods."""
    assert run_text(times, period, "rose", words_for(lang)) == said


@pytest.mark.parametrize(
    ("counts", "value", "reach", "english", "spanish"),
    [
        ((5, 9), "at least 1", "1 or more", "rose", "aumentó"),
        pytest.param((5, 8, 9), "at least 2", "2 or more", "rose for at least 2 months in a row",
         "aumentó durante al menos 2 meses consecutivos", marks=pytest.mark.thorough),
        ((9, 8, 7, 6), "at most −3", "−3 or less", "fell for at least 3 months in a row",
         "disminuyó durante al menos 3 meses consecutivos"),
    ],
)  # fmt: skip
def test_a_run_since_the_table_begins_is_at_least_so_long(
    tmp_path: Path, counts: tuple[int, ...], value: str, reach: str, english: str, spanish: str
) -> None:
    """How often it was so before, nobody knows; the number has one end, the words say so, and a copy proves it."""
    cells = "month,jobs\n" + "".join(f"2022-{place:02},{count}\n" for place, count in enumerate(counts, 1))
    known = {"derived": DERIVED, "package": PACKAGE, "dataset": cells}
    made = analysed(tmp_path / "es", lang="es", **known)
    assert made.forms["row"]["it_rose_in_a_row"].plain == spanish
    folder = built(tmp_path / "en", cells)
    figure = json.loads((folder / "_output/brief.json").read_bytes())["figures"]["row"]
    assert (figure["texts"]["about"], figure["texts"]["range"]) == (value, reach)
    assert f"Employment {english}." in (folder / "_output/brief.html").read_text(encoding="utf-8")
    assert problem_of(figure, "it_rose_in_a_row", english, "en") == ""
    bounded = english.replace("at least ", "") if " for " in english else "did not change"
    assert problem_of(figure, "it_rose_in_a_row", bounded, "en").startswith("is not how a run of")


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        ((5, 9, 8), "−1"),
        pytest.param((9, 5, 8), "1", marks=pytest.mark.thorough),
        pytest.param((5, 6, 7, 3), "−1", marks=pytest.mark.thorough),
    ],
)
def test_a_run_that_ends_is_so_long(tmp_path: Path, counts: tuple[int, ...], value: str) -> None:
    """Also of one period, and where another move would have gone on since the table begins; it is no share."""
    folder = built(tmp_path, "month,jobs\n" + "".join(f"2022-{at:02},{each}\n" for at, each in enumerate(counts, 1)))
    figure = json.loads((folder / "_output/brief.json").read_bytes())["figures"]["row"]
    assert figure["texts"]["value"] == value


def built(folder: Path, cells: str) -> Path:
    """The folder of a brief of this table that was built, and whose page holds."""
    write_brief(folder, derived=DERIVED, package=PACKAGE, dataset=cells)
    (folder / "_quarto.yml").write_text("lang: en\nformat:\n  html: default\nbibliography: data/sources.bib\n", "utf-8")
    body = "---\ntitle: Jobs\n---\n\nEmployment {{< var row.it_rose_in_a_row >}}.\n\n{{< figures >}}\n"
    (folder / "brief.qmd").write_text(body, encoding="utf-8")
    done("build", "--renderer", "embedded", folder)
    done("verify", folder / "_output/brief.html")
    return folder


def test_what_is_no_run_has_no_such_form(tmp_path: Path) -> None:
    """What to write is told."""
    derived = DERIVED.replace(' -> "run"', "")
    folder = write_brief(tmp_path, derived=derived, package=PACKAGE, dataset=table(6))
    text = "---\ntitle: A\n---\n\nJobs {{< var row.it_rose_in_a_row >}}.\n"
    (folder / "brief.qmd").write_text(text, encoding="utf-8")
    (told,) = run("check", folder).stderr.splitlines()
    assert told.endswith('is no run: let a function return run(…) of statbrief.periods, and say -> "run"')
    half = DERIVED.replace('run(jobs, "jobs")', 'run(jobs, "jobs") / 2')
    assert "it_rose_in_a_row" not in analysed(tmp_path, derived=half, package=PACKAGE, dataset=table(6)).forms["row"]
    with pytest.raises(StatbriefError, match="declares 'run'"):
        analysed(
            tmp_path,
            derived='def row(visas) -> "run":\n    """Row"""\n    return visas * 2\n',
            package=PACKAGE,
            dataset=table(6),
        )


def test_verify_holds_a_run_against_its_number(tmp_path: Path) -> None:
    """Its verb, how often, and of which periods."""
    folder = built(tmp_path, table(6))
    text = (folder / "_output/brief.html").read_text(encoding="utf-8")
    assert "Employment rose for the third month in a row." in text
    figure = json.loads((folder / "_output/brief.json").read_bytes())["figures"]["row"]
    assert problem_of(figure, "it_rose_in_a_row", "rose for the third month in a row", "en") == ""
    for text in ("rose for the fourth month in a row", "fell for the third month in a row", "rose"):
        assert problem_of(figure, "it_rose_in_a_row", text, "en") == "is not how a run of 3 is written"
    other = figure | {"kind": "number"}
    assert problem_of(other, "rose_in_a_row", "rose", "en") == "says how often in a row, and the figure is no run"
