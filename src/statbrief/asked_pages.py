"""`statbrief build` and `render`: one edition, from its data to its pages, and what is told of it."""

from __future__ import annotations

from pathlib import Path

from statbrief.terminal import tell, warn


def render_pages(
    folder: Path,
    edition: str,
    formats: tuple[str, ...],
    renderer: str,
    *,
    is_strict: bool,
    is_prepared: bool = False,
) -> None:
    """Make the pages of an edition, and first its analysis, and what its data are prepared of, where that has changed.

    The analysis loads pandas and what comes with it; it is made apart from this process, which loads meanwhile what
    pages are made with. Raises a `StatbriefError`.
    """
    from statbrief.analysis.stale_steps import refuse_draft, update_edition, warnings_of_charts

    told = _tell_prepared if is_prepared else None
    project = update_edition(folder, edition, prepared=told, meanwhile=_load_rendering)
    from statbrief.pages.render import render_project
    from statbrief.pages.report import of_build

    if is_strict:
        refuse_draft(project)
    warn(warnings_of_charts(project.folder, project.document, strict=is_strict))
    rendered = render_project(project, formats, renderer, strict=is_strict)
    warn(rendered.warnings)
    for line in of_build(project, rendered):
        tell(line)


def prepare_data(folder: Path) -> None:
    """Make the files of `data/` that are prepared, and tell which changed. Raises a `StatbriefError`."""
    from statbrief.analysis.stale_steps import prepare

    _tell_prepared(prepare(folder))


def _tell_prepared(changed: list[str] | None) -> None:
    if changed is None:
        tell("prepared: nothing, for there is no analysis/prepare.py")
    else:
        tell(f"prepared: {', '.join(changed) or 'nothing has changed'}")


def _load_rendering() -> None:
    import statbrief.pages.report
    import statbrief.renderers.embedded.render  # noqa: F401
    from statbrief.pages.seal.seal import prepare

    prepare()
