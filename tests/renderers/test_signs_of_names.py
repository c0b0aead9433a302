"""Names of the data that have signs of Markdown, where no link may stand: in titles, headings and text alternatives."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
import yaml

from command_line import done
from named_briefs import COUNTS, LARGEST, LATEST, named

PROSE = """---
title: "T: {{< var largest.plain.name >}}, {{< var of.plain.value >}}"
---

## H: {{< var largest.plain.name >}}, {{< var of.plain.value >}}

[Where]{title="A: {{< var largest.plain.name >}}, {{< var of.plain.value >}}"}.

{{< figures >}}
"""
OF = '''def of(table, latest, largest) -> "USD":
    """Cost of the largest group"""
    import pint

    return table.loc[(latest, largest), "arrests"] * pint.Quantity(1, "USD / arrest")
'''
NAMES = [
    "*Star*",
    "CO~2~ and m^3^",
    "A$ and $x$",
    "<b>Bold</b>",
    "[Other]",
    "`code`",
    "A_b_ @home",
    "Set {.a}",
    "A&amp;B",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_written_as_it_stands(tmp_path: Path, name: str) -> None:
    """None of its signs makes anything bold, small or gone, in the page, its companion and the variables."""
    counts = COUNTS.replace('"Côte d’Ivoire, Rép."', f'"{name}"')
    brief = named(tmp_path, LATEST + LARGEST + OF, counts=counts)
    settings = "lang: en\nbibliography: data/sources.bib\ncompanions: headlines\n"
    (brief / "_quarto.yml").write_text(settings, encoding="utf-8")
    (brief / "brief.qmd").write_text(PROSE, encoding="utf-8")
    done("build", "--to", "html", brief)
    said = f"{name}, $55,000"
    page = (brief / "_output/brief.html").read_text(encoding="utf-8")
    assert [_text(each) for each in re.findall(r"(?s)<h[12][^>]*>(.*?)</h[12]>", page)][:2] == [
        f"T: {said}",
        f"H: {said}",
    ]
    assert f"A: {said}" in map(unescape, re.findall(r'title="([^"]*)"', page))
    told = json.loads((brief / "_output/brief.headlines.json").read_text(encoding="utf-8"))
    assert [each["text"] for each in told["headlines"]] == [f"T: {said}", f"H: {said}"]
    assert told["headlines"][0]["told"][0]["texts"]["name"] == name
    written = yaml.safe_load((brief / "_variables.yml").read_text(encoding="utf-8"))
    assert re.sub(r"\\(.)", r"\1", written["largest"]["plain"]["name"]) == name


def _text(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", markup)).split())
