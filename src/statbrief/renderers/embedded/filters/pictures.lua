-- Pictures, as both writers see them: files of the brief, each with a text alternative.

local faults = require "faults"
local resources = require "resources"

local pictures = {}

-- The path of a picture. One that is missing, or lies elsewhere, stops the build.
function pictures.check(image)
  if resources.elsewhere(image.src) then
    faults.add("picture", image.src .. " lies elsewhere", "put the file in the brief's folder", image.src)
    return nil
  end
  if image.src:match "^%s*[dD][aA][tT][aA]:" then return image.src end
  local path = resources.path(image.src)
  if not path then
    faults.add("picture", image.src .. " leads out of the brief's folder", "copy the file into it", image.src)
    return nil
  end
  if not resources.put(image.src, path) then
    faults.add("picture", image.src .. " does not exist", "paths are relative to the document", image.src)
    return nil
  end
  io.stderr:write("statbrief-file ", image.src, "\n")
  return path
end

function pictures.alternative(image)
  return image.attributes["fig-alt"] or image.attributes.alt or pandoc.utils.stringify(image.caption)
end

-- A picture that is a link, alone in its paragraph, is a figure too: its words are a caption, as of any other.
function pictures.linked(para)
  local link = #para.content == 1 and para.content[1]
  local image = link and link.t == "Link" and #link.content == 1 and link.content[1]
  if not image or image.t ~= "Image" or #image.caption == 0 then return nil end
  local caption, id = image.caption, image.identifier
  image.caption, image.identifier = {}, ""
  link.content = { image }
  return pandoc.Figure(pandoc.Plain { link }, { long = { pandoc.Plain(caption) } }, pandoc.Attr(id))
end

function pictures.alignment(element, settings)
  local found
  element:walk { Image = function(image) found = found or image.attributes["fig-align"] end }
  return element.attributes["fig-align"] or found or settings["fig-align"]
end

return pictures
