"""A new brief is Quarto's as well: with the extension and with the house's look, by either renderer."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from statbrief.cli import main
from statbrief.files.extension import OWN_EXTENSION
from statbrief.files.theme import OWN_THEME

SERIES = "month,price_usd\n2023-01,10.5\n2023-02,11.25\n2023-03,9.75\n"


def done(*arguments: object) -> str:
    """What a command that went well said."""
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    """A new brief of a small series."""
    (tmp_path / "prices.csv").write_text(SERIES, encoding="utf-8")
    done("new", tmp_path / "brief", "--data", tmp_path / "prices.csv")
    return tmp_path / "brief"


def test_a_new_brief_has_the_extension_of_the_program(drafted: Path) -> None:
    """File by file."""
    laid = {each.name: each.read_bytes() for each in (drafted / "_extensions/statbrief").iterdir()}
    assert laid == {each.name: each.read_bytes() for each in OWN_EXTENSION.iterdir()}


@pytest.mark.thorough
def test_the_look_that_is_in_force_is_laid_where_the_settings_name_it(drafted: Path) -> None:
    """The house's, but for a file that the brief has in its own theme; taken away, the house's is there again."""
    own = drafted / "theme/brief.css"
    own.parent.mkdir()
    own.write_text("p { color: #123456; }\n", encoding="utf-8")
    done("build", drafted, "--to", "html", "--renderer", "embedded")
    laid = {each.name: each.read_bytes() for each in (drafted / "_generated/theme").iterdir()}
    house = {each.name: each.read_bytes() for each in OWN_THEME.iterdir()}
    assert laid == house | {"brief.css": own.read_bytes()}
    assert "#123456" in (drafted / "_output/brief.html").read_text(encoding="utf-8")
    own.unlink()
    done("check", drafted)
    assert (drafted / "_generated/theme/brief.css").read_bytes() == house["brief.css"]


@pytest.mark.quarto
@pytest.mark.thorough
def test_both_renderers_make_the_same_brief(drafted: Path, tmp_path: Path) -> None:
    """`diff` finds nothing but the renderer's name, in page and print."""
    done("build", drafted, "--renderer", "embedded")
    (drafted / "_output").rename(tmp_path / "embedded")
    assert "renderer: Quarto" in done("build", drafted, "--renderer", "quarto")
    for page in ("brief.html", "brief.pdf"):
        said = done("diff", tmp_path / "embedded" / page, drafted / "_output" / page)
        assert said.splitlines()[0] == "Nothing changed."
