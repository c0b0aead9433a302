"""Periods with the word before them: an article stands once, de and el are del, and the form without one is named."""

from pathlib import Path

import pytest

import checked_prose
from briefs import analysed, write_brief
from statbrief.analysis.analysis import analyse
from statbrief.analysis.write import write_analysis

ROWS = (
    "q,Quarter,5,arrest,exact,,2025-Q2,agency,,\n"
    "w,Week,5,arrest,exact,,2025-W05,agency,,\n"
    "m,Month,5,arrest,exact,,2025-05,agency,,\n"
    "d,Day,5,arrest,exact,,2022-07-12,agency,,\n"
    "f,Fiscal,5,arrest,exact,,2021-10/FY2022,agency,,\n"
    "s,Span,5,arrest,exact,,2024-Q1/2025-Q2,agency,,\n"
)
LABELS = "kind,id,text\nunit,arrest,detención|detenciones\n" + "".join(f"figure,{each},{each}\n" for each in "qwmdfs")


def faults(folder: Path, lang: str, body: str) -> list[str]:
    """What is wrong with such prose."""
    write_brief(folder, figures=ROWS)
    (folder / "_quarto.yml").write_text("lang: en\n", encoding="utf-8")
    (folder / "brief.qmd").write_text(f"---\ntitle: It\nlang: {lang}\n---\n\n{body}\n", encoding="utf-8")
    write_analysis(folder, lang)
    return checked_prose.faults(folder)


@pytest.mark.parametrize(
    ("lang", "prose", "wrong"),
    [
        ("es", "Desde el {{< var q.period >}} sube.", ("q.period", "el", "el {{< var q.period_name >}}")),
        ("es", "La del {{< var q.plain.period >}}.", ("q.period", "del", "del {{< var q.plain.period_name >}}")),
        ("es", "Los datos de {{< var q.period >}}.", ("q.period", "de", "del {{< var q.period_name >}}")),
        ("es", "Llega a {{< var f.period >}}.", ("f.period", "a", "al {{< var f.period_name >}}")),
        ("es", "Desde la {{< var w.period >}}.", ("w.period", "la", "la {{< var w.period_name >}}")),
        ("es", "Los datos de {{< var d.period >}}.", ("d.period", "de", "del {{< var d.period >}}")),
        ("es", "Va de {{< var s.period_first >}}.", ("s.period_first", "de", "del {{< var s.period_first_name >}}")),
        ("en", "In the {{< var q.period >}} it rose.", ("q.period", "the", "the {{< var q.period_name >}}")),
    ],
)
def test_a_period_that_does_not_go_with_its_article_is_a_fault(
    tmp_path: Path, lang: str, prose: str, wrong: tuple[str, str, str]
) -> None:
    """It names the form without one, with what the word before becomes."""
    figure, word, instead = wrong
    start, end = prose.index("{{"), prose.index("}}") + 2
    said = f"var: {figure} does not go with the “{word}” before it; write {instead}"
    assert faults(tmp_path, lang, prose) == [f"brief.qmd:6:{start + 1}: {said}"]
    assert faults(tmp_path, lang, prose[: start - 1 - len(word)] + instead + prose[end:]) == []


@pytest.mark.parametrize(
    ("lang", "prose", "wrong"),
    [
        ("es", "Eran el {{< var m.about >}} entonces.", ("el", "leave the “el” out")),
        ("es", "Un {{< var m.about >}} más.", ("Un", "leave the “Un” out")),
        ("es", "Después del {{< var m.plain.about >}}.", ("del", "write de {{< var m.plain.about >}}")),
        ("es", "Llega al {{< var m.about >}}.", ("al", "write a {{< var m.about >}}")),
        ("es", "Las {{< var m.about >}} detenciones.", None),
        ("es", "El {{< var m.value >}}.", None),
        ("es", "Llega a {{< var m.about >}}, de {{< var m.about >}}.", None),
        ("en", "El {{< var m.about >}}.", None),
    ],
)
def test_an_article_of_one_before_about_so_many_is_a_fault(
    tmp_path: Path, lang: str, prose: str, wrong: tuple[str, str] | None
) -> None:
    """It would read “el cerca de” as soon as the number is no exact one; of several it may stand there."""
    found = faults(tmp_path, lang, f"{prose}\n\n{{{{< figures >}}}}")
    if wrong is None:
        assert found == []
    else:
        word, wanted = wrong
        said = f"var: m.about does not go with the “{word}” before it; {wanted}"
        assert found == [f"brief.qmd:6:{prose.index('{{') + 1}: {said}"]


@pytest.mark.parametrize("prose", ["Desde el\n{{< var q.period >}} sube.", "## Desde el {{< var q.period >}}"])
def test_it_is_found_at_the_end_of_a_line_and_in_a_heading(tmp_path: Path, prose: str) -> None:
    """At the place of the variable."""
    found = faults(tmp_path, "es", prose)
    assert [each.partition(": var: ")[2].partition(";")[0] for each in found] == [
        "q.period does not go with the “el” before it"
    ]
    assert found[0].startswith("brief.qmd:7:1:" if "\n" in prose else "brief.qmd:6:13:")


@pytest.mark.parametrize(
    ("lang", "prose"),
    [
        (
            "es",
            "Desde {{< var q.period >}}, en {{< var m.period >}}, de {{< var m.period >}}, el {{< var d.period >}}.",
        ),
        ("es", "Comparado con el mismo {{< var q.period_name >}}; desde {{< var s.period >}}."),
        ("es", "Sube {{< var q.in_period >}} y de {{< var m.period_year >}}."),
        ("en", "Since {{< var q.period >}}, the {{< var m.period >}} data, the {{< var q.period_name >}}."),
    ],
)
def test_what_goes_together_is_none(tmp_path: Path, lang: str, prose: str) -> None:
    """Months and years have no article."""
    assert faults(tmp_path, lang, prose) == []


def test_periods_are_named_without_their_article(tmp_path: Path) -> None:
    """In each language, the ends of a time and where a sentence begins too."""
    forms = analysed(tmp_path, figures=ROWS).forms
    english = {each: forms[each]["period_name"].plain for each in "qwmdfs"}
    assert english == {
        "q": "second quarter of 2025",
        "w": "week 5 of 2025",
        "m": "May 2025",
        "d": "July 12, 2022",
        "f": "fiscal year 2022",
        "s": "first quarter of 2024 to the second quarter of 2025",
    }
    (tmp_path / "data/labels.es.csv").write_text(LABELS, encoding="utf-8")
    forms = analysed(tmp_path, figures=ROWS, lang="es").forms
    assert {each: forms[each]["period_name"].plain for each in "qwmdfs"} == {
        "q": "segundo trimestre de 2025",
        "w": "semana 5 de 2025",
        "m": "mayo de 2025",
        "d": "12 de julio de 2022",
        "f": "año fiscal 2022",
        "s": "primer trimestre de 2024 al segundo trimestre de 2025",
    }
    assert forms["q"]["period_name_capital"].plain == "Segundo trimestre de 2025"
    assert forms["s"]["period_first_name"].plain == "primer trimestre de 2024"
    assert forms["s"]["period_last_name"].plain == "segundo trimestre de 2025"


@pytest.mark.parametrize(
    ("lang", "label", "said"),
    [
        ("es", "Saldo del {period}", "Saldo del segundo trimestre de 2025"),
        ("es", "Desde el {period}", "Desde el segundo trimestre de 2025"),
        ("es", "Saldo de {period}", "Saldo del segundo trimestre de 2025"),
        ("en", "Balance of the {period}", "Balance of the second quarter of 2025"),
    ],
)
def test_a_label_has_its_article_once(tmp_path: Path, lang: str, label: str, said: str) -> None:
    """What labels say is run together where they are written."""
    (tmp_path / "data").mkdir()
    labels = f"kind,id,text\nunit,arrest,detención|detenciones\nfigure,q,{label}\n"
    (tmp_path / "data/labels.es.csv").write_text(labels, encoding="utf-8")
    figures = f"q,{label},5,arrest,exact,,2025-Q2,agency,,\n"
    assert analysed(tmp_path, lang=lang, figures=figures).figures["q"].label == said


def test_a_caption_has_its_article_once(tmp_path: Path) -> None:
    """Of a figure's period, and of its name, linked or not: de el and a el are one word each."""
    charts = (
        "from matplotlib.figure import Figure\n\n\ndef bars(q, w):\n"
        '    """Saldo de {q:period} y de la {w:period}\n\n    Desde el {q:period} a {q:period}.\n    """\n'
        "    return Figure()\n"
    )
    write_brief(tmp_path, figures=ROWS, charts=charts)
    (tmp_path / "_quarto.yml").write_text("lang: es\n", encoding="utf-8")
    [chart] = analyse(tmp_path, "es").charts
    assert chart.caption == "Saldo del segundo trimestre de 2025 y de la semana 5 de 2025"
    assert chart.alternative == "Desde el segundo trimestre de 2025 al segundo trimestre de 2025."
