"""`statbrief diff`: what a reviewer must read of a brief that was made again, and why."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import click.testing
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages import copy_brief
from statbrief.cli import main
from statbrief.copies.read import read_copy
from statbrief.diff.difference import CAME, CHANGED, WENT, Difference, difference, record_of
from statbrief.diff.numbers import as_stated, beside, same
from statbrief.diff.report import NOTHING, as_json, as_markdown, as_text
from statbrief.diff.sentences import changes, of_pages, split
from statbrief.record import published

Record = Any

FORMATS = ("html", "pdf", "json")
HASH, OTHER_HASH = "0" * 64, "f" * 64
OFFER = "The United States offers 300,000 work visas."
SPLIT = "About 150,000 are for Mexicans."


# -- records ------------------------------------------------------------------


NAMED = {"kind": "level", "ratio": "", "unit_text": "visas", "unit_one": "visa"}


def reported(line: int, label: str, stated: str, unit: str = "visa", **changed: object) -> Record:
    """A reported figure, exact unless it is said otherwise."""
    value = float(stated)
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "range": [value, value],
        "period": "2022-06",
        "sources": ["reuters2022"],
        "texts": {"value": f"{value:,g}", "about": f"{value:,g}"},
        "file": "data/reported.csv",
        "line": line,
        "stated": stated,
        "rounded_to": "exact",
        "bound": "",
        "locator": "6th paragraph",
        "note": "",
        "agrees": [],
        **NAMED,
    } | changed


def derived(line: int, label: str, value: float, formula: str, inputs: list[str], **changed: object) -> Record:
    """A derived figure."""
    return {
        "label": label,
        "value": value,
        "unit": "visa",
        "range": [value * 0.9, value * 1.1],
        "period": "2022-06",
        "sources": ["reuters2022"],
        "texts": {"about": f"about {value:,g}"},
        "file": "analysis/derived.py",
        "line": line,
        "function": "derived",
        "inputs": inputs,
        "reported": [name for name in inputs if name in {"visas", "share"}],
        "rows": {},
        "formula": formula,
        "constants": {},
        "factors": {},
        "scale": 1.0,
        "cell": None,
        "exact": [str(Fraction(Decimal(repr(float(each))))) for each in (value, value * 0.9, value * 1.1)],
        "ends": True,
        "is_open": False,
        "known_to": "",
        **NAMED,
    } | changed


def record() -> Record:
    """A brief of two reported figures, what follows from them, a dataset, a check and a chart."""
    cell = {"dataset": "arrests", "row": "2022", "column": "count"}
    may = {"MAY": {"value": 31.0, "unit": "day"}}
    figures = {
        "visas": reported(2, "Visas on offer", "300000"),
        "share": reported(3, "Share for Mexicans", "0.5", "1", rounded_to="0.1", range=[0.45, 0.55]),
        "mexicans": derived(4, "Visas for Mexicans", 150_000, "visas * share", ["visas", "share"]),
        "others": derived(8, "Visas for others", 150_000, "visas - mexicans", ["visas", "mexicans"]),
        "a_day": derived(12, "Visas a day", 300_000 / 31, "visas / MAY", ["visas"], constants=may, unit="visa / day"),
        "counted": derived(16, "Arrests in 2022", 70_700, "", ["arrests"], cell=cell, rows={"arrests": ["2022"]}),
        "double": derived(20, "Twice the arrests", 141_400, "counted * 2", ["counted"], rows={"arrests": ["2022"]}),
        "fitted": derived(24, "Trend", 7, "", ["arrests"], rows={"arrests": ["2020", "2021", "2022"]}),
    }
    columns = {"count": {"unit": "arrest", "rounded_to": "10"}}
    arrests = {"title": "Arrests by year", "file": "data/arrests.csv", "sha256": HASH, "source": "ohss2025"}
    add_up = {"title": "Both parts add up", "kind": "add up", "holds": True, "figures": ["mexicans", "others", "visas"]}
    chart = {"identifier": "fig-split", "caption": "The visas.", "alternative": "Two bars: 150,000 and 150,000."}
    rows = [["Visas for Mexicans", "about 150,000"], ["Visas for others", "about 150,000"]]
    return {
        "version": published.VERSION,
        "title": "Migration",
        "lang": "en",
        "date": "2022-07-12",
        "figures": figures,
        "datasets": {"arrests": {**arrests, "key": ["year"], "columns": columns}},
        "checks": {"add_up": {**add_up, "file": "analysis/checks.py", "line": 4}},
        "charts": {"split": {**chart, "inputs": ["mexicans", "others"], "sha256": HASH, "data": data(rows)}},
        "files": {"data/reported.csv": HASH, "data/arrests.csv": HASH, "analysis/derived.py": HASH},
        "attached": {},
        "made_with": {"statbrief": "0.1", "renderer": "embedded", "packages": {"numpy": "2.3"}},
        "pages": {"html": {"looks": HASH, "text": ["Migration", f"{OFFER} {SPLIT}", "Nothing else."]}},
    }


def data(rows: list[list[str]]) -> Record:
    """What a chart is drawn from."""
    return {"head": ["Figure", "Value"], "rows": rows}


def file(folder: Path, name: str, content: Mapping[str, Any]) -> str:
    """A sealed record in a file, by its path."""
    path = folder / name
    path.write_bytes(published.written(published.sealed(content)))
    return str(path)


def found(**changed: Mapping[str, Any]) -> Difference:
    """The difference when some figures are others."""
    new = record()
    for name, members in changed.items():
        new["figures"][name] = new["figures"][name] | members
    return difference(record(), new)


def why(difference: Difference) -> dict[str, list[str]]:
    """Of each figure that changed, why: where, what, before and now."""
    return {
        each.name: [" ".join(filter(None, (cause.of, cause.what, cause.old, cause.new))) for cause in each.causes]
        for each in difference.figures
    }


def diff(*arguments: str) -> click.testing.Result:
    """What the command says."""
    return click.testing.CliRunner().invoke(main, ["diff", *arguments])


def with_text(*blocks: str) -> Record:
    """The record of a page that shows these blocks."""
    return record() | {"pages": {"html": {"looks": HASH, "text": list(blocks)}}}


MORE_VISAS = {"value": 320_000.0, "range": [320_000.0, 320_000.0], "stated": "320000", "texts": {"value": "320,000"}}
MORE_MEXICANS = {"value": 160_000.0, "range": [144_000.0, 176_000.0], "texts": {"about": "about 160,000"}}


# -- figures, and why ---------------------------------------------------------


def test_the_records_of_these_tests_are_such_as_builds_write() -> None:
    """The record that these tests start from has the published shape."""
    assert published.read(published.written(published.sealed(record())), "brief.json")["title"] == "Migration"


def test_the_same_input_has_no_difference(tmp_path: Path) -> None:
    """Two records of the same input: nothing changed, exit 0."""
    result = diff(file(tmp_path, "old.json", record()), file(tmp_path, "new.json", record()))
    assert (result.exit_code, result.output) == (0, f"{NOTHING}\n")


def test_a_reported_figure_says_which_column_changed() -> None:
    """When the source's number and its rounding are others, both are told by the columns of the data file."""
    changed = found(visas=MORE_VISAS | {"rounded_to": "10000", "range": [315_000.0, 325_000.0]})
    assert why(changed) == {"visas": ["visas value 300000 320000", "visas rounded_to exact 10000"]}
    assert changed.figures[0].aspects == ("text", "value", "range", "rounded_to")


def test_a_derived_figure_is_explained_by_the_reported_one_behind_it() -> None:
    """Of 300,000 visas that became 320,000 follow the halves; the share, which stayed, explains nothing."""
    changed = found(visas=MORE_VISAS, mexicans=MORE_MEXICANS, others=MORE_MEXICANS)
    visas = "visas value 300000 320000"
    assert why(changed) == {"visas": [visas], "mexicans": [visas], "others": [visas]}


def test_a_cause_is_found_through_figures_between() -> None:
    """Twice the arrests changed because of a cell that only the figure between repeats."""
    changed = found(counted={"value": 70_710.0}, double={"value": 141_420.0})
    cell = "arrests row 2022, count 70700 70710"
    assert why(changed) == {"counted": [cell], "double": [cell]}


def test_what_stayed_explains_nothing() -> None:
    """A figure between that kept its value hands no cause on."""
    changed = found(visas=MORE_VISAS, others={"value": 170_000.0})
    assert why(changed)["others"] == ["visas value 300000 320000"]
    assert "mexicans" not in why(changed)


def test_a_changed_formula_is_the_cause() -> None:
    """The function's own expression, before and now."""
    changed = found(mexicans={"value": 75_000.0, "formula": "visas * share / 2"})
    assert why(changed) == {"mexicans": ["mexicans formula visas * share visas * share / 2"]}


def test_a_changed_constant_is_the_cause() -> None:
    """A month of 30 days instead of 31, and what follows from it alone."""
    changed = found(a_day={"value": 10_000.0, "constants": {"MAY": {"value": 30.0, "unit": "day"}}})
    assert why(changed) == {"a_day": ["a_day constant MAY 31 day 30 day"]}


def test_another_conversion_of_units_is_the_cause() -> None:
    """Where data/units.txt defines a unit otherwise, the formula is the same but for what it is multiplied with."""
    changed = found(a_day={"value": 10_000.0, "scale": 31 / 30})
    assert why(changed) == {"a_day": ["a_day conversion of units result × 1 result × 1.03333"]}


def test_a_changed_dataset_is_the_cause() -> None:
    """What is fitted to three rows of a file changed because the file did."""
    new = record()
    new["figures"]["fitted"]["value"] = 8.0
    new["datasets"]["arrests"]["sha256"] = OTHER_HASH
    changed = difference(record(), new)
    assert why(changed) == {"fitted": ["arrests data/arrests.csv changed, rows 2020, 2021, 2022"]}
    assert [(each.name, each.happened) for each in changed.datasets] == [("arrests", CHANGED)]


def test_another_rounding_of_a_column_explains_a_range() -> None:
    """A count rounded to 100 instead of 10 widens the range of what repeats it."""
    new = record()
    new["figures"]["counted"]["range"] = [70_650.0, 70_750.0]
    new["datasets"]["arrests"]["columns"]["count"]["rounded_to"] = "100"
    changed = difference(record(), new)
    assert why(changed) == {"counted": ["arrests count, rounded_to 10 100"]}
    assert changed.figures[0].aspects == ("range",)


def test_a_cause_that_bears_on_another_aspect_is_none() -> None:
    """Where only the sources of a derived figure changed, a rounding that changed too does not explain it."""
    changed = found(
        share={"sources": ["other2023"], "note": "asked again"}, mexicans={"sources": ["other2023", "reuters2022"]}
    )
    assert why(changed)["mexicans"] == ["share source reuters2022 other2023"]
    assert why(changed)["share"] == ["share source reuters2022 other2023", "share note asked again"]


def test_a_range_may_follow_from_what_lies_far_behind() -> None:
    """Where no figure between changed, the reported figures that the record names behind it are asked."""
    new = record()
    new["figures"]["others"]["reported"] = ["share", "visas"]
    new["figures"]["others"]["range"] = [140_000.0, 160_000.0]
    new["figures"]["share"] |= {"rounded_to": "0.05", "range": [0.475, 0.525]}
    assert why(difference(record(), new))["others"] == ["share rounded_to 0.1 0.05"]


def test_code_is_named_where_nothing_else_explains() -> None:
    """A function that is more than a formula, whose file changed: that is told, and no more is claimed."""
    new = record()
    new["figures"]["fitted"]["value"] = 8.0
    new["files"]["analysis/derived.py"] = OTHER_HASH
    assert why(difference(record(), new)) == {
        "fitted": ["fitted perhaps its function in analysis/derived.py, which changed too"]
    }
    new["figures"]["mexicans"]["value"] = 1.0
    assert why(difference(record(), new))["mexicans"] == ["mexicans its function's code changed (analysis/derived.py)"]


def test_what_no_record_explains_is_said_to_be_unexplained() -> None:
    """With nothing else changed, the versions that made the brief are named, or nothing is."""
    new = record()
    new["figures"]["mexicans"]["value"] = 1.0
    assert why(difference(record(), new)) == {"mexicans": ["mexicans the records do not say why"]}
    new["made_with"]["packages"]["numpy"] = "2.4"
    assert why(difference(record(), new)) == {
        "mexicans": ["mexicans made with another version of statbrief or its packages"]
    }


def test_a_figure_that_was_reported_may_be_derived_now() -> None:
    """The change of origin is the cause, and what follows from it says so."""
    new = record()
    new["figures"]["share"] = derived(
        30, "Share for Mexicans", 0.6, "mexicans / visas", ["mexicans", "visas"], unit="1"
    )
    new["figures"]["mexicans"]["value"] = 180_000.0
    origin = "share origin reported by reuters2022 derived: mexicans / visas"
    assert why(difference(record(), new))["share"][0] == origin
    assert why(difference(record(), new))["mexicans"] == [origin]


def test_a_label_that_changed_is_told_and_explains_nothing_else() -> None:
    """Words about a figure are its own: what is computed from it did not change."""
    assert why(found(visas={"label": "Visas promised"})) == {"visas": ["visas label Visas on offer Visas promised"]}


def test_a_unit_that_changed_is_told() -> None:
    """The old and the new figure each have their unit."""
    text = as_text(found(visas={"unit": "permit"}))
    assert "    300,000 [visa] → 300,000 [permit]\n    why: unit visa → permit\n" in text


def test_figures_come_and_go() -> None:
    """One that is new and one that is gone, each with what it says; neither needs a reason."""
    new = record()
    new["figures"]["permits"] = reported(5, "Permits", "12")
    del new["figures"]["double"]
    changed = difference(record(), new)
    assert [(each.name, each.happened) for each in changed.figures] == [("permits", CAME), ("double", WENT)]
    assert "  permits (came): Permits\n    12 [visa]\n" in as_text(changed)
    assert "  double (went): Twice the arrests\n    about 141,400 [visa]" in as_text(changed)


def test_reported_figures_are_told_before_what_follows_from_them() -> None:
    """In the order of their rows, then of the functions."""
    changed = found(a_day={"value": 1.0}, share={"note": "x"}, visas=MORE_VISAS, others={"value": 1.0})
    assert [each.name for each in changed.figures] == ["visas", "share", "others", "a_day"]


def test_a_number_that_reads_the_same_is_told_with_its_digits() -> None:
    """Where the text of a figure stayed, the digits beneath it show what changed."""
    text = as_text(found(double={"value": 141_400.4, "formula": "counted * 2 + 0.4"}))
    assert "    about 141,400 [visa] (141400 → 141400.4)\n" in text


def test_a_last_bit_is_no_change() -> None:
    """Another machine's floating point may end otherwise: nobody must read that."""
    assert not found(a_day={"value": 300_000 / 31 * (1 + 1e-15)})


def test_a_moved_line_is_no_change() -> None:
    """A row above, or a comment in a function, moves lines and changes no figure."""
    assert not found(visas={"line": 7}, mexicans={"line": 99})


def test_a_form_that_only_one_brief_writes_is_no_change() -> None:
    """The prose may write a figure in another form now; the sentence says so, the figure is the same."""
    assert not found(visas={"texts": {"value": "300,000", "range": "300,000"}})


def test_another_way_to_write_a_number_is_told() -> None:
    """With the same value, a text that changed has no cause in the data."""
    changed = found(visas={"texts": {"value": "0.3 million", "about": "300,000"}})
    assert why(changed) == {"visas": ["visas only how it is written"]}
    assert changed.figures[0].forms == {"value": ("300,000", "0.3 million")}


def test_another_language_changes_the_sentences_and_no_figure() -> None:
    """A brief in Spanish writes every number otherwise; its figures are the same."""
    new = record() | {"lang": "es"}
    new["figures"]["visas"]["texts"] = {"value": "300.000"}
    changed = difference(record(), new)
    assert (changed.figures, [each.what for each in changed.brief]) == ((), ["lang"])


def test_a_circle_of_figures_ends() -> None:
    """A record that somebody else made may say that two figures are computed from each other, or from none."""
    new = record()
    new["figures"]["mexicans"] |= {"inputs": ["others", "nowhere"], "value": 1.0}
    new["figures"]["others"] |= {"inputs": ["mexicans"], "value": 1.0}
    assert why(difference(record(), new)).keys() == {"mexicans", "others"}


def test_a_long_chain_is_followed_to_its_root() -> None:
    """The last of 3,000 figures, each computed from the one before, changed because of the first."""
    old, new = record(), record()
    for brief, value in ((old, 1.0), (new, 2.0)):
        brief["figures"] = {"f0": reported(1, "First", str(value))} | {
            f"f{place}": derived(place, "Next", value, f"f{place - 1}", [f"f{place - 1}"]) for place in range(1, 3000)
        }
    assert why(difference(old, new))["f2999"] == ["f0 value 1.0 2.0"]


def test_many_causes_are_told_in_part() -> None:
    """Of a sum of 40 figures that all changed, a dozen are named."""
    old, new = record(), record()
    names = [f"f{place:02}" for place in range(40)]
    for brief, value in ((old, "1"), (new, "2")):
        brief["figures"] = {name: reported(2, name, value) for name in names}
        brief["figures"]["total"] = derived(1, "Total", 40 * float(value), " + ".join(names), names)
    total = difference(old, new).figures[-1]
    assert (total.name, len(total.causes), total.more) == ("total", 12, True)
    assert "    why: and more\n" in as_text(difference(old, new))


# -- checks, charts, datasets, the brief itself --------------------------------


def test_a_check_that_changed_outcome_is_told() -> None:
    """It held, and does not hold any more."""
    new = record()
    new["checks"]["add_up"]["holds"] = False
    text = as_text(difference(record(), new))
    assert "Checks\n  add_up: Both parts add up\n    outcome: holds → does not hold\n" in text


def test_checks_come_and_go() -> None:
    """A new check says its outcome; one that is gone says that it is."""
    new = record()
    new["checks"] = {"half": new["checks"]["add_up"] | {"title": "Half is half", "kind": "other"}}
    text = as_text(difference(record(), new))
    assert "  add_up (went): Both parts add up\n  half (came): Half is half\n    outcome: holds\n" in text


def test_a_chart_says_in_a_line_what_of_it_changed() -> None:
    """Its picture, and how many rows of what it is drawn from; its caption is a sentence of the page."""
    new = record()
    rows = [["Visas for Mexicans", "about 160,000"], ["Visas for others", "about 150,000"]]
    new["charts"]["split"] |= {"sha256": OTHER_HASH, "data": data(rows)}
    new["charts"]["split"]["alternative"] = "Two bars."
    changed = difference(record(), new)
    assert "Charts\n  split: picture, data (1 of 2 rows), alternative\n" in as_text(changed)
    assert "| The visas.<br>`split` | picture, data (1 of 2 rows), alternative |\n" in as_markdown(changed)


def test_a_text_alternative_is_read_too() -> None:
    """What a chart says to those who do not see it changed like any sentence."""
    new = record()
    new["charts"]["split"]["alternative"] = "Two bars: 160,000 and 160,000."
    changed = difference(record(), new)
    assert [each.place for each in changed.sentences] == ["alternative of split"]
    assert "\nText alternatives of charts\n  - Two bars: [-150,000-] and [-150,000-].\n" in as_text(changed)
    assert "  + Two bars: {+160,000+} and {+160,000+}.\n" in as_text(changed)


def test_a_dataset_says_what_of_its_description_changed() -> None:
    """Columns that came or are rounded otherwise, and where the numbers are from."""
    new = record()
    new["datasets"]["arrests"] |= {"source": "cbp2026"}
    new["datasets"]["arrests"]["columns"] = {"count": {"unit": "arrest", "rounded_to": "100"}}
    text = as_text(difference(record(), new))
    assert "    source: ohss2025 → cbp2026\n    column count: arrest, rounded to 10 → arrest, rounded to 100\n" in text


def test_another_title_is_told_once() -> None:
    """The brief's title is told as such, and not as a sentence again."""
    new = with_text("Migration and work", f"{OFFER} {SPLIT}", "Nothing else.") | {"title": "Migration and work"}
    changed = difference(record(), new)
    assert [(each.what, each.new) for each in changed.brief] == [("title", "Migration and work")]
    assert not changed.sentences


# -- sentences ----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Border Patrol counts.|It counts in May.",
        "See No. 7 and Fig. 3 of p. 12.|Then stop.",
        "Is that so?|“Yes.”|(No!)|He said it was 1.5 million.|70,000 is about right.",
        "Mr. Smith and Dr. Jones vs. J. Doe agree.|Nobody else does.",
        "EE. UU. ofrece 300.000 visas, según el Sr. Ebrard (pág. 6).|¿Por qué?|¡Nadie lo sabe!",
        "La n.º 3 fue en feb. 2022.|Las demás, no.",
        "It rose… and fell.|Then nothing.",
        "The answer is no.|We go on.",
        "1. First of a list.",
        "no sentence at all",
    ],
)
def test_a_text_falls_into_its_sentences(text: str) -> None:
    """Neither abbreviations nor decimal points nor initials end a sentence, in English or Spanish."""
    assert split(text.replace("|", " ")) == text.split("|")


@given(st.text())
def test_no_word_is_lost_in_splitting(text: str) -> None:
    """The sentences of any text are the text, but for white space."""
    assert " ".join(split(text)).split() == text.split()


def test_a_block_ends_a_sentence() -> None:
    """A heading has no full stop, and is no part of the paragraph below it."""
    changed = difference(
        with_text("Arrests rose", "The patrol counts."), with_text("Arrests fell", "The patrol counts.")
    )
    assert [each.change.new for each in changed.sentences] == ["Arrests fell"]


def test_a_printed_sentence_runs_over_lines_and_pages() -> None:
    """Lines, hyphens at their ends, and what stands with the page's number at the foot are of the print alone."""
    pages = [
        "It began.\nThe mi-\ngrants went on\nBrief, May 3 Page 1 of 2",
        "to the next page.\nBrief, May 3 Page 2 of 2",
    ]
    assert of_pages(pages) == ["It began.", "The migrants went on to the next page."]


def test_a_number_at_the_end_of_a_page_is_kept() -> None:
    """Pages may end with numbers; only what stands there with each page's own number is its foot."""
    assert of_pages(["There were 70", "and then 80"]) == ["There were 70 and then 80"]


def test_a_sentence_that_changed_stands_beside_the_old_one() -> None:
    """With the words that differ marked, also when they only follow a figure."""
    new = with_text("Migration", f"{OFFER.replace('300,000', '320,000')} {SPLIT}", "Nothing else.")
    text = as_text(difference(record(), new))
    assert "  - The United States offers [-300,000-] work visas.\n" in text
    assert "  + The United States offers {+320,000+} work visas.\n" in text
    assert "Mexicans" not in text


def test_sentences_come_and_go() -> None:
    """One that is gone and one that is new have nothing in common, and are told apart."""
    new = with_text("Migration", f"{OFFER} Ten presidents will meet tomorrow.", "Nothing else.")
    told = [(each.change.old, each.change.new) for each in difference(record(), new).sentences]
    assert told == [(SPLIT, ""), ("", "Ten presidents will meet tomorrow.")]


def test_a_new_sentence_does_not_make_the_rest_differ() -> None:
    """What comes in between is told alone."""
    new = with_text("Migration", f"{OFFER} Really. {SPLIT}", "Nothing else.")
    assert [each.change.new for each in difference(record(), new).sentences] == ["Really."]


@given(st.lists(st.sampled_from("abcdefg"), max_size=40), st.lists(st.sampled_from("abcdefg"), max_size=40))
def test_changes_lead_from_the_old_text_to_the_new(old: list[str], new: list[str]) -> None:
    """With each change made, in order, the old sentences are the new ones."""
    found = list(changes(old, new))
    kept_old, kept_new = list(old), list(new)
    for each in found:
        if each.old:
            kept_old.remove(each.old)
        if each.new:
            kept_new.remove(each.new)
    assert sorted(kept_old) == sorted(kept_new)
    assert bool(found) == (old != new)


@given(st.text("ab 1,.", max_size=30), st.text("ab 1,.", max_size=30))
def test_the_marked_words_are_the_sentences(old: str, new: str) -> None:
    """The stretches of a change, put together, are the two sentences."""
    for each in changes([old], [new]):
        assert "".join(part[0] for part in each.parts) == each.old
        assert "".join(part[1] for part in each.parts) == each.new


def test_a_thousand_numbers_that_follow_are_paired_one_by_one() -> None:
    """Where every sentence changed by its number alone, each stands beside its own successor."""
    old = [f"District {name} has {place} inhabitants." for place, name in enumerate(map(hex, range(1000)))]
    new = ["A new start.", *(sentence.replace(" inhabitants", "5 inhabitants") for sentence in old)]
    found = list(changes(old, new))
    assert found[0].new == "A new start."
    assert all(each.new == each.old.replace(" inhabitants", "5 inhabitants") for each in found[1:])


def test_a_row_of_a_generated_table_is_not_told_again() -> None:
    """Figures, checks and charts' data that are listed already are no sentences; a row of another table is one."""
    old, new = record(), record()
    new["figures"]["mexicans"] |= MORE_MEXICANS
    new["checks"]["add_up"]["holds"] = False
    for brief in (old, new):
        brief["figures"]["share"] |= {"agrees": ["mexicans"], "texts": {"percent": "about 50%"}}
        brief["checks"]["half"] = brief["checks"]["add_up"] | {"title": "Half is half", "holds": True}
    new["charts"]["split"]["data"] = data([["Visas for Mexicans", "about 160,000"], ["Visas for others", "150,000"]])
    rows = (
        "Visas for Mexicans | about {} | 1 to 2 | {} × 0.5",
        "Share for Mexicans | about 50% | 45% to 55% | Reuters; agrees with {}",
        "Both parts add up | {} + 1 | holds",
        "Half is half | about {} | holds",
        "Visas for Mexicans | about {}",
        "[data-origin] Visas for Mexicans: about {}; 1 to 2; {} × 0.5",
        "Mexicans | about {} | of all",
    )
    old["pages"]["html"]["text"] = [row.format("150,000", "300,000") for row in rows]
    new["pages"]["html"]["text"] = [row.format("160,000", "320,000") for row in rows]
    told = [(each.change.old, each.change.new) for each in difference(old, new).sentences]
    assert told == [("Mexicans | about 150,000 | of all", "Mexicans | about 160,000 | of all")]


def test_typographic_signs_do_not_hide_a_row() -> None:
    """A page has curly quotes where the label has straight ones."""
    old, new = record(), record()
    for brief in (old, new):
        brief["figures"]["visas"]["label"] = "Congress's visas"
    new["figures"]["visas"] |= MORE_VISAS
    old["pages"]["html"]["text"] = ["Congress’s visas | 300,000 | exact | Reuters"]
    new["pages"]["html"]["text"] = ["Congress’s visas | 320,000 | exact | Reuters"]
    assert not difference(old, new).sentences


def test_the_texts_of_a_drawing_that_changed_are_not_sentences() -> None:
    """The chart is listed; what stands in its picture, and what it is drawn from, are not told again."""
    old, new = record(), record()
    new["charts"]["split"] |= {"sha256": OTHER_HASH}
    for brief, number in ((old, "150,000"), (new, "160,000")):
        brief["pages"]["html"]["text"] = [
            "Before.",
            "[title] The visas.",
            "[desc] Two bars: 150,000 and 150,000.",
            number,
            f"others: {number}",
            f"Chart 1. The visas. Drawn from {number}.",
            f"After {number}.",
        ]
    assert [each.change.new for each in difference(old, new).sentences] == ["After 160,000."]


def test_the_size_of_a_download_is_not_a_sentence() -> None:
    """A file that travels inside the page may grow; another number in brackets is text."""
    old, new = record(), record()
    for brief, size in ((old, "1 KB"), (new, "2 KB")):
        brief["attached"] = {"arrests.csv": {"file": "data/arrests.csv", "sha256": HASH, "type": "text/csv"}}
        brief["pages"]["html"]["text"] = [f"data/arrests.csv ({size})", f"A book ({size})"]
    assert [each.change.new for each in difference(old, new).sentences] == ["A book (2 KB)"]


def test_the_texts_of_a_drawing_that_is_not_listed_are_read() -> None:
    """Where a chart is the same by its record, another text in the page's drawing is a finding."""
    texts = [["[alt] Two bars: 150,000 and 150,000.", number, "Chart 1. The visas."] for number in ("1", "2")]
    assert [each.change.new for each in difference(with_text(*texts[0]), with_text(*texts[1])).sentences] == ["2"]


def test_a_generated_row_about_what_is_not_listed_is_told() -> None:
    """A figure that did not change, whose row reads otherwise, is a finding: nothing else says so."""
    old, new = (
        with_text("Visas on offer | 300,000 | exact | Reuters"),
        with_text("Visas on offer | 300,000 | exact | AP"),
    )
    assert len(difference(old, new).sentences) == 1


def test_the_print_is_read_where_there_is_no_page() -> None:
    """With PDFs alone, their sentences are compared, however the lines are broken."""
    old, new = record(), record()
    old["pages"] = {"pdf": {"looks": HASH, "text": ["The visas are\nthree hundred. More\nbelow."]}}
    new["pages"] = {"pdf": {"looks": HASH, "text": ["The visas\nare three hundred. Less\nbelow."]}}
    told = [(each.place, each.change.old, each.change.new) for each in difference(old, new).sentences]
    assert told == [("pdf", "More below.", "Less below.")]


def test_what_is_said_beside_printed_pages_is_no_part_of_them() -> None:
    """Bookmarks and notes of links repeat the pages; another author does not."""
    old, new = record(), record()
    beside = ("[title] Arrests rose", "[note] page 2", "[alt] Two bars: 150,000 and 150,000.", "[author] A desk")
    old["pages"] = {"pdf": {"looks": HASH, "text": ["Text here.", *beside]}}
    new["pages"] = {"pdf": {"looks": HASH, "text": ["Text here.", "[note] page 3", "[author] Another desk"]}}
    assert [each.change.new for each in difference(old, new).sentences] == ["[author] Another desk"]


def test_the_print_is_read_where_the_page_is_the_same() -> None:
    """What only the print says is read too."""
    old, new = record(), record()
    old["pages"]["pdf"] = {"looks": HASH, "text": ["Printed in May."]}
    new["pages"]["pdf"] = {"looks": HASH, "text": ["Printed in June."]}
    assert [each.place for each in difference(old, new).sentences] == ["pdf"]


def test_the_print_is_read_where_the_page_differs_too() -> None:
    """What changed in both is told once, where the page says it; what changed in the print alone is told as well."""
    old, new = record(), record()
    old["pages"]["html"]["text"] = ["The visas are three hundred.", "The record of this build (0a1b2c3d)"]
    new["pages"]["html"]["text"] = ["The visas are four hundred.", "The record of this build (4e5f6a7b)"]
    old["pages"]["pdf"] = {"looks": HASH, "text": ["The visas are three hundred. Doors are closed. 0a1b2c3d"]}
    new["pages"]["pdf"] = {"looks": HASH, "text": ["The visas are four hundred. Doors are open. 4e5f6a7b"]}
    old["build"], new["build"] = "0a1b2c3d", "4e5f6a7b"
    told = [(each.place, each.change.old, each.change.new) for each in difference(old, new).sentences]
    assert told == [
        ("html", "The visas are three hundred.", "The visas are four hundred."),
        ("pdf", "Doors are closed.", "Doors are open."),
    ]


def test_texts_that_cannot_be_compared_are_a_note() -> None:
    """A page and a print are different texts: that they were not compared is said."""
    new = record()
    new["pages"] = {"pdf": new["pages"]["html"]}
    told = difference(record(), new)
    assert told.notes == ("texts were not compared: the old record has html, the new one pdf",)


# -- notes --------------------------------------------------------------------


def test_files_and_versions_alone_are_notes(tmp_path: Path) -> None:
    """A brief made by another version, from files that say the same, has not changed: exit 0, and the notes say why."""
    new = record()
    new["files"] = {"data/reported.csv": OTHER_HASH, "data/arrests.csv": HASH, "brief.qmd": HASH}
    new["made_with"] = {"statbrief": "0.2", "renderer": "embedded", "packages": {"numpy": "2.4"}}
    new["pages"]["html"]["looks"] = OTHER_HASH
    result = diff(file(tmp_path, "old.json", record()), file(tmp_path, "new.json", new))
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        NOTHING,
        "note: looks changed: html",
        "note: files changed: analysis/derived.py, brief.qmd, data/reported.csv",
        "note: statbrief: 0.1 → 0.2",
        "note: packages changed: numpy",
    ]


def test_another_renderer_is_a_note(tmp_path: Path) -> None:
    """Its pages look alike, not the same, so their looks are not told of as well."""
    new = record()
    new["made_with"] = {**new["made_with"], "renderer": "quarto"}
    new["pages"]["html"]["looks"] = OTHER_HASH
    result = diff(file(tmp_path, "old.json", record()), file(tmp_path, "new.json", new))
    assert result.exit_code == 0
    assert result.output.splitlines() == [NOTHING, "note: renderer: embedded → quarto"]


# -- writers ------------------------------------------------------------------


def test_the_text_tells_a_reviewer_what_to_read(tmp_path: Path) -> None:
    """A headline with the numbers, then each figure with what it follows from, then the sentences."""
    new = record()
    new["figures"]["visas"] |= MORE_VISAS
    new["figures"]["mexicans"] |= MORE_MEXICANS
    new["pages"]["html"]["text"][1] = f"{OFFER} {SPLIT.replace('150', '160')}"
    result = diff(file(tmp_path, "old.json", record()), file(tmp_path, "new.json", new))
    assert result.exit_code == 1
    assert result.output == (
        "2 figures changed, 1 sentence to read again.\n"
        "\n"
        "Figures\n"
        "  visas: Visas on offer\n"
        "    300,000 → 320,000 [visa]\n"
        "    why: value 300000 → 320000\n"
        "  mexicans: Visas for Mexicans\n"
        "    about 150,000 → about 160,000 [visa], range 135000 to 165000 → 144000 to 176000\n"
        "    why: visas: value 300000 → 320000\n"
        "\n"
        "Sentences\n"
        "  - About [-150,000-] are for Mexicans.\n"
        "  + About {+160,000+} are for Mexicans.\n"
    )


def test_text_has_short_lines_and_steers_no_terminal() -> None:
    """Long sentences are wrapped, and control characters of a stranger's record are not written."""
    text = as_text(difference(record(), with_text("many words " * 40 + "\x1b[31m\u202e")))
    assert all(len(line) <= 100 for line in text.splitlines())
    assert not re.search("[\x1b\u202e]", text)


def test_markdown_shows_tables_and_marked_words() -> None:
    """As a pull request shows it: one row a figure, the sentence with what went and what came."""
    new = record()
    new["figures"]["visas"] |= MORE_VISAS
    new["pages"]["html"]["text"][1] = f"{OFFER.replace('300', '320')} {SPLIT}"
    assert as_markdown(difference(record(), new)) == (
        "### 1 figure changed, 1 sentence to read again.\n\n"
        "| Figure | Old | New | Why |\n| --- | --- | --- | --- |\n"
        "| Visas on offer<br>`visas` | 300,000 \\[visa\\] | **320,000 \\[visa\\]** | value 300000 → 320000 |\n\n"
        "**Sentences**\n\n"
        "- The United States offers <del>300,000</del> <ins>320,000</ins> work visas.\n"
    )


def test_markdown_escapes_what_would_be_markup() -> None:
    """Pipes, backticks, tags, stars and links show as they are; nobody is called and no issue is linked."""
    hostile = "a | b `c` <img src=x> *d* [e](f) @team #12 $g$ ~h~ _i_"
    new = record() | {"pages": {"html": {"looks": HASH, "text": [hostile]}}}
    new["figures"]["visas"] |= {"label": hostile}
    markdown = as_markdown(difference(record(), new))
    escaped = "a \\| b \\`c\\` \\<img src=x\\> \\*d\\* \\[e\\](f) @<!-- -->team #<!-- -->12 \\$g\\$ \\~h\\~ \\_i\\_"
    assert f"| {escaped}<br>`visas` |" in markdown
    assert f"<ins>{escaped}</ins>" in markdown
    assert hostile not in markdown


def test_markdown_of_a_sentence_that_starts_like_a_list_is_no_list() -> None:
    """A sentence may start with a number and a full stop; a decimal point is none."""
    assert "\n- 3.9 times <del>" in as_markdown(difference(with_text("3.9 times one."), with_text("3.9 times two.")))
    assert "\n- 1\\. First <del>" in as_markdown(difference(with_text("1. First one."), with_text("1. First two.")))


def test_markdown_folds_long_lists() -> None:
    """Many sentences are there, but folded away."""
    old, new = ([f"Sentence {each} has {count} words." for each in map(chr, range(65, 85))] for count in (5, 6))
    markdown = as_markdown(difference(with_text(*old), with_text(*new)))
    assert "<details><summary>Sentences: 20</summary>\n\n**Sentences**\n\n- " in markdown
    assert markdown.count("<details>") == markdown.count("</details>") == 1


def test_json_says_all_of_it(tmp_path: Path) -> None:
    """For a machine: sorted names, the same findings, the numbers as numbers."""
    new = record()
    new["figures"]["visas"] |= MORE_VISAS
    new["figures"]["energy"] = reported(9, "Energy", "30", range=[30.0, None], bound="at least")
    paths = file(tmp_path, "old.json", record()), file(tmp_path, "new.json", new)
    result = diff(*paths, "--format", "json")
    told = json.loads(result.output)
    assert result.exit_code == 1
    assert list(told) == sorted(told)
    assert told["changed"] is True
    visas, energy = told["figures"]
    assert visas["new"] == {
        "text": "320,000", "reach": "", "value": 320_000.0, "unit": "visa", "range": [320_000.0, 320_000.0]
    }  # fmt: skip
    assert visas["causes"] == [{"of": "visas", "what": "value", "old": "300000", "new": "320000"}]
    assert (energy["happened"], energy["old"], energy["new"]["range"]) == (CAME, None, [30.0, None])


def test_json_of_no_difference_is_json_too() -> None:
    """Empty lists, and `changed` false."""
    told = json.loads(as_json(difference(record(), record())))
    assert told.pop("changed") is False
    assert set(map(tuple, told.values())) == {()}


# -- numbers as text ----------------------------------------------------------


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_two_numbers_that_differ_are_written_differently(one: float, other: float) -> None:
    """However close they are."""
    if not same(one, other):
        assert len(set(beside(one, other))) == 2


@given(st.floats(min_value=1e-9, max_value=1e15, allow_nan=False, exclude_min=True, exclude_max=True))
def test_a_number_is_written_without_an_exponent(value: float) -> None:
    """As a data file has it, and not far from what it is."""
    assert re.fullmatch(r"\d+(\.\d+)?", as_stated(value))
    assert float(as_stated(value)) == pytest.approx(value, rel=1e-5)


# -- the brief itself ---------------------------------------------------------


@pytest.fixture(scope="module")
def builds(root: Path, built_brief: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The brief of this project: built, built again elsewhere, and built with other data and words."""
    folders = {name: tmp_path_factory.mktemp(name) / "brief" for name in ("again", "new")}
    for folder in folders.values():
        copy_brief(root, folder)
    edit(folders["new"] / "data/reported.csv", "offer,300000,", "offer,320000,")
    edit(folders["new"] / "data/mexican_may_arrests.csv", "2022,70700", "2022,70710")
    edit(
        folders["new"] / "analysis/derived.py",
        "return arrests_2022 / arrests_2019",
        "return arrests_2022 / arrests_2019 / 2",
    )
    edit(folders["new"] / "analysis/checks.py", "def rises_agree(", "def _rises_agree(")
    edit(folders["new"] / "brief.qmd", "on offer, not issued", "on offer alone")
    for folder in folders.values():
        command = [sys.executable, "-m", "statbrief", "build", str(folder), "--renderer", "embedded"]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr
    return {name: folder / "_output" for name, folder in {"old": built_brief, **folders}.items()}


def edit(path: Path, old: str, new: str) -> None:
    """Write a file anew with a text in the place of another that is there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_two_builds_of_the_same_input_have_no_difference(builds: dict[str, Path]) -> None:
    """In any format, and between formats: exit 0, and not even a note."""
    for old, new in (("html", "html"), ("pdf", "pdf"), ("json", "json"), ("html", "pdf"), ("pdf", "json")):
        result = diff(str(builds["old"] / f"brief.{old}"), str(builds["again"] / f"brief.{new}"))
        assert (result.exit_code, result.output) == (0, f"{NOTHING}\n"), (old, new)


def test_page_print_and_record_tell_the_same_difference(builds: dict[str, Path]) -> None:
    """Whichever of the three files of a build is at hand."""
    results = [diff(str(builds["old"] / f"brief.{name}"), str(builds["new"] / f"brief.{name}")) for name in FORMATS]
    assert [each.exit_code for each in results] == [1, 1, 1]
    assert len({each.output for each in results}) == 1


def test_the_real_brief_tells_why_each_figure_changed(builds: dict[str, Path]) -> None:
    """More visas, a cell of the official count, and a formula: each figure leads to its own root."""
    result = diff(str(builds["old"] / "brief.html"), str(builds["new"] / "brief.pdf"), "--format", "json")
    told = json.loads(result.output)
    causes = {
        each["name"]: [(cause["of"], cause["what"], cause["old"], cause["new"]) for cause in each["causes"]]
        for each in told["figures"]
    }
    visas, cell = ("visas", "value", "300000", "320000"), ("mexican_may_arrests", "row 2022, arrests", "70700", "70710")
    formula = "arrests_2022 / arrests_2019"
    assert causes == {
        "visas": [visas],
        "visas_mexicans": [visas],
        "visas_central_americans": [visas],
        "official_arrests_2022": [cell],
        "official_rise": [cell],
        "share_of_2000": [cell],
        "arrests_rise": [("arrests_rise", "formula", formula, f"{formula} / 2")],
    }
    assert [(each["name"], each["happened"]) for each in told["checks"]] == [("rises_agree", WENT)]
    assert [each["name"] for each in told["datasets"]] == ["mexican_may_arrests"]


def test_the_real_brief_tells_what_to_read_and_no_row_twice(builds: dict[str, Path]) -> None:
    """Sentences of the prose and captions; neither rows of the generated tables nor texts of the pictures."""
    told = difference(*(record_of(read_copy(builds[name] / "brief.html")) for name in ("old", "new")))
    sentences = [(each.change.old, each.change.new) for each in told.sentences if each.place == "html"]
    assert ("These visas are on offer, not issued.", "These visas are on offer alone.") in sentences
    assert any("offer 320,000 work visas" in new for _, new in sentences)
    rows = [old or new for old, new in sentences if " | " in old + new or "[" in (old + new)[:1]]
    assert rows == []
    assert not any(new.startswith(("Mexicans:", "about 160,000")) for _, new in sentences)


@pytest.mark.parametrize("place", ['agreed to offer <a data-origin="', 'href="#n-visas" class="number">'])
def test_a_digit_that_somebody_changed_in_the_page_is_a_difference(
    builds: dict[str, Path], tmp_path: Path, place: str
) -> None:
    """What the page shows is compared, not what its record says that it shows; so is what it shows on hover."""
    page = (builds["old"] / "brief.html").read_text(encoding="utf-8")
    start = page.index(place)
    forged = page[:start] + page[start:].replace("300,000", "900,000", 1)
    (tmp_path / "forged.html").write_text(forged, encoding="utf-8")
    result = diff(str(builds["old"] / "brief.html"), str(tmp_path / "forged.html"))
    assert result.exit_code == 1
    assert re.search(r"\{\+.*900,000.*\+\}", " ".join(result.output.split()))  # it may fill several lines


@pytest.mark.quarto
def test_both_renderers_say_the_same_figures(builds: dict[str, Path]) -> None:
    """Quarto's build of the same input has the same figures, checks, charts and datasets."""
    folder = builds["again"].parent
    command = [sys.executable, "-m", "statbrief", "build", str(folder), "--renderer", "quarto"]
    subprocess.run(command, capture_output=True, check=True)
    told = difference(*(record_of(read_copy(builds[name] / "brief.html")) for name in ("old", "again")))
    assert (told.figures, told.checks, told.charts, told.datasets) == ((), (), (), ())


# -- what is refused ----------------------------------------------------------


def test_a_record_that_was_changed_is_refused(tmp_path: Path) -> None:
    """What a record that is not as it was sealed differs in says nothing: exit 2, and where it was changed."""
    old = published.sealed(record())
    old["figures"] = deepcopy(old["figures"])
    old["figures"]["visas"]["value"] = 300_001.0
    (tmp_path / "old.json").write_bytes(published.written(old))
    result = diff(str(tmp_path / "old.json"), file(tmp_path, "new.json", record()))
    assert result.exit_code == 2
    assert result.stderr == (
        "old.json: record: was changed after it was sealed, at /figures/visas; compare an untouched copy\n"
    )


def test_a_file_that_is_no_brief_is_an_error(tmp_path: Path) -> None:
    """Exit 2 and one line, so that a program can tell it from a difference."""
    page = tmp_path / "page.html"
    page.write_text("<p>Hello</p>", encoding="utf-8")
    result = diff(str(page), file(tmp_path, "new.json", record()))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("page.html: ")


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Exit 2 too."""
    result = diff(str(tmp_path / "nowhere.html"), file(tmp_path, "new.json", record()))
    assert result.exit_code == 2
    assert "nowhere.html" in result.stderr


@pytest.mark.parametrize("note", ["1e400", "9" * 400, r'"\ud800"'])
def test_a_number_or_text_that_is_none_is_refused(tmp_path: Path, note: str) -> None:
    """A record may hold a number beyond all bounds, or half a character: one line, no crash."""
    content = record()
    content["figures"]["visas"]["note"] = "HERE"
    text = published.written(published.sealed(content)).decode()
    (tmp_path / "old.json").write_text(text.replace('"HERE"', note), encoding="utf-8")
    result = diff(str(tmp_path / "old.json"), file(tmp_path, "new.json", record()))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert result.stderr.startswith("old.json: record: is not JSON (")
