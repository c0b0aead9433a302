"""`statbrief diff`: which figures changed, and what each of them follows from."""

from pathlib import Path

from compared_records import MORE_MEXICANS, MORE_VISAS, OTHER_HASH, derived, diff, file, found, record, reported, why
from statbrief.diff.charts_and_checks import CAME, CHANGED, WENT
from statbrief.diff.difference import difference
from statbrief.diff.report import NOTHING, as_text
from statbrief.record import published


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
