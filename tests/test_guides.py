"""The guides are true: done step by step in an empty folder, they come to what they show."""

import re
import shutil
from pathlib import Path

import pytest

import guides

FIRST = "../from-a-file"
NAMES = sorted([FIRST, *(each.stem for each in guides.GUIDES.glob("*.md") if each.stem != "README")])


def text_of(name: str) -> str:
    """A guide."""
    return (guides.GUIDES / f"{name}.md").read_text(encoding="utf-8")


def test_each_guide_is_a_page_that_the_list_names(root: Path) -> None:
    """None is missing there, and none there is not; the README leads to the list."""
    page = (guides.GUIDES / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[[^\]]+\]\(([\w./-]+)\.md\)", page, re.MULTILINE)
    assert sorted(listed) == NAMES
    assert "docs/guides/README.md" in (root / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_a_guide_is_left_out_of_the_trial(name: str) -> None:
    """Each block is a file, an edit of one, or commands; each edit takes lines that the guide does not write itself."""
    for block in guides.blocks(text_of(name)):
        assert block.what or block.kind == "console", f"line {block.line}"
        assert block.kind != "console" or list(guides.commands(block.text)), f"line {block.line}"


@pytest.mark.thorough
@pytest.mark.parametrize("name", NAMES)
def test_a_guide_comes_to_what_it_shows(name: str, tmp_path: Path) -> None:
    """Every file that it writes, every command, and all that these print."""
    if not shutil.which("bash"):
        pytest.skip("bash is not on the PATH")
    variables = guides.environment(tmp_path / "programs")
    folder = tmp_path / "empty"
    folder.mkdir()
    for block in guides.blocks(text_of(name)):
        if block.what:
            guides.change(folder, block)
            continue
        for command in guides.commands(block.text):
            lines = guides.printed(command.run, folder, variables)
            shown = "\n".join([*command.said, "--- printed:", *lines])
            assert guides.is_as_said(lines, command.said), f"line {block.line}: $ {command.run}\n{shown}"
