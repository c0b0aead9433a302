"""Small briefs that tests write: what each of their files says."""

import re
from collections.abc import Mapping
from pathlib import Path

from statbrief.analysis.analysis import Analysis, analyse
from statbrief.languages.labels import labels_file

HEAD = "id,label,value,unit,rounded_to,bound,period,source,locator,note\n"
FIGURES = (
    'arrests_2022,"Arrests, {period}",70000,arrest,10000,,2022-05,agency,page 1,\n'
    'arrests_2019,"Arrests, {period}",18000,arrest,1000,,2019-05,agency,page 1,\n'
    "visas,Visas on offer,300000,visa,exact,at least,2022-06-22,agency,page 2,\n"
)


def write_brief(folder: Path, *, figures: str = FIGURES, derived: str = "", **others: str) -> Path:
    """A brief in `folder`; `others` are further files, such as ``charts="…"`` for `analysis/charts.py`."""
    files = {
        "_quarto.yml": "lang: en\n",
        "data/reported.csv": HEAD + figures,
        "data/sources.bib": "@misc{agency,\n  title = {What the agency says},\n}\n",
        "data/units.txt": "arrest = [arrest] = _ = arrests\nvisa = [visa] = _ = visas\nUSD = [currency]\n",
        "analysis/derived.py": derived,
        **{PLACES[name]: text for name, text in others.items()},
    }
    write_files(folder, files)
    return folder


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Files by their paths in a folder, with the folders that they stand in."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def edit(file: Path, old: str, new: str) -> None:
    """Write a text in the place of another that stands in a file, once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")


def without_checks(folder: Path) -> None:
    """Take out the checks of the brief in `folder`, and what they are called in Spanish."""
    (folder / "analysis/checks.py").write_text('"""None."""\n', encoding="utf-8")
    labels = folder / labels_file("es")
    labels.write_text(re.sub(r"(?m)^check,.*\n", "", labels.read_text(encoding="utf-8")), encoding="utf-8")


PLACES = {
    "charts": "analysis/charts.py",
    "checks": "analysis/checks.py",
    "prepare": "analysis/prepare.py",
    "came": "source/harvest-2024.csv",
    "sibling": "analysis/sibling.py",
    "package": "data/datapackage.json",
    "dataset": "data/table.csv",
    "units": "data/units.txt",
    "tables": "analysis/tables.py",
}


def analysed(folder: Path, *, lang: str = "en", figures: str = FIGURES, derived: str = "", **others: str) -> Analysis:
    """The analysis of such a brief."""
    return analyse(write_brief(folder, figures=figures, derived=derived, **others), lang)
