"""Several of a unit: what dictionaries have, and nothing made up."""

from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.analysis import analyse
from statbrief.errors import ReadingError

ENGLISH = {
    "ley": "leys", "city": "cities", "day_ticket": "day tickets", "soliloquy": "soliloquies", "birth": "births",
    "births": "births", "visas": "visas", "minibus": "minibuses", "census": "censuses", "crisis": "crises",
    "series": "series", "stomach": "stomachs", "branch": "branches", "quiz": "quizzes", "loaf": "loaves",
    "roof": "roofs", "woman": "women", "fisherman": "fishermen", "human": "humans", "child": "children",
    "head_of_household": "heads of household", "cases_per_100k": "cases per 100k", "case_per_100k": "cases per 100k",
    "TEU": "TEUs", "SMS": "SMS", "co2": "co2", "pm25": "pm25", "tCO2e": "tCO2e", "tonne_of_co2": "tonnes of co2",
    "per_100k": "per 100k", "por_100k": "por 100k", "per_capita": "per capita",
}  # fmt: skip
SPANISH = {
    "persona": "personas", "camión": "camiones", "detención": "detenciones", "joven": "jóvenes", "examen": "exámenes",
    "orden": "órdenes", "plan": "planes", "almacén": "almacenes", "baúl": "baúles", "país": "países", "raíz": "raíces",
    "vez": "veces", "lápiz": "lápices", "ley": "leyes", "reloj": "relojes", "robot": "robots", "móvil": "móviles",
    "crisis": "crisis", "tórax": "tórax", "autobús": "autobuses", "personas": "personas", "bebés": "bebés",
    "régimen": "regímenes", "menú": "menús", "tabú": "tabúes", "TEU": "TEU", "co2": "co2", "pm25": "pm25",
    "tonelada_de_co2": "toneladas de co2", "persona_sin_hogar": "personas sin hogar", "caso_por_100k": "casos por 100k",
    "casos_por_100k": "casos por 100k", "por_100k": "por 100k", "por_millón_de_habitantes": "por millón de habitantes",
}  # fmt: skip


def of_several(folder: Path, lang: str, unit: str, defined: str = "= [thing]") -> str:
    """What several of a unit without a second name are called, in a brief whose data are in that language."""
    brief = write_brief(folder, figures=f"it,It,12,{unit},1,,2024,agency,p. 1,\n")
    (brief / "_quarto.yml").write_text(f"lang: {lang}\n", encoding="utf-8")
    (brief / "data/units.txt").write_text(f"{unit} {defined}\n", encoding="utf-8")
    return analyse(brief, lang).figures["it"].forms["amount"].removeprefix("12 ")


@pytest.mark.thorough
@pytest.mark.parametrize(("unit", "several"), ENGLISH.items())
def test_several_in_english_are_what_dictionaries_have(tmp_path: Path, unit: str, several: str) -> None:
    """Regular and irregular words, acronyms; what is no word, and rates, are called what they are defined as."""
    assert of_several(tmp_path, "en", unit) == several


@pytest.mark.thorough
@pytest.mark.parametrize("lang", ["es", "es-MX"])
@pytest.mark.parametrize(("unit", "several"), SPANISH.items())
def test_several_in_spanish_are_what_dictionaries_have(tmp_path: Path, unit: str, several: str, lang: str) -> None:
    """Accents come and go as the academies say; acronyms stay as they are."""
    assert of_several(tmp_path, lang, unit) == several


@pytest.mark.parametrize("lang", ["en", "es", "es-CR"])
@pytest.mark.parametrize("defined", ["= 1e-5 * case / person", "= [rate]"])
def test_a_rate_has_no_plural(tmp_path: Path, lang: str, defined: str) -> None:
    """In the language of its name, with a dimension and without."""
    brief = write_brief(tmp_path, figures="it,It,12,por_mil_casas,1,,2024,agency,p. 1,\n")
    (brief / "_quarto.yml").write_text(f"lang: {lang}\n", encoding="utf-8")
    units = f"case = [case]\nperson = [person]\npor_mil_casas {defined}\n"
    (brief / "data/units.txt").write_text(units, encoding="utf-8")
    assert analyse(brief, lang).figures["it"].forms["amount"] == "12 por mil casas"


@pytest.mark.parametrize("unit", ["caso_confirmado", "hora_hombre"])
def test_a_plural_that_nobody_can_tell_is_asked_for(tmp_path: Path, unit: str) -> None:
    """Casos confirmados, but horas hombre: the one has an adjective. A second name or a label says it."""
    with pytest.raises(ReadingError) as raised:
        of_several(tmp_path, "es", unit)
    assert str(raised.value) == (
        f"data/units.txt: unit {unit}: has no plural that is known in es; give it a second name there, "
        f"{unit} = … = _ = several, or a label in data/labels.es.csv: unit,{unit},one|several"
    )
    assert of_several(tmp_path, "es", unit, "= [thing] = _ = varias_cosas") == "varias cosas"
    (tmp_path / "data/labels.es.csv").write_text(f"kind,id,text\nunit,{unit},una|varias\n", encoding="utf-8")
    assert of_several(tmp_path, "es", unit) == "varias"
