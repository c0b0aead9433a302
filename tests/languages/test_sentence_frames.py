"""Sentences with forms in them: each can be read whatever the data say, at nothing, at one, where nobody can tell."""

from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.analysis import analyse
from statbrief.analysis.record import recorded
from statbrief.verify.forms import problem_of

ROWS = """before,Before,100,bed,exact,,2021,agency,p. 1,
same,Same,100,bed,exact,,2022,agency,p. 1,
one_more,One more,101,bed,exact,,2022,agency,p. 1,
one_less,One less,99,bed,exact,,2022,agency,p. 1,
once,Once,1000,bed,100,,2021,agency,p. 1,
again,Again,1000,bed,100,,2022,agency,p. 1,
close,Close,100000,bed,100,,2021,agency,p. 1,
closer,Closer,100000,bed,100,,2022,agency,p. 1,
least,Least,120,bed,exact,at least,2022,agency,p. 1,
"""
STATES = {
    "zero": ("same", "before", ""),
    "one": ("one_more", "before", ""),
    "fall": ("one_less", "before", ""),
    "unclear": ("again", "once", ""),
    "hardly": ("closer", "close", ""),
    "little": ("again", "once", "similar within {}"),
    "open": ("least", "before", ""),
}
"""Which numbers are compared, and the band within which their change is little."""
DIFFERENCES = {
    "en": {
        "zero": "Beds did not change from 2021; a constant level; beds were no different than in 2021.",
        "one": "Beds rose by 1 bed from 2021; a rise of 1 bed; beds were 1 bed higher than in 2021.",
        "fall": "Beds fell by 1 bed from 2021; a fall of 1 bed; beds were 1 bed lower than in 2021.",
        "unclear": "Beds showed no clear change from 2021; a level without clear change;"
        " beds were not clearly different than in 2021.",
        "little": "Beds changed little from 2021; a similar level; beds were little different than in 2021.",
        "open": "Beds rose by at least 20 beds from 2021; a rise of at least 20 beds;"
        " beds were at least 20 beds higher than in 2021.",
    },
    "es": {
        "zero": "La cifra no cambió desde 2021; un nivel sin cambios; la cifra era igual que en 2021.",
        "one": "La cifra aumentó 1 cama desde 2021; un aumento de 1 cama; la cifra era 1 cama mayor que en 2021.",
        "fall": "La cifra disminuyó 1 cama desde 2021; un descenso de 1 cama; la cifra era 1 cama menor que en 2021.",
        "unclear": "La cifra no mostró un cambio claro desde 2021; un nivel sin un cambio claro;"
        " la cifra era no claramente diferente que en 2021.",
        "little": "La cifra cambió poco desde 2021; un nivel similar; la cifra era poco diferente que en 2021.",
        "open": "La cifra aumentó al menos 20 camas desde 2021; un aumento de al menos 20 camas;"
        " la cifra era al menos 20 camas mayor que en 2021.",
    },
}
RATIOS = {
    "en": {
        "zero": "Beds did not change from 2021; they did not change from those of 2021;"
        " they were no different than in 2021.",
        "one": "Beds rose by 1% from 2021; they rose to 1.01 times those of 2021; they were 1% higher than in 2021.",
        "fall": "Beds fell by 1% from 2021; they fell by 1% from those of 2021; they were 1% lower than in 2021.",
        "unclear": "Beds showed no clear change from 2021; they showed no clear change from those of 2021;"
        " they were not clearly different than in 2021.",
        "hardly": "Beds hardly changed from 2021; they hardly changed from those of 2021;"
        " they were hardly different than in 2021.",
        "little": "Beds changed little from 2021; they changed little from those of 2021;"
        " they were little different than in 2021.",
        "open": "Beds rose by at least 20% from 2021; they rose to at least 1.2 times those of 2021;"
        " they were at least 20% higher than in 2021.",
    },
    "es": {
        "zero": "La cifra no cambió desde 2021; no cambió respecto de la de 2021; era igual que en 2021.",
        "one": "La cifra aumentó 1 % desde 2021; aumentó hasta 1,01 veces la de 2021; era 1 % mayor que en 2021.",
        "fall": "La cifra disminuyó 1 % desde 2021; disminuyó 1 % respecto de la de 2021; era 1 % menor que en 2021.",
        "unclear": "La cifra no mostró un cambio claro desde 2021; no mostró un cambio claro respecto de la de 2021;"
        " era no claramente diferente que en 2021.",
        "hardly": "La cifra apenas cambió desde 2021; apenas cambió respecto de la de 2021;"
        " era casi igual que en 2021.",
        "little": "La cifra cambió poco desde 2021; cambió poco respecto de la de 2021;"
        " era poco diferente que en 2021.",
        "open": "La cifra aumentó al menos 20 % desde 2021; aumentó hasta al menos 1,2 veces la de 2021;"
        " era al menos 20 % mayor que en 2021.",
    },
}
SEVERAL = {
    "zero": "Las camas eran iguales que en 2021.",
    "one": "Las camas eran 1 cama mayores que en 2021.",
    "fall": "Las camas eran 1 cama menores que en 2021.",
    "unclear": "Las camas eran no claramente diferentes que en 2021.",
    "little": "Las camas eran poco diferentes que en 2021.",
    "open": "Las camas eran al menos 20 camas mayores que en 2021.",
}
"""What is said of several things in the place of what is said of one, where the language tells them apart."""
FRAMES = {
    ("difference", "en"): "Beds {rose_by} from 2021; a {rise_of}; beds were {higher_by} than in 2021.",
    ("difference", "es"): "La cifra {it_rose_by} desde 2021; un {rise_of}; la cifra era {higher_by} que en 2021.",
    ("ratio over time", "en"): "Beds {rose_by} from 2021; they {rose_to_times} those of 2021;"
    " they were {higher_by} than in 2021.",
    ("ratio over time", "es"): "La cifra {it_rose_by} desde 2021; {it_rose_to_times} la de 2021;"
    " era {higher_by} que en 2021.",
}
CASES = [
    *(("difference", lang, state) for lang, said in DIFFERENCES.items() for state in said),
    *(("ratio over time", lang, state) for lang, said in RATIOS.items() for state in said),
]


def said(folder: Path, kind: str, lang: str, state: str) -> dict[str, str]:
    """A brief in which two numbers are compared, and what its forms say."""
    later, earlier, similar = STATES[state]
    sign, band = ("-", "150") if kind == "difference" else ("/", "15%")
    annotation = ", ".join(filter(None, [kind, similar.format(band)]))
    derived = f'def it({later}, {earlier}) -> "{annotation}":\n    """It"""\n    return {later} {sign} {earlier}\n'
    write_brief(folder, figures=ROWS, derived=derived)
    bed = "bed = [bed] = _ = beds" if lang == "en" else "cama = [bed] = _ = camas"
    (folder / "data/units.txt").write_text(f"@group count\n    {bed}\n@end\n", encoding="utf-8")
    if lang == "es":
        stated = (folder / "data/reported.csv").read_text(encoding="utf-8").replace(",bed,", ",cama,")
        (folder / "data/reported.csv").write_text(stated, encoding="utf-8")
    (folder / "_quarto.yml").write_text(f"lang: {lang}\n", encoding="utf-8")
    return {name: form.plain.replace("\u00a0", " ") for name, form in analyse(folder, lang).forms["it"].items()}


@pytest.mark.parametrize(("kind", "lang", "state"), CASES)
def test_a_frame_reads_whatever_the_data_say(tmp_path: Path, kind: str, lang: str, state: str) -> None:
    """The manual names it: one sentence for all months."""
    forms = said(tmp_path, kind, lang, state)
    wanted = (DIFFERENCES if kind == "difference" else RATIOS)[lang][state]
    assert FRAMES[kind, lang].format(**forms) == wanted


@pytest.mark.parametrize("state", SEVERAL)
def test_so_it_reads_of_several_things_in_spanish(tmp_path: Path, state: str) -> None:
    """Where each word of a comparison has a plural; what is published with it proves itself."""
    found = said(tmp_path, "difference", "es", state)
    assert f"Las camas eran {found['they_higher_by']} que en 2021." == SEVERAL[state]
    assert found["they_higher_by"].endswith(found["they_higher"])


def test_so_it_reads_of_several_that_hardly_differ(tmp_path: Path) -> None:
    """Which can be told of a ratio."""
    found = said(tmp_path, "ratio over time", "es", "hardly")
    assert (found["they_higher_by"], found["they_higher"]) == ("casi iguales", "casi iguales")


@pytest.mark.parametrize("state", STATES)
def test_in_english_one_and_several_are_compared_alike(tmp_path: Path, state: str) -> None:
    """Its adjectives have no plural."""
    found = said(tmp_path, "difference", "en", state)
    assert (found["they_higher"], found["they_higher_by"]) == (found["higher"], found["higher_by"])


def test_one_for_the_other_does_not_hold(tmp_path: Path) -> None:
    """Who verifies reads of several things what is said of several."""
    said(tmp_path, "ratio over time", "es", "one")
    analysis = analyse(tmp_path, "es")
    figure = recorded(analysis.figures["it"], analysis.words)
    assert not problem_of(figure, "they_higher_by", "1\u00a0% mayores", "es")
    assert not problem_of(figure, "they_higher_by_full", "1\u00a0% mayores", "es")
    assert not problem_of(figure, "they_higher", "mayores", "es")
    for form, text in {
        "they_higher_by": "1\u00a0% mayor",
        "they_higher": "menores",
        "higher_by": "1\u00a0% mayores",
    }.items():
        assert problem_of(figure, form, text, "es")
