-- What a brief uses of Quarto's Markdown, made into what pandoc's writers know: values of shortcodes, conditional
-- content, cross-references, citations, figures, tables, panels, callouts, layouts, equations. The first block of
-- the document holds the settings, as JSON.
--
-- Reading a brief and setting its citations takes most of the time, so one run can serve both formats: the Typst
-- source is then written from here, and Typst compiles while pandoc goes on to write the page.

local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local shared = pandoc.path.join { here, "..", "..", "filters", "?.lua" } -- with Quarto's extension
package.path = table.concat({ pandoc.path.join { here, "?.lua" }, shared, package.path }, ";")

local credits = require "credits"
local faults = require "faults"
local fitting = require "fitting"
local languages = require "languages"
local note_styles = require "note_styles"
local numbering = require "numbering"
local pictures = require "pictures"
local raw_html = require "raw_html"
local references = require "references"
local release = require "release"
local resources = require "resources"
local rows = require "rows"
local values = require "values"

local function cited(doc, settings)
  if #settings.bibliography == 0 then return doc end
  doc.blocks = note_styles.named(doc.blocks, settings.csl)
  doc.meta.bibliography = pandoc.MetaList(settings.bibliography)
  if settings.csl ~= "" then doc.meta.csl = settings.csl end
  local own = doc.meta.references
  doc = credits.cited(languages.marked(doc))
  doc.meta.bibliography, doc.meta.csl, doc.meta.references = nil, nil, own
  return doc
end

-- The document as one format has it. The brief's own filters run in this interpreter, and see that format.
local function formatted(doc, format, settings, entries)
  doc = pandoc.Pandoc(doc.blocks, pandoc.Meta(doc.meta)) -- walks and filters give back copies
  doc.meta = release.head(doc.meta, settings.head, format)
  local environment = setmetatable({ FORMAT = format }, { __index = _G })
  if format == "typst" then
    local address = pandoc.RawBlock("typst", settings.address)
    if settings.head.described then -- with the other fields of the release
      doc.blocks:insert(address)
    else
      doc.meta["address-in-print"] = pandoc.Blocks { address }
    end
    doc = doc:walk { Blocks = raw_html.blocks }
    fitting.read_settings(doc.meta)
    local typed = raw_html.is_in(doc) and raw_html.inlines or nil -- to look through all inlines takes long
    doc = doc:walk { Inlines = typed, Table = fitting.note, Span = languages.filter.Span }
  end
  for _, path in ipairs(settings.filters) do doc = pandoc.utils.run_lua_filter(doc, path, environment) end
  settings.shift = settings.shift or numbering.shift(doc)
  doc = doc:walk(require(format).filter(settings, entries))
  if format == "typst" then -- headings that moved up leave the contents less deep
    doc.meta["toc-depth"] = ("%d"):format(math.max(1, settings["toc-depth"] - settings.shift))
  end
  return doc
end

local function write_typst(doc, job)
  for key, value in pairs(job.metadata) do doc.meta[key] = value end
  local options = { template = pandoc.template.compile(job.template), variables = job.variables, wrap_text = "preserve" }
  local target = { format = "typst", extensions = { smart = false, citations = false } }
  local file = assert(io.open(job.output, "wb"))
  file:write(pandoc.write(doc, target, options), "\n")
  file:close()
  io.stderr:write("statbrief-typst\n")
end

-- The main points of a release come at the end of the text, with its other fields.
local function with_main_points(blocks)
  for index = #blocks, 1, -1 do
    if blocks[index].t == "Div" and blocks[index].classes:includes "main-points" then
      return release.placed(blocks, blocks:remove(index))
    end
  end
  return blocks
end

-- What has an identifier: the kind of element; nothing where nothing has. Looked for when it is first asked.
local function names_in(blocks)
  local kinds
  return function(id)
    if not kinds then
      kinds = {}
      local function take(element)
        if element.identifier ~= "" then kinds[element.identifier] = element.t end
      end
      blocks:walk { Image = take, Div = take, CodeBlock = take, Span = take, Header = take, Table = take, Figure = take }
    end
    return kinds[id]
  end
end

local function rendered(doc)
  io.stderr:write("statbrief-pandoc ", tostring(PANDOC_VERSION), "\n")
  local settings = pandoc.json.decode(doc.blocks:remove(1).text)
  resources.outside = settings.outside
  resources.styles(settings.styles)
  values.load(settings.shortcodes, doc.meta)
  if settings["main-points"] then doc.blocks = with_main_points(doc.blocks) end
  local logo = settings.head.logo
  if logo ~= "" then resources.put(logo, logo) end
  if settings.conditional then doc.blocks = require("conditions").apply(doc.blocks, doc.meta) end
  if settings.suspect then faults.unspoken(doc.blocks, settings) end
  if settings.annotated then faults.annotations(doc.blocks) end
  if settings.grids then faults.grids(doc.blocks) end
  if settings.widths then doc.blocks = doc.blocks:walk(require "column_widths") end
  doc.blocks = doc.blocks:walk { Table = rows.Table }
  if settings.linked then doc.blocks = doc.blocks:walk { Para = pictures.linked } end
  settings.names = names_in(doc.blocks)
  local entries
  doc.blocks, entries = numbering.apply(doc.blocks, settings)
  doc = doc:walk(values.with { Cite = references.resolver(settings, entries) })
  doc = cited(doc, settings)
  if settings.typst then
    local typst = formatted(doc, "typst", settings, entries)
    if #faults.found == 0 then write_typst(typst, settings.typst) end
  end
  doc = formatted(doc, FORMAT:match "typst" or "html", settings, entries)
  faults.report()
  return doc
end

return { { Pandoc = rendered } } -- no global, which a filter of the brief would find as its own
