"""Programs that check accessible documents find nothing in the prints of two briefs, in two languages each."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from checked_prints import found_by_checkers

PRINTS = {"first": "built_editions", "bulletin": "built_bulletin"}
DOCUMENTS = {"": "brief.pdf", "es": "brief.es.pdf"}


@pytest.mark.thorough
@pytest.mark.parametrize("edition", DOCUMENTS)
@pytest.mark.parametrize("name", PRINTS)
def test_checkers_find_nothing(request: pytest.FixtureRequest, name: str, edition: str) -> None:
    """No error, and no warning that is not known, with its reason, not to be a fault."""
    folder: Path = request.getfixturevalue(PRINTS[name])
    assert found_by_checkers(folder / "_output" / DOCUMENTS[edition]) == []


@pytest.mark.parametrize(
    ("name", "edition", "publisher"),
    [
        ("bulletin", "", {"Example Statistics Office"}),
        ("bulletin", "es", {"Oficina de Estadística de Ejemplo"}),
        ("first", "", None),
    ],
)
def test_a_print_names_its_publisher(
    request: pytest.FixtureRequest, name: str, edition: str, publisher: set[str] | None
) -> None:
    """To programs that keep documents, as the head of its page does to readers; a brief without one names none."""
    folder: Path = request.getfixturevalue(PRINTS[name])
    with pikepdf.open(folder / "_output" / DOCUMENTS[edition]) as pdf, pdf.open_metadata() as metadata:
        assert metadata.get("dc:publisher") == publisher
        assert metadata.pdfa_status == "3A"


@pytest.mark.thorough
def test_checkers_find_what_is_wrong(built_editions: Path, tmp_path: Path) -> None:
    """A link that says nothing, and a chart without its words."""
    made = BytesIO()
    with pikepdf.open(built_editions / "_output/brief.pdf") as pdf:
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
