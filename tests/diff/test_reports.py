"""`statbrief diff`: what it found, as text, as Markdown and as JSON."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compared_records import HASH, MORE_MEXICANS, MORE_VISAS, OFFER, SPLIT, diff, file, record, reported, with_text
from statbrief.diff.charts_and_checks import CAME
from statbrief.diff.difference import difference
from statbrief.diff.numbers import as_stated, beside, same
from statbrief.diff.report import as_json, as_markdown, as_text

# -- writers ------------------------------------------------------------------


def test_the_text_tells_a_reviewer_what_to_read(tmp_path: Path) -> None:
    """A headline with the numbers, then each figure with what it follows from, then the sentences."""
    new = record()
    new["figures"]["visas"] |= MORE_VISAS
    new["figures"]["mexicans"] |= MORE_MEXICANS
    new["pages"]["html"]["text"][1] = f"{OFFER} {SPLIT.replace('150', '160')}"
    result = diff(file(tmp_path, "old.json", record()), file(tmp_path, "new.json", new))
    assert result.exit_code == 1
    assert result.output == (
        "2 figures changed, 1 sentence to read again.\n"
        "\n"
        "Figures\n"
        "  visas: Visas on offer\n"
        "    300,000 → 320,000 [visa]\n"
        "    why: value 300000 → 320000\n"
        "  mexicans: Visas for Mexicans\n"
        "    about 150,000 → about 160,000 [visa], range 135000 to 165000 → 144000 to 176000\n"
        "    why: visas: value 300000 → 320000\n"
        "\n"
        "Sentences\n"
        "  - About [-150,000-] are for Mexicans.\n"
        "  + About {+160,000+} are for Mexicans.\n"
    )


def test_text_has_short_lines_and_steers_no_terminal() -> None:
    """Long sentences are wrapped, and control characters of a stranger's record are not written."""
    text = as_text(difference(record(), with_text("many words " * 40 + "\x1b[31m\u202e")))
    assert all(len(line) <= 100 for line in text.splitlines())
    assert not re.search("[\x1b\u202e]", text)


def test_markdown_shows_tables_and_marked_words() -> None:
    """As a pull request shows it: one row a figure, the sentence with what went and what came."""
    new = record()
    new["figures"]["visas"] |= MORE_VISAS
    new["pages"]["html"]["text"][1] = f"{OFFER.replace('300', '320')} {SPLIT}"
    assert as_markdown(difference(record(), new)) == (
        "### 1 figure changed, 1 sentence to read again.\n\n"
        "| Figure | Old | New | Why |\n| --- | --- | --- | --- |\n"
        "| Visas on offer<br>`visas` | 300,000 \\[visa\\] | **320,000 \\[visa\\]** | value 300000 → 320000 |\n\n"
        "**Sentences**\n\n"
        "- The United States offers <del>300,000</del> <ins>320,000</ins> work visas.\n"
    )


def test_markdown_escapes_what_would_be_markup() -> None:
    """Pipes, backticks, tags, stars and links show as they are; nobody is called and no issue is linked."""
    hostile = "a | b `c` <img src=x> *d* [e](f) @team #12 $g$ ~h~ _i_"
    new = record() | {"pages": {"html": {"looks": HASH, "text": [hostile]}}}
    new["figures"]["visas"] |= {"label": hostile}
    markdown = as_markdown(difference(record(), new))
    escaped = "a \\| b \\`c\\` \\<img src=x\\> \\*d\\* \\[e\\](f) @<!-- -->team #<!-- -->12 \\$g\\$ \\~h\\~ \\_i\\_"
    assert f"| {escaped}<br>`visas` |" in markdown
    assert f"<ins>{escaped}</ins>" in markdown
    assert hostile not in markdown


def test_markdown_of_a_sentence_that_starts_like_a_list_is_no_list() -> None:
    """A sentence may start with a number and a full stop; a decimal point is none."""
    assert "\n- 3.9 times <del>" in as_markdown(difference(with_text("3.9 times one."), with_text("3.9 times two.")))
    assert "\n- 1\\. First <del>" in as_markdown(difference(with_text("1. First one."), with_text("1. First two.")))


def test_markdown_folds_long_lists() -> None:
    """Many sentences are there, but folded away."""
    old, new = ([f"Sentence {each} has {count} words." for each in map(chr, range(65, 85))] for count in (5, 6))
    markdown = as_markdown(difference(with_text(*old), with_text(*new)))
    assert "<details><summary>Sentences: 20</summary>\n\n**Sentences**\n\n- " in markdown
    assert markdown.count("<details>") == markdown.count("</details>") == 1


def test_json_says_all_of_it(tmp_path: Path) -> None:
    """For a machine: sorted names, the same findings, the numbers as numbers."""
    new = record()
    new["figures"]["visas"] |= MORE_VISAS
    new["figures"]["energy"] = reported(9, "Energy", "30", range=[30.0, None], bound="at least")
    paths = file(tmp_path, "old.json", record()), file(tmp_path, "new.json", new)
    result = diff(*paths, "--format", "json")
    told = json.loads(result.output)
    assert result.exit_code == 1
    assert list(told) == sorted(told)
    assert told["changed"] is True
    visas, energy = told["figures"]
    assert visas["new"] == {
        "text": "320,000", "reach": "", "value": 320_000.0, "unit": "visa", "range": [320_000.0, 320_000.0]
    }  # fmt: skip
    assert visas["causes"] == [{"of": "visas", "what": "value", "old": "300000", "new": "320000"}]
    assert (energy["happened"], energy["old"], energy["new"]["range"]) == (CAME, None, [30.0, None])


def test_json_of_no_difference_is_json_too() -> None:
    """Empty lists, and `changed` false."""
    told = json.loads(as_json(difference(record(), record())))
    assert told.pop("changed") is False
    assert set(map(tuple, told.values())) == {()}


# -- numbers as text ----------------------------------------------------------


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_two_numbers_that_differ_are_written_differently(one: float, other: float) -> None:
    """However close they are."""
    if not same(one, other):
        assert len(set(beside(one, other))) == 2


@given(st.floats(min_value=1e-9, max_value=1e15, allow_nan=False, exclude_min=True, exclude_max=True))
def test_a_number_is_written_without_an_exponent(value: float) -> None:
    """As a data file has it, and not far from what it is."""
    assert re.fullmatch(r"\d+(\.\d+)?", as_stated(value))
    assert float(as_stated(value)) == pytest.approx(value, rel=1e-5)
