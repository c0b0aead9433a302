-- Apostrophes and quotation marks come into print as they do on screen: Typst would choose them anew, by language and
-- surroundings, and leave a straight apostrophe in the title that viewers show.

if not FORMAT:match "typst" then return {} end

local function mark(text) return pandoc.RawInline("typst", text) end

local function quoted(quote)
  local double = quote.quotetype == "DoubleQuote"
  local inlines = pandoc.Inlines { mark(double and "“" or "‘") }
  inlines:extend(quote.content)
  inlines:insert(mark(double and "”" or "’"))
  return inlines
end

local function apostrophes(str)
  if not str.text:find("’", 1, true) then return nil end
  local inlines, done = pandoc.Inlines {}, 1
  for first, last in str.text:gmatch "()’()" do
    if first > done then inlines:insert(pandoc.Str(str.text:sub(done, first - 1))) end
    inlines:insert(mark "’")
    done = last
  end
  if done <= #str.text then inlines:insert(pandoc.Str(str.text:sub(done))) end
  return inlines
end

-- The sources come in after this filter, with straight apostrophes.
local function sources(div)
  if div.identifier ~= "refs" then return nil end
  local marks = "#[#set smartquote(enabled: false)\n#show \"'\": \"’\"\n"
  return pandoc.Div { pandoc.RawBlock("typst", marks), div, pandoc.RawBlock("typst", "]") }
end

local filter = { Quoted = quoted, Str = apostrophes }

return {
  filter,
  { Div = sources },
  {
    Meta = function(meta)
      for _, key in ipairs { "title", "subtitle", "description" } do
        if pandoc.utils.type(meta[key]) == "Inlines" then meta[key] = meta[key]:walk(filter) end
      end
      return meta
    end,
  },
}
