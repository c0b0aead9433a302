-- Key figures in print: the list in `::: {.key-figures}` becomes a call of the theme's `key-figures`, one
-- argument an item. The sources become an argument of its `small`. HTML needs nothing, its style sheet does
-- the same. Used by both renderers.

if not FORMAT:match "typst" then return {} end

local function raw(text) return pandoc.RawBlock("typst", text) end

return {
  {
    Div = function(div)
      if div.identifier == "refs" then return { raw "#small[", div, raw "]" } end
      local list = div.content[1]
      if not div.classes:includes "key-figures" or not list or list.t ~= "BulletList" then return nil end
      local blocks = pandoc.Blocks { raw "#key-figures(" }
      for _, item in ipairs(list.content) do
        blocks:insert(raw "[")
        blocks:extend(item)
        blocks:insert(raw "],")
      end
      blocks:insert(raw ")")
      div.content:remove(1)
      blocks:extend(div.content)
      div.content = blocks
      return div
    end,
  },
}
