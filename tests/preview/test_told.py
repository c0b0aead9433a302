"""What the page of a preview is told: of which save each picture is, and what is wrong where."""

import json
from pathlib import Path
from typing import Any

import pytest

from statbrief.errors import Fault, Place
from statbrief.preview.editors import EDITORS
from statbrief.preview.made import Made
from statbrief.preview.told import Picture, Save, Shown, entry
from statbrief.table_schema.open_questions import OpenQuestion

TYPED = Place("brief.qmd", 12, 5).fault("number", '"5" is typed by hand', "derive it")
UNIT = Place("data/reported.csv", 3).fault("unit", "nothing", "name a unit")
WARNING = Place("analysis/charts.py", 9).fault("rain", "a label is cut off")
OPEN = OpenQuestion(file="data/datapackage.json", line=6, what="source of rain", found="not said yet")


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    """A preview that has shown nothing yet, of a folder with a document."""
    (tmp_path / "brief.qmd").write_text("words\n", encoding="utf-8")
    return Shown(folder=tmp_path, name="rain", editor=EDITORS["vscode"])


def told(shown: Shown) -> dict[str, Any]:
    """What its page reads."""
    read: dict[str, Any] = json.loads(shown.told())
    return read


def test_each_picture_says_which_save_it_is_of(shown: Shown) -> None:
    """The page may be of a newer one than the print, which is being made."""
    shown.newest = Save(3, "11:02:33", ("prose",))
    shown.pictures = {
        "page": Picture(Save(3, "11:02:33"), b"<html>", 0.41),
        "print": Picture(Save(2, "11:02:31"), b"%PDF", 0.9, ((612.0, 792.0),)),
    }
    shown.making = {"print"}
    found = told(shown)
    assert found["newest"] == {"number": 3, "time": "11:02:33", "kinds": ["prose"]}
    assert found["page"] == {"number": 3, "time": "11:02:33", "took": 0.41, "sizes": []}
    assert found["print"] == {"number": 2, "time": "11:02:31", "took": 0.9, "sizes": [[612.0, 792.0]]}
    assert found["making"] == ["print"]


def test_before_there_is_a_page_there_is_none(shown: Shown) -> None:
    """Nothing stands in its place."""
    assert (told(shown)["page"], told(shown)["print"], told(shown)["faults"]) == (None, None, [])


def test_what_both_pages_find_is_told_once(shown: Shown) -> None:
    """Both read the same prose."""
    shown.take("page", Made(faults=(TYPED,), warnings=(WARNING,)))
    shown.take("print", Made(faults=(TYPED,)))
    assert [each["place"] for each in told(shown)["faults"]] == ["brief.qmd:12:5"]
    assert [each["place"] for each in told(shown)["warnings"]] == ["analysis/charts.py:9"]


def test_what_is_mended_is_gone(shown: Shown) -> None:
    """With the next that comes of the same step; the last good page has stayed."""
    shown.pictures["page"] = Picture(Save(1, "11:00:00"), b"<html>")
    shown.take("page", Made(faults=(TYPED,)))
    assert told(shown)["page"]["number"] == 1
    shown.take("page", Made())
    assert told(shown)["faults"] == []


def test_where_the_data_are_wrong_nothing_older_is_told_of_the_prose(shown: Shown) -> None:
    """Nobody has looked at it: what was wrong with it before may be mended by now."""
    shown.take("page", Made(faults=(TYPED,)))
    shown.take("analysis", Made(faults=(UNIT,)))
    assert [each["place"] for each in told(shown)["faults"]] == ["data/reported.csv:3"]


def test_open_questions_are_no_faults(shown: Shown) -> None:
    """They are told as what they are, at their places."""
    shown.take("analysis", Made(questions=(OPEN,)))
    assert told(shown)["faults"] == []
    assert told(shown)["questions"] == [
        {"place": "data/datapackage.json:6", "text": "source of rain: not said yet", "opens": ""}
    ]


def test_a_click_opens_the_brief_s_own_file_at_the_place(shown: Shown) -> None:
    """And not the one that the preview has copied; what is no file leads nowhere."""
    assert entry(TYPED, shown.folder, shown.editor) == {
        "place": "brief.qmd:12:5",
        "text": 'number: "5" is typed by hand; derive it',
        "opens": f"vscode://file{shown.folder}/brief.qmd:12:5",
    }
    assert entry(UNIT, shown.folder, shown.editor)["opens"] == ""
    assert entry(TYPED, shown.folder, "")["opens"] == ""


def test_a_place_reads_the_same_with_signs_that_steer_in_it(tmp_path: Path) -> None:
    """The message has them written out, and so is the place left in it."""
    fault = Fault(file="a\x1b.md", what="file", found="is odd")
    assert entry(fault, tmp_path, "")["text"].endswith("file: is odd")
