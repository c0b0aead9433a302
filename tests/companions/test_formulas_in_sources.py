"""Formulas in titles of sources: companions have what is read, and not the TeX beside it."""

import json
from pathlib import Path

from briefs import write_brief
from command_line import done

SETTINGS = """lang: en
bibliography: data/sources.bib
companions: headlines
format: {html: {theme: none, minimal: true, html-math-method: mathml}, typst: default}
"""


def test_a_formula_in_a_title_is_read_once(tmp_path: Path) -> None:
    """PM2.5, whose page has `_{2.5}` in it as well, for who copies the formula."""
    brief = write_brief(tmp_path)
    (brief / "_quarto.yml").write_text(SETTINGS, encoding="utf-8")
    source = "@misc{agency, title = {{PM$_{2.5}$ in air}}, author = {{Agency}}, date = {2024}}\n"
    (brief / "data/sources.bib").write_text(source, encoding="utf-8")
    key = "::: {.key-figures}\n- **{{< var arrests_2022.value >}}** arrests [@agency]\n:::"
    prose = f"---\ntitle: Arrests\n---\n\n{key}\n\n{{{{< figures >}}}}\n\n::: {{#refs}}\n:::\n"
    (brief / "brief.qmd").write_text(prose, encoding="utf-8")
    done("build", "--to", "html", brief)
    assert "_{2.5}" in (brief / "_output/brief.html").read_text(encoding="utf-8")
    told = json.loads((brief / "_output/brief.headlines.json").read_text(encoding="utf-8"))
    (reference,) = told["headlines"][0]["told"][0]["sources"]
    assert reference["reference"] == "Agency. 2024. PM2.5 in air."
