-- Gives every figure, table, equation and section its number, in the order of the document, and brings what
-- can be written in several ways into one form:
--   a float in a div    Div(id, .statbrief-float) { Div(.statbrief-content), Div(.statbrief-caption) }
--   a numbered equation Span(id, .statbrief-equation, tex, number) { Math }
--   a callout           Div(.callout-x) { Div(.statbrief-title), … }
-- Returns the blocks and, by id, { kind =, number =, parent = }.

local faults = require "faults"

local numbering = {}

local FLOATS = { fig = true, tbl = true }

local function kind_of(id) return id:match "^(%a+)%-." end

local function letter(count) return string.char(string.byte "a" + (count - 1) % 26) end

-- A picture in a figure is described by fig-alt alone: the caption stands beside it anyway.
local function described(figure)
  return figure:walk {
    Image = function(image)
      image.attributes.alt = image.attributes["fig-alt"] or image.attributes.alt or ""
      image.attributes["fig-alt"] = nil
      image.caption = {}
      return image
    end,
  }
end

-- What stands inside a float's div, and its caption: the last paragraph, or the only figure's own.
local function parts_of_float(div)
  local content = div.content
  local last = content[#content]
  if #content > 1 and last.t == "Para" then
    content:remove()
    return content, last.content
  elseif #content == 1 and last.t == "Figure" and last.identifier == "" then
    return last.content, pandoc.utils.blocks_to_inlines(last.caption.long)
  elseif #content == 1 and last.t == "Table" and last.identifier == "" then
    local caption = pandoc.utils.blocks_to_inlines(last.caption.long)
    last.caption = { long = {} }
    return pandoc.Blocks { last }, caption
  end
  return content, pandoc.Inlines {}
end

local function float(div, entries)
  local count = 0
  local content, caption = parts_of_float(div)
  for index, block in ipairs(content) do
    local inner = block.t == "Para" and #block.content == 1 and block.content[1].t == "Image" and block.content[1]
    local id = (inner or block).identifier or ""
    if FLOATS[kind_of(id) or ""] then
      count = count + 1
      entries[id] = { kind = kind_of(id), number = letter(count), parent = div.identifier }
      if block.t == "Div" then content[index] = float(block, entries) end
    end
  end
  div.content = {
    described(pandoc.Div(content, { class = "statbrief-content" })),
    pandoc.Div(pandoc.Plain(caption), { class = "statbrief-caption" }),
  }
  div.classes:insert "statbrief-float"
  return div
end

-- "$$…$$ {#eq-x}" comes as Math, Space, Str; the attributes may hold spaces and quotes.
local function equations(inlines, number)
  local result, index, changed = pandoc.Inlines {}, 1, false
  while index <= #inlines do
    local math, id, attributes, last = inlines[index], nil, "", index
    if math.t == "Math" and math.mathtype == "DisplayMath" then
      local from = index + 1
      while inlines[from] and (inlines[from].t == "Space" or inlines[from].t == "SoftBreak") do from = from + 1 end
      local text = inlines[from] and inlines[from].t == "Str" and inlines[from].text or ""
      if text:match "^{#eq%-" then
        while not text:match "}$" and inlines[from + 1] do
          from = from + 1
          text = text .. pandoc.utils.stringify(inlines[from])
        end
        id, attributes = text:match "^{#(eq%-[%w_:.-]+)(.*)}$"
        last = from
      end
    end
    if id then
      local alt = attributes:match "alt=[“‘\"'](.-)[”’\"']$"
      local attributes_of = { id = id, class = "statbrief-equation", alt = alt, number = number(id), tex = math.text }
      result:insert(pandoc.Span({ math }, attributes_of))
      changed = true
    else
      result:insert(math)
    end
    index = (id and last or index) + 1
  end
  return changed and result or nil
end

-- How much higher headings are in print, where the highest level in use is the first: those of HTML and of the sources.
function numbering.shift(doc)
  local lowest
  doc:walk { Header = function(header) lowest = math.min(lowest or 6, header.level) end }
  return lowest and lowest - 1 or 0
end

-- Numbers for the headings, in order; the highest level in use counts as the first.
local function number_sections(headers, settings, entries)
  local numbers, counts, level_before, lowest = {}, {}, 0, 6
  for _, header in ipairs(headers) do lowest = math.min(lowest, header.level) end
  settings.shift = #headers > 0 and lowest - 1 or nil -- else that of headings that come in later
  for index, header in ipairs(headers) do
    local level = header.level - settings.shift
    if settings.ua and level > level_before + 1 then
      local jump = "%s skips from level %d to %d"
      faults.add("heading", jump:format(header.text, level_before + settings.shift, header.level),
        "use one # less: PDF/UA wants every level", header.text)
    end
    level_before = level
    if not header.unnumbered then
      for each = 1, level do counts[each] = counts[each] or 0 end
      counts[level] = counts[level] + 1
      for each = level + 1, #counts do counts[each] = nil end
      local number = table.concat(counts, ".", 1, level)
      entries[header.id] = { kind = "sec", number = number }
      if settings["number-sections"] and header.level <= settings["number-depth"] then numbers[index] = number end
    end
  end
  settings.section_numbers = numbers
end

function numbering.apply(blocks, settings)
  local entries, counts, headers = {}, { fig = 0, tbl = 0, eq = 0 }, {}

  local function count(id, kind)
    counts[kind] = counts[kind] + 1
    entries[id] = { kind = kind, number = tostring(counts[kind]) }
    return entries[id].number
  end

  local function numbered(block)
    if not block.content:find_if(function(inline) return inline.t == "Math" end) then return nil end
    local content = equations(block.content, function(id) return count(id, "eq") end)
    if not content then return nil end
    block.content = content
    return block
  end

  blocks = blocks:walk {
    traverse = "topdown",
    Header = function(header)
      headers[#headers + 1] = {
        level = header.level, id = header.identifier, unnumbered = header.classes:includes "unnumbered",
        text = settings.ua and pandoc.utils.stringify(header.content) or "",
      }
    end,
    Figure = function(figure)
      local kind = kind_of(figure.identifier)
      if FLOATS[kind or ""] then count(figure.identifier, kind) end
      return described(figure), false
    end,
    Table = function(tbl)
      local kind = kind_of(tbl.identifier)
      if FLOATS[kind or ""] then count(tbl.identifier, kind) end
      if not settings.formulas then return nil, false end
    end,
    Div = function(div)
      local kind = kind_of(div.identifier)
      if FLOATS[kind or ""] then
        count(div.identifier, kind)
        return float(div, entries), false
      end
      local callout = div.classes:find_if(function(class) return class:match "^callout%-" end)
      if callout and #div.content > 0 and div.content[1].t == "Header" then
        div.content[1] = pandoc.Div(pandoc.Plain(div.content[1].content), { class = "statbrief-title" })
        return div
      end
    end,
    Para = settings.formulas and numbered or nil,
    Plain = settings.formulas and numbered or nil,
  }
  number_sections(headers, settings, entries)
  return blocks, entries
end

return numbering
