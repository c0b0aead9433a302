"""The words that the bulletin of payroll employment says otherwise from month to month, in both languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Texts:
    """How a language says what a month says; the names of supersectors, in charts and in data, and of figures."""

    about: str
    to: str
    exact: str
    months: tuple[str, str]
    thousand: str
    column: str
    source: str
    millions: Callable[..., str]
    amount: Callable[[str], str]
    rose_by: Callable[..., str]
    listed: Callable[[Sequence[str]], str]
    at_highest: str
    below_highest: str
    supersectors: Mapping[str, str]
    in_data: Mapping[str, str]
    labels: Mapping[str, str]


def _english_millions(number: str, *, is_one: bool) -> str:
    del is_one
    return f"{number} million"


def _english_verb(number: str, *, is_rise: bool, is_about: bool) -> str:
    return f"{'rose' if is_rise else 'fell'} by {'about ' if is_about else ''}{number} jobs"


def _english_list(texts: Sequence[str]) -> str:
    return f"{', '.join(texts[:-1])}, and {texts[-1]}"


def _spanish_millions(number: str, *, is_one: bool) -> str:
    return f"{number} {'millón' if is_one else 'millones'}"


def _spanish_jobs(number: str) -> str:
    of = " de" if number.endswith(("millón", "millones")) else ""
    return f"{number}{of} empleos"


def _spanish_verb(number: str, *, is_rise: bool, is_about: bool) -> str:
    verb = "aumentó" if is_rise else "disminuyó"
    return f"{verb} {'cerca de ' if is_about else ''}{_spanish_jobs(number)}"


def _spanish_list(texts: Sequence[str]) -> str:
    return f"{', '.join(texts[:-1])} y {texts[-1]}"


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
}
ENGLISH = Texts(
    about="about",
    to="to",
    exact="exact",
    months=("month", "months"),
    thousand="thousand jobs",
    column="employed",
    source="from (BLS 2018)",
    millions=_english_millions,
    amount="{} jobs".format,
    rose_by=_english_verb,
    listed=_english_list,
    at_highest="Payroll employment is higher than in any month before, {jobs}",
    below_highest="Payroll employment is about {below} below its height of {highest}",
    supersectors=_NAMES,
    in_data=_NAMES,
    labels={
        "jobs": "Jobs on nonfarm payrolls",
        "change": "Change on the month before",
        "change_before": "Change of the month before",
        "change_of_year": "Change on the same month of the year before",
        "growth_of_year": "Growth on the same month of the year before",
        "average_change": "Average change of the last twelve months",
        "gaining": "Supersectors that gained jobs on the month, of eleven",
        "losing": "Supersectors that lost jobs on the month, of eleven",
        "supersectors": "Supersectors",
        "first": "Jobs of the first month of the series",
        "highest": "Highest month of the series",
        "below_highest": "Jobs of the highest month, less those of now",
        "lowest": "Lowest month of the series",
        "above_lowest": "Jobs of now, less those of the lowest month",
        "run": "Months in a row, up to the last one, with a change in its direction",
        "longest_rise": "Longest run of months with a gain, since the series begins",
        "longest_fall": "Longest run of months with a loss, since the series begins",
    },
)

SPANISH = Texts(
    about="cerca de",
    to="a",
    exact="exacto",
    months=("mes", "meses"),
    thousand="mil empleos",
    column="empleos",
    source="a partir de (BLS 2018)",
    millions=_spanish_millions,
    amount=_spanish_jobs,
    rose_by=_spanish_verb,
    listed=_spanish_list,
    at_highest="El empleo en nómina es mayor que en cualquier mes anterior, {jobs}",
    below_highest="El empleo en nómina está cerca de {below} por debajo de su máximo de {highest}",
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
    },
    in_data=_NAMES,
    labels={
        "jobs": "Empleos en nómina fuera de la agricultura",
        "change": "Cambio respecto al mes anterior",
        "change_before": "Cambio del mes anterior",
        "change_of_year": "Cambio respecto al mismo mes del año anterior",
        "growth_of_year": "Crecimiento respecto al mismo mes del año anterior",
        "average_change": "Cambio medio de los últimos doce meses",
        "gaining": "Supersectores que ganaron empleos en el mes, de once",
        "losing": "Supersectores que perdieron empleos en el mes, de once",
        "supersectors": "Supersectores",
        "first": "Empleos del primer mes de la serie",
        "highest": "Mes más alto de la serie",
        "below_highest": "Empleos del mes más alto, menos los de ahora",
        "lowest": "Mes más bajo de la serie",
        "above_lowest": "Empleos de ahora, menos los del mes más bajo",
        "run": "Meses seguidos, hasta el último, con un cambio en su dirección",
        "longest_rise": "Más meses seguidos con ganancia, desde que comienza la serie",
        "longest_fall": "Más meses seguidos con pérdida, desde que comienza la serie",
    },
)
