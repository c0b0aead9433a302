"""Which of a test's cases `make test` tries, and which `make thorough` alone."""

import pytest

from thorough import called


@pytest.mark.parametrize(
    ("name", "expected"),
    [("=", ["="]), ("es", ["es"]), ("en", ["en-0", "en-es"])],
    ids=["one", "one that others have in theirs", "several"],
)
def test_a_case_is_called_by_its_name_or_a_part_of_it(name: str, expected: list[str]) -> None:
    """Where one is called so, those that have it in their names are not meant."""
    assert called(name, ["=", "==", "en-0", "en-es", "es"], "test_it") == expected


def test_a_name_that_no_case_has_stops_the_tests() -> None:
    """One that was called otherwise since would leave all cases out."""
    told = "test_it: always: no case is 'fr'; write one of en, es"
    with pytest.raises(pytest.UsageError, match=f"^{told}$"):
        called("fr", ["en", "es"], "test_it")


@pytest.mark.always("tried")
@pytest.mark.parametrize("case", ["tried", "left out"])
def test_the_other_cases_have_the_mark(request: pytest.FixtureRequest, case: str) -> None:
    """And the one that is named has not."""
    assert (request.node.get_closest_marker("thorough") is None) == (case == "tried")
