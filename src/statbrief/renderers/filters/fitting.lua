-- What print needs to know of a table to keep it inside the page: of each column its longest words, which nothing breaks,
-- its longest text, and its head, by which an author knows it. Typst measures them; see fit-table.typ.

local fitting = {}

local NAME, GROUPED = "statbrief-fit", "statbrief-grouped"
local ROW_GROUP, ACROSS = "row-group", "across" -- a row that heads those beneath it, a cell over two columns; see rows.lua
local BREAKING, PIECE = 30, 10 -- letters, of a word and of the least of it that should stand on a line
local MOST = 3 -- words of a column that may turn out the widest
local SAMPLE = "Sphinx of black quartz, judge my vow 0123456789" -- whose length in print is measured
local SPACE = 26 -- between words, in hundredths of the letters' size
local CERTAIN = 0.985 -- what digits need of the room that a text is given, as it may be longer than it is thought to be
local LINES, MANY = 24, 40 -- lines of a cell that are counted, words of one whose lines are counted word by word

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

-- About how long a text is in print, in hundredths of its letters' size.
local function long(text)
  local narrow, wide = select(2, text:gsub("[ .,:;'!|()fijlrtI]", "")), select(2, text:gsub("[%%mwA-HJ-Z]", ""))
  return 54 * length(text) - 26 * narrow + 12 * wide
end

-- How long the longest line of words is, and how many lines there are, if none may be longer than `most`.
local function broken(words, most)
  local longest, count, line = 0, 1, -SPACE
  for _, word in ipairs(words) do
    if line + SPACE + word > most and line > 0 then
      count, line = count + 1, -SPACE
    end
    line = line + SPACE + word
    longest = math.max(longest, line)
  end
  return longest, count
end

-- The lengths that a line must have in each of some columns for a text to go in one of them, in two, and so on.
local function needed_for_lines(text, columns)
  local words, widest, needs = {}, 0, {}
  for word in text:gmatch "[^%s]+" do
    words[#words + 1] = long(word) / columns
    widest = math.max(widest, words[#words])
  end
  local total, count = broken(words, math.huge)
  local most = total
  while #words > 0 and count <= LINES and #words <= MANY do
    for lines = #needs + 1, count - 1 do needs[lines] = needs[lines - 1] end
    needs[count] = most
    if most <= widest then return needs end
    most, count = broken(words, most - 1)
  end
  for lines = #needs + 1, LINES do needs[lines] = math.max(total // lines, widest) end
  return needs
end

local aligns, decimal_mark = true, "."

-- Large print has no room for numbers whose marks stand beneath each other. The decimal mark is that of the theme.
function fitting.read_settings(meta)
  local lang = pandoc.utils.stringify(meta.lang or "en")
  local region = lang:match "%-(%a%a)$" or pandoc.utils.stringify(meta.region or "")
  aligns = meta["large-print"] ~= true
  decimal_mark = lang:match "^es" and region ~= "MX" and region ~= "US" and "," or "."
end

local set = {} -- what citations will say that are still their keys, by what they say now

-- Sets the citations of tables that are set after this, as by Quarto, to know how long they will be.
function fitting.read_citations(doc)
  local references = pandoc.utils.references(doc)
  local written, lines = pandoc.List {}, pandoc.Blocks {}
  local function take(cite)
    written:insert(pandoc.utils.stringify(cite))
    lines:insert(pandoc.Plain { cite })
  end
  doc:walk { Table = function(tbl) tbl:walk { Cite = take } end }
  if #references == 0 or #lines == 0 then return end
  local all = references:map(function(each) return pandoc.Citation(each.id, "NormalCitation") end)
  lines:insert(1, pandoc.Plain { pandoc.Cite({}, all) }) -- those of one author and year have their letters
  local meta = pandoc.Meta(doc.meta)
  meta.references, meta.bibliography, meta.nocite, meta["suppress-bibliography"] = references, nil, nil, true
  local told = pandoc.utils.citeproc(pandoc.Pandoc(lines, meta)).blocks
  for index, each in ipairs(written) do set[each] = pandoc.utils.stringify(told[index + 1]) end
end

-- The number in a text, up to its decimal mark, and from there on; nil without one.
local function parts(text)
  local before, number, after = text:match "([^%s]-)(%d[%d.,]*)([^%s]*)"
  if not number then return nil end
  local whole, decimals = number:match("^([^%" .. decimal_mark .. "]*)(%" .. decimal_mark .. "%d+)$")
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

-- What of a text stays in one line: its words, and of one with a hyphen between letters, or a dash, what is between those.
local function pieces(text)
  local apart = text:gsub("(%a%a%-)(%a%a)", "%1 %2"):gsub("([^%s])–([^%s])", "%1– %2")
  return apart:gmatch "[^%s]+"
end

local function take_words(known, text)
  for word in pieces(text) do
    known.words:insert(breaks_anywhere(word) and word:sub(1, (utf8.offset(word, PIECE + 1) or 0) - 1) or word)
  end
end

local function take(known, text, is_head)
  if known.whole and not is_head then take_number(known, text) end
  if length(text) > length(known.longest) then known.longest = text end
  known.head = known.head or text
  take_words(known, text)
end

-- The text of a cell, alike whichever program sets its citations, and when.
local function text_of(contents)
  local function cited(cite)
    local text = set[pandoc.utils.stringify(cite)]
    return text and pandoc.Str(text)
  end
  return pandoc.utils.stringify(contents:walk { Cite = cited })
end

-- Where each cell stands, and its text, which comes to what is `said`, with over how many columns it is broken; `full` are
-- the rows that cells of earlier rows still reach into.
local function take_rows(columns, rows, said, are_heads)
  local full = {}
  for _, row in ipairs(rows) do
    local column, texts = 1, {}
    for _, cell in ipairs(row.cells) do
      while (full[column] or 0) > 0 do
        full[column] = full[column] - 1
        column = column + 1
      end
      local known = columns[column]
      if known and cell.col_span == 1 then
        local said = text_of(cell.contents)
        take(known, said, are_heads)
        texts[column] = { said = said, over = 1, rows = cell.row_span }
      end
      if known and cell.classes:includes(ACROSS) then -- it is broken into lines between the columns' numbers
        local text = { said = text_of(cell.contents), over = cell.col_span }
        take_words(known, text.said)
        for covered = column, column + cell.col_span - 1 do
          columns[covered].spanned, texts[covered] = true, text
        end
      end
      for covered = column, column + cell.col_span - 1 do full[covered] = cell.row_span - 1 end
      column = column + cell.col_span
    end
    said:insert(texts)
  end
end

-- A text as long as it is where a theme sets the numbers that end texts with their marks beneath each other.
local function as_aligned(text, column)
  if not column.whole or not text:match "%d%S*$" then return text end
  local _, decimals = parts(text)
  return text .. column.decimals:sub(#(decimals or "") + 1)
end

-- What the rows' texts need for one line, two and so on, as Typst writes arrays; of rows that may have several.
local function lines_of(rows, columns)
  local written = pandoc.List {}
  for _, row in ipairs(rows) do
    local cells, has_several = pandoc.List {}, false
    for index, column in ipairs(columns) do
      local text = row[index]
      local needs = text and needed_for_lines(as_aligned(text.said, column), text.over) or {}
      -- beside a second row it has as many lines more for nothing
      for _ = 2, math.min(text and text.rows or 1, #needs) do table.remove(needs, 1) end
      if column.whole and #needs > 1 and text.said:match "%d%S*$" then
        -- a number torn from the word before it is as bad as two lines more
        needs[1] = CERTAIN * needs[1]
        for _ = 1, 2 do table.insert(needs, 1, needs[1]) end
      end
      has_several = has_several or #needs > 1
      for lines, need in ipairs(needs) do needs[lines] = ("%d"):format(math.ceil(need)) end
      cells:insert("(" .. table.concat(needs, ", ") .. (#needs == 1 and ",)" or ")"))
    end
    if has_several then written:insert("(" .. table.concat(cells, ", ") .. ",),") end
  end
  return table.concat(written, " ")
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

local MANY = 5 -- columns, for which large print has no room beside each other

-- Whether each row is of single cells, or of such and one that reaches over others, and ends with a text of its own.
local function ends_in_texts(tbl)
  if #tbl.colspecs < MANY or tbl.colspecs[#tbl.colspecs][1] == "AlignRight" or #tbl.head.rows ~= 1 then return false end
  local plain = true
  local function look(row)
    for _, cell in ipairs(row.cells) do plain = plain and cell.row_span == 1 end
    plain = plain and #row.cells > 2 and row.cells[#row.cells].col_span == 1 and row.cells[1].col_span == 1
  end
  look(tbl.head.rows[1])
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do look(row) end
    for _, row in ipairs(body.head) do plain = plain and row.classes:includes(ROW_GROUP) end
  end
  return plain and #tbl.foot.rows == 0
end

-- A row in two: the last cell goes beneath those between it and the first, which stands beside both.
local function in_two(row, width)
  local last = row.cells:remove()
  row.cells[1].row_span, last.col_span, last.alignment = 2, width - 2, "AlignLeft"
  return pandoc.Row { last }
end

-- A theme knows heads by the first row alone.
local function as_head(inlines) return { pandoc.Strong(inlines) }, false end

-- The last column of a large table of large print stands beneath the others: they would have some letters a line.
local function beneath(tbl)
  local width = #tbl.colspecs
  local head, bodies = tbl.head, tbl.bodies
  local second = in_two(head.rows[1], width)
  second.cells[1].contents = second.cells[1].contents:walk { Inlines = as_head }
  head.rows = pandoc.List { head.rows[1], second }
  for _, body in ipairs(bodies) do
    local rows = pandoc.List {}
    for _, row in ipairs(body.body) do
      local second = in_two(row, width)
      rows:extend { row, second }
    end
    body.body = rows
    for _, row in ipairs(body.head) do row.cells[1].col_span = width - 1 end
  end
  local specs = tbl.colspecs
  specs:remove()
  tbl.head, tbl.bodies, tbl.colspecs = head, bodies, specs
end

-- Notes on the table what its columns hold, while its cells are still words.
function fitting.note(tbl)
  if not aligns and ends_in_texts(tbl) then beneath(tbl) end
  local columns = {}
  for index, spec in ipairs(tbl.colspecs) do
    columns[index] = { words = pandoc.List {}, longest = "" }
    if spec[1] == "AlignRight" and aligns then columns[index].whole, columns[index].decimals = "", "" end
  end
  local rows = pandoc.List {}
  take_rows(columns, tbl.head.rows, rows, true)
  for _, body in ipairs(tbl.bodies) do take_rows(columns, body.body, rows) end
  take_rows(columns, tbl.foot.rows, rows)
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
    local text = "(words: (%s), longest: %s, head: %s, spanned: %s),"
    local is_spanned = column.spanned and "true" or "false"
    texts:insert(text:format(table.concat(words, " "), longest, head, is_spanned))
  end
  local call = '(%s), rows: (%s), sample: ("%s", %d)' .. (aligns and "" or ", parts: true")
  tbl.attributes[NAME] = call:format(table.concat(texts, " "), lines_of(rows, columns), SAMPLE, long(SAMPLE))
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
  local call = "#fit-table(%s, given: (%s), columns => " .. (show and "with-columns(columns)" or "") .. "["
  return {
    pandoc.RawBlock("typst", call:format(columns, table.concat(given, " "))),
    tbl,
    pandoc.RawBlock("typst", "])"),
  }
end

return fitting
