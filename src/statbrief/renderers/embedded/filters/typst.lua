-- Figures, tables, callouts, layouts, pictures and equations as Typst, in the constructs that Quarto emits,
-- so that one Typst template serves both.

local pictures = require "pictures"
local callouts = require "callouts"
local faults = require "faults"
local fitting = require "fitting"
local formulas = require "formulas"
local line_starts = require "line_starts"
local columns_of = require("html").columns_of

local typst = {}

local COLORS = { -- background and line, as Quarto has them
  note = { "dae6fb", "0758E5" }, tip = { "ccf1e3", "00A047" }, warning = { "fcefdc", "EB9113" },
  important = { "f7dddc", "CC1914" }, caution = { "ffe5d0", "FC5300" },
}
local FLOAT = "statbrief-pieces"

local function raw(text) return pandoc.RawBlock("typst", text) end
local function inline(text) return pandoc.RawInline("typst", text) end
local quoted = fitting.quoted

-- Pieces of Typst that belong together travel in a div until the lists of blocks are put together.
local function pieces(blocks) return pandoc.Div(blocks, { class = FLOAT }) end

local UNITS = { pt = true, mm = true, cm = true, ["in"] = true, em = true, ["%"] = true }

-- A length as Typst writes it; nil of none, and of one that only browsers know, which is a fault.
local function length(picture, key)
  local value = picture.attributes[key]
  if not value or value == "auto" then return nil end
  local number, unit = value:match "^%s*(%d*%.?%d+)%s*([%a%%]*)%s*$"
  if unit == "" or unit == "px" then return ("%.2fpt"):format(tonumber(number) * 0.75) end
  if UNITS[unit] then return number .. unit end
  faults.add("picture", key .. " " .. value, "write cm, in, pt or %", value)
end

local function image(settings)
  return function(picture)
    local path = pictures.check(picture)
    if not path then return {} end
    local arguments = pandoc.List { quoted(path) }
    for _, key in ipairs { "width", "height" } do
      local size = length(picture, key)
      if size then arguments:insert(key .. ": " .. size) end
    end
    local alternative = pictures.alternative(picture)
    if alternative ~= "" then
      arguments:insert("alt: " .. quoted(alternative))
    elseif settings.ua then
      faults.add("picture", picture.src .. " has no text alternative", 'add fig-alt="…": PDF/UA wants one', picture.src)
    end
    return inline("#box(image(" .. table.concat(arguments, ", ") .. "))")
  end
end

local function grid(cells, columns)
  local blocks = pandoc.Blocks { raw("#grid(columns: (" .. ("1fr, "):rep(columns) .. "), gutter: 1em,") }
  for _, cell in ipairs(cells) do blocks:extend { raw "[", cell, raw "]," } end
  blocks:insert(raw ")")
  return blocks
end

function typst.filter(settings, entries)
  -- content: blocks; caption: inlines; the number comes from Typst's own counter of the kind
  local function figure(content, caption, id, position, alignment)
    local kind, entry = id:match "^(%a+)%-" or "fig", entries[id]
    local parent = entry and entry.parent
    local options
    if parent then
      caption = pandoc.Inlines { pandoc.Str("(" .. entry.number .. ")"), pandoc.Space() } .. caption
      options = ('kind: "quarto-subfloat-%s", supplement: "", numbering: none'):format(kind)
    elseif entry then
      options = ('kind: "quarto-float-%s", supplement: %s, numbering: "1"'):format(kind, quoted(settings.words[kind .. "-title"]))
    else
      options = ('kind: "quarto-float-%s", supplement: none, numbering: none'):format(kind)
    end
    local separator = (entry and not parent) and settings.words["title-delim"] .. (#caption > 0 and " " or "") or ""
    local blocks = pandoc.Blocks { raw(alignment == "center" and "#figure([" or ("#align(%s)[#figure(["):format(alignment)) }
    blocks:extend(content)
    local last = pandoc.Inlines { inline "], " }
    if #caption > 0 or (entry and not parent) then
      last:insert(inline(("caption: figure.caption(separator: %s, position: %s, ["):format(quoted(separator), position)))
      last:extend(caption)
      last:insert(inline "]), ")
    end
    last:insert(inline(options .. ")"))
    if id ~= "" then last:insert(inline("<" .. id .. ">")) end
    if alignment ~= "center" then last:insert(inline "]") end
    blocks:insert(pandoc.Plain(last))
    return pieces(blocks)
  end

  local function float(div)
    local content, caption = div.content[1].content, div.content[2].content[1].content
    local columns = columns_of(div, #content)
    local position = div.identifier:match "^tbl%-" and "top" or "bottom"
    local alignment = pictures.alignment(div, settings)
    return figure(columns and grid(content, columns) or content, caption, div.identifier, position, alignment)
  end

  -- A reference to a section that print numbers in a way of its own says that number.
  local function section_as_printed(link)
    local id = link.target:sub(2)
    local entry = settings["section-numbering"] ~= "" and link.classes:includes "quarto-xref" and entries[id]
    if not entry or entry.kind ~= "sec" then return nil end
    local number = ("#context numbering(%s, ..counter(heading).at(<%s>))"):format(quoted(settings["section-numbering"]), id)
    link.content[#link.content] = inline(number)
    return link
  end

  local function callout(parts, div)
    local colors = COLORS[parts.kind]
    local blocks = pandoc.Blocks { raw "#callout(", raw "body: [" }
    blocks:extend(parts.content)
    blocks:insert(raw "],")
    local title = pandoc.Inlines { inline "title: [" }
    title:extend(parts.title or { pandoc.Str(settings.words["callout-" .. parts.kind]) }) -- which pages say by a class
    title:insert(inline "],")
    blocks:insert(pandoc.Plain(title))
    blocks:insert(raw(('background_color: rgb("#%s"), icon_color: rgb("#%s"), icon: none, body_background_color: white,'):format(colors[1], colors[2])))
    blocks:insert(raw(div.identifier == "" and ")" or ") <" .. div.identifier .. ">"))
    return pieces(blocks)
  end

  return {
    Inlines = line_starts,
    Image = image(settings),
    Math = function(math) return formulas.typst(math, "", nil, "") end,
    Quoted = function(quote)
      local double = quote.quotetype == "DoubleQuote"
      local result = pandoc.Inlines { pandoc.Str(double and "“" or "‘") }
      result:extend(quote.content)
      result:insert(pandoc.Str(double and "”" or "’"))
      return result
    end,
    Link = function(link)
      if link.target == "#top" then -- the start of any page, in HTML without an id
        local result = pandoc.Inlines { inline "#link((page: 1, x: 0pt, y: 0pt))[" }
        result:extend(link.content)
        result:insert(inline "]")
        return result
      end
      return section_as_printed(link)
    end,
    Span = function(span)
      if span.classes:includes "statbrief-equation" then
        local math = pandoc.Math("DisplayMath", span.attributes.tex)
        return formulas.typst(math, 'numbering: "(1)", ', span.attributes.alt, "<" .. span.identifier .. ">")
      end
      if span.identifier ~= "" and #span.content == 0 then return inline("#box[]<" .. span.identifier .. ">") end
    end,
    Header = function(header)
      header.level = math.max(1, header.level - settings.shift) -- that of the sources may be above all others
      return header
    end,
    Figure = function(fig)
      local caption = pandoc.utils.blocks_to_inlines(fig.caption.long)
      return figure(fig.content, caption, fig.identifier, "bottom", pictures.alignment(fig, settings))
    end,
    Table = function(tbl)
      local caption, id = pandoc.utils.blocks_to_inlines(tbl.caption.long), tbl.identifier
      tbl.classes:insert "typst:no-figure"
      tbl.identifier, tbl.caption = "", { long = {} }
      local content = fitting.fitted(tbl)
      if #caption == 0 and id == "" then return pieces(content) end
      return figure(content, caption, id, "top", "center")
    end,
    Div = function(div)
      if div.classes:includes "statbrief-float" then return float(div) end
      local parts = callouts.parts(div, settings)
      if parts then return callout(parts, div) end
      local columns = columns_of(div, #div.content)
      if columns then
        div.content = grid(div.content, columns)
        return div
      end
    end,
    Blocks = function(blocks)
      local flat = pandoc.Blocks {}
      for _, block in ipairs(blocks) do
        if block.t == "Div" and block.classes:includes(FLOAT) then
          flat:extend(block.content)
        else
          flat:insert(block)
        end
      end
      return flat
    end,
  }
end

return typst
