"""The bulletin stays on two printed pages, whatever its last month is, and its charts are redrawn for phones."""

from pathlib import Path

import pandas as pd
import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from bulletins import build, copy_bulletin, roll_to
from employment_oracle import MONTHS

pytestmark = pytest.mark.thorough

SOME = {"en": ("2010-02",), "es": ("2010-02", "2015-12")}
"""Those with the least room: many supersectors among the largest losses, which rounding does not tell apart, and
millions among the key figures; in Spanish, whose words are longer, the last as well."""


@pytest.fixture(scope="module")
def bulletin(derived_once: None, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001 -- for its effect
    """The bulletin's folder, which rolls from month to month as an analyst's does."""
    return copy_bulletin(tmp_path_factory.mktemp("printed") / "employment")


@pytest.mark.always("2010-02-es")
@pytest.mark.parametrize(
    ("month", "lang"),
    [
        pytest.param(each, lang, marks=() if str(each) in SOME[lang] else pytest.mark.every_month, id=f"{each}-{lang}")
        for each in MONTHS
        for lang in SOME
    ],
)
def test_the_bulletin_is_printed_on_two_pages(bulletin: Path, month: pd.Period, lang: str) -> None:
    """Names are longer in some months than in others, and so are lists of those that rounding does not tell apart."""
    roll_to(bulletin, month)
    assert len(PdfReader(build(bulletin, lang, "pdf")).pages) == 2


@pytest.mark.parametrize(
    ("month", "lang"), [pytest.param("2009-03", "en", marks=pytest.mark.thorough), ("2015-12", "es")]
)
def test_phones_have_both_charts_redrawn(request: pytest.FixtureRequest, month: str, lang: str) -> None:
    """The names of supersectors take two lines there, so that bars and numbers have room beside them."""
    if pd.Period(month) == MONTHS[-1]:
        page: Path = request.getfixturevalue("built_bulletin") / f"_output/brief.{lang}.html"
    else:
        bulletin: Path = request.getfixturevalue("bulletin")
        roll_to(bulletin, pd.Period(month))
        page = build(bulletin, lang)
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    assert len(tree.css("figure svg.narrow")) == 2
