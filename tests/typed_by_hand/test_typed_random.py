"""Typed numbers in documents made at random: none is missed, and none that is not typed is found.

Documents are nested blocks of nested inline text. Pandoc itself is the second opinion on what a reader sees.
"""

import json
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from statbrief.project.project import read_project
from statbrief.prose.document import read_prose
from statbrief.typed_by_hand.blocks import read_document
from statbrief.typed_by_hand.inlines import GONE
from statbrief.typed_by_hand.typed_numbers import find_typed_numbers

Lines = list[str]

HOLE = "\N{BLACK SQUARE}"
WORDS = st.sampled_from(["arrests", "the presidents meet", "in May 2022", "rose, then fell", "one of them", "(visas)"])
NUMBERS = ["70,000", "3.9", "49%", "½", "26/53", "two", "a third of", "$30 billion", "12", "70 000", "doubled"]
INLINES = [
    "{}",
    "*{}*",
    "**{}**",
    "~~{}~~",
    "“{}”",
    "[{}](https://a.org/12?n=13)",
    "[{}](page-14.html 'a title')",
    "[{}][ref]",
    "[{}]{{.note n=15}}",
    "^[A note: {} there.]",
    "![{}](image-16.png){{#fig-17 width=18%}}",
    '![a](image.png){{fig-alt="It shows {} there"}}',
    '[a]{{title="{}"}}',
    "<b class='n19'>{}</b>",
    "`20` {} `21`",
    "({}) [@doe2022, p. 22]",
    "<!-- 23 --> {}",
    "{} [^33]",
]
HIDDEN = [
    "`{}`",
    "`` ` {} ``",
    "`<b>{}</b>`{{=html}}",
    "<!-- {} -->",
    "[a](https://a.org/{})",
    "[a](page-{}.html)",
    "<https://a.org/{}>",
    "https://a.org/{}",
    "[@doe2022, p. {}]",
    "[see {} in @doe2022]",
    "@doe2022 [p. {}]",
    "[a]{{.note n={}}}",
    "![a](image-{}.png){{width={}%}}",
    "<b data-n='{}'>a</b>",
    "someone{}@a.org",
]
PLAIN_NUMBERS = st.integers(min_value=23_000, max_value=99_000)


def _prefixed(first: str, other: str) -> Callable[[Lines], Lines]:
    return lambda lines: [f"{first if not number else other}{line}".rstrip() for number, line in enumerate(lines)]


def _between(before: str, after: str) -> Callable[[Lines], Lines]:
    return lambda lines: [before, *lines, after]


CONTAINERS: list[Callable[[Lines], Lines]] = [
    _prefixed("> ", "> "),
    _prefixed("- ", "  "),
    _prefixed("* ", "  "),
    _prefixed("1. ", "   "),
    _prefixed("(12) ", "     "),
    _prefixed("10.  ", "     "),
    _between("::: {.note n=24}", ":::"),
    _between(":::: x", "::::"),
    lambda lines: ["Term", "", *_prefixed(":   ", "    ")(lines)],
    lambda lines: ["Noted[^n25]", "", "[^n25]: Here:", "", *_prefixed("    ", "    ")(lines)],
    lambda lines: ["Before", "", *lines, "", "After"],
]
LEAVES: list[Callable[[str], Lines]] = [
    lambda text: [text],
    lambda text: [f"Some words before {text}", "and a line after"],
    lambda text: ["A line before", f"{text} and words after"],
    lambda text: [f"## Heading {text} {{#sec-26 .class-27}}"],
    lambda text: [f"Heading {text}", "---"],
    lambda text: ["| a | b |", "|---|--:|", f"| c | {text} |", "", ": Caption {#tbl-28 .x}"],
    lambda text: ["| a | b |", "|---|--:|", "| c | d |", "", f": Caption {text} {{#tbl-29}}"],
    lambda text: [f"+-{'-' * len(text)}-+", f"| {text} |", f"+-{'-' * len(text)}-+"],
    lambda text: ["Code:", "", "```", "30", "```", "", text, "", "    code 31"],
]


@st.composite
def inline(draw: st.DrawFn, kinds: list[str] = INLINES) -> str:
    """Inline text with a hole in it, up to three deep."""
    text = draw(st.sampled_from(kinds)).format(HOLE, "9")
    for _ in range(draw(st.integers(0, 2))):
        outer = draw(st.sampled_from(INLINES))
        linked = re.search(r"\]\(|\]\[", outer) and "[" in text  # pandoc has no links in links
        if not linked and "title" not in outer and "alt" not in outer and "^[" not in text:
            text = outer.format(text)
    return f"{draw(WORDS)} {text} {draw(WORDS)}"


@st.composite
def block(draw: st.DrawFn, kinds: list[str] = INLINES) -> str:
    """A block with a hole in it, up to three containers deep, between two others."""
    lines = draw(st.sampled_from(LEAVES))(draw(inline(kinds)))
    for _ in range(draw(st.integers(0, 3))):
        outer = draw(st.sampled_from(CONTAINERS))(lines)
        if "\n".join(outer).count("[^n25]:") < 2:  # pandoc has no notes in notes
            lines = outer
    return "\n".join([draw(WORDS), "", *lines, "", draw(WORDS), "", "[ref]: https://a.org/32", "", "[^33]: Noted"])


def typed_in(text: str, variables: dict[str, Any] | None = None) -> list[tuple[int | None, int | None]]:
    """Where the lint finds typed numbers in a brief."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "_quarto.yml").write_text("lang: en\n", encoding="utf-8")
        (folder / "brief.qmd").write_text(text, encoding="utf-8")
        (folder / "_variables.yml").write_text(yaml.safe_dump(variables or {}), encoding="utf-8")
        found = find_typed_numbers(read_prose(read_project(folder)))
    return [(fault.line, fault.column) for fault in found.faults]


@pytest.mark.thorough
@settings(max_examples=2 * settings().max_examples)
@given(block(), st.sampled_from(NUMBERS))
def test_a_typed_number_is_found_wherever_it_hides(document: str, number: str) -> None:
    """At exactly its line and column, and nothing else is found."""
    offset = document.index(HOLE)
    place = (document.count("\n", 0, offset) + 1, offset - document.rfind("\n", 0, offset))
    assert typed_in(document.replace(HOLE, number)) == [place]


@pytest.mark.thorough
@settings(max_examples=2 * settings().max_examples)
@given(block(HIDDEN), PLAIN_NUMBERS)
def test_a_number_that_is_no_prose_is_never_found(document: str, number: int) -> None:
    """Code, comments, addresses, attributes, citations and labels."""
    assert typed_in(document.replace(HOLE, str(number))) == []


@pytest.mark.thorough
@settings(max_examples=2 * settings().max_examples)
@given(block(), st.text(st.characters(exclude_categories=["Cc", "Cs", "Co"]), max_size=30))
def test_what_a_variable_wrote_is_never_found(document: str, value: str) -> None:
    """Whatever its text is, and wherever it is put."""
    text = document.replace(HOLE, "{{< var figure.value >}}")
    assert typed_in(text, {"figure": {"value": f"70,000 {value}", "plain": {"value": "70,000"}}}) == []


@pytest.mark.thorough
@settings(max_examples=settings().max_examples // 2)
@given(st.lists(st.one_of(block(), block(HIDDEN)), min_size=1, max_size=4))
def test_pandoc_sees_the_numbers_that_the_lint_sees(documents: list[str]) -> None:
    """Each number has another value, so that what pandoc shows and what the lint reads can be compared."""
    count = 90_000
    text = "\n\n".join(each.replace("^n25", f"^n{number}") for number, each in enumerate(documents))
    while HOLE in text:
        count += 1
        text = text.replace(HOLE, str(count), 1)
    lines = text.split("\n")
    read = "\n".join(passage.text.replace(GONE, "") for passage in read_document(lines, [False] * len(lines)).passages)
    assert _numbers(read) == _numbers("\n".join(_shown(_pandoc(text)["blocks"])))


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"90\d\d\d", text))


def _pandoc(text: str) -> Any:  # noqa: ANN401 JSON
    command = [pypandoc.get_pandoc_path(), "--from=markdown+autolink_bare_uris", "--to=json"]
    return json.loads(subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout)


def _shown(node: Any) -> list[str]:  # noqa: ANN401 JSON
    """The texts in pandoc's tree that a reader sees or hears; an address shown as itself is none."""
    if isinstance(node, list):
        return [text for item in node for text in _shown(item)]
    if not isinstance(node, dict):
        return []
    kind: str | None = node.get("t")
    content: Any = node.get("c")
    if kind == "Str":
        return [re.sub(r"(?:https://|someone)\S*", "", content)]
    if kind in {"Code", "CodeBlock", "RawInline", "RawBlock", "Cite"}:
        return []
    if kind in {"Link", "Image", "Span", "Div"}:
        shown = [value for key, value in content[0][2] if key in {"title", "fig-alt"}]
        return [*shown, *_shown(content[1])]
    return _shown(list(node.values()))
