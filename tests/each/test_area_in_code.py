"""The area as a brief's functions are given it."""

import copy
import pickle

from statbrief.areas import Area


def test_an_area_is_its_name_and_knows_its_code_and_slug() -> None:
    """Equal to its name, in the data's own language; a copy, also one that another process sends, is the same."""
    area = Area("New York", "36", "new-york")
    for each in (area, copy.copy(area), copy.deepcopy(area), pickle.loads(pickle.dumps(area))):  # noqa: S301 -- our own
        assert isinstance(each, Area)
        assert (each, each.name, each.code, each.slug) == ("New York", "New York", "36", "new-york")
    assert f"of {area}" == "of New York"
