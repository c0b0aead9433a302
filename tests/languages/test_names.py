"""What another language calls the names of the data: in labels, of all texts of a column that a name is from."""

from pathlib import Path

import pytest

from named_briefs import COUNTS, DERIVED, LABELS, LARGEST, LATEST, analysed_names, named
from statbrief.analysis.analysis import analyse
from statbrief.analysis.write import write_analysis
from statbrief.errors import StatbriefError

COTE = "Côte d’Ivoire, Rép."
TWO = '''def two(table, latest):
    """Two largest"""
    return table.loc[latest, "arrests"].pint.magnitude.nlargest(2).index
'''
CHARTS = '''from matplotlib.figure import Figure


def bars(table, latest, largest, words):
    """Arrests {latest:in_period}: {largest} leads.

    The longest bar is that of {largest:name}, {largest:in_period}.

    title: {latest:in_period_capital}: {largest:name}
    """
    picture = Figure(figsize=(9, 3))
    axes = picture.subplots()
    here = table.loc[latest.value, "arrests"].pint.magnitude
    axes.barh([words.name(each) for each in here.index], here.to_numpy())
    axes.set_title(words.said("title"))
    axes.text(0, 1, f"{largest} {latest:period_short}")
    return picture
'''
OF_CHARTS = """caption,bars,Detenciones {latest:in_period}: {largest} va primero.
alternative,bars,"La barra más larga es la de {largest:name}, {largest:in_period}."
chart,bars.title,"{latest:in_period_capital}: {largest:name}"
"""


def faults(folder: Path, labels: str, lang: str = "es", **others: str) -> list[str]:
    """What is wrong with a brief whose labels these are."""
    with pytest.raises(StatbriefError) as caught:
        analysed_names(folder, lang=lang, labels=labels, **others)
    return [str(each) for each in caught.value.faults]


def test_an_edition_calls_a_name_as_its_labels_do(tmp_path: Path) -> None:
    """By itself and in a list, with its own word for `and`; the value stays that of the data."""
    labels = LABELS.replace("figure,largest", "figure,two,Los dos mayores\nfigure,largest")
    brief = analysed_names(tmp_path, f"{DERIVED}\n\n{TWO}", lang="es", labels=labels)
    assert brief.forms["largest"]["name"].plain == "Costa de Marfil, Rep."
    assert brief.forms["two"]["name"].plain == "Costa de Marfil, Rep.; y México"
    assert brief.forms["two"]["in_period"].plain == "en enero de 2024"
    assert brief.forms["next_release"]["in_period"].plain == "el 6 de marzo de 2024"
    assert (brief.answers["largest"].value, brief.answers["largest"].label) == (COTE, "Grupo mayor")


def test_all_names_of_the_column_need_one(tmp_path: Path) -> None:
    """Not only the one that is the largest now: next month it is another's turn. All that are missing are told."""
    labels = "".join(line for line in LABELS.splitlines(keepends=True) if not line.startswith("name,"))
    assert faults(tmp_path, labels) == [
        f"data/labels.es.csv: name {name}: has no row; write its translation"
        for name in ("Mexico", COTE, "El Salvador")
    ]


def test_a_label_of_no_text_is_told(tmp_path: Path) -> None:
    """With what is meant, where that can be told."""
    assert faults(tmp_path, LABELS.replace("name,El Salvador", "name,El Salvadr")) == [
        "data/labels.es.csv:12: id: there is no name 'El Salvadr'; did you mean El Salvador?",
        "data/labels.es.csv: name El Salvador: has no row; write its translation",
    ]


def test_without_a_file_of_labels_all_names_are_missing(tmp_path: Path) -> None:
    """An edition in another language has them or is not built."""
    assert len(faults(tmp_path, "")) == 3


def test_a_brief_without_names_needs_no_labels_of_them(tmp_path: Path) -> None:
    """Texts of the data that only charts are drawn from may have one."""
    labels = "".join(line for line in LABELS.splitlines(keepends=True) if "larg" not in line and "next" not in line)
    brief = analysed_names(tmp_path, LATEST, lang="es", labels=labels)
    assert brief.forms["latest"]["period"].plain == "enero de 2024"
    without = "".join(line for line in labels.splitlines(keepends=True) if not line.startswith("name,"))
    assert analyse(named_again(tmp_path, without), "es").answers


def named_again(folder: Path, labels: str) -> Path:
    """The brief with other labels."""
    (folder / "data/labels.es.csv").write_text(labels, encoding="utf-8")
    return folder


def test_in_the_language_of_the_data_a_label_says_what_a_code_is(tmp_path: Path) -> None:
    """And is not needed; one of no text is told there as well."""
    counts = COUNTS.replace(f'"{COTE}"', "CIV")
    labels = "kind,id,text\nname,CIV,Ivory Coast\n"
    brief = analysed_names(tmp_path / "1", LATEST + LARGEST, labels=labels, counts=counts)
    assert brief.forms["largest"]["name"].plain == "Ivory Coast"
    assert analysed_names(tmp_path / "2", counts=counts).forms["largest"]["name"].plain == "CIV"
    assert faults(tmp_path / "3", labels.replace("CIV", "CIW"), "en", counts=counts) == [
        "data/labels.en.csv:2: id: there is no name 'CIW'; did you mean CIV?"
    ]


@pytest.mark.thorough
def test_a_chart_says_names_and_periods_in_its_language(tmp_path: Path) -> None:
    """In its title, its caption, its text alternative, and what of the data it writes by `words.name`."""
    folder = named(tmp_path, charts=CHARTS)
    for lang, labels, own, title in (
        ("en", "", COTE, f"In January 2024: {COTE}"),
        ("es", LABELS + OF_CHARTS, "Costa de Marfil, Rep.", "En enero de 2024: Costa de Marfil, Rep."),
    ):
        if labels:
            (folder / "data/labels.es.csv").write_text(labels, encoding="utf-8")
        (chart,) = write_analysis(folder, lang).analysis.charts
        picture = (folder / chart.picture).read_text(encoding="utf-8")
        assert title in picture
        assert f">{own}<" in picture
        assert own in chart.plain_caption
        assert own in chart.alternative
        assert chart.inputs == ("table", "latest", "largest")


def test_a_chart_that_writes_a_text_without_a_label_is_refused(tmp_path: Path) -> None:
    """It would say it in the language of the data."""
    folder = named(tmp_path, charts=CHARTS.replace("words.name(each)", 'words.name(each + "s")'))
    (folder / "data/labels.es.csv").write_text(LABELS + OF_CHARTS, encoding="utf-8")
    with pytest.raises(StatbriefError, match=r"data/labels.es.csv: name Mexicos: has no row; write its translation"):
        write_analysis(folder, "es")


def test_a_chart_is_told_of_forms_that_they_do_not_have(tmp_path: Path) -> None:
    """A name is no number; a slip is told with what is near."""
    for written, found in (
        ("{largest:value}", "largest is a name and has no form 'value'; is no number: write name"),
        ("{latest:perod}", "latest has no form 'perod'; did you mean period?"),
    ):
        with pytest.raises(StatbriefError) as caught:
            analysed_names(tmp_path, charts=CHARTS.replace("that of {largest:name}", f"that of {written}"))
        assert str(caught.value) == f"analysis/charts.py:4: bars: {found}"
