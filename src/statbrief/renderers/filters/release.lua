-- What a release says of itself, where pages show it; and the publisher of any brief.

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

-- A path as the template of a format has it: within quotes.
local function path(format, name)
  if format == "typst" then return pandoc.RawInline("typst", '"' .. name:gsub('[\\"]', "\\%0") .. '"') end
  return pandoc.RawInline("html", '"' .. name:gsub('[&<>"]', ESCAPED) .. '"')
end

-- Who publishes it, and what it is about, for the head of the page and the properties of its file.
function release.head(meta, known, format)
  if known.name ~= "" then
    meta.publisher = { name = pandoc.Inlines(known.name), logo = known.logo ~= "" and path(format, known.logo) or nil }
  else
    meta.publisher = nil
  end
  if known.described then meta.description = meta.description or meta.subtitle end
  return meta
end

return release
