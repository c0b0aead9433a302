"""The style of citations that a brief names: what is none is told by its own name, and before anything is rendered."""

import subprocess
from pathlib import Path

import pytest

from command_line import run
from small_briefs import brief
from statbrief.files.packages import pandoc_binary

OWN = "take one from the Citation Style Language's own, or leave csl out"
HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
INFO = "<info><title>A</title></info>"
LINK = '<info><link href="http://example.org/apa" rel="independent-parent"/></info>'
BROKEN = {
    "a tag that is not closed": (
        "<style>\n <a></style>",
        f"my.csl:2:7: csl: is no XML that can be read: mismatched tag; {OWN}",
    ),
    "nothing": ("", f"my.csl:1:1: csl: is no XML that can be read: no element found; {OWN}"),
    "another language": ("<html/>", f"my.csl: csl: is no style of citations: it begins with html; {OWN}"),
    "no way to cite": (
        f"{HEAD}{INFO}</style>",
        f"my.csl: csl: has no citation, which says how a source is cited; {OWN}",
    ),
    "a name for another": (
        f"{HEAD}{LINK}</style>",
        "my.csl: csl: is a name for another style, http://example.org/apa, and loads it from elsewhere; take that one",
    ),
}


def styled(folder: Path, style: str) -> Path:
    """A brief that cites, with a style of its own."""
    brief(folder, "As @bureau2024 says.\n", config="lang: en\nbibliography: sources.bib\ncsl: my.csl\n")
    (folder / "my.csl").write_text(style, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("style", "told"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_style_is_named(tmp_path: Path, style: str, told: str) -> None:
    """With the place in it, where there is one: pandoc told of a filter, and of the brief."""
    for command in (("check",), ("build", "--renderer", "embedded", "--to", "html")):
        result = run(*command, styled(tmp_path, style))
        assert (result.exit_code, result.stderr) == (1, f"{told}\n")


def test_pandocs_own_style_is_one(tmp_path: Path) -> None:
    """By its own name, as a file of the brief."""
    command = [str(pandoc_binary()), "--print-default-data-file=default.csl"]
    style = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    result = run("build", "--renderer", "embedded", "--to", "html", styled(tmp_path, style))
    assert (result.exit_code, result.stderr) == (0, "")
