"""`statbrief diff`: checks, charts, datasets and notes of a brief that was made again, and what is refused."""

from copy import deepcopy
from pathlib import Path

import pytest

from compared_records import HASH, OFFER, OTHER_HASH, SPLIT, data, diff, file, record, with_text
from statbrief.diff.difference import difference
from statbrief.diff.report import NOTHING, as_markdown, as_text
from statbrief.record import published

# -- checks, charts, datasets, the brief itself --------------------------------


def test_a_check_that_changed_outcome_is_told() -> None:
    """It held, and does not hold any more."""
    new = record()
    new["checks"]["add_up"]["holds"] = False
    text = as_text(difference(record(), new))
    assert "Checks\n  add_up: Both parts add up\n    outcome: holds → does not hold\n" in text


def test_checks_come_and_go() -> None:
    """A new check says its outcome; one that is gone says that it is."""
    new = record()
    new["checks"] = {"half": new["checks"]["add_up"] | {"title": "Half is half", "kind": "other"}}
    text = as_text(difference(record(), new))
    assert "  add_up (went): Both parts add up\n  half (came): Half is half\n    outcome: holds\n" in text


def test_a_chart_says_in_a_line_what_of_it_changed() -> None:
    """Its picture, and how many rows of what it is drawn from; its caption is a sentence of the page."""
    new = record()
    rows = [["Visas for Mexicans", "about 160,000"], ["Visas for others", "about 150,000"]]
    new["charts"]["split"] |= {"sha256": OTHER_HASH, "data": data(rows)}
    new["charts"]["split"]["alternative"] = "Two bars."
    changed = difference(record(), new)
    assert "Charts\n  split: picture, data (1 of 2 rows), alternative\n" in as_text(changed)
    assert "| The visas.<br>`split` | picture, data (1 of 2 rows), alternative |\n" in as_markdown(changed)


def test_a_text_alternative_is_read_too() -> None:
    """What a chart says to those who do not see it changed like any sentence."""
    new = record()
    new["charts"]["split"]["alternative"] = "Two bars: 160,000 and 160,000."
    changed = difference(record(), new)
    assert [each.place for each in changed.sentences] == ["alternative of split"]
    assert "\nText alternatives of charts\n  - Two bars: [-150,000-] and [-150,000-].\n" in as_text(changed)
    assert "  + Two bars: {+160,000+} and {+160,000+}.\n" in as_text(changed)


def test_a_dataset_says_what_of_its_description_changed() -> None:
    """Columns that came or are rounded otherwise, and where the numbers are from."""
    new = record()
    new["datasets"]["arrests"] |= {"source": "cbp2026"}
    new["datasets"]["arrests"]["columns"] = {"count": {"unit": "arrest", "rounded_to": "100"}}
    text = as_text(difference(record(), new))
    assert "    source: ohss2025 → cbp2026\n    column count: arrest, rounded to 10 → arrest, rounded to 100\n" in text


def test_another_title_is_told_once() -> None:
    """The brief's title is told as such, and not as a sentence again."""
    new = with_text("Migration and work", f"{OFFER} {SPLIT}", "Nothing else.") | {"title": "Migration and work"}
    changed = difference(record(), new)
    assert [(each.what, each.new) for each in changed.brief] == [("title", "Migration and work")]
    assert not changed.sentences


# -- notes --------------------------------------------------------------------


def test_files_and_versions_alone_are_notes(tmp_path: Path) -> None:
    """A brief made by another version, from files that say the same, has not changed: exit 0, and the notes say why."""
    new = record()
    new["files"] = {"data/reported.csv": OTHER_HASH, "data/arrests.csv": HASH, "brief.qmd": HASH}
    new["made_with"] = {"statbrief": "0.2", "renderer": "embedded", "packages": {"numpy": "2.4"}}
    new["pages"]["html"]["looks"] = OTHER_HASH
    result = diff(file(tmp_path, "old.json", record()), file(tmp_path, "new.json", new))
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        NOTHING,
        "note: looks changed: html",
        "note: files changed: analysis/derived.py, brief.qmd, data/reported.csv",
        "note: statbrief: 0.1 → 0.2",
        "note: packages changed: numpy",
    ]


def test_another_renderer_is_a_note(tmp_path: Path) -> None:
    """Its pages look alike, not the same, so their looks are not told of as well."""
    new = record()
    new["made_with"] = {**new["made_with"], "renderer": "quarto"}
    new["pages"]["html"]["looks"] = OTHER_HASH
    result = diff(file(tmp_path, "old.json", record()), file(tmp_path, "new.json", new))
    assert result.exit_code == 0
    assert result.output.splitlines() == [NOTHING, "note: renderer: embedded → quarto"]


# -- what is refused ----------------------------------------------------------


def test_a_record_that_was_changed_is_refused(tmp_path: Path) -> None:
    """What a record that is not as it was sealed differs in says nothing: exit 2, and where it was changed."""
    old = published.sealed(record())
    old["figures"] = deepcopy(old["figures"])
    old["figures"]["visas"]["value"] = 300_001.0
    (tmp_path / "old.json").write_bytes(published.written(old))
    result = diff(str(tmp_path / "old.json"), file(tmp_path, "new.json", record()))
    assert result.exit_code == 2
    assert result.stderr == (
        "old.json: record: was changed after it was sealed, at /figures/visas; compare an untouched copy\n"
    )


def test_a_file_that_is_no_brief_is_an_error(tmp_path: Path) -> None:
    """Exit 2 and one line, so that a program can tell it from a difference."""
    page = tmp_path / "page.html"
    page.write_text("<p>Hello</p>", encoding="utf-8")
    result = diff(str(page), file(tmp_path, "new.json", record()))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("page.html: ")


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Exit 2 too."""
    result = diff(str(tmp_path / "nowhere.html"), file(tmp_path, "new.json", record()))
    assert result.exit_code == 2
    assert "nowhere.html" in result.stderr


@pytest.mark.parametrize("note", ["1e400", "9" * 400, r'"\ud800"'])
def test_a_number_or_text_that_is_none_is_refused(tmp_path: Path, note: str) -> None:
    """A record may hold a number beyond all bounds, or half a character: one line, no crash."""
    content = record()
    content["figures"]["visas"]["note"] = "HERE"
    text = published.written(published.sealed(content)).decode()
    (tmp_path / "old.json").write_text(text.replace('"HERE"', note), encoding="utf-8")
    result = diff(str(tmp_path / "old.json"), file(tmp_path, "new.json", record()))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert result.stderr.startswith("old.json: record: is not JSON (")
