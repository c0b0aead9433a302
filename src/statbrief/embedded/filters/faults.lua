-- What the filters find wrong: gathered, then written to standard error for the program that runs pandoc.
-- `find` is a text by which that program finds the place in the prose.

local faults = { found = {} }

local UNSPOKEN = {
  ["panel-tabset"] = "tabsets", aside = "asides", hidden = "hidden content", ["column-margin"] = "margin columns",
  ["column-body-outset"] = "wide columns", ["column-page"] = "wide columns", ["column-screen"] = "wide columns",
}
local UNSPOKEN_ATTRIBUTES = {
  ["layout"] = true, ["when-profile"] = true, ["unless-profile"] = true, ["layout-valign"] = true,
  ["fig-cap-location"] = true, ["tbl-cap-location"] = true, ["cap-location"] = true,
}

function faults.add(what, message, wanted, find)
  table.insert(faults.found, { what = what, found = message, wanted = wanted or "", find = find or "" })
end

-- Content that Quarto would treat in a way of its own must not pass as if it were ordinary.
function faults.unspoken(blocks)
  local function check(element)
    for _, class in ipairs(element.classes) do
      if UNSPOKEN[class] then
        faults.add("." .. class, "the embedded renderer does not speak " .. UNSPOKEN[class],
          "leave it out, or render with Quarto", "." .. class)
      end
    end
    for key in pairs(element.attributes) do
      if UNSPOKEN_ATTRIBUTES[key] then
        faults.add(key, "the embedded renderer does not speak it", "leave it out, or render with Quarto", key .. "=")
      end
    end
  end
  blocks:walk { Div = check, Span = check, Image = check, CodeBlock = check }
end

function faults.report()
  for _, fault in ipairs(faults.found) do
    io.stderr:write("statbrief-fault ", pandoc.json.encode(fault), "\n")
  end
end

return faults
