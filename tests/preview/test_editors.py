"""A click on a fault opens its line in an editor, by an address of that editor's."""

from pathlib import Path

import pytest

from statbrief.errors import RefusedError
from statbrief.preview.editors import EDITORS, address, template_of


def test_a_place_without_line_is_the_files_beginning() -> None:
    """Of a fault of a whole file."""
    assert address(EDITORS["vscode"], Path("/briefs/rain/brief.qmd")) == "vscode://file/briefs/rain/brief.qmd:1:1"


def test_whatever_a_path_holds_stays_a_path() -> None:
    """What an address would read as more than a path is written otherwise."""
    opened = address("e://{path}?{line},{column}", Path("/a b/50% #1?/ñ&{line}.qmd"), 7, 3)
    assert opened == "e://a%20b/50%25%20%231%3F/%C3%B1%26%7Bline%7D.qmd?7,3"


@pytest.mark.parametrize("name", EDITORS)
def test_each_known_editor_is_told_file_and_line(name: str) -> None:
    """Its template is one that could be given."""
    assert template_of(EDITORS[name]) == template_of(name) == EDITORS[name]
    assert "/briefs/brief.qmd" in address(template_of(name), Path("/briefs/brief.qmd"), 12)
    assert "12" in address(template_of(name), Path("/briefs/brief.qmd"), 12)


def test_none_opens_nothing() -> None:
    """For who has no editor that takes an address."""
    assert template_of("none") == ""


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("vscod", "'vscod' is no editor that is known; did you mean vscode?"),
        ("e://{path}:{row}", "{row} is not known; {path}, {line} and {column} are"),
        ("e://{line}", "names no file; write {path} where the file's path belongs"),
        ("{path}", "is no address; begin with the editor's scheme, as in vscode://file/{path}:{line}"),
        ("javascript:{path}", "is no address; begin with the editor's scheme, as in vscode://file/{path}:{line}"),
    ],
)
def test_what_is_no_editor_is_told(asked: str, said: str) -> None:
    """In one line."""
    with pytest.raises(RefusedError) as refused:
        template_of(asked)
    assert str(refused.value) == said


def test_all_editors_are_named_where_none_is_near() -> None:
    """Who has another one is told how to write it."""
    with pytest.raises(RefusedError, match=r"vscode, .*, none, or an address with \{path\} in it"):
        template_of("ed-1969")
