-- Cross-references: @fig-x becomes a link that says "Figure 1".

local faults = require "faults"

local references = {}

local KINDS = { fig = true, tbl = true, sec = true, eq = true }
local OTHERS = { -- what Quarto numbers beside them
  lst = "a listing", thm = "a theorem", lem = "a lemma", cor = "a corollary", prp = "a proposition", cnj = "a conjecture",
  def = "a definition", exm = "an example", exr = "an exercise", sol = "a solution", rem = "a remark", alg = "an algorithm",
  nte = "a callout", tip = "a callout", wrn = "a callout", imp = "a callout", cau = "a callout",
}
local NBSP = "\u{a0}"

function references.number(entry, entries)
  if entry.parent then return entries[entry.parent].number .. " (" .. entry.number .. ")" end
  return entry.number
end

local function capitalised(word)
  local first = word:match(utf8.charpattern) or ""
  return pandoc.text.upper(first) .. word:sub(#first + 1)
end

function references.resolver(settings, entries)
  local function reference(citation)
    local id = citation.id:sub(1, 1):lower() .. citation.id:sub(2)
    local entry = entries[id]
    if not entry then
      local found, wanted = "refers to nothing in this format", ""
      if settings.names(id) == "Image" then
        found, wanted = "refers to a picture without a caption, which has no number", "write one: ![caption](…)"
      end
      faults.add("reference", ("@%s %s"):format(citation.id, found), wanted, "@" .. citation.id)
      return pandoc.Inlines {}
    end
    local text = pandoc.Inlines {}
    if #citation.prefix > 0 then
      text:extend(citation.prefix)
      text:insert(pandoc.Str(NBSP))
    elseif citation.mode ~= "SuppressAuthor" then
      local word = settings.words[entries[entry.parent] and entries[entry.parent].kind .. "-prefix" or entry.kind .. "-prefix"]
      if citation.id:match "^%u" then word = capitalised(word) end
      if word ~= "" then text:insert(pandoc.Str(word .. NBSP)) end
    end
    text:insert(pandoc.Str(references.number(entry, entries)))
    local linked = settings.words["ref-hyperlink"] and pandoc.Inlines { pandoc.Link(text, "#" .. id, "", { class = "quarto-xref" }) } or text
    linked:extend(citation.suffix)
    return linked
  end

  return function(cite)
    local refs = cite.citations:filter(function(citation)
      return KINDS[citation.id:match "^(%a+)%-" and citation.id:match("^(%a+)%-"):lower() or ""]
    end)
    for _, citation in ipairs(cite.citations) do
      local kind = citation.id:match "^(%a+)%-"
      if kind and OTHERS[kind:lower()] and settings.names(citation.id) then
        faults.add("reference", ("@%s refers to %s; the embedded renderer numbers fig, tbl, sec and eq"):format(
          citation.id, OTHERS[kind:lower()]), "render with Quarto, or link to it: [text](#" .. citation.id .. ")", "@" .. citation.id)
        return pandoc.Inlines {}
      end
    end
    if #refs == 0 then
      if not settings.citing then
        local id = cite.citations[1].id
        faults.add("citation", "@" .. id .. " is in no bibliography: the brief names none",
          "add bibliography: to the front matter", "@" .. id)
      end
      return nil
    end
    if #refs < #cite.citations then
      faults.add("reference", "a cross-reference and a citation in one bracket", "give each its own",
        "@" .. cite.citations[1].id)
      return pandoc.Inlines {}
    end
    local result = pandoc.Inlines {}
    for index, citation in ipairs(refs) do
      if index > 1 then result:extend { pandoc.Str(settings.words["ref-delim"]), pandoc.Space() } end
      result:extend(reference(citation))
    end
    return result
  end
end

-- The words before a caption: "Figure 1: ", or "(a) " for a part of a panel.
function references.caption_prefix(id, settings, entries)
  local entry = entries[id]
  if not entry then return "" end
  if entry.parent then return "(" .. entry.number .. ")" end
  return settings.words[entry.kind .. "-title"] .. NBSP .. entry.number .. settings.words["title-delim"]
end

return references
