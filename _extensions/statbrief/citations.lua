-- Before the sources are cited: what a style that cites in notes needs, and titles that are in another language.

local generated = require "generated"
local note_styles, languages = generated.filter "note_styles", generated.filter "languages"

return {
  {
    Pandoc = function(doc)
      if doc.meta.csl then doc.blocks = note_styles.named(doc.blocks, pandoc.utils.stringify(doc.meta.csl)) end
      return languages.marked(doc)
    end,
  },
}
