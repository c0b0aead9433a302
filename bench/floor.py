"""The floor: what the build's tools cost by themselves, with none of the generator's code.

    python bench/floor.py FOLDER     the same imports, the same charts saved, then the pages
    python bench/floor.py FOLDER --pages     the pages alone; prints the seconds that they took

FOLDER holds `plain.md`, the brief's prose with every include and variable already in it, and `charts/`. Where it has
`own.typ`, the brief's print in its own theme, Typst compiles that, in the brief's folder `own`.
"""

import importlib.util
import inspect
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

CHARTS_OF = Path(__file__).resolve().parent.parent


def pandoc() -> str:
    """The program, from the package that brings it, found without importing the package."""
    specification = importlib.util.find_spec("pypandoc")
    if specification is None or specification.origin is None:
        raise SystemExit("pypandoc_binary is not installed")
    return str(Path(specification.origin).parent / "files" / "pandoc")


def pages(folder: Path, program: str) -> None:
    """One pandoc run per format and one Typst compile, the two formats side by side."""
    import typst

    common = [program, "plain.md", "--standalone", "--citeproc", "--bibliography", "sources.bib"]
    page = subprocess.Popen([*common, "--to", "html", "--embed-resources", "--output", "plain.html"], cwd=folder)
    subprocess.run([*common, "--to", "typst", "--output", "plain.typ"], cwd=folder, check=True)
    if (folder / "own.typ").exists():
        _compile_own(folder)
    else:
        typst.compile(folder / "plain.typ", output=folder / "plain.pdf", ignore_system_fonts=True)
    if page.wait():
        raise SystemExit("pandoc failed")


def _compile_own(folder: Path) -> None:
    """The print in the brief's own theme, held to the standards that it is held to."""
    import typst

    own = folder / "own"
    compile_source: Any = typst.compile  # its stubs know fewer inputs than it takes
    compile_source(
        (folder / "own.typ").read_bytes(),
        output=folder / "plain.pdf",
        root=own,
        font_paths=[own / "_generated" / "fonts"],
        ignore_system_fonts=True,
        pdf_standards=["a-3a", "ua-1"],
    )


def prepare(units: Path, fonts: Path) -> None:
    """Import what an analysis imports: its units, and how charts look."""
    import matplotlib as mpl
    import pint
    import pint_pandas  # noqa: F401 -- it is part of it
    from matplotlib import font_manager

    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(cache_folder=":auto:")
    registry.load_definitions(units)
    pint.set_application_registry(registry)
    for path in sorted(fonts.glob("*.ttf")):
        font_manager.fontManager.addfont(path)
    mpl.rcParams.update(mpl.rc_params_from_file(CHARTS_OF / "theme" / "brief.mplstyle", use_default_template=False))


def with_unit(table: Any, year: str, column: str, unit: str) -> Any:  # noqa: ANN401 -- pandas' tables
    """A table as code is given it: its years are periods, and a column of it has a unit."""
    import pandas as pd
    import pint_pandas

    table[year] = pd.PeriodIndex(table[year].astype(str), freq="Y")
    table[column] = pint_pandas.PintArray(table[column].astype(float), dtype=f"pint[{unit}]")
    return table


def charts(folder: Path) -> None:
    """Import what the analysis imports, and draw and save the brief's charts from numbers at hand."""
    import babel
    import pandas as pd

    prepare(CHARTS_OF / "data" / "units.txt", CHARTS_OF / "_generated" / "fonts")
    table = pd.read_csv(CHARTS_OF / "data" / "mexican_may_arrests.csv")
    table = with_unit(table, "year", "arrests", "arrest").set_index("year")
    drawn = load(CHARTS_OF / "analysis" / "charts.py")
    words = SimpleNamespace(digits="{:,}".format, lang="en", locale=babel.Locale("en"), said=_said)
    inputs = {"mexican_may_arrests": table, "words": words}
    for name, low, value, high, period in _NUMBERS:
        inputs[name] = _Number(value, low, high, period)
    for name in _CHARTS:
        draw = getattr(drawn, name)
        picture = draw(**{each: inputs[each] for each in inspect.signature(draw).parameters})
        picture.savefig(folder / "charts" / f"{name}.svg", format="svg")


def _said(name: str, **_: object) -> str:
    """Words in the place of a chart's own, about as long."""
    return f"The {name} of this chart in as many words"


class _Number:
    """Stands in for a figure: what a chart function asks of one."""

    def __init__(self, value: float, low: float, high: float, period: str) -> None:
        self.value = value
        self.period = period
        self.range = SimpleNamespace(low=low, high=high)

    def __format__(self, form: str) -> str:
        if form == "period_year":
            return self.period[:4]
        return self.period if "period" in form else f"{self.value:,.0f}"


_NUMBERS = (
    ("arrests_2019", 17_500, 18_000, 18_500, "2019-05"),
    ("arrests_2022", 65_000, 70_000, 75_000, "2022-05"),
    ("arrests_rise", 3.5, 3.9, 4.3, "2019-05/2022-05"),
    ("official_arrests_2000", 155_405, 155_410, 155_415, "2000-05"),
    ("official_arrests_2019", 17_795, 17_800, 17_805, "2019-05"),
    ("official_arrests_2022", 70_695, 70_700, 70_705, "2022-05"),
    ("share_of_2000", 0.4549, 0.4549, 0.455, "2000-05/2022-05"),
    ("visas", 300_000, 300_000, 300_000, "2022-06-22"),
    ("visas_mexicans", 135_000, 150_000, 165_000, "2022-06-22"),
    ("visas_central_americans", 135_000, 150_000, 165_000, "2022-06-22"),
)
_CHARTS = ("may_arrests", "official_series", "visas_split")


def load(path: Path) -> Any:  # noqa: ANN401 -- a module of functions without types
    """A file of Python."""
    specification = importlib.util.spec_from_file_location("charts", path)
    if specification is None or specification.loader is None:
        raise SystemExit(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def seconds_for_pages(folder: Path, program: str) -> float:
    """How long the pages take when Python has started and typst is imported.

    Once in a process: Typst remembers what it has compiled, and a build starts without memory.
    """
    import typst  # noqa: F401 -- so that its import is not timed

    start = time.perf_counter()
    pages(folder, program)
    return time.perf_counter() - start


if __name__ == "__main__":
    place = Path(sys.argv[1])
    if "--pages" in sys.argv:
        print(seconds_for_pages(place, pandoc()))
    else:
        charts(place)
        pages(place, pandoc())
