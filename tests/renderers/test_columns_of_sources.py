"""What is counted of the citations in tables, which Quarto sets after columns are fitted, and we before."""

import json
import re
import subprocess
from pathlib import Path

import pypandoc

FILTERS = Path(__file__).parents[2] / "src/statbrief/renderers/filters"
NOTING = f"""
package.path = "{FILTERS}/?.lua;" .. package.path
local fitting = require "fitting"
local function noted(doc)
  local said = pandoc.List {{}}
  doc:walk {{ Table = function(tbl) said:insert(fitting.note(tbl).attributes["statbrief-fit"]) end }}
  return pandoc.CodeBlock(table.concat(said, "\\n"))
end
return {{ {{ Pandoc = function(doc)
  fitting.read_settings(doc.meta)
  local set = noted(pandoc.utils.citeproc(doc))
  local unread = noted(doc)
  fitting.read_citations(doc)
  return pandoc.Pandoc {{ set, unread, noted(doc) }}
end }} }}
"""
SOURCES = """
@misc{a, author = {{Bundeswirtschaftsarchiv}}, title = {A}, date = {2024}}
@misc{b, author = {{Bundeswirtschaftsarchiv}}, title = {B}, date = {2024}}
@misc{fhk-2023_x, author = {Fernández, Ana and O'Hara, Bo and Kim, Cy}, title = {C}, date = {2023}}
"""
PROSE = """---
bibliography: sources.bib
---

As [@b, page 3] has it.

| What | Value | Where from |
|:--|--:|:--|
| Arrests, of people who had crossed between the ports of entry | 1,000 | [@a], paragraph 7; agrees with 990 [@b] |
| Arrests | 20,000 | @fhk-2023_x [row 3]; [see @a; @fhk-2023_x, chapters 2 and 3] |
| Nobody’s own | 1 | Bureau 2024 |
"""


def noted(folder: Path) -> list[str]:
    """What is noted of a table once its citations are set, while they are keys, and when they have been read ahead."""
    for name, text in (("noting.lua", NOTING), ("sources.bib", SOURCES), ("prose.md", PROSE)):
        (folder / name).write_text(text, encoding="utf-8")
    command = [pypandoc.get_pandoc_path(), "--to=json", "--lua-filter=noting.lua", "prose.md"]
    document = json.loads(subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout)
    return [block["c"][1] for block in document["blocks"]]


def test_words_of_citations_are_counted_as_they_will_read(tmp_path: Path) -> None:
    """With the letters of two of one year, places and words around them; without that, they are keys."""
    set_before, keys, read = noted(tmp_path)
    assert read == set_before
    assert "Bundeswirtschaftsarchiv" not in keys
    longest = re.findall(r'longest: "([^"]*)"', read)
    assert longest[2] == (
        "Fernández et al. (2023, row 3); (see Bundeswirtschaftsarchiv 2024a; Fernández et al. 2023, chap. 2 and 3)"
    )
