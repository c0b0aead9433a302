-- Formulas in Typst. PDF/UA wants a text alternative of each: the author's, else the formula as typed.

local faults = require "faults"
local fitting = require "fitting"

local formulas = {}

function formulas.typst(math, options, alternative, label)
  local body = pandoc.write(pandoc.Pandoc { pandoc.Plain { math } }, "typst"):gsub("%s+$", "")
  if not body:match "^%$.*%$$" then
    faults.add("formula", math.text .. " is not TeX that can be set", "", math.text)
    body = "$$"
  end
  local block = math.mathtype == "DisplayMath" and "true" or "false"
  local alt = fitting.quoted((alternative or math.text):gsub("^%s+", ""):gsub("%s+$", ""))
  local call = "#math.equation(block: %s, %salt: %s, %s.body)%s"
  return pandoc.RawInline("typst", call:format(block, options, alt, body, label))
end

return formulas
