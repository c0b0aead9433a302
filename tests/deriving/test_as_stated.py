"""Numbers as stated: somebody told them, nobody knows how they were rounded, and no word claims more than that."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from briefs import analysed, write_brief
from published_records import Record, a_copy, derived, record, reported
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.diff.difference import difference
from statbrief.errors import StatbriefError
from statbrief.figures.figure import Figure
from statbrief.figures.forms import forms, variables
from statbrief.figures.generated_tables import figures_table
from statbrief.languages.language import words_for
from statbrief.prose.variables import why_not
from statbrief.verify.verify import verify

VISAS = "visas,Visas on offer,300000,visa,as stated,,2022-06-22,agency,page 2,\n"
SHARE = "share,Share for Mexicans,{share},1,{step},,2022-06-22,agency,page 2,\n"
OLD = "old,Visas then,{old},visa,{step},,2019,agency,page 2,\n"
SPLIT = '''
def mexicans(visas, share):
    """For Mexicans"""
    return visas * share


def others(visas, mexicans):
    """For others"""
    return visas - mexicans
'''
RATIO = '\ndef ratio(visas, old):\n    """Then and now"""\n    return visas / old\n'


def split(folder: Path, share: str = "0.5", step: str = "0.1") -> Analysis:
    """A brief in which a part of the visas goes to Mexicans."""
    return analysed(folder, figures=VISAS + SHARE.format(share=share, step=step), derived=SPLIT)


def computed(folder: Path, formula: str, figures: str = VISAS) -> Figure:
    """A figure that is computed from the visas."""
    code = f'def it(visas):\n    """It"""\n    return {formula}\n'
    return analysed(folder, figures=figures, derived=code).figures["it"]


def said(figure: Figure, form: str) -> tuple[str, str]:
    """The form in English and in Mexico's Spanish."""
    english, spanish = (forms(figure, words_for(lang))[form].plain for lang in ("en", "es-MX"))
    return english, spanish


def test_a_number_as_stated_has_no_range_and_no_word(tmp_path: Path) -> None:
    """It is written as its source writes it; it is not exact."""
    visas = split(tmp_path).figures["visas"]
    assert said(visas, "value") == said(visas, "about") == ("300,000", "300,000")
    assert said(visas, "range") == ("no range is known", "no se conoce un intervalo")
    assert said(visas, "as_stated") == ("as stated", "según lo declarado")
    assert not visas.known.is_exact


@pytest.mark.parametrize(
    ("share", "step", "mexicans", "others"),
    [
        ("0.5", "0.1", "135,000 to 165,000", "135,000 to 165,000"),
        ("0.9", "0.1", "255,000 to 285,000", "15,000 to 45,000"),
        ("0.95", "0.05", "277,000 to 293,000", "7,000 to 23,000"),  # 277,500 to 292,500, rounded outward
    ],
)
def test_each_part_has_the_range_that_the_share_leaves(
    tmp_path: Path, share: str, step: str, mexicans: str, others: str
) -> None:
    """300,000 times the share's ends, and what is left of 300,000; each says, or its sentence does, what is known."""
    figures = split(tmp_path, share, step).figures
    ends = [300_000 * (Fraction(share) + sign * Fraction(step) / 2) for sign in (-1, 1)]
    for text, (low, high) in ((mexicans, ends), (others, [300_000 - end for end in reversed(ends)])):
        first, last = (int(end.replace(",", "")) for end in text.split(" to "))
        assert first <= low < high <= last
        assert (last - first) - (high - low) <= (high - low) / 10
    for name, reach in (("mexicans", mexicans), ("others", others)):
        spanish = reach.replace(" to ", " a ")
        assert said(figures[name], "range_as_stated") == (reach, spanish)
        assert said(figures[name], "range") == (f"{reach} as far as is known", f"{spanish} hasta donde se sabe")
        between = f"between {reach}".replace(" to ", " and "), f"entre {spanish}".replace(" a ", " y ")
        assert said(figures[name], "between_as_stated") == between
        known = f"{between[0]} as far as is known", f"{between[1]} hasta donde se sabe"
        assert said(figures[name], "between") == known


@pytest.mark.parametrize(
    ("formula", "about"),
    [
        ("visas / 7", "about 42,900"),  # 42,857.14…
        ("visas / 8", "about 37,500"),
        ("visas / 64", "about 4,690"),  # 4,687.5 would be known to its half
        ("2 * visas", "about 600,000"),
        ("-visas", "about −300,000"),
        ("visas - 300_000 * visas.units", "about 0"),
    ],
)
def test_what_is_computed_from_it_is_about_and_never_exact(tmp_path: Path, formula: str, about: str) -> None:
    """Three digits of a quotient, the step of a sum; no range where nothing else is rounded."""
    it = computed(tmp_path, formula)
    assert it.forms["about"] == about
    assert it.forms["range"] == "no range is known"
    assert not {"range_as_stated", "between", "between_as_stated"} & it.forms.keys()
    assert said(it, "as_stated") == ("from numbers as stated", "según cifras declaradas")


def test_a_bound_as_stated_stays_a_bound(tmp_path: Path) -> None:
    """More than 300,000, as far as is known."""
    it = computed(tmp_path, "2 * visas", VISAS.replace("as stated,,", "as stated,more than,"))
    assert (it.forms["about"], it.forms["range"]) == ("more than 600,000", "more than 600,000 as far as is known")


@pytest.mark.parametrize(("share", "fraction"), [("0.5", "half"), ("0.34", "about a third"), ("0.97", "97%")])
def test_a_share_as_stated_is_a_fraction_as_stated(tmp_path: Path, share: str, fraction: str) -> None:
    """Half is what was said; a third is what we make of it. In per cents there is no range either."""
    figure = split(tmp_path, share, "as stated").figures["share"]
    assert figure.forms["about_fraction"] == fraction
    assert figure.forms["percent_range"] == "no range is known"


def test_code_carries_the_mark_as_formulas_do(tmp_path: Path) -> None:
    """What a function does with the number does not matter, nor how far behind the number is."""
    code = 'def it(visas):\n    """It"""\n    return sum([visas, visas])\n'
    code += '\n\ndef far(it):\n    """Far"""\n    return it * 1\n'
    figures = analysed(tmp_path, figures=VISAS, derived=code).figures
    assert [figures[name].as_stated for name in ("visas", "it", "far")] == [("visas",)] * 3
    assert figures["far"].forms["about"] == "about 600,000"


def test_the_table_says_where_no_range_is_known(tmp_path: Path) -> None:
    """In the place of the range; of one that is known in part, behind where it is from. Exact stands nowhere there."""
    brief = split(tmp_path)
    table = figures_table(brief.figures, brief.answers, brief.datasets, brief.checks, brief.sayings, brief.words)
    rows = {row.split(" | ")[0].strip("| "): row.split(" | ")[2:] for row in table.splitlines()}
    assert rows["Visas on offer"][0] == "[as stated; no range is known]{.across}"
    assert rows["For Mexicans"][:2] == ["135,000", "165,000"]
    assert rows["For Mexicans"][2].endswith("; range as far as is known |")
    assert "exact" not in " ".join(rows["For Mexicans"] + rows["Visas on offer"])


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("rose", "rests on a number as stated, and no range is known: write value, or say how that number was rounded"),
        ("it_multiplied", "rests on a number as stated, and no range is known: write value, or say how"),
        ("range_as_stated", "has no range that is known: write range"),
        ("percent_between_as_stated", "has no range that is known: write range"),
        ("between", "lies between no two ends that are written apart: write range"),
    ],
)
def test_a_direction_is_not_offered_and_says_why(tmp_path: Path, form: str, wanted: str) -> None:
    """In the prose and in code: nobody knows whether it rose."""
    brief = analysed(tmp_path, figures=VISAS + OLD.format(old=100_000, step="exact"), derived=RATIO)
    assert brief.figures["ratio"].forms["about_times"] == "about 3 times"
    told = why_not(variables(brief.forms), f"ratio.{form}", "variable")
    assert told is not None
    assert told[0] == f"ratio is a ratio over time and has no form {form}"
    assert told[1].startswith(wanted)
    with pytest.raises(KeyError, match=f"a ratio over time {wanted}"):
        f"{brief.figures['ratio']:{form}}"


def test_a_known_rounding_has_no_range_as_stated(tmp_path: Path) -> None:
    """Its own range is all that there is to say."""
    figures = variables(split(tmp_path).forms)
    told = why_not(figures, "share.range_as_stated", "variable")
    assert told == ("share is a share and has no form range_as_stated", "rests on no number as stated: write range")


CHECK = '"""Checks."""\nfrom statbrief.checking import agree\n\n\ndef told(visas, old):\n    """T"""\n    return {}\n'


@pytest.mark.parametrize(("old", "step"), [(300_000, "exact"), (280_000, "40000"), (310_000, "as stated")])
def test_what_overlaps_agrees_and_of_the_rest_nobody_can_tell(tmp_path: Path, old: int, step: str) -> None:
    """A range that is not known is at least the number itself."""
    write_brief(tmp_path, figures=VISAS + OLD.format(old=old, step=step), checks=CHECK.format("agree(visas, old)"))
    if step != "as stated":
        assert analyse(tmp_path, "en").checks[0].outcome.holds
        return
    with pytest.raises(StatbriefError) as raised:
        analyse(tmp_path, "en")
    found = "whether they agree cannot be told: old and visas are as stated, so no range is known"
    assert str(raised.value).startswith("analysis/checks.py:")
    assert f"told: {found}; say how it was rounded" in str(raised.value)


def test_a_comparison_with_it_is_undecided(tmp_path: Path) -> None:
    """Though the numbers themselves can be compared."""
    figures = VISAS + OLD.format(old=100_000, step="exact")
    write_brief(tmp_path / "a", figures=figures, checks=CHECK.format("visas > old"))
    with pytest.raises(StatbriefError) as raised:
        analyse(tmp_path / "a", "en")
    found = "whether visas > old 100,000 cannot be told: visas is as stated, so no range is known"
    assert found.replace("visas > ", "visas 300,000 (no range is known) > ") in str(raised.value)
    assert "say how it was rounded, or compare the numbers themselves, as in a.value < b.value" in str(raised.value)
    write_brief(tmp_path / "b", figures=figures, checks=CHECK.format("visas.value > old.value"))
    assert analyse(tmp_path / "b", "en").checks[0].outcome.holds


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("as-stated", '"as-stated" is not a plain number; did you mean as stated?'),
        ("", "nothing; write the step the source rounded to, such as 1000, exact or as stated"),
    ],
)
def test_other_ways_to_say_it_are_faults(tmp_path: Path, cell: str, message: str) -> None:
    """With the right one named."""
    write_brief(tmp_path, figures=VISAS.replace("as stated", cell))
    with pytest.raises(StatbriefError) as raised:
        analyse(tmp_path, "en")
    assert f"data/reported.csv:2: rounded_to: {message}" in str(raised.value)


def test_a_column_of_a_dataset_is_not_as_stated(tmp_path: Path) -> None:
    """A fault that says where it may be said."""
    fields = [{"name": "n", "type": "integer", "unit": "visa", "rounded_to": "as stated"}]
    table = {"name": "table", "path": "table.csv", "title": "T", "source": "agency", "schema": {"fields": fields}}
    write_brief(tmp_path, package=json.dumps({"resources": [table]}), dataset="n\n1\n")
    with pytest.raises(StatbriefError) as raised:
        analyse(tmp_path, "en")
    wanted = "rounded_to is as stated, which rows of data/reported.csv may be; write a step, or exact"
    assert wanted in str(raised.value)


def published(**changes: object) -> Record:
    """The record of a copy in which a figure rests on a number as stated, and on a rounded one."""
    made = record()
    figures = made["figures"]
    figures["visas"] = reported("Visas 2022", "300000", "as stated", [3e5, 3e5], line=5, unit="visa", **NAMED)
    figures["share"] = reported("Share 2022", "0.5", "0.1", [0.45, 0.55], line=6, unit="1", **SHARED)
    behind = {"reported": ["visas", "share"], "as_stated": ["visas"], "unit": "visa", **NAMED}
    figures["part"] = derived(150e3, [135e3, 165e3], ["visas", "share"], "visas * share", **(behind | changes))
    figures["visas"]["texts"] = {"value": "300,000", "range": "no range is known"}
    figures["part"]["texts"] = {"about": "about 150,000", "range": "135,000 to 165,000 as far as is known"}
    return made


NAMED = {"kind": "level", "ratio": "", "unit_text": "visas", "unit_one": "visa"}
SHARED = {"kind": "share", "ratio": "1", "unit_text": "1", "unit_one": "1"}


def wrong(made: Record) -> list[str]:
    """What a record alone is found to say that is not so."""
    return [f"{each.what}: {each.found}" for each in verify(a_copy(made, format="json", attached={})).faults]


def test_a_copy_proves_what_is_as_stated() -> None:
    """Its record is one by the schema, holds, and its lines never say exactly."""
    found = verify(a_copy(published(), format="json", attached={}))
    assert found.holds, found.faults
    ranges = {line.figure: line.range for line in found.lines}
    assert ranges["visas"] == "as stated; no range is known"
    assert ranges["part"] == "135,000 to 165,000 as far as is known"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"as_stated": ["share"]}, "figure part: is said to rest on 'share' as stated"),
        ({"as_stated": ["visas", "share"]}, "figure part: is said to rest on 'visas, share' as stated"),
    ],
)
def test_a_mark_on_another_number_is_told(changes: dict[str, object], found: str) -> None:
    """What a figure rests on is found again."""
    assert found in wrong(published(**changes))


def test_a_mark_that_was_taken_off_is_told() -> None:
    """The figure is said to be known, and its texts are those of one."""
    made = published()
    part = made["figures"]["part"]
    del part["as_stated"]
    part["texts"] = {"about": "about 150,000", "range": "135,000 to 165,000"}
    assert wrong(made) == ["figure part: is said to rest on 'nothing' as stated"]


def test_a_build_says_which_rounding_came_to_be_known() -> None:
    """From as stated to a step: the range is another, of the number and of what rests on it."""
    old: Any = published()
    new: Any = published()
    new["figures"]["visas"] |= {"rounded_to": "exact", "texts": {"value": "300,000"}}
    del new["figures"]["part"]["as_stated"]
    changes = {each.name: each for each in difference(old, new).figures}
    assert set(changes) == {"visas", "part"}
    visas, part = changes["visas"], changes["part"]
    assert visas.old is not None
    assert part.old is not None
    assert visas.new is not None
    assert (visas.old.reach, visas.new.reach) == ("not known", "")
    assert "range" in visas.aspects
    assert part.old.reach == "135,000 to 165,000 as far as is known"
    assert [(each.of, each.what, each.old, each.new) for each in part.causes] == [
        ("visas", "rounded_to", "as stated", "exact")
    ]


def test_what_has_no_range_has_none_that_moved() -> None:
    """Another number, told by somebody again."""
    old: Any = published()
    new: Any = published()
    new["figures"]["visas"] |= {"stated": "320000", "value": 320e3, "range": [320e3, 320e3]}
    (visas,) = difference(old, new).figures
    assert "value" in visas.aspects
    assert "range" not in visas.aspects


def test_the_table_has_a_bound_as_stated(tmp_path: Path) -> None:
    """The bound is the source's; its end is as stated."""
    brief = analysed(tmp_path, figures=VISAS.replace("as stated,,", "as stated,at least,"))
    table = figures_table(brief.figures, brief.answers, brief.datasets, brief.checks, brief.sayings, brief.words)
    assert "| 300,000 | open | [@agency]{.named-source}, page 2; range as far as is known |" in table
