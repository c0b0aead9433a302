-- Content for one format or under a condition: `.content-visible` and `.content-hidden`.

local conditions = {}

local ALIASES = {
  html = { html = true, ["html:js"] = true, html5 = true },
  typst = { typst = true },
}

local function is_format(name) return ALIASES[FORMAT:match "typst" and "typst" or "html"][name] == true end

function conditions.apply(blocks, meta)
  local function is_set(name)
    local value = meta
    for part in name:gmatch "[^.]+" do
      if type(value) ~= "table" then return false end
      value = value[part]
    end
    return value == true
  end

  local tests = {
    ["when-format"] = is_format, ["when-meta"] = is_set,
    ["unless-format"] = function(name) return not is_format(name) end,
    ["unless-meta"] = function(name) return not is_set(name) end,
  }

  local function decide(element)
    local visible, hidden = element.classes:includes "content-visible", element.classes:includes "content-hidden"
    if not visible and not hidden then return nil end
    local holds = true
    for key, test in pairs(tests) do
      local value = element.attributes[key]
      if value then holds = holds and test(value) end
      element.attributes[key] = nil
    end
    if holds == hidden then return {} end
    element.classes = element.classes:filter(function(class)
      return class ~= "content-visible" and class ~= "content-hidden"
    end)
    local bare = element.identifier == "" and #element.classes == 0 and #element.attributes == 0
    return (bare and element.t ~= "CodeBlock") and element.content or element
  end

  return blocks:walk { Div = decide, Span = decide, CodeBlock = decide }
end

return conditions
