-- What a brief uses of Quarto's Markdown, made into what pandoc's writers know: values of shortcodes, conditional
-- content, cross-references, figures, tables, panels, callouts, layouts, equations. Runs before citeproc, so that
-- cross-references are no citations any more. The first block of the document holds the settings, as JSON.
--
-- Each walk over a document costs time, so there are two: one that numbers, one that does all the rest.

local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
package.path = pandoc.path.join { here, "?.lua" } .. ";" .. package.path

local faults = require "faults"
local numbering = require "numbering"
local references = require "references"
local values = require "values"

function Pandoc(doc)
  local settings = pandoc.json.decode(doc.blocks:remove(1).text)
  values.load(settings.shortcodes, doc.meta)
  if settings.conditional then doc.blocks = require("conditions").apply(doc.blocks, doc.meta) end
  if settings.suspect then faults.unspoken(doc.blocks) end
  -- a brief's own filters run in this interpreter: starting another for each takes longer than they do
  for _, path in ipairs(settings.filters) do doc = pandoc.utils.run_lua_filter(doc, path) end
  local entries
  doc.blocks, entries = numbering.apply(doc.blocks, settings)
  local filter = require(FORMAT:match "typst" and "typst" or "html").filter(settings, entries)
  filter.Cite = references.resolver(settings, entries)
  doc = doc:walk(values.before(filter))
  if FORMAT:match "typst" then -- headings that moved up leave the contents less deep
    doc.meta["toc-depth"] = ("%d"):format(math.max(1, settings["toc-depth"] - settings.shift))
  end
  io.stderr:write("statbrief-pandoc ", tostring(PANDOC_VERSION), "\n")
  faults.report()
  return doc
end
