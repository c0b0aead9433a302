"""Names and periods in a published copy: held as numbers are, and refused where they were forged."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from briefs import write_brief
from command_line import run
from forged_pages import faults, sealed_again, verified, with_its_text
from named_briefs import COUNTS, DERIVED, LABELS, package
from published_records import Record
from sealed_briefs import CONFIG
from statbrief.record.figure_types import PublishedAnswer
from statbrief.verify.answers import wrong_row

COTE = "Côte d’Ivoire, Rép."
PROSE = """---
title: Arrests in {{< var latest.plain.period >}}
date: 2024-04-01
---

{{< var largest.name_capital >}} led {{< var largest.in_period >}}, with {{< var of_largest.about >}} arrests; the next
figures come {{< var next_release.in_period >}}.

{{< figures >}}
"""
SPANISH = PROSE.replace("---\n\n", "lang: es\n---\n\n").replace("Arrests in", "Detenciones en")


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a brief that names the largest group, built in two languages."""
    folder = write_brief(
        tmp_path_factory.mktemp("named") / "brief",
        figures="",
        derived=DERIVED,
        dataset=COUNTS,
        package=package(),
    )
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    (folder / "brief.es.qmd").write_text(SPANISH, encoding="utf-8")
    (folder / "data/labels.es.csv").write_text(LABELS, encoding="utf-8")
    for edition in ((), ("--edition", "es")):
        result = run("build", folder, "--renderer", "embedded", *edition)
        assert (result.exit_code, result.stderr) == (0, "")
    return folder


@pytest.mark.thorough
def test_a_copy_holds_and_says_where_they_stand(built: Path) -> None:
    """A name in its cell, a period in its; of a day that is computed it is told that nobody computed it again."""
    result = verified(built / "_output/brief.html")
    assert result.exit_code == 0
    *lines, summary = result.stdout.splitlines()
    assert lines == [
        f"of_largest: 55,000 (54,500 to 55,500): cell 2024-01 {COTE} of table.csv",
        f"largest: {COTE} (name): country of 2024-01 {COTE} in table.csv",
        "latest: January 2024 (period): month of 2024-01 Mexico in table.csv",
        "next_release: March 6, 2024 (period): computed by analysis/derived.py:19, not evaluated here",
    ]
    assert "1 figure, 1 of them found again; 3 names and periods, 2 of them in their cells; " in summary
    assert verified(built / "_output/brief.pdf").exit_code == 0


@pytest.mark.thorough
def test_an_edition_holds_with_its_translations(built: Path) -> None:
    """They are those of the labels inside."""
    result = verified(built / "_output/brief.es.html")
    assert result.exit_code == 0
    assert f"largest: Costa de Marfil, Rep. (name): country of 2024-01 {COTE} in table.csv" in result.stdout


def test_another_name_in_the_text_is_found(built: Path, foreign_file: Path) -> None:
    """In the words that a reader sees, also where the record was made to say that it shows them."""
    page = (built / "_output/brief.html").read_bytes()
    link = f'class="number">{COTE}</a> led'.encode()
    assert link in page
    forged = page.replace(link, b'class="number">Mexico</a> led')
    foreign_file.write_bytes(forged)
    assert any(f"the record has “{COTE}”" in each for each in faults(foreign_file))
    foreign_file.write_bytes(with_its_text(forged, foreign_file))
    assert faults(foreign_file)[0] == (
        "copy.html: answer largest: 'Mexico' leads to it; none of its texts in the record says that"
    )


def test_another_row_of_origins_is_found(built: Path, foreign_file: Path) -> None:
    """Its value, and what pointing at a name shows."""
    page = (built / "_output/brief.html").read_bytes()
    row = f'class="origin words">{COTE}</span>'.encode()
    assert row in page
    forged = page.replace(row, b'class="origin words">Mexico</span>')
    foreign_file.write_bytes(with_its_text(forged, foreign_file))
    told = faults(foreign_file)
    assert f"copy.html: answer largest: its row says 'Mexico'; the record has '{COTE}'" in told
    assert any("pointing at it shows" in each for each in told)


@pytest.mark.parametrize(
    ("forms", "said", "is_true"),
    [
        (("period", "period_name"), "first quarter of 2024", True),
        (("period", "period_name"), "the first quarter of 2024", True),
        (("period",), "the first quarter of 2024", True),
        (("period",), "second quarter of 2024", False),
        (("period",), "", False),
        (("period_name",), "", False),
    ],
)
def test_a_period_of_an_earlier_copy_may_have_its_article(forms: tuple[str, ...], said: str, *, is_true: bool) -> None:
    """Once its row said it with the words of a sentence, now by itself; what is in none of its texts is refused."""
    texts = {"period": "the first quarter of 2024", "period_name": "first quarter of 2024"}
    known = {"kind": "period", "label": "Latest", "value": ["2024-Q1"], "is_as_stated": False}
    row = cast("PublishedAnswer", known | {"texts": {form: texts[form] for form in forms}})
    assert (list(wrong_row(row, ("Latest", said, ""), "en")) == []) == is_true


def answer(name: str, **changed: object) -> Callable[[Record], None]:
    """Forge a name or a period of a record."""

    def forge(known: Record) -> None:
        known["answers"][name] |= changed

    return forge


def in_texts(name: str, form: str, text: str) -> Callable[[Record], None]:
    """Forge what a record says that a form reads."""

    def forge(known: Record) -> None:
        known["answers"][name]["texts"][form] = text

    return forge


CELL = {"dataset": "table", "row": "2024-01 Mexico", "column": "country"}
FORGED = {
    "another name": (
        answer("largest", value=["Mexico"]),
        [
            f"answer largest: its name, '{COTE}', is not how it is written; 'Mexico'",
            f"answer largest: its name_capital, '{COTE}', is not how it is written; 'Mexico'",
            f"answer largest: '{COTE}' is in table.csv:6; the record has 'Mexico'",
        ],
    ),
    "another cell": (
        answer("largest", cells=[CELL]),
        [f"answer largest: 'Mexico' is in table.csv:5; the record has '{COTE}'"],
    ),
    "a cell that is not there": (
        answer("largest", cells=[{**CELL, "row": "2025-01 Mexico"}]),
        ["answer largest: its cell, '2025-01 Mexico', is not in table.csv"],
    ),
    "no cell": (answer("largest", cells=[]), ["answer largest: stands in 0 cells; 1 are wanted"]),
    "another dataset": (
        answer("largest", cells=[{**CELL, "dataset": "other"}]),
        ["answer largest: stands in 'other', which is no dataset of the record"],
    ),
    "another text of a name": (
        in_texts("largest", "name", "Mexico"),
        [f"answer largest: its name, 'Mexico', is not how it is written; '{COTE}'"],
    ),
    "another text of a period": (
        in_texts("latest", "period", "February 2024"),
        ["answer latest: its period, 'February 2024', is not how it is written; 'January 2024'"],
    ),
    "a form that it does not have": (
        in_texts("largest", "value", "3"),
        ["answer largest: has no form 'value'"],
    ),
    "another period": (
        answer("latest", value=["2024-02"]),
        ["answer latest: is '2024-02', which is no period"],
    ),
    "no period": (
        answer("latest", value=["soon"], period="soon"),
        ["answer latest: is 'soon', which is no period"],
    ),
    "another input": (
        answer("largest", inputs=["nothing"]),
        ["answer largest: its input 'nothing' is nothing of the record"],
    ),
    "a translation that nobody made": (
        answer("largest", called=["Mexico"]),
        [f"answer largest: its name, '{COTE}', is not how it is written; 'Mexico'"],
    ),
    "as many translations as it likes": (
        answer("largest", called=["Mexico", "Peru"]),
        ["answer largest: has not as many names in its language as in the data"],
    ),
    "as stated": (
        answer("largest", is_as_stated=True),
        ["answer largest: its row has the range ''; the record has '"],
    ),
}


@pytest.mark.parametrize(("forge", "wanted"), FORGED.values(), ids=FORGED.keys())
def test_a_record_that_was_forged_and_sealed_again_does_not_hold(
    built: Path, foreign_file: Path, forge: Callable[[Record], None], wanted: list[str]
) -> None:
    """What it says of a name or a period is held against the rest of it, and against the data inside."""
    foreign_file.write_bytes(sealed_again((built / "_output/brief.html").read_bytes(), forge))
    told = "\n".join(faults(foreign_file))
    for each in wanted:
        assert each in told


def test_a_translation_is_that_of_the_labels_inside(built: Path, foreign_file: Path) -> None:
    """A record that calls a name otherwise contradicts them."""
    page = (built / "_output/brief.es.html").read_bytes()
    foreign_file.write_bytes(sealed_again(page, answer("largest", called=["México"])))
    told = "\n".join(faults(foreign_file))
    assert f"name '{COTE}': is 'Costa de Marfil, Rep.' in labels.es.csv; the record has 'México'" in told


def test_a_language_that_nobody_knows_is_a_fault_and_stops_no_proof(built: Path, tmp_path: Path) -> None:
    """Though its page has a row that says, in words of the language, that a name is as stated."""
    page = (built / "_output/brief.html").read_bytes()

    def forge(known: Record) -> None:
        known["lang"] = "tlh"
        known["answers"]["largest"]["is_as_stated"] = True

    (tmp_path / "copy.html").write_bytes(sealed_again(page, forge))
    assert any("its texts cannot be read: " in each for each in faults(tmp_path / "copy.html"))
