-- What the analysis generated, in the prose: {{< chart name >}}, {{< table name >}}, {{< caption name >}},
-- {{< figures >}}, {{< checks >}}, {{< revisions >}}.
--
-- A numbered chart or table is written as Quarto wants its floats; its caption is the last paragraph:
--
--   ::: {#fig-rain}
--   {{< chart rain >}}
--
--   {{< caption rain >}}
--   :::

local generated = require "generated"

local function shown(name, context)
  local text = generated.read(name)
  if not text and context == "text" then return "" end -- in code, or in what is commented out
  if not text then error("statbrief: there is no " .. name .. "; run statbrief check") end
  local blocks = pandoc.read(text, "markdown").blocks
  if context == "block" then return blocks end
  local inlines = pandoc.utils.blocks_to_inlines(blocks)
  return context == "text" and pandoc.utils.stringify(inlines) or inlines
end

local function of_chart(kind)
  return function(arguments, _, _, _, context)
    return shown(pandoc.path.join { "charts", ("%s.%s.md"):format(pandoc.utils.stringify(arguments[1] or ""), kind) }, context)
  end
end

local function whole(name)
  return function(_, _, _, _, context) return shown(name, context) end
end

return {
  chart = of_chart "chart",
  table = of_chart "table",
  caption = of_chart "caption",
  figures = whole "figures.md",
  checks = whole "checks.md",
  revisions = whole "revisions.md",
}
