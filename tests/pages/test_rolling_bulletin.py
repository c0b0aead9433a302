"""A monthly bulletin in two languages, built for one last month after another with no edit: nothing of it is stale."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from babel.dates import format_skeleton
from click.testing import CliRunner

from briefs import write_files
from seeds import pairs
from statbrief.cli import main
from statbrief.copies.read import read_copy

pytestmark = pytest.mark.usefixtures("derived_once")

FIRST = dt.date(2023, 4, 1)
STEPS = (
    *(30, -20, 10, 45, -60, 5, 0, -15, 80, 25, -10, 15, 35, -5, 20),
    *(-90, 60, 10, 10, -30, 40, 5, -25, 70, -15, 20, 0, -45, 30, 25),
)
LASTS = (14, 15, 21, 22, 27, 30)
"""How many of the thirty months there are: at turns of the year, and with a rise, a fall and no change last."""

DERIVED = '''from statbrief.periods import latest, previous, year_earlier


def trips(ferry):
    """Trips {in_period}"""
    return ferry.loc[latest(ferry), "trips"]


def trips_before(ferry):
    """Trips {in_period}"""
    return ferry.loc[previous(latest(ferry)), "trips"]


def trips_year_earlier(ferry):
    """Trips {in_period}"""
    return ferry.loc[year_earlier(latest(ferry)), "trips"]


def gain(trips, trips_before):
    """Trips, {period_last} less {period_first_month}"""
    return trips - trips_before


def growth(trips, trips_year_earlier) -> "ratio over time, similar within 1%":
    """Trips, ratio of {period_last} to {period_first}"""
    return trips / trips_year_earlier

'''
CHECKS = '''from statbrief.checking import agree


def itself(trips):
    """The trips of {trips:period} agree with themselves"""
    return agree(trips)
'''
CHARTS = '''from statbrief.drawing import headed


def recent(trips, trips_before, words):
    """Trips {trips_before:in_period} and {trips:in_period}

    Bars of {trips_before:value} trips in {trips_before:period} and {trips:value} in {trips:period}.

    title: Ferry trips in {trips:period}
    measure: {trips_before:period_month_capital} and {trips:period_month}, trips
    """
    picture, axes = headed(words.said("title"), words.said("measure"), height=0.6, below=0.25)
    axes.bar([0, 1], [trips_before.value, trips.value])
    axes.set_xticks([0, 1], labels=[f"{each:period_short}" for each in (trips_before, trips)])
    axes.set_yticks([])
    return picture
'''
LABELS = """kind,id,text
figure,trips,Viajes {in_period}
figure,trips_before,Viajes {in_period}
figure,trips_year_earlier,Viajes {in_period}
figure,gain,"Viajes, {period_last} menos {period_first_month}"
figure,growth,"Viajes, razón de {period_last} a {period_first}"
unit,trip,viajes
check,itself,Los viajes de {trips:period} coinciden
dataset,ferry,"Viajes en ferri, {period}"
column,month,mes
column,trips,viajes
caption,recent,Viajes {trips_before:in_period} y {trips:in_period}
alternative,recent,"Barras de {trips_before:value} viajes en {trips_before:period} y {trips:value} en {trips:period}."
chart,recent.title,Viajes en ferri en {trips:period}
chart,recent.measure,"{trips_before:period_month_capital} y {trips:period_month}, viajes"
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
subtitle: "After {{< var trips_before.period >}}"
description: "Trips, {{< var trips.period >}}"
date: "{{< var trips.period >}}"
---

## {{< var trips.in_period_capital >}} trips {{< var gain.it_rose_by >}}

There were {{< var trips.value >}} trips {{< var trips.in_period >}}, after {{< var trips_before.value >}} in
{{< var trips_before.period_month >}}. Against {{< var trips_year_earlier.period >}} they {{< var growth.rose >}}. It
is so {{< var trips.since_period >}} [@ferries].

::: {#fig-recent}
{{< chart recent >}}

{{< caption recent >}}
:::

{{< figures >}}

{{< checks >}}
"""
SPANISH = """---
title: "Viajes en ferri {{< var trips.in_period >}}"
subtitle: "Después de {{< var trips_before.period >}}"
description: "Viajes, {{< var trips.period >}}"
date: "{{< var trips.period >}}"
lang: es-MX
---

## {{< var trips.in_period_capital >}} los viajes {{< var gain.rose_by >}}

Hubo {{< var trips.value >}} viajes {{< var trips.in_period >}}, después de {{< var trips_before.value >}} en
{{< var trips_before.period_month >}}. Frente a {{< var trips_year_earlier.period >}}, {{< var growth.rose >}}. Es así
{{< var trips.since_period >}} [@ferries].

::: {#fig-recent}
{{< chart recent >}}

{{< caption recent >}}
:::

{{< figures >}}

{{< checks >}}
"""
PACKAGE = {
    "resources": [
        {
            "name": "ferry",
            "path": "ferry.csv",
            "source": "ferries",
            "title": "Ferry trips, {period}",
            "period": "{month}",
            "schema": {
                "primaryKey": "month",
                "fields": [
                    {"name": "month", "type": "yearmonth"},
                    {"name": "trips", "type": "integer", "unit": "trip", "rounded_to": "exact"},
                ],
            },
        }
    ]
}


def month(number: int) -> dt.date:
    """The month that is so many after the first."""
    months = FIRST.year * 12 + FIRST.month - 1 + number
    return dt.date(months // 12, months % 12 + 1, 1)


def counts() -> list[int]:
    """The trips of each month."""
    found = [1_000]
    for step in STEPS[1:]:
        found.append(found[-1] + step)
    return found


def bulletin(folder: Path) -> Path:
    """The bulletin without its data."""
    files = {
        "_quarto.yml": CONFIG,
        "brief.qmd": PROSE,
        "brief.es.qmd": SPANISH,
        "analysis/derived.py": DERIVED,
        "analysis/checks.py": CHECKS,
        "analysis/charts.py": CHARTS,
        "data/labels.es.csv": LABELS,
        "data/units.txt": "trip = [trip] = _ = trips\n",
        "data/sources.bib": "@misc{ferries,\n  title = {What the ferries count},\n}\n",
        "data/datapackage.json": json.dumps(PACKAGE),
    }
    write_files(folder, files)
    return folder


def end_with(folder: Path, months: int) -> None:
    """Let the data end after so many months."""
    rows = [f"{month(number):%Y-%m},{count}\n" for number, count in enumerate(counts()[:months])]
    (folder / "data/ferry.csv").write_text("month,trips\n" + "".join(rows), encoding="utf-8")


def named(number: int, lang: str) -> str:
    """A month with its year, as CLDR has it."""
    return str(format_skeleton("yMMMM", month(number), locale=lang))


def verb(change: float, words: tuple[str, str, str]) -> str:
    """Which of three words says a change: up, down, not at all."""
    return words[0] if change > 0 else words[1] if change < 0 else words[2]


def heading(months: int, lang: str) -> str:
    """What the first heading must say."""
    change = counts()[months - 1] - counts()[months - 2]
    if lang == "en":
        said = verb(change, ("rose by", "fell by", "did not change"))
        amount = f" {abs(change)} trip{'' if abs(change) == 1 else 's'}" if change else ""
        return f"In {named(months - 1, lang)} trips {said}{amount}"
    said = verb(change, ("aumentaron", "disminuyeron", "no cambiaron"))
    return f"En {named(months - 1, lang)} los viajes {said}" + (f" {abs(change)} viajes" if change else "")


def year(months: int, lang: str) -> str:
    """The verb of the year's change, which is little within one per cent."""
    ratio = counts()[months - 1] / counts()[months - 13] - 1
    if ratio and abs(ratio) <= 0.01:
        return "changed little" if lang == "en" else "cambiaron poco"
    words = ("rose", "fell", "did not change") if lang == "en" else ("aumentaron", "disminuyeron", "no cambiaron")
    return verb(ratio, words)


MONTHS = re.compile(
    r"\b(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)|(?i:enero|febrero"
    r"|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)(?: de)?) (\d{4})\b"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bulletin, which nobody edits."""
    return bulletin(tmp_path_factory.mktemp("bulletin"))


def run(*arguments: str) -> str:
    """What a command says; it must not fail."""
    made = CliRunner().invoke(main, list(arguments))
    assert made.exit_code == 0, made.output
    return made.output


def words_of(path: Path) -> str:
    """All that a copy shows."""
    return " ".join(" ".join(read_copy(path).text).split())


@pytest.mark.thorough
@pytest.mark.parametrize(("months", "edition"), pairs(LASTS, ["", "es"]))
def test_the_next_month_needs_no_edit(folder: Path, months: int, edition: str) -> None:
    """Title, headings, prose, captions, labels, text alternatives, what charts draw: all of the latest month."""
    end_with(folder, months)
    lang, stem = ("es_MX", "brief.es") if edition else ("en", "brief")
    run("build", "--renderer", "embedded", "--strict", *(["--edition", edition] if edition else []), str(folder))
    copies = [folder / f"_output/{stem}.{ending}" for ending in ("html", "pdf")]
    run("verify", "--quiet", *map(str, copies))
    latest, before, earlier = (named(months - back, lang) for back in (1, 2, 13))
    allowed = {latest, before, earlier, named(0, lang)}
    for text in map(words_of, copies):
        assert heading(months, lang) in text
        assert re.search(rf"{earlier}(?: they|,) {year(months, lang)}\.", text)
        assert f" {'desde' if edition else 'since'} {latest} (" in text
        assert {found[0].lower() for found in MONTHS.finditer(text)} <= {each.lower() for each in allowed}


@pytest.mark.thorough
@pytest.mark.parametrize(("months", "edition"), pairs(LASTS[-2:], ["", "es"]))
def test_what_nobody_reads_at_a_glance_is_of_the_month_too(folder: Path, months: int, edition: str) -> None:
    """Titles of pages, the date, labels, text alternatives, and what stands in the picture."""
    end_with(folder, months)
    lang, stem = ("es_MX", "brief.es") if edition else ("en", "brief")
    run("build", "--renderer", "embedded", *(["--edition", edition] if edition else []), str(folder))
    latest, first = named(months - 1, lang), named(0, lang)
    page = (folder / f"_output/{stem}.html").read_text(encoding="utf-8")
    title, label = ("Viajes en ferri", "Viajes en") if edition else ("Ferry trips", "Trips in")
    assert f"<title>{title} {'en' if edition else 'in'} {latest}</title>" in page
    assert f'<p class="date">{latest}</p>' in page
    assert f'content="{"Viajes" if edition else "Trips"}, {latest}"' in page
    record = json.loads((folder / f"_output/{stem}.json").read_bytes())
    assert record["charts"]["recent"]["alternative"].endswith(f" {latest}.")
    assert record["figures"]["trips"]["label"] == f"{label} {latest}"
    assert record["datasets"]["ferry"]["title"].endswith(f"{first} {'a' if edition else 'to'} {latest}")
    generated = folder / ("_generated/editions/es" if edition else "_generated")
    drawn = re.sub(r"<[^>]*>", " ", (generated / "charts/recent.svg").read_text(encoding="utf-8"))
    assert f"{title} {'en' if edition else 'in'} {latest}" in " ".join(drawn.split())


def test_a_bulletin_that_types_its_month_is_stopped(tmp_path: Path) -> None:
    """When it is typed, and when the month has been taken away from the data."""
    folder = bulletin(tmp_path)
    path = folder / "brief.qmd"
    typed = named(29, "en")
    path.write_text(PROSE.replace("After {{< var trips_before.period >}}", f"All of {typed}"), encoding="utf-8")
    for months, near in ((30, "write {{< var trips.period >}}"), (29, f"trips is of {named(28, 'en')}: write ")):
        end_with(folder, months)
        told = CliRunner().invoke(main, ["check", str(folder)])
        (fault,) = told.stderr.splitlines()
        assert fault.startswith(
            f'brief.qmd:3:19: period: "{typed}" is typed by hand in “subtitle: "All of {typed}"”; {near}'
        )
