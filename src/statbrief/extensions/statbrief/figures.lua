-- Pictures without a number, in print.

if not FORMAT:match "typst" then return {} end

local unnumbered = require "unnumbered"

return {
  {
    Figure = function(figure)
      local caption = pandoc.utils.blocks_to_inlines(figure.caption.long)
      if figure.identifier ~= "" or #caption == 0 then return nil end
      local alignment = figure.attributes["fig-align"]
      figure:walk { Image = function(image) alignment = alignment or image.attributes["fig-align"] end }
      return pandoc.Div(unnumbered.figure(figure.content, caption, "bottom", alignment), { class = unnumbered.CLASS })
    end,
  },
}
