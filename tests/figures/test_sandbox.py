"""What a brief's functions may touch: their inputs, and of files what charts read in `data/`."""

import decimal
import sys
import textwrap
from pathlib import Path

import pint
import pytest

from briefs import analysed, write_brief
from statbrief.analysis.write import write_analysis
from statbrief.errors import ChartingError, CheckingError, DerivingError
from statbrief.record.analysis_record import read_record

FUNCTION = 'def it(visas):\n    """It"""\n    return visas\n'
WAY_OUT = "put it into data/ as a figure or a dataset, which functions are given"


def fault(folder: Path, body: str, head: str = "") -> str:
    """What is wrong with a function of derived.py that does this."""
    code = f'{head}\n\n\ndef it(visas):\n    """It"""\n' + textwrap.indent(body, "    ")
    with pytest.raises(DerivingError) as raised:
        analysed(folder, derived=code)
    return str(raised.value)


TOUCHING = {
    "reading a file of data/": ('open("{0}/data/units.txt").read()\nreturn visas', "reads data/units.txt"),
    "reading a file elsewhere": ('open("/etc/hostname").read()\nreturn visas', "reads /etc/hostname"),
    "reading by pathlib": (
        'import pathlib\npathlib.Path("/etc/hostname").read_text()\nreturn visas',
        "reads /etc/host",
    ),
    "reading by pandas": (
        'import pandas as pd\npd.read_csv("{0}/data/reported.csv")\nreturn visas',
        "reads data/repor",
    ),
    "reading by numpy": ('import numpy as np\nnp.loadtxt("{0}/data/units.txt")\nreturn visas', "reads data/"),
    "writing a file": ('open("{0}/data/out.txt", "w").write("1")\nreturn visas', "writes data/out.txt"),
    "adding to a file": ('open("{0}/out.txt", "a").write("1")\nreturn visas', "writes out.txt"),
    "writing by os": ('import os\nos.open("{0}/x", os.O_CREAT | os.O_WRONLY)\nreturn visas', "writes x"),
    "removing a file": ('import os\nos.remove("{0}/data/units.txt")\nreturn visas', "writes data/units.txt"),
    "making a folder": ('import os\nos.mkdir("{0}/more")\nreturn visas', "writes more"),
    "making a temporary file": ("import tempfile\ntempfile.mkstemp()\nreturn visas", "writes "),
    "listing a folder": ('import os\nos.listdir("{0}/data")\nreturn visas', "lists data"),
    "looking for files": ('import pathlib\nlist(pathlib.Path("{0}/data").glob("*"))\nreturn visas', "lists data"),
    "running a program": ('import subprocess\nsubprocess.run(["true"])\nreturn visas', "runs another program"),
    "asking the system to": ('import os\nos.system("true")\nreturn visas', "runs another program"),
    "a connection": ('import socket\nsocket.create_connection(("127.0.0.1", 9))\nreturn visas', "makes a connection"),
    "and keeping quiet": (
        'try:\n    open("/etc/hostname")\nexcept Exception:\n    pass\nreturn visas',
        "reads /etc/host",
    ),
}


@pytest.mark.parametrize(("body", "message"), TOUCHING.values(), ids=TOUCHING.keys())
def test_a_derived_figure_touches_nothing(tmp_path: Path, body: str, message: str) -> None:
    """It would be read once and not again when it changes, or written as often as the rounding is tried out."""
    found = fault(tmp_path, body.replace("{0}", str(tmp_path)))
    assert found.startswith("analysis/derived.py:")
    assert f": it: {message}" in found
    assert found.endswith(f"; {WAY_OUT}")
    assert not (tmp_path / "out.txt").exists()
    assert (tmp_path / "data/units.txt").exists()


def test_the_file_itself_touches_nothing_either(tmp_path: Path) -> None:
    """What it reads while it is loaded would be as unseen; and so would what a module beside it reads."""
    with pytest.raises(DerivingError, match=r"^analysis/derived.py:1: file: reads /etc/hostname; put it into data/"):
        analysed(
            tmp_path,
            derived='NAME = open("/etc/hostname").read()\n\n\ndef it(visas):\n    """It"""\n    return visas\n',
        )
    with pytest.raises(DerivingError, match=r"^analysis/derived.py:1: file: reads /etc/hostname; put it into data/"):
        analysed(
            tmp_path,
            derived=f"import sibling\n\n\n{FUNCTION}",
            sibling='NAME = open("/etc/hostname").read()\n',
        )


def test_libraries_may_read_what_is_theirs(tmp_path: Path) -> None:
    """A module that is imported late, the data of a package, time zones, the file of a function that warns."""
    body = """
    import colorsys, importlib.metadata, importlib.resources, warnings, zoneinfo
    sys.modules.pop("this_is_not_loaded", None)
    assert importlib.metadata.version("pint")
    assert importlib.resources.files("pint").joinpath("default_en.txt").read_text(encoding="utf-8")
    assert zoneinfo.ZoneInfo("America/Mexico_City")
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always")
        warnings.warn("look")
    return visas
    """
    sys.modules.pop("colorsys", None)
    code = 'import sys\n\n\ndef it(visas):\n    """It"""\n' + textwrap.indent(textwrap.dedent(body), "    ")
    assert analysed(tmp_path, derived=code).figures["it"].value == 300_000


SETTING = {
    "digits of decimals": ("import decimal", "decimal.getcontext().prec = 3", "decimals are computed"),
    "their rounding": ("import decimal", "decimal.getcontext().rounding = decimal.ROUND_UP", "decimals are computed"),
    "what they refuse": ("import decimal", "decimal.setcontext(decimal.Context(traps=[]))", "decimals are computed"),
    "the signs of units": (
        "import pint",
        'pint.get_application_registry().formatter.default_format = "~P"',
        "units are written",
    ),
}


@pytest.mark.parametrize(("head", "line", "message"), SETTING.values(), ids=SETTING.keys())
def test_nothing_is_set_for_all_that_is_computed(tmp_path: Path, head: str, line: str, message: str) -> None:
    """In a function, in one that fails, or as the file is loaded; afterwards it is as it was."""
    before = decimal.getcontext().prec, decimal.getcontext().rounding, f"{pint.Unit('meter / second')}"
    found = fault(tmp_path / "one", f"{line}\nreturn visas", head)
    assert f"analysis/derived.py:4: it: sets how all {message}; " in found
    loaded = rf"^analysis/derived.py: file: sets how all {message}; "
    with pytest.raises(DerivingError, match=loaded):
        analysed(tmp_path / "two", derived=f"{head}\n\n{line}\n\n\n{FUNCTION}")
    assert "raises ValueError: no" in fault(tmp_path / "three", f'{line}\nif visas:\n    raise ValueError("no")', head)
    assert (decimal.getcontext().prec, decimal.getcontext().rounding, f"{pint.Unit('meter / second')}") == before


def test_what_code_sets_for_itself_is_its_own(tmp_path: Path) -> None:
    """Two thirds to three digits, and a figure that is written as ever."""
    body = """
    with decimal.localcontext(prec=3):
        part = decimal.Decimal(2) / decimal.Decimal(3)
    return visas * float(part)
    """
    code = 'import decimal\n\n\ndef it(visas):\n    """It"""\n' + textwrap.indent(textwrap.dedent(body), "    ")
    assert analysed(tmp_path, derived=code).figures["it"].value == pytest.approx(300_000 * 0.667)


MOVING = {
    "chance": ("import random\nreturn visas * random.random()", "gives "),
    "the clock": ("import datetime\nreturn visas * datetime.date.today().year", "looks at the clock (today)"),
    "the clock of pandas": ("import pandas as pd\nreturn visas * pd.Timestamp.now().year", "looks at the clock (now)"),
    "seconds": ("import time\nreturn visas * time.time()", "looks at the clock (time)"),
    "the environment": ('import os\nreturn visas * len(os.environ["HOME"])', "looks at the environment (environ)"),
    "what it keeps": ("KEPT.append(1)\nreturn visas * len(KEPT)", "gives "),
}


@pytest.mark.parametrize(("body", "message"), MOVING.values(), ids=MOVING.keys())
def test_the_same_inputs_give_the_same_result(tmp_path: Path, body: str, message: str) -> None:
    """By chance, time, place or memory a figure would be another in the next build."""
    found = fault(tmp_path, body, head="KEPT = []")
    assert f": it: {message}" in found
    if message == "gives ":
        assert " for the same inputs; compute it from the inputs alone, without chance and without what is" in found


def test_chance_that_is_fixed_is_none(tmp_path: Path) -> None:
    """A generator with a seed of its own gives the same numbers each time."""
    code = 'import random\n\n\ndef it(visas):\n    """It"""\n    return visas * random.Random(5).randint(2, 2)\n'
    assert analysed(tmp_path, derived=code).figures["it"].value == 600_000


def test_a_check_touches_nothing(tmp_path: Path) -> None:
    """And says the same each time."""
    head = 'def it(visas):\n    """It holds"""\n    '
    with pytest.raises(CheckingError, match=r"^analysis/checks.py:3: it: reads /etc/hostname; put it into data/"):
        analysed(tmp_path, checks=f'{head}return bool(open("/etc/hostname").read())\n')
    with pytest.raises(
        CheckingError, match=r"^analysis/checks.py:4: it: holds and then does not, for the same inputs;"
    ):
        analysed(tmp_path, checks=f"KEPT = []\n\n\n{head}KEPT.append(1)\n    return len(KEPT) == 1\n")
    with pytest.raises(
        CheckingError, match=r"^analysis/checks.py:1: it: looks at the clock \(today\); put it into data/"
    ):
        analysed(tmp_path, checks=f"{head}import datetime\n    return datetime.date.today().year > 2000\n")


CHART = '''
from pathlib import Path

from matplotlib.figure import Figure

DATA = Path(__file__).parent.parent / "data"


def outline(visas):
    """Caption

    Text.
    """
    {0}
    picture = Figure(figsize=(2, 1))
    picture.add_subplot().set_title("height " + str(height))
    return picture
'''


def drawn(folder: Path) -> str:
    """The chart as it is after another analysis."""
    write_analysis(folder, "en")
    return (folder / "_generated/charts/outline.svg").read_text(encoding="utf-8")


def test_a_chart_is_drawn_again_when_a_file_that_it_read_changes(tmp_path: Path) -> None:
    """And not when another one does: what it read is in the record."""
    body = 'height = (DATA / "heights.txt").read_text().strip()'
    folder = write_brief(tmp_path, charts=CHART.replace("{0}", body))
    (folder / "data/heights.txt").write_text("10\n", encoding="utf-8")
    (folder / "data/other.txt").write_text("10\n", encoding="utf-8")
    assert ">height 10<" in drawn(folder)
    (folder / "data/other.txt").write_text("11\n", encoding="utf-8")
    assert write_analysis(folder, "en").drawn == ()
    assert list(read_record(folder)["charts"]["outline"]["reads"]) == ["data/heights.txt"]
    (folder / "data/heights.txt").write_text("99\n", encoding="utf-8")
    assert ">height 99<" in drawn(folder)


def test_a_chart_is_drawn_again_when_a_folder_that_it_listed_changes(tmp_path: Path) -> None:
    """A file that was not there before is seen."""
    body = 'height = len(list((DATA / "outlines").iterdir()))'
    folder = write_brief(tmp_path, charts=CHART.replace("{0}", body))
    (folder / "data/outlines").mkdir()
    assert ">height 0<" in drawn(folder)
    (folder / "data/outlines/one.txt").write_text("1", encoding="utf-8")
    assert ">height 1<" in drawn(folder)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('height = Path("/etc/hostname").read_text()', "reads /etc/hostname; a chart may read files of data/"),
        ('height = (DATA / "../analysis").exists() and (DATA / "../_quarto.yml").read_text()', "reads _quarto.yml; a"),
        (
            'height = (DATA / "x.txt").write_text("1")',
            "writes data/x.txt; a chart may read files of data/, and nothing",
        ),
        ("import datetime\n    height = datetime.date.today()", f"looks at the clock (today); {WAY_OUT}"),
    ],
    ids=["elsewhere", "beside data", "writing", "the clock"],
)
def test_a_chart_reads_nothing_else(tmp_path: Path, body: str, message: str) -> None:
    """Nor does it write."""
    folder = write_brief(tmp_path, charts=CHART.replace("{0}", body))
    with pytest.raises(ChartingError) as raised:
        write_analysis(folder, "en")
    assert f": outline: {message}" in str(raised.value)
