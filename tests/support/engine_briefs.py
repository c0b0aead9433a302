"""Small briefs of which an engine computes tables: trips by region and day, whose fares and distances are rounded."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from statbrief.analysis.analysis import Analysis, analyse
from statbrief.data.datasets import Dataset
from statbrief.errors import Fault, StatbriefError

FIELDS: list[dict[str, Any]] = [
    {"name": "region", "type": "string"},
    {"name": "day", "type": "date"},
    {"name": "fare", "type": "number", "unit": "USD", "rounded_to": 0.25},
    {"name": "distance", "type": "number", "unit": "km", "rounded_to": 0.1},
    {"name": "riders", "type": "integer", "unit": "rider", "rounded_to": "exact"},
    {"name": "class", "type": "integer"},
]
UNITS = """@group count
    trip = [trip] = _ = trips
    rider = [rider] = _ = riders
@end
USD = [currency]
"""
SETTINGS = "lang: en\nbibliography: data/sources.bib\n"
IMPORTS = "from ibis import _\n\n\n"
HEADS = {
    "region": "Region",
    "trips": "Trips",
    "fares": "Fares",
    "mean": "Mean fare",
    "least": "Least fare",
    "most": "Largest fare",
    "ninth": "Ninth decile",
    "middle": "Median distance",
    "riders": "Riders",
}
BY_REGION = """trips.group_by("region").agg(
    trips=_.count(),
    fares=_.fare.sum(),
    mean=_.fare.mean(),
    least=_.fare.min(),
    most=_.fare.max(),
    ninth=_.fare.quantile(0.9),
    middle=_.distance.median(),
    riders=_.riders.sum(),
)"""


def trips(rows: int = 400, seed: int = 0) -> pd.DataFrame:
    """Made-up trips, whose fares and distances lie on their steps as nearly as binary fractions do."""
    chance = np.random.default_rng(seed)
    days = pd.date_range("2022-01-01", "2022-03-31")
    return pd.DataFrame(
        {
            "region": chance.choice(["Centro", "Norte", "Ñuble"], rows),
            "day": chance.choice(days.date, rows),
            "fare": np.round(chance.uniform(-5, 90, rows) / 0.25) * 0.25,
            "distance": np.round(chance.gamma(2, 3, rows), 1),
            "riders": chance.integers(1, 5, rows),
            "class": chance.integers(1, 4, rows),
        }
    )


def function(expression: str, heads: Sequence[str], *, name: str = "it", given: str = "trips", unit: str = "") -> str:
    """A function of `analysis/tables.py` that returns an expression, with a head for each of its columns."""
    words = "".join(f"    {each}: {HEADS.get(each, each.title())}\n" for each in heads)
    arrow = f' -> "{unit}"' if unit else ""
    body = expression.replace("\n", "\n    ")
    return f'def {name}({given}){arrow}:\n    """A table\n\n{words}    """\n    return {body}\n\n\n'


def engine_brief(
    folder: Path,
    tables: str = "",
    data: pd.DataFrame | None = None,
    *,
    fields: Sequence[Mapping[str, Any]] = FIELDS,
    also: Sequence[Mapping[str, Any]] = (),
    **said: object,
) -> Path:
    """The folder of such a brief; `said` is what its package says of the trips otherwise, `also` other resources."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "analysis").mkdir(exist_ok=True)
    (folder / "_quarto.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "data/units.txt").write_text(UNITS, encoding="utf-8")
    (folder / "data/sources.bib").write_text(
        "@online{city, author = {{City}}, title = {Trips}, date = {2022}}\n", encoding="utf-8"
    )
    resource: dict[str, object] = {
        "name": "trips",
        "path": "trips.parquet",
        "engine": True,
        "title": "Trips",
        "source": "city",
    }
    resource |= {"period": "{day}", "schema": {"fields": list(fields)}, **said}
    resource = {key: value for key, value in resource.items() if value is not None}
    package = json.dumps({"resources": [resource, *also]}, indent=1, ensure_ascii=False)
    (folder / "data/datapackage.json").write_text(package, encoding="utf-8")
    if resource.get("path") == "trips.parquet":
        (trips() if data is None else data).to_parquet(folder / "data/trips.parquet")
    own = tables or function(BY_REGION, list(HEADS), name="by_region", unit="trips: trip")
    (folder / "analysis/tables.py").write_text(IMPORTS + own, encoding="utf-8")
    (folder / "brief.qmd").write_text("---\ntitle: Trips\ndate: 2023-01-05\n---\n\nTrips.\n", encoding="utf-8")
    return folder


def analysed(folder: Path, *given: object, **said: object) -> Analysis:
    """The analysis of such a brief."""
    return analyse(engine_brief(folder, *given, **said), "en")  # type: ignore[arg-type]


def computed(folder: Path, *given: object, **said: object) -> Dataset:
    """What the engine computed for the first function of such a brief."""
    return next(each for each in analysed(folder, *given, **said).datasets.values() if each.computed is not None)


def faults_of(folder: Path, *given: object, **said: object) -> list[Fault]:
    """What is wrong with such a brief; nothing where nothing is."""
    try:
        analysed(folder, *given, **said)
    except StatbriefError as error:
        return list(error.faults)
    return []


def told(folder: Path, *given: object, **said: object) -> list[str]:
    """The same as messages."""
    return list(map(str, faults_of(folder, *given, **said)))
