"""The files of tables' data in a published copy: each is the one of its table, and no other file takes its place."""

import base64
import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from command_line import run
from forged_pages import faults, sealed_again, verified
from published_records import Record
from sealed_briefs import CONFIG
from tabled_briefs import TABLES, tabled

PROSE = """---
title: Arrests
date: 2024-04-01
---

::: {#tbl-countries}
{{< table by_country >}}

{{< caption by_country >}}
:::

{{< figures >}}
"""
NOTES = "country,note\nPeru,a file of its own\n"
OWN = {
    "name": "notes",
    "path": "by_country.csv",
    "period": "2024",
    "schema": {
        "primaryKey": ["country"],
        "fields": [{"name": "country", "type": "string"}, {"name": "note", "type": "string"}],
    },
}
FORGED = b"country,arrests\nMexico,99000\n"


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a brief with a table, and with a file of its own that is called as the table's data."""
    folder = tabled(tmp_path_factory.mktemp("tabled") / "brief", TABLES)
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    (folder / "data/by_country.csv").write_text(NOTES, encoding="utf-8")
    package = json.loads((folder / "data/datapackage.json").read_text(encoding="utf-8"))
    package["resources"].append(package["resources"][0] | OWN)
    (folder / "data/datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    result = run("build", folder, "--renderer", "embedded")
    assert (result.exit_code, result.stderr) == (0, "")
    return folder


@pytest.fixture(scope="module")
def page(built: Path) -> bytes:
    """Its page."""
    return (built / "_output/brief.html").read_bytes()


def download(name: str) -> re.Pattern[bytes]:
    """The link of a page that holds a file."""
    return re.compile(rf'(download="{re.escape(name)}" href="data:[^;]*;base64,)([^"]*)'.encode())


def content(page: bytes, name: str) -> bytes:
    """The file that a page holds."""
    found = download(name).search(page)
    assert found, name
    return base64.b64decode(found[2])


@pytest.mark.thorough
def test_a_file_of_the_briefs_own_leaves_its_name_to_the_tables_data(built: Path, page: bytes) -> None:
    """And travels under another, in the page and the print, which hold."""
    assert content(page, "by_country-2.csv").decode() == NOTES
    assert content(page, "by_country.csv").startswith(b"country,arrests,arrests.low,")
    for name in ("brief.html", "brief.pdf", "brief.json"):
        assert verified(built / "_output" / name).exit_code == 0, name


def other_data(known: Record) -> None:
    """Say that other data are a file of the brief's own."""
    attached, digest = known["attached"]["by_country.csv"], sha256(FORGED).hexdigest()
    del attached["table"]
    attached["sha256"] = known["files"]["tables/by_country.csv"] = digest


def moved_data(known: Record) -> None:
    """Say it with a path among the data, which no other file has."""
    other_data(known)
    known["attached"]["by_country.csv"]["file"] = "data/more.csv"
    known["files"]["data/more.csv"] = known["files"].pop("tables/by_country.csv")


NO_FILE = "copy.html: table by_country: has no file as its data; by_country.csv (tables/by_country.csv) alone"
OTHER = "copy.html: file by_country.csv: is called as the data of table by_country are, and is not said to be that"


@pytest.mark.thorough
@pytest.mark.parametrize("forge", [other_data, moved_data], ids=["as it was called", "elsewhere"])
def test_other_data_are_no_file_of_the_briefs_own(
    page: bytes, foreign_file: Path, forge: Callable[[Record], None]
) -> None:
    """Though the record has their hash, and says that the brief was made from them."""
    forged = download("by_country.csv").sub(lambda found: found[1] + base64.b64encode(FORGED), page)
    foreign_file.write_bytes(sealed_again(forged, forge))
    assert faults(foreign_file) == [OTHER, NO_FILE]


def test_a_table_without_its_data_does_not_hold(page: bytes, foreign_file: Path) -> None:
    """Where the file was taken out of the page and out of the record."""
    forged = re.sub(rb'<a download="by_country.csv"[^>]*>[^<]*</a>', b"by_country.csv", page)
    foreign_file.write_bytes(sealed_again(forged, lambda known: known["attached"].pop("by_country.csv")))
    assert NO_FILE in faults(foreign_file)


def test_a_second_file_of_a_tables_data_does_not_hold(page: bytes, foreign_file: Path) -> None:
    """A reader may open the one that is not held against the table."""
    foreign_file.write_bytes(
        sealed_again(page, lambda known: known["attached"]["ordered.csv"].update(table="by_country"))
    )
    told = faults(foreign_file)
    assert (
        "copy.html: table by_country: has 'by_country.csv' ('tables/by_country.csv'), 'ordered.csv' "
        "('tables/ordered.csv') as its data; by_country.csv (tables/by_country.csv) alone"
    ) in told
    assert "copy.html: table ordered: has no file as its data; ordered.csv (tables/ordered.csv) alone" in told
