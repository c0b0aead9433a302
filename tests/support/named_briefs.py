"""A small brief of countries by month, whose functions return names and periods."""

import json
from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.errors import StatbriefError

HEAD = "month,country,arrests\n"
DECEMBER = '2023-12,Mexico,52000\n2023-12,"Côte d’Ivoire, Rép.",40000\n2023-12,El Salvador,9000\n'
JANUARY = '2024-01,Mexico,47000\n2024-01,"Côte d’Ivoire, Rép.",55000\n2024-01,El Salvador,8000\n'
COUNTS = HEAD + DECEMBER + JANUARY
COTE = "Côte d’Ivoire, Rép."
LATEST = '''import pandas as pd


def latest(table):
    """Latest month"""
    return table.index.get_level_values("month").max()


'''
LARGEST = '''def largest(table, latest):
    """Largest group"""
    return table.loc[latest, "arrests"].pint.magnitude.idxmax()


'''
OF_LARGEST = '''def of_largest(table, latest, largest) -> "arrest":
    """Arrests of the largest group"""
    return table.loc[(latest, largest), "arrests"]


'''
NEXT = '''def next_release(latest) -> "period":
    """Next release"""
    return (latest + 1).end_time.normalize() + pd.Timedelta(days=6)
'''
DERIVED = LATEST + LARGEST + OF_LARGEST + NEXT
LABELS = """kind,id,text
figure,latest,Último mes
figure,largest,Grupo mayor
figure,of_largest,Detenciones del grupo mayor
figure,next_release,Próxima publicación
unit,arrest,detención|detenciones
dataset,table,Recuentos
column,month,mes
column,country,país
column,arrests,detenciones
name,Mexico,México
name,El Salvador,El Salvador
name,"Côte d’Ivoire, Rép.","Costa de Marfil, Rep."
"""


def package(rounded_to: object = 1000) -> str:
    """What describes the table of arrests by month and country."""
    fields = [
        {"name": "month", "type": "yearmonth"},
        {"name": "country", "type": "string"},
        {"name": "arrests", "type": "integer", "unit": "arrest", "rounded_to": rounded_to},
    ]
    schema = {"primaryKey": ["month", "country"], "fields": fields}
    known = {"name": "table", "path": "table.csv", "title": "Counts", "source": "agency", "period": "{month}"}
    return json.dumps({"name": "brief", "resources": [{**known, "schema": schema}]})


def named(folder: Path, derived: str = DERIVED, *, counts: str = COUNTS, rounded_to: object = 1000, figures: str = "",
          **others: str) -> Path:  # fmt: skip
    """The folder of such a brief."""
    return write_brief(folder, figures=figures, derived=derived, dataset=counts, package=package(rounded_to), **others)


def analysed_names(
    folder: Path, derived: str = DERIVED, *, lang: str = "en", labels: str = "", **others: object
) -> Analysis:
    """The analysis of such a brief; `labels` are those in the language."""
    named(folder, derived, **others)  # type: ignore[arg-type]
    if labels:
        (folder / f"data/labels.{lang}.csv").write_text(labels, encoding="utf-8")
    return analyse(folder, lang)


def only_fault(folder: Path, derived: str, **others: object) -> str:
    """What is wrong with the last function of a brief, without its place."""
    with pytest.raises(StatbriefError) as caught:
        analysed_names(folder, derived, **others)  # type: ignore[arg-type]
    (fault,) = caught.value.faults
    assert fault.file == "analysis/derived.py"
    assert fault.line
    return f"{fault.what}: {fault.found}; {fault.wanted}"


CHOSEN = '''{latest}def it(table, latest){annotation}:
    """It"""
    here = table.loc[latest, "arrests"].pint.magnitude
    return {expression}
'''


def chosen(expression: str, *, annotation: str = "", latest: str = LATEST) -> str:
    """Functions of which the last returns what an expression of the latest month's numbers, `here`, is."""
    return CHOSEN.format(latest=latest, annotation=annotation, expression=expression)


def said(brief: Analysis, name: str, form: str) -> str:
    """A form of an answer."""
    return brief.forms[name][form].plain
