-- A page of a brief as pandoc's writer for Word wants it: real headings from the first level on, captions of tables
-- above them, and styles by name for what the style sheet of a page sets apart.

local STYLES = { ["callout-title"] = "Callout Title", ["callout-body"] = "Callout", ["csl-entry"] = "Bibliography" }

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

-- Columns as wide as what stands in them needs: the letters of a page are not those of every reader's Word.
local function fitted(each)
  for index, column in ipairs(each.colspecs) do each.colspecs[index] = { column[1], nil } end
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
