"""What the embedded renderer does not speak: the filter that says so is called wherever one of its names stands."""

import re

import pytest

from conftest import ROOT
from statbrief.renderers.embedded.run import SUSPECT

LUA = (ROOT / "src/statbrief/renderers/embedded/filters/faults.lua").read_text(encoding="utf-8")


def listed(name: str) -> str:
    """A table of the filter, as text."""
    return LUA.partition(f"local {name} = ")[2].partition("\n}")[0]


def names() -> list[str]:
    """Every class, attribute and identifier that the filter refuses, as it stands in a document."""
    classes = [
        each.replace("%", "").strip("^$").replace("columns?", "column") for each in re.findall(r'\{ "([^"]+)",', LUA)
    ]
    attributes = re.findall(r'"([^"]+)"', listed("UNSPOKEN_ATTRIBUTES"))
    numbered = [f"#{each}-one" for each in re.findall(r"(\w+) = ", listed("NUMBERED"))]
    assert min(map(len, (classes, attributes, numbered))) > 10, "the filter's lists are written otherwise"
    return [*classes, *attributes, *numbered, "callout-odd"]


@pytest.mark.parametrize("name", names())
def test_the_filter_is_called_for_each_of_its_names(name: str) -> None:
    """It costs a walk through the document, so it is called for texts that hold one: all of its names are known."""
    assert SUSPECT.search(f"::: {{{name}}}"), name
