-- What the printed page wants told, as calls of the theme's functions; HTML needs nothing, its style sheet does the
-- same. Used by both renderers.
--
-- - The list in `::: {.key-figures}` becomes `key-figures`, one argument an item; what is marked as `.range` in it,
--   `figure-range`.
-- - A number that leads to its row stands in one line with the word after it, its unit or what it counts.
-- - Numbers in columns that are set to the right stand with their decimal marks beneath each other, but for those with
--   words after them.
-- - The sources, and the notes beneath a table, become the argument of `small`.
-- - What `::: {.release}` tells of a release becomes `release-terms`, two arguments a term: its name, and what it says.
-- - The text becomes `in-columns`, one argument a piece that stays together, but for what is marked as `.wide`: a
--   section by its heading, or a div; for tables of many columns and no short ones, and long formulas.

if not FORMAT:match "typst" then return {} end

local function raw(text) return pandoc.RawBlock("typst", text) end
local function inline(text) return pandoc.RawInline("typst", text) end

-- A call with lists of blocks as its arguments.
local function call(name, arguments)
  local blocks = pandoc.Blocks { raw("#" .. name .. "(") }
  for _, argument in ipairs(arguments) do
    blocks:insert(raw "[")
    blocks:extend(argument)
    blocks:insert(raw "],")
  end
  blocks:insert(raw ")")
  return blocks
end

-- A call with inlines as its argument.
local function inline_call(name, argument)
  local inlines = pandoc.Inlines { inline("#" .. name .. "[") }
  inlines:extend(argument)
  inlines:insert(inline "]")
  return inlines
end

local SHORT_WORD = 4 -- letters: a year, say

-- The last two words beneath a number stay in one line where the last is short, however deep they are within marks.
local function with_end_held(inlines)
  local last = #inlines
  while last > 0 and (inlines[last].t == "Space" or inlines[last].t == "RawInline") do last = last - 1 end
  local word, space, before = inlines[last], inlines[last - 1], inlines[last - 2]
  local is_word = word and (word.t == "Str" or (word.content and not pandoc.utils.stringify(word):find "%s"))
  if is_word and space and space.t == "Space" and before and before.t == "Str" then
    if pandoc.text.len(pandoc.utils.stringify(word)) > SHORT_WORD then return inlines end
    inlines:insert(last + 1, inline "]")
    inlines:insert(last - 2, inline "#box[")
  elseif word and (word.t == "Span" or word.t == "Link") then
    word = word:clone()
    word.content = with_end_held(word.content)
    inlines[last] = word
  end
  return inlines
end

-- What stands beneath a number, up to its range.
local function label_end(inlines)
  local label, rest, in_range = pandoc.Inlines {}, pandoc.Inlines {}, false
  for _, each in ipairs(inlines) do
    in_range = in_range or each.t == "RawInline" and each.text:match "^#figure%-range" ~= nil
    if in_range then rest:insert(each) else label:insert(each) end
  end
  return with_end_held(label) .. rest
end

local function key_figures(div)
  local list = div.content[1]
  if not list or list.t ~= "BulletList" then return nil end
  local items = list.content:map(function(item)
    local first = item[1] and item[1]:clone()
    if not first or not first.content or #first.content < 2 then return item end
    first.content = label_end(first.content)
    item[1] = first
    return item
  end)
  local blocks = call("key-figures", items)
  div.content:remove(1)
  blocks:extend(div.content)
  div.content = blocks
  return div
end

-- What main points are called stands on the page on which they begin.
local function main_points(div)
  local title = div.content:remove(1)
  div.content:insert(1, raw "]")
  div.content:insert(1, title)
  div.content:insert(1, raw "#block(sticky: true)[")
  return div
end

-- A definition of one paragraph goes on in the line of its term; of one that begins with a list, the term has a line of
-- its own, which is never the last of a column.
local function release_terms(list)
  local arguments = pandoc.List {}
  for _, item in ipairs(list.content) do
    local term, said = pandoc.Blocks { pandoc.Plain(item[1]) }, pandoc.Blocks {}
    for _, definition in ipairs(item[2]) do said:extend(definition) end
    if #said == 1 and said[1].t == "Para" then said[1] = pandoc.Plain(said[1].content) end
    if said[1] and said[1].content and (said[1].t == "Para" or said[1].t == "Plain") then
      said[1] = said[1]:clone()
      said[1].content:insert(1, inline "#h(0.5em)")
    else
      term = pandoc.Blocks { raw "#block(sticky: true)[", term[1], raw "]" }
    end
    arguments:extend { term, said }
  end
  return call("release-terms", arguments)
end

-- Numbers and their units

local LONG_WORD = 16 -- letters: what is longer goes into a line of its own

-- Whether a piece of the text is a figure that ends with its number.
local function is_figure(inline)
  return inline.t == "Link" and inline.target:match "^#n%-" and pandoc.utils.stringify(inline):match "%d$"
end

-- Texts with no line's end between a number, as a function knows it, and the next word.
local function held(inlines, is_number)
  for place = 2, #inlines - 1 do
    local word = inlines[place + 1]
    local is_word = word.t == "Str" and word.text:match "^[%a\xC3]" and pandoc.text.len(word.text) <= LONG_WORD
    if inlines[place].t == "Space" and is_word and is_number(inlines[place - 1]) then inlines[place] = pandoc.Str "\u{A0}" end
  end
  return inlines
end

local function with_units(inlines) return held(inlines, is_figure) end

local function with_millions(link)
  if not link.target:match "^#" then return nil end
  link.content = held(link.content, function(inline) return inline.t == "Str" and inline.text:match "%d$" end)
  return link
end

-- Cells have widths of their own, and what is large in key figures its own lines.
local function unchanged(element) return element, false end

-- Numbers beneath each other

local decimal_mark = "."
local is_large = false -- large print has no room for it

-- Where the whole part of the first number of a text ends; nil without a number.
local function end_of_whole(text)
  local first, last = text:find "%d+"
  while last do
    local mark = text:sub(last + 1):match "^([.,])%d%d%d%f[%D]" or text:sub(last + 1):match "^(\u{202F})%d%d%d%f[%D]"
      or text:sub(last + 1):match "^(\u{A0})%d%d%d%f[%D]"
    if not mark or mark == decimal_mark then return last end
    last = last + #mark + 3
  end
  return first and last
end

-- A cell's inlines up to the decimal mark, and from there on. `mark` is put where the number was parted, within the span
-- that it stands in, and around what of it is in one piece: no line ends there.
local function split(inlines, mark)
  local head, tail, found = pandoc.Inlines {}, pandoc.Inlines {}, false
  for _, each in ipairs(inlines) do
    if found then
      tail:insert(each)
    elseif each.t == "Str" and end_of_whole(each.text) then
      local last = end_of_whole(each.text)
      head:extend { inline "#box[", pandoc.Str(each.text:sub(1, last)), mark, inline "]" }
      if last < #each.text then tail:insert(pandoc.Str(each.text:sub(last + 1))) end
      found = true
    elseif each.t == "Span" or each.t == "Strong" then
      local before, after, within = split(each.content, mark)
      each = each:clone()
      each.content = before
      head:insert(each)
      tail:extend(after)
      found = within
    else
      head:insert(each)
    end
  end
  return head, tail, found
end

-- The cell of a row that begins in a column; none where one reaches over it, or is aligned in a way of its own.
local function cell_in(row, column)
  local place = 1
  for _, cell in ipairs(row.cells) do
    if place == column then return cell.col_span == 1 and cell.alignment == "AlignDefault" and cell or nil end
    place = place + cell.col_span
  end
end

local function in_cells(rows, column, change)
  for _, row in ipairs(rows) do
    local cell = cell_in(row, column)
    local block = cell and cell.contents[1]
    if block and #cell.contents == 1 and block.content then
      block.content = change(block.content)
      cell.contents = { block }
    end
  end
end

local function align_numbers(tbl, column)
  local tails, known = pandoc.Inlines {}, {}
  local after_mark = "after-mark-" .. column -- each column has its own, and all are said before the table
  local function change(inlines)
    local mark = pandoc.Span({}, { class = "mark-of-number" })
    local head, tail, found = split(inlines, mark)
    if pandoc.utils.stringify(tail):find "%s" then return inlines end
    local span = pandoc.Span(tail)
    if not known[tostring(span)] then tails:extend { inline "[", span, inline "]," } end
    known[tostring(span)] = true
    if not found then return head .. inline_call(after_mark, tail) end
    return head:walk {
      Span = function(span)
        if span.classes:includes "mark-of-number" then return inline_call(after_mark, tail) end
      end,
    }
  end
  for _, body in ipairs(tbl.bodies) do in_cells(body.body, column, change) end
  in_cells(tbl.head.rows, column, function(inlines) return inlines .. inline_call(after_mark, {}) end)
  tails:insert(1, inline("#let " .. after_mark .. " = as-wide-as("))
  tails:insert(inline ")")
  return pandoc.Plain(tails)
end

-- Numbers need columns as wide as they are, whatever the source's dashes say.
local function lay_out(tbl)
  local blocks, has_numbers = pandoc.Blocks {}, false
  for column, spec in ipairs(tbl.colspecs) do
    if spec[1] == "AlignRight" then
      has_numbers = true
      if not is_large then blocks:insert(align_numbers(tbl, column)) end
    end
  end
  if not has_numbers then return nil end
  tbl.colspecs = tbl.colspecs:map(function(spec) return { spec[1] } end)
  blocks:insert(tbl)
  return blocks
end

-- The text in columns

local FEW, SHORT = 3, 60 -- columns of a table, and letters of a formula's source, that a column of text has room for
local NARROW, BESIDE = 58, 2 -- letters of a table's line in a column of text, and what parts two columns there

-- The letters of the longest text, or of the longest word, that stands in each column of some rows.
local function longest(rows, by_word, widths)
  for _, row in ipairs(rows) do
    for place, cell in ipairs(row.cells) do
      local text = pandoc.utils.stringify(cell.contents)
      if cell.col_span > 1 or cell.row_span > 1 then widths.spanned = true end
      for part in text:gmatch(by_word and "%S+" or ".+") do
        widths[place] = math.max(widths[place] or 0, pandoc.text.len(part))
      end
    end
  end
end

-- Whether a table of few more columns has room in a column of text, its cells in one line each and its head in several.
local function is_narrow(tbl)
  local widths, letters = {}, BESIDE * (#tbl.colspecs - 1)
  longest(tbl.head.rows, true, widths)
  for _, body in ipairs(tbl.bodies) do longest(body.body, false, widths) end
  for _, width in ipairs(widths) do letters = letters + width end
  return not widths.spanned and letters <= NARROW
end

-- Whether a block holds what is as wide as the page.
local function holds_wide(block)
  local found = false
  pandoc.Blocks({ block }):walk {
    Table = function(tbl) found = found or #tbl.colspecs > FEW and not is_narrow(tbl) end,
    Math = function(math) found = found or math.mathtype == "DisplayMath" and #math.text > SHORT end,
    Span = function(span) found = found or #(span.attributes.tex or "") > SHORT end,
  }
  return found
end

local function is_wide(block)
  for _, class in ipairs { "wide", "key-figures", "main-points" } do
    if block.classes and block.classes:includes(class) then return true end
  end
  return holds_wide(block)
end

-- No page ends within columns.
local function ends_page(block)
  return block.t == "RawBlock" and block.text:match "^#pagebreak%(" ~= nil
end

-- Whether a div holds nothing together, unlike those in which Quarto keeps its floats and callouts.
local function is_bare(block)
  return block.t == "Div" and block.identifier == "" and not block.attributes.__quarto_custom
end

-- A heading belongs to what follows it, and so do the widths of a table's columns.
local function leads(block)
  return block.t == "Header" or block.t == "Plain" and block.content[1].t == "RawInline"
end

-- Whether a block stands on the page of what is before it: the brief's address at its end, for which nobody turns a page.
local function follows(block) return block.t == "RawBlock" and block.text:match "^/%* address" ~= nil end

-- The blocks without what Quarto puts around those that it read by themselves.
local function without_scaffolds(blocks)
  local flat = pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    if block.t == "Div" and block.classes:includes "quarto-scaffold" then
      flat:extend(without_scaffolds(block.content))
    else
      flat:insert(block)
    end
  end
  return flat
end

-- What leads to a block that comes next, taken from the pieces.
local function leading(pieces)
  local leads_to, last = pandoc.Blocks {}, pieces[#pieces]
  while last and #last > 0 and leads(last[#last]) do leads_to:insert(1, last:remove()) end
  if last and #last == 0 then pieces:remove() end
  return leads_to
end

local function in_columns(doc)
  local blocks, pieces, level, headed = pandoc.Blocks {}, pandoc.List {}, nil, false
  local function close()
    if #pieces > 0 then blocks:extend(call("in-columns", pieces)) end
    pieces, headed = pandoc.List {}, false
  end
  for _, block in ipairs(without_scaffolds(doc.blocks)) do
    local heading = block.t == "Header"
    if heading and level and block.level <= level then level = nil end
    if heading and is_wide(block) then level = block.level end
    if level or is_wide(block) or ends_page(block) then
      local leads_to = leading(pieces)
      close()
      blocks:extend(leads_to)
      blocks:extend(is_bare(block) and block.content or { block })
    elseif headed or #pieces > 0 and follows(block) then
      pieces[#pieces]:insert(block)
      headed = leads(block)
    else
      pieces:insert(pandoc.Blocks { block })
      headed = leads(block)
    end
  end
  close()
  doc.blocks = blocks
  return doc
end

return {
  {
    Meta = function(meta)
      local lang = pandoc.utils.stringify(meta.lang or "en")
      local region = lang:match "%-(%a%a)$" or pandoc.utils.stringify(meta.region or "")
      if lang:match "^es" and region ~= "MX" and region ~= "US" then decimal_mark = "," end
      is_large = meta["large-print"] == true
    end,
  },
  { traverse = "topdown", Table = unchanged, Strong = unchanged, Inlines = with_units, Link = with_millions },
  {
    Span = function(span)
      if span.classes:includes "range" then return inline_call("figure-range", span.content) end
    end,
    Div = function(div)
      if div.identifier == "refs" then -- Quarto fills it after this filter
        return pandoc.Div { raw "#small[", div, raw "]" }
      end
      if div.classes:includes "table-notes" then
        -- one block: what stands by itself is put into columns piece by piece
        return pandoc.Div(pandoc.Blocks { raw "#small[" } .. div.content .. pandoc.Blocks { raw "]" })
      end
      if div.classes:includes "key-figures" then return key_figures(div) end
      if div.classes:includes "main-points" then return main_points(div) end
      if div.classes:includes "release" then return div:walk { DefinitionList = release_terms } end
    end,
    Table = lay_out,
  },
  { Pandoc = in_columns },
}
