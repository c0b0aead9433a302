"""A brief that says nothing of its looks has those of the house; what it says, or lays into `theme/`, wins."""

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from briefs import write_brief
from small_briefs import brief, page, printed
from statbrief.analysis.write import write_analysis
from statbrief.files.theme import OWN_THEME, theme_file
from statbrief.pages.render import render

MINIMAL = "format: {html: {theme: none, minimal: true, embed-resources: true}, typst: default}\n"
FRONT = "title: A title\nsubtitle: What was found\ndate: 2024-03-05\nmasthead: {kind: Bulletin}"
BODY = """
::: {.key-figures}
- **One** thing
- **Another** thing
:::

Text on the left.

{{< pagebreak >}}

Text on the next page.
"""


def fonts(folder: Path) -> set[str]:
    """The typefaces of a print."""
    with pikepdf.open(folder / "_output/brief.pdf") as pdf:
        fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each]
        names = {str(each.BaseFont) for each in fonts}
    return {name.partition("+")[2].partition("-")[0] for name in names}


def words(pdf: PdfReader) -> str:
    """What it says."""
    return " ".join(" ".join(each.extract_text() for each in pdf.pages).split())


@pytest.mark.parametrize(
    ("lang", "date", "foot"),
    [
        pytest.param("en", "March 5, 2024", "Page 1 of 2", marks=pytest.mark.thorough),
        ("es", "5 de marzo de 2024", "Página 1 de 2"),
    ],
)
def test_a_brief_without_a_theme_has_the_houses(tmp_path: Path, lang: str, date: str, foot: str) -> None:
    """Masthead, style sheet, typeface, the foot of the page, and the date written out in the brief's language."""
    render(brief(tmp_path, BODY, config=f"lang: {lang}\n{MINIMAL}", front=FRONT), renderer="embedded")
    html, pdf = page(tmp_path), printed(tmp_path)
    assert ".key-figures strong { display: block;" in html
    assert '<p class="kind">Bulletin</p>' in html
    assert f'<p class="date">{date}</p>' in html
    assert fonts(tmp_path) == {"FiraSans"}
    said = words(pdf)
    assert all(each in said for each in ("Bulletin", date, foot))
    assert len(pdf.pages) == 2


def test_a_date_is_written_as_the_brief_says(tmp_path: Path) -> None:
    """`date-format` goes before what the house does."""
    render(brief(tmp_path, "Text.", config=MINIMAL, front=f"{FRONT}\ndate-format: iso"), ("html",), renderer="embedded")
    assert '<p class="date">2024-03-05</p>' in page(tmp_path)


def test_text_is_set_in_columns(tmp_path: Path) -> None:
    """What is more than a few lines is set beside itself."""
    body = "\n\n".join(f"Paragraph {letter} of the text, which has a few words." for letter in "ABCDEFGHIJ")
    render(brief(tmp_path, body, config=MINIMAL), ("pdf",), renderer="embedded")
    text = pypdfium2.PdfDocument((tmp_path / "_output/brief.pdf").read_bytes())[0].get_textpage()
    lefts = {text.get_rect(each)[0] for each in range(text.count_rects())}
    second = 8.5 * 72 / 2  # half a page of US Letter, in points
    assert {each > second for each in lefts if each < 0.75 * 8.5 * 72} == {False, True}


def test_a_table_of_many_columns_spans_the_page_beneath_its_heading(tmp_path: Path) -> None:
    """One of few columns stays in its column of text, and so does a short formula; a long one spans the page, too."""
    table = "| {} |\n|{}\n| {} |\n\n"
    body = "Text.\n\n## Ahead\n\n"
    for word, columns in (("manyheads", 10), ("few", 2)):
        body += table.format(" | ".join([word] * columns), "--:|" * columns, " | ".join(["7"] * columns))
    body += "$$ short $$\n\n$$ " + "long + " * 12 + "long $$\n"
    render(brief(tmp_path, body, config=MINIMAL), ("pdf",), renderer="embedded")
    text = pypdfium2.PdfDocument((tmp_path / "_output/brief.pdf").read_bytes())[0].get_textpage()
    boxes = [text.get_rect(each) for each in range(text.count_rects())]
    lines = {text.get_text_bounded(*box).strip(): box for box in boxes}
    ahead, many = lines["Ahead"], [box for box in boxes if "many" in text.get_text_bounded(*box)]
    assert ahead[1] - max(box[3] for box in many) < 30
    assert all(box[1] < ahead[1] for box in many)
    assert max(box[2] for box in many) - min(box[0] for box in many) > (8.5 * 72 - 2 * 0.55 * 72) / 2


def test_a_file_of_the_briefs_own_theme_wins_and_the_others_stay(tmp_path: Path) -> None:
    """One by one: here the style sheet and the head of the page; print is the house's."""
    made = brief(tmp_path, BODY, config=MINIMAL, front=FRONT)
    (made / "theme").mkdir()
    (made / "theme/brief.css").write_text("p { color: #111; }\n", encoding="utf-8")
    (made / "theme/title-block.html").write_text("<header><h1>$title$!</h1></header>\n", encoding="utf-8")
    rendered = render(made, renderer="embedded")
    html = page(made)
    assert "p { color: #111; }" in html
    assert "<h1>A title!</h1>" in html
    assert ".key-figures ul" not in html
    assert fonts(made) == {"FiraSans"}
    assert rendered.name == "embedded"
    needed = (made / "_generated/brief.d").read_text(encoding="utf-8")
    assert "theme/brief.css" in needed


def test_what_the_settings_name_goes_before_both(tmp_path: Path) -> None:
    """A style sheet, and a template of print with no filter of the house's, whose functions it has not."""
    config = "format:\n  html: {css: own.css}\n  typst: {template-partials: [own/typst-template.typ]}\n"
    made = brief(tmp_path, BODY, config=config, front=FRONT)
    (made / "own.css").write_text("p { color: #222; }\n", encoding="utf-8")
    (made / "own").mkdir()
    template = (
        "#let article(title: none, subtitle: none, date: none, ..more, doc) = {\n"
        "  set document(title: title)\n  [Own: #title]\n  doc\n}\n"
    )
    (made / "own/typst-template.typ").write_text(template, encoding="utf-8")
    render(made, renderer="embedded")
    assert "p { color: #222; }" in page(made)
    assert ".key-figures ul" not in page(made)
    assert "Own: A title" in words(printed(made))


def test_charts_of_a_brief_without_a_theme_look_as_the_houses(tmp_path: Path) -> None:
    """Their colours, and their letters."""
    charts = (
        "from statbrief.drawing import PALETTE, headed\n\n\n"
        'def it(arrests_2022, words):\n    """A caption.\n\n    A text.\n\n    title: A title\n    """\n'
        '    picture, axes = headed(words.said("title"), "", height=1)\n'
        "    axes.bar([0], [arrests_2022.value])\n    axes.set_xticks([])\n    axes.set_yticks([])\n"
        "    return picture\n"
    )
    write_analysis(write_brief(tmp_path, charts=charts), "en")
    svg = (tmp_path / "_generated/charts/it.svg").read_text(encoding="utf-8")
    assert "#3670a4" in svg
    assert set(re.findall(r"font-family: ([^;]+);", svg)) == {"'Fira Sans', sans-serif"}


def test_a_theme_file_is_the_briefs_or_the_houses(tmp_path: Path) -> None:
    """Whichever is there."""
    assert theme_file(tmp_path, "brief.css") == OWN_THEME / "brief.css"
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/brief.css").write_text("", encoding="utf-8")
    assert theme_file(tmp_path, "brief.css") == tmp_path / "theme/brief.css"


def test_the_accent_colours_page_and_print(tmp_path: Path) -> None:
    """A page that is dark has it lighter; the paper has it as it is."""
    made = brief(tmp_path, BODY, config=f'accent: "#8A1C2B"\n{MINIMAL}', front=FRONT)
    render(made, renderer="embedded")
    html = page(made)
    rules = re.findall(r"html:root \{ --accent: (#\w{6}); \}", html)
    assert rules[0] == "#8a1c2b"
    assert len(set(rules)) == 2
    assert html.index("--accent: #1f4e79") < html.index("--accent: #8a1c2b")
    content = printed(made).pages[0].get_contents()
    assert content is not None
    drawn = content.get_data().decode("latin-1")
    red, green, blue = (f"{part / 255:.4f}"[:5] for part in (0x8A, 0x1C, 0x2B))
    assert re.search(rf"{red}\d* {green}\d* {blue}\d* (?:sc|SC|rg|RG|scn|SCN)", drawn), drawn[:300]
