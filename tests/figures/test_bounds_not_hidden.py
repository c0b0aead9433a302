"""A number that is known on one side alone is written with the word that says so, or not at all."""

import re
from pathlib import Path

import pytest

from briefs import analysed, write_brief
from command_line import run
from statbrief.analysis.analysis import analyse
from statbrief.figures.forms import hides_bound, variables

ROWS = (
    "least,Least,20,person,exact,at least,2024,agency,,\n"
    "before,Before,5,person,exact,,2022,agency,,\n"
    "part,Part,45,percent,exact,at most,2024,agency,,\n"
    "paid,Paid,30,USD,exact,more than,2024,agency,,\n"
)
UNITS = "person = [person] = _ = people\nUSD = [currency]\n"
CODE = '''
def ratio(least, before) -> "ratio over time":
    """Ratio"""
    return least / before


def gap(least, before):
    """Gap"""
    return least - before


def growth(least, before):
    """Growth"""
    return (least - before) / before
'''
WORDS = {
    "en": ("at least", "at most", "more than", "less than", "or more", "or less"),
    "es": ("al menos", "como máximo", "más de", "menos de", "o más", "o menos"),
}
BOUNDS = ("least", "part", "paid", "ratio", "gap", "growth")


@pytest.mark.parametrize("lang", WORDS)
def test_each_form_with_a_number_says_the_bound(tmp_path: Path, lang: str) -> None:
    """Whatever prose may write of such a figure, digits that are asked for among them, in each language."""
    analysis = analysed(tmp_path, figures=ROWS, derived=CODE, units=UNITS, lang=lang)
    more = [
        f"{about}{form}_{digits}"
        for about in ("", "about_")
        for form in ("value", "times", "percent", "change", "by")
        for digits in ("1", "3", "to_2", "full")
    ]
    asked = {name: [*more, "range_2", "rose_by_2", "percent_range_to_1"] for name in analysis.figures}
    written = variables(analysis.forms, asked)
    for name in BOUNDS:
        forms = {form: text for form, text in written[name].items() if isinstance(text, str)}
        silent = {
            form: text
            for form, text in forms.items()
            if re.search(r"[0-9]|four ninths|nueve", re.sub(r"\]\([^)]*\)|\{[^}]*\}", "", text))
            and not any(word in text for word in WORDS[lang])
            and "period" not in form
            and form != "unit"
        }
        assert silent == {}, (name, silent)
        assert {"about", "range"} <= forms.keys()
        plain = written[name]["plain"]
        assert isinstance(plain, dict)
        assert plain.keys() <= forms.keys()
    assert {"value", "value_3", "amount"} <= written["before"].keys()  # of which both ends are known


@pytest.mark.parametrize(
    ("asked", "found", "wanted"),
    [
        pytest.param("least.value", "least has no form value", "about", marks=pytest.mark.thorough),
        pytest.param("least.amount", "least has no form amount", "about_amount", marks=pytest.mark.thorough),
        pytest.param("least.value_2", "least has no form value_2", "about_value_2", marks=pytest.mark.thorough),
        ("least.plain.value", "least has no form value", "about"),
        pytest.param("part.fraction", "part has no form fraction", "about_fraction", marks=pytest.mark.thorough),
        ("part.percent", "part has no form percent", "about_percent"),
        ("ratio.times", "ratio has no form times", "about_times"),
        pytest.param("ratio.times_3", "ratio has no form times_3", "about_times_3", marks=pytest.mark.thorough),
        pytest.param(
            "ratio.change_to_1", "ratio has no form change_to_1", "about_change_to_1", marks=pytest.mark.thorough
        ),
        ("gap.by", "gap has no form by", "about_by"),
    ],
)
def test_prose_is_told_what_to_write(tmp_path: Path, asked: str, found: str, wanted: str) -> None:
    """At its line, and with the form that has the word."""
    brief = write_brief(tmp_path, figures=ROWS, derived=CODE, units=UNITS)
    (brief / "brief.qmd").write_text(f"---\ntitle: T\n---\n\nX: {{{{< var {asked} >}}}}.\n", encoding="utf-8")
    result = run("check", brief)
    reason = f"it is known on one side alone, and the number by itself would hide it: write {wanted}"
    assert result.stderr.splitlines() == [f"brief.qmd:5:4: var: {found}; {reason}"]


def test_what_has_no_such_form_at_all_is_told_as_ever(tmp_path: Path) -> None:
    """A level is no multiple, bound or not."""
    brief = write_brief(tmp_path, figures=ROWS, derived=CODE, units=UNITS)
    (brief / "brief.qmd").write_text("---\ntitle: T\n---\n\nX: {{< var least.times >}}.\n", encoding="utf-8")
    result = run("check", brief)
    assert "least is a level and has no form times" in result.stderr


@pytest.mark.parametrize(
    ("caption", "text"),
    [("{least:value} people.", ""), ("{least} people.", ""), ("People.", "{least:amount}")],
    ids=["form", "no form", "text of its code"],
)
def test_charts_are_told_so_too(tmp_path: Path, caption: str, text: str) -> None:
    """In captions, text alternatives and what a picture says."""
    code = (
        "from matplotlib.figure import Figure\n\n\ndef picture(least, words):\n"
        f'    """{caption}\n\n    A picture.\n\n    head: {text or "A picture"}\n    """\n'
        '    figure = Figure(figsize=(3, 2))\n    figure.text(0.5, 0.5, words.said("head"))\n    return figure\n'
    )
    brief = write_brief(tmp_path, figures=ROWS, derived=CODE, units=UNITS, charts=code)
    (brief / "brief.qmd").write_text("---\ntitle: T\n---\n\nX.\n", encoding="utf-8")
    result = run("check", brief)
    assert "would hide it: write about" in result.stderr, result.stderr


def test_code_is_told_so_too(tmp_path: Path) -> None:
    """With a form, or with none, which is the value."""
    figures = analyse(write_brief(tmp_path, figures=ROWS, derived=CODE, units=UNITS), "en").figures
    assert (f"{figures['least']:about}", f"{figures['before']}") == ("at least 20", "5")
    for form, wanted in (("", "about"), ("amount", "about_amount"), ("value_2", "about_value_2")):
        with pytest.raises(KeyError, match=rf"known on one side alone, .*: write {wanted}\W*$"):
            format(figures["least"], form)
    assert not hides_bound({}, "value")
