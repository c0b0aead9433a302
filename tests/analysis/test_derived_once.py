"""What tests share between the editions of a brief is what each of them would derive by itself."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from derived_once import deriving_once
from named_briefs import DERIVED, LABELS
from statbrief.analysis import analysis
from statbrief.analysis.write import write_analysis
from statbrief.files.paths import Generated
from tabled_briefs import LABELS as LABELS_OF_TABLE
from tabled_briefs import tabled

EDITIONS = {"en": Generated(), "es": Generated("es")}


def written(folder: Path) -> dict[str, bytes]:
    """What both editions' analyses write, made from nothing."""
    shutil.rmtree(folder / "_generated", ignore_errors=True)
    for lang, generated in EDITIONS.items():
        write_analysis(folder, lang, generated)
    return {path.name: path.read_bytes() for path in (folder / "_generated").rglob("*") if path.is_file()}


@pytest.mark.thorough
def test_editions_that_share_what_is_derived_are_as_they_are_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures, names, a table, their forms and their record, byte by byte; and with other data it is derived anew."""
    folder = tabled(tmp_path, derived=DERIVED)
    rows = dict.fromkeys([*LABELS.splitlines(), *LABELS_OF_TABLE.splitlines()])
    (folder / "data/labels.es.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "brief.es.qmd").write_text("---\ntitle: Detenciones\nlang: es\n---\n", encoding="utf-8")
    table = folder / "data/table.csv"
    others = table.read_text(encoding="utf-8").replace("47000", "41000")
    calls, derive = [], vars(analysis)["derive"]

    def counted(*arguments: Any) -> Any:  # noqa: ANN401 -- those of `derive`
        calls.append(arguments)
        return derive(*arguments)

    monkeypatch.setattr(analysis, "derive", counted)
    alone = written(folder)
    assert len(calls) == 2
    with deriving_once():
        assert written(folder) == alone
        assert len(calls) == 3
        table.write_text(others, encoding="utf-8")
        assert written(folder) != alone
        assert len(calls) == 4
