"""Docstrings as they stand in a file: where each begins and ends, in characters of the file."""

import pytest

from statbrief.typed_by_hand.docstrings import docstrings_in

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
