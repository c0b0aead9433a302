"""Pictures in prints: the same bytes, packed in another way, would be drawn otherwise, so they are refused."""

import zlib
from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf

from small_copies import SAID, printed, refusal, sealed
from statbrief.copies.pdf import read_pdf

PHOTOGRAPH = b"\xff\xd8\xff\xe0" + b"\0" * 44 + b"\xff\xd9"
"""As a file of JPEG begins and ends; 50 bytes."""
ROWS = b"".join(bytes([way, 1, 2, 3, 4]) for way in range(5))
"""Five rows of four bytes, each foretold in another way of PNG's."""


def _picture(content: bytes, **said: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        kind = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 4, "Height": 5, "BitsPerComponent": 8}
        stream = pdf.make_stream(content)
        for key, value in {**kind, "ColorSpace": Name.DeviceGray, **said}.items():
            stream[f"/{key}"] = value
        pdf.pages[0].obj.Resources.XObject = Dictionary(Picture=stream)

    return change


def _written_in_rows(how: Object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        stream = pdf.make_stream(zlib.compress(SAID))
        stream.Filter, stream.DecodeParms = Name.FlateDecode, how
        pdf.pages[0].obj.Contents = stream

    return change


def _looks(change: Callable[[Pdf], None]) -> str:
    return read_pdf("a.pdf", sealed(printed(change=change))).looks


def test_a_photograph_is_read_as_its_file() -> None:
    """Of which each byte counts."""
    other = PHOTOGRAPH.replace(b"\0", b"\1", 1)
    looks = [_looks(_picture(each, Filter=Name.DCTDecode)) for each in (PHOTOGRAPH, PHOTOGRAPH, other)]
    assert looks[0] == looks[1] != looks[2]


def test_a_picture_foretold_by_row_is_what_it_unpacks_to() -> None:
    """As PNG does it: the rows add up, and the way that each is packed changes nothing."""
    plain = bytes([1, 2, 3, 4, 1, 3, 6, 10, 2, 5, 9, 14, 2, 5, 10, 16, 3, 7, 13, 20])  # by hand, with PNG's five rules
    how = Dictionary(Predictor=15, Columns=4)
    foretold = _looks(_picture(zlib.compress(ROWS), Filter=Name.FlateDecode, DecodeParms=how))
    assert foretold == _looks(_picture(zlib.compress(plain), Filter=Name.FlateDecode))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_picture(PHOTOGRAPH), id="photograph-as-it-is"),
        pytest.param(_picture(zlib.compress(PHOTOGRAPH), Filter=Name.FlateDecode), id="photograph-packed"),
    ],
)
def test_a_photograph_that_would_be_drawn_as_noise_is_refused(change: Callable[[Pdf], None]) -> None:
    """Its bytes are the same; what a reader sees is not."""
    assert "a photograph is drawn as if it were none" in refusal(sealed(printed(change=change)), read_pdf, "a.pdf")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            _picture(PHOTOGRAPH, Filter=Name.DCTDecode, DecodeParms=Dictionary(ColorTransform=0)), id="other-colours"
        ),
        pytest.param(_picture(PHOTOGRAPH[:-1], Filter=Name.DCTDecode), id="no-photograph"),
        pytest.param(_written_in_rows(Dictionary(Predictor=1)), id="text-foretold"),
        pytest.param(_written_in_rows(Array([Dictionary(Predictor=12, Columns=4)])), id="text-foretold-in-a-list"),
        *(
            pytest.param(
                _picture(zlib.compress(rows), Filter=Name.FlateDecode, DecodeParms=Dictionary(how)), id=f"rows-{number}"
            )
            for number, (rows, how) in enumerate(
                [
                    (ROWS, {"/Predictor": 2, "/Columns": 4}),
                    (ROWS, {"/Predictor": 15, "/Columns": 5}),
                    (ROWS.replace(b"\4\1", b"\5\1"), {"/Predictor": 15, "/Columns": 4}),
                ]
            )
        ),
    ],
)
def test_what_programs_would_mend_each_in_its_way_is_refused(change: Callable[[Pdf], None]) -> None:
    """Colours that are said beside a photograph, and rows that are foretold wrongly, or where none are drawn."""
    assert "in an unusual way" in refusal(sealed(printed(change=change)), read_pdf, "a.pdf")


@pytest.mark.parametrize("packed", [zlib.compress(SAID) + b"more", zlib.compress(SAID)[:-4]], ids=["more", "less"])
def test_what_is_packed_ends_with_its_stream(packed: bytes) -> None:
    """What stands behind its end is read by nobody, and a part of it by some."""

    def change(pdf: Pdf) -> None:
        stream = pdf.make_stream(packed)
        stream.Filter = Name.FlateDecode
        pdf.pages[0].obj.Contents = stream

    assert "does not end where the stream does" in refusal(sealed(printed(change=change)), read_pdf, "a.pdf")
