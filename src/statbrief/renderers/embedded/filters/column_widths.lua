-- `tbl-colwidths="[75,25]"`: how wide a table's columns are, in parts of all, as its own attribute or that of its div.

local faults = require "faults"

local NAME = "tbl-colwidths"

local function set(tbl, text)
  local widths, sum = pandoc.List {}, 0
  for number in text:gmatch "%d+%.?%d*" do
    widths:insert(tonumber(number))
    sum = sum + tonumber(number)
  end
  if text == "auto" then return tbl end
  if not text:match "^%s*%[[%d.,%s]+%]%s*$" or #widths ~= #tbl.colspecs or sum == 0 then
    faults.add(NAME, ("%s says no width for each of %d columns"):format(text, #tbl.colspecs), "write [60,40] for two", NAME)
    return tbl
  end
  local whole = math.max(sum, 100)
  tbl.colspecs = tbl.colspecs:map(function(spec, column) return { spec[1], widths[column] / whole } end)
  return tbl
end

-- Takes the attribute away, so that only the widths are left of it.
local function taken(element)
  local text = element.attributes[NAME]
  element.attributes[NAME] = nil
  return text
end

return {
  traverse = "topdown",
  Table = function(tbl)
    local text = taken(tbl)
    return text and set(tbl, text) or nil
  end,
  Div = function(div)
    local text = taken(div)
    if not text then return nil end
    div.content = div.content:walk {
      Table = function(tbl) return not tbl.attributes[NAME] and set(tbl, text) or nil end,
    }
    return div
  end,
}
