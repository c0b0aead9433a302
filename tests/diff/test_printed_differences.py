"""What `statbrief diff` prints steers nothing, whatever a stranger's record holds."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile_texts import STEERING, Path, spoilt, steers, texts_in
from published_records import record
from statbrief.diff.difference import difference
from statbrief.diff.findings import Difference
from statbrief.diff.report import as_json, as_markdown, as_text

PATHS = list(texts_in(record()))
Report = Callable[[Difference], str]


def told(report: Report, old: Any, new: Any) -> list[str]:  # noqa: ANN401 -- records as a file may hold them
    """The lines of a report."""
    return report(difference(old, new)).split("\n")


@pytest.mark.parametrize("character", ["\u061c", "\x1b", "\u200f", "\u2028", "\x85", "\ud800"])
@pytest.mark.parametrize("report", [as_text, as_markdown, as_json])
def test_a_mark_in_a_label_is_not_written(report: Report, character: str) -> None:
    """The label is, with a sign in its place; and in JSON with its number."""
    new = spoilt(record(), ("figures", "rise", "label"), character)
    lines = told(report, record(), new)
    assert not any(map(steers, "".join(lines)))
    assert any("word" in line for line in lines)


def test_json_says_which_mark_it_was() -> None:
    """A machine reads what the record holds."""
    new = spoilt(record(), ("figures", "rise", "label"), "\u061c")
    (figure,) = json.loads("\n".join(told(as_json, record(), new)))["figures"]
    assert figure["label"].endswith(" \u061cword\u061c")


@pytest.mark.thorough
@pytest.mark.parametrize("report", [as_text, as_markdown, as_json])
@given(path=st.sampled_from(PATHS), character=st.sampled_from(STEERING))
def test_no_text_of_a_record_steers(report: Report, path: Path, character: str) -> None:
    """Whichever text it is, in the old record or in the new."""
    new = spoilt(record(), path, character)
    for lines in (told(report, record(), new), told(report, new, record())):
        assert not any(map(steers, "".join(lines)))
