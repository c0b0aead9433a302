"""A small brief of arrests by month and country, with a table of them."""

from pathlib import Path

from named_briefs import COUNTS, named
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.errors import Fault, StatbriefError

IMPORTS = """import pandas as pd

from statbrief.periods import latest
from statbrief.tables import ranked, top, with_total


"""
WORDS = """
    country: Country
    arrests: Arrests
    change: Change on the month
    share: Share of all"""
BY_COUNTRY = f'''{IMPORTS}def by_country(table) -> "change: arrest, difference; share: percent, share":
    """Arrests by country

    Of the last month.
{WORDS}
    """
    month = latest(table)
    now, before = (table.loc[each, "arrests"] for each in (month, month - 1))
    return pd.DataFrame({{"arrests": now, "change": now - before, "share": now / now.sum()}})
'''
LABELS = """kind,id,text
caption,by_country,Detenciones por país
note,by_country.1,Del último mes.
table,by_country.country,País
table,by_country.arrests,Detenciones
table,by_country.change,Variación en el mes
table,by_country.share,Parte de todas
unit,arrest,detención|detenciones
dataset,table,Recuentos
column,month,mes
column,country,país
column,arrests,detenciones
name,Mexico,México
name,El Salvador,El Salvador
name,"Côte d’Ivoire, Rép.","Costa de Marfil, Rep."
"""


def returning(body: str, annotation: str = "", words: str = WORDS, name: str = "it") -> str:
    """A table's function that does no more than `body` with `table`, and `here`, its last month."""
    arrow = f' -> "{annotation}"' if annotation else ""
    return (
        f'{IMPORTS}def {name}(table){arrow}:\n    """A table\n{words}\n    """\n    here = table.loc[latest(table)]\n'
        + ("".join(f"    {line}\n" for line in body.splitlines()))
    )


def tabled(folder: Path, tables: str = BY_COUNTRY, *, prose: str = "", derived: str = "", **others: object) -> Path:
    """The folder of such a brief; `prose` is what it writes."""
    named(folder, derived, **others)  # type: ignore[arg-type]
    (folder / "analysis/tables.py").write_text(tables, encoding="utf-8")
    (folder / "brief.qmd").write_text(f"---\ntitle: Arrests\n---\n\n{prose}\n", encoding="utf-8")
    return folder


def analysed_tables(folder: Path, tables: str = BY_COUNTRY, *, lang: str = "en", **others: object) -> Analysis:
    """The analysis of such a brief."""
    return analyse(tabled(folder, tables, **others), lang)  # type: ignore[arg-type]


def faults_of(folder: Path, tables: str, **others: object) -> list[str]:
    """What is wrong with the tables of a brief, without places."""
    try:
        analysed_tables(folder, tables, **others)  # type: ignore[arg-type]
    except StatbriefError as error:
        return [_told(each) for each in error.faults]
    return []


def _told(fault: Fault) -> str:
    assert fault.file == "analysis/tables.py"
    assert fault.line
    return "; ".join(filter(None, [f"{fault.what}: {fault.found}", fault.wanted]))


__all__ = ["BY_COUNTRY", "COUNTS", "LABELS", "WORDS", "analysed_tables", "faults_of", "returning", "tabled"]


_ORDERED = returning("return ranked(here, 'arrests')", "", "\n    country: Country\n    arrests: Arrests", "ordered")
TABLES = BY_COUNTRY + _ORDERED.partition("with_total\n")[2]
"""Two tables: that one, and all countries in the order of their arrests."""
