"""Spanish: all that is said, dated and counted in it, and how its numbers are known in what people type."""

from __future__ import annotations

from statbrief.languages.patterns import (
    DASH,
    DAY,
    NOT_AFTER,
    NOT_BEFORE,
    YEAR,
    month_numbers,
    words,
)
from statbrief.languages.phrases import Phrases
from statbrief.languages.spanish_companions import WORDS as COMPANIONS
from statbrief.languages.spanish_drafts import WORDS as DRAFTS
from statbrief.languages.spanish_numbers import DESIGNATORS, FRACTIONS, NEAREST, NUMBER_WORDS, NUMERALS, multiples
from statbrief.languages.spanish_page import PAGE
from statbrief.languages.spanish_plurals import plural
from statbrief.languages.vocabulary import (
    Abbreviations,
    Dates,
    MomentWords,
    PeriodPhrases,
    PeriodWords,
    RowWords,
    TypedPeriods,
    UnitWords,
    Vocabulary,
)

# -- what is said with a number ----------------------------------------------------------------------------------------

_PHRASES = Phrases(
    about="cerca de {}",
    more_than="más de {}",
    less_than="menos de {}",
    range="{low} a {high}",
    between="entre {low} y {high}",
    shares_units=True,
    at_least="al menos {}",
    at_most="como máximo {}",
    or_more="{} o más",
    or_less="{} o menos",
    times=("{} vez", "{} veces"),
    points=("{} punto porcentual", "{} puntos porcentuales"),
    share_of="{} de",
    rose=(
        "aumentaron",
        "disminuyeron",
        "no cambiaron",
        "apenas cambiaron",
        "no mostraron un cambio claro",
        "cambiaron poco",
    ),
    it_rose=("aumentó", "disminuyó", "no cambió", "apenas cambió", "no mostró un cambio claro", "cambió poco"),
    rise=(
        "aumento",
        "descenso",
        "nivel sin cambios",
        "nivel casi sin cambios",
        "nivel sin un cambio claro",
        "nivel similar",
    ),
    higher=("mayor", "menor", "igual", "casi igual", "no claramente diferente", "poco diferente"),
    they_higher=("mayores", "menores", "iguales", "casi iguales", "no claramente diferentes", "poco diferentes"),
    rose_by="{verb} {amount}",
    rise_of="{verb} de {amount}",
    higher_by="{amount} {verb}",
    rose_to="{verb} hasta {amount}",
    fell_by="{verb} {amount} respecto de",
    as_before="{verb} respecto de",
    multiplied=multiples("aron", "se redujeron"),
    it_multiplied=multiples("ó", "se redujo"),
    fractions=FRACTIONS,
    money="{number} {name}",
    money_compact="{number} de {name}",
    locators={
        r"(\d+)(?:st|nd|rd|th) paragraph": r"párrafo \1",
        r"paragraph (\d+)": r"párrafo \1",
        r"paragraphs (\d+)[-–](\d+)": r"párrafos \1 a \2",
        r"(?:page|p\.) (\d+)": r"página \1",
        r"(?:pages|pp\.) (\d+)[-–](\d+)": r"páginas \1 a \2",
        r"[Tt]able (\w+)": r"cuadro \1",
    },
    table={
        "figure": "Cifra",
        "value": "Valor",
        "range": "Intervalo",
        "low": "Mínimo",
        "high": "Máximo",
        "open": "abierto",
        "lower_bound": "solo un mínimo",
        "upper_bound": "solo un máximo",
        "origin": "Procedencia",
        "stated_by": "Declaradas por las fuentes",
        "from_data": "De los conjuntos de datos",
        "computed_here": "Calculadas para este informe",
        "tables": "Cuadros",
        "check": "Comprobación",
        "compared": "Se comparan",
        "outcome": "Resultado",
        "within": "{} está en el intervalo de {}",
        "before_rounding": "antes de redondear",
        "exact": "exacto",
        "computed": "con",
        "by_engine": "calculado por {} a partir de {}",
        "agrees": "coincide con",
        "row": "fila|filas",
        "source": "Fuente:",
        "sources": "Fuentes:",
        "unnamed": "una fuente aún sin nombrar",
        "calculated": "{}: cálculo propio",
        "amount": "cantidad|cantidades",
        "change": "variación|variaciones",
        "difference_of": "diferencia|diferencias",
        "number": "cifra|cifras",
        "counted": "recuento|recuentos",
        "ranked": "puesto|puestos",
        "rate": "tasa|tasas",
        "ratio": "razón|razones",
        "share": "proporción|proporciones",
        "empty": "sin valor",
        "no_value": "sin valor para",
        "rows": "{} fila|{} filas",
        "columns": "{} columna|{} columnas",
        "known": "de lo que se sabe",
        "known_range": "intervalo hasta donde se sabe",
        "known_cells": "De lo que se sabe, pues algunas filas de los datos no tienen valor: {}.",
        "below_digits": "No es cero, sino menos de la mitad de la última cifra: {}.",
        "some_below_digits": "Lo que es menos de la mitad de la última cifra, sin ser cero, se escribe como cero.",
        "revised": "Se revisa",
        "revised_mark": "r",
        "revised_note": "Dato revisado desde la edición anterior ({}).",
        "period": "Periodo",
        "before": "Edición anterior ({})",
        "now": "Esta edición",
        "difference": "Diferencia",
        "others_revised": "otras cifras, {} en total",
        "none_revised": "No se ha revisado ninguna cifra de la edición anterior ({}).",
        "first_edition": "No consta ninguna edición anterior con la que comparar esta.",
        "rows_came": "Añadido a periodos de los que trataba la edición anterior: {}.",
        "rows_went": "Retirado, aunque constaba en la edición anterior: {}.",
        "not_compared": "Sin comparar con la edición anterior, por presentarse de otro modo: {}.",
    },
    page={
        "skip": "Ir al texto",
        "hint": "Señale una cifra para ver de dónde procede.",
        "data_of_chart": "Los datos de la gráfica",
        "data_of_table": "Los datos del cuadro",
        "ways": "Este informe",
        "as_pdf": "En PDF",
        "files": "Datos en este archivo",
        "files_intro": "Esta página lleva sus datos y el registro de cómo se hizo; `statbrief verify` los comprueba.",
        "outside": "{}, demasiado grande para ir dentro; su SHA-256 es {}",
        "record": "El registro de esta versión",
        "address": "Este informe en la web",
        "code": "Código QR de la dirección {}",
        "figure": "Cifra",
        "value": "Valor",
        "range": "Intervalo",
    },
    as_far_as_known="{} hasta donde se sabe",
    no_range="no se conoce un intervalo",
    as_stated=("según lo declarado", "según cifras declaradas"),
    holds=("cumple", "no cumple"),
    none="ninguno",
    nearest=dict(enumerate(NEAREST, start=-3)),
    nearest_of="al múltiplo de {} más próximo",
    nearest_point="al punto porcentual más próximo",
)


_UNITS = UnitWords(
    plural=plural,
    each="por {}".format,
    per="por",
    each_of={"day": "al día", "month": "al mes", "year": "al año"},
    are_degrees_apart=True,
    of_many="de",
    rate="por cada {}",
    several={3: "miles de", 6: "millones de", 9: "miles de millones de", 12: "billones de"},
)

# -- dates, and what a page says of itself -----------------------------------------------------------------------------

_DATES = Dates(
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ),
    short_months=("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"),
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    styles={
        "full": "{weekday}, {day} de {month} de {year}",
        "long": "{day} de {month} de {year}",
        "medium": "{day} {short_month} {year}",
        "short": "{day}/{number}/{short_year:02}",
    },
)  # fmt: skip
_MEXICAN_DATES = _DATES._replace(
    short_months=("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    styles={**_DATES.styles, "short": "{day:02}/{number:02}/{short_year:02}"},
)
_MONTH = (
    r"(?i:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
    r"|(?:ene|feb|mar|abr|may|jun|jul|ago|sept?|oct|nov|dic)\b\.?)"
)
_YEARS = rf"(?:(?P<year>{YEAR})(?!\d|-\d)|['’](?P<short_year>\d\d)\b)"
_QUARTERS = {
    "primer": 1,
    "segundo": 2,
    "tercer": 3,
    "cuarto": 4,
    "primera": 1,
    "segunda": 2,
    "último": 4,
    "ultimo": 4,
    "1er": 1,
    "1": 1,
    "2do": 2,
    "2": 2,
    "3er": 3,
    "3": 3,
    "4to": 4,
    "4": 4,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}
_ORDINAL = (
    r"(?:[pP]rimer|[sS]egundo|[tT]ercer|[cC]uarto|[úuÚU]ltimo|1\.?er|2\.?do|3\.?er|4\.?to|[1-4]\.?[º°]|IV|I{1,3})"
)
_CALLED = rf"(?:{YEAR}\s?[/–-]\s?)?(?:(?P<called>{YEAR})|(?<=\d[/–-])(?P<short_called>\d\d))(?![\d/–-])"
_LENGTHS = {
    "año": (12, "month"),
    "años": (12, "month"),
    "semestre": (6, "month"),
    "semestres": (6, "month"),
    "cuatrimestre": (4, "month"),
    "trimestre": (3, "month"),
    "trimestres": (3, "month"),
    "bimestre": (2, "month"),
    "mes": (1, "month"),
    "meses": (1, "month"),
    "quincena": (15, "day"),
    "semana": (7, "day"),
    "semanas": (7, "day"),
    "día": (1, "day"),
    "días": (1, "day"),
}
_MONTHS = "enero febrero marzo abril mayo junio julio agosto setiembre septiembre octubre noviembre diciembre"
_TYPED_PERIODS = TypedPeriods(
    months=month_numbers(_DATES.months, _DATES.short_months, setiembre=9, sep=9),
    quarters=_QUARTERS,
    dated=(
        rf"\b(?P<day>{DAY})(?:\.?[ºo°])?\s+de\s+(?P<month>{_MONTH})(?!\w)(?:(?:\s+del?|,)?\s+(?P<year>{YEAR})(?!\d|-\d))?",
        rf"\b(?P<month>{_MONTH})(?:\s+del?)?(?:\s+año)?(?:\s+|[-/]){_YEARS}",
        rf"\b(?P<month>{_MONTH})(?=\s*(?:{DASH}|/|,|y|al?|hasta)\s*{_MONTH}(?:\s+del?)?\s+{_YEARS})",
        rf"\b(?P<month>{_MONTH})[-/](?P<short_year>\d\d)(?![\d/-])",
        rf"\b(?P<quarter>{_ORDINAL})\s+trimestre(?:\s+del?|,)?(?:\s+año)?\s+{_YEARS}",
        rf"\b(?P<quarter>{_ORDINAL})(?=\s+(?:y|al?)\s+(?:el\s+)?{_ORDINAL}\s+trimestres?(?:\s+del?)?\s+{_YEARS})",
        rf"\b[tT]rimestre\s+(?P<quarter>[1-4]|IV|I{{1,3}})(?:\s+del?|,)?\s+{_YEARS}",
        rf"\b(?P<half>{_ORDINAL})\s+(?:semestre|mitad)(?:\s+del?|,)?(?:\s+año)?\s+{_YEARS}",
        rf"\b(?P<half>[pP]rimera|[sS]egunda)\s+mitad(?:\s+del?|,)?(?:\s+año)?\s+{_YEARS}",
        rf"\b[sS]emestre\s+(?P<half>[12]|I{{1,2}})(?:\s+del?|,)?\s+{_YEARS}",
        rf"\bprimeros\s+(?P<months>\w+)\s+meses(?:\s+del?)?(?:\s+año)?\s+{_YEARS}",
        rf"\b(?P<months>\w+)\s+primeros\s+meses(?:\s+del?)?(?:\s+año)?\s+{_YEARS}",
        rf"\b(?P<quarters>dos|tres|[23])\s+primeros\s+trimestres(?:\s+del?)?(?:\s+año)?\s+{_YEARS}",
        rf"\bprimeros\s+(?P<quarters>dos|tres|[23])\s+trimestres(?:\s+del?)?(?:\s+año)?\s+{_YEARS}",
        rf"\b[sS]emana\s+(?P<week>\d\d?)(?:\s+del?|,)?\s+{_YEARS}",
        rf"\b[AE]F\s?(?:(?P<called>{YEAR})|(?P<short_called>\d\d))(?![\d/–-])",
        rf"\b(?:[aA]ño\s+fiscal|[eE]jercicio(?:\s+(?:fiscal|presupuestario))?)(?:\s+de)?\s+{_CALLED}",
    ),
    bare=(
        rf"(?<!\d\sde\s)\b(?P<month>{_MONTHS.replace(' ', '|')})\b",
        rf"(?:\A|(?<=[.!?¿¡:“«\n]\s)|(?<=[¿¡“«\n]))(?P<month>{_MONTHS.title().replace(' ', '|')})\b",
        r"\b(?:[eE]l|[dD]el|[aA]l)\s+(?P<quarter>primer|segundo|tercer|cuarto)\s+trimestre\b",
    ),
    each=r"\b(?:[cC]ada|[cC]ualquier|[tT]od[oa]s?(?:\s+l[oa]s)?)\s+\Z",
    recurring=r"s?\s+de(?:\s+l[oa]s\s+\w+\s+de)?\s+(?:cada|cualquier|todos)\b",
    until=r"(?:\b(?P<many>\w+)\s)?\b(?P<unit>años?|semestres?|cuatrimestre|trimestres?|bimestre|mes|meses|quincena|semanas?|días?)"
    r"(?:\s+(?:móvil|móviles|completos?))?\s+(?:hasta|al?|(?:que\s+)?(?:terminad[oa]s?|acabad[oa]s?|finalizad[oa]s?|cerrad[oa]s?"
    r"|termina[nr]?|terminó|terminaron|concluid[oa]s?)\s+(?:en|el|a|con))\s+(?:(?:el|fines\s+de|finales\s+de)\s+)?\Z",
    since=r"\b(?P<unit>semana)\s+(?:del|que\s+(?:empieza|empezó|comienza|comenzó)\s+el)\s+\Z",
    lengths=_LENGTHS,
    relative=(
        r"\b[eE]n\s+lo\s+que\s+va\s+del?\s+(?P<unit>año|mes|trimestre)\b",
        r"\b(?:[eE]l\s+)?[aA]cumulado\s+del\s+(?P<unit>año)\b",
        r"\b(?:[eE]l|[dD]el|[aA]l)\s+(?P<unit>año|trimestre|mes)\s+(?:pasado|en\s+curso|actual|corriente)\b",
        r"\b[lL]a\s+(?P<unit>semana)\s+(?:pasada|en\s+curso|actual)\b",
        r"\b[eE]st[ea]\s+(?P<unit>año|trimestre|mes|semana)\b(?!\s+(?:del?|en\s+que|con|que)\b)",
        r"\b[úuÚU]ltim[oa]s\s+(?P<many>\w+)\s+(?P<unit>años|trimestres|meses|semanas)\b(?!\s+de\b)",
        r"\b(?P<many>\w+)\s+[úu]ltim[oa]s\s+(?P<unit>años|trimestres|meses|semanas)\b(?!\s+de\b)",
    ),
)
_IN_A_ROW = ("segundo", "tercer", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo")
_OF_HER_IN_A_ROW = ("segunda", "tercera", "cuarta", "quinta", "sexta", "séptima", "octava", "novena", "décima")
_PERIODS = PeriodWords(
    quarters=("primer trimestre", "segundo trimestre", "tercer trimestre", "cuarto trimestre"),
    quarter="{name} de {year}",
    halves=("primer semestre", "segundo semestre"),
    half="{name} de {year}",
    half_short="S{number} {year}",
    week="semana {number} de {year}",
    fiscal_year="año fiscal {year}",
    said={
        "year": PeriodPhrases("{}", "en {}", "de {}", "a {}", "desde {}"),
        "fiscal year": PeriodPhrases("el {}", "en el {}", "del {}", "al {}", "desde el {}"),
        "quarter": PeriodPhrases("el {}", "en el {}", "del {}", "al {}", "desde el {}"),
        "month": PeriodPhrases("{}", "en {}", "de {}", "a {}", "desde {}"),
        "week": PeriodPhrases("la {}", "en la {}", "de la {}", "a la {}", "desde la {}"),
        "day": PeriodPhrases("{}", "el {}", "del {}", "al {}", "desde el {}"),
    },
    typed=_TYPED_PERIODS,
    rows={
        "year": RowWords("por {} año consecutivo", _IN_A_ROW, "durante {} años consecutivos"),
        "fiscal year": RowWords("por {} año fiscal consecutivo", _IN_A_ROW, "durante {} años fiscales consecutivos"),
        "quarter": RowWords("por {} trimestre consecutivo", _IN_A_ROW, "durante {} trimestres consecutivos"),
        "month": RowWords("por {} mes consecutivo", _IN_A_ROW, "durante {} meses consecutivos"),
        "week": RowWords("por {} semana consecutiva", _OF_HER_IN_A_ROW, "durante {} semanas consecutivas"),
        "day": RowWords("por {} día consecutivo", _IN_A_ROW, "durante {} días consecutivos"),
    },
)
# -- numbers that tell when --------------------------------------------------------------------------------------------

_DAY = rf"{DAY}(?:\.?[ºo°]\b|\.?º)?"
_DAYS = rf"{_DAY}(?:(?:{DASH}|\s+(?:al?|y|o)\s+|,\s*){_DAY}){{0,4}}"
_MOMENTS = MomentWords(
    moments=rf"""
    {NOT_AFTER}{_DAYS}\s+de\s+{_MONTH}(?:(?:\s+del?|,)?\s+{YEAR}\b(?!-\d))?(?!\w|\.?\d)
  | \b{_MONTH}(?:\s*(?:{DASH}|/|y|al?)\s*{_MONTH})?(?:\s+del?)?\s+\d{{4}}{NOT_BEFORE}
  | \b(?:[aA]ños|[dD]écadas?\s+de(?:\s+los)?)\s+(?:{YEAR}|\d0)\b{NOT_BEFORE}
  | \b[sS]iglos?\s+\d{{1,2}}\b{NOT_BEFORE}
  | \b[lL]as?\s+(?:1[0-2]|[1-9])\s+de\s+la\s+(?:mañana|tarde|noche|madrugada)\b
""",
    before_month="",
    month=f"{_MONTH}s?",
    hours="horas",
    amounts=r"por\s?ciento|mil|millones|veces",
    counted=words(
        "personas muertes residentes migrantes dólares euros pesos libras años meses semanas días horas"
        " minutos segundos puntos"
    ),
    tells_when=words(
        "en de desde hasta a antes después durante entre y o que el la los las del al su sus este esta año años"
        " ejercicio principios mediados finales"
    ),
    ratios="raz[oó]n|proporci[oó]n|relaci[oó]n|escala",
)

_ABBREVIATIONS = Abbreviations(
    before_names=words(
        "al ca cf cía col dept dña dr dra ed eds excmo gen gob gral lic máx mín pdte prof sr sra sras sres srta"
        " tel ud uds vd vds vs"
    ),
    before_numbers=words("art arts av avda c cap caps etc fig núm núms op p pág págs párr sec vol"),
    doubled=frozenset({"EE", "UU", "FF", "AA", "RR", "JJ"}),
)

SPANISH = Vocabulary(
    phrases=_PHRASES,
    units=_UNITS,
    dates={"es": _DATES, "es-MX": _MEXICAN_DATES},
    periods=_PERIODS,
    page=PAGE,
    numerals=NUMERALS,
    number_words=NUMBER_WORDS,
    designators=DESIGNATORS,
    moments=_MOMENTS,
    abbreviations=_ABBREVIATIONS,
    companions=COMPANIONS,
    drafts=DRAFTS,
    # what is linked stays whole: it is one of its figure's or its answer's own texts
    contractions=(
        (r"\b([Ee]l|[Dd]el|[Aa]l) (\[?)el ", r"\1 \2"),
        (r"\b([Ll]a) (\[?)la ", r"\1 \2"),
        (r"\b([Dd])e el ", r"\1el "),
        (r"\b([Dd])e \[el ", r"\1[el "),
        (r"\b([Aa]) el ", r"\1l "),
        (r"\b([Dd]e|[Aa]) (\[?\d{1,2}(?:\\?\.?º)?\sde\s[a-z])", r"\1l \2"),
    ),
    before_about={"el": "", "un": "", "del": "de", "al": "a"},  # not "el cerca de 62 %"; but "las cerca de 70 000"
    other_and=("e", r"[ií]|h[ií](?![aeo])"),  # Real Academia Española: e before the sound i, but for hie and hia
)
