"""What the benchmark holds the build against still is this brief: its charts can be drawn from numbers at hand."""

import ast
from pathlib import Path

ALSO = {"mexican_may_arrests", "words"}


def named(path: Path, name: str) -> list[str]:
    """The texts that come first in each item of a tuple of a module."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            found = ast.literal_eval(node.value)
            return [each if isinstance(each, str) else each[0] for each in found]
    raise AssertionError(name)


def test_the_floor_draws_the_charts_of_the_brief(root: Path) -> None:
    """All of them, with a number for each parameter and none that no chart asks for."""
    functions = ast.parse((root / "analysis/charts.py").read_text(encoding="utf-8")).body
    charts = {
        each.name: {parameter.arg for parameter in each.args.args}
        for each in functions
        if isinstance(each, ast.FunctionDef) and not each.name.startswith("_")
    }
    floor = root / "bench/floor.py"
    assert set(named(floor, "_CHARTS")) == charts.keys()
    assert set(named(floor, "_NUMBERS")) | ALSO >= set().union(*charts.values())
    assert set(named(floor, "_NUMBERS")) <= set().union(*charts.values())
