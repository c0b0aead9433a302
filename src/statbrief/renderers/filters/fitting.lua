-- What print needs to know of a table to keep it inside the page: of each column its longest words, which nothing breaks,
-- its longest text, and its head, by which an author knows it. Typst measures them; see fit-table.typ.

local fitting = {}

local NAME, GROUPED = "statbrief-fit", "statbrief-grouped"
local ROW_GROUP, ACROSS = "row-group", "across" -- a row that heads those beneath it, a cell over two columns; see rows.lua
local BREAKING, PIECE = 30, 10 -- letters, of a word and of the least of it that should stand on a line
local MOST = 3 -- words of a column that may turn out the widest

-- A text as a Typst string.
function fitting.quoted(text)
  return '"' .. text:gsub("%s+", " "):gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

local function length(text) return utf8.len(text) or #text end

-- About how wide a word is, in letters: of two with as many, the one with fewer commas, or fewer i, is wider.
local function wideness(word)
  local _, narrow = word:gsub("[.,:;'!|()fijlt]", "")
  return length(word) - narrow / 2
end

-- The number in a text, up to its decimal mark, and from there on; nil without one. Three digits are a group of thousands.
local function parts(text)
  local before, number, after = text:match "([^%s]-)(%d[%d.,]*)([^%s]*)"
  if not number then return nil end
  local whole, decimals = number:match "^(.-)([.,]%d+)$"
  if decimals and #decimals == 4 then whole, decimals = nil, nil end
  return before .. (whole or number), (decimals or "") .. after
end

-- A theme may set the numbers of a column with their marks beneath each other: then all are as wide as the longest before
-- a mark and the longest after one are together.
local function take_number(known, text)
  local whole, decimals = parts(text)
  if not whole then return end
  if length(whole) > length(known.whole) then known.whole = whole end
  if length(decimals) > length(known.decimals) then known.decimals = decimals end
end

-- A word so long that a line may break it anywhere; see lines.typ. What separates the digits of a number ends a word there.
local function breaks_anywhere(word)
  for part in word:gmatch "[^%p]+" do
    if length(part) >= BREAKING then return true end
  end
  return false
end

local function take_words(known, text)
  for word in text:gmatch "[^%s]+" do
    known.words:insert(breaks_anywhere(word) and word:sub(1, (utf8.offset(word, PIECE + 1) or 0) - 1) or word)
  end
end

local function take(known, text)
  if known.whole then take_number(known, text) end
  if length(text) > length(known.longest) then known.longest = text end
  known.head = known.head or text
  take_words(known, text)
end

-- The text of a cell. A citation that is still its key, as with Quarto, will be about as long, of several words.
local function text_of(contents)
  return pandoc.utils.stringify(contents:walk {
    Cite = function(cite)
      local text = pandoc.utils.stringify(cite)
      if text:find("@" .. cite.citations[1].id, 1, true) then return pandoc.Str((text:gsub("[@_:./-]", " "))) end
    end,
  })
end

-- Where each cell stands, and its text; `full` are the rows that cells of earlier rows still reach into.
local function take_rows(columns, rows)
  local full = {}
  for _, row in ipairs(rows) do
    local column = 1
    for _, cell in ipairs(row.cells) do
      while (full[column] or 0) > 0 do
        full[column] = full[column] - 1
        column = column + 1
      end
      local known = columns[column]
      if known and cell.col_span == 1 then take(known, text_of(cell.contents)) end
      if known and cell.classes:includes(ACROSS) then -- it is broken into lines between the columns' numbers
        take_words(known, text_of(cell.contents))
        for covered = column, column + cell.col_span - 1 do columns[covered].spanned = true end
      end
      for covered = column, column + cell.col_span - 1 do full[covered] = cell.row_span - 1 end
      column = column + cell.col_span
    end
  end
end

-- Marks for Typst the rows that head those beneath them, which pandoc writes as any other. Whether there are some.
local function mark_headings(bodies)
  local found = false
  for _, body in ipairs(bodies) do
    for _, row in ipairs(body.head) do
      local block = row.classes:includes(ROW_GROUP) and row.cells[1].contents[1]
      if block then
        block.content:insert(1, pandoc.RawInline("typst", "#metadata(row-group)"))
        row.cells[1].contents = { block }
        found = true
      end
    end
  end
  return found
end

-- Notes on the table what its columns hold, while its cells are still words.
function fitting.note(tbl)
  local columns = {}
  for index, spec in ipairs(tbl.colspecs) do
    columns[index] = { words = pandoc.List {}, longest = "" }
    if spec[1] == "AlignRight" then columns[index].whole, columns[index].decimals = "", "" end
  end
  take_rows(columns, tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do take_rows(columns, body.body) end
  take_rows(columns, tbl.foot.rows)
  local texts = pandoc.List {}
  for _, column in ipairs(columns) do
    if column.whole then column.words:insert(column.whole .. column.decimals) end
    column.words:sort(function(one, other)
      local difference = wideness(one) - wideness(other)
      return difference > 0 or (difference == 0 and one < other)
    end)
    local words = pandoc.List {}
    for index, word in ipairs(column.words) do
      if #words < MOST and word ~= column.words[index - 1] then words:insert(fitting.quoted(word) .. ",") end
    end
    local longest, head = fitting.quoted(column.longest), fitting.quoted(column.head or "")
    local text = "(words: (%s), longest: %s, head: %s, spanned: %s)"
    texts:insert(text:format(table.concat(words, " "), longest, head, column.spanned and "true" or "false"))
  end
  tbl.attributes[NAME] = table.concat(texts, ", ") .. ","
  local bodies = tbl.bodies
  if mark_headings(bodies) then tbl.bodies, tbl.attributes[GROUPED] = bodies, "true" end
  return tbl
end

-- The table within the call that fits it. After `columns =>` widths take the place of pandoc's: the program puts them in,
-- or with `show` Typst does, where the text is another program's, and where rows head others.
function fitting.fitted(tbl, show)
  local columns = tbl.attributes[NAME]
  if not columns then return { tbl } end
  show = show or tbl.attributes[GROUPED] ~= nil
  tbl.attributes[NAME], tbl.attributes[GROUPED] = nil, nil
  local given = pandoc.List {}
  for _, spec in ipairs(tbl.colspecs) do
    if type(spec[2]) == "number" and spec[2] > 0 then given:insert(("%.4f,"):format(spec[2])) end
  end
  if #given < #tbl.colspecs then given = pandoc.List {} end
  local call = "#fit-table((%s), given: (%s), columns => " .. (show and "with-columns(columns)" or "") .. "["
  return {
    pandoc.RawBlock("typst", call:format(columns, table.concat(given, " "))),
    tbl,
    pandoc.RawBlock("typst", "])"),
  }
end

return fitting
