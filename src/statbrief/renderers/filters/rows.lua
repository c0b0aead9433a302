-- Rows and cells that reach over columns, which a table of lines and bars cannot say: of a row whose first cell is marked
-- `[Stated by sources]{.row-group}`, that cell heads the rows beneath it; a cell `[exact]{.across}` reaches over the next.
-- What a cell of numbers says in words, `[Mexico and Guatemala]{.words}`, is set as text is: its lines begin together.

local rows = {}

rows.GROUP = "row-group"
local ACROSS, WORDS = "across", "words"

-- The span that is all that a cell holds, if it is marked so; nil of others.
local function marked(cell, class)
  local block = cell and #cell.contents == 1 and cell.contents[1]
  local span = block and block.content and #block.content == 1 and block.content[1]
  return span and span.t == "Span" and span.classes:includes(class) and span or nil
end

-- The row with its marked cells as they are to be, and whether there are some.
local function spread(row)
  local found = false
  for place = #row.cells, 1, -1 do
    local cell = row.cells[place]
    local span = place < #row.cells and marked(cell, ACROSS)
    if marked(cell, WORDS) then
      cell.alignment, found = "AlignLeft", true
    elseif span then
      found = true
      row.cells[place] = pandoc.Cell({ pandoc.Plain(span.content) }, "AlignCenter", 1, 2, { class = ACROSS })
      row.cells:remove(place + 1)
    end
  end
  return row, found
end

local function heading(span, width)
  local said = { pandoc.Plain(span.content) }
  return pandoc.Row({ pandoc.Cell(said, "AlignLeft", 1, width, { scope = "rowgroup" }) }, { class = rows.GROUP })
end

local function body(like, head)
  return { attr = like.attr, row_head_columns = like.row_head_columns, head = head, body = {} }
end

-- The table with a body for each group, as HTML has them; nil where nothing in it is marked.
function rows.Table(tbl)
  local made, found = pandoc.List {}, false
  for _, each in ipairs(tbl.bodies) do
    made:insert(body(each, each.head))
    for _, row in ipairs(each.body) do
      local span = marked(row.cells[1], rows.GROUP)
      if span then
        if #made[#made].body == 0 then made:remove() end
        made:insert(body(each, { heading(span, #tbl.colspecs) }))
        found = true
      else
        local whole, has_marked = spread(row)
        table.insert(made[#made].body, whole)
        found = found or has_marked
      end
    end
  end
  if not found then return nil end
  tbl.bodies = made
  return tbl
end

-- Whether a row heads those beneath it.
function rows.is_heading(row) return row.classes:includes(rows.GROUP) end

return rows
