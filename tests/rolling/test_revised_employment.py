"""The bulletin of payroll employment, December released and a January built with an earlier cell corrected."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from briefs import edit
from bulletins import EXAMPLE, SOURCE
from command_line import run
from compared_records import diff
from statbrief.copies.read import read_copy

# tests/revisions/ shows the same of a small bulletin.
pytestmark = pytest.mark.thorough

CORRECTION = 12
"""Thousands of jobs that construction, and so the total, had more in October."""
SHOWN = {
    "brief.qmd": ("## Where the numbers come from", "## Revised since the last edition"),
    "brief.es.qmd": ("## De dónde vienen las cifras", "## Lo que se ha revisado"),
}
NAMES = {
    "Mining and logging": "Minería y explotación forestal",
    "Construction": "Construcción",
    "Manufacturing": "Manufactura",
    "Trade, transportation and utilities": "Comercio, transporte y servicios públicos",
    "Information": "Información",
    "Financial activities": "Actividades financieras",
    "Professional and business services": "Servicios profesionales y empresariales",
    "Education and health services": "Educación y servicios de salud",
    "Leisure and hospitality": "Esparcimiento y hotelería",
    "Other services": "Otros servicios",
    "Government": "Gobierno",
}


def build(folder: Path) -> None:
    """Both editions, and a print in English."""
    for edition in ((), ("--edition", "es", "--to", "html")):
        made = run("build", "--renderer", "embedded", *edition, str(folder))
        assert made.exit_code == 0, made.output


@pytest.fixture(scope="module")
def rolled(built_bulletin: Path, derived_once: None, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001 -- for its effect
    """The bulletin with its table of revisions and without companions, rolled on after a release."""
    folder = Path(shutil.copytree(built_bulletin, tmp_path_factory.mktemp("bulletin") / "employment"))
    made = run("release", str(folder))
    assert made.exit_code == 0, made.output
    for name, (before, heading) in SHOWN.items():
        edit(folder / name, before, f"{heading} {{.wide}}\n\n{{{{< revisions >}}}}\n\n{before}")
    settings = (folder / "_quarto.yml").read_text(encoding="utf-8")
    (folder / "_quarto.yml").write_text(re.sub(r"(?m)^companions: .*$", "", settings), encoding="utf-8")
    labels = folder / "data/labels.es.csv"
    known = labels.read_text(encoding="utf-8")
    rows = [f'name,"{name}","{said}"\n' for name, said in NAMES.items()]
    labels.write_text(known + "".join(row for row in rows if row.split('"')[1] not in known), encoding="utf-8")
    _with_january(pd.read_csv(folder / SOURCE)).to_csv(folder / SOURCE, index=False)
    build(folder)
    return folder


def _with_january(table: pd.DataFrame) -> pd.DataFrame:
    """The file with one month more, in which all goes on as in the last, and with the correction of October."""
    numbers = table.drop(columns="month")
    january = 2 * numbers.iloc[-1] - numbers.iloc[-2]
    grown = pd.concat([table, pd.DataFrame([{"month": "2016-01-01", **january}]).astype(table.dtypes)])
    grown.loc[grown["month"].str.startswith("2015-10"), ["nonfarm", "construction"]] += CORRECTION
    return grown


def october(column: str) -> int:
    """What the file that came has of October, in thousands."""
    table = pd.read_csv(EXAMPLE / SOURCE)
    return int(table.loc[table["month"].str.startswith("2015-10"), column].iloc[0])


@pytest.mark.parametrize(
    ("stem", "named"),
    [
        ("brief", ("Total nonfarm payroll employment", "Payroll employment by supersector: Construction")),
        (
            "brief.es",
            ("Empleo total en nómina fuera de la agricultura", "Empleo en nómina por supersector: Construcción"),
        ),
    ],
    ids=["en", "es"],
)
def test_the_corrected_cell_and_its_total_are_told_and_no_other(
    rolled: Path, stem: str, named: tuple[str, str]
) -> None:
    """Of both datasets that are prepared from the file; and the pages hold."""
    told = json.loads((rolled / f"_output/{stem}.json").read_bytes())["revisions"]
    assert [(each["row"], int(each["old"]), int(each["new"])) for each in told["cells"]] == [
        ("2015-10", october("nonfarm"), october("nonfarm") + CORRECTION),
        ("2015-10 Construction", october("construction"), october("construction") + CORRECTION),
    ]
    text = read_copy(rolled / f"_output/{stem}.html").text
    rows = [piece.split(" | ") for piece in text if piece.startswith(named)]
    assert [row[0] for row in rows if len(row) == 6] == list(named)
    endings = ("html", "pdf") if stem == "brief" else ("html",)
    made = run("verify", "--quiet", *(str(rolled / f"_output/{stem}.{ending}") for ending in endings))
    assert made.exit_code == 0, made.output


def test_diff_tells_of_the_correction_and_that_the_month_moved_on(rolled: Path) -> None:
    """Of the released record and the new page."""
    output = diff(str(rolled / "published/2015-12.json"), str(rolled / "_output/brief.html")).output
    start = """From December 2015 to January 2016.
2 cells revised"""
    assert output.startswith(start)
    for row, column in (("2015-10", "nonfarm"), ("2015-10 Construction", "construction")):
        number = october(column)
        assert f"    {row}: {number} → {number + CORRECTION} (+{CORRECTION} kilojob)\n" in output
    assert "\nFigures\n" not in output
