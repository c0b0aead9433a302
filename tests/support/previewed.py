"""Briefs as a preview has them."""

from pathlib import Path

from statbrief.preview.folder import lay
from statbrief.preview.made import Job


def laid(folder: Path) -> Job:
    """What is made of a brief, in the folder of its preview."""
    target = folder / "_generated/preview/brief"
    lay(folder, target, {})
    return Job(folder=target, document="brief.qmd")
