"""Verbs and amounts in the prose: what did not change has no amount beside it."""

from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.building import bring_analysis_up_to_date
from statbrief.errors import ProseError
from statbrief.rendering import check_prose

ROWS = (
    "before,Before,1000000,person,exact,,2023,agency,,\n"
    "same,Same,1000000,person,exact,,2024,agency,,\n"
    "more,More,1004000,person,exact,,2024,agency,,\n"
    "ten,Ten,10,USD,5,,2023,agency,,\n"
    "fifteen,Fifteen,15,USD,5,,2024,agency,,\n"
)
DERIVED = '''
def flat(same, before):
    """Flat"""
    return same / before


def level(same, before):
    """Level"""
    return same - before


def unclear(fifteen, ten):
    """Unclear"""
    return fifteen / ten


def risen(more, before):
    """Risen"""
    return more / before
'''
FLAT, UNCLEAR = "did not change", "showed no clear change"


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A brief with its analysis: a ratio of one, a difference of nothing, a ratio that says nothing, and a rise."""
    folder = write_brief(tmp_path_factory.mktemp("phrasing") / "brief", figures=ROWS, derived=DERIVED)
    (folder / "data/units.txt").write_text("person = [person] = _ = people\nUSD = [currency]\n", encoding="utf-8")
    (folder / "brief.qmd").write_text("---\ntitle: A\n---\n{{< var flat.change_3 >}}\n", encoding="utf-8")
    bring_analysis_up_to_date(folder, "brief.qmd")
    return folder


def faults(folder: Path, body: str) -> list[str]:
    """What is wrong with this prose, which starts in line 4."""
    (folder / "brief.qmd").write_text(f"---\ntitle: A\n---\n{body}\n\n{{{{< figures >}}}}\n", encoding="utf-8")
    try:
        check_prose(folder, "embedded")
    except ProseError as error:
        return str(error).split("\n")
    return []


@pytest.mark.parametrize(
    ("body", "place", "said", "amount"),
    [
        ("It {{< var flat.it_rose >}} by {{< var flat.about_change >}}.", "4:4", FLAT, "flat.about_change"),
        ("They {{< var flat.rose >}}\nby {{< var flat.change_3 >}}.", "4:6", FLAT, "flat.change_3"),
        ("{{< var level.plain.it_rose >}} {{< var level.by >}}", "4:1", FLAT, "level.by"),
        ("{{< var unclear.it_rose >}} by some\n{{< var unclear.change >}}", "4:1", UNCLEAR, "unclear.change"),
        ("It is {{< var flat.change >}} {{< var flat.higher >}}.", "4:31", FLAT, "flat.change"),
    ],
    ids=["a change", "over two lines", "a difference", "nothing clear", "the amount first"],
)
def test_what_did_not_change_has_no_amount(analysed: Path, body: str, place: str, said: str, amount: str) -> None:
    """Nothing has not changed by 0%: the fault names the form that has an amount only where there is one."""
    joined = f"{{{{< var {amount.partition('.')[0]}.it_rose_by >}}}}"
    found = f"“{said}” says all, and {amount} stands beside it"
    wanted = f"write {joined}, which has an amount only where there is one"
    assert faults(analysed, body) == [f"brief.qmd:{place}: amount: {found}; {wanted}"]


@pytest.mark.parametrize(
    "body",
    [
        "It {{< var risen.it_rose >}} by {{< var risen.about_change >}}, {{< var flat.it_rose_by >}}.",
        "It {{< var flat.it_rose >}} ({{< var flat.about_change >}}).",
        "It {{< var flat.it_rose >}}. By {{< var flat.about_change >}}?",
        "It {{< var flat.it_rose >}}\n\nby {{< var flat.about_change >}}",
        "It {{< var flat.it_rose >}} and the other {{< var risen.it_rose >}} by {{< var risen.about_change >}}.",
        "It {{< var flat.it_rose >}} by `{{< var flat.about_change >}}`.",
        "It {{< var flat.it_rose >}} at {{< var flat.about_times >}}.",
    ],
    ids=["joined", "in brackets", "another sentence", "another paragraph", "another figure", "code", "a level"],
)
def test_other_sentences_are_none(analysed: Path, body: str) -> None:
    """What rose has an amount, and what stands apart is a sentence of its own."""
    assert faults(analysed, body) == []
