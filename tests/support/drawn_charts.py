"""Charts that tests draw: a brief with their functions, the pictures, and what is said of them."""

import json
import re
import textwrap
from pathlib import Path

import pytest

from briefs import FIGURES, write_brief
from command_line import done
from statbrief.analysis.write import write_analysis
from statbrief.errors import ChartingError

MONEY = "budget,Budget of the office,30000000000,USD,10000000000,,2024,agency,page 3,\n"
COLDER = "change,Change of the mean,-12.5,percent,0.1,,2024,agency,page 4,\n"
TOWNS = "town,visas\nAcatlán de Juárez,1200\nDistrito 7,-350\nSan Juan,2715\n"
PACKAGE = json.dumps(
    {
        "resources": [
            {
                "name": "towns", "path": "table.csv", "title": "Visas by town", "source": "agency", "period": "2024",
                "schema": {
                    "primaryKey": ["town"],
                    "fields": [
                        {"name": "town", "type": "string"},
                        {"name": "visas", "type": "integer", "unit": "visa", "rounded_to": "exact"},
                    ],
                },
            }
        ]
    }
)  # fmt: skip
HALF = 'def half(arrests_2022):\n    """Half of the arrests"""\n    return arrests_2022 / 2\n'
HEAD = "import matplotlib.pyplot as plt\nfrom matplotlib.figure import Figure\n\n\n"


def chart(body: str, given: str = "arrests_2022", name: str = "it") -> str:
    """A chart's function: `axes` of a usual size to draw on, unless the body returns a picture of its own."""
    return (
        f'def {name}({given}):\n    """Caption.\n\n    Text.\n    """\n'
        "    picture = Figure(figsize=(5, 3))\n    axes = picture.subplots()\n"
        f"{textwrap.indent(textwrap.dedent(body).strip(), '    ')}\n    return picture\n"
    )


def drawn(folder: Path, *charts: str, lang: str = "en", style: str = "", head: str = HEAD) -> dict[str, str]:
    """The pictures of a brief with these charts, as SVG by name."""
    write_brief(
        folder,
        figures=FIGURES + MONEY + COLDER,
        derived=HALF,
        charts=head + "\n\n".join(charts),
        dataset=TOWNS,
        package=PACKAGE,
    )
    if style:
        (folder / "theme").mkdir(exist_ok=True)
        (folder / "theme/brief.mplstyle").write_text(style, encoding="utf-8")
    write_analysis(folder, lang)
    return {path.stem: path.read_text(encoding="utf-8") for path in (folder / "_generated/charts").glob("*.svg")}


def texts(svg: str) -> list[str]:
    """What the picture says, in its order."""
    found = [re.sub(r"<[^>]*>", "", each) for each in re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)]
    return [each.strip() for each in found]


def faults(folder: Path, *charts: str, head: str = HEAD) -> list[str]:
    """What is wrong with them, one line each, without file and line."""
    with pytest.raises(ChartingError) as caught:
        drawn(folder, *charts, head=head)
    return [re.sub(r"^analysis/charts.py:\d+: ", "", str(each)) for each in caught.value.faults]


def warnings(folder: Path) -> list[str]:
    """What a command says of the last charts beside its results."""
    said = done("analyse", folder)
    return [re.sub(r"^warning: analysis/charts.py:\d+: ", "", line) for line in said.stderr.splitlines()]


CURRENT = (
    'def {name}({given}):\n    """Caption.\n\n    Text.\n    """\n'
    '    plt.bar(["{name}"], [{given}.value])\n    plt.title("{name}")\n    return plt.gcf()\n'
)
