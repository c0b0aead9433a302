-- A page of a brief as pandoc's writer for Word wants it: real headings from the first level on, captions of tables
-- above them, and styles by name for what the style sheet of a page sets apart.

local STYLES = { ["callout-title"] = "Callout Title", ["callout-body"] = "Callout", ["csl-entry"] = "Bibliography",
  ["table-notes"] = "Table Notes" }

local function styled(blocks, style)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = style }))
end

-- The first table in these blocks or in divs among them.
local function table_in(blocks)
  for _, block in ipairs(blocks) do
    if block.t == "Table" then return block end
    local found = block.t == "Div" and table_in(block.content)
    if found then return found end
  end
end

-- What stands in a figure around a table, which has the figure's caption; nothing of a figure without one.
local function with_table(figure)
  local content = pandoc.Div(figure.content, pandoc.Attr(figure.identifier))
  if not table_in(content.content) then return nil end
  local caption = figure.caption
  return content:walk {
    Table = function(each)
      if caption then each.caption, caption = caption, nil end
      return each
    end,
  }
end

local LINE, MOST, BESIDE = 100, 40, 3 -- letters across a page, of a column that ask for one line, around each column

-- What each column cannot do without, its longest word, and what it needs to stand in one line, or its head in two.
local function needs(each)
  local words, texts = {}, {}
  for column = 1, #each.colspecs do words[column], texts[column] = 1, 1 end

  local function length(text, lines) return math.ceil(math.min(utf8.len(text) or #text, MOST) / lines) end

  local function meet_cell(text, column, span, lines)
    for place = column, math.min(column + span - 1, #words) do
      texts[place] = math.max(texts[place], length(text, lines * span))
      for word in text:gmatch "%S+" do words[place] = math.max(words[place], length(word, span)) end
    end
  end

  local function meet(rows, lines)
    for _, row in ipairs(rows) do
      local column = 1
      for _, cell in ipairs(row.cells) do
        if cell.col_span < #words then
          meet_cell(pandoc.utils.stringify(cell.contents), column, cell.col_span, lines)
        end
        column = column + cell.col_span
      end
    end
  end

  meet(each.head.rows, 2)
  for _, body in ipairs(each.bodies) do
    meet(body.head, 1)
    meet(body.body, 1)
  end
  meet(each.foot.rows, 1)
  for column, longest in ipairs(words) do texts[column] = math.max(texts[column], longest) end
  return words, texts
end

local function sum(numbers)
  local all = 0
  for _, number in ipairs(numbers) do all = all + number end
  return all
end

-- Columns as wide as what stands in them needs, as browsers share a page out: each has its longest word, and of what is
-- left as much as its texts are longer. Where a reader's Word has other letters, it may still do otherwise.
local function fitted(each)
  local words, texts = needs(each)
  local least, whole = sum(words) + BESIDE * #words, sum(texts) + BESIDE * #texts
  local part = whole > least and math.max(0, math.min(1, (LINE - least) / (whole - least))) or 0
  local widths = {}
  for column = 1, #words do widths[column] = words[column] + BESIDE + part * (texts[column] - words[column]) end
  local all = sum(widths)
  for column, spec in ipairs(each.colspecs) do each.colspecs[column] = { spec[1], widths[column] / all } end
  return each
end

-- A picture alone in a paragraph, within divs or without, is what a captioned figure has.
local function bare(blocks)
  while #blocks == 1 and blocks[1].t == "Div" do blocks = blocks[1].content end
  if #blocks == 1 and blocks[1].t == "Para" then return { pandoc.Plain(blocks[1].content) } end
  return blocks
end

local function key_figures(div)
  local said = pandoc.Blocks {}
  for _, block in ipairs(div.content) do
    if block.t ~= "BulletList" then
      said:insert(block)
    else
      for _, item in ipairs(block.content) do said:insert(styled(item, "Key Figure")) end
    end
  end
  return pandoc.Div(said, pandoc.Attr(div.identifier))
end

local function as_document(doc)
  local top = 6
  doc:walk { Header = function(header) top = math.min(top, header.level) end }
  doc.meta = pandoc.Meta { lang = doc.meta.lang }
  return doc:walk {
    Header = function(header)
      header.level = header.level - top + 1
      return header
    end,
    Figure = function(figure)
      local found = with_table(figure)
      if found then return found end
      figure.content = bare(figure.content)
      return figure
    end,
    Table = fitted,
    Div = function(div)
      if div.classes:includes "key-figures" then return key_figures(div) end
      for _, class in ipairs(div.classes) do
        if STYLES[class] then
          local made = styled(div.content, STYLES[class])
          made.identifier = div.identifier
          return made
        end
      end
    end,
  }
end

return { { Pandoc = as_document } }
