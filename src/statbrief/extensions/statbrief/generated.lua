-- Where the analysis of the document's edition stands: of brief.es.qmd in _generated/editions/es, else in _generated; and
-- where `statbrief check`, as Quarto's step before it renders, laid what both renderers run.

local generated = {}

local folder = pandoc.path.directory(quarto.doc.input_file)

-- The tag of the edition; nothing of the brief's own.
generated.edition = pandoc.path.filename(quarto.doc.input_file):match "^brief%.([%w-]+)%.qmd$"

-- What a generated file says; nil when there is none.
function generated.read(name)
  local place = generated.edition and { "_generated", "editions", generated.edition } or { "_generated" }
  local file = io.open(pandoc.path.join { folder, pandoc.path.join(place), name }, "rb")
  if not file then return nil end
  local text = file:read "a"
  file:close()
  return text
end

local function shared(name)
  local place = pandoc.path.join { folder, "_generated", "filters", name }
  local file = io.open(place, "rb")
  if not file then error("statbrief: there is no " .. place .. "; write pre-render: statbrief check below project:") end
  local text = file:read "a"
  file:close()
  return place, text
end

-- What such a file says.
function generated.shared(name)
  local _, text = shared(name)
  return text
end

-- What such a filter does.
function generated.filter(name) return dofile((shared(name .. ".lua"))) end

return generated
