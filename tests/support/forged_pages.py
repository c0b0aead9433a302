"""The page of the brief as somebody forges it: its record, its text and its files changed, and sealed again.

The fixtures are found here by conftest.py, which names this file as their home.
"""

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path

import click.testing
import pytest

from command_line import run
from published_records import Record
from statbrief.copies.read import read_copy
from statbrief.record import published

SCRIPT = re.compile(rb'(?s)(<script type="application/json" id="statbrief-record">)(.*?)(</script>)')
DOWNLOAD = re.compile(rb'(<a download="brief.json" href="data:application/json;base64,)([^"]*)(")')


def verified(*arguments: object) -> click.testing.Result:
    """What comes of verifying copies."""
    return run("verify", *arguments)


def refusal(file: Path) -> str:
    """The one line with which a file is refused."""
    result = verified(file)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{file.name}:")
    return line


@pytest.fixture(scope="session")
def page_of_brief(built_brief: Path) -> bytes:
    """The brief's page."""
    return (built_brief / "_output/brief.html").read_bytes()


@pytest.fixture
def foreign_file(tmp_path: Path) -> Path:
    """A file of somebody else's, with nothing of the project beside it."""
    return tmp_path / "copy.html"


def with_record(page: bytes, text: bytes) -> bytes:
    """The page with another record, in its two places."""
    page = SCRIPT.sub(lambda found: found[1] + text + found[3], page)
    return DOWNLOAD.sub(lambda found: found[1] + base64.b64encode(text) + found[3], page)


def sealed_again(page: bytes, forge: Callable[[Record], None]) -> bytes:
    """The page with a record that was forged and sealed as a build would, also with what the forged page shows."""
    found = SCRIPT.search(page)
    assert found
    known = json.loads(found[2])
    forge(known)
    return with_record(page, published.written(published.sealed(known)))


def with_its_text(page: bytes, file: Path, forge: Callable[[Record], None] = lambda _: None) -> bytes:
    """The page with a record that says what the page shows, whatever that is."""
    file.write_bytes(page)
    shown = read_copy(file)

    def both(known: Record) -> None:
        known["pages"]["html"] = {"text": list(shown.text), "looks": shown.looks}
        forge(known)

    return sealed_again(page, both)


def faults(file: Path) -> list[str]:
    """What is said of a copy that does not hold."""
    result = verified("-q", file)
    assert result.exit_code == 1
    return result.stderr.splitlines()
