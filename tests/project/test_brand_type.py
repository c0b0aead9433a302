"""The letters of a brand: its face where its files are at hand, its size in points; what is not read is told."""

import re
import shutil
from pathlib import Path

import matplotlib as mpl
import pikepdf
import pytest

from small_briefs import brief, page
from statbrief.errors import RenderingError
from statbrief.pages.render import render
from statbrief.project.project import read_project

FILES = Path(mpl.get_data_path()) / "fonts/ttf"
HERE = (
    "typography:\n  fonts:\n    - {family: DejaVu Sans, source: file, files: [path: letters/DejaVuSans-Regular.ttf]}\n"
)
RENDERERS = ["embedded", pytest.param("quarto", marks=pytest.mark.quarto)]
BOTH = """\
project: {pre-render: statbrief check, post-render: statbrief seal}
engine: markdown
filters: [statbrief]
format:
  html: {theme: none, minimal: true, embed-resources: true, css: face.css}
  typst: {}
"""


def branded(folder: Path, brand: str, config: str = "format: {html: default, typst: default}\n") -> Path:
    """A brief with a brand, and a face in a folder."""
    made = brief(folder, "Text in **bold**.", config=config)
    (made / "_brand.yml").write_text(brand, encoding="utf-8")
    (made / "letters").mkdir()
    for old, new in (("DejaVuSans.ttf", "DejaVuSans-Regular.ttf"), ("DejaVuSans-Bold.ttf", "DejaVuSans-Bold.ttf")):
        shutil.copy(FILES / old, made / "letters" / new)
    return made


def faces(folder: Path) -> set[str]:
    """The faces of a print."""
    with pikepdf.open(folder / "_output/brief.pdf") as pdf:
        names = [str(font.BaseFont) for sheet in pdf.pages for font in sheet.Resources.Font.as_dict().values()]
    return {name.partition("+")[2].partition("-")[0] for name in names}


@pytest.mark.parametrize("base", ["{family: DejaVu Sans}", pytest.param("DejaVu Sans", marks=pytest.mark.thorough)])
def test_print_and_page_have_the_brands_face(tmp_path: Path, base: str) -> None:
    """The page brings its letters; nothing is told where all was read."""
    made = branded(tmp_path / "made", f"{HERE}  base: {base}\n")
    assert list(render(made, ("html", "pdf"), "embedded").warnings) == []
    assert faces(made) == {"DejaVuSans"}
    assert 'html:root { --face: "DejaVu Sans"; }' in page(made)


def test_a_face_in_a_folder_of_fonts_is_at_hand(tmp_path: Path) -> None:
    """Also where the brand says that it is from elsewhere."""
    brand = "typography: {fonts: [{family: DejaVu Sans, source: google}], base: DejaVu Sans}\n"
    made = branded(tmp_path / "made", brand, "font-paths: letters\n")
    assert list(render(made, ("pdf",), "embedded").warnings) == []
    assert faces(made) == {"DejaVuSans"}


def test_a_face_that_is_not_at_hand_is_told(tmp_path: Path) -> None:
    """With its line and the file that is wanted; nothing is fetched, and the text has the house's own."""
    made = branded(
        tmp_path / "made", "typography:\n  fonts: [{family: Open Sans, source: google}]\n  base: Open Sans\n"
    )
    (told,) = render(made, ("pdf",), "embedded").warnings
    assert str(told) == (
        "_brand.yml:3:3: brand: no file of the letters of 'Open Sans' is at hand; put OpenSans-Regular.ttf and its "
        "others into a folder that font-paths names; until then it is the house's own face"
    )
    assert faces(made) == {"FiraSans"}
    with pytest.raises(RenderingError, match="'Open Sans' is at hand"):
        render(made, ("pdf",), "embedded", strict=True)


def test_what_is_not_read_is_told(tmp_path: Path) -> None:
    """Each at its line."""
    brand = (
        f"{HERE}  base:\n    family: DejaVu Sans\n    size: 1.1rem\n    line-height: 1.4\n  headings: {{weight: 600}}\n"
    )
    made = branded(tmp_path / "made", brand)
    assert [str(each) for each in render(made, ("pdf",), "embedded").warnings] == [
        "_brand.yml:7:5: brand: line-height of base is not read; the brief's own theme sets it",
        "_brand.yml:8:3: brand: headings is not read; the brief's own theme sets it",
        "_brand.yml:6:5: brand: '1.1rem' is not read; write points, such as 9pt",
    ]


def test_what_the_brief_says_goes_before_its_brand(tmp_path: Path) -> None:
    """Face and size; then nothing is told of these."""
    own = "mainfont: Fira Sans\nformat: {typst: {fontsize: 8pt}}\n"
    made = branded(tmp_path / "made", "typography: {base: {family: Open Sans, size: 9pt}}\n", own)
    settings = read_project(made).settings("typst")
    assert (settings["mainfont"], settings["fontsize"]) == ("Fira Sans", "8pt")
    assert list(render(made, ("pdf",), "embedded").warnings) == []


def test_a_size_in_points_is_that_of_print(tmp_path: Path) -> None:
    """The page has that of its reader."""
    made = branded(tmp_path / "made", "typography: {base: {size: 9pt}}\n")
    assert read_project(made).settings("typst")["fontsize"] == "9pt"
    assert "fontsize" not in read_project(made).settings("html")


@pytest.mark.parametrize("renderer", RENDERERS)
def test_both_renderers_have_the_face(tmp_path: Path, root: Path, renderer: str) -> None:
    """Quarto reads the brand by itself; its page is told as the other is."""
    made = branded(tmp_path / "made", f"{HERE}  base: {{family: DejaVu Sans}}\n", BOTH)
    (made / "face.css").write_text("body { font-family: var(--face); }\n", encoding="utf-8")
    shutil.copytree(root / "_extensions", made / "_extensions")
    render(made, ("html", "pdf"), renderer)
    assert re.search(r'--face: "DejaVu Sans"', page(made))
    assert "DejaVuSans" in faces(made)
