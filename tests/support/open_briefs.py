"""A brief whose data leave questions open, and what to write to answer them all."""

import json
from pathlib import Path

from briefs import HEAD, write_brief

FIGURES = "staff,Staff,120,?,?,,2024,?,page 3,\n"
PACKAGE = """{"resources": [{
  "name": "visits",
  "path": "visits.csv",
  "source": "?",
  "open": "a row is a year",
  "period": "{year}",
  "schema": {"primaryKey": ["year"], "fields": [
    {"name": "year", "type": "year"},
    {"name": "count", "type": "integer",
     "unit": "?",
     "rounded_to": "?"}
  ]}
}]}
"""
VISITS = "year,count\n2023,4100\n2024,4500\n"
DERIVED = '''def now(visits):
    """Visits"""
    return visits.loc["2024", "count"]


def change(visits) -> "1, difference":
    """Change"""
    return visits.loc["2024", "count"] - visits.loc["2023", "count"]


def years(visits):
    """Years"""
    return len(visits)
'''
PROSE = """---
title: Visits
date: 2025-01-31
---

{{< var now.value >}} visits ({{< var now.range >}}), by {{< var change.value >}} more, in {{< var years.value >}}
years; {{< var staff.value >}} staff.

::: {#tbl-figures}
{{< figures >}}

All figures.
:::
"""


def open_brief(folder: Path, *, figures: str = FIGURES, package: str = PACKAGE, config: str = "lang: en\n") -> Path:
    """The brief; with `figures` and `package` of its own it may leave less open."""
    write_brief(folder, derived=DERIVED, package=package)
    (folder / "data/reported.csv").write_text(HEAD + figures, encoding="utf-8")
    (folder / "data/visits.csv").write_text(VISITS, encoding="utf-8")
    (folder / "_quarto.yml").write_text(f"{config}bibliography: data/sources.bib\n", encoding="utf-8")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    return folder


def answered() -> dict[str, str]:
    """The same data once all is said: counts of visits in hundreds, and who says so."""
    package = json.loads(PACKAGE)
    (resource,) = package["resources"]
    del resource["open"]
    resource["source"] = "agency"
    resource["schema"]["fields"][1] |= {"unit": "1", "rounded_to": 100}
    return {"figures": "staff,Staff,120,1,exact,,2024,agency,page 3,\n", "package": json.dumps(package)}
