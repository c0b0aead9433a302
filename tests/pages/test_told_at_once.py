"""What is wrong with a document: all of it at once, whatever finds it."""

from pathlib import Path

import pytest

from briefs import write_brief
from command_line import run

BIBLIOGRAPHY = "bibliography: data/sources.bib\n"
HEAD = f"---\ntitle: Arrests\n{BIBLIOGRAPHY}---\n\n"
TABLE = "\n\n{{< figures >}}\n"
ALL = """About 70,000 in May 2022 {{< var nope.value_4 >}} [@nobody2020].

See @fig-nowhere, [x][nowhere] and [@agencie].

{{< include gone3.md >}}

{{< chart none >}}
"""
CITED_FROM_NOWHERE = [
    "brief.qmd:6:1: citation: @nobody2020 is not in data/sources.bib",
    "brief.qmd:6:32: citation: @agencie is not in data/sources.bib; did you mean agency?",
]


def told(folder: Path, text: str, command: str = "check", *more: str) -> list[str]:
    """What a command says is wrong with a brief of that text."""
    write_brief(folder)
    (folder / "_quarto.yml").write_text("lang: en\nformat: html\n", encoding="utf-8")
    (folder / "brief.qmd").write_text(text, encoding="utf-8")
    return run(command, folder, *more).stderr.splitlines()


@pytest.mark.parametrize("command", [("check",), ("build", "--renderer", "embedded"), ("render",)])
def test_faults_of_every_kind_come_at_once(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Typed numbers and periods, unknown variables, references, citations, links, includes and charts, in order."""
    name, *more = command
    if name == "render":
        told(tmp_path, f"{HEAD}Text.{TABLE}")
    assert [": ".join(line.split(": ")[:2]) for line in told(tmp_path, f"{HEAD}{ALL}", name, *more)] == [
        "brief.qmd:6:7: number",
        "brief.qmd:6:17: period",
        "brief.qmd:6:26: var",
        "brief.qmd:6:52: citation",
        "brief.qmd:8:5: reference",
        "brief.qmd:8:22: link",
        "brief.qmd:8:37: citation",
        "brief.qmd:10:1: include",
        "brief.qmd:12:1: chart",
    ]


def test_what_pandoc_finds_comes_with_what_is_typed(tmp_path: Path) -> None:
    """A typed number does not hide a picture that is not there."""
    text = f"{HEAD}Of 12.\n\n![Gone](gone.png){TABLE}"
    lines = told(tmp_path, text, "build", "--renderer", "embedded")
    assert [line.split(": ")[1] for line in lines] == ["number", "picture"]


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_citation_of_nothing_is_told(tmp_path: Path, command: str) -> None:
    """Before pages are made as well; each key once, in the words of the renderer."""
    text = f"{HEAD}@nobody2020 says [@nobody2020; @agencie] so, [@agency] too, and a@b.org.{TABLE}"
    assert told(tmp_path, text, command) == CITED_FROM_NOWHERE


@pytest.mark.parametrize(
    ("front", "text"),
    [
        ("", "@agency [@agency, p. 3], \\@nobody, `@nobody`, a@nobody.org, <https://a.org/@nobody>"),
        ("references: [{id: other, type: book, title: Other}]\n", "@other and @agency"),
        ("nocite: |\n  @agency\n", "[-@agency]"),
    ],
    ids=["in the file", "in the settings", "not cited"],
)
def test_a_citation_of_something_is_none(tmp_path: Path, front: str, text: str) -> None:
    """Nor is what only looks like one."""
    assert told(tmp_path, f"{HEAD}{text}{TABLE}".replace("---\n\n", f"{front}---\n\n", 1)) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("other.json", '[{"id": "other", "type": "book", "title": "Other"}]'),
        ("other.yaml", "references:\n- id: other\n  type: book\n  title: Other\n"),
    ],
)
def test_bibliographies_of_all_kinds_are_read(tmp_path: Path, name: str, content: str) -> None:
    """BibTeX beside JSON and YAML of CSL."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    head = HEAD.replace("data/sources.bib", f"[data/sources.bib, {name}]")
    assert told(tmp_path, f"{head}@other and @agency{TABLE}") == []
    assert told(tmp_path, f"{head}@others and @agency{TABLE}") == [
        f"brief.qmd:6:1: citation: @others is not in data/sources.bib, {name}; did you mean other?"
    ]


def test_nothing_follows_from_what_is_not_there(tmp_path: Path) -> None:
    """Neither that a caption stands beneath no chart, nor that numbers have no rows."""
    text = f"{HEAD}{{{{< var arrests_2022.value >}}}}\n\n{{{{< chart none >}}}}\n\n{{{{< caption none >}}}}\n"
    assert [line.split(": ")[1] for line in told(tmp_path, text)] == ["chart", "caption"]
