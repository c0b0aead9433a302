-- What the page brings along: pandoc works in a sandbox, where it reads no file and fetches nothing by itself, so each
-- picture is put before it here. Only what lies in the brief's folder is: `outside` are links in there that lead out.

local faults = require "faults"

local resources = { outside = {} }

local NAMED = { src = true, ["data-src"] = true, poster = true, srcset = true, href = true, ["xlink:href"] = true }
local ELSEWHERE = "a brief is one file that loads nothing"

local function plain(address)
  return (address:gsub("[?#].*$", ""):gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

-- The path of a file in the brief's folder; nil where it leads out.
function resources.path(address)
  local path = pandoc.path.normalize(plain(address)):gsub("\\", "/")
  local parts = {}
  for part in path:gmatch "[^/]+" do
    if part == ".." then
      if not table.remove(parts) then return nil end
    elseif part ~= "." then
      table.insert(parts, part)
    end
  end
  if pandoc.path.is_absolute(path) and not address:match "^/" then return nil end
  path = table.concat(parts, "/")
  for _, link in ipairs(resources.outside) do
    if path == link or path:sub(1, #link + 1) == link .. "/" then return nil end
  end
  return path
end

function resources.elsewhere(address)
  return (address:match "^%s*%a[%w+.-]+:" or address:match "^%s*//") and not address:match "^%s*[dD][aA][tT][aA]:"
end

-- Puts a file before pandoc under the name that the page has for it; false where there is none.
function resources.put(address, path, kind)
  local file = io.open(path, "rb")
  local content = file and file:read "a"
  if file then file:close() end
  if content then pandoc.mediabag.insert(address, kind, content) end
  return content ~= nil
end

-- Style sheets come in files, with their own files inside.
function resources.styles(sheets)
  for _, sheet in ipairs(sheets) do assert(resources.put(sheet.name, sheet.file, "text/css")) end
end

-- What a tag written by hand names. What cannot be read is told by pandoc itself, as it looks for it in vain.
function resources.in_raw(raw)
  if not raw.format:match "^html" then return nil end
  local function named(tag, key, address)
    if not NAMED[key:lower()] or (key:lower():match "href$" and tag ~= "link" and tag ~= "image") then return end
    if resources.elsewhere(address) then
      faults.add("raw HTML", address .. " loads from elsewhere", ELSEWHERE, address)
    elseif not address:match "^#" and not address:match "^%s*[dD][aA][tT][aA]:" and not address:match "^/" then
      local path = resources.path(address)
      if path then resources.put(address, path) end
    end
  end
  for tag, rest in raw.text:gmatch "<(%a[%w-]*)([^>]*)" do
    for key, quote, address in rest:gmatch "([%w:-]+)%s*=%s*([\"'])(.-)%2" do named(tag:lower(), key, address) end
    for key, address in rest:gmatch "([%w:-]+)%s*=%s*([^%s\"'>]+)" do named(tag:lower(), key, address) end
  end
end

return resources
