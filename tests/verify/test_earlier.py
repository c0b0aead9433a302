"""Copies that earlier versions made go on holding: what was proved once is proved for good.

`earlier/` holds a brief of 2024 about apples, in English and in Spanish, as the version of commit 95efdad built it with
the embedded renderer: a page and a print each, with the kinds of figures, tables, charts and notes that others have.
"""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from conftest import ROOT
from statbrief.copies.read import read_copy
from statbrief.verify.verify import verify

EARLIER = ROOT / "tests/earlier"


@pytest.mark.parametrize("name", ["apples.html", "apples.pdf", "manzanas.html", "manzanas.pdf"])
def test_a_copy_of_an_earlier_version_holds(name: str) -> None:
    """With all that is in it: nine figures, seven of them found again, and six files."""
    proved = verify(read_copy(EARLIER / name))
    assert [str(fault) for fault in proved.faults] == []
    assert (len(proved.lines), proved.evaluated, proved.files, proved.checks) == (9, 7, 6, 1)


def test_a_copy_of_an_earlier_version_that_was_written_again_holds(tmp_path: Path) -> None:
    """As a mail program or an archive may have done."""
    with pikepdf.open(EARLIER / "apples.pdf") as pdf:
        again = BytesIO()
        pdf.save(again, fix_metadata_version=False)
    file = tmp_path / "again.pdf"
    file.write_bytes(again.getvalue())
    assert verify(read_copy(file)).faults == ()
