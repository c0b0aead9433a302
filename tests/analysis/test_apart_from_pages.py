"""Where an analysis is made: apart where pages are to be loaded meanwhile, and in the process itself where not."""

import os
from pathlib import Path
from typing import Any

import pytest

from briefs import write_brief
from statbrief.analysis import write
from statbrief.analysis.stale_steps import update_edition
from statbrief.files import side_by_side

SETTINGS = "lang: en\nproject: {type: default}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A brief, whose analyses are noted with the process that makes them."""
    monkeypatch.setattr(side_by_side, "is_possible", lambda: True)
    own = write.write_analysis

    def noted(*of: Any) -> write.Written:  # noqa: ANN401 -- as it takes it
        with (tmp_path / "by").open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()}\n")
        return own(*of)

    monkeypatch.setattr(write, "write_analysis", noted)
    folder = write_brief(tmp_path / "brief", figures="a,A,10,day,1,,2024,agency,p. 1,\n")
    (folder / "_quarto.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "brief.qmd").write_text("---\ntitle: A brief\n---\n", encoding="utf-8")
    return folder


def processes(folder: Path) -> set[int]:
    """Those that have made an analysis."""
    return set(map(int, (folder.parent / "by").read_text(encoding="utf-8").split()))


def test_where_something_is_done_meanwhile_the_analysis_is_made_apart(folder: Path) -> None:
    """What it loads is gone then; the files that it writes are there."""
    done: list[int] = []
    project = update_edition(folder, "", meanwhile=lambda: done.append(os.getpid()))
    assert done == [os.getpid()]
    assert os.getpid() not in processes(folder)
    assert (folder / project.generated.record).is_file()


def test_where_nothing_is_it_is_made_here(folder: Path) -> None:
    """As by a process that makes one edition after the other, and keeps what it has loaded."""
    update_edition(folder, "")
    assert processes(folder) == {os.getpid()}


def test_what_is_up_to_date_is_not_made_again(folder: Path) -> None:
    """Nor is anything done meanwhile."""
    update_edition(folder, "")
    (folder.parent / "by").unlink()
    done: list[str] = []
    update_edition(folder, "", meanwhile=lambda: done.append("meanwhile"))
    assert not done
    assert not (folder.parent / "by").exists()
