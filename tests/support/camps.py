"""A brief about camps, with figures of all kinds of origin."""

import json
from pathlib import Path

from briefs import write_brief

FIGURES = (
    "a,Dead as one source says,53,person,exact,,2022,agency,page 1,\n"
    "b,Dead as another says,53,person,exact,,2022,bureau,page 2,\n"
    "water,Water,2.5,tonne,0.1,,2022,agency,,\n"
    "sand,Sand,300,kg,10,,2022,agency,,\n"
    "part,Part,0.5,1,0.1,,2022,agency,,\n"
    "cost,Cost,30000000,USD,exact,at least,2022,agency,,\n"
)
DERIVED = '''
import pint

MONTH = pint.Quantity(31, "day")


def ratio(a, b):
    """Ratio"""
    return 2 * a / (a + b)


def both(water, sand):
    """Both"""
    return water + sand


def monthly(water) -> "tonne / day":
    """Monthly"""
    return water / MONTH


def total(water, sand):
    """Total"""
    found = water + sand
    return found


def bigger(a, camps):
    """Bigger"""
    largest = camps["people"].max()
    return max(a, largest)


def north(camps):
    """North"""
    return camps.loc["North", "people"]


def all_camps(camps):
    """All camps"""
    return camps["people"].sum()


def seven(north):
    """Seven"""
    return 7 + 0 * north.magnitude
'''
CHECKS = '''
from statbrief.checking import agree


def same(a, b, north):
    """The same dead"""
    return agree(a, b, north)
'''
CAMPS = "camp,people,share\nNorth,53,1.5\nSouth,1200,2.50\nEast,5,\nWest,6,3\nCentre,7,4\n"


def package(title: str = "Camps", source: str = "bureau") -> str:
    """The description of a dataset of camps."""
    fields = [
        {"name": "camp"},
        {"name": "people", "type": "integer", "unit": "person", "rounded_to": 1},
        {"name": "share", "type": "number", "unit": "percent", "rounded_to": "exact"},
    ]
    resource = {"name": "camps", "path": "table.csv", "title": title, "source": source}
    return json.dumps({"resources": [resource | {"schema": {"primaryKey": "camp", "fields": fields}}]})


def brief(folder: Path, *, source: str = "bureau", charts: str = "") -> Path:
    """A brief with figures of all kinds of origin."""
    write_brief(
        folder,
        figures=FIGURES,
        derived=DERIVED,
        checks=CHECKS,
        charts=charts,
        package=package(source=source),
        dataset=CAMPS,
    )
    (folder / "data/units.txt").write_text("person = [person]\nUSD = [currency]\n", encoding="utf-8")
    (folder / "data/sources.bib").write_text("@misc{agency,\n}\n@misc{bureau,\n}\n", encoding="utf-8")
    return folder
