-- Tables that stay inside the printed page, with the captions of those that have no number.
-- What they hold was noted before the brief's own filters made markup of it.

if not FORMAT:match "typst" then return {} end

local fitting, unnumbered = require("generated").filter "fitting", require "unnumbered"

return {
  {
    Div = function(div)
      if div.classes:includes(unnumbered.CLASS) then return div.content end
    end,
    Table = function(tbl)
      local caption = pandoc.utils.blocks_to_inlines(tbl.caption.long)
      tbl.caption = { long = {} }
      local content = pandoc.Blocks(fitting.fitted(tbl, true))
      return #caption > 0 and unnumbered.figure(content, caption, "top") or content
    end,
  },
}
