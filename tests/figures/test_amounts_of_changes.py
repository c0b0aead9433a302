"""Amounts of changes: with their unit, so that a sentence is one where nothing moved."""

import ast
from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.analysis import analyse
from statbrief.analysis.record import recorded
from statbrief.verify.forms import problem_of

MORE = (
    "beds,Beds,112,bed,exact,,2024,agency,,\nbeds_before,Before,100,bed,exact,,2023,agency,,\n"
    "spare,Spare,101,bed,exact,,2024,agency,,\nloose,Loose,100,bed,50,,2024,agency,,\n"
    "warm,Warm,21.5,degC,0.1,,2024,agency,,\ncool,Cool,20,degC,0.1,,2023,agency,,\n"
    "many,Many,3000000,bed,exact,,2024,agency,,\nnone,None,0,bed,exact,,2023,agency,,\n"
)


@pytest.mark.parametrize(
    ("formula", "form", "english", "spanish"),
    [
        ("beds - beds_before", "rose_by", "rose by 12 beds", "aumentaron 12 camas"),
        ("beds_before - beds", "it_rose_by", "fell by 12 beds", "disminuyó 12 camas"),
        ("beds - beds_before", "rise_of", "rise of 12 beds", "aumento de 12 camas"),
        ("beds - beds_before", "higher_by", "12 beds higher", "12 camas mayor"),
        ("beds - beds_before", "rose_by_1", "rose by about 10 beds", "aumentaron cerca de 10 camas"),
        ("spare - beds_before", "it_rose_by", "rose by 1 bed", "aumentó 1 cama"),
        ("beds_before - spare", "rise_of_to_0", "fall of 1 bed", "descenso de 1 cama"),
        ("spare - beds_before", "it_rose_by_to_1", "rose by 1.0 beds", "aumentó 1,0 cama"),
        ("many - none", "it_rose_by", "rose by 3 million beds", "aumentó 3 millones de camas"),
        ("beds_before - loose", "it_rose_by", "showed no clear change", "no mostró un cambio claro"),
        ("beds - beds_before - (spare - beds_before) * 12", "rise_of", "constant level", "nivel sin cambios"),
        ("warm - cool", "it_rose_by", "rose by about 1.5°C", "aumentó cerca de 1,5 °C"),
    ],
)
def test_an_amount_of_a_change_has_its_unit(
    tmp_path: Path, formula: str, form: str, english: str, spanish: str
) -> None:
    """So that the sentence around it is one where nothing moved; and who verifies reads it back."""
    names = {each.id for each in ast.walk(ast.parse(formula)) if isinstance(each, ast.Name)}
    code = f'def it({", ".join(sorted(names))}):\n    """It"""\n    return {formula}\n'
    brief = write_brief(tmp_path, figures=MORE, derived=code)
    (brief / "data/units.txt").write_text("bed = [bed] = _ = beds\n", encoding="utf-8")
    labels = "".join(f"figure,{row.split(',')[0]},{row.split(',')[1]}\n" for row in MORE.splitlines())
    labels = f"kind,id,text\n{labels}figure,it,Ello\nunit,bed,cama|camas\n"
    for lang, text in (("en", english), ("es", spanish)):
        if lang == "es":
            (brief / "data/labels.es.csv").write_text(labels, encoding="utf-8")
        analysis = analyse(brief, lang)
        made = analysis.figures["it"]
        assert made.forms[form] == text
        said = recorded(made, analysis.words)
        assert not problem_of(said, form, text, lang)
        without = text.replace(" beds", "").replace(" bed", "").replace(" camas", "").replace(" cama", "")
        assert without == text or problem_of(said, form, without, lang)
