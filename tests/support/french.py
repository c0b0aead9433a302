"""French, as far as a small brief needs it: a language that the program does not know, made from what it must have."""

from dataclasses import replace

from statbrief.languages.english import ENGLISH
from statbrief.languages.patterns import DAY, NOT_AFTER, NOT_BEFORE, YEAR, any_of, month_numbers, numbered, parts, words
from statbrief.languages.phrases import by_multiple, fraction_names
from statbrief.languages.vocabulary import PeriodPhrases, PeriodWords, RowWords, Vocabulary

_ONES = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_ORDINALS = "tiers quart cinquième sixième septième huitième neuvième dixième"
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_MONTH = f"(?i:{'|'.join(_MONTHS.split())})"


def _multiples(verb: str, have: str) -> dict[tuple[int, int], tuple[str, ...]]:
    said = ("doublé", "triplé", "quadruplé", "quintuplé", "diminué de moitié")
    return by_multiple(
        [(f"{have} {verb}{each}", f"{have} à peu près {each}", f"{have} presque {each}", f"{have} plus que {each}")
         for each in said]
    )  # fmt: skip


FRENCH: Vocabulary = replace(
    ENGLISH,
    phrases=ENGLISH.phrases._replace(
        about="environ {}",
        more_than="plus de {}",
        less_than="moins de {}",
        range="{low} à {high}",
        at_least="au moins {}",
        at_most="au plus {}",
        or_more="{} ou plus",
        or_less="{} ou moins",
        times=("{} fois", "{} fois"),
        rose=("ont augmenté", "ont diminué", "n’ont pas changé", "ont à peine changé", "n’ont pas clairement changé",
              "ont peu changé"),
        it_rose=("a augmenté", "a diminué", "n’a pas changé", "a à peine changé", "n’a pas clairement changé",
                 "a peu changé"),
        rose_by="{verb} de {amount}",
        rose_to="{verb} à {amount}",
        multiplied=_multiples("", "ont"),
        it_multiplied=_multiples("", "a"),
        fractions=fraction_names(
            (
                ("la moitié", ""),
                ("un tiers", "tiers"),
                *((f"un {each}", f"{each}s") for each in _ORDINALS.split()[1:]),
            ),
            _ONES.split(),
        ),
        money="{number} {symbol}",
        money_compact="{number} {symbol}",
        table={
            **ENGLISH.phrases.table,
            "figure": "Chiffre",
            "value": "Valeur",
            "low": "Bas",
            "high": "Haut",
            "stated_by": "Indiqués par les sources",
            "within": "{} est dans l’intervalle {}",
            "calculated": "{} : notre calcul",
        },
        page={**ENGLISH.phrases.page, "skip": "Aller au texte"},
        holds=("tient", "ne tient pas"),
        none="aucun",
    ),
    units=ENGLISH.units._replace(
        plural="{}s".format, each="par {}".format, per="par", each_of={"day": "par jour"}, are_degrees_apart=True
    ),
    dates={
        "fr": ENGLISH.dates["en"]._replace(
            months=_MONTHS.split(),
            short_months=(
                "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
            ),
            weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
            styles={
                "full": "{weekday} {day} {month} {year}",
                "long": "{day} {month} {year}",
                "medium": "{day} {short_month} {year}",
                "short": "{day:02}/{number:02}/{year}",
            },
        )
    },
    periods=PeriodWords(
        quarters=("premier trimestre", "deuxième trimestre", "troisième trimestre", "quatrième trimestre"),
        quarter="{name} {year}",
        halves=("premier semestre", "second semestre"),
        half="{name} {year}",
        half_short="S{number} {year}",
        week="semaine {number} de {year}",
        fiscal_year="exercice {year}",
        said={
            "year": PeriodPhrases("{}", "en {}", "de {}", "à {}", "depuis {}"),
            "fiscal year": PeriodPhrases("l’{}", "pendant l’{}", "de l’{}", "à l’{}", "depuis l’{}"),
            "quarter": PeriodPhrases("le {}", "au {}", "du {}", "au {}", "depuis le {}"),
            "month": PeriodPhrases("{}", "en {}", "de {}", "à {}", "depuis {}"),
            "week": PeriodPhrases("la {}", "dans la {}", "de la {}", "à la {}", "depuis la {}"),
            "day": PeriodPhrases("le {}", "le {}", "du {}", "au {}", "depuis le {}"),
        },
        typed=ENGLISH.periods.typed._replace(
            months=month_numbers(_MONTHS.split()),
            quarters={"premier": 1, "deuxième": 2, "troisième": 3, "quatrième": 4},
            dated=(
                rf"\b(?P<day>{DAY})(?:er)?\s+(?P<month>{_MONTH})(?:\s+(?P<year>{YEAR}))?",
                rf"\b(?P<month>{_MONTH})\s+(?P<year>{YEAR})",
                rf"\b(?P<quarter>premier|deuxième|troisième|quatrième)\s+trimestre\s+(?:de\s+)?(?P<year>{YEAR})",
            ),
            bare=(rf"\b(?P<month>{_MONTH})\b",),
            each=r"\bchaque\s+\Z",
            recurring=r"\s+de\s+chaque\b",
            until=r"\b(?P<unit>trimestre|année)\s+(?:à|jusqu’à)\s+\Z",
            since=r"\b(?P<unit>semaine)\s+du\s+\Z",
            lengths={"trimestre": (3, "month"), "année": (12, "month"), "semaine": (7, "day"), "mois": (1, "month")},
            relative=(r"\ble\s+(?P<unit>mois)\s+dernier\b",),
        ),
        rows={each: RowWords("pour la {} fois de suite", ("deuxième", "troisième"), "{} fois de suite")
              for each in ENGLISH.periods.rows},
    ),
    page={**ENGLISH.page, "crossref-tbl-title": "Tableau", "toc-title-document": "Table des matières"},
    numerals=ENGLISH.numerals._replace(
        scale="millions?|milliards?|mille",
        scales={"mille": 10**3, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9,
                "billion": 10**12, "billions": 10**12},
        percent=r"pour\s?cent",
        ordinal_ends="e",
        between=("à", "et"),
        has_decimal_comma=True,
        other_decimal_in=frozenset({"CH"}),
        minimum_grouping={"fr": 1},
    ),
    number_words=ENGLISH.number_words._replace(
        quantity=rf"""\b(?:(?:un|{any_of(_ONES)})\s+(?:tiers|{any_of(_ORDINALS.replace("tiers ", ""))})s?
          |{any_of(_ONES)}|moiti[eé]|double[srz]?|doubl[eé]e?s?|cent|mille)\b""",
        other=r"seconde\s+moiti[eé]",
        values={"un": 1, **numbered(_ONES)},
        scales={"cent": 100, "mille": 10**3},
        parts={"moitié": 2, **parts(_ORDINALS), "tiers": 3},
        joins=words("et"),
        skipped=words("la le"),
    ),
    designators=ENGLISH.designators._replace(
        any_case="article page tableau", capital="Route", several="articles pages", joins="et|à",
        not_before=words("cet"), goes_on=words("de"), articles=frozenset(), before_verbs=frozenset(),
        counted="gens", whole="",
    ),
    moments=ENGLISH.moments._replace(
        moments=rf"{NOT_AFTER}(?:1er|{DAY})\s+{_MONTH}(?:\s+{YEAR})?{NOT_BEFORE}|\b{_MONTH}\s+{YEAR}{NOT_BEFORE}",
        before_month="",
        month=_MONTH,
        hours="heures",
        amounts="pour cent|fois",
        counted=words("personnes ans"),
        tells_when=words("en depuis dès"),
        ratios="rapport",
    ),
    abbreviations=ENGLISH.abbreviations._replace(before_names=words("m mme"), before_numbers=words("p chap")),
)  # fmt: skip
