"""Numbers that people type in Spanish, in digits and in words, and those that are names: see `vocabulary`."""

from __future__ import annotations

from statbrief.languages.patterns import (
    any_of,
    numbered,
    parts,
    words,
)
from statbrief.languages.phrases import by_multiple, fraction_names
from statbrief.languages.vocabulary import (
    Designators,
    NumberWords,
    Numerals,
)

NUMERALS = Numerals(
    scale=r"mil\s+millones|mil|mill[oó]n|millones|bill[oó]n|billones",
    scales={
        "mil": 10**3,
        "millón": 10**6,
        "millones": 10**6,
        "mil millones": 10**9,
        "billón": 10**12,
        "billones": 10**12,
    },
    percent=r"por\s?ciento",
    ordinal_ends="er",
    between=("a", "y"),
    has_decimal_comma=True,
    other_decimal_in=frozenset({"MX", "US", "419", "GT", "HN", "NI", "PA", "PE", "PR", "SV", "DO"}),
    minimum_grouping={"es": 2, "es_419": 1},  # Latin America takes its own from es_419
)

_ONES = (
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho"
    " diecinueve"
)
_TENS = "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_TWENTIES = "veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
_HUNDREDS = "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
_HUNDREDS_OF_HER = _HUNDREDS.replace("ientos", "ientas")
_NUMBER = (
    rf"(?:{any_of(_ONES)}|{any_of(_TWENTIES)}|{any_of(_TENS)}|veinti[uú]n[oa]?|cien|ciento|cientos"
    rf"|{any_of(_HUNDREDS)}|{any_of(_HUNDREDS_OF_HER)}|mil|miles|mill[oó]n|millones"
    r"|bill[oó]n|billones|docenas?|decenas?|centenar|centenares|millar|millares)"
)
_BIG = r"(?:mill[oó]n|bill[oó]n|docena|decena|centenar|millar)"
_ORDINALS = r"(?:quint|sext|s[eé]ptim|octav|noven|d[eé]cim|vig[eé]sim|cent[eé]sim|mil[eé]sim)"
_MEASURES = (
    r"(?:hora|siglo|punto|docena|centenar|kilo|kil[oó]metro|litro|metro|tonelada|año|d[ií]a|mes|mill[oó]n|bill[oó]n)"
)
NUMBER_WORDS = NumberWords(
    quantity=rf"""\b(?:
    (?:un|{_NUMBER})\s+(?:tercios?|{_ORDINALS}os)
  | un\s+{_ORDINALS}o(?=\s+del?\b)
  | un\s+cuarto(?=\s+del?\s(?!\s*(?:baño|estar|hu[eé]spedes|servicio|máquinas)))
  | tres\s+cuartos
  | (?:(?:un|una|{_NUMBER})\s+)?(?:tercera|cuarta|{_ORDINALS}a)s?\s+partes?
  | (?:(?:un|una|medio|media)\s+(?={_BIG}))?{_NUMBER}\b
      (?:(?:\s+de)?\s+{_NUMBER}\b|(?<=[ae])\s+y\s+(?:un[oa]?|{any_of(_ONES)})\b)*(?:\s+y\s+medi[oa]\b)?
  | medi[oa]\s+{_MEASURES}s?
  | (?<=\s)y\s+medi[oa](?=\s*(?:[^\w\s]|\Z)|\s+(?:de|despu[eé]s|antes|m[aá]s|desde|en|por)\b)
  | mitad(?:es)?|tercios?|dobles?|triples?|cu[aá]druples?|qu[ií]ntuples?
  | (?:re)?(?:duplic|triplic|cuadruplic|quintuplic)\w+
)\b(?:\s+por\s+ciento\b)?""",
    other=rf"""
    (?<=\bprimera\s)mitad|(?<=\bsegunda\s)mitad|(?<=\búltima\s)mitad|(?<=\ba\s)mitad\s+del?
  | {_NUMBER}(?:\s+y\s+\w+)?\s+de\s+
    (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|la\s+(?:mañana|tarde
      |noche|madrugada))\b
""",
    values={
        "cien": 100,
        "ciento": 100,
        **numbered(_ONES),
        **numbered(_TENS, 20, 10),
        **numbered(_TWENTIES, 22),
        **numbered(_HUNDREDS, 200, 100),
        **numbered(_HUNDREDS_OF_HER, 200, 100),
    },
    scales={"docena": 12, "mil": 10**3, "millón": 10**6, "millones": 10**6, "billón": 10**12, "billones": 10**12},
    parts={
        **dict.fromkeys(("mitad", "medio", "media"), 2),
        **parts("tercio cuarto quinto sexto séptimo octavo noveno décimo"),
        **parts("tercera cuarta quinta sexta séptima octava novena décima"),
    },
    joins=frozenset({"y"}),
    skipped=frozenset({"un", "una", "la", "el", "de", "parte", "partes"}),
)

_NOT_NOUNS = "es|las|los|unas|unos|sus|esas|esos|estas|estos|más|menos|además|pues|tras|mas|dos|tres|seis"
DESIGNATORS = Designators(
    any_case=(
        "artículo art. sección capítulo cap. página pág. p. párrafo párr. cuadro tabla gráfica gráfico figura fig. mapa"
        " recuadro anexo apéndice fracción inciso numeral cláusula título tomo volumen vol. versión resolución ley"
        " ley_orgánica decreto real_decreto decreto-ley reglamento directiva convenio convención protocolo enmienda"
        " circular nota_al_pie formulario ecuación fase grado categoría"
    ),
    capital=(
        "Acuerdo Norma Orden Expediente Documento Boletín Formulario Carretera Ruta Autopista Interestatal Calle Línea"
        " Sala Puerta Terminal Distrito Zona Región Nivel Etapa Tipo Clase Modelo Escenario Objetivo Meta Libro Parte"
        " Nota Sentencia Apolo"
    ),
    several=(
        "artículos arts. secciones capítulos caps. páginas págs. pp. párrafos cuadros tablas gráficas gráficos figuras"
        " mapas recuadros anexos apéndices fracciones incisos numerales cláusulas títulos tomos volúmenes versiones"
        " resoluciones leyes decretos directivas enmiendas fases grados categorías distritos zonas regiones"
    ),
    joins="y|e|o|u|a|al",
    number=r"[nN](?:úm|o|ro)s?\.|[nN]\.?\s?[º°]s?\.?|[nN]úmeros?",
    of="[lL]egislativo|[eE]jecutivo|[sS]upremo|[gG]eneral|[fF]ederal",
    of_year="de|del",
    not_before=words(
        "cada un una este esta ese esa aquel aquella por ningún ninguna algún alguna otro otra qué mismo misma"
    ),
    articles=frozenset(),
    verbs_of_several=r"son|han|eran|están|estaban|habían|serán|\w+(?:aron|ieron)|fueron",
    ordinals=words(
        "primer primera segundo segunda tercer tercera cuarto cuarta quinto quinta último última próximo próxima"
        " siguiente anterior"
    ),
    before_verbs=frozenset(),
    goes_on=words(
        "de del en y o es son fue fueron para por con que según muestra mostró da dio dice dispone establece prohíbe"
        " prevé exige permite recoge incluye explica describe se no también cuyo cuya donde"
    ),
    counted=rf"(?!(?:{_NOT_NOUNS})\Z)\w+s|gente|policía",
    counted_by_several=rf"(?!(?:{_NOT_NOUNS})\Z)\w+s|gente|policía",
    points="puntos?|veces",
    of_kinds=frozenset(),
    compounds=frozenset(),
    adjectives=words(
        "primer primera segundo segunda tercer tercera cuarto cuarta quinto quinta sexto sexta séptimo séptima octavo"
        " octava noveno novena décimo décima último última nuevo nueva mayor menor mejor peor gran siguiente anterior"
        " principal reciente actual presente antiguo antigua propio propia primeros primeras últimos últimas nuevos"
        " nuevas mayores menores mejores peores grandes siguientes anteriores principales"
    ),
    links=frozenset(),
    done=r"\w+(?:aron|ieron|eron|aban|ían|arán|erán|irán)|eran|iban|son|están|han|van|tienen",
    laws=words(
        "ley decreto decreto-ley reglamento directiva convenio convención protocolo enmienda resolución circular"
    ),
    law_says=words(
        "dice dispone establece prohíbe prevé exige permite recoge regula reconoce define describe modifica deroga"
    ),
    catalogued=words("códigos normas definiciones reglas requisitos metas indicadores partidas"),
    phone=r"tel[eé]fonos?|tels?\.?|fax|m[oó]vil|celular|llam\w+(?:\sal)?|marc\w+(?:\sel)?",
    whole=(
        r"(?:(?<=\b[dD]espués\sdel\s)|(?<=\b[tT]ras\sel\s)|(?<=\b[dD]esde\sel\s))11-[SM]\b"
        r"|\b(?:C\.\s?P\.|[cC]ódigo\s[pP]ostal)\s\d{5}(?!\d)"
    ),
)

# -- what is said of fractions, multiples and roundings ---------------------------------------------------------------

_FROM_TWO = ("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
FRACTIONS = fraction_names(
    (
        ("la mitad", ""),
        ("un tercio", "tercios"),
        *(
            (f"una {each} parte", f"{each}s partes")
            for each in ("cuarta", "quinta", "sexta", "séptima", "octava", "novena", "décima")
        ),
    ),
    _FROM_TWO,
)


def multiples(end: str, halved: str) -> dict[tuple[int, int], tuple[str, ...]]:
    """Verbs with an ending: that it is so, roughly, nearly, and more than that."""
    said: list[tuple[str, ...]] = []
    for stem, number in zip(("duplic", "triplic", "cuadruplic", "quintuplic"), _FROM_TWO, strict=False):
        verb = f"se {stem}{end}"
        said.append((verb, f"{verb} aproximadamente", f"casi {verb}", f"se multiplic{end} por más de {number}"))
    half = (f"{halved} a la mitad", f"{halved} a cerca de la mitad", f"casi {halved} a la mitad")
    return by_multiple([*said, (*half, f"{halved} a menos de la mitad")])


_PLACES = (
    "la milésima, la centésima, la décima, la unidad, la decena, la centena, el millar, la decena de millar,"
    " la centena de millar, el millón, la decena de millones, la centena de millones, el millar de millones,"
    " la decena de millares de millones, la centena de millares de millones, el billón"
)
NEAREST = tuple(
    f"a {place} más próxima" if place.startswith("la ") else f"al {place.removeprefix('el ')} más próximo"
    for place in _PLACES.split(", ")
)
