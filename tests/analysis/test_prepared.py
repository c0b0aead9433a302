"""Preparation: a function of `analysis/prepare.py` makes a file of `data/` of files in `source/`, and is held to it."""

import hashlib
import json
import sys
from pathlib import Path

import pytest

from briefs import edit, write_brief
from command_line import done, run
from statbrief.analysis import prepared
from statbrief.analysis.prepared import write_prepared
from statbrief.analysis.stale_steps import prepare
from statbrief.analysis.write import write_analysis
from statbrief.errors import PreparingError, ReadingError
from statbrief.files.paths import Generated
from statbrief.record.analysis_record import read_record
from statbrief.record.staleness import is_current

CAME = "year;apples;pears;all fruit\n2023;12;7;19\n2024;15;6;21\n"
PREPARED = "year,fruit,tonnes\n2023,apples,12\n2024,apples,15\n2023,pears,7\n2024,pears,6\n"
CODE = '''"""The harvest, without its total."""

import pandas as pd


def table(harvest_2024):
    """A row for each year and fruit"""
    wide = pd.read_csv(harvest_2024, sep=";").drop(columns="all fruit")
    return wide.melt(id_vars="year", var_name="fruit", value_name="tonnes")
'''
DERIVED = 'def it(table):\n    """Apples"""\n    return table.loc[("2024", "apples"), "tonnes"]\n'
PACKAGE = {
    "resources": [
        {
            "name": "table",
            "path": "table.csv",
            "source": "agency",
            "schema": {
                "primaryKey": ["year", "fruit"],
                "fields": [
                    {"name": "year", "type": "year"},
                    {"name": "fruit", "type": "string"},
                    {"name": "tonnes", "type": "integer", "unit": "tonne", "rounded_to": 1},
                ],
            },
        }
    ]
}
FORGOTTEN = "is not what table of analysis/prepare.py makes of source/harvest-2024.csv; run statbrief prepare, or mend"


def brief(folder: Path, *, prepare: str = CODE, came: str = CAME, package: object = PACKAGE) -> Path:
    """A brief whose only dataset is prepared, and was not yet."""
    described = json.dumps(package)
    return write_brief(folder, figures="", derived=DERIVED, prepare=prepare, came=came, package=described)


def test_a_table_is_made_of_the_file_that_came(tmp_path: Path) -> None:
    """In the order of the described columns, with commas; what is there already is left alone."""
    folder = brief(tmp_path)
    first, again = run("prepare", str(folder)), run("prepare", str(folder))
    assert (first.stdout, first.exit_code) == ("prepared: data/table.csv\n", 0)
    assert (again.stdout, again.exit_code) == ("prepared: nothing has changed\n", 0)
    assert (folder / "data/table.csv").read_text(encoding="utf-8") == PREPARED
    assert (folder / "source/harvest-2024.csv").read_text(encoding="utf-8") == CAME
    assert write_analysis(folder, "en").analysis.figures["it"].value == 15


def test_a_brief_that_prepares_nothing_says_so(tmp_path: Path) -> None:
    """The command is no error there."""
    result = run("prepare", str(write_brief(tmp_path)))
    assert (result.stdout, result.exit_code) == ("prepared: nothing, for there is no analysis/prepare.py\n", 0)


def test_a_table_whose_key_is_its_index_is_written_with_it(tmp_path: Path) -> None:
    """As pandas has a table that was grouped; what is missing is left empty."""
    code = CODE.replace('name="tonnes")', 'name="tonnes").set_index(["year", "fruit"]).astype(float).astype("Int64")')
    folder = brief(tmp_path, prepare=code, came=CAME.replace(";7;", ";;"))
    write_prepared(folder)
    assert (folder / "data/table.csv").read_text(encoding="utf-8") == PREPARED.replace("pears,7", "pears,")


FORGETTING = {
    "a file that came anew": ("source/harvest-2024.csv", "2024;15", "2024;16", "3"),
    "another script": ("analysis/prepare.py", 'sep=";")', 'sep=";").iloc[1:]', "2"),
    "an edit by hand": ("data/table.csv", "2024,pears,6", "2024,pears,9", "5"),
    "a row too few": ("data/table.csv", "2024,pears,6\n", "", "5"),
    "a row too many": ("data/table.csv", "2024,pears,6\n", "2024,pears,6\n2025,pears,6\n", "6"),
}


@pytest.mark.always(
    "at once-a file that came anew", "at once-a row too many", "later-a file that came anew", "later-a row too many"
)
@pytest.mark.parametrize(("name", "old", "new", "line"), FORGETTING.values(), ids=FORGETTING.keys())
@pytest.mark.parametrize("is_first", [True, False], ids=["at once", "later"])
def test_a_preparation_that_was_forgotten_is_a_fault(
    tmp_path: Path, name: str, old: str, new: str, line: str, *, is_first: bool
) -> None:
    """Of the first line that is another; whether or not an analysis saw the two agree before."""
    folder = brief(tmp_path)
    write_prepared(folder)
    if not is_first:
        write_analysis(folder, "en")
        assert is_current(folder, "en")
    edit(folder / name, old, new)
    assert not is_current(folder, "en")
    result = run("analyse", str(folder))
    assert (result.stderr, result.exit_code) == (
        f"data/table.csv:{line}: prepared: {FORGOTTEN} analysis/prepare.py\n",
        1,
    )
    write_prepared(folder)
    done("analyse", str(folder))


def test_a_file_that_was_never_prepared_is_told_as_that(tmp_path: Path) -> None:
    """Not as a dataset that is missing."""
    result = run("analyse", str(brief(tmp_path)))
    assert result.stderr == "data/table.csv: file: was not prepared yet; run statbrief prepare\n"


def test_one_run_prepares_and_analyses(tmp_path: Path) -> None:
    """What is prepared is told first; the second time nothing has changed."""
    folder = brief(tmp_path)
    first, second = (run("analyse", "--prepare", str(folder)) for _ in range(2))
    assert first.stdout.startswith("prepared: data/table.csv\nanalysis: 1 figure")
    assert second.stdout == "prepared: nothing has changed\nanalysis: nothing has changed\n"
    assert (folder / "data/table.csv").read_text(encoding="utf-8") == PREPARED


@pytest.mark.thorough
def test_what_one_run_has_prepared_its_analysis_does_not_make_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was made twice already; a file that somebody writes over it meanwhile is told none the less."""
    calls, called = list[object](), vars(prepared)["_called"]

    def counted(*given: object) -> object:
        calls.append(given)
        return called(*given)

    monkeypatch.setattr(prepared, "_called", counted)
    folder = brief(tmp_path)
    done("analyse", "--prepare", str(folder))
    assert len(calls) == 2
    edit(folder / "data/table.csv", "12", "13")
    assert FORGOTTEN in run("analyse", str(folder)).stderr
    assert len(calls) == 3


def test_how_a_checkout_ends_its_lines_is_no_difference(tmp_path: Path) -> None:
    """What is prepared stays so on a machine that writes two characters for one."""
    folder = brief(tmp_path)
    write_prepared(folder)
    (folder / "data/table.csv").write_bytes(PREPARED.replace("\n", "\r\n").encode())
    done("analyse", str(folder))


def test_what_was_held_against_its_source_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Preparing may take long, and an edit of a formula is none of its business."""
    folder = brief(tmp_path)
    write_prepared(folder)
    write_analysis(folder, "en")
    monkeypatch.setattr(prepared, "_called", lambda *_: pytest.fail("it is prepared again"))
    edit(folder / "analysis/derived.py", "2024", "2023")
    assert write_analysis(folder, "en").analysis.figures["it"].value == 12
    edit(folder / "source/harvest-2024.csv", "2023;12", "2023;11")
    with pytest.raises(pytest.fail.Exception, match="it is prepared again"):
        write_analysis(folder, "en")


@pytest.mark.always("a file that came anew-", "a file that came anew-es", "a row too many-", "a row too many-es")
@pytest.mark.parametrize("edition", ["", "es"])
@pytest.mark.parametrize(("name", "old", "new"), [each[:3] for each in FORGETTING.values()], ids=FORGETTING.keys())
def test_what_an_analysis_saw_as_prepared_costs_no_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str, edition: str
) -> None:
    """Pages are made again without pandas, as long as all is as it was; then the data are prepared."""
    folder = brief(tmp_path)
    write_prepared(folder)
    write_analysis(folder, "en", Generated(edition))
    monkeypatch.setitem(sys.modules, "statbrief.analysis.prepared", None)
    assert prepare(folder) == []
    edit(folder / name, old, new)
    with pytest.raises(ImportError, match=r"analysis\.prepared"):
        prepare(folder)


def test_the_record_has_what_a_dataset_was_prepared_from(tmp_path: Path) -> None:
    """The function's place, and the hash of each file."""
    folder = brief(tmp_path)
    write_prepared(folder)
    write_analysis(folder, "en")
    made = read_record(folder)["datasets"]["table"]["prepared"]
    digest = hashlib.sha256(CAME.encode()).hexdigest()
    assert made == {"file": "analysis/prepare.py", "line": 6, "sources": {"source/harvest-2024.csv": digest}}


MELT = 'return wide.melt(id_vars="year", var_name="fruit", value_name="tonnes")'
REFUSED = {
    "a series": (MELT, 'return wide["apples"]', "returns a Series; return the table, a pandas DataFrame"),
    "nothing": (MELT, "wide", "returns nothing; return the table, a pandas DataFrame"),
    "a column too few": (
        '"tonnes")',
        '"tonnes").drop(columns="fruit")',
        "returns no column fruit, which data/datapackage.json describes",
    ),
    "a column too many": (
        '"tonnes")',
        '"tonnes").assign(total=1)',
        "returns a column total, which data/datapackage.json does not describe",
    ),
    "a column of two": (
        MELT,
        'return pd.concat([long := wide.melt("year", None, "fruit", "tonnes"), long[["fruit"]]], axis=1)',
        "returns two columns called fruit; keep one",
    ),
    "another dataset": (
        "def table(",
        "def tabel(",
        "is called like no dataset of data/datapackage.json; did you mean table?",
    ),
    "another file": (
        "(harvest_2024)",
        "(harvest_2042)",
        "'harvest_2042' names no file of source/; did you mean harvest_2024?",
    ),
    "no file": ("(harvest_2024)", "()", "rests on no file; name one of source/ as a parameter"),
    "reads elsewhere": (
        "harvest_2024, sep",
        '"data/units.txt", sep',
        "reads data/units.txt; put the file into source/",
    ),
    "reads a neighbour": (
        "harvest_2024, sep",
        'harvest_2024.with_name("other.csv"), sep',
        "reads source/other.csv, which none of its parameters names; put the file into source/, and name it as a",
    ),
    "writes": ("wide = ", 'open("a.txt", "w"); wide = ', "writes a.txt; put the file into source/"),
    "looks at the clock": (
        "wide = ",
        "pd.Timestamp.now(); wide = ",
        "looks at the clock (now); put the file into source/, and name it as a parameter",
    ),
    "raises": ('"all fruit"', '"al fruit"', "raises KeyError: \"['al fruit'] not found in axis\""),
    "is random": (
        MELT,
        f"import secrets; {MELT.replace('return ', '')}; {MELT}.assign(tonnes=secrets.randbelow(10**9))",
        "makes another table when it is called again; let it rest on its files alone",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_prepared_is_told_and_nothing_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, message: str
) -> None:
    """With the function, its line and what to write."""
    monkeypatch.chdir(tmp_path)
    folder = brief(tmp_path, prepare=CODE.replace(old, new, 1))
    (folder / "source/other.csv").write_text(CAME, encoding="utf-8")
    result = run("prepare", str(folder))
    assert result.exit_code == 1
    place, _, said = result.stderr.partition(": ")
    assert place in {"analysis/prepare.py:6", "analysis/prepare.py:8"}
    assert said.partition(": ")[2].startswith(message)
    assert not (folder / "data/table.csv").exists()
    assert not (folder / "a.txt").exists()


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Each function with what is wrong with it, in the order of the file."""
    more = '\n\ndef tables(harvest_2024, harvst_2024):\n    """Another"""\n    return 1\n'
    with pytest.raises(PreparingError) as raised:
        write_prepared(brief(tmp_path, prepare=CODE.replace("(harvest_2024)", "()") + more))
    assert [(each.line, each.what, each.found) for each in raised.value.faults] == [
        (6, "table", "rests on no file"),
        (12, "tables", "is called like no dataset of data/datapackage.json"),
        (12, "tables", "'harvst_2024' names no file of source/"),
    ]


def test_two_files_with_one_name_are_a_fault(tmp_path: Path) -> None:
    """Nobody could tell which of them a function is given."""
    folder = brief(tmp_path)
    (folder / "source/harvest_2024.txt").write_text("", encoding="utf-8")
    with pytest.raises(PreparingError) as raised:
        write_prepared(folder)
    assert str(raised.value) == (
        "source/harvest_2024.txt: file: has the parameter's name harvest_2024, as source/harvest-2024.csv has; "
        "rename one of them"
    )


def test_what_is_prepared_has_no_dialect(tmp_path: Path) -> None:
    """Statbrief writes it, and always in one way."""
    resource = PACKAGE["resources"][0] | {"dialect": {"delimiter": ";"}}
    with pytest.raises(PreparingError) as raised:
        write_prepared(brief(tmp_path, package={"resources": [resource]}))
    assert str(raised.value) == (
        "analysis/prepare.py:6: table: data/table.csv is declared with a dialect or an encoding; "
        "what is prepared is written with commas, in UTF-8"
    )


def test_what_came_may_not_lead_out_of_the_brief(tmp_path: Path) -> None:
    """Its hash would be of what nobody sees in the brief."""
    (tmp_path / "elsewhere.csv").write_text(CAME, encoding="utf-8")
    folder = brief(tmp_path / "brief")
    (folder / "source/harvest-2024.csv").unlink()
    (folder / "source/harvest-2024.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(ReadingError, match=r"^source/harvest-2024.csv: file: is a link that leads out of the brief's"):
        write_prepared(folder)


# -- where what is wrong with the table is mended ---------------------------------------------------------------------

MEND = "the file is made by table of analysis/prepare.py of source/harvest-2024.csv; mend it there: "


@pytest.mark.parametrize(
    ("came", "fault"),
    [
        (
            CAME.replace("2024;15", "2025;15"),
            f"data/table.csv:3: year: 2024 of apples is missing between 2023 and 2025; {MEND}add its row, or declare",
        ),
        (
            CAME.replace("2024;15", "2024;many"),
            f'data/table.csv:3: tonnes: "many" is not a plain number; {MEND}write digits, such as 70000 or 0.5',
        ),
        (
            CAME.replace("2024;", "2023;"),
            f"data/table.csv:3: year, fruit: '2023 apples' is already in line 2; {MEND}keep one of them",
        ),
        (CAME.replace("2024;15", ";15"), f"data/table.csv:3: year: nothing; {MEND}fill it in"),
    ],
    ids=["a row that is missing", "a cell", "a row twice", "a key"],
)
def test_a_fault_of_a_prepared_table_leads_to_what_it_is_made_of(tmp_path: Path, came: str, fault: str) -> None:
    """An edit of the table itself would be undone: its script says how it is made, and its source what it says."""
    folder = brief(tmp_path, came=came)
    done("prepare", str(folder))
    assert fault in run("analyse", str(folder)).stderr


def test_a_period_of_a_prepared_table_after_the_brief_s_date_leads_there_too(tmp_path: Path) -> None:
    """It is told apart from the analysis, by its record."""
    folder = brief(
        tmp_path, package=json.loads(json.dumps(PACKAGE).replace('"agency",', '"agency", "period": "{year}",'))
    )
    (folder / "brief.qmd").write_text("---\ntitle: A\ndate: 2023-12-31\n---\n\nText.\n", encoding="utf-8")
    done("prepare", str(folder))
    told = "period: 2024 begins after the brief's date, 2023-12-31; "
    assert (
        f'data/table.csv:3: {told}{MEND}correct it, or declare "projected" of the dataset'
        in run("check", str(folder)).stderr
    )


def test_a_fault_of_a_table_that_somebody_wrote_leads_to_itself(tmp_path: Path) -> None:
    """It is where the row is to be added."""
    folder = brief(tmp_path)
    (folder / "analysis/prepare.py").unlink()
    (folder / "data/table.csv").write_text(PREPARED.replace("2024,apples", "2025,apples"), encoding="utf-8")
    assert '; add its row, or declare "gaps": true' in run("analyse", str(folder)).stderr
