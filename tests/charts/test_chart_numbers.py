"""A chart's numbers: those that it was given, and none that nothing wrote."""

from pathlib import Path

import pytest

from briefs import write_brief
from drawn_charts import HEAD, chart, drawn, faults, texts
from statbrief.analysis.write import write_analysis
from statbrief.errors import ChartingError

TYPED = {
    "in a title": ('axes.set_title("Up by 290%")', '"290%" is typed by hand in “Up by 290%”; derive it'),
    "as the figure says": (
        'axes.set_title("About 70,000 arrests")',
        '"70,000" is typed by hand in “About 70,000 arrests”; write {arrests_2022:value}',
    ),
    "in words": ('axes.set_title("A third of them")', '"A third" is typed by hand in “A third of them”'),
    "broken into lines": (
        'picture.text(0, 0.5, "it rose by $30")\npicture.text(0, 0.3, "billion in a year")',
        '"$30 billion" is none that it was given in “it rose by $30 billion in a year”; write {budget:value}',
    ),
    "as a number": ("axes.text(0.5, 0.5, 290)", '"290" is none that it was given in “290”'),
    "in an f-string": (
        'axes.text(0.5, 0.5, f"{arrests_2022:value}, or 290% more")',
        '"290%" is typed by hand in “70,000, or 290% more”',
    ),
    "in a legend": (
        'axes.plot([1], label="over 500 a day")\naxes.legend()',
        '"500" is typed by hand in “over 500 a day”',
    ),
    "in an axis' name": ('axes.set_ylabel("per 100,000 people")', '"100,000" is typed by hand in “per 100,000 people”'),
    "in a tick": (
        'axes.set_yticks([1, 2], labels=["a town of 500", "other"])',
        '"500" is typed by hand in “a town of 500”',
    ),
    "in a category": ('axes.bar(["18 to 64", "over"], [1, 2])', '"18" is typed by hand in “18 to 64”'),
    "computed here": (
        'axes.set_title(f"{arrests_2022.value / 7:,.0f} a week")',
        '"10,000" is none that it was given in “10,000 a week”',
    ),
    "beside a minus": ('axes.set_title("fell to -7 degrees")', '"−7" is typed by hand in “fell to −7 degrees”'),
}


@pytest.mark.always("in a title", "in words", "in a tick", "computed here")
@pytest.mark.parametrize(("body", "expected"), TYPED.values(), ids=TYPED)
def test_a_number_that_nothing_wrote_stops_the_build(tmp_path: Path, body: str, expected: str) -> None:
    """It is found in the picture, and placed in the code where it stands there."""
    assert expected in "\n".join(faults(tmp_path, chart(body)))


def test_a_typed_number_is_placed_where_it_stands(tmp_path: Path) -> None:
    """In its own line of the code."""
    with pytest.raises(ChartingError, match=r'^analysis/charts.py:14: it: "290%" is typed by hand in “Up by 290%”; '):
        drawn(tmp_path, chart('\naxes.plot([1, 2])\naxes.set_title("Up by 290%")'), head=HEAD + "\n")


GIVEN = {
    "forms": 'axes.set_title(f"{arrests_2022:about}, {budget:range}, {change:value}")',
    "a form broken in two": 'picture.text(0, 0.5, "it cost $30")\npicture.text(0, 0.3, f"{budget:value}"[4:])',
    "its value as the code writes it": (
        'axes.text(0, 0, f"{arrests_2022.value:,.0f}")\naxes.text(0, 0.3, f"{budget.value / 1e9:.0f} bn")'
    ),
    "its range, thousands": (
        'axes.text(0, 0, f"{arrests_2022.range.high:,.0f}")\naxes.text(0, 0.3, f"{arrests_2022.value / 1000:.0f}k")'
    ),
    "sizes in a legend": (
        'dots = axes.scatter([1, 2, 3], [1, 2, 3], s=[17, 90, 300])\naxes.legend(*dots.legend_elements("sizes", num=4))'
    ),
    "words": "axes.text(0, 0, words.digits(1234567))",
    "a form with digits of its own": 'axes.text(0, 0, f"{change:value_3}")\naxes.text(0, 0.3, f"{half:value_7}")',
    "cells and keys": (
        'axes.bar_label(axes.barh(list(towns.index), towns["visas"].pint.magnitude), fmt="{:,.0f}", padding=2)'
    ),
    "years, dates and names": 'axes.set_title("May 1999, FY1998-99, COVID-19, G7, 12 July 2022")',
    "ticks": 'axes.plot([1, 2], [1000, 2000])\naxes.set_xticks([0, 500000], labels=["0", "500 thousand"])',
    "ticks of its own form": (
        'axes.plot([1, 2], [0.1, 0.2])\naxes.yaxis.set_major_formatter("{x:.0%}")\naxes.set_xticks([1, 2], ["1", "2"])'
    ),
    "money on ticks": 'axes.plot([1e9, 3e9])\naxes.yaxis.set_major_formatter(lambda value, _: f"${value / 1e9:g} bn")',
    "a minus that is meant": 'axes.set_title("Cost [-3]{.literal}")',
    "what is meant": 'axes.set_title("Title [42]{.literal}")\naxes.text(0, 0, "[three phases]{.literal}")',
    "labels": "axes.set_title(f'{towns.index[1]}: {budget.label}')",
    "a grey that is a number": 'axes.plot([1], color="0.5")\naxes.set_xlabel("at half the size".replace("half", ""))',
    "empty": 'axes.set_title("")',
}


@pytest.mark.always(
    "its range, thousands", "sizes in a legend", "years, dates and names", "a minus that is meant", "labels"
)
@pytest.mark.parametrize("body", GIVEN.values(), ids=GIVEN)
def test_what_a_chart_was_given_it_may_write(tmp_path: Path, body: str) -> None:
    """Forms and values of figures, cells, what `words` write, places on an axis, times and names."""
    given = "arrests_2022, budget, change, half, towns, words"
    said = texts(drawn(tmp_path, chart(body, given))["it"])
    assert "{.literal}" not in "".join(said)


def test_the_code_draws_what_it_marks_as_meant_without_the_mark(tmp_path: Path) -> None:
    """In titles that are measured and broken too."""
    head = HEAD + "from statbrief.drawing import headed\n\n\n"
    code = (
        'def it(arrests_2022):\n    """Caption.\n\n    Text.\n    """\n'
        '    title, measure = "Title [42]{.literal} of the [second]{.literal} act", "In [three parts]{.literal}"\n'
        "    return headed(title, measure, height=1, left=0.5, right=0.3, below=0.3)[0]\n"
    )
    said = texts(drawn(tmp_path, code, head=head)["it"])
    assert [each for each in said if not each.replace(".", "").isdigit()] == [
        "Title 42 of the second act",
        "In three parts",
    ]


def test_a_chart_may_write_what_a_file_of_the_data_says(tmp_path: Path) -> None:
    """It reads the file, and is drawn again when that changes; another number is none of its own."""
    head = HEAD + 'from pathlib import Path\n\nFILE = Path(__file__).parent.parent / "data/heights.txt"\n\n\n'
    (tmp_path / "data").mkdir()
    (tmp_path / "data/heights.txt").write_text("Height: 8848 m\n", encoding="utf-8")
    found = drawn(tmp_path, chart('axes.set_title(FILE.read_text().strip("\\n"))'), head=head)
    assert "Height: 8848 m" in texts(found["it"])
    with pytest.raises(ChartingError, match='"8849" is none that it was given in “8849”'):
        drawn(tmp_path, chart("axes.text(0, 0, int(FILE.read_text().split()[1]) + 1)"), head=head)


def test_numbers_are_read_in_the_editions_language(tmp_path: Path) -> None:
    """In Spanish `la mitad` is a number, and 70.000 is what 70,000 is in English."""
    write_brief(tmp_path, charts=HEAD + chart('axes.set_title("La mitad")'))
    (tmp_path / "data/labels.es.csv").write_text(
        "kind,id,text\n"
        "figure,arrests_2022,Detenciones de 2022\nfigure,arrests_2019,Detenciones de 2019\nfigure,visas,Visas\n"
        "unit,arrest,detención\nunit,visa,visa\nlocator,page 1,pág. 1\nlocator,page 2,pág. 2\n"
        "caption,it,Leyenda\nalternative,it,Texto\n",
        encoding="utf-8",
    )
    with pytest.raises(ChartingError, match='"mitad" is typed by hand in “La mitad”'):
        write_analysis(tmp_path, "es")
