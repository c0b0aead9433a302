"""What pandoc is not given of a template of print stands in the document as if pandoc had handed it on."""

import subprocess
from pathlib import Path

import pytest

from statbrief.files.packages import pandoc_binary
from statbrief.files.theme import OWN_THEME
from statbrief.renderers.embedded.abridged import Template

LONG = "".join(f"#let each-{number} = [a  b] // {{}}\n\n" for number in range(50))
TEMPLATES = {
    "of the theme": (OWN_THEME / "typst-template.typ").read_text(encoding="utf-8") + "$body$\n",
    "long at its ends": f"{LONG}{LONG}$body$\n{LONG[:1000]}",
    "to its end": f"{LONG}{LONG}$body$",
    "without an end of line": f"$body$\n{LONG}#let last = 1",
    "not asked for": f"$if(no)$\n{LONG}$endif$\n$body$\n",
    "asked for": f"$if(title)$\n{LONG}$else$\n{LONG}{LONG}$endif$\n$body$\n",
    "for each": f"$for(keywords)$\n$it$\n{LONG}$sep$\n;\n$endfor$\n$body$\n",
    "with what pandoc takes away": f"{LONG}#let a = 1  \n\t#let b = 2\n{LONG}$-- nothing\n  {LONG}$body$",
}


def filled(template: str, folder: Path) -> bytes:
    """What pandoc makes of a document with it."""
    (folder / "template.typ").write_text(template, encoding="utf-8")
    (folder / "text.md").write_text("---\ntitle: A\nkeywords: [b, c]\n---\n\nOne *two*.\n\n- three\n", encoding="utf-8")
    command = [
        str(pandoc_binary()),
        "--standalone",
        "--to=typst",
        "--wrap=preserve",
        "--template=template.typ",
        "text.md",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout


@pytest.mark.parametrize("text", TEMPLATES.values(), ids=TEMPLATES)
def test_a_document_is_the_same_with_a_template_that_is_abridged(text: str, tmp_path: Path) -> None:
    """To the last byte, wherever its long parts stand."""
    template = Template.of(text)
    assert template.parts
    assert len(template.text) < 2 * len(text) / 3
    assert template.whole(filled(template.text, tmp_path)) == filled(text, tmp_path)


def test_short_parts_of_a_template_stay() -> None:
    """As they are no work."""
    assert Template.of("#let one = 1\n$body$\n") == Template("#let one = 1\n$body$\n", ())
