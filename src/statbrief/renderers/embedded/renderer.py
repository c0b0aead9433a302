"""The embedded renderer as a `Renderer`; what makes its pages is loaded when it makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from statbrief.errors import Fault
from statbrief.project.project import Project
from statbrief.prose.document import Prose
from statbrief.renderers.embedded.options import faults_of_settings
from statbrief.renderers.renderer import Rendering


@dataclass(frozen=True)
class Embedded:
    """Pandoc and Typst from packages, which are always there."""

    name: ClassVar[str] = "embedded"
    is_quarto: ClassVar[bool] = False

    def faults(self, project: Project) -> Iterator[Fault]:
        """Every setting that is Quarto's alone, or that nobody knows."""
        return faults_of_settings(project)

    def render(
        self,
        prose: Prose,
        formats: Sequence[str],
        work: Path,
        meanwhile: Callable[[], None] | None = None,
        with_page: Callable[[bytes], None] | None = None,
    ) -> Rendering:
        """The pages; `meanwhile` is done while pandoc runs, `with_page` while Typst does."""
        from statbrief.renderers.embedded.render import render_embedded

        return render_embedded(prose, formats, work, meanwhile, with_page)
