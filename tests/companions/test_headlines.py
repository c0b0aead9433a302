"""The key figures for machines, held against the pages that people read and the record."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from selectolax.lexbor import LexborHTMLParser

from odd_companions import Built, build
from statbrief.companions.headlines import SCHEMA


def told(output: Path, stem: str) -> dict[str, Any]:
    """The file as JSON."""
    found: dict[str, Any] = json.loads((output / f"{stem}.headlines.json").read_text(encoding="utf-8"))
    return found


def test_the_wording_is_that_of_the_page(built: Built) -> None:
    """Of each item of the key figures, in their order."""
    page = LexborHTMLParser((built.output / f"{built.stem}.html").read_text(encoding="utf-8"))
    items = [" ".join(each.text().split(" ")).split() for each in page.css(".key-figures li")]
    assert items
    assert [each["text"].split() for each in told(built.output, built.stem)["headlines"]] == items


def test_each_number_is_the_records_with_its_range_unit_and_sources(built: Built) -> None:
    """And the file says of which record; those of the page's links, in their order."""
    found = told(built.output, built.stem)
    page = LexborHTMLParser((built.output / f"{built.stem}.html").read_text(encoding="utf-8"))
    items = [[each.attributes["href"] for each in item.css("a[href^='#n-']")] for item in page.css(".key-figures li")]
    linked = [list(dict.fromkeys(each)) for each in items]
    assert [[f"#n-{each['id']}" for each in headline["told"]] for headline in found["headlines"]] == linked
    for each in (each for headline in found["headlines"] for each in headline["told"]):
        figure = built.record["figures"][each["id"]]
        is_known = figure.get("rounded_to") != "as stated" and not figure.get("as_stated")
        assert each["value"] == figure["value"]
        assert [each["range"]["low"], each["range"]["high"]] == (figure["range"] if is_known else [None, None])
        assert each["range"]["is_known"] == is_known
        for key in ("label", "period", "unit", "kind", "texts"):
            assert each[key] == figure[key]
        assert [source["key"] for source in each["sources"]] == figure["sources"]
        assert all(source["reference"] for source in each["sources"])


def test_the_file_is_as_its_schema_says(built: Built) -> None:
    """In every edition; the record that it names is the one beside it."""
    import hashlib

    found = told(built.output, built.stem)
    fastjsonschema.compile(json.loads(SCHEMA.read_text(encoding="utf-8")))(found)
    record = (built.output / found["record"]["file"]).read_bytes()
    assert found["record"]["sha256"] == hashlib.sha256(record).hexdigest()
    assert (found["title"], found["lang"]) == (built.record["title"], built.record["lang"])


@pytest.mark.parametrize("wrong", [{"version": 2}, {"more": 1}, {"headlines": [{"text": "One", "told": []}]}])
def test_the_schema_refuses_other_shapes(odd: Path, wrong: dict[str, Any]) -> None:
    """Another version, something more, a headline that tells nothing."""
    hold = fastjsonschema.compile(json.loads(SCHEMA.read_text(encoding="utf-8")))
    with pytest.raises(fastjsonschema.JsonSchemaException):
        hold({**told(odd / "_output", "brief"), **wrong})


def test_a_bound_and_a_share_are_told_as_they_are(odd: Path) -> None:
    """More than 30 billion has no other end, and leaves out its own."""
    (over, part) = told(odd / "_output", "brief")["headlines"][1]["told"]
    assert over["range"] == {"low": 30e9, "high": None, "is_known": True, "leaves_out_its_end": True}
    assert (over["unit"], over["unit_text"]) == ("USD", "US dollars")
    assert (part["value"], part["unit"]) == (12.5, "percent")


@pytest.mark.thorough
def test_a_brief_without_key_figures_tells_what_its_titles_do(odd: Path, tmp_path: Path) -> None:
    """Title, subtitle and headings that write a figure; none that only says when."""
    folder = Path(shutil.copytree(odd, tmp_path / "brief"))
    prose = (folder / "brief.qmd").read_text(encoding="utf-8")
    prose = re.sub(r"::: \{\.key-figures\}.*?\n:::\n", "", prose, count=1, flags=re.DOTALL)
    prose += "\n## What happened {{< var sum.in_period >}}\n\nText.\n\n## No fewer than {{< var at.value >}}\n\nText.\n"
    (folder / "brief.qmd").write_text(prose, encoding="utf-8")
    build(folder, "--to", "html")
    found = told(folder / "_output", "brief")["headlines"]
    assert [(each["text"], [one["id"] for one in each["told"]]) for each in found] == [
        ("Arrests: about 70,000", ["sum"]),
        ("And 50%, as told", ["half"]),
        ("No fewer than $1,234.50", ["at"]),
    ]


@pytest.mark.thorough
def test_cells_names_and_periods_are_told_too(odd: Path, tmp_path: Path) -> None:
    """A cell of a table by its identifier, a name with what it is called; what is in print alone has its words, too."""
    folder = Path(shutil.copytree(odd, tmp_path / "brief"))
    prose = (folder / "brief.qmd").read_text(encoding="utf-8")
    item = "- In {{< var by_country.belize.name >}}: {{< var by_country.belize.arrests.value >}}, as *told*\n"
    (folder / "brief.qmd").write_text(prose.replace("- **{{< var over", f"{item}- **{{{{< var over"), encoding="utf-8")
    build(folder, "--to", "pdf")
    name, cell = told(folder / "_output", "brief")["headlines"][1]["told"]
    assert told(folder / "_output", "brief")["headlines"][1]["text"] == "In Belize: 4,000, as told"
    assert (name["id"], name["value"], name["called"]) == ("by_country.belize", ["Belize"], ["Belize"])
    assert (cell["id"], cell["value"], cell["range"]["low"]) == ("by_country.belize.arrests", 4000, 3500)
