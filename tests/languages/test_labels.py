"""A brief's labels in another language: where they come to be seen, and what is wrong with a file of them."""

from pathlib import Path

import pytest

from briefs import analysed, write_brief
from statbrief.analysis.analysis import analyse
from statbrief.analysis.stale_steps import bring_analysis_up_to_date
from statbrief.analysis.write import write_analysis
from statbrief.errors import ProjectError, StatbriefError
from statbrief.languages.labels import labels_file, parse_labels, read_labels
from statbrief.record.analysis_record import read_record

LABELS = """kind,id,text
figure,arrests_2022,"Detenciones, mayo de 2022"
figure,arrests_2019,"Detenciones, mayo de 2019"
figure,visas,Visas ofrecidas
figure,a_day,Detenciones diarias
figure,rise,Razón
unit,arrest,detenciones
unit,visa,visas
unit,arrest / day,detenciones/día
unit,day,días
check,same,Las cifras coinciden
caption,bars,Las de {arrests_2022:about} y las del Título [42]{.literal}
alternative,bars,Una barra de {arrests_2022:value}
locator,table of contents,índice
dataset,counts,Recuentos
column,year,año
column,seen,vistas
"""
DERIVED = '''import pint

MAY = pint.Quantity(31, "day")


def a_day(arrests_2022):
    """Arrests a day"""
    return arrests_2022 / MAY


def rise(arrests_2022, arrests_2019):
    """Ratio"""
    return arrests_2022 / arrests_2019
'''
CHARTS = '''from matplotlib.figure import Figure


def bars(arrests_2022, counts):
    """Those of {arrests_2022:about} and of Title [42]{.literal}

    A bar of {arrests_2022:value}
    """
    return Figure()
'''
CHECKS = '''from statbrief.checking import agree


def same(arrests_2022):
    """The figures agree"""
    return agree(arrests_2022)
'''
PACKAGE = """{"resources": [{"name": "counts", "path": "table.csv", "source": "agency", "title": "Counts",
"schema": {"primaryKey": "year", "fields": [
{"name": "year", "type": "year"}, {"name": "seen", "type": "integer", "unit": "arrest", "rounded_to": "exact"}]}}]}"""
FIGURES = (
    'arrests_2022,"Arrests, May 2022",70000,arrest,10000,,2022-05,agency,10th paragraph,\n'
    'arrests_2019,"Arrests, May 2019",18000,arrest,1000,,2019-05,agency,table of contents,\n'
    "visas,Visas on offer,300000,visa,exact,,2022-06-22,agency,p. 2,\n"
)


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    """A brief with one of everything that has a label."""
    folder = write_brief(
        tmp_path, figures=FIGURES, derived=DERIVED, charts=CHARTS, checks=CHECKS, package=PACKAGE,
        dataset="year,seen\n2022,70700\n",
    )  # fmt: skip
    (folder / labels_file("es-MX")).write_text(LABELS, encoding="utf-8")
    return folder


def faults(folder: Path, old: str, new: str) -> list[str]:
    """What is wrong once the labels say `new` for `old`."""
    path = folder / labels_file("es")
    assert old in LABELS
    path.write_text(LABELS.replace(old, new), encoding="utf-8")
    with pytest.raises(StatbriefError) as caught:
        analyse(folder, "es-MX")
    return str(caught.value).splitlines()


def test_a_reader_meets_no_label_of_the_data(brief: Path) -> None:
    """Tables, variables, captions and what charts are drawn from speak Spanish throughout."""
    write_analysis(brief, "es-MX")
    written = [(brief / "_variables.yml"), *(brief / "_generated").rglob("*.md")]
    texts = "\n".join(path.read_text(encoding="utf-8") for path in written)
    for english in ("Arrests", "Visas on", "Ratio", "agree", "Title", "paragraph", "contents", '"arrest', " day"):
        assert english not in texts, english
    assert "[cerca de 2,300]{#n-a_day .origin} detenciones/día" in texts
    assert "[70,000](#n-arrests_2022){.number} ÷ 31 días" in texts
    assert "[@agency]{.named-source}, párrafo 10" in texts
    assert "[@agency]{.named-source}, página 2" in texts
    assert "[@agency]{.named-source}, índice" in texts
    assert "Las de cerca de [70,000](#n-arrests_2022){.number} y las del Título 42" in texts
    assert 'fig-alt="Una barra de 70,000"' in texts


def test_the_record_knows_both_labels(brief: Path) -> None:
    """So that a copy can be held against its data, whose labels are in another language."""
    write_analysis(brief, "es-MX")
    record = read_record(brief)
    known = record["figures"]["a_day"]
    assert (known["label"], known["stated_label"]) == ("Detenciones diarias", "Arrests a day")
    assert (known["unit"], known["unit_text"]) == ("arrest / day", "detenciones/día")
    assert record["datasets"]["counts"]["title"] == "Recuentos"
    assert record["checks"]["same"]["title"] == "Las cifras coinciden"
    assert record["charts"]["bars"]["data"]["rows"][0] == ["vistas, 2022", "70,700", "exacto"]


def test_a_brief_in_the_language_of_its_data_has_none(brief: Path) -> None:
    """In English the labels are those of the data, and the record says nothing of others."""
    write_analysis(brief, "en")
    known = read_record(brief)["figures"]["a_day"]
    assert known["label"] == "Arrests a day"
    assert "stated_label" not in known
    assert known["unit_text"] == "arrests a day"


def test_all_that_is_missing_is_told_at_once(brief: Path) -> None:
    """One line for each label that the file lacks."""
    text = "kind,id,text\nfigure,visas,Visas ofrecidas\n"
    assert faults(brief, LABELS, text) == [
        f"data/labels.es.csv: {what}: has no row; write its {wanted}"
        for what, wanted in [
            ("figure arrests_2022", "label"),
            ("figure arrests_2019", "label"),
            ("figure a_day", "label"),
            ("figure rise", "label"),
            ("dataset counts", "title"),
            ("column year", "name"),
            ("column seen", "name"),
            ("check same", "statement"),
            ("caption bars", "caption"),
            ("alternative bars", "text alternative"),
            ("unit arrest", "name"),
            ("unit visa", "name"),
            ("unit arrest / day", "name"),
            ("unit day", "name"),
            ("locator table of contents", "translation"),
        ]
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "figure,visas,",
            "figure,visa,",
            [
                "data/labels.es.csv:4: id: there is no figure 'visa'; did you mean visas?",
                "data/labels.es.csv: figure visas: has no row; write its label",
            ],
        ),
        (
            "check,same",
            "figure,rain,Lluvia\ncheck,same",
            ["data/labels.es.csv:11: id: there is no figure 'rain'; delete it"],
        ),
        ("unit,day,", "unitt,day,", ["data/labels.es.csv:10: kind: 'unitt' has no labels; did you mean unit?"]),
        ("unit,day,días", "unit,day,", ["data/labels.es.csv:10: text: nothing; write its name"]),
        (
            "unit,day,días",
            "unit,visa,visados",
            ["data/labels.es.csv:10: id: unit 'visa' has a label in line 8; keep one of them"],
        ),
        (
            "kind,id,text",
            "kind,name,text",
            [
                "data/labels.es.csv:1: column 'name': is not known; the columns are kind, id, text",
                "data/labels.es.csv:1: column id: is missing; the columns are kind, id, text",
            ],
        ),
        (
            "barra de {arrests_2022:value}",
            "barra de {arrest_2022:value}",
            [
                (
                    "data/labels.es.csv:13: alternative bars: the label's {arrest_2022} names no figure; "
                    "did you mean arrests_2022?"
                )
            ],
        ),
        (
            "barra de {arrests_2022:value}",
            "barra de {arrests_2022:valor}",
            ["data/labels.es.csv:13: alternative bars: arrests_2022 has no form 'valor'; did you mean value?"],
        ),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_line(brief: Path, old: str, new: str, expected: list[str]) -> None:
    """What is unknown, empty, there twice or names no figure, and what was probably meant."""
    assert faults(brief, old, new) == expected


def test_what_language_knows_by_itself_may_have_a_label(tmp_path: Path) -> None:
    """A currency, or a place in a source that is known in words, is written as the label has it."""
    figures = "cost,Cost,5000000000,USD,exact,,2022,agency,page 2,\n"
    write_brief(tmp_path, figures=figures)
    (tmp_path / labels_file("es")).write_text("kind,id,text\nfigure,cost,Costo\n", encoding="utf-8")
    assert analyse(tmp_path, "es").forms["cost"]["value"].plain == "5 mil millones de dólares estadounidenses"
    text = "kind,id,text\nfigure,cost,Costo\nunit,USD,dólares\nlocator,page 2,la portada\n"
    (tmp_path / labels_file("es")).write_text(text, encoding="utf-8")
    analysis = analyse(tmp_path, "es")
    assert analysis.forms["cost"]["value"].plain == "5 mil millones de dólares"
    assert analysis.words.locator("page 2") == "la portada"


def test_without_a_file_nothing_is_renamed(tmp_path: Path) -> None:
    """A brief whose data speak Spanish needs no labels in it, and its locators stay as they are stated."""
    analysis = analysed(tmp_path, lang="es")
    assert not read_labels(tmp_path, "es")
    assert analysis.figures["visas"].label == "Visas on offer"
    assert analysis.words.locator("10th paragraph") == "10th paragraph"


def test_an_edition_needs_its_labels(brief: Path) -> None:
    """In another language than the brief's own, labels that are not there stop the build before anything is written."""
    (brief / labels_file("es")).unlink()
    with pytest.raises(ProjectError) as caught:
        bring_analysis_up_to_date(brief, "brief.es.qmd", "es-MX")
    assert str(caught.value) == (
        "data/labels.es.csv: file: missing; an edition in es has its labels there, under kind, id, text"
    )
    assert not (brief / "_generated").exists()
    assert bring_analysis_up_to_date(brief, "brief.qmd", "en-GB") is not None


def test_a_label_is_one_line_of_text() -> None:
    """Breaks within a cell are spaces, as everywhere in the data."""
    labels = parse_labels('kind,id,text\ncaption,bars,"Una\n  línea"\nunit,day,días\n', "data/labels.es.csv")
    assert labels.text("caption", "bars", "") == "Una línea"
    assert labels.rows["unit", "day"].line == 4
