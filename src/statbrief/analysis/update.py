"""The steps of a build, each done only when something it reads has changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from statbrief.errors import Fault, ProjectError
from statbrief.files.paths import Generated
from statbrief.languages.labels import COLUMNS, labels_file
from statbrief.languages.tags import base_language
from statbrief.project.edition import edition_of
from statbrief.project.language import language
from statbrief.record.latest import has_analysis, is_current

if TYPE_CHECKING:
    from statbrief.analysis.write import Written


def bring_analysis_up_to_date(folder: Path, document: str, lang: str | None = None) -> Written | None:
    """Run the analysis for a document unless its last one still holds; None when there was nothing to do.

    `lang` is the document's language, where it is known already. Raises a `StatbriefError` with what is wrong in
    `data/` or `analysis/`, and where the data speak another language than the edition and have no labels in it.
    """
    if not has_analysis(folder):
        return None
    generated = Generated(edition_of(document))
    lang = lang or language(folder, document)
    if is_current(folder, lang, generated):
        return None
    if base_language(lang) != base_language(language(folder)) and not (folder / labels_file(lang)).is_file():
        wanted = f"an edition in {base_language(lang)} has its labels there, under {', '.join(COLUMNS)}"
        raise ProjectError(Fault(file=labels_file(lang), what="file", found="missing", wanted=wanted))
    from statbrief.analysis.write import write_analysis  # pandas, pint and matplotlib: over a second

    return write_analysis(folder, lang, generated)
