-- Before the sources are cited: what a style that cites in notes needs, titles that are in another language, and sources
-- that are named by themselves.

local generated = require "generated"
local note_styles, languages = generated.filter "note_styles", generated.filter "languages"
local credits = generated.filter "credits"

return {
  {
    Pandoc = function(doc)
      if doc.meta.csl then doc.blocks = note_styles.named(doc.blocks, pandoc.utils.stringify(doc.meta.csl)) end
      return credits.named(languages.marked(doc))
    end,
  },
}
