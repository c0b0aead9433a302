-- In a style that cites in notes, a cell that begins with its source would begin with the mark of a note, and a comma. So a
-- source that a cell begins with is named in the cell, and its note comes after the name.

local note_styles = {}

-- Whether the style in a file cites in notes.
local function in_notes(name)
  local file = name ~= "" and io.open(name, "rb")
  if not file then return false end
  local style = file:read "a":match "<style[^>]*>" or ""
  file:close()
  return style:match "class%s*=%s*[\"']note[\"']" ~= nil
end

local function name_first(blocks)
  local first = blocks[1] and (blocks[1].t == "Plain" or blocks[1].t == "Para") and blocks[1].content[1]
  if first and first.t == "Cite" and #first.citations == 1 and first.citations[1].mode == "NormalCitation" then
    first.citations[1].mode = "AuthorInText"
    blocks[1].content[1] = first
  end
  return blocks
end

-- The blocks as a document in the style of that file should have them.
function note_styles.named(blocks, style)
  if not in_notes(style) then return blocks end
  local function rows(list)
    for _, row in ipairs(list) do
      for _, cell in ipairs(row.cells) do cell.contents = name_first(cell.contents) end
    end
  end
  return blocks:walk {
    Table = function(tbl)
      for _, body in ipairs(tbl.bodies) do rows(body.body) end
      return tbl
    end,
  }
end

return note_styles
