"""A small brief with an edition for each of five areas: one with an odd name, one in Spanish; made-up numbers."""

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from made_once import made_once
from statbrief.each.build import build_each
from statbrief.each.making import Wanted

AREAS = (
    ("01", "North", "north", ""),
    ("02", 'Bay & "Cape" <East>', "bay-and-cape", ""),
    ("03", "Côte-d'Or", "cote-d-or", ""),
    ("04", "El Sur", "el-sur", "es"),
    ("05", "West", "west", ""),
)
"""Code, name, slug, and the edition where it is not the brief's own."""
KINDS = ("private", "public")
YEARS = range(2019, 2023)

_SETTINGS = """\
lang: en
bibliography: data/sources.bib
citeproc: true
address: https://example.org/schools/
masthead: {kind: "Schools of {{< var area.name >}}"}
each:
  dataset: regions
  code: code
  name: name
  slug: slug
  language: language
  rows: {regions: code, pupils: region}
format:
  html: {}
  typst: {pdf-standard: [a-3a, ua-1]}
"""
_PROSE = """\
---
title: "Pupils in {{< var area.name >}} {{< var growth.rose >}}"
date: 2023-01-05
---

In {{< var area.name >}} there were {{< var now.value >}} of the {{< var nation.value >}} pupils.

{{< chart trend >}}

{{< table kinds >}}

## Where the numbers come from

{{< figures >}}
"""
_SPANISH = """\
---
title: "Alumnos de {{< var area.name >}}: {{< var growth.change >}}"
date: 2023-01-05
lang: es
---

En {{< var area.name >}} había {{< var now.value >}} de los {{< var nation.value >}} alumnos.

{{< chart trend >}}

{{< table kinds >}}

## De dónde vienen los números

{{< figures >}}
"""
_DERIVED = '''\
"""Pupils of an area."""

from statbrief.areas import Area


def now(pupils, area: Area) -> "pupil, level":
    """Pupils in {area:name}, {period}"""
    rows = pupils.reset_index()
    return rows.loc[(rows["region"] == area.code) & (rows["year"] == rows["year"].max()), "pupils"].sum()


def growth(pupils) -> "percent, change":
    """Growth of the number of pupils"""
    years = pupils.groupby(level="year")["pupils"].sum()
    return years.iloc[-1] / years.iloc[0] - 1
'''
_CHARTS = '''\
"""The chart of an area."""

from statbrief.drawing import PALETTE, headed, line, scale


def trend(pupils, area, words):
    """Pupils year by year

    A line of the pupils of {area:name} in each year.

    title: Pupils in {area:name}
    measure: Public and private schools
    """
    years = pupils.groupby(level="year")["pupils"].sum()
    counts = [int(each) for each in years.pint.magnitude]
    picture, axes = headed(words.said("title"), words.said("measure"), height=1, left=0.6, below=0.25)
    axes.set_ylim(0, max(counts) * 1.1)
    scale(axes, [0, counts[-1]], [words.digits(0), words.digits(counts[-1])])
    axes.set_xticks(range(len(counts)), labels=[str(each.year) for each in years.index])
    line(axes, range(len(counts)), counts, color=PALETTE[0])
    return picture
'''
_CHECKS = '''\
"""What must hold in each area."""


def some(now, area):
    """There are pupils in {area:name}"""
    return now > 0 and bool(area.code and area.slug and area.name)
'''
_TABLES = '''\
"""The table of an area."""


def kinds(pupils, area):
    """Pupils of {area:name} by kind of school

    kind: Kind of school
    pupils: Pupils
    """
    rows = pupils.reset_index()
    own = rows[(rows["region"] == area.code) & (rows["year"] == rows["year"].max())]
    return own.set_index("kind")[["pupils"]]
'''
_ACROSS = '''\
"""What must hold of all areas together."""

from statbrief.checking import add_up


def whole(now, nation):
    """The areas add up to the nation"""
    return add_up(list(now.values()), nation.one)
'''
_LABELS = """\
kind,id,text
figure,area,Región
figure,nation,Alumnos del país
figure,now,"Alumnos de {area:name}, {period}"
figure,growth,Crecimiento del número de alumnos
dataset,regions,Regiones
dataset,pupils,Alumnos
column,code,código
column,name,nombre
column,slug,carpeta
column,language,idioma
column,region,región
column,year,año
column,kind,tipo
column,pupils,alumnos
unit,pupil,alumno|alumnos
locator,p. 1,pág. 1
name,North,Norte
name,El Sur,El Gran Sur
caption,trend,Alumnos por año
alternative,trend,Una línea de los alumnos de {area:name} en cada año.
chart,trend.title,Alumnos de {area:name}
chart,trend.measure,Escuelas públicas y privadas
check,some,Hay alumnos en {area:name}
caption,kinds,Alumnos de {area:name} según el tipo de escuela
table,kinds.kind,Tipo de escuela
table,kinds.pupils,Alumnos
name,public,pública
name,private,privada
"""


def pupils_of(code: str, year: int, kind: str) -> int:
    """A made-up number, in whole hundreds; every one is another."""
    return 100 * (int(code) * 37 + (year - YEARS[0]) * int(code) * 3 + KINDS.index(kind) * 11)


def area_brief(folder: Path) -> Path:
    """The brief, not built."""
    pupils = [(code, year, kind, pupils_of(code, year, kind)) for code, *_ in AREAS for year in YEARS for kind in KINDS]
    total = sum(number for _, year, _, number in pupils if year == YEARS[-1])
    (folder / "data").mkdir(parents=True)
    frame = pd.DataFrame(AREAS, columns=["code", "name", "slug", "language"])
    frame.to_csv(folder / "data/regions.csv", index=False)
    pd.DataFrame(pupils, columns=["region", "year", "kind", "pupils"]).to_csv(folder / "data/pupils.csv", index=False)
    reported = f"nation,Pupils in the nation,{total},pupil,exact,,2022,office2022,p. 1,"
    files = {
        "_quarto.yml": _SETTINGS,
        "brief.qmd": _PROSE,
        "brief.es.qmd": _SPANISH,
        "analysis/derived.py": _DERIVED,
        "analysis/charts.py": _CHARTS,
        "analysis/checks.py": _CHECKS,
        "analysis/tables.py": _TABLES,
        "analysis/each.py": _ACROSS,
        "data/labels.es.csv": _LABELS,
        "data/units.txt": "pupil = [pupil] = _ = pupils\n",
        "data/sources.bib": "@online{office2022, author = {{Office}}, title = {Schools}, date = {2022}}\n",
        "data/datapackage.json": json.dumps(_package(), indent=1),
        "data/reported.csv": "id,label,value,unit,rounded_to,bound,period,source,locator,note\n" + reported + "\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def rewrite(path: Path, old: str, new: str) -> None:
    """Write something else in the place of a text that stands in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="session")
def built_areas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief with the pages of all its areas, without print. Tests only read it."""

    def make(place: Path) -> None:
        built = build_each(area_brief(place / "brief"), "", Wanted(("html",)))
        assert ({**built.failed}, [*built.together]) == ({}, [])

    return made_once(tmp_path_factory, "areas", make) / "brief"


@pytest.fixture
def areas_again(built_areas: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(built_areas, tmp_path / "brief", symlinks=True))


def entries_of(folder: Path) -> dict[str, dict[str, Any]]:
    """What `editions.json` lists, by slug."""
    listed = json.loads((folder / "_output/editions.json").read_text(encoding="utf-8"))["editions"]
    return {each["slug"]: each for each in listed}


def _package() -> dict[str, Any]:
    def text(name: str) -> dict[str, Any]:
        return {"name": name, "type": "string"}

    return {
        "name": "schools",
        "resources": [
            {
                "name": "regions",
                "path": "regions.csv",
                "title": "Regions",
                "source": "office2022",
                "schema": {
                    "primaryKey": ["code"],
                    "fields": [text(each) for each in ("code", "name", "slug", "language")],
                },
            },
            {
                "name": "pupils",
                "path": "pupils.csv",
                "title": "Pupils",
                "source": "office2022",
                "period": "{year}",
                "schema": {
                    "primaryKey": ["region", "year", "kind"],
                    "foreignKeys": [{"fields": "region", "reference": {"resource": "regions", "fields": "code"}}],
                    "fields": [
                        text("region"),
                        {"name": "year", "type": "year"},
                        text("kind"),
                        {"name": "pupils", "type": "integer", "unit": "pupil", "rounded_to": 100},
                    ],
                },
            },
        ],
    }


def pages(folder: Path) -> dict[str, bytes]:
    """All that is published, by name."""
    output = folder / "_output"
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.glob("**/*") if path.is_file()}
