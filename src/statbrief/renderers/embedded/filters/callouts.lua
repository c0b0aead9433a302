-- Callouts: what kind one is, its title and how it looks.

local callouts = {}

-- Whether there are callouts of a kind: there is a word for it.
function callouts.is_kind(kind, settings) return settings.words["callout-" .. kind] ~= nil end

-- The parts of a callout's div; nil when the div is none.
function callouts.parts(div, settings)
  local kind
  for _, class in ipairs(div.classes) do kind = kind or class:match "^callout%-(%a+)$" end
  if not kind or not callouts.is_kind(kind, settings) then return nil end
  local appearance = div.attributes.appearance or settings["callout-appearance"]
  local content, title = div.content, nil
  if div.attributes.title then
    title = pandoc.utils.blocks_to_inlines(pandoc.read(div.attributes.title, "markdown").blocks)
  elseif #content > 0 and content[1].t == "Div" and content[1].classes:includes "statbrief-title" then
    title = content:remove(1).content[1].content
  elseif appearance == "default" then
    title = pandoc.Inlines { pandoc.Str(settings.words["callout-" .. kind]) }
  end
  return { kind = kind, appearance = appearance == "minimal" and "simple" or appearance, title = title, content = content }
end

return callouts
