-- Before the sources are cited: what a style that cites in notes needs.

local note_styles = require("generated").filter "note_styles"

return {
  {
    Pandoc = function(doc)
      if not doc.meta.csl then return nil end
      doc.blocks = note_styles.named(doc.blocks, pandoc.utils.stringify(doc.meta.csl))
      return doc
    end,
  },
}
