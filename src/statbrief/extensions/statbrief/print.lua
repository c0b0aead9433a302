-- What print would take for markup of its own though it is text, and what it has other words for than HTML.

if not FORMAT:match "typst" then return {} end

local generated = require "generated"

local line_starts, raw_html, fitting = generated.filter "line_starts", generated.filter "raw_html", generated.filter "fitting"
local languages = generated.filter "languages"

-- What the document is about, in its properties: what it says of itself, else what stands beneath its title.
local function subject(meta)
  local about = meta.description or meta.subtitle
  if not about then return end
  local inlines = pandoc.utils.type(about) == "Blocks" and pandoc.utils.blocks_to_inlines(about) or pandoc.Inlines(about)
  local target = { format = "typst", extensions = { smart = false, citations = false } }
  local text = pandoc.write(pandoc.Pandoc { pandoc.Plain(inlines) }, target, { wrap_text = "preserve" })
  quarto.doc.include_text("in-header", ("#set document(description: [%s])"):format((text:gsub("\n+$", ""))))
end

return {
  { Meta = fitting.read_settings, Pandoc = fitting.read_citations, Blocks = raw_html.blocks },
  { Inlines = raw_html.inlines, Table = fitting.note, Span = languages.filter.Span },
  { Inlines = line_starts },
  {
    Meta = function(meta)
      for _, key in ipairs { "title", "subtitle", "description", "abstract" } do
        if pandoc.utils.type(meta[key]) == "Inlines" then meta[key] = line_starts(meta[key]) or meta[key] end
      end
      subject(meta)
      return meta
    end,
    Pandoc = function(doc)
      local known = pandoc.json.decode(generated.read "release.json" or "{}", false)
      local address = generated.read "address.typ" or ""
      if known.about and known.about ~= "" then -- with the other fields of the release
        doc.blocks:insert(pandoc.RawBlock("typst", address))
      else
        quarto.doc.include_text("after-body", address) -- beneath the sources, which come in later
      end
      return doc
    end,
  },
}
