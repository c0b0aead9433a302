"""A monthly bulletin in two languages, of ferries by line, whose older numbers may be corrected by those who count.

The fixture is found here by conftest.py, which names this file as its home.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from briefs import HEAD, write_files
from command_line import done
from made_once import made_once

TRIPS = {
    "2024-01": {"North": 400, "South": 610},
    "2024-02": {"North": 420, "South": 630},
    "2024-03": {"North": 455, "South": 640},
    "2024-04": {"North": 430, "South": 590},
}
"""What is known in the end; the last month has fewer trips, all before it more than the one before."""
FARE = "fare,Fare for one,1.95,USD,0.01,,2023,ferries,page 1,\n"
DERIVED = '''from statbrief.periods import latest, previous


def trips(ferry):
    """Trips {in_period}"""
    return ferry.xs(latest(ferry), level="month")["trips"].sum()


def trips_before(ferry):
    """Trips {in_period}"""
    return ferry.xs(previous(latest(ferry)), level="month")["trips"].sum()


def gain(trips, trips_before):
    """Trips, {period_last} less {period_first}"""
    return trips - trips_before


def first_trips(ferry):
    """Trips on the northern line {in_period}"""
    return ferry.loc[("2024-01", "North"), "trips"]


def busiest(ferry):
    """The line with most trips"""
    return ferry.xs(latest(ferry), level="month")["trips"].pint.magnitude.idxmax()
'''
CHECKS = '''from statbrief.checking import agree


def itself(trips):
    """The trips of {trips:period} agree with themselves"""
    return agree(trips)
'''
LABELS = """kind,id,text
figure,fare,Tarifa de un viaje
figure,trips,Viajes {in_period}
figure,trips_before,Viajes {in_period}
figure,gain,"Viajes, {period_last} menos {period_first}"
figure,first_trips,Viajes de la línea norte {in_period}
figure,busiest,La línea con más viajes
unit,trip,viaje|viajes
locator,page 1,página 1
check,itself,Los viajes de {trips:period} coinciden
dataset,ferry,Viajes por línea
column,month,mes
column,line,línea
column,trips,viajes
name,North,Norte
name,South,Sur
"""
CONFIG = """lang: en
date-format: long
bibliography: data/sources.bib
citeproc: true
format:
  html: {theme: none, minimal: true, embed-resources: true}
  typst: default
"""
PROSE = """---
title: "Ferry trips {{< var trips.in_period >}}"
date: "{{< var trips.period >}}"
---

There were {{< var trips.value >}} trips {{< var trips.in_period >}}, most of them on the line called
{{< var busiest.name >}}. On the month before, trips {{< var gain.rose_by >}} [@ferries]. The fare was
{{< var fare.value >}}. On the northern line it all began with {{< var first_trips.value >}}.

## Revised since the last edition

{{< revisions >}}

## Where the numbers come from

{{< figures >}}

{{< checks >}}
"""
SPANISH = """---
title: "Viajes en ferri {{< var trips.in_period >}}"
date: "{{< var trips.period >}}"
lang: es-ES
---

Hubo {{< var trips.value >}} viajes {{< var trips.in_period >}}, la mayoría en la línea {{< var busiest.name >}}.
Frente al mes anterior, los viajes {{< var gain.rose_by >}} [@ferries]. La tarifa fue de {{< var fare.value >}}. En la
línea norte todo empezó con {{< var first_trips.value >}}.

## Lo que se ha revisado desde la última edición

{{< revisions >}}

## De dónde vienen las cifras

{{< figures >}}

{{< checks >}}
"""
PACKAGE: dict[str, Any] = {
    "resources": [
        {
            "name": "ferry",
            "path": "ferry.csv",
            "source": "ferries",
            "title": "Trips by line",
            "period": "{month}",
            "schema": {
                "primaryKey": ["month", "line"],
                "fields": [
                    {"name": "month", "type": "yearmonth"},
                    {"name": "line", "type": "string"},
                    {"name": "trips", "type": "integer", "unit": "trip", "rounded_to": "exact"},
                ],
            },
        }
    ]
}


def bulletin(folder: Path, *, in_spanish: bool = True, **others: str) -> Path:
    """The bulletin without its dataset; `others` are other texts of its files, such as ``PROSE="…"``."""
    known = {"PROSE": PROSE, "SPANISH": SPANISH, "LABELS": LABELS, "FARE": FARE} | others
    files = {
        "_quarto.yml": CONFIG,
        "brief.qmd": known["PROSE"],
        "brief.es.qmd": known["SPANISH"],
        "analysis/derived.py": DERIVED,
        "analysis/checks.py": CHECKS,
        "data/labels.es.csv": known["LABELS"],
        "data/reported.csv": HEAD + known["FARE"],
        "data/units.txt": "trip = [trip] = _ = trips\nUSD = [currency]\n",
        "data/sources.bib": "@misc{ferries,\n  title = {What the ferries count},\n}\n",
        "data/datapackage.json": json.dumps(PACKAGE),
    }
    write_files(folder, files)
    if not in_spanish:
        (folder / "brief.es.qmd").unlink()
    return folder


def count(folder: Path, last: str, corrected: Mapping[tuple[str, str], int] | None = None) -> pd.DataFrame:
    """Let the data end with a month, some of their numbers others; the table as plain pandas has it."""
    rows = [(month, line, number) for month, lines in TRIPS.items() for line, number in lines.items() if month <= last]
    table = pd.DataFrame(rows, columns=["month", "line", "trips"]).set_index(["month", "line"])
    for place, number in (corrected or {}).items():
        table.loc[place, "trips"] = number
    table.to_csv(folder / "data/ferry.csv")
    return table


def build(folder: Path, *formats: str) -> None:
    """Both editions, or the one that there is, in all formats or some."""
    chosen = [word for name in formats for word in ("--to", name)]
    for edition in ((), ("--edition", "es"))[: len([*folder.glob("brief*.qmd")])]:
        done("build", "--renderer", "embedded", "--strict", *edition, *chosen, str(folder))


def released(folder: Path) -> str:
    """All editions built and released, and what is told of it."""
    build(folder)
    made = done("release", str(folder))
    return made.output


@pytest.fixture(scope="session")
def march_released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bulletin of March, built and released in both languages. Tests copy it.

    Beside it stands `told`, what was told of the release.
    """

    def make(place: Path) -> None:
        folder = bulletin(place / "brief")
        count(folder, "2024-03")
        (place / "told").write_text(released(folder), encoding="utf-8")

    return made_once(tmp_path_factory, "march", make) / "brief"


@pytest.fixture(scope="session")
def march_in_english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, in English alone."""

    def make(place: Path) -> None:
        folder = bulletin(place / "brief", in_spanish=False)
        count(folder, "2024-03")
        released(folder)

    return made_once(tmp_path_factory, "march-in-english", make) / "brief"
