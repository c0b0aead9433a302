"""A brief that says where it can be read: in print as a code and as text, on its page for programs."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import segno

from command_line import run
from statbrief.copies.read import read_copy
from statbrief.pages.render import render
from statbrief.verify.verify import verify
from tagged import Element, read_print

ADDRESS = "https://example.org/briefs/2022/arrests?of=may&for=all#top"
QUIET = 4
RENDERERS = ["embedded", pytest.param("quarto", marks=pytest.mark.quarto)]


def with_setting(folder: Path, line: str) -> None:
    """Add a line to the front matter of a brief."""
    text = (folder / "brief.qmd").read_text(encoding="utf-8")
    (folder / "brief.qmd").write_text(text.replace("---\n", f"---\n{line}\n", 1), encoding="utf-8")


def code_of(folder: Path) -> list[Element]:
    """The pictures of the print whose words say that they are codes."""
    structure = read_print(folder / "_output/brief.pdf").structure
    return [each for each in structure.all("Figure") if each.says["Alt"].startswith("QR code")]


@pytest.mark.thorough
@pytest.mark.parametrize("renderer", RENDERERS)
def test_print_ends_with_the_address(copied_brief: Path, renderer: str) -> None:
    """As text that leads there, with words before it, and as a picture whose alternative says what it is."""
    with_setting(copied_brief, f"address: {ADDRESS}")
    render(copied_brief, renderer=renderer)
    structure = read_print(copied_brief / "_output/brief.pdf").structure
    *_, link = structure.all("Link")
    assert structure.text().endswith(f" This brief on the web {ADDRESS}")
    assert link.text() == ADDRESS
    assert link.says["Contents"] == ADDRESS
    assert [each.says["Alt"] for each in code_of(copied_brief)] == [f"QR code of the address {ADDRESS}"]


@pytest.mark.thorough
def test_the_code_is_that_of_the_address(copied_brief: Path) -> None:
    """Square by square, with room around it, as a camera sees the page."""
    with_setting(copied_brief, f"address: {ADDRESS}")
    render(copied_brief, renderer="embedded")
    (code,) = code_of(copied_brief)
    left, bottom, right, top = (float(side) for side in code.says["BBox"].split())
    document = pypdfium2.PdfDocument(copied_brief / "_output/brief.pdf")
    page = document[len(document) - 1]
    picture = page.render(scale=6, crop=(left, bottom, page.get_width() - right, page.get_height() - top)).to_pil()
    rows = [list(row) for row in segno.make(ADDRESS, error="m", micro=False).matrix_iter(border=QUIET)]
    side = picture.width / len(rows)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            level = picture.convert("L").getpixel((int((x + 0.5) * side), int((y + 0.5) * side)))
            assert (level < 128) == bool(is_dark), (x, y)


@pytest.mark.thorough
def test_the_page_says_the_address_and_both_still_prove_themselves(copied_brief: Path) -> None:
    """A link in its head that says where it can be read loads nothing."""
    with_setting(copied_brief, f"address: {ADDRESS}")
    render(copied_brief, renderer="embedded")
    page = (copied_brief / "_output/brief.html").read_text(encoding="utf-8")
    address = ADDRESS.replace("&", "&amp;")
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<meta property="og:url" content="{address}">' in page
    assert "QR code" not in page.partition('<script type="application/json"')[0]
    for name in ("brief.html", "brief.pdf"):
        report = verify(read_copy(copied_brief / "_output" / name))
        assert list(report.faults) == []


@pytest.mark.thorough
@pytest.mark.parametrize("renderer", RENDERERS)
def test_without_an_address_nothing_is_added(copied_brief: Path, renderer: str) -> None:
    """Also where a page of the same brief had one before."""
    written = (copied_brief / "brief.qmd").read_text(encoding="utf-8")
    with_setting(copied_brief, f"address: {ADDRESS}")
    render(copied_brief, renderer=renderer)
    (copied_brief / "brief.qmd").write_text(written, encoding="utf-8")
    render(copied_brief, renderer=renderer)
    assert code_of(copied_brief) == []
    assert "example.org" not in (copied_brief / "_output/brief.html").read_text(encoding="utf-8")
    with pikepdf.open(io.BytesIO((copied_brief / "_output/brief.pdf").read_bytes())) as pdf:
        assert not [note for page in pdf.pages for note in page.get("/Annots", []) if "/URI" in note.get("/A", {})]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("example.org/rain", "'example.org/rain' is not the address of a page"),
        ("ftp://example.org/rain", "'ftp://example.org/rain' is not the address of a page"),
        ("https://", "'https://' is not the address of a page"),
        ("https://example.org/the rain", "'https://example.org/the rain' is not the address of a page"),
        ("[https://example.org/rain]", "not a text"),
        ("2022", "not a text"),
    ],
)
def test_what_is_no_address_is_a_fault(copied_brief: Path, written: str, told: str) -> None:
    """At its line, before anything is rendered."""
    with_setting(copied_brief, f"address: {written}")
    result = run("render", copied_brief, "--renderer", "embedded")
    assert result.exit_code == 1
    assert result.stderr == f"brief.qmd:2:1: address: {told}; write it as https://example.org/brief\n"
