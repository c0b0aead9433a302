-- What a brief uses of Quarto's Markdown, made into what pandoc's writers know: conditional content,
-- cross-references, figures, tables, panels, callouts, layouts, equations. Runs before citeproc, so that
-- cross-references are no citations any more. Faults go to standard error, one JSON line each.

local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
package.path = pandoc.path.join { here, "?.lua" } .. ";" .. package.path

local faults = require "faults"
local conditions = require "conditions"
local numbering = require "numbering"
local references = require "references"

function Pandoc(doc)
  local settings = pandoc.json.decode(doc.blocks:remove(1).text)
  if settings.conditional then doc.blocks = conditions.apply(doc.blocks, doc.meta) end
  faults.unspoken(doc.blocks)
  local entries
  doc.blocks, entries = numbering.apply(doc.blocks, settings)
  local writer = require(FORMAT:match "typst" and "typst" or "html")
  local filter = writer.filter(settings, entries)
  filter.Cite = references.resolver(settings, entries)
  doc = doc:walk(filter)
  if FORMAT:match "typst" then -- headings that moved up leave the contents less deep
    doc.meta["toc-depth"] = ("%d"):format(math.max(1, settings["toc-depth"] - settings.shift))
  end
  io.stderr:write("statbrief-pandoc ", tostring(PANDOC_VERSION), "\n")
  faults.report()
  return doc
end
