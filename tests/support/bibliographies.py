"""What pandoc could read once is not read again: small briefs have the same bibliography, again and again.

conftest.py names this file as the fixture's home.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from statbrief.analysis import read_data
from statbrief.data.bibliography import checking_bibliographies
from statbrief.errors import Fault


@pytest.fixture(autouse=True, scope="session")
def bibliographies_read_once() -> Iterator[None]:
    """Analyses within these tests remember the bibliographies in which nothing was wrong, by name and content."""
    right: set[tuple[tuple[str, bytes], ...]] = set()

    @contextmanager
    def check(folder: Path, files: Iterable[str]) -> Iterator[Callable[[], list[Fault]]]:
        names = list(files)
        known = tuple((name, (folder / name).read_bytes()) for name in names if (folder / name).is_file())
        if known in right and len(known) == len(names):
            yield list
            return
        with checking_bibliographies(folder, names) as faults:

            def told() -> list[Fault]:
                found = faults()
                if not found:
                    right.add(known)
                return found

            yield told

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_data, "checking_bibliographies", check)
        yield
