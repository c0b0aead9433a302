"""Words that code types into a picture: an edition in another language is told of them, and a name may be marked."""

from pathlib import Path

import pytest

from briefs import FIGURES, write_brief
from command_line import run
from statbrief.languages.labels import labels_file

CHART = '''from matplotlib.figure import Figure


def bars(arrests_2022, words):
    """Arrests

    A bar

    title: Arrests in May
    total: total
    """
    picture = Figure(figsize=(5, 4))
    axes = picture.subplots()
    axes.set_title(words.said("title"))
    axes.bar([0], [arrests_2022.value])
    axes.set_xticks([])
    {}
    return picture
'''
LABELS = """kind,id,text
figure,arrests_2022,"Detenciones, mayo de 2022"
figure,arrests_2019,"Detenciones, mayo de 2019"
figure,visas,Visas ofrecidas
unit,arrest,detenciones
unit,visa,visas
caption,bars,Las detenciones
alternative,bars,Una barra
chart,bars.title,Detenciones en mayo
chart,bars.total,total
"""


def told(folder: Path, drawn: str, edition: str = "es") -> list[str]:
    """The warnings about what a chart draws, without what to do."""
    write_brief(folder, figures=FIGURES, charts=CHART.format(drawn))
    (folder / labels_file("es")).write_text(LABELS, encoding="utf-8")
    for name, lang in (("brief.qmd", "en"), ("brief.es.qmd", "es")):
        (folder / name).write_text(f"---\ntitle: A\nlang: {lang}\n---\n\nWords.\n", encoding="utf-8")
    result = run("analyse", folder, *(["--edition", edition] if edition else []))
    assert result.exit_code == 0, result.output
    return [line.partition("; ")[0] for line in result.stderr.splitlines()]


@pytest.mark.parametrize(
    ("drawn", "typed"),
    [
        ('axes.set_xlabel("Month of the year")', "Month of the year"),
        ('axes.set_xlabel("Months")', "Months"),
        ('axes.set_xlabel("Month of the\\nyear")', "Month of the year"),
        ('axes.text(0, 1, f"{arrests_2022:value} people")', "people"),
        ('axes.text(0, 1, "{} people".format(f"{arrests_2022:value}"))', "people"),
        ('axes.annotate("the highest", (0, 1))', "the highest"),
        ('axes.legend([axes.patches[0]], ["reported"])', "reported"),
    ],
)
def test_what_code_types_is_told(tmp_path: Path, drawn: str, typed: str) -> None:
    """With its line, in the edition whose language it is not; in the other it stands as it should."""
    line = CHART[: CHART.index("{}")].count("\n") + 1
    found = f"“{typed}” is typed in analysis/charts.py:{line}, and stands so in Spanish"
    assert told(tmp_path / "es", drawn) == [f"warning: analysis/charts.py:4: bars: {found}"]
    assert told(tmp_path / "en", drawn, "") == []


@pytest.mark.parametrize(
    "drawn",
    [
        'axes.set_xlabel("[Brexit]{.literal}")',
        'axes.set_xlabel(words.said("total"))',
        'axes.set_xlabel("kg")',
        'axes.text(0, 1, f"{arrests_2022:about}", ha="center", color="black")',
        'axes.text(0, 1, f"{arrests_2022:in_period}")',
        'axes.set_xlabel("visas")',
    ],
)
def test_what_may_stand_so_is_not_told(tmp_path: Path, drawn: str) -> None:
    """Names that are marked, what the language says, units of two letters, and what it calls so itself."""
    assert told(tmp_path, drawn) == []
