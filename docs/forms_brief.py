"""The brief whose figures `docs/forms.md` shows: one of each kind, and of what else decides which forms there are."""

REPORTED = """\
id,label,value,unit,rounded_to,bound,period,source,locator,note
jobs,Jobs,152400,job,100,,2024-05,office,table 1,
jobs_before,Jobs a year before,148900,job,100,,2023-05,office,table 1,
permits,Permits,61000,permit,1000,,2024,office,table 2,
permits_before,Permits five years before,30000,permit,1000,,2019,office,table 2,
applications,Applications,98000,permit,1000,,2024,office,table 2,
price_index,Index of prices,112.3,index_point,0.1,,2024-05,office,table 3,
investment,Investment,2500000000,USD,100000000,,2024,office,table 4,
disputed,Money in dispute,30000000000,USD,exact,at least,2024,office,page 5,
told,Visitors as somebody told,150000,visitor,as stated,,2024-05-12,office,page 6,
rooms,Rooms,1200,room,exact,,2024-05,office,page 7,
prices_before,Index of prices a year before,108.1,index_point,0.1,,2023-05,office,table 3,
granted_before,Share of applications that were granted five years before,0.55,1,0.01,,2019,office,table 2,
balance,Balance of trade,-1200000,USD,100000,,2024,office,table 4,
balance_before,Balance of trade five years before,800000,USD,100000,,2019,office,table 4,
target,Year of the target,2030,1,exact,,2030,office,page 8,projected
"""
DERIVED = '''"""What follows."""

import pint

from statbrief.periods import latest, run


def jobs_ratio(jobs, jobs_before):
    """Jobs, ratio of one year to the year before"""
    return jobs / jobs_before


def permits_ratio(permits, permits_before):
    """Permits, ratio of one year to another"""
    return permits / permits_before


def more_jobs(jobs, jobs_before):
    """Jobs more than a year before"""
    return jobs - jobs_before


def growth(jobs, jobs_before):
    """Growth of jobs"""
    return (jobs - jobs_before) / jobs_before


def granted(permits, applications):
    """Share of applications that were granted"""
    return permits / applications


def points(granted, granted_before):
    """Share granted, less that of five years before"""
    return granted - granted_before


def middle(price_index, prices_before) -> "index_point, index":
    """Index of prices, mean of two years"""
    return prices_before + (price_index - prices_before) / 2


def trade_ratio(balance, balance_before):
    """Balance of trade, ratio of one year to another"""
    return balance / balance_before


def against(permits, rooms) -> "comparison":
    """Permits as a multiple of rooms"""
    return permits.magnitude / rooms.magnitude * pint.Quantity(1, "")


def visitors_a_room(told, rooms) -> "visitor / room":
    """Visitors to each room, as somebody told"""
    return told / rooms


def in_a_row(regions) -> "run":
    """How often jobs rose in a row"""
    north = regions.xs("North", level="region")
    return run(north, "jobs", latest(north))


def largest(regions):
    """Largest region"""
    now = regions.xs(regions.index.get_level_values("year").max(), level="year")["jobs"].pint.magnitude
    return now.idxmax()


def latest_year(regions):
    """Latest year"""
    return regions.index.get_level_values("year").max()
'''
TABLES = '''"""By region."""

import pandas as pd

from statbrief.tables import ranked


def by_region(regions) -> "change: job, difference; share: percent, share":
    """Jobs by region

    region: Region
    jobs: Jobs
    change: Change on the year
    share: Share of all
    """
    years = regions.index.get_level_values("year")
    now = regions.xs(years.max(), level="year")["jobs"]
    before = regions.xs(years.max() - 1, level="year")["jobs"]
    return ranked(pd.DataFrame({"jobs": now, "change": now - before, "share": now / now.sum()}), "jobs")
'''
PACKAGE = """\
{"resources": [{"name": "regions", "path": "regions.csv", "title": "Regions", "source": "office", "period": "{year}",
  "schema": {"primaryKey": ["year", "region"], "fields": [
    {"name": "year", "type": "year"}, {"name": "region", "type": "string"},
    {"name": "jobs", "type": "integer", "unit": "job", "rounded_to": 10}]}}]}
"""
LABELS = """\
kind,id,text
figure,jobs,Empleos
figure,jobs_before,Empleos un año antes
figure,permits,Permisos
figure,permits_before,Permisos cinco años antes
figure,applications,Solicitudes
figure,price_index,Índice de precios
figure,investment,Inversión
figure,disputed,Dinero en disputa
figure,told,"Visitantes, según alguien dijo"
figure,rooms,Habitaciones
figure,target,Año de la meta
figure,jobs_ratio,"Empleos, razón entre un año y el anterior"
figure,permits_ratio,"Permisos, razón entre un año y otro"
figure,more_jobs,Empleos más que un año antes
figure,growth,Crecimiento del empleo
figure,granted,Parte concedida de las solicitudes
figure,points,"Parte concedida, menos la de cinco años antes"
figure,middle,"Índice de precios, media de dos años"
figure,trade_ratio,"Balanza comercial, razón entre un año y otro"
figure,prices_before,Índice de precios un año antes
figure,granted_before,Parte concedida de las solicitudes cinco años antes
figure,balance,Balanza comercial
figure,balance_before,Balanza comercial cinco años antes
figure,against,Permisos como múltiplo de las habitaciones
figure,visitors_a_room,"Visitantes por habitación, según alguien dijo"
figure,in_a_row,Cuántas veces seguidas aumentó el empleo
figure,largest,Región más grande
figure,latest_year,Último año
unit,job,empleo|empleos
unit,permit,permiso|permisos
unit,index_point,punto|puntos
unit,visitor,visitante|visitantes
unit,room,habitación|habitaciones
unit,visitor / room,visitantes por habitación
locator,table 1,cuadro 1
locator,table 2,cuadro 2
locator,table 3,cuadro 3
locator,table 4,cuadro 4
locator,page 5,página 5
locator,page 6,página 6
locator,page 7,página 7
locator,page 8,página 8
dataset,regions,Regiones
column,year,Año
column,region,Región
column,jobs,Empleos
caption,by_region,Empleos por región
table,by_region.region,Región
table,by_region.jobs,Empleos
table,by_region.change,Cambio en el año
table,by_region.share,Parte del total
name,North,Norte
name,South,Sur
"""
FILES = {
    "_quarto.yml": "lang: en\n",
    "brief.qmd": "---\ntitle: Forms\n---\n",
    "data/reported.csv": REPORTED,
    "data/units.txt": "\n".join(
        [f"{unit} = [{unit}] = _ = {unit}s" for unit in ("job", "permit", "visitor", "room")]
        + ["index_point = [index]", "USD = [currency]", ""]
    ),
    "data/sources.bib": "@misc{office,\n  title = {Yearbook},\n  author = {{Office}},\n  date = {2024}\n}\n",
    "data/datapackage.json": PACKAGE,
    "data/regions.csv": "year,region,jobs\n2021,North,5120\n2021,South,7010\n2022,North,5250\n2022,South,7330\n"
    "2023,North,5400\n2023,South,7150\n2024,North,5610\n2024,South,7480\n",
    "data/labels.es.csv": LABELS,
    "analysis/derived.py": DERIVED,
    "analysis/tables.py": TABLES,
}
"""Its files."""
