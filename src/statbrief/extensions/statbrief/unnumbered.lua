-- Pictures and tables with a caption and no number, as the embedded renderer prints them. Quarto counts the pictures,
-- so that those with a number have another one in print than on the page, and leaves out the captions of the tables.

local unnumbered = { CLASS = "statbrief-unnumbered" } -- of what is one block until all filters have run

local function inline(text) return pandoc.RawInline("typst", text) end

function unnumbered.figure(content, caption, position, alignment)
  local is_beside = alignment == "left" or alignment == "right"
  local start = is_beside and ("#align(%s)[#figure(["):format(alignment) or "#figure(["
  local blocks = pandoc.Blocks { pandoc.RawBlock("typst", start) } .. content
  local last = pandoc.Inlines { inline(('], caption: figure.caption(separator: "", position: %s, ['):format(position)) }
  last:extend(caption)
  last:insert(inline(']), kind: "quarto-float-fig", supplement: none, numbering: none)' .. (is_beside and "]" or "")))
  blocks:insert(pandoc.Plain(last))
  return blocks
end

return unnumbered
