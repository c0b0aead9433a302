-- In print, text that starts a line as Typst's own lists, headings and terms do stays text: "= GDP", "+ Taxes",
-- "- costs", "/ Per head: x", "1. April". pandoc sees to it in paragraphs, not where Typst opens a content block: in
-- cells, captions, titles, links and whatever is strong. So does what is a sign to Typst wherever it stands, and not to
-- pandoc: full stops and hyphens in a row, which are typed so, and a hyphen before a question mark.

local BREAKS = { SoftBreak = true, LineBreak = true }

-- What of a text Typst would take for its own at the start of a line, and the same as text.
local function as_text(text)
  if text:match "^=+$" or text == "+" or text == "-" or text == "/" then return "\\" .. text end
  local number = text:match "^(%d+)%.$"
  return number and number .. "\\."
end

-- Whether what comes after stands at the start of a line.
local function opens(inline)
  return BREAKS[inline.t] or inline.t == "RawInline" and inline.format == "typst" and inline.text:match "%[%s*$" ~= nil
end

-- Whether a piece is a number alone, which a point after it would make an item's.
local function is_number(inline)
  return (inline.t == "Str" or inline.t == "Span") and pandoc.utils.stringify(inline):match "^%d+$" ~= nil
end

local SIGNS = { "%.%.%.+", "%-%-+", "%-%?" }

-- The pieces of a text in which Typst would see one of its signs; nothing of another.
local function with_signs(text)
  for _, sign in ipairs(SIGNS) do
    local first, last = text:find(sign)
    if first then
      local pieces = pandoc.Inlines {}
      if first > 1 then pieces:extend(with_signs(text:sub(1, first - 1)) or { pandoc.Str(text:sub(1, first - 1)) }) end
      pieces:insert(pandoc.RawInline("typst", (text:sub(first, last):gsub("%p", "\\%0"))))
      if last < #text then pieces:extend(with_signs(text:sub(last + 1)) or { pandoc.Str(text:sub(last + 1)) }) end
      return pieces
    end
  end
end

-- The inlines with such texts as pieces; nothing where there are none.
local function with_all_signs(inlines)
  local found, changed = pandoc.Inlines {}, false
  for _, inline in ipairs(inlines) do
    local pieces = inline.t == "Str" and with_signs(inline.text)
    found:extend(pieces or { inline })
    changed = changed or pieces and true
  end
  return changed and found or nil
end

local function line_starts(inlines)
  local at_start, after_number, changed = true, false, false
  for index, inline in ipairs(inlines) do
    local escaped = at_start and inline.t == "Str" and as_text(inline.text)
    if after_number and inline.t == "Str" and inline.text == "." then escaped = "\\." end
    after_number = at_start and is_number(inline)
    if escaped then
      inlines[index] = pandoc.RawInline("typst", escaped)
      changed = true
    end
    at_start = opens(inline) or at_start and inline.t == "Space"
  end
  return with_all_signs(inlines) or changed and inlines or nil
end

return line_starts
