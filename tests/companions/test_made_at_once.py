"""Companions that two processes make side by side: they are those that one makes, one after the other."""

import json
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typst

from odd_companions import build
from statbrief.companions import chart_files, docx
from statbrief.companions.edition import Edition, Headline, Looks, Page
from statbrief.companions.registry import COMPANIONS
from statbrief.errors import RenderingError
from statbrief.files import side_by_side
from statbrief.pages.render import render
from statbrief.pages.seal import companions, seal
from statbrief.project.project import read_project
from statbrief.renderers.embedded.render import _Making
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


class Pages:
    """Stands for two sealed pages, to see which are proved; `proving` may raise."""

    def __init__(self, proving: Callable[[str], None] = lambda _: None) -> None:
        self.pages = {"html": b"", "pdf": b""}
        self.proving = proving

    def prove(self, *formats: str) -> None:
        """As of a `Sealed`."""
        for each in formats or self.pages:
            self.proving(each)


def made(
    told: Edition,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_shared: bool,
    asked: tuple[str, ...] = ASKED,
    pages: Pages | None = None,
) -> list[Any]:
    """Each companion with its files and what is wrong with them; made by two processes, or by one."""
    monkeypatch.setattr(side_by_side, "is_possible", lambda: is_shared)
    sealed: Any = pages or Pages()
    return companions._each_made(asked, told, sealed)  # noqa: SLF001 -- what it makes is what is published


@pytest.mark.parametrize("is_shared", [True, False])
def test_pages_that_do_not_prove_themselves_have_no_companions(
    told: Edition, monkeypatch: pytest.MonkeyPatch, *, is_shared: bool
) -> None:
    """Whichever process finds that they do not."""

    def prove(name: str) -> None:
        if name == "pdf":
            raise RenderingError.at("brief.pdf", "seal", "its text could not be sealed")

    with pytest.raises(RenderingError, match=r"brief\.pdf: seal: its text could not be sealed"):
        made(told, monkeypatch, is_shared=is_shared, pages=Pages(prove))


@pytest.mark.parametrize("asked", [("csv",), ("charts",), ASKED], ids=["csv", "charts", "all"])
@pytest.mark.parametrize("is_shared", [True, False])
def test_pages_are_proved_whatever_is_asked_for(
    told: Edition, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: tuple[str, ...], *, is_shared: bool
) -> None:
    """Once, by this process or by its copy."""
    proofs = tmp_path / "proofs"

    def prove(name: str) -> None:
        with proofs.open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")

    made(told, monkeypatch, is_shared=is_shared, asked=asked, pages=Pages(prove))
    assert sorted(proofs.read_text(encoding="utf-8").split()) == ["html", "pdf"]


@pytest.mark.thorough
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


def noting(done: list[str], name: str, made: Callable[..., object]) -> Callable[..., object]:
    """What does the same, and notes that it was called."""

    def noted(*of: object) -> object:
        done.append(name)
        return made(*of)

    return noted


@pytest.mark.thorough
def test_what_takes_longest_is_begun_while_the_print_is_made(
    odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Word document and charts in dots, beside this thread, and the page is finished: once, before the print is."""
    folder = Path(shutil.copytree(odd, tmp_path / "brief"))
    done: list[str] = []
    steps = ((_Making, "_begin_print"), (companions.Begun, "begin"), (seal, "_finished"), (_Making, "_end_print"))
    for owner, name in steps:
        monkeypatch.setattr(owner, name, noting(done, name, getattr(owner, name)))
    drafted: list[tuple[str, bool]] = []

    def noted(module: ModuleType) -> Callable[[Page], object]:
        own: Callable[[Page], object] = module.drafted

        def draft(page: Page) -> object:
            drafted.append((module.__name__, threading.current_thread() is threading.main_thread()))
            return own(page)

        return draft

    for module in (docx, chart_files):
        monkeypatch.setattr(module, "drafted", noted(module))
    running = threading.active_count()
    build(folder)
    assert done == [name for _, name in steps]
    assert drafted == [(docx.__name__, False), (chart_files.__name__, False)]
    assert threading.active_count() == running
    made = {path.relative_to(folder): path.read_bytes() for path in (folder / "_output").rglob("*") if path.is_file()}
    assert made == {each: (odd / each).read_bytes() for each in made}


@pytest.mark.thorough
def test_what_is_wrong_with_a_document_that_was_begun_is_told(
    odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is where it was not begun; the last good pages stay."""
    folder = Path(shutil.copytree(odd, tmp_path / "brief"))
    (filter_ := tmp_path / "wrong.lua").write_text("error('no such thing')", encoding="utf-8")
    monkeypatch.setattr(docx, "_FILTER", filter_)
    before = (folder / "_output/brief.pdf").read_bytes()
    with pytest.raises(RenderingError) as error:
        render(folder, renderer="embedded")
    assert str(error.value).startswith("brief.docx: docx: pandoc cannot write it: ")
    assert (folder / "_output/brief.pdf").read_bytes() == before


def test_a_chart_that_is_as_it_was_is_not_drawn_again(
    odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its dots are those that were drawn before, unless somebody touched them; another chart is drawn."""
    folder = Path(shutil.copytree(odd, tmp_path / "brief", ignore=shutil.ignore_patterns("drawn")))
    compiled: list[float] = []
    own = typst.compile

    def counted(*of: Any, **options: Any) -> Any:  # noqa: ANN401 -- as Typst takes and gives it
        compiled.append(options.get("ppi", 0))
        return own(*of, **options)

    monkeypatch.setattr(typst, "compile", counted)
    expected = _pictures_of(odd)
    assert len(expected) > 2

    def drawn_by_a_build() -> int:
        compiled.clear()
        render(folder, renderer="embedded")
        return len(compiled)

    first = drawn_by_a_build()
    assert first > 2
    assert _pictures_of(folder) == expected
    assert drawn_by_a_build() == 0
    assert _pictures_of(folder) == expected
    kept = sorted((folder / "_generated/drawn/brief").iterdir())
    assert len(kept) == first
    kept[0].write_bytes(kept[1].read_bytes()[:-1])
    assert drawn_by_a_build() == 1
    assert _pictures_of(folder) == expected


def _pictures_of(folder: Path) -> dict[str, bytes]:
    """The companions in dots, and the document with some inside."""
    output = folder / "_output"
    files = [*output.rglob("*.png"), *output.glob("*.docx")]
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}
