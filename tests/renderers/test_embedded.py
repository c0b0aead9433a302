"""The embedded renderer: what stops it, what it obeys, what it writes, the same bytes everywhere."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.dates import format_date

from small_briefs import brief, page, printed
from statbrief.errors import ProjectError, ProseError, RenderingError, StatbriefError
from statbrief.languages.dates import written_date
from statbrief.pages.render import render

STRICT = "format:\n  html: default\n  typst:\n    pdf-standard: [a-3a, ua-1]\n"
UNKNOWN = "the embedded renderer does not know this option of html"
ANYWHERE = {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"}
ELSEWHERE = {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "77"}
TO_BUILD = """
import sys
from pathlib import Path
from statbrief.pages.render import render
render(Path(sys.argv[1]), (), "embedded")
"""


# -- what stops the embedded renderer ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("![x](no.svg)", "4:6: picture: no.svg does not exist; paths are relative to the document"),
        (
            "![x](https://farm.example/x.png)",
            "4:6: picture: https://farm.example/x.png loads from elsewhere; a brief is one file that loads nothing",
        ),
        ("![x](chart.svg)", '4:6: picture: chart.svg has no text alternative; add fig-alt="…": PDF/UA wants one'),
        ("See [@bureau2025].", "4:6: citation: @bureau2025 is not in sources.bib; did you mean bureau2024?"),
        ("See [x](#nope).", "4:9: link: nothing has the id nope"),
        ("## A {#sec-a}\n\n## B {#sec-a}\n\n@sec-a", "4:7: id: sec-a is used more than once; give each its own"),
        ("## A\n\n#### B", "6:6: heading: B skips from level 2 to 4; use one # less: PDF/UA wants every level"),
        (
            "## A\n\n#### B of {{< meta title >}}",
            "6:6: heading: B of A skips from level 2 to 4; use one # less: PDF/UA wants every level",
        ),
        (
            '::: {.content-visible when-format="html"}\n![a](chart.svg){#fig-x fig-alt="a"}\n:::\n\n@fig-x',
            "8:1: reference: @fig-x refers to nothing in this format",
        ),
        (
            "::: {.panel-tabset}\n## A\n:::",
            "4:6: .panel-tabset: the embedded renderer does not speak tabsets; leave it out, or render with Quarto",
        ),
        (
            "```{=html}\n<script src='https://farm.example/a.js'></script>\n```",
            "5:14: raw HTML: https://farm.example/a.js loads from elsewhere; a brief is one file that loads nothing",
        ),
        (r"$\frobnicate{x}$", r"4:2: formula: \frobnicate{x} is not TeX that can be set"),
        ("$$\n\\frobnicate{x}\n+ 1\n$$", r"5:1: formula: \frobnicate{x} + 1 is not TeX that can be set"),
    ],
    ids=["picture", "remote picture", "no alternative", "citation", "link", "id twice", "heading",
         "heading by a shortcode", "hidden", "tabset", "script", "formula", "long formula"],
)  # fmt: skip
def test_prose_that_cannot_be_rendered_is_named_with_its_place(tmp_path: Path, body: str, fault: str) -> None:
    """What only the renderer can see is told like every other fault: file, line, column, way out."""
    folder = brief(tmp_path, body, config=STRICT, front="title: A\nbibliography: sources.bib")
    fault = re.sub(r"^(\d+)", lambda line: str(int(line[0]) + 1), fault)  # the front matter has one line more
    with pytest.raises(StatbriefError) as caught:
        render(folder, renderer="embedded")
    assert str(caught.value) == f"brief.qmd:{fault}"


@pytest.mark.parametrize(
    ("config", "fault"),
    [
        ("format:\n  html:\n    code-fold: true\n", f"3:5: code-fold: {UNKNOWN}; leave it out, or render with Quarto"),
        (
            "format:\n  typst:\n    large-print: true\n",
            "3:5: large-print: is no option of typst alone; write it at the top level of _quarto.yml",
        ),
        ("format:\n  html:\n    tocc: true\n", f"3:5: tocc: {UNKNOWN}; did you mean toc?"),
        (
            "format: docx\n",
            ("1:1: format: docx is not written by the embedded renderer (html, typst); "
            "leave it out, or render with Quarto"),
        ),
        ("toc: maybe\n", "1:1: toc: 'maybe' is not true or false"),
        ("theme: cosmo\n", "1:1: theme: 'cosmo' is Quarto's alone; the embedded renderer knows none"),
        (
            "html-math-method: mathjax\n",
            "1:1: html-math-method: 'mathjax' is Quarto's alone; the embedded renderer knows mathml or plain",
        ),
        (
            "embed-resources: false\n",
            "1:1: embed-resources: a brief is one file that loads nothing from elsewhere; write true",
        ),
        (
            "pdf-standard: ua-2\n",
            "1:1: pdf-standard: ua-2 is not a standard that Typst writes; did you mean ua-1?",
        ),
        (
            "crossref:\n  fig-titel: X\n",
            ("2:3: fig-titel: the embedded renderer does not know this word of cross-references; "
            "did you mean fig-title?"),
        ),
        ("project:\n  type: website\n", "2:3: project type: website is Quarto's alone; write type: default"),
        ("css: none.css\n", "1:1: css: none.css does not exist; paths are relative to the brief's folder"),
        (
            "filters: [a.py]\n",
            "1:1: filters: a.py is not a Lua filter; the embedded renderer runs filters written in Lua",
        ),
        (
            "template-partials: brief.qmd\n",
            ("1:1: template-partials: brief.qmd is no partial of the embedded renderer's html template; "
            "it has metadata.html, toc.html, title-block.html"),
        ),
        (
            "metadata-files: [a.yml]\n",
            "1:1: metadata-files: the embedded renderer does not read it; write the settings into _quarto.yml",
        ),
    ],
    ids=[
        "option", "one of the brief", "near miss", "format", "flag", "theme", "mathjax", "not one file", "standard",
        "crossref", "website", "style", "filter", "partial", "metadata files",
    ],
)  # fmt: skip
def test_settings_that_cannot_be_obeyed_stop_the_build(tmp_path: Path, config: str, fault: str) -> None:
    """Nothing is dropped in silence: an option unknown here is named with its place and the way out."""
    with pytest.raises(ProjectError) as caught:
        render(brief(tmp_path, "Text.", config=config), renderer="embedded")
    assert str(caught.value).split("\n")[0] == f"_quarto.yml:{fault}"


def test_a_style_sheet_that_loads_from_elsewhere_stops_the_build(tmp_path: Path) -> None:
    """A page is one file, and so its style sheet cannot fetch another."""
    folder = brief(tmp_path, "Text.", config="css: a.css\n")
    (folder / "a.css").write_text("p {}\n@import url(https://farm.example/a.css);\n", encoding="utf-8")
    message = "^a.css:2:1: style: @import loads from elsewhere; a brief is one file that loads nothing$"
    with pytest.raises(ProseError, match=message):
        render(folder, ("html",), "embedded")


@pytest.mark.parametrize("moving", ["today", "now", "last-modified"])
def test_a_date_that_moves_stops_the_build(tmp_path: Path, moving: str) -> None:
    """The same input must give the same pages tomorrow."""
    folder = brief(tmp_path, "Text.", front=f"title: A\ndate: {moving}")
    message = f"^brief.qmd:3:1: date: {moving} changes from day to day; write the date, such as 2022-07-12$"
    with pytest.raises(ProseError, match=message):
        render(folder, renderer="embedded")


def test_typst_that_does_not_compile_is_kept_to_be_looked_at(tmp_path: Path) -> None:
    """When raw Typst is wrong, its message is shown and the whole source is there to look at."""
    folder = brief(tmp_path, "```{=typst}\n#nope()\n```")
    message = "^brief.qmd:5: PDF: Typst says unknown variable: nope; its source is _generated/brief.typ$"
    with pytest.raises(RenderingError, match=message):
        render(folder, ("pdf",), "embedded")
    assert "#nope()" in (folder / "_generated" / "brief.typ").read_text(encoding="utf-8")


def test_what_pandoc_warns_about_is_passed_on_with_its_place(tmp_path: Path) -> None:
    """A warning names the line of the file that was written, and comes once for both formats."""
    made = render(brief(tmp_path, "One.\n\n::: {.x}\n\nTwo."), renderer="embedded")
    told = (
        "brief.qmd:6:1: pandoc: Div at brief.qmd line 6 column 1 unclosed at brief.qmd line 8 column 1,"
        " closing implicitly."
    )
    assert [str(each) for each in made.warnings] == [told]


def test_a_font_that_is_not_there_is_a_warning(tmp_path: Path) -> None:
    """Typst takes another font, and says so."""
    made = render(brief(tmp_path, "Text.", config="mainfont: Nope Sans\n"), ("pdf",), "embedded")
    assert [str(each) for each in made.warnings] == ["brief.qmd: PDF: unknown font family: nope sans"]


def test_a_language_without_words_is_a_warning(tmp_path: Path) -> None:
    """In a language that is not built in, Figure and Table stay English unless the brief names them."""
    folder = brief(tmp_path, "Texte.", front="title: A\nlang: fr")
    assert [str(each) for each in render(folder, ("html",), "embedded").warnings] == [
        "brief.qmd: lang: no words for fr here, so Figure, Table and Note stay English; name them under language:"
    ]


# -- what is written -------------------------------------------------------------------------------------------


def test_settings_are_obeyed(tmp_path: Path) -> None:
    """What `_quarto.yml` asks for is on the page and in the PDF."""
    config = (
        "toc: true\nnumber-sections: true\ntoc-title: Inside\n"
        'format:\n  html:\n    css: a.css\n    include-in-header: {text: \'<meta name="x" content="y">\'}\n'
        "  typst:\n    papersize: a4\n    keep-typ: true\n    include-before-body: {text: 'Printed.'}\n"
    )
    folder = brief(tmp_path, "## One\n\nText.", config=config)
    (folder / "a.css").write_text("p { color: #123456; }\n", encoding="utf-8")
    made = render(folder, renderer="embedded")
    assert all(part in page(folder) for part in ("color: #123456", '<meta name="x" content="y">', "Inside"))
    assert '<span class="header-section-number">1</span> One' in page(folder)
    sheet = printed(folder).pages[0]
    assert [round(float(side)) for side in sheet.mediabox[2:]] == [595, 842]
    assert "Printed." in sheet.extract_text()
    assert sorted(path.name for path in made.files) == ["brief.html", "brief.pdf", "brief.typ"]


def test_the_pdf_carries_the_documents_metadata(tmp_path: Path) -> None:
    """Title, authors, keywords and the brief's own date; never the day of the build."""
    front = 'title: "Harvest & *more*"\nauthor: [Ana Ortega, B & C]\ndate: 2024-03-05\nkeywords: [wheat, a_b]\nlang: es'
    folder = brief(tmp_path, "Texto.", config=STRICT, front=front)
    render(folder, ("pdf",), "embedded")
    told = printed(folder).metadata
    assert told is not None
    assert (told.title, told.author) == ("Harvest & more", "Ana Ortega, B & C")
    assert told.get("/Keywords") == "wheat, a_b"
    assert str(told.get("/CreationDate")).startswith("D:20240305")


@pytest.mark.always("Noviembre de 2018-es-MX-20181101", "2018-Q4-en-20181001", "To come-en-19700101")
@pytest.mark.parametrize(
    ("date", "lang", "day"),
    [
        ("2018-11", "en", "20181101"),
        ("November 2018", "en", "20181101"),
        ("Noviembre de 2018", "es-MX", "20181101"),
        ("2018-Q4", "en", "20181001"),
        ("second quarter of 2025", "en", "20250401"),
        ("October–December 2018", "en", "20181001"),
        ("2018", "en", "20180101"),
        ("Edition 3, May 2020", "en", "20200501"),
        ("May 2020, revised June 2021", "en", "19700101"),
        ("novembre 2018", "fr", "19700101"),
        ("To come", "en", "19700101"),
    ],
)
def test_print_is_of_the_first_day_of_a_month_quarter_or_year(tmp_path: Path, date: str, lang: str, day: str) -> None:
    """That the date says; where it may be several, or has a month that is not known, no day is made up."""
    folder = brief(tmp_path, "Text.", config=STRICT, front=f'title: A\ndate: "{date}"\nlang: {lang}')
    render(folder, ("pdf",), "embedded")
    told = printed(folder).metadata
    assert told is not None
    assert str(told.get("/CreationDate")).startswith(f"D:{day}")


def test_the_date_reads_the_same_in_both_formats(tmp_path: Path) -> None:
    """`date-format: long` is written in the brief's language."""
    folder = brief(tmp_path, "Texto.", front="title: A\ndate: 2024-03-05\ndate-format: long\nlang: es")
    render(folder, renderer="embedded")
    assert '<p class="date">5 de marzo de 2024</p>' in page(folder)
    assert "5 de marzo de 2024" in printed(folder).pages[0].extract_text()


@pytest.mark.parametrize("lang", ["en", "es", "es-MX"])
@pytest.mark.parametrize("style", ["full", "long", "medium", "short"])
def test_dates_are_written_as_babel_writes_them(lang: str, style: str) -> None:
    """The patterns built in for speed say what Babel says, on every day of a leap year."""
    for number in range(366):
        day = date(2024, 1, 1) + timedelta(number)
        assert written_date({"lang": lang, "date-format": style}, day) == format_date(
            day, style, locale=lang.replace("-", "_")
        )


def test_values_are_markdown_in_text_and_plain_elsewhere(tmp_path: Path) -> None:
    """A variable with a link is a link in prose, its text in attributes, code, formulas and other links."""
    body = (
        "{{< var n >}} `{{< var n >}}` [in {{< var n >}}](https://farm.example/{{< var s >}}) $x = {{< var s >}}$\n\n"
        '![{{< var n >}} bars](chart.svg){fig-alt="{{< var n >}} bars"}'
    )
    folder = brief(tmp_path, body, config=STRICT, front='title: "{{< var s >}} farms"')
    (folder / "_variables.yml").write_text("n: '[7,000](#top){.number}'\ns: 12\n", encoding="utf-8")
    render(folder, renderer="embedded")
    text = page(folder)
    assert '<p><a href="#top" class="number">7,000</a> <code>7,000</code>' in text
    assert '<a href="https://farm.example/12">in 7,000</a>' in text
    assert 'alt="7,000 bars"' in text
    assert (text.count("<title>12 farms</title>"), text.count("x = 12")) == (1, 1)


def test_a_panel_of_tables_has_its_caption_above_in_both_formats(tmp_path: Path) -> None:
    """Tables side by side are read caption first, and each part has its letter."""
    part = "| a |\n|---|\n| 1 |\n\n: {name} {{#tbl-{id}}}\n\n"
    parts = part.format(name="First", id="a") + part.format(name="Second", id="b")
    folder = brief(tmp_path, f"::: {{#tbl-p layout-ncol=2}}\n\n{parts}Both\n:::\n\n@tbl-p, @tbl-b", config=STRICT)
    render(folder, renderer="embedded")
    order = ["Table\xa01: Both", "(a) First", "(b) Second", "Table\xa01 (b)"]
    for text in (page(folder), printed(folder).pages[0].extract_text()):
        places = [re.sub(r"\s", " ", text).find(words.replace("\xa0", " ")) for words in order]
        assert places == sorted(places)
        assert min(places) >= 0


def test_callouts_take_their_title_from_the_language(tmp_path: Path) -> None:
    """A callout without a title has its kind's name; a simple one has it in print alone, as Quarto's has."""
    body = '::: {.callout-warning}\nUno.\n:::\n\n::: {.callout-note appearance="simple"}\nDos.\n:::'
    folder = brief(tmp_path, body, front="title: A\nlang: es")
    render(folder, renderer="embedded")
    assert re.findall(r'class="callout-title">\s*<p>(.+?)</p>', page(folder)) == ["Advertencia"]
    assert printed(folder).pages[0].extract_text().split()[:5] == ["A", "Advertencia", "Uno.", "Nota", "Dos."]


def test_no_path_of_the_machine_is_in_the_pages(tmp_path: Path) -> None:
    """Whoever reads a brief learns nothing of where it was made."""
    folder = brief(
        tmp_path / "secret-place",
        "![a](chart.svg){fig-alt=x}\n\n[@bureau2024]",
        front="title: A\nbibliography: sources.bib",
    )
    render(folder, renderer="embedded")
    both = page(folder).encode() + (folder / "_output" / "brief.pdf").read_bytes()
    assert b"secret-place" not in both
    assert b".rendering" not in both


@pytest.mark.thorough
def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Another folder, time zone, language, hash seed and umask change no byte of either page."""
    body = "![A](chart.svg){#fig-a fig-alt=x}\n\n@fig-a^[Note.] [@bureau2024]\n\n| a | b |\n|---|--:|\n| x | 1 |\n"
    front = "title: A\ndate: 2024-03-05\ndate-format: long\nbibliography: sources.bib"
    pages = []
    for name, variables, mask in (("one", ANYWHERE, 0o022), ("another place", ELSEWHERE, 0o077)):
        folder = brief(tmp_path / name, body, config=STRICT, front=front)
        environment = {**os.environ, **variables, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", TO_BUILD, str(folder)], env=environment, umask=mask, check=True)
        pages.append([(folder / "_output" / f"brief.{kind}").read_bytes() for kind in ("html", "pdf")])
    assert pages[0] == pages[1]


def test_make_learns_what_the_pages_depend_on(tmp_path: Path) -> None:
    """The depfile names what the prose reads, escaped for make, with an empty rule for each."""
    body = "{{< include a part.md >}}\n\n![a](chart.svg){fig-alt=x} {{< var n >}} [@bureau2024]"
    folder = brief(
        tmp_path,
        body.replace("a part.md", '"a part.md"'),
        config="css: a.css\n",
        front="title: A\nbibliography: sources.bib",
    )
    (folder / "a part.md").write_text("Part.\n", encoding="utf-8")
    (folder / "_variables.yml").write_text("n: 1\n", encoding="utf-8")
    (folder / "a.css").write_text("p {}\n", encoding="utf-8")
    render(folder, renderer="embedded")
    rules = (folder / "_generated" / "brief.d").read_text(encoding="utf-8").replace("\\\n", "")
    first, *others = [line for line in rules.split("\n") if line]
    targets, _, needed = first.partition(":")
    assert targets == "_output/brief.html _output/brief.pdf"
    names = {"_quarto.yml", "brief.qmd", "a\\ part.md", "_variables.yml", "sources.bib", "a.css", "chart.svg"}
    assert set(re.split(r"(?<!\\)\s+", needed.strip())) == names
    assert set(others) == {f"{name}:" for name in names}


def test_a_brief_in_another_language_has_its_own_pages(tmp_path: Path) -> None:
    """The document's name is a parameter; its pages are called after it."""
    folder = brief(tmp_path, "Text.")
    shutil.copy(folder / "brief.qmd", folder / "brief.es.qmd")
    made = render(folder, ("html",), "embedded", document="brief.es.qmd")
    assert [path.name for path in made.files] == ["brief.es.html"]


def test_a_number_without_the_table_of_origins_says_what_is_missing(tmp_path: Path) -> None:
    """A figure's number leads to its row; a brief without the table is told to include it."""
    folder = brief(tmp_path, "Text.\n\nAll {{< var a.value >}}.")
    (folder / "_variables.yml").write_text('a:\n  value: "[7](#n-a){.number}"\n', encoding="utf-8")
    wanted = "a leads to the table of where the numbers come from, which is not there; add {{< figures >}}"
    with pytest.raises(ProseError, match=rf"^brief.qmd:6:9: origin: {re.escape(wanted)}"):
        render(folder, renderer="embedded")


@pytest.mark.parametrize("written", ["2022-02-31", "2022-13-01", "31/12/2022", "2/30/22"])
def test_a_day_that_no_calendar_has_stops_the_build(tmp_path: Path, written: str) -> None:
    """What is written as a date is one; a month and a day the other way round are none."""
    folder = brief(tmp_path, "Text.", front=f"title: A\ndate: {written}")
    message = f"^brief.qmd:3:1: date: {written} is no day of the calendar; write the date, such as 2022-07-12$"
    with pytest.raises(ProseError, match=message):
        render(folder, ("html",), "embedded")


def test_a_date_in_words_is_text(tmp_path: Path) -> None:
    """What is not written as a date is shown as it stands."""
    folder = brief(tmp_path, "Text.", front="title: A\ndate: Summer of 2022")
    render(folder, ("html",), "embedded")
    assert "Summer of 2022" in page(folder)
