-- HTML that is typed into the prose, for print: its elements become what Markdown calls them. Elements that print has no
-- words for have been refused before, and so has nothing to be done about them here.

local raw_html = {}

local function same(make) return function(content) return make(content) end end
local function classed(class) return function(content) return pandoc.Span(content, { class = class }) end end
local function code(content) return pandoc.Code(pandoc.utils.stringify(content)) end

local MEANING = {
  b = same(pandoc.Strong), strong = same(pandoc.Strong),
  i = same(pandoc.Emph), em = same(pandoc.Emph), cite = same(pandoc.Emph), dfn = same(pandoc.Emph), var = same(pandoc.Emph),
  sup = same(pandoc.Superscript), sub = same(pandoc.Subscript),
  u = same(pandoc.Underline), ins = same(pandoc.Underline),
  s = same(pandoc.Strikeout), del = same(pandoc.Strikeout), strike = same(pandoc.Strikeout),
  code = code, kbd = code, samp = code, tt = code,
  mark = classed "mark",
  q = function(content) return pandoc.Quoted("DoubleQuote", content) end,
  a = function(content, tag)
    local target = tag:match "href%s*=%s*\"([^\"]*)\"" or tag:match "href%s*=%s*'([^']*)'" or tag:match "href%s*=%s*([^%s>]+)"
    return target and pandoc.Link(content, target) or pandoc.Span(content)
  end,
}
for _, name in ipairs { "abbr", "bdi", "big", "data", "small", "span", "time" } do MEANING[name] = same(pandoc.Span) end
local ALONE = { br = pandoc.LineBreak, wbr = function() return pandoc.Str "\u{200b}" end }

-- The element that a piece of raw HTML starts or ends; nil where it is more or less than one.
local function element(raw, kind)
  if raw.t ~= kind or not raw.format:match "^html" then return nil end
  local ending, name = raw.text:match "^%s*<(/?)([%a][%w-]*)[^<>]*>%s*$"
  return name and name:lower(), ending == "/"
end

-- Where the element that starts at `first` ends.
local function ending(pieces, first, kind)
  local name = element(pieces[first], kind)
  local depth = 0
  for index = first, #pieces do
    local other, is_end = element(pieces[index], kind)
    if other == name then
      depth = depth + (is_end and -1 or 1)
      if depth == 0 then return index end
    end
  end
end

-- Whether a document has any in its lines.
function raw_html.is_in(doc)
  local found = false
  doc:walk { RawInline = function(raw) found = found or raw.format:match "^html" ~= nil end }
  return found
end

function raw_html.inlines(inlines)
  if not inlines:find_if(function(inline) return inline.t == "RawInline" end) then return nil end
  local result, index = pandoc.Inlines {}, 1
  while index <= #inlines do
    local name, is_end = element(inlines[index], "RawInline")
    local last = name and not is_end and MEANING[name] and ending(inlines, index, "RawInline")
    if last then
      local content = pandoc.Inlines {}
      for inside = index + 1, last - 1 do content:insert(inlines[inside]) end
      result:insert(MEANING[name](raw_html.inlines(content) or content, inlines[index].text))
      index = last
    elseif ALONE[name] then
      result:insert(ALONE[name]())
    else
      result:insert(inlines[index])
    end
    index = index + 1
  end
  return result
end

-- Blocks

local BLOCKS = {}
for name in ("article blockquote center dl h1 h2 h3 h4 h5 h6 hr ol p pre section table ul"):gmatch "%S+" do BLOCKS[name] = true end
local PLACE = "statbrief-place-"

-- Whether an element comes whole: code, which pandoc does not look into, and a table that is marked as HTML.
local function is_whole(block)
  if block.t ~= "RawBlock" or not block.format:match "^html" then return false end
  return block.text:match "^%s*<table.*</table>%s*$" ~= nil or block.text:match "^%s*<pre.*</pre>%s*$" ~= nil
end

-- Blocks from the first to the last as pandoc reads their HTML; what is no HTML among them stays what it is.
local function read(blocks, first, last)
  local texts, kept = pandoc.List {}, {}
  for index = first, last do
    local block = blocks[index]
    if block.t == "RawBlock" then
      texts:insert(block.text)
    else
      local is_paragraph = element(blocks[index - 1] or block, "RawBlock") == "p"
      kept[index] = (is_paragraph and block.t == "Plain") and pandoc.Para(block.content) or block
      texts:insert(("<div id=\"%s%d\"></div>"):format(PLACE, index))
    end
  end
  local found = pandoc.read(table.concat(texts, "\n"), "html").blocks
  return found:walk {
    Div = function(div)
      local index = div.identifier:match("^" .. PLACE:gsub("%-", "%%-") .. "(%d+)$")
      return index and { kept[tonumber(index)] } or nil
    end,
  }
end

-- A heading, which pandoc would read apart from what stands between its tags; a page neither numbers nor lists it.
local function heading(blocks, first, last)
  local tag = blocks[first].text
  local header = pandoc.read(tag .. "-" .. blocks[last].text, "html").blocks[1]
  local content = pandoc.Blocks {}
  for index = first + 1, last - 1 do content:insert(blocks[index]) end
  header.content = pandoc.utils.blocks_to_inlines(content)
  if not tag:match "%sid%s*=" then header.identifier = "" end
  header.classes:extend { "unnumbered", "unlisted" }
  return header
end

function raw_html.blocks(blocks)
  if not blocks:find_if(function(block) return block.t == "RawBlock" end) then return nil end
  local result, index = pandoc.Blocks {}, 1
  while index <= #blocks do
    local block = blocks[index]
    local name, is_end = element(block, "RawBlock")
    if name == "hr" or is_whole(block) then
      result:extend(read(blocks, index, index))
    elseif BLOCKS[name] and not is_end then
      local last = ending(blocks, index, "RawBlock") or #blocks
      local is_heading = name:match "^h%d$" and last > index
      result:extend(is_heading and { heading(blocks, index, last) } or read(blocks, index, last))
      index = last
    else
      result:insert(block)
    end
    index = index + 1
  end
  return result
end

return raw_html
