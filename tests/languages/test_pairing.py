"""A direction and its amount in one sentence: where nothing changed that is no sentence, so one form says both."""

import json
from pathlib import Path

import pytest

from briefs import write_brief
from small_briefs import brief
from statbrief.analysis.analysis import analyse
from statbrief.errors import ChartingError, ProseError
from statbrief.figures.figure import Figure
from statbrief.project.project import read_project
from statbrief.prose.document import read_prose

RISE = (
    *("value", "about", "rose", "it_rose", "rise", "higher", "rose_by", "change", "change_3", "about_change"),
    *("times", "about_times"),
)
GAP = ("value", "about", "rose", "higher", "by", "about_by", "amount")
VARIABLES = {
    "rise": {"kind": "ratio over time", "plain": dict.fromkeys(RISE, "it"), **dict.fromkeys(RISE, "it")},
    "gap": {"kind": "difference", **dict.fromkeys(GAP, "it")},
    "share": {"kind": "share", "percent": "4%", "value": "4%"},
}


def told(folder: Path, body: str, front: str = "title: A brief") -> list[str]:
    """What is said to be wrong with a brief's prose."""
    made = brief(folder, body, front=front)
    (made / "_variables.yml").write_text(json.dumps(VARIABLES), encoding="utf-8")
    try:
        read_prose(read_project(made))
    except ProseError as error:
        return [str(fault) for fault in error.faults]
    return []


def var(name: str) -> str:
    """A form as prose writes it."""
    return f"{{{{< var {name} >}}}}"


@pytest.mark.parametrize(
    ("sentence", "instead"),
    [
        (f"Arrests {var('rise.rose')} by {var('rise.about_change')}.", "rise.rose_by"),
        (f"Arrests {var('rise.rose')} sharply in the U.S., by **{var('rise.change')}**.", "rise.rose_by"),
        (f"The number {var('rise.it_rose')}\nby {var('rise.change_3')} in May.", "rise.it_rose_by_3"),
        (f"Las detenciones {var('rise.rose')} un {var('rise.change')}.", "rise.rose_by"),
        (f"Las detenciones {var('rise.rose')} {var('rise.change')}.", "rise.rose_by"),
        (f"By {var('rise.change')} arrests {var('rise.rose')}.", "rise.rose_by"),
        (f"A {var('rise.rise')} of {var('rise.about_change')} in May.", "rise.rise_of"),
        (f"They are {var('rise.change')} {var('rise.higher')} than in May.", "rise.higher_by"),
        (f"Arrests {var('rise.rose')} to {var('rise.about_times')} what they were.", "rise.rose_to_times"),
        (f"Deaths {var('gap.rose')} by {var('gap.by')}.", "gap.rose_by"),
        (f"Deaths {var('gap.rose')} by {var('gap.amount')}.", "gap.rose_by"),
        (f"Arrests {var('rise.rose')} by {var('gap.about_by')}.", "gap.rose_by"),
        (f"Arrests {var('rise.plain.rose')} by {var('rise.plain.change')}.", "rise.plain.rose_by"),
        (f"Arrests {var('rise.rose')} by\n**{var('rise.change')}**.", "rise.rose_by"),
        (f"(Arrests {var('rise.rose')} by {var('rise.change')})", "rise.rose_by"),
    ],
)
def test_a_direction_and_its_amount_are_one_form(tmp_path: Path, sentence: str, instead: str) -> None:
    """Whatever the data say today: tomorrow it may read that something did not change by 0%."""
    (said,) = told(tmp_path / "brief", sentence)
    assert " stand in one sentence, which is none where nothing changed; " in said
    assert said.endswith(f"write {var(instead)}, which says both")


@pytest.mark.parametrize(
    "sentence",
    [
        f"Arrests {var('rise.rose')} in May. By {var('rise.change')} is what the agency says.",
        f"Arrests {var('rise.rose')} ({var('rise.change')}).",
        f"Arrests {var('rise.rose')}; the change is {var('rise.change')}.",
        f"| a | b |\n|---|---|\n| {var('rise.rose')} | {var('rise.change')} |",
        f"- Arrests {var('rise.rose')}\n- By {var('rise.change')}",
        f"# Arrests {var('rise.rose')}\n\nBy {var('rise.change')}",
        f"Arrests {var('rise.rose_by')}, or {var('rise.about_times')} what they were.",
        f"Arrests {var('rise.rose')}: they are {var('rise.times')} those of May.",
        f"Arrests {var('rise.rose')} while {var('share.percent')} are women.",
        f"Arrests {var('rise.rose')} and the gap is {var('gap.by')}.",
        f"Arrests `{var('rise.rose')} by {var('rise.change')}`.",
        f"<!-- {var('rise.rose')} by {var('rise.change')} -->",
    ],
)
def test_what_reads_well_unchanged_is_left_alone(tmp_path: Path, sentence: str) -> None:
    """Another sentence, a cell, parentheses, another figure, one form that says both."""
    assert told(tmp_path / "brief", sentence) == []


def test_the_place_is_that_of_the_later_form(tmp_path: Path) -> None:
    """File, line and column; in the settings too."""
    body = f"Arrests {var('rise.rose')}\nin May by {var('rise.change')}."
    (said,) = told(tmp_path / "one", body)
    assert said == (
        "brief.qmd:5:11: var: rise.rose and rise.change stand in one sentence, which is none where nothing changed; "
        "write {{< var rise.rose_by >}}, which says both"
    )
    front = f'title: "Arrests {var("rise.plain.rose")} by {var("rise.plain.change")}"'
    (said,) = told(tmp_path / "two", "Text.", front)
    assert said.startswith("brief.qmd:2:")


ROWS = (
    "then,Then,1000,USD,exact,,2023,agency,,\nas_much,As much,1000,USD,exact,,2024,agency,,\n"
    "more,More,1234,USD,exact,,2024,agency,,\nless,Less,750,USD,exact,,2024,agency,,\n"
    "loose,Loose,1000,USD,500,,2024,agency,,\n"
)


def figure(folder: Path, now: str, lang: str, formula: str = "{} / then") -> Figure:
    """A ratio over time, or another formula."""
    code = f'def it({now}, then):\n    """It"""\n    return {formula.format(now)}\n'
    return analyse(write_brief(folder, figures=ROWS, derived=code), lang).figures["it"]


@pytest.mark.parametrize(
    ("now", "form", "english", "spanish"),
    [
        ("more", "rise_of", "rise of 23.4%", "aumento de 23,4\u00a0%"),
        ("less", "rise_of", "fall of 25%", "descenso de 25\u00a0%"),
        ("as_much", "rise_of", "constant level", "nivel sin cambios"),
        ("loose", "rise_of", "level without clear change", "nivel sin un cambio claro"),
        ("more", "higher_by", "23.4% higher", "23,4\u00a0% mayor"),
        ("less", "higher_by", "25% lower", "25\u00a0% menor"),
        ("as_much", "higher_by", "no different", "igual"),
        ("loose", "higher_by", "not clearly different", "no claramente diferente"),
        ("more", "rose_by_2", "rose by about 23%", "aumentaron cerca de 23\u00a0%"),
        ("more", "it_rose_by_to_2", "rose by 23.40%", "aumentó 23,40\u00a0%"),
        ("less", "higher_by_full", "25% lower", "25\u00a0% menor"),
        ("as_much", "rose_by_3", "did not change", "no cambiaron"),
        ("as_much", "rise_of_to_1", "constant level", "nivel sin cambios"),
    ],
)
def test_one_form_says_both(tmp_path: Path, now: str, form: str, english: str, spanish: str) -> None:
    """With the digits that are asked for; the direction alone where nothing moved or nobody can tell."""
    assert figure(tmp_path / "en", now, "en").forms[form] == english
    assert figure(tmp_path / "es", now, "es").forms[form] == spanish


def test_a_difference_has_them_too(tmp_path: Path) -> None:
    """In its own unit."""
    made = figure(tmp_path, "less", "en", "{} - then")
    assert (made.forms["rise_of"], made.forms["higher_by"]) == ("fall of $250", "$250 lower")


@pytest.mark.parametrize(
    ("doc", "code", "message"),
    [
        (
            "Arrests {it:rose} by {it:change}.",
            "''",
            "analysis/charts.py:4: bars: in the docstring, it.rose and it.change stand",
        ),
        (
            "Arrests.",
            'f"{it:rose} by {it:about_change}"',
            "analysis/charts.py:10: bars: it.rose and it.about_change stand in one sentence",
        ),
    ],
)
def test_captions_and_the_texts_of_charts_are_prose(tmp_path: Path, doc: str, code: str, message: str) -> None:
    """As they are drawn and written anew with the data."""
    chart = f'''from matplotlib.figure import Figure


def bars(it):
    """{doc}

    Bars.
    """
    picture = Figure()
    picture.suptitle({code})
    return picture
'''
    derived = 'def it(more, then):\n    """It"""\n    return more / then\n'
    with pytest.raises(ChartingError) as raised:
        analyse(write_brief(tmp_path, figures=ROWS, derived=derived, charts=chart), "en")
    assert str(raised.value).startswith(message)
    assert str(raised.value).endswith("write {it:rose_by}, which says both")


# -- a number and its range ------------------------------------------------------------------------------------------

MEAN = ("value", "value_2", "about", "about_value_to_1", "range", "range_2", "range_to_2", "between", "between_2")
SHARE = ("percent", "percent_to_0", "about_percent", "percent_range", "percent_range_to_0", "percent_between")
BESIDE = {
    "mean": {"kind": "level", "plain": dict.fromkeys(MEAN, "it"), **dict.fromkeys(MEAN, "it")},
    "part": {"kind": "share", **dict.fromkeys((*MEAN, *SHARE), "it")},
}


def told_beside(folder: Path, body: str) -> list[str]:
    """What is said to be wrong with prose that writes a mean and a part."""
    made = brief(folder, body)
    (made / "_variables.yml").write_text(json.dumps(BESIDE), encoding="utf-8")
    try:
        read_prose(read_project(made))
    except ProseError as error:
        return [str(fault) for fault in error.faults]
    return []


@pytest.mark.parametrize(
    ("sentence", "forms", "instead"),
    [
        (f"It is {var('mean.value')} ({var('mean.range_to_2')}).", "mean.value and mean.range_to_2", "mean.value_to_2"),
        (f"It was {var('mean.value_2')} ({var('mean.range')}).", "mean.value_2 and mean.range", "mean.range_2"),
        (f"It was {var('mean.value_2')}, and lies {var('mean.between')}.", "mean.value_2 and mean.between",
         "mean.between_2"),
        (f"Es de {var('mean.about')} ({var('mean.range_2')}).", "mean.about and mean.range_2", "mean.about_value_2"),
        (f"It was {var('mean.range_2')}, or {var('mean.about_value_to_1')}.", "mean.about_value_to_1 and mean.range_2",
         "mean.range_to_1"),
        (f"Of all {var('part.about_percent')} ({var('part.percent_range_to_0')}).",
         "part.about_percent and part.percent_range_to_0", "part.about_percent_to_0"),
        (f"Of all {var('part.percent_to_0')}, {var('part.percent_between')}.",
         "part.percent_to_0 and part.percent_between", "part.percent_between_to_0"),
        (f"It was {var('mean.plain.value_2')} ({var('mean.range')}).", "mean.value_2 and mean.range",
         "mean.plain.range_2"),
    ],
)  # fmt: skip
def test_a_number_and_its_range_have_the_same_digits(tmp_path: Path, sentence: str, forms: str, instead: str) -> None:
    """Whether it stands in parentheses or not: 102 (101.80 to 101.90) reads as if it lay outside."""
    (fault,) = told_beside(tmp_path, sentence)
    assert fault.endswith(
        f"var: {forms} stand in one sentence with other digits, as if the number lay outside its range; "
        f"write {var(instead)}, with the digits of the other"
    )


@pytest.mark.parametrize(
    "body",
    [
        f"It was {var('mean.value')} ({var('mean.range')}).",
        f"It was {var('mean.value_2')} ({var('mean.range_2')}), {var('mean.between_2')}.",
        f"It was {var('mean.value')}. Nobody knows it better than {var('mean.range_to_2')}.",
        f"It was {var('mean.value_2')}, and of all {var('part.percent')} ({var('part.percent_range')}).",
        f"| {var('mean.value')} | {var('mean.range_2')} |",
        f"It was {var('part.percent')} ({var('part.range_2')}).",
    ],
)
def test_a_number_may_have_other_digits_elsewhere(tmp_path: Path, body: str) -> None:
    """In another sentence, in another cell, beside another figure's range, and as what is written otherwise."""
    assert told_beside(tmp_path, body) == []


def test_captions_and_charts_are_held_to_it(tmp_path: Path) -> None:
    """A caption in braces, and a text of code."""
    figures = "a,A,305.6,kg,0.1,,2024,agency,,\n"
    derived = 'def mean(a):\n    """M"""\n    return a / 3\n'
    code = (
        "from matplotlib.figure import Figure\n\n\ndef drawn(mean):\n"
        '    """It was {mean:value} ({mean:range_to_2}).\n\n    A bar.\n    """\n    return Figure()\n'
    )
    with pytest.raises(
        ChartingError, match=r"in the docstring, mean\.value and mean\.range_to_2 stand in one sentence"
    ):
        analyse(write_brief(tmp_path, figures=figures, derived=derived, charts=code), "en")
