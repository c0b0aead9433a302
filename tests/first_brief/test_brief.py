"""The first brief, end to end: what a reader of the pages meets, and that it follows its data."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from pypdf import PdfReader

from command_line import run
from pages import build, copy_brief
from quarto_runs import files
from statbrief.charts.svg import INK


def _words(page: str) -> str:
    """The words of an HTML page, without its head and its markup."""
    body = page.split("<body", 1)[1]
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r"(?s)<(script|style).*?</\1>", "", body)).split())


def test_the_brief_is_two_pages(built_brief: Path) -> None:
    """It can be printed on one sheet."""
    assert len(PdfReader(built_brief / "_output/brief.pdf").pages) == 2


def test_the_page_is_one_file_that_loads_nothing(built_brief: Path) -> None:
    """No address of another host is fetched by the HTML: links are the reader's choice."""
    page = (built_brief / "_output/brief.html").read_text(encoding="utf-8")
    assert not re.findall(r"(?:src|srcset|data|poster)=[\"'](?!data:|#)[^\"']+", page)
    assert not re.findall(r"<link[^>]+href=[\"'](?!data:)[^\"']+", page)
    assert not re.findall(r"url\([\"']?(?!data:|#)[^)]+\)|@import", page)


def test_charts_are_written_in_the_pages_own_ink(built_brief: Path) -> None:
    """So they can be read on a dark page; the picture files themselves have one that print knows."""
    drawings = re.findall(r"(?s)<svg.*?</svg>", (built_brief / "_output/brief.html").read_text(encoding="utf-8"))
    assert len(drawings) == 2 * 3
    assert all("fill: currentColor" in each and INK not in each for each in drawings)
    assert all(INK in path.read_text(encoding="utf-8") for path in (built_brief / "_generated/charts").glob("*.svg"))


def test_nothing_is_left_unresolved(built_brief: Path) -> None:
    """No shortcode, token, reference or citation stays as it was written."""
    words = _words((built_brief / "_output/brief.html").read_text(encoding="utf-8"))
    assert not re.findall(r"\{\{<|\?var|\?@|@fig|@tbl|\ue000|[\U000f0000-\U000fffff]|\*\*|\(\?", words)


def test_the_numbers_of_the_brief_are_those_of_its_sources(built_brief: Path) -> None:
    """A reader meets the facts: 18,000 to 70,000 arrests, 3.9 times; 150,000 and 150,000 of 300,000 visas."""
    words = _words((built_brief / "_output/brief.html").read_text(encoding="utf-8"))
    for expected in (
        "rose from about 18,000 in 2019 to about 70,000 in 2022",
        "The number rose to about 3.9 times what it was",
        "about 150,000 for Mexicans and about 150,000 for Central Americans",
        "counted 26, which is 49.1% of the dead",
        "the multiple of 3.9 lies between 3.5 and 4.3",
        "the number nearly quadrupled (3.97 times), from 17,800 to 70,700",
        "a low base, about a ninth of May 2000, though not the lowest of these years",
        "We read “about 70,000” as rounded to the nearest ten thousand, “about 18,000” to the nearest thousand",
        "more than $30 billion",
    ):
        assert expected in words


def test_when_the_data_change_the_words_follow(root: Path, tmp_path: Path) -> None:
    """With 9,000 arrests in 2022, the brief says that they fell, with no edit of its prose."""
    folder = tmp_path / "brief"
    copy_brief(root, folder)
    reported = folder / "data/reported.csv"
    reported.write_text(
        reported.read_text(encoding="utf-8").replace(",70000,arrest,10000,", ",9000,arrest,9000,"), encoding="utf-8"
    )
    stopped = run("build", folder, "--renderer", "embedded")
    assert stopped.exit_code == 1
    assert [line.split(": ")[1] for line in stopped.stderr.splitlines()] == ["arrests_2022_agree", "rises_agree"]
    assert "arrests_2022 9,000 (4,500 to 13,500) and official_arrests_2022 70,700 (70,695 to 70,705)" in stopped.stderr
    assert not (folder / "_output").exists()

    checks = folder / "analysis/checks.py"
    kept = re.sub(
        r"def (arrests_2022_agree|rises_agree).+?(?=\n\n\n|\Z)", "", checks.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    checks.write_text(kept, encoding="utf-8")
    build(folder, "html")
    words = _words((folder / "_output/brief.html").read_text(encoding="utf-8"))
    assert "fell from about 18,000 in 2019 to about 9,000 in 2022" in words
    assert "Arrests in May fell by about 50% from their 2019 level" in words
    assert "rose" not in words


def test_the_same_input_gives_the_same_bytes(built_brief: Path, brief_built_elsewhere: Path) -> None:
    """Neither folder, time, time zone, language, hash seed nor umask gets into the pages."""
    places = (built_brief, brief_built_elsewhere)
    pages = [[(place / "_output" / name).read_bytes() for name in ("brief.html", "brief.pdf")] for place in places]
    assert pages[0] == pages[1]
    assert not any(str(place.parent).encode() in page for place in places for page in pages[0])


def test_a_fault_leaves_the_last_good_pages(built_brief: Path, tmp_path: Path) -> None:
    """A build that stops changes nothing in `_output/`."""
    folder = Path(shutil.copytree(built_brief, tmp_path / "brief"))
    before = files(folder)
    prose = folder / "brief.qmd"
    prose.write_text(f"{prose.read_text(encoding='utf-8')}\n{{{{< var arrest_2022.value >}}}}\n", encoding="utf-8")
    command = [sys.executable, "-m", "statbrief", "build", str(folder), "--renderer", "embedded"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "did you mean arrests_2022.value?" in result.stderr
    assert files(folder) == before


def test_paper_can_be_matched_with_its_build(built_brief: Path) -> None:
    """The foot of each page has the mark that the record gives the build, and the web page has it too."""
    record = json.loads((built_brief / "_output/brief.json").read_text(encoding="utf-8"))
    pages = [page.extract_text() for page in PdfReader(built_brief / "_output/brief.pdf").pages]
    assert re.fullmatch("[0-9a-f]{8}", record["build"])
    assert all(record["build"] in page for page in pages)
    assert f"The record of this build ({record['build']})" in _words((built_brief / "_output/brief.html").read_text())
