"""The bulletin of payroll employment rolls: whatever its last month is, it says what the data of that month say.

The oracle, `support/employment_oracle.py`, computes each line of the page with pandas and Babel. `make test` rolls few
months, whose lines differ most; `make roll` rolls all.
"""

import re
from pathlib import Path

import pandas as pd
import pytest

from bulletins import EXAMPLE, SOURCE, build, copy_bulletin, roll_to, said
from employment_oracle import MONTHS, Bulletin, read_wide

SOME = {"en": ("2007-01", "2009-03", "2015-12"), "es": ("2008-04", "2012-12", "2015-12")}
"""Those whose lines differ most, of which `make test` builds two and `make thorough` all: the first, with a run that
may be longer than the data; a loss on the month and a gain on the year, and one supersector as before; the
deepest fall, the lowest then, with one supersector that gained; none that lost, on the way back up; the last, the
highest then. A single loser and a small fall on the year come with `make roll`, in 2014-05 and 2010-08; so does
each of these months in the other language, whose words stand for the same numbers."""
WHICH_DECIDE = re.compile(
    r"(\| (?:in_a_row|longest_rise|longest_fall|since), [^|]*BLS 2018), (?:rows?|filas?) [\d–…, -]+$"
)
"""The months that decide a run, where a row says them: which of all months those are, the oracle does not know."""


@pytest.fixture(scope="module")
def wide() -> pd.DataFrame:
    """The file that came."""
    return read_wide(EXAMPLE / SOURCE)


def with_companions(folder: Path, are_asked: bool) -> None:  # noqa: FBT001 -- the one thing that it is told
    """Let the bulletin have its companions or none; those of its last month are built for other tests, too."""
    settings = (EXAMPLE / "_quarto.yml").read_text(encoding="utf-8")
    asked, changed = re.subn(r"(?m)^companions: ", "companions: " if are_asked else "companions: [] # ", settings)
    assert changed == 1
    (folder / "_quarto.yml").write_text(asked, encoding="utf-8")


@pytest.fixture(scope="module")
def bulletin(derived_once: None, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001 -- for its effect
    """The bulletin's folder, which rolls from month to month as an analyst's does."""
    return copy_bulletin(tmp_path_factory.mktemp("rolling") / "employment")


@pytest.mark.always("2009-03-en", "2015-12-es")
@pytest.mark.parametrize(
    ("month", "lang"),
    [
        pytest.param(each, lang, marks=() if str(each) in SOME[lang] else pytest.mark.every_month, id=f"{each}-{lang}")
        for each in MONTHS
        for lang in SOME
    ],
)
def test_the_bulletin_says_what_the_month_does(
    request: pytest.FixtureRequest, wide: pd.DataFrame, month: pd.Period, lang: str
) -> None:
    """Each heading, sentence, label, caption, text alternative and number, in the order of the page."""
    if month == MONTHS[-1]:
        folder: Path = request.getfixturevalue("built_bulletin")
        page = folder / "_output" / ("brief.html" if lang == "en" else f"brief.{lang}.html")
    else:
        bulletin: Path = request.getfixturevalue("bulletin")
        roll_to(bulletin, month)
        with_companions(bulletin, str(month) not in SOME[lang])
        page = build(bulletin, lang)
    lines, (along_level, _) = said(page)
    wanted = Bulletin(wide, month, lang)
    assert [WHICH_DECIDE.sub(r"\1", each) for each in lines] == wanted.lines
    years = [each for each in along_level if len(each) == 4 and each.isdigit()]
    assert years
    assert {int(each) for each in years} <= set(range(2006, month.year + 1))
    scale = [float(each) for each in along_level if each not in years]
    totals = [each / 1000 for each in wanted.totals.values()]
    assert scale == sorted(scale)
    assert scale[0] <= min(totals)
    assert max(totals) <= scale[-1]
