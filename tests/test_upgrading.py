"""A brief of an earlier version is told, form by form, what to write now; the page about it says the same."""

import re
import shutil
from pathlib import Path

import pytest

from command_line import run
from earlier_forms import EARLIER, Earlier, write_brief_of_now

TYPED = re.compile(
    r"^(?P<file>[^:]+):(?P<line>\d+):(?P<column>\d+): (?:period|number): \"(?P<typed>[^\"]+)\" is typed by"
)
WANTED = re.compile(r"; write (\{\{< var [^>]+ >\}\}|\{[^}]+\})")
MEANT = re.compile(r"mark it as meant: (\[.+\]\{\.literal\})$")
BY_HAND = (
    ("asks periods for 2022", "analysis/derived.py", "loc[2022,", 'loc["2022",'),
    ("asks periods for 2019", "analysis/derived.py", "loc[2019,", 'loc["2019",'),
    ("asks periods for 2000", "analysis/derived.py", "loc[2000,", 'loc["2000",'),
    ("write numbers or times: .year", "analysis/charts.py", "_arrests.index)", "_arrests.index.year)"),
    (
        '"May 2019" is typed by hand in “May 2019”',
        "analysis/charts.py",
        '["May 2019", "May 2022"]',
        '[f"{each:period}" for each in figures]',
    ),
    ('"May 2022" is typed by hand in “May 2022”', "analysis/charts.py", "", ""),
    (
        "write {arrests_2022:period_month}",
        "analysis/charts.py",
        '"arrests in May"',
        'f"arrests in {arrests_2022:period_month}"',
    ),
    ("[March 2020]{.literal}", "analysis/charts.py", 'from March 2020"', 'from [March 2020]{.literal}"'),
    (
        "write {{< var arrests_rise.rose_to_times >}}",
        "brief.qmd",
        ".rose >}} to {{< var arrests_rise.about_times >}} their level of",
        ".rose_to_times >}} those of",
    ),
    (
        "write {{< var arrests_rise.rose_to_times >}}",
        "brief.qmd",
        ".rose >}} to {{< var arrests_rise.about_times >}} what it was",
        ".rose_to_times >}} what it was",
    ),
    ("css: theme/brief.css", "_quarto.yml", "    css: theme/brief.css\n", ""),
    (
        "template-partials: theme/typst",
        "_quarto.yml",
        "    template-partials: [theme/typst-template.typ, theme/typst-show.typ]\n",
        "",
    ),
)
"""What somebody makes of the messages that leave it open where to write what: a part of each, and the edit."""


def told(folder: Path, *command: str) -> list[str]:
    """What is wrong with a brief, one message a line; nothing where all is right."""
    result = run(*command, folder)
    return result.stderr.splitlines() if result.exit_code else []


def build(folder: Path) -> list[str]:
    """What stops its pages."""
    return told(folder, "build", "--renderer", "embedded", "--to", "html")


@pytest.mark.thorough
def test_the_brief_of_now_builds(tmp_path: Path) -> None:
    """Before anything in it is as it was."""
    assert build(write_brief_of_now(tmp_path)) == []


@pytest.fixture(scope="module")
def rows(root: Path) -> dict[str, list[str]]:
    """The table of the page, by what is told of."""
    page = (root / "docs/upgrading.md").read_text(encoding="utf-8")
    lines = page.split("|---|---|---|---|\n")[1].split("\n\n", maxsplit=1)[0].splitlines()
    cells = [[each.replace("\\|", "|") for each in re.split(r"(?<!\\) \| ", line.strip("| "))] for line in lines]
    return {first: rest for first, *rest in cells}


def test_the_page_tells_of_all(rows: dict[str, list[str]]) -> None:
    """And of no other."""
    assert rows.keys() == EARLIER.keys()


@pytest.mark.always("a year is a number", "a key below format")
@pytest.mark.parametrize(("name", "case"), EARLIER.items(), ids=EARLIER)
def test_what_an_earlier_brief_says_is_refused_with_what_to_write(
    tmp_path: Path, rows: dict[str, list[str]], name: str, case: Earlier
) -> None:
    """By one message, which the page shows beside both ways to write it."""
    file = write_brief_of_now(tmp_path) / case.file
    text = file.read_text(encoding="utf-8")
    assert text.count(case.now) == 1
    file.write_text(text.replace(case.now, case.before), encoding="utf-8")
    (message,) = build(tmp_path)
    before, now, said = rows[name]
    assert said == re.sub(r"^([^:]+)(:\d+)+: ", r"\1: ", message)
    assert before.strip("`") in case.before.replace("\n", " ")
    assert now == "" or now.strip("`") in case.now.replace("\n", " ")


@pytest.mark.thorough
def test_the_first_brief_of_all_is_led_to_pages_by_its_messages(root: Path, tmp_path: Path) -> None:
    """The files of the very first version; whoever does what each message says has a brief that builds."""
    folder = Path(shutil.copytree(root / "tests/earlier_brief", tmp_path / "brief"))
    for _ in range(12):
        messages = told(folder, "check") or told(folder, "build", "--renderer", "embedded")
        if not messages:
            break
        obey(folder, messages)
    assert told(folder, "check") == []
    assert {each.name for each in (folder / "_output").iterdir()} == {"brief.html", "brief.pdf", "brief.json"}
    assert told(folder / "_output/brief.html", "verify", "--quiet") == []


def obey(folder: Path, messages: list[str]) -> None:
    """Do what each message says, the last in a file first, so that places stay what they are."""
    placed = sorted((match["file"], int(match["line"]), int(match["column"]), match["typed"], message)
                    for message in messages if (match := TYPED.match(message)))  # fmt: skip
    for file, line, column, typed, message in reversed(placed):
        first = None if "[March 2020]" in message else WANTED.search(message)
        found = first or MEANT.search(message)
        assert found, message
        lines = (folder / file).read_text(encoding="utf-8").split("\n")
        at, text = column - 1, lines[line - 1]
        assert text[at : at + len(typed)] == typed
        lines[line - 1] = text[:at] + found[1] + text[at + len(typed) :]
        (folder / file).write_text("\n".join(lines), encoding="utf-8")
    for message in (each for each in messages if not TYPED.match(each)):
        edits = [edit for part, *edit in BY_HAND if part in message]
        assert edits, message
        for file, old, new in edits:
            text = (folder / file).read_text(encoding="utf-8")
            (folder / file).write_text(text.replace(old, new) if old else text, encoding="utf-8")
