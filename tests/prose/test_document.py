"""The prose of a brief: includes, shortcodes, and everything that can be wrong with them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.errors import Place, ProjectError, ProseError
from statbrief.project.project import read_project
from statbrief.prose.document import Prose, read_prose
from statbrief.prose.shortcodes import find_shortcodes
from statbrief.typed_by_hand.typed_numbers import find_typed_numbers

VARIABLES = "wheat:\n  value: '4,100'\n  about: about 4,000\nbarley: 950\n"


def prose_of(folder: Path, body: str, *, quarto: bool = False, front: str = "title: A brief", **files: str) -> Prose:
    """The prose of a brief with this body; further files by name, `__` for a dot."""
    (folder / "_quarto.yml").write_text("", encoding="utf-8")
    (folder / "_variables.yml").write_text(VARIABLES, encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    (folder / "brief.qmd").write_text(f"---\n{front}\n---\n{body}", encoding="utf-8")
    return read_prose(read_project(folder), quarto=quarto)


def faults_of(folder: Path, body: str, *, quarto: bool = False, front: str = "title: A", **files: str) -> list[str]:
    """What is wrong with a brief's prose, a line each."""
    with pytest.raises(ProseError) as caught:
        prose_of(folder, body, quarto=quarto, front=front, **files)
    return str(caught.value).split("\n")


def test_all_faults_come_together_with_line_and_column(tmp_path: Path) -> None:
    """One run names everything that is wrong, in the order of the text."""
    body = "{{< var wheat.valu >}} and {{< var rye >}}\n\n{{< include none.md >}}\n\nSee @fig-nope.\n"
    assert faults_of(tmp_path, body) == [
        "brief.qmd:4:1: var: no variable is called wheat.valu; did you mean wheat.value?",
        "brief.qmd:4:28: var: no variable is called rye",
        "brief.qmd:6:1: include: none.md does not exist; paths are relative to the document",
        "brief.qmd:8:5: reference: @fig-nope refers to nothing",
    ]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("{{< var wheat >}}", "1: var: wheat is a mapping; write one of wheat.value, wheat.about"),
        ("{{< meta titel >}}", "1: meta: no metadata is called titel; did you mean title?"),
        ("a {{< var wheat.value", "3: shortcode: {{< is not closed; end it with >}} on the same line"),
        ("{{< >}}", "1: shortcode: {{< >}} has no name; write {{< var name >}}"),
        ("{{< var >}}", "1: shortcode: {{< var >}} has 0 arguments; write {{< var name >}}"),
        ("{{< var a b >}}", "1: shortcode: {{< var a b >}} has 2 arguments; write {{< var name >}}"),
        ("{{< pagebreak x >}}", "1: shortcode: {{< pagebreak x >}} has 1 argument; write {{< pagebreak >}}"),
        (
            "{{< var {{< meta a >}} >}}",
            "1: shortcode: {{< var {{< meta a >}} has another inside; write them side by side",
        ),
        (
            "{{< vra wheat >}}",
            (
                "1: shortcode: vra is not one that the embedded renderer speaks "
                "(var, meta, include, pagebreak, chart, table, caption, figures, checks, revisions); did you mean var?"
            ),
        ),
        (
            "{{< video a.mp4 >}}",
            (
                "1: shortcode: video is not one that the embedded renderer speaks "
                "(var, meta, include, pagebreak, chart, table, caption, figures, checks, revisions); "
                "write the content out, or render with Quarto"
            ),
        ),
        ("a {{< include b.md >}}", "3: include: stands inside a line; give it a line of its own"),
        ("`{{< var rye >}}`", "2: var: no variable is called rye"),
        (
            "a \U000f0001 b",
            "3: text: private-use character U+F0001; leave it out: planes 15 and 16 have no common meaning",
        ),
        (
            "```{python}\n1\n```",
            (
                "1: executable cell: Quarto runs {python} cells; the embedded renderer does not; "
                "compute it in analysis/ and include the result, or write ```python to show the code"
            ),
        ),
        (
            "It is `{r} 1 + 1`.",
            (
                "7: executable cell: Quarto runs {r} cells; the embedded renderer does not; "
                "compute it in analysis/ and include the result, or write ```r to show the code"
            ),
        ),
        ("```\ncode", "1: code: the block does not end; end it with a line that is ```"),
    ],
    ids=[
        "mapping",
        "metadata",
        "unclosed",
        "no name",
        "no argument",
        "two arguments",
        "pagebreak",
        "nested",
        "near miss",
        "unknown",
        "include in a line",
        "in code",
        "reserved",
        "cell",
        "inline cell",
        "endless code",
    ],
)
def test_one_fault_is_one_line(tmp_path: Path, body: str, fault: str) -> None:
    """Every fault says where it is, what was found and the way out."""
    assert faults_of(tmp_path, body) == [f"brief.qmd:4:{fault}"]


def test_a_fault_in_an_include_is_placed_in_that_file(tmp_path: Path) -> None:
    """Lines count in the file that was written, not in the text put together."""
    body = "One.\n\n{{< include part.md >}}\n\n{{< var rye >}}\n"
    assert faults_of(tmp_path, body, part__md="Two.\n\n  {{< var oats >}}\n") == [
        "brief.qmd:8:1: var: no variable is called rye",
        "part.md:3:3: var: no variable is called oats",
    ]


def test_includes_that_run_in_a_circle_are_shown_as_a_path(tmp_path: Path) -> None:
    """A file that includes itself, straight or through another, stops the build."""
    faults = faults_of(tmp_path, "{{< include a.md >}}", a__md="{{< include b.md >}}", b__md="{{< include a.md >}}")
    assert faults == ["b.md:1:1: include: a.md includes itself: a.md → b.md → a.md"]


def test_a_missing_include_names_its_neighbour(tmp_path: Path) -> None:
    """A file beside it with nearly that name is probably meant."""
    faults = faults_of(tmp_path, "{{< include notse.md >}}", notes__md="")
    assert faults == ["brief.qmd:4:1: include: notse.md does not exist; did you mean notes.md?"]


def test_an_unknown_variable_in_the_front_matter_is_placed_there(tmp_path: Path) -> None:
    """Titles may use variables too, and are checked like the rest."""
    faults = faults_of(tmp_path, "Text.", front='title: "Harvest of {{< var rye >}}"')
    assert faults == ["brief.qmd:2:20: var: no variable is called rye"]


def test_metadata_that_runs_in_a_circle_stops_the_build(tmp_path: Path) -> None:
    """A title that quotes itself would never end."""
    prose = prose_of(tmp_path, "Text.", front='title: "{{< meta title >}}"')
    with pytest.raises(ProseError, match=r"brief.qmd:2:1: metadata: circle: .+ → .+"):
        prose.values(prose.project.settings("html"))


@pytest.mark.parametrize(
    "body",
    [
        "<!-- {{< var rye >}} @fig-nope -->",
        "<!--\n{{< var rye >}}\n@fig-nope\n-->",
        "```{.markdown shortcodes=false}\n{{< var rye >}}\n```",
        "```python\nx = '@fig-nope'\n```",
        "`@fig-nope` and desk@fig-farm.example",
        r"\@fig-nope",
        "```{=html}\n<b>@fig-nope</b>\n```",
        "![A](a.svg){#fig-a}\n\n@fig-a, @Fig-a and [-@fig-a]",
        "## A {#sec-a}\n\n$$x$$ {#eq-a}\n\n@sec-a and @eq-a",
    ],
    ids=[
        "comment",
        "long comment",
        "asked for",
        "code",
        "inline code and mail",
        "escaped",
        "raw",
        "defined",
        "sections",
    ],
)
def test_what_is_no_fault_passes(tmp_path: Path, body: str) -> None:
    """Comments and code are not prose, and a reference to what exists is fine."""
    assert prose_of(tmp_path, body).text.count("\n") == body.count("\n")


@pytest.mark.parametrize(
    "body", ["```{python}\n#| label: fig-a\n1\n```\n\n@fig-a", "{{< video a.mp4 >}}"], ids=["cell", "video"]
)
def test_a_real_quarto_may_run_cells_and_other_shortcodes(tmp_path: Path, body: str) -> None:
    """What Quarto speaks and the embedded renderer does not is a fault for the latter only."""
    assert prose_of(tmp_path, body, quarto=True).text


@pytest.mark.parametrize("quarto", [False, True])
def test_a_name_that_says_what_is_only_shown_is_like_any_other(tmp_path: Path, *, quarto: bool) -> None:
    """No renderer has a shortcode called `literal`: its argument would be shown, and no number in it found."""
    [fault] = faults_of(tmp_path, "{{< literal 12 >}}", quarto=quarto)
    assert fault.startswith("brief.qmd:4:1: shortcode: ")
    assert ("Quarto has none that is called literal" if quarto else "literal is not one that the embedded") in fault


def test_a_real_quarto_gets_no_unknown_variable(tmp_path: Path) -> None:
    """Quarto would only warn and print ?var:rye, so our check stops it first."""
    assert faults_of(tmp_path, "{{< var rye >}}", quarto=True) == ["brief.qmd:4:1: var: no variable is called rye"]


def test_values_are_kept_as_written(tmp_path: Path) -> None:
    """A variable's value is its Markdown; a shortcode that is only shown is its own text; numbers stay as typed."""
    prose = prose_of(tmp_path, "{{< var wheat.about >}} {{< var barley >}} {{{< var x >}}} {{< meta title >}}")
    assert prose.values(prose.project.settings("html")) == ["about 4,000", "950", "{{< var x >}}", "A brief"]


def test_equal_shortcodes_share_a_value(tmp_path: Path) -> None:
    """A variable that is used twice is looked up once."""
    prose = prose_of(tmp_path, "{{< var barley >}} and {{<  var barley >}}")
    assert [code.arguments for code in prose.shortcodes] == [("barley",)]


def test_the_files_of_the_prose_are_known(tmp_path: Path) -> None:
    """Whatever the prose was read from is named, so that make knows when to render again."""
    prose = prose_of(tmp_path, "{{< include a.md >}}", a__md="{{< include 'b.md' >}}\n", b__md="B\n")
    assert list(prose.files) == ["brief.qmd", "a.md", "b.md", "_variables.yml"]


def test_lines_know_where_they_came_from(tmp_path: Path) -> None:
    """Line 3 of the text put together may be line 2 of an included file."""
    prose = prose_of(tmp_path, "One\n{{< include a.md >}}\nLast", a__md="A\nB\n")
    assert prose.text.split("\n") == ["One", "A", "B", "Last"]
    assert prose.place_of(3, 1) == Place("a.md", 2, 1)


def test_variables_that_are_not_yaml_are_named_with_their_place(tmp_path: Path) -> None:
    """`_variables.yml` may be written by hand, and be wrong."""
    (tmp_path / "_quarto.yml").write_text("", encoding="utf-8")
    (tmp_path / "brief.qmd").write_text("Text.", encoding="utf-8")
    (tmp_path / "_variables.yml").write_text("a: [1\nb: 2\n", encoding="utf-8")
    with pytest.raises(ProjectError, match=r"^_variables.yml:2:2: YAML: .+"):
        read_prose(read_project(tmp_path))


@given(st.text(st.characters(blacklist_categories=("Cs", "Co")), max_size=60))
def test_finding_shortcodes_loses_no_text(line: str) -> None:
    """Whatever the line, each shortcode found is the text at its place, and none overlap."""
    done = 0
    for code in find_shortcodes(line):
        assert done <= code.start < code.end
        assert line[code.start : code.end] == code.source
        done = code.end


def test_an_escaped_sign_starts_no_comment(tmp_path: Path) -> None:
    r"""After `\<!--` shortcodes are read as anywhere else, and typed numbers are found."""
    (tmp_path / "_quarto.yml").write_text("lang: en\n", encoding="utf-8")
    (tmp_path / "_variables.yml").write_text("a: '7'\n", encoding="utf-8")
    (tmp_path / "brief.qmd").write_text("Escaped \\<!-- here, 12.\n\nThen {{< var a >}}.\n", encoding="utf-8")
    prose = read_prose(read_project(tmp_path))
    assert [code.arguments for code in prose.shortcodes] == [("a",)]
    assert [fault.column for fault in find_typed_numbers(prose).faults] == [21]
