"""What the extension that makes briefs of Quarto's documents reads, since it knows nothing of this program."""

from __future__ import annotations

import json
import re
from pathlib import Path

from statbrief.errors import RenderingError
from statbrief.files.paths import FILTERS
from statbrief.files.read import read_text
from statbrief.files.write import replace_file
from statbrief.languages.dates import written_date
from statbrief.project.accent import accent_of, accent_on_dark
from statbrief.project.project import BUILD, DRAFT, Project
from statbrief.project.release_fields import is_release, publisher_of
from statbrief.renderers.address_in_print import address_in_print
from statbrief.renderers.fonts import FAMILY, typeface
from statbrief.renderers.made_on import UNDATED, day_of, made_on

_MARK = re.compile(rf'^{BUILD}: "(\w+)"$', re.MULTILINE)
_SHARED = Path(__file__).parent / "filters"
"""The filters and the Typst that the embedded renderer has too."""


def write_build(project: Project, mark: str) -> None:
    """Write what the extension reads: mark and dates, which pages say of their build, address, and shared filters."""
    day = day_of(project)
    lines = [f'{BUILD}: "{mark}"'] if mark else []
    lines += [f'date: "{day.isoformat()}"'] if day else []
    made = made_on(project).date()
    lines += [f'made: "{made.isoformat()}"'] if day is None and made != UNDATED else []
    settings = project.settings("typst")
    is_text = day is None and bool(settings.get("date"))  # of which Quarto would make a day, or “Invalid Date”
    said = json.dumps(written_date(settings, day))
    lines += [f"said-date: {said}"] if project.has_said_date or is_text else []
    is_numbered = bool(settings.get("number-sections")) and not settings.get("section-numbering")
    lines += ['section-numbering: "1.1.1"'] if is_numbered else []  # as pages have it; Quarto's print has 1.1.a
    name = project.generated.build
    replace_file(project.folder / name, "".join(f"{line}\n" for line in lines), name)
    _write_release(project)
    replace_file(project.folder / project.generated.address, address_in_print(project), project.generated.address)
    for file in sorted(_SHARED.glob("*.*")):
        name = f"{FILTERS}/{file.name}"
        replace_file(project.folder / name, file.read_bytes(), name)


def _write_release(project: Project) -> None:
    """Write what the extension reads of a release: its fields as prose, and the publisher of any brief."""
    points, about = project.released
    told = {"main-points": points, "about": about, "head": told_at_head(project)}
    name = project.generated.release
    replace_file(project.folder / name, json.dumps(told, ensure_ascii=False), name)


def told_at_head(project: Project) -> dict[str, object]:
    """What a head says of its publisher, in which colour and face, and whether its properties say what it is about.

    Of a draft also that it is one.
    """
    settings = project.metadata
    accent = accent_of(settings)
    colours = {"accent": accent, "on-dark": accent_on_dark(accent) if accent else ""}
    family, files = typeface(project)
    face = {"face": family} if files and family != FAMILY else {}
    draft = {"draft": str(settings[DRAFT])} if DRAFT in settings else {}
    return {**publisher_of(settings)._asdict(), **colours, **face, **draft, "described": is_release(settings)}


def read_build(project: Project) -> str:
    """The mark that the pages have which Quarto made; nothing where none was written for them."""
    path = project.folder / project.generated.build
    found = _MARK.search(read_text(path, project.generated.build, RenderingError)) if path.is_file() else None
    return found[1] if found else ""
