"""`statbrief verify`: what it prints of copies from anywhere, hostile ones among them, and how it exits."""

import base64
import hashlib
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from forged_pages import DOWNLOAD, SCRIPT, faults, refusal, verified, with_its_text, with_record
from published_records import a_copy
from statbrief.copies.copy import LARGEST_ATTACHMENT
from statbrief.copies.read import read_copy
from statbrief.record import published

GENERALIZED = pikepdf.StreamDecodeLevel.generalized


# -- what is printed ------------------------------------------------------------------------------------------------


def test_the_three_files_of_a_build_hold(built_brief: Path) -> None:
    """One line for each figure and a summary for each file, which names the same record."""
    files = [built_brief / "_output" / f"brief.{kind}" for kind in ("html", "pdf", "json")]
    result = verified(*files)
    lines = result.stdout.splitlines()
    figures = json.loads(files[2].read_bytes())["figures"]
    assert (result.exit_code, result.stderr, len(lines)) == (0, "", 3 * (len(figures) + 1))
    assert "arrests_rise: 3.9 (3.514 to 4.286): 70,000 ÷ 18,000 comes to 3.889, in 3.514 to 4.286" in lines
    digest = published.sha256(files[2].read_bytes())
    assert [line.endswith(f"; record SHA-256 {digest}") for line in lines].count(True) == 3
    assert lines[len(figures)].startswith(
        f"brief.html: holds as a page: {len(figures)} figures, {len(figures)} of them found again"
    )


def test_without_the_project_it_proves_the_same(page_of_brief: bytes, foreign_file: Path) -> None:
    """The file is all that it needs, whatever its name."""
    foreign_file.write_bytes(page_of_brief)
    assert verified("--quiet", foreign_file).stdout.startswith("copy.html: holds as a page: ")


def test_quiet_prints_summaries_and_faults_only(page_of_brief: bytes, foreign_file: Path) -> None:
    """`-q` too."""
    foreign_file.write_bytes(page_of_brief.replace(b">155,410<", b">155,411<", 1))
    result = verified("-q", foreign_file)
    assert result.exit_code == 1
    assert result.stdout.startswith("copy.html: does not hold as a page, ")
    assert len(result.stdout.splitlines()) == 1
    assert all(line.startswith("copy.html: ") for line in result.stderr.splitlines())


def test_one_file_that_cannot_be_read_does_not_keep_the_others(page_of_brief: bytes, foreign_file: Path) -> None:
    """Each is told of; the command fails if one does not hold."""
    foreign_file.write_bytes(page_of_brief)
    missing = foreign_file.with_name("missing.pdf")
    result = verified("-q", missing, foreign_file, foreign_file.parent)
    assert result.exit_code == 1
    assert result.stdout.startswith("copy.html: holds as a page: ")
    assert [line.rpartition(": ")[2] for line in result.stderr.splitlines()] == [
        "No such file or directory",
        "Is a directory",
    ]


def test_without_a_file_it_says_what_is_missing() -> None:
    """As every command does."""
    assert (verified().exit_code, "Missing argument 'FILE...'" in verified().stderr) == (2, True)


def test_a_record_that_was_written_anew_is_told_by_the_hash_that_was_posted(
    page_of_brief: bytes, foreign_file: Path
) -> None:
    """The copy is consistent in itself, and its words are another's: that hash alone tells, in capitals too."""
    foreign_file.write_bytes(page_of_brief)
    posted = verified("-q", foreign_file).stdout.split()[-1]
    assert verified("-q", "--sha256", posted.upper(), foreign_file).exit_code == 0
    forged = page_of_brief.replace(b"Border Patrol made", b"Border Patrol never made", 1)
    assert forged != page_of_brief
    foreign_file.write_bytes(with_its_text(forged, foreign_file))
    assert verified("-q", foreign_file).exit_code == 0
    result = verified("-q", "--sha256", posted, foreign_file)
    own = hashlib.sha256(read_copy(foreign_file).record).hexdigest()
    assert result.stderr == f"copy.html: record: its SHA-256 is {own}; the one that was posted is '{posted}'\n"
    assert (result.exit_code, result.stdout.startswith("copy.html: does not hold as a page, 1 fault: ")) == (1, True)


# -- hostile --------------------------------------------------------------------------------------------------------


def _hidden(page: bytes) -> bytes:
    return page.replace(b"</head>", b"<style>.number { display: none }</style></head>")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda page: DOWNLOAD.sub(b'<a href="#"', SCRIPT.sub(b"", page)), "record: there is none"),
        (lambda page: SCRIPT.sub(lambda found: found[0] * 2, page), "record: there are two"),
        (lambda page: DOWNLOAD.sub(rb"\1e30K\3", page), "brief.json: the download is not the record of the page"),
        (lambda page: page.replace(b'download="units.txt"', b'download="../units.txt"'), "is no plain name of a file"),
        (lambda page: page.replace(b'download="units.txt"', b'download="reported.csv"'), "reported.csv is there twice"),
        (lambda page: page.replace(b"</body>", b"<script>alert(1)</script></body>"), "a script that runs"),
        (lambda page: page.replace(b"<header", b"<header onclick='x()'"), "runs a script onclick"),
        (lambda page: page.replace(b"<body>", b"<body>" + b"<div>" * 100_000), "elements inside each other"),
        (lambda page: page.replace("’".encode(), b"\xff"), "is not UTF-8"),
        (lambda _: b"", "file: is neither a page, nor a PDF, nor a record"),
        (lambda _: b"PK\x03\x04 a zip", "file: is an archive, as workbooks and Word documents are too"),
        (lambda _: b"[" * 100_000, "file: is neither a page, nor a PDF, nor a record"),
        (lambda _: b"{}", "file: is a record, and its name ends in .html, which other programs go by"),
        (
            lambda page: with_record(page, b'{"version": 1, "figures": {}}\n'),
            "record: has version 1; this program reads versions 2 and 3",
        ),
        (lambda page: with_record(page, b'{"version": 2, "version": 2}\n'), "a name is there twice"),
        (lambda page: with_record(page, b'{"version": 1e999}\n'), "record: is not JSON"),
        (lambda page: with_record(page, b"[" * 100_000), "record: is nested too deep"),
    ],
)
def test_a_hostile_page_is_refused_in_one_line(
    page_of_brief: bytes, foreign_file: Path, change: Callable[[bytes], bytes], message: str
) -> None:
    """No record, two of them, a path for a name, what runs, nests or lies about its encoding."""
    foreign_file.write_bytes(change(page_of_brief))
    assert message in refusal(foreign_file)


def test_a_style_that_hides_a_number_is_a_fault(page_of_brief: bytes, foreign_file: Path) -> None:
    """The text is all there, and the page looks another way."""
    foreign_file.write_bytes(_hidden(page_of_brief))
    assert faults(foreign_file) == [
        "copy.html: looks: something other than text was changed: drawing, style, markup or links"
    ]


@pytest.mark.thorough
def test_a_file_inside_that_is_too_large_is_refused(page_of_brief: bytes, foreign_file: Path) -> None:
    """Before it is decoded."""
    large = base64.b64encode(bytes(LARGEST_ATTACHMENT + 1_000))
    foreign_file.write_bytes(page_of_brief.replace(b"data:text/plain;base64,", b"data:text/plain;base64," + large, 1))
    assert "units.txt is too large" in refusal(foreign_file)


def _files(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.Names.EmbeddedFiles.Names


def _without_record(pdf: pikepdf.Pdf) -> None:
    names = _files(pdf)
    place = [str(each) for each in names].index("brief.json")
    gone = names[place + 1]
    pdf.Root.AF = Array([each for each in pdf.Root.AF if each.objgen != gone.objgen])
    del names[place : place + 2]


def _record_twice(pdf: pikepdf.Pdf) -> None:
    place = [str(each) for each in _files(pdf)].index("brief.json")
    _files(pdf).extend([String("brief.json"), _files(pdf)[place + 1]])


def _path(pdf: pikepdf.Pdf) -> None:
    place = [str(each) for each in _files(pdf)].index("units.txt")
    _files(pdf)[place] = _files(pdf)[place + 1].F = _files(pdf)[place + 1].UF = String("../../units.txt")


def _bomb(pdf: pikepdf.Pdf) -> None:
    packed = pdf.make_stream(zlib.compress(bytes(LARGEST_ATTACHMENT + 1_000)))
    packed.Filter = Name.FlateDecode
    place = [str(each) for each in _files(pdf)].index("units.txt")
    _files(pdf)[place + 1].EF = Dictionary(F=packed, UF=packed)


def _drawings(pdf: pikepdf.Pdf) -> None:
    inner = Dictionary()
    for _ in range(40):
        form = pdf.make_stream(b"/X Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=inner)
        inner = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].obj.Resources.XObject = inner.XObject
    pdf.pages[0].contents_add(b"/X Do")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_without_record, "record: there is none"),
        (_record_twice, "brief.json is there twice"),
        (_path, "is no plain name of a file"),
        (_bomb, "unpack"),
        (_drawings, "PDF: drawings inside drawings without end"),
    ],
)
def test_a_hostile_print_is_refused_in_one_line(
    built_brief: Path, tmp_path: Path, change: Callable[[pikepdf.Pdf], None], message: str
) -> None:
    """No record, two of them, a path for a name, a file or drawings that swell beyond all bounds."""
    file = tmp_path / "copy.pdf"
    with pikepdf.open(built_brief / "_output/brief.pdf") as pdf:
        change(pdf)
        pdf.save(file, fix_metadata_version=False)
    assert message in refusal(file)


def test_a_print_that_is_written_again_still_holds(built_brief: Path, tmp_path: Path) -> None:
    """How a tool numbers its objects and packs their contents changes nothing of what it says."""
    file = tmp_path / "copy.pdf"
    with pikepdf.open(built_brief / "_output/brief.pdf") as pdf:
        pdf.save(file, fix_metadata_version=False, compress_streams=False, stream_decode_level=GENERALIZED)
    assert verified("-q", file).exit_code == 0


def test_a_print_that_may_be_shown_before_it_is_read_is_refused(built_brief: Path, tmp_path: Path) -> None:
    """What is linearized has two tables of where its objects are."""
    file = tmp_path / "copy.pdf"
    with pikepdf.open(built_brief / "_output/brief.pdf") as pdf:
        pdf.save(file, linearize=True, fix_metadata_version=False)
    assert "PDF: it is linearized, and may be shown before its end is read; a brief's PDF is as" in refusal(file)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "record: is not JSON"),
        (b"{" + b'"a":{' * 100_000, "record: is nested too deep"),
        (b'{"a": [' + b"1," * 1_000_001 + b"1]}", "record: has more than 1000000 parts"),
    ],
    ids=["cut off", "nested", "endless"],
)
def test_a_hostile_record_is_refused_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    """Where it stands alone."""
    file = tmp_path / "brief.json"
    file.write_bytes(content)
    assert message in refusal(file)


def test_objects_that_would_fill_any_memory_are_counted_once(built_brief: Path, tmp_path: Path) -> None:
    """Each of a thousand lists holds the one before twice; nothing unfolds them, and they are seen."""
    file = tmp_path / "copy.pdf"
    with pikepdf.open(built_brief / "_output/brief.pdf") as pdf:
        inner = Array()
        for _ in range(1_000):
            inner = pdf.make_indirect(Array([inner, inner]))
        pdf.Root.PageLabels = inner
        pdf.save(file, fix_metadata_version=False)
    assert faults(file) == ["copy.pdf: looks: something other than text was changed: drawing, style, markup or links"]


def test_half_a_print_is_refused_in_one_line(built_brief: Path, tmp_path: Path) -> None:
    """As is one that was cut off on the way."""
    file = tmp_path / "copy.pdf"
    content = (built_brief / "_output/brief.pdf").read_bytes()
    file.write_bytes(content[: len(content) // 2])
    assert "PDF: it is damaged" in refusal(file)


def test_a_hostile_formula_is_told_by_the_command(tmp_path: Path) -> None:
    """And so are terminals' control characters, harmless."""
    known = json.loads(a_copy().record)
    known["figures"]["rise"]["formula"] = "__import__('os').system('\x1b[2J')"
    file = tmp_path / "brief.json"
    file.write_bytes(published.written(published.sealed(known)))
    (said,) = faults(file)
    assert said.startswith("brief.json: figure rise: its formula ")
    assert said.endswith(" is refused: more than arithmetic over numbers and names")
    assert "\x1b" not in said
