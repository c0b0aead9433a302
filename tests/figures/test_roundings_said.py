"""What a source rounds to, in words that follow its row: to the nearest ten thousand, a la décima más próxima."""

import json
from pathlib import Path

import pytest

from briefs import write_brief
from command_line import done, run
from statbrief.analysis.analysis import analyse
from statbrief.analysis.record import recorded
from statbrief.verify.forms import problem_of

UNITS = "person = [person] = _ = people\nUSD = [currency]\n"
CASES = [
    ("70000", "person", "10000", "to the nearest ten thousand", "a la decena de millar más próxima"),
    ("18000", "person", "1000", "to the nearest thousand", "al millar más próximo"),
    ("0.5", "1", "0.1", "to the nearest tenth", "a la décima más próxima"),
    ("0.25", "kg", "0.01", "to the nearest hundredth", "a la centésima más próxima"),
    ("0.125", "kg", "0.001", "to the nearest thousandth", "a la milésima más próxima"),
    ("17", "person", "1", "to the nearest whole number", "a la unidad más próxima"),
    ("20", "person", "10", "to the nearest ten", "a la decena más próxima"),
    ("300", "person", "100", "to the nearest hundred", "a la centena más próxima"),
    ("300000", "person", "100000", "to the nearest hundred thousand", "a la centena de millar más próxima"),
    ("3000000", "person", "1000000", "to the nearest million", "al millón más próximo"),
    ("30000000", "person", "10000000", "to the nearest ten million", "a la decena de millones más próxima"),
    ("3000000000", "person", "1000000000", "to the nearest billion", "al millar de millones más próximo"),
    ("2000000000000", "person", "1000000000000", "to the nearest trillion", "al billón más próximo"),
    ("1235", "person", "5", "to the nearest 5", "al múltiplo de 5 más próximo"),
    ("12500", "person", "2500", "to the nearest 2,500", "al múltiplo de 2500 más próximo"),
    ("50000", "person", "25000", "to the nearest 25,000", "al múltiplo de 25.000 más próximo"),
    ("5000000", "person", "2500000", "to the nearest 2.5 million", "al múltiplo de 2,5 millones más próximo"),
    ("4.25", "kg", "0.25", "to the nearest 0.25", "al múltiplo de 0,25 más próximo"),
    ("0.0001", "kg", "0.0001", "to the nearest 0.0001", "al múltiplo de 0,0001 más próximo"),
    ("12", "percent", "1", "to the nearest percentage point", "al punto porcentual más próximo"),
    ("12.5", "percent", "0.5", "to the nearest 0.5 percentage points",
     "al múltiplo de 0,5 puntos porcentuales más próximo"),
    ("70000", "USD", "10000", "to the nearest ten thousand", "a la decena de millar más próxima"),
    ("4.25", "USD", "0.25", "to the nearest $0.25", "al múltiplo de 0,25 dólares estadounidenses más próximo"),
    ("4.5", "USD", "0.5", "to the nearest $0.50", "al múltiplo de 0,50 dólares estadounidenses más próximo"),
    ("4", "USD", "1", "to the nearest $1", "al múltiplo de 1 dólar estadounidense más próximo"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "unit", "step", "english", "spanish"), CASES)
def test_a_rounding_is_said_in_words(
    tmp_path: Path, value: str, unit: str, step: str, english: str, spanish: str
) -> None:
    """The place's name, else the step; who verifies reads the same, and no other."""
    row = f"it,It,{value},{unit},{step},,2024,agency,,\n"
    for lang, expected in (("en", english), ("es", spanish)):
        brief = write_brief(tmp_path / lang, figures=row)
        (brief / "data/units.txt").write_text(UNITS, encoding="utf-8")
        analysis = analyse(brief, lang)
        figure = analysis.figures["it"]
        assert figure.forms["rounded_to"] == expected
        known = recorded(figure, analysis.words)
        assert problem_of(known, "rounded_to", expected, lang) == ""
        wrong = problem_of(known, "rounded_to", expected.replace("nearest", "next").replace("más", "menos"), lang)
        assert wrong.startswith("is not how rounding to ")


def test_steps_are_grouped_as_the_region_does(tmp_path: Path) -> None:
    """25,000 in Mexico, 25 000 in Costa Rica."""
    row = "it,It,50000,kg,25000,,2024,agency,,\n"
    said = {lang: analyse(write_brief(tmp_path / lang, figures=row), lang).figures["it"] for lang in ("es-MX", "es-CR")}
    assert said["es-MX"].forms["rounded_to"] == "al múltiplo de 25,000 más próximo"
    assert said["es-CR"].forms["rounded_to"] == "al múltiplo de 25\u00a0000 más próximo"


@pytest.mark.parametrize("step", ["exact", "as stated"])
def test_what_is_not_rounded_to_a_known_step_has_no_such_form(tmp_path: Path, step: str) -> None:
    """Its fault says so; nor has what is computed."""
    code = 'def twice(it):\n    """Twice"""\n    return 2 * it\n'
    brief = write_brief(tmp_path, figures=f"it,It,70,kg,{step},,2024,agency,,\n", derived=code)
    analysis = analyse(brief, "en")
    for name in ("it", "twice"):
        assert "rounded_to" not in analysis.figures[name].forms
        known = recorded(analysis.figures[name], analysis.words)
        assert problem_of(known, "rounded_to", "to the nearest ten", "en") == (
            "is of what a source rounds, and the figure is not rounded to a step that is known"
        )
    (brief / "brief.qmd").write_text("---\ntitle: T\n---\n\nRounded {{< var it.rounded_to >}}.\n", encoding="utf-8")
    result = run("check", brief)
    assert result.exit_code == 1
    assert "is of what its source rounds to a step that is known: of others there is nothing to say" in result.output


def test_a_cell_of_a_dataset_says_what_its_column_is_rounded_to(tmp_path: Path) -> None:
    """It is what a source states."""
    fields = [{"name": "row", "type": "integer"}, {"name": "mass", "type": "number", "unit": "kg", "rounded_to": 100}]
    described = {"name": "table", "path": "table.csv", "source": "agency", "period": "2024"}
    package = json.dumps({"resources": [described | {"schema": {"primaryKey": "row", "fields": fields}}]})
    code = 'def it(table):\n    """It"""\n    return table.loc[1, "mass"]\n'
    brief = write_brief(tmp_path, figures="", derived=code, package=package, dataset="row,mass\n1,1200\n")
    assert analyse(brief, "en").figures["it"].forms["rounded_to"] == "to the nearest hundred"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        pytest.param("10000", "to the nearest ten thousand", marks=pytest.mark.thorough),
        ("5000", "to the nearest 5,000"),
    ],
)
def test_the_words_follow_the_row_and_the_page_proves_them(tmp_path: Path, step: str, said: str) -> None:
    """A page built with it verifies; with another word in its text it does not."""
    brief = write_brief(tmp_path, figures=f"it,It,70000,kg,{step},,2024,agency,p. 1,\n")
    look = "format: {html: {theme: none, minimal: true, embed-resources: true}}"
    (brief / "_quarto.yml").write_text(f"lang: en\nbibliography: data/sources.bib\n{look}\n", encoding="utf-8")
    prose = "We read it as rounded {{< var it.rounded_to >}}.\n\n{{< figures >}}\n\n::: {#refs}\n:::\n"
    (brief / "brief.qmd").write_text(f"---\ntitle: T\ndate: 2024-12-31\n---\n\n{prose}", encoding="utf-8")
    done("build", brief, "--renderer", "embedded", "--to", "html")
    page = brief / "_output/brief.html"
    text = page.read_text(encoding="utf-8")
    assert f"rounded {said}." in " ".join(text.split())
    done("verify", page)
    page.write_text(text.replace(said, "to the nearest hundred"), encoding="utf-8")
    assert run("verify", page).exit_code == 1
