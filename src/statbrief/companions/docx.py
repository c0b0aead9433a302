"""A Word document of the page: its text, tables and charts, in the house's styles.

It is made of the page that the renderer made, so whichever that was, it says what the page says. Pandoc writes it; what
pandoc knows nothing of (the brief's day, links that look like numbers, page numbers) is put in afterwards.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from pathlib import Path

from statbrief.companions import docx_styles
from statbrief.companions.archive import packed, unpacked
from statbrief.companions.docx_page import prepared
from statbrief.companions.edition import Edition, Looks, Page
from statbrief.errors import RenderingError
from statbrief.files.packages import pandoc_command

_Run = Callable[[Sequence[str]], None]
"""Runs pandoc with arguments."""
PATIENCE = 600.0
"""Seconds that pandoc may take."""
DOCUMENT, NOTES, STYLES = "word/document.xml", "word/footnotes.xml", "word/styles.xml"
_TYPES, _LINKS = "[Content_Types].xml", "word/_rels/document.xml.rels"
FONTS = "word/fontTable.xml"
_FOOTER = "word/footer1.xml"
_FILTER = Path(__file__).with_name("docx.lua")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}
"""Widths and heights in twentieths of a point."""
_MARGIN = 1250
_WITHIN = re.compile(r"<w:hyperlink w:anchor=.*?</w:hyperlink>", re.DOTALL)
_ROW = re.compile(r"<w:tr>(?!<w:trPr>)")
_SECTION = re.compile(r"<w:sectPr\b.*?</w:sectPr>|<w:sectPr\s*/>", re.DOTALL)
_CELL = re.compile(r"<w:tc>.*?</w:tc>", re.DOTALL)
_ADDRESS = re.compile(r' descr="data:[^"]*"')
"""Where a picture was for pandoc, which says so in the place of what it shows; that it says as well."""
_TABLE_TEXT = docx_styles.identifier(docx_styles.TABLE_TEXT)
_WIDTH, _FULL = re.compile(r"<w:tblW [^>]*/>"), '<w:tblW w:type="pct" w:w="5000"/>'
_FIXED = re.compile(r"<w:tblLayout [^>]*/>")
"""What would forbid Word to widen a column for a word that is longer in its letters."""
_GROUP = re.compile(r"<w:tr>(?:(?!</w:tr>|</w:tc>).)*<w:gridSpan (?:(?!</w:tr>|</w:tc>).)*</w:tc></w:tr>", re.DOTALL)
"""A row of one cell over several columns, which heads those beneath it."""
_KEPT = "<w:keepNext/>"
_LOOK = re.compile(r"<w:tblLook [^>]*/>")
_HEADED = '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'


def name_of(stem: str) -> str:
    """What the file is called."""
    return f"{stem}.docx"


def files(edition: Edition) -> dict[str, bytes]:
    """The document by the name of its file; none where there is no page that it could be of.

    Raises `RenderingError` where pandoc cannot write it, or a picture cannot be drawn.
    """
    if not edition.page:
        return {}
    return {name_of(edition.stem): packed(_finished(edition.draft("docx", drafted), edition))}


def drafted(page: Page) -> dict[str, bytes]:
    """The parts of the document as far as they are the page's, pictures among them.

    Raises `RenderingError`.
    """
    with tempfile.TemporaryDirectory() as folder:
        work, (body, pictures) = Path(folder), prepared(page)
        (work / "page.html").write_text(body, encoding="utf-8")
        run = partial(_pandoc, page.stem, work, page.environment)
        (work / "reference.docx").write_bytes(_reference(page.looks, work, run))
        made = unpacked(_written(page.lang, work, run))
    return {name: pictures.get(part, part) for name, part in made.items()}


def _written(lang: str, work: Path, run: _Run) -> bytes:
    """The document as pandoc writes it."""
    arguments = ["--sandbox", "--from=html", "--to=docx", "--reference-doc=reference.docx", f"--lua-filter={_FILTER}"]
    run([*arguments, f"--metadata=lang:{lang}", "--output=brief.docx", "page.html"])
    return (work / "brief.docx").read_bytes()


def _reference(looks: Looks, work: Path, run: _Run) -> bytes:
    """The house's reference document: pandoc's own, with the styles of the theme."""
    run(["--output=default.docx", "--print-default-data-file=reference.docx"])
    parts = unpacked((work / "default.docx").read_bytes())
    fonts = parts[FONTS].decode().replace("</w:fonts>", f"{docx_styles.font(looks)}</w:fonts>")
    return packed({**parts, STYLES: docx_styles.styles(looks).encode(), FONTS: fonts.encode()})


def _pandoc(stem: str, work: Path, environment: Mapping[str, str], arguments: Sequence[str]) -> None:
    command = [*pandoc_command(), *arguments]
    done = subprocess.run(command, cwd=work, env=environment, capture_output=True, timeout=PATIENCE, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or "it said nothing"
        raise RenderingError.at(name_of(stem), "docx", f"pandoc cannot write it: {said}")


# -- what pandoc does not write ----------------------------------------------------------------------------------------


def _finished(parts: Mapping[str, bytes], edition: Edition) -> dict[str, bytes]:
    """The parts of the document, with the brief's day and author, its paper, page numbers, and links as they look."""
    document, notes = (_with_quiet_links(parts.get(each, b"").decode()) for each in (DOCUMENT, NOTES))
    document = _ADDRESS.sub("", document)
    document = _CELL.sub(lambda cell: cell[0].replace('w:val="Compact"', f'w:val="{_TABLE_TEXT}"'), document)
    document = _FIXED.sub("", _WIDTH.sub(_FULL, document))
    of_table = f'<w:pStyle w:val="{_TABLE_TEXT}" />'
    document = _GROUP.sub(lambda row: row[0].replace(of_table, f"{of_table}{_KEPT}"), document)
    document = _LOOK.sub(_HEADED, _ROW.sub("<w:tr><w:trPr><w:cantSplit/></w:trPr>", document))
    document = _SECTION.sub("", document).replace("</w:body>", f"{_section(edition)}</w:body>")
    types = (
        parts[_TYPES].decode().replace("</Types>", f'<Override PartName="/{_FOOTER}" ContentType="{_type()}"/></Types>')
    )
    link = f'<Relationship Id="rIdFooter" Type="{_OFFICE}/footer" Target="footer1.xml"/></Relationships>'
    links = parts[_LINKS].decode().replace("</Relationships>", link)
    made = {**parts, DOCUMENT: document.encode(), NOTES: notes.encode(), _TYPES: types.encode(), _LINKS: links.encode()}
    return {**made, _FOOTER: _footer(edition).encode(), "docProps/core.xml": _properties(edition).encode()}


def _with_quiet_links(part: str) -> str:
    """A part whose links within the document are of the style of numbers, not underlined."""
    return _WITHIN.sub(lambda link: link[0].replace('w:val="Hyperlink"', 'w:val="NumberLink"'), part)


def _type() -> str:
    return "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"


def _section(edition: Edition) -> str:
    width, height = _PAPERS["a4" if edition.looks.paper == "a4" else "letter"]
    margins = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr><w:footerReference xmlns:r="{_OFFICE}" w:type="default" r:id="rIdFooter"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar {margins} w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>'
    )


def _footer(edition: Edition) -> str:
    """The foot of each page: the brief's title and the number of the page."""
    title = escape(edition.record["title"], quote=False)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:ftr xmlns:w="{_WORD}"><w:p><w:pPr>'
        '<w:pStyle w:val="Footer"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{title} · </w:t></w:r><w:fldSimple w:instr=" PAGE ">'
        "<w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"
    )


def _properties(edition: Edition) -> str:
    """What the file says of itself: title, author, language, and the day that it is of."""
    front, day = edition.front, f"{edition.day.isoformat()}T00:00:00Z"
    said = {
        "dc:title": edition.record["title"] or edition.stem,
        "dc:subject": front.subtitle,
        "dc:creator": front.author or front.publisher,
        "dc:language": edition.lang,
        "dc:identifier": f"SHA-256 {edition.sha256}",
    }
    told = "".join(f"<{name}>{escape(text, quote=False)}</{name}>" for name, text in said.items() if text)
    days = "".join(
        f'<dcterms:{each} xsi:type="dcterms:W3CDTF">{day}</dcterms:{each}>' for each in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{told}{days}</cp:coreProperties>'
    )
