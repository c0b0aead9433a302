"""A brief's print as a copy: what it shows and what travels inside it.

The text is that of its pages, one piece each, line by line as PDFium reads them, and then what is said beside them,
each with its kind in front: the document's title, notes of links, alternatives of pictures (`[alt] Two bars`).
All else goes into one hash of the looks: instructions, fonts, pictures, structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO

import pikepdf
import pypdfium2

from statbrief.copies.copy import LARGEST_ATTACHMENT, Copy
from statbrief.copies.hidden_text import Looks
from statbrief.copies.other_files import refuse_printed
from statbrief.copies.page_tree import refuse_other_tree
from statbrief.copies.structure import refuse_other_structure
from statbrief.copies.unpacked_size import refuse_bombs, unpacked
from statbrief.errors import CopyError
from statbrief.files.paths import PUBLISHED

RECORD_TYPE = "application/json"
MOST_TEXT = 6_000_000
LONGEST_PAGE = 200_000
"""Characters on all pages, and on one; a brief of 200 pages has about 1.2 million."""
MOST_ATTACHMENTS = 10_000

_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\Z")
_OBJECT = re.compile(r"(?:stream )?<[^>]* at 0x[^>]*>:? ?")  # where Python keeps the file's content
_DESCRIBED = frozenset({"/Type", "/F", "/UF", "/Desc", "/AFRelationship", "/EF"})
_FILE = frozenset({"/Type", "/Subtype", "/Params", "/Length", "/Filter"})
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})  # as PDFium marks a hyphen at the end of a line


def read_pdf(name: str, content: bytes) -> Copy:
    """The copy in `content`.

    Raises `CopyError` when it holds no record or two, when it is not put together as sealing does, when it is damaged,
    locked or could act, or when what is in it is beyond all bounds.
    """
    try:
        refuse_other_structure(name, content)
    except CopyError:
        refuse_printed(name, content, PUBLISHED)
        raise
    shown = read_print(name, content)
    attached, types = dict(shown.attached), dict(shown.types)
    if types.pop(PUBLISHED, "") != RECORD_TYPE:
        raise CopyError.at(name, "record", "there is none", f"a brief's PDF has the file {PUBLISHED} inside")
    return Copy(
        name=name,
        format="pdf",
        record=attached.pop(PUBLISHED),
        attached=attached,
        types=types,
        text=shown.text,
        looks=shown.looks,
    )


def read_print(name: str, content: bytes) -> Copy:
    """What a PDF shows and holds, whether or not a record is among it; one that was just made is written in any way."""
    refuse_bombs(name, content)
    try:
        files, said, looks = _read_objects(name, content)
        text = (*_pages(name, content), *said)
    except CopyError:
        raise
    except pikepdf.PasswordError as error:
        raise CopyError.at(name, "PDF", "it is locked") from error
    except Exception as error:  # libraries have many words for a file that is broken
        raise _damaged(name, str(error) or type(error).__name__) from error
    attached = {key: inside for key, (_, inside) in files.items()}
    types = {key: kind for key, (kind, _) in files.items()}
    return Copy(name=name, format="pdf", record=b"", attached=attached, types=types, text=text, looks=looks)


def _read_objects(name: str, content: bytes) -> tuple[dict[str, tuple[str, bytes]], list[str], str]:
    """The files inside with their types, what is said beside the pages, and the hash of the looks."""
    with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
        if pdf.is_encrypted:
            raise CopyError.at(name, "PDF", "it is locked")
        refuse_other_tree(name, pdf)
        files = dict(_attached(name, pdf))
        looks = Looks(name, pdf)
        digest = looks.hash()
        warnings = pdf.get_warnings()
    if warnings:
        raise _damaged(name, str(warnings[0]))
    return files, looks.said, digest


def _pages(name: str, content: bytes) -> Iterator[str]:
    """The text of each page, without white space around its lines."""
    document = pypdfium2.PdfDocument(content)
    left = MOST_TEXT
    try:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            text = words.get_text_range().translate(_HYPHENS)
            words.close()
            page.close()
            left -= len(text)
            if left < 0 or len(text) > LONGEST_PAGE:
                found = f"its pages have more than {MOST_TEXT} characters, or one of them more than {LONGEST_PAGE}"
                raise CopyError.at(name, "PDF", found)
            yield "\n".join(line.strip() for line in text.splitlines() if line.strip())
    finally:
        document.close()


def _attached(name: str, pdf: pikepdf.Pdf) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """The files inside with their types, by name, from the one place where a brief keeps them."""
    found: dict[str, pikepdf.Object] = {}
    for key, described in _leaves(name, pdf):
        if key in found:
            raise CopyError.at(name, "attachment", f"{key[:40]} is there twice")
        found[key] = described
    named = {described.objgen for described in found.values()}
    if any(each.objgen not in named for each in pdf.Root.get("/AF", pikepdf.Array())):
        raise CopyError.at(name, "attachment", "a file is inside that has no name")
    for key, described in found.items():
        if not _PLAIN_NAME.match(key) or {str(described[each]) for each in ("/F", "/UF") if each in described} != {key}:
            raise CopyError.at(name, "attachment", f"{key[:40]!r} is no plain name of a file")
        content = _file(name, key, described)
        day = pdf.trailer.get("/Info", pikepdf.Dictionary()).get("/ModDate")
        yield key, (_said_of(name, key, described, {"/Size": len(content), "/ModDate": day}), content)


def _said_of(name: str, key: str, described: pikepdf.Object, parameters: Mapping[str, object]) -> str:
    """The type of a file. Whatever else is said of it is refused, unless it is what sealing says of every file."""
    stream = described.EF["/F"]
    own = stream.get("/Params", pikepdf.Dictionary())
    is_known = set(described.keys()) <= _DESCRIBED and set(stream.keys()) <= _FILE
    is_known &= all(each in parameters and own[each] == parameters[each] for each in own.keys())  # noqa: SIM118
    is_known &= described.get("/Type") == "/Filespec" and stream.get("/Type") == "/EmbeddedFile"
    if not is_known or str(described.get("/Desc", key)) != key:
        raise CopyError.at(name, "attachment", f"{key} is described in an unusual way")
    if described.get("/AFRelationship") != ("/Source" if key == PUBLISHED else "/Data"):
        raise CopyError.at(name, "attachment", f"{key} is something else to the pages than a brief's file is")
    return str(stream.Subtype)[1:]


def _file(name: str, key: str, described: pikepdf.Object) -> bytes:
    files = list(described.EF.keys())
    stream = described.EF["/F"]
    if any(described.EF[each].objgen != stream.objgen for each in files):
        raise CopyError.at(name, "attachment", f"{key} has two contents")
    packing = stream.get("/Filter")
    if packing is None:
        content = stream.read_raw_bytes()
    elif packing == "/FlateDecode" and "/DecodeParms" not in stream:
        content = unpacked(name, stream.read_raw_bytes(), LARGEST_ATTACHMENT)
    else:
        raise CopyError.at(name, "attachment", f"{key} is packed in an unusual way")
    if len(content) > LARGEST_ATTACHMENT:
        raise CopyError.at(name, "attachment", f"{key} has more than {LARGEST_ATTACHMENT} bytes")
    return content


def _leaves(name: str, pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """The names and descriptions in the tree of embedded files."""
    if "/Names" not in pdf.Root or "/EmbeddedFiles" not in pdf.Root.Names:
        return
    waiting = [pdf.Root.Names.EmbeddedFiles]
    count = 0
    while waiting:
        node = waiting.pop()
        waiting += reversed(list(node.get("/Kids", [])))
        leaves = list(node.get("/Names", []))
        count += 1 + len(leaves)
        if count > MOST_ATTACHMENTS or len(waiting) > MOST_ATTACHMENTS:
            raise CopyError.at(name, "attachment", f"more than {MOST_ATTACHMENTS} files")
        for key, described in zip(leaves[::2], leaves[1::2], strict=True):
            yield str(key), described


def _damaged(name: str, why: str) -> CopyError:
    return CopyError.at(name, "PDF", f"it is damaged ({_OBJECT.sub('', why).strip()[:160]})")
