"""The editions by industry say what the data of a month say, held against an oracle of pandas, Babel and fractions.

The oracle is `support/industry_oracle.py`. `make test` builds one edition, `make thorough` those of all industries in
both languages, of months that differ most.
"""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from pypdfium2 import PdfDocument
from selectolax.lexbor import LexborHTMLParser

from bulletins import EXAMPLE as BULLETIN
from bulletins import SOURCE, said
from conftest import ROOT, WRITTEN_BY_TOOLS
from employment_oracle import read_wide
from employment_words import ENGLISH, SUPERSECTORS
from industry_oracle import OfIndustry
from statbrief.copies.read import read_copy
from statbrief.each.build import Built, build_each
from statbrief.each.making import Wanted
from statbrief.verify.verify import verify

EXAMPLE = ROOT / "examples/industries"
SLUGS = {column: name.lower().replace(",", "").replace(" ", "-") for column, name in ENGLISH.supersectors.items()}
SOME = (("2007-01", "en"), ("2009-03", "en"), ("2010-08", "es"), ("2013-04", "en"))
"""The first month; the deepest fall; no change of two, and the fewest jobs of all in others; no change of three."""
LAST = "2015-12"


def industries(folder: Path, month: str = LAST) -> Path:
    """The example as in a clean checkout, with the file that it is made of, which ends with a month."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(*WRITTEN_BY_TOOLS, "source"))
    head, *rows = (BULLETIN / SOURCE).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / SOURCE).parent.mkdir()
    (folder / SOURCE).write_text("".join([head, *(row for row in rows if row[:7] <= month)]), encoding="utf-8")
    return folder


def build(folder: Path, edition: str = "", only: tuple[str, ...] = (), formats: tuple[str, ...] = ("html",)) -> Built:
    """What comes of some editions, or of all, with no warning."""
    built = build_each(folder, edition, Wanted(formats, is_strict=True), only=only)
    assert ({**built.failed}, [*built.together]) == ({}, [])
    return built


def wrong(folder: Path, month: str, lang: str, column: str) -> list[tuple[str, str]]:
    """The lines of an edition that are not as the oracle has them, each with the right one."""
    stem = "brief" if lang == "en" else f"brief.{lang}"
    lines, _ = said(folder / "_output" / SLUGS[column] / f"{stem}.html")
    wanted = OfIndustry(read_wide(BULLETIN / SOURCE), pd.Period(month), lang, column).lines
    return [pair for pair in zip(lines, wanted, strict=False) if pair[0] != pair[1]]


def test_an_edition_says_what_the_month_does(tmp_path: Path) -> None:
    """Each line down to the chart's numbers, of a month without a change."""
    folder = industries(tmp_path / "industries", "2013-04")
    build(folder, only=("government",))
    assert wrong(folder, "2013-04", "en", "government") == []


def all_wrong(folder: Path, month: str, lang: str) -> dict[str, list[tuple[str, str]]]:
    """The same of all editions in a language."""
    return {column: found for column in SUPERSECTORS if (found := wrong(folder, month, lang, column))}


@pytest.mark.thorough
@pytest.mark.parametrize(("month", "lang"), SOME, ids=["-".join(each) for each in SOME])
def test_all_editions_say_what_the_month_does(tmp_path: Path, month: str, lang: str) -> None:
    """Of all industries, which add up to the total and have ranks among each other."""
    folder = industries(tmp_path / "industries", month)
    built = build(folder, "" if lang == "en" else lang)
    assert (len(built.made), built.not_held) == (len(SUPERSECTORS), False)
    assert all_wrong(folder, month, lang) == {}


@pytest.fixture(scope="module")
def built_last(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Page and print of the last month's editions in both languages. Tests only read it."""
    folder = industries(tmp_path_factory.mktemp("last") / "industries")
    for edition in ("", "es"):
        build(folder, edition, formats=("html", "pdf"))
    return folder


@pytest.mark.thorough
@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_last_editions_say_what_the_month_does(built_last: Path, lang: str) -> None:
    """As those of other months; both languages stand side by side."""
    assert all_wrong(built_last, LAST, lang) == {}


@pytest.mark.thorough
def test_the_list_is_in_the_language_of_the_brief(built_last: Path) -> None:
    """Whichever was built last: each industry once, with both languages."""
    page = LexborHTMLParser((built_last / "_output/index.html").read_bytes())
    assert page.css("html")[0].attributes["lang"] == "en"
    said = [" ".join(each.text().split()) for each in page.css("li")]
    assert said == [f"{ENGLISH.supersectors[each]} PDF, español, PDF" for each in SUPERSECTORS]


@pytest.mark.thorough
def test_numbers_of_the_record_are_those_of_the_file(built_last: Path) -> None:
    """As pandas has them, with ranges of half a thousand to either side; each copy proves itself."""
    wide = read_wide(BULLETIN / SOURCE)
    last = wide[list(SUPERSECTORS)].iloc[-1]
    for column in SUPERSECTORS:
        output = built_last / "_output" / SLUGS[column]
        figures = json.loads((output / "brief.json").read_text(encoding="utf-8"))["figures"]
        jobs = 1000 * int(wide[column].iloc[-1])
        assert (figures["jobs"]["value"], figures["jobs"]["range"]) == (jobs, [jobs - 500, jobs + 500])
        for name, back in (("change", 1), ("change_of_year", 12)):
            change = 1000 * int(wide[column].diff(back).iloc[-1])
            assert (figures[name]["value"], figures[name]["range"]) == (change, [change - 1000, change + 1000])
        assert figures["rank"]["value"] == last.rank(ascending=False)[column]
        assert figures["share"]["value"] == pytest.approx(last[column] / wide["nonfarm"].iloc[-1])
        assert figures["highest"]["value"] == 1000 * wide[column].max()
        assert figures["lowest"]["value"] == 1000 * wide[column].min()
        assert verify(read_copy(output / "brief.html")).holds


@pytest.mark.thorough
def test_editions_have_one_page_in_print(built_last: Path) -> None:
    """Whatever the industry's name, and however its numbers went."""
    pages = {
        path.relative_to(built_last).as_posix(): len(PdfDocument(path)) for path in built_last.glob("_output/*/*.pdf")
    }
    stems = [f"_output/{SLUGS[column]}/brief" for column in SUPERSECTORS]
    assert pages == dict.fromkeys([f"{each}{lang}.pdf" for each in stems for lang in ("", ".es")], 1)


@pytest.mark.thorough
def test_a_total_that_the_industries_do_not_add_up_to_holds_all_back(tmp_path: Path) -> None:
    """Where it is further off than the rounding of all twelve numbers; by six thousand it may be."""
    folder = industries(tmp_path / "industries")
    path = folder / SOURCE
    text = path.read_text(encoding="utf-8")
    assert text.splitlines()[-1].startswith("2015-12-01,143093,")
    path.write_text(text.replace("2015-12-01,143093,", "2015-12-01,143099,"), encoding="utf-8")
    assert len(build(folder).made) == len(SUPERSECTORS)
    path.write_text(text.replace("2015-12-01,143093,", "2015-12-01,143100,"), encoding="utf-8")
    built = build_each(folder, "", Wanted(("html",)))
    [fault] = built.together
    assert str(fault) == (
        'analysis/each.py:4: whole: "The supersectors add up to total nonfarm, as far as rounding allows" does not hold'
        " of the 11 areas; correct the data or the check"
    )


def test_the_data_kept_are_those_of_the_bulletin() -> None:
    """What is kept in `data/` is prepared from the file of the bulletin of all industries."""
    wide = read_wide(BULLETIN / SOURCE)
    kept = pd.read_csv(EXAMPLE / "data/employment.csv", dtype={"industry": "string"})
    codes = pd.read_csv(EXAMPLE / "data/industries.csv", dtype="string").set_index("name")["code"]
    for column in SUPERSECTORS:
        own = kept[kept["industry"] == codes[ENGLISH.supersectors[column]]]
        assert own["employed"].tolist() == wide[column].tolist()
        assert own["month"].tolist() == [str(each) for each in wide.index]
    assert pd.read_csv(EXAMPLE / "data/payrolls.csv")["employed"].tolist() == wide["nonfarm"].tolist()
