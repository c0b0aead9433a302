"""The words that the bulletin of payroll employment says otherwise from month to month, in both languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

SUPERSECTORS = (
    "mining_and_logging",
    "construction",
    "manufacturing",
    "trade_transportation_utilties",
    "information",
    "financial_activities",
    "professional_and_business_services",
    "education_and_health_services",
    "leisure_and_hospitality",
    "other_services",
    "government",
)
"""The eleven, as the file calls them, misspelt as one of them is."""


@dataclass(frozen=True, kw_only=True)
class Texts:
    """How a language says what a month says; the names of supersectors and of figures."""

    about: str
    to: str
    exact: str
    as_stated: str
    months: tuple[str, str]
    thousand: str
    column: str
    source: str
    row: tuple[str, str]
    millions: Callable[..., str]
    amount: Callable[[str], str]
    rose_by: Callable[..., str]
    names: Callable[[Sequence[str]], str]
    in_a_row: Callable[..., str]
    at_least: tuple[str, str]
    least: str
    size: str
    groups: tuple[str, str]
    of_all: tuple[str, str]
    since: tuple[str, str]
    supersectors: Mapping[str, str]
    labels: Mapping[str, str]


def _english_millions(number: str, *, is_one: bool) -> str:
    del is_one
    return f"{number} million"


def _english_verb(number: str, *, is_rise: bool, is_about: bool) -> str:
    return f"{'rose' if is_rise else 'fell'} by {'about ' if is_about else ''}{number} jobs"


def _english_names(texts: Sequence[str]) -> str:
    """With semicolons where a name has a comma or an `and` of its own; of two without, nothing but `and`."""
    if len(texts) < 2:
        return texts[0] if texts else "none"
    if any(", " in each or " and " in each for each in texts):
        return f"{'; '.join(texts[:-1])}; and {texts[-1]}"
    return f"{', '.join(texts[:-1])}{',' if len(texts) > 2 else ''} and {texts[-1]}"


def _spanish_names(texts: Sequence[str]) -> str:
    """The same, where no comma comes before the last, and `e` stands before the sound i."""
    if len(texts) < 2:
        return texts[0] if texts else "ninguno"
    joint = "e" if texts[-1].startswith(("I", "Hi")) else "y"
    if any(", " in each or " y " in each for each in texts):
        return f"{'; '.join(texts[:-1])}; {joint} {texts[-1]}"
    return f"{', '.join(texts[:-1])} {joint} {texts[-1]}"


_TENTH = 10
_ORDINALS = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ORDINALES = ["segundo", "tercer", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo"]


def _english_run(number: int, *, is_rise: bool, is_least: bool) -> str:
    verb = "rose" if is_rise else "fell"
    if number == 1:
        return verb
    if number > _TENTH or is_least:
        return f"{verb} for {'at least ' if is_least else ''}{number} months in a row"
    return f"{verb} for the {_ORDINALS[number - 2]} month in a row"


def _spanish_run(number: int, *, is_rise: bool, is_least: bool) -> str:
    verb = "aumentó" if is_rise else "disminuyó"
    if number == 1:
        return verb
    if number > _TENTH or is_least:
        return f"{verb} durante {'al menos ' if is_least else ''}{number} meses consecutivos"
    return f"{verb} por {_ORDINALES[number - 2]} mes consecutivo"


def _spanish_millions(number: str, *, is_one: bool) -> str:
    return f"{number} {'millón' if is_one else 'millones'}"


def _spanish_jobs(number: str) -> str:
    of = " de" if number.endswith(("millón", "millones")) else ""
    return f"{number}{of} empleos"


def _spanish_verb(number: str, *, is_rise: bool, is_about: bool) -> str:
    verb = "aumentó" if is_rise else "disminuyó"
    return f"{verb} {'cerca de ' if is_about else ''}{_spanish_jobs(number)}"


_NAMES = {
    "mining_and_logging": "Mining and logging",
    "construction": "Construction",
    "manufacturing": "Manufacturing",
    "trade_transportation_utilties": "Trade, transportation and utilities",
    "information": "Information",
    "financial_activities": "Financial activities",
    "professional_and_business_services": "Professional and business services",
    "education_and_health_services": "Education and health services",
    "leisure_and_hospitality": "Leisure and hospitality",
    "other_services": "Other services",
    "government": "Government",
    "nonfarm": "Total nonfarm",
}
ENGLISH = Texts(
    about="about",
    to="to",
    exact="exact",
    as_stated="from numbers as stated",
    months=("month", "months"),
    thousand="thousand jobs",
    column="employed",
    source="from BLS 2018",
    row=("row", "rows"),
    millions=_english_millions,
    amount="{} jobs".format,
    rose_by=_english_verb,
    names=_english_names,
    in_a_row=_english_run,
    at_least=("at least {}", "{} or more"),
    least="lower bound only",
    size="{} rows, 3 columns",
    groups=("Computed for this brief", "Tables"),
    of_all=(
        "Payroll employment is at its highest since at least {first}",
        "Payroll employment is at its lowest since at least {first}",
    ),
    since=(
        "Payroll employment is at its highest since {since}",
        "Payroll employment is at its lowest since {since}",
    ),
    supersectors=_NAMES,
    labels={
        "jobs": "Jobs on nonfarm payrolls",
        "change": "Change on the month",
        "change_before": "Change on the month, a month earlier",
        "change_of_year": "Change on a year before",
        "growth_of_year": "Growth on a year before",
        "gaining": "Supersectors that gained jobs",
        "losing": "Supersectors that lost jobs",
        "supersectors": "Supersectors",
        "first": "Jobs of the first month",
        "highest": "Jobs of the highest month",
        "lowest": "Jobs of the lowest month",
        "in_a_row": "Gains in a row (losses: −)",
        "longest_rise": "Longest run of gains",
        "longest_fall": "Longest run of losses",
        "gained_most": "Largest gains",
        "lost_most": "Largest losses",
        "since": "Highest since (after a fall: lowest)",
        "first_published": "First publication",
        "next_release": "Next release",
        "changes": "Jobs by supersector in {month}",
    },
)

SPANISH = Texts(
    about="cerca de",
    to="a",
    exact="exacto",
    as_stated="según cifras declaradas",
    months=("mes", "meses"),
    thousand="mil empleos",
    column="empleos",
    source="con BLS 2018",
    row=("fila", "filas"),
    millions=_spanish_millions,
    amount=_spanish_jobs,
    rose_by=_spanish_verb,
    names=_spanish_names,
    in_a_row=_spanish_run,
    at_least=("al menos {}", "{} o más"),
    least="solo un mínimo",
    size="{} filas, 3 columnas",
    groups=("Calculadas para este informe", "Cuadros"),
    of_all=(
        "El empleo en nómina está en su nivel más alto al menos desde {first}",
        "El empleo en nómina está en su nivel más bajo al menos desde {first}",
    ),
    since=(
        "El empleo en nómina está en su nivel más alto desde {since}",
        "El empleo en nómina está en su nivel más bajo desde {since}",
    ),
    supersectors={
        "mining_and_logging": "Minería y explotación forestal",
        "construction": "Construcción",
        "manufacturing": "Manufactura",
        "trade_transportation_utilties": "Comercio, transporte y servicios públicos",
        "information": "Información",
        "financial_activities": "Actividades financieras",
        "professional_and_business_services": "Servicios profesionales y empresariales",
        "education_and_health_services": "Educación y servicios de salud",
        "leisure_and_hospitality": "Esparcimiento y hotelería",
        "other_services": "Otros servicios",
        "government": "Gobierno",
        "nonfarm": "Total no agrícola",
    },
    labels={
        "jobs": "Empleos en nómina no agrícolas",
        "change": "Cambio en el mes",
        "change_before": "Cambio en el mes, un mes antes",
        "change_of_year": "Cambio respecto a un año antes",
        "growth_of_year": "Crecimiento en un año",
        "gaining": "Supersectores con ganancias",
        "losing": "Supersectores con pérdidas",
        "supersectors": "Supersectores",
        "first": "Empleos del primer mes",
        "highest": "Empleos del mes más alto",
        "lowest": "Empleos del mes más bajo",
        "in_a_row": "Ganancias seguidas (pérdidas: −)",
        "longest_rise": "Racha más larga de ganancias",
        "longest_fall": "Racha más larga de pérdidas",
        "gained_most": "Mayores ganancias",
        "lost_most": "Mayores pérdidas",
        "since": "Máximo desde (tras una baja: mínimo)",
        "first_published": "Primera publicación",
        "next_release": "Próxima publicación",
        "changes": "Empleos por supersector en {month}",
    },
)
