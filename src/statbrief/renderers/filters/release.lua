-- What a release says of itself, where pages show it; the publisher of any brief, and its colour.

local release = {}

-- The main points stand beneath the key figures, and where there are none, before all else.
function release.placed(blocks, points)
  local place = 1
  for index, block in ipairs(blocks) do
    if block.t == "Div" and block.classes:includes "key-figures" then place = index + 1 end
  end
  blocks:insert(place, points)
  return blocks
end

local ESCAPED = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

-- A text as the template of a format has it where it is no prose: within quotes.
function release.quoted(format, text)
  if format == "typst" then return pandoc.RawInline("typst", '"' .. text:gsub('[\\"]', "\\%0") .. '"') end
  return pandoc.RawInline("html", '"' .. text:gsub('[&<>"]', ESCAPED) .. '"')
end

local DRAFT = ".draft { margin: 0 0 0.6rem; font-weight: 700; letter-spacing: 0.06em; text-transform: uppercase; "
  .. 'color: var(--accent); }\n@page { @top-right { content: "%s"; font: 700 9pt sans-serif; } }' -- on each page

-- The colour of the page's structure, and the face of its text; they go before those of any style sheet.
function release.style(known)
  local rules = pandoc.List {}
  if known.accent ~= "" then
    local rule = "html:root { --accent: %s; }"
    rules:insert(rule:format(known.accent))
    rules:insert(("@media screen and (prefers-color-scheme: dark) { " .. rule .. " }"):format(known["on-dark"]))
  end
  if known.face then rules:insert(('html:root { --face: "%s"; }'):format(known.face:gsub('[\\"<>&]', ""))) end
  if known.draft then rules:insert(DRAFT:format(known.draft:gsub('[\\"<>&%%]', ""))) end
  return "<style>\n" .. table.concat(rules, "\n") .. "\n</style>"
end

function release.has_style(known)
  return known.accent ~= "" or known.face or known.draft
end

-- Who publishes it, in which colour and face, and what it is about, for the head of a page and its file's properties.
function release.head(meta, known, format)
  if known.name ~= "" then
    meta.publisher = {
      name = pandoc.Inlines(known.name),
      quoted = release.quoted(format, known.name),
      logo = known.logo ~= "" and release.quoted(format, known.logo) or nil,
    }
  else
    meta.publisher = nil
  end
  if known.accent ~= "" and format == "typst" then
    meta.accent = pandoc.MetaInlines { pandoc.RawInline("typst", 'rgb("' .. known.accent .. '")') }
  elseif format ~= "typst" and release.has_style(known) then
    meta["accent-style"] = pandoc.MetaBlocks { pandoc.RawBlock("html", release.style(known)) }
    meta.accent = nil
  end
  if known.draft then meta["draft-word"] = pandoc.Inlines(known.draft) end
  if known.described then meta.description = meta.description or meta.subtitle end
  return meta
end

return release
