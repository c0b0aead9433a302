"""What an engine computed is kept: only other code or other data ask it again."""

from pathlib import Path
from typing import Any

import pytest

from engine_briefs import BY_REGION, FIELDS, HEADS, IMPORTS, engine_brief, function, trips
from statbrief.analysis.analysis import analyse
from statbrief.analysis.write import write_analysis
from statbrief.brief_tables.computed import AsComputed
from statbrief.engine.connections import Connection
from statbrief.errors import DerivingError


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The expressions that engines are asked, as they come."""
    found: list[object] = []
    computed = Connection.computed

    def counting(self: Connection, expression: Any, most: int) -> list[dict[str, Any]]:  # noqa: ANN401 -- Ibis' own
        found.append(expression)
        return computed(self, expression, most)

    monkeypatch.setattr(Connection, "computed", counting)
    return found


def test_an_edit_of_the_prose_asks_nothing(tmp_path: Path, asked: list[object]) -> None:
    """Words, other functions, notes and a second analysis leave the engine alone, and give the same."""
    folder = engine_brief(tmp_path)
    first = analyse(folder, "en").datasets["by_region"]
    assert len(asked) == 1
    (folder / "brief.qmd").write_text("---\ntitle: Others\ndate: 2023-01-05\n---\n\nOther words.\n", encoding="utf-8")
    (folder / "analysis/derived.py").write_text(
        'def share(by_region) -> "1, share":\n    """Share"""\n'
        '    return by_region.loc["Norte", "fares"] / by_region["fares"].sum()\n',
        encoding="utf-8",
    )
    text = (folder / "analysis/tables.py").read_text(encoding="utf-8")
    (folder / "analysis/tables.py").write_text(text.replace("A table", "Another caption"), encoding="utf-8")
    again = analyse(folder, "en").datasets["by_region"]
    assert len(asked) == 1
    assert again.rows == first.rows
    assert again.computed == first.computed


def test_other_data_are_asked_again(tmp_path: Path, asked: list[object]) -> None:
    """A file that changes is read again, and its numbers are the new ones."""
    folder = engine_brief(tmp_path)
    before = analyse(folder, "en").figures["by_region.norte.trips"].value
    more = trips(500)
    more.to_parquet(folder / "data/trips.parquet")
    after = analyse(folder, "en").figures["by_region.norte.trips"].value
    assert len(asked) == 2
    assert after == (more["region"] == "Norte").sum() != before


@pytest.mark.parametrize(
    ("old", "new"),
    [("quantile(0.9)", "quantile(0.8)"), ('group_by("region")', 'filter(_.riders > 1).group_by("region")')],
    ids=["another quantile", "fewer rows"],
)
def test_other_code_asks_again(tmp_path: Path, asked: list[object], old: str, new: str) -> None:
    """What is asked otherwise is computed anew; a filter asks first of which rows it cannot tell."""
    folder = engine_brief(tmp_path)
    analyse(folder, "en")
    text = (folder / "analysis/tables.py").read_text(encoding="utf-8")
    (folder / "analysis/tables.py").write_text(text.replace(old, new), encoding="utf-8")
    analyse(folder, "en")
    assert len(asked) == 2 + ("filter" in new)


def test_another_rounding_is_another_range(tmp_path: Path, asked: list[object]) -> None:
    """What the package declares of a column is part of what is kept."""
    folder = engine_brief(tmp_path)
    before = analyse(folder, "en").figures["by_region.norte.middle"].range
    package = (folder / "data/datapackage.json").read_text(encoding="utf-8")
    (folder / "data/datapackage.json").write_text(package.replace("0.1", "0.05"), encoding="utf-8")
    after = analyse(folder, "en").figures["by_region.norte.middle"].range
    assert len(asked) == 2
    assert after.high - after.low == pytest.approx((before.high - before.low) / 2)


def test_other_missing_texts_are_other_numbers(tmp_path: Path, asked: list[object]) -> None:
    """What the package says of how a file is read is part of what is kept, though the question is the same."""
    own = function("trips.filter(_.fare.notnull()).agg(n=_.count(), fares=_.fare.sum())", ["name", "n", "fares"])
    (tmp_path / "data").mkdir()
    (tmp_path / "data/trips.csv").write_text("region,fare\nNorte,1.25\nNorte,99\n", encoding="utf-8")
    fields = [FIELDS[0], FIELDS[2]]
    found = []
    for missing in ([""], ["", "99"]):
        schema = {"fields": fields, "missingValues": missing}
        folder = engine_brief(tmp_path, own, path="trips.csv", schema=schema, period=None)
        found.append(analyse(folder, "en").datasets["it"].rows[0]["fares"])
    assert found == ["100.25", "1.25"]
    assert len(asked) == 2


@pytest.mark.thorough
def test_what_is_kept_and_broken_is_computed_again(tmp_path: Path, asked: list[object]) -> None:
    """A kept result that is no JSON, or lacks something, is as if it were not there."""
    folder = engine_brief(tmp_path)
    analyse(folder, "en")
    kept = folder / "_generated/queries/by_region.json"
    for broken in ("{", "[]", '{"key": 1}', kept.read_text(encoding="utf-8").replace('"cells"', '"sells"')):
        kept.write_text(broken, encoding="utf-8")
        analyse(folder, "en")
    assert len(asked) == 5


def test_another_functions_fault_asks_nothing_again(tmp_path: Path, asked: list[object]) -> None:
    """What was computed before another function was found wrong is kept."""
    wrong = function("trips.agg(it=_.fare.std())", ["name", "it"])
    folder = engine_brief(tmp_path, function(BY_REGION, list(HEADS), name="by_region") + wrong)
    with pytest.raises(DerivingError, match="StandardDev"):
        analyse(folder, "en")
    text = (folder / "analysis/tables.py").read_text(encoding="utf-8")
    (folder / "analysis/tables.py").write_text(text.replace("std()", "max()"), encoding="utf-8")
    analyse(folder, "en")
    assert len(asked) == 2  # each of them once


@pytest.mark.thorough
def test_cells_are_told_without_moving_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cell rests on the one that it repeats: its table is made as often for a thousand as for three."""
    made: list[int] = []
    at = AsComputed.called

    def counting(self: AsComputed, *given: Any, **said: Any) -> Any:  # noqa: ANN401 -- whatever it is given
        made.append(1)
        return at(self, *given, **said)

    monkeypatch.setattr(AsComputed, "called", counting)
    asked = 'trips.group_by("day").agg(trips=_.count(), fares=_.fare.sum(), middle=_.distance.median())'
    folder = engine_brief(tmp_path, function(asked, ["day", "trips", "fares", "middle"]), trips(900))
    assert len(analyse(folder, "en").figures) == 3 * 90
    assert len(made) == 2


def test_what_is_no_more_is_removed(tmp_path: Path) -> None:
    """What was computed for a function that is gone does not go on travelling inside the pages."""
    two = function(BY_REGION, list(HEADS), name="by_region") + function("trips.agg(n=_.count())", ["name", "n"])
    folder = engine_brief(tmp_path, two)
    write_analysis(folder, "en")
    kept = folder / "_generated/queries"
    assert {path.name for path in kept.iterdir()} == {
        *("by_region.json", "by_region-computed.csv", "it.json", "it-computed.csv"),
    }
    (folder / "analysis/tables.py").write_text(IMPORTS, encoding="utf-8")
    write_analysis(folder, "en")
    assert list(kept.iterdir()) == []


def test_files_that_change_meanwhile_are_told_and_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is hashed before and after it is read; of two states of it no number is made."""
    folder = engine_brief(tmp_path)
    computed = Connection.computed

    def meanwhile(self: Connection, expression: Any, most: int) -> list[dict[str, Any]]:  # noqa: ANN401 -- as above
        found = computed(self, expression, most)
        trips(401).to_parquet(folder / "data/trips.parquet")
        return found

    monkeypatch.setattr(Connection, "computed", meanwhile)
    with pytest.raises(DerivingError) as error:
        analyse(folder, "en")
    assert str(error.value) == "data/trips.parquet: file: changed while it was read; build again once it is whole"
    assert not (folder / "_generated/queries/by_region.json").exists()
