-- Puts the values of shortcodes where their tokens stand: as Markdown in text, as plain text in code,
-- attributes, addresses and raw blocks. A token is one character of plane 15 that says which value, then
-- fillers (U+F0000) that gave it the length of its shortcode. The values come parsed, as metadata; the first
-- block of the document holds, as JSON, what each token is and the value's text as written.

local FILLER = "\xF3\xB0\x80\x80"
local TOKEN = "\xF3[\xB1-\xBF][\x80-\xBF][\x80-\xBF]"
local FIRST = 0xF1000
local PAGEBREAK = "statbrief-pagebreak"

local kinds, written, values, plain_texts

local PLAIN = { Str = true, Space = true, SoftBreak = true, Quoted = true }

local function inlines_of(index)
  local value = values[index]
  if kinds[index] == "literal" then
    return { pandoc.Str(written[index]) }
  elseif kinds[index] == "pagebreak" then
    return { pandoc.RawInline(PAGEBREAK, "") }
  elseif pandoc.utils.type(value) == "Blocks" then
    return pandoc.utils.blocks_to_inlines(value)
  end
  return value
end

-- A value without markup is itself; of one with markup its text.
local function plain_of(index)
  if not plain_texts[index] then
    local marked = false
    for _, inline in ipairs(kinds[index] == "value" and inlines_of(index) or {}) do
      marked = marked or not PLAIN[inline.t]
    end
    plain_texts[index] = marked and pandoc.utils.stringify(values[index]) or written[index]
  end
  return plain_texts[index]
end

local function index_of(token) return utf8.codepoint(token) - FIRST + 1 end

local function plain(text)
  if not text:find("\xF3", 1, true) then return text end
  return (text:gsub(FILLER, ""):gsub(TOKEN, function(token) return plain_of(index_of(token)) end))
end

local function in_attributes(element)
  for key, value in pairs(element.attributes) do
    if value:find("\xF3", 1, true) then element.attributes[key] = plain(value) end
  end
  return element
end

local function in_text(element)
  element.text = plain(element.text)
  return element.attr and in_attributes(element) or element
end

local function unlinked(inlines)
  return inlines:walk { Link = function(link) return link.content end }
end

local function in_block(block)
  -- a page break divides the paragraph that it stands in; a value alone may be more than a paragraph
  local parts, part = pandoc.List {}, pandoc.List {}
  local function close()
    while #part > 0 and (part[#part].t == "SoftBreak" or part[#part].t == "Space") do part:remove() end
    while #part > 0 and (part[1].t == "SoftBreak" or part[1].t == "Space") do part:remove(1) end
    if #part > 0 then parts:insert(pandoc[block.t](part)) end
    part = pandoc.List {}
  end
  local broken = false
  for _, inline in ipairs(block.content) do
    if inline.t == "RawInline" and inline.format == PAGEBREAK then
      close()
      parts:insert(pandoc.RawBlock(FORMAT:match "typst" and "typst" or "html",
        FORMAT:match "typst" and "#pagebreak()" or '<div style="page-break-after: always;"></div>'))
      broken = true
    else
      part:insert(inline)
    end
  end
  if broken then
    close()
    return parts
  end
end

local filter = {
  Str = function(str)
    local text = str.text
    if not text:find("\xF3", 1, true) then return nil end
    text = text:gsub(FILLER, "")
    local result, done = pandoc.List {}, 1
    for first, token, after in text:gmatch("()(" .. TOKEN .. ")()") do
      if first > done then result:insert(pandoc.Str(text:sub(done, first - 1))) end
      result:extend(inlines_of(index_of(token)))
      done = after
    end
    if done <= #text then result:insert(pandoc.Str(text:sub(done))) end
    return result
  end,
  Code = in_text,
  CodeBlock = in_text,
  RawInline = in_text,
  RawBlock = function(raw) if raw.format ~= "statbrief" then return in_text(raw) end end,
  Math = in_text,
  Span = in_attributes,
  Div = in_attributes,
  Header = in_attributes,
  Table = in_attributes,
  Figure = in_attributes,
  Link = function(link)
    link.target, link.title = plain(link.target), plain(link.title)
    link.content = unlinked(link.content)
    return in_attributes(link)
  end,
  Image = function(image)
    image.src, image.title = plain(image.src), plain(image.title)
    return in_attributes(image)
  end,
  Para = in_block,
  Plain = in_block,
}

function Pandoc(doc)
  local shortcodes = pandoc.json.decode(doc.blocks[1].text).shortcodes
  kinds, written, plain_texts = shortcodes.kinds, shortcodes.written, {}
  values = doc.meta["statbrief-values"]
  doc.meta["statbrief-values"] = nil
  return doc:walk(filter)
end
