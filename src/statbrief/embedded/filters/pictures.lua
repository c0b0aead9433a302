-- Pictures, as both writers see them: files of the brief, each with a text alternative.

local faults = require "faults"

local pictures = {}

-- A picture that is missing, or lies elsewhere, stops the build.
function pictures.check(image)
  if image.src:match "^%a[%w+.-]+:" or image.src:match "^//" then
    faults.add("picture", image.src .. " lies elsewhere", "put the file in the brief's folder", image.src)
    return false
  end
  local file = io.open((image.src:gsub("^/", ""):gsub("%%(%x%x)", function(hex)
    return string.char(tonumber(hex, 16))
  end)), "rb")
  if not file then
    faults.add("picture", image.src .. " does not exist", "paths are relative to the document", image.src)
    return false
  end
  file:close()
  io.stderr:write("statbrief-file ", image.src, "\n")
  return true
end

function pictures.alternative(image)
  return image.attributes["fig-alt"] or image.attributes.alt or pandoc.utils.stringify(image.caption)
end

function pictures.alignment(element, settings)
  local found
  element:walk { Image = function(image) found = found or image.attributes["fig-align"] end }
  return element.attributes["fig-align"] or found or settings["fig-align"]
end

return pictures
