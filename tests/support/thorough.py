"""Of a test's cases, those that its mark `always` names are tried by `make test`, the others by `make thorough`.

conftest.py names this file, so that pytest calls it.
"""

from collections import defaultdict

import pytest


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Mark the other cases of what was collected. Raises `pytest.UsageError` with a name that no case has."""
    cases: defaultdict[str, list[pytest.Function]] = defaultdict(list)
    for item in report.result or ():
        if isinstance(item, pytest.Function) and item.get_closest_marker("always"):
            cases[item.originalname].append(item)
    for name, items in cases.items():
        (marker,) = items[0].iter_markers("always")
        named = {case for each in marker.args for case in called(each, [item.callspec.id for item in items], name)}
        for item in items:
            if item.callspec.id not in named:
                item.add_marker(pytest.mark.thorough)


def called(name: str, cases: list[str], test: str) -> list[str]:
    """The case of that name or, where none is called so, those that have it in their names. Raises `UsageError`."""
    found = [case for case in cases if case == name] or [case for case in cases if name in case]
    if not found:
        raise pytest.UsageError(f"{test}: always: no case is {name!r}; write one of {', '.join(cases)}")
    return found
