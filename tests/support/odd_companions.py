"""A brief in two languages whose labels, cells and numbers are such that a workbook could take them for something else.

Its companions are built once; conftest.py names this file as the fixture's home.
"""

import json
import re
import shutil
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bulletins import copy_bulletin
from command_line import done
from derived_once import deriving_once
from made_once import made_once
from tabled_briefs import LABELS
from withheld_briefs import MORE_LABELS, TABLE, declaring

PICTURED = {
    "odd": ("odd", "brief"),
    "odd in Spanish": ("odd", "brief.es"),
    "first brief": ("built_brief", "brief"),
    "bulletin": ("built_bulletin", "brief"),
    "bulletin in Spanish": ("built_bulletin", "brief.es"),
}
"""The fixture and the document of each edition that is built with its charts and as a Word document."""
EACH_PICTURED = [
    each if each in {"odd", "odd in Spanish", "bulletin"} else pytest.param(each, marks=pytest.mark.thorough)
    for each in PICTURED
]
"""Their names, for fixtures: the odd ones and a real one are tried always."""
FIGURES = (
    'sum,"=SUM(A1:A3), arrests",70000,arrest,10000,,2022-05,agency,page 1,\n'
    'plus,"+1 of <them> & ""others""",18000,arrest,1000,at least,2022-05,agency,page 1,\n'
    "at,@who pays,1234.50,USD,0.01,,2022-05,agency,-page 2,\n"
    "told,-told by somebody,300000,visa,as stated,,2022-06-22,agency,page 2,\n"
    "part,A part of it,12.5,percent,0.5,,2022-05,agency,page 3,\n"
    "half,About half,0.5,1,0.1,,2022-05,agency,page 3,\n"
    "over,Over so many,30000000000,USD,exact,more than,2022-07,agency,page 4,\n"
)
DERIVED = '''def fewer(plus, sum):
    """Fewer than that"""
    return plus - sum


def a_third(sum):
    """A third of them"""
    return sum / 3


def loss(at):
    """What is lost"""
    return at - at * 2
'''
CHARTS = '''from matplotlib.figure import Figure


def bars(sum, at, loss, half, by_country, words):
    """The arrests as they are told.

    A bar of {sum:about} and one of {half:percent}.
    """
    figure = Figure()
    axes = figure.subplots()
    axes.bar([0, 1], [sum.value, 100 * half.value])
    axes.set_title("Arrests, and a part")
    return figure
'''
CONFIG = """lang: en
date-format: long
bibliography: data/sources.bib
citeproc: true
companions: [xlsx, ods, csv, headlines, charts, picture, docx]
format:
  html: {theme: none, minimal: true, embed-resources: true}
  typst: default
"""
PROSE = """---
title: "Arrests: {{< var sum.plain.about >}}"
subtitle: "And {{< var half.plain.percent >}}, *as told*"
author: Desk of [statistics]{.literal}
date: 2024-02-29
masthead:
  publisher: '=Office & \\<Desk\\>'
release:
  publisher: {name: Office and Desk, logo: logo.svg}
  main-points: ["There were {{< var sum.about >}}.", "=And {{< var part.value >}} of *it*."]
  contact: ["A. Person", "[+1]{.literal} person@example.org"]
  next: "=When the data are in"
  licence: "CC BY [4.0]{.literal}"
  quality: -None is provisional.
  notes: "+ **Arrests** are events."
---

::: {.key-figures}
- **{{< var sum.value >}}** arrests {{< var sum.in_period >}} [({{< var sum.range >}})]{.range}
- **{{< var over.about >}}** in all,
  and {{< var part.value >}} of “it”
:::

Told: {{< var told.value >}}; {{< var at.value >}}; {{< var fewer.about >}}; {{< var a_third.about >}};
{{< var loss.value >}}; {{< var plus.about >}} [@agency].

::: {#fig-bars}
{{< chart bars >}}

{{< caption bars >}}
:::

::: {#tbl-countries}
{{< table by_country >}}

{{< caption by_country >}}
:::

{{< figures >}}
"""
SPANISH_LABELS = """figure,sum,"=SUMA(A1:A3), detenciones"
figure,plus,+1 de ellas
figure,at,@quien paga
figure,told,-según alguien
figure,part,Una parte
figure,half,Cerca de la mitad
figure,over,Más de tanto
figure,fewer,Menos que eso
figure,a_third,Un tercio
figure,loss,Lo que se pierde
unit,visa,visado|visados
locator,page 1,página 1
locator,-page 2,-página 2
locator,page 2,página 2
locator,page 3,página 3
locator,page 4,página 4
caption,bars,Las detenciones según constan.
alternative,bars,"Una barra de {sum:about} y otra de {half:percent}."
"""


LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def odd_brief(folder: Path) -> Path:
    """The folder of the brief, not built."""
    declaring(folder, TABLE, figures=FIGURES, derived=DERIVED, charts=CHARTS)
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    spanish = re.sub(r"lang: en\n", "", PROSE).replace("---\n", "---\nlang: es\n", 1)
    (folder / "brief.es.qmd").write_text(spanish, encoding="utf-8")
    labels = re.sub("name,.Côte.*\n", "", LABELS + MORE_LABELS)
    (folder / "data/labels.es.csv").write_text(labels + SPANISH_LABELS, encoding="utf-8")
    return folder


def build(folder: Path, *chosen: str) -> str:
    """Build it, and what is told of that."""
    made = done("build", "--renderer", "embedded", *chosen, folder)
    return made.output


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the brief, built in both languages. Tests read it, or copy it."""

    def make(place: Path) -> None:
        folder = odd_brief(place / "brief")
        build(folder)
        build(folder, "--edition", "es")

    return made_once(tmp_path_factory, "odd", make) / "brief"


@pytest.fixture(scope="session")
def odd_twice(odd: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Its pages and companions in Spanish, and these again: made at another time, in another place."""

    def make(place: Path) -> None:
        folder = Path(shutil.copytree(odd, place / "again"))
        (folder / "_output").rename(folder / "before")
        made = max(path.stat().st_mtime for path in (folder / "before").rglob("*"))
        time.sleep(max(0, made + 2.1 - time.time()))  # times in archives are of two seconds
        build(folder, "--edition", "es")

    folder = made_once(tmp_path_factory, "odd-again", make) / "again"
    return folder / "before", folder / "_output"


@pytest.fixture(scope="session")
def built_bulletin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the second brief, built in both languages with all its companions. Tests only read it."""

    def make(place: Path) -> None:
        folder = copy_bulletin(place / "brief")
        with deriving_once():
            build(folder, "--strict")
            build(folder, "--strict", "--edition", "es")

    return made_once(tmp_path_factory, "bulletin", make) / "brief"


class Built(NamedTuple):
    """An edition that was built: the folder of what was made, how the names of its files begin, and its record."""

    output: Path
    stem: str
    record: dict[str, Any]


def edition(folder: Path, stem: str) -> Built:
    """An edition by its files; the record as JSON."""
    output = folder / "_output"
    return Built(output, stem, json.loads((output / f"{stem}.json").read_text(encoding="utf-8")))


@pytest.fixture(params=PICTURED)
def built(request: pytest.FixtureRequest) -> Built:
    """Each of several editions, of briefs on which companions were built and of one on which they were not."""
    of, stem = PICTURED[request.param]
    return edition(request.getfixturevalue(of), stem)


@pytest.fixture(params=EACH_PICTURED)
def written(request: pytest.FixtureRequest) -> Built:
    """Editions that were built with their companions, a Word document among them."""
    of, stem = PICTURED[request.param]
    return edition(request.getfixturevalue(of), stem)
