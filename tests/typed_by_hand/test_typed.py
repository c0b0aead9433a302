"""Numbers typed by hand: found where they stand, and nothing else."""

import re
from pathlib import Path

import pytest

from conftest import ROOT
from statbrief.project.project import read_project
from statbrief.prose.document import Prose, read_prose
from statbrief.typed_by_hand.blocks import read_document
from statbrief.typed_by_hand.typed_numbers import TypedNumbers, find_typed_numbers, unused_figures

CORPUS = ROOT / "tests/literals"
CASES = sorted(CORPUS.glob("*/*.md"))
EXPECTED = re.compile("⟦(.*?)⟧", re.DOTALL)
VARIABLES = (CORPUS / "variables.yml").read_text(encoding="utf-8")


def prose_of(folder: Path, text: str, variables: str = VARIABLES, config: str = "lang: en\n") -> Prose:
    """The prose of a brief that is `text`."""
    (folder / "_quarto.yml").write_text(config, encoding="utf-8")
    (folder / "brief.qmd").write_text(text, encoding="utf-8")
    (folder / "_variables.yml").write_text(variables, encoding="utf-8")
    return read_prose(read_project(folder))


def places(found: TypedNumbers) -> list[tuple[str, int | None, int | None]]:
    """What was found: where."""
    return [(fault.file, fault.line, fault.column) for fault in found.faults]


def place_in(text: str, offset: int) -> tuple[str, int, int]:
    """The place of an offset in the brief."""
    return "brief.qmd", text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.parent.name}-{case.stem}" for case in CASES])
def test_exactly_the_typed_numbers_of_the_corpus_are_found(case: Path, tmp_path: Path) -> None:
    """Each number in ⟦ ⟧ is a finding at its line and column, and nothing else is one."""
    marked = case.read_text(encoding="utf-8")
    text = EXPECTED.sub(r"\1", marked)
    expected = [place_in(text, match.start() - 2 * before) for before, match in enumerate(EXPECTED.finditer(marked))]
    config = "lang: en\nformat: html\n"  # print has no words for all of the HTML
    assert places(find_typed_numbers(prose_of(tmp_path, text, config=config))) == expected


OTHERS = "{{< var plain_text >}}, or another of the 4 that read so"
BODY = "Agents made 70,000 arrests."


def messages(folder: Path, text: str, config: str = "lang: en\n") -> list[str]:
    """The findings in a brief, as they are printed."""
    return [str(fault) for fault in find_typed_numbers(prose_of(folder, text, config=config)).faults]


def test_a_finding_names_the_variable_that_reads_the_same(tmp_path: Path) -> None:
    """The message has the place, the number, the text around it and what to write."""
    assert messages(tmp_path, f"---\ntitle: A\n---\n{BODY}") == [
        f'brief.qmd:4:13: number: "70,000" is typed by hand in “{BODY}”; write {{{{< var arrests.value >}}}}'
    ]


def test_a_finding_that_no_variable_reads_says_how_to_mend_it(tmp_path: Path) -> None:
    """Derive it, or mark it as meant; in an attribute no span can stand, so mark what holds it."""
    derive, mark = "derive it in analysis/, or", "mark it as meant: [two]{.literal}"
    line = '![](a.png){fig-alt="two"}'
    assert messages(tmp_path, f"---\ntitle: A two\n---\nOf two.\n\n{line}") == [
        f'brief.qmd:2:10: number: "two" is typed by hand in “title: A two”; {derive} {mark}',
        f'brief.qmd:4:4: number: "two" is typed by hand in “Of two.”; {derive} {mark}',
        f'brief.qmd:6:21: number: "two" is typed by hand in “{line}”; {derive} mark what holds it with {{.literal}}',
    ]


def test_a_long_line_is_quoted_around_the_number(tmp_path: Path) -> None:
    """The text around is cut at words."""
    (message,) = messages(tmp_path, f"{'before ' * 20}12 {'after ' * 20}.")
    assert "in “…before before before before 12 after after after after…”;" in message


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("70,000", "write {{< var arrests.value >}}"),
        ("70 000", "write {{< var arrests.value >}}"),
        ("70000", "write {{< var arrests.value >}}"),
        ("70 thousand", "write {{< var arrests.value >}}"),
        ("seventy thousand", "write {{< var arrests.value >}}"),
        ("65,000 to 75,000", "write {{< var arrests.range >}}"),
        ("half", "write {{< var share.fraction >}}"),
        ("50%", "write {{< var share.percent >}}"),
        ("50 percent", "write {{< var share.percent >}}"),
        ("26/52", "write {{< var share.value >}}"),
        ("$30 billion", "write {{< var money.value >}}"),
        ("$30,000,000,000", "write {{< var money.value >}}"),
        (
            "53",
            "write {{< var dead.value >}}, {{< var dead_report.value >}} or " + OTHERS,
        ),
    ],
)
def test_other_ways_to_write_a_value_lead_to_its_variable(typed: str, wanted: str, tmp_path: Path) -> None:
    """The same text comes first, then the same value; each figure is named once, by its most usual form."""
    more = """
share:
  value: "[0.5](#n-share)"
  percent: "[50%](#n-share)"
  change: "[50%](#n-share)"
  fraction: "[half](#n-share)"
  plain: {value: "0.5", percent: "50%", change: "50%", fraction: half}
money: {value: "[\\\\$30 billion](#n-money)", plain: {value: "$30 billion"}}
dead: {value: "[53](#n-dead)", about: "[53](#n-dead)", plain: {value: "53", about: "53"}}
dead_report: {value: "[53](#n-dead_report)", plain: {value: "53"}}
plain_text: "53"
fourth: {value: "[53](#n-fourth)", plain: {value: "53"}}
"""
    (fault,) = find_typed_numbers(prose_of(tmp_path, f"There {typed} are.", VARIABLES + more)).faults
    assert fault.wanted == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("There were 53 arrests.", "write {{< var taken.value >}}, or another of the 3 that read so"),
        ("Migrants found dead: 53.", "write {{< var dead.value >}}, or another of the 3 that read so"),
        ("On 53 days.", "write {{< var dead.value >}}, {{< var taken.value >}} or {{< var visas.value >}}"),
    ],
    ids=["by its unit", "by its label", "by nothing"],
)
def test_of_figures_that_read_the_same_those_are_named_that_fit(tmp_path: Path, text: str, wanted: str) -> None:
    """By what stands beside the number; that there are others is said."""
    more = "".join(
        f'{name}: {{value: "[53](#n-{name})", label: "{label}", unit: "{unit}", plain: {{value: "53"}}}}\n'
        for name, label, unit in (
            ("dead", "Migrants found dead", "people"),
            ("taken", "Taken at the border", "arrests"),
            ("visas", "Visas", "visas"),
        )
    )
    (fault,) = find_typed_numbers(prose_of(tmp_path, text, more)).faults
    assert fault.wanted == wanted


def test_a_title_gets_the_variable_without_a_link(tmp_path: Path) -> None:
    """Titles and text alternatives take the plain form, and `_quarto.yml` is read too."""
    line = "subtitle: Some 70,000"
    assert messages(tmp_path, f"---\n{line}\n---\n", "lang: en\ntitle: On 3.9\n") == [
        '_quarto.yml:2:11: number: "3.9" is typed by hand in “title: On 3.9”; write {{< var rise.plain.value >}}',
        f'brief.qmd:2:16: number: "70,000" is typed by hand in “{line}”; write {{{{< var arrests.plain.value >}}}}',
    ]


def test_included_prose_is_read_where_it_was_written(tmp_path: Path) -> None:
    """A number in an included file has that file's name and line."""
    (tmp_path / "part.md").write_text("One\n\n- of 12\n", encoding="utf-8")
    assert places(find_typed_numbers(prose_of(tmp_path, "A\n\n{{< include part.md >}}\n\nB 13"))) == [
        ("part.md", 3, 6),
        ("brief.qmd", 5, 3),
    ]


def test_what_the_build_wrote_is_not_read(tmp_path: Path) -> None:
    """Includes from `_generated/` hold numbers by right."""
    (tmp_path / "_generated").mkdir()
    (tmp_path / "_generated" / "figures.md").write_text("| 70,000 |\n|---|\n| 12 |\n", encoding="utf-8")
    assert places(find_typed_numbers(prose_of(tmp_path, "A\n\n{{< include _generated/figures.md >}}\n\n13"))) == [
        ("brief.qmd", 5, 1)
    ]


def test_marked_numbers_are_counted(tmp_path: Path) -> None:
    """Each number in a literal span, div, heading or title counts once."""
    title = "---\ntitle: '[Two]{.literal}'\n---\n\n"
    text = f"{title}## The 3 {{.literal}}\n\n[4 and 5]{{.literal}} 2022\n\n::: literal\n- 6\n:::\n"
    found = find_typed_numbers(prose_of(tmp_path, text))
    assert (found.faults, found.marked) == ((), 5)


def test_a_figure_is_used_by_a_shortcode_a_link_or_a_chart(tmp_path: Path) -> None:
    """A table that links to a figure uses it, the row that is its origin does not."""
    (tmp_path / "_generated").mkdir()
    written = "[70,000]{#n-arrests} from [3.9](#n-linked){.number}\n"
    (tmp_path / "_generated" / "figures.md").write_text(written, encoding="utf-8")
    variables = f"{VARIABLES}linked: {{value: a}}\ntitled: {{value: b}}\ncharted: {{value: c}}\nalone: d\n"
    text = (
        "---\ntitle: '{{< var titled.value >}}'\n---\n{{< include _generated/figures.md >}}\n\n{{< var rise.times >}}"
    )
    prose = prose_of(tmp_path, text, variables)
    assert unused_figures(prose, ["charted"]) == ["arrests", "alone"]


@pytest.mark.parametrize("lang", ["fr", "de", "zh"])
def test_digits_are_found_in_any_language(lang: str, tmp_path: Path) -> None:
    """Numbers in words are known in English and Spanish only."""
    assert places(find_typed_numbers(prose_of(tmp_path, "In 2022, 12 two dos", config=f"lang: {lang}\n"))) == [
        ("brief.qmd", 1, 10)
    ]


@pytest.mark.parametrize(
    "piece", [*"1[]`*_({<\\@&$^~|>", "- ", "1. ", "](", "[a]{.b ", "[@a;", '<a x="', "12 and ", "<!--"]
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    """However often a sign repeats, the number after it is found once the sign's block is over."""
    lines = [f"x{piece * 20_000}", "", "then 12 end"]
    seen = read_document(lines, [False] * len(lines))
    assert any("then 12 end" in passage.text for passage in seen.passages)


DOCSTRINGS = '''"""Charts of 7 things."""

LIMIT = 12


def arrests_drawn(arrests):
    """The 70,000 arrests of {arrests:about} in May 2022, of [two]{.literal} kinds — all 53.

    a third of {arrests:about}.
    """
    return "9 things"


def _hidden():
    """Of 8."""
'''


def test_a_number_typed_in_a_chart_s_docstring_is_found(tmp_path: Path) -> None:
    """Captions and text alternatives are read where they are written; other strings, comments and names are not."""
    folder = tmp_path / "brief"
    (folder / "analysis").mkdir(parents=True)
    (folder / "analysis" / "charts.py").write_text(DOCSTRINGS, encoding="utf-8")
    found = find_typed_numbers(prose_of(folder, "Nothing."))
    derive = "derive it in analysis/, or mark it as meant:"
    assert [str(fault).removeprefix("analysis/charts.py:") for fault in found.faults] == [
        '7:12: number: "70,000" is typed by hand in “"""The 70,000 arrests of {arrests:about}…”; write {arrests:value}',
        f'7:90: number: "53" is typed by hand in “…[two]{{.literal}} kinds — all 53.”; {derive} [53]{{.literal}}',
        f'9:5: number: "a third" is typed by hand in “a third of {{arrests:about}}.”; {derive} [a third]{{.literal}}',
    ]
    assert found.marked == 1


@pytest.mark.parametrize(
    ("typed", "reads"),
    [("10^6^", "10⁶"), ("10<sup>6</sup>", "10⁶"), ("1.5^-12^", "1.5⁻¹²")],
    ids=["caret", "HTML", "below one"],
)
def test_a_power_is_one_number(tmp_path: Path, typed: str, reads: str) -> None:
    """It is not read as 106, and is marked as it is written."""
    mended = f"derive it in analysis/, or mark it as meant: [{typed}]{{.literal}}"
    assert messages(tmp_path, f"In {typed} t.") == [
        f'brief.qmd:1:4: number: "{reads}" is typed by hand in “In {typed} t.”; {mended}'
    ]
    assert messages(tmp_path, f"In [{typed}]{{.literal}} t per km^2^ of m^3^.") == []


@pytest.mark.parametrize(
    ("config", "text", "number"),
    [
        ("lang: en\n", "In the first phase 300 were deported.", "300"),
        ("lang: en\n", "It lost NACE 45 jobs.", "45"),
        ("lang: es\n", "Según la ley 300 fueron expulsados.", "300"),
        ("lang: es\n", "En la primera fase 300 salieron.", "300"),
    ],
)
def test_a_statistic_after_the_noun_of_a_name_is_a_fault(tmp_path: Path, config: str, text: str, number: str) -> None:
    """The phase is the first, and the number one of people: no name hides it."""
    (message,) = messages(tmp_path, text, config)
    assert f'number: "{number}" is typed by hand in “{text}”' in message
