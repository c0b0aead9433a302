-- What print would take for markup of its own though it is text, and what it has other words for than HTML.

if not FORMAT:match "typst" then return {} end

local generated = require "generated"

local line_starts, raw_html, fitting = generated.filter "line_starts", generated.filter "raw_html", generated.filter "fitting"
local languages = generated.filter "languages"

return {
  { Blocks = raw_html.blocks },
  { Inlines = raw_html.inlines, Table = fitting.note, Span = languages.filter.Span },
  { Inlines = line_starts },
  {
    Meta = function(meta)
      for _, key in ipairs { "title", "subtitle", "description", "abstract" } do
        if pandoc.utils.type(meta[key]) == "Inlines" then meta[key] = line_starts(meta[key]) or meta[key] end
      end
      return meta
    end,
  },
}
