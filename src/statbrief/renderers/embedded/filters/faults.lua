-- What the filters find wrong: gathered, then written to standard error for the program that runs pandoc.
-- `find` is a text by which that program finds the place in the prose.

local callouts = require "callouts"
local values = require "values"

local faults = { found = {} }

-- Classes by pattern, what Quarto means by them, and what to write instead where there is something.
local UNSPOKEN = {
  { "^panel%-tabset$", "tabsets" }, { "^panel%-", "panels" },
  { "^aside$", "asides" }, { "^margin%-caption$", "captions in the margin" }, { "^column%-margin$", "margin columns" },
  { "^columns?$", "columns", "write ::: {layout-ncol=2} around what is to stand side by side" },
  { "^column%-", "wide columns" }, { "^page%-columns$", "wide columns" }, { "^full%-width$", "wide columns" },
  { "^landscape$", "turned pages" }, { "^hidden$", "hidden content" },
  { "^grid$", "grids of the page" }, { "^g%-col%-", "grids of the page" },
  { "^incremental$", "slides" }, { "^nonincremental$", "slides" }, { "^fragment$", "slides" }, { "^r%-stack$", "slides" },
  { "^list%-table$", "tables that are written as lists", "write a table with lines" },
  { "^lightbox$", "pictures that open" }, { "^proof$", "proofs" }, { "^remark$", "remarks" }, { "^solution$", "solutions" },
}
local UNSPOKEN_ATTRIBUTES = pandoc.List {
  "layout", "layout-align", "layout-valign", "when-profile", "unless-profile", "fig-cap-location", "tbl-cap-location",
  "cap-location", "lst-cap", "lst-cap-location", "filename", "code-fold", "code-summary", "code-line-numbers",
  "code-overflow", "startFrom", "collapse", "fig-subcap", "tbl-subcap", "layout-cap", "fig-link", "lightbox", "group",
}
-- Blocks that Quarto numbers, by the first part of their identifier.
local NUMBERED = {
  thm = "theorems", lem = "lemmas", cor = "corollaries", prp = "propositions", cnj = "conjectures", def = "definitions",
  exm = "examples", exr = "exercises", sol = "solutions", rem = "remarks", alg = "algorithms",
  nte = "numbered callouts", tip = "numbered callouts", wrn = "numbered callouts", imp = "numbered callouts",
  cau = "numbered callouts",
}
local INSTEAD = "leave it out, or render with Quarto"

-- The longest piece of a text that stands in the prose as it is, between what its shortcodes say.
local function as_written(text)
  local longest = ""
  for piece in values.apart(text) do
    if #piece > #longest then longest = piece end
  end
  return longest
end

function faults.add(what, message, wanted, find)
  table.insert(faults.found, { what = what, found = values.plain(message), wanted = wanted or "", find = as_written(find or "") })
end

local function unspoken_class(class, settings)
  local callout = class:match "^callout%-(%a+)$"
  if callout and not callouts.is_kind(callout, settings) then return "callouts of that name", "write .callout-note" end
  for _, each in ipairs(UNSPOKEN) do
    if class:match(each[1]) then return each[2], each[3] end
  end
end

-- Content that Quarto would treat in a way of its own must not pass as if it were ordinary.
function faults.unspoken(blocks, settings)
  local function check(element)
    for _, class in ipairs(element.classes) do
      local meaning, instead = unspoken_class(class, settings)
      if meaning then
        faults.add("." .. class, "the embedded renderer does not speak " .. meaning, instead or INSTEAD, "." .. class)
      end
    end
    local numbered = element.t == "Div" and NUMBERED[element.identifier:match "^(%l+)%-." or ""]
    if numbered then
      local id = "#" .. element.identifier
      faults.add(id, "the embedded renderer does not speak " .. numbered, "give it another id, or render with Quarto", id)
    end
    for key in pairs(element.attributes) do
      if UNSPOKEN_ATTRIBUTES:includes(key) then
        faults.add(key, "the embedded renderer does not speak it", INSTEAD, key .. "=")
      end
    end
  end
  blocks:walk { Div = check, Span = check, Image = check, CodeBlock = check, Code = check, Header = check, Table = check,
    Link = check, Figure = check }
end

-- Marks at the ends of lines of code that Quarto explains by the list beneath, and print would have as they are.
function faults.annotations(blocks)
  blocks:walk {
    CodeBlock = function(block)
      local mark = (block.text .. "\n"):match "[#/%-;%%*]+%s*(<%d+>)[%s*/]*\n"
      if mark then
        faults.add("code", "the embedded renderer does not speak annotations such as " .. mark, INSTEAD, mark)
      end
    end,
  }
end

-- Rows that hold nothing, and the lines of a table in a paragraph: what was to be a grid has lines that do not meet.
function faults.grids(blocks)
  local function amiss(text)
    faults.add("table", "its lines do not line up", "let each + and | stand beneath the one above", text)
  end
  blocks:walk {
    Table = function(tbl)
      for _, body in ipairs(tbl.bodies) do
        for _, row in ipairs(body.body) do
          if #row.cells == 0 then
            local word
            tbl:walk { Str = function(str) word = word or #str.text > 3 and str.text or nil end }
            amiss(word or "+-")
            return
          end
        end
      end
    end,
    Str = function(str)
      local line = str.text:gsub("\u{2014}", "---"):gsub("\u{2013}", "--")
      if line:match "^%+[%-=:+]+%+$" and #line > 4 then amiss "+-" end
    end,
  }
end

function faults.report()
  for _, fault in ipairs(faults.found) do
    io.stderr:write("statbrief-fault ", pandoc.json.encode(fault), "\n")
  end
end

return faults
