"""Companions beside the pages: made of what was sealed, held against the record, and none left from before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from statbrief.companions.asked import companions_asked
from statbrief.companions.edition import Edition
from statbrief.companions.registry import COMPANIONS, DRAFTED, DRAWN
from statbrief.errors import Fault, Place, RenderingError, WritingError
from statbrief.files import side_by_side
from statbrief.files.inside_folder import leaves
from statbrief.files.kept import KeptFiles
from statbrief.files.paths import GENERATED
from statbrief.files.write import replace_file
from statbrief.pages.seal.seal import Finishing, Sealed
from statbrief.project.project import Project
from statbrief.prose.document import Prose
from statbrief.record import published
from statbrief.record.record_types import AnalysisRecord

_Made = tuple[dict[str, bytes], list[Fault]]
"""Files by their names, and what is wrong with them."""


@dataclass
class Begun:
    """What is done with the web page as soon as it is there, while print is made: it is finished, companions are begun.

    Other programs draw and write those, and need no Python while they do. `analysis` is the record of the analysis.
    """

    prose: Prose
    analysis: AnalysisRecord
    drafts: dict[str, Future[object]] = field(default_factory=dict)
    _beside: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))

    def __post_init__(self) -> None:
        self.finishing = Finishing(self.prose, self.analysis)
        self.drawn = _drawn_before(self.prose.project)

    def begin(self, page: bytes) -> None:
        """Begin with the page as the renderer made it."""
        project = self.prose.project
        if names := [each for each in DRAFTED if each in companions_asked(project)]:
            from statbrief.pages.seal.told import page_told

            told = page_told(project, self.analysis, page.decode(), self.drawn)
            for name in names:
                drafted = COMPANIONS[name]().drafted
                assert drafted is not None  # noqa: S101 -- as its name says
                self.drafts[name] = self._beside.submit(drafted, told)
        self.finishing.begin(page)
        for each in companions_asked(project):
            COMPANIONS[each]()  # loaded while print is made, and once for both processes that make them

    def close(self) -> None:
        """Wait for all that was begun."""
        self._beside.shutdown()


def companion_files(
    prose: Prose, sealed: Sealed, rendered: bytes = b"", begun: Begun | None = None
) -> dict[str, bytes]:
    """The files of the companions that a brief asks for, by their names within the output folder; the pages are proved.

    `rendered` is the web page as the renderer made it, if one was made: some are made of that, and may have been
    `begun` with it.
    Raises what proving the pages does, `RenderingError` with every number in the companions that is not the record's,
    and `WritingError` where their folder is none of the brief's.
    """
    asked = companions_asked(prose.project)
    if begun is not None:
        begun.close()  # where threads run, no process is copied
    if not asked:
        _prove(sealed)
        return {}
    from statbrief.pages.seal.told import edition_told

    edition = edition_told(prose, sealed, rendered.decode())
    if begun is not None:
        drafts = {name: each.result for name, each in begun.drafts.items()}
        edition = replace(edition, begun=drafts, drawn=begun.drawn)
    each_made = _each_made(asked, edition, sealed)
    made = {name: content for files, _ in each_made for name, content in files.items()}
    if faults := [fault for _, found in each_made for fault in found]:
        raise RenderingError(faults)
    _refuse_links(prose.project, made)
    if begun is not None:
        begun.drawn.forget_unused()
    return made


def _drawn_before(project: Project) -> KeptFiles:
    """The pictures in dots that builds of an edition drew."""
    return KeptFiles(project.folder / GENERATED / "drawn" / project.stem)


def _prove(sealed: Sealed) -> None:
    """Prove the pages, each by a process of its own where that is possible."""
    if len(sealed.pages) == 1 or side_by_side.shared(_proofs(sealed), lambda: True) is None:
        sealed.prove()


def _proofs(sealed: Sealed) -> list[side_by_side.Task]:
    """The proof of each page, the one that takes longest first."""
    return [partial(sealed.prove, each) for each in sorted(sealed.pages, reverse=True)]


def _each_made(asked: Sequence[str], edition: Edition, sealed: Sealed) -> list[_Made]:
    """Each companion, made and held against the record, once the pages are proved.

    Where some are drawn, by programs that wait for no other, a copy of this process proves and makes the others
    meanwhile. (It could draw none: it would wait for threads of Typst that it has not.)
    """
    made: dict[str, _Made] = {}

    def make(name: str) -> None:
        companion = COMPANIONS[name]()
        files = companion.files(edition)
        made[name] = dict(files), list(companion.faults(files, edition))

    drawn, others = [each for each in asked if each in DRAWN], [each for each in asked if each not in DRAWN]
    tasks: list[side_by_side.Task] = [*_proofs(sealed), *(partial(make, each) for each in others)]
    found = side_by_side.shared(tasks, lambda: made, first=lambda: _at_once(make, drawn))
    if found is None:
        sealed.prove()
    made |= found or {}
    for name in asked:
        if name not in made:
            make(name)
    return [made[name] for name in asked]


def _at_once(make: Callable[[str], None], names: Iterable[str]) -> None:
    with ThreadPoolExecutor() as pool:
        list(pool.map(make, names))  # which raises what one of them has raised


def _refuse_links(project: Project, names: Iterable[str]) -> None:
    """Raise `WritingError` for folders of companions that lead out of the brief's own: nothing is written there."""
    folders = {f"{project.output_dir}/{name.rpartition('/')[0]}" for name in names if "/" in name}
    wanted = "remove the link"
    if faults := [
        Place(each).fault("file", "leads out of the brief's folder by a symbolic link", wanted)
        for each in sorted(folders)
        if leaves(project.folder, each)
    ]:
        raise WritingError(faults)


def list_of(project: Project) -> str:
    """Where it is kept which companions the last build of an edition made."""
    return f"{GENERATED}/{project.stem}.companions.json"


def written_before(project: Project) -> dict[str, str]:
    """The companions that the last build of an edition made, with their SHA-256."""
    path = project.folder / list_of(project)
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(sha256) for name, sha256 in listed.items()} if isinstance(listed, dict) else {}


def remove_others(project: Project, output: Path, made: Mapping[str, bytes]) -> None:
    """Note which companions were made, and take away those of the last build that are asked for no more.

    What somebody put there meanwhile under such a name stays.
    """
    for name, sha256 in written_before(project).items():
        path = output / name
        if name not in made and _is(path, sha256):
            path.unlink()
            _remove_empty(path.parent, output)
    listed = {name: published.sha256(content) for name, content in made.items()}
    name = list_of(project)
    if listed or (project.folder / name).exists():
        replace_file(project.folder / name, json.dumps(listed, indent=1) + "\n", name)


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and published.sha256(path.read_bytes()) == sha256


def _remove_empty(folder: Path, output: Path) -> None:
    if folder != output and not any(folder.iterdir()):
        folder.rmdir()
