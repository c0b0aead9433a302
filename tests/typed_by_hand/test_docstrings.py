"""Docstrings as they stand in a file: where each begins and ends, in characters of the file."""

import re

import pytest

from statbrief.typed_by_hand.docstrings import docstrings_in, read_docstrings

SOURCE = '''"""The file's own, with a form feed \f and a line separator \u2028 in it."""


def first():
    """Über \u00bdé alles"""


def _own():
    """Nobody reads this."""


def several(): "as one"; return 1


def second(x):
    r"""Two
    lines, \u201csaid\u201d."""
    return x
'''
WANTED = {
    "first": '"""Über ½é alles"""',
    "several": '"as one"',
    "second": 'r"""Two\n    lines, “said”."""',
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_docstring_is_what_stands_in_the_file(ending: str) -> None:
    """From its first quote to its last, whatever stands before it in its line or its file."""
    text = SOURCE.replace("\n", ending)
    found = {node.name: (source, start) for node, source, start in docstrings_in(text)}
    assert {name: source for name, (source, _) in found.items()} == {
        name: source.replace("\n", ending) for name, source in WANTED.items()
    }
    assert all(text.startswith(source, start) and text.count(source) == 1 for source, start in found.values())


NAMED = '''def waits(table):
    """Waits, 1 of them: all

    A note of 2 kinds: none.

    p92: the 3rd, of
        q4: each
    p50: half

    v5: yes
    """
'''


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_name_of_a_word_is_not_shown(ending: str) -> None:
    """What code asks by may have digits; the words behind it, and other paragraphs, are read."""
    shown = read_docstrings(NAMED.replace("\n", ending)).passages[0].text
    assert re.findall(r"\d+", shown) == ["1", "2", "3", "4"]
    assert re.findall(r"[a-z]+(?=:)", shown) == ["them", "kinds"]
