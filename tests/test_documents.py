"""The documents hold together: every link leads somewhere, every page is listed, and the README is short."""

import re
import tomllib
from pathlib import Path

import pytest

import documents
import modules_page
import reference
from statbrief.cli import main

SHORT = 270
"""Lines of a page by which somebody decides."""
WIDE = 260
"""Signs of a row that says where to look: two lines, where it is read."""
SOURCE = documents.ROOT / "src/statbrief"


@pytest.mark.parametrize("document", documents.documents(), ids=lambda each: str(each.relative_to(documents.ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    """To a file that is there, and to a heading of it; what is elsewhere has an address."""
    for link in documents.links(document.read_text(encoding="utf-8")):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), link
        if anchor:
            assert anchor in documents.anchors(target.read_text(encoding="utf-8")), link


def test_headings_are_found_as_github_calls_them() -> None:
    """With code, signs, links and the same words again; what stands in a block of code is no heading."""
    text = "# `data/a.csv` and *b*\n\n```sh\n# none\n```\n\n## What's [new](x.md)?\n\n## What's new?\n"
    assert documents.anchors(text) == {"dataacsv-and-b", "whats-new", "whats-new-1"}


def test_links_are_found_where_they_are_some() -> None:
    """In text and as pictures, not in code."""
    text = '[a](a.md#b) `[no](no.md)`\n\n```\n[no](no.md)\n```\n\n<img src="a.png" alt="A">\n'
    assert list(documents.links(text)) == ["a.md#b", "a.png"]


def test_every_page_of_the_manual_is_listed() -> None:
    """Its list leads to each, and the README and the guides to the list."""
    listed = {link for link in documents.links(documents.page("README")) if "/" not in link}
    assert listed == {path.name for path in documents.MANUAL.glob("[!R]*.md")}
    assert "docs/manual/README.md" in set(documents.links(documents.readme()))
    guides = (documents.ROOT / "docs/guides/README.md").read_text(encoding="utf-8")
    assert "../manual/README.md" in set(documents.links(guides))


def test_the_readme_is_a_page_by_which_to_decide() -> None:
    """What grows goes to the manual."""
    assert len(documents.readme().splitlines()) <= SHORT


def test_what_an_index_shows_needs_nothing_beside_it() -> None:
    """The description in the wheel has neither links nor pictures that lead into this folder."""
    project = tomllib.loads((documents.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (documents.ROOT / project["readme"]).read_text(encoding="utf-8")
    assert all("://" in each for each in documents.links(text))
    commands = re.findall(r"^statbrief (\w+)", text, re.MULTILINE)
    assert commands[:3] == ["new", "preview", "build"]
    assert set(commands) <= set(main.commands)
    extras = set(re.findall(r"statbrief\[(\w+)\]", text))
    assert extras == set(project["optional-dependencies"])


@pytest.fixture(scope="module")
def contributing() -> str:
    """How to work on the program."""
    return (documents.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_module_has_its_row() -> None:
    """Under its room, once; `make reference` writes them, and what it would write is there."""
    page = (documents.ROOT / "docs/modules.md").read_text(encoding="utf-8")
    assert modules_page.modules_page(reference.NOTE) == page, "run make reference"
    first, *parted = re.split(r"^## (.+)$", page, flags=re.MULTILINE)
    parts = {"": first, **dict(zip(parted[::2], parted[1::2], strict=True))}
    for path in SOURCE.rglob("*.py"):
        if not path.stem.startswith("__"):
            room = path.parent.relative_to(SOURCE).as_posix().removeprefix(".")
            assert parts[room].count(f"\n| `{path.stem}` |") == 1, path


def test_the_map_names_what_is_there(contributing: str) -> None:
    """Each `room/module` of what goes through several rooms, and each module named after it; no row is a paragraph."""
    rows = contributing.split("| to change … | look in |\n|---|---|\n")[1].split("\n\n", maxsplit=1)[0].splitlines()
    assert len(rows) > 30
    known = {path.stem for path in SOURCE.rglob("*.py")} | {path.name for path in SOURCE.rglob("*")}
    for row in rows:
        assert len(row) <= WIDE, row
        for name in re.findall(r"`([^`]+)`", row.split(" | ")[1]):
            if "/" in name:
                stands = [f"{name}.py", name]
                assert any((top / each).exists() for top in (SOURCE, documents.ROOT) for each in stands), name
            elif name.isidentifier() and name.islower():
                assert name in known | {"held", "edition", "missing_values"}, name


def test_the_picture_of_the_rooms_has_them_all(contributing: str) -> None:
    """Those whose order `make lint` holds."""
    picture = contributing.split("```\ncli ")[1].split("```", maxsplit=1)[0]
    named = [name for line in f"cli {picture}".splitlines() for name in re.split("   +", line)[0].split()]
    assert named == modules_page.rooms()
