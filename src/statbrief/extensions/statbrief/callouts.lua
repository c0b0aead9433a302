-- Callouts on a plain page: Quarto makes quotations of them, without their kind, and says Warning in every language.

if not quarto.doc.is_format "html" then return {} end

local function callout(custom)
  local simple = custom.appearance ~= "default"
  local title = custom.title and quarto.utils.as_inlines(custom.title) or pandoc.Inlines {}
  if #title == 0 and not simple then
    title = pandoc.Inlines { pandoc.Str(quarto.doc.language["callout-" .. custom.type .. "-title"] or custom.type) }
  end
  local blocks = pandoc.Blocks {}
  if #title > 0 then blocks:insert(pandoc.Div(pandoc.Para(title), { class = "callout-title" })) end
  blocks:insert(pandoc.Div(quarto.utils.as_blocks(custom.content), { class = "callout-body" }))
  local classes = ("callout callout-style-%s callout-%s"):format(simple and "simple" or "default", custom.type)
  return pandoc.Div(blocks, { id = custom.attr and custom.attr.identifier, class = classes, role = "note" })
end

return { { Callout = callout } }
