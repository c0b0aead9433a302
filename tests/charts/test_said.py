"""What a chart says in its picture: words of its docstring, or of the labels in the brief's language."""

import re
from pathlib import Path

import pytest

from briefs import FIGURES, write_brief
from command_line import run
from statbrief.analysis.write import write_analysis
from statbrief.errors import ChartingError, StatbriefError
from statbrief.languages.labels import labels_file

WORDS = """title: {arrests_2022:about} arrests in {month}
    of that year
bar: arrests, Title [42]{.literal}"""
DRAWN = """
    axes.set_title(words.said("title", month=f"{arrests_2022:period_month}"))
    axes.bar([0], [arrests_2022.value])
    axes.set_xticks([0], labels=[words.said("bar")])
"""
LABELS = """kind,id,text
figure,arrests_2022,"Detenciones, mayo de 2022"
figure,arrests_2019,"Detenciones, mayo de 2019"
figure,visas,Visas ofrecidas
unit,arrest,detenciones
unit,visa,visas
caption,bars,Las detenciones
alternative,bars,Una barra
chart,bars.title,"En {month}, {arrests_2022:about} detenciones"
chart,bars.bar,detenciones
"""


def in_brief(folder: Path, words: str = WORDS, drawn: str = DRAWN, labels: str = LABELS) -> Path:
    """A brief with a chart that says these words in its docstring, and draws so."""
    said = "\n".join(f"    {line}" for line in words.split("\n"))
    chart = (
        "from matplotlib.figure import Figure\n\n\n"
        f'def bars(arrests_2022, words):\n    """Arrests\n\n    A bar\n\n{said}\n    """\n'
        f"    picture = Figure(figsize=(5, 3))\n    axes = picture.subplots()\n{drawn}    return picture\n"
    )
    write_brief(folder, figures=FIGURES, charts=chart)
    (folder / labels_file("es")).write_text(labels, encoding="utf-8")
    return folder


def texts(folder: Path, lang: str = "en") -> list[str]:
    """What the picture says, beside the labels of its axes in digits."""
    write_analysis(folder, lang)
    svg = (folder / "_generated/charts/bars.svg").read_text(encoding="utf-8")
    found = [re.sub(r"<[^>]*>", "", each).strip() for each in re.findall(r"(?s)<text[^>]*>(.*?)</text>", svg)]
    return [each for each in found if not re.fullmatch(r"[\d.,]+", each)]


def faults(folder: Path, lang: str = "en") -> list[str]:
    """What is wrong with it, without the words that are quoted around it."""
    with pytest.raises(StatbriefError) as caught:
        write_analysis(folder, lang)
    return re.sub("“.*?”", "“…”", str(caught.value)).splitlines()


def test_a_chart_says_the_words_of_its_docstring(tmp_path: Path) -> None:
    """With figures in their forms, what its code fills in, and without the marks of what is meant; lines go on."""
    assert texts(in_brief(tmp_path)) == ["arrests, Title 42", "about 70,000 arrests in May of that year"]


def test_caption_and_alternative_have_none_of_them(tmp_path: Path) -> None:
    """They are the first two paragraphs alone."""
    texts(in_brief(tmp_path))
    include = (tmp_path / "_generated/charts/bars.md").read_text(encoding="utf-8")
    assert include.startswith("![Arrests [")
    assert 'fig-alt="A bar"' in include


def test_in_another_language_it_says_those_of_the_labels(tmp_path: Path) -> None:
    """The same code, with the words that the language's file has for it."""
    assert texts(in_brief(tmp_path), "es-MX") == ["detenciones", "En mayo, cerca de 70,000 detenciones"]


def test_a_chart_is_drawn_anew_when_its_words_change(tmp_path: Path) -> None:
    """Also where they stand in the labels, which its code does not have."""
    assert "detenciones" in texts(in_brief(tmp_path), "es")
    labels = tmp_path / labels_file("es")
    labels.write_text(LABELS.replace("bars.bar,detenciones", "bars.bar,arrestos"), encoding="utf-8")
    assert write_analysis(tmp_path, "es").drawn == ("bars",)
    assert "arrestos" in texts(tmp_path, "es")
    assert write_analysis(tmp_path, "es").drawn == ()


def test_what_is_filled_in_may_have_any_name(tmp_path: Path) -> None:
    """Also that of a parameter of `said` itself."""
    words, drawn = WORDS.replace("{month}", "{name} {self}"), DRAWN.replace("month=", 'self="then", name=')
    assert "about 70,000 arrests in May then of that year" in texts(in_brief(tmp_path, words, drawn))


def test_a_paragraph_of_another_kind_is_a_note(tmp_path: Path) -> None:
    """What does not begin with a name and a colon says nothing in the picture."""
    words = f"Note that bars start at nothing: see the style.\n\n{WORDS}"
    assert texts(in_brief(tmp_path, words)) == texts(in_brief(tmp_path))


@pytest.mark.parametrize(
    ("words", "drawn", "expected"),
    [
        (
            WORDS,
            DRAWN.replace('"bar"', '"bars"'),
            "analysis/charts.py:4: bars: its docstring says no 'bars'; did you mean bar?",
        ),
        (
            WORDS,
            DRAWN.replace('"bar"', '"measure"'),
            (
                "analysis/charts.py:4: bars: its docstring says no 'measure'; "
                "write it beneath the text alternative: measure: …"
            ),
        ),
        (
            WORDS.replace("{month}", "{moth}"),
            DRAWN,
            "analysis/charts.py:4: bars: the docstring's {moth} is nothing that the chart has; did you mean month?",
        ),
        (
            WORDS.replace("{month}", "{visas}"),
            DRAWN,
            (
                "analysis/charts.py:4: bars: the docstring's {visas} is nothing that the chart has; "
                "name a figure that it is given, or fill it in: said(…, visas=…)"
            ),
        ),
        (
            WORDS.replace("2022:about", "2022:abuot"),
            DRAWN,
            "analysis/charts.py:4: bars: arrests_2022 has no form 'abuot'; did you mean about?",
        ),
        (
            WORDS.replace("{month}", "{month:5f}"),
            DRAWN,
            "analysis/charts.py:4: bars: the docstring's {month:5f}: Unknown format code 'f' for object of type 'str'",
        ),
        (
            WORDS.replace("{month}", "{month"),
            DRAWN,
            "analysis/charts.py:4: bars: a brace in the docstring is not closed (expected '}' before end of string)",
        ),
        (
            f"{WORDS}\nmeasure arrests",
            DRAWN,
            (
                "analysis/charts.py:4: bars: its docstring has words without a name: 'measure arrests'; "
                "write name: words, and set lines further in that go on"
            ),
        ),
        (f"{WORDS}\nbar: bars", DRAWN, "analysis/charts.py:4: bars: its docstring says 'bar' twice; rename one"),
        (
            WORDS.replace("of that year", "of 5,000"),
            DRAWN,
            (
                'analysis/charts.py:4: bars: "5,000" is typed by hand in “…”; '
                "derive it in analysis/, or mark it as meant: [5,000]{.literal}"
            ),
        ),
        (
            WORDS,
            DRAWN.replace('f"{arrests_2022:period_month}"', "5678"),
            (
                'analysis/charts.py:4: bars: "5678" is none that it was given in “…”; '
                "derive it in analysis/, or mark it as meant: [5678]{.literal}"
            ),
        ),
    ],
)
def test_what_is_wrong_with_a_docstrings_words_is_told(tmp_path: Path, words: str, drawn: str, expected: str) -> None:
    """At the chart's function, with what was meant."""
    assert faults(in_brief(tmp_path, words, drawn)) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("chart,bars.bar,detenciones\n", "", ["data/labels.es.csv: chart bars.bar: has no row; write its words"]),
        (
            "bars.bar,",
            "bars.barr,",
            [
                "data/labels.es.csv:10: id: there is no chart 'bars.barr'; did you mean bars.bar?",
                "data/labels.es.csv: chart bars.bar: has no row; write its words",
            ],
        ),
        (
            "En {month}",
            "En {mes}",
            [
                (
                    "data/labels.es.csv:9: chart bars.title: the label's {mes} is nothing that the chart has; "
                    "name a figure that it is given, or fill it in: said(…, mes=…)"
                )
            ],
        ),
        (
            "{arrests_2022:about}",
            "{arrests_2022:cerca}",
            ["data/labels.es.csv:9: chart bars.title: arrests_2022 has no form 'cerca'"],
        ),
        (
            "En {month}",
            "En {month} 300 veces",
            [
                (
                    'data/labels.es.csv:9: bars: "300" is typed by hand in “…”; '
                    "derive it in analysis/, or mark it as meant: [300]{.literal}"
                )
            ],
        ),
        (
            "En {month}",
            "La mitad, en {month}",
            [
                (
                    'data/labels.es.csv:9: bars: "mitad" is typed by hand in “…”; '
                    "derive it in analysis/, or mark it as meant: [mitad]{.literal}"
                )
            ],
        ),
    ],
)
@pytest.mark.parametrize("lang", [pytest.param("es", marks=pytest.mark.thorough), "es-MX"])
def test_what_is_wrong_with_a_labels_words_is_told(
    tmp_path: Path, lang: str, old: str, new: str, expected: list[str]
) -> None:
    """At its line of the file, in each region; what is missing, and what is there for nothing."""
    assert old in LABELS
    assert faults(in_brief(tmp_path, labels=LABELS.replace(old, new)), lang) == expected


def test_a_number_typed_in_words_is_found_in_its_column(tmp_path: Path) -> None:
    """By who reads what was typed, even of words that no picture shows; one that is marked is none."""
    folder = in_brief(tmp_path, f"{WORDS}\nunseen: half of [two]{{.literal}}")
    (folder / "brief.qmd").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    said = run("check", folder)
    assert said.stderr.splitlines()[0].startswith('analysis/charts.py:12:13: number: "half" is typed by hand')
    assert len(said.stderr.splitlines()) == 1


def test_a_chart_without_words_says_so_to_who_asks_for_some(tmp_path: Path) -> None:
    """A docstring of two paragraphs has none."""
    folder = in_brief(tmp_path, "")
    with pytest.raises(ChartingError, match="its docstring says no 'title'"):
        write_analysis(folder, "en")
