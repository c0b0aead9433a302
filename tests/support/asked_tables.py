"""Functions of a brief that are asked of several engines, which have to give the same."""

from pathlib import Path

from engine_briefs import BY_REGION, HEADS, function
from statbrief.analysis.analysis import analyse
from statbrief.data.datasets import Dataset

ASKED = {
    "by_region": (BY_REGION, list(HEADS)),
    "by_month": (
        'trips.group_by(month=_.day.truncate("M")).agg(fares=_.fare.sum(), longest=_.distance.max())',
        ["month", "fares", "longest"],
    ),
    "by_year": ("trips.group_by(year=_.day.year()).agg(trips=_.count())", ["year", "trips"]),
    "some": (
        (
            'trips.filter(_.region.upper() != "CENTRO").group_by("region", "class").agg(\n'
            "    fares=_.fare.sum(where=_.riders > 2), middle=_.distance.quantile(0.25), share=(_.riders == 1).mean()\n"
            ').order_by("class")'
        ),
        ["region", "class", "fares", "middle", "share"],
    ),
    "whole": ("trips.agg(last=_.day.max(), regions=_.region.nunique())", ["name", "last", "regions", "all"]),
}
TABLES = "".join(function(asked, heads, name=name) for name, (asked, heads) in ASKED.items())


def computed_by(folder: Path) -> dict[str, Dataset]:
    """What the functions of a brief compute."""
    return {name: each for name, each in analyse(folder, "en").datasets.items() if each.computed is not None}


def hold_same(theirs: dict[str, Dataset], ours: dict[str, Dataset]) -> None:
    """Hold values, ranges, counts of rows, names, periods and their order to be the same."""
    assert [*theirs] == [*ours] == [*ASKED]
    for name, dataset in ours.items():
        other = theirs[name]
        assert other.rows == dataset.rows, name
        assert dataset.computed is not None
        assert other.computed is not None
        assert other.computed.cells == dataset.computed.cells, name
