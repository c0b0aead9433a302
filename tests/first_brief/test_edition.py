"""The edition in Spanish: its own words throughout, the numbers of the brief, and what tells that they are the same."""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from pypdf import PdfReader

from command_line import outcome
from pages import copy_brief
from quarto_runs import companions
from statbrief.copies.copy import FORMATS
from statbrief.copies.read import read_copy
from statbrief.errors import ChartingError, ProjectError
from statbrief.figures.functions import read_functions
from statbrief.languages.english import ENGLISH
from statbrief.languages.spanish import SPANISH
from statbrief.pages.build_mark import with_mark
from statbrief.pages.editions import contradictions
from statbrief.pages.seal.after_quarto import seal_output
from statbrief.project.project import document_of, read_project
from statbrief.prose.document import read_prose
from statbrief.record.published import sealed, written
from statbrief.renderers.embedded.render import render_embedded
from statbrief.renderers.for_extension import write_build
from statbrief.renderers.quarto_steps import INPUT_FILES, OUTPUT_FILES, documents_to_render
from statbrief.table_schema.csv_table import parse_table
from statbrief.verify.verify import verify

SOURCES_WORDS = re.compile(r"(?s)<div id=\"refs\".*?</div>\s*</div>")  # sources keep the titles that they have


def copied(root: Path, folder: Path) -> Path:
    """The brief in both languages, as in a clean checkout."""
    return copy_brief(root, folder, "es")


@pytest.fixture
def built(built_editions: Path) -> Path:
    """Both editions, built one after the other in a folder of their own."""
    return built_editions


def page(folder: Path, name: str) -> str:
    """An HTML page, without what is no text."""
    return re.sub(r"(?s)<(script|style).*?</\1>", "", (folder / "_output" / name).read_text(encoding="utf-8"))


def words(markup: str) -> str:
    """What is read on a page, with what is said of its pictures."""
    markup = re.sub(r"<[^>]*(?:alt|aria-label|data-origin)=\"([^\"]*)\"[^>]*>", r" \1 ", markup)
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def record(folder: Path, name: str) -> Mapping[str, Any]:
    """The record of a build."""
    found: Mapping[str, Any] = json.loads((folder / "_output" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def english(root: Path) -> set[str]:
    """All that the program and the data say in English, where Spanish has other words for it."""
    phrases, spoken = ENGLISH.phrases, SPANISH.phrases
    said = {text for name, text in phrases.table.items() if spoken.table[name] != text}
    said |= {text.replace("`", "") for name, text in phrases.page.items() if spoken.page[name] != text}
    said |= {*phrases.holds, *phrases.rose, *phrases.fractions.values()}
    said |= {"Chart", "Note", "Page", "or more", "arrest/day"}
    said |= {phrase.replace("{}", "").strip() for phrase in (phrases.about, phrases.more_than, phrases.less_than)}
    columns = ("id", "label", "value", "unit", "rounded_to", "bound", "period", "source", "locator", "note")
    rows, _ = parse_table((root / "data/reported.csv").read_text(encoding="utf-8"), columns, "reported.csv")
    said |= {row.cells[column] for row in rows for column in ("label", "locator")}
    for name in ("derived", "checks", "charts"):
        for function in read_functions(root, f"analysis/{name}.py", ChartingError):
            said |= {part.strip() for part in re.split(r"\{[^}]*\}|\[42\]|[.:;()\n]", function.doc)}
    return {text for text in said if " " in text or text.istitle()}


@pytest.mark.thorough
def test_no_word_of_the_program_or_the_data_is_left_in_english(built: Path, root: Path) -> None:
    """Labels, locators, captions, chart titles, heads of tables, credits: the page has none of the English ones."""
    text = words(SOURCES_WORDS.sub("", page(built, "brief.es.html")))
    looked_for = english(root)
    assert len(looked_for) > 80
    in_english = words(page(built, "brief.html"))
    assert sum(phrase in in_english for phrase in looked_for) > 60  # so they would be found
    pages = PdfReader(built / "_output/brief.es.pdf").pages
    printed = " ".join(" ".join(each.extract_text().split()) for each in pages).split("Fuentes")[0]
    for shown in (text, printed):
        assert [phrase for phrase in sorted(looked_for) if re.search(rf"\b{re.escape(phrase)}\b", shown)] == []


def test_the_page_says_its_language(built: Path) -> None:
    """To browsers and screen readers, in HTML and in print."""
    assert '<html lang="es-MX"' in page(built, "brief.es.html").replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
    assert str(PdfReader(built / "_output/brief.es.pdf").root_object["/Lang"]).startswith("es")


def test_dates_numbers_and_citations_are_spanish(built: Path) -> None:
    """As Mexico's offices write them: 12 de julio de 2022, 70,000, 3.9, (Reuters 2022, párrafo 10)."""
    text = words(page(built, "brief.es.html"))
    printed = " ".join(
        " ".join(each.extract_text().split()) for each in PdfReader(built / "_output/brief.es.pdf").pages
    )
    for shown in (text, printed):
        for expected in ("12 de julio de 2022", "cerca de 70,000", "párrafo 10", "Página 1 de 2"):
            assert expected in shown or expected.startswith("Página"), expected
    assert "Página 1 de 2" in printed
    assert "30 mil millones de dólares" in text
    assert str(Locale.parse("es_MX").number_symbols["latn"]["decimal"]) == "."


def test_it_is_two_pages(built: Path) -> None:
    """As in English, though Spanish needs more room."""
    assert len(PdfReader(built / "_output/brief.es.pdf").pages) == 2


@pytest.mark.thorough
def test_it_is_two_pages_on_either_paper(built: Path, tmp_path: Path) -> None:
    """The other one is higher, and not as wide."""
    folder = Path(shutil.copytree(built, tmp_path / "brief"))
    settings = folder / "_quarto.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("us-letter", "a4"), encoding="utf-8")
    assert outcome("build", str(folder), "--edition", "es", "--to", "pdf", "--renderer", "embedded", "--strict")[0] == 0
    assert len(PdfReader(folder / "_output/brief.es.pdf").pages) == 2
    assert PdfReader(folder / "_output/brief.es.pdf").pages[0].mediabox.height == pytest.approx(841.89, abs=0.01)


def test_a_long_title_breaks_where_both_lines_are_about_as_long(built: Path) -> None:
    """And not where the first line is full: "de los presidentes" does not stand alone."""
    text = PdfReader(built / "_output/brief.es.pdf").pages[0].extract_text()
    lines = [line.strip().replace("\xa0", " ") for line in text.splitlines()]
    at = lines.index("Migración Estados Unidos–México")
    assert lines[at + 1] == "antes de la reunión de los presidentes"


@pytest.mark.parametrize("name", ["brief", "brief.es"])
def test_sources_lead_to_their_addresses(built: Path, name: str) -> None:
    """On screen and in print a reader can follow them; in print each stands as it is, too."""
    addresses = {"https://www.chinadailyhk.com/article/280368", "https://ohss.dhs.gov/khsm/encounters"}
    found = set(re.findall(r'href="(https://[^"]+)"', page(built, f"{name}.html").split('id="refs"')[1]))
    assert addresses <= found
    last = PdfReader(built / f"_output/{name}.pdf").pages[-1]
    linked = {str(each.get_object().get("/A", {}).get("/URI", "")) for each in last.annotations or ()}
    assert addresses <= linked
    printed = "".join(last.extract_text().split())
    assert all(address in printed for address in addresses)


def test_paragraphs_of_sources_have_one_name(built: Path) -> None:
    """In prose, in the table of origins and at the foot of the window; and no source is one without a name."""
    text = words(page(built, "brief.es.html"))
    assert len(re.findall(r"párrafo \d", text)) > 10
    assert "párr." not in text
    for name in ("brief.html", "brief.es.html"):
        assert not re.search(r"unnamed|sin nombre", page(built, name))


def test_verbs_agree_with_what_they_are_said_of(built: Path) -> None:
    """Las detenciones aumentaron, el número aumentó."""
    text = words(page(built, "brief.es.html"))
    assert re.search(r"Las detenciones [^.]*aumentaron", text)
    assert "El número aumentó" in text


def test_both_editions_hold(built: Path) -> None:
    """Each page, print and record proves itself."""
    names = [f"brief{tag}.{ending}" for tag in ("", ".es") for ending in ("html", "pdf", "json")]
    code, said, wrong = outcome("verify", "--quiet", *(str(built / "_output" / name) for name in names))
    assert (code, wrong) == (0, "")
    assert [line.split(":")[:2] for line in said.splitlines()] == [
        [name, f" holds as {FORMATS[name.rpartition('.')[2]][0]}"] for name in names
    ]


def test_both_editions_are_of_the_same_numbers(built: Path) -> None:
    """Figures, values, ranges, formulas, inputs, datasets, checks, charts and data files."""
    one, other = record(built, "brief"), record(built, "brief.es")
    assert list(contradictions(one, other)) == []
    for name, figure in one["figures"].items():
        same = ("value", "unit", "range", "period", "sources", "file", "line")
        assert [other["figures"][name][key] for key in same] == [figure[key] for key in same]
        assert other["figures"][name]["label"] != figure["label"]
    assert {key: file["sha256"] for key, file in one["attached"].items()} == {
        key: file["sha256"] for key, file in other["attached"].items()
    }
    assert outcome("editions", str(built)) == (
        0,
        "brief.es.qmd: as brief.qmd, 21 figures, 1 dataset, 6 checks, 3 charts\n",
        "",
    )


def test_an_edition_is_two_pages_too(built: Path) -> None:
    """Spanish takes more room than English, and still fits on one sheet."""
    assert len(PdfReader(built / "_output/brief.es.pdf").pages) == 2


@pytest.mark.thorough
def test_building_one_edition_leaves_the_other(march_released: Path, tmp_path: Path) -> None:
    """The pages in English are the same bytes after those in Spanish were made, and the other way round."""
    folder = Path(shutil.copytree(march_released, tmp_path / "brief"))
    before = {path.name: path.read_bytes() for path in (folder / "_output").iterdir()}
    assert outcome("build", str(folder), "--renderer", "embedded")[0] == 0
    assert {path.name: path.read_bytes() for path in (folder / "_output").iterdir()} == before
    assert outcome("build", str(folder), "--edition", "es", "--renderer", "embedded")[0] == 0
    assert {path.name: path.read_bytes() for path in (folder / "_output").iterdir()} == before
    assert outcome("check", str(folder), "--edition", "es", "--strict")[0] == 0


def test_an_edition_of_other_data_is_told(built: Path, tmp_path: Path) -> None:
    """Once the data have changed, what was built before in another language is not of the same numbers."""
    folder = Path(shutil.copytree(built, tmp_path / "brief"))
    reported = folder / "data/reported.csv"
    reported.write_text(
        reported.read_text(encoding="utf-8").replace(",300000,visa,", ",320000,visa,"), encoding="utf-8"
    )
    assert outcome("build", str(folder), "--to", "html", "--renderer", "embedded")[0] == 0
    code, said, wrong = outcome("editions", str(folder))
    assert (code, said) == (1, "")
    assert "brief.es.qmd: figure visas: its value is 300000.0, not 320000.0" in wrong.splitlines()
    assert "brief.es.qmd: file data/reported.csv: is not the one that the other was made from" in wrong.splitlines()
    (folder / "_output/brief.es.json").unlink()
    assert outcome("editions", str(folder))[2] == (
        "_output/brief.es.json: edition: is not built; build it: statbrief build --edition es\n"
    )


def test_prose_that_tells_other_figures_is_noted(built: Path, tmp_path: Path) -> None:
    """What one language's prose says of a figure and another's does not is named, and is no fault."""
    folder = Path(shutil.copytree(built, tmp_path / "brief"))
    prose = folder / "brief.es.qmd"
    text = prose.read_text(encoding="utf-8")
    prose.write_text(text.replace("{{< var energy_disputes.about >}}", "mucho"), encoding="utf-8")
    code, said, _ = outcome("editions", str(folder))
    assert (code, said.splitlines()[1:]) == (0, ["note: told by brief.qmd alone: energy_disputes"])


@pytest.mark.parametrize(
    ("part", "name", "key", "value"),
    [
        ("figures", "visas", "range", [300000.0, 300001.0]),
        ("figures", "arrests_rise", "formula", "arrests_2019 / arrests_2022"),
        ("figures", "arrests_rise", "inputs", ["arrests_2022"]),
        ("figures", "visas", "stated_label", "Visas"),
        ("datasets", "mexican_may_arrests", "sha256", "0" * 64),
        ("checks", "rises_agree", "holds", False),
        ("charts", "visas_split", "inputs", ["visas"]),
    ],
)
def test_each_thing_that_must_be_the_same_is_compared(
    built: Path, part: str, name: str, key: str, value: object
) -> None:
    """What one record has otherwise is told with its name."""
    one = record(built, "brief")
    other = json.loads(json.dumps(record(built, "brief.es")))
    other[part][name][key] = value
    ((what, why),) = contradictions(one, other)
    assert what == f"{part[:-1]} {name}"
    assert f"{key.removeprefix('stated_')} is {value!r}" in why
    del other[part][name]
    assert list(contradictions(one, other)) == [(f"{part[:-1]} {name}", "is missing")]
    assert list(contradictions(other, one)) == [(f"{part[:-1]} {name}", "is in this one alone")]


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        ("pt-RB", "brief.pt-RB.qmd: edition: there is none called 'pt-RB'; did you mean pt-BR?"),
        ("fr", "brief.fr.qmd: edition: there is none called 'fr'; the editions are es, pt-BR"),
        ("../data", "brief.../data.qmd: edition: there is none called '../data'; the editions are es, pt-BR"),
    ],
)
def test_an_edition_that_is_not_there_is_named(tmp_path: Path, edition: str, expected: str) -> None:
    """With those that are; a document whose name has no language is none of them."""
    for name in ("brief.qmd", "brief.es.qmd", "brief.pt-BR.qmd", "brief.old copy.qmd", "notes.fr.qmd"):
        (tmp_path / name).touch()
    assert document_of(tmp_path) == "brief.qmd"
    assert document_of(tmp_path, "pt-BR") == "brief.pt-BR.qmd"
    with pytest.raises(ProjectError) as caught:
        document_of(tmp_path, edition)
    assert str(caught.value) == expected


@pytest.mark.thorough
def test_a_typed_number_in_a_label_is_a_fault(root: Path, tmp_path: Path) -> None:
    """Captions and text alternatives are prose, whichever file they are typed in; docstrings are another language's."""
    folder = copied(root, tmp_path / "brief")
    labels, charts = folder / "data/labels.es.csv", folder / "analysis/charts.py"
    text = labels.read_text(encoding="utf-8")
    caption = "Se ofrecen, no se han expedido."
    assert caption in text
    labels.write_text(
        text.replace(caption, 'Se ""ofrecen"" 300,000, la mitad a [dos]{.literal} países.'), encoding="utf-8"
    )
    charts.write_text(
        charts.read_text(encoding="utf-8").replace("On offer, not", "On offer to 5,000, not"), encoding="utf-8"
    )
    line = text[: text.index(caption)].count("\n") + 1
    said = outcome("check", str(folder), "--edition", "es")[2].splitlines()
    assert [fault.partition(" is typed")[0] for fault in said] == [
        f'data/labels.es.csv:{line}:37: number: "300,000"',
        f'data/labels.es.csv:{line}:49: number: "mitad"',
    ]
    assert said[0].endswith("write {visas:value}")
    assert "analysis/charts.py:" in outcome("check", str(folder))[2]


def test_what_the_analysis_writes_makes_no_page_stale(built: Path) -> None:
    """The rule for make names the prose and its includes; what another edition's analysis writes anew is left out."""
    for stem in ("brief", "brief.es"):
        rule = (built / f"_generated/{stem}.d").read_text(encoding="utf-8")
        assert rule.startswith(f"_output/{stem}.html _output/{stem}.pdf _output/{stem}.json:")
        assert f"{stem}.qmd:" in rule.splitlines()
        assert "_generated/" not in rule.replace("_output/", "")
        assert "_variables.yml" not in rule


@pytest.mark.thorough
def test_a_plain_quarto_render_of_an_edition_is_sealed(built: Path, tmp_path: Path) -> None:
    """`statbrief seal` takes the document whose pages Quarto names."""
    folder = Path(shutil.copytree(built, tmp_path / "brief"))
    shutil.rmtree(folder / "_output")
    (folder / "_output").mkdir()
    (work := tmp_path / "brief/_generated/work").mkdir()
    page = render_embedded(read_prose(read_project(folder, "brief.es.qmd"), quarto=False), ("html",), work).pages[
        "html"
    ]
    (folder / "_output/brief.es.html").write_bytes(page)
    prose = with_mark(read_prose(read_project(folder, "brief.es.qmd"), quarto=True))
    write_build(prose.project, str(prose.project.metadata["build"]))
    made = seal_output(folder, {OUTPUT_FILES: "_output/brief.es.html"})
    names = [path.relative_to(folder / "_output").as_posix() for path in made]
    assert names[:2] == ["brief.es.html", "brief.es.json"]
    assert sorted(names[2:]) == sorted(companions("brief.es"))
    assert outcome("verify", "--quiet", str(folder / "_output/brief.es.html"))[0] == 0


@pytest.mark.parametrize(
    ("part", "name", "key", "expected"),
    [
        ("figures", "visas", "label", "figure visas: is 'Visas de trabajo ofrecidas' in labels.es.csv"),
        ("figures", "arrests_a_day_2019", "unit_text", "unit 'arrest / day': is 'detenciones al día' in labels.es.csv"),
        ("checks", "visas_add_up", "title", "check visas_add_up: is 'Las dos partes de las visas suman el total'"),
        ("figures", "visas", "stated_label", "figure visas: label is 'US work visas on offer' in reported.csv:4"),
    ],
)
def test_a_label_is_held_against_its_file(built: Path, part: str, name: str, key: str, expected: str) -> None:
    """Verifying an edition finds a label that is not the one in the file that travels inside."""
    copy = read_copy(built / "_output/brief.es.html")
    changed = json.loads(copy.record)
    changed[part][name][key] = "Otra cosa"
    found = verify(replace(copy, record=written(sealed(changed))))
    assert any(expected in str(fault) and "the record has 'Otra cosa'" in str(fault) for fault in found.faults)
    assert not found.holds


def test_quarto_says_which_editions_it_renders() -> None:
    """By the files that it is about to render, of which other documents are none."""
    assert documents_to_render({}) is None
    assert documents_to_render({INPUT_FILES: "brief.qmd"}) == ["brief.qmd"]
    assert documents_to_render({INPUT_FILES: "/somewhere/brief.es.qmd\nnotes.qmd"}) == ["brief.es.qmd"]
    assert documents_to_render({INPUT_FILES: "brief.es.qmd\nbrief.qmd"}) == ["brief.qmd", "brief.es.qmd"]
    assert documents_to_render({INPUT_FILES: "notes.qmd"}) == []


def test_quarto_may_say_it_in_a_file(tmp_path: Path) -> None:
    """Where the environment is too small for the names of all documents, it names a file with them."""
    (named := tmp_path / "named").write_text("brief.es.qmd\n", encoding="utf-8")
    assert documents_to_render({"QUARTO_USE_FILE_FOR_PROJECT_INPUT_FILES": str(named)}) == ["brief.es.qmd"]


@pytest.mark.thorough
@pytest.mark.usefixtures("derived_once")
def test_the_analysis_before_a_plain_quarto_render_is_the_editions(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`quarto render brief.es.qmd` finds the variables in Spanish, and those of the brief itself stay what they are."""
    folder = copied(root, tmp_path / "brief")
    monkeypatch.setenv(INPUT_FILES, "brief.es.qmd")
    assert outcome("analyse", str(folder))[0] == 0
    spanish = (folder / "_generated/editions/es/variables.yml").read_text(encoding="utf-8")
    assert 'about: "cerca de' in spanish
    assert not (folder / "_variables.yml").exists()
    monkeypatch.setenv(INPUT_FILES, "brief.qmd\nbrief.es.qmd")
    assert outcome("check", str(folder))[0] == 0
    assert 'about: "about' in (folder / "_variables.yml").read_text(encoding="utf-8")
    assert (folder / "_generated/editions/es/variables.yml").read_text(encoding="utf-8") == spanish
