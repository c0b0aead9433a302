-- Figures, tables, callouts and layouts as HTML, with the classes that Quarto gives them.

local pictures = require "pictures"
local callouts = require "callouts"
local references = require "references"
local resources = require "resources"

local html = {}

local function prefixed(caption, id, settings, entries)
  local prefix = references.caption_prefix(id, settings, entries)
  if prefix == "" then return caption end
  local result = pandoc.Inlines { pandoc.Str(prefix) }
  if #caption > 0 then
    result:insert(pandoc.Space())
    result:extend(caption)
  end
  return result
end

local function panel(cells, columns)
  local rows, row = pandoc.Blocks {}, pandoc.Blocks {}
  for index, cell in ipairs(cells) do
    local attr = { class = "quarto-layout-cell", style = ("flex-basis: %.1f%%"):format(100 / columns) }
    row:insert(pandoc.Div({ cell }, attr))
    if index % columns == 0 or index == #cells then
      rows:insert(pandoc.Div(row, { class = "quarto-layout-row" }))
      row = pandoc.Blocks {}
    end
  end
  return pandoc.Div(rows, { class = "quarto-layout-panel" })
end

-- What is called a table has its caption above it, as in print.
local function captioned_above(content, caption, div)
  local blocks = pandoc.Blocks { pandoc.RawBlock("html", '<figure class="quarto-float quarto-float-tbl">') }
  if #caption > 0 then
    local line = pandoc.Inlines { pandoc.RawInline("html", "<figcaption>") }
    line:extend(caption)
    line:insert(pandoc.RawInline("html", "</figcaption>"))
    blocks:insert(pandoc.Plain(line))
  end
  blocks:extend(content)
  blocks:insert(pandoc.RawBlock("html", "</figure>"))
  div.content = blocks
  return div
end

local function columns_of(div, count)
  local columns, rows = tonumber(div.attributes["layout-ncol"]), tonumber(div.attributes["layout-nrow"])
  div.attributes["layout-ncol"], div.attributes["layout-nrow"] = nil, nil
  return columns or (rows and math.ceil(count / rows))
end
html.columns_of = columns_of

function html.filter(settings, entries)
  local headers = 0
  local function figure(content, caption, attr, alignment)
    local kind = attr.identifier:match "^(%a+)%-" or "fig"
    local parent = entries[attr.identifier] and entries[attr.identifier].parent
    attr.classes:extend { "quarto-float", (parent and "quarto-subfloat-" or "quarto-float-") .. kind, "quarto-figure-" .. alignment }
    attr.attributes["fig-align"], attr.attributes["fig-alt"] = nil, nil
    return pandoc.Figure(content, { long = #caption > 0 and { pandoc.Plain(caption) } or {} }, attr)
  end

  local function float(div)
    local content, caption = div.content[1].content, div.content[2].content[1].content
    caption = prefixed(caption, div.identifier, settings, entries)
    local columns = columns_of(div, #content)
    if not columns and #content == 1 and content[1].t == "Table" then
      content[1].identifier, content[1].caption = div.identifier, { long = { pandoc.Plain(caption) } }
      return content[1]
    end
    local alignment = pictures.alignment(div, settings)
    div.classes = div.classes:filter(function(class) return class ~= "statbrief-float" end)
    local inside = columns and { panel(content, columns) } or content
    if div.identifier:match "^tbl%-" then return captioned_above(inside, caption, div) end
    return figure(inside, caption, div.attr, alignment)
  end

  local function callout(parts, div)
    local result = pandoc.Blocks {}
    if parts.title then result:insert(pandoc.Div(pandoc.Para(parts.title), { class = "callout-title" })) end
    result:insert(pandoc.Div(parts.content, { class = "callout-body" }))
    local classes = { "callout", "callout-style-" .. parts.appearance, "callout-" .. parts.kind }
    return pandoc.Div(result, { id = div.identifier, class = table.concat(classes, " "), role = "note" })
  end

  return {
    RawBlock = resources.in_raw,
    RawInline = resources.in_raw,
    Image = function(image)
      pictures.check(image)
      image.attributes.alt = pictures.alternative(image)
      image.attributes["fig-alt"], image.attributes["fig-align"] = nil, nil
      return image
    end,
    Header = next(settings.section_numbers) and function(header)
      headers = headers + 1
      local number = settings.section_numbers[headers]
      if not number then return nil end
      header.classes = header.classes:filter(function(class) return class ~= "unlisted" end) -- which needs unnumbered, too
      header.content:insert(1, pandoc.Space())
      header.content:insert(1, pandoc.Span(number, { class = "header-section-number" }))
      return header
    end or nil,
    Span = settings.formulas and function(span)
      if span.classes:includes "statbrief-equation" then
        local number = pandoc.Span("(" .. span.attributes.number .. ")", { class = "equation-number" })
        return pandoc.Span({ span.content[1], pandoc.Space(), number }, { id = span.identifier, class = "equation" })
      end
    end or nil,
    Figure = function(fig)
      local caption = pandoc.utils.blocks_to_inlines(fig.caption.long)
      local alignment = pictures.alignment(fig, settings)
      return figure(fig.content, prefixed(caption, fig.identifier, settings, entries), fig.attr, alignment)
    end,
    Table = function(tbl)
      local caption = pandoc.utils.blocks_to_inlines(tbl.caption.long)
      caption = prefixed(caption, tbl.identifier, settings, entries)
      if #caption > 0 then tbl.caption = { long = { pandoc.Plain(caption) } } end
      return tbl
    end,
    Div = function(div)
      if div.classes:includes "statbrief-float" then return float(div) end
      local parts = callouts.parts(div, settings)
      if parts then return callout(parts, div) end
      local columns = columns_of(div, #div.content)
      if columns then
        div.content = { panel(div.content, columns) }
        return div
      end
    end,
  }
end

return html
