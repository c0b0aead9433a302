-- Puts the values of shortcodes where their tokens stand: as Markdown in text, as plain text in code,
-- attributes, addresses and raw blocks. A token is one character of plane 15 that says which value, then
-- fillers (U+F0000) that gave it the length of its shortcode. The values come parsed, as metadata.

local values = {}

local FILLER = "\xF3\xB0\x80\x80"
local TOKEN = "\xF3[\xB1-\xBF][\x80-\xBF][\x80-\xBF]"
local FIRST = 0xF1000
local PAGEBREAK = "statbrief-pagebreak"
local PLAIN = { Str = true, Space = true, SoftBreak = true, Quoted = true }

local kinds, written, parsed, plain_texts = {}, {}, {}, {}

local function inlines_of(index)
  local value = parsed[index]
  if kinds[index] == "as written" then
    return { pandoc.Str(written[index]) }
  elseif kinds[index] == "pagebreak" then
    return { pandoc.RawInline(PAGEBREAK, "") }
  elseif pandoc.utils.type(value) == "Blocks" then
    return pandoc.utils.blocks_to_inlines(value)
  end
  return value
end

-- A value without markup is itself, but for what is escaped in it; of one with markup its text.
local function plain_of(index)
  if not plain_texts[index] then
    local marked = false
    for _, inline in ipairs(kinds[index] == "value" and inlines_of(index) or {}) do
      marked = marked or not PLAIN[inline.t]
    end
    plain_texts[index] = marked and pandoc.utils.stringify(parsed[index]) or written[index]:gsub("\\(%p)", "%1")
  end
  return plain_texts[index]
end

local function index_of(token) return utf8.codepoint(token) - FIRST + 1 end

local function plain(text)
  if not text:find("\xF3", 1, true) then return text end
  return (text:gsub(FILLER, ""):gsub(TOKEN, function(token) return plain_of(index_of(token)) end))
end
values.plain = plain

-- The pieces of a text between its tokens.
function values.apart(text) return text:gsub(FILLER, ""):gsub(TOKEN, "\0"):gmatch "[^\0]+" end

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

local function in_address(key)
  return function(element)
    element[key], element.title = plain(element[key]), plain(element.title)
    if key == "target" then -- a link in a link is its text
      element.content = element.content:walk { Link = function(link) return link.content end }
    end
    return in_attributes(element)
  end
end

-- A page break divides the paragraph that it stands in.
local function in_paragraph(block)
  local parts, part, broken = pandoc.List {}, pandoc.List {}, false
  local function close()
    while #part > 0 and (part[#part].t == "SoftBreak" or part[#part].t == "Space") do part:remove() end
    while #part > 0 and (part[1].t == "SoftBreak" or part[1].t == "Space") do part:remove(1) end
    if #part > 0 then parts:insert(pandoc[block.t](part)) end
    part = pandoc.List {}
  end
  for _, inline in ipairs(block.content) do
    if inline.t == "RawInline" and inline.format == PAGEBREAK then
      close()
      parts:insert(pandoc.RawBlock("typst", "#pagebreak()")) -- each format drops what is raw for the other
      parts:insert(pandoc.RawBlock("html", '<div style="page-break-after: always;"></div>'))
      broken = true
    else
      part:insert(inline)
    end
  end
  close()
  return broken and parts or nil
end

local function in_string(str)
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
end

local HANDLERS = {
  Code = in_text, CodeBlock = in_text, RawInline = in_text, RawBlock = in_text, Math = in_text,
  Span = in_attributes, Div = in_attributes, Header = in_attributes, Table = in_attributes, Figure = in_attributes,
  Link = in_address "target", Image = in_address "src",
}

function values.load(shortcodes, meta)
  kinds, written, parsed = shortcodes.kinds, shortcodes.written, meta["statbrief-values"]
  meta["statbrief-values"] = nil
end

-- `filter` with what puts the values in; the values themselves pass through `filter` once, beforehand.
function values.with(filter)
  if #kinds == 0 then return filter end
  for index, value in ipairs(parsed) do
    if kinds[index] == "value" then parsed[index] = value:walk(filter) end
  end
  local both = { Str = in_string }
  for name, handler in pairs(HANDLERS) do both[name] = handler end
  for name, handler in pairs(filter) do both[name] = handler end
  if pandoc.List(kinds):includes "pagebreak" then both.Para, both.Plain = in_paragraph, in_paragraph end
  return both
end

return values
