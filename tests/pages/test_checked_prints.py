"""Programs that check accessible documents find nothing in the prints of two briefs, in two languages each."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from bulletins import copy_bulletin
from checked_prints import found_by_checkers
from made_once import made_once
from pages import copy_brief
from statbrief.cli import main

pytestmark = pytest.mark.usefixtures("derived_once")

DOCUMENTS = {"": "brief.pdf", "es": "brief.es.pdf"}


@pytest.fixture(scope="module")
def prints(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the first brief and the bulletin of employment, each printed in both languages."""

    def make(place: Path) -> None:
        copy_brief(root, place / "first", "es")
        copy_bulletin(place / "bulletin")
        for name in ("first", "bulletin"):
            for edition in DOCUMENTS:
                words = ["build", str(place / name), "--edition", edition, "--to", "pdf", "--renderer", "embedded"]
                result = CliRunner().invoke(main, words)
                assert result.exit_code == 0, result.output

    return made_once(tmp_path_factory, "prints", make)


@pytest.mark.parametrize("edition", DOCUMENTS)
@pytest.mark.parametrize("name", ["first", "bulletin"])
def test_checkers_find_nothing(prints: Path, name: str, edition: str) -> None:
    """No error, and no warning that is not known, with its reason, not to be a fault."""
    assert found_by_checkers(prints / name / "_output" / DOCUMENTS[edition]) == []


@pytest.mark.parametrize(
    ("name", "edition", "publisher"),
    [
        ("bulletin", "", {"Example Statistics Office"}),
        ("bulletin", "es", {"Oficina de Estadística de Ejemplo"}),
        ("first", "", None),
    ],
)
def test_a_print_names_its_publisher(prints: Path, name: str, edition: str, publisher: set[str] | None) -> None:
    """To programs that keep documents, as the head of its page does to readers; a brief without one names none."""
    with pikepdf.open(prints / name / "_output" / DOCUMENTS[edition]) as pdf, pdf.open_metadata() as metadata:
        assert metadata.get("dc:publisher") == publisher
        assert metadata.pdfa_status == "3A"


def test_checkers_find_what_is_wrong(prints: Path, tmp_path: Path) -> None:
    """A link that says nothing, and a chart without its words."""
    made = BytesIO()
    with pikepdf.open(prints / "first/_output/brief.pdf") as pdf:
        del pdf.pages[0].Annots[0].Contents
        figure = next(
            each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        )
        del figure.Alt
        pdf.save(made)
    (tmp_path / "brief.pdf").write_bytes(made.getvalue())
    found = " ".join(message for _, message in found_by_checkers(tmp_path / "brief.pdf"))
    assert "/Contents" in found
    assert "/Alt" in found
