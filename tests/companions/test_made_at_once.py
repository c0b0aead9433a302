"""Companions that two processes make side by side: they are those that one makes, one after the other."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from statbrief.companions.edition import Edition, Headline, Looks
from statbrief.companions.registry import COMPANIONS
from statbrief.errors import RenderingError
from statbrief.files import side_by_side
from statbrief.pages.seal import companions
from statbrief.project.project import read_project
from statbrief.renderers.fonts import typeface

ASKED = tuple(COMPANIONS)


@pytest.fixture
def told(odd: Path) -> Edition:
    """An edition with a page, a headline and a chart."""
    text = (odd / "_output/brief.json").read_bytes()
    family, files = typeface(read_project(odd, "brief.qmd"))
    return Edition(
        stem="brief",
        record=json.loads(text),
        text=text,
        headlines=[Headline(wording="70,000 arrests", identifiers=["sum"], lead="70,000")],
        pictures={"bars": (odd / "_generated/charts/bars.svg").read_bytes()},
        looks=Looks(family=family, files=files),
        page="<main><h1>Jobs</h1><p>About 70,000</p></main>",
    )


def made(told: Edition, monkeypatch: pytest.MonkeyPatch, *, is_shared: bool) -> list[Any]:
    """Each companion with its files and what is wrong with them; made by two processes, or by one."""
    monkeypatch.setattr(side_by_side, "is_possible", lambda: is_shared)
    return companions._each_made(ASKED, told)  # noqa: SLF001 -- what it makes is what is published


def test_two_processes_make_the_same_files_as_one(told: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, in the order in which they were asked for."""
    alone = made(told, monkeypatch, is_shared=False)
    assert made(told, monkeypatch, is_shared=True) == alone
    assert [next(iter(files)) for files, _ in alone][:2] == ["brief.xlsx", "brief.ods"]
    assert len([name for files, _ in alone for name in files]) > len(ASKED)


@pytest.mark.parametrize(
    "broken",
    [pytest.param({"title": "A word " * 200}, marks=pytest.mark.thorough), {"title": "x" * 40_000}],
    ids=["picture", "workbooks"],
)
def test_what_is_wrong_is_told_alike(told: Edition, monkeypatch: pytest.MonkeyPatch, broken: dict[str, str]) -> None:
    """Of what is drawn and of what is not: the first fault in the order in which they were asked for."""
    record = {**told.record, **broken}
    told = replace(told, record=record, text=json.dumps(record).encode())  # type: ignore[arg-type]
    said = []
    for is_shared in (True, False):
        with pytest.raises(RenderingError) as error:
            made(told, monkeypatch, is_shared=is_shared)
        said.append(str(error.value))
    assert said[0] == said[1]
