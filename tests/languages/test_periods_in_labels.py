"""Labels that say a period: each names a form of its own, and rolls on with the data, in every language."""

from pathlib import Path

import pytest

from briefs import analysed, write_brief
from command_line import done
from statbrief.analysis.analysis import analyse
from statbrief.analysis.write import write_analysis
from statbrief.errors import StatbriefError
from statbrief.languages.labels import labels_file
from statbrief.record.analysis_record import read_record

FIGURES = (
    'arrests_2022,"Arrests {{a}}, {period}",70000,arrest,10000,,2022-05,agency,page 1,\n'
    "arrests_2019,Arrests {in_period},18000,arrest,1000,,2019-05,agency,page 1,\n"
    'visas,"Visas after [June 22, 2022]{.literal}",300000,visa,exact,,2022-06-22,agency,page 2,\n'
)
DERIVED = '''def rise(arrests_2022, arrests_2019):
    """Arrests, ratio of {period_last_year} to {period_first_year}"""
    return arrests_2022 / arrests_2019
'''
CHECKS = '''from statbrief.checking import agree


def same(arrests_2022):
    """{arrests_2022:period_month_capital} agrees with itself at {arrests_2022:about}"""
    return agree(arrests_2022)
'''
PACKAGE = """{"resources": [{"name": "counts", "path": "table.csv", "source": "agency", "title": "Counts, {period}",
"period": "{month}", "schema": {"primaryKey": "month", "fields": [
{"name": "month", "type": "yearmonth"},
{"name": "seen", "type": "integer", "unit": "arrest", "rounded_to": "exact"}]}}]}"""
LABELS = """kind,id,text
figure,arrests_2022,"Detenciones, {period}"
figure,arrests_2019,Detenciones {in_period}
figure,visas,Visas desde el [22 de junio de 2022]{.literal}
figure,rise,Razón de {period_last_year} a {period_first_year}
unit,arrest,detenciones
unit,visa,visas
check,same,Lo de {arrests_2022:period_month} coincide
dataset,counts,"Recuentos, {period}"
column,month,mes
column,seen,vistas
"""


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    """A brief in two languages whose labels say their periods."""
    folder = write_brief(
        tmp_path, figures=FIGURES, derived=DERIVED, checks=CHECKS, package=PACKAGE,
        dataset="month,seen\n2022-04,100\n2022-05,70700\n",
    )  # fmt: skip
    (folder / labels_file("es")).write_text(LABELS, encoding="utf-8")
    return folder


def faults(folder: Path, lang: str = "en") -> list[str]:
    """What is wrong with the labels."""
    with pytest.raises(StatbriefError) as caught:
        analyse(folder, lang)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("lang", "figures", "title", "check"),
    [
        (
            "en",
            [
                "Arrests {a}, May 2022",
                "Arrests in May 2019",
                "Visas after June 22, 2022",
                "Arrests, ratio of 2022 to 2019",
            ],
            "Counts, April 2022 to May 2022",
            "May agrees with itself at about 70,000",
        ),
        (
            "es-MX",
            [
                "Detenciones, mayo de 2022",
                "Detenciones en mayo de 2019",
                "Visas desde el 22 de junio de 2022",
                "Razón de 2022 a 2019",
            ],
            "Recuentos, abril de 2022 a mayo de 2022",
            "Lo de mayo coincide",
        ),
    ],
)
def test_a_label_says_its_own_period(brief: Path, lang: str, figures: list[str], title: str, check: str) -> None:
    """Of a row, of a function, of a dataset, and in a check of the figures that it names; braces and marks are gone."""
    found = analyse(brief, lang)
    assert [each.label for each in found.figures.values()] == figures
    assert found.datasets["counts"].description.title == title
    assert [each.title for each in found.checks] == [check]


@pytest.mark.parametrize(
    ("times", "template", "spanish"),
    [
        (
            ("2025-Q2", "2024-Q2"),
            "Razón de {period_last} a {period_first}",
            "Razón del segundo trimestre de 2025 al segundo trimestre de 2024",
        ),
        (
            ("2025-06-22", "2024-06-01"),
            "De {period_first} a {period_last}",
            "Del 1 de junio de 2024 al 22 de junio de 2025",
        ),
        (("2025-06", "2024-06"), "Razón de {period_last} a {period_first}", "Razón de junio de 2025 a junio de 2024"),
        (("2025-Q2", "2024-Q2"), "A {period_last}, de El Salvador", "Al segundo trimestre de 2025, de El Salvador"),
        (("2025-Q2", "2024-Q2"), "De {{el {period_last}", "De {el segundo trimestre de 2025"),
    ],
)
def test_a_period_runs_together_with_the_word_before_it(
    tmp_path: Path, times: tuple[str, str], template: str, spanish: str
) -> None:
    """Real Academia Española: del and al, but for names."""
    stated = zip("ab", (70, 40), times, strict=True)
    rows = [f"{name},A,{value},arrest,10,,{time},agency,,\n" for name, value, time in stated]
    derived = 'def rise(a, b):\n    """Rise"""\n    return a / b\n'
    folder = write_brief(tmp_path, figures="".join(rows), derived=derived)
    labels = f'kind,id,text\nfigure,a,A\nfigure,b,B\nfigure,rise,"{template}"\nunit,arrest,detenciones\n'
    (folder / labels_file("es")).write_text(labels, encoding="utf-8")
    assert analyse(folder, "es").figures["rise"].label == spanish


def test_a_label_rolls_on_with_its_row(brief: Path) -> None:
    """Nobody has touched it, and it is of the month that the row is of now."""
    path = brief / "data/reported.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2022-05", "2022-09"), encoding="utf-8")
    assert analyse(brief, "en").figures["arrests_2022"].label == "Arrests {a}, September 2022"
    assert analyse(brief, "es-MX").figures["arrests_2022"].label == "Detenciones, septiembre de 2022"


def test_the_record_knows_how_a_label_is_written(brief: Path) -> None:
    """So that a copy can be held against its data, which have the braces."""
    write_analysis(brief, "es-MX")
    record = read_record(brief)
    rise, visas = record["figures"]["rise"], record["figures"]["visas"]
    assert rise["template"] == "Razón de {period_last_year} a {period_first_year}"
    assert rise["stated_label"] == "Arrests, ratio of {period_last_year} to {period_first_year}"
    assert visas["template"] == "Visas desde el [22 de junio de 2022]{.literal}"
    assert record["checks"]["same"]["template"] == "Lo de {arrests_2022:period_month} coincide"
    assert (record["datasets"]["counts"]["template"], record["datasets"]["counts"]["period"]) == (
        "Recuentos, {period}",
        "2022-04/2022-05",
    )


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Of {periods}", "{periods} is no form of its period; did you mean period?"),
        ("Of {period", "'{' has no other side; write {{ for the sign itself"),
        ("Of period}", "'}' has no other side; write }} for the sign itself"),
        ("Of {period_first}", "{period_first} is no form of its period; did you mean period_short?"),
    ],
)
def test_what_is_no_form_of_a_label_s_period_is_told(tmp_path: Path, label: str, said: str) -> None:
    """At the row, with near misses."""
    row = f'visas,"{label}",300000,visa,exact,,2022-06,agency,page 2,\n'
    with pytest.raises(StatbriefError) as caught:
        analysed(tmp_path, figures=row)
    assert str(caught.value) == f"data/reported.csv:2: label: {said}"


def test_each_label_is_told_where_it_stands(brief: Path) -> None:
    """Of a function in its file, of an edition in its labels, of a dataset in the package; all at once."""
    derived, package, labels = (
        brief / each for each in ("analysis/derived.py", "data/datapackage.json", labels_file("es"))
    )
    derived.write_text(DERIVED.replace("{period_last_year}", "{last_year}"), encoding="utf-8")
    package.write_text(PACKAGE.replace("{period}", "{whn}"), encoding="utf-8")
    labels.write_text(LABELS.replace("{period_last_year}", "{ano}"), encoding="utf-8")
    function, dataset = faults(brief)
    assert function == (
        "analysis/derived.py:1: rise: {last_year} is no form of its period; did you mean period_last_year?"
    )
    assert dataset.startswith(
        "data/datapackage.json:1: counts: {whn} is no form of its period; its forms are period, in_period, "
    )
    assert faults(brief, "es")[0].startswith("data/labels.es.csv:5: figure rise: {ano} is no form of its period; ")


def test_a_check_that_names_no_figure_is_told(brief: Path) -> None:
    """A statement's forms are those of figures, as in captions."""
    (brief / "analysis/checks.py").write_text(CHECKS.replace("period_month_capital", "month"), encoding="utf-8")
    (told,) = faults(brief)
    assert told.startswith("analysis/checks.py:4: same: arrests_2022 has no form 'month'; its forms are value, about, ")
    (brief / "analysis/checks.py").write_text(CHECKS.replace("{arrests_2022:about}", "{period}"), encoding="utf-8")
    assert faults(brief) == ["analysis/checks.py:4: same: the docstring's {period} names no figure; name a figure"]


@pytest.mark.thorough
def test_a_copy_holds_whose_labels_say_their_periods(brief: Path) -> None:
    """Its tables show the labels in words, and its data have them with their braces."""
    config = "lang: en\nformat:\n  html: default\nbibliography: data/sources.bib\n"
    (brief / "_quarto.yml").write_text(config, encoding="utf-8")
    body = "{{< figures >}}\n\n{{< checks >}}"
    (brief / "brief.qmd").write_text(f"---\ntitle: A brief\n---\n\n{body}\n", encoding="utf-8")
    (brief / "brief.es.qmd").write_text(f"---\ntitle: Un informe\nlang: es-MX\n---\n\n{body}\n", encoding="utf-8")
    for edition, said in (([], "Arrests, ratio of 2022 to 2019"), (["--edition", "es"], "Razón de 2022 a 2019")):
        done("build", *edition, "--renderer", "embedded", brief)
        page = brief / "_output" / ("brief.es.html" if edition else "brief.html")
        assert said in page.read_text(encoding="utf-8")
        done("verify", page)
    done("editions", brief)


def test_a_label_of_what_rests_on_no_period_says_none(brief: Path) -> None:
    """The dataset is asked when its rows are of."""
    (brief / "data/datapackage.json").write_text(PACKAGE.replace('"period": "{month}", ', ""), encoding="utf-8")
    (said,) = faults(brief)
    found = "{period} says a period, and it rests on none"
    assert said == f"data/datapackage.json:1: counts: {found}; give its dataset a period in data/datapackage.json"
