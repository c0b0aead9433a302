"""What every renderer is: one shape for Quarto and for the renderer that comes along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from statbrief.errors import Fault
from statbrief.project.project import Project
from statbrief.prose.document import Prose


@dataclass(frozen=True, kw_only=True)
class Rendering:
    """What a renderer made of a brief, and what is to be said of it.

    `pages` are by format (`html`, `pdf`), `beside` what else the settings ask for, by its name in the output folder.
    `made_with` names the renderer and its version, `files` are those that it read beside the prose, relative to the
    brief's folder. `warnings` may be made errors of, `notes` may not.
    """

    made_with: str
    pages: Mapping[str, bytes]
    files: Sequence[str]
    warnings: Sequence[Fault]
    notes: Sequence[str] = ()
    beside: Mapping[str, bytes] = field(default_factory=dict)


class Renderer(Protocol):
    """What turns the prose of a brief into pages."""

    @property
    def name(self) -> str:
        """What the command line calls it."""

    @property
    def is_quarto(self) -> bool:
        """Whether it shows what is Quarto's own: it runs executable cells and knows more shortcodes."""

    def faults(self, project: Project) -> Iterator[Fault]:
        """What of a project's settings it does not obey, or makes something else of than a brief."""

    def render(
        self,
        prose: Prose,
        formats: Sequence[str],
        work: Path,
        meanwhile: Callable[[], None] | None = None,
        with_page: Callable[[bytes], None] | None = None,
    ) -> Rendering:
        """The pages of a brief in `formats` (`html`, `pdf`).

        `work` is an empty folder of the brief's for what is needed on the way. `meanwhile` is done once, at a time when
        it costs least; what it raises ends the rendering. `with_page` is given the web page at most once, as soon as it
        is there, where other programs are still at work. Raises ProjectError, ProseError or RenderingError.
        """
