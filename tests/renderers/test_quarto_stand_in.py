"""The stand-in for Quarto does as Quarto does, and refuses what Quarto refuses."""

import re
from pathlib import Path

import pytest

from quarto_runs import BOTH, calls, quarto
from quarto_stand_in import REFUSED
from small_briefs import brief


def refusing(folder: Path, said: str) -> Path:
    """A project in which something is refused."""
    listed = "brief.qmd, spoilt.qmd" if "Include" in said else "brief.qmd"
    brief(folder, "Text.", config=f"project: {{render: [{listed}]}}\n{BOTH}")
    (folder / "other.qmd").write_text("Text.\n", encoding="utf-8")
    (folder / "spoilt.qmd").write_text("{{< include _generated/nope.md >}}\n", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("quarto_stand_in")
@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=list(REFUSED))
def test_the_stand_in_refuses_what_quarto_refuses(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """Faults that a kinder stand-in once hid: formats with a comma, a folder outside the project, a missing include."""
    result = quarto(refusing(tmp_path / "farm", said), *arguments)
    assert result.returncode == 1
    assert said in result.stderr


@pytest.mark.quarto
@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=list(REFUSED))
def test_quarto_refuses_it_indeed(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """A real one, with the same words."""
    result = quarto(refusing(tmp_path / "farm", said), *arguments)
    assert result.returncode == 1
    assert said in re.sub(r"\x1b\[\d+m", "", result.stderr)


@pytest.mark.usefixtures("quarto_stand_in")
def test_the_stand_in_reads_metadata_as_yaml(tmp_path: Path) -> None:
    """Quotation marks around a value are YAML's, and a bare mark may become a number."""
    folder = brief(tmp_path / "farm", "Text.", config=BOTH)
    quarto(folder, "-M", "a:'944746e9'", "-M", "b:12345678")
    assert calls(folder)[0]["metadata"] == {"a": "944746e9", "b": 12345678}


@pytest.mark.usefixtures("quarto_stand_in")
def test_a_document_outside_the_project_runs_no_step(tmp_path: Path) -> None:
    """Its page stands beside it, and nobody checks or seals it: documents belong under `render:`."""
    steps = "{render: [brief.qmd], pre-render: touch stepped}"
    folder = brief(tmp_path / "farm", "Text.", config=f"project: {steps}\n{BOTH}")
    (folder / "other.qmd").write_text("---\ntitle: A\n---\nText.", encoding="utf-8")
    assert quarto(folder, "other.qmd").returncode == 0
    assert (folder / "other.html").is_file()
    assert not (folder / "stepped").exists()
