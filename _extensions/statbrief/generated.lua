-- Where the analysis of the document's edition stands: of brief.es.qmd in _generated/editions/es, else in _generated.

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

return generated
