"""Charts drawn another time for phones: which have such a picture, and when it goes."""

import json
import re
from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.write import write_analysis

CHART = '''
import matplotlib.pyplot as plt

from statbrief.drawing import COLUMN, headed, label


def arrests(arrests_2022, words):
    """Caption.

    About {{arrests_2022:about}}.

    title: Arrests of Mexicans in the month of May, as reported
    """
    {body}
    return picture
'''
HEADED = 'picture, axes = headed(words.said("title"), "", height=1); axes.set_axis_off()'
OWN_SIZE = "picture, _ = plt.subplots()"
WIDE = "picture, _ = plt.subplots(figsize=(3.45, 1))"
SMALL = "picture, _ = plt.subplots(figsize=(2.3, 1))"
READING_COLUMN = "picture, _ = plt.subplots(figsize=(COLUMN, 1))"
CROWDED = (
    'picture, axes = headed("", "", height=1); axes.set_axis_off(); '
    'label(axes, "Mexicans, as all of them say", (0, 0), align="left bottom"); '
    'label(axes, "all the others there were", (1, 0), align="right bottom")'
)

LABELLED = "picture, axes = plt.subplots(); axes.set_xticks([]); axes.set_yticks([0.5], labels=['{}'])".format(
    "Professional and business services, and all"
)


def drawn(folder: Path, body: str) -> dict[str, float]:
    """The pictures that there are, with their widths in inches."""
    folder.mkdir(exist_ok=True)
    write_brief(folder, charts=CHART.format(body=body))
    write_analysis(folder, "en")
    pictures = (folder / "_generated/charts").glob("*.svg")
    return {path.name: float(re.findall(r'width="([\d.]+)pt"', path.read_text())[0]) / 72 for path in pictures}


@pytest.mark.parametrize("body", [HEADED, pytest.param(OWN_SIZE, marks=pytest.mark.thorough), READING_COLUMN])
def test_a_chart_as_wide_as_a_column_has_one_for_phones(tmp_path: Path, body: str) -> None:
    """By `headed`, by matplotlib's own size or by COLUMN: letters of 7.5 points have 12 of a screen's 280 pixels."""
    found = drawn(tmp_path / "brief", body)
    assert found == {"arrests.svg": pytest.approx(3.45), "arrests.narrow.svg": pytest.approx(2.4)}
    assert 7.5 * 280 / (found["arrests.narrow.svg"] * 72) >= 12
    record = json.loads((tmp_path / "brief/_generated/record.json").read_text(encoding="utf-8"))
    narrow = record["charts"]["arrests"]["narrow"]
    assert narrow == "_generated/charts/arrests.narrow.svg"
    assert narrow in record["outputs"]


@pytest.mark.parametrize("body", [WIDE, SMALL, CROWDED, LABELLED])
def test_a_chart_that_cannot_or_need_not_be_narrower_has_none(tmp_path: Path, body: str) -> None:
    """With its own width, narrow already, or where words stand over each other or leave no room for what is drawn."""
    assert list(drawn(tmp_path / "brief", body)) == ["arrests.svg"]


@pytest.mark.thorough
def test_the_picture_for_phones_goes_with_its_reason_and_comes_again(tmp_path: Path) -> None:
    """Nothing of an earlier chart stays, and what was deleted is drawn anew."""
    folder = tmp_path / "brief"
    narrow = folder / "_generated/charts/arrests.narrow.svg"
    drawn(folder, HEADED)
    assert narrow.exists()
    drawn(folder, WIDE)
    assert not narrow.exists()
    drawn(folder, HEADED)
    narrow.unlink()
    assert write_analysis(folder, "en").drawn == ("arrests",)
    assert narrow.exists()
    assert write_analysis(folder, "en").drawn == ()
