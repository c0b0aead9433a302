"""Numbers that are names, told from numbers of things."""

import pytest

from statbrief.languages.designations import find_designations
from statbrief.languages.quantities import find_quantities

COUNTED = [
    ("en", "The Chapter 900 left"),
    ("en", "of the Phase 300 joined"),
    ("en", "14th of those"),
    ("en", "401 (k"),
    ("en", "In the first phase 300 were deported"),
    ("en", "In the largest category 90 were women"),
    ("en", "Under the new directive 300 were released"),
    ("en", "the lowest grade 45 passed"),
    ("en", "In the second section 1200 were held"),
    ("en", "Under directive 300 were released"),
    ("en", "in these categories 90 and 45 were women"),
    ("en", "ISO 12400 jobs"),
    ("en", "a licence 4.5 people"),
    ("en", "the licence costs 4.5 pesos"),
    ("en", "CC BY 4.0% of them"),
    ("en", "NACE 45 jobs fell"),
    ("en", "SOC 300 workers"),
    ("en", "UTF 12 people"),
    ("es", "Según la ley 300 fueron expulsados"),
    ("es", "Por la enmienda 45 quedaron fuera"),
    ("es", "Bajo el convenio 300 entraron"),
    ("es", "En la nueva fase 300 salieron"),
    ("es", "En la sección 300 estaban detenidos"),
    ("es", "ISO 12400 empleos"),
]
NAMED = [
    ("en", "the Title 42 policy ended", "Title 42"),
    ("en", "its Article 27 required", "Article 27"),
    ("en", "Chapter 11 ended", "Chapter 11"),
    ("en", "by Form 1040 filers", "Form 1040"),
    ("en", "the 14th Amendment guarantees", "14th Amendment"),
    ("en", "of the 9th Circuit", "9th Circuit"),
    ("en", "in 401(k) plans", "401(k)"),
    ("en", "a 501(c)(3) charity", "501(c)(3)"),
    ("en", "in section 8 are", "section 8"),
    ("en", "see page 3", "page 3"),
    ("en", "pages 3 and 4", "pages 3 and 4"),
    ("en", "Article 2023", "Article 2023"),
    ("en", "the Title 42 policy", "Title 42"),
    ("en", "the new regulation 2016/679 was", "regulation 2016/679"),
    ("en", "the first section 12(b) was", "section 12(b)"),
    ("en", "the second order under section 8 were", "section 8"),
    ("en", "the ISO 9001:2015 jobs", "ISO 9001:2015"),
    ("en", "the ICD 10 codes", "ICD 10"),
    ("en", "Licence: CC BY 4.0.", "CC BY 4.0"),
    ("en", "under CC BY-NC-SA 4.0, with", "CC BY-NC-SA 4.0"),
    ("en", "code: GPL-3.0 or later", "GPL-3.0"),
    ("en", "Open Government Licence v3.0", "Licence v3.0"),
    ("es", "Licencia: CC BY 4.0", "CC BY 4.0"),
    ("en", "NACE 45 covers trade", "NACE 45"),
    ("es", "la Ley 1448 de 2011 fue", "Ley 1448 de 2011"),
    ("es", "la ley 1448 de 2011 fue", "ley 1448 de 2011"),
    ("es", "la ley 39/2015 fue", "ley 39/2015"),
    ("es", "según la ley 300.", "ley 300"),
    ("es", "(según la ley 300)", "ley 300"),
    ("es", "según la ley 300, salieron", "ley 300"),
    ("es", "la ley 300 prohíbe", "ley 300"),
    ("es", "la página 3", "página 3"),
    ("es", "el artículo 27 fue", "artículo 27"),
    ("es", "los cuadros de la página 3 son", "página 3"),
]


@pytest.mark.parametrize(("lang", "text"), COUNTED)
def test_a_number_of_things_after_a_noun_of_its_own_is_no_name(lang: str, text: str) -> None:
    """In the first phase 300 were deported: the phase is the first, and the people are 300."""
    assert find_designations(text, lang) == []


@pytest.mark.parametrize(("lang", "text", "name"), NAMED)
def test_what_is_called_by_a_number_keeps_its_name(lang: str, text: str, name: str) -> None:
    """In section 8, la ley 1448 de 2011 fue: there are not eight of anything."""
    assert [text[start:end] for start, end in find_designations(text, lang)] == [name]


def test_a_noun_that_the_brief_counts_is_counted_after_a_standard_as_well() -> None:
    """ICD 10 codes are those of an edition, except in a brief about codes."""
    assert find_designations("ICD 10 codes", "en", ["codes"]) == []


@pytest.mark.parametrize(
    ("lang", "text", "numbers"),
    [
        ("en", "In Phase 300 were held.", ["300"]),
        ("en", "Page 300 were counted.", ["300"]),
        ("en", "In the first Phase 300 left; in the last Section 900 stayed.", ["300", "900"]),
        ("es", "En la Fase 300 fueron detenidos.", ["300"]),
        ("es", "En la primera Fase 300 salieron.", ["300"]),
        ("en", "The Law 300 was passed, and Section 301 tariffs were raised.", []),
        ("en", "The rules of Section 301 were amended, as the first law under Article 2023 was.", []),
        ("es", "La Ley 300 fue aprobada; los cuadros de la Sección 300 son nuevos.", []),
    ],
)
def test_a_capital_makes_no_name_of_what_several_did(lang: str, text: str, numbers: list[str]) -> None:
    """One phase, page or law has no verb of several, and the first of several phases no number of its own."""
    assert [text[each.start : each.end] for each in find_quantities(text, lang)] == numbers
