"""What pandoc could read once is not read again: small briefs have the same bibliography, again and again.

conftest.py names this file as the fixture's home.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from statbrief.analysis import read_data
from statbrief.data.bibliography import check_bibliographies


@pytest.fixture(autouse=True, scope="session")
def bibliographies_read_once() -> Iterator[None]:
    """Analyses within these tests remember the bibliographies in which nothing was wrong, by name and content."""
    right: set[tuple[tuple[str, bytes], ...]] = set()

    def check(folder: Path, files: Iterable[str]) -> None:
        names = list(files)
        if not all((folder / name).is_file() for name in names):
            return check_bibliographies(folder, names)
        known = tuple((name, (folder / name).read_bytes()) for name in names)
        if known not in right:
            check_bibliographies(folder, names)
            right.add(known)
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_data, "check_bibliographies", check)
        yield
