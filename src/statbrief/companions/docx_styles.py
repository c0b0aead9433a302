"""The styles of a Word document, by the names that pandoc gives what it writes, in the theme's typeface and colour.

Source of the elements: ECMA-376, Office Open XML, part 1, section 17.7. Sizes are half points, distances twentieths of
a point.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from statbrief.companions.edition import Looks

BLUE = "#1f4e79"
"""The theme's colour, where a brief chooses none."""
FAMILY = "Fira Sans"
TABLE_TEXT = "Table Text"
"""The style of paragraphs in tables."""
_INK, _QUIET, _RULE = "1B2126", "5A6470", "C9D0D7"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class _Style(NamedTuple):
    """A style of paragraphs: its name, the one that it goes on from, letters in half points, and what else is said."""

    name: str
    based_on: str = "Normal"
    size: int = 0
    letters: str = ""
    before: int = 0
    after: int = 120
    paragraph: str = ""
    next: str = ""


_KEEP = "<w:keepNext/><w:keepLines/>"
_BOLD, _SLANTED = "<w:b/>", "<w:i/>"
_HEADING = "Heading {}"
_HEADINGS = ((30, 360), (25, 280), (22, 240), (21, 200), (21, 200), (21, 200))


def _paragraphs() -> Iterator[_Style]:
    accent, quiet = '<w:color w:val="{accent}"/>', f'<w:color w:val="{_QUIET}"/>'
    yield _Style("Body Text")
    yield _Style("First Paragraph", "Body Text", next="Body Text")
    yield _Style("Compact", "Body Text", paragraph="<w:contextualSpacing/>")
    yield _Style(TABLE_TEXT, size=18, after=30)
    yield _Style("Kind", size=21, letters=_BOLD + accent, after=0, paragraph=_KEEP)
    yield _Style("State", size=19, letters=quiet, after=0, paragraph=_KEEP)
    yield _Style("Title", size=48, letters=_BOLD + accent, before=80, paragraph=_KEEP, next="Body Text")
    yield _Style("Subtitle", size=25, after=160, paragraph=_KEEP, next="Body Text")
    for name in ("Author", "Publisher", "Date"):
        yield _Style(name, size=19, letters=quiet, after=240 if name == "Date" else 20)
    for level, (size, before) in enumerate(_HEADINGS, start=1):
        outline = f'{_KEEP}<w:outlineLvl w:val="{level - 1}"/>'
        yield _Style(_HEADING.format(level), "Normal", size, _BOLD + accent, before, 100, outline, "Body Text")
    yield _Style("Key Figure", size=24, after=100, paragraph="<w:keepLines/>")
    box = f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{_RULE}"/></w:pBdr><w:ind w:left="200"/>'
    yield _Style("Callout", "Body Text", 20, paragraph=box)
    yield _Style("Callout Title", "Callout", 20, _BOLD, paragraph=f"<w:keepNext/>{box}")
    yield _Style("Block Text", "Body Text", letters=_SLANTED, paragraph='<w:ind w:left="480" w:right="480"/>')
    yield _Style("Bibliography", size=19, after=80, paragraph='<w:ind w:left="360" w:hanging="360"/>')
    yield _Style("caption", size=18, before=60, after=160, next="Body Text")
    yield _Style("Table Caption", "caption", letters=_BOLD, before=200, after=80, paragraph="<w:keepNext/>")
    yield _Style("Image Caption", "caption")
    yield _Style("Table Notes", size=18, before=60, after=60)
    yield _Style("Figure", paragraph="<w:keepNext/>", after=0)
    yield _Style("Captioned Figure", "Figure", after=0, paragraph="<w:keepNext/>")
    yield _Style("footnote text", size=18, after=40)
    yield _Style("Footnote Block Text", "footnote text", paragraph='<w:ind w:left="480"/>')
    yield _Style("Definition Term", letters=_BOLD, after=0, paragraph="<w:keepNext/>")
    yield _Style("Definition", paragraph='<w:ind w:left="360"/>')
    yield _Style("Abstract", size=21, paragraph='<w:ind w:left="360" w:right="360"/>')
    yield _Style("Abstract Title", letters=_BOLD, paragraph="<w:keepNext/>")
    yield _Style("footer", size=17, letters=quiet, after=0)


def identifier(name: str) -> str:
    """What a style is called inside the file.

    >>> identifier("footnote text"), identifier("Heading 1")
    ('FootnoteText', 'Heading1')
    """
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def colour_of(looks: Looks) -> str:
    """The brief's colour as Word writes one."""
    return (looks.accent or BLUE).removeprefix("#").upper()


def font(looks: Looks) -> str:
    """What stands in for the typeface where a reader's Word has it not: another sans serif."""
    return (
        f'<w:font w:name={quoteattr(looks.family or FAMILY)}><w:altName w:val="Calibri"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    )


def styles(looks: Looks) -> str:
    """The part of a document that says how it looks."""
    accent, family = colour_of(looks), quoteattr(looks.family or FAMILY)
    fonts = f"<w:rFonts w:ascii={family} w:hAnsi={family} w:cs={family} w:eastAsia={family}/>"
    paragraphs = "".join(_written(each) for each in _paragraphs()).replace("{accent}", accent)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="{_NAMESPACE}"><w:docDefaults>'
        f'<w:rPrDefault><w:rPr>{fonts}<w:color w:val="{_INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        f"{paragraphs}{_characters(accent)}{_tables(accent)}</w:styles>"
    )


def _written(style: _Style) -> str:
    size = f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>' if style.size else ""
    following = f'<w:next w:val="{identifier(style.next)}"/>' if style.next else ""
    keep, _, rest = style.paragraph.partition("<w:pBdr>")
    bordered = f"<w:pBdr>{rest}" if rest else ""
    outline = keep[keep.index("<w:outlineLvl") :] if "<w:outlineLvl" in keep else ""
    indent = keep[keep.index("<w:ind") :] if "<w:ind" in keep else ""
    keep = keep.removesuffix(outline).removesuffix(indent)
    border, end, indented = bordered.partition("</w:pBdr>")
    close = keep[keep.index("<w:contextual") :] if "<w:contextual" in keep else ""
    keep = keep.removesuffix(close)
    spacing = f'<w:spacing w:before="{style.before}" w:after="{style.after}"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identifier(style.name)}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="{identifier(style.based_on)}"/>{following}<w:qFormat/>'
        f"<w:pPr>{keep}{border}{end}{spacing}{indented}{indent}{close}{outline}</w:pPr>"
        f"<w:rPr>{style.letters}{size}</w:rPr></w:style>"
    )


def _characters(accent: str) -> str:
    """Styles of letters: those of links, of which one within the document is not underlined, of code, of notes."""
    colour = f'<w:color w:val="{accent}"/>'
    said = {
        "Hyperlink": f'{colour}<w:u w:val="single"/>',
        "Number Link": colour,
        "Verbatim Char": '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/><w:sz w:val="19"/>',
        "footnote reference": '<w:vertAlign w:val="superscript"/>',
        "Section Number": "",
    }
    default = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
    )
    return default + "".join(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{identifier(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{letters}</w:rPr></w:style>'
        for name, letters in said.items()
    )


def _tables(accent: str) -> str:
    """The style of tables: thin rules, the head in the brief's colour above a thicker one."""
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"'
    thick = f'w:val="single" w:sz="8" w:space="0" w:color="{accent}"'
    return (
        '<w:style w:type="table" w:default="1" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/><w:qFormat/>'
        '<w:pPr><w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr><w:tblPr><w:tblBorders>'
        f"<w:top {thick}/><w:bottom {thick}/><w:insideH {rule}/></w:tblBorders><w:tblCellMar>"
        '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom {thick}/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
    )
