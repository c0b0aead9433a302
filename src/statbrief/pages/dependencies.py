"""What the pages depend on, told to make."""

from __future__ import annotations

import re
from collections.abc import Sequence

from statbrief.files.paths import GENERATED, WRITTEN
from statbrief.files.write import replace_file
from statbrief.project.project import FORMATS, Project
from statbrief.record.analysis_record import has_analysis


def write_dependencies(project: Project, names: Sequence[str], companions: Sequence[str] = ()) -> None:
    """What the pages depend on, for make; an empty rule for each, so that one that goes away is no error.

    `companions` were made beside them: those that go away are made again with the pages.

    What the analysis wrote is left out: the next edition's analysis writes it anew, and these pages stay what they are.
    """
    endings = [*FORMATS, "json"] if has_analysis(project.folder) else FORMATS
    written = WRITTEN if has_analysis(project.folder) else ()
    targets = " ".join(_for_make(f"{project.output_dir}/{project.stem}.{name}") for name in endings)
    needed = [_for_make(name) for name in dict.fromkeys(names) if not name.startswith(("/", *written))]
    rules = "".join(f"\n{name}:\n" for name in needed)
    beside = [_for_make(f"{project.output_dir}/{name}") for name in companions]
    rules += f"\ncompanions := {' '.join(beside)}\n" if beside else ""
    name = f"{GENERATED}/{project.stem}.d"
    replace_file(project.folder / name, f"{targets}: \\\n  " + " \\\n  ".join(needed) + f"\n{rules}", name)


def _for_make(name: str) -> str:
    r"""A file's name as make reads it.

    >>> _for_make("a b#1$.md")
    'a\\ b\\#1$$.md'
    """
    return re.sub(r"([\s#])", r"\\\1", name).replace("$", "$$")
