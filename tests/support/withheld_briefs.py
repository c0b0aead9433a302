"""A small brief of arrests by month and country whose data say why some counts are missing."""

import json
from pathlib import Path
from typing import Any

from named_briefs import HEAD
from tabled_briefs import IMPORTS, WORDS, tabled

REASONS = [
    {"value": "", "label": ""},
    {"value": "c", "label": "confidential"},
    {"value": "..", "label": "not available"},
    {"value": "-99", "label": "not asked"},
]
COUNTRIES = ("Mexico", "Guatemala", "El Salvador", "Honduras", "Peru", "Belize")
MONTHS = {
    "2023-12": ("52000", "..", "c", "9000", "1000", "3000"),
    "2024-01": ("c", "c", "8000", "", "-99", "4000"),
}
COUNTS = HEAD + "".join(
    f"{month},{country},{number}\n"
    for month, numbers in MONTHS.items()
    for country, number in zip(COUNTRIES, numbers, strict=True)
)
TABLE = f'''{IMPORTS}def by_country(table) -> "change: arrest, difference":
    """Arrests by country

    Of the last month.
{WORDS}
    total: Total
    """
    month = latest(table)
    now, before = (table.loc[each, "arrests"] for each in (month, month - 1))
    return pd.DataFrame({{"arrests": now, "change": now - before}})
'''
PROSE = "::: {#tbl-countries}\n{{< table by_country >}}\n\n{{< caption by_country >}}\n:::\n\n{{< figures >}}\n"
MORE_LABELS = """missing,confidential,confidencial
missing,not available,no disponible
missing,not asked,no preguntado
table,by_country.total,Total
name,Guatemala,Guatemala
name,Honduras,Honduras
name,Peru,Perú
name,Belize,Belice
"""


def declaring(folder: Path, tables: str = TABLE, reasons: list[Any] | None = None, **others: str) -> Path:
    """The folder of a brief whose counts say why some are missing."""
    tabled(folder, tables, counts=COUNTS, prose=PROSE, **others)
    package = json.loads((folder / "data/datapackage.json").read_text(encoding="utf-8"))
    package["resources"][0]["schema"]["missingValues"] = REASONS if reasons is None else reasons
    (folder / "data/datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder
